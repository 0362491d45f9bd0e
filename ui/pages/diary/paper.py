"""A month from paper: day, what for, in, out, row by row as they stand there; saved together."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.fiscal import last_of_month, next_month
from app.domain.household.diary import Heading, HouseholdEntryDraft
from app.domain.household.diary_paper import day_of, sums_of
from app.domain.household.places_of_money import PLACE_ICONS
from app.domain.session import Session
from app.domain.slip_entry import Direction
from app.errors import UserError
from app.i18n import _, ngettext
from app.thai.dates import format_month, today
from reports.common import in_language
from reports.household.weekly_sheet import NAME as WEEKLY_SHEET
from reports.model import Link
from ui import theme
from ui.messages import Messages
from ui.messages_text import error_text
from ui.page import PageBase, Shortcut
from ui.pages.diary import work
from ui.pages.diary.chips import Chips
from ui.pages.diary.words import plain
from ui.runner import Runner
from ui.widgets.arrange import row, scrolled
from ui.widgets.basics import Button
from ui.widgets.buttons import IconButton
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import NameField, TypedField
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable
from ui.widgets.sum_field import SumField

FIRST_LINES = 8


class DayField(TypedField):
    """A day of the month by its number; empty is the day of the row above."""

    def __init__(self, month: Callable[[], dt.date]) -> None:
        super().__init__()
        self._month = month
        self.edit.setMaxLength(4)

    def _parse(self, text: str) -> object:
        return day_of(text, self._month())

    def _format(self, value: object) -> str:
        return str(value.day) if isinstance(value, dt.date) else ""


class PaperLine(Line):
    """One row of the paper; its category says on which side the amount stands."""

    def __init__(self, month: Callable[[], dt.date], lists: work.Lists) -> None:
        self.day = DayField(month)
        self.what = ChoiceField(choices=_categories(lists), required=True)
        self.came, self.went = SumField(), SumField()
        self.who = SimpleChoice(choices=_people(lists))
        self.note = NameField(most=200)
        super().__init__(self.day, self.what, self.came, self.went, self.who, self.note)

    def is_empty(self) -> bool:
        """Whether no amount and no category was typed; a day alone is none."""
        return self.what.is_empty() and self.came.is_empty() and self.went.is_empty()

    def set_side(self, direction: Direction | None) -> None:
        """Let the amount stand where it belongs only."""
        for field, side in ((self.came, Direction.IN), (self.went, Direction.OUT)):
            is_on = direction in (None, side)
            field.setEnabled(is_on)
            if not is_on and not field.is_empty():
                other = self.went if field is self.came else self.came
                if other.is_empty():
                    other.set_value(field.number())
                field.set_value(None)

    def amount(self) -> int:
        """The amount on its side, satang."""
        return self.came.number() or self.went.number_or_zero()

    def check(self) -> bool:
        """Whether it has a category and an amount."""
        if not super().check():
            return False
        side = self.went if self.went.isEnabled() else self.came
        side.set_required(True)
        fine = bool(self.amount()) or side.check()
        side.set_required(False)
        return fine


class PaperLines(LineTable[PaperLine]):
    """The rows of a month's paper."""

    least = FIRST_LINES
    columns = (
        LineColumn(lambda: _("Day"), 2),
        LineColumn(lambda: _("What it was"), 6),
        LineColumn(lambda: _("In"), 3, right=True),
        LineColumn(lambda: _("Out"), 3, right=True),
        LineColumn(lambda: _("Whose"), 4),
        LineColumn(lambda: _("A word"), 5),
    )

    def __init__(self, month: Callable[[], dt.date]) -> None:
        self._month = month
        self.lists = work.Lists()
        super().__init__()

    def make(self) -> PaperLine:
        """An empty row."""
        return PaperLine(self._month, self.lists)

    def set_lists(self, lists: work.Lists) -> None:
        """What can be chosen."""
        self.lists = lists
        for line in self.lines:
            line.what.set_choices(_categories(lists))
            line.who.set_choices(_people(lists))

    def chosen(self, line: PaperLine, field: ChoiceField) -> None:
        """A category says which side the amount stands on."""
        if field is line.what:
            category = self.lists.category(line.what.key())
            line.set_side(category.direction if category is not None else None)


