"""The fields of a household's book that take words: the diary, the family, debts, trades, goals, circles."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.document import new_uid
from app.domain.household.circles import CircleData, CircleMoneyDraft
from app.domain.household.debts import DebtData, DebtKind
from app.domain.household.diary import Heading, HouseholdEntryDraft
from app.domain.household.places_of_money import MoveDraft, PlaceData, PlaceKind
from app.domain.household.plan import GoalData, GoalKind, StepData
from app.domain.household.recurring import RecurringData
from app.domain.household.rounds import (
    BillShareDraft,
    CostDraft,
    CostLineDraft,
    OutputDraft,
    OutputLineDraft,
    RoundData,
    SharedBillDraft,
)
from app.domain.household.rounds_words import CostKind, Purpose
from app.domain.household.trades import ToolData, TradeData
from app.domain.loan import LoanSide
from app.domain.loan_entry import LoanData
from app.domain.session import Session
from app.errors import UserError
from app.queries.household.diary import household_categories
from app.services.household.circles import add_circle, pay_into_circle
from app.services.household.debts import (
    PayDebtDraft,
    StartDraft,
    StartKind,
    owe_shop,
    pay_debt,
    save_debt,
    start_debt,
)
from app.services.household.diary import post_household_entry, undo_household_entry
from app.services.household.diary_categories import HouseholdCategoryData, add_household_category
from app.services.household.family import add_family_person
from app.services.household.places_of_money import add_place, move_money
from app.services.household.plan import save_goal, set_steps
from app.services.household.recurring import add_recurring
from app.services.household.rounds import post_round_cost, post_shared_bill
from app.services.household.rounds_output import post_round_output
from app.services.household.trades import save_round, save_tool, save_trade

DAY = dt.date(2026, 3, 5)
LATER = dt.date(2027, 3, 5)
CASH, BANK = "1101", "1102"


@dataclass
class Home:
    """A household's book that words are typed into, and what came of it."""

    session: Session
    category: bytes
    trade: bytes
    round: bytes
    rounds: list[str] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
    refused: dict[str, list[tuple[str, UserError]]] = field(default_factory=dict)


def begun(session: Session) -> Home:
    """A household with a trade that goes on."""
    category = next(each.uid for each in household_categories() if each.name == "อาหาร")
    trade = save_trade(session, TradeData("ทำนา")).uid
    work = save_round(session, RoundData(trade, "นาปี", DAY, costs_wait=True)).uid
    return Home(session, category, trade, work)


Type = Callable[[Home, str, int], object]


def _entry(home: Home, text: str, _at: int) -> object:
    draft = HouseholdEntryDraft(new_uid(), home.category, 1_00, CASH, note=text)
    return post_household_entry(home.session, draft, on=DAY)


def _undo(home: Home, text: str, _at: int) -> object:
    posted = post_household_entry(
        home.session, HouseholdEntryDraft(new_uid(), home.category, 1_00, CASH), on=DAY
    )
    return undo_household_entry(home.session, posted.uid, on=DAY, uid=new_uid(), reason=text)


def _recurring(home: Home, text: str, _at: int) -> object:
    return add_recurring(home.session, RecurringData(home.category, 1_00, CASH, LATER, text))


def _debt(home: Home, text: str, _at: int) -> object:
    loan = LoanData(
        LoanSide.TAKEN, None, 100_00, DAY, LATER, contract=text, guarantors=text, security=text, note=text
    )
    saved = save_debt(home.session, DebtData(loan, DebtKind.RELATIVE, is_formal=False), lender=text)
    start = StartDraft(new_uid(), saved.uid, StartKind.RECEIVED, 100_00, CASH, note=text)
    start_debt(home.session, start, on=DAY)
    return pay_debt(home.session, PayDebtDraft(new_uid(), saved.uid, 1_00, CASH, note=text), on=DAY)


def _cost(home: Home, text: str, _at: int) -> object:
    line = CostLineDraft(CostKind.SEED, 1_00, step=text, description=text, quantity_milli=1_000, unit=text)
    return post_round_cost(home.session, CostDraft(new_uid(), home.round, (line,), CASH, note=text), on=DAY)


def _bill(home: Home, text: str, _at: int) -> object:
    shares = (BillShareDraft(5_000, home.round, step=text), BillShareDraft(5_000, category_uid=home.category))
    draft = SharedBillDraft(new_uid(), 2_00, CostKind.ENERGY, shares, CASH, description=text, note=text)
    return post_shared_bill(home.session, draft, on=DAY)


def _output(home: Home, text: str, _at: int) -> object:
    line = OutputLineDraft(Purpose.SOLD, 1_000, 10_000, description=text, unit=text, is_by_product=True)
    return post_round_output(
        home.session, OutputDraft(new_uid(), home.round, (line,), CASH, note=text), on=DAY
    )


def _round(home: Home, text: str, _at: int) -> object:
    saved = save_round(home.session, RoundData(home.trade, text, DAY, note=text))
    home.rounds.append(text)
    return saved


def _goal(home: Home, text: str, _at: int) -> object:
    data = GoalData(GoalKind.SAVE, text, LATER, 100_00, BANK, note=text)
    saved = save_goal(home.session, data, today=DAY)
    return set_steps(home.session, saved.uid, steps=(StepData(text, LATER),))


def _circle(home: Home, text: str, _at: int) -> object:
    saved = add_circle(home.session, CircleData(text, 1_00, DAY, 10, note=text))
    draft = CircleMoneyDraft(new_uid(), saved.uid, 1_00, CASH, note=text)
    return pay_into_circle(home.session, draft, on=DAY)


def _category(home: Home, text: str, _at: int) -> object:
    return add_household_category(home.session, HouseholdCategoryData(text, Heading.ESSENTIAL, words=text))


def _place(home: Home, text: str, _at: int) -> object:
    return add_place(home.session, PlaceData(PlaceKind.BANK, text, text, text))


def _move(home: Home, text: str, _at: int) -> object:
    return move_money(home.session, MoveDraft(new_uid(), CASH, BANK, 1_00, note=text), on=DAY)


def _shop(home: Home, text: str, _at: int) -> object:
    return owe_shop(home.session, text, uid=new_uid(), account_code="5101", amount=1_00, on=DAY, note=text)


def _trade(home: Home, text: str, at: int) -> object:
    data = TradeData(f"{text[:150]} {at}", output_name=text, output_unit=text, note=text)
    return save_trade(home.session, data)


FIELDS: dict[str, Type] = {
    "entry of the diary": _entry,
    "reason of undoing": _undo,
    "what comes again": _recurring,
    "debt": _debt,
    "slate of a shop": _shop,
    "trade": _trade,
    "round": _round,
    "tool": lambda home, text, _at: save_tool(home.session, ToolData(text, price=1_00, note=text)),
    "cost of a round": _cost,
    "shared bill": _bill,
    "harvest": _output,
    "goal": _goal,
    "circle": _circle,
    "category": _category,
    "place of money": _place,
    "money moved": _move,
    "person of the family": lambda home, text, _at: add_family_person(home.session, text),
}


def fill(home: Home, texts: tuple[str, ...], step: int = 1) -> Home:
    """Type every text into every field; with a step every so-many-th, another choice for each field."""
    for number, (name, type_it) in enumerate(FIELDS.items()):
        for at, text in list(enumerate(texts))[number % step :: step]:
            try:
                type_it(home, text, at)
            except UserError as error:
                home.refused.setdefault(name, []).append((text, error))
            else:
                home.kept[name] = home.kept.get(name, 0) + 1
    return home
