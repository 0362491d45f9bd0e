"""A book that lies on a stick: worked on in this computer's own folder, brought back whole and checked.

The copy here is gone again once it was brought back; it stays only while it holds what the stick does not
have. What was changed in both places is shown to a person, and both are kept.
"""

import glob
import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from app.domain.kept_json import read_object
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services import key_ring
from app.services.backup import copy_checked
from app.services.book_errors import FILE_TROUBLE, BookInUseError, BookNotFoundError, file_error
from app.services.books import free_name, open_path
from app.services.household.mailbox import box_of
from app.services.leaving import WouldBeOpenError
from app.services.sticks import is_copy
from app.thai.dates import moment_of
from db import files, key_file
from db.lock import BookLock
from db.media import Medium, medium_of, volumes

RECORD = "stick.json"
BLOCK = 1 << 20
OLD = 3_600
"""Seconds after which a part file on the stick is what a pulled stick left."""


class StickGoneError(UserError):
    """The stick was pulled out; the work stays in this computer until it comes back."""

    message = N_("“{stick}” is not plugged in. Nothing is lost: your work stays here until it comes back.")


class StickChangedError(UserError):
    """The book on the stick was changed somewhere else meanwhile; ours lies beside it."""

    message = N_(
        "“{name}” was changed on another computer meanwhile. Both are kept: this one is on the stick "
        "as “{file}”."
    )

    def __init__(self, *, name: str, file: str, home: "StickBook") -> None:
        super().__init__(name=name, file=file)
        self.home = home
        """The book as it is known now."""


class TwoBooksError(UserError):
    """The stick and this computer hold what the other does not have; ``stick_at``, ``here_at`` ms UTC."""

    message = N_("“{name}” was changed on the stick and on this computer. Please choose; both are kept.")

    def __init__(self, *, name: str, stick_at: int, here_at: int) -> None:
        super().__init__(name=name, stick_at=stick_at, here_at=here_at)
        self.stick_at, self.here_at = stick_at, here_at


class Keep(StrEnum):
    """Which of two diverged copies somebody goes on with."""

    STICK = "stick"
    HERE = "here"


@dataclass(frozen=True, slots=True)
class StickBook:
    """A book on a stick and the copy of it that is worked on here."""

    stick: Path
    """Where it lies on the stick, as it was seen last."""
    work: Path
    label: str
    """The stick's name."""
    inside: str
    """Where it lies within the stick."""
    seen: tuple[str, ...] = ()
    """Fingerprints of what may lie on the stick without anybody having changed it."""
    unsent: bool = False
    """Whether the copy here was left by a stick that was pulled out, or a cut."""


# ---------------------------------------------------------------- coming in


def is_on_stick(path: Path) -> bool:
    """Whether a book certainly lies on a stick or card; a copy of a book is none."""
    try:
        return not is_copy(path) and path.parent.is_dir() and medium_of(path.parent) is Medium.REMOVABLE
    except OSError:
        return False


def waiting_here(path: Path, folder: Path) -> StickBook | None:
    """What was worked on here and has not come back to this place on a stick, if anything."""
    for each in _kept(folder):
        if each.stick == path.absolute():
            return each
    return None


def take_in(path: Path, folder: Path, *, keep: Keep | None = None) -> StickBook:
    """Copy a book from its stick into a folder of this computer's own, or go on with what is here still.

    Raises TwoBooksError where both were changed and nobody said which to go on with, BookNotFoundError,
    BookInUseError, DiskFullError and what else files raise.
    """
    path = path.absolute()
    try:
        left = waiting_here(path, folder)
        if left is not None and not path.exists():
            return left
        if not path.exists():
            raise BookNotFoundError(name=path.name)
        if left is not None:
            with _nobody_works(left.work):
                return _go_on(path, folder, left, keep)
        return _copy_in(path, folder)
    except OSError as error:
        raise file_error(error, path) from error


def _go_on(path: Path, folder: Path, left: StickBook, keep: Keep | None) -> StickBook:
    there = fingerprint(path)
    if there in left.seen:
        return left
    if fingerprint(left.work) in left.seen:  # nothing was done here: the door was left, or a cut
        _forget(left.work)
        return _copy_in(path, folder)
    if keep is None:
        raise TwoBooksError(name=path.name, stick_at=_changed_at(path), here_at=_changed_at(left.work))
    if keep is Keep.STICK:
        _copy_plainly(left.work, _aside(path, left.work))
        _forget(left.work)
        return _copy_in(path, folder)
    _copy_plainly(path, _aside(path, path))
    chosen = replace(left, seen=(*left.seen, there))
    _write_record(chosen)
    return chosen


