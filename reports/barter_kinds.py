"""The reports of barter, gifts and relief, for the list of all reports."""

from app.domain.session import Permission, Session
from app.i18n import N_
from reports import barter, gifts
from reports.kinds import Needs, Question, ReportGroup, ReportKind, number_of, person_of, span_of
from reports.model import Report

_READ = (Permission.BARTER, Permission.SEE_BOOKS)


def _slip(_session: Session, question: Question) -> Report:
    return barter.slip(number_of(question, barter.SLIP), printed=question.printed)


def _account(_session: Session, question: Question) -> Report:
    return barter.account(person_of(question, barter.ACCOUNT), printed=question.printed)


def _all(_session: Session, question: Question) -> Report:
    return barter.all_barters(printed=question.printed)


def _gifts(_session: Session, question: Question) -> Report:
    return gifts.gift_list(span_of(question, gifts.GIFTS), printed=question.printed)


def _relief(_session: Session, question: Question) -> Report:
    return gifts.relief(span_of(question, gifts.RELIEF), printed=question.printed)


BARTER_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        barter.ALL,
        N_("Barters and what is owed in goods"),
        N_("Every barter, what each partner and we still owe in goods, and what goods were worth in goods."),
        Needs.NOTHING,
        _READ,
        _all,
        "handshake",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        barter.ACCOUNT,
        N_("Account of a barter partner"),
        N_("One partner: what is still owed in goods both ways, and everything that was handed over."),
        Needs.PARTY,
        _READ,
        _account,
        "handshake",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        barter.SLIP,
        N_("Barter slip"),
        N_("A barter or a later delivery by its number, with its lists, to be signed."),
        Needs.DOCUMENT,
        _READ,
        _slip,
        "handshake",
    ),
    ReportKind(
        gifts.GIFTS,
        N_("Gifts and samples"),
        N_("Goods given away and received for nothing, by what they were for."),
        Needs.SPAN,
        _READ,
        _gifts,
        "gift",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        gifts.RELIEF,
        N_("Relief and what it cost the group"),
        N_("Goods sold below their price or given away to help, and what the group gave up."),
        Needs.SPAN,
        _READ,
        _relief,
        "heart",
        group=ReportGroup.GOODS,
    ),
)
