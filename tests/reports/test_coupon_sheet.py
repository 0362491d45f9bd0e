"""Coupons to cut out: which stand on the sheet, what they say, how many on a page."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from app.domain.coupon import CouponData, batch_of
from app.domain.document import new_uid
from app.domain.promotion import Promotion, PromotionKind
from app.services.books import close_book
from app.services.promotions import create_coupon, create_coupons, create_promotion, deactivate_coupon
from reports.catalogue import build
from reports.common import ReportArgumentError
from reports.coupon_sheet import batches
from reports.goods_model import CouponSheet
from reports.kinds import Question
from reports.model import Table
from reports.output import render
from tests.stall import DAY, Stall

PRINTED = dt.datetime(2026, 10, 5, 12)
LAST = dt.date(2026, 12, 31)


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    yield Stall(tmp_path)
    close_book()


def sheet(stall: Stall, wanted: str) -> CouponSheet:
    found = build(stall.session, "coupon-sheet", Question(document=wanted, printed=PRINTED))
    assert isinstance(found, CouponSheet)
    return found


def promotion(stall: Stall, **more: object) -> bytes:
    data = Promotion("ลด", PromotionKind.PERCENT, value=1500, needs_coupon=True, **more)  # type: ignore[arg-type]
    return create_promotion(stall.session, data).uid


def test_a_batch_of_thirty_makes_two_sheets_and_a_list(stall: Stall) -> None:
    uid = promotion(stall, from_amount=300_00, last_day=LAST)
    made = create_coupons(stall.session, CouponData("TET", uid), uids=[new_uid() for _ in range(30)])
    create_coupon(stall.session, CouponData("OTHER", uid))
    found = sheet(stall, "tet")
    assert sorted(each.code for each in found.coupons) == sorted(made.codes)
    first = found.coupons[0]
    assert first.gives == "15 % off the whole bill"
    assert first.until == "until 31 Dec 2026"
    assert first.rules == "from 300 baht", "the last day and the coupon itself are said already"
    pdf = pypdfium2.PdfDocument(render(found, "pdf"))
    assert len(pdf) == 2
    text = pdf[1].get_textpage().get_text_bounded()
    assert sum(code in text for code in made.codes) == 6
    (table,) = found.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 30
    assert table.rows[0].cells[3:5] == (LAST, 1)
    assert render(found, "xlsx")
    assert dict(batches(DAY)) == {"TET": "ลด · 30", "OTHER": "ลด · 1"}
    pdf.close()


def test_what_is_used_up_over_or_put_aside_is_not_handed_out(stall: Stall) -> None:
    uid = promotion(stall)
    good = create_coupon(stall.session, CouponData("แถม ๕", uid, most_uses=5))
    create_coupon(stall.session, CouponData("OVER", uid, last_day=DAY - dt.timedelta(days=1)))
    aside = create_coupon(stall.session, CouponData("ASIDE", uid))
    deactivate_coupon(stall.session, aside.uid)
    code = "PR001"
    found = sheet(stall, code)
    assert [each.code for each in found.coupons] == [good.code]
    assert found.coupons[0].rules == "5 times"
    assert render(found, "pdf"), "a code that no barcode holds stands there in words"
    for wanted in ("OVER", "ASIDE", "", "nothing"):
        with pytest.raises(ReportArgumentError):
            sheet(stall, wanted)


def test_the_batch_of_a_code() -> None:
    assert batch_of("TET-7KX2PB") == "TET"
    assert batch_of("A-B-7KX2PB") == "A-B"
    for alone in ("7KX2PB", "TET-10", "TET-7KX2P1", "-7KX2PB", ""):
        assert batch_of(alone) == alone
