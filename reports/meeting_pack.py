"""The booklet of the yearly meeting: agenda, the year in words and figures, proposals, plan, notes."""

import datetime as dt
from dataclasses import replace

from app.domain.fiscal import FiscalYear
from app.domain.meeting import MeetingKind, offered_agenda
from app.domain.money import unit_cost_e4
from app.domain.session import Session
from app.i18n import _, ngettext
from app.queries.attachments import AttachmentOwner
from app.queries.fiscal_years import FigureKind, year_of
from app.queries.meetings import Meeting, called, items, meetings, yearly_meeting
from app.queries.members import committee, members
from app.queries.projects import states
from app.queries.statements import statement_of_figures, year_of_income
from app.thai.dates import buddhist_year, format_date
from reports import balance_sheet, income_statement, meeting_papers, year_words
from reports.attached import pictures_of
from reports.common import ReportArgumentError, Span, issuer, joined, total_row
from reports.kinds import Needs, Question, ReportKind
from reports.member_register import office_words
from reports.model import (
    Block,
    Cell,
    Column,
    Issuer,
    Kind,
    Pack,
    Paragraph,
    Pictures,
    Receipt,
    Report,
    Row,
    Table,
)
from reports.pack import has_lines
from reports.statement_rows import income_rows

NAME = "meeting-pack"
FROM_OTHERS = ("distribution",)
"""Reports of others that belong into it, in this order, as far as the book's reports have them."""
MOST_PICTURES = 4
"""So many of each meeting and activity; the minutes have them all."""
MOST_COLUMNS = 6
"""Tables with more columns are set in the usual type."""
NOTE_LINES = 25


def build(session: Session, question: Question, span: Span, kinds: tuple[ReportKind, ...]) -> Pack:
    """The booklet about a fiscal year; ``question.progress`` is told of each part and may raise."""
    year = year_of(span.last)
    meeting = yearly_meeting(year.last + dt.timedelta(days=1), year.last + dt.timedelta(days=366))
    meeting = meeting or _planned_within(year)
    head = issuer()
    found = [_large(part) for part in _parts(session, question, year, meeting, kinds)]
    parts = [part for part in found if has_lines(part)]
    if question.progress is not None:
        question.progress(len(parts), len(parts), "")
    columns = (Column("title", _("Part"), weight=6), Column("nothing", ""))
    title = _("Yearly general meeting")
    return Pack(
        NAME,
        meeting.title if meeting is not None else title,
        head,
        (Table(_("Contents"), columns, tuple(Row((part.title, "")) for part in parts)),),
        subtitle=_which(meeting) if meeting is not None else "",
        period=_about(year),
        printed=question.printed,
        book=head.name,
        large=True,
        parts=tuple(parts),
    )


def _planned_within(year: FiscalYear) -> Meeting | None:
    """A meeting that is to be held before the year is over; one that was held was about the year before."""
    found = yearly_meeting(year.first, year.last)
    return None if found is None or found.is_held else found


def _which(meeting: Meeting) -> str:
    """Its number, the day and the place, below the title."""
    number = (
        "" if meeting.number in meeting.title else _("Meeting No. {number}").format(number=meeting.number)
    )
    return joined(number, meeting_papers.when_and_where(meeting))


def _about(year: FiscalYear) -> str:
    if (year.last - year.first).days >= 360:
        return _("About the year {year}").format(year=buddhist_year(year.last))
    return _("About {first} to {last}").format(
        first=format_date(year.first, "medium"), last=format_date(year.last, "medium")
    )


