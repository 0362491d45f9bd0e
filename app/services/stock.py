"""The one place that writes stock moves: three values, lots oldest first, pools, variance.

Works inside an ``Entry``: ``StockWriter`` collects the moves of one document and, at the end, writes
one journal line per stock account and per product with a cost variance. The caller writes the other side.
Goods of others (consigned, or worked on for a fee) are counted by owner and have no value.
"""

from collections.abc import Callable, Iterable
from functools import partial

from app.domain import money
from app.domain.consignment import SoldFirst, Taken
from app.domain.ledger import AccountRole, ProductKind
from app.domain.moving_average import Cost, Fallback, Movement, Pool
from app.domain.moving_average import find as find_average
from app.domain.moving_average import issue as issue_average
from app.domain.moving_average import move_back as move_back_average
from app.domain.moving_average import receive as receive_average
from app.errors import Notice
from app.i18n import N_
from app.services.journal import account_id, stock_account_id
from app.services.owned_stock import OwnedStock
from app.services.product_facts import (
    NoStockKeptError,
    ProductFacts,
    UnknownProductError,
    Values,
    product_facts,
    product_facts_by_id,
    products_facts,
)
from app.services.unit_of_work import Entry
from db import connection as book
from db.sql import stock as sql

__all__ = [
    "NOT_ENOUGH",
    "SOLD",
    "NoStockKeptError",
    "ProductFacts",
    "RecipeCost",
    "StockWriter",
    "UnknownProductError",
    "Values",
    "product_facts",
    "product_facts_by_id",
]


NOT_ENOUGH = N_("The count says there is not enough “{name}” here.")

SOLD = frozenset({"sale", "return"})
"""Purposes whose moves are cost of sales themselves; the variance of all others is added to it apart."""

COMES_BACK = frozenset({"return", "spoil"})
"""Purposes of goods that were sold, whatever their product became since."""

RecipeCost = Callable[[int], Cost | None]


