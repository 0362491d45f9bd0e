"""Bills that wait for their QR payment: a strip above the goods while the next customer is served."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.sale_draft import RoundingRule
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_, _
from app.payments.slip_qr import BANKS, BankSlip
from ui import formats, theme
from ui.pages.sell import waiting_work, work
from ui.pages.sell.chips import ButtonRow
from ui.pages.sell.stage import Stage
from ui.pages.sell.waiting_work import WaitingBill
from ui.runner import Runner
from ui.widgets.basics import Button
from ui.widgets.labels import Label


class SlipOfNothingError(UserError):
    """A transfer slip while no bill is paid by transfer."""

    message = N_("This is a transfer slip, but no bill is being paid by transfer.")


def bank_name(slip: BankSlip) -> str:
    """The sending bank in the current language; its code where it is not known."""
    return _(BANKS[slip.bank]) if slip.bank in BANKS else slip.bank


def slip_words(slip: BankSlip, used: str) -> str:
    """What was scanned, or that it was taken before."""
    if used:
        words = _("The slip {reference} was taken for {number} before. Please look in the bank's app.")
        return words.format(reference=slip.reference, number=used)
    return _("Slip of {bank}, reference {reference}").format(bank=bank_name(slip), reference=slip.reference)


class WaitingStrip(QWidget):
    """A button per bill, the oldest first; it is there only while something waits."""

    pressed = Signal(object)
    """The uid of a bill whose money has come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bills: tuple[WaitingBill, ...] = ()
        self.words = Label("", type="small", tone="soft")
        self.row = ButtonRow()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addWidget(self.words)
        layout.addWidget(self.row, 1)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setAccessibleName(_("Bills that wait for their QR payment"))
        self.words.setText(_("Waiting for QR"))
        self.show_bills(self._bills)

    @property
    def bills(self) -> tuple[WaitingBill, ...]:
        """What waits."""
        return self._bills

    def show_bills(self, bills: Sequence[WaitingBill]) -> None:
        """Show what waits; the key is written on the first."""
        self._bills = tuple(bills)
        self.row.set_buttons([self._button(bill, first=at == 0) for at, bill in enumerate(self._bills)])
        self.setVisible(bool(self._bills))

    def _button(self, bill: WaitingBill, *, first: bool) -> Button:
        words = f"{formats.money(bill.amount)} · {bill.since.strftime('%H:%M')}"
        button = Button(f"{words}  Ctrl+Enter" if first else words, icon="qr-code", touch=True)
        said = _("The money of {amount} baht has come").format(amount=formats.money(bill.amount))
        button.setAccessibleName(said)
        button.setToolTip(said)
        button.setProperty("uid", bill.uid.hex())
        button.clicked.connect(self._on_button_clicked)
        return button

    @Slot()
    def _on_button_clicked(self) -> None:
        self.pressed.emit(bytes.fromhex(str(self.sender().property("uid"))))


class Waiting(QObject):
    """Confirms bills that wait, each once, whatever is in the cart meanwhile."""

    confirmed = Signal()
    receipt_wanted = Signal(str)
    """The number of a receipt that is to be shown."""

    def __init__(
        self,
        runner: Runner,
        session: Session,
        stage: Stage,
        *,
        today: Callable[[], dt.date],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._runner, self._session, self._stage, self._today = runner, session, stage, today
        self._rounding = RoundingRule()
        self._slip: BankSlip | None = None
        self._confirming: set[bytes] = set()
        self.strip = WaitingStrip()
        self.strip.pressed.connect(self.confirm)

    def set_rounding(self, rule: RoundingRule) -> None:
        """How bills are rounded now."""
        self._rounding = rule

    def read(self) -> None:
        """Read again what waits."""
        self._runner.run(self, waiting_work.waiting_bills, self.strip.show_bills, failed=self._stage.fail)

    def confirm_first(self) -> None:
        """Ctrl+Enter: the money of the oldest has come."""
        if self.strip.bills:
            self.confirm(self.strip.bills[0].uid)

    @Slot(object)
    def confirm(self, uid: bytes) -> None:
        """The money of a bill has come; a second press while it is being saved does nothing."""
        if uid in self._confirming:
            return
        self._confirming.add(uid)
        slips, self._slip = ((self._slip,) if self._slip else ()), None
        job = partial(waiting_work.confirm, self._session, uid, self._rounding, on=self._today(), slips=slips)
        failed = partial(self._on_failed, uid)
        self._runner.run(self, job, partial(self._on_confirmed, uid), failed=failed)

    def _on_confirmed(self, uid: bytes, sold: work.Sold) -> None:
        self._confirming.discard(uid)
        self.confirmed.emit()
        self._stage.messages.done(
            _("{amount} baht by QR have come: {number}.").format(
                amount=formats.money(sold.total), number=sold.number
            ),
            _("Show the receipt"),
            partial(self.receipt_wanted.emit, sold.number),
        )
        if sold.warnings:
            words = "\n".join(_(each.message).format(**each.data) for each in sold.warnings)
            self._stage.note.show_text(words, tone="warn", action="")
        self.read()

    def _on_failed(self, uid: bytes, error: Exception) -> None:
        """It waits on; what is wrong is said."""
        self._confirming.discard(uid)
        self._stage.fail(error)
        self.read()

    def take_slip(self, slip: BankSlip) -> None:
        """A slip that was scanned belongs to the bill that is pressed next."""
        if not self.strip.bills:
            self._stage.fail(SlipOfNothingError())
            return
        self._slip = slip
        look = partial(waiting_work.slip_used_for, slip)
        self._runner.run(self, look, partial(self._say_slip, slip), failed=self._stage.fail)

    def _say_slip(self, slip: BankSlip, used: str) -> None:
        words = slip_words(slip, used)
        if not used:
            words = f"{words}. " + _("Press the bill that it pays.")
        self._stage.note.show_text(words, tone="warn" if used else "info", action="")
