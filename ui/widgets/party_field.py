"""A field for a person or shop: from the list, or a new one by what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.document import new_uid
from app.queries.parties import PartyRow
from ui.widgets.choosing import Choice, ChoiceField


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that was typed for something that is made when the form is saved; the uid makes it once."""

    name: str
    uid: bytes


class PartyField(ChoiceField):
    """Its key is the uid of somebody known, or a ``NewName``."""

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(required=required, on_create=self._new)

    def set_people(self, people: Iterable[PartyRow]) -> None:
        """Other people; names that are new on this form stay until the list has them."""
        known = [Choice(row.uid, row.name, also=row.code) for row in people]
        names = {choice.text for choice in known}
        new = [choice for choice in self.model.choices() if isinstance(choice.key, NewName)]
        self.set_choices(known + [choice for choice in new if choice.text not in names])

    def _new(self, name: str) -> object:
        key = NewName(name, new_uid())
        self.set_choices([*self.model.choices(), Choice(key, name)])
        return key
