"""Coupons to cut out, a sheet at a time: what each gives, its code as a barcode, until when it is good."""

import datetime as dt
from dataclasses import replace

from app.domain.coupon import batch_of, coupon_code
from app.i18n import _
from app.queries.promotions import CouponRow, PromotionRow, channels, coupon_rows, promotion_rows
from app.thai.dates import format_date
from reports.common import ReportArgumentError, issuer, joined
from reports.goods_model import CouponSheet, CouponSlip
from reports.model import Column, Kind, Row, Table
from reports.promotion_words import conditions, rule, when

NAME = "coupon-sheet"


def build(wanted: str, day: dt.date, *, printed: dt.datetime | None = None) -> CouponSheet:
    """The coupons that are still good on a day: a batch by what its codes begin with, or a promotion's.

    Raises ReportArgumentError where there are none.
    """
    promotions = {row.uid: row for row in promotion_rows(day)}
    found = [
        (row, promotions[row.coupon.promotion])
        for row in coupon_rows()
        if row.coupon.promotion in promotions
        and is_good(row, promotions[row.coupon.promotion], day)
        and _is_wanted(row, promotions[row.coupon.promotion], wanted.strip())
    ]
    if not found:
        raise ReportArgumentError(
            name=NAME, needs=_("a promotion's code, or what the codes of coupons begin with")
        )
    slips = tuple(_slip(row, promotion) for row, promotion in found)
    columns = (
        Column("code", _("Code"), Kind.TEXT, 4),
        Column("gives", _("What it gives"), Kind.TEXT, 8),
        Column("rules", _("By which rules"), Kind.TEXT, 6),
        Column("until", _("Last day"), Kind.DATE, 3),
        Column("uses", _("Uses left"), Kind.COUNT, 2),
        Column("person", _("Who it is for"), Kind.TEXT, 4),
    )
    rows = tuple(
        Row((slip.code, slip.gives, slip.rules, last_day(row, promotion), uses_left(row), row.party_name))
        for slip, (row, promotion) in zip(slips, found, strict=True)
    )
    head = issuer()
    names = sorted({promotion.promotion.name for _row, promotion in found})
    return CouponSheet(
        NAME,
        _("Coupons to cut out"),
        head,
        (Table("", columns, rows),),
        subtitle=", ".join(names),
        printed=printed,
        book=head.name,
        coupons=slips,
    )


def is_good(row: CouponRow, promotion: PromotionRow, day: dt.date) -> bool:
    """Whether a coupon can still be used on a day or later."""
    last = last_day(row, promotion)
    left = uses_left(row)
    return row.active and promotion.promotion.active and (last is None or day <= last) and left != 0


def last_day(row: CouponRow, promotion: PromotionRow) -> dt.date | None:
    """The last day of a coupon: its own or its promotion's, whichever comes first; None without one."""
    days = [each for each in (row.coupon.last_day, promotion.promotion.last_day) if each is not None]
    return min(days, default=None)


def uses_left(row: CouponRow) -> int | None:
    """How often a coupon can still be used; None for as often as one likes."""
    coupon = row.coupon
    return None if coupon.most_uses is None else max(0, coupon.most_uses - coupon.used)


def batches(day: dt.date) -> list[tuple[str, str]]:
    """What the good coupons can be asked for by, with the name of their promotion and how many they are."""
    promotions = {row.uid: row for row in promotion_rows(day)}
    counts: dict[tuple[str, str], int] = {}
    for row in coupon_rows():
        promotion = promotions.get(row.coupon.promotion)
        if promotion is not None and is_good(row, promotion, day):
            key = (batch_of(row.coupon.code), row.coupon.promotion_name)
            counts[key] = counts.get(key, 0) + 1
    return [(batch, joined(name, f"{count:,}")) for (batch, name), count in counts.items()]


def _is_wanted(row: CouponRow, promotion: PromotionRow, wanted: str) -> bool:
    code = coupon_code(wanted)
    return wanted == promotion.promotion.code or code in (row.coupon.code, batch_of(row.coupon.code))


def _slip(row: CouponRow, promotion: PromotionRow) -> CouponSlip:
    found, last = promotion.promotion, last_day(row, promotion)
    said = conditions(replace(found, needs_coupon=False), promotion.items, channels(), whole=True)
    days = when(replace(found, last_day=None))
    rules = [*said, days] if days else said
    if row.party_name:
        rules.append(_("for {name}").format(name=row.party_name))
    left = uses_left(row)
    if left is not None and left > 1:
        rules.append(_("{count} times").format(count=f"{left:,}"))
    until = "" if last is None else _("until {day}").format(day=format_date(last, "medium"))
    return CouponSlip(rule(found, promotion.items, whole=True), row.coupon.code, until, " · ".join(rules))
