"""What a round of a trade came to: the official table of costs, results, break-even, plan, earlier rounds."""

import datetime as dt
from collections.abc import Sequence

from app.domain import money
from app.domain.household.rounds_result import RoundResult, TableRow, by_kind, by_step
from app.domain.household.rounds_words import (
    KIND_WORDS,
    PURPOSE_WORDS,
    SETTLEMENT_WORDS,
    CostKind,
    Purpose,
    Settlement,
)
from app.domain.household.trades_size import SizeUnit
from app.i18n import _
from app.queries.household.trades import EnteredRow, RoundCard, RoundRow, results, round_card, rounds
from app.thai.dates import format_date
from app.thai.digits import format_percent, format_quantity
from reports.common import ReportArgumentError, issuer, joined
from reports.household.round_compare import compare_chart, compare_table, last_table
from reports.household.trade_words import baht, per_words, sentence, size_words, step_words
from reports.model import (
    Block,
    Cell,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Table,
)

NAME = "round-result"


def find_round(asked: str) -> RoundRow | None:
    """The round that is asked for: by its uid as hex, its name, or trade and name."""
    every = rounds()
    wanted = asked.strip().casefold()
    for row in every:
        if wanted in (row.uid.hex(), row.name.casefold(), f"{row.trade} {row.name}".casefold()):
            return row
    return None


def build(asked: str, *, printed: dt.datetime | None = None) -> Report:
    """The whole paper of a round; raises ReportArgumentError."""
    row = find_round(asked)
    card = None if row is None else round_card(row.uid)
    if card is None:
        raise ReportArgumentError(name=NAME, needs=_("the name of a round"))
    same = results(card.row.data.trade_uid)
    chart = compare_chart(same)
    blocks: list[Block] = [
        Paragraph(sentence(card.row, card.result)),
        figures(card),
        cost_table(card),
        step_table(card),
        harvest_table(card),
        result_table(card),
        unit_table(card),
        plan_table(card),
        compare_table(same, card),
        *([chart] if chart else []),
    ]
    return _report(card, tuple(block for block in blocks if not _is_bare(block)), printed=printed)


def sheet(card: RoundCard) -> Report:
    """A round as it stands beside the list on the screen: result first, then how it came about."""
    same = results(card.row.data.trade_uid)
    chart = compare_chart(same)
    blocks: list[Block] = [
        result_table(card),
        step_table(card),
        harvest_table(card),
        plan_table(card),
        last_table(card),
        cost_table(card),
        unit_table(card),
        *([chart] if chart else []),
    ]
    return _report(card, tuple(block for block in blocks if not _is_bare(block)))


def _is_bare(block: Block) -> bool:
    return isinstance(block, Table) and not block.rows


def _report(card: RoundCard, blocks: tuple[Block, ...], *, printed: dt.datetime | None = None) -> Report:
    row, head = card.row, issuer()
    last = row.finished_on or row.data.last_day
    days = format_date(row.data.first_day, "medium")
    state = "" if row.finished_on else _("still going on")
    return Report(
        NAME,
        _("Round result"),
        head,
        blocks,
        subtitle=joined(row.trade, row.name, size_words(row.data.size_milli, row.size_unit)),
        period=joined(f"{days} – {format_date(last, 'medium')}" if last else days, state),
        notes=(
            _("In money: paid or still to be paid. Not in money: own work, land, tools, seed and material."),
        ),
        printed=printed,
        book=head.name,
        large=True,
    )


def figures(card: RoundCard) -> Figures:
    """The four figures that people ask for first, beside those of the round before."""
    now, then = card.result, card.before[1] if card.before is not None else None
    each = now.per_size(now.over_cash)
    note = "" if each is None else f"{'' if each >= 0 else '−'}{baht(each)} {per_words(card.row.size_unit)}"
    return Figures(
        (
            Figure(_("Worth"), now.value, before=None if then is None else then.value),
            Figure(_("Money spent"), now.cost.cash, before=None if then is None else then.cost.cash),
            Figure(
                _("Left of the money"),
                now.over_cash,
                before=None if then is None else then.over_cash,
                note=note,
            ),
            Figure(
                _("Left when all is counted"), now.over_full, before=None if then is None else then.over_full
            ),
        )
    )


_MONEY = (Kind.MONEY, 3)


def _money_columns(first: str) -> tuple[Column, ...]:
    return (
        Column("item", first, Kind.TEXT, 5),
        Column("cash", _("In money"), *_MONEY),
        Column("own", _("Not in money"), *_MONEY),
        Column("total", _("Together"), *_MONEY),
    )


def _sums(rows: Sequence[TableRow]) -> tuple[int, int, int]:
    return sum(row.cash for row in rows), sum(row.own for row in rows), sum(row.total for row in rows)


