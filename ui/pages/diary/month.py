"""The month so far: one sentence, what came in and went out day by day, put right in one step."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.fiscal import last_of_month, next_month
from app.domain.household.diary import Heading, HouseholdEntryDraft, View
from app.i18n import _, ngettext
from app.queries.household.diary import DiaryLine
from app.thai.dates import format_month
from reports.common import in_language
from reports.household.money_words import month_sentence
from reports.model import Kind
from ui import formats, theme
from ui.models.rows import Col
from ui.pages.diary import work
from ui.pages.diary.beside import line_name
from ui.pages.diary.dots import DayDots
from ui.pages.diary.posting import DiaryPosting
from ui.pages.diary.words import day_words, plain
from ui.widgets.arrange import Panel, row
from ui.widgets.ask_form import AskForm
from ui.widgets.basics import SegmentedControl
from ui.widgets.buttons import IconButton
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.photos import decode
from ui.widgets.sum_field import SumField

SHARP = 900
PARTS: Sequence[tuple[str, Callable[[], str]]] = (
    ("all", lambda: _("All")),
    ("out", lambda: _("Money out")),
    ("in", lambda: _("Money in")),
)


class MonthPicker(QWidget):
    """The month before, this one, the one after."""

    def __init__(self, page: "MonthView") -> None:
        super().__init__()
        self.before = IconButton("chevron-left", "", page.month_before, touch=True)
        self.after = IconButton("chevron-right", "", page.month_after, touch=True)
        self.words = Label("", strong=True, align=Qt.AlignmentFlag.AlignCenter)
        self.words.setMinimumWidth(theme.px(130))
        self.setLayout(row(self.before, self.words, self.after, spacing=4))


class MonthView(ListPanelPage[DiaryLine]):
    """Every entry of a month; a line is changed (undone and entered anew) or taken back."""

    name = "diary-month"
    icon = "calendar-days"
    listens = Changes.LEDGER | Changes.HOUSEHOLD
    lists_listen = Changes.HOUSEHOLD | Changes.PARTIES | Changes.SETTINGS
    panel_width = 320
    narrow, tight = 900, 860
    less = (2, 3)

    def columns(self) -> Sequence[Col[DiaryLine]]:
        """Day, what for, who, a word, in, out."""
        return [
            Col(
                lambda: _("Day"),
                lambda each: each.on,
                Kind.DATE,
                text=lambda each: day_words(each.on, self._today()),
                weight=3,
            ),
            Col(lambda: _("What it was"), line_name, weight=6),
            Col(lambda: _("Whose"), lambda each: each.person, weight=3, private=True),
            Col(lambda: _("A word"), lambda each: each.note, weight=4, private=True),
            Col(
                lambda: _("In"),
                lambda each: each.size if each.is_in else None,
                Kind.MONEY,
                weight=3,
                unit="฿",
                tone=lambda _each: "leaf",
                adds_up=True,
            ),
            Col(
                lambda: _("Out"),
                lambda each: None if each.is_in else each.size,
                Kind.MONEY,
                weight=3,
                unit="฿",
                adds_up=True,
            ),
        ]

    def build(self) -> None:
        """The month, the view, the sentence, the form."""
        self._posting = DiaryPosting(self._session, self._runner, self._messages, self._today, self)
        self._month = self._today().replace(day=1)
        self._shown = work.Month()
        self._lists = work.Lists()
        self.name_list(lambda: _("What came in and went out"), lambda: _("Search in the month"))
        self.picker = MonthPicker(self)
        self.list.add_filter(self.picker)
        self.dots = DayDots()
        self.dots.chosen.connect(self._on_day_chosen)
        self.list.head.insertWidget(2, self.dots)  # below the sentence
        self.view = SegmentedControl()
        self.view.chosen.connect(self._on_view)
        self.list.add_filter(self.view)
        self.add_chips(lambda: _("Which entries"), PARTS, _is_of)
        self.add_action(
            lambda: _("Put it right"), "pencil", self._begin_change, keys="F4", primary=True, when=_can_change
        )
        self.add_action(lambda: _("Take it back"), "undo-2", self._take_back, keys="Delete", when=_can_change)
        self.banner.label.set_private("figures")
        self.text(self._name_months, str)
        self.form = self.add_form(self._make_form(), beside=True)
        self.form.submitted.connect(self._on_submitted)

    def _make_form(self) -> AskForm:
        form = AskForm(lambda: _("Put it right"), lambda: _("Save it"))
        self.f_category = form.ask("category", lambda: _("What it was"), ChoiceField(required=True))
        form.ask("amount", lambda: _("How many baht"), SumField(required=True))
        form.ask("day", lambda: _("Which day"), ThaiDateField(required=True, today=self._today))
        self.f_who = form.ask("who", lambda: _("Whose"), SimpleChoice())
        self.f_place = form.ask("place", lambda: _("Money from or into"), SimpleChoice())
        form.ask("note", lambda: _("A word"), NameField(most=200))
        return form

    def make_panel(self) -> Panel:
        """One entry in large letters, with the picture of its slip."""
        panel = Panel("", width=self.panel_width)
        self.amount = Label("", type="figure", private="figures")
        self.about = Label("", wrap=True, private="words")
        self.slip = QLabel()
        self.slip.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        panel.add(self.amount)
        panel.add(self.about)
        panel.add(self.slip, 1)
        return panel

    # ---- what the frame asks

    def job(self) -> Callable[[], work.Month]:
        """The month on the worker."""
        view = View.FULL if self.view.key() == View.FULL else View.CASH
        return partial(work.month, self._month, last_of_month(self._month), view=view)

    def take(self, found: work.Month) -> Sequence[DiaryLine]:
        """Say the sentence; gives the lines."""
        self._shown = found
        sums = found.sums
        if sums is not None:
            words = month_sentence(sums.came_in, sums.went_out)
            if sums.trade_cost:
                cost = _("Of what went out {amount} baht were costs of trades.")
                words = f"{words} {cost.format(amount=plain(sums.trade_cost))}"
            if found.days:
                days = ngettext("{count} day is written down.", "{count} days are written down.", found.days)
                words = f"{words} {days.format(count=found.days)}"
            self.banner.show_text(words, tone="info", action="")
        self.dots.show_days(found.all_days, self._today(), found.begun)
        hides = sums is None or sums.view is View.CASH
        return [line for line in found.lines if not (hides and line.is_in_kind)]

    def lists_job(self) -> Callable[[], work.Lists]:
        """Categories, people and places on the worker."""
        return partial(work.lists, self._today())

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the form."""
        self._lists = lists
        self.f_category.set_choices(
            [
                Choice(each.uid, in_language(each.name, each.name_en), also=each.words)
                for each in lists.categories
            ]
        )
        people = [Choice(each.uid, each.name) for each in lists.people]
        self.f_who.set_choices([Choice("", _("The whole house")), *people])
        self.f_place.set_choices(
            [Choice(each.code, in_language(each.name, each.name_en)) for each in lists.places]
        )

    def key(self, row: DiaryLine) -> object:
        """A line of a document."""
        return row.uid, row.account_code, row.amount

    def row_title(self, row: DiaryLine) -> str:
        """What it was for."""
        return line_name(row)

    def details(self, row: DiaryLine) -> Callable[[], Any] | None:
        """The pictures of its slip."""
        return partial(work.slips, row.uid) if row.has_picture else None

    def show_details(self, row: DiaryLine, found: Any) -> None:
        """The entry in large letters."""
        sign = "+" if row.is_in else ""
        self.amount.setText(f"{sign}{plain(row.size)}")
        parts = (formats.date(row.on), row.person, row.place, row.note, row.number)
        self.about.setText("\n".join(part for part in parts if part))
        self.slip.clear()
        for data in found or ():
            image = decode(data, SHARP)
            if not image.isNull():
                wide = theme.px(self.panel_width - 40)
                smooth = Qt.TransformationMode.SmoothTransformation
                self.slip.setPixmap(QPixmap.fromImage(image).scaledToWidth(wide, smooth))
                break

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(_("Nothing is written down for this month yet."))

    def open(self, argument: str) -> None:
        """A month (2026-11) or a day in it; words behind it are searched for."""
        if argument:
            day, _gap, words = argument.partition(" ")
            year, _dash, rest = day.partition("-")
            self.search.setText(words)
            self.search.search_now()
            self._to_month(dt.date(int(year), int(rest[:2]), 1))

    # ---- the month and the view

    @Slot(object)
    def _on_day_chosen(self, day: dt.date) -> None:
        self._go_to("diary", f"day:{day.isoformat()}")

    @Slot()
    def month_before(self) -> None:
        """The month before."""
        self._to_month((self._month - dt.timedelta(days=1)).replace(day=1))

    @Slot()
    def month_after(self) -> None:
        """The month after, not one to come."""
        after = next_month(self._month)
        if after <= self._today():
            self._to_month(after)

    def _to_month(self, month: dt.date) -> None:
        self._month = month
        self._name_months("")
        self.read()

    def _name_months(self, _words: str) -> None:
        self.picker.words.setText(format_month(self._month))
        self.picker.before.set_name(_("The month before"))
        self.picker.after.set_name(_("The month after"))
        self.picker.after.setEnabled(next_month(self._month) <= self._today())
        self.view.setAccessibleName(_("What is counted"))
        self.view.set_choices([(View.CASH, _("Money only")), (View.FULL, _("With own things"))])

    @Slot(object)
    def _on_view(self, _key: object) -> None:
        self.read()

    # ---- putting right

    def _begin_change(self) -> None:
        line = self._row
        if line is None:
            return
        self.show_form(self.form)
        values = {
            "category": line.category_uid,
            "amount": line.size,
            "day": line.on,
            "who": line.person_uid or "",
            "place": line.place_code or None,
            "note": line.note or None,
        }
        self.form.begin(values, key=line)
        self.form.offer("place", shown=bool(line.place_code))

    @Slot(object)
    def _on_submitted(self, answers: dict[str, Any]) -> None:
        line = self.form.key
        assert isinstance(line, DiaryLine)
        category = self._lists.category(answers["category"])
        in_kind = category is not None and category.heading is Heading.IN_KIND
        draft = HouseholdEntryDraft(
            new_uid(),
            answers["category"],
            answers["amount"],
            "" if in_kind else answers["place"] or line.place_code,
            answers["who"] or None,
            line.payee_uid,
            answers["note"] or "",
        )
        job = partial(
            work.save,
            self._session,
            work.Filled(draft, answers["day"], replaces=line.uid),
            today=self._today(),
        )
        self.save(self.form, job, _("Put right: {amount} baht"))

    def _take_back(self) -> None:
        if self._row is not None:
            job = partial(work.undo, self._session, self._row.uid, today=self._today())
            self.act(job, self._on_taken_back)

    def _on_taken_back(self, _reversal: object) -> None:
        self.panel.close_panel()
        self._messages.say(_("It was taken back."))


def _can_change(line: DiaryLine) -> bool:
    return line.can_change


def _is_of(line: DiaryLine, chip: str) -> bool:
    return chip == "all" or line.is_in == (chip == "in")
