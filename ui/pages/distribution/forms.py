"""The forms after the meeting: what it resolved, paying out, undoing."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from app.domain.distribution import ResolutionDraft
from app.domain.distribution_heads import ResolutionMissingError
from app.domain.document import new_uid
from app.domain.fiscal import FiscalYear
from app.domain.settling import PaidTooEarlyError
from app.errors import SamutError
from app.i18n import _
from app.queries.catalogue import Account
from app.services.distribution import MeetingAheadError, MeetingTooEarlyError
from app.thai.dates import today
from reports.common import in_language
from ui import formats
from ui.messages_text import error_text
from ui.pages.distribution.work import Owed, Proposal
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, TypedField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

Today = Callable[[], dt.date]
ALL = "all"


def point_at(field: TypedField, error: SamutError) -> None:
    """Say under a field what is wrong with it, with the cursor in it."""
    field.set_error(error_text(error))
    field.edit.setFocus()
    field.edit.selectAll()


class ResolveForm(FormPage):
    """Fills in a ``ResolutionDraft``; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today) -> None:
        super().__init__()
        self._today = today
        self._uid = new_uid()
        self._year: FiscalYear | None = None
        self._proposal: Proposal | None = None
        self.number, self.day = NameField(required=True, most=60), ThaiDateField(required=True, today=today)
        self.words, self.left = NameField(most=2_000), SimpleChoice(required=True)
        self._form = FlowingForm((self.number, self.day, self.words, self.left))
        self.hint = Label("", wrap=True, private="figures")
        self.add(self.hint)
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("What the meeting resolved"))
        self.save_button.set_text(_("Post the resolution"))
        self._form.set_texts(
            (
                _("Number of the resolution"),
                _("Day of the meeting"),
                _("What was resolved"),
                _("What no part takes"),
            )
        )
        chosen = self.left.key()
        self.left.set_choices([Choice(False, _("nothing may be left")), Choice(True, _("stays undivided"))])
        self.left.set_value(bool(chosen))
        self.day.retranslate()

    def show_proposal(self, year: FiscalYear, each: Proposal) -> None:
        """Ask for the resolution on a proposal."""
        self._year, self._proposal, self._uid = year, each, new_uid()
        self.set_busy(False)
        self.say("")
        words = _("“{name}”: {divided} baht are divided, {left} baht stay undivided.")
        self.hint.setText(
            words.format(
                name=each.name,
                divided=formats.money(each.divided or 0),
                left=formats.money(each.undivided or 0),
            )
        )
        for field in (self.number, self.words):
            field.set_value(None)
        self.left.set_value(bool(each.undivided))
        self.day.set_value(self._today())
        self.number.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        fields = (self.left, self.words, self.day, self.number)
        if self.busy or self._year is None or self._proposal is None:
            return
        if [field for field in fields if not field.check()]:
            return
        day = self.day.date()
        if day is not None and day > self._today():
            point_at(self.day, MeetingAheadError())
            return
        self.say("")
        self.set_busy(True)
        draft = ResolutionDraft(
            self._uid,
            self._year,
            self._proposal.heads,
            self.number.name(),
            self.words.name(),
            bool(self.left.key()),
        )
        self.submitted.emit(draft, day)

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong, and go to the field that it is about."""
        super().show_error(error)
        if isinstance(error, MeetingAheadError | MeetingTooEarlyError):
            point_at(self.day, error)
        elif isinstance(error, ResolutionMissingError):
            point_at(self.number, error)
        else:
            self.save_button.setFocus()


class PayOutForm(FormPage):
    """Pays all or one; ``submitted`` gives (uid, what each gets, the place of money, day)."""

    submitted = Signal(object, object, object, object)

    def __init__(self, today: Today = today) -> None:
        super().__init__()
        self._today = today
        self._uid = new_uid()
        self._owed: Sequence[Owed] = ()
        self.day, self.account = ThaiDateField(required=True, today=today), SimpleChoice(required=True)
        self.who = SimpleChoice(required=True)
        self._form = FlowingForm((self.day, self.account, self.who))
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Pay out the divided profit"))
        self.save_button.set_text(_("Pay"))
        self._form.set_texts((_("Day"), _("Paid from"), _("Who is paid")))
        self.day.retranslate()

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """Places of money."""
        chosen = self.account.key()
        self.account.set_choices(
            [Choice(each.code, in_language(each.name, each.name_en), note=each.holder) for each in accounts]
        )
        self.account.set_value(chosen or (accounts[0].code if accounts else None))

    def show_owed(self, owed: Sequence[Owed], total: int, first: dt.date) -> None:
        """Who still gets something; ``first`` is the day of the meeting, before which nobody is paid."""
        self._owed, self._uid = owed, new_uid()
        self.set_busy(False)
        self.say("")
        words = _("Everybody: {amount} baht").format(amount=formats.money(total))
        choices = [Choice(each.uid, f"{each.name}: {formats.money(each.amount)}") for each in owed]
        self.who.set_choices([Choice(ALL, words), *choices])
        self.who.set_value(ALL)
        self.day.set_value(max(self._today(), first))
        self.who.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over who is paid."""
        if self.busy or [field for field in (self.who, self.account, self.day) if not field.check()]:
            return
        self.say("")
        self.set_busy(True)
        who = self.who.key()
        owed = {each.uid: each.amount for each in self._owed if who in (ALL, each.uid)}
        self.submitted.emit(self._uid, owed, str(self.account.key()), self.day.date())

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong, and go to the field that it is about."""
        super().show_error(error)
        if isinstance(error, PaidTooEarlyError):
            point_at(self.day, error)
        else:
            self.save_button.setFocus()


class UndoForm(FormPage):
    """Asks why a resolution is taken back; ``submitted`` gives the reason."""

    submitted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.reason = NameField(required=True, most=500)
        self._form = FlowingForm((self.reason,))
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Take the resolution back"))
        self.save_button.set_text(_("Take back"))
        self._form.set_texts((_("Why"),))

    def begin(self) -> None:
        """An empty form."""
        self.set_busy(False)
        self.say("")
        self.reason.set_value(None)
        self.reason.edit.setFocus()

    def submit(self) -> None:
        """Hand over the reason."""
        if not self.busy and self.reason.check():
            self.set_busy(True)
            self.submitted.emit(self.reason.name())
