"""Ways of selling: added, renamed, put aside; bills are sold by them at their prices."""

import pytest

from app.domain.channel import STALL, ChannelData, ChannelKind, ChannelKindError, ChannelNeededError
from app.domain.document import new_uid
from app.domain.money import E4
from app.domain.price_choice import PriceRule
from app.domain.session import NotPermittedError, Permission
from app.queries.channels import channel_names, channel_rows
from app.queries.events import events
from app.queries.gifts import relief_sales
from app.queries.integrity import check_books
from app.queries.market_sales import Cut, sales_cut
from app.services.catalogue import NameTakenError
from app.services.channels import save_channel
from app.services.parties import UnknownPartyError
from app.services.promotions import create_price
from app.services.records import NameMissingError
from app.services.sales import post_sale
from reports.common import Span
from reports.profit_by import by_channel
from tests.builders import party, session_with
from tests.stall import DAY, Stall


def of(code):
    return next(each for each in channel_rows() if each.code == code)


def test_a_way_is_added_renamed_and_put_aside(session):
    shop = party(session, "ร้านค้าสหกรณ์").uid
    saved = save_channel(session, ChannelData(" ฝากร้าน  สหกรณ์", ChannelKind.SHOP, "Co-op", shop))
    row = of(saved.code)
    assert (row.name, row.name_en, row.kind) == ("ฝากร้าน สหกรณ์", "Co-op", "shop")
    assert (row.party, row.active) == ("ร้านค้าสหกรณ์", 1)
    save_channel(session, ChannelData("สหกรณ์", ChannelKind.SHOP, active=False), uid=saved.uid)
    assert channel_rows()[-1] == of(saved.code)
    assert not of(saved.code).active
    assert channel_names()[saved.code] == "สหกรณ์"
    assert (events()[0].after or {})["active"] == 0
    save_channel(session, ChannelData("สหกรณ์"))  # the name of one that is put aside is free
    with pytest.raises(NameTakenError):
        save_channel(session, ChannelData("สหกรณ์", active=True), uid=saved.uid)


def test_what_is_no_way_is_refused(session):
    stall, relief = of(STALL), of("relief")
    for data, uid, error in (
        (ChannelData("  "), None, NameMissingError),
        (ChannelData(stall.name), None, NameTakenError),
        (ChannelData("x", party_uid=new_uid()), None, UnknownPartyError),
        (ChannelData("x", ChannelKind.STALL, active=False), stall.uid, ChannelNeededError),
        (ChannelData("x", ChannelKind.OTHER), relief.uid, ChannelKindError),
    ):
        with pytest.raises(error):
            save_channel(session, data, uid=uid)
    with pytest.raises(NotPermittedError):
        save_channel(session_with(Permission.SELL, Permission.EDIT_PRODUCTS), ChannelData("x"))
    assert len(channel_rows()) == 8
    save_channel(session, ChannelData("แผงของเรา", ChannelKind.STALL), uid=stall.uid)
    assert channel_names()[STALL] == "แผงของเรา"


def test_a_bill_is_sold_by_the_way_that_its_draft_names(session, tmp_path):
    stall = Stall(tmp_path, session)
    fair = save_channel(session, ChannelData("งานวัด")).code
    create_price(session, stall.tea, rule=PriceRule(100_00 * E4, channel=fair))
    create_price(session, stall.tea, rule=PriceRule(60_00 * E4, is_relief=True))
    for channel, price in (("", 89_00), (fair, 100_00), ("relief", 60_00)):
        cash = stall.cash(price)
        line = stall.line(stall.tea, 1, 89_00)
        sold = stall.draft(line, pay=(cash,), minute=600, channel=channel)
        post_sale(session, sold, on=DAY)
    names = channel_names()
    found = {each.name: each.amount for each in sales_cut(Cut.CHANNEL, DAY, DAY)}
    assert found == {names[STALL]: 89_00, "งานวัด": 100_00, names["relief"]: 60_00}
    assert [each.gap for each in relief_sales(DAY, DAY)] == [29_00]
    parts = [row.cells[0] for row in by_channel(Span(DAY, DAY)).blocks[0].rows]
    assert {"งานวัด", names["relief"]} < set(parts)
    assert check_books() == []


def test_a_price_that_is_typed_in_a_relief_sale_says_what_it_gives_up(session, tmp_path):
    stall = Stall(tmp_path, session)
    sold = stall.draft(stall.line(stall.tea, 2, 50_00), pay=(stall.cash(100_00),), channel="relief")
    post_sale(session, sold, on=DAY)
    assert [each.gap for each in relief_sales(DAY, DAY)] == [78_00]
    assert check_books() == []
