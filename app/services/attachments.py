"""Pictures of meetings, projects, certificates, members and loans: taken in, described, taken out."""

from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.attachments import AttachmentOwner
from app.services import pictures, records
from app.services.products import keep_picture
from app.services.records import NotFoundError, Saved, saving
from app.thai.normalise import clean_name
from db import connection as book
from db.models.group import Attachment
from db.sql import meetings as sql

MOST = 200
"""So many pictures of one thing are kept."""
RIGHTS: dict[AttachmentOwner, Permission] = {
    AttachmentOwner.MEETING: Permission.EDIT_MEETINGS,
    AttachmentOwner.PROJECT: Permission.EDIT_PROJECTS,
    AttachmentOwner.CERTIFICATE: Permission.EDIT_MEETINGS,
    AttachmentOwner.MEMBER: Permission.EDIT_PARTIES,
    AttachmentOwner.LOAN: Permission.LEND,
}
"""Whose pictures somebody may keep."""


class TooManyPicturesError(UserError):
    """More pictures of one thing than are kept."""

    message = N_("{limit} pictures are kept here already. Please take one out first.")


def attach(
    session: Session,
    owner: AttachmentOwner,
    *,
    owner_uid: bytes,
    data: bytes,
    name: str = "",
    caption: str = "",
    uid: bytes | None = None,
) -> Saved:
    """Give a picture (the bytes of its file) to something; the same one again is found, not doubled.

    Raises NotAPictureError, PictureTooLargeError, NoMemoryForPictureError, TooManyPicturesError,
    NotFoundError, NotPermittedError.
    """
    permission = RIGHTS[owner]
    session.require(permission)
    picture = pictures.prepare(data)
    with saving(session, permission):
        owner_id = _owner(owner, owner_uid)
        known = book.fetch_one(sql.SAME_ATTACHMENT, (owner.value, owner_id, picture.sha256))
        if known is not None:
            return Saved(known[0], known[1])
        if book.fetch_int(sql.ATTACHMENTS_OF, (owner.value, owner_id)) >= MOST:
            raise TooManyPicturesError(limit=MOST)
        uid = uid or new_uid()
        values: dict[str, Any] = {
            "owner": owner.value,
            "owner_id": owner_id,
            "sha256": keep_picture(picture),
            "name": clean_name(name, 200),
            "caption": clean_name(caption, 300),
            "position": book.fetch_int(sql.NEXT_POSITION, (owner.value, owner_id)),
            "added_at": session.clock(),
        }
        row_id = records.add(session, Attachment, uid, values)
    return Saved(row_id, uid, changes=Changes.GROUP)


def describe(session: Session, owner: AttachmentOwner, *, attachment_uid: bytes, caption: str) -> Saved:
    """Say what a picture shows; raises NotFoundError, TextTooLongError, NotPermittedError."""
    words = clean_name(caption, 300)
    with saving(session, RIGHTS[owner]):
        row_id = _attachment(owner, attachment_uid)
        records.change(session, Attachment, row_id, {"caption": words})
    return Saved(row_id, attachment_uid, changes=Changes.GROUP)


def detach(session: Session, owner: AttachmentOwner, *, attachment_uid: bytes) -> Saved:
    """Take a picture out; raises NotFoundError, NotPermittedError."""
    with saving(session, RIGHTS[owner]):
        row_id = _attachment(owner, attachment_uid)
        records.change(session, Attachment, row_id, {"active": 0})
    return Saved(row_id, attachment_uid, changes=Changes.GROUP)


def _owner(owner: AttachmentOwner, uid: bytes) -> int:
    row = book.fetch_one(sql.OWNER_ID[owner.value], (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])


def _attachment(owner: AttachmentOwner, uid: bytes) -> int:
    """The row of a picture of this kind of owner: whoever may keep a loan's may not take out a member's."""
    row = book.fetch_one(sql.ATTACHMENT, (uid,))
    if row is None or row[1] != owner.value:
        raise NotFoundError
    return int(row[0])
