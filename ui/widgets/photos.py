"""Pictures of products: decoded beside the screen, small, kept for the last few hundred that were shown."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

from app.thai.words import cluster_positions
from ui import theme
from ui.runner import Runner

KEPT = 600
BATCH = 24
KINDS = {b"\xff\xd8\xff": b"jpeg", b"\x89PNG\r\n\x1a\n": b"png"}
"""How files begin that are decoded, and Qt's name of their kind."""
MOST_PIXELS = 40_000_000
MOST_SHOWN = 10_000_000
"""Pixels after scaling: a picture of one long row would fill a square with very many."""


def decode(data: bytes, side: int) -> QImage:
    """A picture of the book scaled to fill ``side`` by ``side`` pixels; empty if unreadable or huge.

    No other reader of Qt's is let near what a strange book may hold: some of them crash.
    """
    kind = next((name for begin, name in KINDS.items() if data.startswith(begin)), b"")
    if not kind:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, kind)
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    wanted = size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    if wanted.width() * wanted.height() > MOST_SHOWN:
        wanted = size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(wanted)
    return reader.read()


class PhotoCache(QObject):
    """Gives pictures by key; one that is not here is fetched and ``ready`` tells when it is."""

    ready = Signal(object)
    """The set of keys that came."""

    def __init__(
        self,
        load: Callable[[Sequence[object]], Mapping[object, bytes]],
        *,
        runner: Runner | None = None,
        side: int = 256,
        parent: QObject | None = None,
    ) -> None:
        """``load(keys)`` gives the bytes of those that have a picture; it runs on the storage worker."""
        super().__init__(parent)
        self._load, self._runner, self._side = load, runner, side
        self._pixmaps: OrderedDict[object, QPixmap | None] = OrderedDict()
        self._wanted: list[object] = []
        self._under_way: set[object] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_wanted)

    def get(self, key: object) -> QPixmap | None:
        """The picture of a key if it is here; otherwise None now, and ``ready`` later if there is one."""
        if key in self._pixmaps:
            self._pixmaps.move_to_end(key)
            return self._pixmaps[key]
        if key is not None and key not in self._under_way:
            self._under_way.add(key)
            self._wanted.append(key)
            if not self._timer.isActive():
                self._timer.start()
        return None

    def forget(self, *keys: object) -> None:
        """Fetch these again next time (all, if none is named): their picture was changed."""
        for key in keys or tuple(self._pixmaps):
            self._pixmaps.pop(key, None)

    @Slot()
    def _on_wanted(self) -> None:
        # The last that were asked for are in front of the user now.
        keys, self._wanted = self._wanted[-BATCH:], self._wanted[:-BATCH]
        work = partial(self._fetch, tuple(keys))
        if self._runner is None:
            self._on_fetched(work())
        else:
            self._runner.run(self, work, self._on_fetched, failed=partial(self._on_failed, tuple(keys)))
        if self._wanted:
            self._timer.start()

    def _fetch(self, keys: tuple[object, ...]) -> dict[object, QImage | None]:
        """Runs on the worker: read and decode."""
        found = self._load(keys)
        return {key: decode(found[key], self._side) if key in found else None for key in keys}

    def _on_failed(self, keys: tuple[object, ...], _error: Exception) -> None:
        """A picture that cannot be read is one that is not there."""
        self._on_fetched(dict.fromkeys(keys))

    def _on_fetched(self, images: Mapping[object, QImage | None]) -> None:
        for key, image in images.items():
            self._under_way.discard(key)
            self._pixmaps[key] = None if image is None or image.isNull() else QPixmap.fromImage(image)
        while len(self._pixmaps) > KEPT:
            self._pixmaps.popitem(last=False)
        came = {key for key in images if self._pixmaps.get(key) is not None}
        if came:
            self.ready.emit(came)


def first_letter(name: str) -> str:
    """What stands for a product without a picture: the first letter of its name with its marks."""
    text = name.strip()
    if not text:
        return "?"
    ends = cluster_positions(text[:8])
    lead = text[: ends[0]] if ends else text[:8]
    if lead[:1] in "เแโใไ" and len(lead) == 1 and len(text) > 1:
        lead = text[: ends[1]] if len(ends) > 1 else text[:2]
    return lead


def paint_photo(painter: QPainter, area: QRectF, pixmap: QPixmap | None, name: str, radius: int = 6) -> None:
    """Draw a picture cut to fill an area with round corners, or the first letter on a wash."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    if pixmap is not None:
        painter.setClipPath(path)
        ratio = max(area.width() / pixmap.width(), area.height() / pixmap.height())
        width, height = area.width() / ratio, area.height() / ratio
        source = QRectF((pixmap.width() - width) / 2, (pixmap.height() - height) / 2, width, height)
        painter.drawPixmap(area, pixmap, source)
    else:
        hue = theme.CHART_TOKENS[sum(map(ord, name)) % len(theme.CHART_TOKENS)]
        painter.fillPath(path, theme.mixed(hue, "sheet", 16))
        painter.setPen(theme.mixed(hue, "ink", 60))
        size = theme.FIGURE if area.height() >= 56 else theme.LARGE
        painter.setFont(theme.font(size, bold=True))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), first_letter(name))
    painter.restore()
