"""What re-costing needs to know: the months' documents as they were posted, and what stands of them."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from app.domain.cost_lines import NOTHING, Values
from app.domain.document import DocumentKind
from app.domain.moving_average import Cost, Pool
from app.domain.production import OF_THE_PLAN
from app.domain.recost_changes import MonthAsPosted, MonthChanges, month_changes
from app.domain.recost_events import (
    Act,
    Happening,
    LineKey,
    Move,
    MoveKey,
    Phase,
    Start,
    Step,
    StepLine,
    StepOutput,
)
from app.domain.recosting import Replayed, replay, unit_of
from app.thai.dates import day_of
from db import connection as book
from db.sql import recosting as sql

_BOUGHT = frozenset({DocumentKind.OPENING.value, DocumentKind.PURCHASE.value})


class _Document(NamedTuple):
    """A posted document, as far as re-costing looks at it."""

    id: int
    kind: str
    day: str
    reverses: int | None
    reversed_kind: str | None
    batch: int | None
    phase: str | None
    is_final: int | None
    planned: int | None
    product: int | None
    on: str
    posted_at: int

    @property
    def is_late(self) -> bool:
        """Entered on a later day than it happened on."""
        posted = day_of(self.posted_at)
        return posted > dt.date.fromisoformat(self.on)


def months_from(first: dt.date) -> list[str]:
    """The months from one day's month to the last in which goods moved, as ``2026-10``."""
    row = book.fetch_one(sql.LAST_MONTH)
    last = max(first.isoformat()[:7], row[0] or "" if row is not None else "")
    months = []
    day = first.replace(day=1)
    while day.isoformat()[:7] <= last:
        months.append(day.isoformat()[:7])
        day = _next_month(day)
    return months


def locked_since(month: str) -> str | None:
    """The first locked month from this one on, if any."""
    row = book.fetch_one(sql.LOCKED_SINCE, (month,))
    return None if row is None else str(row[0])


def changes_from(first: dt.date) -> tuple[list[MonthChanges], Replayed | None]:
    """What re-costing changes in each month from this day's month on, and how the last of them ends."""
    months = months_from(first)
    since = f"{months[0]}-01"
    until = _next_month(dt.date.fromisoformat(f"{months[-1]}-01")).isoformat()
    loader = _Loader(since, until, until)
    start = loader.start()
    replayed = replay(loader.happenings(), start, months)
    before = dict(start.pools)
    ends = {product: (pool.quantity, pool.value) for product, pool in start.pools.items()}
    changes = []
    for month, new in zip(months, replayed, strict=True):
        changes.append(month_changes(month, new, before, _posted(month, ends)))
        before = new.pools
    return changes, replayed[-1] if replayed else None


def changes_of(first: dt.date) -> MonthChanges:
    """What re-costing from this day's month on changes in that month alone.

    The same as the first of ``changes_from``, though of the later months only the batches are read, and
    where a product without any cost was first bought.
    """
    day = first.replace(day=1)
    month, end = day.isoformat()[:7], _next_month(day).isoformat()
    until = _next_month(dt.date.fromisoformat(f"{months_from(first)[-1]}-01")).isoformat()
    loader = _Loader(day.isoformat(), end, until)
    start = loader.start()
    new = replay(loader.happenings(), start, [month])[0]
    ends = {product: (pool.quantity, pool.value) for product, pool in start.pools.items()}
    return month_changes(month, new, start.pools, _posted(month, ends))


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _posted(month: str, ends: dict[int, tuple[int, int]]) -> MonthAsPosted:
    """What stands in a month's books; ``ends`` is carried on from the month before."""
    stock = {}
    for product, quantity, value, cash, full in book.fetch(sql.MONTH_STOCK, (month,)):
        stock[product] = Values(cash, value, full)
        before = ends.get(product, (0, 0))
        ends[product] = (before[0] + quantity, before[1] + value)
    first = f"{month}-01"
    time = (first, _next_month(dt.date.fromisoformat(first)).isoformat())
    lines = {
        (batch, settlement, kind, step, product, fixed): Values(*values)
        for batch, settlement, kind, step, product, fixed, *values in book.fetch(sql.LINE_SUMS, time)
    }
    outputs = {
        (batch, product, lot, kind): Values(*values)
        for batch, product, lot, kind, *values in book.fetch(sql.OUTPUT_SUMS, time)
    }
    return MonthAsPosted(stock, dict(ends), lines, outputs)


