"""The questions about a debt with their words: who lends, how it began, what it costs, how it is paid."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from app.domain.household.debts import DEBT_WORDS, DebtKind
from app.domain.household.places_of_money import PLACE_ICONS
from app.i18n import _
from app.queries.household.debts import Debt
from app.services.household.debts import StartKind
from app.thai.dates import today
from reports.common import in_language, joined
from reports.household.money_words import baht
from ui.pages.debts.pictures import (
    DEBT_ICONS,
    PER_ICONS,
    PER_WORDS,
    RHYTHM_ICONS,
    RHYTHM_WORDS,
    START_ICONS,
    START_WORDS,
    WAY_ICONS,
    WAY_WORDS,
    Rhythm,
    Way,
)
from ui.pages.debts.work import Lists
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, PercentField, QuantityField
from ui.widgets.labels import Label
from ui.widgets.one_by_one import OneByOne
from ui.widgets.picture_choice import Picked, PictureChoice
from ui.widgets.report_sheet import ReportSheet
from ui.widgets.sum_field import SumField

MILLI = 1_000
OTHER_THING = ""
BY_COUNT, BY_AMOUNT = "count", "amount"


class Mode(StrEnum):
    """What the questions are for."""

    NEW = "new"
    CHANGE = "change"
    ROLL = "roll"


class DebtParts(OneByOne):
    """The questions about a debt; which are asked, and where each leads, says ``DebtQuestions``."""

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lists = Lists()
        self.mode = Mode.NEW
        self.debt: Debt | None = None
        self.kinds, self.starts = PictureChoice(least=200), PictureChoice(least=240)
        self.name = NameField(required=True, most=200)
        self.amount, self.accrued = SumField(required=True, large=True), SumField()
        self.accrued_words = Label("", tone="soft", wrap=True)
        self.day = ThaiDateField(required=True, today=today)
        self.places, self.things = PictureChoice(least=220), PictureChoice(least=220)
        self.category = SimpleChoice(required=True)
        self.ways, self.rhythms = PictureChoice(least=300), PictureChoice(least=240)
        self.rate, self.pers = PercentField(required=True), PictureChoice(least=180)
        self.bys = PictureChoice(least=280)
        self.times = QuantityField(required=True, large=True)
        self.each = SumField(required=True, large=True)
        self.first = ThaiDateField(required=True, today=today)
        self.fees = SumField(large=True)
        self.pledge, self.until = NameField(most=500), ThaiDateField(today=today)
        self.until_words = Label("", tone="soft", wrap=True)
        self.paid, self.paid_from = SumField(large=True), PictureChoice(least=220)
        self.sheet = ReportSheet(with_head=False)
        for field in (self.name, self.rate, self.day, self.first):
            field.edit.setProperty("large", True)
        self._lay()
        self.retranslate()

    def _lay(self) -> None:
        self.add_step("kind", lambda: _("Who lends?"), self.kinds)
        self.add_step("name", self._name_words, self.name)
        self.add_step("start", lambda: _("How did it begin?"), self.starts)
        self.add_step("amount", self._amount_words, self.amount, self.accrued_words, self.accrued)
        self.add_step("day", self._day_words, self.day)
        self.add_step("place", lambda: _("Where did the money go?"), self.places)
        self.add_step("thing", lambda: _("What was bought?"), self.things, self.category)
        self.add_step("way", lambda: _("How is the interest counted?"), self.ways)
        self.add_step("rate", lambda: _("How many percent?"), self.rate, self.pers)
        self.add_step("rhythm", lambda: _("How is it paid back?"), self.rhythms)
        self.add_step("by", self._by_words, self.bys, self.times, self.each)
        self.add_step("first", lambda: _("When for the first time?"), self.first)
        self.add_step(
            "fees",
            lambda: _("Was something kept back as a fee?"),
            self.fees,
            hint=lambda: _("If nothing was: just go on."),
        )
        self.add_step("pledge", self._pledge_words, self.pledge, self.until_words, self.until)
        self.add_step("paid", self._paid_words, self.paid, self.paid_from, hint=self._paid_hint)
        self.add_step("look", lambda: _("Is this right?"), self.sheet, hint=self._look_hint)

    # ---- words and lists

    def _name_words(self) -> str:
        if self.mode is not Mode.NEW:
            return _("What does the family call it?")
        return _("What is the name of the lender?")

    def _amount_words(self) -> str:
        return {
            StartKind.OWED: _("How much of it is still owed?"),
            StartKind.BOUGHT: _("How much of the price is owed?"),
        }.get(self.start(), _("How much was lent?"))

    def _day_words(self) -> str:
        if self.start() is StartKind.OWED:
            return _("Up to which day is that?")
        return _("On which day was it?")

    def _by_words(self) -> str:
        if self.way() is Way.FLOATING:
            return _("How many times is interest paid, until all of it is paid back?")
        return _("How often, or how much each time?")

    def _pledge_words(self) -> str:
        if self.kind() is DebtKind.HIRE_PURCHASE:
            return _("Which thing is it? Its make, its number (may stay empty)")
        return _("What stands for it as a pledge?")

    def _look_hint(self) -> str:
        amount = _("{amount} baht").format(amount=baht(self.principal()))
        return joined(self.name.name(), _(DEBT_WORDS[self.kind()]), amount)

    def principal(self) -> int:
        """How much is lent, satang."""
        return self.amount.number_or_zero()

    def _paid_words(self) -> str:
        return _("How much is paid now?")

    def _paid_hint(self) -> str:
        if self.debt is None:
            return ""
        return _("{amount} baht are owed today with the interest; what is not paid now goes on.").format(
            amount=baht(self.debt.state.owed)
        )

    def last_words(self) -> str:
        """What the last button says."""
        return _("Yes, save it")

    def retranslate(self) -> None:
        """Set every text again."""
        self.title.setText(
            {
                Mode.NEW: _("Tell a debt"),
                Mode.CHANGE: _("Change the debt"),
                Mode.ROLL: _("Roll the debt over"),
            }[self.mode]
        )
        self.kinds.set_choices([Picked(each, _(DEBT_WORDS[each]), DEBT_ICONS[each]) for each in DebtKind])
        self.starts.set_choices(
            [Picked(each, _(words), START_ICONS[each]) for each, words in START_WORDS.items()]
        )
        self.ways.set_choices([Picked(each, _(words), WAY_ICONS[each]) for each, words in WAY_WORDS.items()])
        self.pers.set_choices([Picked(each, _(words), PER_ICONS[each]) for each, words in PER_WORDS.items()])
        self.rhythms.set_choices(
            [Picked(each, _(words), RHYTHM_ICONS[each]) for each, words in RHYTHM_WORDS.items()]
        )
        self.bys.set_choices(
            [
                Picked(BY_COUNT, _("So many times"), "list"),
                Picked(BY_AMOUNT, _("So many baht each time"), "banknote"),
            ]
        )
        for field in (self.amount, self.accrued, self.each, self.fees, self.paid):
            field.edit.set_unit(_("baht"))
        self.times.edit.set_unit(_("payments"))
        self.rate.edit.set_unit("%")
        self.accrued_words.setText(_("Interest that is owed besides (may stay empty)"))
        self.accrued.setAccessibleName(self.accrued_words.raw())
        self.until_words.setText(_("It can be had back until"))
        self.until.setAccessibleName(self.until_words.raw())
        self.category.setAccessibleName(_("What was it for?"))
        for day in (self.day, self.first, self.until):
            day.retranslate()
        self.set_lists(self._lists)
        super().retranslate()

    def set_lists(self, lists: Lists) -> None:
        """Places of money, what can be owned, what money is for."""
        self._lists = lists
        places = [
            Picked(each.code, in_language(each.name, each.name_en), PLACE_ICONS[each.kind])
            for each in lists.places
        ]
        self.places.set_choices(places)
        self.paid_from.set_choices(places)
        things = [
            Picked(each.code, in_language(each.name, each.name_en), PLACE_ICONS[each.kind])
            for each in lists.property
        ]
        self.things.set_choices([*things, Picked(OTHER_THING, _("Something to use up"), "shopping-basket")])
        chosen = self.category.key()
        self.category.set_choices(
            [Choice(each.account_code, in_language(each.name, each.name_en)) for each in lists.categories]
        )
        if chosen is not None or lists.categories:
            self.category.set_value(chosen if chosen is not None else lists.categories[0].account_code)
        self._fit_parts()

    # ---- answers

    def kind(self) -> DebtKind:
        """Who lends."""
        return DebtKind(str(self.kinds.key()))

    def start(self) -> StartKind:
        """How it began."""
        return StartKind(str(self.starts.key()))

    def way(self) -> Way:
        """How its interest is counted."""
        return Way(str(self.ways.key()))

    def rhythm(self) -> Rhythm:
        """How often it is paid."""
        return Rhythm(str(self.rhythms.key()))

    def _by_amount(self) -> bool:
        return self.bys.key() == BY_AMOUNT and self.way() is not Way.FLOATING

    def _fit_parts(self) -> None:
        owed = self.start() is StartKind.OWED
        self.accrued.setVisible(owed)
        self.accrued_words.setVisible(owed)
        self.category.setVisible(self.things.key() == OTHER_THING)
        floating = self.way() is Way.FLOATING
        self.bys.setVisible(not floating)
        self.times.setVisible(not self._by_amount())
        self.each.setVisible(self._by_amount())
        hired = self.kind() is DebtKind.HIRE_PURCHASE
        self.until.setVisible(not hired)
        self.until_words.setVisible(not hired)
        self.paid_from.setVisible(bool(self.paid.number()))
