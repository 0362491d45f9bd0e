"""Finishing a round, one question at a time: what is not sold yet, on which day, and what it comes to."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.document import new_uid
from app.domain.household.rounds import FinishDraft
from app.i18n import _
from app.thai.dates import today
from reports.household.trade_words import sentence
from ui import formats
from ui.pages.trades.enter_key import is_enter
from ui.pages.trades.work import Shown
from ui.widgets.arrange import column
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, QuantityField, TypedField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

UNSOLD, DAY, SURE = range(3)


class FinishForm(FormPage):
    """``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.shown: Shown | None = None
        self.unsold, self.day = QuantityField(large=True), ThaiDateField(required=True, today=today)
        self.note = NameField()
        self.questions = [Label("", type="title", wrap=True) for _step in (UNSOLD, DAY, SURE)]
        self.hints = [Label("", tone="soft", wrap=True, private="figures") for _step in self.questions]
        self.steps = QStackedWidget()
        for question, hint, field in zip(self.questions, self.hints, self._fields(), strict=True):
            page = QWidget()
            inside = column(question, hint, field, spacing=16)
            inside.addStretch(1)
            page.setLayout(inside)
            self.steps.addWidget(page)
        self.add(self.steps)
        self.fields.addStretch(1)
        for field in self._fields():
            field.setMaximumWidth(420)
        self.retranslate()

    def _fields(self) -> tuple[TypedField, TypedField, TypedField]:
        return self.unsold, self.day, self.note

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        found = self.shown.card.row if self.shown is not None else None
        self.title.setText(_("Finish this round: {name}").format(name=found.name if found else ""))
        self.clear_button.set_text(_("One question back"))
        unit = found.output_unit if found else ""
        self.questions[UNSOLD].setText(_("How much is not sold yet?"))
        self.hints[UNSOLD].setText(
            _("Nothing, if all of it was sold or has its place. What waits to be sold is no income yet.")
        )
        self.questions[DAY].setText(_("On which day was it finished?"))
        self.hints[DAY].setText(_("Costs and harvest of this round are complete with this day."))
        self.questions[SURE].setText(_("Finish it like this?"))
        self.hints[SURE].setText(self._sum())
        self.unsold.set_unit(unit)
        names = (self.questions[UNSOLD].raw(), self.questions[DAY].raw(), _("A word about this round"))
        for field, name in zip(self._fields(), names, strict=True):
            field.setAccessibleName(name)
        self.note.edit.setPlaceholderText(_("A word about this round"))
        self.day.retranslate()
        self._show()

    def show_round(self, shown: Shown) -> None:
        """Begin with the first question."""
        self.shown, self._uid = shown, new_uid()
        self.set_busy(False)
        self.say("")
        for field in self._fields():
            field.set_value(None)
        last = shown.card.row.data.last_day
        self.day.set_value(min(last, self._today()) if last is not None else self._today())
        self.steps.setCurrentIndex(UNSOLD)
        self.retranslate()
        self.unsold.edit.setFocus()

    def _sum(self) -> str:
        if self.shown is None:
            return ""
        words = [sentence(self.shown.card.row, self.shown.card.result)]
        unsold = self.unsold.number_or_zero()
        if unsold:
            words.append(
                _("{quantity} {unit} wait to be sold and keep their share of the costs.").format(
                    quantity=formats.quantity(unsold), unit=self.shown.card.row.output_unit
                )
            )
        words.append(_("The round can be opened again if something was forgotten."))
        return " ".join(words)

    def _show(self) -> None:
        at = self.steps.currentIndex()
        self.clear_button.setVisible(at != UNSOLD)
        self.save_button.set_text(_("Finish this round") if at == SURE else _("Next"))

    def submit(self) -> None:
        """The next question; after the last one the draft."""
        at = self.steps.currentIndex()
        if self.busy or self.shown is None or not self._fields()[at].check():
            return
        self.say("")
        if at != SURE:
            self._go(at + 1)
            return
        day = self.day.date()
        assert day is not None
        self.set_busy(True)
        unsold = self.unsold.number_or_zero()
        self.submitted.emit(FinishDraft(self._uid, self.shown.card.row.uid, unsold, self.note.name()), day)

    def clear_form(self) -> None:
        """One question back."""
        self._go(max(UNSOLD, self.steps.currentIndex() - 1))

    def _go(self, at: int) -> None:
        self.hints[SURE].setText(self._sum())
        self.steps.setCurrentIndex(at)
        self._show()
        (self.save_button if at == SURE else self._fields()[at].edit).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers the question."""
        if is_enter(event):
            self.submit()
            return
        super().keyPressEvent(event)


class ReasonForm(FormPage):
    """Why something is taken back; ``submitted`` gives the reason."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self.question = Label("", type="title", wrap=True)
        self.about = Label("", tone="soft", wrap=True, private="figures")
        self.reason = NameField()
        self.reason.setMaximumWidth(560)
        for part in (self.question, self.about, self.reason):
            self.add(part)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(self._title)
        self.reason.setAccessibleName(_("Why (may stay empty)"))
        self.reason.edit.setPlaceholderText(_("Why (may stay empty)"))

    def ask(self, title: str, question: str, about: str, save: str) -> None:
        """Ask why."""
        self._title = title
        self.retranslate()
        self.set_busy(False)
        self.say("")
        self.question.setText(question)
        self.about.setText(about)
        self.save_button.set_text(save)
        self.reason.set_value(None)
        self.reason.edit.setFocus()

    def submit(self) -> None:
        """Hand over the reason."""
        if not self.busy and self.reason.check():
            self.set_busy(True)
            self.submitted.emit(self.reason.name())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field saves."""
        if is_enter(event):
            self.submit()
            return
        super().keyPressEvent(event)
