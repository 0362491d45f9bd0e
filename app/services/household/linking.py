"""A member's household book and the group's book get to know each other.

The group invites the member who is signed in; the invitation stays in memory while she goes over to her own
book, where she accepts it. Her book says hello with a sealed note, which the group's book takes in later.
"""

import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.changes import Changes
from app.domain.book_kind import BookKind
from app.domain.document import new_uid
from app.domain.household.notes import SECRET_BYTES, Note, NoteError, NoteKind, write_note
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.settings import book_info
from app.services import event_log, key_ring, records
from app.services.books import open_path
from app.services.household import mailbox
from app.services.household.access import check_household, saving_household
from app.services.records import Saved, saving
from app.thai.dates import today
from db import connection as book
from db import sealing
from db.models.household import PeerBook
from db.sql import household_notes as sql
from db.sql import settings as settings_sql

DECLINED = "declined_group"
"""The group whose invitation was declined, by its uid."""
TOLD_PLACE = "told_place"
"""Where the group was told last that this book lies."""
_NETWORK = frozenset({"//", "\\\\"})


class NotAMemberError(UserError):
    """Somebody who is no member of the group wants a household book linked."""

    message = N_(
        "Only a member of the group can link her household book. The leader says who you are, under People."
    )


class NotAGroupError(UserError):
    """An invitation from a book that is no group's."""

    message = N_("Household books are linked from the book of a group.")


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a member takes from the group's book into her own; it is never written down."""

    uid: bytes
    group_uid: bytes
    group_name: str
    recipient: str
    file: str
    member: str
    secret: bytes = field(repr=False)
    shared: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Peer:
    """Another book that notes travel to and from; ``recipient`` is empty until it said hello."""

    id: int
    uid: bytes
    kind: BookKind
    book_uid: bytes | None
    name: str
    recipient: str
    file: str
    party_id: int | None
    linked_on: str
    active: bool
    secret: bytes = field(repr=False)
    shared: bytes | None = field(repr=False)


def invite_household(session: Session) -> Invitation:
    """Invite the member who is signed in to link her household book; one that she did not answer yet stands.

    Raises NotAMemberError, NotAGroupError, NoKeyError, NotPermittedError, NotSavedError.
    """
    session.require(Permission.SEE_OWN)
    info = book_info()
    if info.kind != BookKind.ENTERPRISE:
        raise NotAGroupError
    key = key_ring.book_key()
    with saving(session, Permission.SEE_OWN):
        if session.party_id is None:
            raise NotAMemberError
        uid, secret = _unanswered(session.party_id) or _invited(session)
    return Invitation(
        uid,
        info.uid,
        info.name,
        sealing.recipient_of(key),
        str(open_path()),
        session.user_name,
        secret,
        shared_secret(key),
    )


def _unanswered(party_id: int) -> tuple[bytes, bytes] | None:
    for each in active_peers(BookKind.HOUSEHOLD):
        if each.party_id == party_id and not each.recipient:
            return each.uid, each.secret
    return None


def _invited(session: Session) -> tuple[bytes, bytes]:
    secret, uid = secrets.token_bytes(SECRET_BYTES), new_uid()
    row_id = records.add(
        session,
        PeerBook,
        uid,
        {
            "kind": BookKind.HOUSEHOLD.value,
            "name": session.user_name,
            "recipient": "",
            "party_id": session.party_id,
            "linked_on": today().isoformat(),
        },
    )
    book.execute(sql.INSERT_SECRET, (row_id, secret, None))
    return uid, secret


def accept_invitation(session: Session, invitation: Invitation) -> Saved:
    """Link the group in a household's book, and lay a first note for it.

    Raises NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    check_household()
    key, uid = key_ring.book_key(), new_uid()
    with saving_household(session):
        old = peer_of_book(invitation.group_uid)
        if old is not None:
            records.change(session, PeerBook, old.id, {"active": 0})
        row_id = records.add(
            session,
            PeerBook,
            uid,
            {
                "kind": BookKind.ENTERPRISE.value,
                "book_uid": invitation.group_uid,
                "name": invitation.group_name,
                "recipient": invitation.recipient,
                "file": invitation.file,
                "linked_on": today().isoformat(),
            },
        )
        book.execute(sql.INSERT_SECRET, (row_id, invitation.secret, invitation.shared))
        _say_hello(invitation.uid, invitation, sealing.recipient_of(key), str(open_path()))
    return Saved(row_id, uid, changes=Changes.HOUSEHOLD)


def decline_invitation(session: Session, group_uid: bytes) -> None:
    """Keep that she does not want to be asked by herself any more; she can link the books later all the same.

    Raises NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    with saving_household(session):
        book.execute(settings_sql.SET_SETTING, (DECLINED, group_uid.hex()))


def is_declined(group_uid: bytes) -> bool:
    """Whether she was asked before and said no."""
    row = book.fetch_one(settings_sql.SETTING, (DECLINED,))
    return row is not None and row[0] == group_uid.hex()


