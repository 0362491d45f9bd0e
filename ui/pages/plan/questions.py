"""A goal is told question by question: what kind, what for, how much, by when, and where it is counted."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.household.debts import DebtKind
from app.domain.household.places_of_money import PLACE_ICONS
from app.domain.household.plan import GOAL_WORDS, GoalData, GoalKind, StepData, due_after, weekly
from app.i18n import N_, _, ngettext
from app.queries.household.plan import GoalRow
from app.thai.dates import format_date, today
from reports.common import in_language
from reports.household.money_words import baht
from ui import theme
from ui.known_icons import known_icon
from ui.pages.plan.work import Lists
from ui.widgets.buttons import Button
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.flow import Flow
from ui.widgets.goal_parts import GOAL_ICONS
from ui.widgets.labels import Label
from ui.widgets.one_by_one import OneByOne
from ui.widgets.picture_choice import Picked, PictureChoice
from ui.widgets.sum_field import SumField

SUGGESTED: dict[GoalKind, tuple[tuple[str, str], ...]] = {
    GoalKind.SAVE: (
        (N_("Money for hard days"), "umbrella"),
        (N_("School fees"), "graduation-cap"),
        (N_("A water pump"), "droplets"),
        (N_("Mending the house"), "house"),
        (N_("A motorcycle"), "car"),
        (N_("Means for the next crop"), "wheat"),
    ),
    GoalKind.OTHER: (
        (N_("Grow our own vegetables"), "sprout"),
        (N_("Make our own dish soap"), "spray-can"),
        (N_("No more lottery"), "ticket"),
        (N_("Less drink and tobacco"), "beer"),
        (N_("Write down every day"), "notebook-pen"),
    ),
}
MONTHS = (3, 6, 12, 24)
OTHER_DAY = 0
MOST_STEPS = 6


class Suggestions(QWidget):
    """Names to take with one click, each with its picture."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(least=180, spacing=theme.INSIDE)
        self.setLayout(self._flow)

    @property
    def buttons(self) -> list[Button]:
        """The names that are offered."""
        found = [self._flow.itemAt(at) for at in range(self._flow.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, Button)]

    def offer(self, names: Sequence[tuple[str, str]]) -> None:
        """Offer other names."""
        for old in self.buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        for name, icon in names:
            button = Button(_(name), self._on_clicked, icon=icon, touch=True)
            button.setProperty("goal", _(name))
            button.setProperty("picture", icon)
            self._flow.addWidget(button)
        self.setVisible(bool(names))

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit((str(self.sender().property("goal")), str(self.sender().property("picture"))))