def _parts(
    session: Session,
    question: Question,
    year: FiscalYear,
    meeting: Meeting | None,
    kinds: tuple[ReportKind, ...],
) -> list[Report]:
    span, printed = Span(year.first, year.last), question.printed
    result = year_of_income(year.first, year.last)
    head, period = issuer(), _about(year)

    def own(name: str, title: str, *blocks: Block, notes: tuple[str, ...] = ()) -> Report:
        return Report(name, title, head, blocks, period=period, printed=printed, book=head.name, notes=notes)

    if question.progress is not None:
        question.progress(0, 2, _("The year in words"))
    agenda = items(meeting.id) if meeting is not None else ()
    parts = [
        own(
            f"{NAME}-agenda",
            _("Agenda"),
            meeting_papers.agenda_table(agenda or offered_agenda(MeetingKind.YEARLY)),
        ),
        meeting_papers.attendance_sheet(meeting, printed=printed)
        if meeting is not None
        else _called_sheet(head, period, year, printed),
        own(
            f"{NAME}-words",
            _("The year in words"),
            *year_words.paragraphs(year, result),
            notes=(_("Amounts on this page are in whole baht; the statements have them to the satang."),),
        ),
    ]
    charts = year_words.charts(year, result)
    if charts:
        parts.append(own(f"{NAME}-charts", _("The year in pictures"), *charts))
    parts += [
        replace(_without_months(income_statement.build(span, printed=printed)), period=period),
        balance_sheet.build(year.last, printed=printed),
        own(f"{NAME}-prices", _("Price and cost of what we sold"), _prices(year)),
    ]
    known = {kind.name: kind for kind in kinds}
    for name in FROM_OTHERS:
        kind = known.get(name)
        if kind is None or not session.may_any(kind.permissions):
            continue
        if question.progress is not None:
            question.progress(1, 2, _(kind.title))
        asked = Question(Span(year.last, year.last) if kind.needs is Needs.DAY else span, printed=printed)
        try:
            report = kind.make(session, asked)
        except ReportArgumentError:  # a year that is not closed has nothing to divide
            continue
        if not isinstance(report, Receipt):
            parts.append(report)
    parts.append(own(f"{NAME}-members", _("Members and committee"), *_people(year)))
    parts.append(own(f"{NAME}-projects", _("Projects"), _projects(year)))
    plan = _plan(year)
    if plan is not None:
        parts.append(own(f"{NAME}-plan", _("Plan and budget of the coming year"), plan))
    shown = _pictures(year, meeting)
    if shown:
        parts.append(own(f"{NAME}-pictures", _("Meetings and activities in pictures"), *shown))
    parts.append(_notes_page(head, period, printed))
    return parts


def _pictures(year: FiscalYear, meeting: Meeting | None) -> list[Pictures]:
    """What was photographed at the year's meetings and activities, the first first."""
    found: list[Pictures] = []
    for each in reversed(meetings()):
        if year.first <= each.on <= year.last or (meeting is not None and each.uid == meeting.uid):
            title = f"{meeting_papers.full_title(each)} · {format_date(each.on, 'medium')}"
            found += pictures_of(AttachmentOwner.MEETING, each.uid, title=title, most=MOST_PICTURES)
    return found


