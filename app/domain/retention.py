"""What about a person is kept how long and why, and what of it may go on a day.

Papers: the Accounting Act B.E. 2543, section 14, keeps books and documents five years from the day the
accounts are closed; the accounts of a book close with the calendar year. Receipts: the Revenue Code,
section 105 bis, keeps their copies five years, which ends no later.
Contact data: the Personal Data Protection Act B.E. 2562, sections 22 and 33, keeps no more than is needed
and erases what is no longer needed when the person asks; section 33 leaves what another law requires.
Registers: an enterprise names its members to the registrar each year (Community Enterprise Promotion Act
B.E. 2548), so a name stays as long as she is a member.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.i18n import N_

YEARS = 5
"""Years after the end of the one that a paper belongs to."""


class Kept(StrEnum):
    """What can be kept about a person."""

    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    NOTE = "note"
    TAX_ID = "tax_id"
    TERMS = "terms"
    MEMBERSHIP = "membership"
    IDENTITY = "identity"
    HEIR = "heir"
    LIVING = "living"
    PHOTO = "photo"
    OFFICES = "offices"
    WORK = "work"
    CERTIFICATES = "certificates"
    ATTENDED = "attended"
    THINGS = "things"
    ORDERS = "orders"
    ORDER_ADDRESS = "order_address"
    PAPER_NAMES = "paper_names"
    PAPERS = "papers"
    RECIPES = "recipes"
    DRAFTS = "drafts"
    SIGN_IN = "sign_in"
    LINK = "link"
    LOG = "log"


KEPT_NAMES: dict[Kept, str] = {
    Kept.NAME: N_("Name"),
    Kept.PHONE: N_("Phone"),
    Kept.ADDRESS: N_("Address"),
    Kept.NOTE: N_("Note"),
    Kept.TAX_ID: N_("Tax id"),
    Kept.TERMS: N_("Days to pay and credit limit"),
    Kept.MEMBERSHIP: N_("Number, days of joining and leaving"),
    Kept.IDENTITY: N_("National id and day of birth"),
    Kept.HEIR: N_("Heir"),
    Kept.LIVING: N_("Household, occupation, notes of the register"),
    Kept.PHOTO: N_("Photo"),
    Kept.OFFICES: N_("Offices"),
    Kept.WORK: N_("Hours of work"),
    Kept.CERTIFICATES: N_("Share certificates"),
    Kept.ATTENDED: N_("Meetings and activities taken part in"),
    Kept.THINGS: N_("Money that the person keeps, things that the person lent"),
    Kept.ORDERS: N_("Orders"),
    Kept.ORDER_ADDRESS: N_("Recipient, telephone, address and notes of orders"),
    Kept.PAPER_NAMES: N_("The name on papers"),
    Kept.PAPERS: N_("Papers and amounts"),
    Kept.RECIPES: N_("The name in recipes"),
    Kept.DRAFTS: N_("Begun work with the name"),
    Kept.SIGN_IN: N_("Signing in to the book"),
    Kept.LINK: N_("The link to her own household book"),
    Kept.LOG: N_("Lines in the log"),
}


class Reason(StrEnum):
    """Why something is kept."""

    WISH = "wish"
    MEMBER = "member"
    DEBT = "debt"
    PAPER = "paper"
    ACCOUNTS = "accounts"
    WORKS = "works"
    KEEPS = "keeps"
    AUTHOR = "author"
    PROOF = "proof"
    REGISTER = "register"
    HOLDS = "holds"
    ORDERED = "ordered"


REASON_WORDS: dict[Reason, str] = {
    Reason.WISH: N_("Only because somebody entered it; it can go at once."),
    Reason.MEMBER: N_("The group has to name its members, as long as the person is one."),
    Reason.DEBT: N_("Something is still owed; the name is needed until it is settled."),
    Reason.PAPER: N_("Accounting Act: papers are kept five years after the end of their year."),
    Reason.ACCOUNTS: N_("The accounts stay whole; without the name the amounts tell of nobody."),
    Reason.WORKS: N_("The person works with the book."),
    Reason.KEEPS: N_("The group has to know who keeps its money and whose things it uses."),
    Reason.AUTHOR: N_("Documents have to say who wrote them."),
    Reason.REGISTER: N_("The group's registers stay whole; without the name they tell of nobody."),
    Reason.HOLDS: N_("Shares or savings are still held; the heir is needed until they are paid out."),
    Reason.ORDERED: N_("An order is still open; name and address are needed until it is handed over."),
    Reason.PROOF: N_("The log proves that nothing was changed in secret, so no line of it can be taken out."),
}
STAYS = frozenset({Reason.ACCOUNTS, Reason.AUTHOR, Reason.PROOF, Reason.REGISTER})
"""Reasons that do not end by themselves."""


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a name to the book: the day of the newest paper, and what she is to the group."""

    newest_paper: dt.date | None = None
    is_member: bool = False
    owes_or_is_owed: bool = False
    signs_in: bool = False
    keeps_things: bool = False
    """Keeps money of the group, or lent it something."""
    has_open_orders: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why something is kept, and the last day it has to be; a day of None has no end that is known."""

    reason: Reason
    until: dt.date | None = None

    @property
    def may_go(self) -> bool:
        """Whether it can be erased at once."""
        return self.reason is Reason.WISH


def kept_until(paper: dt.date) -> dt.date:
    """The last day on which a paper of a day has to be kept."""
    return dt.date(min(paper.year + YEARS, dt.MAXYEAR), 12, 31)


def first_kept(today: dt.date) -> dt.date:
    """The oldest day whose papers still have to be kept."""
    return dt.date(max(today.year - YEARS, dt.MINYEAR), 1, 1)


def of_tax_id(ties: Ties, today: dt.date) -> Verdict:
    """A tax id stands for the person on papers and goes with the last of them."""
    return _by_paper(ties, today) or Verdict(Reason.WISH)


def of_terms(ties: Ties) -> Verdict:
    """Until when and how much somebody may owe matters as long as she owes."""
    return Verdict(Reason.DEBT if ties.owes_or_is_owed else Reason.WISH)


def of_identity(ties: Ties) -> Verdict:
    """A national id and a day of birth stay for a member and while something is owed."""
    if ties.is_member:
        return Verdict(Reason.MEMBER)
    return Verdict(Reason.DEBT if ties.owes_or_is_owed else Reason.WISH)


def of_heir(*, holds: bool) -> Verdict:
    """The heir of somebody who holds shares or savings is needed."""
    return Verdict(Reason.HOLDS if holds else Reason.WISH)


def of_name(ties: Ties, today: dt.date) -> Verdict:
    """A name stays for a member, whoever works with the book or keeps its money, for debts and papers."""
    if ties.is_member:
        return Verdict(Reason.MEMBER)
    if ties.signs_in:
        return Verdict(Reason.WORKS)
    if ties.keeps_things:
        return Verdict(Reason.KEEPS)
    if ties.owes_or_is_owed:
        return Verdict(Reason.DEBT)
    if ties.has_open_orders:
        return Verdict(Reason.ORDERED)
    return _by_paper(ties, today) or Verdict(Reason.WISH)


def _by_paper(ties: Ties, today: dt.date) -> Verdict | None:
    if ties.newest_paper is None or ties.newest_paper < first_kept(today):
        return None
    return Verdict(Reason.PAPER, kept_until(ties.newest_paper))
