"""Products: kept as typed, refused with a sentence, changed with a history, nothing half-way."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.product import (
    BarcodeCharactersError,
    CodeCharactersError,
    NegativePriceError,
    NegativeSettingError,
    PackFactorError,
    PackTwiceError,
    ProductData,
    ProductNameMissingError,
    ProductUnitData,
    UnitMissingError,
)
from app.domain.session import NotPermittedError, Session
from app.queries import products as q
from app.queries.events import events
from app.queries.integrity import check_books
from app.services import event_log, pictures, records
from app.services.pictures import NotAPictureError, PictureTooLargeError
from app.services.products import (
    BarcodeTakenError,
    CodeTakenError,
    KindLockedError,
    StillInStockError,
    create_product,
    deactivate_product,
    set_photo,
    set_price,
    update_product,
)
from app.services.stock import UnknownProductError
from app.services.unit_of_work import NotSavedError
from app.thai.digits import AmountTooLargeError
from app.thai.normalise import TextTooLongError
from db import connection as book
from tests.builders import product, session_with

DOZEN = ProductUnitData("โหล", 12_000, "885999", 600_000_000)


def picture(size: tuple[int, int] = (60, 40), kind: str = "PNG", mode: str = "RGB", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, (200, 30, 30, 100)[: len(mode)]).save(out, kind, **more)
    return out.getvalue()


def move(session: Session, product_id: int, quantity: int = 1000) -> None:
    """Goods move, as any service would have it."""
    from app.domain.document import DocumentKind
    from app.domain.session import Permission
    from app.services.stock import StockWriter, Values
    from app.services.unit_of_work import Entry, post

    def write(entry: Entry) -> None:
        import datetime as dt

        entry.document(DocumentKind.OPENING, dt.date(2026, 10, 1))
        writer = StockWriter(entry)
        goods = writer.product_by_id(product_id)
        writer.receive(goods, quantity, Values(500, 500, 500), location_id=1, purpose="opening")
        writer.finish()
        entry.line(int(book.fetch_int("SELECT id FROM account WHERE role = 'opening_equity'")), -500)

    post(session, Permission.POST_JOURNAL, new_uid(), write)


# ---------------------------------------------------------------- make


def test_everything_typed_is_kept(session: Session) -> None:
    data = ProductData(
        name="กะปิผงรสวาซาบิ",
        unit="ขวด 60 ก.",
        code="KW-60",
        barcode="8850001",
        price_e4=59_000_000,
        is_weighed=True,
        shelf_days=180,
        story="บรรทัดหนึ่ง\nบรรทัดสอง",
        origin="จังหวัดสมุทรปราการ",
        reorder_milli=5_000,
        vat_class="taxable",
        position=3,
        units=(DOZEN,),
    )
    saved = create_product(session, data)
    assert saved.changes == Changes.PRODUCTS
    found = q.product_by_uid(saved.uid)
    assert found is not None
    assert found.data == ProductData(**{**{f: getattr(data, f) for f in data.__slots__}, "is_for_sale": True})
    assert q.product_by_code("KW-60") == found == q.product_by_id(saved.id)
    assert q.by_barcode("885999") == q.Scanned(saved.uid, "โหล")
    assert q.by_barcode("8850001") == q.Scanned(saved.uid, "")
    assert q.by_barcode("1") is None


def test_codes_are_given_by_kind_and_never_twice(session: Session) -> None:
    assert product(session, "ก").code == "P0001"
    assert product(session, "ข", code="P0002").code == "P0002"
    assert product(session, "ค").code == "P0003"
    assert product(session, "ง", code="P0009").code == "P0009"
    assert product(session, "จ").code == "P0010"
    assert product(session, "ฉ", kind=ProductKind.MATERIAL).code == "M0001"
    assert product(session, "ช", kind=ProductKind.PACKAGING).code == "K0001"
    assert product(session, "ซ", kind=ProductKind.SERVICE).code == "S0001"
    assert product(session, "ฌ", code="P00AB").code == "P00AB"
    assert product(session, "ญ").code == "P0011"


def test_the_second_press_finds_the_first_product(session: Session) -> None:
    uid = new_uid()
    data = ProductData("ชา", "กล่อง")
    first = create_product(session, data, uid=uid)
    second = create_product(session, data, uid=uid)
    assert (first.id, first.code) == (second.id, second.code)
    assert second.changes == Changes.NONE
    assert q.count_products() == 1


def test_materials_are_not_for_sale_unless_said(session: Session) -> None:
    product(session, "น้ำตาล", kind=ProductKind.MATERIAL)
    create_product(session, ProductData("เกลือ", "กก.", kind=ProductKind.MATERIAL, is_for_sale=True))
    assert [item.name for item in q.for_sale()] == ["เกลือ"]


def test_typed_thai_takes_its_one_spelling(session: Session) -> None:
    saved = create_product(session, ProductData("  นํ้า\u200bพริก ", "กระปุก", code="ก๑๒", barcode=" ๘๘๕ "))
    found = q.product_by_uid(saved.uid)
    assert found is not None
    assert (found.data.name, found.data.code, found.data.barcode) == ("น้ำพริก", "ก12", "885")


@pytest.mark.parametrize(
    "name",
    ["<b>หนา</b>", "=1+1", "%s {name}", "🐟", "a'; DROP TABLE product;--", "ก" * 500, "\u202eabc", "!%_"],
)
def test_hostile_names_are_only_names(session: Session, name: str) -> None:
    saved = create_product(session, ProductData(name, "%"))
    found = q.product_by_uid(saved.uid)
    assert found is not None
    assert found.name == name.replace("\u202e", "")
    (row,) = q.list_products(q.ProductFilter(text=name)) or q.list_products()
    assert row.uid == saved.uid
    assert check_books() == []


OK = {"name": "ชา", "unit": "กล่อง"}


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"name": ""}, ProductNameMissingError),
        ({"name": " \u200b \t"}, ProductNameMissingError),
        ({"name": "ก" * 501}, TextTooLongError),
        ({"unit": " "}, UnitMissingError),
        ({"code": "A B"}, CodeCharactersError),
        ({"code": "A=1"}, CodeCharactersError),
        ({"code": "x" * 41}, CodeCharactersError),
        ({"barcode": "88\x1b5"}, BarcodeCharactersError),
        ({"barcode": "ชา"}, BarcodeCharactersError),
        ({"barcode": "8" * 49}, BarcodeCharactersError),
        ({"price_e4": -1}, NegativePriceError),
        ({"price_e4": 10**16 + 1}, AmountTooLargeError),
        ({"shelf_days": -1}, NegativeSettingError),
        ({"reorder_milli": -1}, NegativeSettingError),
        ({"units": (ProductUnitData("โหล", 0),)}, PackFactorError),
        ({"units": (ProductUnitData("โหล", -5),)}, PackFactorError),
        ({"units": (ProductUnitData("", 5),)}, UnitMissingError),
        ({"units": (ProductUnitData("โหล", 5), ProductUnitData("โหล", 6))}, PackTwiceError),
        ({"units": (ProductUnitData("กล่อง", 5),)}, PackTwiceError),
        ({"units": (ProductUnitData("โหล", 5, price_e4=-1),)}, NegativePriceError),
        ({"units": (ProductUnitData("โหล", 5, barcode="1"),), "barcode": "1"}, BarcodeTakenError),
    ],
)
def test_refusals_write_nothing(session: Session, typed: dict[str, Any], error: type[Exception]) -> None:
    before = len(events())
    with pytest.raises(error) as caught:
        create_product(session, ProductData(**{**OK, **typed}))
    assert "{" not in str(caught.value)
    assert q.count_products(q.ProductFilter(active=None)) == 0
    assert len(events()) == before


def test_codes_and_barcodes_belong_to_one(session: Session) -> None:
    first = product(session, "ชา", code="A", barcode="1", units=(ProductUnitData("โหล", 12_000, "2"),))
    with pytest.raises(CodeTakenError):
        product(session, "ข้าว", code="A")
    for taken in ("1", "2"):
        with pytest.raises(BarcodeTakenError) as caught:
            product(session, "ข้าว", barcode=taken)
        assert "ชา" in str(caught.value)
        with pytest.raises(BarcodeTakenError):
            product(session, "ข้าว", units=(ProductUnitData("ถุง", 5, taken),))
    # One's own are no clash, even when they change places.
    update_product(
        session,
        first.uid,
        data=ProductData("ชา", "ขวด", code="A", barcode="2", units=(ProductUnitData("โหล", 12_000, "1"),)),
    )
    assert q.by_barcode("1") == q.Scanned(first.uid, "โหล")


def test_without_the_right_nothing_is_done(session: Session) -> None:
    nobody = session_with()
    saved = product(session)
    for refused in (
        lambda: product(nobody),
        lambda: update_product(nobody, saved.uid, data=ProductData("x", "y")),
        lambda: set_price(nobody, saved.uid, price_e4=1),
        lambda: deactivate_product(nobody, saved.uid),
        lambda: set_photo(nobody, saved.uid, data=b"no picture"),
    ):
        with pytest.raises(NotPermittedError):
            refused()
    assert len(events(entity="product")) == 1


# ---------------------------------------------------------------- change


def test_a_change_leaves_old_and_new(session: Session) -> None:
    saved = product(session, "ชา", price=100, units=(DOZEN,))
    update_product(session, saved.uid, data=ProductData("ชาดำ", "ขวด", price_e4=2_000_000))
    (event,) = events(entity_uid=saved.uid, limit=1)
    assert event.user == "ผู้นำกลุ่ม"
    assert event.action == "change"
    assert event.before is not None
    assert event.after is not None
    assert (event.before["name"], event.after["name"]) == ("ชา", "ชาดำ")
    assert (event.before["price_e4"], event.after["price_e4"]) == (1_000_000, 2_000_000)
    assert event.before["units"] == [
        {
            "name": "โหล",
            "factor_milli": 12_000,
            "barcode": "885999",
            "price_e4": 600_000_000,
            "is_purchase": False,
        }
    ]
    assert event.after["units"] == []
    assert "folded" not in event.after
    assert saved.code == q.list_products()[0].code, "an empty code keeps the old one"


def test_nothing_changed_leaves_no_line(session: Session) -> None:
    saved = product(session, "ชา", units=(DOZEN,))
    found = q.product_by_uid(saved.uid)
    assert found is not None
    update_product(session, saved.uid, data=found.data)
    assert len(events(entity_uid=saved.uid)) == 1


def test_kind_stays_once_goods_have_moved(session: Session) -> None:
    saved = product(session, "ชา")
    update_product(session, saved.uid, data=ProductData("ชา", "ขวด", kind=ProductKind.MATERIAL))
    move(session, saved.id)
    with pytest.raises(KindLockedError):
        update_product(session, saved.uid, data=ProductData("ชา", "ขวด", kind=ProductKind.PACKAGING))
    update_product(session, saved.uid, data=ProductData("ชาใหม่", "ขวด", kind=ProductKind.MATERIAL))
    assert check_books() == []


def test_unknown_products(session: Session) -> None:
    for refused in (
        lambda: update_product(session, new_uid(), data=ProductData("x", "y")),
        lambda: set_price(session, new_uid(), price_e4=1),
        lambda: deactivate_product(session, new_uid()),
        lambda: set_photo(session, new_uid(), data=None),
    ):
        with pytest.raises(UnknownProductError):
            refused()


def test_price_alone(session: Session) -> None:
    saved = product(session, "ชา", price=100)
    set_price(session, saved.uid, price_e4=1_250_000)
    assert q.list_products()[0].price_e4 == 1_250_000
    with pytest.raises(NegativePriceError):
        set_price(session, saved.uid, price_e4=-1)
    set_price(session, saved.uid, price_e4=None)
    assert q.list_products()[0].price_e4 is None


def test_put_aside_and_taken_up_again(session: Session) -> None:
    saved = product(session, "ชา")
    deactivate_product(session, saved.uid)
    assert q.list_products() == []
    assert q.for_sale() == []
    assert q.count_products(q.ProductFilter(active=None)) == 1
    deactivate_product(session, saved.uid, active=True)
    move(session, saved.id)
    with pytest.raises(StillInStockError):
        deactivate_product(session, saved.uid)


# ---------------------------------------------------------------- half-way


def test_a_failure_half_way_leaves_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = product(session, "ชา", units=(DOZEN,))
    before = q.product_by_uid(saved.uid)

    def fail(*_: object, **__: object) -> None:
        raise book.DatabaseError("database or disk is full")

    monkeypatch.setattr(event_log, "append", fail)
    with pytest.raises(NotSavedError) as caught:
        product(session, "ข้าว")
    assert "disk full" in str(caught.value)
    with pytest.raises(NotSavedError):
        update_product(session, saved.uid, data=ProductData("กาแฟ", "ถุง"))
    with pytest.raises(NotSavedError):
        set_photo(session, saved.uid, data=picture())
    monkeypatch.undo()
    assert q.product_by_uid(saved.uid) == before
    assert q.count_products() == 1
    assert book.fetch_int("SELECT count(*) FROM blob") == 0
    assert product(session, "ข้าว").code == "P0002"
    assert check_books() == []


def test_a_full_book_says_so(session: Session) -> None:
    connection = book.database.connection()
    connection.set_authorizer(None)
    pages = book.fetch_int("PRAGMA page_count")
    book.fetch(f"PRAGMA max_page_count = {pages + 2}")

    def fill() -> None:
        for number in range(2000):
            product(session, f"สินค้า {number}")

    with pytest.raises(NotSavedError) as caught:
        fill()
    assert "disk full" in str(caught.value)
    book.fetch("PRAGMA max_page_count = 1000000")
    count = q.count_products()
    assert product(session, "ชา").code == f"P{count + 1:04d}"
    assert check_books() == []


def test_another_writer_is_waited_for_then_told(session: Session, tmp_path: Path) -> None:
    book.database.connection().set_busy_timeout(0)
    other = book.BookDatabase(tmp_path / "สมุด.samut")
    other.connect()
    other.begin()
    with pytest.raises(NotSavedError) as caught:
        product(session)
    other.rollback()
    other.close()
    assert "busy" in str(caught.value)
    product(session)


# ---------------------------------------------------------------- pictures


def test_a_photo_is_kept_small_upright_and_without_its_notes(session: Session) -> None:
    saved = product(session)
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "secret place"
    set_photo(session, saved.uid, data=picture((3000, 1500), "JPEG", exif=exif))
    (item,) = q.for_sale()
    assert item.photo is not None
    large = q.pictures([item.photo])[item.photo]
    small = q.thumbnails([item.photo])[item.photo]
    with Image.open(io.BytesIO(large)) as image:
        assert image.size == (600, 1200)
        assert image.format == "JPEG"
        assert not image.getexif()
    assert b"secret" not in large
    with Image.open(io.BytesIO(small)) as image:
        assert image.size == (160, 320)
    assert len(small) < len(large)


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "LA"), ("GIF", "P"), ("BMP", "RGB"), ("WEBP", "RGB")]
)
def test_kinds_of_pictures(session: Session, kind: str, mode: str) -> None:
    saved = product(session)
    out = io.BytesIO()
    Image.new(mode, (50, 50)).save(out, kind)
    set_photo(session, saved.uid, data=out.getvalue())
    assert q.for_sale()[0].photo


def test_one_picture_is_kept_once_and_can_go(session: Session) -> None:
    one, other = product(session, "ก"), product(session, "ข")
    for saved in (one, other):
        set_photo(session, saved.uid, data=picture())
    assert book.fetch_int("SELECT count(*) FROM blob") == 2
    set_photo(session, one.uid, data=None)
    assert [item.photo is None for item in q.for_sale()] == [True, False]


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"\x89PNG\r\n\x1a\n" + bytes(50), picture()[:60], b"%PDF-1.4", b"GIF89a" + b"\xff" * 40],
)
def test_what_is_no_picture(session: Session, data: bytes) -> None:
    saved = product(session)
    with pytest.raises(NotAPictureError):
        set_photo(session, saved.uid, data=data)
    assert q.for_sale()[0].photo is None


@pytest.mark.parametrize("size", [(13_000, 13_000), (8_000, 5_001)])
def test_a_giant_is_refused_by_its_header(session: Session, size: tuple[int, int]) -> None:
    saved = product(session)
    out = io.BytesIO()
    Image.new("1", size).save(out, "PNG")
    with pytest.raises(PictureTooLargeError):
        set_photo(session, saved.uid, data=out.getvalue())


def test_a_giant_file_is_not_even_opened(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 10)
    with pytest.raises(PictureTooLargeError):
        set_photo(session, product(session).uid, data=picture())


# ---------------------------------------------------------------- the log


def test_the_log_is_chained_and_cannot_be_changed(session: Session) -> None:
    product(session)
    for statement in ("UPDATE event_log SET action = 'x'", "DELETE FROM event_log"):
        with pytest.raises(book.DatabaseError):
            book.execute(statement)
    assert check_books() == []


def test_a_row_that_is_gone_is_told(session: Session) -> None:
    from db.models.products import Category

    with pytest.raises(records.NotFoundError), book.unit_of_work():
        records.change(session, Category, 99, {"name": "x"})
