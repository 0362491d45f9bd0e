"""What is kept of a product and its packs, and which values are refused; prices e4, quantities milli."""

import hashlib
import re
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.ledger import ProductKind
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name, clean_text

MAX_PRICE_E4 = money.MAX_AMOUNT * money.E4
MAX_CODE = 40
MAX_BARCODE = 48
MAX_SORT = 60
"""Signs of a size or a colour."""
VAT_CLASSES = ("unknown", "taxable", "exempt")
CODE_LETTER = {
    ProductKind.PRODUCT: "P",
    ProductKind.MATERIAL: "M",
    ProductKind.PACKAGING: "K",
    ProductKind.SERVICE: "S",
}
"""First letter of the codes that the program gives by itself."""

_CODE = re.compile(r"[^\s=,\"'<>&;|\x00-\x1f\x7f]+")
_BARCODE = re.compile(r"[\x21-\x7e]+")


class ProductNameMissingError(UserError):
    """A product without a name."""

    message = N_("Please enter the product's name.")


class UnitMissingError(UserError):
    """A product or a pack without its unit."""

    message = N_("Please enter the unit, for example bottle or kg.")


class CodeCharactersError(UserError):
    """A code with signs that the till and the command line could not take."""

    message = N_("The code “{code}” may have letters, digits, - and . but no spaces; 40 signs at most.")


class BarcodeCharactersError(UserError):
    """A barcode with signs that no scanner sends."""

    message = N_("The barcode “{barcode}” may have only English letters and digits; 48 signs at most.")


class PackFactorError(UserError):
    """A pack that holds nothing."""

    message = N_("How much “{name}” holds has to be above zero.")


class PackTwiceError(UserError):
    """Two packs of one name, or a pack named like the product's own unit."""

    message = N_("“{name}” is there twice among the units.")


class NegativePriceError(UserError):
    """A price below zero."""

    message = N_("The price of “{name}” cannot be below zero.")


class NegativeSettingError(UserError):
    """Shelf life or reorder level below zero."""

    message = N_("Shelf life and reorder level of “{name}” cannot be below zero.")


@dataclass(frozen=True, slots=True)
class ProductUnitData:
    """A pack: ``factor_milli`` thousandths of the product's own unit; price for the whole pack in e4."""

    name: str
    factor_milli: int
    barcode: str | None = None
    price_e4: int | None = None
    is_purchase: bool = False


@dataclass(frozen=True, slots=True)
class ProductData:
    """Everything that is typed about a product; an empty code asks for one to be given."""

    name: str
    unit: str
    kind: ProductKind = ProductKind.PRODUCT
    code: str = ""
    barcode: str | None = None
    category_id: int | None = None
    price_e4: int | None = None
    is_open_price: bool = False
    is_weighed: bool = False
    is_for_sale: bool | None = None
    """None: products and services are for sale, materials and packaging are not."""
    shelf_days: int | None = None
    story: str = ""
    origin: str = ""
    reorder_milli: int = 0
    vat_class: str = "unknown"
    maker_id: int | None = None
    position: int = 0
    units: tuple[ProductUnitData, ...] = ()
    parent_id: int | None = None
    """The product that it is a size or colour of (local id)."""
    size: str = ""
    colour: str = ""
    is_incomplete: bool = False
    """Sold by its name and price before anything else was known of it."""


def checked_product(data: ProductData) -> ProductData:
    """The product with cleaned texts; raises the errors above, TextTooLongError, AmountTooLargeError."""
    name = clean_name(data.name)
    if not name:
        raise ProductNameMissingError
    unit = clean_name(data.unit, 60)
    if not unit:
        raise UnitMissingError
    if data.vat_class not in VAT_CLASSES:
        raise ValueError(data.vat_class)
    if (data.shelf_days or 0) < 0 or data.reorder_milli < 0:
        raise NegativeSettingError(name=name)
    money.checked_quantity(data.reorder_milli)
    sold = data.kind in (ProductKind.PRODUCT, ProductKind.SERVICE)
    return replace(
        data,
        name=name,
        unit=unit,
        code=checked_code(data.code),
        barcode=checked_barcode(data.barcode),
        price_e4=_checked_price(data.price_e4, name),
        is_for_sale=sold if data.is_for_sale is None else data.is_for_sale,
        shelf_days=data.shelf_days or None,
        story=clean_text(data.story),
        origin=clean_name(data.origin),
        units=_checked_units(data.units, unit),
        size=clean_name(data.size, MAX_SORT),
        colour=clean_name(data.colour, MAX_SORT),
    )


def checked_code(code: str) -> str:
    """A code as it is kept (empty stays empty); raises CodeCharactersError."""
    clean = to_arabic(clean_name(code))
    if clean and (len(clean) > MAX_CODE or not _CODE.fullmatch(clean)):
        raise CodeCharactersError(code=code)
    return clean


def checked_barcode(barcode: str | None) -> str | None:
    """A barcode as it is kept, None for an empty one; raises BarcodeCharactersError."""
    clean = to_arabic((barcode or "").strip())
    if not clean:
        return None
    if len(clean) > MAX_BARCODE or not _BARCODE.fullmatch(clean):
        raise BarcodeCharactersError(barcode=barcode)
    return clean


def _checked_price(price_e4: int | None, name: str) -> int | None:
    if price_e4 is None:
        return None
    if price_e4 < 0:
        raise NegativePriceError(name=name)
    if price_e4 > MAX_PRICE_E4:
        raise money.AmountTooLargeError
    return price_e4


def _checked_units(units: tuple[ProductUnitData, ...], own: str) -> tuple[ProductUnitData, ...]:
    names = {own}
    result = []
    for each in units:
        name = clean_name(each.name, 60)
        if not name:
            raise UnitMissingError
        if name in names:
            raise PackTwiceError(name=name)
        names.add(name)
        if each.factor_milli <= 0:
            raise PackFactorError(name=name)
        money.checked_quantity(each.factor_milli)
        result.append(
            replace(
                each,
                name=name,
                barcode=checked_barcode(each.barcode),
                price_e4=_checked_price(each.price_e4, name),
            )
        )
    return tuple(result)


def thumbnail_key(photo: bytes) -> bytes:
    """Under which name the small version of a picture lies in the book."""
    return hashlib.sha256(b"thumbnail 320 of " + photo).digest()
