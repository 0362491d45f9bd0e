"""Drawers as they stand: which is open, what went through it, what should lie in it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.domain.document import DocumentKind
from app.domain.drawer import CashFlow, Purpose
from app.domain.kept_json import read_object
from app.domain.session import Limit, Permission, Session
from db import connection as book
from db.sql import drawer as sql

_SALES = (DocumentKind.SALE.value, DocumentKind.SALE_RETURN.value)
MOST = 400
"""So many drawers are listed, the latest first."""


@dataclass(frozen=True, slots=True)
class OpenDrawer:
    """A drawer that is open on a device; ids are local."""

    id: int
    uid: bytes
    account_id: int
    location_id: int
    event_id: int | None
    on: dt.date
    """The day it was opened."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """A drawer from its opening to its closing; satang, moments in ms UTC."""

    id: int
    uid: bytes
    name: str
    account_code: str
    account: str
    account_en: str
    location: str
    event: str
    on: dt.date
    opened_at: int
    opened_by: str
    is_blind: bool
    device_id: int
    closing: str
    """The number of the closing; empty while it is open."""
    closed_on: dt.date | None
    closed_at: int | None
    closed_by: str
    expected: int
    """What should lie in it now, or should have lain there when it was closed."""
    counted: int | None
    to_safe: int
    reason: str
    approved_by: str
    closing_id: int | None
    is_undone: bool
    """Opened in error."""
    closing_uid: bytes | None = None
    closed_by_id: int | None = None
    """Local id of who closed it."""
    waits: bool = False
    """Whether its difference is beyond what who closed it might decide, and nobody has looked at it yet."""
    looked_at: int | None = None
    """When somebody looked at it after it was closed; then who it was, and what she said."""
    looked_by: str = ""
    looked_note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still open."""
        return self.closing_id is None and not self.is_undone

    @property
    def difference(self) -> int | None:
        """Above zero: over; below: short; None while it is open."""
        return None if self.counted is None else self.counted - self.expected


@dataclass(frozen=True, slots=True)
class EventNow:
    """A market day of these days, and the place (local id) where its goods stand."""

    uid: bytes
    name: str
    location_id: int | None


@dataclass(frozen=True, slots=True)
class DrawerLine:
    """A document that went through a drawer; ``undoes`` is the number of what it undid, with its kind."""

    number: str
    kind: str
    of_kind: str
    """The kind, of an undoing that of what it undid."""
    on: dt.date
    at: int
    author: str
    total: int
    words: str
    cash: int
    undoes: str
    purpose: str
    change: int
    party: str

    @property
    def is_void(self) -> bool:
        """Whether it undid a sale or return."""
        return bool(self.undoes) and self.of_kind in _SALES


@dataclass(frozen=True, slots=True)
class TenderSum:
    """What came and went by one way of paying; satang."""

    name: str
    name_en: str
    kind: str
    count: int
    sold: int
    returned: int
    """Given back for goods, above zero."""
    voided: int
    """Taken back with voided documents, as it was: above zero lowers the sales."""

    @property
    def net(self) -> int:
        """What is left."""
        return self.sold - self.returned - self.voided


@dataclass(frozen=True, slots=True)
class DrawerSheet:
    """Everything that an X or Z report says of a drawer."""

    drawer: Drawer
    flow: CashFlow
    lines: tuple[DrawerLine, ...]
    tenders: tuple[TenderSum, ...]
    line_discount: int
    bill_discount: int
    rounding: int
    promotions: tuple[tuple[str, int], ...]
    pieces: tuple[tuple[int, int], ...]
    """Denomination and how many, when it was closed."""
    float_pieces: tuple[tuple[int, int], ...] = ()

    def of(self, kind: DocumentKind) -> tuple[DrawerLine, ...]:
        """Documents of a kind, without what was undone."""
        return tuple(line for line in self.lines if line.kind == kind)

    @property
    def voids(self) -> tuple[DrawerLine, ...]:
        """Bills that were voided, with reason and who."""
        return tuple(line for line in self.lines if line.is_void)

    @property
    def movements(self) -> tuple[DrawerLine, ...]:
        """Money put in and taken out, and what undid it."""
        return tuple(line for line in self.lines if line.purpose and line.purpose not in ("open", "close"))

    @property
    def sold(self) -> int:
        """All bills together, satang."""
        return sum(line.total for line in self.of(DocumentKind.SALE))


