"""A row in every posted table of a household, and what those rows point to, for tests that want them all."""

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.services.journal import account_id
from app.services.unit_of_work import Entry
from db.models.accounts import Section
from db.models.base import insert_row
from db.models.household import Trade, TradeRound, TradeTool


def household_rows(day: str) -> tuple[int, int]:
    """A trade with a round that goes on and a tool; gives the ids of round and tool."""
    section = insert_row(Section, {"uid": new_uid(), "code": "T-X", "name": "ทำนา"})
    trade = insert_row(
        Trade, {"uid": new_uid(), "name": "ทำนา", "kind": "crop", "section_id": section, "size_unit": "wa"}
    )
    work = insert_row(TradeRound, {"uid": new_uid(), "trade_id": trade, "name": "นาปี", "first_day": day})
    return work, insert_row(TradeTool, {"uid": new_uid(), "name": "เครื่องสูบน้ำ", "price": 6_000_00})


def with_household_rows(entry: Entry, rows: tuple[int, int], party_id: int, day: str) -> None:
    """Add a row to every posted table of a household."""
    work, tool = rows
    entry.add(
        "reckoning",
        account_id=account_id(AccountRole.CASH),
        first_day=day,
        last_day=day,
        counted_before=800_00,
        came_in=100_00,
        counted=200_00,
        explained=650_00,
        unexplained=50_00,
    )
    entry.add(
        "round_cost",
        round_id=work,
        step="plant",
        kind="labour",
        settlement="own",
        is_fixed=0,
        description="ดำนา",
        quantity=2_000,
        unit="วัน",
        hours_milli=16_000,
        amount=600_00,
        party_id=party_id,
        tool_id=tool,
        share_bp=5_000,
    )
    entry.add(
        "round_output",
        round_id=work,
        purpose="sold",
        description="ข้าวเปลือก",
        is_by_product=0,
        quantity=600_000,
        unit="กก.",
        unit_price_e4=90_000,
        amount=5_400_00,
        party_id=party_id,
    )
    entry.add("round_close", round_id=work, cost=2_150_00, kept=300_00)
