"""The pay sheet: wages owed by person with the hours of batches, paid and given, less money given ahead."""

from pathlib import Path

import pytest

from app.domain.costing import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.production import CostLineDraft
from app.domain.settling_typed import Typed, Wage, wages_draft
from app.domain.slip_entry import AdvanceDraft
from app.queries.debts import Hours
from app.queries.pay_sheet import pay_sheet
from app.services.entries import post_advance
from app.services.settling import pay_money
from tests.making import OCT, Workshop, baht, e4

FIRST, LAST = OCT.replace(day=1), OCT.replace(day=31)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path / "สมุด.samut")


def work(workshop: Workshop, name: str, hours: int, settlement: Settlement) -> CostLineDraft:
    """So many hours at 50 baht."""
    person = workshop.person(name)
    return CostLineDraft(
        CostKind.LABOUR,
        settlement,
        "กวน",
        quantity_milli=hours * 1_000,
        unit="ชม.",
        rate_e4=e4(baht(50)),
        party_uid=person,
    )


def test_hours_paid_and_given_and_what_is_left_to_pay(workshop: Workshop) -> None:
    owed, free = Settlement.OWED, Settlement.IMPUTED
    batch = workshop.make(
        "ชา",
        10_000,
        work(workshop, "ดาว", 8, owed),
        work(workshop, "ดาว", 2, free),
        work(workshop, "ฟ้า", 3, owed),
    )
    advance = AdvanceDraft(new_uid(), workshop.person("ฟ้า"), "1101", baht(500))
    post_advance(workshop.session, advance, on=OCT)
    dao, fa = pay_sheet(FIRST, LAST, LAST)
    assert (dao.name, dao.owed, dao.advance, dao.to_pay) == ("ดาว", baht(400), 0, baht(400))
    assert dao.hours == Hours(8_000, 2_000)
    assert [item.number for item in dao.items] == [batch.posted.number]
    assert (fa.owed, fa.deducted, fa.to_pay, fa.hours) == (baht(150), baht(150), 0, Hours(3_000, 0))
    assert pay_sheet(FIRST, LAST, FIRST) == (), "before the work nothing is owed"
    sheet = tuple(Wage(row.party_uid, row.owed, row.advance) for row in (dao, fa))
    pay_money(workshop.session, wages_draft(new_uid(), sheet, Typed(0, "1101")), on=LAST)
    assert pay_sheet(FIRST, LAST, LAST) == ()
