"""The rounds of a trade side by side: a table and a chart, for each rai or head where the size is known."""

from collections.abc import Sequence

from app.domain import money
from app.domain.household.rounds_result import RoundResult
from app.i18n import _
from app.queries.household.trades import RoundCard, RoundRow
from reports.common import joined
from reports.household.trade_words import baht, per_words
from reports.model import Chart, ChartKind, Column, Kind, Row, Series, Table

NEWEST = 6
"""So many rounds are set side by side."""
_MONEY = (Kind.MONEY, 3)
Results = Sequence[tuple[RoundRow, RoundResult]]


def _newest(same: Results) -> Results:
    return [each for each in same if each[1].value or each[1].total.full][-NEWEST:]


def last_table(card: RoundCard) -> Table:
    """This round beside the one before, for each rai or head where both sizes are known."""
    now, unit = card.result, card.row.size_unit
    before = card.before
    by_size = before is not None and None not in (now.per_size(1_000), before[1].per_size(1_000))
    columns = (
        Column("item", joined(_("Against the last round"), per_words(unit) if by_size else ""), Kind.TEXT, 4),
        Column("before", before[0].name if before is not None else "", *_MONEY),
        Column("now", card.row.name, *_MONEY),
        Column("difference", _("Difference"), *_MONEY),
    )
    if before is None or not (before[1].value or before[1].total.full) or not now.total.full:
        return Table(_("Against the last round"), columns, ())
    then = before[1]

    def line(words: str, was: int, became: int) -> Row:
        if by_size:
            was, became = then.per_size(was) or 0, now.per_size(became) or 0
        return Row((words, was, became, became - was))

    rows = (
        line(_("Worth"), then.value, now.value),
        line(_("Money spent"), then.cost.cash, now.cost.cash),
        line(_("All costs"), then.cost.full, now.cost.full),
        line(_("Left of the money"), then.over_cash, now.over_cash),
        line(_("Left of all"), then.over_full, now.over_full),
    )
    return Table(_("Against the last round"), columns, rows)


def compare_table(same: Results, card: RoundCard) -> Table:
    """The rounds of a trade side by side, for each rai or head where the size is known."""
    chosen = _newest(same)
    per = card.row.size_unit
    columns = (
        Column("round", joined(_("Round"), per_words(per)), Kind.TEXT, 4),
        Column("yield", _("Harvest"), Kind.QUANTITY, 2, card.row.output_unit),
        Column("price", _("Price"), Kind.UNIT_COST, 2),
        Column("cash", _("Money spent"), *_MONEY),
        Column("full", _("All costs"), *_MONEY),
        Column("over_cash", _("Left of the money"), *_MONEY),
        Column("over_full", _("Left of all"), *_MONEY),
    )
    rows = tuple(_compared(row, result) for row, result in chosen)
    return Table(_("Rounds side by side"), columns, rows if len(rows) > 1 else ())


def _compared(row: RoundRow, result: RoundResult) -> Row:
    def each(figure: int) -> int:
        part = result.per_size(figure)
        return figure if part is None else part

    return Row(
        (
            row.name if row.finished_on else joined(row.name, _("still going on")),
            money.round_to(each(result.quantity_milli), 10) or None,
            result.unit_price_e4,
            each(result.cost.cash),
            each(result.cost.full),
            each(result.over_cash),
            each(result.over_full),
        )
    )


def compare_chart(same: Results) -> Chart | None:
    """The rounds of a trade as bars: worth, money spent, all costs; None for fewer than two."""
    chosen = _newest(same)
    if len(chosen) < 2:
        return None
    unit = chosen[-1][0].size_unit
    by_size = all(result.per_size(1_000) is not None for _row, result in chosen)

    def bars(figures: Sequence[int]) -> tuple[int, ...]:
        pairs = zip(figures, chosen, strict=True)
        return tuple(
            (result.per_size(figure) or 0) if by_size else figure for figure, (_row, result) in pairs
        )

    (before, was), (now, became) = chosen[-2], chosen[-1]
    more = became.over_cash - was.over_cash
    words = (
        _("“{now}” left {amount} baht more than “{before}”.")
        if more >= 0
        else _("“{now}” left {amount} baht less than “{before}”.")
    )
    return Chart(
        joined(_("Rounds side by side"), per_words(unit) if by_size else ""),
        ChartKind.BAR,
        tuple(row.name for row, _result in chosen),
        (
            Series(_("Worth"), bars([result.value for _row, result in chosen])),
            Series(_("Money spent"), bars([result.cost.cash for _row, result in chosen])),
            Series(_("All costs"), bars([result.cost.full for _row, result in chosen])),
        ),
        sentence=words.format(now=now.name, before=before.name, amount=baht(more)),
    )
