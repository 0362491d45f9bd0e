"""The questions of the page of places: moving, buying and selling, lending, circles, new places."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from app.domain.household.places_of_money import MONEY, PROPERTY, SAVED, PlaceKind
from app.domain.loan import Every
from app.i18n import N_, _
from ui.widgets.ask_form import AskForm, Words
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, QuantityField
from ui.widgets.sum_field import SumField

KIND_WORDS: dict[PlaceKind, str] = {
    PlaceKind.CASH: N_("Cash"),
    PlaceKind.BANK: N_("Bank"),
    PlaceKind.WALLET: N_("Wallet on the phone"),
    PlaceKind.SAVINGS_GROUP: N_("Savings group"),
    PlaceKind.VILLAGE_FUND: N_("Village fund"),
    PlaceKind.SHARES: N_("Shares in a group"),
    PlaceKind.INSURANCE: N_("Insurance that saves"),
    PlaceKind.CIRCLE: N_("Circle of savers"),
    PlaceKind.LENT: N_("Lent to others"),
    PlaceKind.LAND: N_("Land"),
    PlaceKind.HOUSE: N_("House"),
    PlaceKind.VEHICLE: N_("Vehicle"),
    PlaceKind.GOLD: N_("Gold and jewellery"),
    PlaceKind.TOOLS: N_("Tools and machines"),
    PlaceKind.ANIMALS: N_("Animals"),
}
EVERY_WORDS = {Every.DAY: N_("every day"), Every.WEEK: N_("every week"), Every.MONTH: N_("every month")}


class PlaceForms:
    """A form for each thing that is done with places."""

    def __init__(self, today: Callable[[], dt.date]) -> None:
        self._today = today
        how_much = (lambda: _("How many baht"), partial(SumField, required=True))
        note = ("note", lambda: _("A word"), NameField(most=200))
        self.move = _form(
            lambda: _("Move money"),
            ("source", lambda: _("From where"), SimpleChoice(required=True)),
            ("target", lambda: _("Where to"), SimpleChoice(required=True)),
            ("amount", how_much[0], how_much[1]()),
            ("fee", lambda: _("Fee of the bank"), SumField()),
            self._day(),
            note,
        )
        self.money = _form(
            lambda: _("How much was it?"),
            ("amount", how_much[0], how_much[1]()),
            ("interest", lambda: _("Interest besides"), SumField()),
            ("stood_at", lambda: _("At how much it stood here"), SumField()),
            ("place", lambda: _("Money from or into"), SimpleChoice(required=True)),
            self._day(),
            ("note", lambda: _("A word"), NameField(most=200)),
        )
        self.lend = _form(
            lambda: _("Lend money"),
            ("name", lambda: _("To whom"), NameField(required=True, most=200)),
            ("amount", how_much[0], how_much[1]()),
            ("place", lambda: _("Money from"), SimpleChoice(required=True)),
            ("due", lambda: _("To come back on"), ThaiDateField(required=True, today=self._today)),
            self._day(),
            ("note", lambda: _("A word"), NameField(most=200)),
        )
        self.circle = _form(
            lambda: _("Join a circle"),
            ("name", lambda: _("Name of the circle"), NameField(required=True, most=200)),
            ("amount", lambda: _("How much each time"), how_much[1]()),
            ("unit", lambda: _("How often is it paid"), SimpleChoice(required=True)),
            ("hands", lambda: _("How many hands of ours"), QuantityField(required=True)),
            ("rounds", lambda: _("How many rounds in all"), QuantityField(required=True)),
            ("first", lambda: _("Day of the first round"), ThaiDateField(required=True, today=self._today)),
            ("before", lambda: _("Paid in before this book began"), SumField()),
        )
        self.place = _form(
            lambda: _("A new place"),
            ("kind", lambda: _("What is it?"), SimpleChoice(required=True)),
            ("name", lambda: _("What do you call it?"), NameField(required=True, most=200)),
            ("bank", lambda: _("Name of the bank or group"), NameField(most=200)),
            ("number", lambda: _("Account number"), NameField(most=60)),
        )
        self.name = _form(
            lambda: _("Another name"),
            ("name", lambda: _("What do you call it?"), NameField(required=True, most=200)),
        )

    def _day(self) -> tuple[str, Words, ThaiDateField]:
        return "day", lambda: _("Which day"), ThaiDateField(required=True, today=self._today)


def name_choices(place_form: AskForm, circle_form: AskForm) -> None:
    """Name kinds of places and times again, in the language that is on now."""
    kinds = [kind for kind in PlaceKind if kind in MONEY | SAVED | PROPERTY]
    kind, unit = place_form.field("kind"), circle_form.field("unit")
    assert isinstance(kind, SimpleChoice)
    assert isinstance(unit, SimpleChoice)
    kind.set_choices([Choice(each.value, _(KIND_WORDS[each])) for each in kinds])
    unit.set_choices([Choice(each.value, _(words)) for each, words in EVERY_WORDS.items()])


def _form(title: Words, *questions: tuple[str, Words, Any]) -> AskForm:
    form = AskForm(title, lambda: _("Save it"))
    for name, words, field in questions:
        form.ask(name, words, field)
    return form
