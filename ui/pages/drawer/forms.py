"""The forms of a drawer: its float, money put in and taken out, and counting it to close."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.cash_counting import ReasonMissingError, ShortIs, difference_of
from app.domain.document import new_uid
from app.domain.drawer import MOVEMENTS, PURPOSE_WORDS, CloseDraft, MovementDraft, OpenDraft, Purpose
from app.errors import SamutError, UserError
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.drawer import Drawer
from reports.common import in_language
from reports.drawer import moment
from ui import formats, theme
from ui.messages_text import error_text
from ui.pages.drawer.work import Lists
from ui.widgets.basics import Card, SegmentedControl, row
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.pieces import PiecesGrid

HERE = ""
"""The float lies in the drawer already; a shortage goes by the group's rule."""


def _places(accounts: Sequence[Account], *, but: str = "") -> list[Choice]:
    return [
        Choice(each.code, in_language(each.name, each.name_en), also=each.code)
        for each in accounts
        if each.code != but
    ]


class PiecesForm(FormPage):
    """A form with notes and coins and, in sight below them, what they come to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.uid = new_uid()
        self.grid = PiecesGrid()
        self.total = Label("", type="title", private="words")
        self.beside = Label("", tone="soft", private="words")
        self.result = Label("", strong=True, private="words")
        self.card = Card(padding=theme.INSIDE)
        self.card.add(row(self.total, -1, self.beside, self.result, spacing=theme.BETWEEN))
        self.add(self.grid)
        self.fields.addStretch(1)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        sums = row(self.card)
        sums.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        whole.insertLayout(2, sums)  # stays in sight while the pieces scroll
        self.grid.changed.connect(self._on_counted)
        self.grid.reached.connect(self._on_reached)

    def counted(self) -> int | None:
        """What was counted, satang; None while it cannot be read."""
        try:
            return self.grid.total()
        except UserError:
            return None

    def show_sums(self) -> None:
        """Write what was counted, and what follows from it."""

    @Slot()
    def _on_counted(self) -> None:
        self.show_sums()

    @Slot(object)
    def _on_reached(self, edit: object) -> None:
        assert isinstance(edit, QWidget)
        self.area.ensureWidgetVisible(edit)


class OpenForm(PiecesForm):
    """Fills in an ``OpenDraft``; ``submitted`` gives it."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: Lists | None = None
        self._session_uid = new_uid()
        self.name = NameField()
        self.account, self.source = SimpleChoice(), SimpleChoice()
        self.location, self.market_day = SimpleChoice(), SimpleChoice()
        self.more = FlowingForm(
            (self.source, self.name, self.account, self.location, self.market_day), columns=3
        )
        self.card.add(self.more)
        self.grid.finished.connect(self._on_finished)
        self.account.committed.connect(self._on_account)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.grid.retranslate()
        self.title.setText(_("Open the drawer: count the float"))
        self.more.set_texts(
            (
                _("Where the float comes from"),
                _("Name of the drawer, if there are several"),
                _("Which place of money it is"),
                _("Where the goods are sold from"),
                _("Market day"),
            )
        )
        self.save_button.set_text(_("Open the drawer"))
        self.clear_button.set_text(_("Start again"))
        self._show_choices()
        self.show_sums()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self._show_choices()

    def _show_choices(self) -> None:
        lists = self._lists
        if lists is None:
            return
        code = self.account.key() or (lists.cash[0].code if lists.cash else HERE)
        self.account.set_choices(_places(lists.cash))
        self.account.set_value(code)
        source = self.source.key()
        self.source.set_choices(
            [Choice(HERE, _("It lies in the drawer already")), *_places(lists.moneys, but=str(code))]
        )
        self.source.set_value(source or HERE)
        place = self.location.key()
        places = [each for each in lists.locations if each.kind != "consigned_out"]
        self.location.set_choices([Choice(each.id, each.name) for each in places])
        self.location.set_value(place if place is not None else (places[0].id if places else None))
        event = self.market_day.key()
        self.market_day.set_choices(
            [Choice(HERE, _("No market day")), *(Choice(uid, name) for uid, name in lists.events)]
        )
        self.market_day.set_value(event or HERE)
        self.more.show_fields((True, True, len(lists.cash) > 1, len(places) > 1, bool(lists.events)))

    def clear_form(self) -> None:
        """Nothing counted yet."""
        self.uid, self._session_uid = new_uid(), new_uid()
        self.set_busy(False)
        self.say("")
        self.grid.clear()
        self.name.set_value(None)
        self.grid.begin()

    def show_sums(self) -> None:
        """What the float comes to."""
        counted = self.counted()
        self.total.setText(
            "–" if counted is None else _("Float {amount}").format(amount=formats.money(counted))
        )

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or not self.grid.check():
            return
        self.say("")
        try:
            pieces = self.grid.typed()
        except UserError as error:
            self.say(error_text(error))
            return
        place, event = self.location.key(), self.market_day.key()
        draft = OpenDraft(
            self.uid,
            self._session_uid,
            pieces,
            str(self.account.key() or ""),
            str(self.source.key() or ""),
            self.name.name(),
            place if isinstance(place, int) else None,
            event if isinstance(event, bytes) else None,
        )
        self.set_busy(True)
        self.submitted.emit(draft)

    @Slot(object)
    def _on_account(self, _value: object) -> None:
        self._show_choices()

    @Slot()
    def _on_finished(self) -> None:
        self.save_button.setFocus()


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
        places = _places(self._lists.moneys, but=self._account)
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


