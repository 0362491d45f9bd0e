"""A day whose year cannot be right is refused in words, wherever it comes from, and uses no number."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.calendar import DayOutOfRangeError, checked_day
from app.domain.document import new_uid
from app.domain.money import MILLI, checked_amount, checked_quantity
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft, Slip
from app.domain.session import issue
from app.queries.integrity import check_books
from app.services.purchases import post_purchase
from app.services.unit_of_work import FAR_AHEAD
from tests.stall import Stall

FAR = [
    dt.date(1, 1, 1),
    dt.date(1899, 12, 31),
    dt.date(2200, 1, 1),
    dt.date(2569, 10, 5),
    dt.date(3112, 10, 5),
]


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


@pytest.mark.parametrize("day", FAR)
def test_no_document_on_a_day_that_cannot_be(stall: Stall, day: dt.date) -> None:
    with pytest.raises(DayOutOfRangeError) as refused:
        stall.sell(stall.line(stall.kapi, 1, 59_00), on=day)
    assert str(day.year + 543) in str(refused.value)
    slip = PurchaseDraft(
        new_uid(),
        (PurchaseLineDraft(stall.kapi, MILLI, "", 1_00),),
        tenders=(stall.cash(1_00),),
        slip=Slip(day),
    )
    with pytest.raises(DayOutOfRangeError):
        post_purchase(stall.session, slip, on=dt.date(2026, 10, 5))
    assert stall.sell(stall.line(stall.kapi, 1, 59_00)).posted.number == "ร1-2569-000001"
    assert check_books() == []


def test_a_day_more_than_a_month_ahead_is_told_and_never_refused(stall: Stall) -> None:
    today = dt.date(2026, 10, 5)
    late = int(dt.datetime(2026, 10, 4, 17, 30, tzinfo=dt.UTC).timestamp()) * 1_000
    session = issue(replace(stall.session, clock=lambda: late))  # the 5th in Thailand, still the 4th in UTC

    def told(on: dt.date, slip: dt.date | None = None) -> list[object]:
        line = PurchaseLineDraft(stall.kapi, MILLI, "", 1_00)
        draft = PurchaseDraft(new_uid(), (line,), tenders=(stall.cash(1_00),), slip=Slip(slip))
        posted = post_purchase(session, draft, on=on)
        again = post_purchase(session, draft, on=on)
        assert (again.repeated, again.warnings) == (True, ())
        return [each.data["day"] for each in posted.warnings if each.message == FAR_AHEAD]

    edge, beyond = today + dt.timedelta(days=31), today + dt.timedelta(days=32)
    assert told(today) == told(edge) == told(today, edge) == []
    assert told(today - dt.timedelta(days=400)) == []
    assert told(beyond) == [beyond]
    assert told(today, beyond) == [beyond]
    assert told(dt.date(2169, 10, 5)) == [dt.date(2169, 10, 5)]
    assert check_books() == []


def test_the_days_at_the_edges_are_days() -> None:
    for day in (dt.date(1900, 1, 1), dt.date(2199, 12, 31)):
        assert checked_day(day) == day


@pytest.mark.parametrize("wrong", [True, 1.0, "1"])
def test_amounts_and_quantities_are_ints(wrong: object) -> None:
    for check in (checked_amount, checked_quantity):
        with pytest.raises(TypeError):
            check(wrong)  # type: ignore[arg-type]
