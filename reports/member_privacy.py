"""What is kept about members and why, for each to read and sign; and the card of one member."""

import datetime as dt

from app.domain.member import PURPOSES, age_on, masked_id
from app.domain.session import Session
from app.i18n import N_, _
from app.queries.members import Member, member_of, offices_of
from app.queries.work_hours import hours_by_person
from app.thai.dates import format_date
from app.thai.digits import format_quantity
from reports.common import issuer, joined
from reports.member_register import office_words
from reports.model import Block, Column, Kind, Paragraph, Report, Row, Signatures, Table
from reports.own_account import whose

NAME = "member-privacy"
CARD_NAME = "member-card"

RIGHTS = N_(
    "She may read at any time what is kept about her, have mistakes put right, get all of it on paper "
    "or as a file, and have erased what no law asks the group to keep. Nothing is given to others except "
    "the registrar and offices that the law names. The book is kept on the group's own computer."
)


def build(session: Session, code: str, *, printed: dt.datetime | None = None) -> Report:
    """The paper for the person with this code, for the reader herself without one.

    Raises NotPermittedError for somebody else without the right to see the books, ReportArgumentError.
    """
    person = whose(session, code, NAME)
    member = member_of(person.id)
    head = issuer()
    blocks: list[Block] = [purposes(), Paragraph(_(RIGHTS), _("What every member may ask for"))]
    if member is not None and member.consent_on is not None:
        words = _("Agreed on {day}.").format(day=format_date(member.consent_on, "long"))
        blocks.append(Paragraph(words))
    else:
        blocks.append(Paragraph(_("I have read this and agree that the group keeps these data about me.")))
    blocks.append(Signatures((_("Member"), _("For the group"))))
    number = _("member {number}").format(number=member.number) if member is not None else person.code
    return Report(
        NAME,
        _("Personal data of members: what is kept and why"),
        head,
        tuple(blocks),
        subtitle=f"{person.name} · {number}",
        printed=printed,
        book=head.name,
        one_page=True,
    )


def purposes() -> Table:
    """What is kept, why, and how long."""
    columns = (
        Column("what", _("What"), Kind.TEXT, 5),
        Column("why", _("Why"), Kind.TEXT, 7),
        Column("until", _("How long"), Kind.TEXT, 5),
    )
    rows = tuple(Row((_(what), _(why), _(until))) for what, why, until in PURPOSES)
    return Table(_("What is kept, why, and how long"), columns, rows)


def card(member: Member, today: dt.date) -> Report:
    """What the register says about a member, for the screen; her national id shows its last digits only."""
    head = issuer()
    return Report(CARD_NAME, member.name, head, (_facts(member, today), _offices(member)), book=head.name)


def _facts(member: Member, today: dt.date) -> Table:
    born = ""
    if member.born_on is not None:
        years = _("aged {count}").format(count=age_on(member.born_on, today))
        born = f"{format_date(member.born_on)} ({years})"
    worked = hours_by_person(today.replace(month=1, day=1), today).get(member.id)
    hours = ""
    if worked is not None:
        hours = _("{paid} paid, {free} given").format(
            paid=format_quantity(worked.paid), free=format_quantity(worked.free)
        )
    heir = f"{member.heir} ({member.heir_relation})" if member.heir_relation else member.heir
    facts = (
        (_("Joined on"), _day(member.joined_on)),
        (_("Left on"), joined(_day(member.left_on), member.left_reason)),
        (_("Telephone"), member.phone),
        (_("Address"), " ".join(member.address.split())),
        (_("National id"), masked_id(member.national_id)),
        (_("Born on"), born),
        (_("Household"), member.household),
        (_("Occupation"), member.occupation),
        (_("Heir"), heir),
        (_("Agreed on"), _day(member.consent_on) or _("not yet")),
        (_("Hours this year"), hours),
        (_("Note"), member.note),
    )
    columns = (Column("what", _("What"), Kind.TEXT, 3), Column("is", _("Entered"), Kind.TEXT, 6))
    return Table("", columns, tuple(Row((what, words)) for what, words in facts if words))


def _offices(member: Member) -> Table:
    columns = (
        Column("office", _("Office"), Kind.TEXT, 5),
        Column("from", _("From day"), Kind.DATE, 3),
        Column("to", _("To day"), Kind.DATE, 3),
    )
    rows = tuple(
        Row(
            (
                f"{office_words(each)} · {each.section}" if each.section else office_words(each),
                each.from_day,
                each.to_day,
            )
        )
        for each in offices_of(member.id)
    )
    return Table(_("Offices"), columns, rows, empty=_("No office yet."))


def _day(day: dt.date | None) -> str:
    return format_date(day) if day is not None else ""
