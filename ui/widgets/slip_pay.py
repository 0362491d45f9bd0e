"""How a slip is paid: from a place of money, in whole or part, out of a person's own purse, or later."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.slip_entry import Direction, PayDraft, PayKind
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.parties import PartyRow
from reports.common import in_language
from ui.widgets.arrange import Form
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.fields import MoneyField
from ui.widgets.party_field import NewName, PartyField

LATER, PURSE = "later", "purse"


def uid_of(field: PartyField) -> bytes | None:
    """Whom a field names, somebody known or new."""
    key = field.key()
    if isinstance(key, NewName):
        return key.uid
    return key if isinstance(key, bytes) else None


def new_in(*fields: PartyField) -> tuple[NewName, ...]:
    """The people that fields name for the first time."""
    return tuple(key for field in fields if isinstance(key := field.key(), NewName))


class SlipPay(QWidget):
    """The fields of a payment; without an amount all of it is paid."""

    changed = Signal()

    def __init__(self, direction: Direction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._direction = direction
        self._accounts: Sequence[Account] = ()
        self.how = SimpleChoice(required=True)
        self.how.committed.connect(self._on_how_committed)
        self.paid = MoneyField()
        self.whose = PartyField()
        form = Form(2)
        self._labels = [form.add("", self.how), form.add("", self.paid), form.add("", self.whose)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        comes_in = self._direction is Direction.IN
        words = (
            _("Received in") if comes_in else _("Paid from"),
            _("Of it now (empty: all)"),
            _("Whose purse"),
        )
        for label, field, text in zip(self._labels, (self.how, self.paid, self.whose), words, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.paid.set_unit(_("baht"))
        self._offer()

    def set_lists(self, accounts: Sequence[Account], people: Sequence[PartyRow]) -> None:
        """Where money lies, and whose purse it may be."""
        self._accounts = accounts
        self.whose.set_people(people)
        self._offer()

    def clear(self) -> None:
        """Back to the first place of money, all of it."""
        self.how.set_value(self._accounts[0].code if self._accounts else LATER)
        self.paid.set_value(None)
        self.whose.set_value(None)
        self._show()

    def check(self) -> bool:
        """Whether what is typed can be read."""
        self.whose.set_required(self.how.key() == PURSE)
        return self.whose.check() and self.paid.check() and self.how.check()

    def pays(self, total: int) -> tuple[PayDraft, ...]:
        """The payments of a total in satang; what they leave is owed."""
        how = self.how.key()
        if how is None or how == LATER:
            return ()
        paid = self.paid.number()
        amount = total if paid is None else paid
        if how == PURSE:
            return (PayDraft(PayKind.PURSE, amount, party_uid=uid_of(self.whose)),)
        return (PayDraft(PayKind.MONEY, amount, str(how)),)

    def _offer(self) -> None:
        chosen = self.how.key()
        choices = [
            Choice(each.code, in_language(each.name, each.name_en), note=each.holder)
            for each in self._accounts
        ]
        if self._direction is Direction.OUT:
            choices.append(Choice(PURSE, _("A member's own purse")))
        choices.append(Choice(LATER, _("Owed, paid later")))
        self.how.set_choices(choices)
        self.how.set_value(chosen if chosen is not None else choices[0].key)
        self._show()

    def _show(self) -> None:
        how = self.how.key()
        self.paid.setVisible(how != LATER)
        self._labels[1].setVisible(how != LATER)
        self.whose.setVisible(how == PURSE)
        self._labels[2].setVisible(how == PURSE)

    @Slot(object)
    def _on_how_committed(self, _key: object) -> None:
        self._show()
        self.changed.emit()
