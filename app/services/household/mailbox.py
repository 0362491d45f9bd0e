"""Where sealed notes lie: a folder beside the book that they are for, or beside the writer's own.

Whatever lies there is hostile until its seal and its code say otherwise; what cannot be read is left alone.
"""

import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from app.domain.household.notes import LARGEST
from db import files, sealing

FOLDER = ".notes"
OUT = "out"
CARRIED = "samut-notes"
END = ".note" + sealing.END
MOST = 1_000
"""Notes that are looked at in one folder."""
LARGEST_SEALED = LARGEST + 4_096


def box_of(book_file: Path) -> Path:
    """The folder of notes for a book."""
    return book_file.with_name(book_file.name + FOLDER)


def on_stick(folder: Path) -> Path:
    """The folder of notes that are carried, in one that was chosen."""
    return folder / CARRIED


def outbox_of(own_file: Path, to_book: bytes) -> Path:
    """Where notes for another book wait beside our own."""
    return box_of(own_file) / OUT / to_book.hex()


def put(data: bytes, recipient: str, *, own_file: Path, to_book: bytes, to_file: str) -> Path:
    """Seal a note and lay it where the other book finds it; answers where it lies.

    Its name tells nothing. Raises OSError, ValueError (no public key).
    """
    sealed = sealing.seal_to(data, recipient)
    folder = box_of(Path(to_file)) if is_there(to_file) else outbox_of(own_file, to_book)
    try:
        return _write(folder, sealed)
    except OSError:
        if folder == outbox_of(own_file, to_book):
            raise
        return _write(outbox_of(own_file, to_book), sealed)


def is_there(file: str) -> bool:
    """Whether a book lies where it was last; what cannot be looked into is not there."""
    try:
        return bool(file) and Path(file).is_file()
    except (OSError, ValueError):
        return False


def waiting(folders: Iterator[Path] | tuple[Path, ...], key: bytes) -> Iterator[tuple[Path, bytes]]:
    """Notes in some folders that our key opens, with what they say; others are passed over."""
    for folder in folders:
        for path in notes_of(folder):
            try:
                yield path, sealing.open_bytes(path.read_bytes(), key=key)
            except (OSError, sealing.WrongSealSecretError):
                continue


def notes_of(folder: Path) -> list[Path]:
    """The notes in a folder, as far as one can tell from outside; none of one that is not there."""
    try:
        named = sorted(each for each in folder.iterdir() if each.name.endswith(END))
    except OSError:
        return []
    return [each for each in named if _is_note(each)][:MOST]


def _is_note(path: Path) -> bool:
    try:
        state = path.lstat()  # a link leads elsewhere, a pipe never ends
    except OSError:
        return False
    return stat.S_ISREG(state.st_mode) and state.st_size <= LARGEST_SEALED


def remove(path: Path) -> None:
    """Take a note away that stands in the book now; one that stays is known when it comes again."""
    files.remove(path)


def _write(folder: Path, sealed: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(12)}{END}"
    files.write_file(path, sealed)
    return path
