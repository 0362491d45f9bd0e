"""Reports about loans and savings, for the catalogue."""

from app.domain.session import Permission, Session
from app.i18n import N_, _
from reports import loan_card, loan_papers, loan_register, savings_papers
from reports.common import ReportArgumentError
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind, number_of, person_of, span_of
from reports.model import Report

LENDERS = (Permission.SEE_BOOKS, Permission.LEND)
SAVERS = (Permission.SEE_BOOKS, Permission.KEEP_SHARES)


def _code(question: Question, name: str) -> str:
    if not question.document:
        raise ReportArgumentError(name=name, needs=_("the code of a loan"))
    return question.document


def _register(_session: Session, question: Question) -> Report:
    span_of(question, loan_register.NAME)
    return loan_register.build(as_of(question), printed=question.printed)


def _card(_session: Session, question: Question) -> Report:
    return loan_card.build(_code(question, loan_card.NAME), as_of(question), printed=question.printed)


def _contract(_session: Session, question: Question) -> Report:
    return loan_papers.contract(_code(question, loan_papers.CONTRACT), printed=question.printed)


def _receipt(_session: Session, question: Question) -> Report:
    return loan_papers.receipt(number_of(question, loan_papers.RECEIPT), printed=question.printed)


def _savings(_session: Session, question: Question) -> Report:
    return savings_papers.register(span_of(question, savings_papers.REGISTER), printed=question.printed)


def _book(_session: Session, question: Question) -> Report:
    code = person_of(question, savings_papers.BOOK)
    return savings_papers.book(code, span_of(question, savings_papers.BOOK), printed=question.printed)


def _slip(_session: Session, question: Question) -> Report:
    return savings_papers.receipt(number_of(question, savings_papers.SLIP), printed=question.printed)


LOAN_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        loan_register.NAME,
        N_("Register of loans"),
        N_("Loans to the group and from it: what is owed, what is late, what falls due within a year."),
        Needs.DAY,
        LENDERS,
        _register,
        "landmark",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        loan_card.NAME,
        N_("Loan card"),
        N_("One loan by its code: what was agreed, every instalment, what happened."),
        Needs.DOCUMENT,
        LENDERS,
        _card,
        "landmark",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        loan_papers.CONTRACT,
        N_("Loan agreement"),
        N_("One loan by its code, with its instalments, to be signed."),
        Needs.DOCUMENT,
        LENDERS,
        _contract,
        "handshake",
    ),
    ReportKind(
        loan_papers.RECEIPT,
        N_("Receipt for a loan"),
        N_("A payment of a loan by its number: charges, interest, what is left."),
        Needs.DOCUMENT,
        LENDERS,
        _receipt,
        "receipt-text",
    ),
    ReportKind(
        savings_papers.REGISTER,
        N_("Register of savings"),
        N_("What every member put in, took out and has, with the interest."),
        Needs.SPAN,
        SAVERS,
        _savings,
        "piggy-bank",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        savings_papers.BOOK,
        N_("Savings book"),
        N_("One member's savings, line by line."),
        Needs.PARTY,
        SAVERS,
        _book,
        "book",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        savings_papers.SLIP,
        N_("Receipt list of savings"),
        N_("What members put in on one evening, by the document's number, with room to sign."),
        Needs.DOCUMENT,
        SAVERS,
        _slip,
        "clipboard-list",
    ),
)
