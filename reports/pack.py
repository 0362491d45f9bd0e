"""The month's pack: every statement, book and register of a month as one paper or one workbook."""

import datetime as dt

from app.domain.session import Session
from app.i18n import _
from app.queries.tax import is_registered
from reports.common import Span, issuer
from reports.kinds import Question, ReportKind
from reports.model import Column, Pack, Receipt, Report, Role, Row, Table

NAME = "month-pack"
PARTS = (
    "monthly",
    "income-statement",
    "balance-sheet",
    "changes-in-equity",
    "cash-flow",
    "cost-of-production",
    "cost-of-sales",
    "trial-balance",
    "notes",
    "daily-account",
    "cash-book",
    "bank-book",
    "sales-journal",
    "purchase-journal",
    "stock-register",
    "asset-register",
    "herd-register",
    "debtors",
    "creditors",
    "sales-by-product",
    "profit-by-channel",
    "profit-by-section",
    "profit-by-project",
    "vat-summary",
    "output-tax",
    "input-tax",
    "general-journal",
    "general-ledger",
)
"""What goes into it, in this order, as far as the book's reports have it."""
OF_REGISTERED = frozenset({"vat-summary", "output-tax", "input-tax"})
"""Parts that say nothing about a group that is not registered for VAT."""


def build(session: Session, question: Question, span: Span, kinds: tuple[ReportKind, ...]) -> Pack:
    """Build every part that the reader may read; ``question.progress`` is told of each and may raise."""
    known = {kind.name: kind for kind in kinds}
    wanted = [known[name] for name in PARTS if name in known and session.may_any(known[name].permissions)]
    if not is_registered(span.last):
        wanted = [kind for kind in wanted if kind.name not in OF_REGISTERED]
    asked = Question(span, printed=question.printed)
    parts: list[Report] = []
    lines: list[Row] = []
    for number, kind in enumerate(wanted):
        if question.progress is not None:
            question.progress(number, len(wanted), _(kind.title))
        report = kind.make(session, asked)
        if isinstance(report, Receipt):
            continue
        if has_lines(report):
            parts.append(report)
            lines.append(Row((report.title, "")))
        else:
            lines.append(Row((report.title, _("nothing"))))
    if question.progress is not None:
        question.progress(len(wanted), len(wanted), "")
    head = issuer()
    columns = (Column("title", _("Part"), weight=6), Column("nothing", ""))
    return Pack(
        NAME,
        _("The month's pack"),
        head,
        (Table(_("Contents"), columns, tuple(lines)),),
        period=span.text,
        printed=question.printed,
        book=head.name,
        parts=tuple(parts),
    )


def has_lines(report: Report) -> bool:
    """Whether anything stands in a report; one without tables says what it says."""
    tables = [block for block in report.blocks if isinstance(block, Table)]
    return not tables or any(row.role is Role.LINE for table in tables for row in table.rows)


def last_month(today: dt.date) -> Span:
    """The month before the one of a day."""
    last = today.replace(day=1) - dt.timedelta(days=1)
    return Span(last.replace(day=1), last)
