"""The form of a market day's own words: where, when, how long, where its goods stand."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.market_event import EventData, hours_typed
from app.i18n import _
from app.queries.market_events import STORE
from app.thai.dates import today
from ui.pages.events.work import Lists
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.words_form import WordsForm

NOWHERE = 0
"""Nothing is carried: goods leave from the store."""


class EventForm(WordsForm):
    """A market day; ``submitted`` gives (data, uid, whether it is known)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lists = Lists()
        self.name, self.place = NameField(required=True, most=200), NameField(most=300)
        self.first_day = ThaiDateField(required=True, today=today)
        self.last_day = ThaiDateField(today=today)
        self.starts, self.ends = NameField(most=40), NameField(most=40)
        self.hours, self.fee = QuantityField(), MoneyField()
        self.stall, self.code, self.note = SimpleChoice(required=True), NameField(most=40), NameField()
        self.lay(
            *(self.name, self.place, self.first_day, self.last_day, self.starts, self.ends),
            *(self.stall, self.fee, self.hours, self.code, self.note),
        )
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.name_all(
            _("Change the market day") if self._known else _("New market day"),
            _("Save the market day"),
            (
                _("Name of the market day"),
                _("Place of the market"),
                _("First day"),
                _("Last day (empty: the same)"),
                _("Opens at"),
                _("Closes at"),
                _("Goods stand at"),
                _("Stall fee agreed"),
                _("Hours in all (empty: from the times)"),
                _("Code (empty: the next one)"),
                _("Note"),
            ),
        )
        self.starts.edit.setPlaceholderText("6.00")
        self.ends.edit.setPlaceholderText("11.30")
        self.fee.set_unit(_("baht"))
        self.hours.set_unit(_("hours"))
        self.first_day.retranslate()
        self.last_day.retranslate()
        self._offer()

    def set_lists(self, lists: Lists) -> None:
        """Where goods can stand."""
        self._lists = lists
        self._offer()

    def show_event(self, uid: bytes | None, data: EventData | None) -> None:
        """A market day that is there, or an empty form."""
        kept = data or EventData("", self._today(), self._today(), location_id=self._usual_stall())
        last = kept.last_day if kept.last_day != kept.first_day else None
        values = (
            *(kept.name or None, kept.place or None, kept.first_day, last),
            *(kept.starts_at or None, kept.ends_at or None),
            *(kept.location_id or NOWHERE, kept.planned_fee or None, hours_typed(kept) or None),
            *(kept.code or None, kept.note or None),
        )
        self.fill(uid, values)
        self.retranslate()
        self.name.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the words."""
        if self.busy:
            return
        self.say("")
        if not self.all_right():
            return
        first = self.first_day.date() or self._today()
        stall = self.stall.key()
        data = EventData(
            self.name.name(),
            first,
            self.last_day.date() or first,
            self.code.name(),
            self.place.name(),
            stall if isinstance(stall, int) and stall != NOWHERE else None,
            self.starts.name(),
            self.ends.name(),
            self.hours.number_or_zero(),
            self.fee.number_or_zero(),
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(data, self._uid, self._known)

    def _usual_stall(self) -> int | None:
        return next((each.id for each in self._lists.places if each.kind == "stall"), None)

    def _offer(self) -> None:
        chosen = self.stall.key()
        places = [Choice(each.id, each.name) for each in self._lists.places if each.id != STORE]
        self.stall.set_choices([*places, Choice(NOWHERE, _("Nothing is carried, it is sold from the store"))])
        self.stall.set_value(chosen if chosen is not None else NOWHERE)
