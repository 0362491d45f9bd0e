"""Services of a household that are called from others, and those that a group's book has as well."""

import datetime as dt
from typing import Any

from app.domain.document import new_uid
from app.domain.household.debts import DebtData, DebtKind
from app.domain.household.diary import Heading
from app.domain.household.places_of_money import PlaceData, PlaceKind
from app.domain.household.plan import GoalData, GoalKind
from app.domain.household.rounds import RoundData
from app.domain.household.trades import ToolData, TradeData
from app.domain.loan import LoanSide
from app.domain.loan_entry import LoanData
from app.services.household.debts import RollOverDraft
from app.services.household.diary_categories import HouseholdCategoryData
from tests.stall import DAY

WITHIN = "called inside a command's transaction, after it has asked"
FACTS = "works out or looks up what the commands beside it need; writes nothing"

NOT_ASKING: dict[str, dict[str, str]] = {
    "household.access": {"check_household": FACTS},
    "household.circle_marks": {"mark_again": WITHIN},
    "household.counted_purse": {
        "purse_line": WITHIN,
        "explain": WITHIN,
        "forgotten_left": FACTS,
        "stays_counted": FACTS,
        "taken_out": FACTS,
    },
    "household.diary": {
        "write_entry": WITHIN,
        "category_facts": FACTS,
        "family_id": FACTS,
        "money_place": FACTS,
    },
    "household.linking": {
        "welcome": WITHIN,
        "shared_secret": FACTS,
        "peer_of_book": FACTS,
        "peer_by_uid": FACTS,
        "active_peers": FACTS,
        "is_declined": FACTS,
    },
    "household.carrying": {"lying": FACTS, "deliver": "moves sealed files to the book that they are for"},
    "household.mailbox": {
        "box_of": FACTS,
        "on_stick": FACTS,
        "notes_of": FACTS,
        "is_there": FACTS,
        "outbox_of": FACTS,
        "put": WITHIN,
        "waiting": FACTS,
        "remove": WITHIN,
    },
    "household.rounds_output": {"write_sold": WITHIN},
    "household.rounds_writer": dict.fromkeys(("take", "output_row", "cost_row", "owe", "money_came"), WITHIN)
    | dict.fromkeys(
        ("round_place", "finished_by", "open_round", "check_begun", "tool_id", "category_account"), FACTS
    ),
    "household.totals": {"keep_totals": WITHIN},
}
"""By module, what asks for nothing and why."""

IN_EITHER_BOOK = {
    *(
        "household.linking.invite_household",
        "household.linking.unlink",
    ),
    *("household.notes.write_notes", "household.notes.take_notes", "household.carrying.carry_notes"),
}
"""Services that a group's book uses, too: tried with their roles in test_roles."""

MADE_OF = {
    *("household.access.post_household", "household.access.saving_household"),
    *("household.own_accounts.add_account", "household.own_accounts.rename_account"),
    "household.counted_purse.keep_counted",
}
"""What services are made of."""

_LOAN = LoanData(LoanSide.TAKEN, None, 100_00, DAY, DAY.replace(year=DAY.year + 1))
_DEBT = DebtData(_LOAN, DebtKind.RELATIVE, is_formal=False)

GIVEN: dict[str, dict[str, Any]] = {
    "household.debts.save_debt": {"data": _DEBT},
    "household.debts.roll_over": {"draft": RollOverDraft(new_uid(), new_uid(), _DEBT, new_uid())},
    "household.diary_categories.add_household_category": {
        "data": HouseholdCategoryData("ยา", Heading.ESSENTIAL),
    },
    "household.places_of_money.add_place": {"data": PlaceData(PlaceKind.BANK, "ธนาคาร")},
    "household.plan.save_goal": {
        "data": GoalData(GoalKind.SAVE, "ซ่อมหลังคา", DAY.replace(year=DAY.year + 1), 100_00, "1102"),
    },
    "household.totals.share_month": {"month": dt.date(2026, 9, 1)},
    "household.trades.save_trade": {"data": TradeData("ทำนา")},
    "household.trades.save_tool": {"data": ToolData("จอบ", price=100_00)},
    "household.trades.save_round": {"data": RoundData(new_uid(), "นาปี", DAY)},
}
"""Arguments of services that look into a draft before they ask."""
