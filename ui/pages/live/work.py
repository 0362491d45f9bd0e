"""What the page of live sales reads and writes on the storage worker; no widgets here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.chat_goods import DayCode
from app.domain.chat_line import DOUBT_WORDS, Doubt, LineState
from app.domain.order_intake import IntakeData
from app.domain.product import ProductUnitData
from app.domain.session import Session
from app.i18n import _
from app.queries.order_intake import Intake, IntakeContents, IntakeLine, contents, intakes
from app.queries.parties import PartyRow, list_parties
from app.queries.pre_orders import Channel, channels
from app.queries.products import ProductFilter, ProductRow, for_sale, list_products
from app.queries.settings import business_settings
from app.services.order_intake import (
    Taken,
    begin_intake,
    change_intake,
    set_codes,
    take_file,
    take_lines,
)
from app.services.records import Saved
from app.services.spreadsheets import read_table

MANY = 100_000
TONES: dict[LineState, str] = {
    LineState.NEW: "leaf",
    LineState.DOUBTFUL: "turmeric-text",
    LineState.BOOKED: "ink-soft",
    LineState.SKIPPED: "ink-soft",
    LineState.CANCELLED: "ink-soft",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The lists there are, and the one that is open with its lines."""

    intakes: tuple[Intake, ...] = ()
    open: IntakeContents | None = None


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    people: tuple[PartyRow, ...] = ()
    goods: tuple[ProductRow, ...] = ()
    packs: Mapping[bytes, tuple[ProductUnitData, ...]] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    promise_days: int = 0
    """For which day an order is promised if nothing else is said, counted from its own."""


@dataclass(frozen=True, slots=True)
class TypedList:
    """A list as it is typed; ``is_new`` while it is not in the book."""

    uid: bytes
    data: IntakeData
    codes: tuple[DayCode, ...]
    is_new: bool


def shown(wanted: bytes | None) -> Shown:
    """The lists, and the wanted one or the newest."""
    found = intakes()
    known = {each.uid for each in found}
    uid = wanted if wanted in known else (found[0].uid if found else None)
    return Shown(found, None if uid is None else contents(uid))


def lists() -> Lists:
    """What can be chosen."""
    goods = list_products(ProductFilter(for_sale=True), limit=MANY)
    packs = {item.uid: item.units for item in for_sale() if item.units}
    return Lists(
        tuple(list_parties(limit=MANY)), tuple(goods), packs, channels(), business_settings().promise_days
    )


def save_list(session: Session, typed: TypedList) -> Saved:
    """Begin or change a list and set its codes."""
    if typed.is_new:
        begin_intake(session, typed.data, uid=typed.uid)
    else:
        change_intake(session, typed.uid, data=typed.data)
    return set_codes(session, typed.uid, codes=typed.codes)


def take_text(session: Session, uid: bytes, text: str) -> Taken:
    """Take lines down."""
    return take_lines(session, uid, text=text)


def take_path(session: Session, uid: bytes, path: Path) -> Taken:
    """Take the rows of a file down."""
    return take_file(session, uid, sheet=read_table(path))


def why(line: IntakeLine) -> str:
    """What is said about a line: its doubt, its order, or that it is left out."""
    words = DOUBT_WORDS.get(Doubt(line.note), "") if line.note in set(Doubt) else ""
    if line.state is LineState.BOOKED:
        return _("Order {code}").format(code=line.order)
    if line.state is LineState.CANCELLED:
        return _("Called off by the buyer")
    if line.state is LineState.SKIPPED:
        return _(words) if words else _("Left out")
    if line.state is LineState.DOUBTFUL:
        return _(words) if words else _("Please look at this line.")
    if not line.buyer and not line.party:
        return _("Whose?")
    if line.price_e4 is None:
        return _("No price")
    return _(words) if words else _("Ready")


def tone(line: IntakeLine) -> str:
    """The colour of its state."""
    if line.state is LineState.NEW and (line.price_e4 is None or not (line.buyer or line.party)):
        return TONES[LineState.DOUBTFUL]
    return TONES[line.state]


def stands_under(line: IntakeLine, chip: str) -> bool:
    """Whether a line belongs to a part of the list."""
    if chip == "waiting":
        return line.waits
    if chip == "doubtful":
        return tone(line) == TONES[LineState.DOUBTFUL]
    if chip == "booked":
        return line.state is LineState.BOOKED
    if chip == "out":
        return line.state in (LineState.SKIPPED, LineState.CANCELLED)
    return True
