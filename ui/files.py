"""Files that leave the program: written whole or not at all, opened by what the system has for them."""

import glob
import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import UserError
from app.i18n import N_

OLD_PARTS = 3_600
"""Seconds after which a part file belongs to nobody."""


LONGEST = 150
"""Bytes of a name that is made up: systems take 255, and copies add days and moments to it."""
_DEVICES = re.compile("(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])")
"""Names that Windows gives to nothing but its devices."""


class FileNotWrittenError(UserError):
    """A file that could not be written where the user wanted it."""

    message = N_(
        "“{name}” could not be written. Perhaps it is open in another program or the disk is full; "
        "please close it there or choose another place."
    )


class FileNotReadError(UserError):
    """A file that could not be read."""

    message = N_("“{name}” could not be read. Please choose another file.")


@dataclass(frozen=True, slots=True)
class Locked:
    """A file that is written sealed: where to, and the password that opens it."""

    path: Path
    password: str = field(repr=False)

    @property
    def name(self) -> str:
        """The file's name, as ``Path`` has it."""
        return self.path.name


Place = Path | Locked
"""Where a file goes, and whether it is locked there."""


def file_stem(text: str, instead: str = "Samut") -> str:
    """The name of a file out of words: without what some system does not take, never a device's name."""
    kept = "".join(sign for sign in text if sign not in '<>:"/\\|?*' and sign.isprintable())
    stem = kept[:80].encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore").strip(" .")
    return f"_{stem}" if _DEVICES.fullmatch(stem.partition(".")[0].strip()) else stem or instead


def write_file(place: Place, data: bytes) -> None:
    """Write a file in place of an older one, whole or not at all; a locked one is never plain on the way.

    Raises FileNotWrittenError.
    """
    if isinstance(place, Locked):
        from app.services.leaving import seal  # who writes plain files needs none of it

        path, data = place.path, seal(data, passphrase=place.password)
    else:
        path = place
    part = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    for old in path.parent.glob(f".{glob.escape(path.name[:80])}.*.part"):
        with suppress(OSError):  # what a killed program left of writing the same file
            if old.stat().st_mtime < time.time() - OLD_PARTS:
                old.unlink()
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a stick is pulled as soon as we say that it is written
        part.replace(path)
    except OSError as error:
        raise FileNotWrittenError(name=path.name) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def read_file(path: Path, most: int) -> bytes:
    """The first bytes of a file, one more than ``most`` if it is longer; raises FileNotReadError."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise FileNotReadError(name=path.name) from error
