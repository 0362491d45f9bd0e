"""Making goods: what each settlement posts, what is refused, and that a second press finds the first."""

import datetime as dt
from dataclasses import replace

import pytest

from app.changes import Changes
from app.domain.costing import (
    CostKind,
    NegativeCostError,
    NoOutputError,
    OutputKind,
    OutputQuantityError,
    PersonMissingError,
    Settlement,
    Values,
)
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.money import AmountTooLargeError
from app.domain.production import (
    AddDraft,
    BatchDateError,
    BatchDraft,
    BatchFinishedError,
    BatchUndoneError,
    CostLineDraft,
    EmptyBatchEntryError,
    FinishDraft,
    MainOutputMissingError,
    PlannedQuantityError,
    ProductMissingError,
    TenderNotMoneyError,
    UnknownBatchError,
    UnknownSectionError,
    WasteReasonError,
)
from app.domain.session import NotPermittedError
from app.queries.costing import batches, wip_by_batch
from app.queries.integrity import check_books
from app.services.parties import UnknownPartyError
from app.services.production import add_to_batch, finish_batch, produce, start_batch
from app.services.recipes import RecipeMissingError
from app.services.stock import NoStockKeptError
from app.thai.normalise import TextTooLongError
from db import connection as book
from tests.builders import session_with
from tests.making import OCT, Workshop, baht


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


@pytest.mark.parametrize(
    ("kind", "settlement", "role", "cash", "book_value"),
    [
        (CostKind.ENERGY, Settlement.PAID, AccountRole.CASH, 1, 1),
        (CostKind.LABOUR, Settlement.OWED, AccountRole.WAGES_PAYABLE, 1, 1),
        (CostKind.MATERIAL, Settlement.OWED, AccountRole.MEMBER_PAYABLE, 1, 1),
        (CostKind.ENERGY, Settlement.ABSORBED, AccountRole.ABSORBED_ENERGY, 1, 1),
        (CostKind.TRANSPORT, Settlement.ABSORBED, AccountRole.ABSORBED_TRANSPORT, 1, 1),
        (CostKind.RENT, Settlement.ABSORBED, AccountRole.ABSORBED_RENT, 1, 1),
        (CostKind.LABOUR, Settlement.ABSORBED, AccountRole.ABSORBED_LABOUR, 1, 1),
        (CostKind.OTHER, Settlement.ABSORBED, AccountRole.ABSORBED_OTHER, 1, 1),
        (CostKind.WEAR, Settlement.WEAR, AccountRole.ABSORBED_WEAR, 0, 1),
        (CostKind.MATERIAL, Settlement.CAPITAL, AccountRole.CONTRIBUTED_CAPITAL, 0, 1),
        (CostKind.MATERIAL, Settlement.DONATED, AccountRole.DONATION_INCOME, 0, 1),
        (CostKind.LABOUR, Settlement.IMPUTED, None, 0, 0),
        (CostKind.WEAR, Settlement.IMPUTED, None, 0, 0),
    ],
)
def test_each_settlement_has_its_account(shop, kind, settlement, role, cash, book_value):
    made = shop.make("TEA", 10_000, shop.cost(kind, settlement, baht(100), "สมาชิก 001"))
    value = baht(100)
    assert made.cost == Values(value * cash, value * book_value, value)
    assert shop.stock("TEA") == (10_000, value * book_value, value * cash, value)
    assert shop.balance(AccountRole.STOCK_PRODUCT) == value * book_value
    if role is not None:
        assert shop.balance(role) == -value
    assert check_books() == []


def test_owed_to_a_supplier_who_is_no_member(shop):
    shop.person("ร้านวัสดุ", is_member=False)
    shop.make("TEA", 1_000, shop.cost(CostKind.MATERIAL, Settlement.OWED, baht(50), "ร้านวัสดุ"))
    assert shop.balance(AccountRole.PAYABLE) == -baht(50)


def test_paid_from_the_bank(shop):
    tender = book.fetch_one("SELECT uid FROM tender WHERE code = 'TRANSFER'")
    assert tender is not None
    line = replace(shop.cost(CostKind.ENERGY, Settlement.PAID, baht(120)), tender_uid=tender[0])
    shop.make("TEA", 1_000, line)
    assert (shop.balance(AccountRole.BANK), shop.balance(AccountRole.CASH)) == (-baht(120), 0)


