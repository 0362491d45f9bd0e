"""Making goods: a batch is started, added to and finished (in parts, across months) or made in one step.

What goes in is debited to work in progress against the account that its settlement names; what comes
out takes its share to stock at book cost, with its lot; unusual waste becomes an expense. Free work
and gifts that nobody recorded travel along as full cost and are never posted.
"""

import datetime as dt
from dataclasses import dataclass

from app.changes import Changes
from app.domain.costing import OutputKind, Values, unit_cost
from app.domain.moving_average import Cost
from app.domain.production import AddDraft, BatchDraft, EmptyBatchEntryError, FinishDraft
from app.domain.session import Permission, Session
from app.errors import Notice
from app.services.batch_writer import (
    BatchWriter,
    batch_wip,
    check_open,
    document,
    find_batch,
    open_batch,
)
from app.services.dimensions import about_as_batch
from app.services.reversal import reverse
from app.services.unit_of_work import Entry, Posted, SavedUnreadError, post, storage_reason
from db import connection as book
from db.sql import production as sql


@dataclass(frozen=True, slots=True)
class PostedOutput:
    """One output as it was posted."""

    product_uid: bytes
    kind: OutputKind
    quantity_milli: int
    values: Values
    lot_code: str

    @property
    def unit(self) -> Cost:
        """Cost of one unit in e4."""
        return unit_cost(self.values, self.quantity_milli)


@dataclass(frozen=True, slots=True)
class PostedBatch:
    """A posted document of a batch: what it put in, what came out, what is left in progress."""

    posted: Posted
    batch_uid: bytes
    cost: Values
    outputs: tuple[PostedOutput, ...]
    wip: Values

    @property
    def uid(self) -> bytes:
        """The document's uid."""
        return self.posted.uid

    @property
    def number(self) -> str:
        """The document's number."""
        return self.posted.number

    @property
    def unit(self) -> Cost | None:
        """Cost of one unit (e4) of the first good output; None while nothing came out."""
        return next((output.unit for output in self.outputs if output.kind is OutputKind.GOOD), None)

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """What the user should know."""
        return self.posted.warnings

    @property
    def changes(self) -> Changes:
        """What the window has to read again."""
        return self.posted.changes


def start_batch(session: Session, draft: BatchDraft, *, on: dt.date) -> PostedBatch:
    """Start a batch: what goes in now, with the estimate of its recipe kept beside it.

    Raises PlannedQuantityError, RecipeMissingError, UnknownPartyError, PersonMissingError,
    NegativeCostError, ProductMissingError, UnknownProductError, NoStockKeptError, TenderNotMoneyError,
    NotPermittedError, NotSavedError, SavedUnreadError.
    """

    def write(entry: Entry) -> None:
        BatchWriter(entry, draft.location_id, open_batch(entry, draft, on)).start(draft)

    return _posted(post(session, Permission.PRODUCE, draft.uid, write))


def produce(session: Session, draft: BatchDraft, *, on: dt.date) -> PostedBatch:
    """Make a batch in one step: started, worked and finished in one document.

    Raises what ``start_batch`` and ``finish_batch`` raise.
    """

    def write(entry: Entry) -> None:
        BatchWriter(entry, draft.location_id, open_batch(entry, draft, on)).one_step(draft)

    return _posted(post(session, Permission.PRODUCE, draft.uid, write))


def add_to_batch(session: Session, draft: AddDraft, *, on: dt.date) -> PostedBatch:
    """Add costs to an open batch, or by a late slip to a finished one in an open month.

    A late slip stays in work in progress until the month is re-costed, and says so. Raises
    EmptyBatchEntryError, UnknownBatchError, BatchFinishedError, BatchUndoneError and what
    ``start_batch`` raises of its lines.
    """

    def write(entry: Entry) -> None:
        if not draft.lines:
            raise EmptyBatchEntryError
        batch = find_batch(draft.batch_uid)
        document(entry, on, draft.note, draft.slip, about=about_as_batch(draft.batch_uid))
        check_open(entry, batch, is_add=True)
        BatchWriter(entry, draft.location_id, batch).add(draft)

    return _posted(post(session, Permission.PRODUCE, draft.uid, write))


def finish_batch(session: Session, draft: FinishDraft, *, on: dt.date) -> PostedBatch:
    """Take goods out of a batch; a part takes its share by the plan, the final one all that is left.

    Raises UnknownBatchError, BatchFinishedError, BatchUndoneError, BatchDateError, NoOutputError,
    OutputQuantityError, WasteReasonError, MainOutputMissingError and what ``start_batch`` raises.
    """

    def write(entry: Entry) -> None:
        batch = find_batch(draft.batch_uid)
        document(entry, on, draft.note, about=about_as_batch(draft.batch_uid))
        check_open(entry, batch, is_add=False)
        BatchWriter(entry, draft.location_id, batch).finish(draft)

    return _posted(post(session, Permission.PRODUCE, draft.uid, write))


def undo_batch_document(
    session: Session, document_uid: bytes, *, on: dt.date, reason: str, uid: bytes
) -> Posted:
    """Undo a start, an addition, a finish or a one-step batch; an undone finish re-opens its batch.

    Raises BatchGoesOnError while later documents stand on it, UnknownDocumentError, AlreadyReversedError,
    NotPermittedError, NotSavedError.
    """
    return reverse(session, document_uid, on=on, reason=reason, uid=uid)


def _posted(posted: Posted) -> PostedBatch:
    """The document as it stands in the book, the same for a first and a second press.

    Raises SavedUnreadError: by now it is saved, and whoever hears of an error has to know that.
    """
    try:
        return _read_back(posted)
    except (book.DatabaseError, OSError) as error:
        raise SavedUnreadError(number=posted.number, reason=storage_reason(error)) from error


def _read_back(posted: Posted) -> PostedBatch:
    row = book.fetch_one(sql.BATCH_OF_DOCUMENT, (posted.document_id,))
    assert row is not None
    cost = book.fetch_one(sql.COST_OF_DOCUMENT, (posted.document_id,))
    assert cost is not None
    outputs = tuple(
        PostedOutput(uid, OutputKind(kind), quantity, Values(cash, value, full), lot_code)
        for uid, kind, quantity, value, cash, full, lot_code in book.fetch(
            sql.OUTPUTS_OF_DOCUMENT, (posted.document_id,)
        )
    )
    return PostedBatch(posted, row[1], Values(cost[1], cost[0], cost[2]), outputs, batch_wip(row[0]))
