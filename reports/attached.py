"""Pictures that belong to a meeting, a certificate, a project: as a block of its report."""

from app.i18n import _
from app.queries.attachments import AttachmentOwner, attachments
from app.queries.settings import picture
from reports.model import Picture, Pictures


def pictures_of(owner: AttachmentOwner, owner_uid: bytes) -> list[Pictures]:
    """One block with what is attached, or none."""
    found = []
    for each in attachments(owner, owner_uid):
        data = picture(each.sha256)
        if data is not None:
            found.append(Picture(each.caption or each.name, data))
    return [Pictures(tuple(found), _("Pictures"))] if found else []
