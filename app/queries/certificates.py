"""Certificates with their last days, and how the yearly renewal of the registration stands."""

import datetime as dt
from dataclasses import dataclass

from app.domain.certificate import (
    CERTIFICATE_WORDS,
    CertificateData,
    CertificateKind,
    CertificateState,
    Renewal,
    renewal_on,
    state_on,
)
from app.i18n import _
from app.queries.settings import book_info
from app.thai.dates import day_of
from db import connection as book
from db.sql import meetings as sql


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with the goods that it is for."""

    id: int
    uid: bytes
    kind: CertificateKind
    name: str
    number: str
    issuer: str
    issued_on: dt.date | None
    expires_on: dt.date | None
    remind_days: int
    note: str
    pictures: int
    products: tuple[tuple[bytes, str], ...] = ()

    @property
    def title(self) -> str:
        """Its name, else what kind it is."""
        return self.name or _(CERTIFICATE_WORDS[self.kind])

    @property
    def data(self) -> CertificateData:
        """What its form starts from."""
        return CertificateData(
            self.kind,
            self.name,
            self.number,
            self.issuer,
            self.issued_on,
            self.expires_on,
            self.remind_days,
            tuple(uid for uid, _name in self.products),
            self.note,
        )

    def state(self, day: dt.date) -> CertificateState:
        """How it stands on a day."""
        return state_on(self.expires_on, self.remind_days, day)

    def days_left(self, day: dt.date) -> int | None:
        """Days to its last day, negative after it; None without one."""
        return None if self.expires_on is None else (self.expires_on - day).days


@dataclass(frozen=True, slots=True)
class Renewed:
    """A year that was marked as renewed."""

    year: int
    done_on: dt.date
    receipt: str
    note: str


def certificates() -> tuple[Certificate, ...]:
    """Every certificate, the one that ends first first."""
    goods: dict[int, list[tuple[bytes, str]]] = {}
    for row_id, uid, name in book.fetch(sql.CERTIFICATE_PRODUCTS):
        goods.setdefault(row_id, []).append((uid, name))
    return tuple(_certificate(row, goods.get(row[0], [])) for row in book.fetch(sql.CERTIFICATES))


def certificate(uid: bytes) -> Certificate | None:
    """One certificate, or None."""
    return next((each for each in certificates() if each.uid == uid), None)


def running_out(day: dt.date) -> tuple[Certificate, ...]:
    """The certificates that are to be looked after: run out, or soon to."""
    return tuple(each for each in certificates() if each.state(day) is not CertificateState.VALID)


def renewals() -> tuple[Renewed, ...]:
    """The years that were marked as renewed, the newest first."""
    return tuple(
        Renewed(year, dt.date.fromisoformat(done), receipt, note)
        for year, done, receipt, note in book.fetch(sql.RENEWALS)
    )


def renewal(day: dt.date) -> Renewal:
    """How the yearly renewal stands on a day."""
    begun = day_of(book_info().created_at)
    return renewal_on(day, frozenset(each.year for each in renewals()), begun)


def _certificate(row: book.Row, goods: list[tuple[bytes, str]]) -> Certificate:
    days = (_day(row[6]), _day(row[7]))
    return Certificate(*[*row[:2], CertificateKind(row[2]), *row[3:6], *days, *row[8:], tuple(goods)])


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
