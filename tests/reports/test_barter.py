"""Papers of barter, gifts and relief say what the book says."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.barter import DifferenceAs, Settled
from app.domain.consignment import Direction, GoodsDraft, GoodsLine, Method, TermsData
from app.domain.document import new_uid
from app.domain.gift import GiftPurpose, GiftWay
from app.queries.barter import barters
from app.queries.gifts import gifts as gift_rows
from app.services.consignment import create_terms, take_in
from app.services.reversal import reverse
from app.services.unit_of_work import Posted
from reports import barter, gifts
from reports.barter_card import card
from reports.catalogue import Question, build
from reports.common import ReportArgumentError, Span
from reports.home import Task
from reports.home import build as home
from reports.model import Figures, Paragraph, Report, Signatures, Table
from reports.render.pdf import render_pdf
from tests.builders import party
from tests.fixtures import _no_book_left_open  # noqa: F401
from tests.services.test_barter import Partners, line, ours_first
from tests.services.test_gifts import hand
from tests.stall import DAY

MONTH = Span(DAY.replace(day=1), DAY.replace(day=31))


@pytest.fixture
def stall(tmp_path: Path) -> Partners:
    return Partners(tmp_path)


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def words(report: Report) -> str:
    return "\n".join(block.text for block in report.blocks if isinstance(block, Paragraph))


def test_the_slip_has_both_lists_and_room_to_sign(stall: Partners) -> None:
    agreed = ours_first(stall)
    report = barter.slip(agreed.number)
    give, receive = tables(report)
    assert [row.cells[4] for row in give.rows] == [1_280_00, 1_280_00]
    assert [row.cells[0] for row in receive.rows] == ["ปลาแห้ง", "เกลือ", "Total"]
    assert [row.cells[5] for row in give.rows[:1] + receive.rows[:1]] == ["–", "6 กก."]
    assert "We give 1,280.00 = we get 1,200.00 and 80.00 in money" in words(report)
    assert any(isinstance(block, Signatures) for block in report.blocks)
    assert render_pdf(report).startswith(b"%PDF")


def test_the_slip_of_a_later_delivery_has_what_was_handed_over_then(stall: Partners) -> None:
    agreed = ours_first(stall)
    came = stall.bring(agreed, (2, 2))
    (receive,) = tables(barter.slip(came.number))
    assert [(row.cells[0], row.cells[1]) for row in receive.rows[:-1]] == [("ปลาแห้ง", 2_000)]
    with pytest.raises(barter.UnknownBarterError):
        barter.slip(stall.bought.number)


def test_the_card_says_what_is_to_come_and_whose_goods_left(stall: Partners) -> None:
    """Of 21 one is a neighbour's: she is owed the whole of its value, as nothing else was agreed."""
    owner = party(stall.session, "ป้าฝาก 01")
    data = TermsData(Direction.IN, owner.uid, Method.PERCENT, 10_000, DAY)
    create_terms(stall.session, data)
    goods = (GoodsLine(stall.kapi, 1_000),)
    take_in(stall.session, GoodsDraft(new_uid(), owner.uid, goods), on=DAY)
    agreed = stall.agree([line(stall.kapi, 21, 60_00, now=21)], [line(stall.fish, 7, 180_00)])
    stall.bring(agreed, (2, 2))
    (row,) = barters()
    report = card(row)
    give, receive, others, history = tables(report)
    assert [column.key for column in give.columns] == ["goods", "quantity", "value"]
    assert [each.cells[-1] for each in receive.rows] == ["5 กก."]
    assert [each.cells for each in others.rows] == [("1 ขวด · กะปิผงรสวาซาบิ", "ป้าฝาก 01", 60_00)]
    assert len(history.rows) == 2
    assert report.subtitle
    closed = stall.close(agreed, Settled.WRITTEN_OFF)
    assert barter.slip(closed.number).title == "Rest of a barter that was closed"
    posted = hand(stall, GiftWay.GIVEN, GiftPurpose.GIFT, (stall.tea, 1, 89_00))
    assert posted.number
    lines = list(gift_rows(DAY, DAY))
    (goods_table,) = tables(gifts.gift_card(lines))
    assert goods_table.title == posted.number


