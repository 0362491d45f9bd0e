"""The form beside the list that hands an order over: how much of each, how the rest is paid."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.document import new_uid
from app.domain.handing import handing_sum
from app.domain.pre_order import END_WORDS, DeliveryWay, DepositEnd
from app.errors import UserError
from app.i18n import _
from app.queries.pre_orders import Order
from app.services.order_delivery import HandOverDraft
from app.thai.dates import today
from reports.common import in_language
from ui import formats, theme
from ui.pages.orders.pay_box import PayBox
from ui.pages.orders.work import Lists, moneys
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

Today = Callable[[], dt.date]


def offer_accounts(field: SimpleChoice, lists: Lists) -> None:
    """Places of money, the first of them chosen."""
    chosen = field.key()
    field.set_choices(
        [Choice(each.code, in_language(each.name, each.name_en), note=each.holder) for each in lists.accounts]
    )
    field.set_value(chosen or (lists.accounts[0].code if lists.accounts else None))


class HandOverForm(FormPage):
    """How much of each line goes out and how the rest is paid; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lists = Lists()
        self._order: Order | None = None
        self._uid, self._rest_uid = new_uid(), new_uid()
        self._due, self._left = 0, 0
        self.about = Label("", tone="soft", wrap=True, private="words")
        self.quantities: list[QuantityField] = []
        self._cells: list[QWidget] = []
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.BETWEEN)
        self.grid.setVerticalSpacing(theme.INSIDE)
        self.grid.setColumnStretch(0, 4)
        self.grid.setColumnStretch(1, 2)
        self.grid.setColumnStretch(2, 1)
        self.day, self.tracking = ThaiDateField(required=True, today=today), NameField(most=100)
        self.pay = PayBox()
        self.rest, self.account = SimpleChoice(), SimpleChoice()
        self.form = FlowingForm((self.rest, self.account, self.tracking, self.day))
        self.sums = Label("", wrap=True, private="figures")
        self.change = Label("", type="large", strong=True, private="figures")
        for part in (self.about, self.grid, self.sums, self.change, self.pay, self.form):
            self.add(part)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.pay.changed.connect(self._on_changed)
        self.rest.committed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        code = self._order.code if self._order is not None else ""
        self.title.setText(_("Hand over {code}").format(code=code))
        self.form.set_texts(
            (
                _("What is left of the deposit"),
                _("Given back from"),
                _("Number of the parcel"),
                _("Day"),
            )
        )
        self.pay.retranslate()
        self.day.retranslate()
        self.save_button.set_text(_("Hand over"))
        self._offer()
        self._on_changed()

    def set_lists(self, lists: Lists) -> None:
        """Ways to pay and places of money."""
        self._lists = lists
        self._offer()

    def begin(self, order: Order) -> None:
        """A form for all that is left of an order."""
        self._order = order
        self._uid, self._rest_uid = new_uid(), new_uid()
        self.set_busy(False)
        self.say("")
        self._show_lines(order)
        self.pay.begin()
        self.tracking.set_value(order.tracking or None)
        self.day.set_value(self._today())
        self.rest.set_value(None)
        self.retranslate()
        self._focus()

    def _focus(self) -> None:
        order = self._order
        if self._due and order is not None and not self._is_cod(order):
            self.pay.tender.edit.setFocus()
        elif order is not None and order.delivery is DeliveryWay.PARCEL:
            self.tracking.edit.setFocus()
        else:
            self.save_button.setFocus()

    def draft(self) -> HandOverDraft:
        """What is typed."""
        order = self._order
        assert order is not None
        tenders = self.pay.tenders() if self._asks(order) else ()
        end = self.rest.key()
        rest = end if isinstance(end, DepositEnd) and self._left else None
        return HandOverDraft(
            self._uid,
            order.uid,
            self._chosen(),
            tenders,
            self.tracking.name() if order.delivery is DeliveryWay.PARCEL else None,
            rest=rest,
            rest_moneys=moneys(str(self.account.key() or ""), self._left) if rest else (),
            rest_uid=self._rest_uid,
        )

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy or self._order is None:
            return
        self.say("")
        fields = [each for each in (self.day, self.tracking, self.account) if each in self.form.shown()]
        if [each for each in (*fields, *reversed(self.quantities)) if not each.check()]:
            return
        if self._asks(self._order) and not self.pay.check():
            return
        self.set_busy(True)
        self.submitted.emit(self.draft(), self.day.date())

    # ---- parts

    def _is_cod(self, order: Order) -> bool:
        return order.is_cod

    def _asks(self, order: Order) -> bool:
        return bool(self._due) and not self._is_cod(order)

    def _chosen(self) -> dict[int, int]:
        order = self._order
        assert order is not None
        lines = [line for line in order.lines if line.left_base]
        return {
            line.position: field.number_or_zero() for line, field in zip(lines, self.quantities, strict=True)
        }

    def _show_lines(self, order: Order) -> None:
        for cell in self._cells:
            self.grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells, self.quantities = [], []
        for at, line in enumerate(each for each in order.lines if each.left_base):
            name = Label(line.words, wrap=True)
            field = QuantityField(required=True)
            field.set_value(line.left)
            field.setAccessibleName(line.words)
            field.changed.connect(self._on_changed)
            unit = Label(line.unit, tone="soft", elide=True)
            for across, cell in enumerate((name, field, unit)):
                self.grid.addWidget(cell, at, across, Qt.AlignmentFlag.AlignVCenter)
                self._cells.append(cell)
            self.quantities.append(field)

    def _offer(self) -> None:
        self.pay.set_tenders(self._lists.tenders)
        rest = self.rest.key()
        self.rest.set_choices([Choice(end, _(words)) for end, words in END_WORDS.items()])
        self.rest.set_value(rest if rest is not None else DepositEnd.REFUND)
        offer_accounts(self.account, self._lists)

    @Slot()
    def _on_changed(self, _value: object = None) -> None:
        order = self._order
        if order is None:
            return
        self.about.setText(f"{order.party} · {formats.date(order.wanted_on)}")
        try:
            sums = handing_sum(
                order.lines, self._chosen(), order.fee_left, order.deposits.left, self._lists.rounding
            )
        except UserError:
            self.sums.setText("")
            self.change.setText("")
            return
        self._due, self._left = sums.due, sums.deposit_left if sums.is_last else 0
        self.pay.set_due(0 if order.is_cod else sums.due)
        parts = [_("Bill {amount} baht").format(amount=formats.money(sums.total))]
        if order.fee_left:
            parts.append(_("with delivery fee {amount} baht").format(amount=formats.money(order.fee_left)))
        if sums.deposit:
            parts.append(_("deposit taken off {amount} baht").format(amount=formats.money(sums.deposit)))
        self.sums.setText(" · ".join(parts))
        self._show_ways(order)

    def _show_ways(self, order: Order) -> None:
        asks = self._asks(order)
        refunds = bool(self._left) and self.rest.key() is DepositEnd.REFUND
        self.form.show_fields(
            (
                bool(self._left),
                refunds,
                order.delivery is DeliveryWay.PARCEL,
                True,
            )
        )
        self.pay.setVisible(asks)
        words = _("To pay {amount} baht").format(amount=formats.money(self._due))
        if self._is_cod(order) and self._due:
            words = _("{name} collects {amount} baht").format(
                name=order.carrier, amount=formats.money(self._due)
            )
        back = self.pay.change if asks else 0
        if back:
            words += " · " + _("change {amount} baht").format(amount=formats.money(back))
        if self._left:
            words += " · " + _("deposit left over {amount} baht").format(amount=formats.money(self._left))
        self.change.setText(words)