class CloseForm(PiecesForm):
    """Fills in a ``CloseDraft``; ``submitted`` gives it."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawer: Drawer | None = None
        self._hides = False
        self._asked = False
        self.reason = NameField(most=500)
        self.short_is, self.person = SimpleChoice(), ChoiceField()
        self.to_safe = MoneyField()
        self.more = FlowingForm((self.to_safe, self.reason, self.short_is, self.person), columns=4)
        self.card.add(self.more)
        self.show_paper = QCheckBox()
        self.show_paper.setChecked(True)
        self.foot.insertWidget(1, self.show_paper)
        self.grid.finished.connect(self._on_finished)
        self.short_is.committed.connect(self._on_chosen)
        self.to_safe.edit.returnPressed.connect(self._on_safe_return)
        self.reason.edit.returnPressed.connect(self.save_button.setFocus)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.grid.retranslate()
        self.more.set_texts(
            (_("Of it into the safe"), _("Why it differs"), _("What is missing"), _("Who owes it"))
        )
        chosen = self.short_is.key()
        self.short_is.set_choices(
            [
                Choice(HERE, _("As the group's rule says")),
                Choice(ShortIs.GROUP, _("The group bears it")),
                Choice(ShortIs.PERSON, _("Somebody owes it")),
            ]
        )
        self.short_is.set_value(chosen or HERE)
        self.save_button.set_text(_("Close the drawer"))
        self.clear_button.set_text(_("Start again"))
        self.show_paper.setText(_("Show the closing report"))
        self.show_sums()

    def set_lists(self, lists: Lists) -> None:
        """Who may owe what is missing."""
        self.person.set_choices([Choice(each.uid, each.name, also=each.code) for each in lists.people])

    def begin(self, drawer: Drawer, *, hides: bool) -> None:
        """An empty count of a drawer; ``hides`` what should lie there."""
        self._drawer, self._hides = drawer, hides
        self.clear_form()

    def set_drawer(self, drawer: Drawer) -> None:
        """What should lie there may have changed while somebody counts."""
        if self._drawer is not None and drawer.uid == self._drawer.uid:
            self._drawer = drawer
            self.show_sums()

    def clear_form(self) -> None:
        """Nothing counted yet."""
        self.uid = new_uid()
        self._asked = False
        self.set_busy(False)
        self.say("")
        self.grid.clear()
        for field in (self.reason, self.to_safe, self.person):
            field.set_value(None)
        self.short_is.set_value(HERE)
        self.show_sums()
        self.grid.begin()

    def show_sums(self) -> None:
        """What was counted and, unless it is counted blind, what it differs by."""
        drawer, counted = self._drawer, self.counted()
        if drawer is None:
            return
        self.title.setText(
            _("Close the drawer opened {day} {time}: count what lies in it").format(
                day=formats.date(drawer.on), time=moment(drawer.opened_at)
            )
        )
        self.total.setText(
            "–" if counted is None else _("Counted {amount}").format(amount=formats.money(counted))
        )
        difference = 0 if counted is None else difference_of(counted, drawer.expected)
        begun = self._asked or self.grid.is_begun()
        if self._hides:
            self.beside.setText(_("Counted blind: what should lie there is shown afterwards."))
            self.result.setText("")
            self.more.show_fields((True, self._asked, self._asked, self._owed_by_person()))
            return
        self.beside.setText(_("Should be {amount}").format(amount=formats.money(drawer.expected)))
        if not difference:
            words, tone = _("It agrees"), "leaf"
        elif difference > 0:
            words, tone = _("{amount} over").format(amount=formats.money(difference)), "clay"
        else:
            words, tone = _("{amount} short").format(amount=formats.money(abs(difference))), "clay"
        self.result.setText(words if begun else "")
        self.result.set_tone(tone)
        short = begun and difference < 0
        self.more.show_fields((True, begun and difference != 0, short, short and self._owed_by_person()))

    def _owed_by_person(self) -> bool:
        return self.short_is.key() is ShortIs.PERSON

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self._drawer is None or not self.grid.check() or not self.to_safe.check():
            return
        self.say("")
        try:
            pieces = self.grid.typed()
        except UserError as error:
            self.say(error_text(error))
            return
        chosen, person = self.short_is.key(), self.person.key()
        draft = CloseDraft(
            self.uid,
            self._drawer.uid,
            pieces,
            self.reason.name(),
            self.to_safe.number_or_zero(),
            chosen if isinstance(chosen, ShortIs) else None,
            person if isinstance(person, bytes) else None,
        )
        self.set_busy(True)
        self.submitted.emit(draft)

    def show_error(self, error: SamutError) -> None:
        """A difference wants a reason, which then stands there to be typed."""
        super().show_error(error)
        if isinstance(error, ReasonMissingError):
            self._asked = True
            self.show_sums()
            self.reason.edit.setFocus()

    @Slot(object)
    def _on_chosen(self, _value: object) -> None:
        self.show_sums()

    @Slot()
    def _on_finished(self) -> None:
        self.to_safe.edit.setFocus()

    @Slot()
    def _on_safe_return(self) -> None:
        if self.reason.isVisible():
            self.reason.edit.setFocus()
        else:
            self.save_button.setFocus()
