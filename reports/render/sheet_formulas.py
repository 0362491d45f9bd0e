"""Live formulas of a table: the language that reports write them in, and sums over the lines above.

A formula is Excel's own (English names, commas, without ``=``) with places in braces:

``{amount}``
    the cell of column ``amount`` in the same row;
``{amount@rent}``
    the cell of column ``amount`` in the row whose ``key`` is ``rent``;
``{amount@first:last}``
    column ``amount`` from the row with key ``first`` down to the row with key ``last``.

Cells hold baht, units of goods and shares of one, so ``ROUND({quantity}*{rate},2)`` is an amount. Keys of
columns and rows come from the report's code, never from what a user typed: nothing typed enters a formula.
"""

import re
from collections.abc import Iterator

from reports.model import Role, Row, Table

_PLACE = re.compile(r"\{([^{}]*)\}")
_MOST_RANGES = 200  # Excel takes 255 arguments


class FormulaError(Exception):
    """A report names a column or row that its table does not have: a fault of the report, not of a user."""


def cell_name(row: int, column: int) -> str:
    """``B7`` for row 6, column 1 (both counted from 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def formulas_of(table: Table, top: int) -> dict[tuple[int, int], str]:
    """Every live formula of a table by (row, column), both from 0; its first row lies on sheet row ``top``.

    Raises FormulaError.
    """
    columns = {column.key: index for index, column in enumerate(table.columns)}
    keys = {row.key: index for index, row in enumerate(table.rows) if row.key}
    found: dict[tuple[int, int], str] = {}
    for key in table.sums:
        if key not in columns:
            raise FormulaError(f"no column {key!r} to add up")
        for index, formula in _sums(table, columns[key], top):
            found[index, columns[key]] = formula
    for index, row in enumerate(table.rows):
        for column, formula in row.formulas:
            parts = _PLACE.split(formula)  # what stands between braces is every second part
            parts[1::2] = [_place(place, columns, keys, index, top) for place in parts[1::2]]
            found[index, column] = "".join(parts)
    return found


def _place(text: str, columns: dict[str, int], keys: dict[str, int], row: int, top: int) -> str:
    """The cell or range that a place in braces means."""
    column, at, where = text.partition("@")
    first, colon, last = where.partition(":")
    if column not in columns:
        raise FormulaError(f"no column {column!r} in {{{text}}}")
    try:
        start = keys[first] if at else row
        name = cell_name(top + start, columns[column])
        return f"{name}:{cell_name(top + keys[last], columns[column])}" if colon else name
    except KeyError as error:
        raise FormulaError(f"no row {error.args[0]!r} in {{{text}}}") from None


def _sums(table: Table, column: int, top: int) -> Iterator[tuple[int, str]]:
    """The sum in every total of a column: a subtotal adds its group, a total all lines since the last total.

    Where the lines do not come to the figure beside them (a profit is not the sum of income and cost) the
    figure stays a plain number: a formula that says something else than the report would be a lie.
    """
    group: list[int] = []
    whole: list[int] = []
    for index, row in enumerate(table.rows):
        if row.role is Role.LINE:
            group.append(index)
            whole.append(index)
            continue
        if row.role is Role.HEADING:
            group = []
            continue
        lines = whole if row.role is Role.TOTAL else group
        if _adds_up(table.rows, lines, column, row):
            ranges = _ranges(lines, table.rows)
            if len(ranges) <= _MOST_RANGES:
                parts = (
                    cell_name(top + first, column)
                    + (f":{cell_name(top + last, column)}" if last > first else "")
                    for first, last in ranges
                )
                yield index, f"SUM({','.join(parts)})"
        group = []
        if row.role is Role.TOTAL:
            whole = []


def _adds_up(rows: tuple[Row, ...], lines: list[int], column: int, total: Row) -> bool:
    values = [rows[line].cells[column] for line in lines]
    numbers = [value for value in values if isinstance(value, int)]
    return bool(lines) and isinstance(total.cells[column], int) and sum(numbers) == total.cells[column]


def _ranges(lines: list[int], rows: tuple[Row, ...]) -> list[tuple[int, int]]:
    """Lines as runs of rows that hold nothing but lines and headings between them."""
    found: list[tuple[int, int]] = []
    for line in lines:
        if found and all(rows[between].role is Role.HEADING for between in range(found[-1][1] + 1, line)):
            found[-1] = (found[-1][0], line)
        else:
            found.append((line, line))
    return found
