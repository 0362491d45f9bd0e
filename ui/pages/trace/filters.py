"""What is wanted of the log: words, person, kind of act, days, and only what needs a look."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.trace import ACT_KIND_NAMES, ActKind, TraceFilter
from app.i18n import _
from app.services.trace import Person
from ui import theme
from ui.widgets.arrange import column, row
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SearchField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.labels import Label

EVERYBODY, EVERYTHING = 0, ""
TODAY, WEEK, MONTH, YEAR, ALWAYS, CHOSEN = "today", "week", "month", "year", "always", "chosen"
WIDE, WIDER = 150, 216
REST_MS = 400
"""The log is searched on disk: wait until the word is typed."""


class FilterBar(QWidget):
    """The filters above the log; ``changed`` gives the ``TraceFilter`` that is wanted now."""

    changed = Signal(object)

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._about: bytes | None = None
        self.search = SearchField(rest_ms=REST_MS)
        self.search.searched.connect(self._on_answered)
        self.person = SimpleChoice()
        self.kind = SimpleChoice()
        self.days = SimpleChoice()
        for choice in (self.person, self.kind, self.days):
            choice.setMinimumWidth(theme.px(WIDER if choice is self.kind else WIDE))
            choice.committed.connect(self._on_answered)
        self.notable_button = Button("", icon="triangle-alert")
        self.notable_button.setCheckable(True)
        self.notable_button.toggled.connect(self._on_answered)
        self.first = ThaiDateField(today=today)
        self.last = ThaiDateField(today=today)
        for day in (self.first, self.last):
            day.setMaximumWidth(theme.px(WIDE + 20))
            day.committed.connect(self._on_answered)
        self.from_label, self.to_label = Label("", tone="soft"), Label("", tone="soft")
        self.chosen_days = QWidget()
        self.chosen_days.setLayout(row(self.from_label, self.first, self.to_label, self.last, -1))
        self.chosen_days.hide()
        choices = row(self.search, self.person, self.kind, self.days, self.notable_button)
        choices.setStretch(0, 1)
        self.setLayout(column(choices, self.chosen_days))
        self.retranslate()
        self._wanted = self.wanted()

    def retranslate(self) -> None:
        """Set every text again."""
        self.search.set_placeholder(_("Find a number, name or product (Ctrl+F)"))
        kinds = [Choice(kind.value, _(name)) for kind, name in ACT_KIND_NAMES.items()]
        self._fill(self.kind, [Choice(EVERYTHING, _("All acts")), *kinds], _("Kind of act"))
        spans = (
            (TODAY, _("Today")),
            (WEEK, _("The last 7 days")),
            (MONTH, _("This month")),
            (YEAR, _("This year")),
            (ALWAYS, _("From the beginning")),
            (CHOSEN, _("Choose the days …")),
        )
        before = self.days.key()
        self._fill(self.days, [Choice(key, text) for key, text in spans], _("Days"))
        self.days.set_value(before or MONTH)
        self.notable_button.set_text(_("Needs a look"))
        self.notable_button.setToolTip(
            _("Only reversals, approvals, wrong passwords, restores and what was erased")
        )
        self.from_label.setText(_("From"))
        self.to_label.setText(_("to"))
        self.first.retranslate()
        self.last.retranslate()
        self.first.setAccessibleName(_("First day"))
        self.last.setAccessibleName(_("Last day"))
        if not self.person.model.choices():
            self.show_people(())
        else:
            people = [each for each in self.person.model.choices() if each.key != EVERYBODY]
            self._fill(self.person, [Choice(EVERYBODY, _("Everybody")), *people], _("Who did it"))

    def _fill(self, field: SimpleChoice, choices: Sequence[Choice], name: str) -> None:
        before = field.key()
        field.set_choices(choices)
        field.set_value(before if any(each.key == before for each in choices) else choices[0].key)
        field.setAccessibleName(name)

    def show_people(self, people: Sequence[Person]) -> None:
        """Offer everybody who ever worked with the book."""
        left = _("has left")
        choices = [Choice(each.id, each.name, note="" if each.active else left) for each in people]
        if choices != [each for each in self.person.model.choices() if each.key != EVERYBODY] or not choices:
            self._fill(self.person, [Choice(EVERYBODY, _("Everybody")), *choices], _("Who did it"))

    def wanted(self) -> TraceFilter:
        """What is wanted now."""
        first, last = self._span()
        user = self.person.key()
        kind = self.kind.key()
        return TraceFilter(
            user_id=user if isinstance(user, int) and user != EVERYBODY else None,
            kind=ActKind(str(kind)) if kind else None,
            first=first,
            last=last,
            text=self.search.text().strip(),
            notable=self.notable_button.isChecked(),
            about=self._about,
        )

    def _span(self) -> tuple[dt.date | None, dt.date | None]:
        today, days = self._today(), self.days.key()
        if self._about is not None or days == ALWAYS:
            return None, None
        if days == CHOSEN:
            first, last = self.first.date(), self.last.date()
            return (last, first) if first and last and last < first else (first, last)
        begin = {
            TODAY: today,
            WEEK: today - dt.timedelta(days=6),
            YEAR: today.replace(month=1, day=1),
        }
        return begin.get(str(days), today.replace(day=1)), today

    def only_about(self, uid: bytes | None) -> None:
        """Show the history of one thing, over all days; None shows everything again."""
        self._about = uid
        self._on_answered()

    def clear(self) -> None:
        """Want everything of this month again."""
        self._about = None
        self.person.set_value(EVERYBODY)
        self.kind.set_value(EVERYTHING)
        self.days.set_value(MONTH)
        self.search.setText("")
        self.notable_button.setChecked(False)
        self._on_answered()

    def is_plain(self) -> bool:
        """Whether nothing but the days restricts."""
        return replace(self.wanted(), first=None, last=None) == TraceFilter()

    @Slot()
    def _on_answered(self, _value: object = None) -> None:
        self.chosen_days.setVisible(self.days.key() == CHOSEN)
        if self.days.key() == CHOSEN and self.first.date() is None and self.last.date() is None:
            self.first.set_value(self._today().replace(day=1))
            self.last.set_value(self._today())
        wanted = self.wanted()
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit(wanted)
