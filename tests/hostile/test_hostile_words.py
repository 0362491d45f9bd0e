"""Hostile words in every field, to every paper, table, printer, search and command: literal, and harmless."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress

import pypdfium2
import pytest

from app.domain.party import PartyNameMissingError
from app.domain.product import ProductNameMissingError
from app.errors import UserError
from app.queries.integrity import check_books
from app.queries.parties import find_parties
from app.queries.products import by_barcode, product_by_code
from app.queries.sales import document_by_number
from app.queries.search import ProductIndex
from app.services.books import close_book
from app.thai.dates import parse_date, parse_month
from app.thai.digits import parse_amount, parse_quantity
from app.thai.normalise import TextTooLongError, clean_name
from db import connection as book
from reports import exports
from reports.catalogue import Question, build
from reports.common import Span
from reports.model import Report
from reports.output import render
from reports.render.report_slip import draw_report_slip
from reports.thai_text import visible
from tests.faults.counting import tried
from tests.hostile.conftest import Typed
from tests.hostile.strings import STRINGS
from tests.reports.render.workbooks import Opened
from tests.stall import DAY
from ui.cli import main

OCTOBER = Span(DAY.replace(day=1), DAY.replace(day=31))
UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\ud800-\udfff]")


def flat(text: str) -> str:
    """Without spaces and line ends, which papers may move."""
    return re.sub(r"\s", "", text)


def readable(text: str) -> str:
    """What a reader of PDFs gives back: it takes a hyphen at a line's end for a cut word, drops tags."""
    text = flat(unicodedata.normalize("NFKC", text))
    kept = (sign for sign in text if not (ord(sign) > 0xFFFF and unicodedata.category(sign) == "Cf"))
    return "".join(kept).replace("-", "").replace("\ufffe", "")


def stands_in(name: str, text: str) -> bool:
    """Whether a name stands in what was copied; readers turn around what runs from right to left.

    PDFium loses signs beyond the first plane beside them; other readers give them back.
    """
    wanted = readable(visible(name))
    is_monotone = len(wanted) > 60 and len(set(wanted)) <= 3  # PDFium gives equal lines in a row only once
    if is_monotone or any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in wanted):
        return {sign for sign in wanted if is_monotone or ord(sign) < 0x10000} <= set(text)
    return wanted in text


