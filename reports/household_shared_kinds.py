"""The report of what households shared, for the catalogue of a group's book."""

from app.domain.session import Permission, Session
from app.i18n import N_
from reports import household_shared
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report


def _shared(_session: Session, question: Question) -> Report:
    return household_shared.build(span_of(question, household_shared.NAME), printed=question.printed)


SHARED_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        household_shared.NAME,
        N_("What households shared"),
        N_("Income, spending and debt of five households or more together, month by month, nobody by name."),
        Needs.SPAN,
        (Permission.SEE_BOOKS,),
        _shared,
        "house",
        group=ReportGroup.PEOPLE,
    ),
)
