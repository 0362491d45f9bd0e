"""The tax of goods that left without a sale: of a shortage, of what was given away, once, and undone."""

from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.purchase import CountDraft, CountLineDraft
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.domain.vat import LeftTaxDraft, NoMarketPriceError, NothingLeftError, VatClass
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.queries.month_close import month_facts
from app.queries.tax import LeftGoods, left_goods, output_rows, proposals
from app.services.entries import post_entry
from app.services.left_goods import post_left_tax
from app.services.products import set_vat_class
from app.services.reversal import reverse
from app.services.settings import change_settings
from app.services.stock_counts import post_count
from tests.stall import DAY, Stall

MONTH = DAY.replace(day=1)
END = DAY.replace(day=31)


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    """A stall that is not registered; kapi is taxable."""
    made = Stall(tmp_path)
    set_vat_class(made.session, made.kapi, vat_class=VatClass.TAXABLE)
    return made


@pytest.fixture
def seller(stall: Stall) -> Stall:
    """The same stall, registered from the first of the month."""
    change_settings(stall.session, {"vat_registered_from": MONTH.isoformat()})
    return stall


def of(role: str) -> int:
    """Balance of an account by role, debit positive."""
    return sum(each.balance for each in balances(END) if each.role == role)


def missing(stall: Stall) -> LeftGoods:
    """Two of twenty kapi are missing at a count."""
    counted = CountDraft(new_uid(), (CountLineDraft(stall.kapi, 18_000, 20_000),))
    post_count(stall.session, counted, on=DAY)
    (found,) = left_goods(MONTH, END)
    return found


def test_the_tax_of_a_shortage_is_posted_once_and_stands_in_the_month(seller: Stall) -> None:
    left = missing(seller)
    lost = of("count_loss")
    draft = LeftTaxDraft(new_uid(), left.uid, left.price)
    posted = post_left_tax(seller.session, draft)
    assert (posted.on, posted.total) == (DAY, 7_72)
    assert post_left_tax(seller.session, draft).number == posted.number
    assert (of("output_vat"), of("count_loss") - lost) == (-7_72, 7_72)
    (row,) = output_rows(MONTH, END)
    assert (row.number, row.base, row.tax) == (posted.number, 110_28, 7_72)
    assert proposals(MONTH, END) == ()
    with pytest.raises(NothingLeftError):
        post_left_tax(seller.session, LeftTaxDraft(new_uid(), left.uid, left.price))
    reverse(seller.session, posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert left_goods(MONTH, END) == (left,)
    assert of("output_vat") == 0
    again = post_left_tax(seller.session, LeftTaxDraft(new_uid(), left.uid, 107_00))
    assert again.total == 7_00
    assert check_books() == []


def test_what_is_given_away_waits_for_a_price(seller: Stall) -> None:
    line = EntryLineDraft(50_00, account_code="5404", description="ให้ลองชิม")
    pays = (PayDraft(PayKind.MONEY, 50_00, "1101"),)
    given = post_entry(seller.session, EntryDraft(new_uid(), Direction.OUT, (line,), pays), on=DAY)
    (left,) = left_goods(MONTH, END)
    assert (left.number, left.price) == (given.number, 0)
    with pytest.raises(NoMarketPriceError):
        post_left_tax(seller.session, LeftTaxDraft(new_uid(), left.uid, 0))
    post_left_tax(seller.session, LeftTaxDraft(new_uid(), left.uid, 107_00))
    assert left_goods(MONTH, END) == ()
    assert (of("output_vat"), of("samples")) == (-7_00, 57_00)
    assert check_books() == []


def test_without_registration_no_tax_of_a_shortage(stall: Stall) -> None:
    left = missing(stall)
    with pytest.raises(NothingLeftError):
        post_left_tax(stall.session, LeftTaxDraft(new_uid(), left.uid, left.price))
    with pytest.raises(NothingLeftError):
        post_left_tax(stall.session, LeftTaxDraft(new_uid(), new_uid(), 100))


def test_the_list_of_the_month_asks_for_it_until_it_is_posted(seller: Stall) -> None:
    left = missing(seller)
    assert month_facts(MONTH, END).goods_left == 1
    post_left_tax(seller.session, LeftTaxDraft(new_uid(), left.uid, left.price))
    assert month_facts(MONTH, END).goods_left == 0
