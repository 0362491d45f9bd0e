"""The Sell page: goods and search at the left, the cart at the right, payment and receipts in their places.

Its keys are heard here, wherever on the page the keyboard is, so that they are the same in every state
and go before the window's own.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.changes import Changes
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_, _
from app.settings import MachineSettings, load_machine
from app.thai.digits import MILLI, format_unit_cost
from app.thai.scanner import char_for_scancode, decode_scan
from ui import formats, theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.sell import work
from ui.pages.sell.ask import Answer, Kind
from ui.pages.sell.cart import Cart
from ui.pages.sell.cart_view import CartView
from ui.pages.sell.checkout import Checkout
from ui.pages.sell.chips import ChipRow
from ui.pages.sell.entry import read_entry
from ui.pages.sell.items import Item, SaleUnit, Shop, TenderItem
from ui.pages.sell.receipts import Receipts
from ui.pages.sell.search import TillSearch
from ui.pages.sell.stage import Stage, View
from ui.runner import Loading, Runner
from ui.widgets.basics import Banner, EmptyState, IconButton, row
from ui.widgets.photos import PhotoCache
from ui.widgets.product_grid import ProductGrid, Tile
from ui.widgets.scanner import Scanner

KEEP_MS = 1_500
LOW_MILLI = 5_000
"""From this count on a tile says how many are left."""
ALL = ""


class UnknownCodeError(UserError):
    """A scanned or typed code that belongs to nothing for sale."""

    message = N_("No product has the code “{code}”. It stays in the search box.")


class FixedPriceError(UserError):
    """A price that is not typed at the till."""

    message = N_("“{name}” has a fixed price. A discount (F6) lowers it for this sale.")


class QuantityMissingError(UserError):
    """A quantity of nothing."""

    message = N_("The quantity has to be above zero.")


@dataclass(frozen=True, slots=True)
class _Pending:
    """Goods that wait for their weight or price before they go into the cart."""

    item: Item
    unit: SaleUnit
    quantity_milli: int | None = None
    price_e4: int | None = None


class SellPage(PageBase):
    """Selling at the counter: by keyboard, by touch and by scanner."""

    def __init__(
        self,
        runner: Runner,
        session: Session,
        messages: Messages,
        app: QApplication,
        *,
        open_at: Callable[[str, str], None],
        today: Callable[[], dt.date] = dt.date.today,
        machine: Callable[[], MachineSettings] = load_machine,
        parent: QWidget | None = None,
    ) -> None:
        """``open_at(page, argument)`` brings another place to the front (Settings)."""
        super().__init__(parent)
        self._runner, self._session, self._messages = runner, session, messages
        self._open_at = open_at
        self._shop = Shop()
        self._finder = work.Finder()
        self._pending: _Pending | None = None
        self._wide = True
        self._cart = Cart(self._on_cart_changed)
        self._build()
        self._checkout = Checkout(runner, session, self._cart, self._stage, today=today, parent=self)
        self._receipts = Receipts(
            runner,
            session,
            self._stage,
            self._checkout.done_view,
            today=today,
            machine=machine,
            parent=self,
        )
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_MS)
        self._keep.timeout.connect(self._checkout.keep_cart)
        self._loading = Loading(self._show_loading, self)
        self._scanner = Scanner(self, app)
        self._scanner.scanned.connect(self._on_scanned)
        self._add_views()
        self._connect()
        self.retranslate()
        self._checkout.restore_cart()

    # ---- building

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.search = TillSearch("", rest_ms=0, touch=True)
        self.chips = ChipRow()
        self.quick_button = IconButton("coins", "", self.sell_amount, touch=True)
        self.repeat_button = IconButton("repeat", "", self.repeat_last, touch=True)
        self.history_button = IconButton("history", "", self.open_history, touch=True)
        self.tools_row = QWidget()
        self.tools_row.setLayout(row(self.quick_button, self.repeat_button, self.history_button, spacing=0))
        self.photos = PhotoCache(work.load_photos, runner=self._runner, parent=self)
        self.grid = ProductGrid(self.photos)
        self.nothing = EmptyState("package-open", "")
        self.note = Banner(closable=True)
        self.goods = QWidget()
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(theme.INSIDE)
        self._head.setVerticalSpacing(theme.INSIDE)
        goods = QVBoxLayout(self.goods)
        goods.setContentsMargins(theme.BETWEEN - 4, theme.INSIDE, theme.INSIDE, 0)
        self._head.setContentsMargins(4, 0, 0, 0)
        goods.setSpacing(theme.INSIDE)
        goods.addLayout(self._head)
        goods.addWidget(self.grid, 1)
        goods.addWidget(self.nothing, 1)
        self._left, self._right = QStackedWidget(), QStackedWidget()
        notes = row(self.note)
        notes.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(notes)
        left.addWidget(self._left, 1)
        self.cart_view = CartView(self._cart)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(self._right)
        self._stage = Stage(self._left, self._right, self.note, self._messages)
        self._place_head(wide=True)

    def _place_head(self, *, wide: bool) -> None:
        self._wide = wide
        for widget in (self.search, self.chips, self.tools_row):
            self._head.removeWidget(widget)
        self._head.addWidget(self.search, 0, 0)
        self._head.addWidget(self.tools_row, 0, 2)
        if wide:
            self._head.addWidget(self.chips, 0, 1)
        else:
            self._head.addWidget(self.chips, 1, 0, 1, 3)
        self._head.setColumnStretch(0, 2)
        self._head.setColumnStretch(1, 3 if wide else 0)

    def _add_views(self) -> None:
        checkout, receipts = self._checkout, self._receipts
        cart, slip = self.cart_view, receipts.panel
        self._stage.shown = self._on_view_shown
        self._stage.add(View.GOODS, self.goods, cart, self.search.setFocus)
        self._stage.add(View.TENDER, checkout.tender_view, cart, _nothing)
        self._stage.add(View.DONE, checkout.done_view, slip, checkout.done_view.focus_first)
        self._stage.add(View.HELD, checkout.held_view, cart, checkout.held_view.focus_first)
        self._stage.add(View.HISTORY, receipts.history_view, slip, receipts.history_view.focus_first)
        self._stage.add(View.RETURN, receipts.return_view, slip, _nothing)
        self._stage.add(View.PREVIEW, receipts.preview, slip, receipts.preview.focus_first)

    def _connect(self) -> None:
        self.search.searched.connect(self._show_goods)
        self.search.entered.connect(self._on_search_entered)
        self.search.cart_key.connect(self._on_cart_key)
        self.search.down_pressed.connect(self._on_search_down)
        self.chips.chosen.connect(self._show_goods)
        self.grid.picked.connect(self._on_picked)
        self.nothing.acted.connect(self._on_nothing_acted)
        cart = self.cart_view
        cart.act.connect(self._on_cart_act)
        cart.pay.connect(self._on_pay_wanted)
        cart.line_selected.connect(self._cart.select)
        cart.line_edited.connect(self._on_line_edited)
        cart.ask.answered.connect(self._on_answered)
        cart.ask.cancelled.connect(self._stop_asking)
        cart.ask.scope_chosen.connect(self._on_scope_chosen)
        checkout = self._checkout
        checkout.sold.connect(self._receipts.show_sold)
        checkout.ask_label.connect(self.hold)
        checkout.tender_view.settings_wanted.connect(self._on_settings_wanted)
        checkout.done_view.act.connect(self._on_receipt_act)
        checkout.held_view.back.connect(self._show_sale)
        self._receipts.history_view.back.connect(self._show_sale)
        self._receipts.panel.act.connect(self._on_receipt_act)

    def _on_view_shown(self, view: View) -> None:
        self.cart_view.set_paying(view is View.TENDER)

    # ---- the page as the window sees it

    def refresh(self, changes: Changes) -> None:
        """Read the goods again when products, stock, settings or held bills changed."""
        if changes & (Changes.PARTIES | Changes.LEDGER):
            self._checkout.forget_parties()
        if changes & (Changes.PRODUCTS | Changes.STOCK | Changes.SETTINGS | Changes.DRAFTS):
            self._loading.start()
            read = partial(work.load_shop, self._finder)
            self._runner.run(self, read, self._on_shop_read, failed=self._on_shop_failed)

    def retranslate(self) -> None:
        """Set every text again."""
        self.search.set_placeholder(_("Search or scan …  (F2)"))
        self.search.setToolTip(_("3*code adds three; 3* and then a scan as well"))
        self.chips.setAccessibleName(_("Groups of goods"))
        self.quick_button.set_name(_("Type an amount (F3)"))
        self.repeat_button.set_name(_("The last receipt again (Ctrl+R)"))
        self.history_button.set_name(_("Receipts (F12)"))
        self.grid.setAccessibleName(_("Goods"))
        self.setAccessibleName(_("Sell"))
        self.cart_view.retranslate()
        self._checkout.retranslate()
        self._receipts.retranslate()
        self._show_chips()
        self._show_goods()

    def shortcuts(self) -> Sequence[Shortcut]:
        """The keys of the till; the page hears them itself."""
        keys = (
            ("F2", _("To the search; typing a name, a code or 3*code, Enter adds")),
            ("F3", _("Sell a typed amount")),
            ("F4", _("Quantity of the line")),
            ("F5", _("Price of the line (goods with an open price)")),
            ("F6", _("Discount of the line, once more: of the whole bill")),
            ("F7", _("Hold the bill")),
            ("F8", _("Held bills")),
            ("F9", _("PromptPay QR")),
            ("F10", _("Cash; Enter on the empty field is exact cash")),
            ("Alt+1 … 9", _("The first to ninth way to pay")),
            ("F12", _("Receipts: print, return, void")),
            ("↑ ↓", _("Another line of the cart")),
            ("+ −", _("One more, one less")),
            ("Del", _("Remove the line")),
            ("Ctrl+Del", _("Empty the cart")),
            ("Ctrl+Z", _("Undo")),
            ("Ctrl+R", _("The last receipt again")),
            ("Esc", _("Back")),
            ("P · C · S", _("Print, copy as a picture, save as PDF (a receipt)")),
            ("R · V", _("Return, void (in the receipts)")),
        )
        return tuple(Shortcut(key, words) for key, words in keys)

    def may_leave(self) -> bool:
        """Yes: the cart is kept in the book and stands there again next time."""
        self._keep.stop()
        self._checkout.keep_cart()
        return self._checkout.payment is None or not self._checkout.payment.posting

    def open(self, argument: str) -> None:
        """A receipt's number opens the receipts, a product's code adds the product."""
        found = self._shop.by_code(argument)
        if found is not None:
            self._show_sale()
            self._add(*found)
        elif argument:
            self.open_history()
            self._receipts.find(argument)

    # ---- goods

    def _on_shop_read(self, shop: Shop) -> None:
        self._loading.stop()
        self._shop = shop
        self._cart.set_rounding(shop.rounding)
        self.cart_view.set_tenders(shop.tenders)
        self.cart_view.set_held(shop.held)
        self._checkout.set_shop(shop)
        self._receipts.set_shop(shop)
        self._show_chips()
        self._show_goods()

    def _on_shop_failed(self, error: Exception) -> None:
        self._loading.stop()
        self._stage.fail(error)

    def _show_loading(self, waiting: bool) -> None:
        if waiting and not self._shop.items:
            self._stage.note.show_text(_("Reading the goods …"), tone="info", action="")
        elif not waiting:
            self._stage.note.show_text("")

    def _show_chips(self) -> None:
        categories = self._shop.categories
        self.chips.set_chips([(ALL, _("All")), *((name, name) for name in categories)])
        self.chips.setVisible(len(categories) > 1)

    @Slot()
    def _show_goods(self) -> None:
        entry = read_entry(self.search.text())
        found = self._shop.found(entry.rest, self.chips.key())
        tiles = [_tile(item) for item in found]
        if tiles != self.grid.tiles.tiles:
            place = self.grid.verticalScrollBar().value() if not entry.rest else 0
            self.grid.set_tiles(tiles)
            self.grid.verticalScrollBar().setValue(place)
        self.grid.setVisible(bool(found))
        self.nothing.setVisible(not found)
        if not found:
            self._show_nothing(entry.rest)

    def _show_nothing(self, typed: str) -> None:
        if typed:
            self.nothing.set_texts(
                _("Nothing for sale is found under “{text}”.").format(text=typed), _("Show all goods")
            )
        else:
            self.nothing.set_texts(
                _("Here will stand the goods that you sell."),
                _("Add the first product"),
                _("A name and a price are enough. Photos may follow."),
            )

    @Slot()
    def _on_nothing_acted(self) -> None:
        if self.search.text():
            self.chips.choose(ALL)
            self.search.clear_search()
        else:
            self._open_at("stock", "new")

    @Slot(object)
    def _on_picked(self, item: Item) -> None:
        entry = read_entry(self.search.text())
        self._add(item, item.unit, entry.quantity_milli)
        if self.search.text():
            self.search.clear_search()

    @Slot()
    def _on_search_entered(self) -> None:
        entry = read_entry(self.search.text())
        if not entry.rest:
            if entry.quantity_milli is None:
                self._on_pay_wanted(self.cart_view.tender_of("cash"))
            return
        found = self._shop.by_code(entry.rest) or self._shop.by_code(decode_scan(entry.rest))
        if found is None:
            items = self._shop.found(entry.rest, self.chips.key())
            found = (items[0], items[0].unit) if items else None
        if found is None:
            self._unknown(entry.rest)
            return
        self._add(*found, entry.quantity_milli)
        self.search.clear_search()

    @Slot()
    def _on_search_down(self) -> None:
        self.grid.setFocus()

    @Slot(str)
    def _on_scanned(self, code: str) -> None:
        """A scan anywhere on the page; a quantity typed before it (``3*``) counts."""
        if self._stage.view is View.TENDER:
            self._stage.note.show_text(_("The bill is being paid. Esc goes back to add more."), tone="warn")
            return
        if self._stage.view in (View.HISTORY, View.RETURN):
            self._receipts.find(code)
            return
        entry = read_entry(self.search.text())
        self._show_sale()
        self._stop_asking()
        found = self._shop.by_code(code)
        if found is None:
            self._unknown(code)
            return
        self._add(*found, entry.quantity_milli)
        if self.search.text():
            self.search.clear_search()

    def _unknown(self, code: str) -> None:
        self.search.setText(code)
        self.search.setFocus()
        self.search.selectAll()
        self._stage.fail(UnknownCodeError(code=code))
        QApplication.beep()

    # ---- into the cart

    def _add(self, item: Item, unit: SaleUnit, quantity_milli: int | None = None) -> None:
        if self._stage.view is not View.GOODS:
            self._show_sale()
        self._go_on(_Pending(item, unit, quantity_milli))

    def _go_on(self, pending: _Pending) -> None:
        """Ask for what is missing, else put the goods into the cart."""
        item, unit = pending.item, pending.unit
        self.note.show_text("")
        if item.is_weighed and pending.quantity_milli is None:
            self._pending = pending
            self._ask(Kind.QUANTITY, item.name, unit=unit.name)
            return
        if pending.price_e4 is None and (item.asks_price or unit.price_e4 is None):
            self._pending = pending
            text = format_unit_cost(unit.price_e4) if unit.price_e4 else ""
            self._ask(Kind.PRICE, item.name, unit=_("baht"), text=text)
            return
        try:
            self._cart.add(item, pending.quantity_milli or MILLI, unit=unit, price_e4=pending.price_e4)
        except UserError as error:
            self._stage.fail(error)

    @Slot()
    def sell_amount(self) -> None:
        """F3: a typed amount without a product of its own."""
        self._show_sale()
        find = partial(work.quick_item, self._session)
        self._runner.run(self, find, self._on_quick_item, failed=self._stage.fail)

    def _on_quick_item(self, quick: work.QuickItem) -> None:
        self._add(quick.item, quick.item.unit, MILLI)

    @Slot()
    def repeat_last(self) -> None:
        """Ctrl+R: the lines of the last receipt once more."""
        self._repeat("")

    def _repeat(self, number: str) -> None:
        read = partial(work.repeat_lines, self._shop, number)
        self._runner.run(self, read, self._on_repeated, failed=self._stage.fail)

    def _on_repeated(self, repeated: work.Repeated) -> None:
        self._show_sale()
        try:
            self._cart.add_lines(repeated.lines, repeated.number)
        except UserError as error:
            self._stage.fail(error)
            return
        if repeated.missing:
            self.note.show_text(
                _("Not for sale any more: {names}").format(names=", ".join(repeated.missing)), tone="warn"
            )

    # ---- the line in hand

    @Slot(str)
    def _on_cart_act(self, act: str) -> None:
        actions: dict[str, Callable[[], object]] = {
            "hold": self.hold,
            "held": self._checkout.open_held,
            "clear": self.clear_cart,
            "undo": self.undo,
            "less": partial(self._step, -1),
            "more": partial(self._step, 1),
            "quantity": self.ask_quantity,
            "price": self.ask_price,
            "discount": self.ask_discount,
            "remove": self.remove_line,
        }
        actions[act]()

    @Slot(object)
    def _on_cart_key(self, key: Qt.Key) -> None:
        actions: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Up: partial(self._select_by, -1),
            Qt.Key.Key_Down: partial(self._select_by, 1),
            Qt.Key.Key_Delete: self.remove_line,
            Qt.Key.Key_Plus: partial(self._step, 1),
            Qt.Key.Key_Minus: partial(self._step, -1),
        }
        actions[key]()

    def _select_by(self, steps: int) -> None:
        if self._cart.is_empty and steps > 0:
            self.grid.setFocus()
        else:
            self._cart.select(self._cart.selected + steps)

    def _step(self, steps: int) -> None:
        if self._cart.line is None:
            return
        gone = self._cart.line.quantity_milli <= MILLI and steps < 0
        if gone:
            self.remove_line()
        else:
            self._try(partial(self._cart.step_quantity, self._cart.selected, steps))

    def _try(self, change: Callable[[], None]) -> bool:
        """Change the cart; what it refuses is one sentence."""
        try:
            change()
        except UserError as error:
            self._stage.fail(error)
            return False
        self.note.show_text("")
        return True

    @Slot(object)
    def _on_line_edited(self, index: int) -> None:
        self._cart.select(index)
        self.ask_quantity()

    def ask_quantity(self) -> None:
        """F4."""
        line = self._cart.line
        if line is not None:
            self._pending = None
            self._ask(
                Kind.QUANTITY, line.description, unit=line.unit, text=formats.quantity(line.quantity_milli)
            )

    def ask_price(self) -> None:
        """F5, for goods with an open price."""
        line = self._cart.line
        if line is None:
            return
        item = self._shop.item(line.product_uid)
        if item is not None and not item.asks_price:
            self._stage.fail(FixedPriceError(name=line.description))
            return
        self._pending = None
        text = format_unit_cost(line.unit_price_e4)
        self._ask(Kind.PRICE, line.description, unit=_("baht"), text=text)

    def ask_discount(self) -> None:
        """F6: of the line; asked once more, of the bill."""
        asking = self.cart_view.ask
        if self._cart.is_empty:
            return
        again = asking.isVisibleTo(self) and asking.kind is Kind.LINE_DISCOUNT
        self._ask_discount(Kind.BILL_DISCOUNT if again or self._cart.line is None else Kind.LINE_DISCOUNT)

    @Slot(object)
    def _on_scope_chosen(self, kind: Kind) -> None:
        self._ask_discount(kind)

    def _ask_discount(self, kind: Kind) -> None:
        line, draft = self._cart.line, self._cart.draft
        self._pending = None
        if kind is Kind.LINE_DISCOUNT and line is not None:
            title, amount, percent = line.description, line.discount, line.discount_percent_bp
        else:
            title, amount, percent = _("Whole bill"), draft.bill_discount, draft.bill_discount_percent_bp
        text = formats.percent(percent) if percent else formats.money(amount) if amount else ""
        self._ask(kind, title, text=text, percent=bool(percent))

    def _ask(self, kind: Kind, title: str, *, unit: str = "", text: str = "", percent: bool = False) -> None:
        if self._stage.view is not View.GOODS:
            return
        self.cart_view.set_asking(True)
        self.cart_view.ask.ask(
            kind, title, unit=unit, text=text, percent=percent, has_line=self._cart.line is not None
        )

    @Slot()
    def _stop_asking(self) -> None:
        if self.cart_view.ask.isVisibleTo(self.cart_view):
            self._pending = None
            self.cart_view.set_asking(False)
            if self._stage.view is View.GOODS:
                self.search.setFocus()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        kind = self.cart_view.ask.kind
        try:
            if self._pending is not None:
                self._answer_pending(self._pending, kind, answer)
                return
            self._answer(kind, answer)
        except UserError as error:
            self.cart_view.ask.show_error(error)
            return
        self._stop_asking()

    def _answer_pending(self, pending: _Pending, kind: Kind, answer: Answer) -> None:
        if kind is Kind.QUANTITY:
            if answer.number <= 0:
                raise QuantityMissingError
            more = _Pending(pending.item, pending.unit, answer.number, pending.price_e4)
        else:
            more = _Pending(pending.item, pending.unit, pending.quantity_milli, answer.number)
        self._stop_asking()
        self._go_on(more)

    def _answer(self, kind: Kind, answer: Answer) -> None:
        index = self._cart.selected
        if kind is Kind.QUANTITY:
            if answer.number <= 0:
                self._cart.remove(index)
            else:
                self._cart.set_quantity(index, answer.number)
        elif kind is Kind.PRICE:
            self._cart.set_price(index, answer.number)
        elif kind is Kind.LINE_DISCOUNT:
            self._cart.set_discount(index, amount=answer.number, percent_bp=answer.percent_bp)
        elif kind is Kind.BILL_DISCOUNT:
            self._cart.set_bill_discount(amount=answer.number, percent_bp=answer.percent_bp)
        else:
            self._checkout.hold(answer.text)

    def remove_line(self) -> None:
        """Del; the message that floats by takes it back."""
        line = self._cart.line
        if line is not None:
            self._cart.remove(self._cart.selected)
            self._offer_undo(_("“{name}” was removed.").format(name=line.description))

    def clear_cart(self) -> None:
        """Ctrl+Del; can be undone."""
        if not self._cart.is_empty:
            self._stop_asking()
            self._cart.clear()
            self._offer_undo(_("The cart was emptied."))

    def _offer_undo(self, text: str) -> None:
        step = self._cart.last_step
        if step is not None:
            self._messages.done(text, step.words, self.undo)

    def undo(self) -> None:
        """Ctrl+Z."""
        if self._stage.view is View.GOODS:
            self._cart.undo()

    def _on_cart_changed(self) -> None:
        self.cart_view.show_cart()
        self._keep.start()
        if self._cart.discount_dropped:
            self.note.show_text(
                _("The discount of the bill was more than is left and was taken off."), tone="warn"
            )

    # ---- paying, holding, receipts

    @Slot(object)
    def _on_pay_wanted(self, tender: TenderItem | None) -> None:
        self._stop_asking()
        self._checkout.pay(tender)

    def hold(self) -> None:
        """F7: asks for a name; Enter takes the time of day."""
        if not self._cart.is_empty:
            self._show_sale()
            self._pending = None
            self._ask(Kind.LABEL, _("Hold the bill as"), text=self._checkout.suggested_label())

    @Slot()
    def open_history(self) -> None:
        """F12."""
        self._stop_asking()
        self._receipts.open_history()

    @Slot(str)
    def _on_receipt_act(self, act: str) -> None:
        if act == "next":
            self._show_sale()
        elif act == "repeat":
            self._repeat(self._receipts.number)

    @Slot()
    def _on_settings_wanted(self) -> None:
        self._checkout.close_payment()
        self._open_at("settings", "promptpay")

    @Slot()
    def _show_sale(self) -> None:
        if self._checkout.payment is None and self._stage.view is not View.GOODS:
            self._stage.show(View.GOODS)

    # ---- keys

    def event(self, event: QEvent) -> bool:
        """Take the page's keys before the window's shortcuts do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._action_of(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the cheat-sheet, and Enter where nothing else takes it."""
        action = self._action_of(event)
        if action is None:
            super().keyPressEvent(event)
            return
        action()

    def _action_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            return self._control_keys().get(key)
        if modifiers == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            return partial(self._pay_by_number, key - Qt.Key.Key_1)
        if modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            return None
        if key == Qt.Key.Key_Escape:
            return self._back
        action = self._function_keys().get(key)
        if action is not None:
            return action
        return self._letter_action(event)

    def _control_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        if self._stage.view is not View.GOODS or _is_typing(self.search):
            return {}
        return {
            Qt.Key.Key_Z: self.undo,
            Qt.Key.Key_R: self.repeat_last,
            Qt.Key.Key_Delete: self.clear_cart,
        }

    def _function_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        view = self._stage.view
        if view is View.TENDER:
            choose = self._checkout.tender_view.choose_kind
            return {
                Qt.Key.Key_F9: partial(choose, "promptpay"),
                Qt.Key.Key_F10: partial(choose, "cash"),
            }
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_F2: self._to_search,
            Qt.Key.Key_F3: self.sell_amount,
            Qt.Key.Key_F7: self.hold,
            Qt.Key.Key_F8: self._checkout.open_held,
            Qt.Key.Key_F9: partial(self._pay_kind, "promptpay"),
            Qt.Key.Key_F10: partial(self._pay_kind, "cash"),
            Qt.Key.Key_F12: self.open_history,
        }
        if view is View.GOODS:
            keys |= {
                Qt.Key.Key_F4: self.ask_quantity,
                Qt.Key.Key_F5: self.ask_price,
                Qt.Key.Key_F6: self.ask_discount,
            }
        if view is View.GOODS and not _types_text():
            keys |= {
                Qt.Key.Key_Return: partial(self._pay_kind, "cash"),
                Qt.Key.Key_Enter: partial(self._pay_kind, "cash"),
                Qt.Key.Key_Delete: self.remove_line,
                Qt.Key.Key_Plus: partial(self._step, 1),
                Qt.Key.Key_Minus: partial(self._step, -1),
            }
        return keys

    def _letter_action(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Letters act on a receipt, by the key's position, so that a Thai layout does as well."""
        view = self._stage.view
        if view not in (View.DONE, View.HISTORY) or _types_text():
            return None
        placed = char_for_scancode(event.nativeScanCode(), False, QApplication.platformName())
        letter = (placed or decode_scan(event.text())).lower()
        if view is View.DONE and letter.isdigit():
            return None
        acts = {"p": "print", "c": "picture", "s": "pdf"}
        if view is View.HISTORY:
            acts |= {"r": "return", "v": "void"}
            if acts.get(letter) and not self._receipts.allows(acts[letter]):
                return None
        act = acts.get(letter)
        return partial(self._receipts.do, act) if act else None

    def _pay_kind(self, kind: str) -> None:
        if self._stage.view is not View.GOODS:
            return
        tender = self.cart_view.tender_of(kind)
        if tender is not None:
            self._on_pay_wanted(tender)

    def _pay_by_number(self, number: int) -> None:
        if self._stage.view is View.TENDER:
            self._checkout.tender_view.choose_number(number)
        elif self._stage.view is View.GOODS and number < len(self._shop.tenders):
            self._on_pay_wanted(self._shop.tenders[number])

    def _to_search(self) -> None:
        self._stop_asking()
        if self._stage.view is not View.TENDER:
            self._show_sale()
            self.search.setFocus()
            self.search.selectAll()

    def _back(self) -> None:
        """Esc: one step back, from whatever is open."""
        view = self._stage.view
        if self.cart_view.ask.isVisibleTo(self.cart_view):
            self._stop_asking()
        elif view is View.TENDER:
            self._checkout.close_payment()
        elif view is View.RETURN:
            self._receipts.leave_return()
        elif view is View.PREVIEW:
            self._receipts.leave_preview()
        elif self._receipts.is_voiding:
            self._receipts.leave_void()
        elif view is not View.GOODS:
            self._show_sale()
        elif self.search.text():
            self.search.clear_search()
        else:
            self.note.show_text("")
            self.search.setFocus()

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cart takes a third; on a narrow page the groups stand below the search."""
        super().resizeEvent(event)
        width = self.width()
        cart = max(theme.px(328), min(theme.px(440), width * 35 // 100))
        self._right.setFixedWidth(min(cart, width * 48 // 100))
        wide = width - cart >= theme.px(780)
        if wide != self._wide:
            self._place_head(wide=wide)

    def focusInEvent(self, _event: object) -> None:
        """The keyboard belongs to the search unless something else was asked."""
        if self._stage.view is View.GOODS and not self.cart_view.ask.isVisibleTo(self.cart_view):
            self.search.setFocus()


def _tile(item: Item) -> Tile:
    return Tile(item, item.name, price_text(item), item.photo, _badge(item))


def price_text(item: Item) -> str:
    """The price as on a price tag: 45.–, 12.50, with the unit where it is weighed."""
    if item.unit.price_e4 is None:
        return _("Open price")
    price = format_unit_cost(item.unit.price_e4)
    price = f"{price[:-3]}.–" if price.endswith(".00") else price
    return f"{price} / {item.unit.name}" if item.is_weighed else price


def _badge(item: Item) -> str:
    if item.on_hand_milli is None or not 0 < item.on_hand_milli <= LOW_MILLI:
        return ""
    return _("{count} left").format(count=formats.quantity(item.on_hand_milli))


def _types_text() -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)


def _is_typing(search: QLineEdit) -> bool:
    """Whether Ctrl+Z and Ctrl+Del belong to a text field now."""
    focus = QApplication.focusWidget()
    if focus is search:
        return bool(search.text())
    return isinstance(focus, QLineEdit | QPlainTextEdit)


def _nothing() -> None:
    """The view takes the keyboard itself."""
