"""Others' goods that leave in a barter or as a gift: ours go first, their owner is owed her share."""

from typing import NamedTuple

from app.domain import money
from app.domain.consignment import Direction, Purpose, SoldFirst, Taken, Terms, owner_share
from app.domain.ledger import AccountRole
from app.errors import Notice
from app.i18n import N_
from app.queries.consignment import slip_terms
from app.services.consigned_sale import commission_tax, holds_now
from app.services.journal import account_id
from app.services.stock import ProductFacts, StockWriter
from app.services.unit_of_work import Entry
from app.thai.digits import format_amount, format_quantity
from db import connection as book
from db.sql import consignment as sql

THEIRS = N_("{quantity} of “{name}” are of {owner}, who is owed {amount} baht for them.")


class Left(NamedTuple):
    """What of a line is ours (thousandths), agreed value, what it counts; what is owed for the rest."""

    own: int
    agreed: int
    counts: int
    owed: int


class OthersGoods:
    """Takes others' goods out of their stock while a document is written, and owes their owners."""

    def __init__(self, entry: Entry, stock: StockWriter, location_id: int, purpose: str) -> None:
        self._entry, self._stock = entry, stock
        self._location_id, self._purpose = location_id, purpose

    def barter(
        self, product: ProductFacts, quantity: int, for_line: int, *, agreed: int, counts: int | None
    ) -> Left:
        """Goods against goods: an owner shares in the agreed value, in her slip's price if that is more.

        What her part ``counts`` beyond her share is commission; like for like (None) it counts her share.
        A gift or a difference that was let go is the group's, not hers.
        """
        taken = self._whose(product, quantity)
        weights = [each.quantity for each in taken]
        values = money.split(agreed, weights)
        exchange = money.split(counts or 0, weights)
        own = own_agreed = own_counts = owed = commission = tax = 0
        for each, value, worth in zip(taken, values, exchange, strict=True):
            if each.owner_id is None:
                own, own_agreed, own_counts = each.quantity, value, worth
                continue
            terms, least_e4 = holds_now(each.owner_id, product.id, self._entry)
            full = max(value, money.times(least_e4, each.quantity))
            share = owner_share(terms, full, each.quantity)
            self._leave(
                product, each, each.owner_id, terms, share, for_line, share if counts is None else worth
            )
            owed += share
            if counts is not None:
                commission += worth - share
                tax += commission_tax(self._entry, product.id, worth - share)
        income = account_id(AccountRole.COMMISSION_INCOME)
        self._entry.line(income, tax - commission, product_id=product.id)
        self._entry.line(account_id(AccountRole.OUTPUT_VAT), -tax)
        return Left(own, own_agreed, own_counts, owed)

    def give(self, product: ProductFacts, quantity: int, for_line: int) -> Left:
        """For nothing: the owner gets her share of the price on her slip, whoever bears discounts."""
        own = owed = 0
        for each in self._whose(product, quantity):
            if each.owner_id is None:
                own = each.quantity
                continue
            terms, _least = holds_now(each.owner_id, product.id, self._entry)
            slip = slip_terms(Direction.IN, each.owner_id, product.id)
            price_e4 = slip.price_e4 if slip is not None else 0
            if not price_e4:
                price_e4 = book.fetch_int(sql.PRODUCT_PRICE, (product.id,))
            share = owner_share(terms, money.times(price_e4, each.quantity), each.quantity)
            self._leave(product, each, each.owner_id, terms, share, for_line, share)
            owed += share
        return Left(own, 0, 0, owed)

    def _whose(self, product: ProductFacts, quantity: int) -> list[Taken]:
        return self._stock.whose(product, quantity, location_id=self._location_id, order=SoldFirst.OWN)

    def _leave(
        self,
        product: ProductFacts,
        taken: Taken,
        owner_id: int,
        terms: Terms,
        share: int,
        for_line: int,
        counts: int,
    ) -> None:
        """Her goods leave; the line says what they counted (as a price of one) and what she is owed."""
        entry = self._entry
        self._stock.move_owned(
            product,
            -taken.quantity,
            owner_id=owner_id,
            location_id=self._location_id,
            purpose=self._purpose,
            for_line=for_line,
        )
        entry.add(
            "consignment_line",
            direction=Direction.IN.value,
            purpose=Purpose.USED.value,
            party_id=owner_id,
            product_id=product.id,
            terms_id=terms.terms_id,
            quantity=taken.quantity,
            price_e4=money.unit_cost_e4(counts, taken.quantity),
            method=terms.method.value,
            value=terms.value,
            spoilage_by=terms.spoilage_by.value,
            discount_by=terms.discount_by.value,
            amount=share,
            reason="",
        )
        entry.line(account_id(AccountRole.CONSIGNMENT_PAYABLE), -share, party_id=owner_id)
        entry.warnings.append(
            Notice(
                THEIRS,
                quantity=format_quantity(taken.quantity),
                name=product.name,
                owner=book.fetch(sql.NAME_OF, (owner_id,))[0][0],
                amount=format_amount(share),
            )
        )