def _copy_in(path: Path, folder: Path) -> StickBook:
    home = folder / secrets.token_hex(8)
    work = home / path.name
    home.mkdir(parents=True)
    label, inside = _place_of(path)
    made = StickBook(path, work, label, inside, (_copy_plainly(path, work),))
    _write_record(made)
    return made


def _copy_plainly(source: Path, target: Path) -> str:
    """Copy a closed book byte for byte, with its key file; gives the fingerprint, which both have."""
    keys = key_file.keys_path(source)
    if keys.exists():
        files.write_file(key_file.keys_path(target), keys.read_bytes())
    for each, name in ((source, target), *zip(_logs(source), _logs(target), strict=True)):
        if each.exists():
            files.write_file(name, each.read_bytes())
    there, here = fingerprint(source), fingerprint(target)
    if there != here:
        files.remove(target, *_logs(target), key_file.keys_path(target))
        raise OSError(f"{source.name}: what was written is not what was read")
    return there


def fingerprint(path: Path) -> str:
    """SHA-256 over a closed book's file, with what was not folded into it."""
    digest = hashlib.sha256()
    for each in (path, *_logs(path)):
        if each.exists():
            with each.open("rb") as file:
                while block := file.read(BLOCK):
                    digest.update(block)
    return digest.hexdigest()


def _logs(path: Path) -> tuple[Path, ...]:
    return tuple(each for each in files.side_files(path) if each.name.endswith("-wal"))


def _changed_at(path: Path) -> int:
    """When a book's files were written last, ms UTC."""
    return max(int(each.stat().st_mtime * 1_000) for each in (path, *_logs(path)) if each.exists())


def _aside(path: Path, whose: Path) -> Path:
    """Where the copy that nobody goes on with is kept: beside the book on the stick, with its moment."""
    at = moment_of(_changed_at(whose))
    stamp = f"{at.year + 543}-{at:%m-%d %H%M}"
    return free_name(path.with_name(f"{path.stem} ({stamp}){path.suffix}"))


@contextmanager
def _nobody_works(work: Path) -> Iterator[None]:
    """Raise BookInUseError while another program has the copy open."""
    with BookLock(work) as lock:
        if not lock.claim():
            raise BookInUseError(name=work.name)
        yield


# ---------------------------------------------------------------- moving onto a stick


def move_onto(session: Session, folder: Path) -> Path:
    """Write a checked copy of the open locked book into a stick's folder, from where it is worked on later.

    The book here stays until ``put_aside`` is called for it. Raises NotPermittedError, WouldBeOpenError (the
    book is not locked), DiskFullError, BookDamagedError and what else ``copy_checked`` raises.
    """
    session.require(Permission.BACK_UP)
    source = open_path()
    if not key_ring.is_encrypted():
        raise WouldBeOpenError(name=source.name)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise file_error(error, folder) from error
    target = free_name(folder / source.name)
    copy_checked(source, target, key=key_ring.file_key(), keys=key_ring.contents())
    return target


def give_up_move(moved: Path) -> None:
    """The book stays here after all: what was written onto the stick goes again."""
    files.remove(moved, key_file.keys_path(moved))


def put_aside(path: Path, moved: Path) -> Path:
    """Give the closed book that was moved onto a stick another name, so that nobody goes on with it here.

    Notes that wait beside it go along. Raises what the file system says.
    """
    aside = free_name(path.with_name(f"{path.stem} ({moved.parent.parent.name}){path.suffix}"))
    try:
        if box_of(path).is_dir():
            _move_folder(box_of(path), box_of(moved))
        keys = key_file.keys_path(path)
        if keys.exists():
            keys.rename(key_file.keys_path(aside))
        path.rename(aside)
    except OSError as error:
        raise file_error(error, path) from error
    return aside


# ---------------------------------------------------------------- going back


def find_stick(home: StickBook) -> Path | None:
    """Where the stick's book is now, also when the stick is plugged in elsewhere; None while it is out."""
    if not home.inside:
        return home.stick if home.stick.parent.is_dir() else None
    places = [each.folder / home.inside for each in volumes() if each.label == home.label]
    here = [each for each in places if each.parent.is_dir()]  # an empty folder of a pulled stick is none
    return home.stick if home.stick in here else next(iter(here), None)


