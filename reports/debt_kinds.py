"""The reports of who owes whom, for the list of all reports."""

import datetime as dt

from app.domain.session import Permission, Session
from app.i18n import N_
from app.queries.profit import book_span
from reports import confirmation_letter, creditors, debt_receipt, debtors, party_statement, pay_sheet
from reports.kinds import Needs, Question, ReportGroup, ReportKind, number_of, person_of, span_of
from reports.model import Report


def as_of(question: Question) -> dt.date:
    """The day that was asked for: the last of its days, today at the latest; else the last of the book."""
    printed = None if question.printed is None else question.printed.date()
    if question.span is not None:
        return question.span.last if printed is None else min(question.span.last, printed)
    if printed is not None:
        return printed
    span = book_span()
    return span[1] if span is not None else dt.date(1970, 1, 1)


def _debtors(_session: Session, question: Question) -> Report:
    return debtors.build(as_of(question), printed=question.printed)


def _creditors(_session: Session, question: Question) -> Report:
    return creditors.build(as_of(question), printed=question.printed)


def _statement(_session: Session, question: Question) -> Report:
    code = person_of(question, party_statement.NAME)
    return party_statement.build(code, span_of(question, party_statement.NAME), printed=question.printed)


def _letter(_session: Session, question: Question) -> Report:
    code = person_of(question, confirmation_letter.NAME)
    return confirmation_letter.build(code, as_of(question), printed=question.printed)


def _receipt(_session: Session, question: Question) -> Report:
    return debt_receipt.build(number_of(question, debt_receipt.NAME), printed=question.printed)


def _pay_sheet(_session: Session, question: Question) -> Report:
    if question.document and question.span is None:
        return pay_sheet.of_payment(question.document, printed=question.printed)
    return pay_sheet.build(span_of(question, pay_sheet.NAME), as_of(question), printed=question.printed)


DEBT_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        debtors.NAME,
        N_("Debtors"),
        N_("Who owes the group, bills by how long they are overdue, and who is over her limit."),
        Needs.MONTH,
        (Permission.SEE_BOOKS,),
        _debtors,
        "hand-coins",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        creditors.NAME,
        N_("Creditors"),
        N_("Whom the group owes for bills, wages and goods, and what has to be paid first."),
        Needs.MONTH,
        (Permission.SEE_BOOKS,),
        _creditors,
        "hand-coins",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        party_statement.NAME,
        N_("Statement of account"),
        N_("For one customer or supplier: bills, payments, the balance running along, what is overdue."),
        Needs.PARTY,
        (Permission.SEE_BOOKS,),
        _statement,
        "file-text",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        confirmation_letter.NAME,
        N_("Confirmation of a balance"),
        N_("A letter that asks one person to confirm what is owed on a day, with a part to sign and return."),
        Needs.PARTY,
        (Permission.SEE_BOOKS,),
        _letter,
        "pencil",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        debt_receipt.NAME,
        N_("Receipt for a debt paid"),
        N_("What a payment settled, tax that was kept back, and the money received, in words."),
        Needs.DOCUMENT,
        (Permission.RECEIVE, Permission.SEE_BOOKS),
        _receipt,
        "receipt-text",
    ),
    ReportKind(
        pay_sheet.NAME,
        N_("Pay sheet"),
        N_("Wages that are owed to each person, hours worked, advances taken off, with a place to sign."),
        Needs.MONTH,
        (Permission.BUY, Permission.SEE_BOOKS),
        _pay_sheet,
        "users",
        group=ReportGroup.PEOPLE,
    ),
)
