"""What every document of a barter writes: goods that leave and come, rests that are closed, the account."""

from collections.abc import Sequence
from typing import NamedTuple

from app.changes import Changes
from app.domain import money
from app.domain.barter import DifferenceAs, Settled, Side
from app.domain.barter_deal import Deal, DealLine, account_change, swapped_in
from app.domain.ledger import AccountRole
from app.domain.session import Limit, Permission
from app.domain.vat import VatClass, bill_tax
from app.queries.barter import cost_left
from app.queries.tax import is_registered
from app.services.consigned_given import Left, OthersGoods
from app.services.entries import money_account
from app.services.journal import account_id
from app.services.stock import ProductFacts, StockWriter, Values
from app.services.unit_of_work import Entry
from app.services.vat import rate_on

BARTER_CHANGES = Changes.MARKET | Changes.STOCK | Changes.LEDGER


class Part(NamedTuple):
    """A part of a line, in the product's own unit."""

    line: DealLine
    base_milli: int


class BarterWriting:
    """A document of a barter while it is being written; ``moved`` is what changed hands, satang."""

    def __init__(
        self,
        entry: Entry,
        stock: StockWriter,
        deal: Deal,
        target_id: int | None,
        party_id: int,
        location_id: int,
    ) -> None:
        self._entry, self._stock, self._deal = entry, stock, deal
        self._target_id, self._party_id, self._location_id = target_id, party_id, location_id
        self._before = self._after = deal.account
        self._cash = deal.cash
        self._left = Values(0, 0, 0)
        self._others = OthersGoods(entry, stock, location_id, "barter")
        self.moved = 0

    def cash(self, amount: int, account_code: str) -> None:
        """Money on top, plus when it comes to us; it counts against the goods."""
        self._after -= amount
        self._cash = amount
        self.money(amount, account_code)

    def money(self, amount: int, account_code: str) -> None:
        """Money that comes (plus) or goes; without an account it stays owed. Raises OverLimitError."""
        if not account_code and amount:
            role = AccountRole.RECEIVABLE if amount > 0 else AccountRole.PAYABLE
            self._entry.line(account_id(role), amount, party_id=self._party_id)
        elif amount:
            self._entry.session.require_within(Limit.PAY_OUT, max(-amount, 0), Permission.BARTER)
            self._entry.line(money_account(account_code), amount)

    def hand_over(self, parts: Sequence[Part], freight: int, freight_account: str) -> None:
        """Ours leave, theirs come; freight goes into what comes."""
        ours = [part for part in parts if part.line.side is Side.GIVE]
        theirs = [part for part in parts if part.line.side is Side.RECEIVE]
        self._give(ours)
        self._receive(theirs, ours, freight)
        self.money(-freight, freight_account)

    def close(self, parts: Sequence[Part], how: Settled) -> int:
        """Count rests as done; returns what they owe us for it less what we owe them, satang."""
        ours = [part for part in parts if part.line.side is Side.GIVE]
        theirs = [part for part in parts if part.line.side is Side.RECEIVE]
        if self._deal.is_like_for_like:
            gotten = swapped_in(self._deal, theirs, self._cost_of_all(()).value)
            given = [self._would_cost(part).value for part in ours]
            if ours and self._ends(ours):
                rest = self._deal.settled(Side.RECEIVE) + sum(gotten) - self._deal.settled(Side.GIVE)
                given[-1] = rest - sum(given[:-1])
        else:
            gotten = [part.line.part(part.base_milli) for part in theirs]
            given = [part.line.part(part.base_milli) for part in ours]
        for part, value in zip((*ours, *theirs), (*given, *gotten), strict=True):
            self._row(part, how, value)
        return sum(gotten) - sum(given)

    def finish(self) -> None:
        """Write what is now owed in goods, and the stock's own lines."""
        owed, owing = account_change(self._before, self._after)
        for role, amount in (
            (AccountRole.BARTER_RECEIVABLE, owed),
            (AccountRole.BARTER_PAYABLE, owing),
        ):
            self._entry.line(account_id(role), amount, party_id=self._party_id)
        self._stock.finish()
        self._entry.changes = BARTER_CHANGES

    # ---- ours

    def _give(self, parts: Sequence[Part]) -> None:
        products = [self._stock.product(part.line.product_uid) for part in parts]
        is_like = self._deal.is_like_for_like
        agreed = [part.line.agreed_part(part.base_milli) for part in parts]
        values = [0 if is_like else part.line.part(part.base_milli) for part in parts]
        left = [
            self._whose(product, part, whole, None if is_like else value)
            for product, part, whole, value in zip(products, parts, agreed, values, strict=True)
        ]
        costs = [
            self._issue(product, part, each.own)
            for product, part, each in zip(products, parts, left, strict=True)
        ]
        for cost, each in zip(costs, left, strict=True):
            self._left = _sum(self._left, _sum(cost, Values(each.owed, each.owed, each.owed)))
        if is_like:
            values = self._swapped_out(
                parts, [cost.value + each.owed for cost, each in zip(costs, left, strict=True)]
            )
        taxes = self._tax(products, [each.agreed if is_like else each.counts for each in left])
        for part, product, cost, value, each, tax in zip(
            parts, products, costs, values, left, taxes, strict=True
        ):
            self._row(part, Settled.DELIVERED, value)
            if is_like:
                self._line(AccountRole.BARTER_COST, cost.value + each.owed - value + tax, product)
                continue
            self._line(AccountRole.BARTER_INCOME, tax - each.counts, product)
            given_away = 0
            if self._deal.difference_as is DifferenceAs.GIFT and each.agreed:
                given_away = money.share(cost.value, each.agreed - each.counts, each.agreed)
            self._line(AccountRole.SAMPLES, given_away, product)
            self._line(AccountRole.BARTER_COST, cost.value - given_away, product)

    def _whose(self, product: ProductFacts, part: Part, agreed: int, counts: int | None) -> Left:
        """What of a part is ours; owners of the rest are owed their share."""
        if not product.is_stocked:
            return Left(part.base_milli, agreed, counts or 0, 0)
        return self._others.barter(product, part.base_milli, part.line.line_no, agreed=agreed, counts=counts)

    def _issue(self, product: ProductFacts, part: Part, own: int) -> Values:
        if not product.is_stocked or not own:
            return Values(0, 0, 0)
        return self._stock.issue(
            product,
            own,
            location_id=self._location_id,
            purpose="barter",
            for_line=part.line.line_no,
        )

    def _swapped_out(self, parts: Sequence[Part], costs: Sequence[int]) -> list[int]:
        """Like for like counts what ours cost; the last to leave count what theirs, long here, came in at."""
        values = list(costs)
        if parts and self._deal.is_done(Side.RECEIVE) and self._ends(parts):
            rest = self._deal.settled(Side.RECEIVE) - self._deal.settled(Side.GIVE)
            values[-1] = rest - sum(values[:-1])
        return values

    def _ends(self, parts: Sequence[Part]) -> bool:
        """Whether nothing of our list is left after these parts."""
        now = {part.line.line_no: part.base_milli for part in parts}
        return all(each.rest_milli == now.get(each.line_no, 0) for each in self._deal.of(Side.GIVE))

    def _tax(self, products: Sequence[ProductFacts], amounts: Sequence[int]) -> list[int]:
        """The tax in what leaves of ours, as if it were sold; nothing while the group is not registered."""
        if not products or not is_registered(self._entry.on):
            return [0] * len(products)
        rate_bp = rate_on(self._entry.on)
        parts = bill_tax(amounts, [VatClass(product.vat_class) for product in products], 0, rate_bp)
        for part, product in zip(parts, products, strict=True):
            if not part.base and not part.tax:
                continue
            self._entry.add(
                "tax_line",
                side="output",
                vat_class=part.vat_class.value,
                for_line=None,
                product_id=product.id,
                base=part.base,
                tax=part.tax,
                rate_bp=rate_bp,
                claim="",
            )
        self._entry.line(account_id(AccountRole.OUTPUT_VAT), -sum(part.tax for part in parts))
        return [part.tax for part in parts]

    # ---- theirs

    def _receive(self, parts: Sequence[Part], ours: Sequence[Part], freight: int) -> None:
        if not parts:
            return
        is_like = self._deal.is_like_for_like
        whole = self._cost_of_all(ours) if is_like else Values(0, 0, 0)
        values = (
            swapped_in(self._deal, parts, whole.value)
            if is_like
            else [part.line.part(part.base_milli) for part in parts]
        )
        shares = money.split(freight, values)
        is_gift = self._deal.difference_as is DifferenceAs.GIFT
        for part, value, share in zip(parts, values, shares, strict=True):
            self._row(part, Settled.DELIVERED, value)
            product = self._stock.product(part.line.product_uid)
            worth = part.line.agreed_part(part.base_milli) if is_gift else value
            self._line(AccountRole.DONATION_INCOME, value - worth, product)
            cash, full = self._paid_for(value, whole) if is_like else (self._cash_in(value), worth)
            self._stock.receive(
                product,
                part.base_milli,
                Values(worth + share, cash + share, full + share),
                location_id=self._location_id,
                purpose="barter",
                for_line=part.line.line_no,
            )

    def _cash_in(self, value: int) -> int:
        """The part of a value that we paid in money on top."""
        whole = sum(each.exchange for each in self._deal.of(Side.RECEIVE))
        return money.share(min(max(-self._cash, 0), whole), value, whole) if whole else 0

    def _paid_for(self, value: int, whole: Values) -> tuple[int, int]:
        """Cash and full cost that goods take over like for like."""
        if not whole.value:
            return 0, value
        return money.share(whole.cash_value, value, whole.value), money.share(
            whole.full_value, value, whole.value
        )

    def _cost_of_all(self, now: Sequence[Part]) -> Values:
        """What our whole list cost: what left before, what leaves ``now``, and the rest at the average."""
        total = self._left
        if self._target_id is not None:
            value, cash, full = cost_left(self._target_id)
            total = _sum(total, Values(value, cash, full))
        leaving = {part.line.line_no: part.base_milli for part in now}
        for each in self._deal.of(Side.GIVE):
            rest = each.rest_milli - leaving.get(each.line_no, 0)
            if rest:
                total = _sum(total, self._would_cost(Part(each, rest)))
        return total

    def _would_cost(self, part: Part) -> Values:
        """What a part would cost if it left now."""
        product = self._stock.product(part.line.product_uid)
        pool = self._stock.pool(product)
        if pool.quantity > 0:
            return Values(
                money.share(pool.value, part.base_milli, pool.quantity),
                money.share(pool.cash_value, part.base_milli, pool.quantity),
                money.share(pool.full_value, part.base_milli, pool.quantity),
            )
        last = pool.last
        if last is None:
            return Values(0, 0, 0)
        return Values(
            money.times(last.value_e4, part.base_milli),
            money.times(last.cash_e4, part.base_milli),
            money.times(last.full_e4, part.base_milli),
        )

    # ---- rows

    def _row(self, part: Part, how: Settled, value: int) -> None:
        self._entry.add(
            "barter_entry",
            target_id=self._target_id,
            barter_line=part.line.line_no,
            purpose=how.value,
            base_quantity=part.base_milli,
            value=value,
        )
        self._after += value if part.line.side is Side.GIVE else -value
        self.moved += value

    def _line(self, role: AccountRole, amount: int, product: ProductFacts) -> None:
        self._entry.line(account_id(role), amount, product_id=product.id)


def _sum(one: Values, other: Values) -> Values:
    return Values(
        one.value + other.value, one.cash_value + other.cash_value, one.full_value + other.full_value
    )
