"""The table of tokens: contrast, sizes, icons, and that the switch reaches everything."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from resources import resource
from ui import theme


@pytest.fixture
def app(qapp: QApplication):
    yield qapp
    theme.apply(qapp, look=theme.Mode.LIGHT, percent=100, dense=False)


@pytest.mark.parametrize("look", list(theme.Mode))
@pytest.mark.parametrize(("text", "ground"), theme.TEXT_PAIRS)
def test_text_is_legible_on_its_ground(look, text, ground):
    needed = 7.0 if look is theme.Mode.MARKET else 4.5
    assert theme.contrast(theme.TOKENS[text].of(look), theme.TOKENS[ground].of(look)) >= needed


@pytest.mark.parametrize("look", list(theme.Mode))
def test_edges_of_fields_are_seen(look):
    for ground in ("sheet", "paper"):
        assert theme.contrast(theme.TOKENS["edge"].of(look), theme.TOKENS[ground].of(look)) >= 3.0


def test_contrast_is_counted_as_wcag_does():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert theme.contrast("#FFFFFF", "#777777") == theme.contrast("#777777", "#FFFFFF")


def test_type_scale_follows_the_user(app):
    theme.apply(app, percent=150)
    assert [theme.px(size) for size in theme.SIZES] == [20, 23, 26, 33, 45, 66]
    assert theme.font(theme.TITLE, bold=True).pixelSize() == 33
    assert theme.control_height() == 51


def test_every_step_has_a_line_of_one_and_a_half(app):
    assert [theme.line_height(size) for size in theme.SIZES] == [20, 23, 26, 33, 45, 66]


def test_shipped_font_is_used(app):
    theme.apply(app)
    label = QLabel("น้ำ")
    assert label.fontInfo().family() == "Sarabun"


def test_switch_reaches_icons_and_colours(app, qtbot):
    theme.apply(app, look=theme.Mode.LIGHT)
    button = QPushButton("x")
    qtbot.addWidget(button)
    theme.set_icon(button, "search", "ink")
    light = button.icon().pixmap(20, 20).toImage()
    with qtbot.waitSignal(theme.signals.changed):
        theme.apply(app, look=theme.Mode.DARK, percent=200)
    dark = button.icon().pixmap(20, 20).toImage()
    assert light != dark
    assert button.iconSize().width() == 40
    assert app.palette().window().color().name().upper() == "#171A1F"


def test_every_icon_of_the_set_is_drawn_in_the_asked_colour(app):
    asked = theme.color("clay")
    for path in sorted(resource("icons").glob("*.svg")):
        image = theme.pixmap(path.stem, "clay").toImage()
        spots = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        solid = [spot for spot in spots if spot.alpha() == 255]
        assert any(spot.alpha() for spot in spots), path.name
        for spot in solid:
            assert abs(spot.red() - asked.red()) <= 2, path.name
            assert abs(spot.green() - asked.green()) <= 2, path.name


def test_unknown_icon_is_an_error(app):
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon")


def test_series_have_colours_without_end():
    assert len({theme.chart_color(index).name() for index in range(12)}) == 12


def test_words_in_empty_fields_are_legible(app, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setPlaceholderText("—")
    field.ensurePolished()
    for look in theme.Mode:
        theme.apply(app, look=look)
        colour = field.palette().placeholderText().color()
        assert colour.alpha() == 255
        assert colour.name() == theme.css("ink-soft").lower()
