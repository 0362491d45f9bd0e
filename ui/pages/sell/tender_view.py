"""Taking the money: ways to pay, what was taken so far, what is left; in place of the grid."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.sale_draft import TenderDraft, TenderShortError
from app.errors import UserError
from app.i18n import N_, _
from ui import formats, theme
from ui.messages_text import error_text
from ui.pages.sell.chips import ButtonRow, ChipRow
from ui.pages.sell.items import TenderItem
from ui.pages.sell.panes import CashPane, Pane, Taken, TransferPane
from ui.pages.sell.panes_named import AccountPane, QrPane
from ui.pages.sell.payment import Payment
from ui.widgets.basics import Banner, Button, IconButton, row
from ui.widgets.labels import Label


class PartOnlyError(UserError):
    """A QR payment of only a part, put aside before the rest was paid."""

    message = N_("Take the rest first; then the QR payment may wait.")


class TenderView(QWidget):
    """Shows a ``Payment``; ``covered`` says that it can be posted."""

    covered = Signal()
    back = Signal()
    hold = Signal()
    party_wanted = Signal(str)
    settings_wanted = Signal()
    wait = Signal()
    """The bill is covered once the QR payment that is on its way has come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tenders: Sequence[TenderItem] = ()
        self._payment: Payment | None = None
        self._short: Taken | None = None
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked, touch=True)
        self.choices = ChipRow()
        self.choices.chosen.connect(self._on_tender_chosen)
        head = row(self.back_button, self.choices)
        head.setStretch(1, 1)
        self.taken = ButtonRow()
        self.due_words = Label("", type="large", strong=True)
        self.so_far = QWidget()
        so_far = row(self.due_words, self.taken, spacing=theme.BETWEEN)
        so_far.setStretch(1, 1)
        self.so_far.setLayout(so_far)
        self.error = Banner(tone="bad")
        self.offer = self._make_offer()
        self.cash, self.qr = CashPane(), QrPane()
        self.transfer, self.account = TransferPane(), AccountPane()
        self._kinds: dict[str, Pane] = {
            "cash": self.cash,
            "promptpay": self.qr,
            "transfer": self.transfer,
            "other": self.transfer,
            "account": self.account,
        }
        self.stack = QStackedWidget()
        for pane in (self.cash, self.qr, self.transfer, self.account):
            pane.taken.connect(self._on_taken)
            pane.short.connect(self._on_short)
            self.stack.addWidget(pane)
        self.account.party_wanted.connect(self.party_wanted)
        self.qr.settings_wanted.connect(self.settings_wanted)
        self.qr.wait.connect(self._on_wait)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.error)
        layout.addWidget(self.so_far)
        layout.addWidget(self.offer)
        layout.addWidget(self.stack, 1)
        self.retranslate()

    def _make_offer(self) -> QWidget:
        self.offer_words = Label("", wrap=True)
        self.offer_split = Button("", self._on_offer_split_clicked, touch=True)
        self.offer_account = Button("", self._on_offer_account_clicked, touch=True)
        self.offer_hold = Button("", self._on_offer_hold_clicked, touch=True)
        offer = Banner(tone="warn")
        offer.label.hide()
        offer.picture.hide()
        offer.button.hide()
        inner = QVBoxLayout()
        inner.addWidget(self.offer_words)
        inner.addLayout(row(self.offer_split, self.offer_account, self.offer_hold, -1))
        box = offer.layout()
        assert isinstance(box, QHBoxLayout)
        box.insertLayout(1, inner, 1)
        offer.hide()
        return offer

    # ---- showing

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back to the goods (Esc)"))
        self.offer_words.setText(error_text(TenderShortError(missing=0)))
        self.offer_split.set_text(_("Another payment"))
        self.offer_account.set_text(_("Rest on account"))
        self.offer_hold.set_text(_("Hold the bill"))
        for pane in (self.cash, self.qr, self.transfer, self.account):
            pane.retranslate()
        self.set_tenders(self._tenders)
        self.show_payment()

    def set_tenders(self, tenders: Sequence[TenderItem]) -> None:
        """The ways to pay of the book, in their order."""
        self._tenders = tenders
        self.choices.setAccessibleName(_("Ways to pay"))
        self.choices.set_chips(
            [(tender.uid.hex(), tender.words) for tender in tenders], [tender.icon for tender in tenders]
        )

    def open(self, payment: Payment, tender: TenderItem | None) -> None:
        """Begin to take the money, by the way that was picked or the first one."""
        self._payment = payment
        self._short = None
        self.error.show_text("")
        self.choose(tender or (self._tenders[0] if self._tenders else None))
        self.show_payment()

    def choose(self, tender: TenderItem | None) -> None:
        """Take the next payment by this way."""
        if tender is None or self._payment is None or self._payment.posting:
            return
        self._hide_offer()
        self.choices.set_key(tender.uid.hex())
        pane = self._kinds[tender.kind]
        self.stack.setCurrentWidget(pane)
        pane.open(tender, self._payment)

    def choose_number(self, number: int) -> None:
        """Take the next payment by the n-th way, from 0."""
        if 0 <= number < len(self._tenders):
            self.choose(self._tenders[number])

    def choose_kind(self, kind: str) -> None:
        """Take the next payment by the first way of a kind."""
        self.choose(next((tender for tender in self._tenders if tender.kind == kind), None))

    def pane(self) -> Pane:
        """The pane that is shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Pane)
        return shown

    @Slot()
    def show_payment(self) -> None:
        """Write what was taken and what is left."""
        payment = self._payment
        if payment is None:
            return
        self.taken.set_buttons([self._part(at, *each) for at, each in enumerate(payment.parts)])
        self.so_far.setVisible(bool(payment.parts))
        self.due_words.setText(_("{amount} baht left to pay").format(amount=formats.money(payment.due)))
        self.pane().show_due()

    def _part(self, number: int, tender: TenderItem, part: TenderDraft) -> Button:
        words = f"{tender.words} {formats.money(part.amount)}"
        button = Button(words, self._on_part_clicked, icon="x", touch=True, tip=_("Take this payment out"))
        button.setAccessibleName(f"{words}: {button.toolTip()}")
        button.setProperty("number", number)
        return button

    def focus_first(self) -> None:
        """The keyboard goes to the payment that is being typed."""
        if self._payment is not None:
            self.pane().focus_first()

    def set_posting(self, posting: bool) -> None:
        """While it is being saved nothing can be pressed twice."""
        self.setEnabled(not posting)

    def show_error(self, error: UserError) -> None:
        """One sentence above; nothing typed is lost."""
        self.error.show_text(error_text(error))
        self.pane().focus_first()

    # ---- transfers

    @Slot(object)
    def _on_wait(self, taken: Taken) -> None:
        payment = self._payment
        if payment is None or payment.posting:
            return
        try:
            complete = payment.take(taken.tender, taken.amount)
        except UserError as error:
            self.show_error(error)
            return
        if complete:
            self.wait.emit()
            return
        payment.give_back(len(payment.parts) - 1)
        self.show_error(PartOnlyError())

    def put_aside(self) -> None:
        """F7: the customer goes on paying by QR."""
        if self.pane() is self.qr:
            self.qr.put_aside()

    def show_slip(self, words: str, *, used: bool) -> None:
        """Say which transfer slip was scanned."""
        if used:
            self.error.show_text(words)
        elif self.pane() is self.qr:
            self.qr.show_slip(words)
        elif self.pane() is self.transfer and self._payment is not None and self._payment.slip:
            self.transfer.reference.set_value(self._payment.slip.reference)
        self.pane().focus_first()

    # ---- taking

    @Slot(object)
    def _on_taken(self, taken: Taken) -> None:
        payment = self._payment
        if payment is None or payment.posting:
            return
        self.error.show_text("")
        self._hide_offer()
        try:
            complete = payment.take(
                taken.tender, taken.amount, reference=taken.reference, confirmed=taken.confirmed
            )
        except UserError as error:
            self.show_error(error)
            return
        if complete:
            self.covered.emit()
            return
        self.show_payment()
        if not taken.tender.is_cash:
            self.choose_kind("cash")

    @Slot(object)
    def _on_short(self, taken: Taken) -> None:
        self._short = taken
        self.cash.primary.hide()
        self.offer_account.setVisible(any(tender.kind == "account" for tender in self._tenders))
        self.offer.show()
        self.offer_split.setFocus()

    def _hide_offer(self) -> None:
        self.offer.hide()
        self.cash.primary.show()

    def _take_short(self) -> bool:
        taken, self._short = self._short, None
        if taken is None or self._payment is None:
            return False
        if taken.amount:
            self._payment.take(taken.tender, taken.amount)
        self._hide_offer()
        self.show_payment()
        return True

    @Slot()
    def _on_offer_split_clicked(self) -> None:
        if self._take_short():
            other = next((t for t in self._tenders if not t.is_cash and t.kind != "account"), None)
            self.choose(other or self._tenders[0])

    @Slot()
    def _on_offer_account_clicked(self) -> None:
        if self._take_short():
            self.choose_kind("account")

    @Slot()
    def _on_offer_hold_clicked(self) -> None:
        self._hide_offer()
        self.hold.emit()

    @Slot()
    def _on_part_clicked(self) -> None:
        if self._payment is not None and not self._payment.posting:
            self._payment.give_back(int(self.sender().property("number")))
            self.show_payment()

    @Slot(str)
    def _on_tender_chosen(self, key: str) -> None:
        self.choose(next((tender for tender in self._tenders if tender.uid.hex() == key), None))

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()
