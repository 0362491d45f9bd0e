"""The Sell page: goods and search at the left, the cart at the right, payment and receipts in their places.

Its keys are heard here, wherever on the page the keyboard is, so that they are the same in every state
and go before the window's own.
"""

# Long because: it ties the parts of the till together, a line or two for each thing that one tells another.

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain import badge
from app.domain.channel import STALL
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_, _
from app.payments.slip_qr import is_slip, read_slip
from app.settings import MachineSettings, load_machine
from app.thai.dates import today
from ui import theme
from ui.messages import Messages
from ui.messages_text import error_text
from ui.page import PageBase, Shortcut
from ui.pages.sell import work
from ui.pages.sell.cart import Cart
from ui.pages.sell.cart_view import CartView
from ui.pages.sell.checkout import Checkout
from ui.pages.sell.counter import Counter
from ui.pages.sell.customer_window import CustomerWindow
from ui.pages.sell.exchange import Exchange
from ui.pages.sell.goods_view import GoodsView
from ui.pages.sell.items import Item, SaleUnit, Shop, TenderItem
from ui.pages.sell.keys import Keys, cheat_sheet
from ui.pages.sell.receipts import Receipts
from ui.pages.sell.stage import Stage, View
from ui.pages.sell.telling import Telling
from ui.pages.sell.waiting import Waiting
from ui.runner import Loading, Runner
from ui.widgets.basics import Banner, row
from ui.widgets.photos import PhotoCache
from ui.widgets.scanner import Scanner

KEEP_MS = 1_500
"""How long after the last change the open cart is kept in the book."""
READ_WHOLE = Changes.PRODUCTS | Changes.SETTINGS
READ_AGAIN = READ_WHOLE | Changes.STOCK | Changes.DRAFTS | Changes.MARKET
"""After a sale only what is left of the goods is new; thousands of goods are not read again for it."""


