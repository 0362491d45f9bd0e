"""The door to a household book: services of the household refuse to write into a group's book."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.domain.book_kind import BookKind
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.settings import book_info
from app.services.records import saving
from app.services.unit_of_work import Entry, Posted, post


class NotAHouseholdError(UserError):
    """Something of a household was to be written into the book of a group."""

    message = N_("This belongs in a household's own book, not in the book of the group.")


def check_household() -> None:
    """Raise NotAHouseholdError unless the open book is a household's."""
    if book_info().kind != BookKind.HOUSEHOLD:
        raise NotAHouseholdError


def post_household(session: Session, uid: bytes, write: Callable[[Entry], None]) -> Posted:
    """Post one document of a household; raises NotAHouseholdError and what ``post`` raises."""

    def checked(entry: Entry) -> None:
        check_household()
        write(entry)

    return post(session, Permission.KEEP_HOUSEHOLD, uid, checked)


@contextmanager
def saving_household(session: Session) -> Iterator[None]:
    """One change of a household's lists; raises NotAHouseholdError and what ``saving`` raises."""
    with saving(session, Permission.KEEP_HOUSEHOLD):
        check_household()
        yield