def bring_back(session: Session, home: StickBook) -> StickBook:
    """Write a checked copy of the open book onto its stick; what lay there stays whole until it is replaced.

    Gives the book as it is known now. Raises NotPermittedError, StickGoneError, StickChangedError (ours lies
    beside it then), DiskFullError, BookDamagedError and what else ``copy_checked`` raises.
    """
    session.require(Permission.BACK_UP)
    place = find_stick(home)
    if place is None:
        raise StickGoneError(stick=home.label or home.stick.name)
    try:
        changed = place.exists() and fingerprint(place) not in home.seen
        target = free_name(_aside(place, open_path())) if changed else place
        files.remove_parts(place.parent, f"{glob.escape(place.stem)}*", before=session.clock() // 1_000 - OLD)
        waiting = target.with_name(f"{target.name}.new")
        files.remove(waiting, key_file.keys_path(waiting))
        keys = key_ring.contents()
        copy_checked(open_path(), waiting, key=key_ring.file_key(), keys=None)
        ours = fingerprint(waiting)
        known = replace(home, stick=target, seen=(*home.seen[-3:], ours))
        _write_record(known)  # a cut between the next lines leaves what is known of both
        if keys is not None:
            files.write_file(key_file.keys_path(target), keys)
        files.remove(*_logs(target))
        waiting.replace(target)
        files.sync_folder(target.parent)
        if fingerprint(target) != ours:
            raise OSError("what was written is not what was read")
    except FILE_TROUBLE as error:
        if find_stick(home) is None:
            raise StickGoneError(stick=home.label or home.stick.name) from error
        raise file_error(error, place) from error
    done = replace(known, seen=(ours,))
    _write_record(done)
    if changed:
        raise StickChangedError(name=place.name, file=target.name, home=done)
    return done


def let_go(home: StickBook, *, sent: bool) -> None:
    """After the book was closed: take the copy here away if the stick has all of it, else keep it."""
    if not sent:
        _write_record(replace(home, unsent=True))
        return
    for each in (each for each in home.work.parent.iterdir() if each.is_dir()):  # notes on their way
        with suppress(OSError):
            _move_folder(each, home.stick.parent / each.name)
    _forget(home.work)


def _move_folder(source: Path, target: Path) -> None:
    for each in [each for each in source.rglob("*") if each.is_file()]:
        place = target / each.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        files.write_file(place, each.read_bytes())
        each.unlink()
    for each in sorted(source.rglob("*"), reverse=True):
        each.rmdir()
    source.rmdir()


# ---------------------------------------------------------------- what is kept of it


def _kept(folder: Path) -> list[StickBook]:
    """The copies that lie in the folder, the newest last; a broken record tells of none."""
    found = []
    records = folder.glob(f"*/{RECORD}") if folder.is_dir() else ()
    for record in sorted(records, key=lambda each: each.stat().st_mtime):
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = read_object(record.read_text(encoding="utf-8"))
            work = record.with_name(str(told["name"]))
            seen = told["seen"]
            if work.parent == record.parent and work.exists() and isinstance(seen, list):
                found.append(
                    StickBook(
                        Path(str(told["stick"])),
                        work,
                        str(told["label"]),
                        str(told["inside"]),
                        tuple(map(str, seen)),
                        unsent=True,
                    )
                )
    return found


def _write_record(home: StickBook) -> None:
    told = {
        "stick": str(home.stick),
        "name": home.work.name,
        "label": home.label,
        "inside": home.inside,
        "seen": list(home.seen),
    }
    text = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogateescape")
    files.write_file(home.work.parent / RECORD, text)


def _place_of(path: Path) -> tuple[str, str]:
    """The name of the stick that a path lies on, and where it lies within it."""
    for volume in volumes():
        if volume.folder in path.parents:
            return volume.label, str(path.relative_to(volume.folder))
    return path.parent.name, ""


def _remove_book(path: Path) -> None:
    """Remove a book with its keys and locks; nothing else lies under its name in a folder of ours."""
    files.remove(
        *(each for each in path.parent.iterdir() if each.is_file() and each.name.startswith(path.name))
    )


def _forget(work: Path) -> None:
    """Take a copy away; a folder that something else lies in stays."""
    _remove_book(work)
    files.remove(work.parent / RECORD)
    with suppress(OSError):
        work.parent.rmdir()
