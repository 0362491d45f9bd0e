"""Copies of the book, where they go, and the check that everything adds up."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.queries.integrity import Finding
from app.services.backup import Backup
from app.settings import change_machine, load_machine
from app.thai.dates import format_datetime
from ui import theme
from ui.keeping import backup_folder
from ui.messages_text import error_text
from ui.pages.settings import work
from ui.pages.settings.saving import Saver, SettingsCard
from ui.runner import Job
from ui.widgets.arrange import row
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

MOST_FINDINGS = 20


class SafetyCard(SettingsCard):
    """Copying and checking, with progress and a way to stop."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self._job: Job | None = None
        self.last_text = Label("", wrap=True)
        self.folder_text = Label("", type="small", tone="soft", wrap=True)
        self.folder_button = Button("", self._choose_folder, kind="link", icon="folder-open")
        self.copy_button = Button("", self._back_up, kind="primary", icon="hard-drive")
        self.check_button = Button("", self._check, icon="circle-check")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.INSIDE)
        self.cancel_button = Button("", self._cancel)
        self.waiting = QWidget()
        self.waiting.setLayout(row(self.bar, self.cancel_button))
        self.waiting.hide()
        self.note = Banner()
        self.note.hide()
        self.findings = Label("", wrap=True)
        self.findings.hide()
        for item in (
            self.last_text,
            self.folder_text,
            row(self.folder_button, -1),
            row(self.copy_button, self.check_button, -1),
            self.waiting,
            self.note,
            self.findings,
        ):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Safety"))
        self.folder_button.set_text(_("Another folder for copies …"))
        self.copy_button.set_text(_("Copy the book …"))
        self.check_button.set_text(_("Check the book"))
        self.cancel_button.set_text(_("Cancel"))
        self._show_folder()

    def show_data(self, data: work.SettingsData) -> None:
        """Show when the last copy was made."""
        if data.backed_up_at is None:
            self.last_text.setText(_("There is no copy of this book yet."))
        else:
            when = format_datetime(data.backed_up_at)
            self.last_text.setText(_("Last checked copy: {when}").format(when=when))

    def _show_folder(self) -> None:
        try:
            folder = str(backup_folder())
        except UserError as error:
            self.folder_text.setText(error_text(error))
            return
        self.folder_text.setText(
            _("A copy is made on closing and every 15 minutes of work, in {folder}").format(folder=folder)
        )

    def focus_copy(self) -> None:
        """Put the keys on the button that copies."""
        self.copy_button.setFocus()

    @Slot()
    def _choose_folder(self) -> None:
        folder = self._ask_folder()
        if folder:
            change_machine(backup_folder=folder)
            self._show_folder()

    def _ask_folder(self) -> str:
        begin = load_machine().backup_folder or str(Path.home())
        return QFileDialog.getExistingDirectory(self, _("Where should the copy go?"), begin)

    @Slot()
    def _back_up(self) -> None:
        folder = self._ask_folder()
        if folder:
            self.back_up_to(Path(folder))

    def back_up_to(self, folder: Path) -> None:
        """Copy the book into a folder."""
        self._begin(partial(work.make_backup, self._saver.session, folder), self._on_backed_up)

    def _on_backed_up(self, done: Backup) -> None:
        self._end()
        words = _("A checked copy lies in {folder}: {file}")
        self.note.show_text(words.format(folder=done.path.parent.name, file=done.path.name), tone="good")
        self._saver.saved.emit()

    @Slot()
    def _check(self) -> None:
        self._begin(work.check, self._on_checked)

    def _on_checked(self, findings: list[Finding]) -> None:
        self._end()
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

    def _begin(self, job: Callable[..., object], done: Callable[..., None]) -> None:
        self.note.hide()
        self.findings.hide()
        self.waiting.show()
        self.bar.setRange(0, 0)
        self.copy_button.setEnabled(False)
        self.check_button.setEnabled(False)
        self._job = self._saver.run_long(
            job, done, failed=self._on_failed, progress=self._on_progress, cancelled=self._end
        )

    def _on_progress(self, done: int, total: int, _text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.note.show_text(error_text(error), tone="bad")

    def _end(self) -> None:
        self.waiting.hide()
        self.copy_button.setEnabled(True)
        self.check_button.setEnabled(True)

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
