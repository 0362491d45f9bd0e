"""Pictures that belong to a meeting or a certificate, for the form that describes them; no widgets here."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.session import Session
from app.queries.attachments import AttachmentOwner, attachments
from app.queries.products import thumbnails
from app.services.attachments import RIGHTS, attach, describe, detach
from app.services.records import Saved, saving
from ui.chosen_photo import read_photo


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture in its place: the words under it, its file's name, a small JPEG."""

    uid: bytes
    caption: str
    name: str
    small: bytes | None


@dataclass(frozen=True, slots=True)
class PictureChanges:
    """What the form was left with: words by uid, and what is taken out."""

    captions: tuple[tuple[bytes, str], ...] = ()
    removed: tuple[bytes, ...] = ()


def read_pictures(owner: AttachmentOwner, owner_uid: bytes) -> tuple[KeptPicture, ...]:
    """The pictures of something in their order."""
    found = attachments(owner, owner_uid)
    small = thumbnails({each.sha256 for each in found})
    return tuple(KeptPicture(each.uid, each.caption, each.name, small.get(each.sha256)) for each in found)


def add_picture(session: Session, owner: AttachmentOwner, *, owner_uid: bytes, path: Path) -> Saved:
    """Give a picture file to something; raises what ``read_photo`` and ``attach`` raise."""
    return attach(session, owner, owner_uid=owner_uid, data=read_photo(path).data, name=path.name)


def save_pictures(session: Session, owner: AttachmentOwner, changes: PictureChanges) -> Saved:
    """Write the words and take pictures out, all or nothing; raises NotFoundError, TextTooLongError."""
    saved = Saved(0, b"")
    with saving(session, RIGHTS[owner]):
        for uid, caption in changes.captions:
            saved = describe(session, owner, attachment_uid=uid, caption=caption)
        for uid in changes.removed:
            saved = detach(session, owner, attachment_uid=uid)
    return saved
