"""How far somebody may go alone, and what becomes of the session of one act that another person allowed."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.product import ProductData, ProductUnitData
from app.domain.production import BatchDraft, CostLineDraft, OutputDraft
from app.domain.purchase import (
    CountDraft,
    CountLineDraft,
    PurchaseDraft,
    PurchaseLineDraft,
)
from app.domain.sale import RoundingRule, SaleDraft, SaleLineDraft
from app.domain.session import (
    ALL_PERMISSIONS,
    Approver,
    Limit,
    NotPermittedError,
    OverLimitError,
    Permission,
    Session,
    issue_one_act,
)
from app.errors import UserError
from app.queries.drafts import load_draft
from app.queries.integrity import check_books
from app.services.acts import begun
from app.services.drafts import save_draft
from app.services.entries import post_entry
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.production import produce
from app.services.products import create_product, set_price, update_product
from app.services.purchases import post_purchase
from app.services.recosting import recost_month
from app.services.returns import void_sale
from app.services.reversal import reverse
from app.services.sales import post_sale
from app.services.stock_counts import post_count
from app.services.unit_of_work import NotSavedError
from db import connection as book
from tests.builders import expense, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY, Stall

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def bound(limit: Limit, most: int) -> Session:
    """Somebody who may do everything, but this far only."""
    return session_with(*ALL_PERMISSIONS, limits={limit: most})


def documents() -> int:
    return book.fetch_int("SELECT count(*) FROM document")


# ---------------------------------------------------------------- discounts


@pytest.mark.parametrize(
    ("line", "bill", "allowed"),
    [
        ({}, {}, True),
        ({"discount_percent_bp": 1_000}, {}, True),
        ({"discount_percent_bp": 1_020}, {}, False),
        ({"discount": 590}, {}, True),
        ({"discount": 600}, {}, False),
        ({}, {"bill_discount_percent_bp": 1_000}, True),
        ({}, {"bill_discount": 600}, False),
        ({"discount": 300}, {"bill_discount": 290}, True),
        ({"discount": 300}, {"bill_discount": 300}, False),
        ({"unit_price_e4": 5_400 * E4}, {}, True),
        ({"unit_price_e4": 5_000 * E4}, {}, False),
        ({"unit_price_e4": 9_900 * E4}, {}, True),
        ({"unit_price_e4": 5_600 * E4, "discount": 560}, {}, False),
    ],
)
def test_what_of_a_bill_may_be_given_away(
    stall: Stall, line: dict[str, int], bill: dict[str, int], allowed: bool
) -> None:
    seller = bound(Limit.DISCOUNT, 1_000)
    sold = replace(stall.line(stall.kapi, 1, 5_900), **line)  # type: ignore[arg-type]
    draft = SaleDraft(new_uid(), (sold,), tenders=(stall.cash(10_000, 10_000),), **bill)  # type: ignore[arg-type]
    before = documents()
    if allowed:
        post_sale(seller, draft, on=DAY)
        return
    with pytest.raises(OverLimitError) as refused:
        post_sale(seller, draft, on=DAY)
    assert (refused.value.limit, refused.value.permission) == (Limit.DISCOUNT, Permission.SELL)
    assert refused.value.most == 1_000 < refused.value.value
    assert documents() == before
    post_sale(stall.session, draft, on=DAY)


def test_ten_percent_of_odd_prices_is_ten_percent(stall: Stall) -> None:
    seller = bound(Limit.DISCOUNT, 1_000)
    for price in (5, 15, 25, 35, 3_335, 1_005):
        uid = create_product(
            stall.session, ProductData(name=f"ของ {price}", unit="ชิ้น", price_e4=price * E4)
        ).uid
        lines = tuple(replace(stall.line(uid, 1, price), discount_percent_bp=1_000) for _time in range(7))
        post_sale(seller, SaleDraft(new_uid(), lines, tenders=(stall.cash(50_000, 50_000),)), on=DAY)


def test_open_prices_and_packs_are_what_they_are(stall: Stall) -> None:
    seller = bound(Limit.DISCOUNT, 0)
    open_price = create_product(
        stall.session, ProductData(name="ผ้าทอ", unit="ผืน", price_e4=9_900 * E4, is_open_price=True)
    ).uid
    pack = ProductUnitData("โหล", 12 * MILLI, price_e4=60_000 * E4)
    data = ProductData(name="กะปิ", unit="ขวด", code="KAPI", price_e4=5_900 * E4, units=(pack,))
    update_product(stall.session, stall.kapi, data=data)
    dozen = SaleLineDraft(stall.kapi, "", MILLI, "โหล", 60_000 * E4, 12 * MILLI)
    for line in (stall.line(open_price, 1, 100), dozen):
        post_sale(seller, SaleDraft(new_uid(), (line,), tenders=(stall.cash(60_000, 60_000),)), on=DAY)
    cheap = replace(dozen, unit_price_e4=59_000 * E4)
    with pytest.raises(OverLimitError):
        post_sale(seller, SaleDraft(new_uid(), (cheap,), tenders=(stall.cash(60_000, 60_000),)), on=DAY)


def test_rounding_is_no_way_round_the_limit(stall: Stall) -> None:
    seller = bound(Limit.DISCOUNT, 0)
    draft = stall.draft(stall.line(stall.kapi, 1, 5_900), pay=(stall.cash(5_900, 5_900),))
    with pytest.raises(OverLimitError):
        post_sale(seller, draft, on=DAY, rounding=RoundingRule(5_000, down=True))


# ---------------------------------------------------------------- money out, and goods away


def test_refunds_and_voids_up_to_a_limit(stall: Stall) -> None:
    sold = stall.sell(stall.line(stall.kapi, 3, 5_900))
    stall.session, leader = bound(Limit.REFUND, 10_000), stall.session
    stall.take_back(sold, 1, 1, 5_900)
    with pytest.raises(OverLimitError) as refused:
        stall.take_back(sold, 1, 2, 11_800)
    assert (refused.value.limit, refused.value.permission) == (Limit.REFUND, Permission.RETURN)
    other = stall.sell(stall.line(stall.kapi, 2, 5_900))
    for undo in (void_sale, reverse):
        with pytest.raises(OverLimitError) as refused:
            undo(stall.session, other.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
        assert (refused.value.limit, refused.value.permission) == (Limit.REFUND, Permission.VOID)
    void_sale(leader, other.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert check_books() == []


def test_a_debt_that_is_taken_back_is_no_refund(stall: Stall) -> None:
    line = stall.line(stall.kapi, 3, 5_900)
    draft = stall.draft(line, pay=(stall.by("account", 17_700),), party_uid=stall.customer)
    sold = post_sale(stall.session, draft, on=DAY)
    stall.session = bound(Limit.REFUND, 0)
    stall.take_back(sold, 1, 1, 5_900, kind="account")
    with pytest.raises(OverLimitError):
        stall.take_back(sold, 1, 1, 5_900)


def test_what_may_be_paid_out_at_once(stall: Stall) -> None:
    keeper = bound(Limit.PAY_OUT, 10_000)
    bought = PurchaseDraft(
        new_uid(),
        (PurchaseLineDraft(stall.kapi, MILLI, "ชิ้น", 15_000),),
        supplier_uid=stall.customer,
        tenders=(stall.cash(10_001),),
    )
    spent = expense(("5401", 10_001), paid=10_001)
    by_hand = JournalDraft(new_uid(), (JournalLineDraft("5401", 10_001), JournalLineDraft("1101", -10_001)))
    before = documents()
    for post in (
        partial(post_purchase, keeper, bought),
        partial(post_entry, keeper, spent),
        partial(post_journal, keeper, by_hand),
    ):
        with pytest.raises(OverLimitError) as refused:
            post(on=DAY)
        assert refused.value.limit is Limit.PAY_OUT
    assert documents() == before
    post_purchase(keeper, replace(bought, tenders=(stall.cash(10_000),)), on=DAY)
    carried = (JournalLineDraft("1102", 50_000), JournalLineDraft("1101", -50_000))
    post_journal(keeper, replace(by_hand, lines=carried), on=DAY)  # the money stays with the group


def test_wages_out_of_the_drawer_are_paid_out(stall: Stall) -> None:
    def batch(settlement: Settlement) -> BatchDraft:
        cost = CostLineDraft(CostKind.LABOUR, settlement, "ค่าแรง", amount=20_000, party_uid=stall.customer)
        output = OutputDraft(stall.kapi, 10 * MILLI, OutputKind.GOOD)
        return BatchDraft(new_uid(), stall.kapi, 10 * MILLI, lines=(cost,), outputs=(output,))

    keeper = bound(Limit.PAY_OUT, 10_000)
    with pytest.raises(OverLimitError) as refused:
        produce(keeper, batch(Settlement.PAID), on=DAY)
    assert refused.value.permission is Permission.PRODUCE
    produce(keeper, batch(Settlement.OWED), on=DAY)


def test_what_a_count_may_write_off_or_add(stall: Stall) -> None:
    def count(kapi: int, soap: int) -> CountDraft:
        lines = (
            CountLineDraft(stall.kapi, 20 * MILLI, kapi * MILLI, "หาย"),
            CountLineDraft(stall.soap, 20 * MILLI, soap * MILLI, "เจอ"),
        )
        return CountDraft(new_uid(), lines)

    keeper = bound(Limit.COUNT_DIFFERENCE, 4_000)
    for too_much in (count(18, 20), count(18, 26), count(20, 24)):
        with pytest.raises(OverLimitError) as refused:
            post_count(keeper, too_much, on=DAY)
        assert refused.value.limit is Limit.COUNT_DIFFERENCE
    post_count(keeper, count(19, 22), on=DAY)
    big = post_count(stall.session, count(10, 22), on=DAY)
    with pytest.raises(OverLimitError):
        reverse(keeper, big.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert check_books() == []


# ---------------------------------------------------------------- one act that somebody else allowed


def one_act(permission: Permission, **limits: int) -> Session:
    """The seller's session for one act; the leader with uid 7… allowed it."""
    approver = Approver(1, b"7" * 16, "ผู้นำ")
    bound_by = {Limit(name): most for name, most in limits.items()}
    return issue_one_act(session_with(), approver, permission, bound_by)


