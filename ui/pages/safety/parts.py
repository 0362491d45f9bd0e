"""Parts of the page: the top sentence, and the card of a job with progress and a way to stop."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.safety import Tone
from app.thai.dates import now
from reports.safety_words import sentence, since_words
from ui import theme
from ui.messages_text import error_text
from ui.pages.safety.work import SafetyData
from ui.runner import Runner
from ui.widgets.arrange import column, row
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import icon_label
from ui.widgets.labels import Label
from ui.widgets.progress import ProgressStrip

_ICONS = {Tone.GOOD: "circle-check", Tone.WARN: "triangle-alert", Tone.BAD: "circle-x"}
_TOKENS = {Tone.GOOD: "leaf", Tone.WARN: "turmeric-text", Tone.BAD: "clay"}


class TopCard(Card):
    """One sentence of how safe the book is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._data: SafetyData | None = None
        self.picture = icon_label("shield-check", "ink-soft", 36)
        self.text = Label("", type="large", strong=True, wrap=True)
        self.since = Label("", tone="soft", wrap=True)
        across = row(self.picture, column(self.text, self.since, spacing=4), spacing=theme.BETWEEN)
        across.setStretch(1, 1)
        self.add(across)

    def show_data(self, data: SafetyData) -> None:
        """Show what was read."""
        self._data = data
        found = data.safety
        self.text.setText(sentence(found, now()))
        self.since.setText(since_words(found))
        self.since.setVisible(bool(self.since.raw()))
        theme.set_icon(self.picture, _ICONS[found.tone], _TOKENS[found.tone], 36)

    def retranslate(self) -> None:
        """Set every text again."""
        if self._data is not None:
            self.show_data(self._data)


class JobCard(Card):
    """A card whose work takes a while: a bar, a way to stop, and a sentence at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.waiting = ProgressStrip()
        self.note = Banner()
        self.note.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.waiting.retranslate()

    def set_busy(self, busy: bool) -> None:
        """Show whether work is going on."""
        self.waiting.setVisible(busy)

    def begin(
        self, runner: Runner, text: str, work: Callable[..., object], done: Callable[..., None]
    ) -> None:
        """Do something long on a worker."""
        self.note.hide()
        self.waiting.begin(text)
        self.set_busy(True)

        def finished(result: object) -> None:
            self.set_busy(False)
            done(result)

        self.waiting.follow(
            runner.run(
                self,
                work,
                finished,
                failed=self.on_failed,
                progress=lambda done, total, _text: self.waiting.step(done, total),
                cancelled=self._on_end,
            )
        )

    def on_failed(self, error: Exception) -> None:
        """Say why it did not work."""
        self.set_busy(False)
        self.note.show_text(error_text(error), tone="bad")

    def _on_end(self) -> None:
        self.set_busy(False)
