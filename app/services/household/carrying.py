"""Notes on a stick: those that wait for a book that is not within reach are carried there in a folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.domain.book_kind import BookKind
from app.domain.session import Permission, Session
from app.errors import StorageError
from app.i18n import N_
from app.queries.settings import book_info
from app.services.books import open_path
from app.services.household import mailbox
from app.services.household.linking import Peer, active_peers
from db import files


class NotCarriedError(StorageError):
    """A folder that notes could not be written to."""

    message = N_("The notes could not be written there: {reason}. They still lie in this book's own folder.")


@dataclass(frozen=True, slots=True)
class Carried:
    """How many notes lie in the folder now."""

    count: int
    folder: Path


def lying() -> int:
    """How many notes of the open book wait for books that were not within reach."""
    return sum(1 for _path in _waiting())


def carry_notes(session: Session, folder: Path) -> Carried:
    """Write the notes that wait into a folder, each read again; they also stay where they are.

    Raises NotCarriedError, NotPermittedError.
    """
    is_household = book_info().kind == BookKind.HOUSEHOLD
    session.require(Permission.KEEP_HOUSEHOLD if is_household else Permission.EDIT_DRAFTS)
    target, count = mailbox.on_stick(folder), 0
    try:
        for path in _waiting():
            data = path.read_bytes()
            target.mkdir(parents=True, exist_ok=True)
            files.write_file(target / path.name, data)
            if (target / path.name).read_bytes() != data:
                raise OSError("differs")
            count += 1
    except OSError as error:
        raise NotCarriedError(reason=error.strerror or str(error)) from error
    return Carried(count, target)


def deliver(peers: Iterable[Peer]) -> int:
    """Lay what waited for a book into its own folder, now that it is within reach; answers how many."""
    count = 0
    for peer in peers:
        if peer.book_uid is None or not mailbox.is_there(peer.file):
            continue
        box = mailbox.box_of(Path(peer.file))
        for path in mailbox.notes_of(mailbox.outbox_of(open_path(), peer.book_uid)):
            try:
                box.mkdir(parents=True, exist_ok=True)
                files.write_file(box / path.name, path.read_bytes())
                mailbox.remove(path)
            except OSError:
                break
            count += 1
    return count


def _waiting() -> Iterable[Path]:
    for kind in BookKind:
        for peer in active_peers(kind):
            if peer.book_uid is not None:
                yield from mailbox.notes_of(mailbox.outbox_of(open_path(), peer.book_uid))