class GoalQuestions(OneByOne):
    """``submitted`` gives the goal, its steps (None: as they are), its uid, and whether it is a new one."""

    submitted = Signal(object, object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._lists = today, Lists()
        self._goal: GoalRow | None = None
        self._uid, self._icon, self._icon_of = new_uid(), "", ""
        self._make()
        self.retranslate()

    def _make(self) -> None:
        self.kinds = PictureChoice(least=190)
        self.name = NameField(required=True, most=200)
        self.names = Suggestions()
        self.names.chosen.connect(self._on_name_chosen)
        self.sources = PictureChoice(least=210)
        self.amount = SumField(required=True)
        self.whens = PictureChoice(least=220)
        self.day = ThaiDateField(required=True, today=self._today)
        self.day.changed.connect(self._on_day_typed)
        self.weekly = Label("", type="large", wrap=True, private="figures")
        self.steps = [NameField(most=200) for _step in range(MOST_STEPS)]
        for choice in (self.kinds, self.sources):
            choice.chosen.connect(self._on_chosen)
        self.whens.chosen.connect(self._on_when_chosen)
        self.add_step("kind", lambda: _("What would you like?"), self.kinds)
        self.add_step("name", lambda: _("What shall it be called?"), self.name, self.names)
        self.add_step("source", self._source_words, self.sources, hint=self._source_hint)
        self.add_step(
            "amount",
            lambda: _("How much shall it be, in baht?"),
            self.amount,
            hint=lambda: _("Several amounts are added up: 1500+800"),
        )
        self.add_step("when", lambda: _("By when?"), self.whens, self.day, self.weekly)
        self.add_step(
            "steps",
            lambda: _("Which steps lead there?"),
            *self.steps,
            hint=lambda: _("One line for each step, as many as you like. They can be ticked off later."),
        )

    def retranslate(self) -> None:
        """Set every text again."""
        self.title.setText(_("A new goal") if self._goal is None else _("Change the goal"))
        self.kinds.set_choices([Picked(kind, _(GOAL_WORDS[kind]), GOAL_ICONS[kind]) for kind in GoalKind])
        for at, field in enumerate(self.steps, 1):
            field.setAccessibleName(_("Step {number}").format(number=at))
        self.whens.setAccessibleName(_("By when?"))
        self.day.setAccessibleName(_("The day"))
        super().retranslate()

    def set_lists(self, lists: Lists) -> None:
        """What a goal can be measured by."""
        self._lists = lists

    # ---- beginning

    def begin_new(self) -> None:
        """An empty telling."""
        self._begin(None)
        self.kinds.set_key(GoalKind.SAVE)
        for field in (self.name, self.amount, *self.steps):
            field.set_value(None)
            field.set_error("")
        self.whens.set_choices([])
        self.day.set_value(due_after(self._today(), 12))
        self.ask_all(self.keys())

    def begin_change(self, goal: GoalRow) -> None:
        """A goal that is there already, its answers filled in."""
        self._begin(goal)
        data = goal.data
        self.kinds.set_key(data.kind)
        self._icon, self._icon_of = data.icon, data.name
        self.name.set_value(data.name)
        self.amount.set_value(data.amount or None)
        self._offer_sources()
        self.sources.set_key(data.account_code or data.loan_uid or data.trade_uid)
        self.whens.set_choices([])
        self.day.set_value(data.due_on)
        for at, field in enumerate(self.steps):
            field.set_value(goal.steps[at].data.name if at < len(goal.steps) else None)
            field.set_error("")
        self.ask_all(self.keys())

    def _begin(self, goal: GoalRow | None) -> None:
        self._goal, self._uid = goal, new_uid()
        self._icon = self._icon_of = ""
        self.sources.set_choices([])
        self.set_busy(False)
        self.say("")
        self.retranslate()

    # ---- what is asked

    def kind(self) -> GoalKind:
        """What kind of goal it is."""
        return GoalKind(str(self.kinds.key()))

    def keys(self) -> list[str]:
        """Which questions are asked, after what was answered so far."""
        if self._goal is not None:
            return ["name", "steps", "when"] if self.kind() is GoalKind.OTHER else ["name", "amount", "when"]
        ways = {
            GoalKind.SAVE: ["name", "amount", "when", "source"],
            GoalKind.PAY_OFF: ["source", "amount", "when"],
            GoalKind.EARN: ["source", "amount", "when"],
            GoalKind.OTHER: ["name", "steps", "when"],
        }
        return ["kind", *ways[self.kind()]]

    def entered(self, key: str) -> None:
        """A question comes to the front."""
        if key == "name":
            self.names.offer(SUGGESTED.get(self.kind(), ()) if self._goal is None else ())
        elif key == "source":
            self._offer_sources()
        elif key == "when":
            self._offer_days()

    def may_go_on(self, key: str) -> bool:
        """What is missing is said beside the question."""
        if key == "source" and self.sources.key() is None:
            return False  # the hint says what is missing
        if key == "amount" and self.amount.number_or_zero() <= 0:
            self.say(_("How much shall it be? Please enter an amount above zero."))
            return False
        if key == "source" and self.kind() is GoalKind.PAY_OFF and not self.amount.number():
            owed = next(
                (each.state.principal for each in self._lists.debts if each.uid == self.sources.key()), 0
            )
            self.amount.set_value(owed or None)
        if key == "when" and (self.due() or self._today()) <= self._today():
            self.say(_("By when? Please choose a day after today."))
            return False
        return True

    def finish(self) -> None:
        """Hand over the goal."""
        self.set_busy(True)
        self.submitted.emit(self.data(), self.steps_told(), self._uid, self._goal)

    def data(self) -> GoalData:
        """The goal as it is told so far."""
        kind, source = self.kind(), self.sources.key()
        old = self._goal.data if self._goal is not None else None
        is_money = kind is not GoalKind.OTHER
        name = self.name.name() if "name" in self.keys() else self._own_name()
        return GoalData(
            kind,
            name,
            self.due() or self._today(),
            self.amount.number_or_zero() if is_money else 0,
            old.account_code if old else (str(source) if kind is GoalKind.SAVE else ""),
            old.loan_uid if old else (source if kind is GoalKind.PAY_OFF else None),  # type: ignore[arg-type]
            old.trade_uid if old else (source if kind is GoalKind.EARN else None),  # type: ignore[arg-type]
            self._icon if self._icon_of == name else "",
            old.note if old else "",
        )

    def steps_told(self) -> list[StepData] | None:
        """The steps with what is done of them already; None for a goal of money."""
        if self.kind() is not GoalKind.OTHER:
            return None
        known = {each.data.name: each.data for each in self._goal.steps} if self._goal is not None else {}
        names = [name for field in self.steps if (name := field.name())]
        rest = self._goal.steps[MOST_STEPS:] if self._goal is not None else ()
        return [*(known.get(name, StepData(name)) for name in names), *(each.data for each in rest)]

    def due(self) -> dt.date | None:
        """By when."""
        months = self.whens.key()
        if isinstance(months, int) and months != OTHER_DAY:
            return due_after(self._today(), months)
        return self.day.date()

    def _own_name(self) -> str:
        chosen = next((each.words for each in self._offered() if each.key == self.sources.key()), "")
        if self.kind() is GoalKind.PAY_OFF:
            return _("Pay off {name}").format(name=chosen)
        return _("Earn with {name}").format(name=chosen)

    # ---- where it is counted

    def _source_words(self) -> str:
        words = {
            GoalKind.SAVE: N_("Where will the money lie?"),
            GoalKind.PAY_OFF: N_("Which debt?"),
            GoalKind.EARN: N_("With which trade?"),
        }
        return _(words.get(self.kind(), words[GoalKind.SAVE]))

    def _source_hint(self) -> str:
        if self.kind() is GoalKind.SAVE:
            return _("What is put there from today on counts for the goal.")
        if self.kind() is GoalKind.PAY_OFF and not self._lists.debts:
            return _("No debt is entered. Enter it first on the page of debts.")
        if self.kind() is GoalKind.EARN and not self._lists.trades:
            return _("No trade is entered. Enter it first on the page of trades.")
        return ""

    def _offered(self) -> list[Picked]:
        if self.kind() is GoalKind.SAVE:
            return [
                Picked(each.code, in_language(each.name, each.name_en), PLACE_ICONS[each.kind])
                for each in self._lists.places
            ]
        if self.kind() is GoalKind.PAY_OFF:
            pawned = {DebtKind.PAWN: "gem", DebtKind.SHOP: "store"}
            return [
                Picked(each.uid, each.name, pawned.get(each.kind, "hand-coins")) for each in self._lists.debts
            ]
        return [
            Picked(each.uid, each.name, known_icon(each.data.icon, "sprout")) for each in self._lists.trades
        ]

    def _offer_sources(self) -> None:
        self.sources.set_choices(self._offered())
        self.sources.setVisible(bool(self._offered()))

    # ---- by when

    def _offer_days(self) -> None:
        begun = self.whens.key() is not None
        amount = self.amount.number_or_zero() if self.kind() is not GoalKind.OTHER else 0
        choices = []
        for months in MONTHS:
            words = ngettext("{count} month", "{count} months", months).format(count=months)
            if amount:
                each = weekly(amount, today=self._today(), due_on=due_after(self._today(), months))
                words = _("{time}: {amount} a week").format(time=words, amount=baht(each))
            choices.append(Picked(months, words, "calendar"))
        choices.append(Picked(OTHER_DAY, _("Another day"), "calendar-days"))
        self.whens.set_choices(choices)
        if not begun:
            self.whens.set_key(OTHER_DAY if self._goal is not None else 12)
        self._say_weekly()

    def _say_weekly(self) -> None:
        self.day.setVisible(self.whens.key() == OTHER_DAY)
        due, amount = self.due(), self.amount.number_or_zero()
        if self._goal is not None:
            amount -= max(self._goal.pace.reached, 0)
        if due is None or amount <= 0 or due <= self._today() or self.kind() is GoalKind.OTHER:
            self.weekly.setText("" if due is None else format_date(due, "long"))
            return
        self.weekly.setText(
            _("{amount} baht a week until {day}").format(
                amount=baht(weekly(amount, today=self._today(), due_on=due)), day=format_date(due, "long")
            )
        )

    # ---- choosing leads on

    @Slot(object)
    def _on_chosen(self, _key: object) -> None:
        choice = self.sender()
        if choice is self.kinds:
            self._asked = self.keys()
            self.sources.set_choices([])
            self._show_words()
        if isinstance(choice, PictureChoice) and not choice.walking:
            self.next()

    @Slot(object)
    def _on_when_chosen(self, key: object) -> None:
        self._say_weekly()
        if key == OTHER_DAY and not self.whens.walking:
            self.day.edit.setFocus()

    @Slot(object)
    def _on_day_typed(self, _value: object) -> None:
        self._say_weekly()

    @Slot(object)
    def _on_name_chosen(self, chosen: tuple[str, str]) -> None:
        name, self._icon = chosen
        self._icon_of = name
        self.name.set_value(name)
        self.next()
