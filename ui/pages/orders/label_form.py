"""The form beside the list that asks which parcels get labels, and on which sheet."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.money import MILLI
from app.i18n import _
from app.queries.pre_orders import Order
from app.thai.dates import today
from reports.letters import FORMATS, USUAL_FORMAT
from ui.widgets.basics import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.label_sheet import LabelSheetField

ALL = ""


@dataclass(frozen=True, slots=True)
class WantedLabels:
    """Labels of all parcels up to a day, or of one order by its code; ``option`` as the paper reads it."""

    until: dt.date
    code: str
    option: str


class LabelForm(FormPage):
    """Which labels; ``submitted`` gives ``WantedLabels`` to save, ``printing`` some to print."""

    submitted = Signal(object)
    printing = Signal(object)

    def __init__(self, day: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = day
        self._order: Order | None = None
        self.which, self.until = SimpleChoice(required=True), ThaiDateField(required=True, today=day)
        self.sheet, self.used = LabelSheetField(FORMATS, USUAL_FORMAT), QuantityField()
        self.form = FlowingForm((self.which, self.until, self.sheet, self.used), columns=1)
        self.add(self.form)
        self.fields.addStretch(1)
        self.print_button = Button("", self._on_print_clicked, icon="printer")
        self.foot.insertWidget(2, self.print_button)
        self.clear_button.hide()
        self.which.committed.connect(self._on_which_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Labels for parcels"))
        self.form.set_texts(
            (
                _("Labels for"),
                _("Wanted up to"),
                _("Labels on a sheet"),
                _("Labels used already"),
            )
        )
        self.sheet.retranslate()
        self.until.retranslate()
        self.print_button.set_text(_("Print"))
        self.save_button.set_text(_("Save the file"))
        self._offer()

    def begin(self, order: Order | None, last: dt.date | None) -> None:
        """All parcels up to the last day that an open order is wanted on, or the order that is chosen."""
        self._order = order
        self.set_busy(False)
        self.say("")
        self.until.set_value(max(self._today(), last or self._today()))
        self.used.set_value(0)
        self.which.set_value(None)
        self.sheet.begin()
        self.retranslate()
        self.which.edit.setFocus()

    def wanted(self) -> WantedLabels | None:
        """What is asked for; None while something is missing."""
        if [each for each in (self.used, self.sheet, self.until, self.which) if not each.check()]:
            return None
        self.sheet.remember()
        used = self.used.number_or_zero() // MILLI
        code = str(self.which.key() or ALL)
        return WantedLabels(self.until.date() or self._today(), code, f"{self.sheet.key()}:{used}")

    def submit(self) -> None:
        """Hand what is asked for over, to be saved."""
        wanted = None if self.busy else self.wanted()
        if wanted is not None:
            self.submitted.emit(wanted)

    # ---- parts

    def _offer(self) -> None:
        chosen = self.which.key()
        choices = [Choice(ALL, _("All parcels that are to be sent"))]
        if self._order is not None:
            words = _("Only {code} · {name}").format(code=self._order.code, name=self._order.party)
            choices.append(Choice(self._order.code, words))
        self.which.set_choices(choices)
        self.which.set_value(chosen if chosen in {each.key for each in choices} else ALL)
        self.form.show_fields((True, self.which.key() == ALL, True, True))

    @Slot(object)
    def _on_which_chosen(self, _key: object) -> None:
        self._offer()

    @Slot()
    def _on_print_clicked(self) -> None:
        wanted = None if self.busy else self.wanted()
        if wanted is not None:
            self.printing.emit(wanted)
