"""The tab of the online market: a page by keys, its pictures, a pack and labels saved."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.money import E4
from app.domain.price_choice import PriceRule
from app.domain.session import Permission
from app.queries.product_pages import page, photos_of
from app.services.books import enter_thread, leave_thread
from app.services.product_pages import add_photo
from app.services.products import set_photo
from app.services.promotions import create_price
from app.settings import change_machine, load_machine
from reports.letters import USUAL_FORMAT
from tests.builders import make_book, product, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.test_assets_page import TODAY, Place, enter
from ui.messages import Messages, StatusLine, Toast
from ui.pages.listing import work
from ui.pages.listing.view import ListingView
from ui.runner import Runner
from ui.widgets.label_sheet import sheet_of


def picture(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), (shade, 90, 90)).save(out, "PNG")
    return out.getvalue()


class ListingPlace(Place):
    """The page, with a folder in which files are saved."""

    def __init__(self, qtbot, session, folder: Path) -> None:
        self.qtbot, self.session, self.folder = qtbot, session, folder
        self.tea = b""
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window = QWidget()
        self.window.resize(1200, 760)
        qtbot.addWidget(self.window)
        self.view = ListingView(
            session,
            self.runner,
            Messages(self.window, StatusLine(), Toast(self.window)),
            open_link=lambda _link: None,
            go_to=lambda _place, _what: None,
            save_file=lambda name, kind: folder / f"{name}.{kind}",
            today=lambda: TODAY,
        )
        self.runner.changed.connect(self.view.refresh)
        QVBoxLayout(self.window).addWidget(self.view)
        self.window.show()
        self.view.refresh(Changes.EVERYTHING)
        self.settle()

    def choose(self, at: int) -> None:
        """A row of the list."""
        self.view.table.selectRow(at)
        self.view.show_row(self.view.list.shown_rows()[at])
        self.settle()


@pytest.fixture
def place(qtbot, tmp_path):
    session = make_book(tmp_path)
    tea = product(session, "ชาหญ้าหมอน้อย", price=8000, unit="กล่อง", code="TEA").uid
    product(session, "กะปิ", price=5000, unit="กระปุก", code="KAPI")
    set_photo(session, tea, data=picture(10))
    made = ListingPlace(qtbot, session, tmp_path)
    made.tea = tea
    yield made
    made.runner.stop()
    made.runner.deleteLater()


def at_tea(place) -> None:
    rows = place.view.list.shown_rows()
    place.choose(next(at for at, row in enumerate(rows) if row.uid == place.tea))


def test_a_page_is_typed_and_becomes_more_complete(place):
    view = place.view
    at_tea(place)
    before = page(place.tea, TODAY).percent
    place.key("F4")
    form = view.form
    assert form.title_field.edit.hasFocus()
    enter(form.title_field, "ชาคั่วมือ")
    enter(form.weight, "๔๐")
    enter(form.tags, "ชา ของดี")
    form.text.setPlainText("หอมเหมือนที่ยายชง")
    place.save(form)
    found = page(place.tea, TODAY)
    assert (found.shown.title, found.shown.page.weight_g) == ("ชาคั่วมือ", 40)
    assert found.percent > before
    assert "40" in view.average.value.text() or found.percent in (66, 55, 44)


def test_pictures_are_added_described_and_what_is_none_is_refused(place):
    view, folder = place.view, place.folder
    (folder / "b.png").write_bytes(picture(90))
    (folder / "no.png").write_bytes(b"\x89PNG\r\n\x1a\nnot one")
    at_tea(place)
    place.key("Ctrl+I")
    form = view.pictures_form
    form.added.emit(place.tea, folder / "b.png")
    place.settle()
    assert len(photos_of(place.tea)) == 1
    form.added.emit(place.tea, folder / "no.png")
    place.settle()
    assert form.banner.isVisibleTo(view)
    assert len(photos_of(place.tea)) == 1
    enter(form.cards[0].caption, "ถุงเปิด")
    place.save(form)
    assert [each.caption for each in photos_of(place.tea)] == ["ถุงเปิด"]


def test_a_pack_and_labels_are_saved(place):
    view = place.view
    view.pack_button.click()
    form = view.paper_form
    assert form._codes == ("TEA",), "only what can be listed"
    form.submit()
    place.settle()
    (saved,) = place.folder.glob("*.zip")
    with zipfile.ZipFile(saved) as pack:
        assert "posts/TEA.txt" in pack.namelist()
    view.paper_button.click()
    assert (form.sheet.isVisibleTo(form), form.length.isVisibleTo(form)) == (True, False)
    form.submit()
    place.settle()
    (labels,) = place.folder.glob("*.pdf")
    assert labels.read_bytes().startswith(b"%PDF")


def test_the_sheet_of_the_printer_is_offered_first_and_kept(place):
    change_machine(label_sheet="2x8")
    view = place.view
    view.paper_button.click()
    form = view.paper_form
    assert form.sheet.key() == "2x8"
    assert sheet_of("order-labels") == sheet_of("shelf-labels") == "2x8"
    form.sheet.set_value("5x13")
    form.submit()
    place.settle()
    assert load_machine().label_sheet == "5x13"
    assert sheet_of("order-labels") == USUAL_FORMAT, "addresses do not fit on these"
    assert sheet_of("catalogue") == ""


def test_prices_of_a_way_of_selling_are_offered_once_it_has_some(place):
    form = place.view.paper_form
    place.view.paper_button.click()
    assert not form.prices.isVisibleTo(form)
    place.view.go_back()
    create_price(place.session, place.tea, rule=PriceRule(9900 * E4, channel="platform"))
    place.view.refresh(Changes.EVERYTHING)
    place.settle()
    place.view.paper_button.click()
    assert form.prices.isVisibleTo(form)
    form.prices.set_value("platform")
    assert form.wanted().option.endswith(":platform")
    form.kind.set_value(work.CATALOGUE)
    form.kind.committed.emit(work.CATALOGUE)
    assert form.wanted().option == "platform"
    assert form.wanted().pack.channel == "platform"


def test_pictures_are_put_in_order(place):
    for shade in (50, 150):
        add_photo(place.session, place.tea, data=picture(shade))
    before = [each.uid for each in photos_of(place.tea)]
    at_tea(place)
    place.key("Ctrl+I")
    form = place.view.pictures_form
    first, second = [button for button, _card in form._ups]
    assert (first.isEnabled(), second.isEnabled()) == (False, True)
    second.click()
    place.save(form)
    assert [each.uid for each in photos_of(place.tea)] == before[::-1]


def test_the_page_shows_what_stands_there_without_being_typed(place):
    at_tea(place)
    place.key("F4")
    form = place.view.form
    assert form.title_field.edit.placeholderText() == "ชาหญ้าหมอน้อย"
    place.view.go_back()
    place.key("Ctrl+I")
    pictures = place.view.pictures_form
    assert pictures.empty.isVisibleTo(pictures), "where the first picture comes from"


def test_a_picture_that_is_gone_is_told_in_words(place, tmp_path):
    at_tea(place)
    place.key("Ctrl+I")
    pictures = place.view.pictures_form
    pictures.added.emit(place.tea, tmp_path / "หาย.jpg")
    place.settle()
    assert "หาย.jpg" in pictures.banner.label.raw()
    assert not pictures.busy


def test_labels_ask_again_for_numbers_that_are_none(place):
    place.view.paper_button.click()
    form = place.view.paper_form
    for typed in ("abc", "-1", "201"):
        enter(form.copies, typed)
        assert form.wanted() is None
        assert form.copies.error()
    enter(form.copies, "๒")
    assert form.wanted().option.startswith("3x7:0:2")


def test_a_post_is_copied(place):
    at_tea(place)
    place.key("Ctrl+J")
    assert QGuiApplication.clipboard().text().startswith("ชาหญ้าหมอน้อย")


def test_a_recall_asks_for_its_lot(place):
    form = place.view.paper_form
    place.view.open("recall")
    assert form.wanted() is None
    assert form.kind.key() == work.RECALL


def test_who_may_only_read_sees_no_forms(qtbot, tmp_path):
    session = make_book(tmp_path)
    product(session, "ชา", price=8000, unit="กล่อง")
    reader = session_with(Permission.SEE_STOCK)
    made = ListingPlace(qtbot, reader, tmp_path)
    made.choose(0)
    assert not made.view.change_button.isVisibleTo(made.view)
    assert not hasattr(made.view, "recall_button")
    made.runner.stop()
    made.runner.deleteLater()
