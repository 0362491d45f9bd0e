"""The section (กลุ่มย่อย) and the project a document is about: in its header and on all of its lines."""

from app.domain.production import UnknownSectionError
from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import dimensions as sql

Header = dict[str, int | None]
"""Header fields by their column names."""


class UnknownProjectError(UserError):
    """No project has this uid."""

    message = N_("This project is not in the book.")


def about(section_uid: bytes | None, project_uid: bytes | None) -> Header:
    """Header fields of a draft's section and project; raises UnknownSectionError, UnknownProjectError."""
    header: Header = {}
    if section_uid is not None:
        row = book.fetch_one(sql.SECTION, (section_uid,))
        if row is None:
            raise UnknownSectionError
        header["section_id"] = row[0]
    if project_uid is not None:
        row = book.fetch_one(sql.PROJECT, (project_uid,))
        if row is None:
            raise UnknownProjectError
        header["project_id"] = row[0]
    return header


def about_as_document(uid: bytes) -> Header:
    """Those of an earlier document: a return belongs where its sale did."""
    return _header(sql.OF_DOCUMENT, uid)


def about_as_batch(uid: bytes) -> Header:
    """Those of a batch: whatever is added to it or comes out of it belongs where it began."""
    return _header(sql.OF_BATCH, uid)


def _header(query: str, uid: bytes) -> Header:
    row = book.fetch_one(query, (uid,))
    return {} if row is None else {"section_id": row[0], "project_id": row[1]}
