"""A gift basket: goods that are sold as one and leave the stock one by one, each with its part of the price.

A basket on a bill becomes lines of its parts when the bill is posted. So its goods, their cost, the share of
a member whose goods are in it, and what comes back are those of ordinary lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.deal import Deal, LineDeal
from app.domain.price_choice import ChosenPrice
from app.domain.relative_price import part_prices
from app.domain.sale import PricedLine, PricedSale, SaleLineDraft
from app.errors import UserError
from app.i18n import N_

MOST_PARTS = 50
"""A basket holds at most so many different goods."""


class PartQuantityError(UserError):
    """A part of which there is nothing in the basket."""

    message = N_("How many of “{name}” are in one basket? Please type more than 0.")


class PartTwiceError(UserError):
    """A part that stands in the basket twice."""

    message = N_("“{name}” stands in the basket twice. Please put both into one line.")


class TooManyPartsError(UserError):
    """A basket of more goods than anybody packs."""

    message = N_("A basket holds at most {most} different goods.")


@dataclass(frozen=True, slots=True)
class PartData:
    """A product in a basket, and how many thousandths of its unit are in one basket."""

    product_uid: bytes
    quantity_milli: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part as the book knows it; ``price_e4`` is what one of it costs alone, 0 where no price is known."""

    product_uid: bytes
    code: str
    name: str
    unit: str
    quantity_milli: int
    price_e4: int = 0

    @property
    def list_value(self) -> int:
        """What the part costs alone, in satang."""
        return money.times(self.price_e4, self.quantity_milli)


@dataclass(frozen=True, slots=True)
class Basket:
    """What a product that is sold as one is made of."""

    name: str
    parts: tuple[Part, ...]


def checked_parts(parts: Sequence[PartData], names: Sequence[str]) -> None:
    """Raise PartQuantityError, PartTwiceError, TooManyPartsError or AmountTooLargeError for a wrong part."""
    if len(parts) > MOST_PARTS:
        raise TooManyPartsError(most=MOST_PARTS)
    seen: set[bytes] = set()
    for part, name in zip(parts, names, strict=True):
        if part.quantity_milli <= 0:
            raise PartQuantityError(name=name)
        money.checked_quantity(part.quantity_milli)
        if part.product_uid in seen:
            raise PartTwiceError(name=name)
        seen.add(part.product_uid)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A bill whose baskets became their parts; ``origin`` is the place on the bill of each line's own."""

    priced: PricedSale
    deal: Deal
    origin: tuple[int, ...]


def unpacked(priced: PricedSale, deal: Deal, baskets: Mapping[bytes, Basket]) -> Unpacked:
    """Lines of parts in place of baskets; their amounts sum to what the basket cost, to the satang.

    ``baskets`` are told by their uid. Raises AmountTooLargeError.
    """
    lines: list[PricedLine] = []
    deals: list[LineDeal] = []
    origin: list[int] = []
    for at, (line, made) in enumerate(zip(priced.lines, deal.lines, strict=True)):
        basket = baskets.get(line.draft.product_uid)
        found = [(line, made)] if basket is None else _parts_of(line, made, basket)
        for part_line, part_deal in found:
            lines.append(part_line)
            deals.append(part_deal)
            origin.append(at)
    return Unpacked(
        replace(priced, lines=tuple(lines)),
        replace(
            deal,
            draft=replace(deal.draft, lines=tuple(line.draft for line in lines)),
            lines=tuple(deals),
        ),
        tuple(origin),
    )


def _parts_of(line: PricedLine, made: LineDeal, basket: Basket) -> list[tuple[PricedLine, LineDeal]]:
    weights = [part.list_value for part in basket.parts]
    if not any(weights):
        weights = [part.quantity_milli for part in basket.parts]
    amounts = part_prices(line.amount, weights)
    bill = part_prices(line.bill_discount, weights)
    offs = [part_prices(off.amount, weights) for off in made.off]
    off = sum(each.amount for each in made.off)
    by_hand = part_prices(max(0, line.discount - off), weights)
    if off > line.discount:
        offs, by_hand = [], part_prices(line.discount, weights)
    usual = None
    if made.price is not None:
        usual = part_prices(money.times(made.price.usual_e4, line.draft.quantity_milli), weights)
    found = []
    for at, part in enumerate(basket.parts):
        discount = by_hand[at] + sum(each[at] for each in offs)
        gross = amounts[at] + bill[at] + discount
        draft = _draft(line.draft, basket, part, gross, discount)
        price = made.price
        if price is not None and usual is not None:
            price = _part_price(price, draft, usual[at])
        taken = tuple(
            replace(each, amount=shares[at])
            for each, shares in zip(made.off, offs, strict=False)
            if shares[at]
        )
        found.append((PricedLine(draft, gross, discount, bill[at], amounts[at]), LineDeal(price, taken)))
    return found


def _draft(line: SaleLineDraft, basket: Basket, part: Part, gross: int, discount: int) -> SaleLineDraft:
    quantity = money.checked_quantity(
        max(1, money.share(line.base_quantity_milli, part.quantity_milli, money.MILLI))
    )
    return SaleLineDraft(
        part.product_uid,
        f"{part.name} ({line.description or basket.name})",
        quantity,
        part.unit,
        money.unit_cost_e4(gross, quantity),
        discount=discount,
    )


def _part_price(price: ChosenPrice, draft: SaleLineDraft, usual: int) -> ChosenPrice:
    """A price by rule of a basket, as far as it is of a part."""
    usual_e4 = money.unit_cost_e4(usual, draft.quantity_milli)
    return replace(price, price_e4=draft.unit_price_e4, usual_e4=usual_e4)


def whole_baskets(
    wanted: Mapping[bytes, int], left: Mapping[bytes, int], baskets: Mapping[bytes, Basket]
) -> dict[bytes, int]:
    """What was delivered of each product asked for, baskets counted from their parts; thousandths.

    ``wanted`` and ``left`` are quantities by product; what is wanted by itself is taken out of it first.
    """
    loose = dict(left)
    found = {uid: left.get(uid, 0) for uid in wanted}
    for uid, quantity in wanted.items():
        if uid not in baskets:
            loose[uid] = loose.get(uid, 0) - min(quantity, loose.get(uid, 0))
    for uid in wanted:
        if uid in baskets:
            parts = baskets[uid].parts
            each = [loose.get(part.product_uid, 0) * money.MILLI // part.quantity_milli for part in parts]
            whole = min(wanted[uid], *each)
            found[uid] += whole
            for part in parts:
                loose[part.product_uid] = loose.get(part.product_uid, 0) - money.share(
                    whole, part.quantity_milli, money.MILLI
                )
    return found
