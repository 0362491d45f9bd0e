"""Trades and rounds on a real, encrypted household book: what is posted, refused, undone, and ``check``."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import DocumentKind, new_uid
from app.domain.household.rounds import (
    BillShareDraft,
    ByProductStoreError,
    CostDraft,
    CostLineDraft,
    FinishDraft,
    NoCostError,
    NoLinesError,
    NoPriceError,
    NotForThisError,
    OwedTooMuchError,
    RoundData,
    RoundEndsBeforeItStartsError,
    SharedBillDraft,
    SharesDifferError,
    ShareWithoutPlaceError,
    TakenDraft,
    own_labour,
)
from app.domain.household.rounds_words import CostKind, Purpose, Settlement, Store
from app.domain.household.trades import ToolData, ToolPriceError, TradeData, TradeNameTakenError
from app.domain.household.trades_size import SizeUnit
from app.domain.ledger import AccountRole
from app.domain.party import PartyData
from app.domain.session import Session
from app.queries.household.diary import entry_lines
from app.queries.household.trades import round_card, rounds, still_to_come, stores, tools, trades
from app.queries.household.trades_check import faults
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.access import NotAHouseholdError, post_household
from app.services.household.debts import pay_shop
from app.services.household.rounds import post_round_cost, post_shared_bill
from app.services.household.rounds_money import MoreThanToComeError, receive_owed
from app.services.household.rounds_output import finish_round, reopen_round, write_sold
from app.services.household.rounds_writer import (
    BeforeRoundError,
    OtherUnitError,
    RoundFinishedError,
    RoundNotFinishedError,
    StoreShortError,
)
from app.services.household.trades import (
    RoundStandsError,
    SizeUnitStandsError,
    put_aside_round,
    save_round,
    save_tool,
    save_trade,
)
from app.services.journal import account_id
from app.services.parties import create_party
from app.services.reversal import GoesOnError, reverse
from app.services.sales import PartyNeededError
from app.services.unit_of_work import Entry
from db import connection as book
from tests import builders
from tests.household import balance, make_household
from tests.trading import (
    BAHT_E4,
    CASH,
    FIRST,
    HARVEST,
    begin,
    finish,
    harvest,
    leave,
    line,
    result,
    rice,
    spend,
    went,
)

LATER = HARVEST + dt.timedelta(days=30)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    yield make_household(tmp_path)
    close_book()


def clean() -> None:
    """The whole book adds up."""
    assert [finding.text for finding in check_books()] == []


def ledger() -> dict[str, int]:
    """What each account holds."""
    rows = book.fetch(
        "SELECT a.code, sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
        "GROUP BY a.code HAVING sum(l.amount) <> 0"
    )
    return dict(rows)


def undo(session: Session, uid: bytes) -> None:
    reverse(session, uid, on=LATER, reason="พิมพ์ผิด", uid=new_uid())


def test_own_rice_is_counted_once(session: Session) -> None:
    """600 kg at 9.00, 200 kept, 2,150 paid: the round earned 3,250, and so did the household."""
    crop = begin(session, rice(session))
    spend(session, crop, line(2_150_00))
    spend(session, crop, own_labour(1, 10_000, 8_000, 50_00, step="care"))
    assert ledger() == {"1101": -2_150_00, "1302": 2_150_00}
    harvest(session, crop, went(Purpose.SOLD, 400), went(Purpose.STORED, 200))
    finish(session, crop)
    found = result(crop)
    assert (found.over_cash, found.over_book) == (3_250_00, 3_250_00)
    assert found.over_full == 3_250_00 - 4_000_00
    assert -(balance("4201") + balance("4202") + balance("5601")) == 3_250_00
    assert ledger() == {
        "1101": 3_600_00 - 2_150_00,
        "1301": 1_800_00,
        "4201": -3_600_00,
        "4202": -1_800_00,
        "5601": 2_150_00,
    }
    leave(session, crop, Store.FOOD, Purpose.EATEN, 50)
    assert (balance("1301"), balance("5401")) == (1_350_00, 450_00)
    assert result(crop).over_cash == 3_250_00  # eating is consumption only
    clean()


def test_costs_that_are_spent_as_they_come(session: Session) -> None:
    """A round whose costs do not wait: they are the trade's cost at once."""
    crop = begin(session, rice(session), costs_wait=False)
    spend(session, crop, line(500_00))
    assert ledger() == {"1101": -500_00, "5601": 500_00}
    harvest(session, crop, went(Purpose.SOLD, 60))
    finish(session, crop, unsold=40)
    assert (balance("5601"), balance("1303")) == (300_00, 200_00)
    clean()


