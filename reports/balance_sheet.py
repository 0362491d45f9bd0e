"""The balance sheet: what there is, what is owed and what belongs to the owners, beside last year's end."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.i18n import N_, _
from app.queries.plan import planned_sheet
from app.queries.profit import StatementLine
from app.queries.statements import BalanceSheet, balance_sheet, balance_sheet_of_last_year
from app.thai.dates import format_date
from reports.common import in_language, issuer
from reports.model import Cell, Column, Kind, Link, Report, Role, Row, Signatures, Table

NAME = "balance-sheet"
TITLE = N_("Balance sheet")


def build(day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """The balance sheet at the end of a day."""
    now, before, plan = balance_sheet(day), balance_sheet_of_last_year(day), planned_sheet(day)
    head = issuer()
    columns = [
        Column("item", _("Item"), Kind.TEXT, 6 if plan is None else 7),
        Column("now", format_date(day, "medium"), Kind.MONEY, 3),
        Column("before", format_date(before.day, "medium"), Kind.MONEY, 3),
        Column("change", _("Difference"), Kind.MONEY, 3),
    ]
    notes = []
    if before.was_typed:
        notes.append(_("The figures of the year before were typed in, not posted in this book."))
    if plan is not None:
        columns += [
            Column("plan", _("Plan"), Kind.MONEY, 3),
            Column("plan_change", _("Difference"), Kind.MONEY, 3),
        ]
        notes.append(
            _("The plan is for {day}; sums of it hold only what was planned.").format(
                day=format_date(plan.day, "medium")
            )
        )
    return Report(
        NAME,
        _(TITLE),
        head,
        (
            Table(_("Assets"), tuple(columns), _assets(Sheets(now, before, plan))),
            Table(_("Liabilities and equity"), tuple(columns), _owed(Sheets(now, before, plan))),
            Signatures((_("Prepared by"), _("Checked by"), _("Chair"))),
        ),
        period=_("At {day}").format(day=format_date(day, "long")),
        notes=tuple(notes),
        printed=printed,
        book=head.name,
    )


@dataclass(frozen=True, slots=True)
class Sheets:
    """What stands side by side: now, last year's end and the plan, where there is one."""

    now: BalanceSheet
    before: BalanceSheet
    plan: BalanceSheet | None

    def row(
        self,
        label: str,
        pick: Callable[[BalanceSheet], int],
        role: Role = Role.LINE,
        *,
        planned: bool = True,
        indent: int = 0,
        opens: Link | None = None,
    ) -> Row:
        """One figure of each sheet and their differences; without ``planned`` nothing is said of a plan."""
        now, before = pick(self.now), pick(self.before)
        cells: list[Cell] = [label, now, before, now - before]
        if self.plan is not None:
            plan = pick(self.plan) if planned else None
            cells += [plan, None if plan is None else now - plan]
        return Row(tuple(cells), role, opens, indent)

    def heading(self, label: str) -> Row:
        """The title of a group."""
        return Row((label, *(None for _each in range(3 if self.plan is None else 5))), Role.HEADING)

    def has_plan(self, *groups: str) -> bool:
        """Whether anything of these groups was planned."""
        return self.plan is not None and any(self.plan.groups.get(group) for group in groups)


def _assets(sheets: Sheets) -> tuple[Row, ...]:
    planned = sheets.has_plan("current_assets", "fixed_assets")
    return (
        *_group(sheets, _("Current assets"), _("Total current assets"), "current_assets"),
        *_group(sheets, _("Fixed assets"), _("Total fixed assets"), "fixed_assets"),
        sheets.row(_("Total assets"), lambda each: each.assets, Role.TOTAL, planned=planned),
    )


def _owed(sheets: Sheets) -> tuple[Row, ...]:
    debts = sheets.has_plan("current_liabilities", "long_term_liabilities")
    profit = sheets.plan is not None and bool(sheets.plan.profit)
    own = profit or sheets.has_plan("equity")
    equity = list(_lines(sheets, "equity"))
    if sheets.now.earlier or sheets.before.earlier:
        label = _("Profit of years that were not closed")
        equity.append(sheets.row(label, lambda each: each.earlier, indent=1, planned=False))
    label = _("Profit of the year, not closed yet")
    equity.append(sheets.row(label, lambda each: each.profit, indent=1, planned=profit))
    return (
        *_group(sheets, _("Current liabilities"), _("Total current liabilities"), "current_liabilities"),
        *_group(
            sheets, _("Long-term liabilities"), _("Total long-term liabilities"), "long_term_liabilities"
        ),
        sheets.row(_("Total liabilities"), lambda each: each.liabilities, Role.SUBTOTAL, planned=debts),
        sheets.heading(_("Equity of the members")),
        *equity,
        sheets.row(_("Total equity"), lambda each: each.equity, Role.SUBTOTAL, planned=own),
        sheets.row(
            _("Total liabilities and equity"),
            lambda each: each.liabilities + each.equity,
            Role.TOTAL,
            planned=debts or own,
        ),
    )


def _group(sheets: Sheets, title: str, total: str, group: str) -> tuple[Row, ...]:
    lines = _lines(sheets, group)
    if not lines:
        return ()
    planned = sheets.has_plan(group)
    return (
        sheets.heading(title),
        *lines,
        sheets.row(total, lambda each: each.total(group), Role.SUBTOTAL, planned=planned),
    )


def _lines(sheets: Sheets, group: str) -> tuple[Row, ...]:
    there = (sheets.before, sheets.now) if sheets.plan is None else (sheets.plan, sheets.before, sheets.now)
    names = {line.code: line for each in there for line in each.groups.get(group, ())}
    return tuple(
        sheets.row(
            in_language(line.name, line.name_en),
            partial(_amount, group, code),
            planned=sheets.plan is not None and code in _codes(sheets.plan, group),
            indent=1,
            opens=Link("account", code),
        )
        for code, line in sorted(names.items())
    )


def _codes(sheet: BalanceSheet, group: str) -> set[str]:
    return {line.code for line in sheet.groups.get(group, ())}


def _amount(group: str, code: str, sheet: BalanceSheet) -> int:
    lines: tuple[StatementLine, ...] = sheet.groups.get(group, ())
    return next((line.amount for line in lines if line.code == code), 0)
