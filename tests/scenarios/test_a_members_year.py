"""A member's year: two trades, three debts, a circle, a purse that is counted, goals; told by services.

Every figure is compared with a notebook that only adds up (``home_on_paper``).
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.circles import CircleData, CircleMoneyDraft
from app.domain.household.debts import DebtData, DebtKind, PayOrder
from app.domain.household.diary import HouseholdEntryDraft, View
from app.domain.household.places_of_money import (
    BuyDraft,
    HouseholdOpeningDraft,
    MoveDraft,
    PlaceData,
    PlaceKind,
)
from app.domain.household.plan import GoalData, GoalKind
from app.domain.household.purse import ReckoningDraft, RememberDraft
from app.domain.household.recurring import RecurringData
from app.domain.household.rounds import (
    CostDraft,
    CostLineDraft,
    FinishDraft,
    OutputDraft,
    OutputLineDraft,
    RoundData,
    StoreDraft,
    own_labour,
)
from app.domain.household.rounds_words import CostKind, Purpose, Settlement, Store
from app.domain.household.trades import TradeData, TradeKind
from app.domain.household.trades_size import SizeUnit, land
from app.domain.loan import LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData
from app.queries.household.debts import debts, owed_by_month, plan_to_end
from app.queries.household.diary import household_categories, sums_between
from app.queries.household.places_of_money import circles, places
from app.queries.household.plan import budget, goals, month_insights
from app.queries.household.recurring import recurring_due
from app.queries.household.totals import month_totals
from app.queries.household.trades import round_card, stores
from app.queries.integrity import check_books
from app.services.books import close_book, open_book
from app.services.doors import Credential
from app.services.household.circles import add_circle, draw_circle, pay_into_circle
from app.services.household.debts import (
    PayDebtDraft,
    RollOverDraft,
    StartDraft,
    StartKind,
    pay_debt,
    roll_over,
    save_debt,
    start_debt,
)
from app.services.household.diary import post_household_entry, undo_household_entry
from app.services.household.family import add_family_person
from app.services.household.places_of_money import add_place, buy_property, move_money, open_household
from app.services.household.plan import save_goal, set_budget
from app.services.household.purse import reckon_purse, remember
from app.services.household.recurring import add_recurring, confirm_recurring
from app.services.household.rounds import post_round_cost
from app.services.household.rounds_output import finish_round, post_from_store, post_round_output
from app.services.household.trades import save_round, save_trade
from tests.household import FILE, MEMBER, PASSWORD, balance, make_household
from tests.scenarios.home_on_paper import YEAR, Round, Year, a_month_of, by_days

CASH, BANK = "1101", "1102"
BAHT_E4 = 1_000_000
START = dt.date(YEAR, 1, 1)
END = dt.date(YEAR, 12, 31)


def on(month: int, day: int) -> dt.date:
    """A day of the year."""
    return dt.date(YEAR, month, day)


class House:
    """A family at its book, and the notebook beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.session = make_household(folder)
        self.paper = Year()
        self.categories = {each.name: each for each in household_categories()}

    def enter(self, name: str, amount: int, day: dt.date, *, person: bytes | None = None) -> bytes:
        """One entry in cash, in the book and on paper."""
        category = self.categories[name]
        draft = HouseholdEntryDraft(new_uid(), category.uid, amount, account_code=CASH, person_uid=person)
        posted = post_household_entry(self.session, draft, on=day)
        (self.paper.earn if category.direction == "in" else self.paper.spend)(day, name, amount)
        return posted.uid

    def owe(
        self, lender: str, kind: DebtKind, start: StartKind, amount: int, on_day: dt.date, **terms: object
    ) -> bytes:
        """A debt with its lender, from today on."""
        values: dict[str, object] = {"agreed_on": on_day, "principal": amount, **terms}
        loan = LoanData(side=LoanSide.TAKEN, party_uid=None, **values)  # type: ignore[arg-type]
        uid = save_debt(self.session, DebtData(loan, kind, is_formal=True), lender=lender).uid
        start_debt(self.session, StartDraft(new_uid(), uid, start, amount, CASH), on=on_day)
        return uid

    def pay(self, uid: bytes, amount: int, day: dt.date) -> None:
        """Pay some of a debt in cash."""
        pay_debt(self.session, PayDebtDraft(new_uid(), uid, amount, CASH), on=day)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A family on New Year's Day."""
    yield House(tmp_path)
    close_book()


