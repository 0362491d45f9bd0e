"""Receipts: what must stand on them, slips exactly as long as they are, codes that can be scanned."""

import dataclasses
import io
import logging
import re
import tempfile
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageChops

from app.thai.baht_text import baht_text
from reports.model import Issuer, ReceiptLine, ReceiptPayment
from reports.render.escpos import BAND_ROWS, drawer_escpos, picture_escpos, receipt_escpos
from reports.render.picture import (
    pdf_page_images,
    pdf_page_png,
    pdf_page_pngs,
    pdf_page_sizes,
    receipt_dots,
    receipt_png,
)
from reports.render.receipt_pdf import PAPERS, render_receipt_pdf
from reports.render.slip import dark_spans, qr_squares
from reports.render.strip import ROLLS
from reports.thai_text import visible
from tests.reports.render import papers
from tests.reports.render.pages import boxes, ink, picture, texts


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def said(receipt, paper) -> str:
    return flat("".join(texts(render_receipt_pdf(receipt, paper))))


@pytest.mark.usefixtures("thai")
@pytest.mark.parametrize("paper", PAPERS)
def test_what_must_stand_on_a_receipt(paper):
    receipt = papers.receipt(buyer="ร้านตัวอย่างดี", note="ส่งวันศุกร์")
    text = said(receipt, paper)
    for wanted in (
        "ใบเสร็จรับเงิน",
        receipt.issuer.name,
        receipt.issuer.address,
        receipt.issuer.tax_id,
        receipt.issuer.phone,
        "เล่มที่ ร1-2569",
        "เลขที่ 000123",
        "วันที่ 31 ต.ค. 2569",
        "ลูกค้า: ร้านตัวอย่างดี",
        "รวมทั้งสิ้น",
        "324.25",
        "ส่วนลด",
        "−10.00",
        "ปัดเศษ",
        "−0.13",
        baht_text(32_425),
        "เงินสด",
        "500.00",
        "เงินทอน",
        "175.75",
        "ผู้รับเงิน",
        "สมศรี",
        "ส่งวันศุกร์",
        "พร้อมใบเสร็จ",
        "1.25",
        "55.50",
        "69.38",
        *(line.name for line in receipt.lines),
    ):
        assert flat(wanted) in text, wanted
    assert "สำเนา" not in text
    assert "ใบกำกับภาษี" not in text
    assert "ภาษีมูลค่าเพิ่ม" not in text


@pytest.mark.usefixtures("thai")
@pytest.mark.parametrize("paper", PAPERS)
def test_copies_and_voids_say_so(paper):
    text = said(papers.receipt(copy_number=2, void="คิดเงินซ้ำ", reference="ร1-2569-000120"), paper)
    assert "สำเนา2" in text
    assert "ยกเลิก" in text
    assert flat("เหตุผล: คิดเงินซ้ำ") in text
    assert flat("อ้างถึง ร1-2569-000120") in text


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_receipt_gives_the_same_bytes(paper):
    assert render_receipt_pdf(papers.receipt(), paper) == render_receipt_pdf(papers.receipt(), paper)


def test_a_paper_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="a7"):
        render_receipt_pdf(papers.receipt(), "a7")  # type: ignore[arg-type]


def test_a_bill_of_many_lines_goes_on_to_further_pages():
    line = papers.receipt().lines[0]
    receipt = papers.receipt(lines=(line,) * 120)
    assert len(texts(render_receipt_pdf(receipt, "a5"))) > 2
    assert len(texts(render_receipt_pdf(receipt, "58"))) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_hostile_names_appear_literally(paper):
    for text in papers.HOSTILE:
        receipt = papers.receipt(
            lines=(ReceiptLine(text, 1_000, "กก.", 1_000_000, 100, note=text),),
            issuer=Issuer(text, text, text, text, b"no picture"),
            buyer=text,
            seller=text,
            void=text,
            note=text,
            footer=text,
            reference=text,
            payments=(ReceiptPayment(text, 100, 0, text),),
        )
        assert flat(visible(text)) in said(receipt, paper)


# ---------------------------------------------------------------- slips


@pytest.mark.parametrize(("paper", "millimetres", "printed"), [("58", 58, 48), ("80", 80, 72)])
def test_a_slip_is_as_wide_as_its_roll_and_as_long_as_its_words(paper, millimetres, printed):
    for receipt in (
        papers.receipt(),
        papers.unpaid_receipt(),
        papers.receipt(lines=(), footer="", payments=()),
    ):
        pdf = render_receipt_pdf(receipt, paper)
        (size,) = pdf_page_sizes(pdf)
        assert size[0] == pytest.approx(millimetres * 72 / 25.4, abs=0.02)
        image = picture(pdf, dpi=203.2)
        left, top, right, bottom = ink(image) or (0, 0, 0, 0)
        margin = (millimetres - printed) * 4
        assert left >= margin - 1
        assert right <= image.width - margin + 1
        assert top < 40
        assert image.height - bottom < 40  # no blank paper after the last line


