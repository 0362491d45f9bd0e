"""Lists of orders that come in at once: where they come from, and columns of files; all pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.calendar import checked_day
from app.domain.chat_goods import Vocabulary, plain_code, unit_of
from app.domain.chat_line import Doubt, ReadLine
from app.domain.money import E4
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import parse_amount, parse_quantity, to_arabic
from app.thai.fold import fold
from app.thai.normalise import clean_name, clean_text


class IntakeKind(StrEnum):
    """How a list comes in."""

    LIVE = "live"
    CHAT = "chat"
    FILE = "file"


KIND_WORDS: dict[IntakeKind, str] = {
    IntakeKind.LIVE: N_("Live sale"),
    IntakeKind.CHAT: N_("Pasted chat"),
    IntakeKind.FILE: N_("List of orders from a file"),
}


class IntakeNameMissingError(UserError):
    """A list without a name."""

    message = N_("Please give this list a name, for example the day of the live sale.")


class DoubleCodeError(UserError):
    """The same code for two kinds of goods."""

    message = N_("The code “{code}” is given twice.")


class NoOrderColumnsError(UserError):
    """A file that has no columns of orders."""

    message = N_(
        "No columns with the buyer and the goods were found. The first line must say: "
        "buyer, code or goods, quantity, unit, price."
    )


@dataclass(frozen=True, slots=True)
class IntakeData:
    """What is typed about a list."""

    kind: IntakeKind
    name: str
    on: dt.date
    channel: str = ""
    note: str = ""


COLUMNS: dict[str, tuple[str, ...]] = {
    "buyer": ("buyer", "customer", "name", "ผู้ซื้อ", "ลูกค้า", "ชื่อ", "ชื่อลูกค้า", "ชื่อผู้ซื้อ", "ชื่อผู้รับ", "คนสั่ง"),
    "code": ("code", "sku", "รหัส", "รหัสสินค้า", "โค้ด"),
    "goods": ("goods", "product", "item", "สินค้า", "รายการ", "ชื่อสินค้า", "รายการสินค้า"),
    "quantity": ("quantity", "qty", "amount", "จำนวน"),
    "unit": ("unit", "หน่วย", "หน่วยนับ"),
    "price": ("price", "ราคา", "ราคาต่อหน่วย", "ราคาขาย"),
    "note": ("note", "remark", "หมายเหตุ"),
}
"""What the columns of a file may be called."""


def checked_intake(data: IntakeData) -> IntakeData:
    """The list with clean words; raises IntakeNameMissingError, DayOutOfRangeError, TextTooLongError."""
    name = clean_name(data.name, 200)
    if not name:
        raise IntakeNameMissingError
    return replace(data, name=name, on=checked_day(data.on), note=clean_text(data.note))


def column_places(headers: Sequence[str]) -> dict[str, int]:
    """Which column is which; raises NoOrderColumnsError."""
    known = {fold(word): key for key, words in COLUMNS.items() for word in words}
    places: dict[str, int] = {}
    for at, header in enumerate(headers):
        key = known.get(fold(header))
        if key is not None:
            places.setdefault(key, at)
    if "code" not in places and "goods" not in places:
        raise NoOrderColumnsError
    return places


def read_row(cells: Sequence[object], places: Mapping[str, int], words: Vocabulary) -> ReadLine | None:
    """A row of a file as a line of order; None for an empty one. What cannot be read is doubtful."""

    def cell(key: str) -> str:
        at = places.get(key)
        value = cells[at] if at is not None and at < len(cells) else ""
        return clean_name(str(value)[:400])

    said = clean_name(" · ".join(str(each)[:200] for each in cells if str(each).strip())[:800], 900)
    if not said:
        return None
    code, name = cell("code")[:100], cell("goods")
    line = ReadLine(said, cell("buyer")[:100], code or name[:100])
    named = words.codes.get(plain_code(code)) if code else None
    if named is None and name:
        letters = words.codes.get(plain_code(name)) if not code else None
        named = letters or words.exact(name) or words.guess(name)
    if named is None or named.goods is None:
        line.wonder(Doubt.UNKNOWN_CODE if code and named is None else Doubt.WHICH_GOODS)
    else:
        line.goods = named.goods
        if not named.sure:
            line.wonder(Doubt.GUESSED_GOODS)
        if named.code is not None:
            line.price_e4, line.unit = named.code.price_e4, named.code.unit
    _read_numbers(line, cell("quantity"), cell("unit"), cell("price"))
    return line


def _read_numbers(line: ReadLine, quantity: str, unit: str, price: str) -> None:
    try:
        many = parse_quantity(to_arabic(quantity)) if quantity else 1000
    except UserError:
        many = 0
    if many <= 0:
        line.wonder(Doubt.NONE)
    else:
        line.quantity_milli = many
        if unit:
            line.unit, line.quantity_milli, sure = unit_of(line.goods, unit, many)
            if not sure:
                line.wonder(Doubt.UNIT)
    if price:
        try:
            line.price_e4 = parse_amount(price) * E4
        except UserError:
            line.wonder(Doubt.PRICE)