def test_a_members_year(house: House) -> None:
    paper = house.paper
    _begin(house)
    bank_loan, fund, lender = _borrow(house)
    rice, weaving, rice_paper, weaving_paper = _work(house)
    _live(house)
    _pay_back(house, bank_loan, fund, lender)

    # ---- where money and worth lie
    lies = {each.name: each.balance for each in places(END)}
    assert lies["เงินสดในมือ"] == paper.places["cash"]
    assert lies["เงินฝากธนาคาร"] == paper.places["bank"]
    assert lies["สัจจะหมู่ 4"] == paper.places["savings"]
    assert lies["เครื่องมือทำกิน"] == paper.places["tools"]
    [circle] = circles(END)
    assert circle.balance == paper.places["circle"]
    assert balance("1301") == paper.places["food"]

    # ---- what came and went, in money and in full
    cash = sums_between(START, END, view=View.CASH)
    trade_money = rice_paper.sold + weaving_paper.sold
    trade_costs = rice_paper.cash + weaving_paper.cash
    assert cash.came_in - cash.went_out == (
        paper.total(paper.earned) + trade_money - trade_costs - paper.total(paper.spent)
    )
    totals = [month_totals(on(month, 1)) for month in range(1, 13)]
    assert sum(each.income for each in totals) == paper.total(paper.earned) + trade_money - trade_costs
    assert sum(each.spending for each in totals) == paper.total(paper.spent)
    assert (cash.earned, cash.spent) == (
        sum(each.income for each in totals),
        sum(each.spending for each in totals),
    ), "papers, the first page and what is shared say the same"
    by_name = {each.name: each.size for each in cash.categories}
    for name in ("อาหาร", "หวย/สลาก", "ทำบุญ", "น้ำ ไฟ โทรศัพท์ เน็ต"):
        assert by_name[name] == sum(month[name] for month in paper.spent.values())
    full = sums_between(START, END, view=View.FULL)
    kept = rice_paper.kept + weaving_paper.kept
    assert full.came_in - cash.came_in == sum(paper.in_kind_in.values()) + kept
    assert full.went_out - cash.went_out == sum(paper.in_kind_out.values())

    # ---- debts
    [bank] = debts(END)
    assert (bank.name, bank.state.principal) == ("ธ.ก.ส.", paper.debts["ธ.ก.ส."])
    runs = by_days(20_000_00, 7, on(11, 30), END)
    assert bank.state.owed == paper.debts["ธ.ก.ส."] + runs, "what runs is owed, though nobody entered it yet"
    assert -balance("2201") - balance("2102") == sum(paper.debts.values())
    assert balance("5110") == paper.interest
    assert owed_by_month(START, END)[-1][1] == sum(paper.debts.values())

    # ---- trades: the harvest counts once
    for uid, wanted in ((rice, rice_paper), (weaving, weaving_paper)):
        card = round_card(uid)
        assert card is not None
        assert (card.result.sold, card.result.kept_value) == (wanted.sold, wanted.kept)
        assert (card.result.over_book, card.result.over_full) == (wanted.result, wanted.full_result)
    assert rice_paper.result == 3_250_00, "600 kilos at 9.00, 200 kept, 2,150 paid"
    assert [each.amount for each in stores()] == [paper.places["food"]]

    # ---- everything she owns less what she owes is what she began with and what the year left
    worth = sum(paper.places.values()) - sum(paper.debts.values())
    left = full.came_in - full.went_out
    began = -balance("3101")
    assert worth == began + left

    _look_ahead(house)
    assert check_books() == []
    close_book()
    path = house.folder / FILE
    house.session = open_book(path, credential=Credential(MEMBER, password=PASSWORD))
    assert check_books() == []


