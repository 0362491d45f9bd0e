"""What the page of debts does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.session import Session
from app.domain.settling import CertificateDraft
from app.domain.settling_typed import (
    Typed,
    Wage,
    pay_draft,
    receive_draft,
    wages_draft,
    write_off_draft,
)
from app.i18n import N_
from app.queries.catalogue import Account, money_accounts
from app.queries.owed_people import AHEAD, BY_US, LATER, TO_US, WAGES, OwedPerson, OwedSide, owed_side
from app.queries.pay_sheet import PayRow, pay_sheet
from app.queries.settled import Withheld, withheld_tax
from app.services.settling import attach_certificate, pay_money, receive_money, write_off
from app.services.unit_of_work import Posted


class Act(StrEnum):
    """What the form is for."""

    RECEIVE = "receive"
    PAY = "pay"
    WAGES = "wages"
    WRITE_OFF = "write_off"
    CERTIFICATE = "certificate"


class Side(StrEnum):
    """Which way something is owed."""

    IN = "in"
    OUT = "out"
    WAGES = "wages"
    AHEAD = "ahead"
    LATER = "later"


SIDE_WORDS = {
    Side.IN: N_("Owed to the group"),
    Side.OUT: N_("The group owes"),
    Side.WAGES: N_("Wages"),
    Side.AHEAD: N_("Given ahead"),
    Side.LATER: N_("Sales money to come"),
}
ROLES = {Side.IN: TO_US, Side.OUT: BY_US, Side.WAGES: WAGES, Side.AHEAD: AHEAD, Side.LATER: LATER}


@dataclass(frozen=True, slots=True)
class Board:
    """One side of the debts, the places of money, and the pay sheet where wages are shown."""

    side: Side
    owed: OwedSide
    accounts: tuple[Account, ...]
    wages: tuple[PayRow, ...] = ()
    without_certificate: tuple[Withheld, ...] = ()
    """Tax that was kept back and whose certificate has not come yet."""


def board(side: Side, today: dt.date) -> Board:
    """One side as it stands today."""
    sheet = pay_sheet(today.replace(day=1), today, today) if side is Side.WAGES else ()
    kept = withheld_tax(dt.date.min, dt.date.max) if side is Side.IN else ()
    missing = tuple(each for each in kept if not each.certificate)
    return Board(side, owed_side(ROLES[side], today), tuple(money_accounts()), sheet, missing)


def receive(session: Session, uid: bytes, person: OwedPerson, typed: Typed, *, on: dt.date) -> Posted:
    """Money received from somebody."""
    return receive_money(session, receive_draft(uid, person.uid, typed), on=on)


def receive_later(session: Session, uid: bytes, person: OwedPerson, typed: Typed, *, on: dt.date) -> Posted:
    """Money of sales that somebody had first: of the chosen sales, else of the oldest."""
    whose = replace(typed, chosen=typed.chosen or person.items)
    return receive_money(session, receive_draft(uid, person.uid, whose), on=on)


def pay(session: Session, uid: bytes, person: OwedPerson, typed: Typed, *, on: dt.date) -> Posted:
    """Money paid to somebody."""
    return pay_money(session, pay_draft(uid, person.uid, typed, BY_US), on=on)


def pay_wages(session: Session, uid: bytes, wages: tuple[Wage, ...], typed: Typed, *, on: dt.date) -> Posted:
    """Everybody's wages at once."""
    return pay_money(session, wages_draft(uid, wages, typed), on=on)


def give_up(session: Session, uid: bytes, person: OwedPerson, typed: Typed, *, on: dt.date) -> Posted:
    """Debts that nobody will pay any more."""
    return write_off(session, write_off_draft(uid, person.uid, typed, person.items), on=on)


def enter_certificate(
    session: Session, uid: bytes, kept: Withheld, typed: Typed, *, dated: dt.date, on: dt.date
) -> Posted:
    """The certificate of tax that was kept back."""
    draft = CertificateDraft(uid, kept.receipt_uid, typed.certificate, dated)
    return attach_certificate(session, draft, on=on)
