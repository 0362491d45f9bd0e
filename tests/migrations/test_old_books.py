"""A book of every released version opens, keeps everything, and is then like a new one."""

import gzip
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from app.domain.book_kind import BookKind
from app.domain.document import DocumentKind, new_uid
from app.domain.household.diary import HouseholdEntryDraft
from app.domain.member import MemberData
from app.domain.party import PartyData
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.domain.savings import SavingsDraft
from app.domain.session import Permission
from app.domain.share import ShareLine, SharesDraft
from app.domain.slip_entry import PayDraft, PayKind
from app.queries.catalogue import tenders
from app.queries.household.diary import household_categories
from app.queries.integrity import check_books
from app.queries.members import members
from app.queries.products import product_by_code
from app.queries.settings import book_info
from app.queries.shares import disagreements as share_differences
from app.queries.shares import holders
from app.services import doors
from app.services.books import close_book, open_book
from app.services.doors import Credential
from app.services.household.diary import post_household_entry
from app.services.members import enrol, leave
from app.services.reversal import DrawerClosingStandsError, reverse
from app.services.sales import post_sale
from app.services.savings import deposit
from app.services.settings import change_settings
from app.services.shares import post_shares
from app.services.unit_of_work import Entry, NotSavedError, post
from db import connection as book
from db import files, key_file
from db.migrate import VERSION
from tests.builders import book_file
from tests.household import FILE, MEMBER, PASSWORD, make_household
from tests.household_rows import household_rows, with_household_rows
from tests.market_rows import market_rows, with_market_rows
from tests.migrations.make_book import BOOKS, fill, fill_household
from tests.stall import DAY

HER = Credential(MEMBER, password=PASSWORD)
NEW_ROLES = (
    *("shares_unpaid", "member_loans", "interest_receivable", "interest_payable", "member_savings"),
    *("distribution_payable", "grant_income"),
)
"""Of accounts that structure 4 brought."""
OLD = sorted(BOOKS.glob("v*.samut.gz"))


def unpacked(packed: Path, folder: Path) -> Path:
    path = folder / "สมุดเก่า.samut"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    return path


def structure(path: Path) -> list[Any]:
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    ).fetchall()
    connection.close()
    return [(kind, name, table, re.sub(r"\s+", " ", sql or "")) for kind, name, table, sql in rows]


def contents(path: Path) -> dict[str, list[Any]]:
    """Every row of what was posted and of the master data."""
    connection = sqlite3.connect(path)
    found = {
        table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
        for table, columns in {
            "document": "id, uid, number, on_date, total, hash",
            "journal_line": "document_id, line_no, account_id, amount",
            "stock_move": "document_id, line_no, quantity, value, full_value",
            "product": "id, uid, code, name",
            "party": "id, uid, name",
            "setting": "key, value",
        }.items()
    }
    connection.close()
    return found


def test_there_is_a_book_of_this_version() -> None:
    assert [int(re.findall(r"\d+", path.name)[0]) for path in OLD] == list(range(1, VERSION + 1))
    assert all(path.stat().st_size < 300_000 for path in OLD)


@pytest.mark.parametrize("packed", OLD, ids=lambda path: path.name)
def test_old_book_opens_with_everything_and_becomes_like_a_new_one(packed: Path, tmp_path: Path) -> None:
    path = unpacked(packed, tmp_path)
    before = contents(path)
    assert len(before["document"]) >= 15
    session = open_book(path)
    assert check_books() == []
    balm = product_by_code("BALM")
    assert balm is not None
    cash = next(tender.uid for tender in tenders() if tender.kind == "cash")
    close_book()
    assert contents(path) == before
    assert structure(path) == structure(book_file(tmp_path, "new.samut"))
    session = open_book(path)
    line = SaleLineDraft(balm.uid, "", 1_000, "กก.", 100 * 1_000_000)
    post_sale(session, SaleDraft(new_uid(), (line,), tenders=(TenderDraft(cash, 100_00),)), on=DAY)
    assert check_books() == []


