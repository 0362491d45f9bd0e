"""Barter: agreed values, goods owed both ways until they come, closing the rest, like for like, tax."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.domain.barter import (
    BarterDraft,
    BarterLineDraft,
    BeforeAgreementError,
    CloseDraft,
    DeliveryDraft,
    DifferenceAs,
    FreightAloneError,
    LikeForLikeError,
    MoreThanAgreedError,
    NothingToDeliverError,
    OneSidedError,
    PartDraft,
    PartnerMissingError,
    Settled,
    Side,
    UnbalancedBarterError,
)
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.money import E4, MILLI
from app.domain.vat import VatClass
from app.queries.balances import balances
from app.queries.barter import BarterRow, barter, barter_steps, late_barters, partner_accounts, rates
from app.queries.barter import barters as all_barters
from app.queries.integrity import check_books
from app.queries.tax import output_rows
from app.services.barter import close_rest, deliver, post_barter
from app.services.products import set_vat_class
from app.services.reversal import GoesOnError, reverse
from app.services.settings import change_settings
from app.services.stock import NoStockKeptError
from app.services.unit_of_work import Posted
from db import connection as book
from tests.builders import party, product
from tests.stall import DAY, Stall

LATER = DAY + dt.timedelta(days=5)
END = DAY.replace(day=31)
CASH = "1101"


class Partners(Stall):
    """A stall and a community by the sea that has dried fish, salt and tea of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.partner = party(self.session, "กลุ่มประมงพื้นบ้าน").uid
        self.fish = self.goods("ปลาแห้ง", "กก.")
        self.salt = self.goods("เกลือ", "กก.")

    def goods(self, name: str, unit: str) -> bytes:
        return product(self.session, name, unit=unit, kind=ProductKind.MATERIAL, price=None).uid

    def agree(
        self,
        give: Sequence[BarterLineDraft],
        receive: Sequence[BarterLineDraft],
        cash: int = 0,
        **more: Any,
    ) -> Posted:
        return post_barter(self.session, self.deal(give, receive, cash, **more), on=DAY)

    def deal(
        self,
        give: Sequence[BarterLineDraft],
        receive: Sequence[BarterLineDraft],
        cash: int = 0,
        **more: Any,
    ) -> BarterDraft:
        more.setdefault("party_uid", self.partner)
        more.setdefault("account_code", CASH)
        return BarterDraft(
            new_uid(),
            give=tuple(give),
            receive=tuple(receive),
            give_on=DAY,
            receive_on=LATER,
            cash=cash,
            **more,
        )

    def bring(self, agreed: Posted, *parts: tuple[int, int], on: dt.date = LATER, **more: Any) -> Posted:
        """Lines by number, pieces of each."""
        wanted = tuple(PartDraft(line_no, pieces * MILLI) for line_no, pieces in parts)
        return deliver(self.session, DeliveryDraft(new_uid(), agreed.uid, wanted, **more), on=on)

    def close(self, agreed: Posted, how: Settled, *lines: int, account: str = CASH) -> Posted:
        return close_rest(self.session, CloseDraft(new_uid(), agreed.uid, how, lines, account), on=LATER)


def line(uid: bytes, pieces: int, each: int, now: int = 0) -> BarterLineDraft:
    """Pieces at satang each; ``now`` of them change hands at once."""
    return BarterLineDraft(uid, pieces * MILLI, "ชิ้น", each * E4, now_milli=now * MILLI)


@pytest.fixture
def stall(tmp_path: Path) -> Partners:
    return Partners(tmp_path)


def of(*roles: str) -> tuple[int, ...]:
    """Balances of accounts by role, debit positive."""
    found = {each.role: each.balance for each in balances(END)}
    return tuple(found.get(role, 0) for role in roles)


def row(agreed: Posted) -> BarterRow:
    found = barter(agreed.uid)
    assert found is not None
    return found


def owed(agreed: Posted) -> tuple[int, int]:
    found = row(agreed)
    return found.owed_to_us, found.owed_by_us


GOODS = ("barter_receivable", "barter_payable")


def ours_first(stall: Partners) -> Posted:
    """1,280.00 of ours against 1,080.00 and 120.00 of theirs and 80.00 in cash; ours leave at once."""
    return stall.agree(
        [line(stall.kapi, 16, 80_00, now=16)],
        [line(stall.fish, 6, 180_00), line(stall.salt, 10, 12_00)],
        80_00,
    )