def test_owed_costs_need_a_person(session: Session) -> None:
    crop = begin(session, rice(session))
    owed = line(300_00, settlement=Settlement.OWED)
    with pytest.raises(PartyNeededError):
        spend(session, crop, owed)
    shop = create_party(session, PartyData(name="ร้านปุ๋ย")).uid
    spend(session, crop, owed, line(100_00), party=shop)
    assert ledger() == {"1101": -100_00, "1302": 400_00, "2101": -300_00}
    assert result(crop).total.cash == 400_00
    clean()


def test_every_way_a_harvest_goes(session: Session) -> None:
    crop = begin(session, rice(session))
    buyer = create_party(session, PartyData(name="ลานข้าว")).uid
    harvest(
        session,
        crop,
        went(Purpose.SOLD, 100),
        went(Purpose.EATEN, 10),
        went(Purpose.STORED, 20),
        went(Purpose.SEED, 5),
        went(Purpose.GIVEN, 4),
        went(Purpose.BARTERED, 3),
        went(Purpose.SPOILED, 8),
        went(Purpose.SOLD, 30, 1, is_by_product=True, unit="ฟ่อน", description="ฟาง"),
        owed=400_00,
        party=buyer,
    )
    assert ledger() == {
        "1101": 530_00,
        "1213": 400_00,
        "1301": 225_00,
        "4201": -930_00,
        "4202": -378_00,
        "5204": 36_00,
        "5401": 117_00,
    }
    found = result(crop)
    assert (found.value, found.sold, found.kept_value) == (1_308_00, 930_00, 378_00)
    assert (found.quantity_milli, found.spoiled_milli) == (142_000, 8_000)
    assert found.unit_price_e4 == 9 * BAHT_E4
    clean()


def test_unsold_crop_is_no_income_before_it_is_sold(session: Session) -> None:
    crop = begin(session, rice(session))
    spend(session, crop, line(2_000_00))
    harvest(session, crop, went(Purpose.SOLD, 300))
    finish(session, crop, unsold=100)
    assert (balance("1303"), balance("5601"), balance("1302")) == (500_00, 1_500_00, 0)
    assert result(crop).over_book == 2_700_00 - 1_500_00
    leave(session, crop, Store.CROP, Purpose.SOLD, 40, 10, on=LATER)
    assert (balance("1303"), balance("5601"), balance("4201")) == (300_00, 1_700_00, -3_100_00)
    leave(session, crop, Store.CROP, Purpose.EATEN, 60, 9, on=LATER)
    assert (balance("1303"), balance("5601"), balance("4202")) == (0, 2_000_00, -540_00)
    found = result(crop)
    assert found.over_book == 2_700_00 + 400_00 + 540_00 - 2_000_00
    assert found.kept.book == 0
    clean()


def test_food_put_by_and_sold_after_all(session: Session) -> None:
    crop = begin(session, rice(session))
    harvest(session, crop, went(Purpose.STORED, 100))
    finish(session, crop)
    leave(session, crop, Store.FOOD, Purpose.SOLD, 40, 12, on=LATER)
    leave(session, crop, Store.FOOD, Purpose.SPOILED, 10, on=LATER)
    leave(session, crop, Store.FOOD, Purpose.GIVEN, 10, on=LATER)
    assert ledger() == {
        "1101": 480_00,
        "1301": 360_00,
        "4201": -480_00,
        "4202": -540_00,
        "5204": 90_00,
        "5602": 90_00,
    }
    assert result(crop).value == 480_00 + 360_00 + 90_00
    clean()


