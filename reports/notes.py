"""The notes to the statements: how things are counted, in plain words, and what stands behind the sums."""

import datetime as dt

from app.domain.ledger import AccountRole
from app.domain.loan import LoanSide
from app.domain.open_items import ageing
from app.i18n import N_, _
from app.queries.assets import register
from app.queries.balances import balances
from app.queries.fiscal_years import year_start
from app.queries.loans import loan_rows, within_a_year_of
from app.queries.open_items import open_items
from app.queries.profit import cost_make_up, income_statement
from app.queries.statements import balance_sheet
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import Span, in_language, issuer, total_row
from reports.equity_parts import fund_table, share_table
from reports.model import Block, Column, Kind, Link, Paragraph, Report, Row, Table

NAME = "notes"
TITLE = N_("Notes to the statements")
OWED_TO_US = (AccountRole.RECEIVABLE, AccountRole.MEMBER_RECEIVABLE)
STOCK = (
    AccountRole.STOCK_MATERIAL,
    AccountRole.STOCK_PACKAGING,
    AccountRole.STOCK_PRODUCT,
    AccountRole.WIP,
    AccountRole.STOCK_ALLOWANCE,
    AccountRole.SUPPLIES,
    AccountRole.ANIMALS,
)


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The notes to the statements of a year."""
    head = issuer()
    blocks: tuple[Block, ...] = (
        *_policies(span),
        _receivables(span.last),
        _stock(span.last),
        _assets(span),
        _liabilities(span.last),
        share_table(span, _("10. Shares")),
        fund_table(span, _("11. Funds")),
        Paragraph(
            _("This book knows of no guarantees, lawsuits or other debts that may arise."),
            _("12. What may still come"),
        ),
    )
    return Report(NAME, _(TITLE), head, blocks, period=span.text, printed=printed, book=head.name)


def _policies(span: Span) -> tuple[Paragraph, ...]:
    given = sum(each.full_value - each.value for each in cost_make_up(span.first, span.last))
    sold = income_statement(span.first, span.last).imputed
    return (
        Paragraph(
            _(
                "The statements are made from what was posted in this book, on the day it happened. "
                "Amounts are in baht."
            ),
            _("1. How the book is kept"),
        ),
        Paragraph(
            _(
                "Goods are valued by moving average at what was paid or will be paid for them. At the end of "
                "the year they stand at cost or at the selling price less the cost of selling, "
                "whichever is lower."
            ),
            _("2. Stock"),
        ),
        Paragraph(
            _(
                "Assets lose their value in equal parts over their useful life, month by month. "
                "Things lent by an agency are listed in the register and have no value here."
            ),
            _("3. Assets and depreciation"),
        ),
        Paragraph(
            _(
                "Labour and things that members give without pay are not posted, neither in stock nor as "
                "income. In this time {given} baht of them went into what was made, and {sold} baht were in "
                "what was sold."
            ).format(given=format_amount(given), sold=format_amount(sold)),
            _("4. Unpaid labour"),
        ),
        Paragraph(
            _(
                "Members' shares are equity. An asset that outsiders gave is entered at its fair value; "
                "as income it counts little by little, together with its depreciation."
            ),
            _("5. Shares and donated assets"),
        ),
    )


def _receivables(day: dt.date) -> Table:
    columns = (
        Column("account", _("Account"), Kind.TEXT, 4),
        Column("not_due", _("Not due yet"), Kind.MONEY, 2),
        Column("to_30", _("1–30 days"), Kind.MONEY, 2),
        Column("to_60", _("31–60 days"), Kind.MONEY, 2),
        Column("to_90", _("61–90 days"), Kind.MONEY, 2),
        Column("over_90", _("Over 90 days"), Kind.MONEY, 2),
        Column("total", _("Total"), Kind.MONEY, 2),
    )
    names = {row.role: row for row in balances(day) if row.role}
    rows = []
    sums = dict.fromkeys((column.key for column in columns[1:]), 0)
    for role in OWED_TO_US:
        account = names.get(role)
        if account is None or not account.balance:
            continue
        old = ageing(open_items(role, as_of=day), day)
        amounts = (*old.parts, old.total)
        for key, amount in zip(sums, amounts, strict=True):
            sums[key] += amount
        rows.append(
            Row((in_language(account.name, account.name_en), *amounts), opens=Link("account", account.code))
        )
    if rows:
        rows.append(total_row(_("Total"), columns, sums))
    return Table(
        _("6. Who owes, by age"), columns, tuple(rows), empty=_("Nobody owes the group."), sums=tuple(sums)
    )


def _stock(day: dt.date) -> Table:
    columns = (Column("kind", _("Kind"), Kind.TEXT, 6), Column("value", _("Book value"), Kind.MONEY, 3))
    found = [row for row in balances(day) if row.role in STOCK and row.balance]
    rows = [
        Row((in_language(row.name, row.name_en), row.balance), opens=Link("account", row.code))
        for row in found
    ]
    if rows:
        rows.append(total_row(_("Total"), columns, {"value": sum(row.balance for row in found)}))
    return Table(
        _("7. Stock by kind"), columns, tuple(rows), empty=_("There is nothing in stock."), sums=("value",)
    )


def _assets(span: Span) -> Table:
    start = span.first - dt.timedelta(days=1)
    columns = (
        Column("item", _("Item"), Kind.TEXT, 5),
        Column("before", format_date(start, "medium"), Kind.MONEY, 3),
        Column("change", _("Difference"), Kind.MONEY, 3),
        Column("after", format_date(span.last, "medium"), Kind.MONEY, 3),
    )
    old = {row.uid: row for row in register(start, year_start(start))}
    rows = []
    sums = {"before": 0, "change": 0, "after": 0}
    for row in register(span.last, year_start(span.last)):
        before = old.get(row.uid)
        was = before.cost - before.depreciation if before else 0
        now = row.cost - row.depreciation
        if not (was or now or row.cost):
            continue
        for key, amount in zip(sums, (was, now - was, now), strict=True):
            sums[key] += amount
        rows.append(Row((f"{row.code} {row.name}", was, now - was, now), opens=Link("asset-card", row.code)))
    if rows:
        rows.append(total_row(_("Total"), columns, sums))
    return Table(
        _("8. Assets less depreciation"),
        columns,
        tuple(rows),
        empty=_("There are no assets in the register."),
        sums=tuple(sums),
    )


def _liabilities(day: dt.date) -> Table:
    sheet = balance_sheet(day)
    columns = (Column("account", _("Account"), Kind.TEXT, 6), Column("amount", _("Amount"), Kind.MONEY, 3))
    lines = [
        line
        for group in ("current_liabilities", "long_term_liabilities")
        for line in sheet.groups.get(group, ())
    ]
    rows = [
        Row((in_language(line.name, line.name_en), line.amount), opens=Link("account", line.code))
        for line in lines
    ]
    if rows:
        rows.append(total_row(_("Total"), columns, {"amount": sheet.liabilities}))
    return Table(
        _("9. What is owed"),
        columns,
        tuple(rows),
        note=_within_a_year(day),
        empty=_("The group owes nothing."),
        sums=("amount",),
    )


def _within_a_year(day: dt.date) -> str:
    """What of the loans falls due soon, and what was lent, in words; nothing where there are no loans."""
    rows = [row for row in loan_rows(day) if row.state.principal]
    sentences = (
        (LoanSide.TAKEN, _("Of the loans {amount} baht fall due within a year.")),
        (LoanSide.GIVEN, _("Of what the group lent, {amount} baht fall due within a year.")),
    )
    return " ".join(
        words.format(amount=format_amount(within_a_year_of(rows, side)))
        for side, words in sentences
        if any(row.loan.side is side for row in rows)
    )
