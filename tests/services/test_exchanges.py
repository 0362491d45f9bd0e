"""Exchange: goods back and others sold, one payment of the difference, all or nothing."""

from dataclasses import replace

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.money import MILLI
from app.domain.sale import SaleReturnDraft, SaleReturnLineDraft, TenderShortError
from app.domain.session import NotPermittedError, Permission
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.services.exchanges import post_exchange
from app.services.journal import account_id
from app.services.sales import post_sale
from db import connection as book
from tests.builders import session_with
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path):
    return Stall(tmp_path)


def cash(stall):
    account = account_id(AccountRole.CASH)
    lies = "SELECT coalesce(sum(amount), 0) FROM journal_line WHERE account_id = ?"
    return book.fetch_int(lies, (account,))


def back(sold, pieces=1):
    return SaleReturnDraft(new_uid(), sold.posted.uid, (SaleReturnLineDraft(1, pieces * MILLI),), ())


def documents():
    rows = book.fetch("SELECT kind, total FROM document WHERE kind LIKE 'sale%' ORDER BY id")
    return [tuple(row) for row in rows]


def test_dearer_goods_cost_the_difference(stall):
    sold = stall.sell(stall.line(stall.kapi, 2, 5_900))
    before = cash(stall)
    new = stall.draft(stall.line(stall.tea, 1, 8_900), pay=(stall.cash(3_000, 5_000),))
    done = post_exchange(stall.session, back(sold), sale=new, by=stall.tenders["cash"], on=DAY)
    assert (done.given_back, done.sold.change) == (0, 2_000)
    assert cash(stall) - before == 3_000
    assert documents() == [("sale", 11_800), ("sale_return", -5_900), ("sale", 8_900)]
    link = book.fetch("SELECT document_id, target_id FROM document_link WHERE role = 'exchange'")
    assert [tuple(row) for row in link] == [(done.sold.posted.document_id, done.returned.posted.document_id)]
    assert check_books() == []


def test_cheaper_goods_give_money_back(stall):
    sold = stall.sell(stall.line(stall.tea, 1, 8_900))
    before = cash(stall)
    new = stall.draft(stall.line(stall.soap, 1, 3_500))
    done = post_exchange(stall.session, back(sold), sale=new, by=stall.tenders["cash"], on=DAY)
    assert done.given_back == 5_400
    assert cash(stall) - before == -5_400
    assert check_books() == []


def test_a_debt_changes_by_the_difference_only(stall):
    draft = stall.draft(stall.line(stall.tea, 1, 8_900), pay=(stall.by("account", 8_900),))
    sold = post_sale(stall.session, replace(draft, party_uid=stall.customer), on=DAY)
    new = stall.draft(stall.line(stall.kapi, 2, 5_900), pay=(stall.by("account", 2_900),))
    new = replace(new, party_uid=stall.customer)
    post_exchange(stall.session, back(sold), sale=new, by=stall.tenders["account"], on=DAY)
    owed = next(each for each in balances(DAY) if each.role == AccountRole.RECEIVABLE)
    assert owed.balance == 11_800
    assert check_books() == []


def test_it_is_written_whole_or_not_at_all_and_once(stall):
    sold = stall.sell(stall.line(stall.kapi, 1, 5_900))
    short = stall.draft(stall.line(stall.tea, 1, 8_900), pay=(stall.cash(1_000),))
    with pytest.raises(TenderShortError):
        post_exchange(stall.session, back(sold), sale=short, by=stall.tenders["cash"], on=DAY)
    assert documents() == [("sale", 5_900)]

    again, new = back(sold), stall.draft(stall.line(stall.tea, 1, 8_900), pay=(stall.cash(3_000),))
    with pytest.raises(NotPermittedError):
        post_exchange(session_with(Permission.SELL), again, sale=new, by=stall.tenders["cash"], on=DAY)
    for _time in range(2):
        post_exchange(stall.session, again, sale=new, by=stall.tenders["cash"], on=DAY)
    assert len(documents()) == 3
    assert check_books() == []
