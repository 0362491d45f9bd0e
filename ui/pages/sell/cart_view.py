"""The cart at the right of the till: its lines, what can be done with one, the big total, the ways to pay."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.channel import STALL
from app.domain.receipt_book import PaperBook, receipt_words
from app.i18n import _, ngettext
from app.queries.channels import ChannelRow
from ui import formats, theme
from ui.pages.sell.ask import AskPanel
from ui.pages.sell.cart import Cart
from ui.pages.sell.customer import CustomerPanel
from ui.pages.sell.deals import deal_text
from ui.pages.sell.items import TenderItem
from ui.pages.sell.lines import LinesView
from ui.pages.sell.ways import WayBar, WayPanel, way_name
from ui.widgets.basics import Button, EmptyState, IconButton, line, row
from ui.widgets.flow import Flow
from ui.widgets.labels import Label

TOUCHED = 44
"""How narrow a button of the line in hand may become before the strip has two lines."""


class CartView(QFrame):
    """Shows a ``Cart``; holds no rules. Signals name what the seller wants done."""

    act = Signal(str)
    """``hold``, ``held``, ``clear``, ``undo``; of a line ``less``, ``more``, ``quantity``, ``price`` …"""
    pay = Signal(object)
    """A ``TenderItem``, or None for all ways to pay."""
    line_selected = Signal(object)
    line_edited = Signal(object)

    def __init__(self, cart: Cart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cart = cart
        self._held = 0
        self._paying = self._is_short = False
        self.priceable: Callable[[], bool] = _always
        """Whether the price of the selected line may be typed."""
        self._books: Sequence[PaperBook] = ()
        self._way: ChannelRow | None = None
        self._tenders: Sequence[TenderItem] = ()
        self.setProperty("kind", "panel")
        self.count = Label("", type="large", strong=True, elide=True)
        self.count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.undo_button = self._icon("undo-2", "undo")
        self.clear_button = self._icon("trash-2", "clear")
        self.hold_button = Button("", kind="quiet", icon="pause", touch=True)
        self.hold_button.clicked.connect(self._on_hold_clicked)
        self.customer_button = self._icon("user-round", "customer")
        head = row(
            self.count, self.customer_button, self.undo_button, self.clear_button, self.hold_button, spacing=0
        )
        head.setStretch(0, 1)
        head.setContentsMargins(theme.BETWEEN, 4, 4, 4)
        self.count.setMinimumHeight(max(theme.TOUCH, theme.control_height()))
        self.lines = LinesView()
        self.lines.setMinimumHeight(1)
        self.lines.selected.connect(self.line_selected)
        self.lines.edited.connect(self.line_edited)
        self.empty = EmptyState("shopping-basket", "")
        for words in (self.empty.sentence, self.empty.hint):
            words.setFixedWidth(theme.px(280))
        self.strip = self._make_strip()
        self.totals = self._make_totals()
        self.ask = AskPanel()
        self.ask.hide()
        self.customer = CustomerPanel()
        self.customer.hide()
        self.customer.receipt_wanted.connect(self._on_receipt_wanted)
        self.ways = WayPanel()
        self.ways.hide()
        self.way_bar = WayBar()
        self.way_bar.acted.connect(self._on_way_wanted)
        way_row = row(self.way_bar)
        way_row.setContentsMargins(theme.INSIDE, 0, theme.INSIDE, theme.INSIDE)
        self._way_holder = QWidget()
        self._way_holder.setLayout(way_row)
        self._way_holder.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._way_holder)
        layout.addWidget(line())
        layout.addWidget(self.lines, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.strip)
        layout.addWidget(line())
        layout.addWidget(self.totals)
        layout.addWidget(self.ask)
        layout.addWidget(self.customer)
        layout.addWidget(self.ways, 1)
        self.retranslate()

    def _icon(self, icon: str, action: str) -> IconButton:
        button = IconButton(icon, "", touch=True)
        button.setProperty("act", action)
        button.clicked.connect(self._on_act_clicked)
        return button

    def _make_strip(self) -> QWidget:
        strip = QWidget()
        self.less = self._icon("minus", "less")
        self.more = self._icon("plus", "more")
        self.quantity = Button("", touch=True)
        self.quantity.setProperty("act", "quantity")
        self.quantity.setProperty("close", True)  # a weight has room without another row
        self.quantity.clicked.connect(self._on_act_clicked)
        self.price = self._icon("tag", "price")
        self.discount = self._icon("percent", "discount")
        self.remove = self._icon("x", "remove")
        self.remove.set_icon("x", "clay")
        layout = QHBoxLayout(strip)
        layout.setContentsMargins(theme.INSIDE, 4, theme.INSIDE, 4)
        buttons = (self.less, self.quantity, self.more, self.price, self.discount, self.remove)
        layout.addLayout(Flow(*buttons, least=TOUCHED, spacing=4))
        for button in (self.less, self.more, self.price, self.discount, self.remove):
            theme.set_role(button, kind="")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.quantity.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return strip

    def _make_totals(self) -> QWidget:
        totals = QWidget()
        self.rows: dict[str, tuple[Label, Label, QWidget]] = {}
        layout = QVBoxLayout(totals)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(0)
        for key in ("subtotal", "discount", "rounding"):
            holder = QWidget()
            words, figure = Label("", tone="soft"), Label("", tone="soft")
            inner = row(words, -1, figure)
            holder.setLayout(inner)
            self.rows[key] = (words, figure, holder)
            layout.addWidget(holder)
        self.total_words = Label("", type="large", strong=True)
        self.total = Label("0.00", type="hero")
        total_row = row(self.total_words, -1, self.total)
        layout.addLayout(total_row)
        layout.addSpacing(4)
        self.cash_button = Button("", kind="primary", touch=True)
        self.cash_button.setProperty("large", True)
        self.qr_button = Button("", icon="qr-code", touch=True)
        self.qr_button.setProperty("large", True)
        self.more_button = IconButton("ellipsis", "", touch=True)
        theme.set_role(self.more_button, kind="")
        self.more_button.setMinimumHeight(theme.px(56))
        for button in (self.cash_button, self.qr_button, self.more_button):
            button.clicked.connect(self._on_pay_clicked)
        pay = row(self.cash_button, self.qr_button, self.more_button)
        pay.setStretch(0, 3)
        pay.setStretch(1, 2)
        layout.addLayout(pay)
        return totals

    # ---- showing

    def retranslate(self) -> None:
        """Set every text again."""
        self.empty.set_texts(
            _("The cart is empty."), hint=_("Pick a product, scan a barcode, or type a name and press Enter.")
        )
        self.clear_button.set_name(_("Empty the cart"))
        self.less.set_name(_("One less (−)"))
        self.more.set_name(_("One more (+)"))
        self.price.set_name(_("Price (F5)"))
        self.discount.set_name(_("Discount (F6)"))
        self.remove.set_name(_("Remove the line (Del)"))
        self.more_button.set_name(_("More ways to pay"))
        self.rows["subtotal"][0].setText(_("Before discount"))
        self.rows["discount"][0].setText(_("Discount"))
        self.rows["rounding"][0].setText(_("Rounding"))
        self.total_words.setText(_("Total"))
        self.lines.setAccessibleName(_("Lines of the bill"))
        self.ask.retranslate()
        self.customer.retranslate()
        self.ways.retranslate()
        self.way_bar.show_way(self._way)
        self._show_pay()
        self.show_cart()

    def set_tenders(self, tenders: Sequence[TenderItem]) -> None:
        """The ways to pay: cash and QR have a button of their own."""
        self._tenders = tenders
        self._show_pay()

    def set_held(self, count: int) -> None:
        """How many bills are held."""
        self._held = count
        self._show_hold()

    def set_way(self, way: ChannelRow | None) -> None:
        """By which way the bill is sold; said only where it is not over the counter."""
        if way != self._way:
            self._way = way
            self.way_bar.show_way(way)
            self._show_way_bar()

    def _show_way_bar(self) -> None:
        """A question below the cart needs its room."""
        told = self._way is not None and self._way.code != STALL
        self._way_holder.setVisible(told and not self.is_asking and not self._is_short)

    def tender_of(self, kind: str) -> TenderItem | None:
        """The first way to pay of a kind."""
        return next((tender for tender in self._tenders if tender.kind == kind), None)

    @Slot()
    def show_cart(self) -> None:
        """Write the cart anew."""
        cart, priced = self._cart, self._cart.priced()
        count = len(cart.lines)
        words = ngettext("{count} line", "{count} lines", count) if count else _("Cart")
        said = self._receipt_words()  # what may be cut for want of room stands last
        if self._is_short and self._way is not None and self._way.code != STALL:
            said.append(way_name(self._way))
        said.append(words.format(count=formats.count(count)))
        self.count.setText(" · ".join(said))
        self._show_lines()
        self.lines.show_lines(
            [
                deal_text(*each)
                for each in zip(cart.lines, cart.deal.draft.lines, cart.deal.lines, strict=True)
            ],
            cart.selected,
        )
        selected = cart.line
        self.strip.setVisible(selected is not None and not self._paying and not self.is_asking)
        if selected is not None:
            self.price.setVisible(self.priceable())
            self.remove.setVisible(not (self._is_short and self.priceable()))  # − takes it away as well
            self.quantity.set_text(formats.quantity(selected.quantity_milli))
            self.quantity.setAccessibleName(f"{self.quantity.text()} {selected.unit}")
            self.quantity.setToolTip(_("Quantity (F4)"))
        figures = {
            "subtotal": priced.gross if priced and priced.discount else 0,
            "discount": -priced.discount if priced else 0,
            "rounding": priced.rounding if priced else 0,
        }
        for key, (words_label, figure, holder) in self.rows.items():
            holder.setVisible(bool(figures[key]))
            figure.setText(formats.money(figures[key]))
            holder.setAccessibleName(f"{words_label.raw()} {figure.raw()}")
        self.total.setText(formats.money(cart.total))
        self.total.setAccessibleName(f"{self.total_words.raw()} {self.total.raw()}")
        self._show_customer()
        step = cart.last_step
        self.undo_button.setEnabled(step is not None)
        self.undo_button.set_name(f"{step.words} (Ctrl+Z)" if step else _("Nothing to undo"))
        self.clear_button.setEnabled(not cart.is_empty)
        self._show_hold()
        self._show_pay()

    def _receipt_words(self) -> list[str]:
        """The paper receipt of the bill."""
        books = {each.uid: each for each in self._books}
        used = [each for each in self._cart.draft.receipts if each.book_uid in books]
        return [receipt_words(books[each.book_uid], each.first) for each in used]

    def set_books(self, books: Sequence[PaperBook]) -> None:
        """Books of paper receipts; where there are none nobody asks for them."""
        self._books = books
        self.customer.receipt_button.setVisible(bool(books))

    def _show_customer(self) -> None:
        """Whether prices are somebody's, or coupons are on the bill."""
        draft = self._cart.draft
        known = draft.priced_for is not None or bool(draft.coupons)
        self.customer_button.set_icon("user-round", "indigo" if known else "ink")
        words = [_("Customer and coupons (Ctrl+M)")]
        if draft.priced_for is not None:
            words.append(self.customer.party.text())
        self.customer_button.set_name("\n".join((*words, *draft.coupons)))

    def _show_hold(self) -> None:
        words = _("Hold") if not self._held else _("Hold ({count})").format(count=self._held)
        if self._cart.is_empty and self._held:
            words = _("Held ({count})").format(count=self._held)
        self.hold_button.set_text(words)
        self.hold_button.setEnabled(bool(self._held) or not self._cart.is_empty)
        tip = _("Held bills (F8)") if self._cart.is_empty else _("Hold this bill (F7)")
        self.hold_button.setToolTip(tip)

    def _show_pay(self) -> None:
        ready = not self._cart.is_empty
        cash, promptpay = self.tender_of("cash"), self.tender_of("promptpay")
        self.cash_button.setVisible(cash is not None)
        self.cash_button.set_text(_("{tender}  Enter").format(tender=cash.words if cash else ""))
        self.qr_button.setVisible(promptpay is not None)
        self.qr_button.set_text(_("QR  F9"))
        for button in (self.cash_button, self.qr_button, self.more_button):
            button.setEnabled(ready and bool(self._tenders))

    @property
    def is_asking(self) -> bool:
        """Whether a question, the customer, or the way of selling stands in place of the totals."""
        return any(panel.isVisibleTo(self) for panel in (self.ask, self.customer, self.ways))

    def set_customer(self, shown: bool) -> None:
        """Whether customer and coupons stand in place of totals and ways to pay."""
        self._show_panel(self.customer if shown else None)

    def ask_way(self) -> None:
        """Let the way of selling be chosen in place of totals and ways to pay."""
        self._show_panel(self.ways)
        self.ways.begin(self._cart.channel)

    def set_asking(self, asking: bool) -> None:
        """Whether a question stands in place of totals and ways to pay."""
        self._show_panel(self.ask if asking else None)

    def _show_lines(self) -> None:
        """The ways of selling need the room of the lines."""
        room, empty = not self.ways.isVisibleTo(self), self._cart.is_empty
        self.lines.setVisible(room and not empty)
        self.empty.setVisible(room and empty)

    def _show_panel(self, shown: QWidget | None) -> None:
        for panel in (self.ask, self.customer, self.ways):
            panel.setVisible(panel is shown)
        self._show_lines()
        self.totals.setVisible(shown is None)
        self._show_way_bar()
        self.strip.setVisible(shown is None and self._cart.line is not None)

    def set_paying(self, paying: bool) -> None:
        """While the bill is being paid its lines stay, but cannot be changed."""
        self._paying = paying
        self.lines.setEnabled(not paying)
        self.way_bar.button.setVisible(not paying)
        self.strip.setVisible(not paying and self._cart.line is not None)
        for button in (self.customer_button, self.undo_button, self.clear_button, self.hold_button):
            button.setVisible(not paying)
        for button in (self.cash_button, self.qr_button, self.more_button):
            button.setVisible(not paying)
        if not paying:
            self._show_pay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page of little height has a short cart."""
        super().resizeEvent(event)
        self.set_short(self.height() < theme.px(120) + 7 * theme.touch())

    def set_short(self, short: bool) -> None:
        """Where there is little height the digits stand in two rows and the way of selling in the heading."""
        self.ask.keypad.set_flat(short)
        if short != self._is_short:
            self._is_short = short
            self._show_way_bar()
            self.show_cart()

    # ---- saying

    @Slot()
    def _on_act_clicked(self) -> None:
        self.act.emit(str(self.sender().property("act")))

    @Slot()
    def _on_receipt_wanted(self) -> None:
        self.act.emit("receipt")

    @Slot()
    def _on_way_wanted(self) -> None:
        self.act.emit("way")

    @Slot()
    def _on_hold_clicked(self) -> None:
        self.act.emit("held" if self._cart.is_empty else "hold")

    @Slot()
    def _on_pay_clicked(self) -> None:
        kinds = {self.cash_button: "cash", self.qr_button: "promptpay"}
        sender = self.sender()
        kind = kinds.get(sender, "") if isinstance(sender, Button) else ""
        self.pay.emit(self.tender_of(kind))


def _always() -> bool:
    """Until it is said which prices may be typed."""
    return True