# ---------------------------------------------------------------- the year


def _begin(house: House) -> None:
    paper, session = house.paper, house.session
    savings = add_place(session, PlaceData(PlaceKind.SAVINGS_GROUP, "สัจจะหมู่ 4"))
    amounts = ((CASH, 2_000_00), (BANK, 5_000_00), (savings.code, 3_000_00))
    open_household(session, HouseholdOpeningDraft(new_uid(), amounts), on=START)
    paper.places.update({"cash": 2_000_00, "bank": 5_000_00, "savings": 3_000_00})
    son = add_family_person(session, "น้องต้น").uid
    house.enter("การศึกษา", 1_200_00, on(5, 15), person=son)
    circle = add_circle(session, CircleData("แชร์แม่จัน", 500_00, on(1, 25), rounds=10))
    for month in range(1, 11):
        day = on(month, 25)
        pay_into_circle(session, CircleMoneyDraft(new_uid(), circle.uid, 500_00, CASH), on=day)
        paper.move(500_00, "cash", "circle")
        move_money(session, MoveDraft(new_uid(), CASH, savings.code, 200_00), on=day)
        paper.move(200_00, "cash", "savings")
    draw_circle(session, CircleMoneyDraft(new_uid(), circle.uid, 4_800_00, CASH), on=on(6, 25))
    paper.move(4_800_00, "circle", "cash")
    buy_property(session, BuyDraft(new_uid(), "1405", 4_000_00, BANK, note="ปั๊มน้ำ"), on=on(4, 2))
    paper.move(4_000_00, "bank", "tools")


def _borrow(house: House) -> tuple[bytes, bytes, bytes]:
    """The bank's loan is owed since before; the village fund's comes in February, the lender's in June."""
    bank = house.owe(
        "ธ.ก.ส.",
        DebtKind.BANK,
        StartKind.OWED,
        30_000_00,
        START,
        first_due=on(11, 30),
        rate_ppm=70_000,
        rate_per=RatePer.YEAR,
        method=LoanMethod.REDUCING,
        instalments=3,
        every=12,
    )
    house.paper.debts["ธ.ก.ส."] += 30_000_00
    house.paper.places["cash"] += 0
    fund = house.owe(
        "กองทุนหมู่บ้าน",
        DebtKind.VILLAGE_FUND,
        StartKind.RECEIVED,
        20_000_00,
        on(2, 1),
        first_due=on(3, 1),
        rate_ppm=10_000,
        rate_per=RatePer.MONTH,
        method=LoanMethod.EQUAL_PRINCIPAL,
        instalments=10,
    )
    house.paper.borrow("กองทุนหมู่บ้าน", 20_000_00)
    lender = house.owe(
        "เจ๊แดง",
        DebtKind.MONEYLENDER,
        StartKind.RECEIVED,
        5_000_00,
        on(6, 1),
        first_due=on(7, 1),
        rate_ppm=100_000,
        rate_per=RatePer.MONTH,
        method=LoanMethod.INTEREST_ONLY,
        instalments=1,
    )
    house.paper.borrow("เจ๊แดง", 5_000_00)
    return bank, fund, lender