def test_seed_and_feed_become_costs_of_another_round(session: Session) -> None:
    fields = rice(session)
    first = begin(session, fields)
    spend(session, first, line(1_000_00))
    harvest(session, first, went(Purpose.SEED, 20), went(Purpose.SOLD, 60), went(Purpose.STORED, 20))
    finish(session, first, unsold=100)
    second = begin(session, fields, "นาปี 2570", first_day=LATER)
    hens = save_trade(session, TradeData("เลี้ยงไก่", size_unit=SizeUnit.HEAD, output_unit="ตัว")).uid
    flock = begin(session, hens, "ไก่รุ่น 1", first_day=LATER, size_milli=20_000)

    def taken(store: Store, kilos: int, kind: CostKind) -> CostLineDraft:
        return CostLineDraft(kind, quantity_milli=kilos * 1_000, unit="กก.", taken=TakenDraft(first, store))

    before = result(first).over_book
    spend(session, second, taken(Store.SEED, 20, CostKind.SEED), on=LATER)
    spend(
        session, flock, taken(Store.FOOD, 10, CostKind.FEED), taken(Store.CROP, 40, CostKind.FEED), on=LATER
    )
    assert result(second).total.cash == 0
    assert (result(second).total.book, result(flock).total.book) == (180_00, 90_00 + 200_00)
    assert balance("1302") == 180_00 + 290_00
    assert (balance("1301"), balance("1303")) == (90_00, 300_00)
    assert result(first).over_book == before  # what it earned is not lost with what was used
    with pytest.raises(StoreShortError):
        spend(session, second, taken(Store.SEED, 1, CostKind.SEED), on=LATER)
    clean()


def test_one_bill_for_the_house_and_a_round(session: Session) -> None:
    crop = begin(session, rice(session))
    power = bytes(book.fetch("SELECT uid FROM entry_category WHERE name LIKE 'น้ำ ไฟ%'")[0][0])

    def bill(*shares: BillShareDraft, total: int = 1_000_01) -> SharedBillDraft:
        return SharedBillDraft(new_uid(), total, CostKind.ENERGY, shares, CASH, description="ค่าไฟ")

    house, field = BillShareDraft(6_667, category_uid=power), BillShareDraft(3_333, crop)
    posted = post_shared_bill(session, bill(house, field), on=FIRST)
    assert ledger() == {"1101": -1_000_01, "1302": 333_30, "5102": 666_71}
    assert result(crop).total.cash == 333_30
    (told,) = entry_lines(posted.uid)[:1]
    assert not told.can_change  # its part of the round would get lost in the diary
    with pytest.raises(SharesDifferError, match=r"90 %.*−10 %"):
        post_shared_bill(
            session, bill(BillShareDraft(6_000, category_uid=power), BillShareDraft(3_000, crop)), on=FIRST
        )
    with pytest.raises(SharesDifferError):
        post_shared_bill(
            session, bill(BillShareDraft(11_000, category_uid=power), BillShareDraft(-1_000, crop)), on=FIRST
        )
    with pytest.raises(ShareWithoutPlaceError):
        post_shared_bill(session, bill(house, BillShareDraft(3_333)), on=FIRST)
    clean()
    undo(session, posted.uid)
    assert ledger() == {}
    clean()


def test_a_finished_round_is_opened_again(session: Session) -> None:
    crop = begin(session, rice(session))
    cost = spend(session, crop, line(700_00))
    harvest(session, crop, went(Purpose.SOLD, 50))
    before = ledger()
    with pytest.raises(RoundNotFinishedError):
        reopen_round(session, crop, on=LATER, reason="", uid=new_uid())
    finish(session, crop, unsold=20)
    for act in (
        lambda: spend(session, crop, line(1_00)),
        lambda: harvest(session, crop, went(Purpose.SOLD, 1)),
    ):
        with pytest.raises(RoundFinishedError):
            act()
    with pytest.raises(RoundFinishedError):
        finish(session, crop)
    with pytest.raises(GoesOnError):
        undo(session, cost.uid)
    sold = leave(session, crop, Store.CROP, Purpose.SOLD, 5, 9, on=LATER)
    with pytest.raises(GoesOnError):
        reopen_round(session, crop, on=LATER, reason="", uid=new_uid())
    undo(session, sold.uid)
    reopen_round(session, crop, on=LATER, reason="ลืมค่าปุ๋ย", uid=new_uid())
    assert ledger() == before
    row = rounds()[0]
    assert row.goes_on
    undo(session, cost.uid)
    finish(session, crop)
    clean()


