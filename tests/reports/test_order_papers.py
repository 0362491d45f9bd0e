"""Papers of orders: what they say is what was taken down and posted."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.cost_lines import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.money import MILLI
from app.domain.pre_order import DeliveryWay, DepositEnd
from app.domain.recipe import Recipe, RecipeLine, RecipeOutput
from app.i18n import set_language
from app.services.deposits import DepositDraft, cancel_order, take_deposit
from app.services.recipes import create_recipe
from app.services.unit_of_work import Posted
from reports.catalogue import Question, build
from reports.common import ReportArgumentError, Span
from reports.model import Figures, Labels, Report, Table
from reports.output import render
from tests.builders import material, party, product
from tests.orders import SOON, cash, deposited, handed, line, ordered
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    set_language("en")
    return Stall(tmp_path)


def table(report: object, number: int = 0) -> Table:
    """One of a report's tables."""
    assert isinstance(report, Report)
    return [block for block in report.blocks if isinstance(block, Table)][number]


def upto(day: dt.date) -> Question:
    """Up to a day."""
    return Question(span=Span(day, day))


def test_one_order(stall: Stall) -> None:
    order = ordered(stall, line(stall.tea, 3, note="แยกถุง"), delivery=DeliveryWay.OWN, delivery_fee=40_00)
    deposit = deposited(stall, order, 100_00)
    handed(stall, order, 29_00, chosen={1: MILLI})
    report = build(stall.session, "order", Question(document=order.code))
    goods, papers = table(report), table(report, 1)
    assert goods.rows[0].cells == ("ชาหญ้าหมอน้อย (แยกถุง)", 3 * MILLI, "ชิ้น", 2 * MILLI, 89_00 * 10_000, 267_00)
    assert goods.rows[-1].cells[-1] == 307_00
    assert [row.cells[3] for row in papers.rows] == [100_00, 100_00, 129_00]
    assert isinstance(report, Report)
    figures = next(block for block in report.blocks if isinstance(block, Figures))
    assert [each.value for each in figures.items] == [92_00, 100_00, 178_00]
    slip = build(stall.session, "deposit-receipt", Question(document=deposit.number))
    assert table(slip).rows[-1].cells == ("Total", 100_00)
    for name, wrong in (("order", "X"), ("deposit-receipt", stall.bought.number)):
        with pytest.raises(ReportArgumentError):
            build(stall.session, name, Question(document=wrong))


def test_lists_for_the_day(stall: Stall) -> None:
    ordered(stall, line(stall.tea, 2))
    parcel = ordered(
        stall,
        line(stall.tea, 1),
        line(stall.kapi, 1, 59_00),
        wanted_on=SOON + dt.timedelta(1),
        delivery=DeliveryWay.PARCEL,
        is_cod=True,
        carrier_uid=party(stall.session, "ขนส่งตัวอย่าง").uid,
        recipient="คุณรับแทน",
        phone="000-000-0000",
        address="1 หมู่ 2\nต.ตัวอย่าง",
    )
    lines = table(build(stall.session, "open-orders", Question())).rows
    assert [row.cells[1] for row in lines[:-1]] == ["OR0001", "OR0002"]
    assert lines[-1].cells[-3:] == (326_00, 0, 326_00)
    assert len(table(build(stall.session, "open-orders", upto(SOON))).rows) == 2
    packing = build(stall.session, "packing-list", Question())
    assert [row.cells[2] for row in table(packing, 1).rows] == [MILLI, 3 * MILLI]
    packed = [row.cells[1] for row in table(packing).rows]
    assert "1 หมู่ 2 ต.ตัวอย่าง · Tel. 000-000-0000" in packed, "where a parcel goes to"
    until = [row.cells[1] for row in table(build(stall.session, "packing-list", upto(SOON))).rows]
    assert len(until) == 3
    assert parcel.code not in " ".join(map(str, until))
    assert [row.cells[1] for row in table(build(stall.session, "pick-up-list", Question())).rows] == [
        "OR0001",
        None,
    ]
    labels = build(stall.session, "order-labels", Question(option="2x7:3"))
    assert isinstance(labels, Labels)
    assert labels.labels == (
        (
            "คุณรับแทน",
            "1 หมู่ 2",
            "ต.ตัวอย่าง",
            "Tel. 000-000-0000",
            "Collect 148.00 baht",
            f"From วิสาหกิจชุมชนทดสอบ · {parcel.code}",
        ),
    )
    assert render(labels, "pdf").startswith(b"%PDF")
    for bad in ("9x9", "3x7:x"):
        with pytest.raises(ReportArgumentError):
            build(stall.session, "order-labels", Question(option=bad))


def test_what_is_to_be_made_and_bought(stall: Stall) -> None:
    herb = material(stall.session, "สมุนไพร", code="HERB").uid
    made = product(stall.session, "ยาหม่อง", price=50_00, code="BALM").uid
    service = product(stall.session, "สอน", price=10_00, kind=ProductKind.SERVICE).uid
    stall.buy((herb, 1, 100_00), (made, 2, 60_00))
    from_herb = RecipeLine(CostKind.MATERIAL, Settlement.FROM_STOCK, "สมุนไพร", 500, "กก.", product_uid=herb)
    create_recipe(stall.session, Recipe((RecipeOutput(made, 10 * MILLI),), (from_herb,), "ยาหม่อง"))
    ordered(stall, line(made, 42, 50_00), line(stall.tea, 25), line(service, 1, 10_00))
    plan = {
        row.cells[1]: row.cells[5:] for row in table(build(stall.session, "production-plan", Question())).rows
    }
    assert plan == {
        "BALM": (42 * MILLI, 2 * MILLI, 40 * MILLI, "ยาหม่อง", 4 * MILLI),
        "TEA": (25 * MILLI, 20 * MILLI, 5 * MILLI, "bought", None),
    }
    needs = table(build(stall.session, "materials-list", Question())).rows
    found = {row.cells[0]: row.cells[3:7] for row in needs[:-1]}
    assert found == {
        "HERB": (2 * MILLI, MILLI, MILLI, 100_00),
        "TEA": (25 * MILLI, 20 * MILLI, 5 * MILLI, 100_00),
    }
    assert needs[-1].cells[6] == 200_00


def test_nothing_ordered(stall: Stall) -> None:
    for name in (
        "open-orders",
        "production-plan",
        "materials-list",
        "packing-list",
        "pick-up-list",
        "order-labels",
    ):
        assert table(build(stall.session, name, upto(DAY))).rows == ()


def test_the_paper_on_a_deposit_says_where_the_money_went(stall: Stall) -> None:
    first, second = ordered(stall), ordered(stall)
    deposited(stall, first, 60_00)
    off = cancel_order(stall.session, first.uid, on=DAY, reason="เลื่อน", end=DepositEnd.CREDIT)
    assert isinstance(off, Posted)
    draft = DepositDraft(new_uid(), second.uid, cash(5_00), credit=45_00)
    again = take_deposit(stall.session, draft, on=DAY)
    for posted, rows in (
        (off, [("Kept for the customer as credit", 60_00), ("Total", 60_00)]),
        (again, [("Cash", 5_00), ("Kept for the customer as credit", 45_00), ("Total", 50_00)]),
    ):
        paper = build(stall.session, "deposit-receipt", Question(document=posted.number))
        assert [row.cells for row in table(paper).rows] == rows
