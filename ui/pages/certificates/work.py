"""What the page of certificates does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass

from app.domain.certificate import CERTIFICATE_WORDS, STATE_WORDS, CertificateData, Renewal
from app.domain.session import Session
from app.i18n import _
from app.queries.attachments import AttachmentOwner
from app.queries.certificates import Certificate, Renewed, certificates, renewal, renewals
from app.queries.products import ProductFilter, ProductRow, list_products
from app.services.certificates import change_certificate, create_certificate
from app.services.records import Saved
from app.thai.dates import format_date
from reports.attached import pictures_of
from reports.common import issuer
from reports.meeting_papers import CERTIFICATES
from reports.model import Block, Column, Kind, Report, Row, Table

MANY = 100_000


@dataclass(frozen=True, slots=True)
class Shown:
    """Every certificate, and how the renewal stands."""

    rows: tuple[Certificate, ...]
    renewal: Renewal
    renewed: tuple[Renewed, ...]


def shown(today: dt.date) -> Shown:
    """The certificates as they stand."""
    return Shown(certificates(), renewal(today), renewals())


def lists() -> tuple[ProductRow, ...]:
    """The goods that a certificate may be for."""
    return tuple(list_products(ProductFilter(), limit=MANY))


def card(each: Certificate, day: dt.date) -> Report:
    """A certificate at the right of the list, with its pictures."""
    facts = (
        (_("Kind"), _(CERTIFICATE_WORDS[each.kind])),
        (_("Number"), each.number),
        (_("Issued by"), each.issuer),
        (_("Issued on"), format_date(each.issued_on, "medium") if each.issued_on else ""),
        (_("Runs out on"), format_date(each.expires_on, "medium") if each.expires_on else _("never")),
        (_("How it stands"), _(STATE_WORDS[each.state(day)])),
        (_("For"), ", ".join(name for _uid, name in each.products) or _("the whole group")),
        (_("Note"), each.note),
    )
    columns = (
        Column("what", _("What"), Kind.TEXT, 3),
        Column("value", _("As the book has it"), Kind.TEXT, 6),
    )
    rows = tuple(Row((label, value)) for label, value in facts if value)
    blocks: tuple[Block, ...] = (
        Table("", columns, rows),
        *pictures_of(AttachmentOwner.CERTIFICATE, each.uid),
    )
    head = issuer()
    return Report(CERTIFICATES, each.title, head, blocks, book=head.name)


def save(session: Session, data: CertificateData, *, uid: bytes, known: bool) -> Saved:
    """Change a certificate or enter a new one."""
    if known:
        return change_certificate(session, uid, data=data)
    return create_certificate(session, data, uid=uid)
