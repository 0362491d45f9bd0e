"""Certificates of the group and its goods with a last day, and the yearly renewal of the registration."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.calendar import checked_day
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name, clean_text

USUAL_NOTICE = 60
"""Days before its last day that a certificate is first spoken of."""
LAST_RENEWAL_DAY = 30
"""Renewals are taken in from 1 to 30 January."""
FIRST_NOTICE_MONTH = 12


class CertificateKind(StrEnum):
    """What a certificate says."""

    FOOD = "food"
    COMMUNITY = "community"
    HALAL = "halal"
    GEOGRAPHICAL = "geographical"
    ORGANIC = "organic"
    REGISTRATION = "registration"
    OTHER = "other"


CERTIFICATE_WORDS: dict[CertificateKind, str] = {
    CertificateKind.FOOD: N_("Food (FDA)"),
    CertificateKind.COMMUNITY: N_("Community product standard"),
    CertificateKind.HALAL: N_("Halal"),
    CertificateKind.GEOGRAPHICAL: N_("Geographical indication"),
    CertificateKind.ORGANIC: N_("Organic"),
    CertificateKind.REGISTRATION: N_("Registration of the group"),
    CertificateKind.OTHER: N_("Other certificate"),
}
"""Kinds of certificates, marked for translation."""


class CertificateState(StrEnum):
    """How a certificate stands on a day."""

    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"


STATE_WORDS: dict[CertificateState, str] = {
    CertificateState.VALID: N_("Valid"),
    CertificateState.SOON: N_("Runs out soon"),
    CertificateState.EXPIRED: N_("Has run out"),
}
"""How a certificate stands, marked for translation."""


class ExpiresBeforeIssuedError(UserError):
    """A certificate that ends before it was issued."""

    message = N_("This certificate would run out before it was issued. Please check both days.")


class NoticeError(UserError):
    """A reminder so early that it cannot be meant."""

    message = N_("Please enter between 0 and 3,650 days.")


class RenewalYearError(UserError):
    """A year of renewal that cannot be meant."""

    message = N_("This year cannot be right; please check the date.")


class RenewalToComeError(UserError):
    """A renewal on a day that is still to come."""

    message = N_("This day is still to come. Please mark the renewal when it is done.")


@dataclass(frozen=True, slots=True)
class CertificateData:
    """Everything that is typed about a certificate; ``expires_on`` None for one without an end."""

    kind: CertificateKind
    name: str
    number: str = ""
    issuer: str = ""
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None
    remind_days: int = USUAL_NOTICE
    products: tuple[bytes, ...] = ()
    """The goods that it is for, by uid; none for the whole group."""
    note: str = ""


class RenewalStage(StrEnum):
    """How the yearly renewal stands on a day."""

    QUIET = "quiet"
    """Done, or nothing to do for now."""
    SOON = "soon"
    """Opens on 1 January."""
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Renewal:
    """How the renewal of a year stands; ``year`` is of the common era."""

    year: int
    stage: RenewalStage
    first_day: dt.date
    last_day: dt.date
    days: int
    """Days until it opens or ends, or since it ended."""
    missed_before: bool = False
    """Whether the year before was not marked either: without two in a row the group is struck off."""


def checked_certificate(data: CertificateData) -> CertificateData:
    """The certificate with cleaned texts; without a name it has none, its kind says enough.

    Raises ExpiresBeforeIssuedError, NoticeError, TextTooLongError, DayOutOfRangeError.
    """
    for day in (data.issued_on, data.expires_on):
        if day is not None:
            checked_day(day)
    if data.issued_on is not None and data.expires_on is not None and data.expires_on < data.issued_on:
        raise ExpiresBeforeIssuedError
    if not 0 <= data.remind_days <= 3650:
        raise NoticeError
    return replace(
        data,
        name=clean_name(data.name, 200),
        number=clean_name(data.number, 100),
        issuer=clean_name(data.issuer, 200),
        products=tuple(dict.fromkeys(data.products)),
        note=clean_text(data.note),
    )


def state_on(expires_on: dt.date | None, remind_days: int, day: dt.date) -> CertificateState:
    """How a certificate stands on a day; its last day still counts."""
    if expires_on is None or (expires_on - day).days > remind_days:
        return CertificateState.VALID
    return CertificateState.EXPIRED if expires_on < day else CertificateState.SOON


def renewal_on(day: dt.date, done: Collection[int], since: dt.date) -> Renewal:
    """How the renewal stands on a day; years whose January ended before ``since`` are nobody's business.

    ``since`` is the day the book was begun, ``done`` the years that were marked as renewed.
    """
    year = day.year + (day.month >= FIRST_NOTICE_MONTH)
    first, last = dt.date(year, 1, 1), dt.date(year, 1, LAST_RENEWAL_DAY)
    missed = year - 1 not in done and _asked(year - 1, since)
    if year in done:
        return Renewal(year, RenewalStage.QUIET, first, last, 0)
    if day < first:
        return Renewal(year, RenewalStage.SOON, first, last, (first - day).days, missed)
    if day <= last:
        return Renewal(year, RenewalStage.OPEN, first, last, (last - day).days, missed)
    if not _asked(year, since):
        return Renewal(year, RenewalStage.QUIET, first, last, 0)
    return Renewal(year, RenewalStage.OVERDUE, first, last, (day - last).days, missed)


def _asked(year: int, since: dt.date) -> bool:
    return dt.date(year, 1, LAST_RENEWAL_DAY) >= since


def checked_renewal(year: int, done_on: dt.date, today: dt.date) -> None:
    """Raise RenewalYearError, RenewalToComeError, DayOutOfRangeError for what cannot be."""
    checked_day(done_on)
    if done_on > today:
        raise RenewalToComeError
    if not done_on.year - 1 <= year <= done_on.year + 1:
        raise RenewalYearError