class UnknownCodeError(UserError):
    """A scanned or typed code that belongs to nothing for sale."""

    message = N_("No product has the code “{code}”. It stays in the search box.")


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
        today: Callable[[], dt.date] = today,
        machine: Callable[[], MachineSettings] = load_machine,
        parent: QWidget | None = None,
    ) -> None:
        """``open_at(page, argument)`` brings another place to the front: stock, settings."""
        super().__init__(parent)
        self._runner, self._open_at = runner, open_at
        self._shop = Shop()
        self._reader = work.ShopReader()
        self._today = today
        self.cart = Cart(self._on_cart_changed, self._clock)
        self.goods = GoodsView(PhotoCache(work.load_photos, runner=runner, parent=self))
        self.cart_view = CartView(self.cart)
        self.note = Banner(closable=True)
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self.stage = Stage(self._left, self._right, self.note, messages)
        self.counter = Counter(runner, session, self.cart, self.cart_view, self.stage, self)
        self.checkout = Checkout(runner, session, self.cart, self.stage, today=today, parent=self)
        self.receipts = Receipts(
            runner, session, self.stage, self.checkout.done_view, today=today, machine=machine, parent=self
        )
        self._machine = machine
        self.customer_window = CustomerWindow(self)
        self.telling = Telling(self, machine)
        self.waiting = Waiting(runner, session, self.stage, today=today, parent=self)
        self._left_column.insertWidget(0, self.waiting.strip)
        self._left_column.insertWidget(1, self.checkout.exchange_bar)
        self._keys = Keys(self)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_MS)
        self._keep.timeout.connect(self.checkout.keep_cart)
        self._loading = Loading(self._show_loading, self)
        self._scanner = Scanner(self, app)
        self._scanner.scanned.connect(self._on_scanned)
        self._add_views()
        self._connect()
        self.setAccessibleName(_("Sell"))
        self.goods.offer_drawer(session.may(Permission.KEEP_DRAWER))
        self.checkout.restore_cart()

    # ---- building

    def _lay_out(self) -> None:
        notes = row(self.note)
        notes.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        left = self._left_column = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(notes)
        left.addWidget(self._left, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(self._right)

    def _add_views(self) -> None:
        checkout, receipts, cart, slip = self.checkout, self.receipts, self.cart_view, self.receipts.panel
        add = self.stage.add
        add(View.GOODS, self.goods, cart, self.goods.search.setFocus)
        add(View.TENDER, checkout.tender_view, cart, checkout.tender_view.focus_first)
        add(View.DONE, checkout.done_view, slip, checkout.done_view.focus_first)
        add(View.HELD, checkout.held_view, cart, checkout.held_view.focus_first)
        add(View.HISTORY, receipts.history_view, slip, receipts.history_view.focus_first)
        add(View.RETURN, receipts.return_view, slip, receipts.return_view.focus_first)
        add(View.PREVIEW, receipts.preview, slip, receipts.preview.focus_first)
        self.stage.shown = self._on_view_shown

    def _connect(self) -> None:
        goods, cart, checkout = self.goods, self.cart_view, self.checkout
        goods.wanted.connect(self._on_goods_wanted)
        goods.unknown.connect(self._on_unknown)
        goods.pay_wanted.connect(self._on_enter_to_pay)
        goods.cart_key.connect(self.counter.key)
        goods.first_step.connect(self._on_first_step)
        goods.act.connect(self._on_tool)
        self.note.acted.connect(self.sell_unknown)
        cart.act.connect(self._on_cart_act)
        cart.pay.connect(self._on_pay_wanted)
        cart.ways.chosen.connect(self._on_way_chosen)
        cart.customer.debt_wanted.connect(self._on_debt_wanted)
        self.counter.hold_wanted.connect(checkout.hold)
        self.counter.rested.connect(self._on_rested)
        checkout.sold.connect(self.receipts.show_sold)
        checkout.sold.connect(self.telling.paid)
        self.waiting.confirmed.connect(self.telling.paid)
        theme.signals.changed.connect(self._fit_cart)
        checkout.tender_view.qr.code_shown.connect(self.customer_window.show_code)
        checkout.sold.connect(self._on_sold)
        self.waiting.receipt_wanted.connect(self._on_receipt_wanted)
        self.receipts.return_view.exchanged.connect(self._on_exchanged)
        checkout.ask_label.connect(self.counter.ask_label)
        checkout.tender_view.settings_wanted.connect(self._on_settings_wanted)
        checkout.done_view.act.connect(self._on_receipt_act)
        checkout.held_view.back.connect(self.show_sale)
        self.receipts.history_view.back.connect(self.show_sale)
        self.receipts.panel.act.connect(self._on_receipt_act)

    @Slot(object)
    def _on_sold(self, sold: work.Sold) -> None:
        self.customer_window.show_paid(sold.total, sold.change)

    def _show_to_customer(self) -> None:
        """What the customer sees of the cart, where she has a window of her own."""
        if not self.customer_window.isVisible():
            return
        priced = self.cart.priced()
        lines = [(each.draft.description, each.amount) for each in priced.lines] if priced else []
        exchange = self.checkout.exchange
        total = self.cart.total
        if exchange is not None:
            lines.append((_("{number} comes back").format(number=exchange.number), -exchange.refund))
            total = exchange.due(total)
        self.customer_window.show_bill(lines, total)

    def _on_view_shown(self, view: View) -> None:
        if view not in (View.DONE, View.TENDER):
            self.customer_window.set_shown(self._machine().customer_window)
            self._show_to_customer()
        self.counter.stop_asking()
        self.cart_view.set_paying(view is View.TENDER)

    # ---- the page as the window sees it

    def refresh(self, changes: Changes) -> None:
        """Read the goods again when products, stock, settings or held bills changed."""
        if changes & (Changes.PARTIES | Changes.LEDGER):
            self.checkout.forget_parties()
        if changes & Changes.DRAFTS:
            self.waiting.read()
        if changes & READ_AGAIN:
            self._loading.start()
            read = self._reader.whole if changes & READ_WHOLE else self._reader.left
            self._runner.run(self, read, self._on_shop_read, failed=self._on_shop_failed)

    def retranslate(self) -> None:
        """Set every text again."""
        self.setAccessibleName(_("Sell"))
        for part in (self.goods, self.cart_view, self.checkout, self.receipts, self.waiting.strip):
            part.retranslate()

    def shortcuts(self) -> Sequence[Shortcut]:
        """The keys of the till; the page hears them itself."""
        return cheat_sheet()

    def may_leave(self) -> bool:
        """Yes, unless a sale is being saved: the cart is kept and stands there again next time."""
        self._keep.stop()
        self.checkout.keep_cart()
        return not self.checkout.is_posting

    def open(self, argument: str) -> None:
        """A product's code adds the product, a receipt's number opens the receipts."""
        if self.checkout.is_posting:
            return
        self.checkout.close_payment()
        found = self._shop.by_code(argument)
        if found is not None:
            self._add(*found)
        elif argument:
            self.open_history()
            self.receipts.find(argument)

    def _on_shop_read(self, shop: Shop) -> None:
        self._loading.stop()
        self._shop = shop
        self.cart.set_rounding(shop.rounding)
        self.waiting.set_rounding(shop.rounding)
        self.cart.set_market(shop.market)
        self.cart_view.set_tenders(shop.tenders)
        self.cart_view.set_held(shop.held)
        self.cart_view.ways.set_ways(shop.ways)
        self.cart_view.set_books(shop.books)
        if shop.way(self.cart.channel) is None and self.cart.channel != STALL:
            self.cart.set_channel(STALL)
            words = _("The way of selling is no longer in use; this bill is sold over the counter.")
            self.note.show_text(words, tone="warn", action="")
        self.cart_view.set_way(shop.way(self.cart.channel))
        for part in (self.goods, self.counter, self.checkout, self.receipts):
            part.set_shop(shop)

    def _on_shop_failed(self, error: Exception) -> None:
        self._loading.stop()
        self.stage.fail(error)

    def _show_loading(self, waiting: bool) -> None:
        if waiting and not self._shop.items:
            self.note.show_text(_("Reading the goods …"), tone="info", action="")
        elif not waiting:
            self.note.show_text("")

    # ---- goods and scanner

    @Slot(object, object, object)
    def _on_goods_wanted(self, item: Item, unit: SaleUnit, quantity_milli: int | None) -> None:
        self._add(item, unit, quantity_milli)

    def _add(self, item: Item, unit: SaleUnit, quantity_milli: int | None = None) -> None:
        """Add goods; of those that come in sizes or colours, ask which."""
        if self._shop.variants(item):
            self.show_sale()
            self.goods.ask_which(item, quantity_milli)
        else:
            self.counter.add(item, unit, quantity_milli)

    @Slot(str)
    def _on_unknown(self, code: str) -> None:
        if self.cart.knows_coupon(code):
            self.goods.clear()
            self.counter.take_coupon(code)
            self.telling.scanned()
            return
        self.goods.keep(code)
        words = error_text(UnknownCodeError(code=code))
        self.note.show_text(words, tone="bad", action=_("Sell it at once (Ctrl+N)"))
        self.telling.unknown()

    @Slot()
    def sell_unknown(self) -> None:
        """Ctrl+N: what stands in the search box is not in the book, and is sold at once."""
        if self.stage.view is View.GOODS:
            entry = self.goods.entry()
            self.goods.clear()
            self.counter.sell_unknown(entry.rest, entry.quantity_milli)

    @Slot(str)
    def _on_scanned(self, code: str) -> None:
        """A scan anywhere on the page: goods, with a quantity typed before (``3*``), or a badge."""
        if badge.is_badge(code):
            self._open_at("badge", code)
            return
        if is_slip(code):
            part = self.checkout if self.stage.view is View.TENDER else self.waiting
            part.take_slip(read_slip(code))
            return
        if self.stage.view is View.TENDER:
            words = _("The bill is being paid. Esc goes back to add more.")
            self.note.show_text(words, tone="warn", action="")
            return
        if self.stage.view in (View.HISTORY, View.RETURN):
            if self.stage.view is View.HISTORY:
                self.receipts.find(code)
            return
        quantity = self.goods.entry().quantity_milli
        self.show_sale()
        self.counter.stop_asking()
        found = self._shop.by_code(code)
        on_scale = self._shop.by_scale(code) if found is None else None
        if on_scale is not None:
            self.goods.clear()
            self.telling.scanned()
            self.counter.add_weighed(*on_scale)
            return
        if found is None:
            self._on_unknown(code)
            return
        self.goods.clear()
        self.telling.scanned()
        self._add(*found, quantity)

    @Slot(object)
    def _on_debt_wanted(self, uid: bytes) -> None:
        """Old bills are paid where debts are; the money goes into the drawer that is open here."""
        self.counter.stop_asking()
        self._open_at("money", f"owed:in:{uid.hex()}")

    @Slot(object)
    def _on_exchanged(self, exchange: Exchange) -> None:
        self.checkout.set_exchange(exchange)
        self._keep.start()
        self.show_sale()

    @Slot(str)
    def _on_receipt_wanted(self, number: str) -> None:
        if self.checkout.payment is None:
            self.open_history()
            self.receipts.find(number)

    @Slot()
    def _on_first_step(self) -> None:
        self._open_at("stock", "new")

    @Slot(str)
    def _on_tool(self, act: str) -> None:
        actions: dict[str, Callable[[], None]] = {
            "amount": self.counter.sell_amount,
            "repeat": self.counter.repeat,
            "history": self.open_history,
            "way": self.ask_way,
            "drawer": partial(self._open_at, "money", "drawer"),
        }
        actions[act]()

    # ---- cart, payment, receipts

    def _on_cart_changed(self) -> None:
        self.cart_view.set_way(self._shop.way(self.cart.channel))
        self.cart_view.show_cart()
        if self.stage.view is not View.DONE:
            self._show_to_customer()
        self.checkout.exchange_bar.set_total(self.cart.total)
        self._keep.start()
        if self.cart.discount_dropped:
            words = _("The discount of the bill was more than is left and was taken off.")
            self.note.show_text(words, tone="warn", action="")
        elif self.cart.coupons_dropped:
            words = _("The coupons are no longer good for this bill and were taken off.")
            self.note.show_text(words, tone="warn", action="")

    def _clock(self) -> tuple[dt.date, int]:
        return self._today(), work.minute_now()

    @Slot()
    def _on_rested(self) -> None:
        if self.stage.view is View.GOODS:
            self.goods.search.setFocus()

    @Slot(str)
    def _on_cart_act(self, act: str) -> None:
        if act == "held":
            self.open_held()
        elif act == "way":
            self.ask_way()
        else:
            self.counter.act(act)

    @Slot(object)
    def _on_pay_wanted(self, tender: TenderItem | None) -> None:
        self.counter.stop_asking()
        self.checkout.pay(tender)

    @Slot()
    def _on_enter_to_pay(self) -> None:
        self.pay_kind("cash")

    def pay_kind(self, kind: str) -> None:
        """F9, F10, Enter: pay by the first way of a kind."""
        tender = self.cart_view.tender_of(kind)
        if self.stage.view is View.GOODS and tender is not None:
            self._on_pay_wanted(tender)

    def pay_by_number(self, number: int) -> None:
        """Alt and a digit: pay by the n-th way, from 0."""
        if self.stage.view is View.TENDER:
            self.checkout.tender_view.choose_number(number)
        elif self.stage.view is View.GOODS and number < len(self._shop.tenders):
            self._on_pay_wanted(self._shop.tenders[number])

    def ask_way(self) -> None:
        """Ctrl+W: by which way the bill is sold."""
        self.counter.stop_asking()
        self.show_sale()
        if self.stage.view is View.GOODS and len(self._shop.ways) > 1:
            self.cart_view.ask_way()

    @Slot(str)
    def _on_way_chosen(self, code: str) -> None:
        self.cart.set_channel(code)
        self.counter.stop_asking()

    def open_held(self) -> None:
        """F8."""
        self.checkout.open_held()

    def open_history(self) -> None:
        """F12."""
        self.receipts.open_history()

    @Slot(str)
    def _on_receipt_act(self, act: str) -> None:
        if act == "next":
            self.show_sale()
        elif act == "repeat":
            self.counter.repeat(self.receipts.number)

    @Slot()
    def _on_settings_wanted(self) -> None:
        self.checkout.close_payment()
        self._open_at("settings", "promptpay")

    @Slot()
    def show_sale(self) -> None:
        """Back to goods and cart, unless the bill is being paid."""
        if self.checkout.payment is None and self.stage.view is not View.GOODS:
            self.stage.show(View.GOODS)

    def to_search(self) -> None:
        """F2."""
        self.counter.stop_asking()
        self.show_sale()
        self.goods.search.setFocus()
        self.goods.search.selectAll()

    def back(self) -> None:
        """Esc: one step back, from whatever is open."""
        view = self.stage.view
        if self.counter.is_asking:
            self.counter.stop_asking()
        elif view is View.TENDER:
            self.checkout.close_payment()
        elif view is View.RETURN:
            self.receipts.leave_return()
        elif view is View.PREVIEW:
            self.receipts.leave_preview()
        elif self.receipts.is_voiding:
            self.receipts.leave_void()
        elif view is not View.GOODS:
            self.show_sale()
        elif not self.goods.clear():
            self.note.show_text("")
            self.goods.search.setFocus()

    # ---- Qt

    def event(self, event: QEvent) -> bool:
        """Take the page's keys before the window's shortcuts do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._keys.action_of(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the cheat-sheet, and Enter where nothing else takes it."""
        action = self._keys.action_of(event)
        if action is None:
            super().keyPressEvent(event)
            return
        action()

    def showEvent(self, event: QShowEvent) -> None:
        """The customer's window comes and goes as this computer's settings say."""
        super().showEvent(event)
        self.customer_window.set_shown(self._machine().customer_window)
        self._show_to_customer()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """The keyboard goes on to where the seller is working."""
        self.stage.focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cart takes about a third of the width."""
        super().resizeEvent(event)
        self._fit_cart()

    @Slot()
    def _fit_cart(self) -> None:
        width = self.width()
        least = theme.px(328) if theme.mode() is not theme.Mode.MARKET else theme.px(420)
        cart = max(least, min(theme.px(440), width * 35 // 100))
        self._right.setFixedWidth(min(cart, width * 48 // 100))
