"""VAT of sales, returns, purchases and slips; rules by date; full invoices; the month's tax settled."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.document import new_uid
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft, Slip
from app.domain.sale import Condition
from app.domain.sale_draft import RoundingRule, SaleLineDraft
from app.domain.session import NotPermittedError, Permission
from app.domain.settling import WriteOffDraft
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.domain.tax_rule import (
    BranchError,
    BuyerData,
    BuyerNameMissingError,
    RuleData,
    RuleDaysError,
    RuleKey,
    RuleValueError,
    tax_id_is_sound,
)
from app.domain.vat import (
    Claim,
    InputVat,
    NothingToSettleError,
    SettleVatDraft,
    ShareTooLargeError,
    ShareUndecidedError,
    TaxTooLargeError,
    VatClass,
)
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.queries.tax import (
    input_rows,
    is_registered,
    meters,
    output_rows,
    proposals,
    rule,
    rules,
    undecided_products,
    vat_month,
)
from app.queries.tax_documents import invoice_facts, issued_invoices, newest_invoices, standing_invoices
from app.services.entries import post_entry
from app.services.products import set_vat_class
from app.services.purchases import post_purchase
from app.services.returns import SaleVoidedError, UnknownSaleError, void_sale
from app.services.reversal import AlreadyReversedError, GoesOnError, UnknownDocumentError, reverse
from app.services.sales import PostedSale, post_sale
from app.services.settings import SettingRefusedError, change_settings
from app.services.settling import write_off
from app.services.tax_invoices import (
    CancelReasonMissingError,
    InvoiceStandsError,
    LossReasonMissingError,
    NothingTaxedError,
    NotRegisteredError,
    cancel,
    cancel_and_issue,
    issue_full,
    replace_lost,
)
from app.services.tax_rules import add_rule, change_rule, put_rule_away
from app.services.unit_of_work import NotSavedError
from app.services.vat import settle_vat
from db import connection as book
from tests.builders import expense, session_with
from tests.owing import Group, pick
from tests.stall import DAY, Stall

MONTH = DAY.replace(day=1)
END = DAY.replace(day=31)
LATER = DAY + dt.timedelta(days=10)


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    """A stall that is not registered; kapi is taxable, tea exempt, soap not decided."""
    made = Stall(tmp_path)
    set_vat_class(made.session, made.kapi, vat_class=VatClass.TAXABLE)
    set_vat_class(made.session, made.tea, vat_class=VatClass.EXEMPT)
    return made


@pytest.fixture
def seller(stall: Stall) -> Stall:
    """The same stall, registered from the first of the month."""
    change_settings(stall.session, {"vat_registered_from": MONTH.isoformat()})
    return stall


def of(role: str) -> int:
    """Balance of an account by role, debit positive."""
    return sum(each.balance for each in balances(END) if each.role == role)


def mixed(stall: Stall) -> PostedSale:
    """Two of kapi (118.00), one tea (89.00, exempt), one soap (35.00)."""
    return stall.sell(
        stall.line(stall.kapi, 2, 59_00), stall.line(stall.tea, 1, 89_00), stall.line(stall.soap, 1, 35_00)
    )


BUYER = BuyerData("โรงเรียนบ้านตัวอย่าง", "1 หมู่ 1 ต.ตัวอย่าง", "0000000000001", "2")


# ---------------------------------------------------------------- sales


def test_unregistered_group_writes_no_tax(stall: Stall) -> None:
    mixed(stall)
    assert book.fetch_int("SELECT count(*) FROM tax_line") == 0
    assert (of("sales"), of("output_vat")) == (-242_00, 0)
    assert check_books() == []


def test_not_yet_registered_on_the_day(stall: Stall) -> None:
    change_settings(stall.session, {"vat_registered_from": LATER.isoformat()})
    mixed(stall)
    assert of("output_vat") == 0
    stall.sell(stall.line(stall.kapi, 1, 59_00), on=LATER)
    assert of("output_vat") == -3_86


def test_sale_of_a_registered_seller(seller: Stall) -> None:
    sale = mixed(seller)
    tax = 10_01  # 153.00 × 7 ÷ 107
    assert (of("output_vat"), of("sales")) == (-tax, -242_00 + tax)
    assert sale.posted.total == 242_00
    row = output_rows(MONTH, END)[0]
    assert (row.base, row.tax, row.exempt) == (153_00 - tax, tax, 89_00)
    assert check_books() == []


def test_discount_and_rounding_before_tax(seller: Stall) -> None:
    draft = seller.draft(
        seller.line(seller.kapi, 1, 59_00),
        seller.line(seller.tea, 1, 89_00),
        bill_discount=10_30,
        pay=(seller.cash(137_00),),
    )
    sale = post_sale(seller.session, draft, on=DAY, rounding=RoundingRule(100, down=True))
    row = output_rows(MONTH, END)[0]
    assert sale.posted.total == 137_00 == row.base + row.tax + row.exempt
    assert -of("sales") - of("rounding") == 137_00 - row.tax
    assert check_books() == []
    void_sale(seller.session, sale.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert (of("output_vat"), of("sales"), of("rounding")) == (0, 0, 0)
    assert check_books() == []


def test_goods_come_back_with_their_tax(seller: Stall) -> None:
    sale = mixed(seller)
    seller.take_back(sale, 1, 1, 59_00)
    assert check_books() == []
    seller.take_back(sale, 1, 1, 59_00, Condition.SPOILED)
    seller.take_back(sale, 2, 1, 89_00)
    seller.take_back(sale, 3, 1, 35_00)
    assert (of("output_vat"), of("sales")) == (0, 0)
    assert sum(row.base + row.tax + row.exempt for row in output_rows(MONTH, END)) == 0
    assert check_books() == []


def test_return_of_a_sale_before_the_registration_has_no_tax(stall: Stall) -> None:
    sale = mixed(stall)
    change_settings(stall.session, {"vat_registered_from": MONTH.isoformat()})
    stall.take_back(sale, 1, 1, 59_00)
    assert of("output_vat") == 0
    assert check_books() == []


def test_sale_that_fails_half_way_leaves_no_tax(seller: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    real = book.executemany

    def breaks(statement: str, rows: object) -> None:
        if statement.startswith("INSERT INTO tax_line "):
            raise book.DatabaseError("database or disk is full")
        real(statement, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(book, "executemany", breaks)
    with pytest.raises(NotSavedError):
        mixed(seller)
    monkeypatch.undo()
    assert book.fetch_int("SELECT count(*) FROM tax_line") == 0
    assert of("output_vat") == 0
    assert check_books() == []


def test_undecided_products_are_taxed_and_listed(seller: Stall) -> None:
    mixed(seller)
    assert [(row.code, row.sold) for row in undecided_products(DAY)] == [("SOAP", 32_71)]


# ---------------------------------------------------------------- input tax


def bought(stall: Stall, vat: InputVat | None) -> None:
    lines = (PurchaseLineDraft(stall.kapi, 10_000, "ชิ้น", 321_40),)
    slip = Slip(DAY, "A-1")
    pay = (stall.cash(321_40),)
    post_purchase(stall.session, PurchaseDraft(new_uid(), lines, tenders=pay, slip=slip, vat=vat), on=DAY)


def test_claimed_tax_is_no_cost(seller: Stall) -> None:
    before = of("stock_product")
    bought(seller, InputVat(21_03))
    assert (of("input_vat"), of("stock_product") - before) == (21_03, 300_37)
    row = input_rows(MONTH, END)[0]
    assert (row.slip_number, row.claim, row.base, row.tax) == ("A-1", "yes", 300_37, 21_03)
    assert check_books() == []


def test_tax_that_is_not_claimed_stays_cost(seller: Stall) -> None:
    before = of("stock_product")
    bought(seller, InputVat(21_03, Claim.NO))
    assert (of("input_vat"), of("stock_product") - before) == (0, 321_40)
    assert input_rows(MONTH, END)[0].claim == "no"
    assert check_books() == []


def test_unregistered_tax_is_cost_and_nothing_is_kept(stall: Stall) -> None:
    before = of("stock_product")
    bought(stall, InputVat(21_03))
    assert (of("input_vat"), of("stock_product") - before) == (0, 321_40)
    assert input_rows(MONTH, END) == ()


def test_expense_and_slips_with_tax(seller: Stall) -> None:
    draft = expense(("5202", 107_00), ("5401", 107_00), paid=214_00, vat=InputVat(14_00))
    post_entry(seller.session, draft, on=DAY)
    out = EntryDraft(
        new_uid(),
        Direction.OUT,
        (EntryLineDraft(53_50, account_code="5202"),),
        (PayDraft(PayKind.MONEY, 53_50, "1101"),),
        vat=InputVat(3_50, Claim.SHARE),
    )
    post_entry(seller.session, out, on=DAY)
    come = EntryDraft(
        new_uid(),
        Direction.IN,
        (EntryLineDraft(1_070_00, account_code="4106"),),
        (PayDraft(PayKind.MONEY, 1_070_00, "1101"),),
        vat=InputVat(70_00),
    )
    post_entry(seller.session, come, on=DAY)
    assert (of("energy"), of("input_vat"), of("output_vat")) == (150_00, 17_50, -70_00)
    assert of("training_income") == -1_000_00
    assert check_books() == []
    with pytest.raises(TaxTooLargeError):
        post_entry(seller.session, replace(out, uid=new_uid(), vat=InputVat(60_00)), on=DAY)


def test_month_is_settled_once_and_shared_tax_is_decided(seller: Stall) -> None:
    mixed(seller)  # 10.01 out
    bought(seller, InputVat(4_00))
    bought(seller, InputVat(3_00, Claim.SHARE))
    month = vat_month(MONTH)
    assert (month.output, month.claimed, month.undecided, month.due) == (10_01, 4_00, 3_00, 6_01)
    with pytest.raises(ShareUndecidedError):
        settle_vat(seller.session, SettleVatDraft(new_uid(), MONTH))
    with pytest.raises(ShareTooLargeError):
        settle_vat(seller.session, SettleVatDraft(new_uid(), MONTH, 3_01))
    posted = settle_vat(seller.session, SettleVatDraft(new_uid(), MONTH, 1_00))
    assert posted.on == END
    assert (of("output_vat"), of("input_vat"), of("vat_payable"), of("vat_not_claimed")) == (
        0,
        0,
        -5_01,
        2_00,
    )
    month = vat_month(MONTH)
    assert (month.claimed, month.undecided, month.due) == (5_00, 0, 5_01)
    with pytest.raises(NothingToSettleError):
        settle_vat(seller.session, SettleVatDraft(new_uid(), MONTH))
    reverse(seller.session, posted.uid, on=END, reason="ลองใหม่", uid=new_uid())
    assert vat_month(MONTH).undecided == 3_00
    assert check_books() == []


def test_too_much_input_tax_is_carried_forward(seller: Stall) -> None:
    bought(seller, InputVat(21_03))
    settle_vat(seller.session, SettleVatDraft(new_uid(), MONTH))
    following = vat_month(dt.date(2026, 11, 1))
    assert (following.carried, following.due) == (21_03, -21_03)


def test_settling_needs_its_right(seller: Stall) -> None:
    with pytest.raises(NotPermittedError):
        settle_vat(session_with(Permission.SELL), SettleVatDraft(new_uid(), MONTH))


# ---------------------------------------------------------------- rules


def test_a_rule_whose_time_is_over_is_used_and_said(stall: Stall) -> None:
    inside, after = rule(RuleKey.VAT_RATE, dt.date(2026, 9, 30)), rule(RuleKey.VAT_RATE, DAY)
    assert inside is not None
    assert after is not None
    assert (inside.value, inside.ended) == (700, False)
    assert (after.value, after.ended, after.valid_to) == (700, True, dt.date(2026, 9, 30))
    before = rule(RuleKey.VAT_RATE, dt.date(2020, 1, 1))
    assert before is not None
    assert before.ended


def test_rules_are_entered_corrected_and_put_away(seller: Stall) -> None:
    data = RuleData(RuleKey.VAT_RATE, 1_000, MONTH, None, " พระราชกฤษฎีกาฉบับใหม่ ")
    saved = add_rule(seller.session, data)
    found = rule(RuleKey.VAT_RATE, DAY)
    assert found is not None
    assert (found.value, found.ended) == (1_000, False)
    seller.sell(seller.line(seller.kapi, 1, 59_00))
    assert of("output_vat") == -5_36
    change_rule(seller.session, saved.uid, data=RuleData(RuleKey.VAT_RATE, 700, MONTH))
    seller.sell(seller.line(seller.kapi, 1, 59_00))
    assert of("output_vat") == -5_36 - 3_86
    put_rule_away(seller.session, saved.uid)
    assert saved.uid not in {each.uid for each in rules()}
    assert check_books() == []


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (RuleData(RuleKey.VAT_RATE, 3_001, MONTH), RuleValueError),
        (RuleData(RuleKey.VAT_THRESHOLD, -1, MONTH), RuleValueError),
        (RuleData(RuleKey.VAT_RATE, 700, MONTH, MONTH - dt.timedelta(days=1)), RuleDaysError),
    ],
)
def test_rules_that_cannot_be(stall: Stall, data: RuleData, error: type[Exception]) -> None:
    before = rules()
    with pytest.raises(error):
        add_rule(stall.session, data)
    assert rules() == before


# ---------------------------------------------------------------- meters


def test_meters(stall: Stall) -> None:
    mixed(stall)
    owed = stall.draft(
        stall.line(stall.kapi, 1, 59_00), pay=(stall.by("account", 59_00),), party_uid=stall.customer
    )
    post_sale(stall.session, owed, on=DAY)
    found = meters(DAY)
    assert (found.income.value, found.sales.value) == (242_00, 212_00)
    assert (found.exempt_sales, found.undecided_sales) == (89_00, 35_00)
    assert found.income_rule.ended
    assert not found.sales_rule.ended
    change_settings(stall.session, {"is_juristic": True})
    assert meters(DAY).income.value == 301_00


def test_what_a_registered_seller_received_is_without_its_tax(tmp_path: Path) -> None:
    """Beside it the same in plain Python: of every payment the part that its bill has without tax."""
    group = Group(tmp_path)
    session = group.session
    set_vat_class(session, group.kapi, vat_class=VatClass.TAXABLE)
    set_vat_class(session, group.tea, vat_class=VatClass.EXEMPT)
    change_settings(session, {"vat_registered_from": MONTH.isoformat()})

    def owed(*lines: SaleLineDraft, amount: int) -> PostedSale:
        draft = group.draft(*lines, pay=(group.by("account", amount),), party_uid=group.school)
        return post_sale(session, draft, on=DAY)

    def kapi(pieces: int) -> SaleLineDraft:
        return group.line(group.kapi, pieces, 107_00)

    before = meters(DAY).income.value
    group.sell(kapi(1))
    large = owed(kapi(10), amount=1_070_00)
    both = owed(kapi(1), group.line(group.tea, 1, 93_00), amount=200_00)
    lost = owed(kapi(2), amount=214_00)
    wrong = owed(kapi(1), amount=107_00)
    assert meters(DAY).income.value - before == 100_00, "what is owed was not received, its tax neither"
    service = EntryDraft(
        new_uid(),
        Direction.IN,
        (EntryLineDraft(1_070_00, account_code="4201"),),
        party_uid=group.school,
        vat=InputVat(70_00),
    )
    training = post_entry(session, service, on=DAY)
    void_sale(session, wrong.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    group.take_back(large, 1, 1, 107_00, kind="account")
    group.receive(535_00, pick(large.posted, 535_00))
    group.receive(200_00, pick(both.posted, 200_00))
    group.receive(321_00, pick(training, 321_00))
    undone = group.receive(107_00, pick(large.posted, 107_00))
    reverse(session, undone.uid, on=DAY, reason="ผิด", uid=new_uid())
    draft = WriteOffDraft(new_uid(), group.school, (pick(lost.posted, 214_00),), "ตามไม่ได้")
    write_off(session, draft, on=DAY)
    received = [(107_00, 7, 107), (535_00, 70, 1_070), (200_00, 7, 200), (321_00, 70, 1_070)]
    assert meters(DAY).income.value - before == sum(
        amount - amount * tax // whole for amount, tax, whole in received
    )
    next_year = dt.date(DAY.year + 1, 2, 1)
    group.receive(428_00, pick(large.posted, 428_00), on=next_year)
    assert meters(next_year).income.value == 400_00
    taxed = 107_00 * (1 + 10 + 1 + 2 - 1)
    assert meters(DAY).sales.value == taxed - taxed * 7 // 107
    assert check_books() == []


# ---------------------------------------------------------------- full invoices


def test_full_invoice_and_its_replacement(seller: Stall) -> None:
    sale = mixed(seller)
    draft_uid = new_uid()
    posted = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=LATER, uid=draft_uid)
    again = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=LATER, uid=draft_uid)
    assert (again.number, again.repeated) == (posted.number, True)
    facts = invoice_facts(posted.document_id)
    assert facts is not None
    assert (facts.buyer, facts.buyer_branch, facts.tax.tax, facts.tax.total) == (
        BUYER.name,
        "00002",
        10_01,
        242_00,
    )
    row = output_rows(MONTH, END)[0]
    assert (row.invoice, row.name, row.tax_id) == (posted.number, BUYER.name, BUYER.tax_id)
    with pytest.raises(InvoiceStandsError):
        issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=LATER, uid=new_uid())
    with pytest.raises(GoesOnError):
        void_sale(seller.session, sale.posted.uid, on=LATER, reason="ผิด", uid=new_uid())
    with pytest.raises(LossReasonMissingError):
        replace_lost(seller.session, posted.uid, reason=" ", on=LATER, uid=new_uid())
    lost = replace_lost(seller.session, posted.uid, reason="ผู้ซื้อทำหาย", on=LATER, uid=new_uid())
    stands_for = invoice_facts(lost.document_id)
    assert stands_for is not None
    assert (stands_for.form, stands_for.replaces, stands_for.buyer) == (
        "replacement",
        posted.number,
        BUYER.name,
    )
    assert check_books() == []


def test_a_wrong_invoice_is_cancelled_and_issued_anew(seller: Stall) -> None:
    sale = mixed(seller)
    first = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=LATER, uid=new_uid())
    reverse(seller.session, first.uid, on=LATER, reason="ชื่อผิด", uid=new_uid())
    with pytest.raises(AlreadyReversedError):
        replace_lost(seller.session, first.uid, reason="หาย", on=LATER, uid=new_uid())
    second = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=LATER, uid=new_uid())
    facts = invoice_facts(second.document_id)
    assert facts is not None
    assert facts.replaces == first.number
    assert [each.number for each in standing_invoices(sale.posted.document_id)] == [second.number]


def test_a_wrong_invoice_goes_with_its_replacement_and_the_right_one_stands(seller: Stall) -> None:
    session = seller.session
    sale = mixed(seller)
    first = issue_full(session, sale.posted.uid, buyer=BUYER, on=LATER, uid=new_uid())
    lost = replace_lost(session, first.uid, reason="หาย", on=LATER, uid=new_uid())
    right = BuyerData("โรงเรียนที่ถูก", "ที่อยู่ที่ถูก")
    how: dict[str, Any] = {"buyer": right, "reason": "ชื่อผิด", "on": LATER}
    how |= {"cancel_uid": new_uid(), "uid": new_uid()}
    with pytest.raises(CancelReasonMissingError):
        cancel_and_issue(session, first.uid, **{**how, "reason": " "})
    with pytest.raises(BuyerNameMissingError):
        cancel_and_issue(session, first.uid, **{**how, "buyer": BuyerData("", "")})
    assert [each.number for each in standing_invoices(sale.posted.document_id)] == [first.number, lost.number]
    done = cancel_and_issue(session, first.uid, **how)
    again = cancel_and_issue(session, first.uid, **how)
    assert done.posted is not None
    assert again.posted is not None
    assert (again.posted.number, again.reversal.number) == (done.posted.number, done.reversal.number)
    assert [each.number for each in standing_invoices(sale.posted.document_id)] == [done.posted.number]
    newest = newest_invoices(9)
    assert newest[::-1] == issued_invoices(MONTH, END)
    assert [(each.number, bool(each.cancelled_by), each.reason) for each in newest] == [
        (done.posted.number, False, ""),
        (lost.number, True, "ชื่อผิด"),
        (first.number, True, "ชื่อผิด"),
    ]
    assert (newest[0].buyer, newest[0].replaces, newest[2].buyer) == (right.name, first.number, BUYER.name)
    assert check_books() == []


def test_a_replacement_is_cancelled_alone(seller: Stall) -> None:
    sale = mixed(seller)
    first = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=LATER, uid=new_uid())
    lost = replace_lost(seller.session, first.uid, reason="หาย", on=LATER, uid=new_uid())
    cancel(seller.session, lost.uid, reason="หาเจอแล้ว", on=LATER, uid=new_uid())
    assert [each.number for each in standing_invoices(sale.posted.document_id)] == [first.number]
    with pytest.raises(AlreadyReversedError):
        cancel(seller.session, lost.uid, reason="อีกที", on=LATER, uid=new_uid())
    with pytest.raises(UnknownDocumentError):
        cancel(seller.session, sale.posted.uid, reason="ผิด", on=LATER, uid=new_uid())
    done = cancel(seller.session, first.uid, reason="ลูกค้าไม่ต้องการ", on=LATER, uid=new_uid())
    assert done.posted is None
    assert standing_invoices(sale.posted.document_id) == ()
    assert check_books() == []


def test_invoices_that_are_refused(seller: Stall) -> None:
    sale = mixed(seller)
    exempt = seller.sell(seller.line(seller.tea, 1, 89_00))
    uid = sale.posted.uid
    for buyer, error in (
        (BuyerData("", "ที่อยู่"), BuyerNameMissingError),
        (BuyerData("ชื่อ", ""), BuyerNameMissingError),
        (BuyerData("ชื่อ", "ที่อยู่", "", "x"), BranchError),
    ):
        with pytest.raises(error):
            issue_full(seller.session, uid, buyer=buyer, on=DAY, uid=new_uid())
    with pytest.raises(NothingTaxedError):
        issue_full(seller.session, exempt.posted.uid, buyer=BUYER, on=DAY, uid=new_uid())
    with pytest.raises(UnknownSaleError):
        issue_full(seller.session, new_uid(), buyer=BUYER, on=DAY, uid=new_uid())
    void_sale(seller.session, uid, on=DAY, reason="ผิด", uid=new_uid())
    with pytest.raises(SaleVoidedError):
        issue_full(seller.session, uid, buyer=BUYER, on=DAY, uid=new_uid())
    assert check_books() == []


def test_unregistered_group_has_no_tax_invoice(stall: Stall) -> None:
    sale = mixed(stall)
    with pytest.raises(NotRegisteredError):
        issue_full(stall.session, sale.posted.uid, buyer=BUYER, on=DAY, uid=new_uid())
    change_settings(stall.session, {"vat_registered_from": MONTH.isoformat()})
    with pytest.raises(NotRegisteredError):
        issue_full(stall.session, sale.posted.uid, buyer=BUYER, on=DAY, uid=new_uid())


def test_check_digit_of_a_tax_id() -> None:
    assert tax_id_is_sound("0000000000001")
    assert not tax_id_is_sound("0000000000002")
    assert not tax_id_is_sound("123")


def test_shortages_are_proposed_at_the_price_of_sale(seller: Stall) -> None:
    from app.domain.purchase import CountDraft, CountLineDraft
    from app.services.stock_counts import post_count

    lines = (CountLineDraft(seller.kapi, 18_000, 20_000), CountLineDraft(seller.tea, 19_000, 20_000))
    post_count(seller.session, CountDraft(new_uid(), lines), on=DAY)
    (found,) = proposals(MONTH, END)
    assert (found.quantity, found.price, found.tax) == (2_000, 118_00, 7_72)


def test_a_day_that_is_none_is_refused(stall: Stall) -> None:
    with pytest.raises(SettingRefusedError):
        change_settings(stall.session, {"vat_registered_from": "ไม่รู้"})
    assert not is_registered(DAY)
