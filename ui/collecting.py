"""Python looks for circles of dead objects on the screen's thread only, because widgets must die there.

While a worker runs, Python's own collector is off: it would run on whichever thread makes the next object,
and a page that is left in a circle would be taken down on the worker.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500
"""Between two looks; each takes as long as Python's own would."""
WHOLE_EVERY_S = 20
OLDEST = 2
"""Python's last generation."""


def look() -> None:
    """Collect the oldest generation that is due, by the thresholds that Python itself would use.

    All of them at most every twenty seconds: that one walks through every object there is.
    """
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [
        age for age, (count, most) in enumerate(zip(counts, thresholds, strict=True)) if most and count > most
    ]
    if not due:
        return
    oldest, now = max(due), time.monotonic()
    if oldest == OLDEST:
        if now - _Workers.whole_at < WHOLE_EVERY_S:
            oldest -= 1
        else:
            _Workers.whole_at = now
    gc.collect(oldest)


class Collector(QObject):
    """Looks for circles now and then."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(look)

    def begin(self) -> None:
        """Take over from Python."""
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()


class _Workers:
    """How many workers run, and the collector that serves them."""

    count = 0
    collector: Collector | None = None
    whole_at = 0.0
    """When every object was last looked at, by the steady clock."""


def worker_begins() -> None:
    """A worker starts: from now on circles are looked for on the screen's thread (where this is called)."""
    _Workers.count += 1
    if _Workers.count == 1:
        _Workers.collector = Collector()
        _Workers.collector.begin()


def worker_ends() -> None:
    """A worker has ended; after the last one Python collects by itself again."""
    _Workers.count -= 1
    if _Workers.count == 0 and _Workers.collector is not None:
        _Workers.collector.end()
        _Workers.collector = None
