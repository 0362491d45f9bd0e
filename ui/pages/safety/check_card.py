"""Checking that everything adds up, and whether the book's file is locked."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext
from app.queries.integrity import Finding
from ui.pages.safety import work
from ui.pages.safety.parts import JobCard
from ui.runner import Runner
from ui.widgets.arrange import row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

MOST_FINDINGS = 20


class CheckCard(JobCard):
    """Adds everything up again, with progress and a way to stop."""

    def __init__(self, worker: Callable[[], Runner], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self.text = Label("", tone="soft", wrap=True)
        self.check_button = Button("", self._on_check_clicked, icon="circle-check")
        self.findings = Label("", wrap=True)
        self.findings.hide()
        for item in (self.text, row(self.check_button, -1), self.waiting, self.note, self.findings):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self.set_title(_("Check the book"))
        self.text.setText(_("Adds up every document, balance and stock again; nothing is changed."))
        self.check_button.set_text(_("Check now"))

    def set_busy(self, busy: bool) -> None:
        """The button rests while the check runs."""
        super().set_busy(busy)
        self.check_button.setEnabled(not busy)

    @Slot()
    def _on_check_clicked(self) -> None:
        self.findings.hide()
        self.begin(self._worker(), "", work.check, self._on_checked)

    def _on_checked(self, findings: list[Finding]) -> None:
        self.findings.setVisible(bool(findings))
        if not findings:
            self.note.show_text(_("Everything adds up."), tone="good")
            return
        self.note.show_text(
            ngettext("{count} thing does not add up.", "{count} things do not add up.", len(findings)).format(
                count=len(findings)
            ),
            tone="bad",
        )
        self.findings.setText(
            "\n".join(_(each.message).format(**each.data) for each in findings[:MOST_FINDINGS])
        )


class LockCard(Card):
    """Whether whoever finds the computer can read the book."""

    def __init__(self, go_to: Callable[[str, str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._go_to = go_to
        self._data: work.SafetyData | None = None
        self.text = Label("", wrap=True)
        self.key_button = Button("", self._on_key_clicked, kind="link", icon="lock")
        self.add(self.text)
        self.add(row(self.key_button, -1))

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("The book's file"))
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: work.SafetyData) -> None:
        """Say whether the file is locked."""
        self._data = data
        if data.encrypted:
            words = _("The file of this book is locked: without a password nobody can read it.")
        elif data.has_key:
            words = _("The file of this book is open: another program can read it without a password.")
        else:
            words = _("This book opens without a password, and its file is open.")
        self.text.setText(words)
        self.key_button.set_text(
            _("The key and locking …") if data.has_key else _("Sign in with a password …")
        )

    @Slot()
    def _on_key_clicked(self) -> None:
        self._go_to("people", "key")
