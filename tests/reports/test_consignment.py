"""Papers of consigned goods: slips, settlement sheets, a time by owner, our goods at shops."""

from pathlib import Path

import pytest

from app.domain.consignment import Direction, GoodsDraft, GoodsLine, Method, PaidWith, SettleDraft, TermsData
from app.domain.document import new_uid
from app.queries.consigned_shops import unsettled_shops
from app.queries.consignment_papers import UnknownSlipError
from app.services.catalogue import save_location
from app.services.consigned_out import send_out
from app.services.consignment import create_terms
from app.services.reversal import reverse
from app.services.settlements import settle_owner
from reports.common import month_span
from reports.consignment import at_shops, by_member, sheet, slip
from reports.model import Report, Row, Table
from reports.render.report_slip import _order, report_png
from tests.builders import party
from tests.fixtures import _no_book_left_open  # noqa: F401
from tests.services.test_consignment import MILLI, Shelf
from tests.stall import DAY


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def rows_of(report: Report) -> list[Row]:
    return [row for block in report.blocks if isinstance(block, Table) for row in block.rows]


def words_of(report: Report) -> str:
    return " ".join(str(cell) for row in rows_of(report) for cell in row.cells)


def test_the_slip_says_what_was_agreed(shelf: Shelf) -> None:
    brought = shelf.bring(shelf.owner, (shelf.soap, 3))
    report = slip(brought.number)
    assert report.number == brought.number
    (line,) = rows_of(report)
    assert line.cells[1:5] == ("น้ำยาล้างจาน", 3_000, "ขวด", 35_00)
    assert "80" in str(line.cells[5])
    reversal = reverse(shelf.session, brought.uid, on=DAY, reason="ลงผิด", uid=new_uid())
    assert any(reversal.number in note for note in slip(brought.number).notes)
    with pytest.raises(UnknownSlipError):
        slip("ฝข0-0000")
    with pytest.raises(UnknownSlipError):
        sheet(brought.number)


def test_the_sheet_reckons_up_to_what_was_paid(shelf: Shelf) -> None:
    """Two sold for 200.00, one came back after the payout, one sold: 80.00 − 80.00 = nothing."""
    sale = shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    first = shelf.pay(shelf.owner, 150_00, charges=10_00)
    amounts = [row.cells[-1] for row in rows_of(sheet(first.number))]
    assert amounts == [160_00, 160_00, 160_00, -10_00, -150_00, 0]
    shelf.take_back(sale, 1, 1, 100_00)
    shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    moneys = (PaidWith("1101", 80_00),)
    draft = SettleDraft(new_uid(), shelf.owner, DAY, moneys, note="เซ็นรับแล้ว")
    second = settle_owner(shelf.session, draft, on=DAY)
    report = sheet(second.number)
    assert [row.cells[-1] for row in rows_of(report)] == [160_00, 160_00, 160_00, -80_00, -80_00, 0]
    assert "เซ็นรับแล้ว" in report.notes


def test_a_time_by_owner(shelf: Shelf) -> None:
    sale = shelf.sell(shelf.line(shelf.honey, 3, 100_00))
    shelf.take_back(sale, 1, 1, 100_00)
    report = by_member(month_span(DAY))
    assert [row.cells[1:] for row in rows_of(report)] == [
        (None, None, None, None, 200_00, 40_00, 160_00, 160_00),
        (10_000, None, None, 2_000, 200_00, 40_00, 160_00, None),
        (None, None, None, None, 200_00, 40_00, 160_00, 160_00),
    ]
    empty = by_member(month_span(DAY.replace(year=DAY.year - 1)))
    assert rows_of(empty) == []


def test_goods_at_shops_and_for_how_long(shelf: Shelf) -> None:
    shop = party(shelf.session, "ร้านชุมชนปากน้ำ").uid
    place = save_location(shelf.session, "ฝากขายที่ร้านชุมชน", kind="consigned_out").id
    create_terms(shelf.session, TermsData(Direction.OUT, shop, Method.PERCENT, 7_000, DAY))
    lines = (GoodsLine(shelf.tea, 4 * MILLI),)
    send_out(shelf.session, GoodsDraft(new_uid(), shop, lines, Direction.OUT, shop_location_id=place), on=DAY)
    later = DAY.replace(year=DAY.year + 1)
    head, goods, total = rows_of(at_shops(later))
    assert (head.cells[3], head.cells[4], head.cells[5]) == (356_00, DAY, 365)
    assert goods.cells[1] == 4_000
    assert total.cells[3] == 356_00
    assert [each.uid for each in unsettled_shops(later)] == [shop]
    assert unsettled_shops(DAY) == []


def test_papers_of_goods_and_money_go_on_a_roll(shelf: Shelf) -> None:
    """How many stands right, with its unit; numbers of lines are left out."""
    brought = slip(shelf.bring(shelf.owner, (shelf.soap, 3)).number)
    table = next(block for block in brought.blocks if isinstance(block, Table))
    keys = [table.columns[at].key for at in _order(table)]
    assert keys[-2:] == ["unit", "quantity"]
    assert "line" not in keys
    shelf.sell(shelf.line(shelf.honey, 1, 100_00))
    paid = sheet(shelf.pay(shelf.owner, 80_00).number)
    for report in (brought, paid):
        assert report.fits_slip
        for paper in ("58", "80"):
            assert report_png(report, paper).startswith(b"\x89PNG")
