"""What the page of lists from outside does on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.import_fields import ImportKind
from app.domain.importing import guess_mapping
from app.domain.session import Session
from app.errors import UserError
from app.services.importing import (
    Imported,
    ImportPlan,
    SheetRows,
    plan_import,
    remembered_mapping,
    run_import,
    try_import,
    undo_import,
)
from app.services.unit_of_work import forget_names
from reports.import_templates import template
from ui.files import Place, write_file
from ui.runner import CancelledError, Progress


@dataclass(frozen=True, slots=True)
class Tried:
    """A list that was tried: which column is what, and what came of it.

    ``problem`` is what is wrong with the list as a whole; then there is no ``plan``.
    """

    sheet: SheetRows
    kind: ImportKind
    on: dt.date
    mapping: Mapping[str, int] = field(default_factory=dict)
    plan: ImportPlan | None = None
    result: Imported | None = None
    problem: UserError | None = None


def try_out(
    progress: Progress,
    *,
    session: Session,
    kind: ImportKind,
    sheet: SheetRows,
    mapping: Mapping[str, int] | None,
    on: dt.date,
    today: dt.date,
) -> Tried:
    """Do it all and take it back; without a mapping the columns are found first."""
    if mapping is None:
        mapping = guess_mapping(sheet.headers, kind, remembered_mapping(session, kind))
    try:
        plan = plan_import(session, kind, sheet=sheet, today=today, mapping=mapping)
        result = try_import(session, plan, on=on, progress=_Steps(progress).step)
    except UserError as error:
        return Tried(sheet, kind, on, mapping, problem=error)
    except CancelledError:
        forget_names()
        raise
    return Tried(sheet, kind, on, mapping, plan, result)


def take_in(progress: Progress, *, session: Session, plan: ImportPlan, on: dt.date, again: bool) -> Imported:
    """Take a list in, all of it or nothing."""
    try:
        return run_import(session, plan, on=on, again=again, progress=_Steps(progress).step)
    except CancelledError:
        forget_names()
        raise


def take_back(session: Session, run_uid: bytes, *, on: dt.date, reason: str) -> Imported:
    """Undo a list as one."""
    return undo_import(session, run_uid, on=on, reason=reason)


def save_template(kind: ImportKind, place: Place) -> Place:
    """Write the empty list of a kind."""
    write_file(place, template(kind))
    return place


class _Steps:
    """Tells the screen how far it is, and stops between two rows."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def step(self, done: int, total: int) -> None:
        self._progress.stop_if_cancelled()
        self._progress.report(done, total)
