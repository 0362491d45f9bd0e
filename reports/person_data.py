"""Everything that is kept about one person: why, until when, and all of it in full, to be handed to her."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.domain.member import grouped_id
from app.domain.retention import KEPT_NAMES, REASON_WORDS
from app.domain.roles import ROLE_WORDS, Role
from app.i18n import N_, _
from app.queries.privacy import Fact, PersonData
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import issuer, joined
from reports.loan_words import side_words, terms_words
from reports.member_register import office_words
from reports.model import Cell, Column, Kind, Paragraph, Report, Row, Table
from reports.orders import goods_of, state_of
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
        (_table(FIRST, data), Paragraph(in_words()), *(_table(section, data) for section in SECTIONS)),
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


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the paper: msgids of its title and of the sentence in its place, its columns, its rows."""

    title: str
    columns: tuple[tuple[str, str, Kind, int], ...]
    """Key, msgid of the title, kind, weight."""
    rows: Callable[[PersonData], Iterable[tuple[Cell, ...]]]
    empty: str = ""


def _table(section: Section, data: PersonData) -> Table:
    return Table(
        _(section.title),
        tuple(Column(key, _(title), kind, weight) for key, title, kind, weight in section.columns),
        tuple(map(Row, section.rows(data))),
        empty=_(section.empty) if section.empty else "",
    )


