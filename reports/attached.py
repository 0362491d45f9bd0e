"""Pictures that belong to a meeting, a certificate, a project: as a block of its report."""

from app.i18n import _
from app.queries.attachments import AttachmentOwner, attachments
from app.queries.settings import picture
from reports.model import Picture, Pictures


def pictures_of(
    owner: AttachmentOwner, owner_uid: bytes, *, title: str = "", most: int | None = None
) -> list[Pictures]:
    """One block with what is attached (the first ``most``), or none; the words are what it shows."""
    found = []
    for number, each in enumerate(attachments(owner, owner_uid)[:most], 1):
        data = picture(each.sha256)
        if data is not None:
            found.append(Picture(each.caption or _("Picture {number}").format(number=number), data))
    return [Pictures(tuple(found), title or _("Pictures"))] if found else []
