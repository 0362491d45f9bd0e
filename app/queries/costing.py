"""Batches and what they cost: the list, the cost sheet with estimate beside actual, work in progress."""

import datetime as dt

from app.domain import money
from app.domain.cost_lines import HOURS_OF_UNIT, NOTHING
from app.domain.costing import (
    CostKind,
    CostLine,
    OutputKind,
    Settlement,
    Values,
    batch_cost,
    batch_result,
    compare,
    make_up_bp,
    total_of,
)
from app.queries.batch_rows import (
    BatchDetail,
    BatchEntry,
    BatchState,
    BatchSummary,
    BatchWip,
    SheetLine,
    SheetOutput,
)
from app.queries.recipe_costs import (
    estimate_of,
    known_costs,
    recipe_of_product,
    recipe_unit_cost,
)
from db import connection as book
from db.sql import production as sql

__all__ = [
    "BatchDetail",
    "BatchEntry",
    "BatchState",
    "BatchSummary",
    "BatchWip",
    "SheetLine",
    "SheetOutput",
    "batch_by_number",
    "batch_detail",
    "batches",
    "estimate_of",
    "known_costs",
    "recipe_of_product",
    "recipe_unit_cost",
    "wip_by_batch",
]


def batches(
    *,
    after_id: int | None = None,
    limit: int = 128,
    product_uid: bytes | None = None,
    state: BatchState | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> list[BatchSummary]:
    """Batches, newest first; ``after_id`` is the last id of the page before."""
    from_day, to_day = _iso(first), _iso(last)
    values = (after_id, after_id, product_uid, product_uid, state, state, from_day, from_day, to_day, to_day)
    return [_summary(row) for row in book.fetch(sql.BATCHES, (*values, limit))]


def batch_by_number(number: str) -> bytes | None:
    """The uid of the batch that a document number belongs to."""
    row = book.fetch_one(sql.BATCH_BY_NUMBER, (number,))
    return None if row is None else bytes(row[0])


def wip_by_batch() -> list[BatchWip]:
    """Batches with work in progress, in three values; their book values add up to the account."""
    return [
        BatchWip(uid, number, name, Values(cash, value, full))
        for uid, number, name, value, cash, full in book.fetch(sql.WIP_PER_BATCH)
    ]


def batch_detail(uid: bytes, *, previous: int = 5) -> BatchDetail | None:
    """The cost sheet of a batch with the last ``previous`` batches of its product; None if unknown."""
    head = book.fetch_one(sql.BATCH_HEAD, (uid,))
    row = book.fetch_one(sql.SUMMARY_OF, (uid,))
    if head is None or row is None:
        return None
    summary = _summary(row)
    batch_id, code, price_e4, recipe_uid, recipe_name, version, section, note = head
    sheet = book.fetch(sql.SHEET_LINES, (batch_id,))
    lines = _sheet_lines(sheet)
    actual = batch_cost([_cost_line(line) for line in sheet if not line[0]])
    estimated = batch_cost([_cost_line(line) for line in sheet if line[0]])
    outputs = _sheet_outputs(batch_id)
    entries = tuple(_entry(entry) for entry in book.fetch(sql.ENTRIES, (batch_id,)))
    result = None
    if price_e4 and summary.made_milli > 0:
        result = batch_result(money.times(price_e4, summary.made_milli), summary.made_milli, actual)
    earlier = book.fetch(sql.LAST_BATCHES, (batch_id, batch_id, previous))
    return BatchDetail(
        summary=summary,
        product_code=code,
        price_e4=price_e4,
        recipe_uid=recipe_uid,
        recipe_name=recipe_name,
        recipe_version=version,
        section=section,
        note=note,
        entries=entries,
        lines=lines,
        outputs=outputs,
        actual=actual,
        estimated=estimated,
        differences=compare(estimated, actual),
        wip=actual.total - total_of(output.values for output in outputs),
        recosted=total_of(line.recosted for line in lines),
        hours_milli=sum(entry.hours_milli for entry in entries if entry.stands),
        result=result,
        previous=tuple(_summary(each) for each in earlier),
    )


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _summary(row: book.Row) -> BatchSummary:
    identity, uid, number, product_uid, name, unit, planned, started, finished, state, made = row[:11]
    return BatchSummary(
        identity,
        uid,
        number,
        product_uid,
        name,
        unit,
        planned,
        dt.date.fromisoformat(started),
        None if finished is None else dt.date.fromisoformat(finished),
        BatchState(state),
        made,
        Values(row[12], row[11], row[13]),
        Values(row[15], row[14], row[16]),
    )


def _entry(row: book.Row) -> BatchEntry:
    uid, number, on, ledger_date, phase, is_final, hours, total, note, kind, reversed_by = row
    return BatchEntry(
        uid,
        number,
        dt.date.fromisoformat(on),
        dt.date.fromisoformat(ledger_date),
        phase,
        bool(is_final),
        hours,
        total,
        note,
        kind == "reversal",
        reversed_by,
    )


def _cost_line(row: book.Row) -> CostLine:
    _estimate, kind, step, settlement, description, product, party, person, quantity, unit, rate = row[:11]
    labour = kind == CostKind.LABOUR
    return CostLine(
        kind=CostKind(kind),
        settlement=Settlement(settlement),
        description=description,
        values=Values(*row[12:15]),
        step=step,
        person_uid=party,
        person_name=person,
        product_uid=product,
        quantity_milli=quantity,
        unit=unit,
        rate_e4=rate,
        is_fixed=bool(row[11]),
        hours_milli=quantity * HOURS_OF_UNIT.get(unit, 0) if labour else 0,
    )


def _sheet_lines(rows: list[book.Row]) -> tuple[SheetLine, ...]:
    """Estimate and actual of the same thing in one line, kinds in their order."""
    found: dict[tuple[str, str, object], SheetLine] = {}
    kinds = [kind.value for kind in CostKind]
    # Actual lines first, so that a line speaks of what was really done.
    for row in sorted(rows, key=lambda each: (kinds.index(each[1]), each[0])):
        line = _cost_line(row)
        key = (line.kind.value, line.step, line.product_uid or line.description)
        before = found.get(key) or SheetLine(
            line.kind,
            line.step,
            line.settlement,
            line.description,
            line.product_uid,
            line.person_name,
            line.unit,
            line.is_fixed,
            0,
            0,
            line.rate_e4,
            NOTHING,
            NOTHING,
            NOTHING,
        )
        is_estimate, recosted = bool(row[0]), bool(row[15])
        found[key] = SheetLine(
            before.kind,
            before.step,
            before.settlement,
            before.description,
            before.product_uid,
            before.person if is_estimate else _people(before.person, line.person_name),
            before.unit,
            before.is_fixed,
            before.estimated_milli + (line.quantity_milli if is_estimate else 0),
            before.actual_milli + (0 if is_estimate else line.quantity_milli),
            before.rate_e4,
            before.estimated + (line.values if is_estimate else NOTHING),
            before.actual + (NOTHING if is_estimate else line.values),
            before.recosted + (line.values if recosted else NOTHING),
        )
    return tuple(
        line
        for line in found.values()
        if line.actual_milli or line.estimated_milli or line.actual != NOTHING or line.estimated != NOTHING
    )


def _people(before: str, person: str) -> str:
    names = before.split(", ") if before else []
    return ", ".join([*names, person] if person and person not in names else names)


def _sheet_outputs(batch_id: int) -> tuple[SheetOutput, ...]:
    rows = book.fetch(sql.SHEET_OUTPUTS, (batch_id,))
    shares = make_up_bp([max(row[7], 0) for row in rows])
    return tuple(
        SheetOutput(
            uid,
            name,
            unit,
            OutputKind(kind),
            quantity,
            Values(cash, value, full),
            lot_code,
            None if best_before is None else dt.date.fromisoformat(best_before),
            reason,
            share,
        )
        for (uid, name, unit, kind, quantity, cash, value, full, lot_code, best_before, reason), share in zip(
            rows, shares, strict=True
        )
    )
