"""What the group has agreed about shares: par value, the most of one member, how they count."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.share import ShareCountError, whole_shares
from app.i18n import _
from ui.pages.shares.work import Rules
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.fields import MoneyField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage


class RulesForm(FormPage):
    """What the group has agreed about shares; ``submitted`` gives the settings."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.par, self.most = MoneyField(required=True), QuantityField()
        self.counts, self.returned = SimpleChoice(required=True), SimpleChoice(required=True)
        self._form = FlowingForm((self.par, self.most, self.counts, self.returned))
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Rules of shares"))
        self.save_button.set_text(_("Save"))
        self._form.set_texts(
            (
                _("Par value of a share"),
                _("Most shares of one member"),
                _("A share counts for the dividend"),
                _("Given-back shares are paid"),
            )
        )
        self.par.set_unit(_("baht"))
        self.most.set_unit(_("shares"))
        counts, returned = self.counts.key(), self.returned.key()
        self.counts.set_choices(
            [Choice(True, _("from the month after it was paid in")), Choice(False, _("from that month on"))]
        )
        self.returned.set_choices(
            [Choice(False, _("at what was paid in")), Choice(True, _("at their worth by the books"))]
        )
        self.counts.set_value(counts)
        self.returned.set_value(returned)

    def show_rules(self, rules: Rules) -> None:
        """The rules as they stand."""
        self.set_busy(False)
        self.say("")
        self.par.set_value(rules.par or None)
        self.most.set_value(rules.most * 1000 or None)
        self.counts.set_value(rules.next_month)
        self.returned.set_value(rules.at_book)
        self.par.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the settings."""
        self.say("")
        if self.busy or [
            field for field in (self.returned, self.counts, self.most, self.par) if not field.check()
        ]:
            return
        try:
            most = whole_shares(self.most.number_or_zero())
        except ShareCountError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self.submitted.emit(
            {
                "share_par": self.par.number_or_zero(),
                "share_most": most,
                "share_counts_next_month": bool(self.counts.key()),
                "share_returned_at_book": bool(self.returned.key()),
            }
        )
