"""The financial statements, for the catalogue."""

import datetime as dt
from collections.abc import Callable

from app.domain.session import Permission, Session
from app.i18n import N_
from reports import balance_sheet, cash_flow, equity_changes, income_statement, trial_balance
from reports.common import Span
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report


def _of_span(name: str, make: Callable[..., Report]) -> Callable[[Session, Question], Report]:
    def build(_session: Session, question: Question) -> Report:
        return make(span_of(question, name), printed=question.printed)

    return build


def _of_day(name: str, make: Callable[..., Report]) -> Callable[[Session, Question], Report]:
    def build(_session: Session, question: Question) -> Report:
        return make(span_of(question, name).last, printed=question.printed)

    return build


def _kind(
    name: str,
    title: str,
    about: str,
    needs: Needs,
    make: Callable[..., Report],
    icon: str,
    group: ReportGroup = ReportGroup.CLOSING,
) -> ReportKind:
    maker = _of_day if needs is Needs.DAY else _of_span
    return ReportKind(name, title, about, needs, (Permission.SEE_BOOKS,), maker(name, make), icon, group)


STATEMENT_KINDS: tuple[ReportKind, ...] = (
    _kind(
        income_statement.NAME,
        income_statement.TITLE,
        N_("Income, cost and profit of a year by month, against the year before and the plan."),
        Needs.YEAR,
        income_statement.build,
        "chart-bar",
    ),
    _kind(
        balance_sheet.NAME,
        balance_sheet.TITLE,
        N_("What there is, what is owed and what belongs to the members, beside last year's end."),
        Needs.DAY,
        balance_sheet.build,
        "landmark",
    ),
    _kind(
        equity_changes.NAME,
        equity_changes.TITLE,
        N_("Shares, funds and profit: what they were, what changed, what they are."),
        Needs.YEAR,
        equity_changes.build,
        "users",
    ),
    _kind(
        cash_flow.NAME,
        cash_flow.TITLE,
        N_("Where money came from and where it went, closing to what is there."),
        Needs.YEAR,
        cash_flow.build,
        "wallet",
    ),
    _kind(
        trial_balance.NAME,
        trial_balance.TITLE,
        N_("Opening, movement and closing of every account, in debit and credit."),
        Needs.SPAN,
        trial_balance.build,
        "scale",
    ),
)
