"""Whatever happens to somebody's goods in whatever order: what she is owed is what a sum by hand says."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from app.domain.document import new_uid
from app.queries.consignment import owners, unsettled
from app.queries.integrity import check_books
from app.services.consignment import give_back, lose
from app.services.reversal import reverse
from app.services.sales import PostedSale
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.services.test_consignment import Shelf
from tests.stall import DAY

__all__ = ["_no_book_left_open", "_own_machine_settings"]

STEPS = 40
PRICE, HERS = 100_00, 80_00
"""A jar, and what of it is hers whatever the customer got off: discounts are the group's."""


@dataclass
class Sold:
    """A bill: jars of hers and of ours that have not come back, and what the customer got off each."""

    sale: PostedSale
    hers: int
    ours: int
    off: int


class Shadow:
    """The same things counted on fingers."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.shelf, self.random = Shelf(folder), random
        self.shelf.buy((self.shelf.honey, 6, 300_00))
        self.hers, self.ours, self.owed = 10, 6, 0
        self.bills: list[Sold] = []

    def sells(self) -> None:
        """Hers go first; a discount of whole baht a jar."""
        pieces, off = self.random.randint(1, 5), self.random.choice((0, 0, 5_00, 33_00))
        if pieces > self.hers + self.ours:
            return
        shelf = self.shelf
        sale = shelf.sell(shelf.line(shelf.honey, pieces, PRICE, discount=pieces * off))
        hers = min(pieces, self.hers)
        self.bills.append(Sold(sale, hers, pieces - hers, off))
        self.hers, self.ours, self.owed = self.hers - hers, self.ours - pieces + hers, self.owed + hers * HERS

    def takes_back(self) -> None:
        """Of a mixed bill ours come back first."""
        bills = [bill for bill in self.bills if bill.hers + bill.ours]
        if not bills:
            return
        bill = self.random.choice(bills)
        pieces = self.random.randint(1, bill.hers + bill.ours)
        self.shelf.take_back(bill.sale, 1, pieces, pieces * (PRICE - bill.off))
        ours = min(pieces, bill.ours)
        bill.ours, bill.hers = bill.ours - ours, bill.hers - pieces + ours
        self.ours, self.hers, self.owed = (
            self.ours + ours,
            self.hers + pieces - ours,
            self.owed - (pieces - ours) * HERS,
        )

    def undoes_a_bill(self) -> None:
        """One of which nothing came back yet."""
        whole = [bill for bill in self.bills if bill.hers + bill.ours and self.untouched(bill)]
        if whole:
            bill = self.random.choice(whole)
            reverse(self.shelf.session, bill.sale.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
            self.bills.remove(bill)
            self.hers, self.ours = self.hers + bill.hers, self.ours + bill.ours
            self.owed -= bill.hers * HERS

    def untouched(self, bill: Sold) -> bool:
        """Whether all that was sold is still away."""
        return (bill.hers + bill.ours) * (PRICE - bill.off) == bill.sale.posted.total

    def brings(self) -> None:
        """More of hers."""
        pieces = self.random.randint(1, 6)
        self.shelf.bring(self.shelf.owner, (self.shelf.honey, pieces))
        self.hers += pieces

    def loses(self) -> None:
        """The group bears what goes bad, at her share of the price on the slip."""
        if self.hers:
            shelf = self.shelf
            lose(shelf.session, shelf.slip(shelf.owner, (shelf.honey, 1), reason="แตก"), on=DAY)
            self.hers, self.owed = self.hers - 1, self.owed + HERS

    def gives_back(self) -> None:
        """She takes one home."""
        if self.hers:
            shelf = self.shelf
            give_back(shelf.session, shelf.slip(shelf.owner, (shelf.honey, 1)), on=DAY)
            self.hers -= 1

    def pays(self) -> None:
        """A part or all; the sheet says what is due, never below zero."""
        found = unsettled(self.shelf.id_of(self.shelf.owner), DAY)
        assert found.sheet.earned + found.sheet.carried_in == self.owed
        assert found.sheet.due == max(0, self.owed)
        if self.owed > 0:
            amount = self.random.choice((self.owed, self.random.randint(1, self.owed)))
            self.shelf.pay(self.shelf.owner, amount)
            self.owed -= amount


@pytest.mark.parametrize("seed", range(4))
def test_she_is_owed_what_a_sum_by_hand_says(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    shadow = Shadow(tmp_path, random)
    ways = (
        *(shadow.sells, shadow.sells, shadow.sells, shadow.takes_back),
        *(shadow.undoes_a_bill, shadow.brings, shadow.loses, shadow.gives_back, shadow.pays),
    )
    for _step in range(STEPS):
        random.choice(ways)()
        (owner,) = owners()
        assert (owner.owed, owner.on_hand) == (shadow.owed, shadow.hers * 1_000)
    shadow.pays()
    assert check_books() == []
