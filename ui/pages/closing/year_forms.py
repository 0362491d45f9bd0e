"""The steps of a year's end, each a card with its form: what it knows, what is entered, one press."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.year_end import AccrualDraft, AccrualLine, PrepaidDraft, Worth
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.fiscal_years import FigureKind
from app.queries.year_end import OpenBatch
from reports.common import in_language
from reports.model import Kind
from ui import formats, theme
from ui.models.rows import Col, RowsModel
from ui.pages.closing.work import YearData
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import MoneyField, NameField, PercentField, QuantityField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

MILLI = 1_000


def choices_of(accounts: list[Account]) -> list[Choice]:
    """Accounts to choose from, by name and code."""
    return [
        Choice(each.code, f"{each.code}  {in_language(each.name, each.name_en)}", also=each.code)
        for each in accounts
    ]


class StepCard(Card):
    """A step: its number and name, a sentence, its form, its press."""

    def __init__(self, icon: str = "check", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.data: YearData | None = None
        self.text = Label("", tone="soft", wrap=True, private="figures")
        self.form = Form(2)
        self.post_button = Button("", self.submit, icon=icon)
        self.add(self.text)
        self.add(self.form)
        self.foot = row(self.post_button, -1)
        self.foot.setContentsMargins(0, theme.INSIDE, 0, 0)
        self.body.addStretch(1)
        self.add(self.foot)

    def show_data(self, data: YearData) -> None:
        """Show a year; each step adds what it knows."""
        self.data = data
        self.post_button.setEnabled(not data.is_closed)

    def retranslate(self) -> None:
        """Set every text again; each step says its own."""

    @Slot()
    def submit(self) -> None:
        """Check the form and hand on what is to be posted; each step says what."""


class AccrualCard(StepCard):
    """Expenses of the year whose bills come later."""

    posted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.account = ChoiceField("", required=True)
        self.amount = MoneyField("", required=True, unit="฿")
        self.note = NameField("")
        self.words = [self.form.add("", each) for each in (self.account, self.amount)]
        self.words.append(self.form.add("", self.note, span=2))

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("1  Bills that are still to come"))
        self.text.setText(
            _("Electricity, interest, wages of the year: an expense now, taken back on the next first day.")
        )
        name_fields(self.words, _("What for"), _("Amount"), _("Note"))
        self.post_button.set_text(_("Accrue it"))

    def show_data(self, data: YearData) -> None:
        """Offer the expenses."""
        super().show_data(data)
        self.account.set_choices(choices_of(data.expenses))

    @Slot()
    def submit(self) -> None:
        """Hand on the accrual."""
        if self.account.check() and self.amount.check():
            accrual = AccrualLine(str(self.account.key()), self.amount.number_or_zero(), self.note.name())
            self.posted.emit(AccrualDraft(new_uid(), (accrual,), self.note.name()))

    def clear_form(self) -> None:
        """Ready for the next one."""
        for field in (self.account, self.amount, self.note):
            field.set_value(None)
        self.account.setFocus()


class PrepaidCard(StepCard):
    """Expenses of the year that pay for the next."""

    posted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.account = ChoiceField("", required=True)
        self.amount = MoneyField("", required=True, unit="฿")
        self.months = QuantityField("", required=True)
        self.note = NameField("")
        fields = (self.account, self.amount, self.months, self.note)
        self.words = [self.form.add("", each) for each in fields]

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("2  Paid ahead"))
        self.text.setText(
            _("Insurance or rent for next year: taken out of this year, and brought back month by month.")
        )
        name_fields(
            self.words, _("What for"), _("Amount for next year"), _("Over how many months"), _("Note")
        )
        self.post_button.set_text(_("Carry it over"))

    def show_data(self, data: YearData) -> None:
        """Offer the expenses."""
        super().show_data(data)
        self.account.set_choices(choices_of(data.expenses))
        if self.months.is_empty():
            self.months.set_value(12 * MILLI)

    @Slot()
    def submit(self) -> None:
        """Hand on what was paid ahead."""
        if self.account.check() and self.amount.check() and self.months.check():
            self.posted.emit(
                PrepaidDraft(
                    new_uid(),
                    str(self.account.key()),
                    self.amount.number_or_zero(),
                    self.months.number_or_zero() // MILLI,
                    self.note.name(),
                )
            )

    def clear_form(self) -> None:
        """Ready for the next one."""
        for field in (self.account, self.amount, self.note):
            field.set_value(None)
        self.account.setFocus()


class SuppliesCard(StepCard):
    """Supplies that were counted."""

    posted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.counted = MoneyField("", required=True, unit="฿")
        self.account = ChoiceField("", required=True)
        self.words = [self.form.add("", each) for each in (self.counted, self.account)]

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("3  Supplies on hand"))
        name_fields(self.words, _("Counted, at cost"), _("Where they were entered"))
        self.post_button.set_text(_("Set to what was counted"))
        if self.data is not None:
            self.show_data(self.data)

    def show_data(self, data: YearData) -> None:
        """Say what the books say."""
        super().show_data(data)
        self.text.setText(
            _("Soap, paper, gas that is not used up. The books say {amount}.").format(
                amount=formats.money(data.supplies)
            )
        )
        self.account.set_choices(choices_of(data.expenses))

    @Slot()
    def submit(self) -> None:
        """Hand on the figure."""
        if self.counted.check() and self.account.check():
            self.posted.emit(self.counted.number_or_zero(), str(self.account.key()))


class DoubtfulCard(StepCard):
    """Debts that may never be paid."""

    posted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.target = MoneyField("", required=True, unit="฿")
        self.words = [self.form.add("", self.target)]

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("4  Doubtful debts"))
        name_fields(self.words, _("Of this may never come in"))
        self.post_button.set_text(_("Set it aside"))
        if self.data is not None:
            self.show_data(self.data)

    def show_data(self, data: YearData) -> None:
        """Say what is owed and how old it is, and propose a figure."""
        super().show_data(data)
        self.text.setText(
            _("Owed to the group: {owed}, of it overdue {overdue}. Set aside so far: {aside}.").format(
                owed=formats.money(data.ages.total),
                overdue=formats.money(data.ages.overdue),
                aside=formats.money(data.allowance),
            )
        )
        if self.target.is_empty():
            self.target.set_value(data.proposed)

    @Slot()
    def submit(self) -> None:
        """Hand on the figure."""
        if self.target.check():
            self.posted.emit(self.target.number_or_zero())


class GoodsCard(StepCard):
    """Goods that bring less than they cost, slow and expired ones."""

    posted = Signal(object)
    asked = Signal(object)
    """Another cost of selling, in basis points: reckon again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.selling = PercentField("", required=True)
        self.selling.set_value(0)
        self.selling.committed.connect(self.asked)
        self.words = [self.form.add("", self.selling)]
        self.model = RowsModel[Worth](
            [
                Col(lambda: _("Goods"), lambda each: each.goods.name, weight=4),
                Col(lambda: _("On hand"), lambda each: each.goods.quantity, Kind.QUANTITY, weight=2),
                Col(lambda: _("Cost"), lambda each: each.goods.cost, Kind.MONEY, weight=2),
                Col(lambda: _("Brings"), lambda each: each.net_price, Kind.MONEY, weight=2),
                Col(lambda: _("Write down"), lambda each: each.change, Kind.MONEY, weight=2),
                Col(lambda: _("Remark"), self._remark, weight=3),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(220))
        self.body.insertWidget(self.body.count() - 2, self.table)

    def _remark(self, each: Worth) -> str:
        last = self.data.year.last if self.data is not None else dt.date.max
        said = []
        if each.goods.expired:
            said.append(_("{quantity} expired").format(quantity=formats.quantity(each.goods.expired)))
        if each.goods.is_slow(last):
            said.append(_("Slow"))
        return ", ".join(said)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("5  Goods that bring less than they cost"))
        name_fields(self.words, _("Selling costs, of the price"))
        self.table.setAccessibleName(_("Goods"))
        self.post_button.set_text(_("Write them down"))
        self.model.retranslate()
        if self.data is not None:
            self.show_data(self.data)

    def show_data(self, data: YearData) -> None:
        """List the goods."""
        super().show_data(data)
        self.model.set_rows(data.goods)
        self.table.setVisible(bool(data.goods))
        self.table.fit_columns()
        changed = any(each.change for each in data.goods)
        self.post_button.setVisible(changed)
        self.text.setText(
            _("What has expired brings nothing; slow goods are listed for a look.")
            if data.goods
            else _("All goods bring at least what they cost; none is slow or expired.")
        )

    @Slot()
    def submit(self) -> None:
        """Hand on the cost of selling."""
        if self.selling.check():
            self.posted.emit(self.selling.number_or_zero())


