"""Lines of one sort of balance: fields beside each other, one more line whenever the last is begun."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.asset import KIND_WORDS, AssetKind
from app.domain.loan import (
    METHOD_WORDS,
    MOST_INSTALMENTS,
    SIDE_WORDS,
    LoanMethod,
    LoanSide,
    LoanTimesError,
)
from app.domain.money import MILLI
from app.domain.share import MOST_SHARES, ShareCountError
from app.errors import UserError
from app.i18n import N_, _
from ui import theme
from ui.widgets.arrange import column, tab_before
from ui.widgets.basics import Button, IconButton
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, NumberField, PercentField, QuantityField, TypedField
from ui.widgets.labels import Label
from ui.widgets.party_field import NewName, PartyField


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A field of every line: its title (a msgid), how it is made, its share of the width."""

    title: str
    make: Callable[[], TypedField]
    stretch: int = 2


def value_of(field: TypedField) -> object:
    """What is typed: the key of a choice, a number, a day, a name."""
    if isinstance(field, ChoiceField):
        return field.key()
    if isinstance(field, NumberField):
        return field.number()
    if isinstance(field, ThaiDateField):
        return field.date()
    assert isinstance(field, NameField)
    return field.name()


def is_begun(line: Sequence[TypedField]) -> bool:
    """Whether something was typed; a choice that always has a value says nothing."""
    return any(not field.is_empty() for field in line if not isinstance(field, SimpleChoice))


