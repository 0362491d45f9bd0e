"""Projects: what describes them, their budget and results, which slip belongs to which line, closing."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from app.changes import Changes
from app.domain.calendar import LAST_DAY, checked_day
from app.domain.document import new_uid
from app.domain.project import (
    BudgetData,
    BudgetUsedError,
    ProjectData,
    ProjectOpenError,
    ResultData,
    checked_budget,
    checked_project,
    checked_results,
)
from app.domain.session import Permission, Session
from app.queries.projects import moneys
from app.services import event_log, records
from app.services.products import next_code, refuse_code
from app.services.purchases import UnknownAccountError
from app.services.records import NameMissingError, NotFoundError, Saved, saving
from app.services.sales import party_of
from app.thai.digits import format_amount
from db import connection as book
from db.models.accounts import Project
from db.models.base import BookModel
from db.models.group import ProjectBudget, ProjectResult
from db.sql import projects as sql

CHANGED = Changes.GROUP | Changes.SETTINGS


def create_project(session: Session, data: ProjectData, *, uid: bytes | None = None) -> Saved:
    """Put a project on record, once per ``uid``.

    Raises NameMissingError, CodeTakenError, PartyNotFoundError, what ``checked_project`` raises,
    NotPermittedError.
    """
    checked = checked_project(data)
    uid = uid or new_uid()
    with saving(session, Permission.EDIT_PROJECTS):
        found = book.fetch_one(sql.BY_UID, (uid,))
        if found is not None:
            return Saved(found[0], uid, found[5])
        code = checked.code or next_code("project", "J")
        refuse_code("project", code, None)
        row_id = records.add(session, Project, uid, _described(checked, code))
    return Saved(row_id, uid, code, CHANGED)


def update_project(session: Session, project_uid: bytes, *, data: ProjectData) -> Saved:
    """Change what describes a project; raises NotFoundError and what ``create_project`` raises."""
    checked = checked_project(data)
    with saving(session, Permission.EDIT_PROJECTS):
        row_id, old_code = _known(project_uid)
        code = checked.code or old_code
        refuse_code("project", code, row_id)
        records.change(session, Project, row_id, _described(checked, code))
    return Saved(row_id, project_uid, code, CHANGED)


def set_budget(session: Session, project_uid: bytes, *, lines: Sequence[BudgetData]) -> Saved:
    """Set the budget lines of a project, in this order; lines that are no longer there are put aside.

    Raises NotFoundError, UnknownAccountError, BudgetUsedError, what ``checked_budget``
    raises, NotPermittedError.
    """
    checked = checked_budget(lines)
    with saving(session, Permission.EDIT_PROJECTS):
        row_id, code = _known(project_uid)
        rows = [
            (
                line.uid,
                {
                    "name": line.name,
                    "amount": line.amount,
                    "account_id": _account(line.account_code),
                },
            )
            for line in checked
        ]
        _set_lines(session, row_id, ProjectBudget, rows, sql.BUDGET_ROW, sql.BUDGET_IDS, _refuse_used)
    return Saved(row_id, project_uid, code, CHANGED)


def set_results(session: Session, project_uid: bytes, *, lines: Sequence[ResultData]) -> Saved:
    """Set what a project wants to reach, and reached; raises as ``checked_results``, NotFoundError."""
    checked = checked_results(lines)
    with saving(session, Permission.EDIT_PROJECTS):
        row_id, code = _known(project_uid)
        rows = [
            (
                line.uid,
                {
                    "name": line.name,
                    "unit": line.unit,
                    "target": line.target,
                    "reached": line.reached,
                    "note": line.note,
                },
            )
            for line in checked
        ]
        _set_lines(session, row_id, ProjectResult, rows, sql.RESULT_ROW, sql.RESULT_IDS, _put_aside)
    return Saved(row_id, project_uid, code, CHANGED)


def put_slip(
    session: Session, document_uid: bytes, *, lines: Sequence[int], budget_uid: bytes | None
) -> Saved:
    """Put lines of a slip on a budget line of their project; None: back to where their account belongs.

    Raises NotFoundError (no such line of a project, or a budget line of another one), NotPermittedError.
    """
    with saving(session, Permission.EDIT_PROJECTS):
        row = None if budget_uid is None else book.fetch_one(sql.BUDGET_ROW, (budget_uid,))
        if budget_uid is not None and row is None:
            raise NotFoundError
        document_id = 0
        for line_no in lines:
            found = book.fetch_one(sql.SPENT_LINE, (document_uid, line_no))
            if found is None or (row is not None and row[1] != found[1]):
                raise NotFoundError
            document_id = int(found[0])
            old = book.fetch_one(sql.SLIP_LINE, (document_id, line_no))
            if (None if old is None else old[0]) == (None if row is None else row[0]):
                continue
            if row is None:
                book.execute(sql.DELETE_SLIP, (document_id, line_no))
            else:
                book.execute(sql.SET_SLIP, (document_id, line_no, row[0]))
            event_log.append(
                session,
                "change",
                "project_slip",
                document_uid,
                {"line_no": line_no, "budget": _budget_name(old)},
                {"line_no": line_no, "budget": _budget_name(row)},
            )
    return Saved(document_id, document_uid, "", CHANGED)


def close_project(session: Session, project_uid: bytes, *, on: dt.date) -> Saved:
    """Close a project whose money is used, given back or kept to the last satang; it is no longer offered.

    Raises NotFoundError, ProjectOpenError, DayOutOfRangeError, NotPermittedError.
    """
    day = checked_day(on).isoformat()
    with saving(session, Permission.EDIT_PROJECTS):
        row_id, code = _known(project_uid)
        left = moneys(LAST_DAY, row_id)
        if row_id in left and left[row_id].left:
            name = book.fetch(sql.BY_UID, (project_uid,))[0][1]
            raise ProjectOpenError(name=name, left_text=format_amount(left[row_id].left))
        records.change(session, Project, row_id, {"closed_on": day, "active": 0})
    return Saved(row_id, project_uid, code, CHANGED)


def reopen_project(session: Session, project_uid: bytes) -> Saved:
    """Go on with a project that was closed or put aside; raises NotFoundError, NotPermittedError."""
    with saving(session, Permission.EDIT_PROJECTS):
        row_id, code = _known(project_uid)
        records.change(session, Project, row_id, {"closed_on": None, "active": 1})
    return Saved(row_id, project_uid, code, CHANGED)


# ---------------------------------------------------------------- parts


def _known(uid: bytes) -> tuple[int, str]:
    row = book.fetch_one(sql.BY_UID, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0]), str(row[5])


def _described(data: ProjectData, code: str) -> dict[str, Any]:
    if not data.name:
        raise NameMissingError
    return {
        "code": code,
        "name": data.name,
        "funder_id": party_of(data.funder_uid)[0],
        "purpose": data.purpose,
        "contract": data.contract,
        "first_day": data.first_day.isoformat() if data.first_day else None,
        "last_day": data.last_day.isoformat() if data.last_day else None,
        "agreed": data.agreed,
        "is_returnable": int(data.is_returnable),
        "note": data.note,
    }


def _account(code: str) -> int | None:
    """The account whose slips belong to a line by themselves; raises UnknownAccountError."""
    if not code:
        return None
    row = book.fetch_one(sql.ACCOUNT, (code,))
    if row is None:
        raise UnknownAccountError(code=code)
    return int(row[0])


def _set_lines(
    session: Session,
    project_id: int,
    model: type[BookModel],
    rows: Sequence[tuple[bytes, dict[str, Any]]],
    by_uid: str,
    of_project: str,
    leaving: Callable[[Session, int], None],
) -> None:
    """Write the lines in their order; what is no longer among them leaves.

    Raises NotFoundError (a line of another project), what ``leaving`` raises.
    """
    wanted = {uid for uid, _values in rows}
    for row_id, uid in book.fetch(of_project, (project_id,)):
        if uid not in wanted:
            leaving(session, row_id)
            records.change(session, model, row_id, {"active": 0})
    for position, (uid, values) in enumerate(rows):
        more = {**values, "project_id": project_id, "position": position, "active": 1}
        found = book.fetch_one(by_uid, (uid,))
        if found is None:
            records.add(session, model, uid, more)
        elif found[1] != project_id:
            raise NotFoundError
        else:
            records.change(session, model, found[0], more)


def _refuse_used(_session: Session, row_id: int) -> None:
    if book.fetch_one(sql.BUDGET_USED, (row_id,)) is not None:
        raise BudgetUsedError(name=book.fetch(sql.BUDGET_NAME, (row_id,))[0][0])


def _put_aside(_session: Session, _row_id: int) -> None:
    """A result may always go."""


def _budget_name(row: book.Row | None) -> str:
    return "" if row is None else str(book.fetch(sql.BUDGET_NAME, (row[0],))[0][0])
