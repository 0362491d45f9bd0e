"""Every report by its name, what it is about, who may read it, and how to build it.

The window and the command line ask here; the builders themselves are told what to leave out.
"""

# Long because: a list with a few lines for each of the reports.

import datetime as dt

from app.domain.book_kind import BookKind
from app.domain.session import Permission, Session
from app.domain.trace import TraceFilter
from app.i18n import N_, _
from app.queries.settings import book_kind
from reports import (
    cost_sheet,
    document,
    ledger,
    meeting_pack,
    monthly,
    office_papers,
    own_account,
    pack,
    payee_papers,
    receipt,
    sales_by_product,
    stock_card,
    stock_list,
    trace,
    voucher,
)
from reports.asset_kinds import ASSET_KINDS
from reports.barter_kinds import BARTER_KINDS
from reports.cash_kinds import CASH_KINDS
from reports.common import OtherBookReportError, ReportArgumentError, UnknownReportError, month_span
from reports.consignment_kinds import CONSIGNMENT_KINDS
from reports.costs import for_reader
from reports.debt_kinds import DEBT_KINDS
from reports.drawer_kinds import DRAWER_KINDS
from reports.event_kinds import EVENT_KINDS
from reports.household.kinds import HOUSEHOLD_KINDS
from reports.household_shared_kinds import SHARED_KINDS
from reports.kinds import GROUP_NAMES, AnyReport, Needs, Question, ReportGroup, ReportKind, number_of, span_of
from reports.letter_kinds import LETTER_KINDS
from reports.listing_kinds import LISTING_KINDS
from reports.loan_kinds import LOAN_KINDS
from reports.market_sales_kinds import MARKET_SALES_KINDS
from reports.meeting_kinds import MEETING_KINDS
from reports.member_kinds import MEMBER_KINDS
from reports.model import Receipt, Report
from reports.order_kinds import ORDER_KINDS
from reports.project_kinds import PROJECT_KINDS
from reports.promotion_kinds import PROMOTION_KINDS
from reports.register_kinds import REGISTER_KINDS
from reports.share_kinds import SHARE_KINDS
from reports.statement_kinds import STATEMENT_KINDS
from reports.tax_kinds import TAX_KINDS

__all__ = [
    "ALL_KINDS",
    "GROUP_NAMES",
    "KINDS",
    "AnyReport",
    "Needs",
    "Question",
    "ReportGroup",
    "ReportKind",
    "build",
    "may_read",
    "month_question",
    "offered",
    "report_kind",
]


def _monthly(_session: Session, question: Question) -> Report:
    return monthly.build(span_of(question, monthly.NAME).first, printed=question.printed)


def _sales(session: Session, question: Question) -> Report:
    span = span_of(question, sales_by_product.NAME)
    return for_reader(session, sales_by_product.build(span, printed=question.printed))


def _stock_card(session: Session, question: Question) -> Report:
    if not question.product:
        raise ReportArgumentError(name=stock_card.NAME, needs=_("the code of a product"))
    span = span_of(question, stock_card.NAME)
    return for_reader(session, stock_card.build(question.product, span, printed=question.printed))


def _stock_list(session: Session, question: Question) -> Report:
    month = span_of(question, stock_list.NAME).first
    return for_reader(session, stock_list.build(month, printed=question.printed))


def _receipt(_session: Session, question: Question) -> Receipt:
    if not question.document:
        raise ReportArgumentError(name=receipt.NAME, needs=_("the number of a receipt"))
    return receipt.build(question.document, printed=question.printed)


def _cost_sheet(_session: Session, question: Question) -> Report:
    if not question.document:
        raise ReportArgumentError(name=cost_sheet.NAME, needs=_("the number of a batch"))
    return cost_sheet.build(question.document, printed=question.printed)


def _ledger(_session: Session, question: Question) -> Report:
    if not question.account:
        raise ReportArgumentError(name=ledger.NAME, needs=_("the code of an account"))
    return ledger.build(question.account, span_of(question, ledger.NAME), printed=question.printed)


def _document(_session: Session, question: Question) -> Report:
    if not question.document:
        raise ReportArgumentError(name=document.NAME, needs=_("the number of a document"))
    return document.build(question.document, printed=question.printed)


def _voucher(_session: Session, question: Question) -> Report:
    return voucher.build(number_of(question, voucher.NAME), printed=question.printed)


def _payee_receipt(_session: Session, question: Question) -> Report:
    number = number_of(question, payee_papers.SIGNED_BY_PAYEE)
    return payee_papers.payee_receipt(number, printed=question.printed)


