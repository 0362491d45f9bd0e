"""The report of promotions and the sheet of coupons, for the list of all reports."""

import datetime as dt

from app.domain.session import Permission, Session
from app.i18n import N_, _
from reports import coupon_sheet, promotions
from reports.common import ReportArgumentError
from reports.kinds import Needs, Question, ReportGroup, ReportKind, span_of
from reports.model import Report


def _promotions(_session: Session, question: Question) -> Report:
    return promotions.build(span_of(question, promotions.NAME), printed=question.printed)


def _coupons(_session: Session, question: Question) -> Report:
    if not question.document:
        raise ReportArgumentError(
            name=coupon_sheet.NAME, needs=_("a promotion's code, or what the codes of coupons begin with")
        )
    printed = question.printed
    if question.span is not None:
        day = question.span.last
    else:
        day = dt.date.min if printed is None else printed.date()
    return coupon_sheet.build(question.document, day, printed=printed)


PROMOTION_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        promotions.NAME,
        N_("Promotions: cost and sales"),
        N_("What each promotion took off, what was sold with it and what was left over its cost."),
        Needs.SPAN,
        (Permission.SEE_BOOKS, Permission.EDIT_PROMOTIONS),
        _promotions,
        "tag",
        group=ReportGroup.GOODS,
    ),
    ReportKind(
        coupon_sheet.NAME,
        N_("Coupons to cut out"),
        N_("Coupons of a batch or a promotion on A4, 24 a sheet: what they give, code, barcode, last day."),
        Needs.DOCUMENT,
        (Permission.SEE_BOOKS, Permission.EDIT_PROMOTIONS),
        _coupons,
        "receipt-text",
        group=ReportGroup.GOODS,
    ),
)