def copied(pdf: bytes) -> str:
    """What can be copied out of all pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return readable("".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def test_there_are_enough_and_what_is_refused_says_why(typed: Typed) -> None:
    assert len(STRINGS) >= 300
    assert len(typed.products) >= 300
    for text in typed.refused:
        try:
            assert clean_name(text) == ""
        except TextTooLongError:
            assert len(text) > 500
    assert ProductNameMissingError().message != PartyNameMissingError().message


def test_names_are_kept_literally_and_nothing_unseen_is_kept(typed: Typed) -> None:
    kept: dict[bytes, str] = dict(book.fetch("SELECT uid, name FROM product"))
    assert kept == typed.products
    assert "<b>กะปิ</b>" in kept.values()
    assert "=1+1" in kept.values()
    for table in ("product", "party", "document", "sale_line", "purchase_line", "payment", "journal_line",
                  "stock_count_line", "document_name", "setting"):  # fmt: skip
        columns = [row[1] for row in book.fetch(f"PRAGMA table_info({table})") if row[2] == "TEXT"]
        for row in book.fetch(f"SELECT {', '.join(columns)} FROM {table}"):
            for column, value in zip(columns, row, strict=True):
                if isinstance(value, str):
                    found = UNWANTED.search(value.replace("\n", ""))
                    assert not found, f"{table}.{column} keeps {found[0]!r}"
    assert check_books() == []


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["58", "80", "a5", "a4"])
def test_receipts_say_every_name_as_it_is_kept(typed: Typed, paper: str) -> None:
    for number, names in typed.bills:
        text = copied(render(build(typed.session, "receipt", Question(document=number)), "pdf", paper=paper))
        missing = [name for name in names if not stands_in(name, text)]
        tried(f"hostile words: receipt {paper}", len(names), lost=len(missing))
        assert not missing, f"{missing[0]!r} is not on {paper}"


@pytest.mark.slow
def test_pictures_and_printer_bytes(typed: Typed) -> None:
    for number, _names in typed.bills[::4]:
        receipt = build(typed.session, "receipt", Question(document=number))
        assert render(receipt, "png").startswith(b"\x89PNG")
        tried("hostile words: slip printer")
        data = render(receipt, "escpos")
        left = data
        while (at := left.find(b"\x1dv0\x00")) >= 0:  # cut the raster commands out
            size = int.from_bytes(left[at + 4 : at + 6], "little") * int.from_bytes(
                left[at + 6 : at + 8], "little"
            )
            left = left[:at] + left[at + 8 + size :]
        assert left == b"\x1b@\x1bd\x06\x1dV\x00", "only setting up, feeding and cutting beside the picture"


@pytest.mark.slow
def test_slips_of_reports_labels_and_the_catalogue(typed: Typed) -> None:
    """The papers that are drawn in ways of their own hold every name, too, and never fall."""
    query = "SELECT code, name FROM product WHERE is_for_sale = 1 AND price_e4 IS NOT NULL AND code GLOB 'H*'"
    goods: dict[str, str] = dict(book.fetch(query)[::7])
    assert len(goods) > 10
    codes = ",".join(goods)
    for name in ("catalogue", "shelf-labels", "goods-labels"):
        data = render(build(typed.session, name, Question(OCTOBER, product=codes)), "pdf")
        text = copied(data)
        lost = [each for each in goods.values() if name == "catalogue" and not stands_in(each, text)]
        tried(f"hostile words: {name}", len(goods), lost=len(lost))
        assert not lost, lost[:5]
    report = build(typed.session, "stock-list", Question(OCTOBER))
    assert isinstance(report, Report)
    for paper in ("58", "80"):
        assert draw_report_slip(report, paper).startswith(b"%PDF")
    tried("hostile words: a report on the roll", 2)


QUESTIONS = {
    "monthly": Question(OCTOBER),
    "sales-by-product": Question(OCTOBER),
    "stock-list": Question(OCTOBER),
    "stock-card": Question(OCTOBER, product="H000"),
    "ledger": Question(OCTOBER, account="5401"),
    "debtors": Question(OCTOBER),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", QUESTIONS)
def test_reports_on_paper_in_excel_and_in_json(typed: Typed, name: str) -> None:
    report = build(typed.session, name, QUESTIONS[name])
    text = copied(render(report, "pdf"))
    assert "<b>กลุ่ม</b>=1+1%s{0}" in text
    names = set(typed.products.values())
    workbook = Opened(render(report, "xlsx"))
    for cell in workbook.cells():
        if cell.data_type == "f":
            assert re.fullmatch(r"=[-+*/(),:$A-Z0-9.]+", str(cell.value)), (
                f"{cell.coordinate} is live: {cell.value}"
            )
        elif isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
            assert cell.data_type in ("s", "inlineStr")
        assert cell.hyperlink is None
    assert json.loads(render(report, "json"))
    if name in ("sales-by-product", "stock-list"):
        shown = {str(cell.value) for cell in workbook.cells() if isinstance(cell.value, str)}
        # openpyxl reads _x000D_ and _x0041_ back as the signs that they stand for.
        missing = {each for each in names - shown if "_x" not in each}
        assert not missing, sorted(missing)[:5]
        lost = {each for each in names if not stands_in(each, text)}
        tried(f"hostile words: {name}", len(names), lost=len(lost))
        assert not lost, sorted(lost)[:5]
        told = render(report, "json").decode()
        assert json.loads(told)


@pytest.mark.parametrize("what", sorted(exports.LISTS))
def test_plain_lists(typed: Typed, what: str) -> None:
    workbook = Opened(exports.export(typed.session, what, OCTOBER, "xlsx"))
    assert not [cell.coordinate for cell in workbook.cells() if cell.data_type == "f"]
    data = exports.export(typed.session, what, OCTOBER, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    for row in rows[1:]:
        for cell in row:
            assert not cell.startswith(("=", "@", "\t", "\r")), f"{cell!r} would be a formula"
            if cell.startswith(("+", "-")):
                assert re.fullmatch(r"[-+][\d,.]+", cell), f"{cell!r} would be a formula"


def test_search_survives_every_query_and_finds_every_name(typed: Typed) -> None:
    index = ProductIndex()
    index.load()
    for text in STRINGS:
        index.search(text)
        text = text.encode("utf-8", "replace").decode()  # what no keyboard can send
        find_parties(text)
        product_by_code(text)
        by_barcode(text)
        document_by_number(text)
    tried("hostile words: search", len(STRINGS) * 5)
    ids: dict[bytes, int] = dict(book.fetch("SELECT uid, id FROM product"))
    for uid, name in typed.products.items():
        if len(name) <= 40 and any(letter.isalnum() for letter in name):
            assert ids[uid] in index.search(name, 400), f"{name!r} is not found"


def refused_or_read(parse: Callable[[str], object], text: str) -> None:
    with suppress(UserError):
        parse(text)


def test_number_and_date_fields(typed: Typed) -> None:
    for text in STRINGS:
        refused_or_read(parse_amount, text)
        refused_or_read(parse_quantity, text)
        refused_or_read(lambda typed_text: parse_date(typed_text, DAY), text)
        refused_or_read(parse_month, text)


@pytest.mark.slow
def test_command_line(typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    close_book()
    for text in STRINGS[::6]:
        for arguments in (
            ["sell", typed.path, f"--item={text}=1"],
            ["sell", typed.path, "--item", f"H000={text}"],
            ["report", typed.path, "receipt", "--document", f"x{text}", "-o", typed.path.with_name("out")],
        ):
            code = main([str(each) for each in arguments])
            said = capsys.readouterr()
            assert code in (0, 1), (arguments, said.err)
            if code:
                assert len(said.err.splitlines()) == 1, said.err
                assert not UNWANTED.search(said.err.rstrip("\n")), repr(said.err)