class _Loader:
    """Reads the documents from a day on and turns them into what a replay goes through.

    Everything before ``end``, and what happened to batches from then to ``until``: which finish was the last
    and what is made of what show only there.
    """

    def __init__(self, since: str, end: str, until: str) -> None:
        time, later = (since, end), (end, until)
        self._since, self._end, self._until = since, end, until
        documents = [*book.fetch(sql.DOCUMENTS, time), *book.fetch(sql.BATCH_DOCUMENTS, later)]
        self._documents = sorted(_Document(*row) for row in documents)
        self._by_id = {each.id: each for each in self._documents}
        self._moves: dict[int, list[Move]] = defaultdict(list)
        self._lines: dict[int, list[StepLine]] = defaultdict(list)
        self._outputs: dict[int, list[StepOutput]] = defaultdict(list)
        self._returned = {
            (document, line): (sale, sale_line)
            for document, line, sale, sale_line in book.fetch(sql.RETURNED_LINES, time)
        }
        self._variances = {
            (document, product): Values(cash, value, full)
            for document, product, value, cash, full in book.fetch(sql.VARIANCES, (since, until))
        }
        self._skipped = self._undone_within_their_month()
        self._read_moves([*book.fetch(sql.MOVES, time), *book.fetch(sql.BATCH_MOVES, later)])
        self._read_lines((since, until))
        self._read_outputs((since, until))

    def start(self) -> Start:
        """What stood when the first month began."""
        pools = {
            product: Pool(quantity, value, cash, full)
            for product, quantity, value, cash, full in book.fetch(sql.POOLS_BEFORE, (self._since[:7],))
        }
        wip: dict[int, Values] = {}
        done: dict[int, int] = {}
        parameters = (self._since, self._since, self._until, self._since, self._since, self._until)
        for batch, cash, value, full, finished in book.fetch(sql.WIP_BEFORE, parameters):
            wip[batch] = Values(cash, value, full)
            done[batch] = finished
        return Start(pools, wip, done, self._known(pools))

    def happenings(self) -> Iterable[Happening]:
        """The documents that count, each once."""
        finals = self._final_finishes()
        for each in self._documents:
            if each.id in self._skipped or each.reversed_kind == DocumentKind.RECOST:
                continue
            step = self._step(each)
            in_step = _keys(step)
            moves = tuple(move for move in self._moves[each.id] if move.key not in in_step)
            if step is None and not moves:
                continue
            before = None
            if each.reverses is not None:
                phase = Phase.OTHER
            elif step is not None:
                phase = Phase.MADE
                if each.phase == "add" and each.id > finals.get(step.batch, each.id):
                    before = finals[step.batch]
            else:
                phase = Phase.BOUGHT if each.kind in _BOUGHT else Phase.OTHER
            yield Happening(each.id, each.day, phase, moves, step, before, each.is_late)

    def _known(self, pools: dict[int, Pool]) -> dict[int, Cost]:
        """Costs of products that began with nothing: of the last receipt before, else of the first in it."""
        first: dict[int, Cost] = {}
        products: set[int] = set()
        self._read_later_receipts(pools)
        for document in sorted(self._moves, key=lambda each: (self._by_id[each].day, each)):
            for move in self._moves[document]:
                products.add(move.product)
                if move.act is Act.RECEIVE and move.quantity > 0 and move.key[2] != "produce":
                    first.setdefault(move.product, unit_of(move.values, move.quantity))
        known = {}
        for product in products:
            if product in pools and pools[product].quantity:
                continue
            row = book.fetch_one(sql.LAST_RECEIPT, (product, self._since))
            if row is not None:
                known[product] = unit_of(Values(row[2], row[1], row[3]), row[0])
            elif product in first:
                known[product] = first[product]
        return known

    def _read_later_receipts(self, pools: dict[int, Pool]) -> None:
        """The first purchases after ``end`` of goods that began with nothing."""
        moved = {move.product for moves in self._moves.values() for move in moves}
        empty = [each for each in moved if each not in pools or not pools[each].quantity]
        if not empty or self._end >= self._until:
            return
        rows = book.fetch(sql.FIRST_RECEIPTS, (self._end, self._until, json.dumps(empty)))
        found = json.dumps(sorted({document for _product, document, _place in rows} - self._by_id.keys()))
        documents = [_Document(*row) for row in book.fetch(sql.DOCUMENTS_BY_ID, (found,))]
        self._documents.extend(documents)
        self._by_id.update({each.id: each for each in documents})
        self._read_moves(book.fetch(sql.MOVES_BY_ID, (found,)))

    def _undone_within_their_month(self) -> set[int]:
        """Documents undone in their own month, with their undoing: the month goes as if neither had been."""
        skipped = set()
        for each in self._documents:
            original = None if each.reverses is None else self._by_id.get(each.reverses)
            if original is not None and original.day[:7] == each.day[:7]:
                skipped |= {each.id, original.id}
        return skipped

    def _final_finishes(self) -> dict[int, int]:
        undone = {each.reverses for each in self._documents}
        return {
            each.batch: each.id
            for each in self._documents
            if each.batch is not None and each.is_final and each.reverses is None and each.id not in undone
        }

    def _read_moves(self, found: Iterable[tuple[Any, ...]]) -> None:
        rows = [row for row in found if row[0] in self._by_id]
        groups: dict[tuple[int, int], int] = defaultdict(int)
        for row in rows:
            groups[row[0], row[1]] += 1
        for document, product, purpose, line, quantity, value, cash, full in rows:
            key = (document, product, purpose, line)
            values = Values(cash, value, full)
            act, of = self._act(key, quantity)
            if act in (Act.RECEIVE, Act.BACK) and groups[document, product] == 1:
                # What was paid is what entered stock and what filled a hole.
                values += self._variances.get((document, product), NOTHING)
            self._moves[document].append(Move(key, act, quantity, values, of))

    def _act(self, key: MoveKey, quantity: int) -> tuple[Act, MoveKey | None]:
        document, product, purpose, line = key
        posted = self._by_id[document]
        if posted.reverses is not None:
            return Act.BACK, (posted.reverses, product, purpose, line)
        if posted.kind == DocumentKind.SALE_RETURN and purpose == "spoil":
            return Act.BACK, (document, product, "return", line)
        if posted.kind == DocumentKind.SALE_RETURN:
            sale = self._returned.get((document, line))
            return Act.BACK, None if sale is None else (sale[0], product, "sale", sale[1])
        if quantity < 0:
            return Act.ISSUE, None
        if quantity > 0 and purpose == "count":
            return Act.FIND, None
        return (Act.RECEIVE if quantity else Act.BACK), None

    def _read_lines(self, time: tuple[str, str]) -> None:
        for document, line, batch, settlement, kind, step, product, fixed, *values in book.fetch(
            sql.COST_LINES, time
        ):
            move = None
            if settlement == "from_stock" and self._by_id[document].reverses is None:
                key = (document, product, "consume", line)
                move = next((each for each in self._moves[document] if each.key == key), None)
            self._lines[document].append(
                StepLine(
                    (document, line),
                    (batch, settlement, kind, step, product, fixed),
                    Values(*values),
                    move,
                    self._undoes(document, line),
                )
            )

    def _read_outputs(self, time: tuple[str, str]) -> None:
        for document, line, batch, product, lot, kind, quantity, *values in book.fetch(sql.OUTPUTS, time):
            move = None
            if lot and self._by_id[document].reverses is None:
                key = (document, product, "produce", line)
                move = next((each for each in self._moves[document] if each.key == key), None)
            self._outputs[document].append(
                StepOutput(
                    (document, -line),
                    (batch, product, lot, kind),
                    quantity,
                    Values(*values),
                    move,
                    self._undoes(document, -line),
                )
            )

    def _undoes(self, document: int, line: int) -> LineKey | None:
        reverses = self._by_id[document].reverses
        return None if reverses is None else (reverses, line)

    def _step(self, posted: _Document) -> Step | None:
        if posted.batch is None:
            return None
        outputs = tuple(self._outputs[posted.id])
        own = sum(
            output.quantity
            for output in outputs
            if output.group[1] == posted.product and output.kind in OF_THE_PLAN
        )
        return Step(
            posted.batch,
            posted.planned or 0,
            bool(posted.is_final),
            posted.reverses is not None,
            own,
            tuple(self._lines[posted.id]),
            outputs,
        )


def _keys(step: Step | None) -> set[MoveKey]:
    """The movements that a batch makes itself."""
    if step is None:
        return set()
    moves = [*(line.move for line in step.lines), *(output.move for output in step.outputs)]
    return {move.key for move in moves if move is not None}
