"""Letters to members by mail merge, and labels with their addresses."""

import datetime as dt
from collections.abc import Collection

from app.domain.letter import (
    MONEY,
    MOST_TO,
    LetterData,
    NobodyChosenError,
    PersonFigures,
    Placeholder,
    TooManyLettersError,
    fill,
    label,
    placeholders,
)
from app.domain.member import ROLE_NAMES
from app.i18n import _, ngettext
from app.queries.letters import common_values, figures, letter_named, signatories, values_for
from app.queries.members import Office
from app.thai.dates import format_date
from reports.common import ReportArgumentError, issuer
from reports.model import Cell, Column, Kind, LabelFormat, Labels, LetterPage, Letters, Row, Table

NAME = "letters"
LABELS = "address-labels"
FORMATS: dict[str, LabelFormat] = {
    each.key: each
    for each in (
        LabelFormat("3x8", 3, 8, 700, 371, 0, 1),
        LabelFormat("3x7", 3, 7, 635, 381, 72, 151, 25),
        LabelFormat("2x8", 2, 8, 991, 339, 47, 129, 25),
        LabelFormat("2x7", 2, 7, 991, 381, 47, 151, 25),
        LabelFormat("2x4", 2, 4, 991, 677, 47, 131, 25),
    )
}
"""Sheets of labels as stationers sell them on A4, by how many stand across and down."""
USUAL_FORMAT = "3x7"


def build(
    name: str,
    day: dt.date,
    as_of: dt.date,
    *,
    people: Collection[bytes] = (),
    signed_by: bytes = b"",
    printed: dt.datetime | None = None,
) -> Letters:
    """The letter of this name to members (to all without a choice), dated ``day``, with figures of ``as_of``.

    Raises ReportArgumentError if there is no such letter, NobodyChosenError, TooManyLettersError, what
    ``placeholders`` raises.
    """
    found = letter_named(name)
    if found is None:
        raise ReportArgumentError(name=NAME, needs=_("the name of a letter"))
    return merged(found.data, day, as_of, people=people, signed_by=signed_by, printed=printed)


def merged(
    letter: LetterData,
    day: dt.date,
    as_of: dt.date,
    *,
    people: Collection[bytes] = (),
    signed_by: bytes = b"",
    printed: dt.datetime | None = None,
) -> Letters:
    """The same of a letter that need not be kept yet."""
    persons = chosen(as_of, people)
    used = placeholders(letter.subject, is_subject=True) | placeholders(letter.body)
    officers = signatories(day)
    office = next((each for each in officers if each.person_uid == signed_by), None)
    if office is None and officers:
        office = officers[0]
    common = common_values(day, as_of, office)
    head = issuer()
    pages = []
    for person in persons:
        filled = fill(letter, values_for(person, common))
        pages.append(
            LetterPage(
                address_lines(person),
                common[Placeholder.DAY],
                filled.subject,
                filled.body,
                filled.reply,
                "" if office is None else office.name,
                "" if office is None else _office_words(office),
            )
        )
    return Letters(
        NAME,
        letter.name or letter.subject or _("Letters"),
        head,
        (_merge_table(persons, used),),
        subtitle=ngettext("{count} letter", "{count} letters", len(pages)).format(count=len(pages)),
        period=_("As of {day}").format(day=format_date(as_of)),
        printed=printed,
        book=head.name,
        landscape=True,
        pages=tuple(pages),
    )


def labels(
    as_of: dt.date,
    *,
    people: Collection[bytes] = (),
    form: str = "",
    used: int = 0,
    printed: dt.datetime | None = None,
) -> Labels:
    """Address labels of members (all of the day without a choice) on sheets of a format.

    Raises ReportArgumentError for an unknown format, NobodyChosenError, TooManyLettersError.
    """
    sheet = FORMATS.get(form or USUAL_FORMAT)
    if sheet is None:
        raise ReportArgumentError(
            name=LABELS, needs=_("a format of labels: {formats}").format(formats=", ".join(FORMATS))
        )
    persons = chosen(as_of, people)
    head = issuer()
    columns = (
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("address", _("Address"), Kind.TEXT, 10),
        Column("phone", _("Telephone"), Kind.TEXT, 4),
    )
    rows = tuple(Row((each.number, each.name, each.address, each.phone), key=each.code) for each in persons)
    missing = sum(1 for each in persons if not each.address.strip())
    notes: tuple[str, ...] = ()
    if missing:
        words = ngettext("{count} address is missing.", "{count} addresses are missing.", missing)
        notes = (words.format(count=missing),)
    return Labels(
        LABELS,
        _("Address labels"),
        head,
        (Table("", columns, rows),),
        period=format_date(as_of, "long"),
        printed=printed,
        book=head.name,
        notes=notes,
        sheet=sheet,
        labels=tuple(address_lines(each) for each in persons),
        used=max(0, used),
    )


def chosen(as_of: dt.date, people: Collection[bytes]) -> tuple[PersonFigures, ...]:
    """Those whom letters go to, with their figures; raises NobodyChosenError, TooManyLettersError."""
    persons = figures(as_of, people or None)
    if not persons:
        raise NobodyChosenError
    if len(persons) > MOST_TO:
        raise TooManyLettersError(count=len(persons), most=MOST_TO)
    return persons


def address_lines(person: PersonFigures) -> tuple[str, ...]:
    """Name and address as an envelope shows them."""
    return (person.name, *(line for line in person.address.split("\n") if line.strip()))


def _merge_table(persons: tuple[PersonFigures, ...], used: frozenset[Placeholder]) -> Table:
    """One line per person with what her letter says."""
    amounts = [each for each in Placeholder if each in used and each in MONEY]
    columns = [
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("address", _("Address"), Kind.TEXT, 8),
        Column("phone", _("Telephone"), Kind.TEXT, 3),
    ]
    if Placeholder.SHARES in used:
        columns.append(Column("shares", label(Placeholder.SHARES), Kind.COUNT, 2))
    columns += [Column(each.value, label(each), Kind.MONEY, 3) for each in amounts]
    rows = []
    for person in persons:
        cells: list[Cell] = [person.number, person.name, person.address, person.phone]
        if Placeholder.SHARES in used:
            cells.append(person.shares)
        cells += [person.amount(each) for each in amounts]
        rows.append(Row(tuple(cells), key=person.code))
    return Table("", tuple(columns), tuple(rows))


def _office_words(office: Office) -> str:
    return office.title or _(ROLE_NAMES[office.role])