BEFORE_THE_REGISTER = [path for path in OLD if int(re.findall(r"\d+", path.name)[0]) < 4]
MARK = (
    "INSERT INTO party (uid, code, name, is_member, active, folded, sort_key) "
    "VALUES (randomblob(16), ?, ?, ?, ?, ?, ?)"
)


def with_more_people(path: Path) -> dict[bytes, str]:
    """Also a member who is not in use, and somebody who is none; gives codes of members by uid."""
    connection = sqlite3.connect(path)
    for code, is_member, active in (("M0002", 1, 0), ("A0001", 1, 1), ("C0009", 0, 1)):
        connection.execute(MARK, (code, f"คน {code}", is_member, active, code, code.encode()))
    connection.commit()
    found = dict(connection.execute("SELECT uid, code FROM party WHERE is_member = 1").fetchall())
    connection.close()
    return found


@pytest.mark.parametrize("packed", BEFORE_THE_REGISTER, ids=lambda path: path.name)
def test_members_of_an_old_book_get_their_line_in_the_register(packed: Path, tmp_path: Path) -> None:
    path = unpacked(packed, tmp_path)
    marked = with_more_people(path)
    assert len(marked) == 3
    session = open_book(path)
    assert check_books() == []
    register = members(DAY)
    assert {each.uid: each.code for each in register} == marked
    assert [(each.number, each.code) for each in register] == [
        ("001", "A0001"),
        ("002", "M0001"),
        ("003", "M0002"),
    ]
    assert all(each.joined_on is None and each.left_on is None for each in register), "nobody knows when"
    assert book.fetch("SELECT uid FROM member EXCEPT SELECT uid FROM party") == [], "one uid for both"
    close_book()
    session = open_book(path)
    assert [each.number for each in members(DAY)] == ["001", "002", "003"], "once"
    new = enrol(session, MemberData(PartyData("สมาชิกใหม่"), joined_on=DAY), today=DAY)
    assert [each.number for each in members(DAY)][-1] == "004"
    leave(session, register[0].uid, on=DAY, today=DAY)
    assert new.uid in {each.uid for each in members(DAY)}
    assert register[0].uid not in {each.uid for each in members(DAY)}
    assert check_books() == []


@pytest.mark.parametrize("packed", BEFORE_THE_REGISTER, ids=lambda path: path.name)
def test_an_old_book_keeps_shares_savings_and_loans(packed: Path, tmp_path: Path) -> None:
    session = open_book(unpacked(packed, tmp_path))
    roles = [row[0] for row in book.fetch("SELECT role FROM account WHERE role IS NOT NULL")]
    assert len(roles) == len(set(roles)), "no role twice"
    assert set(NEW_ROLES) <= set(roles)
    assert [row[0] for row in book.fetch("SELECT role FROM account WHERE is_fund = 1 ORDER BY code")] == [
        *("reserve", "expansion_fund", "welfare_fund", "community_fund"),
    ]
    change_settings(session, {"share_par": 100_00})
    (member,) = members(DAY)
    pays = (PayDraft(PayKind.MONEY, 150_00, "1101"),)
    post_shares(session, SharesDraft(new_uid(), (ShareLine(member.uid, 2, 150_00),), pays), on=DAY)
    deposit(session, SavingsDraft(new_uid(), ((member.uid, 150_00),), pays), on=DAY)
    (held,) = holders(DAY)
    assert (held.uid, held.holding.unpaid) == (member.uid, 50_00)
    assert check_books() == []
    assert [each for each in share_differences(DAY) if each.uid == member.uid] == []


HOUSEHOLDS = sorted(BOOKS.glob("household-v*.samut.gz"))


def a_household(packed: Path, folder: Path) -> Path:
    """A household's book of a released version, locked with its key again as the program keeps it."""
    path, plain = folder / FILE, folder / "open.samut"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    keys = packed.with_name(packed.name.replace(".samut.gz", ".keys.gz"))
    key_file.keys_path(path).write_bytes(gzip.decompress(keys.read_bytes()))
    key = doors.unlock(plain, HER, keys=key_file.keys_path(path)).key
    files.recrypt(plain, path, old=None, new=key)
    return path


