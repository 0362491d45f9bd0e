"""The reports on how and where goods sell, for the list of all reports."""

from functools import partial

from app.domain.session import Permission, Session
from app.i18n import N_
from app.queries.market_sales import Cut
from reports import market_sales
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report

_SALES = (Permission.SEE_SALES, Permission.SEE_BOOKS)
_ABOUT = {
    Cut.HOUR: (N_("At which hours customers come, and what was left over."), "clock"),
    Cut.CHANNEL: (
        N_("What stall, telephone and online market sold, and what was left over."),
        "store",
    ),
    Cut.EVENT: (N_("What each market day sold, and what was left over its goods."), "flag"),
    Cut.SELLER: (N_("What each seller entered at the till."), "users"),
}


def _cut(cut: Cut, session: Session, question: Question) -> Report:
    span = span_of(question, market_sales.NAMES[cut])
    return market_sales.build(cut, span, costs=session.may(Permission.SEE_BOOKS), printed=question.printed)


def _best(_session: Session, question: Question) -> Report:
    span = span_of(question, market_sales.BEST_AND_SLOW)
    return market_sales.best_and_slow(span, printed=question.printed)


def _next(_session: Session, question: Question) -> Report:
    return market_sales.what_to_make(span_of(question, market_sales.NEXT), printed=question.printed)


MARKET_SALES_KINDS: tuple[ReportKind, ...] = (
    *(
        ReportKind(
            market_sales.NAMES[cut],
            market_sales.TITLES[cut],
            about,
            Needs.SPAN,
            _SALES,
            partial(_cut, cut),
            icon,
            group=ReportGroup.GOODS,
        )
        for cut, (about, icon) in _ABOUT.items()
    ),
    ReportKind(
        market_sales.BEST_AND_SLOW,
        N_("Best and slow sellers"),
        N_("What sells best, and what lies: for how long it lasts and what it ties up."),
        Needs.SPAN,
        (Permission.SEE_BOOKS,),
        _best,
        "trending-up",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        market_sales.NEXT,
        N_("What to make next"),
        N_("What is missing for open orders and two weeks of usual sales."),
        Needs.SPAN,
        (Permission.SEE_BOOKS, Permission.PRODUCE),
        _next,
        "factory",
        group=ReportGroup.GOODS,
    ),
)
