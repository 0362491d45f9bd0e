"""The steps of a year's end, each a card with its form: what it knows, what is entered, one press."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.year_end import AccrualDraft, AccrualLine, PrepaidDraft
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.fiscal_years import FigureKind
from reports.common import in_language
from ui import formats, theme
from ui.pages.closing.work import YearData
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.labels import Label

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
        self.post_button.setEnabled(data.is_over and not data.is_closed)

    def retranslate(self) -> None:
        """Set every text again; each step says its own."""

    @Slot()
    def submit(self) -> None:
        """Check the form and hand on what is to be posted; each step says what."""


class AccrualCard(StepCard):
    """Expenses of the year whose bills come later."""

    posted = Signal(object)
    interest = Signal()
    """Interest of loans and savings is to be entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.account = ChoiceField("", required=True)
        self.amount = MoneyField("", required=True, unit="฿")
        self.note = NameField("")
        self.interest_text = Label("", wrap=True, private="figures")
        self.interest_button = Button("", self._on_interest_clicked, icon="percent")
        self.body.insertWidget(self.body.indexOf(self.form) + 1, self.interest_text)
        self.foot.addWidget(self.interest_button)
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
        self.interest_button.set_text(_("Enter interest"))

    def show_data(self, data: YearData) -> None:
        """Offer the expenses, and the interest of loans and savings."""
        super().show_data(data)
        self.account.set_choices(choices_of(data.expenses))
        waits = bool(data.interest or data.savings_interest)
        self.interest_text.setText(
            _("Interest to the last day that is not entered: loans {loans}, savings {savings}.").format(
                loans=formats.money(data.interest), savings=formats.money(data.savings_interest)
            )
        )
        self.interest_text.setVisible(waits)
        self.interest_button.setVisible(waits)
        self.interest_button.setEnabled(data.is_over and not data.is_closed)

    @Slot()
    def _on_interest_clicked(self) -> None:
        self.interest.emit()

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


class FiguresCard(StepCard):
    """Last year's figures and the plan, account by account."""

    posted = Signal(object, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.kind = SimpleChoice("")
        self.account = ChoiceField("", required=True)
        self.amount = MoneyField("", required=True, negative=True, unit="฿")
        self.words = [self.form.add("", each) for each in (self.kind, self.account, self.amount)]
        self.kind.committed.connect(self._on_asked)
        self.account.committed.connect(self._on_asked)

    @Slot(object)
    def _on_asked(self, _value: object) -> None:
        """Show the figure that is kept already."""
        kind, account = self.kind.key(), self.account.key()
        if self.data is not None and isinstance(kind, FigureKind) and isinstance(account, str):
            self.amount.set_value(self.data.figures.get(kind, {}).get(account))

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
