"""The register of members section by section, with the committee, and the register of hours."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeAlias

from app.domain.member import ROLE_NAMES, grouped_id, masked_id
from app.i18n import _, ngettext
from app.queries.members import Member, Office, came_and_went, committee, members, offices
from app.queries.work_hours import hours_by_person, work_steps
from app.thai.dates import format_date
from reports.common import Span, document_link, issuer, total_row
from reports.model import Cell, Column, Figure, Figures, Kind, Report, Role, Row, Signatures, Table

NAME = "member-register"
FULL_NAME = "member-register-full"
HOURS_NAME = "hours-register"

Cells: TypeAlias = Callable[[Member], tuple[Cell, ...]]


def build(as_of: dt.date, *, whole: bool = False, printed: dt.datetime | None = None) -> Report:
    """The register on a day; ``whole`` is the list for the registrar, with national ids and addresses."""
    head = issuer()
    rows = members(as_of, by_unit=True)
    first = as_of.replace(month=1, day=1)
    came, went = came_and_went(first, as_of)
    since = _("since {day}").format(day=format_date(first))
    return Report(
        FULL_NAME if whole else NAME,
        _("Register of members for the registrar") if whole else _("Register of members"),
        head,
        (
            Figures(
                (
                    Figure(_("Members"), len(rows), Kind.COUNT),
                    Figure(_("Joined"), came, Kind.COUNT, note=since),
                    Figure(_("No longer members"), went, Kind.COUNT, note=since),
                )
            ),
            _committee(as_of),
            _whole(rows) if whole else _short(rows, offices(as_of)),
            Signatures((_("Registrar of the group"), _("Chair"))),
        ),
        period=format_date(as_of, "long"),
        printed=printed,
        book=head.name,
        landscape=whole,
        notes=(
            (_("This list holds personal data; give it to the registrar only and keep no further copies."),)
            if whole
            else (_("National ids show their last four digits only."),)
        ),
    )


def office_words(office: Office) -> str:
    """What an office is called: its own title, else the role."""
    return office.title or _(ROLE_NAMES[office.role])


def _committee(as_of: dt.date) -> Table:
    columns = (
        Column("office", _("Office"), Kind.TEXT, 5),
        Column("name", _("Name"), Kind.TEXT, 7),
        Column("from", _("From day"), Kind.DATE, 3),
        Column("to", _("To day"), Kind.DATE, 3),
        Column("by", _("Resolved by"), Kind.TEXT, 4),
    )
    rows = tuple(
        Row((office_words(each), each.name, each.from_day, each.to_day, each.appointed_by))
        for each in committee(as_of)
    )
    return Table(_("Committee"), columns, rows, empty=_("No committee is entered for this day."))


def _short(rows: Sequence[Member], held: Sequence[Office]) -> Table:
    columns = (
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 7),
        Column("id", _("National id"), Kind.TEXT, 4),
        Column("joined", _("Joined on"), Kind.DATE, 3),
        Column("office", _("Office"), Kind.TEXT, 5),
    )
    words: dict[int, list[str]] = {}
    for each in held:
        words.setdefault(each.party_id, []).append(office_words(each))
    return _by_section(
        columns,
        rows,
        lambda each: (
            each.number,
            each.name,
            masked_id(each.national_id),
            each.joined_on,
            ", ".join(words.get(each.id, ())),
        ),
    )


def _whole(rows: Sequence[Member]) -> Table:
    columns = (
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("id", _("National id"), Kind.TEXT, 5),
        Column("born", _("Born on"), Kind.DATE, 3),
        Column("address", _("Address"), Kind.TEXT, 8),
        Column("phone", _("Telephone"), Kind.TEXT, 3),
        Column("joined", _("Joined on"), Kind.DATE, 3),
    )
    return _by_section(
        columns,
        rows,
        lambda each: (
            each.number,
            each.name,
            grouped_id(each.national_id),
            each.born_on,
            " ".join(each.address.split()),
            each.phone,
            each.joined_on,
        ),
    )


def _by_section(columns: tuple[Column, ...], rows: Sequence[Member], cells: Cells) -> Table:
    found: list[Row] = []
    section: str | None = None
    several = len({each.section for each in rows}) > 1
    for each in rows:
        if several and each.section != section:
            section = each.section
            count = sum(other.section == section for other in rows)
            words = ngettext("{section}: {count} member", "{section}: {count} members", count).format(
                section=section or _("Without a section"), count=count
            )
            found.append(Row(("", words, *[None] * (len(columns) - 2)), Role.HEADING))
        found.append(Row(cells(each)))
    return Table(_("Members"), columns, tuple(found), empty=_("Nobody was a member on this day."))


def hours(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Hours worked for the group in a time, paid and given, by person and day by day."""
    head = issuer()
    steps = work_steps(span.first, span.last)
    names = {each.party_id: each.name for each in steps}
    sums = hours_by_person(span.first, span.last)
    by_person = (
        Column("name", _("Name"), Kind.TEXT, 7),
        Column("paid", _("Hours paid"), Kind.QUANTITY, 3),
        Column("free", _("Hours given"), Kind.QUANTITY, 3),
        Column("all", _("All hours"), Kind.QUANTITY, 3),
    )
    people = [
        Row((names[party_id], worked.paid or None, worked.free or None, worked.all))
        for party_id, worked in sorted(sums.items(), key=lambda each: -each[1].all)
        if party_id in names
    ]
    if people:
        total = {
            "paid": sum(each.paid for each in sums.values()),
            "free": sum(each.free for each in sums.values()),
            "all": sum(each.all for each in sums.values()),
        }
        people.append(total_row(_("Total"), by_person, total))
    by_day = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("name", _("Name"), Kind.TEXT, 5),
        Column("what", _("What was done"), Kind.TEXT, 6),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("paid", _("Hours paid"), Kind.QUANTITY, 2),
        Column("free", _("Hours given"), Kind.QUANTITY, 2),
    )
    lines = tuple(
        Row(
            (each.on, each.name, each.what, each.number, each.worked.paid or None, each.worked.free or None),
            opens=document_link(each.number) if each.number else None,
        )
        for each in steps
    )
    return Report(
        HOURS_NAME,
        _("Hours worked for the group"),
        head,
        (
            Table(
                _("Person by person"),
                by_person,
                tuple(people),
                empty=_("Nobody's hours are entered for these days."),
                sums=("paid", "free", "all"),
            ),
            Table(_("Day by day"), by_day, lines, empty=_("Nothing is entered for these days.")),
            Signatures((_("Prepared by"), _("Chair"))),
        ),
        period=span.text,
        printed=printed,
        book=head.name,
        notes=(_("A day of work in a batch counts eight hours; piece work has none."),),
    )
