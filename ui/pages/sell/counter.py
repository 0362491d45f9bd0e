"""What the seller does with the cart: adds, weighs, prices, discounts, removes, takes back, repeats."""

# Long because: one short method for each thing that a seller does with the bill in hand.

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.coupon import coupon_code
from app.domain.product import ProductNameMissingError
from app.domain.receipt_book import read_receipt, receipt_words
from app.domain.scale_code import Weighed
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_, _
from app.services.quick_products import QuickPriceError
from app.thai.digits import MILLI, format_unit_cost
from ui import formats
from ui.pages.sell import bills, work
from ui.pages.sell.ask import Answer, Kind
from ui.pages.sell.cart import Cart
from ui.pages.sell.cart_view import CartView
from ui.pages.sell.items import Item, SaleUnit, Shop
from ui.pages.sell.stage import Stage, View
from ui.runner import Runner
from ui.weakly import weakly


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


@dataclass(frozen=True, slots=True)
class _Unknown:
    """Goods that are not in the book: what was scanned or typed, and the name once it is known."""

    code: str
    quantity_milli: int
    name: str = ""


class Counter(QObject):
    """Changes the cart; what is missing is asked below it, what is refused is one sentence."""

    hold_wanted = Signal(str)
    """The name for the bill that is to be held."""
    rested = Signal()
    """A question is over: the keyboard may go back to the search."""

    def __init__(
        self,
        runner: Runner,
        session: Session,
        cart: Cart,
        view: CartView,
        stage: Stage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._runner, self._session, self._stage = runner, session, stage
        self._cart, self._view, self._shop = cart, view, Shop()
        self._pending: _Pending | None = None
        self._unknown: _Unknown | None = None
        view.priceable = weakly(self.priceable)
        view.line_selected.connect(self._cart.select)
        view.line_edited.connect(self._on_line_edited)
        view.ask.answered.connect(self._on_answered)
        view.ask.cancelled.connect(self.stop_asking)
        view.ask.scope_chosen.connect(self._ask_discount)
        view.customer.chosen.connect(self._cart.set_party)
        view.customer.coupon_typed.connect(self._on_coupon_typed)
        view.customer.coupon_removed.connect(self._on_coupon_removed)
        view.customer.closed.connect(self.stop_asking)
        view.ways.closed.connect(self.stop_asking)

    def set_shop(self, shop: Shop) -> None:
        """What the book says now."""
        self._shop = shop

    # ---- into the cart

    def add(self, item: Item, unit: SaleUnit, quantity_milli: int | None = None) -> None:
        """Add goods; weight and open price are asked if they were not typed."""
        self._show_sale()
        self._go_on(_Pending(item, unit, quantity_milli))

    def add_weighed(self, item: Item, unit: SaleUnit, how_much: Weighed) -> None:
        """Add what a scale's barcode says: its weight, or so much that the line comes to its price."""
        self._show_sale()
        self._go_on(_Pending(item, unit, how_much.quantity_milli, how_much.price_e4))

    def _go_on(self, pending: _Pending) -> None:
        """Ask for what is missing, else put the goods into the cart."""
        item, unit = pending.item, pending.unit
        self._stage.note.show_text("")
        if item.is_weighed and pending.quantity_milli is None:
            self._ask(Kind.QUANTITY, item.name, unit=unit.name)
            self._pending = pending
        elif pending.price_e4 is None and (item.asks_price or unit.price_e4 is None):
            text = format_unit_cost(unit.price_e4) if unit.price_e4 else ""
            self._ask(Kind.PRICE, item.name, unit=_("baht"), text=text)
            self._pending = pending
        else:
            quantity = MILLI if pending.quantity_milli is None else pending.quantity_milli
            self._try(partial(self._cart.add, item, quantity, unit=unit, price_e4=pending.price_e4))

    def sell_amount(self) -> None:
        """F3: a typed amount without a product of its own."""
        self._show_sale()
        find = partial(work.quick_item, self._session)
        self._runner.run(self, find, self._on_quick_item, failed=self._stage.fail)

    def _on_quick_item(self, quick: work.QuickItem) -> None:
        if self._stage.view is View.GOODS:
            self._go_on(_Pending(quick.item, quick.item.unit, MILLI))

    def sell_unknown(self, code: str, quantity_milli: int | None) -> None:
        """Ctrl+N: sell at once what is not in the book, by name and price; ``code`` was scanned or typed."""
        self._show_sale()
        title = _("Sell “{code}” at once").format(code=code) if code else _("Sell without a code")
        self._stage.note.show_text("")
        self._ask(Kind.NAME, title, text="" if code.isascii() else code)
        self._unknown = _Unknown(code, MILLI if quantity_milli is None else quantity_milli)

    def _answer_unknown(self, unknown: _Unknown, answer: Answer) -> None:
        if self._view.ask.kind is Kind.NAME:
            if not answer.text:
                raise ProductNameMissingError
            self._ask(Kind.PRICE, answer.text, unit=_("baht"))
            self._unknown = replace(unknown, name=answer.text)
            return
        if answer.number <= 0:
            raise QuickPriceError(name=unknown.name)
        make = partial(work.unknown_item, self._session, unknown.name, answer.number, unknown.code)
        made = partial(self._on_unknown_made, unknown.quantity_milli)
        self.stop_asking()
        self._runner.run(self, make, made, failed=self._stage.fail)

    def _on_unknown_made(self, quantity_milli: int, quick: work.QuickItem) -> None:
        if self._stage.view is not View.GOODS:
            return
        self._go_on(_Pending(quick.item, quick.item.unit, quantity_milli))
        self._stage.say(_("“{name}” can be completed under Stock.").format(name=quick.item.name))

    def repeat(self, number: str = "") -> None:
        """A receipt, or the last one, once more."""
        read = partial(bills.repeat_lines, self._shop, number)
        self._runner.run(self, read, self._on_repeated, failed=self._stage.fail)

    def _on_repeated(self, repeated: bills.Repeated) -> None:
        if self._stage.view is View.TENDER:
            return
        self._show_sale()
        if self._try(partial(self._cart.add_lines, repeated.lines, repeated.number)) and repeated.missing:
            words = _("Not for sale any more: {names}").format(names=", ".join(repeated.missing))
            self._stage.note.show_text(words, tone="warn", action="")

    def _show_sale(self) -> None:
        if self._stage.view is not View.GOODS:
            self._stage.show(View.GOODS)

    # ---- the line in hand

    def act(self, name: str) -> None:
        """Do what a button of the cart says."""
        actions: dict[str, Callable[[], None]] = {
            "clear": self.clear_cart,
            "undo": self.undo,
            "less": partial(self.step, -1),
            "more": partial(self.step, 1),
            "quantity": self.ask_quantity,
            "price": self.ask_price,
            "discount": self.ask_discount,
            "remove": self.remove_line,
            "hold": self.ask_label,
            "receipt": self.ask_receipt,
            "customer": self.ask_customer,
        }
        if name in actions:
            actions[name]()

    @Slot(object)
    def key(self, key: Qt.Key) -> None:
        """A key for the cart while nothing is typed."""
        actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Up: partial(self._select_by, -1),
            Qt.Key.Key_Down: partial(self._select_by, 1),
            Qt.Key.Key_Delete: self.remove_line,
            Qt.Key.Key_Plus: partial(self.step, 1),
            Qt.Key.Key_Minus: partial(self.step, -1),
        }
        actions[key]()

    def _select_by(self, steps: int) -> None:
        if not self._cart.is_empty:
            self._cart.select(self._cart.selected + steps)

    def step(self, steps: int) -> None:
        """One more or less; the last one is removed, which can be taken back."""
        line = self._cart.line
        if line is None:
            return
        if steps < 0 and line.quantity_milli <= MILLI:
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
        if not self._cart.discount_dropped:
            self._stage.note.show_text("")
        return True

    def remove_line(self) -> None:
        """Del; the message that floats by takes it back."""
        line = self._cart.line
        if line is not None:
            self._cart.remove(self._cart.selected)
            self._offer_undo(_("“{name}” was removed.").format(name=line.description))

    def clear_cart(self) -> None:
        """Ctrl+Del; can be taken back."""
        if not self._cart.is_empty:
            self.stop_asking()
            self._cart.clear()
            self._offer_undo(_("The cart was emptied."))

    def _offer_undo(self, text: str) -> None:
        step = self._cart.last_step
        if step is not None:
            self._stage.messages.done(text, step.words, self.undo)

    def undo(self) -> None:
        """Ctrl+Z."""
        if self._stage.view is View.GOODS:
            self.stop_asking()
            self._cart.undo()

    # ---- asking

    @property
    def is_asking(self) -> bool:
        """Whether a question stands below the cart."""
        return self._view.is_asking

    @Slot(object)
    def _on_line_edited(self, index: int) -> None:
        self._cart.select(index)
        self.ask_quantity()

    def ask_quantity(self) -> None:
        """F4."""
        line = self._cart.line
        if line is not None:
            text = formats.quantity(line.quantity_milli)
            self._ask(Kind.QUANTITY, line.description, unit=line.unit, text=text)

    def priceable(self) -> bool:
        """Whether the price of the line in hand may be typed: open prices, and all in a relief sale."""
        line = self._cart.line
        item = None if line is None else self._shop.item(line.product_uid)
        return line is not None and (item is None or item.asks_price or self._cart.is_relief)

    def ask_price(self) -> None:
        """F5, for goods with an open price, and for all in a relief sale."""
        line = self._cart.line
        if line is None:
            return
        if not self.priceable():
            self._stage.fail(FixedPriceError(name=line.description))
            return
        text = format_unit_cost(line.unit_price_e4)
        self._ask(Kind.PRICE, line.description, unit=_("baht"), text=text)

    def ask_discount(self) -> None:
        """F6: of the line; asked once more, of the bill."""
        if not self._cart.is_empty:
            ask = self._view.ask
            again = ask.isVisibleTo(self._view) and ask.kind is Kind.LINE_DISCOUNT
            whole = again or self._cart.line is None
            self._ask_discount(Kind.BILL_DISCOUNT if whole else Kind.LINE_DISCOUNT)

    @Slot(object)
    def _ask_discount(self, kind: Kind) -> None:
        line, draft = self._cart.line, self._cart.draft
        if kind is Kind.LINE_DISCOUNT and line is not None:
            title, amount, percent = line.description, line.discount, line.discount_percent_bp
        else:
            title, amount, percent = _("Whole bill"), draft.bill_discount, draft.bill_discount_percent_bp
        text = formats.percent(percent) if percent else formats.money(amount) if amount else ""
        self._ask(kind, title, text=text, percent=bool(percent))

    @Slot()
    def ask_customer(self) -> None:
        """Ctrl+M: who buys, and her coupons."""
        self._show_sale()
        if self._stage.view is not View.GOODS:
            return
        read = partial(work.party_choices, self._session)
        self._runner.run(self, read, self._on_parties_read, failed=self._stage.fail)
        self._pending = None
        self._view.set_customer(True)
        self._view.customer.begin(self._cart.draft.priced_for, self._cart.draft.coupons, self._idle())

    def _on_parties_read(self, parties: list[tuple[bytes, str, str, int]]) -> None:
        self._view.customer.set_parties(parties, self._cart.draft.party_uid)

    def _idle(self) -> list[str]:
        return [coupon.code for coupon in self._cart.deal.idle]

    def take_coupon(self, code: str) -> None:
        """A coupon was scanned, or typed where goods are typed."""
        if self._try(partial(self._cart.add_coupon, code)):
            self._stage.say(_("The coupon {code} is on the bill.").format(code=coupon_code(code)))

    @Slot(str)
    def _on_coupon_typed(self, code: str) -> None:
        try:
            self._cart.add_coupon(code)
        except UserError as error:
            self._view.customer.show_error(error)
            return
        self._view.customer.coupon_taken(self._cart.draft.coupons, self._idle())

    @Slot(str)
    def _on_coupon_removed(self, code: str) -> None:
        if self._try(partial(self._cart.remove_coupon, code)):
            self._view.customer.show_codes(self._cart.draft.coupons, self._idle())

    def ask_receipt(self) -> None:
        """Ctrl+P: which paper receipt was written for this bill; the one after the last is offered."""
        self._show_sale()
        used, last = self._cart.draft.receipts, self._cart.last_receipt
        books = {each.uid: each for each in self._shop.books}
        text = ""
        if used and used[0].book_uid in books:
            text = receipt_words(books[used[0].book_uid], used[0].first)
        elif last is not None and last.book_uid in books:
            text = receipt_words(books[last.book_uid], last.last + 1)
        self._ask(Kind.RECEIPT, _("Which paper receipt was written?"), text=text)

    def ask_label(self, suggested: str = "") -> None:
        """F7: under which name the bill is held."""
        if not self._cart.is_empty:
            self._show_sale()
            self._ask(Kind.LABEL, _("Hold the bill as"), text=suggested or work.time_now())

    def _ask(self, kind: Kind, title: str, *, unit: str = "", text: str = "", percent: bool = False) -> None:
        if self._stage.view is not View.GOODS:
            return
        self._pending, self._unknown = None, None
        self._view.set_asking(True)
        self._view.ask.ask(
            kind, title, unit=unit, text=text, percent=percent, has_line=self._cart.line is not None
        )

    @Slot()
    def stop_asking(self) -> None:
        """Leave everything as it was."""
        if self.is_asking:
            self._pending, self._unknown = None, None
            self._view.set_asking(False)
            self.rested.emit()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        try:
            if self._unknown is not None:
                self._answer_unknown(self._unknown, answer)
                return
            if self._pending is not None:
                self._answer_pending(self._pending, answer)
                return
            self._answer(self._view.ask.kind, answer)
        except UserError as error:
            self._view.ask.show_error(error)
            return
        self.stop_asking()

    def _answer_pending(self, pending: _Pending, answer: Answer) -> None:
        if self._view.ask.kind is Kind.QUANTITY:
            if answer.number <= 0:
                raise QuantityMissingError
            more = replace(pending, quantity_milli=answer.number)
        else:
            more = replace(pending, price_e4=answer.number)
        self.stop_asking()
        self._go_on(more)

    def _answer(self, kind: Kind, answer: Answer) -> None:
        index = self._cart.selected
        if kind is Kind.QUANTITY:
            if answer.number > 0:
                self._cart.set_quantity(index, answer.number)
            else:
                self.remove_line()
        elif kind is Kind.PRICE:
            self._cart.set_price(index, answer.number)
        elif kind is Kind.LINE_DISCOUNT:
            self._cart.set_discount(index, amount=answer.number, percent_bp=answer.percent_bp)
        elif kind is Kind.BILL_DISCOUNT:
            self._cart.set_bill_discount(amount=answer.number, percent_bp=answer.percent_bp)
        elif kind is Kind.RECEIPT:
            self._cart.set_receipt(read_receipt(answer.text, self._shop.books))
        else:
            self.hold_wanted.emit(answer.text)
