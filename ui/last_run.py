"""Whether the program ended as it should last time, and where it stood if it crashed.

Each run keeps a small file beside the log, locked for as long as it lives; a good end takes the file away. A
file that nobody holds any more is of a run that was killed, crashed or lost its power; Python writes the
places of a crash into it (and no data).
"""

import contextlib
import faulthandler
import logging
import os
import re
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from app import logs

log = logging.getLogger(__name__)

FRAME = re.compile(r'^\s*File "([^"]*)", line (\d+) in (\S+)')
FATAL = re.compile(r"^(?:Fatal Python error|Windows fatal exception): ([A-Za-z0-9_ ]{1,60})")
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class LastRun:
    """What is known of a run that did not end as it should."""

    lines: tuple[str, ...] = ()
    """Places in code where it crashed; none for a power cut or a kill."""


class ThisRun:
    """The file of this run."""

    def __init__(self, path: Path, file: TextIOWrapper) -> None:
        self._path, self._file = path, file

    def end(self) -> None:
        """The program ends as it should."""
        with contextlib.suppress(ValueError, RuntimeError):
            faulthandler.disable()
        with contextlib.suppress(OSError):
            self._file.close()
            self._path.unlink(missing_ok=True)


def begin_run(folder: Path) -> tuple[ThisRun | None, LastRun | None]:
    """Begin this run's file, and tell of the last run if it did not end as it should.

    None, None where the folder cannot be written: the program works without.
    """
    try:
        last = _take_last(folder)
        path = folder / f"run-{os.getpid()}.crash"
        file = logs.open_private(path, "w")
    except OSError:
        return None, None
    if not _lock(file):
        file.close()
        return None, last
    faulthandler.enable(file, all_threads=True)
    return ThisRun(path, file), last


def end_run(run: ThisRun | None) -> None:
    """The program ends as it should; nothing for a run that has no file."""
    if run is not None:
        run.end()


def _take_last(folder: Path) -> LastRun | None:
    """Read and remove the files of runs that nobody holds any more."""
    found: LastRun | None = None
    for path in sorted(folder.glob("run-*.crash")):
        with contextlib.suppress(OSError), path.open("r+", encoding="utf-8", errors="replace") as file:
            if not _lock(file):
                continue  # another window is at work
            lines = crash_lines(file.read(200_000))
            found = LastRun((*(found.lines if found else ()), *lines)[:MOST_LINES])
            file.close()
            path.unlink(missing_ok=True)
    if found is not None:
        log.error("the program ended unexpectedly last time")
        for line in found.lines:
            log.error("%s", logs.Plain(line))
    return found


def crash_lines(text: str) -> tuple[str, ...]:
    """A crash as Python wrote it, by its kind and the places alone."""
    lines = []
    for line in text.splitlines():
        if frame := FRAME.match(line):
            lines.append(logs.place_of(frame[1], int(frame[2]), frame[3]))
        elif fatal := FATAL.match(line):
            lines.append(fatal[1].strip())
    return tuple(lines[:MOST_LINES])


def _lock(file: TextIOWrapper) -> bool:
    """Hold a file until this process ends; False if another one holds it."""
    try:
        if os.name == "nt":  # pragma: no cover - needs Windows
            import msvcrt

            # Far behind the end, so that the file itself can still be written and read.
            place = os.lseek(file.fileno(), 0, os.SEEK_CUR)
            os.lseek(file.fileno(), 1 << 30, os.SEEK_SET)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            os.lseek(file.fileno(), place, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
