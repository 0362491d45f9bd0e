"""How far a long piece of work has come, and a way to stop it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from app.i18n import _
from ui import theme
from ui.runner import Job
from ui.widgets.arrange import column, row
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class ProgressStrip(QWidget):
    """What is being done, a bar and Cancel; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.INSIDE)
        self.text = Label("", tone="soft", wrap=True)
        self.cancel_button = Button("", self.cancel)
        across = row(self.bar, self.cancel_button)
        across.setStretch(0, 1)
        self.setLayout(column(self.text, across))
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.cancel_button.set_text(_("Cancel"))

    def begin(self, text: str) -> None:
        """Show that work is going on whose length is not known yet."""
        self._job = None
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.bar.setRange(0, 0)
        self.show()

    def follow(self, job: Job | None) -> None:
        """Cancel stops this job."""
        self._job = job

    def step(self, done: int, total: int, text: str = "") -> None:
        """Show a step; at the last one what follows has no measure."""
        self.bar.setRange(0, 0 if done >= total else total)
        self.bar.setValue(done)
        if text:
            self.text.setText(text)
            self.text.show()

    def end(self) -> None:
        """The work is over, or was stopped."""
        self._job = None
        self.hide()

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop."""
        if self._job is not None:
            self._job.cancel()
