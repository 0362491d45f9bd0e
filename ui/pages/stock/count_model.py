"""A stock count as it is typed: counted amounts and reasons by product, what they differ, how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.purchase import CountLineDraft
from app.errors import UserError
from app.i18n import _
from app.queries.stock import PlaceRow
from app.thai import digits
from app.thai.normalise import clean_name
from reports.model import Kind
from ui import formats, theme
from ui.messages_text import error_text
from ui.models.rows import ROW_ROLE, Col, Index, RowsModel
from ui.pages.stock.work import Typed

NAME, UNIT, EXPECTED, COUNTED, DIFFERENCE, REASON = range(6)
EDITABLE = (COUNTED, REASON)


def read_count(text: str) -> int | None:
    """A counted amount in thousandths, None where nothing is typed; raises UserError."""
    return digits.parse_quantity(text) if text.strip() else None


def _typed(_row: PlaceRow) -> None:
    """Columns that are typed have nothing of their own in the row."""


class CountModel(RowsModel[PlaceRow]):
    """Rows of one place with what was typed for them; ``touched`` after every change."""

    touched = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Col(lambda: _("Name"), lambda row: row.name, weight=5),
                Col(lambda: _("Unit"), lambda row: row.unit, weight=2),
                Col(lambda: _("In the book"), lambda row: row.quantity, Kind.QUANTITY),
                Col(lambda: _("Counted"), _typed, Kind.QUANTITY),
                Col(lambda: _("Difference"), _typed, Kind.QUANTITY),
                Col(lambda: _("Reason"), _typed, weight=3),
            ),
            parent,
        )
        self.kept: dict[str, Typed] = {}

    def start(self, rows: Sequence[PlaceRow], kept: Mapping[str, Typed]) -> None:
        """Show a place with what was typed before."""
        self.kept = dict(kept)
        self.set_rows(rows)

    def refresh_rows(self, rows: Sequence[PlaceRow]) -> None:
        """The book moved on; what was typed stays against what the book said then."""
        if [row.uid for row in rows] == [row.uid for row in self.rows]:
            self.rows = list(rows)
            self._cache.texts.clear()
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, REASON))
        else:
            self.set_rows(rows)

    # ---- what is typed

    def typed(self, row: PlaceRow) -> Typed:
        """What was typed for a product."""
        return self.kept.get(row.uid.hex(), Typed())

    def counted(self, row: PlaceRow) -> int | None:
        """The counted amount, None where nothing or nothing readable is typed."""
        try:
            return read_count(self.typed(row).text)
        except UserError:
            return None

    def problem(self, row: PlaceRow) -> str:
        """A sentence on what cannot be read, or nothing."""
        try:
            read_count(self.typed(row).text)
        except UserError as error:
            return error_text(error)
        return ""

    def expected(self, row: PlaceRow) -> int:
        """What the book said when the product was counted, or says now."""
        kept = self.kept.get(row.uid.hex())
        return kept.expected_milli if kept is not None and kept.text.strip() else row.quantity

    def difference(self, row: PlaceRow) -> int | None:
        """Counted less expected, in thousandths."""
        counted = self.counted(row)
        return None if counted is None else counted - self.expected(row)

    def progress(self) -> tuple[int, int, int, int]:
        """How many are counted, how many there are, how many differ, how many cannot be read."""
        found = [self.difference(row) for row in self.rows]
        counted = sum(each is not None for each in found)
        wrong = sum(bool(self.problem(row)) for row in self.rows)
        return counted, len(self.rows), sum(bool(each) for each in found), wrong

    def lines(self) -> tuple[CountLineDraft, ...]:
        """What was counted, as a draft; what was not counted is left out."""
        drafts = []
        for row in self.rows:
            counted = self.counted(row)
            if counted is not None:
                reason = clean_name(self.typed(row).reason)
                drafts.append(CountLineDraft(row.uid, counted, self.expected(row), reason))
        return tuple(drafts)

    def first_wrong(self) -> int | None:
        """The number of the first row that cannot be read."""
        return next((number for number, row in enumerate(self.rows) if self.problem(row)), None)

    # ---- Qt

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Counted and reason can be typed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in EDITABLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What was typed as typed; differences with their sign."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole and column in EDITABLE:
            typed = self.typed(row)
            return typed.text if column == COUNTED else typed.reason
        if role == Qt.ItemDataRole.ToolTipRole and column in (COUNTED, DIFFERENCE):
            return self.problem(row) or None
        if role == Qt.ItemDataRole.ForegroundRole and column in (COUNTED, DIFFERENCE):
            if self.problem(row):
                return theme.color("clay")
            return theme.color("turmeric-text") if column == DIFFERENCE and self.difference(row) else None
        if role == Qt.ItemDataRole.DisplayRole and column >= EXPECTED:
            return self._written(row, column)
        return super().data(index, role)

    def _written(self, row: PlaceRow, column: int) -> str:
        if column == EXPECTED:
            return formats.quantity(self.expected(row))
        if column == REASON:
            return self.typed(row).reason
        if self.problem(row):
            return self.typed(row).text if column == COUNTED else _("please check")
        if column == COUNTED:
            counted = self.counted(row)
            return "" if counted is None else formats.quantity(counted)
        difference = self.difference(row)
        if difference is None:
            return ""
        return f"+{formats.quantity(difference)}" if difference > 0 else formats.quantity(difference)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep what was typed; an amount remembers what the book said now."""
        if role != Qt.ItemDataRole.EditRole or index.column() not in EDITABLE:
            return False
        row: PlaceRow = index.data(ROW_ROLE)
        key, text = row.uid.hex(), str(value)
        before = self.kept.get(key, Typed())
        if index.column() == REASON:
            after = replace(before, reason=text)
        elif text == before.text:
            return True
        else:
            after = replace(before, text=text, expected_milli=row.quantity)
        if after.text.strip() or after.reason.strip():
            self.kept[key] = after
        else:
            self.kept.pop(key, None)
        number = index.row()
        self.dataChanged.emit(self.index(number, 0), self.index(number, REASON))
        self.touched.emit()
        return True
