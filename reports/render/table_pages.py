"""How a table falls on pages: which rows stay together, and sums carried from one page to the next."""

from collections.abc import Sequence

from reports.model import Kind, Role, Table
from reports.render.formats import cell_text
from reports.render.style import Scale
from reports.render.tables import LaidRow, LaidTable

LEAST_ROWS = 3
"""So many rows at least stand at the end of a table on its last page, and under its title on the first."""


def rows_together(laid: LaidTable, most: float, after: float) -> tuple[tuple[int, float], ...]:
    """Rows that one page must hold: the index after the last of each group, and how high the group stands.

    A heading stays with what follows, a sum with what comes before, a row without its first cell with the
    row that it belongs to, and the first and last three rows of a table with one another; ``after`` is what
    has to stand below the last. Rows that are higher than ``most`` together may part.
    """
    rows = laid.rows
    groups: list[tuple[int, float]] = []
    start = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and _together(rows, start, end, most):
            continue
        height = sum(row.height for row in rows[start:end])
        groups.append((end, height + (after if end == len(rows) else 0)))
        start = end
    return tuple(groups)


def _together(rows: Sequence[LaidRow], start: int, at: int, most: float) -> bool:
    """Whether the row at ``at`` stays on the page of the one before, in a group that began at ``start``."""
    row, before = rows[at], rows[at - 1]
    if sum(each.height for each in rows[start : at + 1]) > most:
        return False
    if before.role is Role.HEADING or row.role in (Role.TOTAL, Role.SUBTOTAL):
        return True
    if at < LEAST_ROWS or len(rows) - at < LEAST_ROWS:
        return True
    return belongs(row, before) and bool(before.cells[0] or at - start > 1)


def belongs(row: LaidRow, before: LaidRow) -> bool:
    """Whether a row tells more of the one before it: the same document, so nothing in its first column."""
    return row.role is Role.LINE and before.role is Role.LINE and not row.cells[0]


class Carrying:
    """The sums of a table up to any of its rows, as a row that ends one page and begins the next."""

    def __init__(self, table: Table, laid: LaidTable, scale: Scale) -> None:
        self._table, self._laid = table, laid
        self._keys = [column.key for column in table.columns]
        texts = [at for at, column in enumerate(table.columns) if column.kind is Kind.TEXT]
        self._label_at = max(texts, key=lambda at: (self._keys[at] == "what", laid.widths[at]), default=0)
        self._summed, self._sums = 0, dict.fromkeys(table.carried, 0)
        self.height = laid.size * scale.leading + 2 * scale.cell_pad

    def row(self, count: int, label: str) -> LaidRow:
        """The sums over the first ``count`` rows; asked for in rising order."""
        rows = self._table.rows
        for row in rows[self._summed : count]:
            if row.role is Role.LINE:
                for key in self._sums:
                    amount = row.cells[self._keys.index(key)]
                    self._sums[key] += amount if isinstance(amount, int) else 0
        self._summed = count
        cells: list[tuple[str, ...]] = [() for _column in self._keys]
        cells[self._label_at] = (label,)
        for key, amount in self._sums.items():
            at = self._keys.index(key)
            cells[at] = (cell_text(amount, self._table.columns[at].kind),)
        if self._table.running:
            at = self._keys.index(self._table.running)
            last = next((row.cells[at] for row in reversed(rows[:count]) if row.cells[at] is not None), None)
            cells[at] = (cell_text(last, self._table.columns[at].kind),)
        return LaidRow(Role.SUBTOTAL, tuple(cells), self.height, 0.0)