def test_material_straight_from_a_slip_never_touches_stock(shop):
    line = replace(
        shop.cost(CostKind.MATERIAL, Settlement.PAID, baht(90)), product_uid=shop.product("SUGAR", "material")
    )
    made = shop.make("TEA", 1_000, line)
    assert made.cost.book == baht(90)
    assert shop.stock("SUGAR") == (0, 0, 0, 0)
    assert check_books() == []


def test_material_brings_its_three_values_out_of_stock(shop):
    shop.receive("HERB", 10_000, baht(100), cash=baht(40), full=baht(150))
    made = shop.make("TEA", 5_000, shop.from_stock("HERB", 5_000))
    assert made.cost == Values(cash=baht(20), book=baht(50), full=baht(75))
    assert made.unit.value_e4 == 1000 * 10_000
    assert shop.stock("HERB") == (5_000, baht(50), baht(20), baht(75))
    assert check_books() == []


def test_second_press_finds_the_first(shop):
    draft = BatchDraft(
        new_uid(),
        shop.product("TEA"),
        10_000,
        lines=(shop.labour(baht(100), Settlement.OWED),),
        outputs=(shop.out("TEA", 10_000),),
    )
    first = produce(shop.session, draft, on=OCT)
    second = produce(shop.session, draft, on=OCT)
    assert second.posted.repeated
    assert (second.number, second.batch_uid, second.outputs) == (first.number, first.batch_uid, first.outputs)
    assert len(batches()) == 1


def test_lot_carries_best_before_and_numbers_the_day(shop):
    shop.product("TEA", shelf_days=30)
    first = shop.make("TEA", 1_000, shop.labour(baht(10)))
    second = shop.make("TEA", 1_000, shop.labour(baht(10)))
    assert [first.outputs[0].lot_code, second.outputs[0].lot_code] == ["TEA-691010", "TEA-691010-2"]
    rows = book.fetch("SELECT made_on, best_before FROM lot")
    assert rows == [("2026-10-10", "2026-11-09")] * 2


def test_a_part_takes_its_share_of_the_plan(shop):
    batch = shop.start("TEA", 100_000, shop.cost(CostKind.ENERGY, Settlement.PAID, baht(1000)))
    part = shop.finish(batch, shop.out("TEA", 40_000), final=False)
    assert part.outputs[0].values.book == baht(400)
    assert [wip.values.book for wip in wip_by_batch()] == [baht(600)]
    last = shop.finish(batch, shop.out("TEA", 50_000))
    assert last.outputs[0].values.book == baht(600)
    assert wip_by_batch() == []
    assert shop.balance(AccountRole.WIP) == 0
    assert check_books() == []


def test_normal_waste_raises_the_unit_cost(shop):
    made = shop.make(
        "TEA",
        100_000,
        shop.cost(CostKind.ENERGY, Settlement.PAID, baht(900)),
        outputs=(shop.out("TEA", 90_000), shop.out("TEA", 10_000, OutputKind.NORMAL_WASTE)),
    )
    assert made.unit.value_e4 == 1000 * 10_000
    assert shop.stock("TEA")[:2] == (90_000, baht(900))


def test_shares_in_percent(shop):
    made = shop.make(
        "SYRUP",
        10_000,
        shop.cost(CostKind.MATERIAL, Settlement.PAID, baht(100)),
        outputs=(
            replace(shop.out("SYRUP", 10_000), percent_bp=7_000),
            replace(shop.out("JAM", 10_000, OutputKind.CO_PRODUCT), percent_bp=3_000),
        ),
    )
    assert [output.values.book for output in made.outputs] == [baht(70), baht(30)]


def test_batch_belongs_to_a_section(shop):
    uid = new_uid()
    book.execute("INSERT INTO section (uid, code, name) VALUES (?, 'G1', 'กลุ่มสมุนไพร')", (uid,))
    batch = start_batch(
        shop.session, BatchDraft(new_uid(), shop.product("TEA"), 1_000, section_uid=uid, note="ฝนตก"), on=OCT
    )
    detail = shop.sheet(batch)
    assert (detail.section, detail.note) == ("กลุ่มสมุนไพร", "ฝนตก")
    assert Changes.PRODUCTION in batch.changes
    assert (batch.warnings, batch.unit) == ((), None)


