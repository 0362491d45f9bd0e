"""Cards of a list from outside: choosing a file, its columns, the first rows, what is not right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from app.domain.importing import RowFault
from app.i18n import _
from app.services.importing import SheetRows
from reports.model import Cell, Kind
from ui import formats, theme
from ui.import_words import fault_text
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.widgets.arrange import column
from ui.widgets.basics import Card
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

SUFFIXES = ("*.xlsx", "*.csv", "*.txt", "*.tsv")
FIRST_ROWS = 20
LEFT_OUT = "-"
ACROSS = 3
MOST_SHOWN = 8
"""Faults that stand below each other before their table scrolls."""


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What a column may be; ``title`` is marked for translation."""

    key: str
    title: str
    required: bool = False


def ask_sheet(parent: QWidget | None) -> Path | None:
    """Let the user choose a spreadsheet."""
    words = _("Spreadsheets")
    kinds = " ".join(SUFFIXES)
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Choose a list"), "", f"{words} ({kinds})")
    return Path(chosen) if chosen else None


class ColumnsCard(Card):
    """What each column of the list is; ``mapped`` gives column by field after somebody chose."""

    mapped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.hint = Label("", type="small", tone="soft", wrap=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.BETWEEN)
        self.grid.setVerticalSpacing(theme.INSIDE + 4)
        for number in range(ACROSS):
            self.grid.setColumnStretch(number, 1)
        self.add(self.hint)
        self.add(self.grid)
        self.fields: list[SimpleChoice] = []
        self._cells: list[QWidget] = []
        self._shown: tuple[tuple[ColumnMeaning, ...], tuple[str, ...]] | None = None

    def retranslate(self) -> None:
        """Set every text again; the columns follow with the next list."""
        self.set_title(_("What the columns are"))
        self.hint.setText(
            _(
                "Each column was found by its header. Choose another meaning where it is wrong; "
                "what has a * is needed."
            )
        )
        self._shown = None

    def set_columns(
        self, meanings: Sequence[ColumnMeaning], headers: tuple[str, ...], mapping: Mapping[str, int]
    ) -> None:
        """Show the columns of a list with what each was found to be, and may be."""
        if self._shown != (tuple(meanings), headers):
            self._make(tuple(meanings), headers)
        by_column = {at: key for key, at in mapping.items()}
        for at, field in enumerate(self.fields):
            field.set_value(by_column.get(at, LEFT_OUT))

    def mapping(self) -> dict[str, int]:
        """Column by field, as chosen."""
        found = {str(field.key()): at for at, field in enumerate(self.fields)}
        found.pop(LEFT_OUT, None)
        return found

    def _make(self, meanings: tuple[ColumnMeaning, ...], headers: tuple[str, ...]) -> None:
        for cell in self._cells:
            self.grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells, self.fields = [], []
        choices = [Choice(LEFT_OUT, _("(left out)"))]
        choices += [
            Choice(each.key, f"{_(each.title)} *" if each.required else _(each.title)) for each in meanings
        ]
        for at in range(len(headers)):
            words = header_of(headers, at)
            field = SimpleChoice(words, choices)
            field.committed.connect(partial(self._on_field_committed, field))
            label = Label(words, type="small", tone="soft", elide=True)
            label.setBuddy(field.edit)
            cell = QWidget()
            cell.setLayout(column(label, field, spacing=4))
            self.grid.addWidget(cell, *divmod(at, ACROSS))
            self._cells.append(cell)
            self.fields.append(field)
        self._shown = (meanings, headers)

    def _on_field_committed(self, chosen: SimpleChoice, key: object) -> None:
        for field in self.fields:  # no two columns are the same
            if field is not chosen and key != LEFT_OUT and field.key() == key:
                field.set_value(LEFT_OUT)
        self.mapped.emit(self.mapping())


class FirstRows(Card):
    """The first rows of a list as they were read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.table = TableView()
        self.add(self.table)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("The first rows"))
        self.table.setAccessibleName(_("The first rows"))

    def set_sheet(self, sheet: SheetRows) -> None:
        """Show a list."""
        model = RowsModel[tuple[int, tuple[Cell, ...]]](
            [
                Col(lambda: _("Row"), lambda row: row[0], Kind.COUNT),
                *(
                    Col(
                        partial(header_of, sheet.headers, at),
                        partial(_cell, at),
                        text=partial(_text, at),
                        weight=2,
                    )
                    for at in range(len(sheet.headers))
                ),
            ]
        )
        self.table.set_list(model)
        model.set_rows([(number, tuple(cells)) for number, cells in sheet.rows[:FIRST_ROWS]])
        self.table.setFixedHeight(height_of(len(model.rows)))
        self.table.fit_columns()


class FaultsCard(Card):
    """Every row that is not right, with the reason; the one the keys are on in full below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model = RowsModel[RowFault](
            [
                Col(lambda: _("Row"), lambda each: each.row, Kind.COUNT),
                Col(lambda: _("Column"), lambda each: _(each.column) if each.column else "", weight=2),
                Col(lambda: _("Reason"), lambda each: error_text(each.error), weight=8),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.chosen.connect(self._on_row_chosen)
        self.whole = Label("", wrap=True, tone="clay")
        self.add(self.table)
        self.add(self.whole)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("What is not right"))
        self.table.setAccessibleName(_("What is not right"))
        self.model.retranslate()

    def set_faults(self, faults: Sequence[RowFault]) -> None:
        """Show them; without any the card is not there."""
        self.model.set_rows(faults)
        self.table.setFixedHeight(height_of(min(len(faults), MOST_SHOWN)))
        self.table.fit_columns()
        self.whole.setText(fault_text(faults[0]) if faults else "")
        self.setVisible(bool(faults))

    @Slot(object)
    def _on_row_chosen(self, fault: RowFault | None) -> None:
        if fault is not None:
            self.whole.setText(fault_text(fault))


def height_of(rows: int) -> int:
    """How high a table with so many rows stands, its titles and the scroll bar below with it."""
    return theme.row_height() * (rows + 1) + theme.BETWEEN


def header_of(headers: Sequence[str], at: int) -> str:
    """The header of a column, its number if it has none."""
    return headers[at] or _("Column {number}").format(number=at + 1)


def _cell(at: int, row: tuple[int, tuple[Cell, ...]]) -> Cell:
    return row[1][at] if at < len(row[1]) else ""


def _text(at: int, row: tuple[int, tuple[Cell, ...]]) -> str:
    value = _cell(at, row)
    return str(value) if isinstance(value, str) else formats.cell(value, Kind.DATE)
