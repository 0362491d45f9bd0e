"""Shares taken and instalments paid, by one member or by all in one grid."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.document import new_uid
from app.domain.purchase import Slip
from app.domain.share import ShareCountError, ShareLine, SharesDraft, shares_sum, whole_shares
from app.domain.slip_entry import PayDraft, PayKind
from app.i18n import _
from app.queries.catalogue import Account
from app.thai.dates import today
from reports.common import in_language
from ui import formats, theme
from ui.pages.shares.work import SharePerson
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

Today = Callable[[], dt.date]
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def offer_accounts(field: SimpleChoice, accounts: Sequence[Account]) -> None:
    """Places of money, the first of them chosen."""
    chosen = field.key()
    field.set_choices(
        [Choice(each.code, in_language(each.name, each.name_en), note=each.holder) for each in accounts]
    )
    field.set_value(chosen or (accounts[0].code if accounts else None))


def pays_from(account: SimpleChoice, total: int) -> tuple[PayDraft, ...]:
    """One payment of all, from or into a place of money."""
    return (PayDraft(PayKind.MONEY, total, str(account.key())),) if total else ()


class PayInForm(FormPage):
    """Shares taken and instalments, of one member or of all in one grid; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self.people: Sequence[SharePerson] = ()
        self.counts: list[QuantityField] = []
        self.amounts: list[MoneyField] = []
        self._cells: list[QWidget] = []
        self.day, self.account = ThaiDateField(required=True, today=today), SimpleChoice(required=True)
        self.slip, self.note = NameField(most=60), NameField()
        self._form = FlowingForm((self.day, self.account, self.slip, self.note), columns=4)
        self.par = Label("", tone="soft", wrap=True)
        self.add(self._form)
        self.add(self.par)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.BETWEEN)
        self.grid.setVerticalSpacing(theme.INSIDE)
        for column, stretch in ((1, 4), (2, 2), (3, 2), (4, 2), (5, 2)):
            self.grid.setColumnStretch(column, stretch)
        self.titles = [Label("", type="small", tone="soft") for _each in range(6)]
        for at, title in enumerate(self.titles):
            self.grid.addWidget(title, 0, at)
            if at in (2, 3):
                title.setAlignment(RIGHT)
        self.add(self.grid)
        self.fields.addStretch(1)
        self.sum = Label("", strong=True, private="figures")
        self.foot.insertWidget(1, self.sum)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        only = self.people[0].name if len(self.people) == 1 else ""
        self.title.setText(
            _("{name} takes or pays shares").format(name=only) if only else _("Shares of all members")
        )
        self.save_button.set_text(_("Save"))
        self.clear_button.set_text(_("Clear"))
        self._form.set_texts((_("Day"), _("Received in"), _("Slip number"), _("Note")))
        words = (
            *(_("No."), _("Name"), _("Shares held"), _("Still to pay in")),
            *(_("New shares"), _("Pays in now")),
        )
        for title, text in zip(self.titles, words, strict=True):
            title.setText(text)
        self.day.retranslate()
        self._show_sum()

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """Places of money."""
        offer_accounts(self.account, accounts)

    def show_people(self, people: Sequence[SharePerson], par: int) -> None:
        """An empty grid of these people."""
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        self.people = people
        for widget in self._cells:
            self.grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._cells, self.counts, self.amounts = [], [], []
        for at, each in enumerate(people, 1):
            count, amount = QuantityField(), MoneyField()
            count.setAccessibleName(_("New shares of {name}").format(name=each.name))
            amount.setAccessibleName(_("{name} pays in now").format(name=each.name))
            count.set_unit(_("shares"))
            amount.set_unit(_("baht"))
            for field in (count, amount):
                field.changed.connect(self._on_changed)
                field.edit.returnPressed.connect(self._on_return)
            held = Label(formats.count(each.holding.shares), tone="soft", private="figures")
            unpaid = Label(formats.money(each.holding.unpaid), tone="soft", private="figures")
            for label in (held, unpaid):
                label.setAlignment(RIGHT)
            name = Label(each.name, elide=True, private="words")
            cells = (Label(each.number or str(at), tone="soft"), name, held, unpaid, count, amount)
            for column, cell in enumerate(cells):
                self.grid.addWidget(cell, at, column)
            self._cells += cells
            self.counts.append(count)
            self.amounts.append(amount)
        self.slip.set_value(None)
        self.note.set_value(None)
        self.day.set_value(self._today())
        self.par.setText(_("One share is {par} baht.").format(par=formats.money(par)) if par else "")
        self.retranslate()
        if self.counts:
            self.counts[0].edit.setFocus()

    def clear_form(self) -> None:
        """Nothing typed, the same people."""
        for field in (*self.counts, *self.amounts):
            field.set_value(None)
        self._show_sum()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy:
            return
        self.say("")
        fields = (self.day, self.account, *self.counts, *self.amounts)
        if [field for field in reversed(fields) if not field.check()]:
            return
        try:
            lines = tuple(
                ShareLine(each.uid, whole_shares(count.number_or_zero()), amount.number_or_zero())
                for each, count, amount in zip(self.people, self.counts, self.amounts, strict=True)
                if count.number_or_zero() or amount.number_or_zero()
            )
        except ShareCountError as error:
            self.show_error(error)
            return
        total = shares_sum(line.paid for line in lines)
        slip = Slip(None, self.slip.name())
        draft = SharesDraft(self._uid, lines, pays_from(self.account, total), slip, self.note.name())
        self.set_busy(True)
        self.submitted.emit(draft, self.day.date())

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._show_sum()

    @Slot()
    def _on_return(self) -> None:
        order = [field for pair in zip(self.counts, self.amounts, strict=True) for field in pair]
        at = next((at for at, field in enumerate(order) if field.edit.hasFocus()), None)
        if at is not None:
            (order[at + 1].edit if at + 1 < len(order) else self.save_button).setFocus()

    def _show_sum(self) -> None:
        total = shares_sum(amount.number_or_zero() for amount in self.amounts)
        self.sum.setText(_("Together {amount} baht").format(amount=formats.money(total)))
