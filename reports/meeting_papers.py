"""Papers of a meeting: the invitation with its agenda, the list to sign, the minutes; the yearly renewal."""

import datetime as dt
from collections.abc import Sequence

from app.domain.certificate import CERTIFICATE_WORDS, STATE_WORDS
from app.domain.meeting import MEETING_WORDS, PRESENCE_WORDS, ItemData, Presence, offered_agenda
from app.i18n import _
from app.queries.attachments import AttachmentOwner
from app.queries.certificates import certificates as every_certificate
from app.queries.certificates import renewals
from app.queries.meetings import Attendant, Meeting, attendance, called_to, items, last_held, meetings
from app.queries.members import committee, counts, members
from app.queries.profit import income_statement
from app.queries.settings import business_settings
from app.queries.statements import balance_sheet
from app.thai.dates import format_date
from reports.attached import pictures_of
from reports.common import ReportArgumentError, Span, issuer, joined
from reports.kinds import Question
from reports.member_register import office_words
from reports.model import (
    Block,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Signatures,
    Table,
)

AGENDA = "agenda"
ATTENDANCE = "attendance"
MINUTES = "minutes"
CERTIFICATES = "certificates"
RENEWAL = "renewal"
ABREAST = 3
HERE = frozenset({Presence.PRESENT, Presence.PROXY})


def meeting_of(question: Question, name: str) -> Meeting:
    """The meeting that was asked for by its number or its key; raises ReportArgumentError."""
    wanted = question.document.strip()
    for each in meetings():
        if wanted and wanted in (each.number, each.uid.hex()):
            return each
    raise ReportArgumentError(name=name, needs=_("the number of a meeting, like 1/2569"))


def full_title(meeting: Meeting) -> str:
    """The title with its number, said once: “Yearly general meeting 1/2569”."""
    if not meeting.number or meeting.number in meeting.title:
        return meeting.title
    return _("{meeting} No. {number}").format(meeting=meeting.title, number=meeting.number)


def when_and_where(meeting: Meeting) -> str:
    """The day, the time and the place in one line."""
    parts = [format_date(meeting.on, "long")]
    if meeting.starts_at:
        parts.append(_("at {time}").format(time=meeting.starts_at))
    if meeting.place:
        parts.append(_("in {place}").format(place=meeting.place))
    return " ".join(parts)


def _of_section(meeting: Meeting) -> str:
    """When and where, and for which section."""
    parts = (meeting.section, when_and_where(meeting))
    return joined(*parts)


def agenda(meeting: Meeting, *, printed: dt.datetime | None = None) -> Report:
    """The invitation with what the meeting talks about."""
    head = issuer()
    listed = items(meeting.id) or offered_agenda(meeting.kind)
    words = _(
        "Members are kindly invited to this meeting on {when}. It talks about the points below. "
        "Please be on time. If you cannot come, please send somebody for you or tell the committee."
    ).format(when=when_and_where(meeting))
    return Report(
        AGENDA,
        _("Invitation to a meeting"),
        head,
        (
            Paragraph(words, title=full_title(meeting)),
            agenda_table(listed),
            *([Paragraph(meeting.note, title=_("Please note"))] if meeting.note else []),
            Signatures((_("Chair"),)),
        ),
        period=format_date(meeting.on, "long"),
        printed=printed,
        book=head.name,
        large=True,
    )


def agenda_table(listed: Sequence[ItemData]) -> Table:
    """The points of the agenda in their order."""
    columns = (Column("no", _("Point"), Kind.COUNT, 1), Column("title", _("What it is about"), Kind.TEXT, 9))
    rows = tuple(Row((place, each.title)) for place, each in enumerate(listed, 1))
    return Table(_("Agenda"), columns, rows, empty=_("Nothing is on the agenda yet."))


