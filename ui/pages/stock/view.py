"""The place of stock: products, materials and the count; receiving goods."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.basket import PartData
from app.domain.ledger import ProductKind
from app.domain.product import ProductData
from app.domain.purchase import PurchaseDraft
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import _
from app.services.records import Saved
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.model import Link
from ui import theme
from ui.chosen_photo import Photo
from ui.files import Place
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.stock import work
from ui.pages.stock.card_page import CardPage
from ui.pages.stock.count_page import CountPage
from ui.pages.stock.goods_page import GoodsPage
from ui.pages.stock.papers import Papers
from ui.pages.stock.product_form import ProductForm
from ui.pages.stock.receive_form import ReceiveForm
from ui.pages.stock.work import Card, Lists
from ui.posting import Posting
from ui.runner import Runner
from ui.widgets.basics import Button, SegmentedControl, row
from ui.widgets.photos import PhotoCache
from ui.widgets.scanner import Scanner

GOODS, STUFF, COUNT = "goods", "stuff", "count"


class StockView(PageBase):
    """Lists and forms of the stock; each form is a page inside this place and keeps what is half typed."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        save_file: Callable[[str, str], Place | None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._open_link, self._today = open_link, today
        self._lists = Lists()
        self._came_from: QWidget | None = None
        self._posting = Posting(session, runner, messages, today, self)
        self.papers = Papers(session, runner, messages, save_file, self)
        self.photos = PhotoCache(work.load_photos, runner=runner, side=128, parent=self)
        self._make_lists()
        self._make_forms()
        self._lay_out()
        self._listen()
        self.retranslate()
        self.read_lists()

    def _make_lists(self) -> None:
        self.tabs = SegmentedControl()
        self.tabs.chosen.connect(self._on_tab_chosen)
        self.receive_button = Button("", self._on_receive_clicked, icon="truck")
        self.new_button = Button("", self.begin_product, kind="primary", icon="plus")
        if not self._session.may(Permission.EDIT_PRODUCTS):
            self.new_button.hide()
        if not self._session.may(Permission.BUY):
            self.receive_button.hide()
        common = (self._session, self._runner, self._messages, self.photos)
        self.goods = GoodsPage(work.OURS, *common, papers=self.papers, today=self._today)
        self.stuff = GoodsPage(work.STUFF, *common, papers=self.papers, today=self._today)
        self.count = CountPage(self._session, self._runner, self._messages, self.papers, today=self._today)
        self.count.submitted.connect(self._on_count_submitted)
        self.count.first_wanted.connect(self.begin_product)
        for page in (self.goods, self.stuff):
            page.new_wanted.connect(self.begin_product)
            page.edit_wanted.connect(self._on_edit_wanted)
            page.receive_wanted.connect(self._on_receive_wanted)
            page.card_wanted.connect(self._on_card_wanted)
            page.link_opened.connect(self._on_link_opened)

    def _make_forms(self) -> None:
        self.product_form = ProductForm(self._runner)
        self.product_form.submitted.connect(self._on_product_submitted)
        self.receive_form = ReceiveForm(self._runner, today=self._today)
        self.receive_form.submitted.connect(self._on_purchase_submitted)
        self.receive_form.new_product_wanted.connect(self.begin_product)
        self.card_page = CardPage(self._runner, self._messages, self.papers, self._session, today=self._today)
        self.card_page.link_opened.connect(self._on_link_opened)
        for form in (self.product_form, self.receive_form, self.card_page):
            form.back.connect(self._on_back)

    def _lay_out(self) -> None:
        head = row(self.tabs, -1, self.receive_button, self.new_button)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE + 4, theme.BETWEEN, theme.INSIDE + 4)
        self.tab_pages = QStackedWidget()
        for page in (self.goods, self.stuff, self.count):
            self.tab_pages.addWidget(page)
        self.home = QWidget()
        layout = QVBoxLayout(self.home)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.tab_pages, 1)
        self.stack = QStackedWidget()
        for place in (self.home, self.product_form, self.receive_form, self.card_page):
            self.stack.addWidget(place)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _listen(self) -> None:
        app = QCoreApplication.instance()  # the contract of this page has no room for the application
        if isinstance(app, QApplication):
            self.scanner = Scanner(self, app)
            self.scanner.scanned.connect(self._on_scanned)

    def retranslate(self) -> None:
        """Set every text again."""
        self.tabs.setAccessibleName(_("Stock"))
        tabs = [(GOODS, _("Products")), (STUFF, _("Materials & packaging")), (COUNT, _("Count"))]
        self.tabs.set_choices(tabs if self._session.may(Permission.COUNT_STOCK) else tabs[:-1])
        self.receive_button.set_text(_("Receive goods"))
        for part in (self.goods, self.stuff, self.count, self.card_page):
            part.retranslate()
        for form in (self.product_form, self.receive_form):
            form.retranslate()
        for page in (self.goods, self.stuff):
            page.set_lists(self._lists)
        self._name_new_button()

    def _name_new_button(self) -> None:
        stuff = self.tabs.key() == STUFF
        self.new_button.set_text(_("New material") if stuff else _("New product"))

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the stock page."""
        wanted = (
            (self.new_button, Shortcut("Ctrl+N", _("New product"), self.begin_product)),
            (self.receive_button, Shortcut("Ctrl+R", _("Receive goods"), self._on_receive_clicked)),
        )
        return [
            *(key for button, key in wanted if not button.isHidden()),
            Shortcut("Ctrl+F", _("Search by name, code or barcode"), self._on_find),
            Shortcut("F5", _("Read everything again"), self._read_all),
            Shortcut("Ctrl+Return", _("Save the form")),
            Shortcut("Esc", _("Back")),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Read again what these changes touch."""
        self.goods.refresh(changes)
        self.stuff.refresh(changes)
        if changes & (Changes.PRODUCTS | Changes.STOCK | Changes.SALES):
            self.count.read()
        if changes & (Changes.PRODUCTS | Changes.PARTIES | Changes.SETTINGS):
            self.read_lists()
        if changes & Changes.STOCK and self.stack.currentWidget() is self.card_page:
            self.card_page.read()

    def may_leave(self) -> bool:
        """Always; a half-typed count is kept in the book."""
        self.count.keep_now()
        return True

    def open(self, argument: str) -> None:
        """``low``, ``incomplete``, ``receive``, ``new``, ``count``, or a product's code."""
        if argument == "low":
            self._show_tab(GOODS)
            self.goods.show_low()
        elif argument == "incomplete":
            self._show_tab(GOODS)
            self.goods.show_incomplete()
        elif argument == "receive":
            self._on_receive_clicked()
        elif argument == "new":
            self._show_tab(GOODS)
            self.begin_product()
        elif argument == COUNT:
            self._show_tab(COUNT)
        elif argument:
            job = partial(work.card_of_code, self._session, argument, self._today().replace(day=1))
            self._runner.run(self, job, self._on_card_found, failed=self._messages.show_error)

    def _on_card_found(self, card: Card | None) -> None:
        if card is None:
            self._messages.say(_("This product is not in the book."))
            return
        tab = GOODS if card.product.data.kind in work.OURS else STUFF
        self._show_tab(tab)
        (self.goods if tab == GOODS else self.stuff).show_card(card)

    def read_lists(self) -> None:
        """Read again what the forms choose from."""
        self._runner.run(self, work.lists, self._on_lists_read, failed=self._messages.show_error)

    def _on_lists_read(self, lists: Lists) -> None:
        self._lists = lists
        for page in (self.goods, self.stuff):
            page.set_lists(lists)
        for form in (self.product_form, self.receive_form):
            form.set_lists(lists)
        self.count.set_lists(lists)

    @Slot()
    def _read_all(self) -> None:
        self.photos.forget()
        self.refresh(Changes.EVERYTHING)

    # ---- going about

    def _show_tab(self, key: str) -> None:
        self.tabs.set_key(key)
        self._on_tab_chosen(key)
        self.stack.setCurrentWidget(self.home)

    @Slot(object)
    def _on_tab_chosen(self, key: object) -> None:
        page = {GOODS: self.goods, STUFF: self.stuff, COUNT: self.count}[str(key)]
        self.tab_pages.setCurrentWidget(page)
        self._name_new_button()

    def _show_form(self, form: QWidget) -> None:
        self._came_from = self.stack.currentWidget()
        self.stack.setCurrentWidget(form)

    @Slot()
    def _on_back(self) -> None:
        came, self._came_from = self._came_from, None
        leaving = self.stack.currentWidget()
        self.stack.setCurrentWidget(came if came is not None and came is not leaving else self.home)
        if isinstance(leaving, ProductForm) and leaving.is_touched():
            self._messages.done(
                _("What you typed is kept, but not saved yet."), _("Go on"), partial(self._show_form, leaving)
            )

    @Slot()
    def _on_find(self) -> None:
        page = self.count if self.tabs.key() == COUNT else self._list_page()
        self.stack.setCurrentWidget(self.home)
        page.search.setFocus()

    def _list_page(self) -> GoodsPage:
        return self.stuff if self.tabs.key() == STUFF else self.goods

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self._open_link(link)

    @Slot(str)
    def _on_card_wanted(self, code: str) -> None:
        self.card_page.show_code(code, self._list_page().panel.month.month())
        self._show_form(self.card_page)

    @Slot(str)
    def _on_scanned(self, code: str) -> None:
        if self.stack.currentWidget() is self.product_form:
            self.product_form.take_barcode(code)
            return
        job = partial(work.goods_of_barcode, code)
        self._runner.run(self, job, partial(self._on_barcode_found, code))

    def _on_barcode_found(self, code: str, found: tuple[bytes, str] | None) -> None:
        if found is None:
            self._messages.say(_("No product has the barcode {barcode}.").format(barcode=code))
            return
        uid, pack = found
        if self.stack.currentWidget() is self.receive_form:
            if not self.receive_form.take(uid, pack):
                self._messages.say(_("This product is not kept in stock."))
        elif self.stack.currentWidget() is self.home and self.tabs.key() == COUNT:
            self.count.choose(uid)
        else:
            job = partial(work.card, self._session, uid, self._today().replace(day=1))
            self._runner.run(self, job, self._on_card_found)

    # ---- products

    @Slot()
    def begin_product(self) -> None:
        """An empty form, or the one that was begun."""
        kind = ProductKind.MATERIAL if self.tabs.key() == STUFF else ProductKind.PRODUCT
        self.product_form.edit(None, kind)
        self._show_form(self.product_form)
        self.product_form.name.edit.setFocus()

    @Slot(object)
    def _on_edit_wanted(self, card: Card) -> None:
        self.product_form.edit(card)
        self._show_form(self.product_form)
        self.product_form.name.edit.setFocus()

    @Slot(object, object, object, object, object, object)
    def _on_product_submitted(
        self,
        data: ProductData,
        category: object,
        photo: Photo | None,
        existing: bytes | None,
        uid: bytes,
        parts: Sequence[PartData],
    ) -> None:
        job = partial(
            work.save_product,
            self._session,
            data,
            category=category,
            photo=photo,
            existing=existing,
            uid=uid,
            parts=parts,
        )
        done = partial(self._on_product_saved, data.name)
        self._runner.run(self, job, done, failed=partial(self._on_form_failed, self.product_form))

    def _on_product_saved(self, name: str, saved: Saved) -> None:
        self.product_form.saved()
        self._on_back()
        self._messages.done(_("Saved “{name}”.").format(name=name))
        if self.stack.currentWidget() is self.home:
            job = partial(work.card, self._session, saved.uid, self._today().replace(day=1))
            self._runner.run(self, job, self._on_card_found)

    def _on_form_failed(self, form: ProductForm | ReceiveForm, error: Exception) -> None:
        form.set_busy(False)
        if isinstance(error, UserError):
            form.show_error(error)
        else:
            self._messages.show_error(error)

    # ---- documents

    @Slot()
    def _on_receive_clicked(self) -> None:
        self._show_form(self.receive_form)
        self.receive_form.focus_first()

    @Slot(object)
    def _on_receive_wanted(self, card: Card) -> None:
        self._show_form(self.receive_form)
        self.receive_form.take(card.product.uid)

    @Slot(object, object, object)
    def _on_purchase_submitted(self, draft: PurchaseDraft, supplier: object, day: dt.date) -> None:
        job = partial(work.receive, self._session, draft, supplier=supplier, on=day)
        done = partial(self._on_posted, self.receive_form)
        self._runner.run(self, job, done, failed=partial(self._on_form_failed, self.receive_form))

    def _on_posted(self, form: ReceiveForm, posted: Posted) -> None:
        form.clear_form()
        if self.stack.currentWidget() is form:
            self._on_back()
        self._posting.say(_("Received {number}: {amount} baht"), posted)
        self.read_lists()

    @Slot(object, object, object)
    def _on_count_submitted(self, draft: object, day: dt.date, kept: bytes) -> None:
        job = partial(work.count, self._session, draft, on=day, kept=kept)  # type: ignore[arg-type]
        self._runner.run(self, job, self._on_counted, failed=self._on_count_failed)

    def _on_counted(self, posted: Posted) -> None:
        self.count.posted()
        self._posting.say(_("Counted {number}: {amount} baht"), posted)

    def _on_count_failed(self, error: Exception) -> None:
        self.count.set_busy(False)
        self._messages.show_error(error)
