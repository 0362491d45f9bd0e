"""Lists from outside: dry runs change nothing, bad rows are named, all or nothing, undone as one."""

import datetime as dt

import pytest

from app.domain.import_fields import ImportKind
from app.domain.importing import Cell, ColumnMissingError, NoRowsError, guess_mapping
from app.domain.party import PartyData
from app.domain.session import NotPermittedError, Permission, Session
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.queries.members import members
from app.queries.parties import find_parties
from app.queries.products import ProductFilter, list_products, product_by_uid
from app.services.importing import (
    AlreadyImportedError,
    ImportPlan,
    ImportRefusedError,
    ImportUndoneError,
    SheetRows,
    plan_import,
    remembered_mapping,
    run_import,
    sha256_of,
    try_import,
    undo_import,
)
from app.services.parties import create_party
from db import connection as book
from tests.builders import session_with

DAY = dt.date(2026, 10, 5)


def sheet(*rows: tuple[Cell, ...], name: str = "รายการ.xlsx") -> SheetRows:
    """The first row is the headers."""
    headers = tuple(str(cell) for cell in rows[0])
    return SheetRows(name, sha256_of(repr(rows).encode()), headers, tuple(enumerate(rows[1:], 2)))


def plan(session: Session, kind: ImportKind, *rows: tuple[Cell, ...]) -> ImportPlan:
    return plan_import(session, kind, sheet=sheet(*rows), today=DAY)


def counts() -> tuple[int, ...]:
    tables = ("document", "product", "party", "category", "section", "import_run", "event_log")
    return tuple(book.fetch_int(f"SELECT count(*) FROM {table}") for table in tables)


GOODS = (
    ("ชื่อสินค้า", "หน่วย", "ราคาขาย", "ประเภท", "หมวด", "ภาษี"),
    ("ชาหญ้าหมอน้อย", "กล่อง", "๘๙.๐๐", "สินค้า", "ชา", "ยกเว้น"),
    ("ถุงซิป", "ใบ", "", "บรรจุภัณฑ์", "", ""),
)
SLIPS = (
    ("วันที่", "รายรับ", "รายจ่าย", "หมวด", "รายการ", "ชื่อ", "เลขที่บิล", "จ่ายโดย"),
    ("5/10/2569", "", "250.00", "ค่าไฟฟ้า", "ค่าไฟ ก.ย.", "", "1", "เงินสด"),
    (dt.date(2026, 10, 5), "", "100", "ค่าน้ำ", "", "ร้านตัวอย่าง", "2", "ติดไว้"),
    (dt.date(2026, 10, 5), "", "50.25", "5501", "ปากกา", "ร้านตัวอย่าง", "2", ""),
    ("6/10/2569", "1,000", "", "ค่าวิทยากร ศึกษาดูงาน", "คณะดูงาน", "", "", "โอน"),
)


def test_goods_come_in_and_the_mapping_is_remembered(session: Session) -> None:
    found = plan(session, ImportKind.PRODUCTS, *GOODS)
    before = counts()
    tried = try_import(session, found, on=DAY)
    assert (tried.made, tried.faults) == (2, ())
    assert counts() == before
    done = run_import(session, found, on=DAY)
    assert done.made == 2
    row = list_products(ProductFilter(text="หญ้าหมอ"))[0]
    tea = product_by_uid(row.uid)
    assert tea is not None
    assert (tea.data.price_e4, tea.data.vat_class) == (89_00 * 10_000, "exempt")
    assert remembered_mapping(session, ImportKind.PRODUCTS)
    assert run_import(session, found, on=DAY).made == 0
    assert check_books() == []


def test_every_bad_row_is_named_and_nothing_is_written(session: Session) -> None:
    rows = (*GOODS, ("", "ใบ", "5", "", "", ""), ("ชาหญ้าหมอน้อย", "กล่อง", "ห้าบาท", "", "", ""), GOODS[1])
    found = plan(session, ImportKind.PRODUCTS, *rows)
    before = counts()
    with pytest.raises(ImportRefusedError) as refused:
        run_import(session, found, on=DAY)
    assert [fault.row for fault in refused.value.faults] == [4, 5, 6]
    assert counts() == before
    assert [fault.row for fault in try_import(session, found, on=DAY).faults] == [4, 5, 6]
    good = plan(session, ImportKind.PRODUCTS, *GOODS)
    run_import(session, good, on=DAY)
    assert check_books() == []


