"""Reports about consigned goods, for the catalogue."""

from app.domain.session import Permission, Session
from app.i18n import N_
from reports import consignment
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind, number_of, span_of
from reports.model import Report

READERS = (Permission.SEE_BOOKS, Permission.KEEP_CONSIGNMENT)


def _slip(_session: Session, question: Question) -> Report:
    return consignment.slip(number_of(question, consignment.SLIP), printed=question.printed)


def _sheet(_session: Session, question: Question) -> Report:
    return consignment.sheet(number_of(question, consignment.SHEET), printed=question.printed)


def _by_member(_session: Session, question: Question) -> Report:
    return consignment.by_member(span_of(question, consignment.BY_OWNER), printed=question.printed)


def _at_shops(_session: Session, question: Question) -> Report:
    span_of(question, consignment.AT_SHOPS)
    return consignment.at_shops(as_of(question), printed=question.printed)


CONSIGNMENT_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        consignment.BY_OWNER,
        N_("Consigned goods by owner"),
        N_("What everybody brought, what was sold of it, what the group keeps, what she is owed."),
        Needs.SPAN,
        READERS,
        _by_member,
        "package",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        consignment.AT_SHOPS,
        N_("Our goods at shops"),
        N_("What lies at whose shop since when, and what the shops owe; of today."),
        Needs.DAY,
        READERS,
        _at_shops,
        "package",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        consignment.SLIP,
        N_("Slip of consigned goods"),
        N_("Goods that came, went back or went to a shop, by the document's number, to be signed."),
        Needs.DOCUMENT,
        READERS,
        _slip,
        "clipboard-list",
    ),
    ReportKind(
        consignment.SHEET,
        N_("Settlement sheet"),
        N_("A settlement of consigned goods by its number, to be signed."),
        Needs.DOCUMENT,
        READERS,
        _sheet,
        "receipt-text",
    ),
)
