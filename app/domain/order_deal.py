"""Prices by rule and promotions of an order: agreed when it is taken down, found again at its delivery; pure.

An order keeps what each unit costs in the end (e4). What promotions took off of it is not kept: it is worked
out again from the day, the minute and the way of selling of the order, and told on the bill only where that
comes to exactly the price that was agreed. Where it does not, the price stands without its reasons.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from app.domain import money
from app.domain.deal import LineDeal, Market, deal, listed_price
from app.domain.office import price_in
from app.domain.order_lines import OrderLine
from app.domain.pre_order import OrderLineDraft
from app.domain.sale import price_line
from app.domain.sale_draft import SaleDraft, SaleLineDraft


@dataclass(frozen=True, slots=True)
class Asking:
    """When, by which way and for whom an order is taken down; ``party`` is the customer's uid."""

    on: dt.date
    minute: int
    channel: str
    party: bytes | None = None


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """A line at the price that was agreed; ``before_e4`` is what a unit costs before promotions."""

    draft: OrderLineDraft
    before_e4: int
    made: LineDeal

    @property
    def has_reasons(self) -> bool:
        """Whether it costs something else than it was typed with."""
        return self.made.price is not None or bool(self.made.off)


def agree(lines: Sequence[OrderLineDraft], market: Market, asking: Asking) -> tuple[AgreedLine, ...]:
    """The lines at the prices of the day; raises what ``price_line`` raises."""
    made = deal(
        SaleDraft(
            b"", tuple(_sale_line(line) for line in lines), priced_for=asking.party, minute=asking.minute
        ),
        market,
        on=asking.on,
        channel=asking.channel,
    )
    return tuple(
        _agreed(line, sold, reasons)
        for line, sold, reasons in zip(lines, made.draft.lines, made.lines, strict=True)
    )


def _agreed(line: OrderLineDraft, sold: SaleLineDraft, made: LineDeal) -> AgreedLine:
    price_e4 = sold.unit_price_e4
    if made.off:
        price_e4 = money.unit_cost_e4(price_line(sold).amount, line.quantity_milli)
    return AgreedLine(replace(line, unit_price_e4=price_e4), sold.unit_price_e4, made)


def found_again(
    lines: Sequence[OrderLine], markets: Iterable[Market], askings: Sequence[Asking]
) -> dict[int, AgreedLine]:
    """Why the lines of an order (by position) cost what was agreed, as far as it can be told.

    ``markets`` and ``askings`` are tried in turn until one explains every line; else the best one counts.
    """
    best: dict[int, AgreedLine] = {}
    explained = -1
    for market, asking in product(markets, askings):
        found = _explain(lines, market, asking)
        if len(found) > explained:
            best, explained = found, len(found)
        if explained == len(lines):
            break
    return {at: line for at, line in best.items() if line.has_reasons}


def _explain(lines: Sequence[OrderLine], market: Market, asking: Asking) -> dict[int, AgreedLine]:
    """Lines that come from their usual price to what was agreed; all others were typed as they are."""
    typed = [_typed(line, market) for line in lines]
    found = _same(lines, agree(typed, market, asking))
    if len(found) == len(lines):
        return found
    mixed = [
        draft if line.position in found else _draft(line) for line, draft in zip(lines, typed, strict=True)
    ]
    again = _same(lines, agree(mixed, market, asking))
    return {at: line for at, line in again.items() if at in found}


def then_running(market: Market, before: bytes) -> Iterator[Market]:
    """What may have been promised when an order came in: what was made before it, all, or one thing alone.

    ``before`` is the order's uid; uids are in the order of time.
    """
    known = tuple(each for each in market.promotions if each.uid < before)
    yield replace(market, promotions=known)
    yield market
    for each in market.promotions:
        yield replace(market, promotions=(each,))


def _same(lines: Sequence[OrderLine], agreed: Sequence[AgreedLine]) -> dict[int, AgreedLine]:
    return {
        line.position: made
        for line, made in zip(lines, agreed, strict=True)
        if made.draft.unit_price_e4 == line.unit_price_e4
    }


def at_usual_price(line: OrderLineDraft, market: Market) -> bool:
    """Whether a line costs what it usually does; ``market`` knows its goods."""
    usual = _usual_e4(line, market)
    return usual is None or usual == line.unit_price_e4


def _usual_e4(line: OrderLineDraft, market: Market) -> int | None:
    goods = market.goods.get(line.product_uid)
    if goods is None:
        return None
    usual = listed_price(goods, _sale_line(line))
    if usual is None and goods.listed.unit_e4 is not None:
        usual = price_in(goods.listed.unit_e4, line.factor_milli)
    return usual


def _typed(line: OrderLine, market: Market) -> OrderLineDraft:
    draft = _draft(line)
    usual = _usual_e4(draft, market)
    return draft if usual is None else replace(draft, unit_price_e4=usual)


def part_of_deal(line: OrderLine, quantity: int, agreed: AgreedLine) -> tuple[SaleLineDraft, LineDeal]:
    """A part of a line as it is sold: at the price before promotions, what they took off as its discount."""
    plain = _sale_line(replace(_draft(line), quantity_milli=quantity, unit_price_e4=agreed.before_e4))
    off = money.times(agreed.before_e4, quantity) - money.times(line.unit_price_e4, quantity)
    if off < 0 or not agreed.made.off:
        return replace(plain, unit_price_e4=line.unit_price_e4), replace(agreed.made, off=())
    shares = money.split(off, [each.amount for each in agreed.made.off])
    taken = tuple(
        replace(each, amount=share) for each, share in zip(agreed.made.off, shares, strict=True) if share
    )
    return replace(plain, discount=off), replace(agreed.made, off=taken)


def _draft(line: OrderLine) -> OrderLineDraft:
    return OrderLineDraft(
        line.product_uid,
        line.quantity,
        line.unit,
        line.unit_price_e4,
        line.factor_milli,
        line.description,
        line.note,
    )


def _sale_line(line: OrderLineDraft) -> SaleLineDraft:
    return SaleLineDraft(
        line.product_uid,
        line.description,
        line.quantity_milli,
        line.unit,
        line.unit_price_e4,
        line.factor_milli,
    )
