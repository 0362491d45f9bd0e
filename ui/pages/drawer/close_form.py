"""The form that counts a drawer and closes it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.cash_counting import ReasonMissingError, ShortIs, difference_of
from app.domain.document import new_uid
from app.domain.drawer import CloseDraft, MoreThanCountedError, MovementAmountError
from app.domain.session import OverLimitError
from app.errors import SamutError, UserError
from app.i18n import _
from app.queries.drawer import Drawer
from app.services.sales import PartyNeededError
from reports.drawer import moment
from ui import formats
from ui.messages_text import error_text
from ui.pages.drawer.forms import HERE, PiecesForm
from ui.pages.drawer.work import Lists
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm


class CloseForm(PiecesForm):
    """Fills in a ``CloseDraft``; ``submitted`` gives it."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawer: Drawer | None = None
        self._hides = False
        self._is_elsewhere = False
        self._asked = False
        self.reason = NameField(most=500)
        self.short_is, self.person = SimpleChoice(), ChoiceField()
        self.to_safe = MoneyField()
        self.more = FlowingForm((self.to_safe, self.reason, self.short_is, self.person), columns=4)
        self.card.add(self.more)
        self.show_paper = QCheckBox()
        self.show_paper.setChecked(True)
        self.foot.insertWidget(1, self.show_paper)
        self.later_button = Button("", self._on_later_clicked, icon="clock")
        self.foot.insertWidget(self.foot.indexOf(self.save_button), self.later_button)
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
        self.later_button.set_text(_("Close now, the leader looks at it later"))
        self.show_sums()

    def set_lists(self, lists: Lists) -> None:
        """Who may owe what is missing."""
        self.person.set_choices([Choice(each.uid, each.name, also=each.code) for each in lists.people])

    def begin(self, drawer: Drawer, *, hides: bool, is_elsewhere: bool = False) -> None:
        """An empty count of a drawer; ``hides`` what should lie there.

        ``is_elsewhere``: it is another computer's, which is said so that nobody counts into the wrong one.
        """
        self._drawer, self._hides, self._is_elsewhere = drawer, hides, is_elsewhere
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
        self.later_button.hide()
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
        words = _("Close the drawer opened {day} {time}: count what lies in it")
        if self._is_elsewhere:
            words = _("Close the drawer of another computer, opened {day} {time} by {name}")
        self.title.setText(
            words.format(
                day=formats.date(drawer.on), time=moment(drawer.opened_at), name=drawer.opened_by or "–"
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
        self._hand_over(approve_later=False)

    @Slot()
    def _on_later_clicked(self) -> None:
        self._hand_over(approve_later=True)

    def _hand_over(self, *, approve_later: bool) -> None:
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
            approve_later,
        )
        self.set_busy(True)
        self.submitted.emit(draft)

    def show_error(self, error: SamutError) -> None:
        """A difference wants a reason, which then stands there to be typed."""
        super().show_error(error)
        if isinstance(error, MoreThanCountedError | MovementAmountError):
            self.to_safe.edit.setFocus()
        elif isinstance(error, PartyNeededError):
            self.person.edit.setFocus()
        elif isinstance(error, OverLimitError):
            self.say(
                _("Nobody has approved the difference. You can close now, and the leader looks at it later.")
            )
            self.later_button.show()
            self.later_button.setFocus()
        elif isinstance(error, ReasonMissingError):
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