def approvals() -> list[tuple[str, bytes, dict[str, str]]]:
    rows = book.fetch("SELECT entity, entity_uid, after FROM event_log WHERE action = 'approve' ORDER BY id")
    return [(entity, uid, json.loads(after)) for entity, uid, after in rows]


def test_an_approved_document_names_who_allowed_it_once(stall: Stall) -> None:
    sold = stall.sell(stall.line(stall.kapi, 1, 5_900))
    session = one_act(Permission.VOID)
    voided = void_sale(session, sold.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert approvals() == [
        ("document", voided.uid, {"permission": "void", "by": "ผู้นำ", "by_uid": (b"7" * 16).hex()})
    ]
    with pytest.raises(NotPermittedError):
        void_sale(session, sold.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    with pytest.raises(NotPermittedError):
        session.require(Permission.VOID)
    assert check_books() == []


def test_one_act_of_master_data(stall: Stall) -> None:
    session = one_act(Permission.EDIT_PRODUCTS)
    set_price(session, stall.kapi, price_e4=1)
    (approval,) = approvals()
    assert approval[:2] == ("product", stall.kapi)
    with pytest.raises(NotPermittedError):
        set_price(session, stall.kapi, price_e4=2)


def test_a_refusal_and_a_failure_leave_the_act_to_be_done(
    stall: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = one_act(Permission.SELL)
    with pytest.raises(UserError):
        post_sale(session, SaleDraft(new_uid()), on=DAY)
    draft = stall.draft(stall.line(stall.kapi, 1, 5_900), pay=(stall.cash(5_900),))
    with monkeypatch.context() as broken:
        broken.setattr("app.services.unit_of_work._store", _no_disk)
        with pytest.raises(NotSavedError):
            post_sale(session, draft, on=DAY)
    assert approvals() == []
    with pytest.raises(NotPermittedError):
        set_price(session, stall.kapi, price_e4=1)
    post_sale(session, draft, on=DAY)
    assert len(approvals()) == 1


def _no_disk(_entry: object) -> None:
    raise OSError("disk full")


def test_what_is_there_already_spends_nothing(stall: Stall) -> None:
    draft = stall.draft(stall.line(stall.kapi, 1, 5_900), pay=(stall.cash(5_900),))
    first = post_sale(stall.session, draft, on=DAY)
    session = one_act(Permission.SELL)
    assert post_sale(session, draft, on=DAY).posted.number == first.posted.number
    assert approvals() == []
    post_sale(session, replace(draft, uid=new_uid()), on=DAY)
    assert len(approvals()) == 1


def test_the_approvers_own_limits_bind_her_approval(stall: Stall) -> None:
    session = one_act(Permission.SELL, discount_bp=2_000)
    line = stall.line(stall.kapi, 1, 5_900, discount=1_770)
    draft = stall.draft(line, pay=(stall.cash(4_130),))
    with pytest.raises(OverLimitError):
        post_sale(session, draft, on=DAY)
    less = stall.draft(replace(line, discount=1_180), pay=(stall.cash(4_720),))
    post_sale(session, less, on=DAY)


def test_an_act_of_several_documents_is_one_act(stall: Stall) -> None:
    """A late, dearer purchase on an earlier day changes two months at once."""
    stall.sell(stall.line(stall.kapi, 5, 5_900), on=DAY.replace(month=11))
    stall.buy((stall.kapi, 20, 99_900), on=DAY)
    stall.sell(stall.line(stall.kapi, 5, 5_900), on=DAY)
    session = one_act(Permission.RECOST)
    done = recost_month(session, DAY, uid=new_uid())
    assert sum(month.posted is not None for month in done.months) == 2
    assert len(approvals()) == 1
    with pytest.raises(NotPermittedError):
        recost_month(session, DAY, uid=new_uid())
    assert check_books() == []


def test_a_kept_cart_goes_with_its_sale_and_stays_when_the_sale_is_refused(stall: Stall) -> None:
    kept = new_uid()
    save_draft(stall.session, kept, kind="cart", data="{}")
    line = stall.line(stall.kapi, 1, 5_900, discount=3_000)
    draft = stall.draft(line, pay=(stall.cash(2_900),))
    with pytest.raises(OverLimitError):
        post_sale(bound(Limit.DISCOUNT, 0), draft, on=DAY, kept=kept)
    assert load_draft(kept) is not None
    post_sale(one_act(Permission.SELL), draft, on=DAY, kept=kept)
    assert load_draft(kept) is None


def test_what_several_services_do_together_is_one_act(stall: Stall) -> None:
    session = one_act(Permission.EDIT_PRODUCTS)
    with begun(session, Permission.EDIT_PRODUCTS):
        with pytest.raises(UserError):
            set_price(session, new_uid(), price_e4=1)
        assert approvals() == []
        set_price(session, stall.kapi, price_e4=1)
        set_price(session, stall.tea, price_e4=1)
    (approval,) = approvals()
    assert approval[:2] == ("product", stall.kapi)
    with pytest.raises(NotPermittedError):
        set_price(session, stall.tea, price_e4=2)
