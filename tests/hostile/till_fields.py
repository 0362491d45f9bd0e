"""The fields of the till that take words: sizes and colours, goods sold by their name, transfer slips."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.channel import ChannelData, ChannelKind
from app.domain.document import new_uid
from app.domain.money import E4
from app.domain.product import ProductData
from app.domain.sale import SaleDraft, TenderDraft
from app.domain.tiles import TileData, TilePageData
from app.payments.slip_qr import BankSlip
from app.services.bank_slips import keep_slips
from app.services.channels import save_channel
from app.services.products import create_product
from app.services.quick_products import create_quick_product
from app.services.sale_extras import SaleExtras
from app.services.sales import post_sale
from app.services.tiles import ScaleData, remove_scale_layout, save_scale_layout, save_tile_page
from app.thai.normalise import clean_line
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made


def _variant(made: Made, text: str, at: int) -> object:
    parent = create_product(made.session, ProductData(f"แม่แบบ {at}", "ตัว"))
    data = ProductData(f"แบบ {at}", "ตัว", parent_id=parent.id, size=text[:60], colour=text[:60])
    return create_product(made.session, data)


def _quick(made: Made, text: str, _at: int) -> object:
    return create_quick_product(made.session, name=text, price_e4=E4, code=text)


def _slip(made: Made, text: str, _at: int) -> object:
    stall = made.stall
    words = clean_line(text, 200)
    line = stall.line(stall.tea, 1, 8_900)
    tender = TenderDraft(stall.tenders["transfer"], 8_900, reference=words or "0")
    slips = (BankSlip(words, words or "0"),)
    draft = SaleDraft(new_uid(), (line,), tenders=(tender,))
    return post_sale(made.session, draft, on=DAY, extras=SaleExtras(money=(keep_slips(slips),)))


def _tiles(made: Made, text: str, _at: int) -> object:
    tile = TileData(made.stall.tea, text[:60], text[:60], text[:60])
    return save_tile_page(made.session, TilePageData(text, (tile,)))


def _scale(made: Made, text: str, at: int) -> object:
    layout = ScaleData(text, f"{10 + at % 80}CCCCCWWWWWX")
    saved = save_scale_layout(made.session, layout)
    return remove_scale_layout(made.session, saved.uid)


def _way(made: Made, text: str, at: int) -> object:
    data = ChannelData(text, ChannelKind.OTHER, text, active=False)
    save_channel(made.session, data)
    return save_channel(made.session, ChannelData(f"ทาง {at}", name_en=text))


TILL_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "size and colour": _variant,
    "goods sold by name": _quick,
    "transfer slip": _slip,
    "page of tiles": _tiles,
    "layout of a scale": _scale,
    "way of selling": _way,
}
