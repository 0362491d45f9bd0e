"""Writes the rows of one document of a batch: costs, outputs with their lots, work in progress.

Used by ``production`` inside the posting door only.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain import money
from app.domain.calendar import checked_day
from app.domain.costing import CostLine, Output, Values, allocate_outputs, stock_line
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.production import (
    OF_THE_PLAN,
    AddDraft,
    BatchDateError,
    BatchDraft,
    BatchFinishedError,
    BatchUndoneError,
    CostLineDraft,
    FinishDraft,
    OutputDraft,
    PlannedQuantityError,
    TenderNotMoneyError,
    UnknownBatchError,
    checked_line,
    counter_role,
    priced_outputs,
    taken_from_wip,
)
from app.domain.purchase import NO_SLIP, Slip
from app.domain.session import Limit, Permission
from app.errors import Notice
from app.i18n import N_
from app.queries.costing import BatchState, estimate_of, recipe_unit_cost
from app.queries.recipe_costs import price_e4_of
from app.queries.recipes import recipe_card
from app.services.dimensions import Header, about
from app.services.journal import account_id
from app.services.parties import UnknownPartyError
from app.services.recipes import RecipeMissingError
from app.services.stock import NoStockKeptError, StockWriter
from app.services.stock import Values as StockValues
from app.services.unit_of_work import Entry, first_open_day
from app.thai.dates import format_date
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import production as sql


@dataclass(frozen=True, slots=True)
class Batch:
    """The batch that a document belongs to."""

    id: int
    uid: bytes
    product_id: int
    product_uid: bytes
    planned_milli: int
    number: str


class BatchWriter:
    """Writes the rows of one document of a batch."""

    def __init__(self, entry: Entry, location_id: int, batch: Batch) -> None:
        self._entry = entry
        self._location_id = location_id
        self._batch = batch
        self._stock = StockWriter(entry, recipe_unit_cost)
        self._credits: dict[tuple[int, int | None], int] = {}
        self._paid = 0
        self._put_in = Values()
        self._taken = Values()

    def start(self, draft: BatchDraft) -> None:
        """What goes in at the start."""
        self._phase("start", False, draft.hours_milli)
        self._costs(draft.lines)
        self._close(self._put_in.book)

    def one_step(self, draft: BatchDraft) -> None:
        """What goes in and what comes out."""
        self._phase("one_step", True, draft.hours_milli)
        self._costs(draft.lines)
        self._outputs(draft.outputs, Values(), True, draft.made_on, draft.lot_code)
        self._close(self._put_in.book)

    def add(self, draft: AddDraft) -> None:
        """What goes in later."""
        self._phase("add", False, draft.hours_milli)
        self._costs(draft.lines)
        self._close(self._put_in.book)

    def finish(self, draft: FinishDraft) -> None:
        """What comes out, with what went in on the way."""
        self._phase("finish", draft.is_final, draft.hours_milli)
        before = batch_wip(self._batch.id)
        self._costs(draft.lines)
        self._outputs(draft.outputs, before, draft.is_final, draft.made_on, draft.lot_code)
        self._close(self._taken.book)

    def _phase(self, phase: str, is_final: bool, hours_milli: int) -> None:
        self._entry.add(
            "production_entry",
            batch_id=self._batch.id,
            phase=phase,
            is_final=int(is_final),
            hours_milli=max(hours_milli, 0),
        )

    def _costs(self, drafts: Sequence[CostLineDraft]) -> None:
        line_no = len(self._entry.rows.get("cost_line", ()))
        for draft in drafts:
            line_no += 1
            line = checked_line(draft)
            party_id, is_member = _party(draft.party_uid)
            product_id = None if draft.product_uid is None else self._stock.product(draft.product_uid).id
            if line is None:
                line = self._from_stock(draft, line_no)
            else:
                self._credit(draft, line, party_id, is_member)
            _cost_row(self._entry, self._batch.id, line, product_id, party_id, is_estimate=False)
            self._put_in += line.values

    def _from_stock(self, draft: CostLineDraft, line_no: int) -> CostLine:
        assert draft.product_uid is not None
        product = self._stock.product(draft.product_uid)
        out = self._stock.issue(
            product,
            draft.quantity_milli,
            location_id=self._location_id,
            purpose="consume",
            for_line=line_no,
        )
        return stock_line(
            draft.kind,
            draft.description or product.name,
            Values(out.cash_value, out.value, out.full_value),
            product_uid=draft.product_uid,
            quantity_milli=draft.quantity_milli,
            unit=draft.unit or product.unit,
            step=draft.step,
            is_fixed=bool(draft.is_fixed),
        )

    def _credit(self, draft: CostLineDraft, line: CostLine, party_id: int | None, is_member: bool) -> None:
        role = counter_role(line.kind, line.settlement, is_member=is_member)
        if role is None:
            return
        if role is AccountRole.CASH:
            party_id = None
            self._paid += line.values.book
        account = account_id(role)
        if role is AccountRole.CASH and draft.tender_uid is not None:
            row = book.fetch_one(sql.TENDER_ACCOUNT, (draft.tender_uid,))
            if row is None or row[1] == "account":
                raise TenderNotMoneyError(description=draft.description)
            account = row[0]
        key = (account, party_id)
        self._credits[key] = self._credits.get(key, 0) + line.values.book

    def _outputs(
        self,
        drafts: Sequence[OutputDraft],
        before: Values,
        is_final: bool,
        made_on: dt.date | None,
        lot_code: str,
    ) -> None:
        outputs, basis = priced_outputs(drafts, price_e4_of)
        wip = before + self._put_in
        own = sum(
            output.quantity_milli
            for output in outputs
            if output.product_uid == self._batch.product_uid and output.kind in OF_THE_PLAN
        )
        done = book.fetch_int(sql.FINISHED_QUANTITY, (self._batch.id, self._batch.product_id))
        self._taken = taken_from_wip(wip, own, self._batch.planned_milli - done, is_final=is_final)
        allocation = allocate_outputs(self._taken, outputs, basis=basis)
        day = made_on or self._entry.on
        for line_no, (draft, found) in enumerate(zip(drafts, allocation.outputs, strict=True), start=1):
            lot_id = self._lot(found.output, draft, day, lot_code) if found.is_stocked else None
            self._output(found.output, found.values, lot_id, line_no)

    def _output(self, output: Output, values: Values, lot_id: int | None, line_no: int) -> None:
        product = self._stock.product(output.product_uid)
        self._entry.add(
            "batch_output",
            batch_id=self._batch.id,
            product_id=product.id,
            lot_id=lot_id,
            kind=output.kind.value,
            quantity=output.quantity_milli,
            value=values.book,
            cash_value=values.cash,
            full_value=values.full,
            reason=clean_name(output.reason),
        )
        if lot_id is not None:
            self._stock.receive(
                product,
                output.quantity_milli,
                StockValues(values.book, values.cash, values.full),
                location_id=self._location_id,
                purpose="produce",
                lot_id=lot_id,
                for_line=line_no,
            )
        else:
            self._entry.line(
                account_id(AccountRole.ABNORMAL_WASTE),
                values.book,
                product_id=product.id,
                batch_id=self._batch.id,
            )

    def _lot(self, output: Output, draft: OutputDraft, day: dt.date, code: str) -> int:
        product = self._stock.product(output.product_uid)
        lot_id = self._entry.new_id("lot")
        shelf = product.shelf_days
        self._entry.add(
            "lot",
            id=lot_id,
            uid=new_uid(),
            product_id=product.id,
            code=clean_name(draft.lot_code or code, 100) or _lot_code(product.code, product.id, day),
            made_on=day.isoformat(),
            best_before=(day + dt.timedelta(days=shelf)).isoformat() if shelf else None,
        )
        return lot_id

    def _close(self, total: int) -> None:
        entry = self._entry
        entry.session.require_within(Limit.PAY_OUT, self._paid, Permission.PRODUCE)
        for (account, party_id), amount in self._credits.items():
            entry.line(account, -amount, party_id=party_id, batch_id=self._batch.id)
        entry.line(account_id(AccountRole.WIP), (self._put_in - self._taken).book, batch_id=self._batch.id)
        self._stock.finish()
        entry.total = total
        entry.changes = Changes.PRODUCTION | Changes.STOCK | Changes.LEDGER


def document(
    entry: Entry, on: dt.date, note: str, slip: Slip = NO_SLIP, *, about: Header | None = None
) -> None:
    """The header of a batch's document."""
    entry.document(
        DocumentKind.PRODUCTION,
        on,
        0,
        **(about or {}),
        note=clean_text(note) or None,
        slip_date=None if slip.date is None else checked_day(slip.date).isoformat(),
        slip_number=clean_name(slip.number, 100) or None,
    )