def test_our_goods_first(stall: Partners) -> None:
    (cash,) = of("cash")
    agreed = ours_first(stall)
    assert of(*GOODS) == (1_200_00, 0)
    assert of("barter_income", "cash") == (-1_280_00, cash + 80_00)
    assert of("barter_cost") == (533_28,)  # 16 of 20 at 666.60
    assert owed(agreed) == (1_200_00, 0)
    assert check_books() == []
    before = of("stock_material")
    stall.bring(agreed, (2, 6), (3, 10))
    assert of(*GOODS) == (0, 0)
    assert of("stock_material")[0] - before[0] == 1_200_00
    assert owed(agreed) == (0, 0)
    assert row(agreed).is_over
    assert check_books() == []


def test_their_goods_first_are_owed_until_ours_leave(stall: Partners) -> None:
    agreed = stall.agree([line(stall.kapi, 10, 60_00)], [line(stall.fish, 4, 150_00, now=4)])
    assert of(*GOODS, "barter_income") == (0, -600_00, 0)
    stall.bring(agreed, (1, 4))
    assert of(*GOODS, "barter_income") == (0, -360_00, -240_00)
    stall.buy((stall.kapi, 10, 900_00), on=LATER)  # dearer now: nothing is revalued
    stall.bring(agreed, (1, 6))
    assert of(*GOODS, "barter_income") == (0, 0, -600_00)
    assert [step.value for step in barter_steps(row(agreed).id)] == [600_00, 240_00, 360_00]
    assert check_books() == []


def test_parts_of_both_sides_cross_over(stall: Partners) -> None:
    """Odd thirds: each part rounds, the whole does not."""
    agreed = stall.agree([line(stall.kapi, 3, 33_33)], [line(stall.fish, 7, 14_27)], 10)
    for parts in (((1, 1),), ((2, 5),), ((1, 1), (2, 1)), ((1, 1),), ((2, 1),)):
        stall.bring(agreed, *parts)
        theirs, ours = owed(agreed)
        assert sum(of(*GOODS)) == theirs - ours
        assert check_books() == []
    assert of(*GOODS) == (0, 0)


def test_money_on_top_may_stay_owed(stall: Partners) -> None:
    stall.agree(
        [line(stall.kapi, 1, 50_00, now=1)], [line(stall.fish, 1, 80_00, now=1)], -30_00, account_code=""
    )
    assert of(*GOODS, "payable") == (0, 0, -30_00)
    assert check_books() == []


def test_a_barter_that_does_not_balance_says_by_how_much(stall: Partners) -> None:
    with pytest.raises(UnbalancedBarterError) as caught:
        stall.agree([line(stall.kapi, 2, 60_00)], [line(stall.fish, 1, 100_00)], 5_00)
    assert tuple(caught.value.data[key] for key in ("difference_text", "given_text", "gotten_text")) == (
        "15.00",
        "120.00",
        "105.00",
    )
    assert all_barters() == ()


def test_what_is_more_than_theirs_is_a_gift_at_cost(stall: Partners) -> None:
    """120.00 against 90.00: a quarter of the goods is given away, without income."""
    agreed = stall.agree(
        [line(stall.kapi, 2, 60_00, now=2)],
        [line(stall.fish, 1, 90_00)],
        difference_as=DifferenceAs.GIFT,
    )
    assert of(*GOODS, "barter_income") == (90_00, 0, -90_00)
    assert of("barter_cost", "samples") == (66_66 - 16_67, 16_67)
    assert owed(agreed) == (90_00, 0)
    assert check_books() == []


def test_what_they_give_more_is_a_donation_or_is_called_even(stall: Partners) -> None:
    give, receive = [line(stall.kapi, 2, 60_00, now=2)], [line(stall.fish, 1, 150_00, now=1)]
    stall.agree(give, receive, difference_as=DifferenceAs.GIFT)
    assert of(*GOODS, "barter_income", "donation_income", "stock_material") == (0, 0, -120_00, -30_00, 150_00)
    stall.agree(give, receive, difference_as=DifferenceAs.ADJUST)
    assert of("barter_income", "donation_income", "stock_material") == (-240_00, -30_00, 270_00)
    assert check_books() == []


@pytest.mark.parametrize(
    ("how", "role"),
    [(Settled.MONEY, "cash"), (Settled.GIFT, "other_expense"), (Settled.WRITTEN_OFF, "bad_debt")],
)
def test_what_they_do_not_bring_is_closed(stall: Partners, how: Settled, role: str) -> None:
    agreed = ours_first(stall)
    stall.bring(agreed, (2, 4), (3, 10))
    (before,) = of(role)
    stall.close(agreed, how)
    assert of(*GOODS) == (0, 0)
    assert of(role) == (before + 360_00,)
    assert row(agreed).is_over
    with pytest.raises(NothingToDeliverError):
        stall.close(agreed, how)
    assert check_books() == []