class BatchesCard(StepCard):
    """Batches that were begun and hold value."""

    led = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model = RowsModel[OpenBatch](
            [
                Col(lambda: _("Batch"), lambda each: each.number, weight=3),
                Col(lambda: _("Product"), lambda each: each.product_name, weight=4),
                Col(lambda: _("Begun"), lambda each: each.started_on, Kind.DATE, weight=2),
                Col(lambda: _("Value"), lambda each: each.value, Kind.MONEY, weight=2),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(160))
        self.table.opened.connect(self._on_opened)
        self.body.insertWidget(self.body.count() - 2, self.table)
        self.post_button.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("6  Batches not finished"))
        self.table.setAccessibleName(_("Batches not finished"))
        self.model.retranslate()
        if self.data is not None:
            self.show_data(self.data)

    def show_data(self, data: YearData) -> None:
        """List the batches."""
        super().show_data(data)
        self.model.set_rows(data.batches)
        self.table.setVisible(bool(data.batches))
        self.table.fit_columns()
        self.text.setText(
            _("Is each of them really still going on? Finish or undo what is not.")
            if data.batches
            else _("No batch is open.")
        )

    @Slot(object)
    def _on_opened(self, row_: object) -> None:
        if isinstance(row_, OpenBatch):
            self.led.emit("produce", row_.number)