def cost_table(card: RoundCard) -> Table:
    """The official table: variable and fixed costs by kind, in money, not in money, together."""
    rows: list[Row] = []
    both: list[TableRow] = []
    for words, fixed in ((_("1. Variable costs"), False), (_("2. Fixed costs"), True)):
        found = by_kind(card.result.facts.costs, fixed=fixed)
        if not found:
            continue
        rows.append(Row((words, None, None, None), Role.HEADING))
        rows += [Row(_cells(_(KIND_WORDS[CostKind(each.key)]), each), indent=1) for each in found]
        subtotal = _("Variable costs together") if not fixed else _("Fixed costs together")
        rows.append(Row((subtotal, *_sums(found)), Role.SUBTOTAL))
        both += found
    if rows:
        cash, own, total = _sums(both)
        rows.append(Row((_("All costs"), cash, own, total), Role.TOTAL))
        per = card.result.per_size
        if per(total) is not None:
            words = per_words(card.row.size_unit)
            rows.append(Row((words, per(cash), per(own), per(total)), Role.SUBTOTAL))
    return Table(
        _("Costs of the round"), _money_columns(_("What for")), tuple(rows), note=_shares(both, card)
    )


def _shares(rows: Sequence[TableRow], card: RoundCard) -> str:
    """Both ways to divide the costs in percent, each rounded by itself as the published tables do."""
    cash, own, total = _sums(rows)
    if total <= 0:
        return ""
    fixed = sum(row.total for row in by_kind(card.result.facts.costs, fixed=True))
    parts = [format_percent(money.ratio_bp(part, total)) for part in (cash, own, total - fixed, fixed)]
    return _("In money {cash} %, not in money {own} % · variable {variable} %, fixed {fixed} %").format(
        cash=parts[0], own=parts[1], variable=parts[2], fixed=parts[3]
    )


def _cells(words: str, row: TableRow) -> tuple[Cell, ...]:
    return words, row.cash or None, row.own or None, row.total


def step_table(card: RoundCard) -> Table:
    """Costs by the steps of the work."""
    found = by_step(card.result.facts.costs, card.steps)
    rows = [Row(_cells(step_words(each.key), each)) for each in found]
    if rows:
        rows.append(Row((_("Together"), *_sums(found)), Role.TOTAL))
    return Table(_("Costs by step"), _money_columns(_("Step")), tuple(rows))


def harvest_table(card: RoundCard) -> Table:
    """Where the harvest went, with its value; by-products in a line of their own."""
    unit = card.row.output_unit
    columns = (
        Column("where", _("Where it went"), Kind.TEXT, 5),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 3, unit),
        Column("price", _("Price"), Kind.UNIT_COST, 3),
        Column("value", _("Value"), *_MONEY),
    )
    rows: list[Row] = []
    outputs = card.result.facts.outputs
    for purpose in Purpose:
        main = [each for each in outputs if each.purpose is purpose and not each.is_by_product]
        quantity, amount = sum(x.quantity_milli for x in main), sum(x.amount for x in main)
        if not quantity and not amount:
            continue
        valued = purpose.has_value
        price = money.unit_cost_e4(amount, quantity) if valued and quantity else None
        rows.append(Row((_(PURPOSE_WORDS[purpose]), quantity, price, amount if valued else None)))
    beside = sum(x.amount for x in outputs if x.is_by_product and x.purpose.has_value)
    if beside:
        rows.append(Row((_("By-products"), None, None, beside)))
    if rows:
        result = card.result
        quantity = result.quantity_milli + result.spoiled_milli
        rows.append(Row((_("Together"), quantity, result.unit_price_e4, result.value), Role.TOTAL))
    return Table(joined(_("Harvest"), card.row.output), columns, tuple(rows))


def result_table(card: RoundCard) -> Table:
    """Value less costs, for the round and for each rai or head."""
    result, unit = card.result, card.row.size_unit
    each = result.facts.size_milli > 0 and unit is not SizeUnit.NONE
    columns = [
        Column("item", _("How it came out"), Kind.TEXT, 5),
        Column("all", _("The whole round"), *_MONEY),
    ]
    if each:
        columns.append(Column("each", per_words(unit), *_MONEY))
    lines: list[tuple[str, int, Role]] = [
        (_("Value of the harvest"), result.value, Role.LINE),
        (_("Money spent"), result.cost.cash, Role.LINE),
        (_("Left over money spent"), result.over_cash, Role.SUBTOTAL),
        (_("Left over variable costs"), result.over_variable, Role.LINE),
        (_("All costs"), result.cost.full, Role.LINE),
        (_("Left over all costs"), result.over_full, Role.TOTAL),
    ]
    if result.kept.full:
        words = _("Costs that wait with what is not sold yet")
        lines.append((words, result.kept.full, Role.LINE))
    rows = tuple(
        Row((words, figure, result.per_size(figure)) if each else (words, figure), role)
        for words, figure, role in lines
    )
    return Table(_("How it came out"), tuple(columns), rows if result.value or result.total.full else ())