def test_figures_of_a_slip_end_on_one_edge():
    pdf = render_receipt_pdf(papers.receipt(), "80")
    rights = [
        boxes(pdf, 0, text)[-1][2] for text in ("90.00", "55.00", "120.00", "69.38", "334.38", "175.75")
    ]
    assert max(rights) - min(rights) < 0.8


def test_the_largest_sums_fit_the_narrow_slip():
    receipt = papers.receipt(
        lines=(ReceiptLine("ของแพง", 1_000, "ชิ้น", 10**16, 10**12),), subtotal=10**12, total=10**12
    )
    pdf = render_receipt_pdf(receipt, "58")
    left, _top, right, _bottom = ink(picture(pdf, dpi=203.2)) or (0, 0, 0, 0)
    assert left >= 39
    assert right <= 464 - 39
    assert boxes(pdf, 0, "10,000,000,000.00")


@pytest.mark.parametrize("width", [384, 576])
def test_dots_are_black_and_white_and_exactly_as_wide_as_the_head(width):
    dots = receipt_dots(papers.unpaid_receipt(), width)
    assert dots.mode == "1"
    assert dots.width == width
    (page,) = pdf_page_images(
        render_receipt_pdf(papers.unpaid_receipt(), "58" if width == 384 else "80"), 203.2
    )
    assert dots.height == page.height


def test_a_head_of_another_width_is_refused():
    with pytest.raises(ValueError, match="400"):
        receipt_dots(papers.receipt(), 400)


def test_rules_are_whole_dots():
    """A level rule is two rows of black from edge to edge, with white above and below."""
    dots = receipt_dots(papers.receipt(), 576)
    rows = [dots.crop((0, y, 576, y + 1)).convert("L") for y in range(dots.height)]
    full = [y for y, row in enumerate(rows) if row.getextrema() == (0, 0)]
    assert len(full) >= 6
    assert all(y + 1 in full or y - 1 in full for y in full)
    assert not any(y + 1 in full and y + 2 in full for y in full)