class Lines(QWidget):
    """Lines of some columns; ``changed`` when anything was typed.

    With ``abreast`` so many fields stand beside each other and each has its title above it.
    """

    changed = Signal()

    def __init__(
        self, columns: Sequence[LineColumn], *, abreast: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns, self._abreast = columns, abreast
        self.lines: list[tuple[TypedField, ...]] = []
        self._removers: list[IconButton] = []
        self.titles = [Label("", type="small", tone="soft") for _column in columns]
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.INSIDE)
        self.grid.setVerticalSpacing(theme.INSIDE)
        self._cells: list[list[QWidget]] = []
        self._labels: list[list[Label]] = []
        for number, (each, title) in enumerate(zip(columns, self.titles, strict=True)):
            if number < (abreast or len(columns)):
                self.grid.setColumnStretch(number, each.stretch)
            if not abreast:
                self.grid.addWidget(title, 0, number)
        self.add_button = Button("", self.add_line, kind="link", icon="plus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(self.grid)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        words = [_(each.title) for each in self._columns]
        for title, text in zip(self.titles, words, strict=True):
            title.setText(text)
            title.setVisible(bool(self.lines) and not self._abreast)
        for labels in self._labels:
            for label, text in zip(labels, words, strict=False):
                label.setText(text)
        self.add_button.set_text(_("Add a line"))
        for line, remover in zip(self.lines, self._removers, strict=True):
            for field, text in zip(line, words, strict=True):
                field.setAccessibleName(text)
            remover.set_name(_("Remove this line"))

    def add_line(self) -> tuple[TypedField, ...]:
        """One more line, with the cursor in it."""
        line = tuple(each.make() for each in self._columns)
        self._labels.append([Label("", type="small", tone="soft") for _field in line if self._abreast])
        self._cells.append([_cell(*each) for each in zip(self._labels[-1], line, strict=False)] or [*line])
        remover = IconButton("trash-2", "")
        remover.clicked.connect(partial(self._on_remove_clicked, line))
        for at, field in enumerate(line):
            field.changed.connect(self._on_changed)
            field.committed.connect(self._on_changed)
            following = line[at + 1] if at + 1 < len(line) else None
            field.edit.returnPressed.connect(partial(self._go_on, line, following))
        self.lines.append(line)
        self._removers.append(remover)
        self._place()
        self.retranslate()
        line[0].edit.setFocus()
        return line

    def clear(self) -> None:
        """No line."""
        for line in list(self.lines):
            self._drop(line)
        self.retranslate()
        self.changed.emit()

    def set_rows(self, rows: Sequence[Sequence[object]]) -> None:
        """Lines as they were typed before, in place of those that are here."""
        for line in list(self.lines):
            self._drop(line)
        for values in rows:
            for field, value in zip(self.add_line(), values, strict=False):
                if isinstance(value, NewName) and isinstance(field, PartyField):
                    field.set_choices([*field.model.choices(), Choice(value, value.name)])
                field.set_value(value or None if not isinstance(value, int) else value)
        self.retranslate()
        self.changed.emit()

    def rows(self) -> list[tuple[object, ...]]:
        """What is typed, line by line, without the empty ones."""
        return [tuple(map(value_of, line)) for line in self.lines if is_begun(line)]

    def check(self) -> bool:
        """Whether every line that was begun is whole; the first fault takes the cursor."""
        wrong = [
            field
            for line in reversed(self.lines)
            if is_begun(line)
            for field in reversed(line)
            if not field.check()
        ]
        return not wrong

    def fields_of(self, column: int) -> list[TypedField]:
        """The fields of one column."""
        return [line[column] for line in self.lines]

    # ---- inside

    def _on_changed(self, _value: object) -> None:
        self.changed.emit()

    def _go_on(self, line: tuple[TypedField, ...], following: TypedField | None) -> None:
        if following is not None:
            following.edit.setFocus()
        elif self.lines and self.lines[-1] is line:
            self.add_line()

    def _on_remove_clicked(self, line: tuple[TypedField, ...], _checked: bool = False) -> None:
        self._drop(line)
        self._place()
        self.retranslate()
        self.changed.emit()

    def _drop(self, line: tuple[TypedField, ...]) -> None:
        at = next(number for number, each in enumerate(self.lines) if each is line)
        self._labels.pop(at)
        self.lines.pop(at)
        for widget in (*self._cells.pop(at), self._removers.pop(at)):
            self.grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _place(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        wide = self._abreast or len(self._columns)
        rows = -(-len(self._columns) // wide)
        step = rows + (rows > 1)  # a line of several rows stands apart from the next
        for number, (cells, remover) in enumerate(zip(self._cells, self._removers, strict=True), start=1):
            for at, cell in enumerate(cells):
                down, along = divmod(at, wide)
                self.grid.addWidget(cell, number * step + down, along, top)
            end = Qt.AlignmentFlag.AlignBottom if rows > 1 else top
            self.grid.addWidget(remover, number * step + rows - 1, wide, end)
            if step > rows:
                self.grid.setRowMinimumHeight(number * step + rows, theme.INSIDE)
        pairs = zip(self.lines, self._removers, strict=True)
        tab_before(self.add_button, [part for line, remover in pairs for part in (*line, remover)])


def _cell(label: Label, field: TypedField) -> QWidget:
    made = QWidget()
    made.setLayout(column(label, field, spacing=2))
    return made


class CountField(QuantityField):
    """A whole number above zero; ``wrong`` is what it says of any other."""

    def __init__(self, wrong: UserError, *, most: int, required: bool = False) -> None:
        super().__init__(required=required)
        self._wrong, self._most = wrong, most

    def _parse(self, text: str) -> object:
        value = super()._parse(text)
        if isinstance(value, int) and (value % MILLI or not 0 < value <= self._most * MILLI):
            raise self._wrong
        return value


def share_count(*, required: bool) -> TypedField:
    """A field for a number of shares."""
    return CountField(ShareCountError(), most=MOST_SHARES, required=required)


def instalment_count() -> TypedField:
    """A field for how often a loan is paid back."""
    field = CountField(LoanTimesError(most=MOST_INSTALMENTS), most=MOST_INSTALMENTS, required=True)
    field.set_unit(_("times"))
    return field


def loan_side() -> TypedField:
    """A field for who lends."""
    field = SimpleChoice()
    field.set_choices([Choice(side.value, _(words)) for side, words in SIDE_WORDS.items()])
    field.set_value(LoanSide.TAKEN.value)
    return field


def loan_method() -> TypedField:
    """A field for how a loan is paid back."""
    field = SimpleChoice()
    field.set_choices([Choice(method.value, _(words)) for method, words in METHOD_WORDS.items()])
    field.set_value(LoanMethod.EQUAL_PRINCIPAL.value)
    return field


def money_column(title: str) -> LineColumn:
    """A column of amounts that every line needs."""
    return LineColumn(title, lambda: MoneyField(required=True))


def asset_kind() -> TypedField:
    """A field for what sort of asset it is."""
    field = SimpleChoice()
    field.set_choices([Choice(kind.value, _(words)) for kind, words in KIND_WORDS.items()])
    field.set_value(AssetKind.EQUIPMENT.value)
    return field


def bill_lines(person: Callable[[], TypedField], today: Callable[[], dt.date]) -> Lines:
    """Lines of bills that are not paid yet."""
    return Lines(
        (
            LineColumn(N_("Person"), person, 4),
            money_column(N_("Amount")),
            LineColumn(N_("Slip number"), lambda: NameField(most=60)),
            LineColumn(N_("Date on the slip"), lambda: ThaiDateField(today=today), 3),
        )
    )


def loan_lines(person: Callable[[], TypedField], today: Callable[[], dt.date]) -> Lines:
    """Lines of loans: what was agreed, and what is still owed."""

    def day() -> TypedField:
        return ThaiDateField(required=True, today=today)

    return Lines(
        (
            LineColumn(N_("Who lends"), loan_side),
            LineColumn(N_("With whom"), person),
            money_column(N_("Lent at first")),
            money_column(N_("Still owed of it")),
            LineColumn(N_("Interest still owed"), MoneyField),
            LineColumn(N_("Interest of a year"), PercentField),
            LineColumn(N_("How it is paid back"), loan_method),
            LineColumn(N_("Day of the contract"), day),
            LineColumn(N_("First instalment on"), day),
            LineColumn(N_("Instalments in all, one a month"), instalment_count),
        ),
        abreast=5,
    )


def share_lines(person: Callable[[], TypedField], count: Callable[[], TypedField]) -> Lines:
    """Lines of members' shares."""
    return Lines(
        (
            LineColumn(N_("Member"), person, 4),
            money_column(N_("Paid in so far")),
            LineColumn(N_("Number of shares"), count),
        )
    )
