"""The paper of a round: its figures on screen, PDF and Excel, and that it is found by any of its names."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from app.domain.document import DocumentKind
from app.domain.household.rounds import own_labour
from app.domain.household.rounds_words import CostKind, Purpose, Settlement
from app.domain.household.trades_size import SizeUnit, land
from app.domain.session import Session
from app.queries.household.trades import round_card, rounds
from app.services.books import close_book
from reports.catalogue import Question
from reports.catalogue import build as build_kind
from reports.common import ReportArgumentError
from reports.household import round_result
from reports.household.trade_words import sentence, size_words
from reports.model import Figures, Report, Table
from reports.output import render
from reports.stock_card import document_name
from tests.household import make_household
from tests.trading import begin, finish, harvest, line, rice, spend, went


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    yield make_household(tmp_path)
    close_book()


def lived(session: Session, trade: bytes, name: str, *, fertilizer: int, sold: int, day: dt.date) -> bytes:
    """A round of one rai with cash and own costs, fixed and variable."""
    crop = begin(
        session,
        trade,
        name,
        first_day=day,
        size_milli=land(1),
        plan_quantity=600_000,
        plan_price_e4=9_000_000,
    )
    spend(session, crop, line(fertilizer * 100), line(5_00, CostKind.TAX), on=day)
    spend(session, crop, own_labour(1, 10_000, 8_000, 50_00, step="plant"), on=day)
    spend(session, crop, line(1_000_00, CostKind.RENT, Settlement.OWN), on=day)
    harvest(session, crop, went(Purpose.SOLD, sold), went(Purpose.STORED, 100), on=day)
    return crop


def table(report: Report, title: str) -> Table:
    return next(
        block for block in report.blocks if isinstance(block, Table) and block.title.startswith(title)
    )


def amounts(found: Table) -> dict[object, tuple[object, ...]]:
    return {row.cells[0]: row.cells[1:] for row in found.rows}


def test_the_official_table_and_the_results(session: Session) -> None:
    trade = rice(session)
    finish(session, lived(session, trade, "นาปี 2568", fertilizer=1_500, sold=400, day=dt.date(2025, 6, 1)))
    crop = lived(session, trade, "นาปี 2569", fertilizer=2_145, sold=400, day=dt.date(2026, 6, 1))
    finish(session, crop, unsold=100)
    report = round_result.build("นาปี 2569")
    costs = amounts(table(report, "Costs of the round"))
    assert costs["Fertiliser and soil"] == (2_145_00, None, 2_145_00)
    assert costs["Variable costs together"] == (2_145_00, 4_000_00, 6_145_00)
    assert costs["Fixed costs together"] == (5_00, 1_000_00, 1_005_00)
    assert costs["All costs"] == costs["per rai"] == (2_150_00, 5_000_00, 7_150_00)
    assert table(report, "Costs of the round").note.startswith("In money 30.07 %, not in money 69.93 %")
    result = amounts(table(report, "How it came out"))
    assert result["Value of the harvest"] == (4_500_00, 4_500_00)
    assert result["Money spent"][0] == 2_150_00 - 358_33
    assert result["Left over all costs"][0] == 4_500_00 - (7_150_00 - 358_33 - 833_33)
    units = [row.cells[0] for row in table(report, "Per unit").rows]
    assert "Break-even harvest (contribution not rounded)" not in units  # the price does not cover it
    compared = table(report, "Rounds side by side")
    assert [row.cells[0] for row in compared.rows] == ["นาปี 2568", "นาปี 2569"]
    assert report.large
    worth = next(block for block in report.blocks if isinstance(block, Figures)).items[0]
    assert (worth.value, worth.before) == (4_500_00, 4_500_00)
    found = round_card(crop)
    assert found is not None
    last = amounts(table(round_result.sheet(found), "Against the last round"))
    assert last["Money spent"] == (1_505_00, 1_791_67, 286_67)
    assert round_result.build(crop.hex()).blocks == report.blocks
    assert round_result.build("ทำนา นาปี 2569").subtitle == report.subtitle
    with pytest.raises(ReportArgumentError):
        round_result.build("นาปรัง")


def test_by_name_in_every_format(session: Session, thai: None) -> None:
    trade = rice(session)
    hostile = "=SUM(A1) <b>&\u202eข้าว\u200b ‘ๆ’ 🌾"
    crop = lived(session, trade, hostile, fertilizer=100, sold=500, day=dt.date(2026, 6, 1))
    report = build_kind(session, round_result.NAME, Question(document=crop.hex()))
    assert isinstance(report, Report)
    assert render(report, "pdf").startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx")))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("ต้นทุนผันแปร" in text for text in texts)
    assert not any(text.startswith("=SUM(A1)") for text in texts)
    assert "นาปี" not in rounds()[0].name
    card = round_card(crop)
    assert card is not None
    on_screen = round_result.sheet(card)
    assert {block.title for block in on_screen.blocks if isinstance(block, Table)} >= {"ผลที่ได้", "ต้นทุนของรอบ"}


def test_sentences(session: Session) -> None:
    """So far, left, and what would still cover it: words and an amount."""
    crop = begin(session, rice(session))
    card = round_card(crop)
    assert card is not None
    assert sentence(card.row, card.result) == "Nothing has been entered yet."
    spend(session, crop, line(1_000_00))
    assert told(crop) == "1,000 baht were spent so far (200 baht per rai); nothing was harvested yet."
    harvest(session, crop, went(Purpose.SOLD, 50))
    assert (
        told(crop)
        == "Worth 450 baht, 1,000 baht of money went in: another 550 baht (110 baht per rai) will cover it."
    )
    spend(session, crop, line(700_00, CostKind.RENT, Settlement.OWN))
    harvest(session, crop, went(Purpose.SOLD, 100))
    assert told(crop).endswith(
        "350 baht are left (70 baht per rai). With own work and own things counted, another 350 baht would "
        "cover everything."
    )
    assert size_words(land(5, 2, 37_500), SizeUnit.WA) == "5 rai 2 ngan 37.5 square wa"
    assert size_words(12_000, SizeUnit.HEAD) == "12 head"


def told(crop: bytes) -> str:
    card = round_card(crop)
    assert card is not None
    return sentence(card.row, card.result)


def test_every_kind_of_document_has_a_name() -> None:
    assert {document_name(kind) for kind in DocumentKind} >= {"Round of a trade", "Sale"}
