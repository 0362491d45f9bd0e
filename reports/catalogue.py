"""Every report by its name, what it is about, and how to build it, for the window and the command line."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.i18n import N_, _
from reports import (
    cost_sheet,
    debtors,
    document,
    ledger,
    monthly,
    receipt,
    sales_by_product,
    stock_card,
    stock_list,
)
from reports.common import ReportArgumentError, Span, UnknownReportError, month_span
from reports.model import Receipt, Report

AnyReport: TypeAlias = Report | Receipt


class Needs(StrEnum):
    """What a report is about."""

    MONTH = "month"
    SPAN = "span"
    DOCUMENT = "document"
    PRODUCT = "product"
    ACCOUNT = "account"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for; a report takes what it needs of it."""

    span: Span | None = None
    document: str = ""
    product: str = ""
    account: str = ""
    printed: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report that can be asked for; ``title`` and ``about`` are marked for translation."""

    name: str
    title: str
    about: str
    needs: Needs
    build: Callable[[Question], AnyReport]
    icon: str = "file-text"


def _monthly(question: Question) -> Report:
    return monthly.build(_span(question, monthly.NAME).first, printed=question.printed)


def _sales(question: Question) -> Report:
    return sales_by_product.build(_span(question, sales_by_product.NAME), printed=question.printed)


def _stock_card(question: Question) -> Report:
    if not question.product:
        raise ReportArgumentError(name=stock_card.NAME, needs=_("the code of a product"))
    return stock_card.build(question.product, _span(question, stock_card.NAME), printed=question.printed)


def _stock_list(question: Question) -> Report:
    return stock_list.build(_span(question, stock_list.NAME).first, printed=question.printed)


def _receipt(question: Question) -> Receipt:
    if not question.document:
        raise ReportArgumentError(name=receipt.NAME, needs=_("the number of a receipt"))
    return receipt.build(question.document, printed=question.printed)


def _cost_sheet(question: Question) -> Report:
    if not question.document:
        raise ReportArgumentError(name=cost_sheet.NAME, needs=_("the number of a batch"))
    return cost_sheet.build(question.document, printed=question.printed)


def _ledger(question: Question) -> Report:
    if not question.account:
        raise ReportArgumentError(name=ledger.NAME, needs=_("the code of an account"))
    return ledger.build(question.account, _span(question, ledger.NAME), printed=question.printed)


def _debtors(question: Question) -> Report:
    return debtors.build(printed=question.printed)


def _document(question: Question) -> Report:
    if not question.document:
        raise ReportArgumentError(name=document.NAME, needs=_("the number of a document"))
    return document.build(question.document, printed=question.printed)


def _span(question: Question, name: str) -> Span:
    if question.span is None:
        raise ReportArgumentError(name=name, needs=_("a month or two days"))
    return question.span


KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        monthly.NAME,
        N_("Monthly report"),
        N_("Sales, income and expense, profit, stock and cash of a month, beside the month before."),
        Needs.MONTH,
        _monthly,
        "calendar",
    ),
    ReportKind(
        sales_by_product.NAME,
        N_("Sales by product"),
        N_("What each product sold, what it cost and what it left over."),
        Needs.SPAN,
        _sales,
        "chart-bar",
    ),
    ReportKind(
        stock_list.NAME,
        N_("Stock list"),
        N_("What was in stock at the end of a month, and what it is worth in the books."),
        Needs.MONTH,
        _stock_list,
        "boxes",
    ),
    ReportKind(
        stock_card.NAME,
        N_("Stock card"),
        N_("Every movement of one product with quantity and value running along."),
        Needs.PRODUCT,
        _stock_card,
        "clipboard-list",
    ),
    ReportKind(
        cost_sheet.NAME,
        N_("Cost sheet"),
        N_("What one batch cost, in cash, in the books and in full, and the prices that follow."),
        Needs.DOCUMENT,
        _cost_sheet,
        "calculator",
    ),
    ReportKind(
        receipt.NAME,
        N_("Receipt"),
        N_("One receipt or return note as a slip or a sheet."),
        Needs.DOCUMENT,
        _receipt,
        "receipt",
    ),
    ReportKind(
        debtors.NAME,
        N_("Who owes whom"),
        N_("Customers who still have to pay, and what the group owes suppliers and members."),
        Needs.NOTHING,
        _debtors,
        "hand-coins",
    ),
    ReportKind(
        ledger.NAME,
        N_("Account ledger"),
        N_("Every line of one account with its balance running along."),
        Needs.ACCOUNT,
        _ledger,
        "book-open",
    ),
    ReportKind(
        document.NAME,
        N_("Document"),
        N_("Any document with its lines in the ledger and the goods it moved."),
        Needs.DOCUMENT,
        _document,
        "file-text",
    ),
)


def report_kind(name: str) -> ReportKind:
    """A report by its command-line name; raises UnknownReportError."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise UnknownReportError(name=name)


def build(name: str, question: Question) -> AnyReport:
    """Build a report by name; raises UnknownReportError, ReportArgumentError."""
    return report_kind(name).build(question)


def month_question(month: dt.date, printed: dt.datetime | None = None) -> Question:
    """The question for a whole month."""
    return Question(month_span(month), printed=printed)
