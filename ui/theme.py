"""Every colour, size, font and icon of the screens: one table of tokens and what Qt is told of it.

No screen names a colour or a size by itself. Like the language, the look is ambient: functions of
this module answer for the look that is on now, and ``signals.changed`` tells when it was switched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QStyleFactory, QWidget

from resources import resource
from ui.stylesheet import stylesheet

FAMILY: Final = "Sarabun"
GRID: Final = 4
INSIDE: Final = 8
BETWEEN: Final = 16
AROUND: Final = 24
RADIUS: Final = 8
TOUCH: Final = 44
"""The smallest side of what a finger has to hit, in pixels at 100 %."""
MARKET_TOUCH: Final = 72
"""The same at a stall: with wet hands, standing, in a crowd."""

SMALL: Final = 13
BODY: Final = 15
LARGE: Final = 17
TITLE: Final = 22
FIGURE: Final = 30
HERO: Final = 44
SIZES: Final = (SMALL, BODY, LARGE, TITLE, FIGURE, HERO)
SCALES: Final = (100, 125, 150, 200)
LARGEST: Final = SCALES[-1]
"""The large type of a household: digits of body type are 5 mm high on a common screen, read at two metres."""


class Mode(StrEnum):
    """The three looks; market is for a stall in full daylight."""

    LIGHT = "light"
    DARK = "dark"
    MARKET = "market"


@dataclass(frozen=True, slots=True)
class Token:
    """One colour in the three looks."""

    light: str
    dark: str
    market: str

    def of(self, mode: Mode) -> str:
        """The colour as #RRGGBB."""
        return {Mode.LIGHT: self.light, Mode.DARK: self.dark, Mode.MARKET: self.market}[mode]


TOKENS: Final[dict[str, Token]] = {
    "paper": Token("#FAF8F3", "#171A1F", "#FFFFFF"),
    "sheet": Token("#FFFFFF", "#20252C", "#FFFFFF"),
    "sunken": Token("#F3EFE6", "#1B1F25", "#F2F2EF"),
    "ink": Token("#1F2430", "#ECE9E2", "#0B0F16"),
    "ink-soft": Token("#5C6370", "#A6ABB5", "#3B404A"),
    "line": Token("#E4DFD4", "#343B45", "#8A8578"),
    "edge": Token("#938B7B", "#6B7482", "#4A4A44"),
    "indigo": Token("#2B4A7F", "#8FB0E8", "#173063"),
    "indigo-strong": Token("#23406F", "#A6C1EF", "#0F2450"),
    "indigo-wash": Token("#E8EEF8", "#26334A", "#E3ECFA"),
    "on-indigo": Token("#FAF8F3", "#10141B", "#FFFFFF"),
    "turmeric": Token("#C98A0B", "#E6B54A", "#8A5C00"),
    "turmeric-text": Token("#7A5200", "#E6B54A", "#593B00"),
    "turmeric-wash": Token("#FBF1DA", "#3A301B", "#FFF4DA"),
    "leaf": Token("#2F7A4D", "#7CC79A", "#12512E"),
    "leaf-wash": Token("#E6F2EA", "#1F3329", "#E4F3E9"),
    "clay": Token("#A8442E", "#E28B76", "#7A2413"),
    "clay-wash": Token("#FBEAE5", "#3C2722", "#FCEAE4"),
    "chart-1": Token("#2B4A7F", "#8FB0E8", "#173063"),
    "chart-2": Token("#C98A0B", "#E6B54A", "#8A5C00"),
    "chart-3": Token("#2F7A4D", "#7CC79A", "#12512E"),
    "chart-4": Token("#7A5C99", "#B79BD3", "#553475"),
    "chart-5": Token("#4C9AA8", "#74BCC9", "#1F5F6C"),
    "chart-6": Token("#B0724A", "#D19A74", "#6E3F1E"),
}
CHART_TOKENS: Final = ("chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6")

_GROUNDS = ("paper", "sheet", "sunken", "indigo-wash")
TEXT_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    *((text, ground) for text in ("ink", "ink-soft", "indigo") for ground in _GROUNDS),
    *((text, f"{hue}-wash") for text in ("ink", "ink-soft") for hue in ("turmeric", "leaf", "clay")),
    *(("on-indigo", ground) for ground in ("indigo", "indigo-strong", "clay", "leaf")),
    *(("turmeric-text", ground) for ground in ("paper", "sheet", "turmeric-wash")),
    *(("leaf", ground) for ground in ("paper", "sheet", "leaf-wash")),
    *(("clay", ground) for ground in ("paper", "sheet", "clay-wash")),
)
"""Every (text, ground) pair that a screen may use; a test holds each to its contrast."""


class _Signals(QObject):
    """Tells that the look was switched."""

    changed = Signal()


@dataclass(slots=True)
class _State:
    mode: Mode = Mode.LIGHT
    scale: int = 100
    dense: bool = False


signals: Final = _Signals()
_state: Final = _State()


def mode() -> Mode:
    """The look that is on now."""
    return _state.mode


def scale() -> int:
    """The user's type scale in percent."""
    return _state.scale


def is_dense() -> bool:
    """Whether tables and lists stand closer."""
    return _state.dense


