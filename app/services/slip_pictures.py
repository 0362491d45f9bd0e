"""Pictures of slips: taken in, kept waiting, given to the document that was entered from them."""

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services import pictures, records
from app.services.products import keep_picture
from app.services.records import NotFoundError, Saved, saving
from app.thai.normalise import clean_name
from db import connection as book
from db.models.books import SlipPicture
from db.sql import entries as sql


class PictureTakenError(UserError):
    """A picture that belongs to another document already."""

    message = N_("This picture already belongs to another entry.")


def take_in_picture(session: Session, data: bytes, *, name: str = "") -> Saved:
    """Take in the picture of a slip (the bytes of its file); one that waits already is found again.

    Raises NotPermittedError, NotAPictureError, PictureTooLargeError, NoMemoryForPictureError.
    """
    session.require(Permission.BUY)
    picture = pictures.prepare(data)
    with saving(session, Permission.BUY):
        known = book.fetch_one(sql.WAITING_SAME, (picture.sha256,))
        if known is not None:
            return Saved(known[0], known[1])
        uid = new_uid()
        values = {
            "sha256": keep_picture(picture),
            "name": clean_name(name, 200),
            "added_at": session.clock(),
            "document_id": None,
            "active": 1,
        }
        return Saved(records.add(session, SlipPicture, uid, values), uid, changes=Changes.DRAFTS)


def attach_picture(session: Session, picture_uid: bytes, *, document_uid: bytes) -> Saved:
    """Give a waiting picture to a document; to the same one again changes nothing.

    Raises NotPermittedError, NotFoundError, PictureTakenError.
    """
    with saving(session, Permission.BUY):
        row_id, taken = _state(picture_uid)
        document = book.fetch_one(sql.DOCUMENT_ID, (document_uid,))
        if document is None:
            raise NotFoundError
        if taken not in (None, document[0]):
            raise PictureTakenError
        records.change(session, SlipPicture, row_id, {"document_id": document[0]})
    return Saved(row_id, picture_uid, changes=Changes.DRAFTS)


def put_picture_aside(session: Session, picture_uid: bytes) -> Saved:
    """Take a picture off the strip: no slip, or a second picture of one.

    Raises NotPermittedError, NotFoundError, PictureTakenError (it belongs to a document).
    """
    with saving(session, Permission.BUY):
        row_id, taken = _state(picture_uid)
        if taken is not None:
            raise PictureTakenError
        records.change(session, SlipPicture, row_id, {"active": 0})
    return Saved(row_id, picture_uid, changes=Changes.DRAFTS)


def _state(picture_uid: bytes) -> tuple[int, int | None]:
    row = book.fetch_one(sql.PICTURE, (picture_uid,))
    if row is None:
        raise NotFoundError
    return row[0], row[1]