@pytest.mark.parametrize(
    ("how", "role"),
    [(Settled.MONEY, "cash"), (Settled.GIFT, "donation_income"), (Settled.WRITTEN_OFF, "other_income")],
)
def test_what_we_do_not_bring_is_closed(stall: Partners, how: Settled, role: str) -> None:
    agreed = stall.agree([line(stall.kapi, 10, 60_00)], [line(stall.fish, 4, 150_00, now=4)])
    (before,) = of(role)
    stall.close(agreed, how, 1)
    assert of(*GOODS, "barter_income") == (0, 0, 0)
    assert of(role) == (before - 600_00,)
    assert check_books() == []


def test_an_agreement_of_which_nothing_came_is_closed_without_a_trace(stall: Partners) -> None:
    agreed = stall.agree([line(stall.kapi, 10, 60_00)], [line(stall.fish, 4, 150_00)])
    stall.close(agreed, Settled.WRITTEN_OFF)
    assert of(*GOODS, "bad_debt", "other_income") == (0, 0, 0, 0)
    assert row(agreed).is_over


def test_freight_belongs_to_what_comes(stall: Partners) -> None:
    agreed = ours_first(stall)
    (cash,) = of("cash")
    stall.bring(agreed, (2, 6), freight=50_00, freight_account=CASH)
    assert of("stock_material", "cash") == (1_130_00, cash - 50_00)
    moves = book.fetch("SELECT cash_value FROM stock_move WHERE purpose = 'barter' AND quantity > 0")
    assert moves == [(50_00,)]
    with pytest.raises(FreightAloneError):
        stall.agree([line(stall.kapi, 1, 10_00)], [line(stall.fish, 1, 10_00)], freight=1_00)
    assert check_books() == []


class TestLikeForLike:
    """Tea for tea: no income, and what comes takes over what ours cost."""

    def agree(self, stall: Partners, now: int, theirs: int) -> Posted:
        self.their_tea = stall.goods("ชาของเพื่อน", "กล่อง")
        return stall.agree(
            [line(stall.tea, 10, 89_00, now=now)],
            [line(self.their_tea, 5, 178_00, now=theirs)],
            is_like_for_like=True,
        )

    def test_at_once(self, stall: Partners) -> None:
        self.agree(stall, 10, 5)
        assert of(*GOODS, "barter_income", "barter_cost", "stock_material") == (0, 0, 0, 0, 200_00)
        moves = book.fetch(
            "SELECT value, cash_value, full_value FROM stock_move WHERE purpose = 'barter' AND quantity > 0"
        )
        assert moves == [(200_00, 200_00, 200_00)]
        assert check_books() == []

    def test_ours_first_at_what_they_cost_that_day(self, stall: Partners) -> None:
        agreed = self.agree(stall, 4, 0)
        assert of(*GOODS) == (80_00, 0)
        stall.buy((stall.tea, 16, 480_00), on=LATER)  # 32 for 800.00
        stall.bring(agreed, (1, 6))
        assert of(*GOODS) == (230_00, 0)
        stall.bring(agreed, (2, 2))
        stall.bring(agreed, (2, 3))
        assert of(*GOODS, "barter_cost", "stock_material") == (0, 0, 0, 230_00)
        assert check_books() == []

    def test_theirs_first_at_what_ours_would_cost(self, stall: Partners) -> None:
        agreed = self.agree(stall, 0, 5)
        assert of(*GOODS, "stock_material") == (0, -200_00, 200_00)
        stall.buy((stall.tea, 20, 600_00), on=LATER)
        stall.bring(agreed, (1, 4))
        stall.bring(agreed, (1, 6))
        assert of(*GOODS, "barter_income", "barter_cost") == (0, 0, 0, 50_00)
        assert check_books() == []

    def test_the_rest_of_theirs_is_closed_by_its_part(self, stall: Partners) -> None:
        agreed = self.agree(stall, 10, 3)
        stall.close(agreed, Settled.WRITTEN_OFF)
        assert of(*GOODS, "bad_debt", "stock_material") == (0, 0, 80_00, 120_00)
        assert check_books() == []

    def test_the_rest_of_ours_is_closed_by_its_part(self, stall: Partners) -> None:
        agreed = self.agree(stall, 4, 5)
        stall.close(agreed, Settled.GIFT)
        assert of(*GOODS, "donation_income") == (0, 0, -120_00)
        assert check_books() == []

    def test_has_no_money_in_it(self, stall: Partners) -> None:
        with pytest.raises(LikeForLikeError):
            stall.agree([line(stall.tea, 1, 10_00)], [line(stall.tea, 1, 9_00)], 1_00, is_like_for_like=True)