def test_there_is_a_household_of_every_version_since_there_are_some() -> None:
    assert [int(re.findall(r"\d+", path.name)[0]) for path in HOUSEHOLDS] == list(range(6, VERSION + 1))


@pytest.mark.parametrize("packed", HOUSEHOLDS, ids=lambda path: path.name)
def test_an_old_household_opens_with_everything_and_goes_on(packed: Path, tmp_path: Path) -> None:
    session = open_book(a_household(packed, tmp_path), credential=HER)
    assert check_books() == []
    for table in HOUSEHOLD_TABLES:
        assert book.fetch_int(f"SELECT count(*) FROM {table}"), table
    before = book.fetch("SELECT number, total FROM document ORDER BY id")
    food = next(each.uid for each in household_categories() if each.name == "อาหาร")
    post_household_entry(session, HouseholdEntryDraft(new_uid(), food, 45_00, "1101"), on=DAY)
    assert book.fetch("SELECT number, total FROM document ORDER BY id")[:-1] == before
    assert check_books() == []
    mine = sorted(str(row) for row in book.fetch("SELECT type, name, tbl_name FROM sqlite_schema"))
    close_book()
    (tmp_path / "new").mkdir()
    make_household(tmp_path / "new")
    assert mine == sorted(str(row) for row in book.fetch("SELECT type, name, tbl_name FROM sqlite_schema"))


def test_what_fills_a_household_still_runs(tmp_path: Path) -> None:
    plain, _keys = fill_household(tmp_path)
    assert plain.startswith(b"SQLite format 3")
    open_book(tmp_path / FILE, credential=HER)
    assert check_books() == []
    for table in HOUSEHOLD_TABLES:
        assert book.fetch_int(f"SELECT count(*) FROM {table}"), table


HOUSEHOLD_TABLES = (
    *("recurring_entry", "reckoning", "budget", "goal", "goal_step", "debt", "share_circle", "trade"),
    *("trade_round", "trade_tool", "round_cost", "round_output", "loan", "document", "journal_line"),
)


def test_every_posted_table_has_rows_in_the_newest_book(tmp_path: Path) -> None:
    path = unpacked(OLD[-1], tmp_path)
    open_book(path)
    for table in (
        *("sale_line", "payment", "purchase_line", "stock_count_line", "stock_move", "journal_line", "lot"),
        *("production_batch", "production_entry", "cost_line", "batch_output", "cost_adjustment"),
        *("document_name", "event_log", "recipe_line", "recipe_output"),
    ):
        assert book.fetch_int(f"SELECT count(*) FROM {table}"), table


def test_what_fills_a_book_still_runs(tmp_path: Path) -> None:
    open_book(fill(tmp_path))
    assert check_books() == []
    for table in (
        *("member", "member_role", "work_log", "share_certificate", "loan", "loan_due", "savings_rate"),
        *("share_entry", "loan_entry", "savings_entry", "project_entry", "distribution", "distribution_part"),
        *("distribution_share", "distribution_variant", "distribution_head", "project_budget"),
        *("project_result", "meeting", "meeting_item", "attendance", "certificate", "renewal", "letter"),
        *("till_entry", "drawer_entry", "tally_line", "receipt_number", "sale_promotion", "coupon_use"),
        *("relief_line", "payment_due", "bank_slip", "pre_order_entry", "consignment_line", "settlement"),
        *("consignment_sale", "settlement_line", "barter", "barter_line", "barter_entry", "gift_line"),
        *("channel", "market_event", "cash_session", "receipt_book", "promotion", "coupon", "pre_order"),
        *("reckoning", "round_cost", "round_output", "round_close", "trade", "trade_round", "trade_tool"),
    ):
        assert book.fetch_int(f"SELECT count(*) FROM {table}"), table


BEFORE_THE_MARKET = [path for path in OLD if int(re.findall(r"\d+", path.name)[0]) < 5]