def _kept(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    for fact in data.facts:
        yield _(KEPT_NAMES[fact.kind]), _(REASON_WORDS[fact.verdict.reason]), until(fact)


def _amounts(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    for fact in data.facts:
        if fact.oldest is not None or fact.count > 1:
            yield _(KEPT_NAMES[fact.kind]), fact.count, fact.oldest, fact.newest


def _master(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    person = data.person
    ties = (
        (person.is_member, _("Member")),
        (person.is_customer, _("Customer")),
        (person.is_supplier, _("Supplier")),
    )
    entered = (
        (_("Code"), person.code),
        (_("Name"), person.name),
        (_("Phone"), person.phone),
        (_("Address"), person.address),
        (_("Tax id"), person.tax_id),
        (_("Branch"), person.branch),
        (_("Days to pay"), str(person.credit_days) if person.credit_days else ""),
        (_("Credit limit"), "" if person.credit_limit is None else format_amount(person.credit_limit)),
        (_("Note"), person.note),
        (_("Is to the group"), ", ".join(word for has, word in ties if has)),
    )
    return (cells for cells in (*entered, *_of_member(data)) if cells[1])


def _of_member(data: PersonData) -> tuple[tuple[str, str], ...]:
    """Her line in the register, whole: it is hers to read."""
    row = data.membership
    if row is None:
        return ()
    return (
        (_("Number"), row.number),
        (_("Section"), row.section),
        (_("Joined on"), _day(row.joined_on)),
        (_("Left on"), _day(row.left_on)),
        (_("Why she left"), row.left_reason),
        (_("National id"), grouped_id(row.national_id)),
        (_("Born on"), _day(row.born_on)),
        (_("Household"), row.household),
        (_("Occupation"), row.occupation),
        (_("Heir"), row.heir),
        (_("The heir is her"), row.heir_relation),
        (_("Agreed on"), _day(row.consent_on)),
        (_("Photo"), _("yes") if row.photo is not None else ""),
        (_("Note of the register"), row.note),
    )


def _day(day: dt.date | None) -> str:
    return format_date(day) if day is not None else ""


def _offices(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    for each in data.offices:
        yield office_words(each), each.section, each.from_day, each.to_day, each.appointed_by


def _work(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    for each in data.work:
        yield each.on, each.what, each.number, each.worked.paid or None, each.worked.free or None


def _papers(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    for each in data.papers:
        yield each.on, each.number, document_name(each.kind), each.total, each.name, each.note


def _loans(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    for row in data.loans:
        each = row.loan
        words = joined(each.name, terms_words(each), each.contract)
        notes = joined(each.guarantors, each.security, each.note)
        yield each.code, side_words(each.side), words, row.state.principal, row.state.interest_owed, notes


def _orders(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    for each in data.orders:
        to = joined(each.recipient, each.phone, each.address, each.tracking)
        notes = joined(each.note, each.reason)
        yield each.wanted_on, each.code, goods_of(each), state_of(each), to, notes


def _sign_ins(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    for each in data.sign_ins:
        role = _(ROLE_WORDS[Role(each.role)]) if each.role in set(Role) else each.role
        yield each.name, role, _("yes") if each.active else _("no")


def _log(data: PersonData) -> Iterator[tuple[Cell, ...]]:
    for act in data.log:
        yield when(act, style="short"), act.user, did(act), detail(act)


FIRST = Section(
    N_("What, why, and until when"),
    (
        ("kept", N_("What"), Kind.TEXT, 3),
        ("why", N_("Why"), Kind.TEXT, 9),
        ("until", N_("Has to be kept until"), Kind.TEXT, 3),
    ),
    _kept,
    N_("Nothing is kept about this person."),
)
SECTIONS = (
    Section(
        N_("How much, and since when"),
        (
            ("kept", N_("What"), Kind.TEXT, 5),
            ("count", N_("How many"), Kind.COUNT, 2),
            ("oldest", N_("From day"), Kind.DATE, 3),
            ("newest", N_("To day"), Kind.DATE, 3),
        ),
        _amounts,
        N_("Nothing has a date."),
    ),
    Section(
        N_("What was entered"),
        (("field", N_("What"), Kind.TEXT, 3), ("note", N_("Entered"), Kind.TEXT, 9)),
        _master,
    ),
    Section(
        N_("Papers and amounts"),
        (
            ("date", N_("Date"), Kind.DATE, 3),
            ("number", N_("Document"), Kind.TEXT, 4),
            ("kind", N_("Kind of paper"), Kind.TEXT, 4),
            ("amount", N_("Amount"), Kind.MONEY, 3),
            ("who", N_("The name on it"), Kind.TEXT, 5),
            ("note", N_("Note"), Kind.TEXT, 5),
        ),
        _papers,
        N_("No paper is about this person."),
    ),
    Section(
        N_("Offices"),
        (
            ("office", N_("Office"), Kind.TEXT, 5),
            ("section", N_("Section"), Kind.TEXT, 4),
            ("from", N_("From day"), Kind.DATE, 3),
            ("to", N_("To day"), Kind.DATE, 3),
            ("by", N_("Resolved by"), Kind.TEXT, 4),
        ),
        _offices,
        N_("No office yet."),
    ),
    Section(
        N_("Hours of work"),
        (
            ("date", N_("Date"), Kind.DATE, 3),
            ("what", N_("What was done"), Kind.TEXT, 6),
            ("number", N_("Document"), Kind.TEXT, 4),
            ("paid", N_("Hours paid"), Kind.QUANTITY, 2),
            ("free", N_("Hours given"), Kind.QUANTITY, 2),
        ),
        _work,
        N_("No hours of this person are entered."),
    ),
    Section(
        N_("Loans"),
        (
            ("code", N_("Code"), Kind.TEXT, 2),
            ("side", N_("Who lends"), Kind.TEXT, 3),
            ("terms", N_("What was agreed"), Kind.TEXT, 8),
            ("amount", N_("Still owed"), Kind.MONEY, 3),
            ("interest", N_("Interest up to the day"), Kind.MONEY, 3),
            ("note", N_("Note"), Kind.TEXT, 4),
        ),
        _loans,
        N_("No loan is with this person."),
    ),
    Section(
        N_("Orders"),
        (
            ("date", N_("Wanted on"), Kind.DATE, 3),
            ("code", N_("Order"), Kind.TEXT, 2),
            ("what", N_("What"), Kind.TEXT, 7),
            ("state", N_("State"), Kind.TEXT, 3),
            ("to", N_("Sent to"), Kind.TEXT, 6),
            ("note", N_("Note"), Kind.TEXT, 5),
        ),
        _orders,
        N_("No order is of this person."),
    ),
    Section(
        N_("Signing in to the book"),
        (
            ("who", N_("Signs in as"), Kind.TEXT, 5),
            ("role", N_("Role"), Kind.TEXT, 4),
            ("state", N_("Still does"), Kind.TEXT, 3),
        ),
        _sign_ins,
        N_("This person does not sign in to the book."),
    ),
    Section(
        N_("Lines in the log"),
        (
            ("when", N_("When"), Kind.TEXT, 4),
            ("by", N_("By"), Kind.TEXT, 3),
            ("did", N_("Did what"), Kind.TEXT, 5),
            ("note", N_("In detail"), Kind.TEXT, 8),
        ),
        _log,
        N_("No line of the log is about this person."),
    ),
)
