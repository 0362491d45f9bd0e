"""The form for money put into a drawer and taken out of it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.drawer import MOVEMENTS, PURPOSE_WORDS, MovementDraft, Purpose
from app.errors import SamutError
from app.i18n import _
from app.queries.drawer import Drawer
from reports.common import in_language
from ui.pages.drawer.forms import HERE, places_of
from ui.pages.drawer.work import Lists
from ui.widgets.basics import SegmentedControl
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label


class MoveForm(FormPage):
    """Fills in a ``MovementDraft``; ``submitted`` gives it."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: Lists | None = None
        self._account = ""
        self.uid = new_uid()
        self.purpose = SegmentedControl()
        self.purpose.set_choices([(each.value, "") for each in MOVEMENTS])
        self.purpose.chosen.connect(self._on_purpose)
        self.amount, self.reason = MoneyField(required=True), NameField(most=500)
        self.other, self.person = ChoiceField(), ChoiceField()
        self.more = FlowingForm((self.amount, self.other, self.person, self.reason))
        self.hint = Label("", tone="soft", wrap=True)
        self.add(self.purpose)
        self.add(self.hint)
        self.add(self.more)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Money into or out of the drawer"))
        self.purpose.set_choices([(each.value, _(PURPOSE_WORDS[each])) for each in MOVEMENTS])
        self.purpose.setAccessibleName(self.title.text())
        self.save_button.set_text(_("Save"))
        self._show_purpose()

    def set_lists(self, lists: Lists) -> None:
        """Places of money, categories and people."""
        self._lists = lists
        self.person.set_choices([Choice(each.uid, each.name, also=each.code) for each in lists.people])
        self._show_purpose()

    def begin(self, drawer: Drawer, purpose: Purpose) -> None:
        """An empty form for a drawer."""
        self._account = drawer.account_code
        self.uid = new_uid()
        self.set_busy(False)
        self.say("")
        self.purpose.set_key(purpose.value)
        for field in (self.amount, self.reason, self.other, self.person):
            field.set_value(None)
        self._show_purpose()
        self.amount.edit.setFocus()

    def chosen(self) -> Purpose:
        """What is done."""
        return Purpose(str(self.purpose.key() or Purpose.PAID_IN.value))

    def _show_purpose(self) -> None:
        purpose = self.chosen()
        hints = {
            Purpose.PAID_IN: _(
                "Change that was fetched, or money that came in for something else than goods."
            ),
            Purpose.PAID_OUT: _("Ice, parking, a place at the market; or money that is carried elsewhere."),
            Purpose.DROP: _("Money that is put away, so that less lies at the stall."),
            Purpose.PAYOUT: _("What the group owes somebody; the oldest is paid first."),
        }
        others = {
            Purpose.PAID_IN: _("Where it comes from"),
            Purpose.PAID_OUT: _("What it is for, or where it goes"),
            Purpose.DROP: _("Where it goes"),
            Purpose.PAYOUT: "",
        }
        self.hint.setText(hints[purpose])
        self.more.set_texts((_("Amount"), others[purpose], _("Person"), _("What it is for, in words")))
        self.person.set_required(purpose is Purpose.PAYOUT)
        self.more.show_fields((True, purpose is not Purpose.PAYOUT, purpose is not Purpose.DROP, True))
        self._show_others(purpose)

    def _show_others(self, purpose: Purpose) -> None:
        if self._lists is None:
            return
        direction = "in" if purpose is Purpose.PAID_IN else "out"
        places = places_of(self._lists.moneys, but=self._account)
        kinds = [
            Choice(each.uid, in_language(each.name, each.name_en), also=each.words)
            for each in self._lists.categories
            if each.direction == direction
        ]
        chosen = self.other.key()
        if purpose is Purpose.DROP:
            choices = [Choice(HERE, _("The safe")), *places]
        elif purpose is Purpose.PAID_IN:
            choices = [*places, *kinds]
        else:
            choices = [*kinds, *places]
        self.other.set_choices(choices)
        known = any(each.key == chosen for each in choices) and chosen is not None
        self.other.set_value(chosen if known else (HERE if purpose is Purpose.DROP else None))
        self.other.set_required(purpose in (Purpose.PAID_IN, Purpose.PAID_OUT))

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        purpose = self.chosen()
        fields = [self.amount]
        wanted: list[ChoiceField] = [] if purpose is Purpose.PAYOUT else [self.other]
        if purpose is not Purpose.DROP:
            wanted.append(self.person)
        if self.busy or [each for each in reversed([*fields, *wanted]) if not each.check()]:
            return
        self.say("")
        other, person = self.other.key(), self.person.key()
        draft = MovementDraft(
            self.uid,
            purpose,
            self.amount.number_or_zero(),
            self.reason.name(),
            other if isinstance(other, str) and purpose is not Purpose.PAYOUT else "",
            other if isinstance(other, bytes) and purpose is not Purpose.PAYOUT else None,
            person if isinstance(person, bytes) and purpose is not Purpose.DROP else None,
        )
        self.set_busy(True)
        self.submitted.emit(draft)

    def show_error(self, error: SamutError) -> None:
        """A reason that is missing takes the cursor."""
        super().show_error(error)
        if "reason" in type(error).__name__.lower():
            self.reason.edit.setFocus()

    @Slot(object)
    def _on_purpose(self, _key: object) -> None:
        self._show_purpose()
