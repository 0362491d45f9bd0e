"""The papers of the online market, for the list of all reports."""

from app.domain.session import Permission, Session
from app.i18n import N_, _
from reports import catalogue_pages, goods_labels, recall
from reports.common import ReportArgumentError
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind
from reports.model import Report

_READ = (Permission.EDIT_PRODUCTS, Permission.SEE_STOCK, Permission.SEE_BOOKS, Permission.SELL)
_WHO_BOUGHT = (Permission.SEE_BOOKS,)


def _codes(question: Question) -> tuple[str, ...]:
    """Codes of goods, with commas between them; none for all that are listed."""
    return tuple(code for code in question.product.split(",") if code)


def _catalogue(_session: Session, question: Question) -> Report:
    return catalogue_pages.build(
        as_of(question), codes=_codes(question), channel=question.option, printed=question.printed
    )


def _shelf(_session: Session, question: Question) -> Report:
    return goods_labels.shelf(
        as_of(question), codes=_codes(question), option=question.option, printed=question.printed
    )


def _goods(_session: Session, question: Question) -> Report:
    return goods_labels.goods(
        as_of(question),
        codes=_codes(question),
        lot=question.document,
        option=question.option,
        printed=question.printed,
    )


def _recall(_session: Session, question: Question) -> Report:
    if not question.document:
        raise ReportArgumentError(name=recall.NAME, needs=_("the code of a lot"))
    return recall.build(question.document, printed=question.printed)


LISTING_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        catalogue_pages.NAME,
        N_("Catalogue with pictures"),
        N_("What the group sells, by category, with pictures, prices and how to order."),
        Needs.DAY,
        _READ,
        _catalogue,
        "image",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        goods_labels.SHELF,
        N_("Shelf labels"),
        N_("Name, price and barcode of goods on sheets of labels."),
        Needs.DAY,
        _READ,
        _shelf,
        "tag",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        goods_labels.GOODS,
        N_("Product labels"),
        N_("Lot, dates, weight, ingredients and maker of goods on sheets of labels."),
        Needs.DAY,
        _READ,
        _goods,
        "tags",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        recall.NAME,
        N_("Recall list"),
        N_("Where the goods of a lot went: market days, places, buyers with a name."),
        Needs.DOCUMENT,
        _WHO_BOUGHT,
        _recall,
        "triangle-alert",
        group=ReportGroup.GOODS,
    ),
)
"""Catalogue, labels, recall."""