def test_what_left_the_store_keeps_the_harvest(session: Session) -> None:
    crop = begin(session, rice(session))
    kept = harvest(session, crop, went(Purpose.STORED, 30))
    eaten = leave(session, crop, Store.FOOD, Purpose.EATEN, 10)
    with pytest.raises(GoesOnError) as refused:
        undo(session, kept.uid)
    assert refused.value.data["later"] == eaten.number
    with pytest.raises(StoreShortError) as short:
        leave(session, crop, Store.FOOD, Purpose.EATEN, 21)
    assert short.value.left_milli == 20_000
    undo(session, eaten.uid)
    undo(session, kept.uid)
    assert ledger() == {}
    assert stores() == ()
    clean()


def test_posted_once(session: Session) -> None:
    """The second press of a button finds the first document."""
    crop = begin(session, rice(session))
    cost = CostDraft(new_uid(), crop, (line(10_00),), CASH)
    first, second = (post_round_cost(session, cost, on=FIRST) for _ in range(2))
    assert (second.document_id, second.repeated) == (first.document_id, True)
    end = FinishDraft(new_uid(), crop)
    assert finish_round(session, end, on=FIRST).number == finish_round(session, end, on=FIRST).number
    assert balance("1101") == -10_00


def test_bad_input(session: Session) -> None:
    trade = rice(session)
    crop = begin(session, trade)
    with pytest.raises(RoundEndsBeforeItStartsError):
        begin(session, trade, "กลับหลัง", last_day=FIRST - dt.timedelta(days=1))
    with pytest.raises(TradeNameTakenError):
        rice(session)
    with pytest.raises(NoLinesError):
        spend(session, crop)
    with pytest.raises(NoCostError):
        spend(session, crop, line(0))
    with pytest.raises(BeforeRoundError):
        harvest(session, crop, went(Purpose.SOLD, 1), on=FIRST - dt.timedelta(days=1))
    with pytest.raises(NoPriceError):
        harvest(session, crop, went(Purpose.SOLD, 1, 0))
    with pytest.raises(NotForThisError):
        harvest(session, crop, went(Purpose.UNSOLD, 1))
    with pytest.raises(OtherUnitError):
        harvest(session, crop, went(Purpose.SOLD, 1, unit="ถัง"))
    with pytest.raises(ByProductStoreError):
        harvest(session, crop, went(Purpose.STORED, 1, is_by_product=True))
    with pytest.raises(OwedTooMuchError):
        harvest(session, crop, went(Purpose.SOLD, 1), owed=10_00)
    with pytest.raises(PartyNeededError):
        harvest(session, crop, went(Purpose.SOLD, 1), owed=5_00)
    with pytest.raises(ToolPriceError):
        save_tool(session, ToolData("รถไถ", price=100, scrap=101))
    assert ledger() == {}
    assert trades()[0].rounds == 1
    clean()


def test_changing_what_figures_stand_on(session: Session) -> None:
    trade = rice(session)
    crop = begin(session, trade)
    spend(session, crop, line(10_00))
    data = trades()[0].data
    with pytest.raises(SizeUnitStandsError):
        save_trade(session, TradeData(data.name, data.kind, SizeUnit.HEAD, output_unit="ตัว"), uid=trade)
    with pytest.raises(RoundStandsError):
        save_round(session, RoundData(trade, "นาปี", FIRST, costs_wait=False), uid=crop)
    save_round(session, RoundData(trade, "นาปีดี", FIRST, plan_quantity=1_000), uid=crop)
    card = round_card(crop)
    assert card is not None
    assert (card.row.name, card.row.plan.quantity_milli) == ("นาปีดี", 1_000)
    put_aside_round(session, crop)
    assert not rounds()[0].data.active
    tool = save_tool(session, ToolData("รถไถ", price=12_000_00, scrap=2_000_00))
    save_tool(session, ToolData("รถไถเดินตาม", price=12_000_00), uid=tool.uid)
    assert [row.data.name for row in tools()] == ["รถไถเดินตาม"]
    clean()


