"""Every word of a trade, a round, a tool and their lines: stored literally, read, printed, harmless."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from app.domain.document import new_uid
from app.domain.household.rounds import (
    BillShareDraft,
    CostDraft,
    CostLineDraft,
    FinishDraft,
    OutputDraft,
    OutputLineDraft,
    RoundData,
    SharedBillDraft,
    StoreDraft,
)
from app.domain.household.rounds_words import CostKind, Purpose, Store
from app.domain.household.trades import ToolData, TradeData
from app.domain.household.trades_size import parse_land
from app.domain.purchase import Slip
from app.domain.session import Session
from app.errors import UserError
from app.queries.household.trades import round_card, stores, tools, trades
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.rounds import post_round_cost, post_shared_bill
from app.services.household.rounds_output import finish_round, post_from_store, post_round_output
from app.services.household.trades import save_round, save_tool, save_trade
from app.thai.normalise import TextTooLongError, clean_name
from db import connection as book
from reports.household import round_result
from reports.output import render
from tests.hostile.strings import STRINGS
from tests.household import make_household
from tests.trading import BAHT_E4, CASH, FIRST

STEP = 9


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    yield make_household(tmp_path)
    close_book()


def lived(session: Session, number: int, text: str) -> bytes:
    """One trade with all of its words, each of them this text."""
    trade = save_trade(
        session, TradeData(f"{text} {number}", output_name=text, output_unit=text[:40], note=text)
    ).uid
    crop = save_round(session, RoundData(trade, f"{text} {number}", FIRST, note=text)).uid
    tool = save_tool(session, ToolData(f"x{text}", price=100, note=text)).uid
    power = bytes(book.fetch("SELECT uid FROM entry_category WHERE direction = 'out' LIMIT 1")[0][0])
    line = CostLineDraft(
        CostKind.OTHER, 100, step=text[:100], description=text, unit=text[:40], tool_uid=tool
    )
    slip = Slip(None, text[:60])
    post_round_cost(session, CostDraft(new_uid(), crop, (line,), CASH, slip=slip, note=text), on=FIRST)
    shares = (BillShareDraft(4_000, crop, step=text[:100]), BillShareDraft(6_000, category_uid=power))
    bill = SharedBillDraft(new_uid(), 500, CostKind.ENERGY, shares, CASH, description=text, note=text)
    post_shared_bill(session, bill, on=FIRST)
    went = (
        OutputLineDraft(Purpose.SOLD, 1_000, BAHT_E4, description=text),
        OutputLineDraft(Purpose.STORED, 1_000, BAHT_E4, description=text),
        OutputLineDraft(Purpose.SOLD, 1_000, BAHT_E4, unit=f"y{text}"[:40], is_by_product=True),
    )
    post_round_output(session, OutputDraft(new_uid(), crop, went, CASH, note=text), on=FIRST)
    eaten = StoreDraft(new_uid(), crop, Store.FOOD, Purpose.EATEN, 500, description=text, note=text)
    post_from_store(session, eaten, on=FIRST)
    finish_round(session, FinishDraft(new_uid(), crop, note=text), on=FIRST)
    return crop


@pytest.mark.parametrize("start", range(3))
def test_every_word_of_a_round(session: Session, start: int) -> None:
    told = 0
    for number, text in enumerate(STRINGS[start * 3 :: STEP]):
        try:
            crop = lived(session, number, text)
        except TextTooLongError:
            continue
        card = round_card(crop)
        assert card is not None
        assert card.row.name == clean_name(f"{text} {number}")
        costs = [each for each in card.entered if each.what == "cost"]
        assert {each.description for each in costs} == {clean_name(text)}
        report = round_result.build(crop.hex())
        assert report.blocks
        if number % 4 == 0:
            told += 1
            assert render(report, "pdf").startswith(b"%PDF")
            opened = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx")))
            cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row]
            ours = clean_name(f"{text} {number}")
            assert not [cell for cell in cells if cell.data_type == "f" and ours in str(cell.value)]
        for read in (trades, tools, stores):
            assert read()
    assert told
    assert check_books() == []


def test_typed_land_is_read_or_refused() -> None:
    for text in STRINGS:
        try:
            assert parse_land(text) >= 0
        except UserError:
            continue
