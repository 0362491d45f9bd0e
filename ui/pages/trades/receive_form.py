"""Money that was still to come arrives: how much, where it went, on which day."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.i18n import _
from app.queries.household.trades import ToCome
from app.thai.dates import today
from reports.common import in_language
from reports.household.trade_words import baht
from ui.pages.trades.enter_key import is_enter
from ui.pages.trades.money_in import keep_choice
from ui.pages.trades.work import Lists, Received
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label


class ReceiveForm(FormPage):
    """``submitted`` gives what was received."""

    submitted = Signal(object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.owed: ToCome | None = None
        self.question = Label("", type="title", wrap=True, private="figures")
        self.amount, self.place = MoneyField(required=True, large=True), SimpleChoice(required=True)
        self.day = ThaiDateField(required=True, today=today)
        self._form = FlowingForm((self.amount, self.place, self.day))
        self.add(self.question)
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Money that came"))
        self.save_button.set_text(_("Save (Ctrl+Enter)"))
        if self.owed is not None:
            words = _("{name} still has to pay {amount} baht. How much came?")
            self.question.setText(words.format(name=self.owed.name, amount=baht(self.owed.amount)))
        self._form.set_texts([_("How much money"), _("Where the money went"), _("Day")])
        self.amount.set_unit(_("baht"))
        self.day.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """Places of money."""
        keep_choice(
            self.place, [Choice(each.code, in_language(each.name, each.name_en)) for each in lists.places]
        )

    def show_owed(self, owed: ToCome) -> None:
        """Ask what came of it; all of it is proposed."""
        self.owed, self._uid = owed, new_uid()
        self.set_busy(False)
        self.say("")
        self.amount.set_value(owed.amount)
        self.day.set_value(self._today())
        self.retranslate()
        self.amount.edit.setFocus()
        self.amount.edit.selectAll()

    def submit(self) -> None:
        """Hand over what was received."""
        if self.busy or self.owed is None:
            return
        self.say("")
        if [field for field in (self.day, self.place, self.amount) if not field.check()]:
            return
        day = self.day.date()
        assert day is not None
        self.set_busy(True)
        code, amount = str(self.place.key() or ""), self.amount.number_or_zero()
        self.submitted.emit(Received(self._uid, self.owed.party_uid, code, amount, day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field saves."""
        if is_enter(event):
            self.submit()
            return
        super().keyPressEvent(event)
