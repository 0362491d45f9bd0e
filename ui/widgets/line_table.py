"""Lines to type in, for entries, bills and offers: a line's cells side by side, the next one by Enter.

A page gives the columns, and a ``Line`` that holds the cells of one line and says what it drafts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui import theme
from ui.widgets.arrange import column as under_each_other
from ui.widgets.arrange import row, tab_before
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choosing import ChoiceField, SimpleChoice
from ui.widgets.fields import TypedField
from ui.widgets.labels import Label

SIDES = Qt.AlignmentFlag.AlignHorizontal_Mask


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A cell of every line: its title, its share of the width, and whether it stands at the right."""

    title: Callable[[], str]
    stretch: int = 2
    right: bool = False


class Line:
    """The cells of one line from left to right: fields, and labels that show what follows from them."""

    def __init__(self, *cells: QWidget) -> None:
        self.cells = cells
        for cell in cells:
            if isinstance(cell, Label):  # its words stand level with those in the fields
                cell.setAlignment(cell.alignment() & SIDES | Qt.AlignmentFlag.AlignVCenter)
                cell.setMinimumHeight(theme.control_height())
        self.boxes: Sequence[QWidget] = cells
        """What stands in the grid: the cells, or each below its title."""
        self.titles: list[Label] = []
        self.remove = IconButton("trash-2", "")

    def put_titles(self) -> None:
        """Each cell below a title of its own."""
        self.titles = [Label("", type="small", tone="soft") for _cell in self.cells]
        pairs = zip(self.titles, self.cells, strict=True)
        self.boxes = [_below(title, cell) for title, cell in pairs]

    @property
    def fields(self) -> tuple[TypedField, ...]:
        """What can be typed in."""
        return tuple(cell for cell in self.cells if isinstance(cell, TypedField))

    def is_empty(self) -> bool:
        """Whether nothing was typed; a choice that always has a value says nothing."""
        return all(field.is_empty() for field in self.fields if not isinstance(field, SimpleChoice))

    def check(self) -> bool:
        """Whether the line is whole; the first fault takes the cursor."""
        return not [field for field in reversed(self.fields) if not field.check()]

    def after(self, field: TypedField) -> TypedField | None:
        """Where Enter leads; None: to the next line."""
        fields = [each for each in self.fields if each.isEnabled()]
        at = fields.index(field) + 1
        return fields[at] if at < len(fields) else None


def _below(title: Label, cell: QWidget) -> QWidget:
    box = QWidget()
    box.setLayout(under_each_other(title, cell, spacing=2))
    return box


L = TypeVar("L", bound=Line)


