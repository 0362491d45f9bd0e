"""The reports of orders, for the list of all reports."""

import datetime as dt

from app.domain.session import Permission, Session
from app.i18n import N_
from app.queries.pre_orders import FOR_EVER
from reports import deposit_receipt, orders, packing
from reports.costs import for_reader
from reports.kinds import Needs, Question, ReportGroup, ReportKind, number_of
from reports.model import Report

_READ = (Permission.KEEP_ORDERS, Permission.SEE_BOOKS)


def _day(question: Question) -> dt.date:
    """Orders up to this day; without one all that are open."""
    return FOR_EVER if question.span is None else question.span.last


def _order(_session: Session, question: Question) -> Report:
    return orders.card(number_of(question, orders.ORDER), printed=question.printed)


def _open(_session: Session, question: Question) -> Report:
    return orders.open_list(_day(question), printed=question.printed)


def _plan(_session: Session, question: Question) -> Report:
    return orders.plan(_day(question), printed=question.printed)


def _materials(session: Session, question: Question) -> Report:
    return for_reader(session, orders.materials(_day(question), printed=question.printed))


def _packing(_session: Session, question: Question) -> Report:
    return packing.packing(_day(question), printed=question.printed)


def _pick_up(_session: Session, question: Question) -> Report:
    return packing.pick_up(_day(question), printed=question.printed)


def _labels(_session: Session, question: Question) -> Report:
    return packing.labels(
        _day(question), code=question.document, option=question.option, printed=question.printed
    )


def _deposit(_session: Session, question: Question) -> Report:
    number = number_of(question, deposit_receipt.NAME)
    return deposit_receipt.build(number, printed=question.printed)


ORDER_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        orders.OPEN,
        N_("Open orders"),
        N_("What customers ordered and still have to get, the earliest day first."),
        Needs.NOTHING,
        _READ,
        _open,
        "clipboard-list",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        orders.PLAN,
        N_("Production plan of the orders"),
        N_("All open orders together, less what is on hand: what is to be made or bought."),
        Needs.NOTHING,
        (*_READ, Permission.PRODUCE, Permission.SEE_STOCK),
        _plan,
        "factory",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        orders.MATERIALS,
        N_("Materials for the orders"),
        N_("What the plan needs through its recipes, and what of it must be bought."),
        Needs.NOTHING,
        (*_READ, Permission.PRODUCE, Permission.SEE_STOCK),
        _materials,
        "boxes",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        packing.PACKING,
        N_("Packing list"),
        N_("Each order up to a day with its goods, to be ticked off while packing."),
        Needs.DAY,
        _READ,
        _packing,
        "package",
    ),
    ReportKind(
        packing.PICK_UP,
        N_("Pick-up list"),
        N_("Who comes for her order up to a day, and what she still pays."),
        Needs.DAY,
        _READ,
        _pick_up,
        "user-round",
    ),
    ReportKind(
        packing.LABELS,
        N_("Labels for parcels"),
        N_("Addresses of the parcels up to a day on sheets of labels."),
        Needs.DAY,
        _READ,
        _labels,
        "tag",
    ),
    ReportKind(
        orders.ORDER,
        N_("Order"),
        N_("One order: goods, delivery, deposit, what is still to pay; asked for by its code."),
        Needs.DOCUMENT,
        _READ,
        _order,
        "clipboard-list",
    ),
    ReportKind(
        deposit_receipt.NAME,
        N_("Deposit receipt"),
        N_("The receipt for a deposit on an order, or the paper on one that was given back or kept."),
        Needs.DOCUMENT,
        _READ,
        _deposit,
        "receipt",
    ),
)