def _pay_back(house: House, bank: bytes, fund: bytes, lender: bytes) -> None:
    paper = house.paper
    left = 20_000_00
    for month in range(3, 13):
        interest = a_month_of(left, 1)
        house.pay(fund, 2_000_00 + interest, on(month, 1))
        paper.pay_debt(on(month, 1), "กองทุนหมู่บ้าน", 2_000_00, interest)
        left -= 2_000_00
    # the lender's loan is not paid in July: a new one takes the interest with it
    again = LoanData(
        LoanSide.TAKEN,
        None,
        5_500_00,
        on(7, 1),
        on(8, 1),
        100_000,
        RatePer.MONTH,
        LoanMethod.INTEREST_ONLY,
        1,
    )
    draft = RollOverDraft(
        new_uid(), lender, DebtData(again, DebtKind.MONEYLENDER, is_formal=False), new_uid()
    )
    roll_over(house.session, draft, on=on(7, 1))
    paper.debts["เจ๊แดง"] += 500_00
    paper.interest += 500_00
    paper.spent[7]["interest"] += 500_00
    house.pay(draft.new_uid, 6_050_00, on(8, 1))
    paper.pay_debt(on(8, 1), "เจ๊แดง", 5_500_00, 550_00)
    # the bank takes the rice money, once a year
    interest = by_days(30_000_00, 7, START, on(11, 30))
    house.pay(bank, 10_000_00 + interest, on(11, 30))
    paper.pay_debt(on(11, 30), "ธ.ก.ส.", 10_000_00, interest)


def _work(house: House) -> tuple[bytes, bytes, Round, Round]:
    session, paper = house.session, house.paper
    rice_trade = save_trade(
        session, TradeData("ทำนา", TradeKind.CROP, SizeUnit.WA, "ข้าวเปลือก", "กก.", hour_rate=5_000)
    ).uid
    rice = save_round(session, RoundData(rice_trade, "นาปี 2569", on(6, 1), size_milli=land(1))).uid
    rice_paper = Round()
    for day, kind, amount in (
        (on(6, 1), CostKind.MACHINE, 700_00),
        (on(6, 20), CostKind.SEED, 400_00),
        (on(8, 5), CostKind.FERTILIZER, 650_00),
        (on(11, 5), CostKind.MACHINE, 400_00),
    ):
        post_round_cost(session, CostDraft(new_uid(), rice, (CostLineDraft(kind, amount),), CASH), on=day)
        paper.places["cash"] -= amount
        rice_paper.cash += amount
    work = own_labour(2, 3_000, 8_000, 5_000, step="plant")
    post_round_cost(session, CostDraft(new_uid(), rice, (work,)), on=on(7, 10))
    rice_paper.own += 2 * 3 * 8 * 50_00
    lines = (
        OutputLineDraft(Purpose.SOLD, 400_000, 9 * BAHT_E4),
        OutputLineDraft(Purpose.STORED, 200_000, 9 * BAHT_E4),
    )
    post_round_output(session, OutputDraft(new_uid(), rice, lines, CASH), on=on(11, 10))
    paper.places["cash"] += 3_600_00
    rice_paper.sold, rice_paper.kept = 3_600_00, 1_800_00
    paper.places["food"] += 1_800_00
    finish_round(session, FinishDraft(new_uid(), rice), on=on(11, 12))
    # two sacks are eaten: consumption, no income a second time
    eaten = StoreDraft(new_uid(), rice, Store.FOOD, Purpose.EATEN, 50_000)
    post_from_store(session, eaten, on=on(12, 1))
    paper.places["food"] -= 450_00
    paper.in_kind_out[12] += 450_00

    weaving_trade = save_trade(session, TradeData("ทอผ้า", TradeKind.CRAFT, SizeUnit.PIECE, "ผ้าถุง", "ผืน")).uid
    weaving = save_round(
        session, RoundData(weaving_trade, "ลายดอกแก้ว", on(1, 5), size_milli=24_000, costs_wait=False)
    ).uid
    weaving_paper = Round()
    for month in range(1, 13):
        yarn = CostLineDraft(CostKind.MATERIAL, 310_00, Settlement.PAID, step="make")
        hours = CostLineDraft(CostKind.LABOUR, 640_00, Settlement.OWN, step="make", hours_milli=16_000)
        post_round_cost(session, CostDraft(new_uid(), weaving, (yarn, hours), CASH), on=on(month, 8))
        out = (OutputLineDraft(Purpose.SOLD, 2_000, 450 * BAHT_E4),)
        post_round_output(session, OutputDraft(new_uid(), weaving, out, CASH), on=on(month, 28))
        paper.places["cash"] += 900_00 - 310_00
        weaving_paper.cash += 310_00
        weaving_paper.own += 640_00
        weaving_paper.sold += 900_00
    gift = (OutputLineDraft(Purpose.EATEN, 1_000, 450 * BAHT_E4, description="ใช้เอง"),)
    post_round_output(session, OutputDraft(new_uid(), weaving, gift), on=on(10, 3))
    weaving_paper.kept += 450_00
    paper.in_kind_out[10] += 450_00
    finish_round(session, FinishDraft(new_uid(), weaving), on=END)
    return rice, weaving, rice_paper, weaving_paper


