"""The grid of goods with its photos, the preview of papers, charts on the screen."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest

from reports.model import Chart, ChartKind, Kind, Series
from reports.render.chart_layout import Mark, Rect
from tests.ui.keys import front, press
from ui import theme
from ui.widgets.chart import ChartView
from ui.widgets.photos import PhotoCache, decode, first_letter
from ui.widgets.preview import PdfPreview
from ui.widgets.product_grid import TILE_ROLE, ProductGrid, Tile


def png(colour: str, width: int = 40, height: int = 40) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


TILES = [Tile(number, f"กะปิผงรสวาซาบิ {number}", f"{number}.00", photo=number) for number in range(300)]


@pytest.fixture
def grid(qtbot):
    made = ProductGrid(name="Goods")
    made.resize(700, 500)
    qtbot.addWidget(made)
    made.set_tiles(TILES)
    front(qtbot, made)
    made.setFocus()
    return made


def test_tiles_share_the_width_and_are_large_enough_to_touch(grid):
    for width in (320, 500, 700, 1100):
        grid.resize(width, 500)
        size = grid.gridSize()
        across = grid.viewport().width() // size.width()
        assert across >= 2
        assert size.width() >= theme.TOUCH
        assert size.height() >= theme.TOUCH
        first = grid.visualRect(grid.model().index(0, 0))
        last = grid.visualRect(grid.model().index(across - 1, 0))
        assert first.top() == last.top(), "a line is full before the next begins"
        assert last.right() <= grid.viewport().width()


def test_click_and_enter_pick(grid):
    picked: list[Any] = []
    grid.picked.connect(picked.append)
    place = grid.visualRect(grid.model().index(1, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    press(grid, Qt.Key.Key_Right)
    press(grid, Qt.Key.Key_Return)
    assert picked == [1, 2]
    assert grid.current_key() == 2


def test_letters_are_left_to_the_page(grid):
    before = grid.current_key()
    press(grid, Qt.Key.Key_5, "5")
    assert grid.current_key() == before


def test_only_what_is_seen_is_drawn(qtbot):
    asked: list[Any] = []

    def load(keys):
        asked.extend(keys)
        return {}

    photos = PhotoCache(load)
    grid = ProductGrid(photos)
    qtbot.addWidget(grid)
    grid.resize(700, 500)
    grid.set_tiles(TILES)
    front(qtbot, grid)
    grid.grab()
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) < 60
    assert len(set(asked)) == len(asked)


def test_tile_is_drawn_once_until_its_photo_comes(qtbot, monkeypatch):
    photos = PhotoCache(lambda keys: {key: png("#ff0000") for key in keys})
    grid = ProductGrid(photos)
    qtbot.addWidget(grid)
    grid.resize(400, 400)
    grid.set_tiles(TILES[:2])
    front(qtbot, grid)
    delegate = grid._delegate
    drawn: list[Any] = []
    draw = delegate._draw

    def noted(tile, ratio):
        drawn.append(tile.key)
        return draw(tile, ratio)

    monkeypatch.setattr(delegate, "_draw", noted)
    delegate.forget()
    grid.grab()
    grid.grab()
    assert sorted(drawn) == [0, 1]
    qtbot.waitUntil(lambda: photos.get(0) is not None)
    grid.grab()
    spot = (
        grid.grab().toImage().pixelColor(grid.visualRect(grid.model().index(0, 0)).center() + QPoint(0, -40))
    )
    assert spot.red() > 200
    assert spot.green() < 60


def test_look_switch_draws_anew(grid, qapp):
    grid.grab()
    assert grid._delegate._drawn
    theme.apply(qapp, look=theme.Mode.DARK)
    picture = grid.grab().toImage()
    corner = grid.visualRect(grid.model().index(0, 0)).bottomLeft() + QPoint(14, -12)
    assert picture.pixelColor(corner).lightness() < 80


def test_ear_hears_name_price_and_badge(grid):
    grid.set_tiles([Tile(1, "กะปิ", "45.00", badge="เหลือ 3")])
    index = grid.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "กะปิ 45.00 เหลือ 3"
    assert index.data(TILE_ROLE).key == 1


def test_tiles_keep_qts_contract(grid, qtmodeltester):
    qtmodeltester.check(grid.tiles)


# ---- photos


def test_photo_is_read_on_the_worker_and_kept(qtbot, runner):
    threads: list[Any] = []

    def load(keys):
        threads.append(threading.current_thread().name)
        return {key: png("#00ff00", 900, 600) for key in keys}

    photos = PhotoCache(load, runner=runner, side=128)
    assert photos.get("a") is None
    with qtbot.waitSignal(photos.ready) as came:
        pass
    assert came.args[0] == {"a"}
    assert threads == ["storage"]
    pixmap = photos.get("a")
    assert pixmap is not None
    assert min(pixmap.width(), pixmap.height()) == 128
    assert len(threads) == 1
    photos.forget("a")
    assert photos.get("a") is None


def test_missing_and_broken_photos_are_simply_not_there(qtbot):
    photos = PhotoCache(lambda keys: {"broken": b"no picture"})
    photos.get("broken")
    photos.get("missing")
    qtbot.waitUntil(lambda: not photos._under_way)
    assert photos.get("broken") is None
    assert not photos._under_way, "not asked again and again"


def test_unreadable_book_leaves_letters(qtbot, runner):
    def load(keys):
        raise OSError

    photos = PhotoCache(load, runner=runner)
    photos.get("x")
    qtbot.waitUntil(lambda: not photos._under_way)
    assert photos.get("x") is None


def test_huge_picture_is_refused_by_its_head():
    head = bytearray(png("#000000"))
    head[16:24] = (20_000).to_bytes(4, "big") * 2
    assert decode(bytes(head), 64).isNull()


@pytest.mark.parametrize(
    ("name", "letter"),
    [("กะปิ", "กะ"), ("น้ำพริก", "น้ำ"), ("เอแคลร์", "เอ"), ("ผ้า", "ผ้า"), ("Tea", "T"), ("", "?"), ("ชา", "ชา")],
)
def test_first_letter_keeps_its_marks(name, letter):
    assert first_letter(name) == letter


# ---- papers


@pytest.fixture
def preview(qtbot):
    made = PdfPreview()
    made.resize(500, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_pages_are_drawn_when_they_are_seen(preview, qtbot):
    drawn: list[Any] = []

    def render(page, width):
        drawn.append((page, width))
        return png("#123456", 10, 14)

    preview.show_pages([1.414] * 50, render)
    qtbot.waitUntil(lambda: bool(drawn))
    assert {page for page, _width in drawn} <= {0, 1}
    assert preview.page_label.raw() == "Page 1 of 50"
    bar = preview.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: any(page == 49 for page, _width in drawn))
    assert preview.page_label.raw() == "Page 50 of 50"
    assert len({page for page, _width in drawn}) < 6


def test_zoom_by_keys_and_wheel_asks_for_sharper_pages(preview, qtbot):
    widths: list[Any] = []

    def render(page, width):
        widths.append(width)
        return png("#ffffff")

    preview.show_pages([1.4], render)
    qtbot.waitUntil(lambda: bool(widths))
    fitted = widths[-1]
    press(preview, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: widths[-1] > fitted)
    assert preview.zoom() == 75 or preview.zoom() == 100
    zoomed = preview.zoom()
    wheel = QWheelEvent(
        QPoint(5, 5),
        preview.area.viewport().mapToGlobal(QPoint(5, 5)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.sendEvent(preview.area.viewport(), wheel)
    assert preview.zoom() > zoomed
    press(preview, Qt.Key.Key_0)
    assert preview.zoom() == 0


def test_page_of_an_older_document_is_dropped(preview, qtbot, runner):
    gate = threading.Event()
    slow = PdfPreview(runner)
    qtbot.addWidget(slow)
    slow.resize(400, 500)
    slow.show()

    def render(page, width):
        gate.wait(5)
        return png("#ff0000")

    slow.show_pages([1.0], render)
    slow._draw_seen()
    slow.show_images([png("#00ff00")])
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy and slow._sheets[0].pixmap is not None)
    pixmap = slow._sheets[0].pixmap
    assert pixmap is not None
    assert pixmap.toImage().pixelColor(2, 2).green() == 255


def test_failed_page_is_told(qtbot, runner):
    def broken(page, width):
        raise ZeroDivisionError

    made = PdfPreview(runner)
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show()
    with qtbot.waitSignal(made.failed):
        made.show_pages([1.0], broken)


def test_pictures_keep_their_shape(preview):
    preview.show_images([png("#ffffff", 100, 50), png("#ffffff", 50, 100)])
    first, second = preview._sheets
    assert first.height() * 2 == pytest.approx(first.width(), abs=2)
    assert second.height() == pytest.approx(second.width() * 2, abs=2)
    preview.clear()
    assert preview.page_count() == 0


# ---- charts


CHART = Chart(
    "Sales <b>by day</b>",
    ChartKind.BAR,
    ("Mon", "<i>Tue</i>"),
    (Series("stall", (120_000, 0)), Series("online", (50_000, 70_000))),
    Kind.MONEY,
    "Monday sold best.",
)


def test_chart_says_its_sentence_and_its_values(qtbot):
    view = ChartView(CHART)
    qtbot.addWidget(view)
    view.resize(500, 320)
    view.show()
    assert view.accessibleDescription() == "Monday sold best."
    assert view.heading.text() == "Sales <b>by day</b>"
    bars = [shape for shape in view.canvas.shapes() if isinstance(shape, Rect) and shape.datum is not None]
    assert {bar.datum for bar in bars} == {(0, 0), (1, 0), (1, 1)}
    bar = next(bar for bar in bars if bar.datum == (1, 1))
    middle = QPoint(bar.x + bar.width // 2, bar.y + bar.height // 2)
    assert view.canvas.tip_at(middle) == "<i>Tue</i> · online: 700.00 baht"
    assert view.canvas.tip_at(QPoint(0, 0)) == ""


def test_bars_are_painted_in_the_colour_of_their_series(qtbot):
    view = ChartView(CHART, title=False)
    qtbot.addWidget(view)
    view.resize(500, 320)
    view.show()
    bar = next(s for s in view.canvas.shapes() if isinstance(s, Rect) and s.datum == (0, 0))
    picture = view.canvas.grab().toImage()
    spot = picture.pixelColor(bar.x + bar.width // 2, bar.y + bar.height // 2)
    assert spot.name() == theme.css("chart-1").lower()
    assert view.heading.isHidden()


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize("look", list(theme.Mode))
def test_every_kind_is_drawn_in_every_look(qtbot, qapp, kind, look):
    theme.apply(qapp, look=look)
    chart = Chart("t", kind, ("ก", "ข", "ค"), (Series("s", (300, 200, 100)), Series("u", (10, 20, 30))))
    view = ChartView(chart)
    qtbot.addWidget(view)
    view.resize(420, 300)
    view.show()
    assert any(isinstance(shape, Rect | Mark) for shape in view.canvas.shapes())
    picture = view.canvas.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, 420, 2) for y in range(0, picture.height(), 2)
    }
    assert theme.css("chart-1").lower() in colours


def test_empty_chart_says_so(qtbot):
    view = ChartView(Chart("t", ChartKind.BAR, (), ()))
    qtbot.addWidget(view)
    view.resize(420, 300)
    view.show()
    assert len(view.canvas.shapes()) == 1
