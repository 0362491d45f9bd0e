"""The fields of the online market that take words: lists of orders, lines said, product pages, pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image

from app.domain.chat_goods import DayCode
from app.domain.listing import MOST_PHOTOS, PageData
from app.domain.order_intake import IntakeData, IntakeKind
from app.domain.product import ProductData
from app.queries.product_pages import photos_of
from app.services.order_intake import LineData, begin_intake, change_line, set_codes, take_lines
from app.services.product_pages import add_photo, describe_photo, save_page, take_photo_out
from app.services.products import create_product
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made


def _list(made: Made, text: str, _at: int) -> object:
    saved = begin_intake(made.session, IntakeData(IntakeKind.CHAT, text, DAY, note=text))
    take_lines(made.session, saved.uid, text=text)
    return saved


def _codes(made: Made, text: str, _at: int) -> object:
    saved = begin_intake(made.session, IntakeData(IntakeKind.LIVE, "ไลฟ์", DAY))
    set_codes(made.session, saved.uid, codes=[DayCode(text, made.stall.tea, text)])
    return take_lines(made.session, saved.uid, text=f"{text} 2\n{text}: {text} 1")


def _line(made: Made, text: str, _at: int) -> object:
    saved = begin_intake(made.session, IntakeData(IntakeKind.LIVE, "ไลฟ์", DAY))
    take_lines(made.session, saved.uid, text="Z9 2")
    data = LineData(text, None, made.stall.tea, 2_000, text, None, text)
    return change_line(made.session, saved.uid, position=1, data=data)


def _page(made: Made, text: str, at: int) -> object:
    goods = create_product(made.session, ProductData(f"สินค้าออนไลน์ {at}", "ชิ้น"))
    return save_page(made.session, goods.uid, data=PageData(text, text, text, text, text, text))


def _photo(made: Made, text: str, at: int) -> object:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (at % 256, at // 256 % 256, 7)).save(out, "PNG")
    kept = photos_of(made.stall.soap)
    if len(kept) == MOST_PHOTOS:
        take_photo_out(made.session, kept[0].uid)
    uid = add_photo(made.session, made.stall.soap, data=out.getvalue()).uid
    return describe_photo(made.session, uid, caption=text)


LISTING_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "list of orders": _list,
    "codes of the day": _codes,
    "line of a live sale": _line,
    "page of the online market": _page,
    "words of a product's picture": _photo,
}
"""Fields of the online market, one command each."""
