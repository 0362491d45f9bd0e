"""People who are typed into a form for the first time: made together with what is posted, or not at all."""

from collections.abc import Callable, Iterable

from app.domain.party import PartyData
from app.domain.session import Permission, Session
from app.services.parties import create_party
from app.services.records import saving
from app.services.unit_of_work import Posted
from ui.widgets.party_field import NewName


def with_people(
    session: Session, permission: Permission, names: Iterable[NewName], post: Callable[[], Posted]
) -> Posted:
    """Make new people and post, in one transaction."""
    with saving(session, permission):
        for name in names:
            create_party(session, PartyData(name=name.name), uid=name.uid)
        return post()
