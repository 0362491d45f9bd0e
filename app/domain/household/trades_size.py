"""How large a round is: land in rai, ngan and square wa, animals in heads, goods in kilos or pieces.

A size is kept in thousandths of its unit; of land that is the square wa (4 ngan, 400 square wa are a rai).
"""

import re
from enum import StrEnum

from app.domain import money
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import MILLI, format_quantity, parse_quantity, to_arabic

WA_OF_NGAN = 100
WA_OF_RAI = 400
RAI_MILLI = WA_OF_RAI * MILLI
"""Thousandths of a square wa in a rai."""
MOST_SIZE_MILLI = 10_000_000 * MILLI


class SizeUnit(StrEnum):
    """What the size of a trade's rounds is counted in."""

    NONE = ""
    WA = "wa"
    """Land; typed and shown as rai-ngan-square wa."""
    HEAD = "head"
    KG = "kg"
    PIECE = "piece"


UNIT_WORDS: dict[SizeUnit, str] = {
    SizeUnit.NONE: N_("not counted"),
    SizeUnit.WA: N_("rai-ngan-wa²"),
    SizeUnit.HEAD: N_("head"),
    SizeUnit.KG: N_("kg"),
    SizeUnit.PIECE: N_("pieces"),
}
PER_WORDS: dict[SizeUnit, str] = {
    SizeUnit.NONE: N_("per round"),
    SizeUnit.WA: N_("per rai"),
    SizeUnit.HEAD: N_("per head"),
    SizeUnit.KG: N_("per kg begun with"),
    SizeUnit.PIECE: N_("per piece begun with"),
}
"""What a result is divided by."""


class LandSizeError(UserError):
    """Typed land that cannot be read as rai, ngan and square wa."""

    message = N_(
        "“{text}” is no size of land. Please type rai-ngan-square wa, such as 5-2-50, or 5.5 for rai."
    )


class SizeTooLargeError(UserError):
    """A size beyond what a family works."""

    message = N_("This is too large; please check the size.")


_PARTS = re.compile(r"([0-9]+)\s*[-/]\s*([0-9]+)(?:\s*[-/]\s*([0-9]+(?:\.[0-9]{1,3})?))?")
_WORDED = re.compile(
    r"(?:([0-9]+(?:\.[0-9]+)?)\s*(?:ไร่|rai))?\s*(?:([0-9]+(?:\.[0-9]+)?)\s*(?:งาน|ngan))?\s*"
    r"(?:([0-9]+(?:\.[0-9]+)?)\s*(?:ตร\.?\s?ว\.?า?|ตารางวา|วา|wa²?|square wa))?"
)


def land(rai: int, ngan: int = 0, wa_milli: int = 0) -> int:
    """Land in thousandths of a square wa."""
    return (rai * WA_OF_RAI + ngan * WA_OF_NGAN) * MILLI + wa_milli


def parse_land(text: str) -> int:
    """Typed land in thousandths of a square wa: ``5-2-50``, ``5 ไร่ 2 งาน``, ``๒ งาน``, or ``5.5`` for rai.

    Raises LandSizeError, SizeTooLargeError.
    """
    typed = to_arabic(text).replace("\u200b", "").replace(",", "").strip()[:80]
    parts = _PARTS.fullmatch(typed)
    if parts is not None:
        ngan = int(parts[2])
        wa_milli = parse_quantity(parts[3] or "0")
        if ngan >= WA_OF_RAI // WA_OF_NGAN or wa_milli >= WA_OF_NGAN * MILLI:
            raise LandSizeError(text=text[:40])
        return checked_size(land(int(parts[1]), ngan, wa_milli))
    worded = _WORDED.fullmatch(typed)
    if worded is not None and any(worded.groups()):
        rai, ngan_, wa = (parse_quantity(each or "0") for each in worded.groups())
        return checked_size(rai * WA_OF_RAI + ngan_ * WA_OF_NGAN + wa)
    try:
        return checked_size(parse_quantity(typed) * WA_OF_RAI)
    except SizeTooLargeError:
        raise
    except UserError as error:
        raise LandSizeError(text=text[:40]) from error


def checked_size(size_milli: int) -> int:
    """The size itself; raises SizeTooLargeError, NegativeSizeError."""
    if size_milli < 0:
        raise NegativeSizeError
    if size_milli > MOST_SIZE_MILLI:
        raise SizeTooLargeError
    return size_milli


class NegativeSizeError(UserError):
    """A size below zero."""

    message = N_("A size cannot be below zero.")


def parts_of_land(size_milli: int) -> tuple[int, int, int]:
    """Rai, ngan, and thousandths of a square wa."""
    rai, rest = divmod(size_milli, RAI_MILLI)
    ngan, wa_milli = divmod(rest, WA_OF_NGAN * MILLI)
    return rai, ngan, wa_milli


def typed_land(size_milli: int) -> str:
    """Land as it is typed: ``5-2-50``."""
    rai, ngan, wa_milli = parts_of_land(size_milli)
    return f"{rai}-{ngan}-{format_quantity(wa_milli).replace(',', '')}"


def unit_size(unit: SizeUnit) -> int:
    """How much of a size (thousandths) results are given for: a rai, one head, one kilo, one piece."""
    return RAI_MILLI if unit is SizeUnit.WA else MILLI


def per_size(figure: int, size_milli: int, unit: SizeUnit) -> int | None:
    """A figure of the whole round for each rai, head, kilo or piece; None where no size is known."""
    return money.share(figure, unit_size(unit), size_milli) if size_milli > 0 and unit else None
