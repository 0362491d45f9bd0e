"""Certificates are entered, changed, taken out; a year's renewal of the registration is marked as done."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from app.changes import Changes
from app.domain.certificate import CertificateData, checked_certificate, checked_renewal
from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.services import event_log, records
from app.services.records import NotFoundError, Saved, saving
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.group import Certificate
from db.sql import meetings as sql

MAY = Permission.EDIT_MEETINGS


def create_certificate(session: Session, data: CertificateData, *, uid: bytes | None = None) -> Saved:
    """Enter a certificate, once per ``uid``.

    Raises what ``checked_certificate`` raises, NotFoundError for an unknown product, NotPermittedError.
    """
    uid = uid or new_uid()
    data = checked_certificate(data)
    with saving(session, MAY):
        known = book.fetch_one(sql.CERTIFICATE_KNOWN, (uid,))
        if known is not None:
            return Saved(known[0], uid)
        ids, names = _products(data.products)
        extra = {"products": names} if names else {}
        row_id = records.add(session, Certificate, uid, _columns(data), extra=extra)
        _set_products(row_id, ids)
    return Saved(row_id, uid, data.number, Changes.GROUP)


def change_certificate(session: Session, certificate_uid: bytes, *, data: CertificateData) -> Saved:
    """Change a certificate, renew it with its new days; raises what ``create_certificate`` raises."""
    data = checked_certificate(data)
    with saving(session, MAY):
        row_id = _certificate(certificate_uid)
        before = ", ".join(row[0] for row in book.fetch(sql.PRODUCTS_OF, (row_id,)))
        ids, _names = _products(data.products)
        _set_products(row_id, ids)
        after = ", ".join(row[0] for row in book.fetch(sql.PRODUCTS_OF, (row_id,)))
        old, new = ({}, {}) if before == after else ({"products": before}, {"products": after})
        records.change(session, Certificate, row_id, _columns(data), extra_before=old, extra_after=new)
    return Saved(row_id, certificate_uid, data.number, Changes.GROUP)


def remove_certificate(session: Session, certificate_uid: bytes) -> Saved:
    """Take out a certificate that the group no longer has; raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        row_id = _certificate(certificate_uid)
        records.change(session, Certificate, row_id, {"active": 0})
    return Saved(row_id, certificate_uid, changes=Changes.GROUP)


def mark_renewed(
    session: Session, year: int, *, done_on: dt.date, today: dt.date, receipt: str = "", note: str = ""
) -> Saved:
    """Mark the registration as renewed for a year (of the common era); again changes what was marked.

    Raises RenewalYearError, RenewalToComeError, DayOutOfRangeError, TextTooLongError, NotPermittedError.
    """
    checked_renewal(year, done_on, today)
    values = (done_on.isoformat(), clean_name(receipt, 100), clean_text(note, 2000))
    with saving(session, MAY):
        before = book.fetch_one(sql.RENEWAL, (year,))
        if before != values:
            book.execute(sql.SET_RENEWAL, (year, *values, session.clock(), session.user_id))
            _log(session, year, before, values)
    return Saved(year, b"", str(year), Changes.GROUP)


def unmark_renewed(session: Session, year: int) -> Saved:
    """Take back that a year was renewed; raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        before = book.fetch_one(sql.RENEWAL, (year,))
        if before is None:
            raise NotFoundError
        book.execute(sql.DROP_RENEWAL, (year,))
        _log(session, year, before, None)
    return Saved(year, b"", str(year), Changes.GROUP)


def _log(session: Session, year: int, before: Sequence[str] | None, after: Sequence[str] | None) -> None:
    """A line of the log; the year stands in it, for a renewal has no uid."""
    action = "create" if before is None else "delete" if after is None else "change"
    old, new = (
        None
        if each is None
        else dict(zip(("done_on", "receipt", "note"), each, strict=True)) | {"year": year}
        for each in (before, after)
    )
    event_log.append(session, action, "renewal", event_log.NOBODY, old, new)


def _columns(data: CertificateData) -> dict[str, Any]:
    return {
        "kind": data.kind.value,
        "name": data.name,
        "number": data.number,
        "issuer": data.issuer,
        "issued_on": None if data.issued_on is None else data.issued_on.isoformat(),
        "expires_on": None if data.expires_on is None else data.expires_on.isoformat(),
        "remind_days": data.remind_days,
        "note": data.note,
    }


def _certificate(uid: bytes) -> int:
    row = book.fetch_one(sql.CERTIFICATE_ID, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])


def _products(uids: Sequence[bytes]) -> tuple[list[int], str]:
    found = []
    for uid in uids:
        row = book.fetch_one(sql.PRODUCT, (uid,))
        if row is None:
            raise NotFoundError
        found.append(row)
    return [row[0] for row in found], ", ".join(row[1] for row in found)


def _set_products(row_id: int, ids: Sequence[int]) -> None:
    book.execute(sql.CLEAR_PRODUCTS, (row_id,))
    book.executemany(sql.ADD_PRODUCT, [(row_id, each) for each in ids])
