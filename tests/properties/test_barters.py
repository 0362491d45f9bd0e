"""Any order of barters, deliveries, rests and undoings leaves the register and the ledger at one."""

import datetime as dt
from pathlib import Path
from random import Random

import pytest

from app.domain.barter import DeliveryDraft, DifferenceAs, PartDraft, Settled, Side
from app.domain.consignment import Direction, GoodsDraft, GoodsLine, Method, TermsData
from app.domain.document import new_uid
from app.domain.money import MILLI
from app.queries.balances import balances
from app.queries.barter import barters, others_left
from app.queries.consignment import owners
from app.queries.integrity import check_books
from app.services.barter import deliver
from app.services.consignment import create_terms, take_in
from app.services.recosting import recost_month
from app.services.reversal import reverse
from app.services.unit_of_work import Posted
from tests.builders import party, product
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.services.test_barter import LATER, Partners, line
from tests.stall import DAY

__all__ = ["_no_book_left_open", "_own_machine_settings"]

STEPS = 25
JARS = 200


class Community(Partners):
    """Also a few jars of honey of our own, and a member's to which ours give way: she gets 70 %."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.honey = product(self.session, "น้ำผึ้งป่า", price=40_00).uid
        self.owner = party(self.session, "ป้าฝาก 01", member=True).uid
        self.buy((self.honey, 7, 101_01))
        terms = TermsData(Direction.IN, self.owner, Method.PERCENT, 7_000, dt.date(2026, 1, 1))
        create_terms(self.session, terms)
        take_in(
            self.session, GoodsDraft(new_uid(), self.owner, (GoodsLine(self.honey, JARS * MILLI),)), on=DAY
        )

    def hers(self) -> tuple[int, int]:
        """Thousandths that left of hers, and what she is owed, by the stock and the ledger."""
        (found,) = owners()
        return JARS * MILLI - found.on_hand, found.owed


def some_agreement(stall: Community, random: Random) -> Posted:
    """Odd quantities and values, sometimes like for like, sometimes with money or a difference."""
    quantity, worth = random.randint(1, 9), random.randint(1, 99_99)
    like = random.random() < 0.3
    theirs = worth if like else random.randint(1, 99_99)
    cash = 0 if like else random.choice((0, 0, 17, -23_45))
    return stall.agree(
        [line(random.choice((stall.kapi, stall.honey)), quantity, worth, now=random.randint(0, quantity))],
        [line(stall.fish, quantity, theirs, now=random.randint(0, quantity))],
        cash,
        is_like_for_like=like,
        difference_as=random.choice((DifferenceAs.GIFT, DifferenceAs.ADJUST)),
    )


def some_delivery(stall: Community, random: Random, uid: bytes) -> Posted | None:
    row = next(each for each in barters() if each.uid == uid)
    parts = [
        PartDraft(each.line_no, random.randint(1, each.rest_milli))
        for each in row.deal.lines
        if each.rest_milli and random.random() < 0.7
    ]
    if not parts:
        return None
    return deliver(stall.session, DeliveryDraft(new_uid(), uid, tuple(parts)), on=LATER)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_in_whatever_order(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    stall = Community(tmp_path)
    documents: dict[bytes, list[Posted]] = {}
    for _step in range(STEPS):
        uid = random.choice([*documents, b""]) if documents else b""
        standing = documents.get(uid, [])
        if not standing:
            agreed = some_agreement(stall, random)
            documents[agreed.uid] = [agreed]
        elif random.random() < 0.2:
            reverse(stall.session, standing.pop().uid, on=LATER, reason="ผิด", uid=new_uid())
            if not standing:
                del documents[uid]
        elif random.random() < 0.2 and not next(each for each in barters() if each.uid == uid).is_over:
            how = random.choice((Settled.MONEY, Settled.GIFT, Settled.WRITTEN_OFF))
            standing.append(stall.close(standing[0], how))
        else:
            came = some_delivery(stall, random, uid)
            if came is not None:
                standing.append(came)
    assert check_books() == []
    recost_month(stall.session, dt.date(DAY.year, DAY.month, 1), uid=new_uid())
    assert check_books() == []
    for row in barters():
        if row.stands and not row.is_over:
            stall.close(documents[row.uid][0], Settled.WRITTEN_OFF)
    found = {each.role: each.balance for each in balances(DAY.replace(day=31))}
    assert (found.get("barter_receivable", 0), found.get("barter_payable", 0)) == (0, 0)
    assert all(each.deal.rest(side) == 0 for each in barters() if each.stands for side in Side)
    left, owed = stall.hers()
    said = others_left(each.number for all_of in documents.values() for each in all_of)
    assert (sum(each.quantity for each in said), sum(each.owed for each in said)) == (left, owed)
    assert owed >= left * 28_00 // MILLI - len(said), "at least her share of the price on her slip"
    assert check_books() == []
