"""Goods that nobody had entered yet, sold at once by their name and price; completed when there is time."""

from dataclasses import replace

from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.product import BarcodeCharactersError, ProductData, checked_barcode, checked_product
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_, pgettext
from app.services.products import insert_product
from app.services.records import Saved, saving
from app.thai.normalise import clean_name
from db import connection as book
from db.sql import master as sql


class QuickPriceError(UserError):
    """Unknown goods without a price."""

    message = N_("What does one cost? A price above zero is needed to sell “{name}” at once.")


def create_quick_product(
    session: Session, *, name: str, price_e4: int, code: str = "", uid: bytes | None = None
) -> Saved:
    """Make goods from a name and the price (e4) of one piece, once per ``uid``, so that they can be sold now.

    ``code`` is what was scanned or typed: it becomes the barcode, where it can be one and nobody has it.
    Somebody completes the goods later. Raises QuickPriceError, ProductNameMissingError, AmountTooLargeError.
    """
    if price_e4 <= 0:
        raise QuickPriceError(name=clean_name(name))
    data = checked_product(
        ProductData(
            name=name,
            unit=pgettext("unit", "piece"),
            kind=ProductKind.PRODUCT,
            price_e4=price_e4,
            is_incomplete=True,
        )
    )
    with saving(session, Permission.SELL):
        return insert_product(session, replace(data, barcode=_free_barcode(code)), uid or new_uid())


def _free_barcode(code: str) -> str | None:
    """The code as a barcode; None if it cannot be one or another product has it (one that is put aside)."""
    try:
        barcode = checked_barcode(code)
    except BarcodeCharactersError:
        return None
    if barcode is None or book.fetch_one(sql.BARCODE_OWNER, (barcode, barcode)) is not None:
        return None
    return barcode