def test_slips_become_documents_with_their_lines(session: Session) -> None:
    done = run_import(session, plan(session, ImportKind.SLIPS, *SLIPS), on=DAY)
    assert done.made == 4  # three slips and a new shop
    sums = {row.code: row.balance for row in balances(dt.date(2026, 10, 31)) if row.balance}
    assert sums == {
        "1101": -250_00,
        "1102": 1_000_00,
        "2101": -150_25,
        "4106": -1_000_00,
        "5202": 350_00,
        "5501": 50_25,
    }
    assert check_books() == []


def test_undone_as_one(session: Session) -> None:
    done = run_import(session, plan(session, ImportKind.SLIPS, *SLIPS), on=DAY)
    undo_import(session, done.uid, on=DAY, reason="ผิดแฟ้ม")
    assert all(row.balance == 0 for row in balances(dt.date(2026, 12, 31)))
    assert find_parties("ร้านตัวอย่าง") == []
    with pytest.raises(ImportUndoneError):
        undo_import(session, done.uid, on=DAY, reason="อีกครั้ง")
    assert check_books() == []


def test_the_same_file_is_not_taken_in_twice_by_mistake(session: Session) -> None:
    run_import(session, plan(session, ImportKind.SLIPS, *SLIPS), on=DAY)
    before = counts()
    with pytest.raises(AlreadyImportedError):
        run_import(session, plan(session, ImportKind.SLIPS, *SLIPS), on=DAY)
    assert counts() == before
    run_import(session, plan(session, ImportKind.SLIPS, *SLIPS), on=DAY, again=True)
    assert check_books() == []


def test_people_and_their_groups(session: Session) -> None:
    rows = (
        ("เลขสมาชิก", "ชื่อ-สกุล", "สมาชิก", "กลุ่มย่อย", "เครดิต (วัน)"),
        ("M01", "สมาชิกตัวอย่าง 1", "ใช่", "กลุ่มทอผ้า", "30"),
        ("M02", "สมาชิกตัวอย่าง 2", "✓", "กลุ่มทอผ้า", ""),
    )
    run_import(session, plan(session, ImportKind.PARTIES, *rows), on=DAY)
    first, second = sorted(find_parties("สมาชิกตัวอย่าง"), key=lambda row: row.code)
    assert (first.data.is_member, first.data.credit_days) == (True, 30)
    assert first.data.section_id == second.data.section_id is not None
    assert check_books() == []


def test_codes_that_a_list_leaves_out_go_on_after_those_it_gives(session: Session) -> None:
    rows = (
        ("เลขสมาชิก", "ชื่อ-สกุล", "สมาชิก"),
        ("", "คนตัวอย่าง ก", "ใช่"),
        ("", "คนตัวอย่าง ข", "ใช่"),
        ("M0007", "คนตัวอย่าง ค", "ใช่"),
        ("", "คนตัวอย่าง ง", "ใช่"),
        ("", "คนตัวอย่าง จ", ""),
    )
    run_import(session, plan(session, ImportKind.PARTIES, *rows), on=DAY)
    found = sorted(find_parties("คนตัวอย่าง"), key=lambda row: row.name)
    assert [row.code for row in found] == ["M0001", "M0002", "M0007", "M0008", "C0001"]
    assert [row.number for row in sorted(members(DAY), key=lambda row: row.name)] == [
        "001",
        "002",
        "003",
        "004",
    ]
    again = (("ชื่อ-สกุล", "สมาชิก"), ("คนตัวอย่าง ฉ", "ใช่"), ("คนตัวอย่าง ช", ""))
    run_import(session, plan(session, ImportKind.PARTIES, *again), on=DAY)
    found = sorted(find_parties("คนตัวอย่าง"), key=lambda row: row.name)
    assert [row.code for row in found[-2:]] == ["M0009", "C0002"]
    assert check_books() == []


