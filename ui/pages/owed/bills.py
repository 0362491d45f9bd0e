"""How much of a payment is for which bill: filled from the oldest, and typed over where somebody says so."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.open_items import OpenItem
from app.domain.settling import MoreThanOpenError, PickDraft
from app.domain.settling_typed import Shared, open_for, picks_of, shared, shared_out
from app.i18n import _
from ui import formats, theme
from ui.messages_text import error_text
from ui.widgets.fields import MoneyField
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable

MOST_SHOWN = 40
"""Of somebody with more bills than this the oldest are shown; others are chosen in the list before."""


class BillLine(Line):
    """One bill, and how much of it this payment settles."""

    def __init__(self) -> None:
        self.item: OpenItem | None = None
        self.number, self.due = Label("", elide=True), Label("", tone="soft")
        self.open = Label("", align=Qt.AlignmentFlag.AlignRight)
        self.amount = MoneyField()
        super().__init__(self.number, self.due, self.open, self.amount)
        self.remove.hide()

    def show_item(self, item: OpenItem, *, sign: int) -> None:
        """The bill of this line; what is set against the others has a minus."""
        self.item = item
        self.number.setText(item.number)
        self.due.setText(formats.date(item.due))
        self.open.setText(formats.money(open_for(item, sign=sign)))

    def check(self) -> bool:
        """No more than is open can be settled; said under the cell."""
        item = self.item
        if not super().check() or item is None:
            return False
        amount, there = self.amount.number_or_zero(), abs(item.open)
        if amount > there:
            error = MoreThanOpenError(number=item.number, open_amount=there, amount=amount)
            self.amount.set_error(error_text(error))
            self.amount.edit.setFocus()
        return amount <= there


class Bills(LineTable[BillLine]):
    """The bills of a payment; ``by_hand`` once an amount was typed, from then on nothing is filled in."""

    left = Signal()
    """Enter in the last line."""

    least = 0
    columns = (
        LineColumn(lambda: _("Document"), 4),
        LineColumn(lambda: _("Due day"), 3),
        LineColumn(lambda: _("Still open"), 3, right=True),
        LineColumn(lambda: _("This payment"), 4, right=True),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self.items: tuple[OpenItem, ...] = ()
        self.by_hand = False
        self.more = 0
        self._amount, self._sign = 0, 1
        super().__init__(parent)
        self.grid.setHorizontalSpacing(theme.BETWEEN)
        self.changed.connect(self._on_typed)

    def make(self) -> BillLine:
        """A line without its bill yet."""
        return BillLine()

    def add_words(self) -> str:
        """The button below fills the amounts in again."""
        return _("Fill in from the oldest")

    def add_line(self) -> BillLine:
        """Bills are not made here: the button fills in again, Enter in the last line goes on."""
        if self.sender() is self.add_button:
            self.by_hand = False
            self.fill(self._amount)
        else:
            self.left.emit()
        return self.lines[-1]

    def set_items(self, items: Sequence[OpenItem], *, sign: int) -> None:
        """The bills that may be settled; ``sign`` is 1 for what is received, −1 for what is paid."""
        self.items, self._sign, self.by_hand = tuple(items), sign, False
        shown = self.items[:MOST_SHOWN]
        self.more = len(self.items) - len(shown)
        for line, item in zip(self.set_count(len(shown)), shown, strict=True):
            line.show_item(item, sign=sign)

    def fill(self, amount: int) -> None:
        """Share an amount out over the bills, the oldest first, unless they were typed by hand."""
        self._amount = amount
        if not self.by_hand:
            shares = shared_out(self.items, self.items, max(0, amount), sign=self._sign)
            for line, share in zip(self.lines, shares, strict=False):
                line.amount.set_value(share or None)
        self._say()

    def picks(self) -> tuple[PickDraft, ...]:
        """What was typed by hand; nothing where the oldest bills come first anyway."""
        return picks_of(self._shown(), self._amounts()) if self.by_hand else ()

    def shared(self) -> Shared:
        """What the amounts come to, and what is left of the payment."""
        if self.by_hand:
            return shared(self._shown(), self._amounts(), self._amount, sign=self._sign)
        shares = shared_out(self.items, self.items, max(0, self._amount), sign=self._sign)
        return shared(self.items, shares, self._amount, sign=self._sign)

    def check(self) -> bool:
        """Whether no bill gets more than is open of it; the first fault takes the cursor."""
        return not [line for line in reversed(self.lines) if not line.check()]

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        for line in self.lines:
            line.amount.setAccessibleName(_("This payment, for {number}").format(number=line.number.raw()))
            line.remove.hide()
        self._say()

    # ---- inside

    def _shown(self) -> tuple[OpenItem, ...]:
        return self.items[:MOST_SHOWN]

    def _amounts(self) -> list[int]:
        return [line.amount.number_or_zero() for line in self.lines]

    @Slot()
    def _on_typed(self) -> None:
        self.by_hand = True
        for line in self.lines:
            if line.amount.error():
                line.check()
        self._say()

    def _say(self) -> None:
        self.add_button.setVisible(self.by_hand and bool(self.lines))
        found = self.shared()
        rest = found.rest
        words = ""
        if rest > 0:
            words = _("{amount} baht are not shared out yet").format(amount=formats.money(rest))
        elif rest < 0:
            words = _("{amount} baht more than the payment").format(amount=formats.money(abs(rest)))
        elif self.more:
            words = _("and {count} newer bills").format(count=formats.count(self.more))
        self.show_remainder(words, wants=bool(rest))
        self.show_sum(_("Sum {amount}").format(amount=formats.money(found.settled)))