class StockWriter:
    """Collects the stock moves of one document; call ``finish`` once, after the last move."""

    def __init__(self, entry: Entry, recipe_cost: RecipeCost | None = None) -> None:
        self._entry = entry
        self._recipe_cost = recipe_cost
        self._by_uid: dict[bytes, ProductFacts] = {}
        self._facts: dict[int, ProductFacts] = {}
        self._pools: dict[int, Pool] = {}
        self._purchased: dict[int, int] = {}
        self._values: dict[ProductKind, int] = {}
        self._variance: dict[int, int] = {}
        self._adjusted: dict[int, Values] = {}
        self._held: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._taken: dict[tuple[int, int, int], int] = {}
        self._owned = OwnedStock()

    def load(self, uids: Iterable[bytes], *, from_id: int | None = None) -> None:
        """Read several products at once, and their lots at the place that they will be taken from."""
        wanted = list(dict.fromkeys(uid for uid in uids if uid not in self._by_uid))
        if len(wanted) > 1:
            for facts in products_facts(wanted):
                self._remember(facts)
        if from_id is not None:
            products = [self.product(uid).id for uid in wanted]
            self._read_lots(products, from_id)
            self._owned.read(products, from_id)

    def product(self, uid: bytes) -> ProductFacts:
        """A product by uid, read once per document; raises UnknownProductError."""
        facts = self._by_uid.get(uid)
        return facts if facts is not None else self._remember(product_facts(uid))

    def product_by_id(self, product_id: int) -> ProductFacts:
        """A product by local id, read once per document; raises UnknownProductError."""
        facts = self._facts.get(product_id)
        return facts if facts is not None else self._remember(product_facts_by_id(product_id))

    def _remember(self, facts: ProductFacts) -> ProductFacts:
        self._by_uid[facts.uid] = facts
        self._facts[facts.id] = facts
        self._pools.setdefault(facts.id, facts.pool)
        return facts

    def pool(self, product: ProductFacts) -> Pool:
        """The product's pool as it is after the moves collected so far."""
        return self._pools[product.id]

    def _fallback(self, product: ProductFacts) -> Fallback:
        if self._pools[product.id].last is not None:
            return Fallback()
        purchase = product.purchase_e4
        recipe = self._recipe_cost(product.id) if self._recipe_cost and purchase is None else None
        return Fallback(None if purchase is None else Cost(purchase, purchase, purchase), recipe)

    def issue(
        self,
        product: ProductFacts,
        quantity: int,
        *,
        location_id: int,
        purpose: str,
        for_line: int | None = None,
    ) -> Values:
        """Take out ``quantity`` thousandths at the average; returns what it cost (positive values).

        Warns, never refuses, when the place does not hold that much. Raises NoStockKeptError.
        """
        product.refuse_unstocked()
        movement = issue_average(self._pools[product.id], quantity, self._fallback(product))
        if movement.uncosted:
            self._entry.warnings.append(
                Notice(N_("“{name}” has no known cost yet; it went out at 0.00."), name=product.name)
            )
        parts = self._lots(product, location_id, quantity)
        self._write(product, movement, location_id, purpose, for_line, [(lot, -part) for lot, part in parts])
        return Values(-movement.amount, -movement.cash_amount, -movement.full_amount)

    def receive(
        self,
        product: ProductFacts,
        quantity: int,
        values: Values,
        *,
        location_id: int,
        purpose: str,
        lot_id: int | None = None,
        for_line: int | None = None,
        is_purchase: bool = False,
    ) -> None:
        """Put in ``quantity`` thousandths that cost ``values``; fills what was sold before it came."""
        product.refuse_unstocked()
        movement = receive_average(
            self._pools[product.id], quantity, values.value, values.cash_value, values.full_value
        )
        if is_purchase:
            self._purchased[product.id] = money.unit_cost_e4(values.value, quantity)
        self._write(product, movement, location_id, purpose, for_line, [(lot_id, quantity)])
        if lot_id is not None:
            self._fill_from_lot(product, quantity, lot_id, location_id)

    def _fill_from_lot(self, product: ProductFacts, quantity: int, lot_id: int, location_id: int) -> None:
        """What went out before any lot had it (a hole without lot) is taken from the lot that came."""
        if (product.id, location_id) not in self._held:
            self._read_lots([product.id], location_id)
        held = dict(self._held[product.id, location_id]).get(0, 0)
        hole = self._taken.get((product.id, location_id, 0), 0) - held
        filled = min(max(hole, 0), quantity)
        if not filled:
            return
        self._taken[product.id, location_id, 0] = self._taken.get((product.id, location_id, 0), 0) - filled
        for lot, moved in ((lot_id, -filled), (None, filled)):
            self._add_transfer(product, moved, lot, location_id)

    def find(self, product: ProductFacts, quantity: int, *, location_id: int, for_line: int | None) -> Values:
        """Put in what a count found too much, at the average; returns its values."""
        product.refuse_unstocked()
        movement = find_average(self._pools[product.id], quantity, self._fallback(product))
        self._write(product, movement, location_id, "count", for_line, [(None, quantity)])
        return Values(movement.amount, movement.cash_amount, movement.full_amount)

    def move_back(
        self,
        product: ProductFacts,
        quantity: int,
        values: Values,
        *,
        location_id: int,
        purpose: str,
        lot_id: int | None = None,
        for_line: int | None = None,
    ) -> None:
        """Move stored values (signed, as they move now) for a return or reversal."""
        movement = move_back_average(
            self._pools[product.id], quantity, values.value, values.cash_value, values.full_value
        )
        self._write(product, movement, location_id, purpose, for_line, [(lot_id, quantity)])

    def transfer(self, product: ProductFacts, quantity: int, *, from_id: int, to_id: int) -> None:
        """Carry goods from one place to another, ours or others' as they would be sold; no value moves."""
        product.refuse_unstocked()
        for taken in self.whose(product, quantity, location_id=from_id):
            if taken.owner_id is not None:
                for place, moved in ((from_id, -taken.quantity), (to_id, taken.quantity)):
                    self.move_owned(
                        product, moved, owner_id=taken.owner_id, location_id=place, purpose="transfer"
                    )
            else:
                self.transfer_own(product, taken.quantity, from_id=from_id, to_id=to_id)

    def transfer_own(self, product: ProductFacts, quantity: int, *, from_id: int, to_id: int) -> None:
        """Carry goods of the group from one place to another; no value moves."""
        product.refuse_unstocked()
        for lot, part in self._lots(product, from_id, quantity):
            for place, moved in ((from_id, -part), (to_id, part)):
                self._add_transfer(product, moved, lot, place)
            self._arrived(product, lot or 0, part, to_id)

    def _arrived(self, product: ProductFacts, lot_id: int, quantity: int, location_id: int) -> None:
        """What was carried to a place can be taken from there by the same document."""
        if (product.id, location_id) not in self._held:
            self._read_lots([product.id], location_id)
        held = self._held[product.id, location_id]
        if all(each != lot_id for each, _quantity in held):
            at = next((at for at, (each, _quantity) in enumerate(held) if not each), len(held))
            held.insert(at if lot_id else len(held), (lot_id, 0))
        key = (product.id, location_id, lot_id)
        self._taken[key] = self._taken.get(key, 0) - quantity

    def _add_transfer(self, product: ProductFacts, moved: int, lot_id: int | None, location_id: int) -> None:
        """A move between places or lots; it carries no value."""
        self._entry.add(
            "stock_move",
            product_id=product.id,
            location_id=location_id,
            lot_id=lot_id,
            purpose="transfer",
            quantity=moved,
            value=0,
            cash_value=0,
            full_value=0,
        )

    def move_owned(
        self,
        product: ProductFacts,
        quantity: int,
        *,
        owner_id: int,
        location_id: int,
        purpose: str,
        for_line: int | None = None,
    ) -> None:
        """Move goods of somebody, in (plus) or out (minus): counted, without any value.

        Warns, never refuses, when she has not that much there. Raises NoStockKeptError.
        """
        if purpose not in COMES_BACK:
            product.refuse_unstocked()
        left = self._owned.moved(product.id, location_id, owner_id, quantity)
        if quantity < 0 and left < 0:
            self._entry.warnings.append(Notice(NOT_ENOUGH, name=product.name))
        self._entry.add(
            "stock_move",
            product_id=product.id,
            location_id=location_id,
            owner_id=owner_id,
            purpose=purpose,
            for_line=for_line,
            quantity=quantity,
            value=0,
            cash_value=0,
            full_value=0,
        )

    def held_by(self, product: ProductFacts, owner_id: int, *, location_id: int) -> int:
        """How much of a product is somebody's at a place, thousandths, after the moves so far."""
        return self._owned.at(product.id, location_id).get(owner_id, 0)

    def whose(
        self, product: ProductFacts, quantity: int, *, location_id: int, order: SoldFirst | None = None
    ) -> list[Taken]:
        """Whose goods leave a place when so much does, by the group's setting unless ``order`` says.

        What nobody has there is ours, or of who brought the product last if the group never had it.
        """
        own_at = partial(self.own_at, product, location_id)
        return self._owned.whose(product.id, quantity, location_id, own_at, order)

    def own_at(self, product: ProductFacts, location_id: int) -> int:
        """How much of a product is the group's at a place, thousandths, after what left so far."""
        if (product.id, location_id) not in self._held:
            self._read_lots([product.id], location_id)
        return sum(
            held - self._taken.get((product.id, location_id, lot), 0)
            for lot, held in self._held[product.id, location_id]
        )

    def finish(self) -> None:
        """Write the journal lines of the stock accounts and of the variance; remember last costs."""
        for kind, value in self._values.items():
            self._entry.line(stock_account_id(kind), value)
        for product_id, variance in self._variance.items():
            if variance:
                self._entry.line(account_id(AccountRole.COST_VARIANCE), variance, product_id=product_id)
        for product_id, adjusted in self._adjusted.items():
            if adjusted != Values(0, 0, 0):
                last = self._pools[product_id].last or Cost(0, 0, 0)
                self._entry.add(
                    "cost_adjustment",
                    product_id=product_id,
                    old_unit_e4=last.value_e4,
                    new_unit_e4=last.value_e4,
                    stock_value=0,
                    stock_cash=0,
                    stock_full=0,
                    sold_value=adjusted.value,
                    sold_cash=adjusted.cash_value,
                    sold_full=adjusted.full_value,
                )
        for product_id, pool in self._pools.items():
            facts = self._facts[product_id]
            purchased = self._purchased.get(product_id)
            if pool.last is not None and (pool.last != facts.pool.last or purchased is not None):
                last = pool.last
                book.execute(
                    sql.SET_LAST_COST, (product_id, last.value_e4, last.cash_e4, last.full_e4, purchased)
                )

    def _lots(self, product: ProductFacts, location_id: int, quantity: int) -> list[tuple[int | None, int]]:
        """Cut a quantity over the lots at a place, oldest first; what no lot covers has none."""
        parts: list[tuple[int | None, int]] = []
        left, loose = quantity, 0
        if (product.id, location_id) not in self._held:
            self._read_lots([product.id], location_id)
        for lot_id, held in self._held[product.id, location_id]:
            key = (product.id, location_id, lot_id)
            free = held - self._taken.get(key, 0)
            if not lot_id:
                loose = free
                break
            part = min(free, left)
            if part > 0:
                parts.append((lot_id, part))
                self._taken[key] = self._taken.get(key, 0) + part
                left -= part
                if not left:
                    break
        if left:
            key = (product.id, location_id, 0)
            self._taken[key] = self._taken.get(key, 0) + left
            if loose < left:
                self._entry.warnings.append(Notice(NOT_ENOUGH, name=product.name))
            parts.append((None, left))
        return parts

    def _read_lots(self, product_ids: list[int], location_id: int) -> None:
        for product_id in product_ids:
            self._held[product_id, location_id] = []
        query = sql.LOTS_ON_HAND.format(marks=", ".join("?" * len(product_ids)))
        for product_id, lot_id, held in book.fetch(query, (*product_ids, location_id)):
            self._held[product_id, location_id].append((lot_id, held))

    def _write(
        self,
        product: ProductFacts,
        movement: Movement,
        location_id: int,
        purpose: str,
        for_line: int | None,
        parts: list[tuple[int | None, int]],
    ) -> None:
        weights = [abs(part) for _lot, part in parts]
        values = (movement.value, movement.cash_value, movement.full_value)
        shares = [[each] for each in values] if len(parts) == 1 else [money.split(v, weights) for v in values]
        for (lot, part), value, cash, full in zip(parts, *shares, strict=True):
            self._entry.add(
                "stock_move",
                product_id=product.id,
                location_id=location_id,
                lot_id=lot,
                purpose=purpose,
                for_line=for_line,
                quantity=part,
                value=value,
                cash_value=cash,
                full_value=full,
            )
        self._pools[product.id] = movement.pool_after
        self._values[product.kind] = self._values.get(product.kind, 0) + movement.value
        self._variance[product.id] = self._variance.get(product.id, 0) + movement.variance
        if purpose not in SOLD:
            before = self._adjusted.get(product.id, Values(0, 0, 0))
            self._adjusted[product.id] = Values(
                before.value + movement.variance,
                before.cash_value + movement.cash_variance,
                before.full_value + movement.full_variance,
            )
