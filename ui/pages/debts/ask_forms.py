"""The few questions about goods on a slate, paying a slate, and a pledge that is lost."""

import datetime as dt
from collections.abc import Callable, Sequence

from app.domain.household.debts import DebtKind
from app.domain.household.places_of_money import PlaceKind
from app.i18n import _
from app.queries.household.debts import Debt, Slate
from app.queries.household.places_of_money import Place
from reports.common import in_language
from ui.pages.debts.work import Lists
from ui.weakly import weakly
from ui.widgets.ask_form import AskForm
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.sum_field import SumField

THINGS = {DebtKind.PAWN: PlaceKind.GOLD, DebtKind.HIRE_PURCHASE: PlaceKind.VEHICLE}
"""What is pledged as a rule."""


class NamesField(ChoiceField):
    """A name from a list, or a new one; the value is the name."""

    def __init__(self) -> None:
        super().__init__(required=True)
        self._names: list[str] = []
        self._on_create = weakly(self._add)

    def set_names(self, names: Sequence[str]) -> None:
        """The names that are known; what is typed stays."""
        chosen = self.key()
        self._names = list(dict.fromkeys(names))
        if isinstance(chosen, str) and chosen not in self._names:
            self._names.append(chosen)
        self.set_choices([Choice(name, name) for name in self._names])

    def name(self) -> str:
        """The name, or nothing."""
        key = self.key()
        return key if isinstance(key, str) else ""

    def _add(self, words: str) -> object:
        self.set_names([*self._names, words])
        return words


class DebtForms:
    """A form for each; the page connects what they hand over."""

    def __init__(self, today: Callable[[], dt.date]) -> None:
        self._today = today
        self._lists = Lists()
        self.shop = NamesField()
        self.owe = AskForm(lambda: _("Goods on a slate"), lambda: _("Save it"), hint=_owe_hint)
        self.owe.ask("shop", lambda: _("Which shop or person"), self.shop)
        self.owe.ask("amount", lambda: _("How many baht"), SumField(required=True, large=True))
        self.goods = self.owe.ask("category", lambda: _("What was it for?"), SimpleChoice(required=True))
        self.owe.ask("day", lambda: _("Which day"), ThaiDateField(required=True, today=today))
        self.owe.ask("note", lambda: _("A word"), NameField(most=200))
        self.pay = AskForm(lambda: _("Pay the slate"), lambda: _("Save it"))
        self.pay.ask("amount", lambda: _("How many baht"), SumField(required=True, large=True))
        self.place = self.pay.ask("place", lambda: _("Money from"), SimpleChoice(required=True))
        self.pay.ask("day", lambda: _("Which day"), ThaiDateField(required=True, today=today))
        self.pay.ask("note", lambda: _("A word"), NameField(most=200))
        self.lose = AskForm(lambda: _("The pledge is lost"), lambda: _("Save it"), hint=_lose_hint)
        self.thing = self.lose.ask("thing", lambda: _("What was it?"), SimpleChoice(required=True))
        self.lose.ask(
            "value", lambda: _("How much it is worth in this book"), SumField(required=True, large=True)
        )
        self.lose.ask("day", lambda: _("Which day"), ThaiDateField(required=True, today=today))
        self.lose.ask("note", lambda: _("A word"), NameField(most=200))
        self.all = (self.owe, self.pay, self.lose)
        self.thing.committed.connect(self._on_thing_chosen)

    def retranslate(self) -> None:
        """Set every text again."""
        for form in self.all:
            form.retranslate()
            form.retranslate_frame()
            form.clear_button.hide()
        self.set_lists(self._lists)

    def set_lists(self, lists: Lists) -> None:
        """Places of money, what the family owns, what money is for."""
        self._lists = lists
        _offer(self.place, [_of_place(each) for each in lists.places])
        _offer(self.thing, [_of_place(each) for each in lists.property])
        categories = [
            Choice(each.account_code, in_language(each.name, each.name_en)) for each in lists.categories
        ]
        _offer(self.goods, categories)

    def begin_owe(self, slates: Sequence[Slate], slate: Slate | None = None) -> None:
        """Goods on a slate, of a shop that is known or a new one."""
        self.shop.set_names([each.name for each in slates] + ([slate.name] if slate is not None else []))
        self.owe.begin({"day": self._today(), "shop": slate.name if slate is not None else None})
        if slate is not None:
            self.owe.field("amount").edit.setFocus()

    def begin_pay(self, slate: Slate) -> None:
        """Pay what stands on a slate: all of it is offered."""
        self.pay.begin({"day": self._today(), "amount": slate.owed}, key=slate)
        self.pay.title.setText(_("Pay: {name}").format(name=slate.name))

    def begin_lose(self, debt: Debt) -> None:
        """A pledge that is lost; its value in the book is offered."""
        usual = next((each for each in self._lists.property if each.kind is THINGS.get(debt.kind)), None)
        values: dict[str, object] = {"day": self._today()}
        if usual is not None:
            values["thing"] = usual.code
        self.lose.begin(values, key=debt)
        self._offer_value()

    def _on_thing_chosen(self, _code: object) -> None:
        self._offer_value()

    def _offer_value(self) -> None:
        code = self.thing.key()
        place = next((each for each in self._lists.property if each.code == code), None)
        self.lose.field("value").set_value(place.balance if place is not None else None)


def _of_place(each: Place) -> Choice:
    return Choice(each.code, in_language(each.name, each.name_en))


def _offer(field: SimpleChoice, choices: list[Choice]) -> None:
    chosen = field.key()
    field.set_choices(choices)
    if choices:
        field.set_value(chosen if chosen is not None else choices[0].key)


def _owe_hint() -> str:
    return _("No money goes out now; it is spending of today all the same.")


def _lose_hint() -> str:
    return _("The debt ends with it. What the thing was worth above the debt is lost.")