@pytest.mark.parametrize("packed", BEFORE_THE_MARKET, ids=lambda path: path.name)
def test_an_old_book_gets_what_the_market_needs(packed: Path, tmp_path: Path) -> None:
    session = open_book(unpacked(packed, tmp_path))
    offered = [each.code for each in tenders()]
    roles: dict[str, int] = dict(book.fetch("SELECT role, is_money FROM account WHERE role IS NOT NULL"))
    assert {role: roles.get(role) for role in MARKET_ROLES} == MARKET_ROLES
    assert book.fetch("SELECT code, active FROM tender WHERE settle_days > 0 ORDER BY position") == [
        *(("THUNGNGERN", 0), ("WELFARE", 0), ("COD", 0), ("PLATFORM", 0)),
    ]
    assert not {"DEPOSIT", "CREDIT", "COD"} & set(offered), "nothing new is offered by itself"
    assert book.fetch("SELECT code FROM channel ORDER BY position")[0] == ("stall",)
    assert book.fetch_int("SELECT count(*) FROM sale WHERE channel NOT IN (SELECT code FROM channel)") == 0
    party, product = (book.fetch_int(f"SELECT min(id) FROM {table}") for table in ("party", "product"))
    with book.unit_of_work():
        rows = market_rows(session, party, product, DAY.isoformat())

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, DAY)
        with_market_rows(entry, rows, party, product, DAY.isoformat())

    posted = post(session, Permission.POST_JOURNAL, new_uid(), write)
    with pytest.raises(DrawerClosingStandsError):
        reverse(session, posted.uid, on=DAY, reason="ลอง", uid=new_uid())
    assert book.fetch_int("SELECT count(*) FROM drawer_entry WHERE purpose = 'close'") >= 1


MARKET_ROLES = {
    **dict.fromkeys(("tender_receivable", "holder_receivable", "commission_paid"), 0),
    "barter_cost": 0,
    "safe": 1,
}
"""Of accounts that structure 5 brought, and whether they hold money."""


BEFORE_HOUSEHOLDS = [path for path in OLD if int(re.findall(r"\d+", path.name)[0]) < 6]


@pytest.mark.parametrize("packed", BEFORE_HOUSEHOLDS, ids=lambda path: path.name)
def test_an_old_book_stays_a_groups_and_knows_the_tables_of_a_household(packed: Path, tmp_path: Path) -> None:
    session = open_book(unpacked(packed, tmp_path))
    assert book_info().kind == BookKind.ENTERPRISE
    assert book.fetch_int("SELECT count(*) FROM entry_category WHERE heading <> ''") == 0
    assert book.fetch_int("SELECT count(*) FROM party WHERE is_family") == 0
    party = book.fetch_int("SELECT min(id) FROM party")
    with book.unit_of_work():
        rows = household_rows(DAY.isoformat())

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, DAY)
        with_household_rows(entry, rows, party, DAY.isoformat())

    posted = post(session, Permission.POST_JOURNAL, new_uid(), write)
    reverse(session, posted.uid, on=DAY, reason="ลอง", uid=new_uid())
    for sums in (
        "SELECT sum(amount), sum(quantity), sum(hours_milli) FROM round_cost",
        "SELECT sum(amount), sum(quantity), 0 FROM round_output",
        "SELECT sum(cost), sum(kept), 0 FROM round_close",
        "SELECT sum(counted), sum(explained), sum(unexplained) FROM reckoning",
    ):
        assert book.fetch(sums) == [(0, 0, 0)]
    assert check_books() == []


def test_a_coupon_counts_each_use_once(tmp_path: Path) -> None:
    session = open_book(unpacked(OLD[-1], tmp_path))
    coupon = book.fetch_int("SELECT id FROM coupon LIMIT 1")

    def use(number: int, uses: int = 1) -> None:
        def write(entry: Entry) -> None:
            entry.document(DocumentKind.JOURNAL, DAY)
            entry.add("coupon_use", coupon_id=coupon, use_no=number, uses=uses)

        post(session, Permission.POST_JOURNAL, new_uid(), write)

    use(2)
    use(2, -1)
    with pytest.raises(NotSavedError):
        use(2)
    use(3)
    assert book.fetch_int("SELECT sum(uses) FROM coupon_use WHERE coupon_id = ?", (coupon,)) == 2
