"""Papers and packs of the online market: catalogue, labels with barcodes, posts and pictures, recall."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image

from app.domain.listing import MOST_SIGNS, PageData, PageIsBareError, PostLength
from app.domain.money import E4
from app.domain.price_choice import PriceRule
from app.domain.product import ProductData
from app.queries.product_pages import lot_codes
from app.services.product_pages import add_photo, save_page
from app.services.products import create_product, set_photo
from app.services.promotions import create_price
from reports.catalogue_pages import build as catalogue
from reports.common import ReportArgumentError
from reports.goods_labels import FORMATS, goods, shelf
from reports.listing_pack import SIZES, PackOptions, build, sized
from reports.model import LabelFormat, Report, Table
from reports.output import render
from reports.recall import build as recall
from reports.render.barcodes import bars, kind_of
from reports.render.label_area import area
from reports.render.style import A4, MM
from tests.making import OCT, Workshop
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    made = Stall(tmp_path)
    for shade, uid in enumerate((made.kapi, made.tea)):
        set_photo(made.session, uid, data=picture(shade * 90))
        data = PageData("", "ทำด้วยมือในชุมชน", "#ของดี", "หญ้า 100%", "ชงดื่ม", "20 ซอง", 40)
        save_page(made.session, uid, data=data)
    add_photo(made.session, made.tea, data=picture(200))
    create_product(made.session, ProductData("=1+1", "ชิ้น", price_e4=10_000, code="ODD"))
    return made


def picture(shade: int, size: tuple[int, int] = (400, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (shade, 120, 90)).save(out, "PNG")
    return out.getvalue()


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_a_pack_has_posts_pictures_and_lists(stall: Stall) -> None:
    options = PackOptions(PostLength.SHORT, link="https://example.invalid/shop/")
    data = build(DAY, codes=["KAPI", "TEA"], options=options)
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        names = set(pack.namelist())
        assert {f"pictures/TEA-1-{size}.jpg" for size in SIZES} <= names
        assert "pictures/TEA-2-square.jpg" in names
        post = pack.read("posts/TEA.txt").decode("utf-8-sig")
        assert len(post) <= MOST_SIGNS[PostLength.SHORT] + post.count("\n")
        assert "ชาหญ้าหมอน้อย" in post
        assert "89" in post
        for size, wanted in SIZES.items():
            with Image.open(io.BytesIO(pack.read(f"pictures/TEA-1-{size}.jpg"))) as image:
                assert image.size == wanted
        rows = list(csv.DictReader(io.StringIO(pack.read("facebook-catalogue.csv").decode())))
        assert [row["id"] for row in rows] == ["KAPI", "TEA"]
        assert rows[1]["price"] == "89.00 THB"
        assert rows[1]["availability"] == "in stock"
        assert rows[1]["link"] == "https://example.invalid/shop/TEA"
        sheet = load_workbook(io.BytesIO(pack.read("market.xlsx"))).worksheets[0]
        cells = {cell.value for row in sheet.iter_rows() for cell in row}
        assert {"TEA", "KAPI", "20 ซอง", 40} <= cells
    assert data == build(DAY, codes=["KAPI", "TEA"], options=options)


def test_goods_without_a_picture_are_named_and_no_pack_is_made(stall: Stall) -> None:
    with pytest.raises(PageIsBareError) as refused:
        build(DAY, codes=["TEA", "SOAP"], options=PackOptions())
    assert refused.value.data["name"] == "น้ำยาล้างจาน"


def test_a_price_strip_covers_no_picture() -> None:
    plain, priced = (Image.open(io.BytesIO(sized(picture(10), (900, 900), x))) for x in ("", "89 บาท"))
    assert plain.size == priced.size == (900, 900)
    assert plain.getpixel((5, 895)) != priced.getpixel((5, 895))
    colour: Any = priced.getpixel((5, 895))
    assert colour[2] > 100, "indigo"


def test_a_catalogue_shows_every_product_with_its_price(stall: Stall) -> None:
    words = text_of(render(catalogue(DAY), "pdf"))
    for part in ("ชาหญ้าหมอน้อย", "89", "กะปิผงรสวาซาบิ", "=1+1"):
        assert part in words
    assert "=1+1" not in text_of(render(catalogue(DAY, codes=["TEA"]), "pdf"))


@pytest.mark.parametrize("form", FORMATS)
def test_shelf_labels_stand_on_every_sheet(stall: Stall, form: str) -> None:
    report = shelf(DAY, option=f"{form}:1:30")
    assert len(report.labels) == 30 * 4
    document = pypdfium2.PdfDocument(render(report, "pdf"))
    assert len(document) == -(-(120 + 1) // FORMATS[form].on_a_sheet)


def test_options_that_are_none_are_refused(stall: Stall) -> None:
    for option in ("9x9", "3x7:x", "3x7:0:-1", "3x7:9999"):
        with pytest.raises(ReportArgumentError):
            shelf(DAY, option=option)


def test_barcodes_are_what_scanners_read() -> None:
    assert kind_of("8850000000003") == "EAN13"
    assert bars("8850000000003")[1] == 95
    assert kind_of("8850000000004") == "Code128", "the last digit does not fit"
    assert kind_of("TEA-1") == "Code128"
    assert bars("ชา") == ((), 0)
    found, _modules = bars("TEA-1")
    assert all(x >= 0 and x + width <= 1.000001 for x, width in found)


def test_a_recall_follows_a_lot_into_what_was_made_of_it(tmp_path: Path) -> None:
    with Workshop(tmp_path / "book.samut") as shop:
        shop.make("PASTE", 10_000, shop.labour(100_00))
        shop.make("JAR", 20_000, shop.from_stock("PASTE", 4_000))
        shop.sell("JAR", 3_000, 50_00)
        undone = shop.sell("JAR", 5_000, 50_00)
        shop.undo(undone.uid)
        code = next(lot for lot, name, _day in lot_codes() if name == "PASTE")
        report = recall(code)
        lots, sold, people, moves = [block for block in report.blocks if isinstance(block, Table)]
        assert [(row.cells[1], row.cells[4]) for row in lots.rows] == [("PASTE", 6_000), ("JAR", 17_000)]
        assert [row.cells[2:4] for row in sold.rows] == [("JAR", 3_000)]
        assert people.rows == ()
        assert sum(int(str(row.cells[5])) for row in moves.rows if row.cells[3] != code) == 17_000
        with pytest.raises(ReportArgumentError):
            recall("none")


def test_labels_of_a_lot_say_what_the_law_wants(tmp_path: Path) -> None:
    with Workshop(tmp_path / "book.samut") as shop:
        shop.product("JAR", shelf_days=90)
        shop.make("JAR", 20_000, shop.labour(100_00))
        save_page(
            shop.session,
            shop.product("JAR"),
            data=PageData(ingredients="พริก 50%", net_content="100 ก.", weight_g=140),
        )
        (code, _name, _day) = lot_codes()[0]
        (label,) = goods(OCT, lot=code).labels
        words = "\n".join(label.lines)
        for part in (code, "พริก 50%", "100 ก.", "140", "10"):
            assert part in words
        assert text_of(render(goods(OCT, lot=code, option="2x7"), "pdf")).count(code) == 1
        with pytest.raises(ReportArgumentError):
            goods(OCT, lot="none")


def test_papers_are_priced_as_in_a_way_of_selling(stall: Stall) -> None:
    create_price(stall.session, stall.tea, rule=PriceRule(9900 * E4, channel="platform"))
    create_price(stall.session, stall.tea, rule=PriceRule(8000 * E4, is_members=True))
    create_price(stall.session, stall.kapi, rule=PriceRule(4000 * E4, first_day=DAY, last_day=DAY))

    def prices(report: Report) -> dict[object, object]:
        (table,) = (block for block in report.blocks if isinstance(block, Table))
        at = next(number for number, column in enumerate(table.columns) if column.key == "price")
        return {row.cells[0]: row.cells[at] for row in table.rows}

    assert prices(shelf(DAY))["TEA"] == prices(catalogue(DAY))["TEA"] == 8900 * E4
    assert prices(shelf(DAY))["KAPI"] == 4000 * E4, "a price of the day is everybody's"
    report = shelf(DAY, option="3x7:0:1:platform")
    assert prices(report)["TEA"] == prices(catalogue(DAY, channel="platform"))["TEA"] == 9900 * E4
    assert any(label.price == "99" for label in report.labels)
    assert report.subtitle
    with zipfile.ZipFile(
        io.BytesIO(build(DAY, codes=["TEA"], options=PackOptions(channel="platform")))
    ) as pack:
        assert "99.00 THB" in pack.read("facebook-catalogue.csv").decode()
    with pytest.raises(ReportArgumentError):
        shelf(DAY, option=":::none")
    with pytest.raises(ReportArgumentError):
        catalogue(DAY, channel="none")


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_nothing_is_written_where_printers_leave_paper_white(form: LabelFormat) -> None:
    for place in range(form.on_a_sheet):
        left, top, width, height = area(form, place, 3 * MM)
        assert 5 * MM <= left < left + width <= A4[0] - 5 * MM
        assert 5 * MM <= top - height < top <= A4[1] - 5 * MM
        assert width > 20 * MM
        assert height > 10 * MM