def test_tax_of_a_registered_group(stall: Partners) -> None:
    set_vat_class(stall.session, stall.kapi, vat_class=VatClass.TAXABLE)
    set_vat_class(stall.session, stall.tea, vat_class=VatClass.EXEMPT)
    change_settings(stall.session, {"vat_registered_from": DAY.replace(day=1).isoformat()})
    stall.agree(
        [line(stall.kapi, 1, 107_00, now=1), line(stall.tea, 1, 93_00, now=1)],
        [line(stall.fish, 1, 200_00)],
    )
    assert of("barter_income", "output_vat", *GOODS) == (-193_00, -7_00, 200_00, 0)
    (found,) = output_rows(DAY.replace(day=1), END)
    assert (found.base, found.tax, found.exempt) == (100_00, 7_00, 93_00)
    stall.agree([line(stall.kapi, 1, 107_00, now=1)], [line(stall.fish, 1, 107_00)], is_like_for_like=True)
    assert of("barter_income", "output_vat") == (-193_00, -14_00)
    assert check_books() == []


def test_only_the_last_document_of_a_barter_is_undone(stall: Partners) -> None:
    agreed = ours_first(stall)
    first = stall.bring(agreed, (2, 2))
    second = stall.bring(agreed, (2, 4), (3, 10))
    for each in (agreed, first):
        with pytest.raises(GoesOnError):
            reverse(stall.session, each.uid, on=LATER, reason="ผิด", uid=new_uid())
    for each in (second, first):
        reverse(stall.session, each.uid, on=LATER, reason="ผิด", uid=new_uid())
        assert check_books() == []
    assert owed(agreed) == (1_200_00, 0)
    reverse(stall.session, agreed.uid, on=LATER, reason="ผิด", uid=new_uid())
    assert of(*GOODS, "barter_income", "barter_cost") == (0, 0, 0, 0)
    assert not row(agreed).stands
    assert partner_accounts(all_barters())[0].net == 0
    assert check_books() == []


def test_what_is_refused(stall: Partners) -> None:
    agreed = ours_first(stall)
    with pytest.raises(MoreThanAgreedError) as caught:
        stall.bring(agreed, (2, 7))
    assert caught.value.data["left_text"] == "6 กก."
    with pytest.raises(BeforeAgreementError):
        stall.bring(agreed, (2, 1), on=DAY - dt.timedelta(days=1))
    with pytest.raises(NothingToDeliverError):
        stall.bring(agreed)
    with pytest.raises(OneSidedError):
        stall.agree([line(stall.kapi, 1, 10_00)], [], 10_00)
    with pytest.raises(PartnerMissingError):
        stall.agree([line(stall.kapi, 1, 10_00)], [line(stall.fish, 1, 10_00)], party_uid=None)
    work = product(stall.session, "ค่าแรง", kind=ProductKind.SERVICE).uid
    with pytest.raises(NoStockKeptError):
        stall.agree([line(stall.kapi, 1, 10_00)], [line(work, 1, 10_00)])
    stall.agree([line(work, 1, 10_00, now=1)], [line(stall.fish, 1, 10_00)])
    assert check_books() == []


def test_a_second_press_posts_nothing(stall: Partners) -> None:
    draft = stall.deal([line(stall.kapi, 1, 10_00, now=1)], [line(stall.fish, 1, 10_00)])
    first = post_barter(stall.session, draft, on=DAY)
    assert post_barter(stall.session, draft, on=DAY).document_id == first.document_id
    assert len(all_barters()) == 1


def test_the_rate_of_a_pair_and_what_is_late(stall: Partners) -> None:
    """One kilogram of fish for four of salt, as it was agreed."""
    agreed = stall.agree([line(stall.fish, 2, 200_00)], [line(stall.salt, 8, 50_00)])
    ours_first(stall)
    pair = [each for each in rates(stall.salt) if each.is_pair]
    assert [(each.ours, each.theirs, each.rate_milli) for each in pair] == [("ปลาแห้ง", "เกลือ", 4_000)]
    assert len(rates()) == 3
    assert {each.uid for each in late_barters(LATER)} == {agreed.uid}
    assert len(late_barters(LATER + dt.timedelta(days=1))) == 2
    assert row(agreed).deal.rest(Side.RECEIVE) == 400_00
    stall.agree(
        [line(stall.fish, 2, 200_00)],
        [line(stall.salt, 7, 50_00)],
        difference_as=DifferenceAs.ADJUST,
    )
    assert rates(stall.fish)[0].rate_milli == 3_500, "what was really given for it"