def test_a_sale_that_another_document_tells_of(session: Session) -> None:
    """The door for notes of the group: what waits in the store leaves it with its cost."""
    crop = begin(session, rice(session))
    spend(session, crop, line(100_00))
    finish(session, crop, unsold=10)

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.INCOME, LATER, 200_00)
        entry.line(account_id(AccountRole.CASH), 200_00)
        write_sold(entry, crop, 200_00, 15_000)

    post_household(session, new_uid(), write)
    assert ledger() == {"1101": 100_00, "4201": -200_00, "5601": 100_00}
    clean()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE round_cost SET amount = amount + 1 WHERE settlement = 'paid'", "round_cost"),
        ("UPDATE round_output SET amount = amount + 1 WHERE purpose = 'sold'", "round_sales"),
        ("UPDATE round_output SET amount = amount + 1 WHERE purpose = 'stored'", "round_kept"),
        ("UPDATE round_output SET amount = amount + 1 WHERE purpose = 'stored'", "round_food"),
        ("UPDATE round_output SET amount = amount + 1 WHERE purpose = 'unsold'", "round_crop"),
        ("UPDATE round_close SET cost = cost + 1", "round_open"),
        ("UPDATE journal_line SET section_id = NULL WHERE amount = -45000", "round_no_trade"),
        ("UPDATE round_output SET quantity = -quantity WHERE purpose = 'stored'", "round_store"),
    ],
)
def test_check_finds_what_was_planted(session: Session, change: str, code: str) -> None:
    crop = begin(session, rice(session))
    spend(session, crop, line(700_00))
    harvest(session, crop, went(Purpose.SOLD, 50), went(Purpose.STORED, 10))
    finish(session, crop, unsold=20)
    assert faults() == []
    book.database.connection().set_authorizer(None)
    for (name,) in book.fetch("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        book.execute(f"DROP TRIGGER {name}")
    book.execute(change)
    assert code in [found[0] for found in faults()]


def test_not_in_the_book_of_a_group(tmp_path: Path) -> None:
    session = builders.make_book(tmp_path)
    with pytest.raises(NotAHouseholdError):
        rice(session)
    close_book()


def test_money_that_was_still_to_come(session: Session) -> None:
    crop = begin(session, rice(session))
    buyer = create_party(session, PartyData(name="ลานข้าว")).uid
    sold = harvest(session, crop, went(Purpose.SOLD, 100), owed=500_00, party=buyer)
    assert [(each.name, each.amount) for each in still_to_come()] == [("ลานข้าว", 500_00)]

    def receive(amount: int, code: str = CASH) -> str:
        return receive_owed(session, buyer, uid=new_uid(), account_code=code, amount=amount, on=LATER).number

    with pytest.raises(MoreThanToComeError):
        receive(500_01)
    with pytest.raises(NoCostError):
        receive(0)
    receive(200_00)
    receive(300_00, "1102")
    assert still_to_come() == ()
    assert ledger() == {"1101": 600_00, "1102": 300_00, "4201": -900_00}
    with pytest.raises(MoreThanToComeError):
        receive(1)
    with pytest.raises(GoesOnError):  # it was paid since
        undo(session, sold.uid)
    clean()


def test_a_cost_that_was_paid_later_is_undone_after_its_payment(session: Session) -> None:
    crop = begin(session, rice(session))
    shop = create_party(session, PartyData(name="ร้านปุ๋ย")).uid
    cost = spend(session, crop, line(300_00, settlement=Settlement.OWED), party=shop)
    paid = pay_shop(session, shop, uid=new_uid(), account_code=CASH, amount=100_00, on=LATER)
    with pytest.raises(GoesOnError) as refused:
        undo(session, cost.uid)
    assert refused.value.data["later"] == paid.number
    undo(session, paid.uid)
    undo(session, cost.uid)
    assert ledger() == {}
