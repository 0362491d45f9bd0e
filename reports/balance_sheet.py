"""The balance sheet: what there is, what is owed and what belongs to the owners, beside last year's end."""

import datetime as dt

from app.i18n import N_, _
from app.queries.profit import StatementLine
from app.queries.statements import BalanceSheet, balance_sheet, balance_sheet_of_last_year
from app.thai.dates import format_date
from reports.common import in_language, issuer
from reports.model import Column, Kind, Link, Report, Role, Row, Signatures, Table

NAME = "balance-sheet"
TITLE = N_("Balance sheet")


def build(day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """The balance sheet at the end of a day."""
    now, before = balance_sheet(day), balance_sheet_of_last_year(day)
    head = issuer()
    columns = (
        Column("item", _("Item"), Kind.TEXT, 6),
        Column("now", format_date(day, "medium"), Kind.MONEY, 3),
        Column("before", format_date(before.day, "medium"), Kind.MONEY, 3),
        Column("change", _("Difference"), Kind.MONEY, 3),
    )
    notes = (
        (_("The figures of the year before were typed in, not posted in this book."),)
        if before.was_typed
        else ()
    )
    return Report(
        NAME,
        _(TITLE),
        head,
        (
            Table(_("Assets"), columns, _assets(now, before)),
            Table(_("Liabilities and equity"), columns, _owed(now, before)),
            Signatures((_("Prepared by"), _("Checked by"), _("Chair"))),
        ),
        period=_("At {day}").format(day=format_date(day, "long")),
        notes=notes,
        printed=printed,
        book=head.name,
    )


def _assets(now: BalanceSheet, before: BalanceSheet) -> tuple[Row, ...]:
    return (
        *_group(_("Current assets"), _("Total current assets"), "current_assets", now, before),
        *_group(_("Fixed assets"), _("Total fixed assets"), "fixed_assets", now, before),
        _row(_("Total assets"), now.assets, before.assets, Role.TOTAL),
    )


def _owed(now: BalanceSheet, before: BalanceSheet) -> tuple[Row, ...]:
    equity = list(_lines("equity", now, before))
    if now.earlier or before.earlier:
        equity.append(_row(_("Profit of years that were not closed"), now.earlier, before.earlier, indent=1))
    equity.append(_row(_("Profit of the year, not closed yet"), now.profit, before.profit, indent=1))
    return (
        *_group(_("Current liabilities"), _("Total current liabilities"), "current_liabilities", now, before),
        *_group(
            _("Long-term liabilities"), _("Total long-term liabilities"), "long_term_liabilities", now, before
        ),
        _row(_("Total liabilities"), now.liabilities, before.liabilities, Role.SUBTOTAL),
        Row((_("Equity of the members"), None, None, None), Role.HEADING),
        *equity,
        _row(_("Total equity"), now.equity, before.equity, Role.SUBTOTAL),
        _row(
            _("Total liabilities and equity"),
            now.liabilities + now.equity,
            before.liabilities + before.equity,
            Role.TOTAL,
        ),
    )


def _group(title: str, total: str, group: str, now: BalanceSheet, before: BalanceSheet) -> tuple[Row, ...]:
    lines = _lines(group, now, before)
    if not lines:
        return ()
    return (
        Row((title, None, None, None), Role.HEADING),
        *lines,
        _row(total, now.total(group), before.total(group), Role.SUBTOTAL),
    )


def _lines(group: str, now: BalanceSheet, before: BalanceSheet) -> tuple[Row, ...]:
    news = {line.code: line for line in now.groups.get(group, ())}
    olds = {line.code: line for line in before.groups.get(group, ())}
    rows = []
    for code, line in sorted({**olds, **news}.items()):
        rows.append(
            _row(
                in_language(line.name, line.name_en),
                _amount(news.get(code)),
                _amount(olds.get(code)),
                indent=1,
                opens=Link("account", code),
            )
        )
    return tuple(rows)


def _amount(line: StatementLine | None) -> int:
    return line.amount if line else 0


def _row(
    label: str, now: int, before: int, role: Role = Role.LINE, *, indent: int = 0, opens: Link | None = None
) -> Row:
    return Row((label, now, before, now - before), role, opens, indent)
