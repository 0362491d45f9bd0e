"""How long what about a person has to be kept."""

import datetime as dt

import pytest

from app.domain.retention import Reason, Ties, first_kept, kept_until, of_name, of_tax_id

TODAY = dt.date(2026, 11, 21)


def test_a_paper_is_kept_five_years_after_the_end_of_its_year() -> None:
    assert kept_until(dt.date(2021, 1, 1)) == dt.date(2026, 12, 31)
    assert first_kept(TODAY) == dt.date(2021, 1, 1)
    assert first_kept(dt.date(2027, 1, 1)) == dt.date(2022, 1, 1)


@pytest.mark.parametrize("day", [dt.date(2015, 6, 1), dt.date(2020, 12, 31), dt.date(2021, 1, 1), TODAY])
def test_both_say_the_same(day: dt.date) -> None:
    assert (day >= first_kept(TODAY)) is (kept_until(day) >= TODAY)


@pytest.mark.parametrize(
    ("ties", "reason"),
    [
        (Ties(), Reason.WISH),
        (Ties(newest_paper=dt.date(2020, 12, 31)), Reason.WISH),
        (Ties(newest_paper=dt.date(2021, 1, 1)), Reason.PAPER),
        (Ties(is_member=True), Reason.MEMBER),
        (Ties(owes_or_is_owed=True), Reason.DEBT),
        (Ties(signs_in=True), Reason.WORKS),
        (Ties(keeps_things=True), Reason.KEEPS),
    ],
)
def test_a_name_goes_only_when_nothing_holds_it(ties: Ties, reason: Reason) -> None:
    assert of_name(ties, TODAY).reason is reason


def test_a_tax_id_goes_with_the_papers() -> None:
    assert of_tax_id(Ties(is_member=True), TODAY).may_go
    kept = of_tax_id(Ties(newest_paper=TODAY), TODAY)
    assert kept.until == dt.date(2031, 12, 31)
