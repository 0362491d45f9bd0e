"""What a row of a statement is made of: its documents and lines, which come to the row's own figure."""

import datetime as dt
from collections import defaultdict

from app.i18n import N_, _, ngettext
from app.queries.balances import money_balances
from app.queries.cash_flow import Flow
from app.queries.catalogue import projects, sections
from app.queries.channels import channel_names
from app.queries.cost_flow import imputed_by_day
from app.queries.market_sales import OFFICE
from app.queries.row_lines import FlowLine, ResultLine, batch_sale_lines, flow_lines, result_lines
from app.queries.statements import year_back
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports import cash_flow, profit_by
from reports.common import ReportArgumentError, Span, document_link, in_language, issuer, row_link, total_row
from reports.model import Block, Cell, Column, Kind, Link, Report, Role, Row, Table
from reports.stock_card import document_name

NAME = "row-lines"
TITLE = N_("What a figure is made of")
ONE_DAY = dt.timedelta(days=1)
KEYS = ("income", "cost", "expenses", "other", "profit")
MANY = 1_500
"""More lines than these are shown by day, and each day opens its own."""
_ENDS = {cash_flow.BEGIN: N_("Money at the beginning"), cash_flow.END: N_("Money at the end")}


def build(row: str, span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The lines behind a row, named by its report, a colon and its code; raises ReportArgumentError."""
    report, _colon, code = row.partition(":")
    notes: tuple[str, ...] = ()
    if report == cash_flow.NAME:
        blocks = _cash(code, span)
    elif report == profit_by.BATCH:
        blocks = _batch(code, span)
    elif report in profit_by.TITLES:
        blocks, notes = _result(report, code, span)
    else:
        raise _unknown()
    head = issuer()
    return Report(
        NAME,
        _(TITLE),
        head,
        blocks,
        subtitle=row_label(row),
        period=span.text,
        notes=notes,
        printed=printed,
        book=head.name,
        landscape=report != cash_flow.NAME,
    )


def row_label(row: str) -> str:
    """What a row is called: its statement and its own words."""
    report, _colon, code = row.partition(":")
    return plain_label(row, dict(_marks(report)).get(code, ""))


def plain_label(row: str, name: str = "") -> str:
    """What a row is called as far as its code and ``name`` tell; raises ReportArgumentError for no row."""
    report, _colon, code = row.partition(":")
    if report == cash_flow.NAME:
        flow = next((each for each in Flow if each.value == code), None)
        name = cash_flow.FLOW_NAMES[flow] if flow else _ENDS.get(code, "")
        if not name:
            raise _unknown()
        return f"{_(cash_flow.TITLE)} · {_(name)}"
    if report not in profit_by.TITLES or (report == profit_by.BATCH and not code):
        raise _unknown()
    title = _(profit_by.TITLES[report])
    if report == profit_by.DAY:
        return f"{title} · {format_date(_day(code), 'medium') if code else _(profit_by.OTHER_DAYS)}"
    if report == profit_by.BATCH:
        return f"{title} · {code.replace(':', ' · ', 1)}"
    return f"{title} · {profit_by.part_label(report, code, name)}"


def rows_to_choose() -> tuple[tuple[str, str], ...]:
    """The rows that can be asked for at any time, with what they are called."""
    of_cash = [f"{cash_flow.NAME}:{code}" for code in (*(flow.value for flow in Flow), *_ENDS)]
    found = [(row, plain_label(row)) for row in of_cash]
    for report in (profit_by.SECTION, profit_by.PROJECT, profit_by.CHANNEL):
        rows = ((f"{report}:{code}", name) for code, name in (*_marks(report), ("", "")))
        found += [(row, plain_label(row, name)) for row, name in rows]
    found.append((f"{profit_by.DAY}:", plain_label(f"{profit_by.DAY}:")))
    return tuple(found)


def _marks(report: str) -> list[tuple[str, str]]:
    """The marks by which a statement tells the profit apart: code and name of each."""
    if report == profit_by.SECTION:
        return [(each.code, each.name) for each in sections(active_only=False)]
    if report == profit_by.PROJECT:
        return [(each.code, each.name) for each in projects(active_only=False)]
    return [*channel_names().items(), (OFFICE, "")] if report == profit_by.CHANNEL else []


# ---- cash flow


def _cash(code: str, span: Span) -> tuple[Block, ...]:
    before = Span(*year_back(span.first, span.last))
    if code in _ENDS:
        return tuple(_money(code, each) for each in (span, before))
    try:
        flow = Flow(code)
    except ValueError:
        raise _unknown() from None
    now, old = (_flow(flow, each) for each in (span, before))
    return (now, old) if old.rows else (now,)


def _money(code: str, span: Span) -> Table:
    """The places of money at one end of a time."""
    day = span.first - ONE_DAY if code == cash_flow.BEGIN else span.last
    columns = (
        Column("place", _("Place of money"), Kind.TEXT, 8),
        Column("amount", _("Balance"), Kind.MONEY, 3),
    )
    places = [each for each in money_balances(day) if each.balance]
    rows = [
        Row(
            (f"{each.code} {in_language(each.name, each.name_en)}", each.balance),
            opens=Link("account", each.code),
        )
        for each in places
    ]
    total = sum(each.balance for each in places)
    rows.append(total_row(_("Total"), columns, {"amount": total}))
    return Table(format_date(day, "long"), columns, tuple(rows), sums=("amount",))


def _flow(flow: Flow, span: Span) -> Table:
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 9),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    lines = flow_lines(flow, span.first, span.last)
    if len(lines) > MANY and span.first < span.last:
        rows = _by_day([(line.day, (line.amount,)) for line in lines], f"{cash_flow.NAME}:{flow.value}")
    else:
        rows = [
            Row((line.day, line.number, _about(line), line.amount), opens=document_link(line.number))
            for line in lines
        ]
    if rows:
        rows.append(_total({"amount": sum(line.amount for line in lines)}, columns))
    empty = _("No money moved for this.")
    return Table(span.text, columns, tuple(rows), empty=empty, sums=("amount",))


# ---- profit


def _result(report: str, code: str, span: Span) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    if report == profit_by.DAY and code:
        span = Span(_day(code), _day(code))
    lines = result_lines(report.removeprefix("profit-by-"), code, span.first, span.last)
    whole = [(line, dict(zip(KEYS, _amounts(line), strict=True))) for line in lines]
    # A column that no line fills only takes the room of the others.
    shown = [key for key in KEYS if key == "profit" or any(each[key] for _line, each in whole)]
    amounts = [(line, tuple(each[key] for key in shown)) for line, each in whole]
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 7),
        *(column for column in profit_by.result_columns() if column.key in shown),
    )
    if len(lines) > MANY and span.first < span.last:
        rows = _by_day([(line.day, each) for line, each in amounts], f"{report}:{code}")
    else:
        rows = [
            Row(
                (line.day, line.number, _of_account(line), *(amount or None for amount in each)),
                opens=document_link(line.number),
            )
            for line, each in amounts
        ]
    sums = tuple(sum(each[at] for _line, each in amounts) for at in range(len(shown)))
    if rows:
        rows.append(_total(dict(zip(shown, sums, strict=True)), columns))
    table = Table("", columns, tuple(rows), empty=_("Nothing was posted in this time."), sums=tuple(shown))
    free = imputed_by_day(span.first, span.last).get(code, 0) if report == profit_by.DAY and code else 0
    if not free:
        return (table,), ()
    note = _("Free labour and things given, in what was sold: {amount}; at full cost {profit} is left.")
    return (table,), (note.format(amount=format_amount(free), profit=format_amount(sums[-1] - free)),)


def _amounts(line: ResultLine) -> tuple[int, ...]:
    profit = line.income - line.cost - line.expenses + line.other
    return line.income, line.cost, line.expenses, line.other, profit


def _batch(code: str, span: Span) -> tuple[Block, ...]:
    number, _colon, product = code.partition(":")
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("quantity", _("Sold"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("amount", _("Sales"), Kind.MONEY, 3),
        Column("cost", _("Book cost"), Kind.MONEY, 3),
        Column("profit", _("Gross profit"), Kind.MONEY, 3),
        Column("full", _("At full cost"), Kind.MONEY, 3),
    )
    lines = batch_sale_lines(number, product, span.first, span.last)
    keys = ("quantity", "amount", "cost", "profit", "full")
    sums = dict.fromkeys(keys, 0)
    rows = []
    for line in lines:
        money = (line.amount, line.value, line.amount - line.value, line.amount - line.full_value)
        for key, amount in zip(keys, (line.quantity, *money), strict=True):
            sums[key] += amount
        what = " · ".join(part for part in (document_name(line.kind), line.person) if part)
        cells: tuple[Cell, ...] = (line.day, line.number, what, line.quantity, line.unit, *money)
        rows.append(Row(cells, opens=document_link(line.number)))
    if rows:
        rows.append(_total(sums, columns))
    empty = _("Nothing of a batch was sold in this time.")
    made = Row(
        (None, number, _("Made in batch {number}").format(number=number), *[None] * 6),
        Role.SUBTOTAL,
        opens=document_link(number),
    )
    return (Table("", columns, (made, *rows) if rows else (), empty=empty, sums=keys),)


# ---- what they share


def _by_day(lines: list[tuple[dt.date, tuple[int, ...]]], row: str) -> list[Row]:
    """Days in place of many lines; each opens the lines of its day."""
    days: defaultdict[dt.date, list[tuple[int, ...]]] = defaultdict(list)
    for day, amounts in lines:
        days[day].append(amounts)
    report, _colon, code = row.partition(":")
    rows = []
    for day, each in days.items():
        sums = (sum(amounts) for amounts in zip(*each, strict=True))
        said = ngettext("{count} line", "{count} lines", len(each)).format(count=len(each))
        rows.append(Row((day, "", said, *sums), opens=row_link(report, code, Span(day, day))))
    return rows


def _total(values: dict[str, int], columns: tuple[Column, ...]) -> Row:
    cells: list[Cell] = [values.get(column.key) for column in columns]
    cells[2] = _("Total")
    return Row(tuple(cells), Role.TOTAL, key="total")


def _about(line: FlowLine | ResultLine) -> str:
    return " · ".join(part for part in (line.person, line.about) if part) or document_name(line.kind)


def _of_account(line: ResultLine) -> str:
    name = in_language(line.name, line.name_en)
    return " · ".join(part for part in (f"{line.code} {name}", line.person, line.about) if part)


def _day(code: str) -> dt.date:
    try:
        return dt.date.fromisoformat(code)
    except ValueError:
        raise _unknown() from None


def _unknown() -> ReportArgumentError:
    return ReportArgumentError(name=NAME, needs=_("a row of a statement"))
