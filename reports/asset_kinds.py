"""Reports about assets and animals, for the catalogue."""

from app.domain.session import Permission, Session
from app.i18n import N_, _
from reports import asset_card, asset_register, herd_register
from reports.common import ReportArgumentError
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report


def _asset_register(_session: Session, question: Question) -> Report:
    return asset_register.build(span_of(question, asset_register.NAME), printed=question.printed)


def _asset_card(_session: Session, question: Question) -> Report:
    if not question.document:
        raise ReportArgumentError(name=asset_card.NAME, needs=_("the code of an asset"))
    return asset_card.build(question.document, printed=question.printed)


def _herd_register(_session: Session, question: Question) -> Report:
    return herd_register.build(span_of(question, herd_register.NAME), printed=question.printed)


ASSET_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        asset_register.NAME,
        N_("Asset register"),
        N_("What the group owns for years: cost, depreciation, book value, and what is lent to it."),
        Needs.MONTH,
        (Permission.SEE_BOOKS,),
        _asset_register,
        "factory",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        asset_card.NAME,
        N_("Asset card"),
        N_("One asset by its code: where it came from, what was entered, what is still to come."),
        Needs.DOCUMENT,
        (Permission.SEE_BOOKS,),
        _asset_card,
        "wrench",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        herd_register.NAME,
        N_("Herd register"),
        N_("Animals that came and went in these days, and what the herds are worth."),
        Needs.SPAN,
        (Permission.SEE_BOOKS,),
        _herd_register,
        "beef",
        group=ReportGroup.REGISTERS,
    ),
)
