"""The lines of an entry by hand: account, debit or credit, whose it is, what for."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.ledger import signed
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.parties import PartyRow
from app.services.manual_journal import JournalLineDraft
from reports.common import in_language
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField, NameField, TypedField
from ui.widgets.line_table import Line, LineColumn, LineTable
from ui.widgets.party_field import NewName, PartyField


class EntryLine(Line):
    """One account; a debit empties the credit and the other way round."""

    def __init__(self, choices: Sequence[Choice], people: Sequence[PartyRow]) -> None:
        self.account = ChoiceField(choices=choices, required=True)
        self.debit = MoneyField()
        self.credit = MoneyField()
        self.person = PartyField()
        self.person.set_people(people)
        self.note = NameField()
        super().__init__(self.account, self.debit, self.credit, self.person, self.note)
        self.debit.changed.connect(partial(self._on_side_changed, self.debit, self.credit))
        self.credit.changed.connect(partial(self._on_side_changed, self.credit, self.debit))

    def is_empty(self) -> bool:
        """Whether neither account nor amount was typed."""
        return self.account.is_empty() and self.debit.is_empty() and self.credit.is_empty()

    def after(self, field: TypedField) -> TypedField | None:
        """A line that has a debit needs no credit."""
        return self.person if field is self.debit and self.debit.number() else super().after(field)

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

    def _on_side_changed(self, mine: MoneyField, other: MoneyField, _value: object) -> None:
        if mine.number() and not other.is_empty():
            other.set_value(None)


class EntryLines(LineTable[EntryLine]):
    """Two lines at least: nothing is entered on one side alone."""

    least = 2
    columns = (
        LineColumn(lambda: _("Account"), 6),
        LineColumn(lambda: _("Debit"), 3, right=True),
        LineColumn(lambda: _("Credit"), 3, right=True),
        LineColumn(lambda: _("Person"), 4),
        LineColumn(lambda: _("Note"), 4),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._choices: list[Choice] = []
        self._people: Sequence[PartyRow] = ()
        super().__init__(parent)

    def make(self) -> EntryLine:
        """An empty line."""
        return EntryLine(self._choices, self._people)

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

    def set_drafts(self, drafts: Sequence[JournalLineDraft]) -> None:
        """Fill the lines in as an earlier entry had them."""
        for line, draft in zip(self.set_count(len(drafts)), drafts, strict=True):
            line.account.set_value(draft.account_code)
            (line.debit if draft.amount > 0 else line.credit).set_value(abs(draft.amount))
            line.person.set_value(draft.party_uid)
            line.note.set_value(draft.note)
        self.changed.emit()

    def drafts(self) -> tuple[JournalLineDraft, ...]:
        """The lines as they are typed."""
        return tuple(line.draft() for line in self.begun())

    def new_people(self) -> dict[int, NewName]:
        """People who are made with the entry, by the position of their line."""
        found = {at: line.new_person() for at, line in enumerate(self.begun())}
        return {at: name for at, name in found.items() if name is not None}