class LineTable(QWidget, Generic[L]):
    """Lines that grow as they are filled in; below them one more line, what is left, and the sum."""

    changed = Signal()
    columns: Sequence[LineColumn] = ()
    least = 1
    """So many lines are always there."""
    abreast = 0
    """So many cells stand beside each other, the rest of a line below, each below its title; 0: all do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[L] = []
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        self.titles = [
            Label("", type="small", tone="soft", align=right if each.right else left) for each in self.columns
        ]
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.INSIDE)
        self.grid.setVerticalSpacing(theme.INSIDE)
        for at, (column, title) in enumerate(zip(self.columns, self.titles, strict=True)):
            if at < (self.abreast or len(self.columns)):
                self.grid.setColumnStretch(at, column.stretch)
            if not self.abreast:
                self.grid.addWidget(title, 0, at)
        self.add_button = Button("", self.add_line, kind="link", icon="plus")
        self.remainder = Label("", tone="soft", private="figures")
        self.sum = Label("", strong=True, private="figures")
        foot = row(self.add_button, -1, self.remainder, self.sum, spacing=theme.BETWEEN)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(self.grid)
        layout.addLayout(foot)
        self.retranslate()

    # ---- what a kind of table says for itself

    def make(self) -> L:
        """An empty line, its own signals connected."""
        raise TypeError("a table must know how to make a line")

    def chosen(self, line: L, field: ChoiceField) -> None:
        """Something was chosen in a line, before the cursor goes on."""

    def add_words(self) -> str:
        """What the button for one more says."""
        return _("Add a line")

    def remove_words(self) -> str:
        """What the button beside a line says."""
        return _("Remove this line")

    # ---- what pages use

    def retranslate(self) -> None:
        """Set every text again."""
        words = [column.title() for column in self.columns]
        for title, text in zip(self.titles, words, strict=True):
            title.setText(text)
            title.setVisible(bool(self.lines) and not self.abreast)
        self.add_button.set_text(self.add_words())
        for line in self.lines:
            for cell, text in zip(line.cells, words, strict=True):
                if isinstance(cell, TypedField):
                    cell.setAccessibleName(text)
            for title, text in zip(line.titles, words, strict=False):
                title.setText(text)
            line.remove.set_name(self.remove_words())

    def add_line(self) -> L:
        """One more line, with the cursor in it."""
        line = self.new_line()
        line.fields[0].edit.setFocus()
        return line

    def new_line(self) -> L:
        """One more line; the cursor stays where it is."""
        line = self._begin_line()
        self._place(len(self.lines) - 1)
        self.retranslate()
        return line

    def _begin_line(self) -> L:
        line = self.make()
        if self.abreast:
            line.put_titles()
        for field in line.fields:
            if isinstance(field, ChoiceField):
                field.committed.connect(partial(self._on_committed, line, field))
            field.changed.connect(self._on_changed)
            field.edit.returnPressed.connect(partial(self._on_entered, line, field))
        line.remove.clicked.connect(partial(self._on_remove_clicked, line))
        self.lines.append(line)
        return line

    def clear(self) -> None:
        """As many empty lines as there always are."""
        self.set_count(0)
        self._fill_up()
        self.changed.emit()

    def set_count(self, count: int) -> list[L]:
        """So many lines, all of them new and empty."""
        for line in list(self.lines):
            self._drop(line)
        made = [self._begin_line() for _number in range(count)]
        for at in range(count):
            self._put(at)
        self._order()
        self.retranslate()
        return made

    def begun(self) -> list[L]:
        """The lines that something was typed in."""
        return [line for line in self.lines if not line.is_empty()]

    def check(self) -> bool:
        """Whether what was begun is whole, and as much as is needed; the first fault takes the cursor."""
        asked = self.begun() or self.lines[: min(self.least, 1)]
        return not [line for line in reversed(asked) if not line.check()]

    def mark(self, number: int, column: int, sentence: str) -> None:
        """Say under a cell of the begun lines what is wrong with it."""
        begun = self.begun()
        cell = begun[number].cells[column] if number < len(begun) else None
        if isinstance(cell, TypedField):
            cell.set_error(sentence)
            cell.edit.setFocus()

    def show_sum(self, words: str) -> None:
        """What the lines come to, in words."""
        self.sum.setText(words)

    def show_remainder(self, words: str, *, wants: bool) -> None:
        """What is missing, in words; ``wants`` attention."""
        self.remainder.setText(words)
        theme.set_role(self.remainder, tone="turmeric" if wants else "soft")

    # ---- inside

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self.changed.emit()

    def _on_committed(self, line: L, field: ChoiceField, key: object) -> None:
        if key is None:
            return
        was_here = field.edit.hasFocus()
        self.chosen(line, field)
        if was_here:
            self._go_on(line, field)
        self.changed.emit()

    def _on_entered(self, line: L, field: TypedField) -> None:
        missing = field.value() is None
        if missing and (field.is_required or not field.is_empty()):
            return
        if not isinstance(field, ChoiceField) or missing:
            self._go_on(line, field)  # a choice that was made goes on by being committed

    def _go_on(self, line: L, field: TypedField) -> None:
        following = line.after(field)
        if following is not None:
            following.edit.setFocus()
            return
        at = self.lines.index(line) + 1
        if at == len(self.lines):
            self.add_line()
        else:
            self.lines[at].fields[0].edit.setFocus()

    def _on_remove_clicked(self, line: L, _checked: bool = False) -> None:
        self._drop(line)
        self._fill_up()
        for at in range(len(self.lines)):
            self._place(at)
        self.retranslate()
        self.changed.emit()

    def _fill_up(self) -> None:
        while len(self.lines) < self.least:
            self.new_line()

    def _place(self, at: int) -> None:
        self._put(at)
        self._order()

    def _put(self, at: int) -> None:
        line, top = self.lines[at], Qt.AlignmentFlag.AlignTop
        wide = self.abreast or len(line.boxes)
        rows = -(-len(line.boxes) // wide)
        first = 1 + at * (rows + (rows > 1))  # a line of several rows stands apart from the next
        for number, box in enumerate(line.boxes):
            down, across = divmod(number, wide)
            self.grid.addWidget(box, first + down, across, top)
        self.grid.addWidget(
            line.remove, first + rows - 1, wide, Qt.AlignmentFlag.AlignBottom if self.abreast else top
        )
        if rows > 1:
            self.grid.setRowMinimumHeight(first + rows, theme.INSIDE)

    def _order(self) -> None:
        tab_before(self.add_button, [part for line in self.lines for part in (*line.fields, line.remove)])

    def _drop(self, line: L) -> None:
        self.lines.remove(line)
        for box in (*line.boxes, line.remove):
            self.grid.removeWidget(box)
            box.hide()
            box.deleteLater()