class PaperView(PageBase):
    """Rows of a month; Enter leads from cell to cell, all of them are saved or none."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to = open_link, go_to
        self._month_on = today().replace(day=1)
        self._busy = False
        self.before = IconButton("chevron-left", "", self._on_before, touch=True)
        self.after = IconButton("chevron-right", "", self._on_after, touch=True)
        self.words = Label("", type="title")
        self.place_label, self.place = Label(""), Chips()
        self.hint = Label("", tone="soft", wrap=True)
        self.lines = PaperLines(self._month)
        self.lines.changed.connect(self._show_sums)
        self.sums = Label("", strong=True, private="figures")
        self.save_button = Button("", self.submit, kind="primary", icon="check", touch=True)
        self.week_button = Button("", self._on_week_clicked, kind="quiet", icon="printer", touch=True)
        self._lay_out()
        self.lines.clear()
        self.setFocusProxy(self.lines.lines[0].day)
        self.retranslate()

    def _lay_out(self) -> None:
        head = row(self.before, self.words, self.after, theme.BETWEEN, self.place_label, self.place)
        head.setStretch(5, 1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, theme.INSIDE, 0)
        inside.addWidget(self.lines)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.hint)
        layout.addWidget(scrolled(holder, margins=0), 1)
        layout.addLayout(row(self.sums, -1, self.week_button, self.save_button))

    def retranslate(self) -> None:
        """Set every text again."""
        self.before.set_name(_("The month before"))
        self.after.set_name(_("The month after"))
        self.words.setText(format_month(self._month_on))
        self.after.setEnabled(next_month(self._month_on) <= self._today())
        self.place_label.setText(_("Money from or into"))
        self.place.setAccessibleName(_("Money from or into"))
        self.hint.setText(_("Row by row as on the paper. An empty day is the day of the row above."))
        self.week_button.set_text(_("Weekly sheet for the wall"))
        self.save_button.set_text(_("Save all rows (Ctrl+Enter)"))
        self.lines.retranslate()
        self._show_sums()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("Ctrl+Return", _("Save all rows"), self.submit),
            Shortcut("Alt+Left", _("The month before"), self._on_before),
            Shortcut("Alt+Right", _("The month after"), self._on_after),
        ]

    def refresh(self, changes: Changes) -> None:
        """Categories, people and places may have changed."""
        if changes & (Changes.HOUSEHOLD | Changes.PARTIES | Changes.SETTINGS) and not self._busy:
            job = partial(work.lists, self._today())
            self._runner.run(self, job, self._show_lists, failed=self._messages.show_error)

    def may_leave(self) -> bool:
        """Not while rows are typed that are not saved."""
        if not self.lines.begun():
            return True
        self._messages.warn(_("Rows from paper are not saved yet."))
        return False

    def _month(self) -> dt.date:
        return self._month_on

    def _show_lists(self, lists: work.Lists) -> None:
        self.lines.set_lists(lists)
        self.place.set_chips(
            [
                (each.code, in_language(each.name, each.name_en), PLACE_ICONS[each.kind])
                for each in lists.places
            ]
        )

    @Slot()
    def _show_sums(self) -> None:
        sums = sums_of((line.came.number(), line.went.number()) for line in self.lines.lines)
        words = ngettext("{count} row", "{count} rows", sums.rows).format(count=sums.rows)
        self.sums.setText(
            _("{rows} · in {came} · out {went}").format(
                rows=words, came=plain(sums.came_in), went=plain(sums.went_out)
            )
        )
        self.save_button.setEnabled(bool(sums.rows) and not self._busy)

    @Slot()
    def _on_week_clicked(self) -> None:
        self._go_to("reports", WEEKLY_SHEET)

    # ---- the month

    @Slot()
    def _on_before(self) -> None:
        self._to((self._month_on - dt.timedelta(days=1)).replace(day=1))

    @Slot()
    def _on_after(self) -> None:
        if next_month(self._month_on) <= self._today():
            self._to(next_month(self._month_on))

    def _to(self, month: dt.date) -> None:
        typed = [line.day.text() for line in self.lines.lines]
        self._month_on = month
        for line, text in zip(self.lines.lines, typed, strict=True):
            line.day.edit.setText(text)
        self.retranslate()

    def open(self, argument: str) -> None:
        """A month (2026-11)."""
        if argument:
            year, _dash, month = argument.partition("-")
            self._to(dt.date(int(year), int(month[:2]), 1))

    # ---- saving

    @Slot()
    def submit(self) -> None:
        """Save all rows, or say at the first what is wrong."""
        if self._busy or not self.lines.begun() or not self.lines.check():
            return
        filled = self._filled()
        if filled is None:
            return
        self._busy = True
        self._show_sums()
        job = partial(work.save_many, self._session, filled)
        self._runner.run(self, job, self._on_saved, failed=self._on_failed)

    def _filled(self) -> Sequence[work.Filled] | None:
        """The rows as entries; None if a day is missing or still to come."""
        found: list[work.Filled] = []
        day: dt.date | None = None
        last = min(last_of_month(self._month_on), self._today())
        for number, line in enumerate(self.lines.begun()):
            day = self._day(line) or day
            if day is None or day > last:
                words = _("Which day?") if day is None else _("This day is still to come.")
                self.lines.mark(number, 0, words)
                return None
            category = self.lines.lists.category(line.what.key())
            if category is None:
                return None
            who = line.who.key()
            place = "" if category.heading is Heading.IN_KIND else str(self.place.key() or "")
            draft = HouseholdEntryDraft(
                new_uid(),
                category.uid,
                line.amount(),
                place,
                who if isinstance(who, bytes) else None,
                note=line.note.name(),
            )
            found.append(work.Filled(draft, day))
        return found

    def _day(self, line: PaperLine) -> dt.date | None:
        value = line.day.value()
        return value if isinstance(value, dt.date) else None

    def _on_saved(self, saved: work.SavedMany) -> None:
        self._busy = False
        self.lines.clear()
        self.setFocusProxy(self.lines.lines[0].day)
        words = ngettext("{count} row is written down.", "{count} rows are written down.", saved.count)
        self._messages.say(words.format(count=saved.count))
        self.lines.lines[0].day.edit.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._show_sums()
        if isinstance(error, UserError):
            self._messages.warn(error_text(error))
            return
        self._messages.show_error(error)


def _categories(lists: work.Lists) -> list[Choice]:
    return [
        Choice(each.uid, in_language(each.name, each.name_en), also=each.words) for each in lists.categories
    ]


def _people(lists: work.Lists) -> list[Choice]:
    return [Choice("", _("The whole house")), *[Choice(each.uid, each.name) for each in lists.people]]
