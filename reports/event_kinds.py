"""The reports of market days and of books of receipts, for the list of all reports."""

from app.domain.session import Permission, Session
from app.i18n import N_, _
from reports import market_compare, market_day, receipt_books, tally_sheet
from reports.common import ReportArgumentError
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report

READERS = (Permission.SEE_BOOKS, Permission.KEEP_EVENTS)


def _code(question: Question, name: str) -> str:
    if not question.document:
        raise ReportArgumentError(name=name, needs=_("the code of a market day"))
    return question.document


def _day(session: Session, question: Question) -> Report:
    code = _code(question, market_day.NAME)
    with_costs = session.may(Permission.SEE_BOOKS)
    return market_day.build(code, with_costs=with_costs, printed=question.printed)


def _compare(session: Session, question: Question) -> Report:
    span = span_of(question, market_compare.NAME)
    return market_compare.build(span, with_costs=session.may(Permission.SEE_BOOKS), printed=question.printed)


def _sheet(_session: Session, question: Question) -> Report:
    return tally_sheet.build(_code(question, tally_sheet.NAME), printed=question.printed)


def _receipts(_session: Session, question: Question) -> Report:
    return receipt_books.build(printed=question.printed)


EVENT_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        market_day.NAME,
        N_("Result of a market day"),
        N_("One market day by its code: income, every cost, profit, by the hour and by product."),
        Needs.DOCUMENT,
        READERS,
        _day,
        "store",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        market_compare.NAME,
        N_("Market days compared"),
        N_("Market days that began in these days side by side: which is worth going to."),
        Needs.SPAN,
        READERS,
        _compare,
        "store",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        tally_sheet.NAME,
        N_("Tally sheet of a stall"),
        N_("To fill in by hand where there is no computer: goods, cash by notes and coins, receipts."),
        Needs.DOCUMENT,
        READERS,
        _sheet,
        "file-text",
    ),
    ReportKind(
        receipt_books.NAME,
        N_("Books of receipts"),
        N_("Who has which book of paper receipts; numbers used, spoiled, missing and left."),
        Needs.NOTHING,
        READERS,
        _receipts,
        "receipt",
        group=ReportGroup.REGISTERS,
    ),
)
