"""Reports about trades, for the catalogue of a household's book."""

from app.domain.book_kind import BookKind
from app.domain.session import Permission, Session
from app.i18n import N_, _
from reports.common import ReportArgumentError
from reports.household import round_result
from reports.kinds import Needs, Question, ReportGroup, ReportKind
from reports.model import Report


def _round(_session: Session, question: Question) -> Report:
    if not question.document:
        raise ReportArgumentError(name=round_result.NAME, needs=_("the name of a round"))
    return round_result.build(question.document, printed=question.printed)


TRADE_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        round_result.NAME,
        N_("Round result"),
        N_("What a round cost and brought, in money and with own work, beside the rounds before it."),
        Needs.DOCUMENT,
        (Permission.KEEP_HOUSEHOLD,),
        _round,
        "sprout",
        group=ReportGroup.PAPERS,
        book=BookKind.HOUSEHOLD,
    ),
)
