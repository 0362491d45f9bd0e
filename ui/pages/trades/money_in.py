"""Where the money of a sale is: a place of money, and what of it is still to come from whom."""

from app.i18n import _
from reports.common import in_language
from ui.pages.trades.work import Lists
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import MoneyField
from ui.widgets.party_field import NewName, PartyField


class MoneyIn:
    """The fields of a sale's money, for a form that sells."""

    def __init__(self) -> None:
        self.place, self.owed, self.person = SimpleChoice(required=True), MoneyField(), PartyField()

    @property
    def fields(self) -> tuple[ChoiceField, MoneyField, PartyField]:
        """In the order in which they are asked."""
        return self.place, self.owed, self.person

    def texts(self) -> list[str]:
        """The words above the fields."""
        self.owed.set_unit(_("baht"))
        return [_("Where the money went"), _("Still to be paid (may stay empty)"), _("Who bought it")]

    def set_lists(self, lists: Lists) -> None:
        """Places of money and people."""
        keep_choice(
            self.place, [Choice(each.code, in_language(each.name, each.name_en)) for each in lists.places]
        )
        self.person.set_people(lists.people)

    def clear(self) -> None:
        """Nothing is owed, by nobody."""
        self.owed.set_value(None)
        self.person.set_value(None)

    def code(self) -> str:
        """The account where the money went."""
        return str(self.place.key() or "")

    def buyer(self) -> tuple[bytes | None, list[NewName]]:
        """Who bought it, and her name if she is new."""
        return person_of(self.person)


def person_of(field: PartyField) -> tuple[bytes | None, list[NewName]]:
    """Uid of who is chosen, and her name if she is new."""
    key = field.key()
    if isinstance(key, NewName):
        return key.uid, [key]
    return (key, []) if isinstance(key, bytes) else (None, [])


def keep_choice(field: ChoiceField, choices: list[Choice]) -> None:
    """Other choices; what was chosen stays, else the first of them."""
    chosen = field.key()
    field.set_choices(choices)
    keys = [choice.key for choice in choices]
    field.set_value(chosen if chosen in keys else (keys[0] if keys else None))
