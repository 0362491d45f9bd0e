"""The income statement as a table, used by the monthly report and on its own."""

from collections.abc import Callable

from app.i18n import _
from app.queries.profit import IncomeStatement, StatementLine
from reports.common import in_language
from reports.model import Cell, Column, Kind, Link, Role, Row, Table

Lines = Callable[[IncomeStatement], tuple[StatementLine, ...]]
Result = Callable[[IncomeStatement], int]


def statement_table(
    now: IncomeStatement,
    before: IncomeStatement,
    now_title: str,
    before_title: str,
    plan: IncomeStatement | None = None,
) -> Table:
    """Income, cost, expenses and profit beside the span before and the plan, full-cost profit below."""
    others = [("before", before_title, before)]
    if plan is not None:
        others.append(("plan", _("Plan"), plan))
    statements = [now, *(each for _key, _title, each in others)]
    keys = ["now", *(key for key, _title, _each in others)]
    rows: list[Row] = []
    there: set[str] = set()

    def section(title: str, pick: Lines, total: str, key: str) -> None:
        amounts = [{line.code: line.amount for line in pick(each)} for each in statements]
        names = {line.code: line for each in reversed(statements) for line in pick(each)}
        if not names:
            return
        rows.append(Row((title, *(None for _at in range(2 * len(statements) - 1))), Role.HEADING))
        for code in sorted(names):
            label = in_language(names[code].name, names[code].name_en)
            figures = [each.get(code, 0) for each in amounts]
            rows.append(_line(label, figures, keys, opens=Link("account", code), indent=1))
        sums = [sum(each.values()) for each in amounts]
        rows.append(_line(total, sums, keys, role=Role.SUBTOTAL, key=key))
        there.add(key)

    def result(label: str, pick: Result, key: str, *parts: str) -> None:
        """A result of what stands above; ``parts`` are the keys of rows with the sign they enter by."""
        terms = "".join(f"{part[0]}{{COLUMN@{part[1:]}}}" for part in parts if part[1:] in there)
        formulas = tuple(
            (_at(number), terms.replace("COLUMN", column).removeprefix("+"))
            for number, column in enumerate(keys)
            if terms
        )
        figures = [pick(each) for each in statements]
        rows.append(_line(label, figures, keys, role=Role.TOTAL, key=key, formulas=formulas))
        there.add(key)

    section(_("Income"), lambda each: each.income, _("Total income"), "income")
    section(_("Cost of sales"), lambda each: each.cost_of_sales, _("Total cost of sales"), "cost")
    result(_("Gross profit"), lambda each: each.gross_profit, "gross", "+income", "-cost")
    section(
        _("Production expenses less what went into products"),
        lambda each: each.production,
        _("Production cost not shared into products"),
        "production",
    )
    section(_("Selling expenses"), lambda each: each.selling, _("Total selling expenses"), "selling")
    section(_("Office and other expenses"), lambda each: each.admin, _("Total office expenses"), "admin")
    section(_("Other income"), lambda each: each.other_income, _("Total other income"), "other")
    parts = ("+gross", "-production", "-selling", "-admin", "+other")
    result(_("Book profit"), lambda each: each.profit, "profit", *parts)
    free = _("less free labour and things given, in what was sold")
    rows.append(_line(free, [-each.imputed for each in statements], keys, indent=1, key="free"))
    there.add("free")
    result(_("Profit at full cost"), lambda each: each.full_profit, "full", "+profit", "+free")
    columns = [Column("item", _("Item"), Kind.TEXT, 5), Column("now", now_title, Kind.MONEY, 2)]
    for key, title, _each in others:
        columns.append(Column(key, title, Kind.MONEY, 2))
        columns.append(Column(_change(key), _("Difference"), Kind.MONEY, 2))
    return Table(_("Income and expenses"), tuple(columns), tuple(rows), sums=tuple(keys))


def _change(key: str) -> str:
    return "change" if key == "before" else f"{key}_change"


def _at(number: int) -> int:
    """Where a statement's figures stand: behind the first, each has its difference after it."""
    return 1 if number == 0 else 2 * number


def _line(
    label: str,
    figures: list[int],
    keys: list[str],
    *,
    role: Role = Role.LINE,
    opens: Link | None = None,
    indent: int = 0,
    key: str = "",
    formulas: tuple[tuple[int, str], ...] = (),
) -> Row:
    now = figures[0]
    cells: list[Cell] = [label, now]
    for other in figures[1:]:
        cells += [other, now - other]
    changes = tuple((_at(number) + 1, f"{{now}}-{{{keys[number]}}}") for number in range(1, len(keys)))
    return Row(tuple(cells), role, opens, indent, (*formulas, *changes), key)
