"""Python looks for circles of dead objects on the screen's thread only, because widgets must die there.

While a worker runs, Python's own collector is off: it would run on whichever thread makes the next object,
and a page that is left in a circle would be taken down on the worker.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 500
"""Between two looks; each takes as long as Python's own would."""


class Collector(QObject):
    """Looks for circles now and then, by the thresholds that Python itself would use."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Take over from Python."""
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation that is due."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [
            age
            for age, (count, most) in enumerate(zip(counts, thresholds, strict=True))
            if most and count > most
        ]
        if due:
            gc.collect(max(due))


class _Workers:
    """How many workers run, and the collector that serves them."""

    count = 0
    collector: Collector | None = None


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
