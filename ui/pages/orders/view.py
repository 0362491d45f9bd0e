"""Orders: what is booked, being made, ready; one key to the next step; handing over, calling off."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.pre_order import STATE_WORDS, OrderState
from app.domain.session import Permission
from app.i18n import _
from app.services.deposits import DepositDraft, DepositEndDraft, end_deposit, take_deposit
from app.services.order_delivery import HandedOver, HandOverDraft, hand_over
from app.services.pre_orders import set_order_state
from app.services.unit_of_work import Posted
from app.thai.dates import now
from reports.deposit_receipt import NAME as DEPOSIT_RECEIPT
from reports.model import Kind, Link
from reports.orders import MATERIALS, ORDER, PLAN
from reports.packing import PACKING, PICK_UP
from ui import formats
from ui.models.rows import Col
from ui.pages.orders import work
from ui.pages.orders.deposit_form import CallOffForm, DepositForm
from ui.pages.orders.hand_form import HandOverForm
from ui.pages.orders.label_form import LabelForm, WantedLabels
from ui.pages.orders.order_form import OrderForm
from ui.pages.orders.work import Calling, OrderRow, Typed
from ui.widgets.list_panel import Empty, ListPanelPage

CODE, GOODS = 1, 3
_PARTS = (OrderState.BOOKED, OrderState.MAKING, OrderState.READY)
_BACK = {OrderState.MAKING: OrderState.BOOKED, OrderState.READY: OrderState.MAKING}


class OrdersView(ListPanelPage[OrderRow]):
    """Pre-orders of customers."""

    name = "orders"
    icon = "clipboard-list"
    listens = Changes.MARKET | Changes.SALES | Changes.PARTIES
    lists_listen = Changes.PARTIES | Changes.PRODUCTS | Changes.SETTINGS
    panel_width, panel_most, panel_share = 440, 700, 46
    narrow = 800
    less = (CODE, GOODS)

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[OrderRow]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Wanted on"), lambda each: each.order.wanted_on, Kind.DATE, weight=3),
            Col(lambda: _("Order"), lambda each: each.order.code, weight=3),
            Col(lambda: _("Customer"), lambda each: each.order.party, weight=5, private=True),
            Col(lambda: _("What"), lambda each: each.goods, weight=7),
            Col(lambda: _("State"), lambda each: each.state, weight=4, tone=lambda each: each.tone),
            Col(
                lambda: _("Still to pay"),
                lambda each: each.due,
                Kind.MONEY,
                weight=3,
                unit="฿",
                adds_up=True,
            ),
        ]

    def build(self) -> None:
        """Figures, parts, buttons and forms."""
        may = self._session.may(Permission.KEEP_ORDERS)
        sells = may and self._session.may(Permission.SELL)
        self.name_list(lambda: _("Orders"), lambda: _("Search for an order, a customer or goods"))
        self.late = self.add_figure(lambda: _("Past their day"))
        self.due = self.add_figure(lambda: _("For today"))
        self.held = self.add_figure(lambda: _("Deposits held"))
        self.add_chips(
            lambda: _("Which orders"),
            [
                ("open", lambda: _("Open")),
                *((state.value, partial(_state_words, state)) for state in _PARTS),
                ("over", lambda: _("Over")),
            ],
            work.shows,
        )
        self.add_tool(lambda: _("Production plan"), "factory", self._on_plan_clicked)
        self.add_tool(lambda: _("Materials"), "boxes", self._on_materials_clicked)
        self.add_tool(lambda: _("Packing list"), "package", self._on_packing_clicked)
        self.add_tool(lambda: _("Pick-up list"), "user-round", self._on_pick_up_clicked)
        self.add_tool(lambda: _("Labels"), "tag", self._on_labels_clicked)
        self.add_new(lambda: _("New order"), self._begin_order, may=may)
        self.next_button = self.add_action(
            lambda: _("Next step"),
            "arrow-right",
            self._next,
            keys="Ctrl+E",
            primary=True,
            when=lambda each: may and each.order.is_open,
        )
        self.add_action(
            lambda: _("Hand over"),
            "truck",
            self._begin_handing,
            keys="Ctrl+D",
            when=lambda each: sells and each.order.is_open and each.order.state is not OrderState.READY,
        )
        self.add_action(
            lambda: _("Deposit"),
            "hand-coins",
            self._begin_deposit,
            keys="Ctrl+B",
            when=lambda each: may and each.order.is_open,
        )
        self.add_action(
            lambda: _("Deposit left over"),
            "hand-coins",
            self._begin_calling,
            when=lambda each: may and not each.order.is_open and each.order.deposits.left > 0,
        )
        self.add_action(
            lambda: _("Edit"),
            "pencil",
            self._begin_change,
            keys="F4",
            when=lambda each: may and each.order.is_open,
        )
        self.add_action(
            lambda: _("A step back"),
            "undo-2",
            self._step_back,
            when=lambda each: may and each.order.state in _BACK,
        )
        self.add_action(lambda: _("Print"), "printer", self._on_print_clicked)
        self.add_action(
            lambda: _("Call off"), "x", self._begin_calling, when=lambda each: may and each.order.is_open
        )
        self.form = self.add_form(OrderForm(self._today))
        self.hand_form = self.add_form(HandOverForm(self._today), beside=True)
        self.deposit_form = self.add_form(DepositForm(self._today), beside=True)
        self.call_form = self.add_form(CallOffForm(self._today), beside=True)
        self.label_form = self.add_form(LabelForm(self._today), beside=True)
        self.label_form.submitted.connect(self._on_labels_wanted)
        self.label_form.printing.connect(self._on_labels_printing)
        self.form.submitted.connect(self._on_typed)
        self.hand_form.submitted.connect(self._on_handed)
        self.deposit_form.submitted.connect(self._on_deposit)
        self.call_form.submitted.connect(self._on_called_off)
        self.call_form.ended.connect(self._on_ended)

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self._show_step()

    def job(self) -> Callable[[], Any]:
        """The orders as they stand."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[OrderRow]:
        """Show the figures; gives the rows."""
        self.late.set(formats.count(found.late))
        self.due.set(formats.count(found.today))
        self.held.set(formats.money(found.held))
        return found.rows

    def lists_job(self) -> Callable[[], Any]:
        """People, goods, ways to pay and to sell."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the forms."""
        for form in (self.form, self.hand_form, self.deposit_form, self.call_form):
            form.set_lists(lists)

    def chip_of(self, row: OrderRow) -> str:
        """The part of the list where an order is found."""
        return "open" if row.order.is_open else "over"

    def row_title(self, row: OrderRow) -> str:
        """Whose order it is."""
        return f"{row.order.code} · {row.order.party}"

    def details(self, row: OrderRow) -> Callable[[], Any]:
        """The order as it is on paper."""
        return partial(work.card, self._session, row.order.code)

    def show_row(self, row: OrderRow) -> None:
        """Show an order; the button says its next step."""
        super().show_row(row)
        self._show_step()

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("No orders here."),
            _("New order"),
            _("Orders from the stall, the telephone or a live sale: who wants what, for which day."),
        )

    def open(self, argument: str) -> None:
        """``new``, a part of the list, or the code of an order."""
        if argument == "new":
            self.begin()
        elif argument in {"open", "late", "over", *(state.value for state in _PARTS)}:
            self.chips.set_key("open" if argument == "late" else argument)
            self._show()
        elif argument:
            self._wait_for_code(argument)

    # ---- the next step

    def _wait_for_code(self, code: str) -> None:
        row = next((each for each in self._all if each.order.code == code), None)
        if row is not None:
            self.choose(row.uid)
        else:
            self._runner.run(
                self, partial(work.uid_of_code, code), self.choose, failed=self._messages.show_error
            )

    def _show_step(self) -> None:
        row = self._row
        following = None if row is None else work.is_next(row.order)
        words = {OrderState.MAKING: _("Begin making"), OrderState.READY: _("It is ready")}
        self.next_button.set_text(_("Hand over") if following is None else words[following])

    def _next(self) -> None:
        if self._row is None:
            return
        following = work.is_next(self._row.order)
        if following is None:
            self._begin_handing()
        else:
            self._set_state(following)

    def _step_back(self) -> None:
        if self._row is not None:
            self._set_state(_BACK[self._row.order.state])

    def _set_state(self, to: OrderState) -> None:
        if self._row is not None:
            self.wait_for(self._row.uid)
            self.act(partial(set_order_state, self._session, self._row.uid, to=to))

    # ---- forms

    def _begin_order(self) -> None:
        self.show_form(self.form)
        if self.form.is_change:
            self.form.clear_form()
        self.form.customer.edit.setFocus()
        self._read_deals()

    def _begin_change(self) -> None:
        if self._row is not None:
            self.show_form(self.form)
            self.form.fill(self._row.order)
            self._read_deals()

    def _read_deals(self) -> None:
        """Special prices and promotions change with any page; each form begins with those of now."""
        self._runner.run(self, work.deals, self.form.set_market, failed=self._messages.show_error)

    def _begin_handing(self) -> None:
        if self._row is not None and self._session.may(Permission.SELL):
            self.show_form(self.hand_form)
            self.hand_form.begin(self._row.order)

    def _begin_deposit(self) -> None:
        if self._row is not None:
            self.show_form(self.deposit_form)
            self.deposit_form.begin(self._row.order)
            job = partial(work.credit, self._row.order)
            self._runner.run(self, job, self.deposit_form.show_credit, failed=self._messages.show_error)

    def _begin_calling(self) -> None:
        if self._row is not None:
            self.show_form(self.call_form)
            self.call_form.begin(self._row.order)

    @Slot(object, object)
    def _on_typed(self, typed: Typed, day: dt.date) -> None:
        words = _("Saved; deposit of {amount} baht: {number}.") if typed.deposit else _("The order is saved.")
        self.save(self.form, partial(work.save, self._session, typed, on=day), words, self._on_order_saved)

    def _on_order_saved(self, saved: Any) -> None:
        uid = self.form.uid
        self.form.clear_form()
        self.wait_for(uid)
        if isinstance(saved, Posted):
            self._open_link(Link(DEPOSIT_RECEIPT, saved.number))
        self.table.setFocus()

    @Slot(object, object)
    def _on_handed(self, draft: HandOverDraft, day: dt.date) -> None:
        job = partial(hand_over, self._session, draft, on=day)
        self.save(self.hand_form, job, _("Handed over, {amount} baht: {number}."), self._on_handed_over)

    def _on_handed_over(self, handed: HandedOver) -> None:
        if self._row is not None:
            self.wait_for(self._row.uid)
        self._open_link(Link("receipt", handed.posted.number))

    @Slot(object, object)
    def _on_deposit(self, draft: DepositDraft, day: dt.date) -> None:
        job = partial(take_deposit, self._session, draft, on=day)
        self.save(self.deposit_form, job, _("Deposit of {amount} baht: {number}."), self._on_deposit_taken)

    def _on_deposit_taken(self, posted: Posted) -> None:
        if self.deposit_form.show_paper.isChecked():
            self._open_link(Link(DEPOSIT_RECEIPT, posted.number))

    @Slot(object, object)
    def _on_called_off(self, calling: Calling, day: dt.date) -> None:
        self.wait_for(calling.order.uid)
        job = partial(work.call_off, self._session, calling, on=day)
        self.save(self.call_form, job, _("The order is called off."))

    @Slot(object, object)
    def _on_ended(self, draft: DepositEndDraft, day: dt.date) -> None:
        self.save(self.call_form, partial(end_deposit, self._session, draft, on=day))

    # ---- papers

    def _on_print_clicked(self) -> None:
        if self._row is not None:
            self._open_link(Link(ORDER, self._row.order.code))

    @Slot()
    def _on_plan_clicked(self) -> None:
        self._go_to("reports", PLAN)

    @Slot()
    def _on_materials_clicked(self) -> None:
        self._go_to("reports", MATERIALS)

    @Slot()
    def _on_packing_clicked(self) -> None:
        self._go_to("reports", f"{PACKING}:{self._last_day().isoformat()}")

    @Slot()
    def _on_pick_up_clicked(self) -> None:
        self._go_to("reports", f"{PICK_UP}:{self._last_day().isoformat()}")

    @Slot()
    def _on_labels_clicked(self) -> None:
        order = self._row.order if self._row is not None and self._row.order.is_open else None
        self.show_form(self.label_form)
        self.label_form.begin(order, self._last_day())

    @Slot(object)
    def _on_labels_wanted(self, wanted: WantedLabels) -> None:
        self._papers.save(self._labels(wanted), _("Labels for parcels"), "pdf")

    @Slot(object)
    def _on_labels_printing(self, wanted: WantedLabels) -> None:
        self._papers.print_out(self._labels(wanted))

    def _labels(self, wanted: WantedLabels) -> Callable[[], Any]:
        return partial(work.labels, self._session, wanted, now())

    def _last_day(self) -> dt.date:
        """The last day that something open is wanted on: papers begin with all of it."""
        return max((each.order.wanted_on for each in self._all if each.order.is_open), default=self._today())


def _state_words(state: OrderState) -> str:
    return _(STATE_WORDS[state])
