"""Looks at a book that was found after a cut or a kill: does it open, does it add up, what is in it?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from app.queries.integrity import check_books
from app.services.books import close_book, open_book
from app.services.doors import Credential
from db import connection as book
from tests.faults.counting import tried
from tests.faults.power import Disk, Image, images


@dataclass(frozen=True, slots=True)
class Found:
    """What a book holds after all, or why it is broken."""

    numbers: tuple[str, ...] = ()
    """The numbers of its documents, in their order."""
    version: int = 0
    epoch: int = 0
    broken: str = ""


def look(path: Path, credential: Credential | None = None) -> Found:
    """Open a book as its people would, check all of it, and close it."""
    try:
        # Looking needs no durability of its own.
        with patch.dict(book.PRAGMAS, synchronous=0):
            session = open_book(path, credential=credential)
        try:
            faults = check_books()
            if faults:
                return Found(broken=str(faults[0]))
            numbers = tuple(row[0] for row in book.fetch("SELECT number FROM document ORDER BY id"))
            return Found(numbers, book.fetch_int("PRAGMA user_version"), session.epoch)
        finally:
            close_book()
    except Exception as error:  # a book that cannot be opened is lost, whatever the reason
        return Found(broken=repr(error))


Judge = Callable[[Path, Image], None]


@dataclass(slots=True)
class Tally:
    """What was found in many images."""

    tried: int = 0
    lost: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How many disks did not hold what they should."""
        return len(self.lost) + len(self.broken)

    def __str__(self) -> str:
        return f"{self.tried} disks, lost {self.lost[:3]}, broken {self.broken[:3]}"


class LostError(Exception):
    """Something that was answered is not there."""


class BrokenError(Exception):
    """Something does not open, or is neither the old nor the new."""


def cut_everywhere(
    disk: Disk,
    root: Path,
    judge: Judge,
    *,
    seed: int,
    wanted: int,
    fault: str = "",
) -> Tally:
    """Rebuild the disk after cuts at every call, some ``wanted`` times; ``judge`` says what is wrong.

    It raises LostError or BrokenError. Every disk is counted under the name of the fault, if there is one.
    """
    tally = Tally()
    folder = root.with_name("after")
    folder.mkdir(exist_ok=True)
    for image in images(disk, seed, wanted=wanted):
        image.put_in(root, folder)
        tally.tried += 1
        place = f"seed {seed}, cut after call {image.after} of {len(disk.calls)}: "
        lost, broken = len(tally.lost), len(tally.broken)
        try:
            judge(folder, image)
        except LostError as error:
            tally.lost.append(place + str(error))
        except BrokenError as error:
            tally.broken.append(place + str(error))
        if fault:
            tried(fault, lost=len(tally.lost) - lost, corrupt=len(tally.broken) - broken)
    return tally


def sound(path: Path, credential: Credential | None = None) -> Found:
    """What a book holds that has to be whole; raises BrokenError."""
    found = look(path, credential)
    if found.broken:
        raise BrokenError(f"{path.name}: {found.broken}")
    return found