def _quotation(_session: Session, question: Question) -> Report:
    number = number_of(question, office_papers.QUOTATION)
    return office_papers.quotation_paper(number, printed=question.printed)


def _delivery_note(_session: Session, question: Question) -> Report:
    number = number_of(question, office_papers.DELIVERY)
    return office_papers.delivery_note(number, printed=question.printed)


def _invoice(_session: Session, question: Question) -> Report:
    number = number_of(question, office_papers.INVOICE)
    return office_papers.invoice_paper(number, printed=question.printed)


def _substitute_receipt(_session: Session, question: Question) -> Report:
    number = number_of(question, payee_papers.IN_PLACE_OF_RECEIPT)
    return payee_papers.substitute_receipt(number, printed=question.printed)


def _own_account(session: Session, question: Question) -> Report:
    span = span_of(question, own_account.NAME)
    return own_account.build(session, question.party, span, printed=question.printed)


def _who_did_what(session: Session, question: Question) -> Report:
    span = span_of(question, trace.NAME)
    return trace.build(session, TraceFilter(first=span.first, last=span.last), printed=question.printed)


def _meeting_pack(session: Session, question: Question) -> Report:
    return meeting_pack.build(session, question, span_of(question, meeting_pack.NAME), KINDS)


def _month_pack(session: Session, question: Question) -> Report:
    return pack.build(session, question, span_of(question, pack.NAME), KINDS)


KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        pack.NAME,
        N_("The month's pack"),
        N_("All statements, books and registers of a month as one PDF with contents or one workbook."),
        Needs.MONTH,
        (Permission.SEE_BOOKS,),
        _month_pack,
        "layers",
        ReportGroup.CLOSING,
    ),
    ReportKind(
        monthly.NAME,
        N_("Monthly report"),
        N_("Sales, income and expense, profit, stock and cash of a month, beside the month before."),
        Needs.MONTH,
        (Permission.SEE_BOOKS,),
        _monthly,
        "calendar",
        group=ReportGroup.CLOSING,
    ),
    *STATEMENT_KINDS,
    ReportKind(
        sales_by_product.NAME,
        N_("Sales by product"),
        N_("What each product sold, what it cost and what it left over."),
        Needs.SPAN,
        (Permission.SEE_SALES, Permission.SEE_BOOKS),
        _sales,
        "chart-bar",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        stock_list.NAME,
        N_("Stock list"),
        N_("What was in stock at the end of a month, and what it is worth in the books."),
        Needs.MONTH,
        (Permission.SEE_STOCK, Permission.SEE_BOOKS),
        _stock_list,
        "boxes",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        stock_card.NAME,
        N_("Stock card"),
        N_("Every movement of one product with quantity and value running along."),
        Needs.PRODUCT,
        (Permission.SEE_STOCK, Permission.SEE_BOOKS),
        _stock_card,
        "clipboard-list",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        cost_sheet.NAME,
        N_("Cost sheet"),
        N_("What one batch cost, in cash, in the books and in full, and the prices that follow."),
        Needs.DOCUMENT,
        (Permission.SEE_BOOKS,),
        _cost_sheet,
        "calculator",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        receipt.NAME,
        N_("Receipt"),
        N_("One receipt or return note as a slip or a sheet."),
        Needs.DOCUMENT,
        (Permission.SELL, Permission.RETURN, Permission.SEE_SALES, Permission.SEE_BOOKS),
        _receipt,
        "receipt",
    ),
    *DEBT_KINDS,
    *MEMBER_KINDS,
    *REGISTER_KINDS,
    *ASSET_KINDS,
    *TAX_KINDS,
    *CASH_KINDS,
    *CONSIGNMENT_KINDS,
    *DRAWER_KINDS,
    *EVENT_KINDS,
    *LETTER_KINDS,
    *LOAN_KINDS,
    *SHARE_KINDS,
    *SHARED_KINDS,
    *PROJECT_KINDS,
    *ORDER_KINDS,
    *PROMOTION_KINDS,
    *MARKET_SALES_KINDS,
    *LISTING_KINDS,
    *BARTER_KINDS,
    ReportKind(
        meeting_pack.NAME,
        N_("Booklet of the yearly meeting"),
        N_("Agenda, the year in words and pictures, statements, proposals, plan: one PDF or one workbook."),
        Needs.YEAR,
        (Permission.SEE_BOOKS,),
        _meeting_pack,
        "book-open",
        group=ReportGroup.CLOSING,
    ),
    *MEETING_KINDS,
    ReportKind(
        own_account.NAME,
        N_("Account of a person"),
        N_("What a member or supplier delivered and worked, what is owed both ways, and what was paid."),
        Needs.PARTY,
        (Permission.SEE_OWN, Permission.SEE_BOOKS),
        _own_account,
        "user",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        ledger.NAME,
        N_("Account ledger"),
        N_("Every line of one account with its balance running along."),
        Needs.ACCOUNT,
        (Permission.SEE_BOOKS,),
        _ledger,
        "book-open",
        group=ReportGroup.REGISTERS,
        book=None,
    ),
    ReportKind(
        document.NAME,
        N_("Document"),
        N_("Any document with its lines in the ledger and the goods it moved."),
        Needs.DOCUMENT,
        (Permission.SEE_BOOKS,),
        _document,
        "file-text",
        book=None,
    ),
    ReportKind(
        voucher.NAME,
        N_("Voucher"),
        N_("What an entry was for and how it was paid, with lines to sign on."),
        Needs.DOCUMENT,
        (Permission.BUY, Permission.SEE_BOOKS),
        _voucher,
        "receipt-text",
    ),
    ReportKind(
        payee_papers.SIGNED_BY_PAYEE,
        N_("Receipt of a person without a shop"),
        N_("For somebody who has no receipts of her own: she signs that she was paid."),
        Needs.DOCUMENT,
        (Permission.BUY, Permission.SEE_BOOKS),
        _payee_receipt,
        "pencil",
    ),
    ReportKind(
        payee_papers.IN_PLACE_OF_RECEIPT,
        N_("Certificate in place of a receipt"),
        N_("We confirm what was paid where no receipt could be had."),
        Needs.DOCUMENT,
        (Permission.BUY, Permission.SEE_BOOKS),
        _substitute_receipt,
        "file-text",
    ),
    ReportKind(
        office_papers.QUOTATION,
        N_("Quotation"),
        N_("What is offered to a school, a hotel or an office."),
        Needs.DOCUMENT,
        (Permission.SELL, Permission.SEE_BOOKS),
        _quotation,
        "file-text",
    ),
    ReportKind(
        office_papers.DELIVERY,
        N_("Delivery note"),
        N_("What was delivered on account, with lines to sign on."),
        Needs.DOCUMENT,
        (Permission.SELL, Permission.SEE_BOOKS),
        _delivery_note,
        "truck",
    ),
    ReportKind(
        office_papers.INVOICE,
        N_("Invoice"),
        N_("Deliveries that are to be paid, and by when."),
        Needs.DOCUMENT,
        (Permission.RECEIVE, Permission.SEE_BOOKS),
        _invoice,
        "send",
    ),
    ReportKind(
        trace.NAME,
        N_("Who did what"),
        N_("Every document and every line of the log in these days, and how far the log reaches."),
        Needs.SPAN,
        (Permission.SEE_LOG,),
        _who_did_what,
        "history",
        group=ReportGroup.REGISTERS,
        book=None,
    ),
)
"""The reports of a group's book; some of them suit a household's as well."""

ALL_KINDS: tuple[ReportKind, ...] = (*KINDS, *HOUSEHOLD_KINDS)
"""The reports of both kinds of book."""


def report_kind(name: str) -> ReportKind:
    """A report by its command-line name; raises UnknownReportError."""
    for kind in ALL_KINDS:
        if kind.name == name:
            return kind
    raise UnknownReportError(name=name)


def may_read(session: Session, kind: ReportKind) -> bool:
    """Whether somebody is offered this report."""
    return session.may_any(kind.permissions)


def offered(session: Session) -> tuple[ReportKind, ...]:
    """The reports of the open book's kind that somebody may read; a household's own come first."""
    kind = book_kind()
    found = tuple(each for each in ALL_KINDS if each.suits(kind) and may_read(session, each))
    return tuple(sorted(found, key=lambda each: each.book != BookKind.HOUSEHOLD))


def build(session: Session, name: str, question: Question) -> AnyReport:
    """Build a report by name.

    Raises UnknownReportError, OtherBookReportError, ReportArgumentError, NotPermittedError.
    """
    kind = report_kind(name)
    session.require_any(kind.permissions)
    if not kind.suits(book_kind()):
        raise OtherBookReportError(name=name)
    return kind.make(session, question)


def month_question(month: dt.date, printed: dt.datetime | None = None) -> Question:
    """The question for a whole month."""
    return Question(month_span(month), printed=printed)
