"""Tables from outside: what is right comes in exactly, what is hostile or unclear gets one clear sentence."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.domain.sheet import (
    EmptySheetError,
    FormulaInSheetError,
    LockedSpreadsheetError,
    MergedCellsError,
    NotASpreadsheetError,
    SheetTooLargeError,
    TwoErasError,
    number_text,
)
from app.errors import UserError
from app.services.spreadsheets import SheetNotReadError, read_bytes, read_table


def workbook(*rows: tuple[object, ...], change: Callable[[Workbook], object] = lambda _book: None) -> bytes:
    """The bytes of a workbook with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(data: bytes, name: str = "รายการ.xlsx") -> list[tuple[object, ...]]:
    found = read_bytes(name, data)
    return [found.headers, *(cells for _number, cells in found.rows)]


HEAD = ("วันที่", "รายการ", "จำนวนเงิน")


def test_a_workbook_comes_in_exactly() -> None:
    rows = read(
        workbook(
            ("รายการของเดือน",),
            (),
            HEAD,
            (dt.date(2026, 10, 5), "ค่าไฟ", 1234.5),
            (dt.datetime(2026, 10, 6, 8, 30), "  น้ำ  ", 0.1 + 0.2),
            (None, None, None),
            ("7/10/2026", "+66 เป็นคำ", 89),
        )
    )
    assert rows == [
        HEAD,
        (dt.date(2026, 10, 5), "ค่าไฟ", "1234.5"),
        (dt.date(2026, 10, 6), "น้ำ", "0.3"),
        ("7/10/2026", "+66 เป็นคำ", "89"),
    ]  # fmt: skip


def test_rows_keep_their_numbers_of_the_sheet() -> None:
    found = read_bytes("x.xlsx", workbook(("หัวเรื่อง",), HEAD, (), ("1/1/2569", "ก", 5)))
    assert [number for number, _cells in found.rows] == [4]


def test_years_of_one_era_are_read_right() -> None:
    rows = read(workbook(HEAD, (dt.date(2569, 10, 5), "ก", 1), (dt.date(2568, 2, 28), "ข", 2)))
    assert [row[0] for row in rows[1:]] == [dt.date(2026, 10, 5), dt.date(2025, 2, 28)]


@pytest.mark.parametrize(
    "days",
    [
        (dt.date(2569, 10, 5), dt.date(2026, 10, 6)),
        ("5/10/2569", "6/10/2026"),
        (dt.date(2026, 10, 5), "6/10/2569"),
    ],
)
def test_years_of_two_eras_are_refused_by_their_rows(days: tuple[object, object]) -> None:
    with pytest.raises(TwoErasError) as refused:
        read(workbook(HEAD, (days[0], "ก", 1), (days[1], "ข", 2)))
    assert (refused.value.data["first"], refused.value.data["second"]) == (2, 3)
    assert refused.value.data["column"] == "วันที่"


def test_a_formula_is_named_by_its_cell() -> None:
    with pytest.raises(FormulaInSheetError) as refused:
        read(workbook(HEAD, ("1/1/2569", "ก", "=SUM(A1:A3)")))
    assert refused.value.data["cell"] == "C2"


def test_merged_cells_are_named_but_not_those_of_a_title() -> None:
    with pytest.raises(MergedCellsError) as refused:
        read(workbook(HEAD, ("1/1/2569", "ก", 5), change=lambda book: book.active.merge_cells("A2:B2")))
    assert refused.value.data["cells"] == "A2:B2"
    titled = workbook(("ชื่อเรื่อง",), HEAD, ("1/1/2569", "ก", 5),
                      change=lambda book: book.active.merge_cells("A1:C1"))  # fmt: skip
    assert len(read(titled)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lists_of_text(encoding: str, delimiter: str) -> None:
    lines = [delimiter.join(HEAD), delimiter.join(("๕/๑๐/๒๕๖๙", "ค่าไฟ", '"1.234"')), ""]
    rows = read("\r\n".join(lines).encode(encoding), "รายการ.csv")
    assert rows == [HEAD, ("๕/๑๐/๒๕๖๙", "ค่าไฟ", "1.234")]


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return target.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>'
HOSTILE: dict[str, tuple[bytes, type[UserError]]] = {
    "nothing": (b"", EmptySheetError),
    "old or locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000), LockedSpreadsheetError),
    "cut off": (workbook(HEAD, ("1", "2", "3"))[:-200], NotASpreadsheetError),
    "a zip of something else": (zipped(hello_xml=b"x"), NotASpreadsheetError),
    "a bomb": (zipped(xl__workbook_xml=b"0" * 60_000_000), SheetTooLargeError),
    "a steep one": (zipped(xl__workbook_xml=b"0" * 10_000_000), SheetTooLargeError),
    "entities": (zipped(xl__workbook_xml=ENTITIES), NotASpreadsheetError),
    "broken xml": (zipped(xl__workbook_xml=b"<workbook><sheets>"), NotASpreadsheetError),
    "a program": (zipped(xl__workbook_xml=b"<workbook/>", xl__vbaProject=b"x"), NotASpreadsheetError),
    "bytes": (bytes(range(256)) * 8, NotASpreadsheetError),
    "zero bytes": (b"a,b\n1,\0", NotASpreadsheetError),
    "a quote without end": (b'a,b\n"' + b"x" * 200_000, NotASpreadsheetError),
    "commas": (b"a,b\n" + b"1," * 300_000, SheetTooLargeError),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 10, NotASpreadsheetError),
    "title only": ("รายการ".encode(), EmptySheetError),
    "too many bytes": (b"a,b\n" + b"1,2\n" * 5_000_001, SheetTooLargeError),
    "too many rows": (b"a,b\n" + b"1,2\n" * 100_001, SheetTooLargeError),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_get_a_sentence(what: str) -> None:
    data, error = HOSTILE[what]
    with pytest.raises(error):
        read_bytes("แฟ้ม", data)


def test_very_many_empty_rows_are_passed_over() -> None:
    good = workbook(HEAD, ("1/1/2569", "ก", 5))
    source = zipfile.ZipFile(io.BytesIO(good))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                empty = b"".join(b'<row r="%d"/>' % number for number in range(3, 40_000))
                data = data.replace(b"</sheetData>", empty + b"</sheetData>")
            packed.writestr(name, data)
    assert len(read(target.getvalue())) == 2


def test_two_million_empty_rows_are_refused() -> None:
    rows = b"<row/>" * 2_000_000
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    data = zipped(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=sheet)
    with pytest.raises(SheetTooLargeError):
        read_bytes("แฟ้ม", data)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SheetNotReadError):
        read_table(tmp_path / "ไม่มี.xlsx")
    with pytest.raises(SheetNotReadError):
        read_table(tmp_path)


@given(st.integers(-(10**13), 10**13), st.integers(0, 2))
def test_numbers_keep_what_was_typed(units: int, places: int) -> None:
    """An amount of up to 13 digits comes back as it was typed, although machines count otherwise."""
    typed = f"{units / 10**places:.{places}f}"
    text = number_text(units / 10**places)
    whole, _point, part = text.partition(".")
    assert f"{whole}.{part.ljust(places, '0')}".rstrip(".") in (typed, typed.replace("-0", "0"))


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e15, "1000000000000000"), (1.5e-7, "0.00000015"), (-2.5e17, "-250000000000000000"), (7, "7")],
)
def test_numbers_with_exponents_are_written_out(value: object, text: str) -> None:
    assert number_text(value) == text