def attendance_sheet(meeting: Meeting, *, printed: dt.datetime | None = None) -> Report:
    """The list to sign, unit by unit; after the meeting with who came."""
    head = issuer()
    lines = attendance(meeting.id) or called_to(meeting)
    filled = any(each.data.state is not Presence.ABSENT for each in lines)
    state = _("Came or not") if filled else _("Note")
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("number", _("Member"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("signature", _("Signature"), Kind.TEXT, 5),
        Column("state", state, Kind.TEXT, 4),
    )
    rows: list[Row] = []
    section: str | None = None
    several = len({each.section for each in lines if each.section}) > 1
    for place, each in enumerate(lines, 1):
        group = _group_of(each)
        if group != section and (several or each.data.party_uid is None):
            section = group
            rows.append(Row((None, "", group, "", ""), Role.HEADING))
        words = _state_words(each) if filled else ""
        rows.append(Row((place, each.number, each.data.name, "", words)))
    if not filled:
        rows += [Row((len(lines) + extra, "", "", "", "")) for extra in range(1, 6)]
    blocks: list[Block] = [Paragraph(_of_section(meeting), title=full_title(meeting))]
    if filled:
        blocks.append(quorum_figures(meeting))
    blocks += [
        Table(_("Attendance"), columns, tuple(rows), empty=_("Nobody is called to this meeting.")),
        Signatures((_("Secretary"), _("Chair"))),
    ]
    return Report(
        ATTENDANCE,
        _("Attendance of a meeting"),
        head,
        tuple(blocks),
        period=format_date(meeting.on, "long"),
        printed=printed,
        book=head.name,
        large=True,
    )


def _group_of(each: Attendant) -> str:
    if each.data.party_uid is None:
        return _("Guests")
    return each.section or _("Without a section")


def _state_words(each: Attendant) -> str:
    if each.data.state is Presence.PROXY and each.data.proxy:
        return _("{name} came for her").format(name=each.data.proxy)
    return _(PRESENCE_WORDS[each.data.state])


def quorum_figures(meeting: Meeting) -> Figures:
    """How many came, how many had to."""
    quorum = meeting.quorum
    reached = _("enough to resolve") if quorum.reached else _("not enough to resolve")
    return Figures(
        (
            Figure(_("Called"), quorum.called, Kind.COUNT),
            Figure(_("Came, or sent somebody"), quorum.came, Kind.COUNT, note=reached),
            Figure(_("Half of them is"), quorum.needed, Kind.COUNT),
            Figure(_("Guests"), quorum.guests, Kind.COUNT),
        )
    )


def minutes(meeting: Meeting, *, printed: dt.datetime | None = None) -> Report:
    """What was said and resolved, point by point, with who came and who did not."""
    head = issuer()
    lines = attendance(meeting.id)
    blocks: list[Block] = [Paragraph(_opening(meeting), title=full_title(meeting))]
    if lines:
        blocks.append(quorum_figures(meeting))
        for title, states, guests in (
            (_("Those who came"), HERE, False),
            (_("Guests"), HERE, True),
            (_("Those who did not come"), frozenset(Presence) - HERE, False),
        ):
            names = [
                _named(each)
                for each in lines
                if each.data.state in states and (each.data.party_uid is None) == guests
            ]
            if names:
                blocks.append(names_table(title, names))
    for place, item in enumerate(items(meeting.id), 1):
        title = _("Point {number}: {title}").format(number=place, title=item.title)
        said = item.discussion or ("" if item.resolution else _("There was nothing to talk about."))
        if said:
            blocks.append(Paragraph(said, title=title))
        if item.resolution:
            blocks.append(Paragraph(_resolved(item), title="" if said else title))
    ending = _closing(meeting)
    if ending:
        blocks.append(Paragraph(ending))
    blocks += pictures_of(AttachmentOwner.MEETING, meeting.uid)
    blocks.append(Signatures((_("Secretary, who wrote the minutes"), _("Chair of the meeting"))))
    return Report(
        MINUTES,
        _("Minutes of a meeting"),
        head,
        tuple(blocks),
        period=format_date(meeting.on, "long"),
        printed=printed,
        book=head.name,
        large=True,
    )


def names_table(title: str, names: Sequence[str]) -> Table:
    """Numbered names, some in a row."""
    numbered = [f"{place}. {name}" for place, name in enumerate(names, 1)]
    numbered += [""] * (-len(numbered) % ABREAST)
    rows = tuple(Row(tuple(numbered[at : at + ABREAST])) for at in range(0, len(numbered), ABREAST))
    return Table(title, tuple(Column(f"name{at}", "") for at in range(ABREAST)), rows)


def _named(each: Attendant) -> str:
    """A name, with what is special about how she came or did not."""
    if each.data.state in (Presence.PROXY, Presence.EXCUSED):
        return f"{each.data.name} ({_state_words(each)})"
    return each.data.name


def _opening(meeting: Meeting) -> str:
    sentences = [_("The meeting was on {when}.").format(when=when_and_where(meeting))]
    if meeting.chair:
        sentences.append(_("{name} was in the chair.").format(name=meeting.chair))
    if meeting.secretary:
        sentences.append(_("{name} wrote the minutes.").format(name=meeting.secretary))
    return "\n".join(sentences)


def _resolved(item: ItemData) -> str:
    number = item.resolution_no
    words = (
        _("Resolution {number}: {words}").format(number=number, words=item.resolution)
        if number
        else _("Resolved: {words}").format(words=item.resolution)
    )
    votes = [
        label.format(count=count)
        for label, count in (
            (_("{count} for it"), item.votes_for),
            (_("{count} against it"), item.votes_against),
            (_("{count} abstained"), item.votes_none),
        )
        if count is not None
    ]
    return f"{words} ({', '.join(votes)})" if votes else words


def _closing(meeting: Meeting) -> str:
    if meeting.ends_at:
        return _("The meeting was closed at {time}.").format(time=meeting.ends_at)
    return _("The meeting was closed.") if meeting.is_held else ""


def last_minutes(meeting: Meeting) -> Meeting | None:
    """The meeting of this kind before, whose minutes this one reads."""
    return last_held(meeting.kind, meeting.on)


def certificates(day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """Every certificate with how it stands on a day."""
    head = issuer()
    columns = (
        Column("kind", _("Kind"), Kind.TEXT, 4),
        Column("name", _("Certificate"), Kind.TEXT, 5),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("issuer", _("Issued by"), Kind.TEXT, 4),
        Column("issued", _("Issued on"), Kind.DATE, 3),
        Column("expires", _("Runs out on"), Kind.DATE, 3),
        Column("state", _("How it stands"), Kind.TEXT, 3),
        Column("goods", _("For"), Kind.TEXT, 5),
    )
    rows = tuple(
        Row(
            (
                _(CERTIFICATE_WORDS[each.kind]),
                each.name,
                each.number,
                each.issuer,
                each.issued_on,
                each.expires_on,
                _(STATE_WORDS[each.state(day)]),
                ", ".join(name for _uid, name in each.products) or _("the whole group"),
            )
        )
        for each in every_certificate()
    )
    table = Table(_("Certificates"), columns, rows, empty=_("No certificate is entered yet."))
    return Report(
        CERTIFICATES,
        _("Certificates"),
        head,
        (table,),
        period=format_date(day, "long"),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def renewal(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """What the registrar asks for each January, about a year; blank where the book does not know it."""
    head, group = issuer(), business_settings()
    whole, sheet = income_statement(span.first, span.last), balance_sheet(span.last)
    people = members(span.last, by_unit=True)
    facts = (
        (_("Name of the group"), group.enterprise_name),
        (_("Registration number"), group.enterprise_registration),
        (_("Address"), group.enterprise_address),
        (_("Subdistrict, district, province"), group.enterprise_place),
        (_("Telephone"), group.enterprise_phone),
        (_("Tax id (13 digits)"), group.enterprise_tax_id),
        (_("What the group does"), _activities(span)),
        (_("Last renewed on"), _last_renewal()),
    )
    about = (Column("what", _("What"), Kind.TEXT, 3), Column("value", _("As the book has it"), Kind.TEXT, 7))
    units = tuple(Row((each.name or _("Without a section"), each.members)) for each in counts(span.last))
    by_unit = (Column("unit", _("Section"), Kind.TEXT, 6), Column("count", _("Members"), Kind.COUNT, 2))
    by_office = (Column("office", _("Office"), Kind.TEXT, 4), Column("name", _("Name"), Kind.TEXT, 6))
    sitting = tuple(Row((office_words(each), each.name)) for each in committee(span.last))
    by_member = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("number", _("Number"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("address", _("Address"), Kind.TEXT, 8),
    )
    listed = tuple(
        Row((place, each.number, each.name, " ".join(each.address.split())))
        for place, each in enumerate(people, 1)
    )
    blocks: tuple[Block, ...] = (
        Table(_("The group"), about, tuple(Row((label, value)) for label, value in facts)),
        Figures(
            (
                Figure(_("Members"), len(people), Kind.COUNT),
                Figure(_("Income"), whole.total_income + sum(each.amount for each in whole.other_income)),
                Figure(_("Profit"), whole.profit),
                Figure(_("What the group owns"), sheet.assets),
                Figure(_("What the group owes"), sheet.liabilities),
            )
        ),
        Table(_("Members by section"), by_unit, units, empty=_("Nobody was a member on this day.")),
        Table(_("Committee"), by_office, sitting, empty=_("No committee is entered for this day.")),
        Table(_("Members"), by_member, listed, empty=_("Nobody was a member on this day.")),
        Signatures((_("Chair"), _("Registrar who received it"))),
    )
    return Report(
        RENEWAL,
        _("Renewal of the registration"),
        head,
        blocks,
        period=span.text,
        printed=printed,
        book=head.name,
        notes=(
            _("Renewals are from 1 to 30 January. After two years without one a group is struck off."),
            _("This list holds personal data; give it to the registrar only and keep no further copies."),
        ),
    )


def _activities(span: Span) -> str:
    """The goods that sold best, as what the group does."""
    from app.queries.sales import sales_by_product

    best = sorted(sales_by_product(span.first, span.last), key=lambda each: -each.amount)[:6]
    return ", ".join(each.name for each in best)


def _last_renewal() -> str:
    done = renewals()
    return format_date(done[0].done_on, "long") if done else ""


def kind_words(meeting: Meeting) -> str:
    """What kind of meeting it is."""
    return _(MEETING_WORDS[meeting.kind])
