"""The X and Z report of a drawer against figures worked out by hand, on the roll, on A4 and in a workbook."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.cash_counting import ShortIs
from app.domain.document import new_uid
from app.domain.drawer import Purpose
from app.domain.session import Permission
from app.domain.settling import MoneyDraft, ReceiveDraft
from app.queries.drawer import drawer_sheet, drawers
from app.services.books import close_book
from app.services.returns import void_sale
from app.services.reversal import reverse
from app.services.sales import post_sale
from app.services.settling import receive_money
from reports.catalogue import build as build_report
from reports.kinds import Question
from reports.model import Figures, Kind, Paragraph, Report, Signatures, Table
from reports.output import render
from reports.render.report_json import report_from_json
from tests.builders import session_with
from tests.drawers import closed, moved, opened
from tests.stall import DAY, Stall

PRINTED = dt.datetime(2026, 10, 5, 17, 30)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stall, Report, Report]]:
    """A day with everything in it: its X just before closing, and its Z."""
    stall = Stall(tmp_path_factory.mktemp("drawer"))
    session = stall.session
    uid = opened(session, 1_000_00, on=DAY, name="แผง 1", is_blind=True)
    first = stall.sell(stall.line(stall.tea, 1, 8900), pay=(stall.cash(89_00, 100_00),))
    second = stall.sell(stall.line(stall.tea, 1, 8900), pay=(stall.cash(89_00, 500_00),))
    stall.sell(stall.line(stall.soap, 2, 3500, 500), pay=(stall.by("promptpay", 65_00),))
    account = stall.draft(
        stall.line(stall.kapi, 2, 5900), pay=(stall.by("account", 118_00),), party_uid=stall.customer
    )
    post_sale(session, account, on=DAY)
    receive_money(session, ReceiveDraft(new_uid(), stall.customer, (MoneyDraft("1101", 60_00),)), on=DAY)
    stall.take_back(first, 1, 1, 89_00)
    void_sale(session, second.posted.uid, on=DAY, reason="กดผิด", uid=new_uid())
    moved(session, Purpose.DROP, 500_00, on=DAY, reason="รอบเที่ยง")
    wrong = moved(session, Purpose.PAID_IN, 200_00, on=DAY, account_code="1102")
    reverse(session, wrong.uid, on=DAY, reason="ผิด", uid=new_uid())
    x = build_report(session, "drawer-x", Question(printed=PRINTED))
    closed(session, uid, 555_00, on=DAY, reason="ทอนผิด", to_safe=500_00)
    z = build_report(session, "drawer-z", Question(document=drawers()[0].closing, printed=PRINTED))
    assert isinstance(x, Report)
    assert isinstance(z, Report)
    yield stall, x, z
    close_book()


def table(report: Report, title: str) -> dict[str, int]:
    found = next(each for each in report.blocks if isinstance(each, Table) and each.title == title)
    return {str(row.cells[0]): row.cells[-1] for row in found.rows}  # type: ignore[misc]


def test_the_cash_by_hand(day: tuple[Stall, Report, Report]) -> None:
    _stall, x, z = day
    want = {
        "Float": 1_000_00,
        "Cash received for sales": 600_00,
        "Change given": -422_00,
        "Given back for returns and voids": -178_00,
        "Old debts that were paid": 60_00,
        "Put into the safe": -500_00,
        "Should lie in it": 560_00,
    }
    assert table(x, "Cash in the drawer") == want
    assert table(z, "Cash in the drawer") == want | {
        "Counted": 555_00,
        "Too little": -5_00,
        "Into the safe at closing": -500_00,
        "Stays in the drawer": 55_00,
    }


def test_sales_by_way_of_paying_discounts_and_debts(day: tuple[Stall, Report, Report]) -> None:
    _stall, _x, z = day
    # Four bills of 89 + 89 + 65 + 118; one came back, one was voided.
    assert table(z, "Sales") == {
        "Bills of sale": 361_00,
        "Goods that came back": -89_00,
        "Bills that were voided": -89_00,
        "Sales after that": 183_00,
    }
    ways = table(z, "By way of paying")
    assert sorted(ways.values()) == [0, 65_00, 118_00, 183_00]
    assert table(z, "Discounts by kind") == {"Off single lines": 5_00}
    assert table(z, "Debts and deposits") == {"Sold on account": 118_00, "Old debts that were paid": 60_00}


def test_voids_say_why_and_who(day: tuple[Stall, Report, Report]) -> None:
    _stall, _x, z = day
    voids = next(
        each for each in z.blocks if isinstance(each, Table) and each.title == "Voided, why and by whom"
    )
    assert "กดผิด" in str(voids.rows[0].cells[1])
    assert voids.rows[0].cells[2]
    moves = next(
        each for each in z.blocks if isinstance(each, Table) and each.title == "Put in and taken out"
    )
    assert [row.cells[-1] for row in moves.rows] == [-500_00, 200_00, -200_00, -500_00]
    assert any(isinstance(each, Signatures) for each in z.blocks)
    assert "ทอนผิด" in str(z.blocks)


def test_an_x_before_closing_hides_what_a_seller_counts_blind(day: tuple[Stall, Report, Report]) -> None:
    stall, _x, _z = day
    uid = opened(stall.session, 55_00, on=DAY, is_blind=True)
    seller = session_with(Permission.KEEP_DRAWER)
    report = build_report(seller, "drawer-x", Question())
    assert isinstance(report, Report)
    assert not any(isinstance(each, Table) and each.title == "Cash in the drawer" for each in report.blocks)
    figures = next(each for each in report.blocks if isinstance(each, Figures))
    assert [each.label for each in figures.items] == ["Sales of the drawer"]
    closed(seller, uid, 55_00, on=DAY)
    report = build_report(seller, "drawer-z", Question())
    assert isinstance(report, Report)
    assert table(report, "Cash in the drawer")["Should lie in it"] == 55_00


def test_it_is_a_slip_a_sheet_and_a_workbook(day: tuple[Stall, Report, Report]) -> None:
    _stall, x, z = day
    assert render(z, "pdf").startswith(b"%PDF")
    for paper in ("58", "80"):
        assert render(z, "png", paper=paper).startswith(b"\x89PNG")
        assert render(x, "escpos", paper=paper).startswith(b"\x1b@")
    again = report_from_json(render(z, "json").decode())
    assert again.blocks == z.blocks
    sheet = load_workbook(io.BytesIO(render(z, "xlsx"))).worksheets[0]
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert 560.0 in values
    assert Kind.MONEY in {
        column.kind for block in z.blocks if isinstance(block, Table) for column in block.columns
    }


def test_the_sheet_agrees_with_what_was_closed(day: tuple[Stall, Report, Report]) -> None:
    for each in drawers():
        sheet = drawer_sheet(each.uid)
        assert sheet is not None
        assert sheet.flow.expected == each.expected


def test_the_z_says_who_bears_what_is_missing(tmp_path: Path) -> None:
    stall = Stall(tmp_path)

    def words(**more: object) -> list[str]:
        uid = opened(stall.session, 100_00, on=DAY)
        closed(stall.session, uid, 90_00, on=DAY, reason="ทอนผิด", **more)
        z = build_report(stall.session, "drawer-z", Question(document=drawers()[0].closing, printed=PRINTED))
        assert isinstance(z, Report)
        return [block.text for block in z.blocks if isinstance(block, Paragraph)]

    assert "The group bears what is missing." in words(short_is=ShortIs.GROUP)
    name = "What is missing is owed by ลูกค้าประจำ 01."
    assert name in words(short_is=ShortIs.PERSON, party_uid=stall.customer)
