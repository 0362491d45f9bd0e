"""The keys of the till: one table per state, the same keys on the cheat-sheet."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from app.i18n import _
from app.thai.scanner import char_for_scancode, decode_scan
from ui.page import Shortcut
from ui.pages.sell.stage import View

if TYPE_CHECKING:
    from ui.pages.sell.page import SellPage

Action = Callable[[], object]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def cheat_sheet() -> Sequence[Shortcut]:
    """Every key with its words; the page hears them itself."""
    keys = (
        ("F2", _("To the search; typing a name, a code or 3*code, Enter adds")),
        ("F3", _("Sell a typed amount")),
        ("Ctrl+N", _("Sell goods at once that are not in the book, by name and price")),
        ("F4", _("Quantity of the line")),
        ("F5", _("Price of the line (goods with an open price)")),
        ("F6", _("Discount of the line, once more: of the whole bill")),
        ("F7", _("Hold the bill")),
        ("F8", _("Held bills")),
        ("F9", _("PromptPay QR")),
        ("F7 · Ctrl+Enter", _("A QR bill waits (while it is paid) · its money has come")),
        ("F10", _("Cash; Enter on the empty field is exact cash")),
        ("Alt+1 … 9", _("The first to ninth way to pay")),
        ("F12", _("Receipts: print, return, void")),
        ("↑ ↓", _("Another line of the cart")),
        ("+ −", _("One more, one less")),
        ("Del", _("Remove the line")),
        ("Ctrl+Del", _("Empty the cart")),
        ("Ctrl+M", _("Customer and coupons")),
        ("Ctrl+P", _("Which paper receipt was written for this bill")),
        ("Ctrl+W", _("Way of selling: counter, telephone, Facebook, relief sale …")),
        ("Ctrl+Z", _("Undo")),
        ("Ctrl+R", _("The last receipt again")),
        ("Ctrl+D", _("The drawer")),
        ("Esc", _("Back")),
        ("P · C · S", _("Print, copy as a picture, save as PDF (a receipt)")),
        ("R · V", _("Return, void (in the receipts)")),
    )
    return tuple(Shortcut(key, words) for key, words in keys)


class Keys:
    """Finds what a key means now."""

    def __init__(self, page: "SellPage") -> None:
        self._page = page

    def action_of(self, event: QKeyEvent) -> Action | None:
        """What to do for a key; None leaves it to others."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            return self._control_keys().get(key)
        if modifiers == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            return partial(self._page.pay_by_number, key - Qt.Key.Key_1)
        if modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            return None
        if key == Qt.Key.Key_Escape:
            return self._page.back
        action = self._plain_keys().get(key)
        if action is not None:
            return action
        return self._letter(event)

    def _control_keys(self) -> dict[Qt.Key, Action]:
        page = self._page
        paid: dict[Qt.Key, Action] = {}
        if page.stage.view is not View.TENDER:
            paid |= dict.fromkeys(_ENTER, page.waiting.confirm_first)
        if page.stage.view is not View.GOODS:
            return paid
        if self._edits_text():
            return paid | {Qt.Key.Key_N: page.sell_unknown}
        return paid | {
            Qt.Key.Key_N: page.sell_unknown,
            Qt.Key.Key_Z: page.counter.undo,
            Qt.Key.Key_R: page.counter.repeat,
            Qt.Key.Key_D: page.goods.tools["drawer"].click,
            Qt.Key.Key_Delete: page.counter.clear_cart,
            Qt.Key.Key_M: page.counter.ask_customer,
            Qt.Key.Key_W: page.ask_way,
            Qt.Key.Key_P: page.counter.ask_receipt,
        }

    def _edits_text(self) -> bool:
        """Whether Ctrl+Z and Ctrl+Del belong to a text field now."""
        search = self._page.goods.search
        return _types_text() and not (QApplication.focusWidget() is search and not search.text())

    def _plain_keys(self) -> dict[Qt.Key, Action]:
        page, view = self._page, self._page.stage.view
        if view is View.TENDER:
            choose = page.checkout.tender_view.choose_kind
            return {
                Qt.Key.Key_F9: partial(choose, "promptpay"),
                Qt.Key.Key_F10: partial(choose, "cash"),
                Qt.Key.Key_F7: page.checkout.tender_view.put_aside,
            }
        keys: dict[Qt.Key, Action] = {
            Qt.Key.Key_F2: page.to_search,
            Qt.Key.Key_F3: page.counter.sell_amount,
            Qt.Key.Key_F7: page.counter.ask_label,
            Qt.Key.Key_F8: page.open_held,
            Qt.Key.Key_F9: partial(page.pay_kind, "promptpay"),
            Qt.Key.Key_F10: partial(page.pay_kind, "cash"),
            Qt.Key.Key_F12: page.open_history,
        }
        if view is View.GOODS:
            keys |= self._cart_keys()
        return keys

    def _cart_keys(self) -> dict[Qt.Key, Action]:
        page, counter = self._page, self._page.counter
        keys: dict[Qt.Key, Action] = {
            Qt.Key.Key_F4: counter.ask_quantity,
            Qt.Key.Key_F5: counter.ask_price,
            Qt.Key.Key_F6: counter.ask_discount,
        }
        if not _types_text():
            pay = partial(page.pay_kind, "cash")
            keys |= dict.fromkeys(_ENTER, pay)
            for key in (Qt.Key.Key_Delete, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
                keys[key] = partial(counter.key, key)
        return keys

    def _letter(self, event: QKeyEvent) -> Action | None:
        """Letters act on a receipt, by the key's position, so that a Thai layout does as well."""
        view = self._page.stage.view
        if view not in (View.DONE, View.HISTORY) or _types_text():
            return None
        placed = char_for_scancode(event.nativeScanCode(), False, QApplication.platformName())
        letter = (placed or decode_scan(event.text())).lower()
        acts = {"p": "print", "c": "picture", "s": "pdf"}
        if view is View.HISTORY:
            acts |= {"r": "return", "v": "void"}
        act = acts.get(letter, "")
        if not act or (view is View.HISTORY and not self._page.receipts.allows(act)):
            return None
        return partial(self._page.receipts.do, act)


def _types_text() -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
