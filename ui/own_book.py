"""The step between a group's book and the household book of whoever is signed in, there and back.

What goes over from one book to the other is an invitation in memory; no key and no password does.
"""

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.book_kind import BookKind
from app.domain.passwords import compared_name
from app.domain.session import Permission, Session
from app.errors import SamutError
from app.queries.settings import book_info
from app.services.household.linking import (
    Invitation,
    active_peers,
    find_again,
    invite_household,
    is_declined,
)
from app.services.household.mailbox import box_of
from app.services.household.notes import take_notes, write_notes
from app.settings import own_book


@dataclass(frozen=True, slots=True)
class WayHome:
    """Who goes from which group's book to her own."""

    group: Path
    group_uid: bytes
    user_uid: bytes
    member: str
    own: Path | None
    """Where her own book was last."""
    invitation: Invitation | None = field(default=None, repr=False)
    """What links the two books, where they are not linked yet."""

    def leads_to(self, path: Path, session: Session) -> bool:
        """Whether this is her book: where it was or was made just now, or it is kept under her name."""
        return self.own == path or compared_name(self.member) == compared_name(session.user_name)


def way_home(session: Session, group: Path) -> WayHome:
    """What somebody takes along when she leaves the group's book for her own; run on the worker."""
    uid = book_info().uid
    own = own_book(uid, session.user_uid)
    return WayHome(group, uid, session.user_uid, session.user_name, own, _invitation(session, own))


def _invitation(session: Session, own: Path | None) -> Invitation | None:
    """An invitation for a member whose book is not linked yet, or who makes a new one; others need none."""
    linked = any(
        peer.party_id == session.party_id and peer.recipient for peer in active_peers(BookKind.HOUSEHOLD)
    )
    if session.party_id is None or (linked and own is not None and own.exists()):
        return None
    try:
        return invite_household(session)
    except SamutError:  # a book of one has no key to link by
        return None


@dataclass(frozen=True, slots=True)
class Brought:
    """What she brought along from the group's book; ``asks``: she was never asked whether to link the two."""

    invitation: Invitation | None = field(default=None, repr=False)
    asks: bool = False


def arrive(session: Session, way: WayHome, book: Path) -> Brought:
    """See in her own book, which was just opened, what is to be asked; run on the worker.

    Where the two are linked, each is told where the other lies now.
    """
    if any(peer.book_uid == way.group_uid for peer in active_peers(BookKind.ENTERPRISE)):
        try:
            find_again(session, group_uid=way.group_uid, group_file=way.group, place=book)
        except (SamutError, OSError):
            return Brought()
        return Brought()
    if way.invitation is None:
        return Brought()
    return Brought(way.invitation, not is_declined(way.group_uid))


def look_for_notes(session: Session, book: Path) -> object:
    """Take in what lies ready from the other book; whoever may not, or has no key, takes nothing.

    ``book`` is where the book lies: on its stick, if it was brought in from one.
    """
    if not session.may_any((Permission.KEEP_HOUSEHOLD, Permission.EDIT_DRAFTS)):
        return None
    try:
        if book_info().kind == BookKind.HOUSEHOLD:
            find_again(session, place=book)
        return take_notes(session, folder=box_of(book))
    except (SamutError, OSError):
        return None


def tell_members(session: Session) -> object:
    """Lay notes of payments ready for members' own books, before the group's book is closed."""
    try:
        return write_notes(session) if book_info().kind == BookKind.ENTERPRISE else None
    except (SamutError, OSError):
        return None