def find_again(
    session: Session,
    *,
    group_uid: bytes | None = None,
    group_file: Path | None = None,
    place: Path | None = None,
) -> bool:
    """Keep where the group's book lies now, and tell it where ours does, if either has moved.

    ``place`` is where our own lies if a copy of it is worked on (a stick's). Answers whether anything was
    told. Raises NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    session.require(Permission.KEEP_HOUSEHOLD)
    check_household()
    key, told = key_ring.book_key(), False
    for peer in active_peers(BookKind.ENTERPRISE):
        if peer.book_uid is None:
            continue
        file = str(group_file) if group_file is not None and peer.book_uid == group_uid else peer.file
        here = str(place or open_path())
        last = book.fetch_one(settings_sql.SETTING, (TOLD_PLACE,))
        if file == peer.file and last is not None and last[0] == here:
            continue
        with saving_household(session):
            records.change(session, PeerBook, peer.id, {"file": file})
            moved = replace(peer, file=file)
            _say_hello(book_info().uid, moved, sealing.recipient_of(key), here)
        told = True
    return told


def _say_hello(about: bytes, to: "Invitation | Peer", recipient: str, here: str) -> None:
    """Lay a note for the group that says which book this is and where; inside the caller's transaction.

    Without a public key it is the last one: nothing is to be sent any more.
    """
    own = book_info().uid
    hello = Note(*(new_uid(), own, NoteKind.HELLO, about, today(), 0), text=here, recipient=recipient)
    group = to.group_uid if isinstance(to, Invitation) else to.book_uid
    assert group is not None
    book.execute(settings_sql.SET_SETTING, (TOLD_PLACE, here))
    data = write_note(hello, to.secret)
    mailbox.put(data, to.recipient, own_file=open_path(), to_book=group, to_file=to.file)


def unlink(session: Session, peer_uid: bytes) -> Saved:
    """End a link: no note goes there any more, and none from there is taken in.

    A household may unlink its group, whose book is told of it; in the group's book a member her own
    household, a leader any. Raises NotFoundError, NotPermittedError, NotSavedError.
    """
    right = Permission.KEEP_HOUSEHOLD if book_info().kind == BookKind.HOUSEHOLD else Permission.SEE_OWN
    with saving(session, right):
        found = peer_by_uid(peer_uid)
        if found is None:
            raise records.NotFoundError
        if right is Permission.SEE_OWN and found.party_id != session.party_id:
            session.require(Permission.EDIT_PEOPLE)
        records.change(session, PeerBook, found.id, {"active": 0})
        if found.kind is BookKind.ENTERPRISE and found.book_uid is not None:
            with suppress(OSError):  # the link is ended here all the same
                _say_hello(book_info().uid, found, "", str(open_path()))
    return Saved(found.id, peer_uid, changes=Changes.HOUSEHOLD)


def welcome(session: Session, found: Peer, note: Note) -> None:
    """Keep what a household said of itself, inside the caller's transaction; older links of hers end.

    Raises NoteError for a link that ended, or a public key that is none.
    """
    if not found.active or (found.book_uid is not None and found.book_uid != note.sender):
        raise NoteError
    if not note.recipient and found.book_uid == note.sender:
        records.change(session, PeerBook, found.id, {"active": 0})
        return
    try:
        sealing.seal_to(b"", note.recipient)
    except ValueError:
        raise NoteError from None
    for other in active_peers(BookKind.HOUSEHOLD):
        if other.id != found.id and other.party_id == found.party_id:
            records.change(session, PeerBook, other.id, {"active": 0})
    # A file on another computer of a network is not asked for: it could keep everybody waiting.
    file = note.text if Path(note.text).is_absolute() and note.text[:2] not in _NETWORK else ""
    values = {"book_uid": note.sender, "recipient": note.recipient, "file": file}
    records.change(session, PeerBook, found.id, values)
    event_log.append(session, "link", "peer_book", found.uid)


def shared_secret(key: bytes) -> bytes:
    """What all households of a group know, so that totals come from one of them; from the group's key."""
    return hmac.new(key, b"samut shared totals 1", hashlib.sha256).digest()


# ---------------------------------------------------------------- reading


def peer_of_book(book_uid: bytes) -> Peer | None:
    """The linked book with this identity."""
    return _peer(book.fetch_one(sql.PEER_OF_BOOK, (book_uid,)))


def peer_by_uid(uid: bytes) -> Peer | None:
    """A link by its own uid (that of the invitation)."""
    return _peer(book.fetch_one(sql.PEER_BY_UID, (uid,)))


def active_peers(kind: BookKind) -> tuple[Peer, ...]:
    """The links that stand, of one kind of book."""
    return tuple(
        each for row in book.fetch(sql.ACTIVE_PEERS, (kind.value,)) if (each := _peer(row)) is not None
    )


def _peer(row: book.Row | None) -> Peer | None:
    if row is None:
        return None
    identity, uid, kind, book_uid, name, recipient, file, party_id, linked_on, active, *secrets_of = row
    return Peer(
        *(identity, uid, BookKind(kind), book_uid, name, recipient, file, party_id, linked_on, bool(active)),
        *secrets_of,
    )