def open_drawer(device_id: int) -> OpenDrawer | None:
    """The drawer that is open on a device, if there is one."""
    row = book.fetch_one(sql.LAST_OF_DEVICE, (device_id,))
    if row is None or not row[6]:
        return None
    return _open(row)


def _open(row: tuple[Any, ...]) -> OpenDrawer:
    return OpenDrawer(row[0], row[1], row[2], row[3], row[4], dt.date.fromisoformat(row[5]))


def open_drawer_by_uid(uid: bytes) -> OpenDrawer | None:
    """A drawer of any device, if it is open still."""
    row = book.fetch_one(sql.OPEN_BY_UID, (uid,))
    return None if row is None else _open(row)


def drawer(uid: bytes) -> Drawer | None:
    """A drawer by uid."""
    row = book.fetch_one(sql.DRAWER, (uid,))
    return None if row is None else _drawer(row)


def drawer_closed_by(number: str) -> Drawer | None:
    """The drawer that a closing of this number closed."""
    row = book.fetch_one(sql.DRAWER_OF_CLOSING, (number,))
    return None if row is None else _drawer(row)


def drawers(limit: int = MOST) -> tuple[Drawer, ...]:
    """Drawers of every device, the latest first."""
    return tuple(_drawer(row) for row in book.fetch(sql.DRAWERS, (limit,)))


def waiting_closings(session: Session) -> tuple[Drawer, ...]:
    """Closings with a difference that this person may approve and nobody has looked at, the oldest first."""
    if not session.may(Permission.APPROVE):
        return ()
    found = (_drawer(row) for row in book.fetch(sql.WAITING))
    return tuple(each for each in found if may_approve_closing(session, each))


def may_approve_closing(session: Session, drawer: Drawer) -> bool:
    """Whether this person may say that the difference of a closing stands: never of her own closing."""
    if not drawer.waits or drawer.closed_by_id == session.user_id or not session.may(Permission.APPROVE):
        return False
    most = session.limit(Limit.COUNT_DIFFERENCE, Permission.APPROVE)
    return most is None or abs(drawer.difference or 0) <= most


@dataclass(frozen=True, slots=True)
class StandingDrawer:
    """A drawer that nobody has closed yet."""

    uid: bytes
    name: str
    on: dt.date
    opened_by: str
    account: str


def open_drawers(up_to: dt.date) -> tuple[StandingDrawer, ...]:
    """Drawers of any device that were opened up to a day and are still open, the oldest first."""
    return tuple(
        StandingDrawer(uid, name, dt.date.fromisoformat(on), who, account)
        for uid, name, on, who, account in book.fetch(sql.OPEN_DRAWERS, (up_to.isoformat(),))
    )


def events_now(day: dt.date) -> tuple[EventNow, ...]:
    """Market days that a drawer may be opened for: those of the day or the next."""
    last = (day + dt.timedelta(days=1)).isoformat()
    return tuple(EventNow(*row) for row in book.fetch(sql.EVENTS_NOW, (last, day.isoformat())))


def drawer_sheet(uid: bytes) -> DrawerSheet | None:
    """What went through a drawer up to now."""
    found = drawer(uid)
    if found is None:
        return None
    rows = book.fetch(sql.DOCUMENTS, (found.id,))
    lines = tuple(_line(row) for row in rows)
    tenders, received = _tenders(found.id)
    line_discount, bill_discount = book.fetch(sql.DISCOUNTS, (found.id,))[0]
    opening = next((row[0] for row in rows if row[2] == DocumentKind.DRAWER and row[11] == "open"), None)
    return DrawerSheet(
        found,
        _flow(lines, received),
        lines,
        tenders,
        line_discount,
        bill_discount,
        book.fetch_int(sql.ROUNDING, (found.id,)),
        tuple((name, amount) for name, amount in book.fetch(sql.PROMOTIONS, (found.id,))),
        _pieces(found.closing_id),
        _pieces(opening),
    )


