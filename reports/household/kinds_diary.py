"""Papers of the diary, for the catalogue of a household's book."""

from app.domain.book_kind import BookKind
from app.domain.session import Permission, Session
from app.i18n import N_
from reports.household import weekly_sheet
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report


def _week(_session: Session, question: Question) -> Report:
    span = span_of(question, weekly_sheet.NAME)
    return weekly_sheet.build(span.last, printed=question.printed)


DIARY_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        weekly_sheet.NAME,
        N_("A week at home"),
        N_("A sheet for the wall: the same pictures in the same order, to be filled in by hand."),
        Needs.DAY,
        (Permission.KEEP_HOUSEHOLD,),
        _week,
        "calendar-days",
        group=ReportGroup.PAPERS,
        book=BookKind.HOUSEHOLD,
    ),
)