def test_a_difference_is_called_what_it_was(stall: Partners) -> None:
    give, receive = [line(stall.kapi, 1, 60_00)], [line(stall.fish, 1, 50_00)]
    for called, said in (
        (DifferenceAs.GIFT, "10.00 of it is our gift"),
        (DifferenceAs.ADJUST, "both call it even, and 10.00 of it counts nothing"),
    ):
        agreed = stall.agree(give, receive, difference_as=called)
        assert said in words(barter.slip(agreed.number))


def test_the_account_of_a_partner(stall: Partners) -> None:
    agreed = ours_first(stall)
    came = stall.bring(agreed, (2, 2))
    undone = stall.bring(agreed, (3, 1))
    reverse(stall.session, undone.uid, on=DAY + dt.timedelta(days=5), reason="ผิด", uid=new_uid())
    code = barters()[0].party_code
    report = build(stall.session, "barter-account", Question(party=code))
    assert isinstance(report, Report)
    (figures,) = (block for block in report.blocks if isinstance(block, Figures))
    assert [each.value for each in figures.items] == [840_00, 0, 1]
    still, history = tables(report)
    assert [(row.cells[1], row.cells[2]) for row in still.rows] == [("ปลาแห้ง", "4 กก."), ("เกลือ", "10 กก.")]
    assert [row.cells[1] for row in history.rows][:2] == [agreed.number, came.number]
    assert sum(row.cells[7] for row in history.rows[2:]) == 0  # type: ignore[misc]
    with pytest.raises(ReportArgumentError):
        barter.account("nobody")


def test_the_account_of_somebody_without_a_barter(stall: Partners) -> None:
    assert [block.rows for block in tables(barter.account(party(stall.session, "กลุ่มชาวเขา").code))] == [()]


def test_all_barters_and_rates(stall: Partners) -> None:
    stall.agree([line(stall.fish, 2, 200_00)], [line(stall.salt, 8, 50_00)])
    report = build(stall.session, "barters", Question())
    assert isinstance(report, Report)
    partners, every, rates = tables(report)
    assert partners.rows[0].cells[2:] == (400_00, 400_00)
    assert every.rows[0].cells[6] == "Both still owe goods"
    assert rates.rows[0].cells[2] == "ปลาแห้ง 1 กก. : เกลือ 4 กก."


def test_gifts_and_relief(stall: Partners) -> None:
    posted: list[Posted] = [
        hand(stall, GiftWay.GIVEN, purpose, (stall.tea, 2, 178_00))
        for purpose in (GiftPurpose.SAMPLE, GiftPurpose.RELIEF, GiftPurpose.GIFT)
    ]
    hand(stall, GiftWay.RECEIVED, GiftPurpose.GIFT, (stall.tea, 1, 30_00))
    reverse(stall.session, posted[2].uid, on=DAY, reason="ผิด", uid=new_uid())
    report = gifts.gift_list(MONTH)
    short, given, received = tables(report)
    assert [row.cells[0] for row in short.rows] == [
        "Given: Sample, tasting",
        "Given: Relief",
        "Received: Gift",
    ]
    assert given.rows[-1].cells[-1] == 80_00
    assert received.rows[-1].cells[-1] == 30_00
    figures = gifts.relief(MONTH).blocks[0]
    assert isinstance(figures, Figures)
    assert [each.value for each in figures.items] == [0, 40_00, 40_00]


def test_home_reminds_of_goods_past_their_day(stall: Partners) -> None:
    ours_first(stall)
    for day, said in ((5, 0), (6, 1)):
        todos = [
            each
            for each in home(stall.session, DAY + dt.timedelta(days=day)).todos
            if each.task is Task.BARTER
        ]
        assert len(todos) == said
    assert "กลุ่มประมงพื้นบ้าน" in todos[0].text