def open_batch(entry: Entry, draft: BatchDraft, on: dt.date) -> Batch:
    """The header, the batch row and the estimate of a batch that begins with this document."""
    if draft.planned_milli <= 0:
        raise PlannedQuantityError
    money.checked_quantity(draft.planned_milli)
    document(entry, on, draft.note, draft.slip, about=about(draft.section_uid, draft.project_uid))
    stock = StockWriter(entry)
    product = stock.product(draft.product_uid)
    if not product.is_stocked:
        raise NoStockKeptError(name=product.name)
    batch = Batch(
        entry.new_id("production_batch"), new_uid(), product.id, product.uid, draft.planned_milli, ""
    )
    card = None if draft.recipe_uid is None else recipe_card(draft.recipe_uid)
    if draft.recipe_uid is not None and card is None:
        raise RecipeMissingError
    entry.add(
        "production_batch",
        id=batch.id,
        uid=batch.uid,
        product_id=product.id,
        recipe_id=None if card is None else card.id,
        recipe_version=None if card is None else card.recipe.version,
        planned_quantity=draft.planned_milli,
    )
    if card is not None:
        for line in estimate_of(card.recipe, draft.planned_milli).lines:
            product_id = None if line.product_uid is None else stock.product(line.product_uid).id
            party_id, _is_member = _party(line.person_uid)
            _cost_row(entry, batch.id, line, product_id, party_id, is_estimate=True)
    return batch


