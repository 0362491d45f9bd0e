"""The form beside the list that hands an order over: how much of each, how the rest is paid."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.domain.document import new_uid
from app.domain.handing import HandingSum, handing_sum
from app.domain.pre_order import END_WORDS, DeliveryWay, DepositEnd
from app.domain.sale_draft import TenderDraft
from app.errors import UserError
from app.i18n import _
from app.queries.pre_orders import Order
from app.services.order_delivery import HandOverDraft
from app.thai.dates import today
from reports.common import in_language
from ui import formats, theme
from ui.pages.orders.work import Lists, moneys
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
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
        self.tender, self.reference = SimpleChoice(required=True), NameField(most=200)
        self.handed, self.rest = MoneyField(), SimpleChoice()
        self.account = SimpleChoice()
        self.form = FlowingForm(
            (self.tender, self.handed, self.reference, self.rest, self.account, self.tracking, self.day)
        )
        self.confirmed = QCheckBox()
        self.sums = Label("", wrap=True, private="figures")
        self.change = Label("", type="large", strong=True, private="figures")
        for part in (self.about, self.grid, self.sums, self.form, self.confirmed, self.change):
            self.add(part)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.tender.committed.connect(self._on_changed)
        self.rest.committed.connect(self._on_changed)
        self.handed.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        code = self._order.code if self._order is not None else ""
        self.title.setText(_("Hand over {code}").format(code=code))
        self.form.set_texts(
            (
                _("How the rest is paid"),
                _("Cash handed over"),
                _("Reference"),
                _("What is left of the deposit"),
                _("Given back from"),
                _("Number of the parcel"),
                _("Day"),
            )
        )
        self.confirmed.setText(_("The money has come, I have seen it"))
        self.handed.set_unit(_("baht"))
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
        for field in (self.handed, self.reference):
            field.set_value(None)
        self.confirmed.setChecked(False)
        self.tracking.set_value(order.tracking or None)
        self.day.set_value(self._today())
        self.rest.set_value(None)
        self.retranslate()
        self._focus()

    def _focus(self) -> None:
        order = self._order
        if self._due and order is not None and not self._is_cod(order):
            self.tender.edit.setFocus()
        elif order is not None and order.delivery is DeliveryWay.PARCEL:
            self.tracking.edit.setFocus()
        else:
            self.save_button.setFocus()

    def draft(self) -> HandOverDraft:
        """What is typed."""
        order = self._order
        assert order is not None
        tender = next((each for each in self._lists.tenders if each.uid == self.tender.key()), None)
        tenders: tuple[TenderDraft, ...] = ()
        if tender is not None and self._due and not self._is_cod(order):
            handed = self.handed.number() if tender.kind == "cash" else None
            pays = TenderDraft(
                tender.uid,
                self._due,
                handed,
                self.reference.name(),
                self.confirmed.isChecked(),
                tender.kind == "cash",
            )
            tenders = (pays,)
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
        asks = bool(self._due) and not self._is_cod(self._order)
        self.tender.set_required(asks)
        fields = (self.day, self.tracking, self.account, self.reference, self.handed, self.tender)
        if [each for each in (*fields, *reversed(self.quantities)) if not each.check()]:
            return
        self.set_busy(True)
        self.submitted.emit(self.draft(), self.day.date())

    # ---- parts

    def _is_cod(self, order: Order) -> bool:
        return order.is_cod

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
        chosen = self.tender.key()
        tenders = self._lists.tenders
        self.tender.set_choices([Choice(each.uid, in_language(each.name, each.name_en)) for each in tenders])
        known = {each.uid for each in tenders}
        self.tender.set_value(chosen if chosen in known else tenders[0].uid if tenders else None)
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
        parts = [_("Bill {amount} baht").format(amount=formats.money(sums.total))]
        if order.fee_left:
            parts.append(_("with delivery fee {amount} baht").format(amount=formats.money(order.fee_left)))
        if sums.deposit:
            parts.append(_("deposit taken off {amount} baht").format(amount=formats.money(sums.deposit)))
        self.sums.setText(" · ".join(parts))
        self._show_ways(order, sums)

    def _show_ways(self, order: Order, sums: HandingSum) -> None:
        tender = next((each for each in self._lists.tenders if each.uid == self.tender.key()), None)
        asks = bool(self._due) and not self._is_cod(order)
        is_cash = tender is not None and tender.kind == "cash"
        refunds = bool(self._left) and self.rest.key() is DepositEnd.REFUND
        self.form.show_fields(
            (
                asks,
                asks and is_cash,
                asks and tender is not None and tender.asks_reference,
                bool(self._left),
                refunds,
                order.delivery is DeliveryWay.PARCEL,
                True,
            )
        )
        self.confirmed.setVisible(asks and tender is not None and tender.kind == "promptpay")
        words = _("To pay {amount} baht").format(amount=formats.money(self._due))
        if self._is_cod(order) and self._due:
            words = _("{name} collects {amount} baht").format(
                name=order.carrier, amount=formats.money(self._due)
            )
        back = sums.change(self.handed.number()) if asks and is_cash else 0
        if back:
            words += " · " + _("change {amount} baht").format(amount=formats.money(back))
        if self._left:
            words += " · " + _("deposit left over {amount} baht").format(amount=formats.money(self._left))
        self.change.setText(words)