class FiguresCard(StepCard):
    """Last year's figures and the plan, account by account."""

    posted = Signal(object, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.kind = SimpleChoice("")
        self.account = ChoiceField("", required=True)
        self.amount = MoneyField("", required=True, negative=True, unit="฿")
        self.words = [self.form.add("", each) for each in (self.kind, self.account, self.amount)]

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Figures for comparison"))
        kept = self.kind.key() or FigureKind.LAST_YEAR
        self.kind.set_choices(
            [
                Choice(FigureKind.LAST_YEAR, _("Last year, from paper")),
                Choice(FigureKind.PLAN, _("Plan of this year")),
            ]
        )
        self.kind.set_value(kept)
        name_fields(self.words, _("Which"), _("Account"), _("Amount"))
        self.post_button.set_text(_("Keep the figure"))
        if self.data is not None:
            self.show_data(self.data)

    def show_data(self, data: YearData) -> None:
        """Say how many figures there are."""
        self.data = data
        self.account.set_choices(choices_of(list(data.accounts)))
        counts = {kind: len(figures) for kind, figures in data.figures.items()}
        self.text.setText(
            _("Beside this year in the statements. Kept: {last} of last year, {plan} of the plan.").format(
                last=counts.get(FigureKind.LAST_YEAR, 0), plan=counts.get(FigureKind.PLAN, 0)
            )
        )

    @Slot()
    def submit(self) -> None:
        """Hand on the figure."""
        if self.account.check() and self.amount.check():
            self.posted.emit(self.kind.key(), str(self.account.key()), self.amount.number_or_zero())

    def clear_form(self) -> None:
        """Ready for the next account."""
        self.account.set_value(None)
        self.amount.set_value(None)
        self.account.setFocus()


def name_fields(labels: list[Label], *words: str) -> None:
    """Words above fields, which are their names for the ear, too."""
    for label, text in zip(labels, words, strict=True):
        label.setText(text)
        buddy = label.buddy()
        if buddy is not None:
            buddy.setAccessibleName(text)
