"""Further ways in which one slip was paid, below the first: cash besides a transfer, a purse besides both."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.slip_entry import PayDraft, PayKind
from app.i18n import _
from app.queries.parties import PartyRow
from ui import theme
from ui.widgets.arrange import row
from ui.widgets.buttons import IconButton
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField, TypedField
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import uid_of

PURSE, ADVANCE, LATER = "purse", "advance", "later"
KINDS = {PURSE: PayKind.PURSE, ADVANCE: PayKind.ADVANCE}
KEYS = {kind: key for key, kind in KINDS.items()}


def pay_of(how: ChoiceField, whose: PartyField, amount: int) -> PayDraft | None:
    """A payment as it is typed; None of what is paid later."""
    key = how.key()
    if key is None or key == LATER:
        return None
    if key in KINDS:
        return PayDraft(KINDS[str(key)], amount, party_uid=uid_of(whose))
    return PayDraft(PayKind.MONEY, amount, str(key))


def key_of(pay: PayDraft) -> str:
    """What stands in the list of ways for a payment."""
    return KEYS.get(pay.kind, pay.account_code)


class Way(QWidget):
    """One further way: how, how much of it, whose money."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.how, self.amount = ChoiceField(required=True), MoneyField(required=True)
        self.whose = PartyField()
        self.remove = IconButton("trash-2", "", token="ink-soft")
        last = QWidget()
        last.setLayout(row(self.whose, self.remove, -1, spacing=theme.INSIDE))
        whole = row(self.how, self.amount, last, spacing=theme.BETWEEN)
        for at, share in enumerate((4, 3, 4)):
            whole.setStretch(at, share)
        self.setLayout(whole)
        self.how.committed.connect(self._on_how_committed)
        self.show_whose()

    def fields(self) -> tuple[TypedField, ...]:
        """Everything that is typed, in the order of the keys."""
        return (self.how, self.amount, self.whose)

    def show_whose(self) -> None:
        """A purse or an advance is somebody's."""
        someone = self.how.key() in KINDS
        self.whose.setVisible(someone)
        self.whose.set_required(someone)

    def _on_how_committed(self, _key: object) -> None:
        self.show_whose()


class Ways(QWidget):
    """The further ways of a slip; there may be none."""

    changed = Signal()
    added = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ways: list[Way] = []
        self._choices: Sequence[Choice] = ()
        self._people: Sequence[PartyRow] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.INSIDE)
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        names = (_("Another way of paying"), _("Paid this way"), _("Whose money"))
        for way in self.ways:
            for field, text in zip(way.fields(), names, strict=True):
                field.setAccessibleName(text)
            way.whose.edit.setPlaceholderText(names[2])
            way.amount.set_unit(_("baht"))
            way.remove.set_name(_("Remove this way of paying"))

    def set_lists(self, choices: Sequence[Choice], people: Sequence[PartyRow]) -> None:
        """What can be chosen; what is paid later is what all ways leave, so it is none of them."""
        self._choices, self._people = [each for each in choices if each.key != LATER], people
        for way in self.ways:
            self._offer(way)

    def add(self, amount: int | None = None) -> Way:
        """One more way below, for what is left."""
        way = Way()
        way.remove.clicked.connect(partial(self._on_remove_clicked, way))
        self._offer(way)
        way.amount.set_value(amount or None)
        self.ways.append(way)
        self._layout.addWidget(way)
        self.show()
        way.show()  # a layout would only show it in the next turn, and the keys are to find it now
        self.added.emit(way)
        self.retranslate()
        return way

    def clear(self) -> None:
        """None at all."""
        while self.ways:
            self._drop(self.ways[-1])

    def drop_empty(self) -> None:
        """Take away ways without an amount."""
        for way in [each for each in self.ways if each.amount.is_empty()]:
            self._drop(way)

    def set_pays(self, pays: Sequence[PayDraft]) -> None:
        """As another slip had them."""
        self.clear()
        for pay in pays:
            way = self.add(pay.amount)
            way.how.set_value(key_of(pay))
            way.whose.set_value(pay.party_uid)
            way.show_whose()

    def pays(self) -> tuple[PayDraft, ...]:
        """The ways as they are typed; one without an amount is left out."""
        begun = [way for way in self.ways if not way.amount.is_empty()]
        found = (pay_of(way.how, way.whose, way.amount.number_or_zero()) for way in begun)
        return tuple(pay for pay in found if pay is not None)

    def fields(self) -> list[TypedField]:
        """All fields in the order of the keys."""
        return [field for way in self.ways for field in way.fields()]

    def payers(self) -> tuple[PartyField, ...]:
        """The fields that name whose money it was."""
        return tuple(way.whose for way in self.ways if way.how.key() in KINDS)

    # ---- inside

    def _offer(self, way: Way) -> None:
        way.how.set_choices(self._choices)
        way.whose.set_people(self._people)

    def _on_remove_clicked(self, way: Way, _checked: bool = False) -> None:
        self._drop(way)
        self.changed.emit()

    def _drop(self, way: Way) -> None:
        self.ways.remove(way)
        self.removed.emit(way)
        self._layout.removeWidget(way)
        way.hide()
        way.deleteLater()
        self.setVisible(bool(self.ways))
