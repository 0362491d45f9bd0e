"""The form of the books of paper receipts: who has which, which numbers are missing, which were spoiled."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.receipt_book import BookData, range_words
from app.i18n import _
from app.queries.parties import PartyRow
from app.queries.receipt_books import ReceiptBookRow
from app.thai.dates import today
from ui import theme
from ui.pages.events.tally_lines import NumberOfReceipt
from ui.pages.events.work import BookChanges, Lists
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of

WIDE = 1180


class BookRow(Line):
    """A book of receipts."""

    def __init__(self, today: Callable[[], dt.date], people: Sequence[PartyRow]) -> None:
        self.uid: bytes | None = None
        self.note = ""
        self.name = NameField(required=True, most=60)
        self.first, self.last = NumberOfReceipt(required=True), NumberOfReceipt(required=True)
        self.holder = PartyField()
        self.holder.set_people(people)
        self.issued, self.returned = ThaiDateField(required=True, today=today), ThaiDateField(today=today)
        super().__init__(self.name, self.first, self.last, self.holder, self.issued, self.returned)

    def is_empty(self) -> bool:
        """Whether neither its name nor its numbers were typed."""
        return self.name.is_empty() and self.first.is_empty() and self.last.is_empty()

    def data(self) -> BookData:
        """The book as it is typed."""
        return BookData(
            self.name.name(),
            self.first.whole() or 0,
            self.last.whole() or 0,
            self.issued.date() or dt.date.min,
            uid_of(self.holder),
            self.returned.date(),
            self.note,
        )


class BookRows(LineTable[BookRow]):
    """The books, one a line."""

    columns = (
        LineColumn(lambda: _("Receipt book"), 3),
        LineColumn(lambda: _("From number"), 2, right=True),
        LineColumn(lambda: _("To number"), 2, right=True),
        LineColumn(lambda: _("Who has it"), 4),
        LineColumn(lambda: _("Given out"), 4),
        LineColumn(lambda: _("Came back"), 4),
    )

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        self._today = today
        self._people: Sequence[PartyRow] = ()
        super().__init__(parent)

    def make(self) -> BookRow:
        """An empty line, given out today."""
        line = BookRow(self._today, self._people)
        line.issued.set_value(self._today())
        return line

    def set_people(self, people: Sequence[PartyRow]) -> None:
        """Who can have a book."""
        self._people = people
        for line in self.lines:
            line.holder.set_people(people)

    def show_books(self, books: Sequence[ReceiptBookRow]) -> None:
        """The books as they stand, and an empty line."""
        for line, each in zip(self.set_count(len(books)), books, strict=True):
            line.uid, line.note = each.uid, each.data.note
            values = (
                *(each.name, each.data.first_number * 1_000, each.data.last_number * 1_000),
                *(each.data.party_uid, each.data.issued_on, each.data.returned_on),
            )
            for field, value in zip(line.fields, values, strict=True):
                field.set_value(value)
        self.new_line()
        self.changed.emit()


class SpoiledRow(Line):
    """A receipt that was not used."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.book, self.number = SimpleChoice(), NumberOfReceipt(required=True)
        self.book.set_choices(list(choices))
        self.book.set_value(choices[0].key if choices else None)
        self.reason = NameField(required=True, most=300)
        super().__init__(self.book, self.number, self.reason)


class SpoiledRows(LineTable[SpoiledRow]):
    """Receipts that were torn out, crossed through or lost."""

    columns = (
        LineColumn(lambda: _("Receipt book"), 4),
        LineColumn(lambda: _("Number"), 2, right=True),
        LineColumn(lambda: _("Why it is not used"), 8),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._choices: list[Choice] = []
        super().__init__(parent)

    def make(self) -> SpoiledRow:
        """An empty line."""
        return SpoiledRow(self._choices)

    def show_books(self, books: Sequence[ReceiptBookRow]) -> None:
        """What is noted, and an empty line."""
        self._choices = [Choice(each.uid, each.name) for each in books]
        noted = [(each.uid, one.number, one.reason) for each in books for one in each.spoiled]
        for line, (uid, number, reason) in zip(self.set_count(len(noted)), noted, strict=True):
            line.book.set_value(uid)
            line.number.set_value(number * 1_000)
            line.reason.set_value(reason)
        self.new_line()
        self.changed.emit()

    def typed(self) -> dict[tuple[bytes, int], str]:
        """Reasons by book and number."""
        return {
            (key, number): line.reason.name()
            for line in self.begun()
            if isinstance(key := line.book.key(), bytes) and (number := line.number.whole()) is not None
        }


class BooksForm(FormPage):
    """Every book of receipts; ``submitted`` gives ``BookChanges``."""

    submitted = Signal(object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._books: Sequence[ReceiptBookRow] = ()
        self.content.setMaximumWidth(theme.px(WIDE))
        self.table, self.spoiled = BookRows(today), SpoiledRows()
        self.hint, self.spoiled_title = Label("", tone="soft", wrap=True), Label("", type="large")
        self.states = Label("", wrap=True)
        for part in (self.table, self.states, self.hint, self.spoiled_title, self.spoiled):
            self.add(part)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Books of receipts"))
        self.save_button.set_text(_("Save the books"))
        self.hint.setText(
            _("A number is missing when later ones of its book were used and nobody says what became of it.")
        )
        self.spoiled_title.setText(_("Spoiled receipts"))
        self.table.retranslate()
        self.spoiled.retranslate()
        self._show_states()

    def set_lists(self, lists: Lists) -> None:
        """People."""
        self.table.set_people(lists.people)

    def show_books(self, books: Sequence[ReceiptBookRow]) -> None:
        """The books as they stand."""
        self._books = books
        self.set_busy(False)
        self.say("")
        self.table.show_books(books)
        self.spoiled.show_books(books)
        self.spoiled.setVisible(bool(books))
        self.spoiled_title.setVisible(bool(books))
        self._show_states()
        self.table.lines[-1].name.edit.setFocus()

    def submit(self) -> None:
        """Check every line, then hand over what is different."""
        if self.busy:
            return
        self.say("")
        begun = self.table.begun()
        if [line for line in reversed(begun) if not line.check()]:
            return
        if [line for line in reversed(self.spoiled.begun()) if not line.check()]:
            return
        known = {each.uid: each.data for each in self._books}
        there = {line.uid for line in begun}
        changed = tuple(
            (line.uid, line.data())
            for line in begun
            if line.uid is None or line.data() != known.get(line.uid)
        )
        before = {(each.uid, one.number): one.reason for each in self._books for one in each.spoiled}
        after = self.spoiled.typed()
        changes = BookChanges(
            changed,
            tuple(uid for uid in known if uid not in there),
            tuple((*key, reason) for key, reason in after.items() if before.get(key) != reason),
            tuple(key for key in before if before[key] != after.get(key)),
            tuple(name for line in begun for name in new_in(line.holder)),
        )
        self.set_busy(True)
        self.submitted.emit(changes)

    def _show_states(self) -> None:
        """What became of the numbers, book by book."""
        self.states.setText("\n".join(_state(each) for each in self._books if each.used or each.missing))
        self.states.setVisible(any(each.used or each.missing for each in self._books))
        self.hint.setVisible(any(each.missing for each in self._books))
        theme.set_role(self.states, tone="turmeric" if any(each.missing for each in self._books) else "soft")


def _state(each: ReceiptBookRow) -> str:
    words = [_("used {count}").format(count=each.used)]
    if each.missing:
        words.append(_("missing {numbers}").format(numbers=range_words(each.state.missing)))
    return f"{each.name}: {' · '.join(words)}"