def _live(house: House) -> None:
    session, paper = house.session, house.paper
    add_recurring(
        session,
        RecurringData(house.categories["น้ำ ไฟ โทรศัพท์ เน็ต"].uid, 320_00, CASH, on(1, 12), name="ค่าไฟ"),
    )
    for month in range(1, 13):
        house.enter("ค่าจ้าง", 4_500_00, on(month, 3))
        house.enter("สวัสดิการรัฐ", 700_00, on(month, 4))
        for day in (6, 13, 20, 27):
            house.enter("อาหาร", 430_00 + month * 1_00, on(month, day))
        house.enter("หวย/สลาก", 80_00, on(month, 16))
        house.enter("ทำบุญ", 100_00, on(month, 14))
        [due] = recurring_due(on(month, 12))
        confirm_recurring(session, due.uid, uid=new_uid())
        paper.spend(on(month, 12), "น้ำ ไฟ โทรศัพท์ เน็ต", 320_00)
    vegetables = HouseholdEntryDraft(new_uid(), house.categories["ของปลูกเอง/ได้มาฟรี"].uid, 150_00)
    post_household_entry(session, vegetables, on=on(3, 9))
    paper.in_kind_in[3] += 150_00
    paper.in_kind_out[3] += 150_00
    wrong = house.enter("เสื้อผ้า", 990_00, on(9, 9))
    undo_household_entry(session, wrong, on=on(9, 9), reason="จดซ้ำ", uid=new_uid())
    paper.spend(on(9, 9), "เสื้อผ้า", -990_00)


def _look_ahead(house: House) -> None:
    """What is planned for the next year; the purse is counted at the end of this one."""
    session, paper = house.session, house.paper
    counted = paper.places["cash"] - 135_00
    posted = reckon_purse(session, ReckoningDraft(new_uid(), CASH, END, counted))
    assert (balance(CASH), balance("5501")) == (counted, 135_00)
    snacks = house.categories["ขนม น้ำหวาน"].uid
    remember(session, RememberDraft(new_uid(), posted.uid, snacks, 60_00))
    assert (balance(CASH), balance("5501"), balance("5303")) == (counted, 75_00, 60_00)
    set_budget(session, house.categories["อาหาร"].uid, amount=1_700_00)
    [food] = [each for each in budget(on(12, 1)) if each.category.name == "อาหาร"]
    assert food.left == 1_700_00 - 4 * 442_00
    [bank] = debts(END)
    goal = GoalData(GoalKind.PAY_OFF, "ปลดหนี้ ธ.ก.ส.", dt.date(YEAR + 1, 12, 31), 20_000_00, loan_uid=bank.uid)
    save_goal(session, goal, today=END)
    [row] = goals(today=END)
    assert row.pace.per_week == 378_00, "20,000 in 53 weeks, whole baht upwards"
    assert row.pace.per_week * row.pace.weeks_left >= 20_000_00
    slow = plan_to_end([bank], today=END)
    fast = plan_to_end([bank], today=END, order=PayOrder.DEAREST, extra=500_00)
    assert fast.interest < slow.interest
    assert month_insights(on(12, 1)), "the year's last month says something"
