"""The papers of meetings, certificates and the renewal, for the list of all reports."""

from collections.abc import Callable

from app.domain.session import Permission, Session
from app.i18n import N_
from app.queries.meetings import Meeting
from reports import meeting_papers
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report

MAY = (Permission.EDIT_MEETINGS, Permission.SEE_BOOKS)


def _of_meeting(name: str, build: Callable[..., Report]) -> Callable[[Session, Question], Report]:
    def make(_session: Session, question: Question) -> Report:
        meeting: Meeting = meeting_papers.meeting_of(question, name)
        return build(meeting, printed=question.printed)

    return make


def _certificates(_session: Session, question: Question) -> Report:
    return meeting_papers.certificates(as_of(question), printed=question.printed)


def _renewal(_session: Session, question: Question) -> Report:
    return meeting_papers.renewal(span_of(question, meeting_papers.RENEWAL), printed=question.printed)


MEETING_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        meeting_papers.AGENDA,
        N_("Invitation to a meeting"),
        N_("When and where, and what it talks about; to be signed by the chair."),
        Needs.DOCUMENT,
        MAY,
        _of_meeting(meeting_papers.AGENDA, meeting_papers.agenda),
        "send",
    ),
    ReportKind(
        meeting_papers.ATTENDANCE,
        N_("Attendance of a meeting"),
        N_("The list to sign, unit by unit; after the meeting with who came."),
        Needs.DOCUMENT,
        MAY,
        _of_meeting(meeting_papers.ATTENDANCE, meeting_papers.attendance_sheet),
        "clipboard-check",
    ),
    ReportKind(
        meeting_papers.MINUTES,
        N_("Minutes of a meeting"),
        N_("What was said and resolved, point by point, with the votes and who came."),
        Needs.DOCUMENT,
        MAY,
        _of_meeting(meeting_papers.MINUTES, meeting_papers.minutes),
        "notebook-pen",
    ),
    ReportKind(
        meeting_papers.CERTIFICATES,
        N_("Certificates"),
        N_("Every certificate and licence with its number, its goods and its last day."),
        Needs.DAY,
        MAY,
        _certificates,
        "shield-check",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        meeting_papers.RENEWAL,
        N_("Renewal of the registration"),
        N_("What the registrar asks for each January: the group, its members, committee, income and profit."),
        Needs.YEAR,
        (Permission.EDIT_MEETINGS,),
        _renewal,
        "landmark",
        group=ReportGroup.PEOPLE,
    ),
)
