"""An exchange that was begun: what comes back of which receipt, while other goods are put into the cart."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.sale_draft import RoundingRule, SaleDraft, SaleReturnDraft
from app.domain.session import Session
from app.domain.tendering import difference
from app.i18n import _
from app.payments.slip_qr import BankSlip
from app.services.exchanges import post_exchange
from ui import formats, theme
from ui.pages.sell.work import Sold
from ui.widgets.basics import IconButton
from ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class Exchange:
    """Goods of a receipt that come back for others; ``by`` is how their money would go back, satang."""

    draft: SaleReturnDraft
    by: bytes
    refund: int
    number: str

    def due(self, total: int) -> int:
        """What is still to pay of new goods of a total."""
        return max(0, difference(total, self.refund))


class ExchangeBar(QWidget):
    """Says above the goods what comes back and what the difference is; the cross leaves it."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exchange: Exchange | None = None
        self._total = 0
        self.words = Label("", strong=True, wrap=True)
        self.close_button = IconButton("x", "", self._on_close_clicked, touch=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.close_button)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.close_button.set_name(_("No exchange"))
        self._show()

    def begin(self, exchange: Exchange | None) -> None:
        """Show an exchange, or none any more."""
        self._exchange = exchange
        self._show()
        self.setVisible(exchange is not None)

    def set_total(self, total: int) -> None:
        """What the goods in the cart cost now, satang."""
        self._total = total
        self._show()

    def _show(self) -> None:
        exchange = self._exchange
        if exchange is None:
            return
        more = difference(self._total, exchange.refund)
        if more >= 0:
            words = _("Exchange of {number}: {refund} baht come back, {amount} baht to pay.")
        else:
            words = _("Exchange of {number}: {refund} baht come back, {amount} baht to give back.")
        self.words.setText(
            words.format(
                number=exchange.number,
                refund=formats.money(exchange.refund),
                amount=formats.money(abs(more)),
            )
        )

    @Slot()
    def _on_close_clicked(self) -> None:
        self.left.emit()


def sell_for(
    session: Session,
    exchange: Exchange,
    draft: SaleDraft,
    rounding: RoundingRule,
    *,
    on: dt.date,
    kept: bytes | None = None,
    slips: Sequence[BankSlip] = (),
) -> Sold:
    """Post both; the change is what the customer gets, of her cash or because she took less."""
    done = post_exchange(
        session, exchange.draft, sale=draft, by=exchange.by, on=on, rounding=rounding, kept=kept, slips=slips
    )
    posted = done.sold.posted
    given = done.given_back or done.sold.change
    return Sold(posted.number, posted.uid, posted.total, given, posted.warnings, done.changes)