def _pieces(document_id: int | None) -> tuple[tuple[int, int], ...]:
    if document_id is None:
        return ()
    return tuple((worth, count) for worth, count in book.fetch(sql.PIECES, (document_id,)))


def _drawer(row: tuple[Any, ...]) -> Drawer:
    (identity, uid, name, code, account, account_en, location, event, on, opened_at, opened_by, blind) = row[
        :12
    ]
    device, closing, closed_on, closed_at, closed_by, expected, counted, to_safe, reason, approver = row[
        12:22
    ]
    cash, closing_id, undone, closing_uid, closer, left, looked, looked_at = row[22:]
    later = left and looked is not None
    said = _said(looked) if later else {}
    return Drawer(
        identity,
        uid,
        name,
        code,
        account,
        account_en,
        location,
        event or "",
        dt.date.fromisoformat(on),
        opened_at,
        opened_by,
        bool(blind),
        device,
        closing or "",
        dt.date.fromisoformat(closed_on) if closed_on else None,
        closed_at,
        closed_by or "",
        cash if expected is None else expected,
        counted,
        to_safe or 0,
        reason or "",
        approver or "",
        closing_id,
        bool(undone),
        closing_uid,
        closer,
        bool(left) and looked is None,
        looked_at if later else None,
        str(said.get("by") or ""),
        str(said.get("note") or ""),
    )


def _said(logged: str) -> dict[str, Any]:
    """What the log keeps of an approval; nothing where somebody changed it."""
    try:
        return read_object(logged)
    except ValueError:
        return {}


def _line(row: tuple[Any, ...]) -> DrawerLine:
    (_id, number, kind, on, at, author, total, words, cash, of_kind, undoes, purpose, change, party) = row
    return DrawerLine(
        number,
        kind,
        of_kind or kind,
        dt.date.fromisoformat(on),
        at,
        author,
        total,
        words,
        cash,
        undoes or "",
        purpose,
        change,
        party,
    )


def _tenders(session_id: int) -> tuple[tuple[TenderSum, ...], int]:
    """Sums by way of paying, and the cash that was handed over for sales before change."""
    found: dict[int, list[Any]] = {}
    received = 0
    for kind, identity, name, name_en, tender, count, amount, tendered, _fee in book.fetch(
        sql.PAYMENTS, (session_id,)
    ):
        row = found.setdefault(identity, [name, name_en, tender, 0, 0, 0, 0])
        if kind == DocumentKind.SALE:
            row[3] += count
            row[4] += amount
            received += tendered if tender == "cash" else 0
        elif kind == DocumentKind.SALE_RETURN:
            row[5] -= amount
        else:
            row[6] -= amount
    return tuple(TenderSum(*row) for row in found.values()), received


def _flow(lines: tuple[DrawerLine, ...], received: int) -> CashFlow:
    """The parts of what went through the drawer; whatever is none of them are others."""
    by: dict[str, int] = {}
    for line in lines:
        key = line.purpose or line.of_kind
        by[key] = by.get(key, 0) + line.cash
    sold = sum(line.cash for line in lines if line.kind == DocumentKind.SALE)
    back = sum(line.cash for line in lines if line.of_kind in _SALES and line.kind != DocumentKind.SALE)
    change = sum(line.change for line in lines if line.kind == DocumentKind.SALE)
    named = {
        *(each.value for each in Purpose),
        *_SALES,
        DocumentKind.RECEIPT.value,
        DocumentKind.DEPOSIT.value,
    }
    others = sum(cash for key, cash in by.items() if key not in named)
    return CashFlow(
        by.get(Purpose.OPEN, 0),
        received,
        change,
        -back,
        by.get(DocumentKind.RECEIPT, 0),
        by.get(DocumentKind.DEPOSIT, 0),
        by.get(Purpose.PAID_IN, 0),
        -by.get(Purpose.PAID_OUT, 0),
        -by.get(Purpose.PAYOUT, 0),
        -by.get(Purpose.DROP, 0),
        others + sold - (received - change),
    )
