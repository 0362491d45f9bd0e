"""Payments that name somebody: PromptPay with its payee, a debt with its customer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.payments.promptpay import TargetKind, format_target, payload
from app.services.sales import PartyNeededError
from app.thai.baht_text import baht_text
from ui import formats, theme
from ui.messages_text import error_text
from ui.pages.sell.items import TenderItem
from ui.pages.sell.panes import AFTER_EDITING, Pane, Taken
from ui.pages.sell.payment import Payment
from ui.widgets.basics import Button, EmptyState, column, row
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField
from ui.widgets.labels import Label
from ui.widgets.qr_view import QrView


class QrPane(Pane):
    """The QR code, the amount large, the payee in words, and the seller's word that the money came."""

    settings_wanted = Signal()
    wait = Signal(object)
    """A ``Taken`` whose money is on its way: the next customer is served meanwhile."""
    code_shown = Signal(str, object, str)
    """What the code says, its amount in satang, and the payee."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.qr = QrView()
        self.amount = Label("", type="hero")
        self.spelled = Label("", tone="soft", wrap=True)
        self.payee_words = Label("", type="small", tone="soft")
        self.payee = Label("", type="large", strong=True, wrap=True)
        self.part = MoneyField()
        self.part.committed.connect(self._on_part_committed)
        self.hint = Label("", type="small", tone="soft", wrap=True)
        self.primary = Button("", self.submit, kind="primary", touch=True)
        self.primary.setProperty("large", True)
        self.wait_button = Button("", self.put_aside, icon="pause", touch=True)
        side = column(
            self.amount,
            self.spelled,
            theme.INSIDE,
            self.payee_words,
            self.payee,
            -1,
            self.part,
            self.hint,
            spacing=4,
        )
        across = QHBoxLayout()
        across.setSpacing(theme.BETWEEN)
        across.addWidget(self.qr, 3)
        across.addLayout(side, 2)
        buttons = row(self.wait_button, self.primary)
        buttons.setStretch(0, 2)
        buttons.setStretch(1, 3)
        self._code = QWidget()
        layout = QVBoxLayout(self._code)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(across, 1)
        layout.addLayout(buttons)
        self.missing = EmptyState("qr-code", "", "…", self.settings_wanted.emit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._code)
        whole.addWidget(self.missing)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.part.edit.setPlaceholderText(_("Only a part by QR"))
        self.part.setAccessibleName(_("Only a part by QR"))
        self.hint.setText(_("Look into the bank's app: only then is it paid."))
        self.primary.set_text(_("Confirmed  Enter"))
        self.wait_button.set_text(_("Serve the next  F7"))
        self.missing.set_texts(
            _("No PromptPay number is set yet, so there is no QR code to show."), _("Open Settings")
        )
        self.show_due()

    def open(self, tender: TenderItem, payment: Payment) -> None:
        """A code for all that is due."""
        words = (_("Look into the bank's app: only then is it paid."), tender.comes_later(payment.on))
        self.hint.setText(" ".join(filter(None, words)))
        self.part.set_value(None)
        super().open(tender, payment)

    def focus_first(self) -> None:
        """Enter confirms."""
        (self.primary if self._code.isVisibleTo(self) else self.missing.button).setFocus()

    def show_due(self) -> None:
        """Draw the code for what is to be transferred now."""
        tender = self.tender
        ready = tender is not None and bool(tender.promptpay_target)
        self._code.setVisible(ready)
        self.missing.setVisible(not ready)
        if not ready or tender is None:
            return
        amount = self._amount()
        self.amount.setText(formats.money(amount))
        self.spelled.setText(baht_text(amount))
        self.payee.setText(tender.payee or tender.words)
        target = format_target(tender.promptpay_kind, tender.promptpay_target)
        self.payee_words.setText(_("To {target}").format(target=target))
        try:
            code = payload(TargetKind(tender.promptpay_kind), tender.promptpay_target, amount)
        except UserError as error:
            self.qr.show_payload("", error_text(error))
            self.part.set_error(error_text(error))
            return
        words = _("QR code for {amount} baht to {payee}").format(
            amount=self.amount.raw(), payee=self.payee.raw()
        )
        self.qr.show_payload(code, words)
        self.code_shown.emit(code, amount, self.payee.raw())

    def show_slip(self, words: str) -> None:
        """Say that a transfer slip was scanned, or that it was taken before."""
        self.hint.setText(words)

    @Slot()
    def put_aside(self) -> None:
        """F7: the money is on its way, and the next customer is served."""
        if self.tender is not None and self.tender.promptpay_target and self.part.check():
            self.show_due()
            self.wait.emit(Taken(self.tender, self._amount()))

    def _amount(self) -> int:
        return self.part.number() or self.due

    @Slot(object)
    def _on_part_committed(self, _value: object) -> None:
        self.show_due()
        self.primary.setFocus()

    @Slot()
    def submit(self) -> None:
        """The seller has seen the money."""
        if self.tender is not None and self.tender.promptpay_target and self.part.check():
            self.show_due()
            self._take(self._amount(), confirmed=True)


class AccountPane(Pane):
    """Pay later: who, and how much; a new name is made with Enter."""

    party_wanted = Signal(str)
    """A name that is not in the book yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.party_words = Label("", type="small", tone="soft")
        self.party = ChoiceField(on_create=_not_yet)
        self.party.created.connect(self.party_wanted)
        self.party.committed.connect(self._on_party_committed)
        self.owes = Label("", tone="soft", wrap=True, private="figures")
        self.amount_words = Label("", type="small", tone="soft")
        self.amount = MoneyField()
        self.amount.edit.returnPressed.connect(self.submit, AFTER_EDITING)
        self.primary = Button("", self.submit, kind="primary", touch=True)
        self.primary.setProperty("large", True)
        self._owed: dict[object, int] = {}
        inner = column(
            self.party_words,
            self.party,
            self.owes,
            theme.INSIDE,
            self.amount_words,
            self.amount,
            theme.INSIDE,
            self.primary,
            -1,
            spacing=4,
        )
        inner.setContentsMargins(0, 0, 0, 0)
        self.setLayout(inner)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.party_words.setText(_("Who will pay later? Type a name; a new one is added with Enter."))
        self.party.setAccessibleName(_("Customer"))
        self.amount_words.setText(_("Amount"))
        self.amount.setAccessibleName(_("Amount"))
        self.primary.set_text(_("Put on account  Enter"))
        self._show_owed()

    def set_parties(self, parties: Sequence[tuple[bytes, str, str, int]]) -> None:
        """Who is in the book: (uid, name, code, what she owes in satang)."""
        self._owed = {uid: owes for uid, _name, _code, owes in parties}
        self.party.set_choices([Choice(uid, name, code) for uid, name, code, _owes in parties])
        if self.payment is not None and self.payment.party_uid is not None:
            self.party.set_value(self.payment.party_uid)
        self._show_owed()

    def choose(self, uid: bytes) -> None:
        """Choose a party that is in the list and go on."""
        self.party.set_value(uid)
        self._on_party_committed(uid)

    def open(self, tender: TenderItem, payment: Payment) -> None:
        """All that is due, for whoever is known already."""
        self.party.set_value(payment.party_uid)
        super().open(tender, payment)
        self._show_owed()

    def show_due(self) -> None:
        """All that is due stands in the field."""
        self.amount.set_value(self.due)

    def focus_first(self) -> None:
        """The name first; known already, Enter is enough."""
        (self.primary if self.party.key() is not None else self.party.edit).setFocus()

    @Slot(object)
    def _on_party_committed(self, key: object) -> None:
        if self.payment is not None:
            self.payment.party_uid = key if isinstance(key, bytes) else None
            self.payment.party_name = self.party.text() if key is not None else ""
        self._show_owed()
        if key is not None:
            self.primary.setFocus()

    def _show_owed(self) -> None:
        owes = self._owed.get(self.party.key(), 0)
        self.owes.setVisible(owes > 0)
        self.owes.setText(_("Owes {amount} baht from before.").format(amount=formats.money(owes)))

    @Slot()
    def submit(self) -> None:
        """Put it on account; without a name it says so."""
        key = self.party.key()
        if key is None and not self.party.is_empty():
            self.party_wanted.emit(self.party.text())
            return
        if not isinstance(key, bytes):
            self.party.set_error(error_text(PartyNeededError()))
            self.party.edit.setFocus()
            return
        if self.payment is not None:
            self.payment.party_uid, self.payment.party_name = key, self.party.text()
        if self.amount.check():
            self._take(self.amount.number_or_zero())


def _not_yet(_name: str) -> None:
    """New names are made on the storage worker, so there is no key yet."""
