"""Goods of somebody else in a barter or as a gift: ours go first, the owner is owed her share."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.barter import BarterDraft, BarterLineDraft, DeliveryDraft, DifferenceAs, PartDraft
from app.domain.consignment import (
    BorneBy,
    Direction,
    GoodsDraft,
    GoodsLine,
    Method,
    PaidWith,
    SettleDraft,
    TermsData,
)
from app.domain.document import new_uid
from app.domain.gift import GiftDraft, GiftLineDraft, GiftPurpose, GiftWay
from app.domain.ledger import ProductKind
from app.domain.money import E4, MILLI
from app.queries.balances import balances
from app.queries.barter import others_left
from app.queries.consignment import owners, stock_of, unsettled
from app.queries.consignment_papers import by_owner
from app.queries.gifts import gifts
from app.queries.integrity import check_books
from app.queries.member_statement import member_statement
from app.services.barter import deliver, post_barter
from app.services.consignment import create_terms, take_in
from app.services.gifts import post_gift
from app.services.recosting import recost_month
from app.services.reversal import reverse
from app.services.settings import change_settings
from app.services.settlements import settle_owner
from app.services.unit_of_work import Posted
from tests.builders import party, product
from tests.stall import DAY, Stall

LATER = DAY + dt.timedelta(days=4)
END = DAY.replace(day=31)


class Honey(Stall):
    """Twelve jars of a member's honey at 100.00, of which she gets 80 %, and a community with rice."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.honey = product(self.session, "น้ำผึ้งป่า", price=100_00, code="HONEY").uid
        self.rice = product(self.session, "ข้าวสาร", unit="กก.", kind=ProductKind.MATERIAL, price=None).uid
        self.owner = party(self.session, "ป้าฝาก 01", member=True).uid
        self.partner = party(self.session, "กลุ่มชาวนา").uid

    def agree(self, discount_by: BorneBy = BorneBy.GROUP) -> None:
        day = dt.date(2026, 1, 1)
        data = TermsData(Direction.IN, self.owner, Method.PERCENT, 8_000, day, discount_by=discount_by)
        create_terms(self.session, data)
        brought = GoodsDraft(new_uid(), self.owner, (GoodsLine(self.honey, 12 * MILLI),))
        take_in(self.session, brought, on=DAY)

    def barter(self, jars: int, each: int, kilos: int, now: int | None = None, **more: object) -> Posted:
        """Jars at satang each against rice at 50.00."""
        now = jars if now is None else now
        give = BarterLineDraft(self.honey, jars * MILLI, "ขวด", each * E4, now_milli=now * MILLI)
        take = BarterLineDraft(self.rice, kilos * MILLI, "กก.", 50_00 * E4, now_milli=kilos * MILLI)
        draft = BarterDraft(new_uid(), self.partner, (give,), (take,), LATER, DAY, **more)  # type: ignore[arg-type]
        return post_barter(self.session, draft, on=DAY)

    def left(self) -> int:
        """Jars of hers that are here."""
        identity = next(each.id for each in owners() if each.uid == self.owner)
        return sum(each.quantity for each in stock_of(identity)) // MILLI

    def owed(self) -> int:
        return next(each.owed for each in owners() if each.uid == self.owner)

    def identity(self) -> int:
        return next(each.id for each in owners() if each.uid == self.owner)


@pytest.fixture
def stall(tmp_path: Path) -> Honey:
    return Honey(tmp_path)


def of(*roles: str) -> tuple[int, ...]:
    """Balances of accounts by role, debit positive."""
    found: dict[str, int] = {}
    for each in balances(END):
        if each.role:
            found[each.role] = found.get(each.role, 0) + each.balance
    return tuple(found.get(role, 0) for role in roles)


def clean() -> None:
    assert [finding.text for finding in check_books()] == []


def test_her_goods_in_a_barter_are_owed_to_her(stall: Honey) -> None:
    """Five jars at 100.00 against ten kilos at 50.00: 400.00 are hers, 100.00 are the group's commission."""
    stall.agree()
    posted = stall.barter(5, 100_00, 10)
    assert stall.left() == 7
    assert stall.owed() == 400_00
    assert of("consignment_payable", "commission_income") == (-400_00, -100_00)
    assert of("barter_income", "barter_cost", "barter_receivable", "barter_payable") == (0, 0, 0, 0)
    assert others_left([posted.number])[0].owed == 400_00
    assert any("400.00" in str(each.data.get("amount")) for each in posted.warnings)
    clean()
    found = unsettled(stall.identity(), DAY)
    assert [(line.quantity, line.gross, line.commission, line.amount) for line in found.lines] == [
        (5 * MILLI, 500_00, 100_00, 400_00)
    ]
    settle_owner(stall.session, SettleDraft(new_uid(), stall.owner, DAY, (PaidWith("1101", 400_00),)), on=DAY)
    assert stall.owed() == 0
    statement = member_statement(stall.identity(), DAY, DAY)
    assert [(each.quantity, each.amount) for each in statement.consigned_sold] == [(5_000, 400_00)]
    (hers,) = [each for each in by_owner(DAY, DAY) if each.name == "ป้าฝาก 01"]
    assert (hers.goods[0].sold, hers.paid, hers.commission, hers.earned) == (5_000, 500_00, 100_00, 400_00)
    clean()


