"""The report of promotions, for the list of all reports."""

from app.domain.session import Permission, Session
from app.i18n import N_
from reports import promotions
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report


def _promotions(_session: Session, question: Question) -> Report:
    return promotions.build(span_of(question, promotions.NAME), printed=question.printed)


PROMOTION_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        promotions.NAME,
        N_("Promotions: cost and sales"),
        N_("What each promotion took off, what was sold with it and what was left over its cost."),
        Needs.SPAN,
        (Permission.SEE_BOOKS, Permission.EDIT_PROMOTIONS),
        _promotions,
        "tag",
        group=ReportGroup.GOODS,
    ),
)