def test_the_register_of_members_comes_from_a_list(session: Session) -> None:
    create_party(session, PartyData("ป้าตัวอย่าง", is_customer=True, phone="000-000-0000"))
    rows = (
        ("ลำดับ", "ชื่อ-สกุล", "เลขบัตรประชาชน", "วันที่เข้า", "กลุ่มย่อย", "อาชีพ"),
        ("7", "ป้าตัวอย่าง", "0-0000-00000-00-1", "5/1/2565", "กลุ่มทอผ้า", "เกษตรกร"),
        ("8", "สมาชิกตัวอย่าง", "0-0000-00000-01-9", "", "กลุ่มทอผ้า", ""),
    )
    run = run_import(session, plan(session, ImportKind.MEMBERS, *rows), on=DAY)
    first, second = members(DAY)
    assert (first.number, first.name, first.phone) == ("7", "ป้าตัวอย่าง", "000-000-0000")
    assert (first.joined_on, first.section, first.occupation) == (
        dt.date(2022, 1, 5),
        "กลุ่มทอผ้า",
        "เกษตรกร",
    )
    assert second.national_id == "0000000000019"
    assert check_books() == []

    undo_import(session, run.uid, on=DAY, reason="ผิดไฟล์")
    assert members(DAY) == []
    assert [row.active for row in find_parties("ป้าตัวอย่าง")] == [True], "she was there before"
    assert check_books() == []


def test_two_rows_with_one_id_are_named(session: Session) -> None:
    rows = (
        ("ชื่อ-สกุล", "เลขบัตรประชาชน"),
        ("สมาชิก ก", "0000000000001"),
        ("สมาชิก ข", "0000000000001"),
    )
    with pytest.raises(ImportRefusedError) as refused:
        run_import(session, plan(session, ImportKind.MEMBERS, *rows), on=DAY)
    (fault,) = refused.value.faults
    assert fault.row == 3
    assert members(DAY) == []


def test_an_opening_that_does_not_balance_is_refused(session: Session) -> None:
    rows = (
        ("ประเภท", "รหัส", "ชื่อ", "จำนวนเงิน", "เลขที่บิล"),
        ("เงิน", "1101", "", "5,000", ""),
        ("ลูกหนี้", "", "โรงเรียนตัวอย่าง", "1,200", "7/1"),
        ("หุ้น", "", "สมาชิก 1", "3,000", ""),
        ("บัญชี", "3201", "", "-3,000", ""),
    )
    before = counts()
    with pytest.raises(ImportRefusedError) as refused:
        run_import(session, plan(session, ImportKind.OPENING, *rows), on=DAY)
    assert "200.00" in str(refused.value.faults[0].error)
    assert counts() == before
    mended = (*rows[:-1], ("บัญชี", "3201", "", "-3,200", ""))
    run_import(session, plan(session, ImportKind.OPENING, *mended), on=DAY)
    assert {row.code: row.balance for row in balances(DAY) if row.balance} == {
        "1101": 5_000_00,
        "1201": 1_200_00,
        "3101": -3_000_00,
        "3201": -3_200_00,
    }
    assert check_books() == []


def test_what_stops_in_the_middle_leaves_nothing(session: Session) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    before = counts()
    with pytest.raises(KeyboardInterrupt):
        run_import(session, plan(session, ImportKind.SLIPS, *SLIPS), on=DAY, progress=stop)
    assert counts() == before
    assert check_books() == []


def test_files_without_what_is_needed(session: Session) -> None:
    with pytest.raises(ColumnMissingError):
        plan(session, ImportKind.PRODUCTS, ("ราคา",), ("5",))
    with pytest.raises(NoRowsError):
        plan(session, ImportKind.PRODUCTS, ("ชื่อ", "หน่วย"), ("", ""))


def test_it_needs_the_right_to_import(session: Session) -> None:
    found = plan(session, ImportKind.PRODUCTS, *GOODS)
    with pytest.raises(NotPermittedError):
        run_import(session_with(Permission.EDIT_PRODUCTS), found, on=DAY)


def test_a_column_is_one_field_only() -> None:
    found = guess_mapping(("วันที่", "วันที่บิล", "รับ", "จ่าย", "หมวด"), ImportKind.SLIPS)
    assert found == {"on": 0, "slip_date": 1, "income": 2, "expense": 3, "category": 4}