def px(size: int) -> int:
    """A type size or a height that holds type, at the user's scale."""
    return max(1, (size * _state.scale + 50) // 100)


def color(token: str) -> QColor:
    """The colour of a token in the look that is on now."""
    return QColor(TOKENS[token].of(_state.mode))


def css(token: str) -> str:
    """The colour of a token as #RRGGBB."""
    return TOKENS[token].of(_state.mode)


def mixed(token: str, ground: str, percent: int) -> QColor:
    """``percent`` of a token laid over a ground: washes of charts, photo placeholders."""
    top, under = color(token), color(ground)
    parts = [
        (a * percent + b * (100 - percent)) // 100
        for a, b in zip(top.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*parts)


def chart_color(index: int) -> QColor:
    """The colour of the n-th series: six hues, then their washes."""
    token = CHART_TOKENS[index % len(CHART_TOKENS)]
    return color(token) if index < len(CHART_TOKENS) else mixed(token, "sheet", 50)


def font(size: int = BODY, *, bold: bool = False) -> QFont:
    """The program's type in one of ``SIZES`` at the user's scale; weights 400 and 600 only."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def line_height(size: int = BODY) -> int:
    """Height of a line of type: 1.5 em, because Thai marks need it."""
    return (px(size) * 3 + 1) // 2


def control_height() -> int:
    """Height of a field or a button: a line of type and 8 px above and below it."""
    return max(40, line_height() + 2 * INSIDE)


def touch() -> int:
    """The smallest side of what a finger has to hit, in the look that is on now."""
    return max(MARKET_TOUCH if _state.mode is Mode.MARKET else TOUCH, control_height())


def row_height() -> int:
    """Height of a table row: 40 px, dense 32, at the user's scale."""
    return px(32 if _state.dense else 40)


def load_fonts() -> list[str]:
    """Load the shipped fonts; the families that came of it."""
    families: list[str] = []
    for path in sorted(resource("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families.extend(QFontDatabase.applicationFontFamilies(number))
    return families


def apply(
    app: QApplication, *, look: Mode | None = None, percent: int | None = None, dense: bool | None = None
) -> None:
    """Switch the look, the type scale or the density for the whole program, at once."""
    if look is not None:
        _state.mode = look
    if percent is not None:
        _state.scale = percent
    if dense is not None:
        _state.dense = dense
    if FAMILY not in QFontDatabase.families():
        load_fonts()
    if app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette())
    app.setFont(font())
    sheet = stylesheet(
        {name: token.of(_state.mode) for name, token in TOKENS.items()},
        {size: px(size) for size in SIZES},
        control=control_height(),
        row=row_height(),
        touch=touch(),
    )
    app.setStyleSheet(sheet)
    for widget in app.allWidgets():
        _refresh_icon(widget)
    signals.changed.emit()


def palette() -> QPalette:
    """The palette of the look that is on now, for what the style sheet does not reach."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: "paper",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "sheet",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.Button: "sheet",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.BrightText: "clay",
        QPalette.ColorRole.Highlight: "indigo",
        QPalette.ColorRole.HighlightedText: "on-indigo",
        QPalette.ColorRole.ToolTipBase: "ink",
        QPalette.ColorRole.ToolTipText: "paper",
        QPalette.ColorRole.PlaceholderText: "ink-soft",
        QPalette.ColorRole.Link: "indigo",
        QPalette.ColorRole.LinkVisited: "indigo",
        QPalette.ColorRole.Light: "sheet",
        QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "edge",
        QPalette.ColorRole.Shadow: "edge",
        QPalette.ColorRole.Accent: "indigo",
    }
    for role, token in roles.items():
        made.setColor(role, color(token))
    faint = mixed("ink-soft", "sheet", 70)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return made


def set_role(widget: QWidget, **properties: str | bool) -> None:
    """Give a widget the style-sheet properties that name its part (``kind="primary"``, ``tone="soft"`` …)."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


@lru_cache(maxsize=512)
def _svg(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _drawn(name: str, rgba: str, size: int, percent: int) -> QPixmap:
    """An icon drawn in one colour; ``percent`` is the device's pixel ratio."""
    side = max(1, size * percent // 100)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_svg(name).replace("currentColor", rgba).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(percent / 100)
    return pixmap


def pixmap(name: str, token: str = "ink", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """An icon of the set as a picture, tinted with a token, for a screen of the given pixel ratio."""
    return _drawn(name, css(token), px(size), round(ratio * 100))


def icon(name: str, token: str = "ink", size: int = 20) -> QIcon:
    """An icon of the set tinted with a token; sharp on the screens that are there."""
    made = QIcon()
    faint = mixed("ink-soft", "sheet", 60).name()
    ratios = {round(screen.devicePixelRatio() * 100) for screen in QGuiApplication.screens()}
    for percent in sorted(ratios or {100}):
        made.addPixmap(_drawn(name, css(token), px(size), percent), QIcon.Mode.Normal)
        made.addPixmap(_drawn(name, faint, px(size), percent), QIcon.Mode.Disabled)
    return made


def set_icon(target: QAbstractButton | QLabel, name: str, token: str = "ink", size: int = 20) -> None:
    """Show an icon on a button or a label and keep it right when the look is switched."""
    target.setProperty("iconName", name)
    target.setProperty("iconToken", token)
    target.setProperty("iconSide", size)
    _refresh_icon(target)


def _refresh_icon(widget: QWidget) -> None:
    name = widget.property("iconName")
    if not name:
        return
    token, size = str(widget.property("iconToken")), int(widget.property("iconSide"))
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, token, size))
        widget.setIconSize(QSize(px(size), px(size)))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, token, size, widget.devicePixelRatioF()))
        widget.setFixedSize(px(size), px(size))


def contrast(first: str, second: str) -> float:
    """The contrast of two colours (#RRGGBB) as WCAG counts it, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: str) -> float:
    red, green, blue = _linear(rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(rgb: str) -> Iterator[float]:
    for start in (1, 3, 5):
        part = int(rgb[start : start + 2], 16) / 255
        yield part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
