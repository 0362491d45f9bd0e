"""Orders that come in at once, from a live sale, a pasted chat or a file: taken down, looked at.

What was said is kept as it was said; booking is ``intake_booking``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.changes import Changes
from app.domain.chat_goods import DayCode, Vocabulary, plain_code
from app.domain.chat_line import LineState, ReadLine
from app.domain.chat_order import Chat, said_lines
from app.domain.document import new_uid
from app.domain.money import E4, checked_amount, checked_quantity
from app.domain.order_intake import (
    DoubleCodeError,
    IntakeData,
    IntakeKind,
    checked_intake,
    column_places,
    read_row,
)
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries import order_intake as queries
from app.queries.order_intake import Intake, IntakeLine
from app.services import records
from app.services.importing import SheetRows
from app.services.pre_orders import UnknownChannelError
from app.services.records import NotFoundError, Saved, saving
from app.thai.normalise import clean_name
from db import connection as book
from db.models.market import OrderIntake
from db.sql import order_intake as sql

MAY = Permission.KEEP_ORDERS
CHANGED = Changes.MARKET
MOST_LINES = 5_000
"""Lines of one list, however it grew."""


class LineBookedError(UserError):
    """A line that has become an order."""

    message = N_("This line is in order {code} already. Please change it there.")


class ListFullError(UserError):
    """A list with more lines than are kept together."""

    message = N_("A list holds at most {most} lines. Please begin a new one.")


@dataclass(frozen=True, slots=True)
class LineData:
    """What somebody decided about a line; a price (e4) of None takes the usual one."""

    buyer: str = ""
    party_uid: bytes | None = None
    product_uid: bytes | None = None
    quantity_milli: int | None = None
    unit: str = ""
    price_e4: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking lines down answers: where the new ones begin, how many, and how many are doubtful."""

    uid: bytes
    first: int
    lines: int
    doubtful: int
    changes: Changes = CHANGED


def begin_intake(session: Session, data: IntakeData, *, uid: bytes | None = None) -> Saved:
    """Begin a list once per ``uid``.

    Raises IntakeNameMissingError, UnknownChannelError, DayOutOfRangeError.
    """
    checked = checked_intake(data)
    uid = uid or new_uid()
    with saving(session, MAY):
        found = queries.intake(uid)
        if found is not None:
            return Saved(found.id, uid)
        values = _columns(checked) | {"kind": checked.kind.value, "started_at": session.clock()}
        row_id = records.add(session, OrderIntake, uid, values)
    return Saved(row_id, uid, changes=CHANGED)


def change_intake(session: Session, intake_uid: bytes, *, data: IntakeData) -> Saved:
    """Change name, day, way of selling and note; raises what ``begin_intake`` raises, NotFoundError."""
    checked = checked_intake(data)
    with saving(session, MAY):
        old = _known(intake_uid)
        records.change(session, OrderIntake, old.id, _columns(checked))
    return Saved(old.id, intake_uid, changes=CHANGED)


def end_intake(session: Session, intake_uid: bytes, *, ended: bool = True) -> Saved:
    """Say that the live sale is over (or goes on); raises NotFoundError."""
    with saving(session, MAY):
        old = _known(intake_uid)
        ended_at = (old.ended_at or session.clock()) if ended else None
        records.change(session, OrderIntake, old.id, {"ended_at": ended_at})
    return Saved(old.id, intake_uid, changes=CHANGED)


