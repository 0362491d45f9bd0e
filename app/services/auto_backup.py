"""Backups without being asked: named apart from the user's own, the old ones thinned out, never the last.

Kept are the newest three of the newest day, the newest of each of 14 days, the newest of each of 12 months.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.domain.session import Session
from app.services.backup import Backup, Progress, back_up_to, stamp, stamped
from app.services.books import SUFFIX, free_name, open_path
from app.services.leaving import END
from app.services.restoring import keys_of
from db import files

OF_THE_DAY = 3
DAYS = 14
MONTHS = 12
MARK = "auto"
_NAME = re.compile(rf"(?P<stem>.+) {MARK} (?P<year>\d{{4}})-(?P<rest>\d\d-\d\d \d{{6}})(?: \d+)?")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """An automatic backup in a folder; ``taken`` as its name says, in the time of this place."""

    path: Path
    taken: dt.datetime


def back_up_automatically(
    session: Session, folder: Path, *, open_copy: bool = False, progress: Progress | None = None
) -> Backup:
    """Back up the open book and thin out its older automatic backups in the folder.

    ``open_copy`` says in words that copies which leave the computer may be read by anybody.

    Raises what ``back_up`` raises.
    """
    source = open_path()
    name = f"{source.stem} {MARK} {stamp(session.clock())}{source.suffix}"
    target = free_name(folder.absolute() / name)
    made = back_up_to(session, target, open_copy=open_copy, progress=progress)
    found = automatic_backups(folder, source.stem)
    keep = kept(each.taken for each in found)
    for each in found:
        if each.taken not in keep and each.path != made.path:
            files.remove(each.path, keys_of(each.path))
    return made


def automatic_backups(folder: Path, stem: str) -> list[BackupFile]:
    """The automatic backups of a book in a folder, newest first; a missing folder has none."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        name = path.name.removesuffix(END)
        match = _NAME.fullmatch(name.removesuffix(SUFFIX)) if name.endswith(SUFFIX) else None
        if match is None or match["stem"] != stem:
            continue
        try:
            taken = stamped(match["year"], match["rest"])
        except ValueError:
            continue
        found.append(BackupFile(path, taken))
    return sorted(found, key=lambda each: (each.taken, each.path.name), reverse=True)


def kept(times: Iterable[dt.datetime]) -> set[dt.datetime]:
    """Which of these times stay."""
    newest_first = sorted(set(times), reverse=True)
    days: dict[object, dt.datetime] = {}
    months: dict[object, dt.datetime] = {}
    for time in newest_first:
        days.setdefault(time.date(), time)
        months.setdefault((time.year, time.month), time)
    today = [time for time in newest_first if time.date() == newest_first[0].date()]
    return {*today[:OF_THE_DAY], *list(days.values())[:DAYS], *list(months.values())[:MONTHS]}
