"""Reports about a household's money: month, year, debts, the plan for the wall."""

from app.domain.book_kind import BookKind
from app.domain.session import Permission, Session
from app.i18n import N_, _
from app.thai.digits import NotANumberError, parse_amount
from reports.common import ReportArgumentError
from reports.household import debt_plan, month, wall_plan, year
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report

FULL = "full"
"""The option that shows own produce beside money."""
_VIEWS = (("", N_("Money only")), (FULL, N_("With own things")))


def _month(_session: Session, question: Question) -> Report:
    span = span_of(question, month.NAME)
    return month.build(span.first, full=_is_full(question, month.NAME), printed=question.printed)


def _year(_session: Session, question: Question) -> Report:
    span = span_of(question, year.NAME)
    return year.build(span, full=_is_full(question, year.NAME), printed=question.printed)


def _is_full(question: Question, name: str) -> bool:
    if question.option not in ("", FULL):
        raise ReportArgumentError(name=name, needs=_("the option “full”, or none"))
    return question.option == FULL


def _debts(_session: Session, question: Question) -> Report:
    day = span_of(question, debt_plan.NAME).last
    try:
        extra = parse_amount(question.option) if question.option else debt_plan.EXTRA
    except NotANumberError:
        raise ReportArgumentError(name=debt_plan.NAME, needs=_("an amount of money a month")) from None
    return debt_plan.build(day, extra=extra, printed=question.printed)


def _wall(_session: Session, question: Question) -> Report:
    return wall_plan.build(span_of(question, wall_plan.NAME).last, printed=question.printed)


_MAY = (Permission.KEEP_HOUSEHOLD,)

MONEY_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        month.NAME,
        N_("The month of our home"),
        N_("What came in, what went out for what, what is left, and what that says."),
        Needs.MONTH,
        _MAY,
        _month,
        "calendar-days",
        group=ReportGroup.CLOSING,
        book=BookKind.HOUSEHOLD,
        options=_VIEWS,
    ),
    ReportKind(
        year.NAME,
        N_("The year of our home"),
        N_("Twelve months side by side, what the money went for, and the way of the debt."),
        Needs.YEAR,
        _MAY,
        _year,
        "calendar",
        group=ReportGroup.CLOSING,
        book=BookKind.HOUSEHOLD,
        options=_VIEWS,
    ),
    ReportKind(
        debt_plan.NAME,
        N_("Our way out of debt"),
        N_("Each debt with its true rate, when it ends, and what paying more would bring."),
        Needs.DAY,
        _MAY,
        _debts,
        "trending-down",
        group=ReportGroup.PAPERS,
        book=BookKind.HOUSEHOLD,
    ),
    ReportKind(
        wall_plan.NAME,
        N_("Our plan for the wall"),
        N_("Goals, debts and what a month may take, on one page in large type."),
        Needs.DAY,
        _MAY,
        _wall,
        "target",
        group=ReportGroup.PAPERS,
        book=BookKind.HOUSEHOLD,
    ),
)
