"""The tabs of shares and of the divided profit by keys: instalments, a proposal, its resolution."""

import datetime as dt

import pytest

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.fiscal import FiscalYear
from app.domain.session import Permission
from app.queries.distribution import resolved, still_owed, variants
from app.queries.shares import certificates, holders
from app.services.settings import change_settings
from app.services.year_closing import close_year
from tests.builders import party
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.services.test_distribution import earn
from tests.ui.test_assets_page import TODAY, enter, place  # noqa: F401
from ui.pages.distribution.view import DistributionView
from ui.pages.shares.view import SharesView

SHARES, PROFIT = (SharesView, ()), (DistributionView, ())
READER = (SharesView, (Permission.SEE_BOOKS,))
YEAR = FiscalYear(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
EVERYTHING = Changes.PARTIES | Changes.SETTINGS | Changes.LEDGER | Changes.GROUP


def ready(place):  # noqa: F811
    """Two members and shares of 100 baht."""
    change_settings(place.session, {"share_par": 100_00})
    for name in ("น้อย", "เล็ก"):
        party(place.session, name, member=True)
    place.view.refresh(EVERYTHING)
    place.settle()


@pytest.mark.parametrize("place", [SHARES], indirect=True)
def test_an_evening_of_instalments_and_what_comes_after(place):  # noqa: F811
    ready(place)
    view, form = place.view, place.view.pay_form
    place.key("Ctrl+N")
    first, second = (
        next(at for at, each in enumerate(form.people) if each.name == name) for name in ("น้อย", "เล็ก")
    )
    form.counts[first].set_value(10_000)
    form.amounts[first].set_value(600_00)
    form.counts[second].set_value(5_000)
    enter(form.amounts[second], "500")
    assert "1,100.00" in form.sum.text()
    place.save(form)
    assert {each.name: (each.holding.shares, each.holding.unpaid) for each in holders(TODAY)} == {
        "น้อย": (10, 400_00),
        "เล็ก": (5, 0),
    }
    (small,) = [each for each in view.model.rows if each.name == "เล็ก"]
    view.choose(small.uid)
    place.settle()
    view.paper_button.click()
    place.settle()
    assert view.paper_form.shares.number() == 5_000
    place.save(view.paper_form)
    assert [each.shares for each in certificates(small.uid)] == [5]
    view.back_button.click()
    place.settle()
    view.back_form.shares.set_value(2_000)
    view.back_form.shares.changed.emit(2_000)
    place.settle()
    assert "200.00" in view.back_form.hint.text()
    place.save(view.back_form)
    assert {each.name: each.holding.shares for each in holders(TODAY)} == {"น้อย": 10, "เล็ก": 3}


@pytest.mark.parametrize("place", [READER], indirect=True)
def test_a_reader_sees_and_changes_nothing(place):  # noqa: F811
    assert not place.view.new_button.isVisible()


@pytest.mark.parametrize("place", [PROFIT], indirect=True)
def test_a_proposal_is_worked_out_resolved_paid_and_taken_back(place):  # noqa: F811
    session, view = place.session, place.view
    earn(session, 10_000_00, dt.date(2025, 6, 1))
    party(session, "น้อย", member=True)
    close_year(session, YEAR.last, today=TODAY, uid=new_uid())
    view.refresh(EVERYTHING)
    place.settle()
    place.key("Ctrl+N")
    form = view.form
    assert [line.amount.text() for line in form.table.lines] == ["1,000.00", "500.00", "8,500.00"]
    enter(form.called, "แบบหนึ่ง")
    place.save(form)
    (row,) = variants(YEAR)
    view.choose(row.uid)
    place.settle()
    view.resolve_button.click()
    place.settle()
    enter(view.resolve_form.number, "1/2569")
    place.save(view.resolve_form)
    (done,) = resolved()
    assert (done.resolution_no, done.divided, done.undivided) == ("1/2569", 10_000_00, 0)
    assert still_owed() == {}
    view.undo_button.click()
    enter(view.undo_form.reason, "นับคะแนนผิด")
    place.save(view.undo_form)
    assert resolved() == ()
