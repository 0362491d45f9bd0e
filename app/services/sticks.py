"""Sticks that are plugged in, and the copies of a book that lie on them and in its folders."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.services.backup import stamped
from app.services.books import SUFFIX
from app.services.leaving import END
from db import files, media, sealing

_STAMP = re.compile(r"(?P<year>\d{4})-(?P<rest>\d\d-\d\d \d{6})(?: \d+)?$")
MOST = 500
"""Copies that are looked for in one folder."""


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick or card: its name, its folder, how many bytes are free."""

    label: str
    folder: Path
    free: int


class Seal(StrEnum):
    """Who can read a copy."""

    OPEN = "open"
    LOCKED = "locked"
    """Encrypted like its book."""
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy that lies somewhere; ``taken`` in local time, ``place`` the stick it is on or empty."""

    path: Path
    taken: dt.datetime
    size: int
    seal: Seal
    place: str = ""


def sticks() -> tuple[Stick, ...]:
    """What is plugged in now."""
    return tuple(Stick(each.label, each.folder, each.free) for each in media.volumes())


def stick_of(path: Path, plugged: Sequence[Stick]) -> Stick | None:
    """The stick that a path lies on."""
    for stick in plugged:
        if stick.folder == path or stick.folder in path.parents:
            return stick
    return None


def is_copy(path: Path) -> bool:
    """Whether a file is called like a copy of a book: nobody works on one by mistake."""
    return _STAMP.search(path.name.removesuffix(END).removesuffix(SUFFIX)) is not None


def copies_of(stem: str, folders: Iterable[Path], plugged: Sequence[Stick] = ()) -> list[FoundCopy]:
    """The copies of a book in some folders, newest first; what cannot be read is left out."""
    found: dict[Path, FoundCopy] = {}
    for folder in folders:
        try:
            names = sorted(each for each in folder.iterdir() if each.name.startswith(stem))[:MOST]
        except OSError:
            continue
        for path in names:
            copy = _copy(path, stem, plugged)
            if copy is not None:
                found[path] = copy
    return sorted(found.values(), key=lambda each: (each.taken, each.path.name), reverse=True)


def _copy(path: Path, stem: str, plugged: Sequence[Stick]) -> FoundCopy | None:
    name = path.name.removesuffix(END)
    if not name.endswith(SUFFIX):
        return None
    match = _STAMP.search(name.removesuffix(SUFFIX))
    if match is None or name == stem + SUFFIX:
        return None
    try:
        taken = stamped(match["year"], match["rest"])
        size = path.stat().st_size
        seal = Seal.SEALED if sealing.is_sealed(path) else Seal.LOCKED
        if seal is Seal.LOCKED and files.is_plain_header(path):
            seal = Seal.OPEN
    except (OSError, ValueError):
        return None
    stick = stick_of(path, plugged)
    return FoundCopy(path, taken, size, seal, "" if stick is None else stick.label)
