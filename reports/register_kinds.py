"""The books of first entry, the registers and the audit file, for the list of all reports."""

from collections.abc import Callable

from app.domain.session import Permission, Session
from app.i18n import N_
from reports import audit_file, daily_account, journals, money_books, stock_register, trade_journals
from reports.common import Span
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report

Build = Callable[..., Report]


def _of_span(name: str, build: Build) -> Callable[[Session, Question], Report]:
    """Asks for days and builds."""

    def make(_session: Session, question: Question) -> Report:
        span: Span = span_of(question, name)
        return build(span, printed=question.printed)

    return make


def _kind(
    name: str, title: str, about: str, build: Build, icon: str, needs: Needs = Needs.SPAN
) -> ReportKind:
    return ReportKind(
        name,
        title,
        about,
        needs,
        (Permission.SEE_BOOKS,),
        _of_span(name, build),
        icon,
        ReportGroup.REGISTERS,
    )


REGISTER_KINDS: tuple[ReportKind, ...] = (
    _kind(
        daily_account.NAME,
        N_("Daily account of income and expenditure"),
        N_("Money in and out day by day, with what was entered late."),
        daily_account.build,
        "calendar-days",
    ),
    _kind(
        money_books.CASH,
        N_("Cash book"),
        N_("The cash of every holder with its balance running along."),
        money_books.cash_book,
        "banknote",
    ),
    _kind(
        money_books.BANK,
        N_("Bank book"),
        N_("Every bank and PromptPay account with its balance running along."),
        money_books.bank_book,
        "landmark",
    ),
    _kind(
        journals.JOURNAL,
        N_("General journal"),
        N_("Every document with its debits and credits."),
        journals.journal,
        "book-open",
    ),
    _kind(
        journals.LEDGER,
        N_("General ledger"),
        N_("Every account with its lines, brought and carried forward."),
        journals.ledger,
        "book",
    ),
    _kind(
        trade_journals.SALES,
        N_("Sales journal"),
        N_("What was sold day by day, and how it was paid."),
        trade_journals.sales_journal,
        "shopping-bag",
    ),
    _kind(
        trade_journals.PURCHASES,
        N_("Purchase journal"),
        N_("What was bought, from whom, with freight, paid and owed."),
        trade_journals.purchase_journal,
        "truck",
    ),
    _kind(
        stock_register.NAME,
        N_("Stock register"),
        N_("What came, went and is left of every product; lots with their best-before."),
        stock_register.build,
        "boxes",
        Needs.MONTH,
    ),
    _kind(
        audit_file.NAME,
        N_("Audit file"),
        N_("Late, back-dated, undone and manual entries, locks, numbers, the ledger as a list."),
        audit_file.build,
        "shield-check",
    ),
)
