"""What the page of promotions does on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.coupon import CouponData
from app.domain.price_choice import PriceRule
from app.domain.promotion import Promotion, State
from app.domain.promotion_example import Priced, rivals
from app.domain.promotion_words import STACKING_NAMES, STATE_NAMES
from app.domain.session import Session
from app.i18n import _, ngettext
from app.queries.catalogue import Category, categories
from app.queries.parties import PartyRow, list_parties
from app.queries.products import SaleItem, for_sale
from app.queries.promotions import (
    Channel,
    CouponRow,
    PriceRow,
    PromotionRow,
    channels,
    coupon_rows,
    goods_for_sale,
    price_rows,
    promotion_rows,
)
from app.services.promotions import (
    CouponsMade,
    create_coupon,
    create_coupons,
    create_price,
    create_promotion,
    update_coupon,
    update_price,
    update_promotion,
)
from app.services.records import Saved
from reports import promotion_words as words
from reports.common import issuer
from reports.model import Column, Kind, Paragraph, Report, Row, Table
from reports.promotions import NAME
from ui import formats

MANY = 100_000


MOST_CODES = 12
"""So many codes of a promotion are named beside it."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    goods: tuple[SaleItem, ...] = ()
    priced: tuple[Priced, ...] = ()
    categories: tuple[Category, ...] = ()
    channels: tuple[Channel, ...] = ()
    people: tuple[PartyRow, ...] = ()
    promotions: tuple[Promotion, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A promotion, a special price or a coupon, as the list shows it."""

    uid: bytes
    state: State
    title: str
    what: str
    when: str
    taken_off: int | None
    code: str = ""
    promotion: PromotionRow | None = None
    price: PriceRow | None = None
    coupon: CouponRow | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines of the list, and what promotions that run now took off so far."""

    lines: tuple[Line, ...] = ()
    running: int = 0
    prices: int = 0
    coupons: int = 0


def lists() -> Lists:
    """Goods, categories, ways of selling, people, and promotions that coupons open."""
    return Lists(
        tuple(for_sale()),
        tuple(goods_for_sale()),
        tuple(categories()),
        tuple(channels()),
        tuple(list_parties(limit=MANY)),
        tuple(
            row.promotion
            for row in promotion_rows(dt.date.min)
            if row.promotion.active and row.promotion.needs_coupon
        ),
    )


def shown(today: dt.date) -> Shown:
    """Everything as it stands today."""
    ways = channels()
    promotions = [_promotion_line(row, ways) for row in promotion_rows(today)]
    prices = [_price_line(row, ways, today) for row in price_rows()]
    coupons = [_coupon_line(row, today) for row in coupon_rows()]
    now = [each for each in (*promotions, *prices, *coupons) if each.state is State.NOW]
    return Shown(
        (*promotions, *prices, *coupons),
        sum(1 for each in now if each.promotion is not None),
        sum(1 for each in now if each.price is not None),
        sum(1 for each in now if each.coupon is not None),
    )


def _promotion_line(row: PromotionRow, ways: list[Channel]) -> Line:
    given = words.rule(row.promotion, row.items)
    more = words.conditions(row.promotion, row.items, ways)
    what = " · ".join((given, *more))
    when = words.when(row.promotion) or _("always")
    return Line(
        row.uid,
        row.state,
        row.promotion.name,
        what,
        when,
        row.taken_off or None,
        row.promotion.code,
        promotion=row,
    )


def _price_line(row: PriceRow, ways: list[Channel], today: dt.date) -> Line:
    rule = row.rule
    unit = rule.unit or row.product_unit
    price = _("{price} baht a {unit}").format(price=formats.unit_cost(rule.price_e4), unit=unit)
    about = words.price_conditions(rule, row.product_unit, ways)
    what = f"{price} · {about}" if about else price
    stands = _dated(row.active, rule.first_day, rule.last_day, today)
    when = words.days(rule.first_day, rule.last_day) or _("always")
    return Line(row.uid, stands, row.name, what, when, None, price=row)


def _coupon_line(row: CouponRow, today: dt.date) -> Line:
    coupon = row.coupon
    if coupon.most_uses is None:
        uses = ngettext("used {count} time", "used {count} times", coupon.used).format(
            count=formats.count(coupon.used)
        )
    else:
        uses = _("used {count} of {most}").format(
            count=formats.count(coupon.used), most=formats.count(coupon.most_uses)
        )
    parts = [coupon.promotion_name, uses]
    if row.party_name:
        parts.append(_("for {name}").format(name=row.party_name))
    stands = _dated(row.active, None, coupon.last_day, today)
    if stands is State.NOW and coupon.most_uses is not None and coupon.used >= coupon.most_uses:
        stands = State.OVER
    when = words.days(None, coupon.last_day) or _("always")
    return Line(row.uid, stands, coupon.code, " · ".join(parts), when, None, coupon.code, coupon=row)


def _dated(active: bool, first: dt.date | None, last: dt.date | None, today: dt.date) -> State:
    if not active:
        return State.ASIDE
    if first is not None and today < first:
        return State.COMING
    return State.OVER if last is not None and today > last else State.NOW


def card(line: Line, today: dt.date) -> Report:
    """Everything about a line: sentences that may be long, below them what is short as two columns."""
    told: list[tuple[str, str]] = [(_("What it gives"), line.what)]
    rows: list[tuple[str, str]] = [(_("When"), line.when)]
    if line.promotion is not None:
        told += _told(line.promotion.promotion, today)
        rows += _figures(line.promotion)
    elif line.price is not None and line.price.usual_e4 is not None:
        rows.append((_("Usual price"), formats.unit_cost(line.price.usual_e4)))
    elif line.coupon is not None and line.coupon.note:
        told.append((_("Note"), line.coupon.note))
    columns = (
        Column("what", _("State"), Kind.TEXT, 2),
        Column("words", _(STATE_NAMES[line.state]), Kind.TEXT, 3),
    )
    head = issuer()
    table = Table("", columns, tuple(Row(each) for each in rows))
    paragraphs = (Paragraph(f"{title}: {text}") for title, text in told)
    return Report(NAME, line.title, head, (*paragraphs, table), book=head.name)


def _told(promotion: Promotion, today: dt.date) -> list[tuple[str, str]]:
    """Example, what it may come together with, and which of the same goods it may not."""
    goods = goods_for_sale()
    told = []
    found = words.example_of(promotion, goods)
    if found:
        told.append((_("Example"), found))
    told.append((_("Together with others"), _(STACKING_NAMES[promotion.stacking])))
    others = [row.promotion for row in promotion_rows(today) if row.state in (State.NOW, State.COMING)]
    names = [each.name for each in rivals(promotion, others, goods)]
    if names:
        told.append((_("Not together with"), ", ".join(names)))
    if promotion.note:
        told.append((_("Note"), promotion.note))
    return told


def _figures(row: PromotionRow) -> list[tuple[str, str]]:
    rows = [
        (_("Code"), row.promotion.code),
        (_("Order (small numbers first)"), formats.count(row.promotion.position)),
    ]
    if row.coupons:
        shown = ", ".join(row.coupons[:MOST_CODES])
        more = len(row.coupons) - MOST_CODES
        if more > 0:
            shown = _("{codes} and {count} more").format(codes=shown, count=formats.count(more))
        rows.append((_("Coupons"), shown))
    if row.bills or row.taken_off:
        rows.append((_("Bills so far"), formats.count(row.bills)))
        rows.append((_("Taken off so far"), formats.money(row.taken_off)))
    return rows


def save_promotion(session: Session, data: Promotion, *, uid: bytes, known: bool) -> Saved:
    """Make a promotion, or change it."""
    if known:
        return update_promotion(session, uid, data=data)
    return create_promotion(session, data, uid=uid)


def save_price(session: Session, product_uid: bytes, rule: PriceRule, *, uid: bytes, known: bool) -> Saved:
    """Add a special price, or change it."""
    if known:
        return update_price(session, uid, product_uid=product_uid, rule=rule)
    return create_price(session, product_uid, rule=rule, uid=uid)


def save_coupon(
    session: Session, data: CouponData, *, uids: Sequence[bytes], known: bool
) -> Saved | CouponsMade:
    """Make a coupon or a batch of them, one for each uid, or change the one that is known."""
    if known:
        return update_coupon(session, uids[0], data=data)
    if len(uids) > 1:
        return create_coupons(session, data, uids=uids)
    return create_coupon(session, data, uid=uids[0])
