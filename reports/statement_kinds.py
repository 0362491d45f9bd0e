"""The financial statements, for the catalogue."""

from collections.abc import Callable

from app.domain.session import Permission, Session
from app.i18n import N_
from reports import (
    balance_sheet,
    cash_flow,
    cost_statements,
    equity_changes,
    income_statement,
    notes,
    profit_by,
    row_lines,
    trial_balance,
)
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


def _row(_session: Session, question: Question) -> Report:
    span = span_of(question, row_lines.NAME)
    return row_lines.build(question.row, span, printed=question.printed)


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
    _kind(
        cost_statements.PRODUCTION,
        cost_statements.PRODUCTION_TITLE,
        N_("Materials, labour and overheads that went into what was made, and what no batch took."),
        Needs.YEAR,
        cost_statements.production,
        "factory",
    ),
    _kind(
        cost_statements.SALES,
        cost_statements.SALES_TITLE,
        N_("Opening stock, made and bought, less closing stock: what was sold cost."),
        Needs.YEAR,
        cost_statements.sales,
        "calculator",
    ),
    _kind(
        notes.NAME,
        notes.TITLE,
        N_("How things are counted, in plain words, and details of debts, stock and assets."),
        Needs.YEAR,
        notes.build,
        "file-text",
    ),
    _kind(
        profit_by.BATCH,
        profit_by.TITLES[profit_by.BATCH],
        N_("What was sold of each batch, and what it left over."),
        Needs.SPAN,
        profit_by.by_batch,
        "factory",
        ReportGroup.GOODS,
    ),
    _kind(
        profit_by.CHANNEL,
        profit_by.TITLES[profit_by.CHANNEL],
        N_("Income, cost and profit by the way that goods were sold."),
        Needs.SPAN,
        profit_by.by_channel,
        "store",
        ReportGroup.GOODS,
    ),
    _kind(
        profit_by.DAY,
        profit_by.TITLES[profit_by.DAY],
        N_("What each market day brought in and cost, at book and at full cost."),
        Needs.SPAN,
        profit_by.by_day,
        "calendar",
        ReportGroup.GOODS,
    ),
    _kind(
        profit_by.SECTION,
        profit_by.TITLES[profit_by.SECTION],
        N_("Income, cost and profit of each unit of the enterprise."),
        Needs.SPAN,
        profit_by.by_section,
        "users",
        ReportGroup.GOODS,
    ),
    _kind(
        profit_by.PROJECT,
        profit_by.TITLES[profit_by.PROJECT],
        N_("Income, cost and profit of each project."),
        Needs.SPAN,
        profit_by.by_project,
        "clipboard-list",
        ReportGroup.GOODS,
    ),
    ReportKind(
        row_lines.NAME,
        row_lines.TITLE,
        N_("The documents and lines that come to one row of the cash flow or of the profit told apart."),
        Needs.ROW,
        (Permission.SEE_BOOKS,),
        _row,
        "search",
        ReportGroup.CLOSING,
    ),
)
