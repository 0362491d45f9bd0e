"""What the page about safety asks the storage worker for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.book_kind import BookKind
from app.domain.safety import Safety, safety
from app.domain.session import Session
from app.errors import UserError
from app.queries.integrity import Finding, check_books
from app.queries.safety import count_documents, last_copy
from app.queries.settings import book_kind
from app.services import key_ring
from app.services.backup import Backup, back_up
from app.services.books import free_name, open_path
from app.services.doors import Credential, SignInNeededError
from app.services.leaving import leaves
from app.services.restoring import RestorePreview, asks_passphrase, preview_restore
from app.services.sticks import FoundCopy, Stick, copies_of, sticks
from app.settings import load_machine
from app.thai.dates import now
from ui.keeping import FOLDER_ON_STICK, backup_folder
from ui.runner import Progress
from ui.stick_home import stick_folder


@dataclass(frozen=True, slots=True)
class SafetyData:
    """What the page shows."""

    safety: Safety
    folder: Path | None
    """Where automatic copies go; None while there is no such folder."""
    copies: tuple[FoundCopy, ...]
    sticks: tuple[Stick, ...]
    put_aside: Path | None
    """The newest book that a restore put aside."""
    has_key: bool
    encrypted: bool
    household: bool = False
    from_stick: bool = False
    """Whether the book came from a stick, onto which it goes back by itself."""


def read() -> SafetyData:
    """How safe the open book is, and every copy that can be seen from here."""
    book = open_path()
    try:
        folder: Path | None = backup_folder()
    except UserError:
        folder = None
    plugged = sticks()
    folders = [] if folder is None else [folder]
    chosen = load_machine().last_copy_folder
    if chosen:
        folders.append(Path(chosen))
    for stick in plugged:
        folders += [stick.folder, stick.folder / FOLDER_ON_STICK]
    aside = [
        each
        for each in sorted(book.parent.glob("* (before restore *.samut"))
        if each.name.startswith(f"{book.stem} (")
    ]
    return SafetyData(
        safety(last_copy(), count_documents(), now()),
        folder,
        tuple(copies_of(book.stem, folders, plugged)),
        plugged,
        max(aside, key=lambda each: each.name, default=None),
        key_ring.has_key(),
        key_ring.is_encrypted(),
        book_kind() is BookKind.HOUSEHOLD,
        stick_folder() in book.parents,
    )


def must_ask(folder: Path) -> bool:
    """Whether a copy into a folder leaves the computer with nothing to lock it with."""
    return leaves(folder) and not key_ring.has_key()


def make_backup(
    session: Session, folder: Path, passphrase: str, open_copy: bool, progress: Progress
) -> Backup:
    """A checked copy of the book in a folder; raises what ``back_up`` raises."""
    return back_up(session, folder, passphrase=passphrase, open_copy=open_copy, progress=_reporting(progress))


def check(progress: Progress) -> list[Finding]:
    """Add everything up again."""
    return check_books(_reporting(progress))


def _reporting(progress: Progress) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        progress.stop_if_cancelled()
        progress.report(done, total)

    return report


@dataclass(frozen=True, slots=True)
class Peek:
    """What lies in a copy; no preview where it asks who is there, ``alone`` for a password of its own."""

    path: Path
    preview: RestorePreview | None
    alone: bool = False


def look_into(path: Path, credential: Credential | None) -> Peek:
    """Look into a copy without a trace; raises what ``preview_restore`` raises."""
    nowhere = free_name(open_path().with_name("look.samut"))  # the open book is not compared: it is open
    try:
        return Peek(path, preview_restore(path, nowhere, credential=credential))
    except SignInNeededError:
        return Peek(path, None, asks_passphrase(path))
