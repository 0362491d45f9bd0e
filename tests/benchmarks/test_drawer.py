"""A drawer after a long day: closed on the disk, its X report, and the Z on the roll."""

import datetime as dt

from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.domain.session import Session
from app.queries.catalogue import tenders
from app.queries.drawer import drawer_sheet
from app.queries.products import for_sale
from app.services.sales import post_sale
from reports import drawer as paper
from reports.output import render
from tests.benchmarks.beside import Bench, size
from tests.drawers import closed, opened

DAY = dt.date(2026, 11, 1)
SALES = size(5, 1_000)
FLOAT = 1_000_00


def _day(session: Session) -> tuple[bytes, int]:
    """A drawer with a day's sales in it, and what lies there."""
    items = [item for item in for_sale() if item.price_e4 and not item.is_weighed][:30]
    cash = next(tender.uid for tender in tenders() if tender.kind == "cash")
    uid, lies = opened(session, FLOAT, on=DAY), FLOAT
    for number in range(SALES):
        item = items[number % len(items)]
        price = (item.price_e4 or 0) // E4
        line = SaleLineDraft(item.uid, item.name, MILLI, item.unit, item.price_e4 or 0)
        draft = SaleDraft(new_uid(), (line,), tenders=(TenderDraft(cash, price, price, is_cash=True),))
        lies += post_sale(session, draft, on=DAY).posted.total
    return uid, lies


def test_closing_after_a_long_day(bench: Bench, grown: Session) -> None:
    """What the seller waits for in the evening: her count posted, durable; the next drawer opens at once."""
    uid, lies = _day(grown)
    drawers = [(uid, lies)]

    def close() -> int:
        last, amount = drawers.pop()
        total = closed(grown, last, amount, on=DAY).total
        drawers.append((opened(grown, amount, on=DAY), amount))
        return total

    assert (
        bench.alone(f"a drawer of {SALES:,} sales closed, the next opened", close, limit=1.0, rounds=1) == 0
    )


def test_x_after_a_long_day(bench: Bench, grown: Session) -> None:
    uid, lies = _day(grown)

    def x_report() -> int:
        sheet = drawer_sheet(uid)
        assert sheet is not None
        assert paper.build(sheet).blocks
        return sheet.flow.expected

    assert bench.alone(f"X report of {SALES:,} sales", x_report, limit=0.5, rounds=5) == lies


def test_z_on_the_roll_after_a_long_day(bench: Bench, grown: Session) -> None:
    uid, lies = _day(grown)
    closed(grown, uid, lies, on=DAY)

    def z_report() -> bytes:
        sheet = drawer_sheet(uid)
        assert sheet is not None
        return render(paper.build(sheet), "escpos")

    assert bench.alone(f"Z report of {SALES:,} sales on the roll", z_report, limit=1.0, rounds=3)