def test_estimate_stands_beside_the_actual(shop):
    shop.receive("HERB", 10_000, baht(1000))
    recipe = shop.recipe(
        "TEA", 100_000, shop.from_stock("HERB", 4_000), shop.cost(CostKind.ENERGY, Settlement.PAID, 0)
    )
    batch = shop.start("TEA", 50_000, shop.from_stock("HERB", 3_000), recipe=recipe)
    detail = shop.sheet(batch)
    herb = detail.lines[0]
    assert (herb.estimated_milli, herb.actual_milli) == (2_000, 3_000)
    assert (herb.estimated.book, herb.actual.book) == (baht(200), baht(300))
    assert detail.differences[-1].difference.book == baht(100)
    assert detail.recipe_version == 1
    assert check_books() == []


def test_cost_sheet_speaks_of_people_hours_and_break_even(shop):
    shop.product("TEA", price=baht(89))
    batch = shop.start("TEA", 100_000, shop.labour(baht(600), who="สมาชิก 001", hours=12), hours_milli=6_000)
    shop.add(
        batch,
        shop.labour(baht(600), who="สมาชิก 002", hours=12),
        shop.cost(CostKind.RENT, Settlement.PAID, baht(445)),
    )
    shop.finish(batch, shop.out("TEA", 100_000))
    detail = shop.sheet(batch)
    assert detail.lines[0].person == "สมาชิก 001, สมาชิก 002"
    assert detail.actual.own_hours_milli == 24_000
    assert detail.hours_milli == 6_000
    assert detail.result is not None
    assert detail.result.break_even is not None
    assert detail.result.break_even.units_milli == 5_779  # 445 / (89.00 - 12.00)
    assert [entry.phase for entry in detail.entries] == ["start", "add", "finish"]


def test_last_batches_of_the_product_for_comparison(shop):
    first = shop.make("TEA", 1_000, shop.labour(baht(10), Settlement.OWED))
    shop.make("SOAP", 1_000, shop.labour(baht(10)))
    second = shop.make("TEA", 1_000, shop.labour(baht(12), Settlement.OWED))
    detail = shop.sheet(second)
    assert [each.uid for each in detail.previous] == [first.batch_uid]
    assert shop.unit_cost(first) == 1000


def test_batches_page_by_key(shop):
    for _each in range(3):
        shop.make("TEA", 1_000, shop.labour(baht(10)))
    page = batches(limit=2)
    assert [each.id for each in page] == [3, 2]
    assert [each.id for each in batches(after_id=page[-1].id)] == [1]
    assert batches(first=dt.date(2026, 11, 1)) == []
    assert len(batches(product_uid=shop.product("TEA"), last=OCT)) == 3


# ---------------------------------------------------------------- refusals


def test_refused_batch_leaves_nothing_behind(shop):
    with pytest.raises(PersonMissingError):
        shop.make("TEA", 1_000, CostLineDraft(CostKind.LABOUR, Settlement.OWED, "แรง", amount=100))
    assert book.fetch("SELECT 1 FROM document") == []
    assert shop.make("TEA", 1_000, shop.labour(baht(10))).number == "ผ1-2569-000001"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (CostLineDraft(CostKind.LABOUR, Settlement.IMPUTED, "แรง", amount=100), PersonMissingError),
        (CostLineDraft(CostKind.OTHER, Settlement.CAPITAL, "ทุน", amount=100), PersonMissingError),
        (CostLineDraft(CostKind.ENERGY, Settlement.PAID, "ไฟ", amount=-1), NegativeCostError),
        (CostLineDraft(CostKind.MATERIAL, Settlement.FROM_STOCK, "?"), ProductMissingError),
        (
            CostLineDraft(CostKind.MATERIAL, Settlement.FROM_STOCK, "?", 0, product_uid=bytes(16)),
            NegativeCostError,
        ),
        (
            CostLineDraft(CostKind.ENERGY, Settlement.PAID, "ไฟ", amount=1, tender_uid=bytes(16)),
            TenderNotMoneyError,
        ),
        (
            CostLineDraft(CostKind.ENERGY, Settlement.PAID, "ไฟ", amount=1, party_uid=bytes(16)),
            UnknownPartyError,
        ),
    ],
)
def test_refused_lines(shop, line, error):
    with pytest.raises(error):
        shop.make("TEA", 1_000, line)
    assert check_books() == []


def test_a_service_is_not_taken_from_stock(shop):
    shop.product("FREIGHT", "service")
    with pytest.raises(NoStockKeptError):
        shop.make("TEA", 1_000, shop.from_stock("FREIGHT", 1_000))
    with pytest.raises(NoStockKeptError):
        shop.start("FREIGHT", 1_000)


