"""Long plain sheets beside the same workbook written by hand as XML."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

import pytest
from openpyxl import load_workbook

from reports.model import Column, Kind
from reports.render.xlsx_plain import render_xlsx_plain
from tests.benchmarks.beside import FULL, Bench, peak_megabytes, size

ROWS = size(500, 100_000)
COLUMNS = (
    Column("day", "วันที่", Kind.DATE),
    Column("number", "เลขที่"),
    Column("name", "สินค้า"),
    Column("unit", "หน่วย"),
    Column("party", "ผู้ซื้อ"),
    Column("quantity", "จำนวน", Kind.QUANTITY),
    Column("price", "ราคา", Kind.UNIT_COST),
    Column("amount", "ยอดขาย", Kind.MONEY),
    Column("discount", "ส่วนลด", Kind.MONEY),
    Column("cost", "ต้นทุน", Kind.MONEY),
    Column("profit", "กำไร", Kind.MONEY),
    Column("line", "บรรทัด", Kind.COUNT),
)
NAMES = ("กะปิผงรสวาซาบิ", "ชาหญ้าหมอน้อย <20 ซอง>", "กล้วยฉาบ & เค็ม", "=น้ำพริกเผา")
START = dt.date(2026, 1, 1)
EPOCH = dt.date(1899, 12, 30).toordinal()


def lines(count: int) -> Iterator[tuple[Any, ...]]:
    """Lines sold, as a query gives them."""
    for at in range(count):
        yield (
            START + dt.timedelta(days=at % 365),
            f"ร1-2569-{at:06d}",
            NAMES[at % 4],
            "ขวด",
            "ลูกค้าหน้าร้าน",
            1_000 * (at % 7 + 1) + at % 3,
            45_000_000 + at,
            at * 13 % 100_000,
            at * 7 % 9_000,
            at % 5_000,
            at * 11 % 70_000 - 500,
            at,
        )


_STYLES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="[$-409]d mmm yyyy"/>'
    '<numFmt numFmtId="165" formatCode="#,##0.00##"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_PARTS = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="xl/workbook.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Sales" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        '<Relationship Id="rId2" Target="styles.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>'
    ),
    "xl/styles.xml": _STYLES,
}


def by_hand(count: int) -> bytes:
    """The floor: the same cells with the same number formats, written for exactly these twelve columns."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in _PARTS.items():
            file.writestr(name, text)
        with file.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            )
            heads = "".join(f'<c t="inlineStr"><is><t>{column.title}</t></is></c>' for column in COLUMNS)
            parts = [f"<row>{heads}</row>"]
            text = '<c t="inlineStr"><is><t>'
            for row in lines(count):
                day, number, name, unit, party, quantity, price, amount, discount, cost, profit, line = row
                parts.append(
                    f'<row><c s="1"><v>{day.toordinal() - EPOCH}</v></c>'
                    f"{text}{escape(number)}</t></is></c>{text}{escape(name)}</t></is></c>"
                    f"{text}{escape(unit)}</t></is></c>{text}{escape(party)}</t></is></c>"
                    f'<c s="2"><v>{quantity / 1000}</v></c><c s="2"><v>{price / 1000000}</v></c>'
                    f'<c s="2"><v>{amount / 100}</v></c><c s="2"><v>{discount / 100}</v></c>'
                    f'<c s="2"><v>{cost / 100}</v></c><c s="2"><v>{profit / 100}</v></c>'
                    f"<c><v>{line}</v></c></row>"
                )
                if len(parts) == 500:
                    sheet.write("".join(parts).encode())
                    parts.clear()
            sheet.write("".join(parts).encode() + b"</sheetData></worksheet>")
    return target.getvalue()


def cells_of(data: bytes, most: int) -> list[tuple[object, ...]]:
    """The first rows of a workbook."""
    sheet = load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(max_row=most, values_only=True)]


def test_long_plain_sheet(bench: Bench) -> None:
    floor, ours = bench.beside(
        f"Excel, {ROWS:,} × {len(COLUMNS)}, plain",
        floor=lambda: by_hand(ROWS),
        ours=lambda: render_xlsx_plain(COLUMNS, lines(ROWS)),
        limit=1.6,
        note="floor: XML by hand, zlib's usual level",
    )
    expected = cells_of(floor, 300)
    assert len(expected) == 300
    assert expected[1][:3] == (dt.datetime(2026, 1, 1), "ร1-2569-000000", "กะปิผงรสวาซาบิ")
    assert cells_of(ours, 300) == expected


@pytest.mark.skipif(not FULL, reason="memory is measured at full size only")
def test_long_plain_sheet_stays_small_in_memory() -> None:
    megabytes = peak_megabytes(
        "from tests.benchmarks.test_excel import COLUMNS, lines, render_xlsx_plain\n"
        "render_xlsx_plain(COLUMNS, lines(10))\nBASE\n"
        f"render_xlsx_plain(COLUMNS, lines({ROWS}))"
    )
    if megabytes is None:
        pytest.skip("this system does not tell")
    print(f"\nExcel, {ROWS:,} × {len(COLUMNS)}: {megabytes:.0f} MB more at the highest")
    assert megabytes <= 40
