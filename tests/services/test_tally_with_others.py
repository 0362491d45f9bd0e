"""A market day beside other things: a drawer with its market day, others' goods, a sheet undone later."""

import pytest

from app.domain.document import new_uid
from app.domain.drawer import CloseDraft, OpenDraft
from app.domain.ledger import AccountRole
from app.domain.market_event import EventData
from app.queries.assets import role_balance
from app.queries.drawer import open_drawer
from app.queries.integrity import check_books
from app.queries.market_events import event_by_code, event_sheet, paid_out_of_cash
from app.services.drawer import close_cash_drawer, open_cash_drawer
from app.services.market_events import create_event, post_event_cost
from app.services.reversal import reverse
from app.services.tally import post_tally
from db import connection as book
from tests.builders import expense
from tests.services.test_consignment import Shelf
from tests.services.test_market_events import STALL_PLACE, lies, line, sheet
from tests.stall import DAY

EVENT = EventData("ตลาดนัด", DAY, DAY, location_id=STALL_PLACE)
FLOAT = {100_00: 5}


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


@pytest.fixture
def event(shelf):
    return create_event(shelf.session, EVENT)


def opened(shelf, event) -> bytes:
    """A drawer at the market day, with 500.00 in it."""
    drawer = new_uid()
    draft = OpenDraft(new_uid(), drawer, FLOAT, event_uid=event.uid, location_id=STALL_PLACE)
    open_cash_drawer(shelf.session, draft, on=DAY)
    return drawer


def expected(shelf) -> int:
    standing = open_drawer(shelf.session.device_id)
    assert standing is not None
    return book.fetch_int("SELECT sum(cash) FROM till_entry WHERE session_id = ?", (standing.id,))


def test_what_a_drawer_of_the_market_day_sells_and_pays_is_of_that_day(shelf, event):
    opened(shelf, event)
    shelf.sell(shelf.line(shelf.tea, 2, 89_00))
    post_event_cost(shelf.session, expense(("5204", 30_00), paid=30_00), event_uid=event.uid, on=DAY)
    found = event_sheet(event_by_code("E0001"))
    assert (found.result.income, found.result.cost_of_goods, found.result.other_costs) == (
        178_00,
        40_00,
        30_00,
    )
    assert expected(shelf) == 500_00 + 178_00 - 30_00
    assert paid_out_of_cash(event.id, DAY) == 0, "the drawer counts it"
    assert check_books() == []


def test_a_sheet_never_goes_through_the_drawer_that_is_open(shelf, event):
    drawer = opened(shelf, event)
    sale = post_tally(shelf.session, sheet(event, line(shelf.tea, 89, 2), counted=178_00), on=DAY)
    assert expected(shelf) == 500_00
    reverse(shelf.session, sale.posted.uid, on=DAY, reason="พิมพ์ผิด", uid=new_uid())
    assert expected(shelf) == 500_00
    close_cash_drawer(shelf.session, CloseDraft(new_uid(), drawer, FLOAT), on=DAY)
    assert role_balance(AccountRole.CASH_SHORT, DAY) == 0
    assert event_sheet(event_by_code("E0001")).result.income == 0
    assert check_books() == []


def test_goods_of_others_are_sold_by_a_sheet_for_their_owner(shelf, event):
    draft = sheet(event, line(shelf.honey, 100, 6, 2), line(shelf.tea, 89, 1), counted=489_00)
    post_tally(shelf.session, draft, on=DAY)
    found = event_sheet(event_by_code("E0001"))
    # four jars for 400.00, of which the owner gets 80 %
    assert found.result.income == 80_00 + 89_00
    assert role_balance(AccountRole.CONSIGNMENT_PAYABLE, DAY) == -320_00
    assert (lies(shelf.honey, 1), lies(shelf.honey, STALL_PLACE)) == (6, 0)
    assert check_books() == []


def test_spoiled_goods_of_others_come_back_and_are_told(shelf, event):
    draft = sheet(event, line(shelf.honey, 100, 3, 1, 1), counted=100_00)
    sale = post_tally(shelf.session, draft, on=DAY)
    assert [each.data["quantity_milli"] for each in sale.posted.warnings] == [1_000]
    assert (lies(shelf.honey, 1), lies(shelf.honey, STALL_PLACE)) == (9, 0)
    assert role_balance(AccountRole.SPOILED, DAY) == 0
    assert check_books() == []
