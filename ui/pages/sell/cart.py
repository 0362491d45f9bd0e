"""The cart as a plain class: a frozen draft, its price, and what can be undone; no widget, no sums.

Every change is priced before it is kept, so that the cart can always be shown and paid.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.channel import STALL
from app.domain.coupon import CouponError, coupon_code, opened
from app.domain.deal import Deal, Market, deal, plain
from app.domain.document import new_uid
from app.domain.receipt_book import ReceiptUse
from app.domain.sale import PricedSale, price_sale
from app.domain.sale_draft import (
    NO_ROUNDING,
    DiscountTooLargeError,
    RoundingRule,
    SaleDraft,
    SaleLineDraft,
)
from app.i18n import N_, _
from app.thai.digits import MILLI
from ui.pages.sell.items import Item, SaleUnit

UNDO_STEPS = 50


@dataclass(frozen=True, slots=True)
class Step:
    """What can be undone: the draft before, the line that was selected, and the name of what was done."""

    draft: SaleDraft
    selected: int
    msgid: str
    description: str = ""

    @property
    def words(self) -> str:
        """The name of the undoing in the current language."""
        return _(self.msgid).format(name=self.description)


class Cart:
    """A bill being made up. ``listener`` is called after every change.

    ``clock`` says the day and the minute of the day; without one there are no promotions.
    """

    def __init__(
        self,
        listener: Callable[[], None] | None = None,
        clock: Callable[[], tuple[dt.date, int]] | None = None,
    ) -> None:
        self._listener, self._clock = listener, clock
        self._market = Market()
        self._deal = plain(SaleDraft(uid=b""))
        self._rounding = NO_ROUNDING
        self._steps: list[Step] = []
        self._standing: tuple[dt.date, str] | None = None
        """The way of selling that was chosen for the bills of a day."""
        self._priced: PricedSale | None = None
        self.draft = SaleDraft(uid=new_uid())
        self.last_receipt: ReceiptUse | None = None
        """The paper receipt of the bill before, after which the next one comes."""
        self.selected = -1
        self.discount_dropped = False
        """Whether the last change took the bill's discount away because it had become too large."""
        self.coupons_dropped = False
        """Whether coupons were taken off because they are no longer good for this bill."""

    # ---- reading

    @property
    def lines(self) -> tuple[SaleLineDraft, ...]:
        """The lines in the order they were added."""
        return self.draft.lines

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.draft.lines

    @property
    def line(self) -> SaleLineDraft | None:
        """The selected line."""
        return self.lines[self.selected] if 0 <= self.selected < len(self.lines) else None

    def priced(self) -> PricedSale | None:
        """The bill with its price; None while it is empty."""
        return self._priced

    @property
    def deal(self) -> Deal:
        """The bill with its prices by rule and promotions, and why."""
        return self._deal

    @property
    def channel(self) -> str:
        """The code of the way by which it is sold."""
        return self.draft.channel or STALL

    @property
    def is_relief(self) -> bool:
        """Whether it is a relief sale, in which prices may be typed."""
        return self.channel in self._market.relief

    @property
    def total(self) -> int:
        """What is to pay, in satang."""
        return self._priced.total if self._priced else 0

    def total_of(self, draft: SaleDraft) -> int:
        """What another bill would be to pay now, in satang; raises what pricing it raises."""
        priced = self._price_anyway(draft)[1]
        return priced.total if priced is not None else 0

    @property
    def last_step(self) -> Step | None:
        """What ``undo`` would take back."""
        return self._steps[-1] if self._steps else None

    # ---- changing

    def set_rounding(self, rule: RoundingRule) -> None:
        """Another rounding of bills."""
        if rule != self._rounding:
            self._rounding = rule
            self._show(self.draft, self.selected)

    def set_market(self, market: Market) -> None:
        """Other promotions, special prices and coupons."""
        if market != self._market:
            self._market = market
            self._show(self.draft, self.selected)

    def add(
        self,
        item: Item,
        quantity_milli: int = MILLI,
        *,
        unit: SaleUnit | None = None,
        price_e4: int | None = None,
        description: str = "",
    ) -> None:
        """Add goods; the same goods at the same price join their line, weighed ones never do.

        Raises NegativeLineError, AmountTooLargeError.
        """
        self._forget_old_way()
        sold_in = unit or item.unit
        price = price_e4 if price_e4 is not None else sold_in.price_e4 or 0
        line = SaleLineDraft(
            product_uid=item.uid,
            description=description or item.name,
            quantity_milli=quantity_milli,
            unit=sold_in.name,
            unit_price_e4=price,
            factor_milli=sold_in.factor_milli,
        )
        at = -1 if item.is_weighed else self._same(line)
        if at < 0:
            lines = (*self.lines, line)
            at = len(self.lines)
        else:
            joined = replace(self.lines[at], quantity_milli=self.lines[at].quantity_milli + quantity_milli)
            lines = _with(self.lines, at, joined)
        self._change(lines, at, N_("Undo adding {name}"), line.description)

    def add_lines(self, lines: tuple[SaleLineDraft, ...], name: str) -> None:
        """Add ready lines, of a receipt that is sold again."""
        self._change((*self.lines, *lines), len(self.lines), N_("Undo adding {name}"), name)

    def set_quantity(self, index: int, quantity_milli: int) -> None:
        """Another quantity; raises NegativeLineError, DiscountTooLargeError, AmountTooLargeError."""
        line = self.lines[index]
        changed = replace(line, quantity_milli=quantity_milli)
        self._change(
            _with(self.lines, index, changed), index, N_("Undo the quantity of {name}"), line.description
        )

    def step_quantity(self, index: int, steps: int) -> None:
        """One unit more or less; the last one takes the line away."""
        line = self.lines[index]
        quantity = line.quantity_milli + steps * MILLI
        if quantity > 0:
            self.set_quantity(index, quantity)
        elif steps < 0:
            self.remove(index)

    def set_price(self, index: int, price_e4: int) -> None:
        """Another price of one unit; raises NegativeLineError, DiscountTooLargeError, AmountTooLargeError."""
        line = self.lines[index]
        changed = replace(line, unit_price_e4=price_e4)
        self._change(
            _with(self.lines, index, changed), index, N_("Undo the price of {name}"), line.description
        )

    def set_discount(self, index: int, *, amount: int = 0, percent_bp: int = 0) -> None:
        """Discount of one line, an amount or a percentage; raises DiscountTooLargeError."""
        line = self.lines[index]
        changed = replace(line, discount=amount, discount_percent_bp=percent_bp)
        self._change(
            _with(self.lines, index, changed), index, N_("Undo the discount on {name}"), line.description
        )

    def set_bill_discount(self, *, amount: int = 0, percent_bp: int = 0) -> None:
        """Discount of the whole bill, an amount or a percentage; raises DiscountTooLargeError."""
        draft = replace(self.draft, bill_discount=amount, bill_discount_percent_bp=percent_bp)
        self._keep(draft, self.selected, N_("Undo the discount on the bill"), "")

    def set_party(self, party_uid: bytes | None) -> None:
        """Who buys, at her prices; nothing to undo. Coupons that are not hers are taken off."""
        self._show(replace(self.draft, party_uid=party_uid, priced_for=party_uid), self.selected)

    def set_channel(self, code: str) -> None:
        """By which way it is sold, at the prices of that way; the next bills of today as well."""
        kept = "" if code == STALL else code
        self._standing = (self._now()[0], kept)
        self._show(replace(self.draft, channel=kept), self.selected)

    def set_receipt(self, use: ReceiptUse | None) -> None:
        """The paper receipt that was written for it, or none."""
        self._show(replace(self.draft, receipts=() if use is None else (use,)), self.selected)

    def add_coupon(self, code: str) -> None:
        """Take a coupon; raises CouponUnknownError, CouponOverError, CouponUsedError, CouponTwiceError,
        CouponPersonError."""
        draft = replace(self.draft, coupons=(*self.draft.coupons, coupon_code(code)))
        opened(draft.coupons, self._market.coupons, self._now()[0], draft.priced_for)
        try:
            self._keep(draft, self.selected, N_("Undo the coupon {name}"), coupon_code(code))
        except DiscountTooLargeError:
            draft = _without_discounts(draft)
            self._keep(draft, self.selected, N_("Undo the coupon {name}"), coupon_code(code))
            self.discount_dropped = True

    def knows_coupon(self, code: str) -> bool:
        """Whether a code that was scanned or typed is a coupon's."""
        return coupon_code(code) in self._market.coupons

    def remove_coupon(self, code: str) -> None:
        """Give a coupon back."""
        kept = tuple(each for each in self.draft.coupons if each != code)
        self._keep(replace(self.draft, coupons=kept), self.selected, N_("Undo the coupon {name}"), code)

    def remove(self, index: int) -> None:
        """Take a line away."""
        line = self.lines[index]
        lines = self.lines[:index] + self.lines[index + 1 :]
        self._change(lines, min(index, len(lines) - 1), N_("Undo removing {name}"), line.description)

    def clear(self) -> None:
        """Empty the cart; can be undone."""
        if not self.is_empty:
            kept = replace(SaleDraft(uid=self.draft.uid), receipts=self.draft.receipts)
            emptied = replace(kept, channel=self.draft.channel)
            self._keep(emptied, -1, N_("Undo emptying the cart"), "")

    def start_new(self) -> None:
        """The bill was paid or held: an empty cart with nothing to undo."""
        self._steps.clear()
        self.last_receipt = self.draft.receipts[-1] if self.draft.receipts else self.last_receipt
        channel = self._standing[1] if self._standing is not None else ""
        self._show(SaleDraft(uid=new_uid(), channel=channel), -1)
        self._forget_old_way()

    def restore(self, draft: SaleDraft) -> None:
        """Take up a bill that was held, or the cart that was open when the program ended."""
        self._steps.clear()
        self._show(draft, len(draft.lines) - 1)

    def select(self, index: int) -> None:
        """Select a line by its place, within what there is."""
        self.selected = max(min(index, len(self.lines) - 1), 0 if self.lines else -1)
        self._tell()

    def undo(self) -> Step | None:
        """Take the last change back; what was undone, None if there was nothing."""
        if not self._steps:
            return None
        step = self._steps.pop()
        draft = replace(step.draft, channel=self.draft.channel, receipts=self.draft.receipts)
        self._show(draft, step.selected)
        return step

    # ---- inside

    def _forget_old_way(self) -> None:
        """The way that was chosen for the bills of another day is not this day's."""
        if self._standing is not None and self.is_empty and self._standing[0] != self._now()[0]:
            self._standing = None
            self._show(replace(self.draft, channel=""), self.selected)

    def _same(self, line: SaleLineDraft) -> int:
        for index, other in enumerate(self.lines):
            if other == replace(line, quantity_milli=other.quantity_milli):
                return index
        return -1

    def _change(self, lines: tuple[SaleLineDraft, ...], selected: int, msgid: str, name: str) -> None:
        draft = replace(self.draft, lines=lines)
        try:
            self._keep(draft, selected, msgid, name)
        except DiscountTooLargeError:
            if not draft.bill_discount:
                raise
            self._keep(replace(draft, bill_discount=0), selected, msgid, name)
            self.discount_dropped = True

    def _keep(self, draft: SaleDraft, selected: int, msgid: str, name: str) -> None:
        """Price first: a draft that cannot be priced is refused and nothing changes."""
        made, priced, dropped = self._price_anyway(draft)
        draft = replace(draft, minute=made.draft.minute, coupons=made.draft.coupons)
        self._steps.append(Step(self.draft, self.selected, msgid, name))
        del self._steps[:-UNDO_STEPS]
        self.draft, self.selected, self._priced, self._deal = draft, selected, priced, made
        self.discount_dropped, self.coupons_dropped = False, dropped
        self._tell()

    def _show(self, draft: SaleDraft, selected: int) -> None:
        self.discount_dropped = False
        try:
            made, priced, dropped = self._price_anyway(draft)
        except DiscountTooLargeError:  # prices fell under what was given by hand
            draft = _without_discounts(draft)
            made, priced, dropped = self._price_anyway(draft)
            self.discount_dropped = True
        self._deal, self._priced, self.coupons_dropped = made, priced, dropped
        self.draft = replace(draft, minute=self._deal.draft.minute, coupons=self._deal.draft.coupons)
        self.selected = min(selected, len(draft.lines) - 1)
        self._tell()

    def _now(self) -> tuple[dt.date, int]:
        return self._clock() if self._clock is not None else (dt.date.min, 0)

    def _price_anyway(self, draft: SaleDraft) -> tuple[Deal, PricedSale | None, bool]:
        """The bill's price; coupons that are no longer good for it are taken off, which the last says."""
        try:
            return (*self._price(draft), False)
        except CouponError:
            return (*self._price(replace(draft, coupons=())), True)

    def _price(self, draft: SaleDraft) -> tuple[Deal, PricedSale | None]:
        """The bill at the prices of this minute; where nothing is promised, lines stand as they are."""
        day, minute = self._now()
        promised = self._clock is not None and bool(self._market.promotions or self._market.goods)
        draft = replace(draft, minute=minute if promised else None)
        made = deal(draft, self._market, on=day, channel=draft.channel or STALL)
        return made, price_sale(made.draft, self._rounding) if draft.lines else None

    def _tell(self) -> None:
        if self._listener is not None:
            self._listener()


def _with(lines: tuple[SaleLineDraft, ...], index: int, line: SaleLineDraft) -> tuple[SaleLineDraft, ...]:
    return (*lines[:index], line, *lines[index + 1 :])


def _without_discounts(draft: SaleDraft) -> SaleDraft:
    """The bill without amounts that somebody gave by hand; percentages always fit."""
    lines = tuple(replace(line, discount=0) for line in draft.lines)
    return replace(draft, lines=lines, bill_discount=0)
