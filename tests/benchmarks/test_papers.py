"""Receipts and long reports as PDF beside reportlab's canvas with shaped Thai, and beside nothing."""

import io

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeStr
from reportlab.pdfgen.canvas import Canvas

from app.thai.dates import format_date
from app.thai.digits import format_amount, format_quantity
from reports.model import Receipt, Report, Table
from reports.render.pdf import render_pdf
from reports.render.receipt_pdf import render_receipt_pdf
from resources import resource
from tests.benchmarks.beside import Bench, size
from tests.reports.render import papers

ROWS = size(120, 3_900)
FONT = "FloorSarabun"
A4 = (595.276, 841.89)


class Floor:
    """Thai at a place by reportlab's own means: shaped by HarfBuzz, runs cached, Latin passed by.

    Its text layer loses marks and it wraps, measures and repeats nothing: less than a paper must do.
    """

    def __init__(self, width: float, height: float) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            path = str(resource("fonts/Sarabun-Regular.ttf"))
            pdfmetrics.registerFont(TTFont(FONT, path, shapable=True))
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(width, height), invariant=1)
        self._shaped: dict[str, str] = {}

    def text(self, x: float, y: float, text: str, size: float = 9) -> None:
        """One run of text at a place."""
        run = text
        if not text.isascii():
            run = self._shaped.get(text, "") or self._shaped.setdefault(text, shapeStr(text, FONT, size))
        line = self.canvas.beginText(x, y)
        line.setFont(FONT, size)
        line.textOut(run)
        self.canvas.drawText(line)

    def done(self) -> bytes:
        """The document."""
        self.canvas.save()
        return self.buffer.getvalue()


def floor_report(report: Report) -> bytes:
    """Every row of the report's table at fixed places, forty to a page."""
    floor = Floor(*A4)
    table = next(block for block in report.blocks if isinstance(block, Table))
    for at, row in enumerate(table.rows):
        if at and at % 39 == 0:
            floor.canvas.showPage()
        y = 760 - at % 39 * 18
        day, number, text, debit, credit = row.cells
        floor.text(42, y, format_date(day))  # type: ignore[arg-type]
        floor.text(110, y, str(number))
        floor.text(210, y, str(text))
        for x, amount in ((420, debit), (500, credit)):
            if isinstance(amount, int):
                floor.text(x, y, format_amount(amount))
        floor.canvas.line(42, y - 5, 553, y - 5)
    return floor.done()


def floor_receipt(receipt: Receipt) -> bytes:
    """The words of a receipt below each other, nothing measured."""
    floor = Floor(226, 600)
    words = [receipt.issuer.name, receipt.issuer.address, receipt.title, receipt.number]
    for line in receipt.lines:
        words += [
            line.name,
            f"{format_quantity(line.quantity_milli)} {line.unit} {format_amount(line.amount)}",
        ]
    words += [format_amount(receipt.total), receipt.total_words]
    words += [f"{payment.tender} {format_amount(payment.amount)}" for payment in receipt.payments]
    for at, text in enumerate(words):
        floor.text(8, 580 - 14 * at, text)
    return floor.done()


def text_of(data: bytes, page: int = 0) -> str:
    """The text that is copied out of a page."""
    document = PdfDocument(data)
    try:
        return str(document[page].get_textpage().get_text_bounded())
    finally:
        document.close()


def pages_of(data: bytes) -> int:
    """How many pages a document has."""
    document = PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def test_receipt(bench: Bench) -> None:
    receipt = papers.receipt()
    _floor, ours = bench.beside(
        "receipt PDF, 80 mm, warm",
        floor=lambda: floor_receipt(receipt),
        ours=lambda: render_receipt_pdf(receipt, "80"),
        limit=None,
        rounds=51,
        note="floor: reportlab canvas, shaped",
    )
    assert receipt.lines[0].name.split()[0] in text_of(ours)


def test_receipt_takes_five_milliseconds(bench: Bench) -> None:
    receipt = papers.receipt()
    for paper in ("58", "a4"):
        assert render_receipt_pdf(receipt, paper).startswith(b"%PDF")
    ours = bench.alone(
        "receipt PDF, 80 mm, warm", lambda: render_receipt_pdf(receipt, "80"), limit=0.005, rounds=51
    )
    assert pages_of(ours) == 1


@pytest.mark.parametrize("cold", [False, True], ids=["warm", "cold"])
def test_long_report(bench: Bench, cold: bool) -> None:
    from reports import thai_text

    report = papers.long_report(ROWS)

    def ours() -> bytes:
        if cold:
            thai_text.clear_caches()
        return render_pdf(report)

    floor, made = bench.beside(
        f"report PDF, {ROWS:,} rows, {'cold caches' if cold else 'warm'}",
        floor=lambda: floor_report(report),
        ours=ours,
        limit=round(1 / 0.9, 2),
        rounds=5,
        note="floor: reportlab canvas, shaped, cached",
    )
    pages = pages_of(made)
    assert abs(pages - pages_of(floor)) <= max(1, pages // 4)
    if bench.measuring:
        print(f"\n{pages} pages of ours, {pages_of(floor)} of the floor")
    assert papers.PRODUCTS[5].split()[0] in text_of(made)