def _cost_row(
    entry: Entry,
    batch_id: int,
    line: CostLine,
    product_id: int | None,
    party_id: int | None,
    *,
    is_estimate: bool,
) -> None:
    entry.add(
        "cost_line",
        batch_id=batch_id,
        is_estimate=int(is_estimate),
        kind=line.kind.value,
        step=clean_name(line.step, 200),
        settlement=line.settlement.value,
        description=clean_name(line.description),
        product_id=product_id,
        party_id=party_id,
        quantity=line.quantity_milli,
        unit=clean_name(line.unit, 60),
        rate_e4=line.rate_e4,
        is_fixed=int(line.is_fixed),
        value=line.values.book,
        cash_value=line.values.cash,
        full_value=line.values.full,
    )


def _party(uid: bytes | None) -> tuple[int | None, bool]:
    if uid is None:
        return None, False
    row = book.fetch_one(sql.PARTY, (uid,))
    if row is None:
        raise UnknownPartyError
    return row[0], bool(row[2])


def _lot_code(product_code: str, product_id: int, day: dt.date) -> str:
    """``TEA-691031``, from the second lot of the day on ``TEA-691031-2``; the year is Buddhist."""
    code = f"{product_code}-{(day.year + 543) % 100:02d}{day:%m%d}"
    before = book.fetch_int(sql.LOTS_OF_DAY, (product_id, day.isoformat()))
    return f"{code}-{before + 1}" if before else code


def find_batch(uid: bytes) -> Batch:
    """A batch by uid; raises UnknownBatchError."""
    row = book.fetch_one(sql.BATCH, (uid,))
    if row is None:
        raise UnknownBatchError
    return Batch(row[0], row[1], row[2], row[3], row[4], row[5])


def batch_wip(batch_id: int) -> Values:
    """What stands in a batch, in three values."""
    row = book.fetch_one(sql.WIP_OF, (batch_id,))
    return Values() if row is None else Values(row[1], row[0], row[2])


def check_open(entry: Entry, batch: Batch, *, is_add: bool) -> None:
    """Refuse a batch that is undone, finished (but for a late slip), or worked on after this day."""
    state = book.fetch_one(sql.STATE_OF, (batch.id,))
    if state is None or state[0] == BatchState.UNDONE:
        raise BatchUndoneError(number=batch.number)
    if state[0] == BatchState.FINISHED:
        row = book.fetch_one(sql.FINAL_FINISH, (batch.id,))
        assert row is not None
        finished = dt.date.fromisoformat(row[0])
        if not is_add or entry.ledger_date > finished or first_open_day(finished) != finished:
            raise BatchFinishedError(number=batch.number, day=format_date(finished))
        entry.warnings.append(
            Notice(
                N_("Batch {number} is finished; this cost reaches its goods when the month is re-costed."),
                number=batch.number,
            )
        )
    elif not is_add:
        row = book.fetch_one(sql.LAST_ENTRY, (batch.id,))
        if row is not None and entry.ledger_date.isoformat() < row[0]:
            raise BatchDateError(number=batch.number, day=format_date(dt.date.fromisoformat(row[0])))
