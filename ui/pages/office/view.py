"""Papers for schools, hotels and offices: one list, one document at the right with its next step."""

# Long because: list, panel and two forms meet here; each of its handlers is a line or two.

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.offer import OtherBuyersBillError
from app.domain.office import ReceiptTyped, left_to_deliver
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import _
from app.queries.offers import Delivery, InvoiceRow, Quotation
from app.services.unit_of_work import Posted
from reports.model import Kind, Link
from ui import theme
from ui.messages import Messages
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.page import PageBase, Shortcut
from ui.pages.office import work
from ui.pages.office.offer_form import OfferForm
from ui.pages.office.panel import PaperPanel
from ui.pages.office.receive_form import ReceiveForm
from ui.pages.office.work import SIDE_WORDS, Offered, Paper, Side
from ui.posting import Posting, undo
from ui.runner import Runner
from ui.widgets.arrange import row
from ui.widgets.basics import EmptyState, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.choosing import SearchField
from ui.widgets.tables import TableView

NARROW = 1_300
"""Beside the panel a list that is narrower leaves out what stands in the panel."""
DAY, AMOUNT = 0, 3


class OfficeView(PageBase):
    """Quotation, delivery, invoice and receipt, each the next step of the one before."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = dt.date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to = open_link, go_to
        self._posting = Posting(session, runner, messages, today, self)
        self._shown: Paper | None = None
        self._wanted = ""
        """Number of a document that is shown as soon as the list has it."""
        self._bill_uid = new_uid()
        self._make_list()
        self._make_panel()
        self.quote_form = OfferForm(delivers=False, today=today)
        self.deliver_form = OfferForm(delivers=True, today=today)
        self.form = self.quote_form
        """The one that was filled in last; the other keeps what is half typed."""
        self.receive_form = ReceiveForm(today=today)
        self.receive_form.submitted.connect(self._on_received)
        self._lay_out()
        self.retranslate()

    # ---- building

    def _make_list(self) -> None:
        self.sides = SegmentedControl()
        self.sides.chosen.connect(self._on_side_chosen)
        self.search = SearchField()
        self.search.searched.connect(self._on_searched)
        self.quote_button = Button("", self.begin_quotation, icon="file-plus")
        self.deliver_button = Button("", self.begin_delivery, icon="truck")
        self.model = RowsModel[Paper](
            [
                Col(lambda: _("Day"), lambda each: each.document.on, Kind.DATE, weight=3),
                Col(lambda: _("Number"), lambda each: each.document.number, weight=4),
                Col(lambda: _("Buyer"), lambda each: each.document.party, weight=6, private=True),
                Col(lambda: _("Amount"), lambda each: each.document.total, Kind.MONEY, weight=3, unit="฿"),
                Col(lambda: _("Still open"), lambda each: each.left, Kind.MONEY, weight=3, unit="฿"),
                Col(lambda: _("State"), lambda each: each.state, weight=4, tone=lambda each: each.tone),
            ]
        )
        self.table = TableView()
        self.proxy = self.table.set_list(self.model)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self._on_row_opened)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.empty = EmptyState("landmark", "", on_action=self.begin_quotation)

    def _make_panel(self) -> None:
        self.panel = PaperPanel(self._today)
        self.panel.hide()
        self.panel.closed.connect(self._on_panel_closed)
        self.panel.sheet.link_opened.connect(self._open_link)
        self.panel.next_button.clicked.connect(self.next_step)
        self.panel.print_button.clicked.connect(self._on_print_clicked)
        self.panel.undo_button.clicked.connect(self._on_undo_clicked)

    def _lay_out(self) -> None:
        self.head = QHBoxLayout()
        self.head.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, theme.INSIDE)
        self.head.setSpacing(theme.INSIDE)
        for widget in (self.sides, self.search, self.quote_button, self.deliver_button):
            self.head.addWidget(widget)
        self.head.setStretch(1, 1)
        self.head.addStretch(0)
        self.stage = QStackedWidget()
        self.stage.addWidget(self.table)
        self.stage.addWidget(self.empty)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(self.head)
        inside.addWidget(self.stage, 1)
        self.home = QWidget()
        across = row(left, self.panel, spacing=0)
        across.setStretch(0, 1)
        self.home.setLayout(across)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        for form in (self.quote_form, self.deliver_form, self.receive_form):
            self.stack.addWidget(form)
            form.back.connect(self._on_back)
        for offer in (self.quote_form, self.deliver_form):
            offer.submitted.connect(self._on_offered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.table)

    def retranslate(self) -> None:
        """Set every text again."""
        self.sides.setAccessibleName(_("Which papers"))
        self.sides.set_choices([(side, _(words)) for side, words in SIDE_WORDS.items()])
        self.search.set_placeholder(_("Number or buyer"))
        self.quote_button.set_text(_("New quotation"))
        self.deliver_button.set_text(_("New delivery"))
        self.table.setAccessibleName(_("Papers for offices"))
        self.empty.set_texts(
            _("No papers for schools, hotels or offices yet."),
            _("New quotation"),
            _(
                "A quotation becomes a delivery, a delivery is billed, an invoice is paid: "
                "each step by one button."
            ),
        )
        self.panel.retranslate()
        self.model.retranslate()
        self.quote_form.retranslate()
        self.deliver_form.retranslate()
        self.receive_form.retranslate()
        self._show_steps()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the papers."""
        return [
            Shortcut("Ctrl+N", _("New quotation"), self.begin_quotation),
            Shortcut("Ctrl+D", _("New delivery"), self.begin_delivery),
            Shortcut("Ctrl+E", _("The next step of the document"), self.next_step),
            Shortcut("Ctrl+F", _("Number or buyer"), self._on_find),
            Shortcut("Ctrl+Return", _("Save the form")),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Something may have been delivered or paid."""
        if changes & (Changes.LEDGER | Changes.SALES | Changes.PARTIES):
            self._read()
        if changes & (Changes.PARTIES | Changes.PRODUCTS | Changes.SETTINGS | Changes.SALES):
            self._runner.run(self, work.lists, self._on_lists, failed=self._messages.show_error)

    def open(self, argument: str) -> None:
        """``new``, ``deliver``, ``quotations``, ``deliveries`` or ``invoices``."""
        if argument == "new":
            self.begin_quotation()
        elif argument == "deliver":
            self.begin_delivery()
        elif argument in {side.value for side in Side}:
            self.show_side(Side(argument))

    @property
    def side(self) -> Side:
        """What the list shows."""
        return Side(str(self.sides.key()))

    def show_side(self, side: Side, number: str = "") -> None:
        """Another list, with one document of it at the right."""
        self.stack.setCurrentWidget(self.home)
        self.sides.set_key(side)
        self._shown, self._wanted = None, number
        self.panel.hide()
        self._fit()
        self._read()

    def _on_lists(self, lists: work.Lists) -> None:
        self.quote_form.set_lists(lists)
        self.deliver_form.set_lists(lists)
        self.receive_form.set_accounts(lists.accounts)

    # ---- the list

    def _read(self) -> None:
        side = self.side
        job = partial(work.papers, side, self._today())
        self._runner.run(self, job, partial(self._show, side), failed=self._messages.show_error)

    def _show(self, side: Side, papers: tuple[Paper, ...]) -> None:
        if side is not self.side:
            return
        if self._wanted:
            self.table.setFocus()
        number = self._wanted or (self._shown.document.number if self._shown is not None else "")
        self._wanted = ""
        self.model.set_rows(papers)
        self.stage.setCurrentWidget(self.table if papers else self.empty)
        self.quote_button.setVisible(bool(papers) or side is not Side.QUOTATIONS)
        self._fit()
        if number and not self.table.choose_where(lambda each: each.document.number == number):
            self.panel.close_panel()

    @Slot(object)
    def _on_side_chosen(self, _side: object) -> None:
        self._shown = None
        self.panel.hide()
        self._read()

    @Slot(str)
    def _on_searched(self, typed: str) -> None:
        self.proxy.set_search(typed)

    @Slot()
    def _on_find(self) -> None:
        self.stack.setCurrentWidget(self.home)
        self.search.setFocus()

    @Slot(object)
    def _on_row_chosen(self, paper: Paper | None) -> None:
        if paper is None:
            return
        self._shown = paper
        self.panel.begin(paper.document.number)
        job = partial(work.shown, self._session, paper, self._today())
        self._runner.run(self, job, partial(self._show_paper, paper), failed=self._messages.show_error)

    def _show_paper(self, paper: Paper, shown: work.Shown) -> None:
        if self._shown is not paper:
            return
        self.panel.show_paper(paper, shown)
        self._show_steps()
        self._fit()

    @Slot()
    def _on_selection_changed(self) -> None:
        self.panel.fault.show_text("")
        self._show_steps()

    @Slot(object)
    def _on_row_opened(self, _paper: object) -> None:
        self.next_step()

    @Slot()
    def _on_panel_closed(self) -> None:
        self._shown = None
        self.table.clearSelection()
        self._fit()
        self.table.setFocus()

    def _fit(self) -> None:
        """Beside the panel a narrow list says what it can."""
        beside = not self.panel.isHidden()
        narrow = self.width() < theme.px(NARROW)
        self.panel.fit(self.width())
        self.table.setColumnHidden(4, self.side is Side.QUOTATIONS or (beside and narrow))
        self.table.setColumnHidden(AMOUNT, beside and narrow)
        self.table.setColumnHidden(DAY, beside and narrow)
        for widget in (self.search, self.deliver_button):
            widget.setHidden(beside and narrow)
        self.quote_button.setHidden(
            (beside and narrow) or (self.side is Side.QUOTATIONS and not self.model.rows)
        )
        self.table.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower page shows less beside the panel."""
        super().resizeEvent(event)
        self._fit()

    # ---- the next step

    def _chosen_deliveries(self) -> list[Delivery]:
        """The chosen deliveries that can be billed; the one at the right if none is marked."""
        marked = [each.document for each in self.table.chosen_rows() if isinstance(each, Paper)]
        if not marked and self._shown is not None:
            marked = [self._shown.document]
        return [each for each in marked if isinstance(each, Delivery) and each.left and not each.invoice]

    def _show_steps(self) -> None:
        """Which buttons the document at the right has."""
        paper = self._shown
        if paper is None:
            return
        document = paper.document
        may_receive = self._session.may(Permission.RECEIVE)
        words = ""
        bills = False
        if isinstance(document, Quotation) and not paper.cancelled:
            words = _("Deliver") if left_to_deliver(work.lines_of(document), document.delivered) else ""
        elif isinstance(document, Delivery):
            count = len(self._chosen_deliveries())
            bills = bool(count) and may_receive
            if bills:
                words = _("Bill it") if count == 1 else _("Bill {count} deliveries").format(count=count)
        elif isinstance(document, InvoiceRow) and document.left and may_receive:
            words = _("Receive payment")
        self.panel.show_step(words, bills=bills, may_undo=not paper.cancelled)

    @Slot()
    def next_step(self) -> None:
        """Deliver, bill or receive, as the document at the right stands."""
        if (
            self._shown is None
            or self.panel.next_button.isHidden()
            or self.stack.currentWidget() is not self.home
        ):
            return
        document = self._shown.document
        if isinstance(document, Quotation):
            left = left_to_deliver(work.lines_of(document), document.delivered)
            discount = 0 if document.delivered else document.discount
            self.form = self.deliver_form
            self.stack.setCurrentWidget(self.form)
            self.form.fill(document.uid, document.number, document.party_uid, document.party, left, discount)
        elif isinstance(document, Delivery):
            self._bill()
        else:
            self.stack.setCurrentWidget(self.receive_form)
            self.receive_form.begin(document)

    def _bill(self) -> None:
        chosen = self._chosen_deliveries()
        others = [each for each in chosen if each.party_uid != chosen[0].party_uid]
        if others:
            self.panel.fault.show_text(error_text(OtherBuyersBillError(number=others[0].number)), tone="bad")
            return
        if not self.panel.due.check():
            return
        job = partial(
            work.bill, self._session, self._bill_uid, chosen, due=self.panel.due.date(), on=self._today()
        )
        self._runner.run(self, job, self._on_billed, failed=self._on_failed)

    def _on_billed(self, posted: Posted) -> None:
        self._bill_uid = new_uid()
        self._posting.say(_("Billed {amount} baht: {number}."), posted)
        self.show_side(Side.INVOICES, posted.number)

    # ---- the forms

    @Slot()
    def begin_quotation(self) -> None:
        """The form of a quotation, as it was left."""
        self._begin(self.quote_form)

    @Slot()
    def begin_delivery(self) -> None:
        """The form of a delivery without a quotation, as it was left."""
        self._begin(self.deliver_form)

    def _begin(self, form: OfferForm) -> None:
        self.form = form
        self.stack.setCurrentWidget(form)
        if form.quotation_uid is not None:
            form.clear_form()
        form.focus_first()

    @Slot()
    def _on_back(self) -> None:
        self.stack.setCurrentWidget(self.home)
        self.table.setFocus()

    @Slot(object, object)
    def _on_offered(self, offered: Offered, day: dt.date) -> None:
        post = work.hand_over if self.form.delivers else work.quote
        job = partial(post, self._session, offered, on=day)
        self._runner.run(self, job, self._on_offer_posted, failed=self._on_form_failed)

    def _on_offer_posted(self, posted: Posted) -> None:
        delivers = self.form.delivers
        self.form.clear_form()
        words = _("Delivered {amount} baht: {number}.") if delivers else _("Offered {amount} baht: {number}.")
        self._posting.say(words, posted)
        self.show_side(Side.DELIVERIES if delivers else Side.QUOTATIONS, posted.number)

    def _on_form_failed(self, error: Exception) -> None:
        form = self.form if self.stack.currentWidget() is self.form else self.receive_form
        form.set_busy(False)
        if isinstance(error, UserError):
            form.show_error(error)
        else:
            self._messages.show_error(error)

    @Slot(object, object)
    def _on_received(self, typed: ReceiptTyped, day: dt.date) -> None:
        form = self.receive_form
        if form.invoice is None:
            return
        job = partial(work.receive, self._session, form.uid, form.invoice, typed, on=day)
        self._runner.run(self, job, self._on_receipt_posted, failed=self._on_form_failed)

    def _on_receipt_posted(self, posted: Posted) -> None:
        form = self.receive_form
        form.set_busy(False)
        number = form.invoice.number if form.invoice is not None else ""
        self._posting.say(_("Received {amount} baht: {number}."), posted)
        self.show_side(Side.INVOICES, number)
        if form.show_paper.isChecked():
            self._open_link(Link("receipt-of-debt", posted.number))

    # ---- paper and undoing

    @Slot()
    def _on_print_clicked(self) -> None:
        if self._shown is not None:
            self._open_link(Link(work.PAPERS[self._shown.side], self._shown.document.number))

    @Slot()
    def _on_undo_clicked(self) -> None:
        """The first press asks why, the second one undoes."""
        if self._shown is None:
            return
        if self.panel.reason.isHidden():
            self.panel.reason.show()
            self.panel.reason.edit.setFocus()
            return
        document = self._shown.document
        job = partial(undo, self._session, document.uid, on=self._today(), reason=self.panel.reason.name())
        self._runner.run(self, job, partial(self._on_undone, document.number), failed=self._on_failed)

    def _on_undone(self, number: str, _reversal: Posted) -> None:
        self._messages.say(_("{number} was undone.").format(number=number))
        self.show_side(self.side, number)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.panel.fault.show_text(error_text(error), tone="bad")
        else:
            self._messages.show_error(error)