def _called_sheet(head: Issuer, period: str, year: FiscalYear, printed: dt.datetime | None) -> Report:
    """The list to sign of a meeting that nobody has entered yet: the members of the year's last day."""
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("number", _("Member"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("signature", _("Signature"), Kind.TEXT, 5),
    )
    lines = called(MeetingKind.YEARLY, year.last)
    rows = tuple(Row((place, each.number, each.data.name, "")) for place, each in enumerate(lines, 1))
    table = Table(_("Attendance"), columns, rows, empty=_("Nobody is called to this meeting."))
    title = _("Attendance of a meeting")
    name = meeting_papers.ATTENDANCE
    return Report(name, title, head, (table,), period=period, printed=printed, book=head.name)


def _without_months(report: Report) -> Report:
    """The statement of the year without its table by month, which nobody reads aloud."""
    tables = [block for block in report.blocks if isinstance(block, Table)]
    blocks = tuple(block for block in report.blocks if block not in tables[1:])
    return replace(report, blocks=blocks, landscape=False)


def _prices(year: FiscalYear) -> Table:
    columns = (
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("sold", _("Sold"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Price"), Kind.UNIT_COST, 2),
        Column("cost", _("Cost, all in"), Kind.UNIT_COST, 2),
        Column("left", _("Left over"), Kind.UNIT_COST, 2),
    )
    rows = []
    for each in year_words.sold_best(year):
        if each.quantity > 0:
            price = unit_cost_e4(each.amount, each.quantity)
            cost = unit_cost_e4(each.full_value, each.quantity)
            rows.append(Row((each.name, each.quantity, each.unit, price, cost, price - cost)))
    note = _("What one unit brought on average, what it cost with free work counted, and what that leaves.")
    return Table(
        _("For one unit"), columns, tuple(rows), note=note, empty=_("Nothing was sold in this year.")
    )


def _people(year: FiscalYear) -> list[Table | Paragraph]:
    """The committee, and the members' names section by section, without what is nobody's business."""
    offices = (Column("office", _("Office"), Kind.TEXT, 4), Column("name", _("Name"), Kind.TEXT, 6))
    sitting = tuple(Row((office_words(each), each.name)) for each in committee(year.last))
    blocks: list[Table | Paragraph] = [
        Table(_("Committee"), offices, sitting, empty=_("No committee is entered for this day."))
    ]
    names: dict[str, list[str]] = {}
    for each in members(year.last, by_unit=True):
        names.setdefault(each.section or _("Without a section"), []).append(each.name)
    for section, those in names.items():
        title = ngettext("{section}: {count} member", "{section}: {count} members", len(those)).format(
            section=section, count=len(those)
        )
        blocks.append(meeting_papers.names_table(title, those))
    return blocks


def _projects(year: FiscalYear) -> Table:
    columns = (
        Column("name", _("Project"), Kind.TEXT, 6),
        Column("funder", _("Who pays for it"), Kind.TEXT, 4),
        Column("budget", _("Budget"), Kind.MONEY, 3),
        Column("received", _("Received"), Kind.MONEY, 3),
        Column("spent", _("Spent"), Kind.MONEY, 3),
        Column("left", _("Money left"), Kind.MONEY, 3),
    )
    found = [
        each
        for each in states(year.last)
        if (each.project.closed_on is None or each.project.closed_on >= year.first)
        and (each.project.first_day is None or each.project.first_day <= year.last)
    ]
    rows = [
        Row(
            (
                each.project.name,
                each.project.funder,
                each.project.budget,
                each.money.received,
                each.spent,
                each.money_left,
            )
        )
        for each in found
    ]
    if len(rows) > 1:
        sums = {
            "budget": sum(each.project.budget for each in found),
            "received": sum(each.money.received for each in found),
            "spent": sum(each.spent for each in found),
            "left": sum(each.money_left for each in found),
        }
        rows.append(total_row(_("Total"), columns, sums))
    return Table(_("Projects"), columns, tuple(rows), empty=_("The group had no project in this year."))


def _plan(year: FiscalYear) -> Table | None:
    """The plan of the coming year beside what the year was; None where nobody made one."""
    plan = statement_of_figures(FigureKind.PLAN, year.after)
    if plan is None:
        return None
    columns = (
        Column("item", _("Item"), Kind.TEXT, 7),
        Column("now", _("The year that was"), Kind.MONEY, 3),
        Column("plan", _("Plan"), Kind.MONEY, 3),
        Column("change", _("Difference"), Kind.MONEY, 3),
    )
    rows = []
    for row in income_rows((year_of_income(year.first, year.last).whole, plan)):
        label, now, planned = row.cells
        change: Cell = None
        if isinstance(now, int) and isinstance(planned, int):
            change = planned - now
        rows.append(Row((label, now, planned, change), row.role, row.opens, row.indent))
    return Table(_("Plan of income and expenses"), columns, tuple(rows))


def _notes_page(head: Issuer, period: str, printed: dt.datetime | None) -> Report:
    blank = Table("", (Column("note", ""),), tuple(Row((" ",)) for _line in range(NOTE_LINES)))
    return Report(
        f"{NAME}-notes", _("Room for notes"), head, (blank,), period=period, printed=printed, book=head.name
    )


def _large(report: Report) -> Report:
    """A part in large type, as far as its tables are narrow enough."""
    wide = any(isinstance(each, Table) and len(each.columns) > MOST_COLUMNS for each in report.blocks)
    return replace(report, large=not wide and not report.landscape)
