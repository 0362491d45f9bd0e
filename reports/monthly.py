"""The month on paper: sales by product and day, income and expense, profit, stock and cash at its end."""

import datetime as dt

from app.domain.cost_lines import CostKind
from app.domain.cost_words import KIND_NAMES
from app.domain.money import ratio_bp
from app.i18n import N_, _, ngettext
from app.queries.balances import money_balances
from app.queries.plan import planned_month
from app.queries.profit import CostShare, IncomeStatement, cost_make_up, income_statement
from app.queries.sales import DaySales, receipts_by_day, sales_by_day, sales_by_product
from app.queries.stock import StockRow, stock_at_month_end
from app.thai.dates import format_date, format_month
from app.thai.digits import format_amount, format_percent
from reports.common import Span, in_language, issuer, month_span, product_link, total_row
from reports.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Kind,
    Link,
    Paragraph,
    Report,
    Role,
    Row,
    Series,
    Signatures,
    Table,
)
from reports.sales_by_product import best_chart, product_table
from reports.statement import statement_table

NAME = "monthly"

STOCK_KIND_NAMES: dict[str, str] = {
    "product": N_("Finished goods"),
    "material": N_("Materials"),
    "packaging": N_("Packaging"),
}


def build(month: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """The report of the month that ``month`` lies in, compared with the month before."""
    span = month_span(month)
    before = span.before
    now_statement = income_statement(span.first, span.last)
    old_statement = income_statement(before.first, before.last)
    plan = planned_month(span.first)
    products = sales_by_product(span.first, span.last)
    days = sales_by_day(span.first, span.last)
    head = issuer()
    ranking = best_chart(products)
    blocks: list[Block] = [
        _figures(now_statement, old_statement),
        _summary(span, now_statement, old_statement, days),
    ]
    if days:
        blocks.append(day_chart(span, days))
    if ranking is not None:
        blocks.append(ranking)
    blocks.append(
        statement_table(
            now_statement,
            old_statement,
            format_month(span.first),
            format_month(before.first),
            plan,
        )
    )
    blocks.append(product_table(products))
    blocks.append(_day_table(span, days))
    make_up = make_up_chart(cost_make_up(span.first, span.last))
    if make_up is not None:
        blocks.append(make_up)
    blocks.append(_stock_table(stock_at_month_end(span.first)))
    blocks.append(_cash_table(span))
    blocks.append(Signatures((_("Prepared by"), _("Checked by"), _("Chair"))))
    notes = [
        _(
            "Book profit counts what was paid or will be paid. "
            "Profit at full cost also takes off free labour and things given."
        )
    ]
    if plan is not None:
        notes.append(_("The plan of the year is shared evenly over its months."))
    return Report(
        NAME,
        _("Monthly report"),
        head,
        tuple(blocks),
        period=span.text,
        notes=tuple(notes),
        printed=printed,
        book=head.name,
    )


def _figures(now: IncomeStatement, old: IncomeStatement) -> Figures:
    return Figures(
        (
            Figure(_("Sales"), now.total_income, Kind.MONEY, old.total_income),
            Figure(_("Cost of what was sold"), now.total_cost_of_sales, Kind.MONEY, old.total_cost_of_sales),
            Figure(_("Book profit"), now.profit, Kind.MONEY, old.profit),
            Figure(_("Profit at full cost"), now.full_profit, Kind.MONEY, old.full_profit),
        )
    )


def _summary(span: Span, now: IncomeStatement, old: IncomeStatement, days: tuple[DaySales, ...]) -> Paragraph:
    """The month in plain sentences, computed."""
    month = format_month(span.first, long=True)
    sold_days = sum(1 for day in days if day.amount)
    if not now.total_income:
        return Paragraph(_("Nothing was sold in {month}.").format(month=month))
    sentences = [
        ngettext(
            "In {month} the group sold for {amount} baht on {days} day.",
            "In {month} the group sold for {amount} baht on {days} days.",
            sold_days,
        ).format(month=month, amount=format_amount(now.total_income), days=sold_days)
    ]
    if old.total_income > 0:
        change = ratio_bp(now.total_income - old.total_income, old.total_income)
        if change >= 0:
            sentences.append(
                _("That is {percent} % more than the month before.").format(percent=format_percent(change))
            )
        else:
            sentences.append(
                _("That is {percent} % less than the month before.").format(percent=format_percent(-change))
            )
    if now.profit >= 0:
        sentences.append(
            _("After all expenses {amount} baht of profit are left in the books.").format(
                amount=format_amount(now.profit)
            )
        )
    else:
        sentences.append(
            _("Expenses were {amount} baht more than what sales left over.").format(
                amount=format_amount(-now.profit)
            )
        )
    if now.imputed > 0:
        sentences.append(
            _("Members gave labour and things worth {amount} baht that nobody was paid for.").format(
                amount=format_amount(now.imputed)
            )
        )
    return Paragraph(" ".join(sentences))


def day_chart(span: Span, days: tuple[DaySales, ...]) -> Chart:
    """Sales of every day of a span, empty days included."""
    amounts = {day.day: day.amount for day in days}
    count = (span.last - span.first).days + 1
    dates = [span.first + dt.timedelta(days=offset) for offset in range(count)]
    best = max(days, key=lambda day: day.amount)
    return Chart(
        _("Sales by day"),
        ChartKind.BAR,
        tuple(str(date.day) for date in dates),
        (Series(_("Sales"), tuple(amounts.get(date, 0) for date in dates)),),
        sentence=_("The best day was {day} with {amount} baht.").format(
            day=format_date(best.day, "medium"), amount=format_amount(best.amount)
        ),
    )


def make_up_chart(shares: tuple[CostShare, ...]) -> Chart | None:
    """What production cost was made of, at full cost; None where nothing was made."""
    parts = [share for share in shares if share.full_value > 0]
    if not parts:
        return None
    return Chart(
        _("What production cost was made of"),
        ChartKind.SHARE,
        tuple(_(KIND_NAMES[CostKind(share.kind)]) for share in parts),
        (Series(_("Full cost"), tuple(share.full_value for share in parts)),),
        sentence=_("The largest part was {kind}.").format(kind=_(KIND_NAMES[CostKind(parts[0].kind)])),
    )


def _day_table(span: Span, days: tuple[DaySales, ...]) -> Table:
    counts = {day: count for day, count, _total in receipts_by_day(span.first, span.last)}
    columns = (
        Column("day", _("Day"), Kind.DATE, 3),
        Column("receipts", _("Receipts"), Kind.COUNT, 2),
        Column("amount", _("Sales"), Kind.MONEY, 3),
        Column("cost", _("Book cost"), Kind.MONEY, 3),
        Column("profit", _("Gross profit"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (day.day, counts.get(day.day, 0), day.amount, day.value, day.amount - day.value),
            opens=Link("day", day.day.isoformat()),
        )
        for day in days
    ]
    if rows:
        amount = sum(day.amount for day in days)
        cost = sum(day.value for day in days)
        sums = {"receipts": sum(counts.values()), "amount": amount, "cost": cost, "profit": amount - cost}
        rows.append(total_row(_("Total"), columns, sums))
    return Table(
        _("Sales by day"),
        columns,
        tuple(rows),
        empty=_("Nothing was sold in this time."),
        sums=("receipts", "amount", "cost", "profit"),
    )


def _stock_table(stock: tuple[StockRow, ...]) -> Table:
    columns = (
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("value", _("Book value"), Kind.MONEY, 3),
        Column("full", _("At full cost"), Kind.MONEY, 3),
    )
    rows: list[Row] = []
    for kind, name in STOCK_KIND_NAMES.items():
        group = [row for row in stock if row.kind == kind]
        if not group:
            continue
        rows.append(Row((_(name), None, None, None, None), Role.HEADING))
        rows.extend(
            Row(
                (row.name, row.quantity, row.unit, row.value, row.full_value),
                opens=product_link(row.code),
                indent=1,
            )
            for row in group
        )
        value, full = sum(row.value for row in group), sum(row.full_value for row in group)
        rows.append(Row((_("Together: {kind}").format(kind=_(name)), None, None, value, full), Role.SUBTOTAL))
    if rows:
        sums = {"value": sum(row.value for row in stock), "full": sum(row.full_value for row in stock)}
        rows.append(total_row(_("Total"), columns, sums))
    return Table(
        _("Stock at the end of the month"),
        columns,
        tuple(rows),
        empty=_("There is nothing in stock."),
        sums=("value", "full"),
    )


def _cash_table(span: Span) -> Table:
    before = {account.code: account.balance for account in money_balances(span.first - dt.timedelta(days=1))}
    columns = (
        Column("account", _("Where the money is"), Kind.TEXT, 5),
        Column("before", _("Brought forward"), Kind.MONEY, 3),
        Column("change", _("Difference"), Kind.MONEY, 3),
        Column("after", _("Carried forward"), Kind.MONEY, 3),
    )
    accounts = money_balances(span.last)
    rows = [
        Row(
            (
                in_language(account.name, account.name_en),
                before.get(account.code, 0),
                account.balance - before.get(account.code, 0),
                account.balance,
            ),
            opens=Link("account", account.code),
        )
        for account in accounts
        if account.balance or before.get(account.code, 0)
    ]
    if rows:
        old, new = sum(before.values()), sum(account.balance for account in accounts)
        rows.append(total_row(_("Total"), columns, {"before": old, "change": new - old, "after": new}))
    return Table(
        _("Cash and bank"),
        columns,
        tuple(rows),
        empty=_("No money has moved yet."),
        sums=("before", "change", "after"),
    )