def unit_table(card: RoundCard) -> Table:
    """Yield, cost and return of a unit, break-even by either way of dividing, B/C, an hour of own work."""
    result, unit = card.result, card.row.output_unit or _("unit")
    columns = (
        Column("item", _("For one {unit}").format(unit=unit), Kind.TEXT, 6),
        Column("baht", _("Baht"), Kind.UNIT_COST, 2),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
    )
    if result.unit_price_e4 is None:
        return Table(_("Per unit and break-even"), columns, ())
    rows = [
        Row((_("Harvest {per}").format(per=per_words(card.row.size_unit)), None, _yield(card))),
        Row((_("Price"), result.unit_price_e4, None)),
        Row((_("Money spent on one"), result.unit_cash_e4, None)),
        Row((_("All costs of one"), result.unit_cost_e4, None)),
        Row((_("Left of one after all costs"), result.unit_return_e4, None)),
        Row((_("Contribution of one (not rounded)"), result.contribution_e4, None)),
        Row((_("Contribution of one (rounded to satang)"), _rounded(result.contribution_e4), None)),
    ]
    rows += _break_even_rows(result)
    rows += [
        Row((_("Price that just covers the money spent"), result.break_even_cash_price_e4, None)),
        Row((_("Price that just covers all costs"), result.break_even_price_e4, None)),
        Row((_("Value for each baht of cost (B/C)"), None, result.benefit_cost_hundredths * 10)),
    ]
    if result.hour_e4 is not None:
        rows.append(Row((_("What an hour of own work earned"), result.hour_e4, None)))
    return Table(_("Per unit and break-even"), columns, tuple(rows))


def _rounded(figure: int | None) -> int | None:
    return None if figure is None else money.divide_round(figure, money.E4) * money.E4


def _yield(card: RoundCard) -> int:
    each = card.result.per_size(card.result.quantity_milli)
    return card.result.quantity_milli if each is None else money.round_to(each, 10)


def _break_even_rows(result: RoundResult) -> list[Row]:
    """Both ways to divide, each saying which it is; for each rai where the size is known."""
    exact, rounded = result.break_even, result.break_even_rounded
    if exact is None or rounded is None:
        return [
            Row((_("The price does not cover the variable costs: no harvest is large enough."), None, None))
        ]
    rows = []
    for words, found in (
        (_("Break-even harvest (contribution not rounded)"), exact),
        (_("Break-even harvest (contribution rounded to satang)"), rounded),
    ):
        units = result.per_size(found.units_milli)
        rows.append(Row((words, None, money.round_to(found.units_milli if units is None else units, 10))))
    return rows


def plan_table(card: RoundCard) -> Table:
    """What was planned beside what came; the difference as an amount, never as a reproach."""
    plan, result = card.row.plan, card.result
    columns = (
        Column("item", _("Plan and result"), Kind.TEXT, 4),
        Column("plan", _("Planned"), *_MONEY),
        Column("actual", _("As it came"), *_MONEY),
        Column("difference", _("Difference"), *_MONEY),
    )
    if plan.is_empty:
        return Table(_("Against the plan"), columns, ())
    pairs = (
        (_("Value of the harvest"), plan.value, result.value, plan.value),
        (_("Money spent"), plan.cash_cost, result.total.cash, plan.cash_cost),
        (_("All costs"), plan.full_cost, result.total.full, plan.full_cost),
        (_("Left of the money"), plan.value - plan.cash_cost, result.over_cash, plan.value),
    )
    rows = tuple(
        Row((words, planned, actual, actual - planned))
        for words, planned, actual, is_planned in pairs
        if is_planned
    )
    unit = card.row.output_unit
    note = ""
    if plan.quantity_milli:
        note = _("Planned harvest {planned} {unit}, came {actual} {unit}.").format(
            planned=format_quantity(plan.quantity_milli),
            actual=format_quantity(result.quantity_milli),
            unit=unit,
        )
    return Table(_("Against the plan"), columns, rows, note=note)


def entered_words(row: EnteredRow) -> str:
    """What was entered, in words."""
    if row.what == "close":
        words = _("Round finished")
    elif row.what == "output":
        what = joined(_(PURPOSE_WORDS[Purpose(row.detail)]), row.description)
        words = f"{what} {format_quantity(row.quantity_milli, minus='−')} {row.unit}".strip()
    else:
        own = "" if Settlement(row.detail).is_cash else _(SETTLEMENT_WORDS[Settlement(row.detail)])
        words = joined(_(KIND_WORDS[CostKind(row.kind)]), row.description, own)
    who = joined(words, row.person)
    return who if row.stands else _("{what} (undone)").format(what=who)