def test_typed_words_are_kept_as_they_can_be_seen(shop):
    """Markup, formulas and emoji stay, control and direction signs go, spaces at the ends too."""
    line = replace(
        shop.cost(CostKind.OTHER, Settlement.PAID, baht(1)),
        description="  <b>=1+1 %s 🍵\u202e\x07 ",
        step="ต้ม",
    )
    batch = shop.make("TEA", 1_000, line)
    assert shop.sheet(batch).lines[0].description == "<b>=1+1 %s 🍵"
    with pytest.raises(TextTooLongError):
        shop.make("TEA", 1_000, replace(line, description="ก" * 501))
    with pytest.raises(AmountTooLargeError):
        shop.start("TEA", 10**14)


def test_refused_outputs(shop):
    batch = shop.start("TEA", 10_000, shop.cost(CostKind.ENERGY, Settlement.PAID, baht(10)))
    with pytest.raises(NoOutputError):
        shop.finish(batch)
    with pytest.raises(OutputQuantityError):
        shop.finish(batch, shop.out("TEA", 0))
    with pytest.raises(WasteReasonError):
        shop.finish(batch, shop.out("TEA", 1_000, OutputKind.ABNORMAL_WASTE))
    with pytest.raises(MainOutputMissingError):
        shop.finish(batch, shop.out("LEES", 1_000, OutputKind.BY_PRODUCT, 100), final=False)
    assert shop.balance(AccountRole.WIP) == baht(10)


def test_refused_batches(shop):
    with pytest.raises(PlannedQuantityError):
        shop.start("TEA", 0)
    with pytest.raises(RecipeMissingError):
        shop.start("TEA", 1_000, recipe=bytes(16))
    with pytest.raises(UnknownSectionError):
        start_batch(
            shop.session, BatchDraft(new_uid(), shop.product("TEA"), 1_000, section_uid=bytes(16)), on=OCT
        )
    with pytest.raises(UnknownBatchError):
        finish_batch(shop.session, FinishDraft(new_uid(), bytes(16), (shop.out("TEA", 1_000),)), on=OCT)
    with pytest.raises(EmptyBatchEntryError):
        add_to_batch(shop.session, AddDraft(new_uid(), shop.start("TEA", 1_000).batch_uid, ()), on=OCT)


def test_finished_batch_takes_no_more(shop):
    batch = shop.start("TEA", 1_000, shop.labour(baht(10)))
    shop.finish(batch, shop.out("TEA", 1_000))
    with pytest.raises(BatchFinishedError):
        shop.finish(batch, shop.out("TEA", 1_000))
    with pytest.raises(BatchFinishedError):
        shop.add(batch, shop.labour(baht(10)), on=OCT + dt.timedelta(days=1))


def test_finish_is_not_dated_before_the_work(shop):
    batch = shop.start("TEA", 1_000, shop.labour(baht(10)))
    shop.add(batch, shop.labour(baht(10)), on=OCT + dt.timedelta(days=3))
    with pytest.raises(BatchDateError):
        shop.finish(batch, shop.out("TEA", 1_000), on=OCT + dt.timedelta(days=2))


def test_seller_may_not_produce(shop):
    seller = session_with()
    with pytest.raises(NotPermittedError):
        produce(seller, BatchDraft(new_uid(), shop.product("TEA"), 1_000), on=OCT)


def test_undone_batch_takes_nothing(shop):
    from app.services.reversal import reverse

    batch = shop.start("TEA", 1_000, shop.labour(baht(10)))
    reverse(shop.session, batch.uid, on=OCT, reason="ผิดสินค้า", uid=new_uid())
    with pytest.raises(BatchUndoneError):
        shop.add(batch, shop.labour(baht(10)))


def test_failure_half_way_leaves_nothing(shop, monkeypatch):
    """The last step fails: no document, no number, no cost, no stock."""
    shop.receive("HERB", 10_000, baht(100))

    def broken(self):
        raise OSError("disk full")

    monkeypatch.setattr("app.services.stock.StockWriter.finish", broken)
    with pytest.raises(Exception, match="disk full"):
        shop.make("TEA", 1_000, shop.from_stock("HERB", 1_000))
    monkeypatch.undo()
    assert book.fetch("SELECT 1 FROM production_batch") == []
    assert shop.make("TEA", 1_000, shop.from_stock("HERB", 1_000)).number == "ผ1-2569-000001"
    assert check_books() == []
