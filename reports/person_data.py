"""Everything that is kept about one person: why, until when, and all of it in full, to be handed to her."""

import datetime as dt

from app.domain.retention import KEPT_NAMES, REASON_WORDS
from app.domain.roles import ROLE_WORDS, Role
from app.i18n import _
from app.queries.privacy import Fact, PersonData
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import issuer
from reports.model import Column, Kind, Paragraph, Report, Row, Table
from reports.stock_card import document_name
from reports.trace_words import detail, did, when

NAME = "person-data"


def build(data: PersonData, *, printed: dt.datetime | None = None) -> Report:
    """All that the book holds about a person, as the service gave it to whoever may read it."""
    head = issuer()
    return Report(
        NAME,
        _("What is kept about a person"),
        head,
        (
            _kept(data),
            Paragraph(in_words()),
            _amounts(data),
            _master(data),
            _papers(data),
            _sign_ins(data),
            _log(data),
        ),
        subtitle=f"{data.person.name} ({data.person.code})",
        printed=printed,
        book=head.name,
    )


def in_words() -> str:
    """What erasing does not reach, said before it is done."""
    return _(
        "The log of who did what cannot be rewritten: what was entered earlier can still be read there by "
        "those who may see it. Copies made before an erasure keep everything until they are thrown away."
    )


def until(fact: Fact) -> str:
    """Until when something has to be kept, in words."""
    if fact.may_go:
        return _("can go now")
    if fact.verdict.until is not None:
        return format_date(fact.verdict.until)
    return _("stays") if fact.stays else _("as long as that is so")


def _kept(data: PersonData) -> Table:
    return Table(
        _("What, why, and until when"),
        (
            Column("kept", _("What"), Kind.TEXT, 3),
            Column("why", _("Why"), Kind.TEXT, 9),
            Column("until", _("Has to be kept until"), Kind.TEXT, 3),
        ),
        tuple(
            Row((_(KEPT_NAMES[fact.kind]), _(REASON_WORDS[fact.verdict.reason]), until(fact)))
            for fact in data.facts
        ),
        empty=_("Nothing is kept about this person."),
    )


def _amounts(data: PersonData) -> Table:
    return Table(
        _("How much, and since when"),
        (
            Column("kept", _("What"), Kind.TEXT, 5),
            Column("count", _("How many"), Kind.COUNT, 2),
            Column("oldest", _("From day"), Kind.DATE, 3),
            Column("newest", _("To day"), Kind.DATE, 3),
        ),
        tuple(
            Row((_(KEPT_NAMES[fact.kind]), fact.count, fact.oldest, fact.newest))
            for fact in data.facts
            if fact.oldest is not None or fact.count > 1
        ),
        empty=_("Nothing has a date."),
    )


def _master(data: PersonData) -> Table:
    person = data.person
    roles = [
        word
        for has, word in (
            (person.is_member, _("Member")),
            (person.is_customer, _("Customer")),
            (person.is_supplier, _("Supplier")),
        )
        if has
    ]
    rows = (
        (_("Code"), person.code),
        (_("Name"), person.name),
        (_("Phone"), person.phone),
        (_("Address"), person.address),
        (_("Tax id"), person.tax_id),
        (_("Branch"), person.branch),
        (_("Days to pay"), str(person.credit_days) if person.credit_days else ""),
        (_("Credit limit"), "" if person.credit_limit is None else format_amount(person.credit_limit)),
        (_("Note"), person.note),
        (_("Is to the group"), ", ".join(roles)),
    )
    return Table(
        _("What was entered"),
        (Column("field", _("What"), Kind.TEXT, 3), Column("note", _("Entered"), Kind.TEXT, 9)),
        tuple(Row(cells) for cells in rows if cells[1]),
    )


def _papers(data: PersonData) -> Table:
    return Table(
        _("Papers and amounts"),
        (
            Column("date", _("Date"), Kind.DATE, 3),
            Column("number", _("Document"), Kind.TEXT, 4),
            Column("kind", _("Kind of paper"), Kind.TEXT, 4),
            Column("amount", _("Amount"), Kind.MONEY, 3),
            Column("who", _("The name on it"), Kind.TEXT, 5),
            Column("note", _("Note"), Kind.TEXT, 5),
        ),
        tuple(
            Row((each.on, each.number, document_name(each.kind), each.total, each.name, each.note))
            for each in data.papers
        ),
        empty=_("No paper is about this person."),
    )


def _sign_ins(data: PersonData) -> Table:
    return Table(
        _("Signing in to the book"),
        (
            Column("who", _("Signs in as"), Kind.TEXT, 5),
            Column("role", _("Role"), Kind.TEXT, 4),
            Column("state", _("Still does"), Kind.TEXT, 3),
        ),
        tuple(
            Row((each.name, _role(each.role), _("yes") if each.active else _("no"))) for each in data.sign_ins
        ),
        empty=_("This person does not sign in to the book."),
    )


def _role(name: str) -> str:
    return _(ROLE_WORDS[Role(name)]) if name in set(Role) else name


def _log(data: PersonData) -> Table:
    return Table(
        _("Lines in the log"),
        (
            Column("when", _("When"), Kind.TEXT, 4),
            Column("by", _("By"), Kind.TEXT, 3),
            Column("did", _("Did what"), Kind.TEXT, 5),
            Column("note", _("In detail"), Kind.TEXT, 8),
        ),
        tuple(Row((when(act, style="short"), act.user, did(act), detail(act))) for act in data.log),
        empty=_("No line of the log is about this person."),
    )