@pytest.mark.parametrize("width", [384, 576])
def test_the_code_prints_square_for_square_as_segno_makes_it(width):
    receipt = papers.unpaid_receipt()
    code = segno.make(receipt.promptpay_payload, error="m", micro=False, boost_error=False)
    assert code.error == "M"
    modules = len(code.matrix)
    dots = max(3, min(7, 384 // (modules + 8) if width == 384 else 400 // (modules + 8)))
    image = receipt_dots(receipt, width)
    left = (width - (modules + 8) * dots) // 2 + 4 * dots
    finder = _first_finder(image, left, dots)
    for row, squares in enumerate(code.matrix):
        for column, dark in enumerate(squares):
            x, y = left + column * dots, finder + row * dots
            square = image.crop((x, y, x + dots, y + dots)).convert("L").getextrema()
            assert square == ((0, 0) if dark else (255, 255)), (row, column)
    quiet = image.crop((left - 4 * dots, finder - 4 * dots, left + (modules + 4) * dots, finder)).convert("L")
    assert quiet.getextrema() == (255, 255)
    assert dots >= 3


def _first_finder(image: Image.Image, left: int, dots: int) -> int:
    """The row where seven dark squares begin at ``left``."""
    for y in range(image.height - dots):
        line = image.crop((left, y, left + 7 * dots, y + dots)).convert("L")
        if (
            line.getextrema() == (0, 0)
            and image.getpixel((left - 1, y))
            and image.getpixel((left + 7 * dots, y))
        ):
            return y
    raise AssertionError("no code on the slip")


def test_no_code_on_a_paid_receipt():
    assert len(said(papers.receipt(), "80")) < len(said(papers.unpaid_receipt(), "80"))
    assert "PromptPay" not in said(papers.receipt(), "80")


def test_spans_of_a_row():
    assert dark_spans((True, True, False, True)) == [(0, 2), (3, 1)]
    assert len(qr_squares("ทดสอบ")) >= 21


# ---------------------------------------------------------------- bytes for the printer


def decode(data: bytes) -> tuple[Image.Image, list[bytes]]:
    """The picture and the other commands in bytes for a slip printer; fails on anything unknown."""
    bands: list[Image.Image] = []
    commands: list[bytes] = []
    known = (b"\x1b@", b"\x1bp\x0022", b"\x1bd\x06", b"\x1bd\x04", b"\x1dV\x00")
    at = 0
    while at < len(data):
        if data.startswith(b"\x1dv0\x00", at):
            across = int.from_bytes(data[at + 4 : at + 6], "little")
            rows = int.from_bytes(data[at + 6 : at + 8], "little")
            raster = data[at + 8 : at + 8 + across * rows]
            assert len(raster) == across * rows
            bands.append(ImageChops.invert(Image.frombytes("1", (across * 8, rows), raster).convert("L")))
            at += 8 + across * rows
            continue
        command = next((each for each in known if data.startswith(each, at)), None)
        assert command is not None, data[at : at + 8]
        commands.append(command)
        at += len(command)
    whole = Image.new("L", (bands[0].width, sum(band.height for band in bands)))
    top = 0
    for band in bands:
        assert band.height <= BAND_ROWS
        whole.paste(band, (0, top))
        top += band.height
    return whole.convert("1", dither=Image.Dither.NONE), commands


@pytest.mark.parametrize("width", [384, 576])
def test_the_printer_gets_exactly_the_picture(width):
    for receipt in (papers.receipt(), papers.unpaid_receipt()):
        wanted = receipt_dots(receipt, width)
        got, commands = decode(receipt_escpos(receipt, width))
        assert got.tobytes() == wanted.tobytes()
        assert got.size == wanted.size
        assert commands == [b"\x1b@", b"\x1bd\x06", b"\x1dV\x00"]


def test_the_drawer_opens_only_when_asked_and_the_cut_can_be_left_out():
    assert b"\x1bp" not in b"".join(decode(receipt_escpos(papers.receipt()))[1])
    assert decode(receipt_escpos(papers.receipt(), drawer=True))[1][1] == b"\x1bp\x0022"
    assert decode(receipt_escpos(papers.receipt(), cut=False))[1] == [b"\x1b@", b"\x1bd\x04"]
    assert drawer_escpos() == b"\x1bp\x0022"


def test_no_text_can_reach_the_printer_as_a_command():
    orders = "\x1b@\x1bp\x00\x19\xfa\x1dV\x00\x10\x14\x01\x00\x01"
    receipt = papers.receipt(
        lines=(ReceiptLine(orders, 1_000, orders, 1_000_000, 100, note=orders),),
        issuer=Issuer(orders, orders, orders, orders),
        seller=orders,
        buyer=orders,
        footer=orders,
        note=orders,
        void=orders,
    )
    got, commands = decode(receipt_escpos(receipt))
    assert commands == [b"\x1b@", b"\x1bd\x06", b"\x1dV\x00"]
    assert got.tobytes() == receipt_dots(receipt).tobytes()


def test_any_picture_prints_and_an_odd_width_is_refused():
    picture = Image.new("1", (16, 300), 1)
    picture.putpixel((3, 200), 0)
    assert decode(picture_escpos(picture))[0].tobytes() == picture.tobytes()
    with pytest.raises(ValueError, match="17"):
        picture_escpos(Image.new("1", (17, 8)))


def test_printing_is_silent_and_leaves_nothing_behind(capfd):
    before = {each.name for each in Path(tempfile.gettempdir()).iterdir()}
    handlers = list(logging.getLogger().handlers)
    receipt_escpos(papers.receipt(), 384)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger().handlers == handlers
    new = {each.name for each in Path(tempfile.gettempdir()).iterdir()} - before
    assert not [
        name for name in new if name.startswith("tmp") and (Path(tempfile.gettempdir()) / name / "3").exists()
    ]


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize("paper", PAPERS)
def test_a_receipt_as_a_picture(paper):
    with Image.open(io.BytesIO(receipt_png(papers.unpaid_receipt(), paper))) as image:
        image.load()
        assert image.format == "PNG"
        if paper in ROLLS:
            assert image.width == ROLLS[paper].paper * 2
        assert ink(image.convert("L")) is not None


def test_a_page_for_the_preview_is_as_wide_as_asked():
    pdf = render_receipt_pdf(papers.receipt(), "a5")
    for width in (333, 800):
        with Image.open(io.BytesIO(pdf_page_png(pdf, 0, width))) as image:
            assert image.width == width
    assert len(pdf_page_pngs(pdf, 50)) == 1
    with pytest.raises(IndexError):
        pdf_page_png(pdf, 1, 100)


def test_a_small_logo_is_drawn_large_enough_and_a_broken_one_left_out():
    with_logo = picture(render_receipt_pdf(papers.receipt(), "80"), dpi=203.2)
    without = picture(
        render_receipt_pdf(papers.receipt(issuer=papers.issuer(with_logo=False)), "80"), dpi=203.2
    )
    assert with_logo.height - without.height >= 110
    broken = papers.receipt(issuer=dataclasses.replace(papers.issuer(), logo=b"\x89PNG\r\n\x1a\n broken"))
    assert picture(render_receipt_pdf(broken, "80"), dpi=203.2).height == without.height
