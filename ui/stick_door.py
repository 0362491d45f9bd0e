"""Before a stick's book is opened: it is copied in, and where two went different ways somebody is asked."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.i18n import _
from app.services.stick_book import Keep, StickBook, TwoBooksError, is_on_stick, take_in, waiting_here
from app.thai.dates import format_datetime, moment_of
from ui import theme
from ui.runner import Runner
from ui.stick_home import StickHome, stick_folder
from ui.widgets.arrange import column, row
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class TwoBooks(QDialog):
    """Both copies with when they were written last; the one that is not chosen is kept beside the other."""

    chosen = Signal(object)
    """A ``Keep``."""

    def __init__(self, error: TwoBooksError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Two copies of one book"))
        self.setProperty("kind", "ground")
        text = Label(
            _(
                "“{name}” was worked on here while its stick was out, and on the stick elsewhere. Which one "
                "shall go on? The other is kept beside it on the stick; nothing is thrown away."
            ).format(name=error.data["name"]),
            wrap=True,
        )
        stick, here = (format_datetime(moment_of(each)) for each in (error.stick_at, error.here_at))
        self.stick_button = Button(
            _("The one on the stick, written {when}").format(when=stick),
            partial(self._choose, Keep.STICK),
            icon="usb",
            touch=True,
        )
        self.here_button = Button(
            _("The one in this computer, written {when}").format(when=here),
            partial(self._choose, Keep.HERE),
            icon="monitor",
            touch=True,
        )
        self.neither_button = Button(_("Neither, not now"), self.reject, kind="link")
        self.setLayout(
            column(
                text,
                self.stick_button,
                self.here_button,
                row(self.neither_button, -1),
                spacing=theme.BETWEEN,
                margins=theme.AROUND,
            )
        )
        self.setMinimumWidth(theme.px(480))

    def _choose(self, keep: Keep) -> None:
        self.accept()
        self.chosen.emit(keep)


class StickDoor(QObject):
    """Brings a stick's book into this computer before it is opened."""

    ready = Signal(object)
    """A ``StickHome`` whose book can be opened at its ``work``."""
    refused = Signal(object, object)
    """The path, and why it was not brought in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.question: TwoBooks | None = None

    @staticmethod
    def wants(path: Path) -> bool:
        """Whether a book lies on a stick, or waits here for one that is out."""
        return is_on_stick(path) or (not path.exists() and waiting_here(path, stick_folder()) is not None)

    def take_in(self, path: Path, runner: Runner, over: QWidget | None, keep: Keep | None = None) -> None:
        """Copy the book in on the worker; ``over`` is the screen that a question stands on."""
        job = partial(take_in, path, stick_folder(), keep=keep)
        failed = partial(self._on_failed, path, runner, over)
        runner.run(self, job, self._on_taken_in, failed=failed)

    def _on_taken_in(self, book: StickBook) -> None:
        self.ready.emit(StickHome(book))

    def _on_failed(self, path: Path, runner: Runner, over: QWidget | None, error: Exception) -> None:
        if not isinstance(error, TwoBooksError):
            self.refused.emit(path, error)
            return
        self.question = TwoBooks(error, over)
        self.question.chosen.connect(lambda keep: self.take_in(path, runner, over, keep))
        self.question.open()
