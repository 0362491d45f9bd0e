"""Papers for schools, hotels and offices: one list, one document at the right with its next step."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.offer import OtherBuyersBillError
from app.domain.office import ReceiptTyped, left_to_deliver
from app.domain.session import Permission
from app.errors import UserError
from app.i18n import _
from app.queries.offers import Delivery, InvoiceRow, Quotation
from app.services.unit_of_work import Posted
from reports.model import Kind, Link
from ui import theme
from ui.messages_text import error_text
from ui.models.rows import Col
from ui.page import Shortcut
from ui.pages.office import work
from ui.pages.office.offer_form import OfferForm
from ui.pages.office.panel import PaperPanel
from ui.pages.office.receive_form import ReceiveForm
from ui.pages.office.work import SIDE_WORDS, Offered, Paper, Side
from ui.posting import undo
from ui.widgets.list_panel import Empty, ListPanelPage

DAY, AMOUNT, OPEN = 0, 3, 4


class OfficeView(ListPanelPage[Paper]):
    """Quotation, delivery, invoice and receipt, each the next step of the one before."""

    name = "office-papers"
    icon = "landmark"
    listens = Changes.LEDGER | Changes.SALES | Changes.PARTIES
    lists_listen = Changes.PARTIES | Changes.PRODUCTS | Changes.SETTINGS | Changes.SALES
    panel_width, panel_most, panel_share = 444, 760, 54
    narrow = 640
    less = (DAY, AMOUNT)

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[Paper]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Day"), lambda each: each.document.on, Kind.DATE, weight=3),
            Col(lambda: _("Number"), lambda each: each.document.number, weight=4),
            Col(lambda: _("Buyer"), lambda each: each.document.party, weight=6, private=True),
            Col(
                lambda: _("Amount"),
                lambda each: each.document.total,
                Kind.MONEY,
                weight=3,
                unit="฿",
                adds_up=True,
            ),
            Col(
                lambda: _("Still open"), lambda each: each.left, Kind.MONEY, weight=3, unit="฿", adds_up=True
            ),
            Col(lambda: _("State"), lambda each: each.state, weight=4, tone=lambda each: each.tone),
        ]

    def make_panel(self) -> PaperPanel:
        """The document as it is on paper, with its next step."""
        self.paper_panel = PaperPanel(self.sheet, self._today)
        self.paper_panel.next_button.clicked.connect(self.next_step)
        self.paper_panel.print_button.clicked.connect(self._on_print_clicked)
        self.paper_panel.undo_button.clicked.connect(self._on_undo_clicked)
        return self.paper_panel

    def build(self) -> None:
        """Sides, buttons and forms."""
        self._bill_uid = new_uid()
        self.name_list(lambda: _("Papers for offices"), lambda: _("Number or buyer"))
        self.sides = self.add_chips(
            lambda: _("Which papers"), [(side, partial(_side_words, side)) for side in Side]
        )
        self.deliver_button = self.add_tool(lambda: _("New delivery"), "truck", self.begin_delivery)
        self.add_new(lambda: _("New quotation"), self.begin_quotation)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.quote_form = self.add_form(OfferForm(delivers=False, today=self._today))
        self.deliver_form = self.add_form(OfferForm(delivers=True, today=self._today))
        self.form = self.quote_form
        """The one that was filled in last; the other keeps what is half typed."""
        self.receive_form = self.add_form(ReceiveForm(today=self._today))
        self.quote_form.submitted.connect(self._on_offered)
        self.deliver_form.submitted.connect(self._on_offered)
        self.receive_form.submitted.connect(self._on_received)

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self.paper_panel.retranslate()
        self._show_steps()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the papers."""
        return [
            *super().shortcuts(),
            Shortcut("Ctrl+D", _("New delivery"), self.begin_delivery),
            Shortcut("Ctrl+E", _("The next step of the document"), self.next_step),
        ]

    def job(self) -> Callable[[], Any]:
        """The papers of the side that is shown."""
        return partial(work.papers, self.side, self._today())

    def lists_job(self) -> Callable[[], work.Lists]:
        """People, goods and places of money."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the forms."""
        self.quote_form.set_lists(lists)
        self.deliver_form.set_lists(lists)
        self.receive_form.set_accounts(lists.accounts)

    def key(self, row: Paper) -> object:
        """A paper is looked for by its number."""
        return row.document.number

    def row_title(self, row: Paper) -> str:
        """Its number."""
        return row.document.number

    def details(self, row: Paper) -> Callable[[], work.Shown]:
        """The document as it is on paper."""
        return partial(work.shown, self._session, row, self._today())

    def show_row(self, row: Paper) -> None:
        """Show a document; what was asked about another one is asked no more."""
        if self._row is None or self.key(self._row) != self.key(row):
            self.paper_panel.begin()
        super().show_row(row)

    def show_details(self, row: Paper, found: work.Shown) -> None:
        """The paper, its state and its next step."""
        self.paper_panel.show_paper(row, found)
        self._show_steps()

    def open_row(self, row: Paper) -> None:
        """Enter takes the next step of the document that is shown."""
        if self.panel.isHidden():
            super().open_row(row)
        else:
            self.next_step()

    def empty_words(self) -> Empty:
        """How the papers follow each other."""
        return Empty(
            _("No papers for schools, hotels or offices yet."),
            _("New quotation"),
            _(
                "A quotation becomes a delivery, a delivery is billed, an invoice is paid: "
                "each step by one button."
            ),
        )

    def fit(self, room: int) -> None:
        """Beside the panel a narrow list says what it can; a quotation has nothing open."""
        super().fit(room)
        self.table.setColumnHidden(OPEN, self.side is Side.QUOTATIONS or room < theme.px(self.narrow))
        self.table.fit_columns()

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
        return Side(str(self.chips.key() or Side.QUOTATIONS))

    def show_side(self, side: Side, number: str = "") -> None:
        """Another list, with one document of it at the right."""
        self.chips.set_key(side)
        self._row = None
        self.panel.hide()
        self.go_back()
        self.wait_for(number or None)
        self.read()

    @Slot()
    def _on_selection_changed(self) -> None:
        self.paper_panel.fault.show_text("")
        self._show_steps()

    # ---- the next step

    def _chosen_deliveries(self) -> list[Delivery]:
        """The chosen deliveries that can be billed; the one at the right if none is marked."""
        marked = [each.document for each in self.table.chosen_rows() if isinstance(each, Paper)]
        if not marked and self._row is not None:
            marked = [self._row.document]
        return [each for each in marked if isinstance(each, Delivery) and each.left and not each.invoice]

    def _show_steps(self) -> None:
        """Which buttons the document at the right has."""
        paper = self._row
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
        self.paper_panel.show_step(words, bills=bills, may_undo=not paper.cancelled)

    @Slot()
    def next_step(self) -> None:
        """Deliver, bill or receive, as the document at the right stands."""
        ready = not (self.panel.isHidden() or self.paper_panel.next_button.isHidden())
        if self._row is None or not ready or not self.is_list_in_front():
            return
        document = self._row.document
        if isinstance(document, Quotation):
            left = left_to_deliver(work.lines_of(document), document.delivered)
            discount = 0 if document.delivered else document.discount
            self.form = self.deliver_form
            self.show_form(self.form)
            self.form.fill(document.uid, document.number, document.party_uid, document.party, left, discount)
        elif isinstance(document, Delivery):
            self._bill()
        else:
            self.show_form(self.receive_form)
            self.receive_form.begin(document)

    def _bill(self) -> None:
        panel = self.paper_panel
        chosen = self._chosen_deliveries()
        others = [each for each in chosen if each.party_uid != chosen[0].party_uid]
        if others:
            panel.fault.show_text(error_text(OtherBuyersBillError(number=others[0].number)), tone="bad")
            return
        if not panel.due.check():
            return
        job = partial(
            work.bill,
            self._session,
            self._bill_uid,
            chosen,
            due=panel.due.date(),
            on=self._today(),
        )
        self._runner.run(self, job, self._on_billed, failed=self._on_act_failed)

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
        self.show_form(form)
        if form.quotation_uid is not None:
            form.clear_form()
        form.focus_first()

    @Slot(object, object)
    def _on_offered(self, offered: Offered, day: dt.date) -> None:
        delivers = self.form.delivers
        post = work.hand_over if delivers else work.quote
        words = _("Delivered {amount} baht: {number}.") if delivers else _("Offered {amount} baht: {number}.")
        self.save(self.form, partial(post, self._session, offered, on=day), words, self._on_offer_posted)

    def _on_offer_posted(self, posted: Posted) -> None:
        self.form.clear_form()
        self.show_side(Side.DELIVERIES if self.form.delivers else Side.QUOTATIONS, posted.number)

    @Slot(object, object)
    def _on_received(self, typed: ReceiptTyped, day: dt.date) -> None:
        form = self.receive_form
        if form.invoice is not None:
            job = partial(work.receive, self._session, form.uid, form.invoice, typed, on=day)
            self.save(form, job, _("Received {amount} baht: {number}."), self._on_receipt_posted)

    def _on_receipt_posted(self, posted: Posted) -> None:
        form = self.receive_form
        self.show_side(Side.INVOICES, form.invoice.number if form.invoice is not None else "")
        if form.show_paper.isChecked():
            self._open_link(Link("receipt-of-debt", posted.number))

    # ---- paper and undoing

    @Slot()
    def _on_print_clicked(self) -> None:
        if self._row is not None:
            self._open_link(Link(work.PAPERS[self._row.side], self._row.document.number))

    @Slot()
    def _on_undo_clicked(self) -> None:
        reason = self.paper_panel.reason
        if self._row is None or reason.asks():
            return
        document = self._row.document
        job = partial(undo, self._session, document.uid, on=self._today(), reason=reason.name())
        done = partial(self._on_undone, document.number)
        self._runner.run(self, job, done, failed=self._on_act_failed)

    def _on_undone(self, number: str, _reversal: Posted) -> None:
        self._messages.say(_("{number} was undone.").format(number=number))
        self.show_side(self.side, number)

    def _on_act_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.paper_panel.fault.show_text(error_text(error), tone="bad")
        else:
            self._messages.show_error(error)


def _side_words(side: Side) -> str:
    return _(SIDE_WORDS[side])