def test_our_own_go_first_and_a_line_is_cut_by_quantity(stall: Honey) -> None:
    """Two of ours (60.00 together) and three of hers for 499.99: the parts make the whole to the satang."""
    stall.agree()
    stall.buy((stall.honey, 2, 60_00))
    (stock,) = of("stock_product")
    stall.barter(5, 99_99, 10, difference_as=DifferenceAs.NONE, cash=-5, account_code="1101")
    assert stall.left() == 9
    # 499.95 over 2 : 3 of five jars is 199.98 and 299.97; her slip says 100.00 a jar, so 240.00 are hers
    assert of("barter_income", "barter_cost", "stock_product") == (-199_98, 60_00, stock - 60_00)
    assert of("consignment_payable", "commission_income") == (-240_00, -(299_97 - 240_00))
    clean()
    recost_month(stall.session, DAY, uid=new_uid())
    clean()


def test_delivered_later_and_undone(stall: Honey) -> None:
    stall.agree()
    agreed = stall.barter(4, 100_00, 8, now=0)
    assert (stall.left(), stall.owed()) == (12, 0)
    assert of("barter_payable") == (-400_00,)
    brought = deliver(
        stall.session, DeliveryDraft(new_uid(), agreed.uid, (PartDraft(1, 3 * MILLI),)), on=LATER
    )
    assert (stall.left(), stall.owed()) == (9, 240_00)
    assert of("barter_payable", "commission_income") == (-100_00, -60_00)
    clean()
    reverse(stall.session, brought.uid, on=LATER, reason="ส่งผิด", uid=new_uid())
    assert (stall.left(), stall.owed()) == (12, 0)
    assert of("barter_payable", "commission_income", "consignment_payable") == (-400_00, 0, 0)
    assert others_left([brought.number]) == ()
    clean()


def test_what_the_group_lets_go_is_not_hers(stall: Honey) -> None:
    """500.00 of her honey for 400.00 of rice, the rest a gift: her share is of the 500.00."""
    stall.agree(discount_by=BorneBy.OWNER)
    stall.barter(5, 100_00, 8, difference_as=DifferenceAs.GIFT)
    assert of("consignment_payable", "commission_income", "samples") == (-400_00, 0, 0)
    clean()


def test_below_her_price_by_who_bears_it(stall: Honey) -> None:
    """At 60.00 a jar: the group owes 80.00 a jar all the same, unless she bears what is under her price."""
    stall.agree()
    stall.barter(5, 60_00, 6)
    assert of("consignment_payable", "commission_income") == (-400_00, 100_00)
    clean()


def test_below_her_price_when_she_bears_it(stall: Honey) -> None:
    stall.agree(discount_by=BorneBy.OWNER)
    stall.barter(5, 60_00, 6)
    assert of("consignment_payable", "commission_income") == (-240_00, -60_00)
    clean()


def test_like_for_like_costs_what_she_is_owed(stall: Honey) -> None:
    """No income: ten kilos come in at the 400.00 that she is owed for five jars."""
    stall.agree()
    (stock,) = of("stock_material")
    stall.barter(5, 100_00, 10, is_like_for_like=True)
    assert of("consignment_payable", "commission_income", "barter_income", "barter_cost") == (
        -400_00,
        0,
        0,
        0,
    )
    assert of("stock_material") == (stock + 400_00,)
    clean()


def test_like_for_like_in_two_parts_makes_the_same(stall: Honey) -> None:
    stall.agree()
    agreed = stall.barter(4, 100_00, 8, now=2, is_like_for_like=True)
    deliver(stall.session, DeliveryDraft(new_uid(), agreed.uid, (PartDraft(1, 2 * MILLI),)), on=LATER)
    assert of("consignment_payable", "barter_receivable", "barter_payable") == (-320_00, 0, 0)
    clean()


def test_a_registered_group_pays_tax_on_the_commission_only(stall: Honey) -> None:
    change_settings(stall.session, {"vat_registered_from": DAY.replace(day=1).isoformat()})
    stall.agree()
    stall.barter(5, 100_00, 10)
    tax = round(100_00 * 7 / 107)
    assert of("output_vat", "commission_income", "barter_income") == (-tax, tax - 100_00, 0)
    clean()


def test_her_jar_as_a_sample_is_owed_to_her(stall: Honey) -> None:
    """One of ours at 30.00 and two of hers at 80.00 each: the tasting costs 190.00."""
    stall.agree(discount_by=BorneBy.OWNER)
    stall.buy((stall.honey, 1, 30_00))
    line = GiftLineDraft(stall.honey, 3 * MILLI, "ขวด", 300_00)
    posted = post_gift(
        stall.session, GiftDraft(new_uid(), GiftWay.GIVEN, GiftPurpose.SAMPLE, (line,)), on=DAY
    )
    assert (stall.left(), stall.owed()) == (10, 160_00)
    assert of("samples", "consignment_payable") == (190_00, -160_00)
    assert [each.cost for each in gifts(DAY, DAY)] == [190_00]
    clean()
    reverse(stall.session, posted.uid, on=DAY, reason="พิมพ์ผิด", uid=new_uid())
    assert (stall.left(), stall.owed()) == (12, 0)
    assert of("samples", "consignment_payable") == (0, 0)
    clean()
