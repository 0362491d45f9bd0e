"""How every service changes master data: one transaction, checked permission, a line in the event log."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.changes import Changes
from app.domain.member import WITHHELD
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services import acts, event_log
from app.services.unit_of_work import not_saved
from db import connection as book
from db.models.base import BookModel, insert_row, read_row, update_row

SEARCH_ONLY = frozenset({"folded", "sort_key"})
"""Columns that follow from the name and are not worth a line in the log."""


class NotFoundError(UserError):
    """The row is not there (any more)."""

    message = N_("This is no longer in the book. Please look at the list again.")


class NameMissingError(UserError):
    """A row of master data without a name."""

    message = N_("Please enter a name.")


@dataclass(frozen=True, slots=True)
class Saved:
    """What changing master data answers: the row and which parts of the book changed."""

    id: int
    uid: bytes
    code: str = ""
    changes: Changes = Changes.NONE


@contextmanager
def saving(session: Session, permission: Permission) -> Iterator[None]:
    """One act on master data, one transaction; raises NotPermittedError, NotSavedError, what is inside."""
    session.require(permission)
    try:
        with acts.begun(session, permission) as act, book.unit_of_work():
            yield
            act.sign()
    except (book.DatabaseError, OSError) as error:
        raise not_saved(error) from error


def add(
    session: Session,
    model: type[BookModel],
    uid: bytes,
    values: dict[str, Any],
    *,
    extra: Mapping[str, object] | None = None,
) -> int:
    """Insert a row inside the caller's transaction and log it, ``extra`` being rows of it; returns its id."""
    row_id = insert_row(model, {**values, "uid": uid})
    logged = _logged(values, values) | dict(extra or {})
    event_log.append(session, "create", _name(model), uid, None, logged)
    acts.note(_name(model), uid)
    return row_id


def change(
    session: Session,
    model: type[BookModel],
    row_id: int,
    values: dict[str, Any],
    *,
    extra_before: Mapping[str, object] | None = None,
    extra_after: Mapping[str, object] | None = None,
    action: str = "change",
) -> bool:
    """Update the columns that differ and log old and new; False when nothing differed.

    ``extra_before`` and ``extra_after`` describe rows that belong to it (packs, lines). Raises NotFoundError.
    """
    old = read_row(model, row_id)
    if old is None:
        raise NotFoundError
    changed = {key: value for key, value in values.items() if old[key] != value}
    if changed:
        update_row(model, row_id, changed)
    before = _logged(old, changed) | dict(extra_before or {})
    after = _logged(changed, changed) | dict(extra_after or {})
    if before == after:
        return bool(changed)
    event_log.append(session, action, _name(model), old["uid"], before, after)
    acts.note(_name(model), old["uid"])
    return True


def _logged(values: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {
        key: WITHHELD[key](values[key]) if key in WITHHELD else values[key]
        for key in keys
        if key not in SEARCH_ONLY
    }


def _name(model: type[BookModel]) -> str:
    return str(model._meta.table_name)  # noqa: SLF001 - peewee offers no other way