def set_codes(session: Session, intake_uid: bytes, *, codes: Sequence[DayCode]) -> Saved:
    """Set the codes of the day; lines that were taken down stay as they were understood.

    Raises DoubleCodeError, NotFoundError, AmountTooLargeError, TextTooLongError.
    """
    cleaned = [
        replace(each, code=clean_name(each.code, 40), unit=clean_name(each.unit, 100)) for each in codes
    ]
    cleaned = [each for each in cleaned if each.code]
    seen: set[str] = set()
    for each in cleaned:
        key = plain_code(each.code) or each.code
        if key in seen:
            raise DoubleCodeError(code=each.code)
        seen.add(key)
        checked_amount((each.price_e4 or 0) // E4)
        checked_quantity(each.quantity_milli or 0)
    with saving(session, MAY):
        old = _known(intake_uid)
        before = len(queries.codes(old.id))
        book.execute(sql.CLEAR_CODES, (old.id,))
        book.executemany(
            sql.INSERT_CODE,
            [
                (old.id, x.code, _product_id(x.product_uid), x.unit, x.price_e4, x.quantity_milli)
                for x in cleaned
            ],
        )
        _log(session, old, "day_codes", before, len(cleaned))
    return Saved(old.id, intake_uid, changes=CHANGED)


def take_lines(session: Session, intake_uid: bytes, *, text: str) -> Taken:
    """Read chat lines and keep them below those that are there; second thoughts change what still waits.

    Raises NotFoundError, TooManyChatLinesError, ListFullError.
    """
    said = said_lines(text)

    def read(chat: Chat) -> None:
        for each in said:
            chat.hear(each)

    return _take(session, intake_uid, read)


def take_file(session: Session, intake_uid: bytes, *, sheet: SheetRows) -> Taken:
    """Keep the rows of a file as lines; raises NotFoundError, NoOrderColumnsError, ListFullError."""
    places = column_places(sheet.headers)

    def read(chat: Chat) -> None:
        for _number, cells in sheet.rows:
            line = read_row(cells, places, chat.words)
            if line is not None:
                chat.read.append(line)

    return _take(session, intake_uid, read)


def change_line(session: Session, intake_uid: bytes, *, position: int, data: LineData) -> Saved:
    """Decide about a line: with goods, quantity and buyer it is ready, else it stays doubtful.

    Raises NotFoundError, LineBookedError, AmountTooLargeError, TextTooLongError.
    """
    if data.quantity_milli is not None:
        checked_quantity(data.quantity_milli)
    if data.price_e4 is not None:
        checked_amount(data.price_e4 // E4)
    buyer, unit = clean_name(data.buyer, 100), clean_name(data.unit, 100)
    quantity = data.quantity_milli if data.quantity_milli and data.quantity_milli > 0 else None
    ready = bool(data.product_uid and quantity and (buyer or data.party_uid))
    with saving(session, MAY):
        old, chosen = _lines(intake_uid, (position,))
        line = chosen[position]
        party_id = None if data.party_uid is None else _id(sql.PARTY_ID, data.party_uid)
        product_id = None if data.product_uid is None else _product_id(data.product_uid)
        state = LineState.NEW if ready else LineState.DOUBTFUL
        note = "" if ready else line.note
        code = clean_name(data.code, 100) or line.code
        values = (buyer, party_id, code, product_id, quantity, unit, data.price_e4, state.value, note)
        book.execute(sql.CHANGE_LINE, (*values, old.id, position))
    return Saved(old.id, intake_uid, changes=CHANGED)


def skip_lines(
    session: Session, intake_uid: bytes, *, positions: Iterable[int], skipped: bool = True
) -> Saved:
    """Leave lines out (or look at them again); raises NotFoundError, LineBookedError."""
    with saving(session, MAY):
        old, chosen = _lines(intake_uid, positions)
        for position, line in chosen.items():
            state = LineState.SKIPPED if skipped else LineState.DOUBTFUL
            kept = (line.quantity_milli, line.unit, state.value, line.note)
            book.execute(sql.CHANGE_READ, (*kept, old.id, position))
    return Saved(0, intake_uid, changes=CHANGED)


def accept_lines(session: Session, intake_uid: bytes, *, positions: Iterable[int]) -> Saved:
    """Take doubtful lines as they were understood, where goods, quantity and buyer are there.

    Raises NotFoundError, LineBookedError.
    """
    with saving(session, MAY):
        old, chosen = _lines(intake_uid, positions)
        for position, line in chosen.items():
            if line.product_uid and line.quantity_milli and (line.buyer or line.party_uid):
                kept = (line.quantity_milli, line.unit, LineState.NEW.value, "")
                book.execute(sql.CHANGE_READ, (*kept, old.id, position))
    return Saved(0, intake_uid, changes=CHANGED)


# ---------------------------------------------------------------- parts


def _take(session: Session, intake_uid: bytes, read: Callable[[Chat], object]) -> Taken:
    with saving(session, MAY):
        old = _known(intake_uid)
        words = queries.words_of(old.id)
        kept = queries.lines(old.id)
        before = [(line, _as_read(line, words)) for line in kept if line.waits]
        chat = Chat(words)
        chat.recall(again for _line, again in before)
        read(chat)
        first = (kept[-1].position if kept else 0) + 1
        if len(kept) + len(chat.read) > MOST_LINES:
            raise ListFullError(most=MOST_LINES)
        for line, again in before:
            now = (again.quantity_milli, again.unit, again.state, again.doubt.value if again.doubt else "")
            if now[:3] != (line.quantity_milli, line.unit, line.state):
                book.execute(sql.CHANGE_READ, (*now, old.id, line.position))
        at = session.clock()
        rows = [_row(old.id, first + more, line, at) for more, line in enumerate(chat.read)]
        book.executemany(sql.INSERT_LINE, rows)
        if old.kind is not IntakeKind.LIVE:
            _log(session, old, "lines_taken", len(kept), len(kept) + len(rows))
    doubtful = sum(line.state is LineState.DOUBTFUL for line in chat.read)
    return Taken(intake_uid, first, len(chat.read), doubtful)


def _as_read(line: IntakeLine, words: Vocabulary) -> ReadLine:
    goods = None if line.product_uid is None else words.goods.get(line.product_uid)
    return ReadLine(
        line.said, line.buyer, line.code, goods, line.quantity_milli, line.unit, line.own_price_e4, line.state
    )


def _row(intake_id: int, position: int, line: ReadLine, at: int) -> tuple[object, ...]:
    goods = None if line.goods is None else _product_id(line.goods.uid)
    note = line.doubt.value if line.doubt else ""
    return (
        intake_id, position, line.said, line.buyer, line.code, goods, line.quantity_milli, line.unit,
        line.price_e4, line.state.value, at, note,
    )  # fmt: skip


def _columns(data: IntakeData) -> dict[str, object]:
    channel_id = None
    if data.channel:
        row = book.fetch_one(sql.CHANNEL_ID, (data.channel,))
        if row is None:
            raise UnknownChannelError
        channel_id = row[0]
    return {"name": data.name, "channel_id": channel_id, "on_date": data.on.isoformat(), "note": data.note}


def _known(uid: bytes) -> Intake:
    found = queries.intake(uid)
    if found is None:
        raise NotFoundError
    return found


def _lines(uid: bytes, positions: Iterable[int]) -> tuple[Intake, dict[int, IntakeLine]]:
    """These lines of a list; raises NotFoundError, LineBookedError."""
    old = _known(uid)
    known = {line.position: line for line in queries.lines(old.id)}
    chosen = {}
    for position in positions:
        line = known.get(position)
        if line is None:
            raise NotFoundError
        if line.state is LineState.BOOKED:
            raise LineBookedError(code=line.order)
        chosen[position] = line
    return old, chosen


def _product_id(uid: bytes) -> int:
    return _id(sql.PRODUCT_ID, uid)


def _id(query: str, uid: bytes) -> int:
    row = book.fetch_one(query, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])


def _log(session: Session, old: Intake, what: str, before: int, after: int) -> None:
    """That lines came, and how many; what was said stays out of the log, which forgets nothing."""
    if before != after:
        records.change(
            session, OrderIntake, old.id, {}, extra_before={what: before}, extra_after={what: after}
        )
