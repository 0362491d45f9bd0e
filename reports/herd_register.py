"""The register of animals: heads that came and went in these days, their worth, whether the ledger agrees."""

import datetime as dt
from collections.abc import Sequence

from app.domain.herd import EVENT_WORDS
from app.i18n import _
from app.queries.herds import (
    HerdRow,
    HerdStep,
    herd_steps,
    herds,
    register_against_ledger,
    stood_before,
)
from reports.common import Span, document_link, issuer, total_row
from reports.model import Block, Column, Figure, Figures, Kind, Report, Role, Row, Table

NAME = "herd-register"

MINUS = "\u2212"


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The register of every herd between two days."""
    head = issuer()
    before = stood_before(span.first)
    steps = herd_steps(span.first, span.last)
    moved = {step.herd_id for step in steps}
    rows = [row for row in herds(span.last) if row.heads or row.id in moved or any(before.get(row.id, ()))]
    agreement = register_against_ledger(span.last)
    blocks: list[Block] = [
        _summary(rows, before, steps),
        Figures(
            (
                Figure(_("Value of the herds"), agreement.register),
                Figure(_("Account of animals"), agreement.ledger),
                Figure(_("Difference"), agreement.difference),
            ),
            _("Does the ledger agree?"),
        ),
    ]
    blocks.extend(
        herd_table(row, [step for step in steps if step.herd_id == row.id], before.get(row.id, (0, 0)))
        for row in rows
    )
    return Report(
        NAME,
        _("Herd register"),
        head,
        tuple(blocks),
        period=span.text,
        printed=printed,
        book=head.name,
        landscape=True,
        notes=(
            _("A birth costs nothing; feed and medicine raise the value; what leaves takes the average."),
        ),
    )


def _summary(rows: Sequence[HerdRow], before: dict[int, tuple[int, int]], steps: Sequence[HerdStep]) -> Table:
    columns = (
        Column("herd", _("Herd"), Kind.TEXT, 6),
        Column("before", _("Heads before"), Kind.COUNT, 2),
        Column("came", _("Came"), Kind.COUNT, 2),
        Column("left", _("Went"), Kind.COUNT, 2),
        Column("heads", _("Heads now"), Kind.COUNT, 2),
        Column("value_before", _("Value before"), Kind.MONEY, 3),
        Column("value", _("Value now"), Kind.MONEY, 3),
    )
    lines = []
    sums: dict[str, int] = {}
    for row in rows:
        own = [step for step in steps if step.herd_id == row.id]
        heads, value = before.get(row.id, (0, 0))
        figures = {
            "before": heads,
            "came": sum(step.heads for step in own if step.heads > 0),
            "left": -sum(step.heads for step in own if step.heads < 0),
            "heads": row.heads,
            "value_before": value,
            "value": row.value,
        }
        sums = {key: sums.get(key, 0) + figure for key, figure in figures.items()}
        lines.append(Row((f"{row.name} ({row.code})", *figures.values()), key=row.code))
    if lines:
        lines.append(total_row(_("Total"), columns, sums))
    return Table(_("All herds"), columns, tuple(lines), empty=_("No animals were kept in these days."))


def herd_table(row: HerdRow, steps: Sequence[HerdStep], before: tuple[int, int]) -> Table:
    """What happened to one herd, with heads and value running along."""
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("animals", _("Which animals"), Kind.TEXT, 4),
        Column("heads", _("Heads in or out"), Kind.COUNT, 2),
        Column("heads_left", _("Heads"), Kind.COUNT, 2),
        Column("value", _("Value in or out"), Kind.MONEY, 3),
        Column("value_left", _("Value left"), Kind.MONEY, 3),
    )
    heads, value = before
    rows = [Row((None, "", _("Brought forward"), "", None, heads, None, value), Role.SUBTOTAL)]
    for step in steps:
        heads += step.heads
        value += step.value
        rows.append(
            Row(
                (
                    step.ledger_date,
                    step.number,
                    step_words(step),
                    step.animals,
                    step.heads or None,
                    heads,
                    step.value or None,
                    value,
                ),
                opens=document_link(step.number),
            )
        )
    return Table(f"{row.name} ({row.code})", columns, tuple(rows), empty=_("Nothing moved in this time."))


def story_table(row: HerdRow, steps: Sequence[HerdStep]) -> Table:
    """All that happened to one herd, in few columns, the newest first."""
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("value_left", _("Value left"), Kind.MONEY, 3),
    )
    heads = value = 0
    rows = []
    for step in steps:
        heads += step.heads
        value += step.value
        words = _(EVENT_WORDS[step.event])
        what = _("{what}: undone").format(what=words) if step.kind == "reversal" else words
        if step.heads:
            change = f"+{step.heads:,}" if step.heads > 0 else f"{MINUS}{-step.heads:,}"
            what = _("{what} {change}, {heads} left").format(what=what, change=change, heads=f"{heads:,}")
        rows.append(Row((step.ledger_date, what, value), opens=document_link(step.number)))
    return Table(row.species, columns, tuple(reversed(rows)), empty=_("Nothing has happened yet."))


def step_words(step: HerdStep) -> str:
    """What happened, in words, with the person it was with."""
    words = _("Undone") if step.kind == "reversal" else _(EVENT_WORDS[step.event])
    return f"{words} · {step.party}" if step.party else words
