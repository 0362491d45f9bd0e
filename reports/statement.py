"""The income statement as a table, used by the monthly report and on its own."""

from app.i18n import _
from app.queries.profit import IncomeStatement, StatementLine
from reports.common import in_language
from reports.model import Cell, Column, Kind, Link, Role, Row, Table


def statement_table(
    now: IncomeStatement, before: IncomeStatement, now_title: str, before_title: str
) -> Table:
    """Income, cost of sales, expenses and profit beside the span before, with the full-cost profit below."""
    rows: list[Row] = []
    there: set[str] = set()

    def section(
        title: str, lines: tuple[StatementLine, ...], old: tuple[StatementLine, ...], total: str, key: str
    ) -> None:
        amounts = {line.code: line.amount for line in lines}
        olds = {line.code: line.amount for line in old}
        names = {line.code: line for line in (*old, *lines)}
        if not names:
            return
        rows.append(Row((title, None, None, None), Role.HEADING))
        for code in sorted(names):
            line = names[code]
            rows.append(
                _line(
                    in_language(line.name, line.name_en),
                    amounts.get(code, 0),
                    olds.get(code, 0),
                    opens=Link("account", code),
                    indent=1,
                )
            )
        rows.append(_line(total, sum(amounts.values()), sum(olds.values()), role=Role.SUBTOTAL, key=key))
        there.add(key)

    def result(label: str, value: int, old: int, key: str, *parts: str) -> None:
        """A result of what stands above; ``parts`` are the keys of rows with the sign they enter by."""
        terms = "".join(f"{part[0]}{{COLUMN@{part[1:]}}}" for part in parts if part[1:] in there)
        formulas = tuple(
            (index, terms.replace("COLUMN", column).removeprefix("+"))
            for index, column in ((1, "now"), (2, "before"))
            if terms
        )
        rows.append(_line(label, value, old, role=Role.TOTAL, key=key, formulas=formulas))
        there.add(key)

    section(_("Income"), now.income, before.income, _("Total income"), "income")
    section(_("Cost of sales"), now.cost_of_sales, before.cost_of_sales, _("Total cost of sales"), "cost")
    result(_("Gross profit"), now.gross_profit, before.gross_profit, "gross", "+income", "-cost")
    section(
        _("Production expenses less what went into products"),
        now.production,
        before.production,
        _("Production cost not shared into products"),
        "production",
    )
    section(_("Selling expenses"), now.selling, before.selling, _("Total selling expenses"), "selling")
    section(_("Office and other expenses"), now.admin, before.admin, _("Total office expenses"), "admin")
    section(_("Other income"), now.other_income, before.other_income, _("Total other income"), "other")
    parts = ("+gross", "-production", "-selling", "-admin", "+other")
    result(_("Book profit"), now.profit, before.profit, "profit", *parts)
    free = _("less free labour and things given, in what was sold")
    rows.append(_line(free, -now.imputed, -before.imputed, indent=1, key="free"))
    there.add("free")
    result(_("Profit at full cost"), now.full_profit, before.full_profit, "full", "+profit", "+free")
    columns = (
        Column("item", _("Item"), Kind.TEXT, 5),
        Column("now", now_title, Kind.MONEY, 2),
        Column("before", before_title, Kind.MONEY, 2),
        Column("change", _("Difference"), Kind.MONEY, 2),
    )
    return Table(_("Income and expenses"), columns, tuple(rows), sums=("now", "before"))


def _line(
    label: str,
    now: int,
    before: int,
    *,
    role: Role = Role.LINE,
    opens: Link | None = None,
    indent: int = 0,
    key: str = "",
    formulas: tuple[tuple[int, str], ...] = (),
) -> Row:
    cells: tuple[Cell, ...] = (label, now, before, now - before)
    return Row(cells, role, opens, indent, (*formulas, (3, "{now}-{before}")), key)
