"""The page of the divided profit by keys: side by side, wrong days, what is left to do after the meeting."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.domain.distribution import Standing, VariantData
from app.domain.distribution_heads import Base, Head, HeadKind, Method
from app.domain.document import new_uid
from app.domain.session import Permission
from app.domain.share import ShareLine, SharesDraft
from app.queries.distribution import resolved, still_owed, variants
from app.services.distribution import create_variant
from app.services.settings import change_settings
from app.services.shares import post_shares
from app.services.year_closing import close_year
from tests.builders import party
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.services.test_distribution import cash, earn
from tests.ui.keys import press
from tests.ui.test_assets_page import TODAY, enter, place  # noqa: F401
from tests.ui.test_shares_page import EVERYTHING, YEAR
from ui.pages.distribution.view import COMPARE_KEY, DistributionView

PAGE = (DistributionView, ())
READER = (DistributionView, (Permission.SEE_BOOKS,))
HALF = Head(HeadKind.DIVIDEND, "ปันผล", Method.PERCENT, 500_000, Base.SHARE_MONTHS)
KEPT = Head(HeadKind.RETAINED, "เก็บไว้", Method.REST)


def ready(place, *, shares: bool = True) -> None:  # noqa: F811
    """Two members, with shares of the year before, and 10,000 baht of profit in a closed year."""
    change_settings(place.session, {"share_par": 100_00})
    for name in ("น้อย", "เล็ก"):
        who = party(place.session, name, member=True).uid
        if shares:
            draft = SharesDraft(new_uid(), (ShareLine(who, 10, 1_000_00),), cash(1_000_00))
            post_shares(place.session, draft, on=dt.date(2024, 5, 1))
    earn(place.session, 10_000_00, dt.date(2025, 6, 1))
    close_year(place.session, YEAR.last, today=TODAY, uid=new_uid())
    place.view.refresh(EVERYTHING)
    place.settle()


def propose(place, name: str, *heads: Head) -> bytes:  # noqa: F811
    uid = create_variant(place.session, VariantData(YEAR, name, heads)).uid
    place.view.refresh(EVERYTHING)
    place.settle()
    return uid


def choose(place, uid: bytes) -> None:  # noqa: F811
    place.view.choose(uid)
    place.settle()


def resolve(place, uid: bytes) -> None:  # noqa: F811
    choose(place, uid)
    place.view.resolve_button.click()
    enter(place.view.resolve_form.number, "1/2569")
    place.save(place.view.resolve_form)


@pytest.mark.parametrize("place", [PAGE], indirect=True)
def test_one_key_puts_proposals_side_by_side_to_read_copy_and_print(place, monkeypatch):  # noqa: F811
    view = place.view
    place.key(COMPARE_KEY)
    assert view.is_list_in_front(), "no year is closed, there is nothing to compare"
    ready(place)
    propose(place, "ก", HALF, KEPT)
    propose(place, "ข", KEPT)
    place.key(COMPARE_KEY)
    page = view.compare_page
    assert view.stack.currentWidget() is page
    first = page.sheet.tables()[0]
    assert first.hasFocus()
    page.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "Part\tก\tข" in text
    assert "ปันผล\t5,000.00\t" in text
    assert "น้อย\t2,500.00\t" in text
    assert "Dividend on a share held all year\t250.00\t" in text
    printed = []
    monkeypatch.setattr(view._papers, "print_out", lambda build, **_more: printed.append(build().subtitle))
    place.key("Ctrl+P")
    assert printed == ["Proposals side by side, year 2568"]
    propose(place, "ค", KEPT)
    assert "ค" in [column.title for column in page.sheet.report().blocks[0].columns], "read again"
    press(page, Qt.Key.Key_Escape)
    assert view.is_list_in_front()


@pytest.mark.parametrize("place", [PAGE], indirect=True)
def test_a_wrong_day_has_the_cursor(place):  # noqa: F811
    ready(place)
    uid = propose(place, "ก", HALF, KEPT)
    choose(place, uid)
    view, form = place.view, place.view.resolve_form
    view.resolve_button.click()
    enter(form.number, "1/2569")
    for typed, said in (
        ("31/12/2568", "after the end of the year"),
        ((TODAY + dt.timedelta(days=1)).isoformat(), "has not come yet"),
        ("เมื่อไรก็ได้", ""),
    ):
        form.day.edit.setText(typed)
        form.save_button.click()
        place.settle()
        assert form.day.edit.hasFocus(), typed
        assert said in form.day.error(), typed
        assert not form.busy
    assert resolved() == ()
    form.day.set_value(TODAY)
    form.number.set_value(None)
    place.save(form)
    assert form.number.edit.hasFocus()


@pytest.mark.parametrize("place", [PAGE], indirect=True)
def test_after_the_meeting_it_is_paid_once_printed_or_taken_back(place):  # noqa: F811
    ready(place)
    chosen, other = propose(place, "ก", HALF, KEPT), propose(place, "ข", KEPT)
    view = place.view
    resolve(place, chosen)
    rows = {row.name: row for row in view.model.rows}
    assert (rows["ก"].standing, rows["ข"].standing) == (Standing.RESOLVED, Standing.PASSED_OVER)
    assert (rows["ก"].divided, rows["ข"].divided, rows["ข"].problem) == (10_000_00, 10_000_00, "")
    to_change = (view.change_button, view.copy_button, view.aside_button, view.resolve_button)
    after = (view.pay_action, view.sheet_action, view.undo_action)
    for uid, has in ((chosen, True), (other, False)):
        choose(place, uid)
        assert all(button.isHidden() for button in to_change)
        assert [not button.isHidden() for button in after] == [has] * 3
    assert not view.new_button.isVisible()
    place.key("Ctrl+N")
    assert view.is_list_in_front()
    choose(place, chosen)
    view.pay_action.click()
    form = view.pay_form
    assert form.day.date() == TODAY
    form.day.set_value(TODAY - dt.timedelta(days=1))
    place.save(form)
    assert form.day.edit.hasFocus()
    assert "it is paid out on that day or later" in form.day.error()
    form.day.set_value(TODAY)
    form.submit()
    form.submit()  # twice by accident
    place.settle()
    assert still_owed() == {}
    assert view.pay_action.isHidden()
    view.undo_action.click()
    enter(view.undo_form.reason, "นับคะแนนผิด")
    place.save(view.undo_form)
    assert "goes on in" in view.undo_form.banner.label.raw()
    assert len(resolved()) == 1


@pytest.mark.parametrize("place", [PAGE], indirect=True)
def test_home_leads_to_what_is_to_be_paid(place):  # noqa: F811
    ready(place)
    resolve(place, propose(place, "ก", HALF, KEPT))
    place.view.open("pay")
    place.settle()
    assert place.view.stack.currentWidget() is place.view.pay_form
    assert "5,000.00" in place.view.pay_form.who.edit.text()


@pytest.mark.parametrize("place", [PAGE], indirect=True)
def test_parts_beyond_the_profit_and_parts_that_nobody_shares(place):  # noqa: F811
    ready(place, shares=False)
    too_much = Head(HeadKind.RETAINED, "ทั้งหมด", Method.AMOUNT, 10_000_01)
    view = place.view
    for name, head, said in (("เกิน", too_much, "0.01"), ("ไม่มีหุ้น", HALF, "Nobody shares in")):
        uid = propose(place, name, head)
        choose(place, uid)
        (row,) = [each for each in view.model.rows if each.uid == uid]
        assert (row.standing, row.divided) == (Standing.UNSOUND, None)
        assert said in row.problem
        assert view.resolve_button.isHidden()
    place.key("F4")
    assert "Nobody shares in" in view.form.problem.raw()
    line = view.form.table.lines[0]
    line.value.set_value(None)
    place.save(view.form)
    assert line.value.edit.hasFocus()
    assert "How large is" in line.value.error()
    press(view.form, Qt.Key.Key_Escape)
    place.key(COMPARE_KEY)
    assert view.stack.currentWidget() is view.compare_page
    assert not view.compare_page.copy_button.isEnabled()
    assert len(variants(YEAR)) == 2


@pytest.mark.parametrize("place", [READER], indirect=True)
def test_a_reader_compares_and_changes_nothing(place):  # noqa: F811
    assert not place.view.new_button.isVisible()
    place.key(COMPARE_KEY)
    assert place.view.is_list_in_front()
