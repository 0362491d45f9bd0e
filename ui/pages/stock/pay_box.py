"""How something is paid: by one way to pay now, in part or whole, the rest owed; or later altogether."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.sale_draft import TenderDraft
from app.i18n import _
from app.queries.catalogue import Tender
from ui import formats, theme
from ui.widgets.arrange import Form
from ui.widgets.basics import SegmentedControl, column
from ui.widgets.fields import MoneyField
from ui.widgets.labels import Label

LATER = "later"


class PayBox(QWidget):
    """Chooses a way to pay; ``tenders(total)`` gives the payments for a total."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tenders: tuple[Tender, ...] = ()
        self.how = SegmentedControl()
        self.how.chosen.connect(self._on_how_chosen)
        self.how_label = Label("", type="small", tone="soft")
        self.paid = MoneyField()
        self.paid.changed.connect(self._on_paid_changed)
        self.left = Label("", tone="turmeric", wrap=True)
        self.form = Form(2)
        self.paid_label = self.form.add("", self.paid)
        self.form.setColumnStretch(1, 1)
        self.paid_box = QWidget()
        self.paid_box.setLayout(self.form)
        self.setLayout(column(self.how_label, self.how, self.paid_box, self.left, spacing=theme.INSIDE))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.how_label.setText(_("How it is paid"))
        self.how.setAccessibleName(_("How it is paid"))
        self.paid_label.setText(_("Paid now (empty: all of it)"))
        self.paid.setAccessibleName(_("Paid now (empty: all of it)"))
        self.paid.set_unit(_("baht"))
        self.set_tenders(self._tenders)

    def set_tenders(self, tenders: Sequence[Tender]) -> None:
        """Other ways to pay."""
        first = not self._tenders
        self._tenders = tuple(tenders)
        choices: list[tuple[object, str]] = [(tender.uid, tender.name) for tender in self._tenders]
        self.how.set_choices([*choices, (LATER, _("Owed, paid later"))])
        if first and self._tenders:
            self.how.set_key(self._tenders[0].uid)
            self.changed.emit()

    def clear(self) -> None:
        """Back to the first way to pay, all of it."""
        if self._tenders:
            self.how.set_key(self._tenders[0].uid)
        self.paid.set_value(None)
        self.show_left(0)

    def is_touched(self) -> bool:
        """Whether something was typed."""
        return not self.paid.is_empty()

    def tenders(self, total: int) -> tuple[TenderDraft, ...]:
        """The payments for a total in satang; what they leave is owed."""
        uid = self.how.key()
        tender = next((each for each in self._tenders if each.uid == uid), None)
        if tender is None:
            return ()
        paid = self.paid.number()
        amount = total if paid is None else paid
        return (TenderDraft(tender.uid, amount, is_cash=tender.kind == "cash", confirmed=True),)

    def show_left(self, left: int) -> None:
        """Say what stays owed."""
        later = self.how.key() == LATER
        self.paid_box.setVisible(not later)
        words = _("{amount} baht stay owed.").format(amount=formats.money(left)) if left > 0 else ""
        self.left.setText(words)
        self.left.setVisible(bool(words))

    def words(self, left: int) -> str:
        """How it is paid and what stays owed, in a few words."""
        if self.how.key() == LATER:
            return _("Owed, paid later")
        uid = self.how.key()
        name = next((tender.name for tender in self._tenders if tender.uid == uid), "")
        owed = _("{amount} baht stay owed.").format(amount=formats.money(left)) if left > 0 else ""
        return " · ".join(part for part in (name, owed) if part)

    @Slot(object)
    def _on_how_chosen(self, _key: object) -> None:
        self.changed.emit()

    @Slot(object)
    def _on_paid_changed(self, _value: object) -> None:
        self.changed.emit()
