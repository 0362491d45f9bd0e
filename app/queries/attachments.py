"""Pictures and papers that belong to a meeting, a project, a certificate, a member or a loan."""

from dataclasses import dataclass
from enum import StrEnum

from db import connection as book
from db.sql import meetings as sql


class AttachmentOwner(StrEnum):
    """What a picture may belong to."""

    MEETING = "meeting"
    PROJECT = "project"
    CERTIFICATE = "certificate"
    MEMBER = "member"
    LOAN = "loan"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture; its bytes are read by ``picture(sha256)`` of the settings' queries."""

    uid: bytes
    sha256: bytes
    name: str
    caption: str
    added_at: int


def attachments(owner: AttachmentOwner, owner_uid: bytes) -> tuple[Attachment, ...]:
    """The pictures of something in their order; none of what is not there."""
    row = book.fetch_one(sql.OWNER_ID[owner.value], (owner_uid,))
    if row is None:
        return ()
    return tuple(Attachment(*each) for each in book.fetch(sql.ATTACHMENTS, (owner.value, row[0])))
