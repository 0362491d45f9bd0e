"""What the page of the shares does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass, field

from app.domain.document import new_uid
from app.domain.register_check import Disagreement
from app.domain.session import Session
from app.domain.share import SHARE_WORDS, Holding, TakeUpDraft, shares_worth
from app.i18n import _
from app.queries.catalogue import Account, money_accounts
from app.queries.members import members
from app.queries.settings import business_settings
from app.queries.shares import Certificate, certificates, disagreements, holders, holding, steps, value_of
from app.services.shares import take_up_shares
from app.services.unit_of_work import Posted
from reports.common import document_link, issuer
from reports.model import Block, Column, Figure, Figures, Kind, Link, Report, Row, Table
from reports.share_papers import CERTIFICATE, REGISTER


@dataclass(frozen=True, slots=True)
class SharePerson:
    """A member or former member with what she holds."""

    uid: bytes
    id: int
    number: str
    name: str
    section: str
    is_member: bool
    holding: Holding


@dataclass(frozen=True, slots=True)
class Rules:
    """What the group has agreed about shares; satang, and the most that one member may hold (0 for any)."""

    par: int = 0
    most: int = 0
    next_month: bool = True
    at_book: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Everybody with shares or a place among the members, the sums, the rules, where the ledger differs."""

    rows: tuple[SharePerson, ...] = ()
    shares: int = 0
    paid: int = 0
    unpaid: int = 0
    rules: Rules = field(default_factory=Rules)
    different: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """What some shares are worth that somebody gives back: as paid in, and by the books; satang."""

    paid: int
    by_books: int
    at_book: bool


def accounts() -> tuple[Account, ...]:
    """Places of money."""
    return tuple(money_accounts())


def shown(today: dt.date) -> Shown:
    """The shares as they stand."""
    held = {each.uid: each for each in holders(today)}
    rows = [
        SharePerson(
            each.uid,
            each.id,
            each.number,
            each.name,
            each.section,
            True,
            held[each.uid].holding if each.uid in held else Holding(),
        )
        for each in members(today)
    ]
    known = {each.uid for each in rows}
    rows += [
        SharePerson(each.uid, each.id, each.number or each.code, each.name, each.section, False, each.holding)
        for each in held.values()
        if each.uid not in known
    ]
    return Shown(
        tuple(rows),
        sum(each.holding.shares for each in rows),
        sum(each.holding.paid for each in rows),
        sum(each.holding.unpaid for each in rows),
        rules(),
        disagreements(today),
    )


def rules() -> Rules:
    """What the group has agreed about shares."""
    group = business_settings()
    return Rules(
        group.share_par, group.share_most, group.share_counts_next_month, group.share_returned_at_book
    )


def card(each: SharePerson) -> Report:
    """What happened to somebody's shares, and her certificates."""
    head = issuer()
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("what", _("What"), Kind.TEXT, 4),
        Column("shares", _("Shares"), Kind.COUNT, 2),
        Column("paid", _("Value paid in"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row((step.on, _(SHARE_WORDS[step.event]), step.shares, step.paid), opens=document_link(step.number))
        for _person, step in steps(each.id, dt.date.min, dt.date.max)
    )
    blocks: list[Block] = [
        Figures(
            (
                Figure(_("Shares"), each.holding.shares, Kind.COUNT),
                Figure(_("Value paid in"), each.holding.paid),
                Figure(_("Still to pay in"), each.holding.unpaid),
            )
        ),
        Table(_("What happened"), columns, rows, empty=_("She holds no shares yet.")),
    ]
    papers = certificates(each.uid)
    if papers:
        blocks.append(_papers(papers))
    return Report(REGISTER, each.name, head, tuple(blocks), book=head.name)


def _papers(papers: tuple[Certificate, ...]) -> Table:
    columns = (
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("shares", _("Shares"), Kind.COUNT, 2),
        Column("day", _("Issued on"), Kind.DATE, 3),
        Column("cancelled", _("Cancelled on"), Kind.DATE, 3),
    )
    rows = tuple(
        Row(
            (str(each.number), each.shares, each.issued_on, each.cancelled_on),
            opens=Link(CERTIFICATE, str(each.number)),
        )
        for each in papers
    )
    return Table(_("Share certificates"), columns, rows)


def valid_certificates(uid: bytes) -> tuple[Certificate, ...]:
    """Her certificates that stand."""
    return tuple(each for each in certificates(uid) if each.cancelled_on is None)


def proposed(each: SharePerson, shares: int, day: dt.date) -> Proposed:
    """What shares that are given back are worth."""
    part = holding(each.id).part(shares)
    return Proposed(part.paid, value_of(shares, day), rules().at_book)


def take_up(session: Session, different: tuple[Disagreement, ...], *, on: dt.date) -> Posted:
    """Take what only the ledger knows into the register, in whole shares at the par value."""
    par = rules().par
    lines = tuple((each.uid, shares_worth(each.ledger, par)) for each in different if each.name)
    return take_up_shares(session, TakeUpDraft(new_uid(), lines), on=on)
