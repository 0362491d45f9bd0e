"""Lines of one sort of balance: fields beside each other, one more line whenever the last is begun."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

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
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, NumberField, PercentField, QuantityField, TypedField
from ui.widgets.line_table import Line, LineColumn, LineTable
from ui.widgets.party_field import NewName, PartyField


@dataclass(frozen=True, slots=True)
class FieldColumn:
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


class Lines(LineTable[Line]):
    """Lines of some columns, as many as are wanted."""

    least = 0

    def __init__(
        self, columns: Sequence[FieldColumn], *, abreast: int = 0, parent: QWidget | None = None
    ) -> None:
        self._fields, self.abreast = columns, abreast
        self.columns = [LineColumn(partial(_, each.title), each.stretch) for each in columns]
        super().__init__(parent)

    def make(self) -> Line:
        """An empty line."""
        return Line(*(each.make() for each in self._fields))

    def set_rows(self, rows: Sequence[Sequence[object]]) -> None:
        """Lines as they were typed before, in place of those that are here."""
        for line, values in zip(self.set_count(len(rows)), rows, strict=True):
            for field, value in zip(line.fields, values, strict=False):
                if isinstance(value, NewName) and isinstance(field, PartyField):
                    field.set_choices([*field.model.choices(), Choice(value, value.name)])
                field.set_value(value or None if not isinstance(value, int) else value)
        self.changed.emit()

    def rows(self) -> list[tuple[object, ...]]:
        """What is typed, line by line, without the empty ones."""
        return [tuple(map(value_of, line.fields)) for line in self.begun()]

    def fields_of(self, column: int) -> list[TypedField]:
        """The fields of one column."""
        return [line.fields[column] for line in self.lines]


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


def money_column(title: str) -> FieldColumn:
    """A column of amounts that every line needs."""
    return FieldColumn(title, lambda: MoneyField(required=True))


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
            FieldColumn(N_("Person"), person, 4),
            money_column(N_("Amount")),
            FieldColumn(N_("Slip number"), lambda: NameField(most=60)),
            FieldColumn(N_("Date on the slip"), lambda: ThaiDateField(today=today), 3),
        )
    )


def loan_lines(person: Callable[[], TypedField], today: Callable[[], dt.date]) -> Lines:
    """Lines of loans: what was agreed, and what is still owed."""

    def day() -> TypedField:
        return ThaiDateField(required=True, today=today)

    return Lines(
        (
            FieldColumn(N_("Who lends"), loan_side),
            FieldColumn(N_("With whom"), person),
            money_column(N_("Lent at first")),
            money_column(N_("Still owed of it")),
            FieldColumn(N_("Interest still owed"), MoneyField),
            FieldColumn(N_("Interest of a year"), PercentField),
            FieldColumn(N_("How it is paid back"), loan_method),
            FieldColumn(N_("Day of the contract"), day),
            FieldColumn(N_("First instalment on"), day),
            FieldColumn(N_("Instalments in all, one a month"), instalment_count),
        ),
        abreast=5,
    )


def share_lines(person: Callable[[], TypedField], count: Callable[[], TypedField]) -> Lines:
    """Lines of members' shares."""
    return Lines(
        (
            FieldColumn(N_("Member"), person, 4),
            money_column(N_("Paid in so far")),
            FieldColumn(N_("Number of shares"), count),
        )
    )
