"""The lines of an entry by hand: account, debit or credit, whose it is, what for."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.ledger import signed
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.parties import PartyRow
from app.services.manual_journal import JournalLineDraft
from reports.common import in_language
from ui import theme
from ui.widgets.basics import Button, IconButton
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.labels import Label
from ui.widgets.party_field import NewName, PartyField

FIRST_LINES = 2


class EntryLine:
    """The fields of one line; a debit empties the credit and the other way round."""

    def __init__(self, choices: Sequence[Choice], people: Sequence[PartyRow]) -> None:
        self.account = ChoiceField(choices=choices, required=True)
        self.debit = MoneyField()
        self.credit = MoneyField()
        self.person = PartyField()
        self.person.set_people(people)
        self.note = NameField()
        self.remove = IconButton("trash-2", "")

    def fields(self) -> tuple[QWidget, ...]:
        """Everything that stands in the line."""
        return (self.account, self.debit, self.credit, self.person, self.note, self.remove)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self.account.is_empty() and self.debit.is_empty() and self.credit.is_empty()

    def draft(self) -> JournalLineDraft:
        """The line as it is typed."""
        key = self.person.key()
        return JournalLineDraft(
            str(self.account.key() or ""),
            signed(self.debit.number_or_zero(), self.credit.number_or_zero()),
            key if isinstance(key, bytes) else None,
            self.note.name(),
        )

    def new_person(self) -> NewName | None:
        """Somebody who is made with the entry."""
        key = self.person.key()
        return key if isinstance(key, NewName) else None

    def check(self) -> bool:
        """Whether the line is whole; the first fault takes the cursor."""
        return self.note.check() and self.person.check() and self.credit.check() and self.debit.check() and (
            self.account.check()
        )  # fmt: skip


class EntryLines(QWidget):
    """Lines that grow as they are filled in."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[EntryLine] = []
        self._choices: list[Choice] = []
        self._people: Sequence[PartyRow] = ()
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        self.titles = [
            Label("", type="small", tone="soft", align=each) for each in (left, right, right, left, left)
        ]
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.INSIDE)
        self.grid.setVerticalSpacing(theme.INSIDE)
        for number, stretch in enumerate((6, 3, 3, 4, 4, 0)):
            self.grid.setColumnStretch(number, stretch)
        for number, title in enumerate(self.titles):
            self.grid.addWidget(title, 0, number)
        self.add_button = Button("", self.add_line, kind="link", icon="plus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(self.grid)
        layout.addWidget(self.add_button)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        words = (_("Account"), _("Debit"), _("Credit"), _("Person"), _("Note"))
        for title, text in zip(self.titles, words, strict=True):
            title.setText(text)
        self.add_button.set_text(_("Add a line"))
        for line in self.lines:
            for field, text in zip(line.fields(), words, strict=False):
                field.setAccessibleName(text)
            line.remove.set_name(_("Remove this line"))

    def set_lists(self, accounts: Sequence[Account], people: Sequence[PartyRow]) -> None:
        """What can be chosen."""
        self._choices = [
            Choice(
                row.code, f"{row.code} {in_language(row.name, row.name_en)}", also=f"{row.name} {row.name_en}"
            )
            for row in accounts
        ]
        self._people = people
        for line in self.lines:
            line.account.set_choices(self._choices)
            line.person.set_people(people)

    def clear(self) -> None:
        """Two empty lines."""
        for line in list(self.lines):
            self._remove(line)
        for _number in range(FIRST_LINES):
            self._new_line()
        self.changed.emit()

    def set_drafts(self, drafts: Sequence[JournalLineDraft]) -> None:
        """Fill the lines in as an earlier entry had them."""
        for line in list(self.lines):
            self._remove(line)
        for draft in drafts:
            line = self._new_line()
            line.account.set_value(draft.account_code)
            (line.debit if draft.amount > 0 else line.credit).set_value(abs(draft.amount))
            line.person.set_value(draft.party_uid)
            line.note.set_value(draft.note)
        self.changed.emit()

    def begun(self) -> list[EntryLine]:
        """The lines that something was typed in."""
        return [line for line in self.lines if not line.is_empty()]

    def drafts(self) -> tuple[JournalLineDraft, ...]:
        """The lines as they are typed."""
        return tuple(line.draft() for line in self.begun())

    def new_people(self) -> dict[int, NewName]:
        """People who are made with the entry, by the position of their line."""
        found = {at: line.new_person() for at, line in enumerate(self.begun())}
        return {at: name for at, name in found.items() if name is not None}

    def check(self) -> bool:
        """Whether every line that was begun is whole."""
        begun = self.begun() or self.lines[:1]
        return not [line for line in reversed(begun) if not line.check()]

    def add_line(self) -> EntryLine:
        """One more line, with the cursor in it."""
        line = self._new_line()
        line.account.edit.setFocus()
        return line

    # ---- inside

    def _new_line(self) -> EntryLine:
        line = EntryLine(self._choices, self._people)
        line.account.committed.connect(partial(self._on_account_committed, line))
        line.debit.changed.connect(partial(self._on_side_changed, line, True))
        line.credit.changed.connect(partial(self._on_side_changed, line, False))
        line.debit.edit.returnPressed.connect(partial(self._on_debit_entered, line))
        line.credit.edit.returnPressed.connect(line.person.edit.setFocus)
        line.person.committed.connect(partial(self._on_person_committed, line))
        line.note.edit.returnPressed.connect(partial(self._go_on, line))
        line.remove.clicked.connect(partial(self._on_remove_clicked, line))
        self.lines.append(line)
        for number, field in enumerate(line.fields()):
            self.grid.addWidget(field, len(self.lines), number)
        self.retranslate()
        return line

    def _on_account_committed(self, line: EntryLine, key: object) -> None:
        if key is not None:
            line.debit.edit.setFocus()
        self.changed.emit()

    def _on_side_changed(self, line: EntryLine, is_debit: bool, _value: object) -> None:
        other = line.credit if is_debit else line.debit
        mine = line.debit if is_debit else line.credit
        if mine.number() and not other.is_empty():
            other.set_value(None)
        self.changed.emit()

    def _on_debit_entered(self, line: EntryLine) -> None:
        (line.person if line.debit.number() else line.credit).edit.setFocus()

    def _on_person_committed(self, line: EntryLine, _key: object) -> None:
        line.note.edit.setFocus()

    def _go_on(self, line: EntryLine) -> None:
        at = self.lines.index(line) + 1
        if at == len(self.lines):
            self.add_line()
        else:
            self.lines[at].account.edit.setFocus()

    def _on_remove_clicked(self, line: EntryLine, _checked: bool = False) -> None:
        self._remove(line)
        while len(self.lines) < FIRST_LINES:
            self._new_line()
        for number, left in enumerate(self.lines, start=1):
            for at, field in enumerate(left.fields()):
                self.grid.addWidget(field, number, at)
        self.changed.emit()

    def _remove(self, line: EntryLine) -> None:
        self.lines.remove(line)
        for field in line.fields():
            self.grid.removeWidget(field)
            field.hide()
            field.deleteLater()
