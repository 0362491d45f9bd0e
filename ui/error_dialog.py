"""The one dialog for what the user cannot put right: what happened, is anything lost, and the ways on.

That nothing is lost is said only after the book was looked over, just then.
"""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.queries.soundness import Fault, Soundness
from app.thai.dates import today
from ui import theme
from ui.breakage_report import report_of
from ui.files import write_file
from ui.messages_text import error_text
from ui.ways_back import Looked, WaysBack
from ui.widgets.arrange import column, row
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


def sentence_of(found: Soundness) -> str:
    """What looking the book over found, in words; empty without a book."""
    if found.no_book:
        return ""
    if Fault.UNREADABLE in found.faults:
        return _(
            "The book cannot be read now. Please close it and open it again; if that does not help, "
            "bring back the last checked copy."
        )
    if Fault.MISSING in found.faults:
        return _(
            "The book was looked over just now: something that was saved is not in it. "
            "Please bring back the last checked copy; the book as it is now is kept beside it."
        )
    if found.faults:
        return _(
            "The book was looked over just now: its file is damaged. "
            "Please bring back the last checked copy; the book as it is now is kept beside it."
        )
    if found.acknowledged:
        return ngettext(
            "The book was looked over just now: it is whole, and the {count} document saved last is in it. "
            "Nothing that was saved is lost.",
            "The book was looked over just now: it is whole, and the {count} documents saved last are in it. "
            "Nothing that was saved is lost.",
            found.acknowledged,
        ).format(count=found.acknowledged)
    return _("The book was looked over just now: it is whole. Nothing that was saved is lost.")


class ErrorDialog(QDialog):
    """Says what happened, looks whether the book is whole, offers the ways on and a report for a helper."""

    def __init__(
        self,
        title: str,
        sentence: str,
        error: BaseException | None = None,
        ways: WaysBack | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(520))
        self._error, self._ways = error, ways or WaysBack()
        self._looked: Looked | None = None
        self.soundness = Banner()
        self.said = Label("", type="small", tone="soft", wrap=True)
        self.said.hide()
        self.go_on_button = Button(_("Go on"), self.accept, kind="primary", touch=True)
        self.reopen_button = Button(
            _("Close the book and open it again"), self._on_reopen_clicked, icon="refresh-cw", touch=True
        )
        self.restore_button = Button(
            _("Bring back a copy …"), self._on_restore_clicked, icon="database-backup", touch=True
        )
        self.reopen_button.setVisible(self._ways.reopen is not None)
        self.restore_button.setVisible(self._ways.bring_back is not None)
        self.save_button = Button(_("Save the report …"), self._on_save_clicked, kind="link", icon="save")
        self.copy_button = Button(_("Copy the report"), self._on_copy_clicked, kind="link", icon="copy")
        self.show_button = Button(_("What is in it"), self._on_show_clicked, kind="link", icon="eye")
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setAccessibleName(_("Report for a helper"))
        self.view.setFixedHeight(theme.px(150))
        self.view.hide()
        self.setLayout(
            column(
                Label(title, type="title", wrap=True),
                Label(sentence, wrap=True),
                self.soundness,
                row(self.go_on_button, -1),
                row(self.reopen_button, self.restore_button, -1),
                Label(
                    _("Whoever helps you needs the report; it holds no names, no amounts, nothing typed."),
                    type="small",
                    tone="soft",
                    wrap=True,
                ),
                row(self.save_button, self.copy_button, self.show_button, -1),
                self.view,
                self.said,
                spacing=theme.BETWEEN,
                margins=theme.AROUND,
            )
        )
        self.go_on_button.setFocus()
        self._look()

    def report(self) -> str:
        """The report as it stands now."""
        return report_of(self._error, self._looked)

    # ---- looking the book over

    def _look(self) -> None:
        if self._ways.look is None:
            return
        self.soundness.show_text(_("Looking whether everything is there …"), tone="info")
        self._ways.look(self, self._on_looked, self._on_look_failed)

    def _on_looked(self, looked: Looked) -> None:
        self._looked = looked
        found = looked.soundness
        self.soundness.show_text(sentence_of(found), tone="good" if found.whole else "bad")
        if found.faults and self._ways.bring_back is not None:
            self.go_on_button.set_kind("")
            self.restore_button.set_kind("primary")
            self.restore_button.setFocus()
        if not self.view.isHidden():
            self.view.setPlainText(self.report())
        self._fit()

    def _on_look_failed(self, _error: Exception) -> None:
        self.soundness.show_text(
            _(
                "Whether everything is there could not be looked up just now. "
                "Please close the book and open it again."
            ),
            tone="warn",
        )
        self._fit()

    def _fit(self) -> None:
        """As high as its words need, where it stands."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    # ---- the ways on

    @Slot()
    def _on_reopen_clicked(self) -> None:
        self.accept()
        if self._ways.reopen is not None:
            self._ways.reopen()

    @Slot()
    def _on_restore_clicked(self) -> None:
        self.accept()
        if self._ways.bring_back is not None:
            self._ways.bring_back()

    # ---- the report

    @Slot()
    def _on_show_clicked(self) -> None:
        self.view.setPlainText(self.report())
        self.view.setVisible(self.view.isHidden())
        self._fit()

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.report())
        self._say(_("The report is copied; it can be pasted anywhere."))

    @Slot()
    def _on_save_clicked(self) -> None:
        path = (self._ways.ask_path or self._ask_path)(f"samut-report-{today().isoformat()}.txt")
        if path is None:
            return
        try:
            write_file(path, self.report().encode())
        except UserError as error:
            self._say(error_text(error), "clay")
            return
        self._say(_("The report is saved as “{name}”.").format(name=path.name))

    def _ask_path(self, name: str) -> Path | None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Save the report …"), str(Path.home() / name), "*.txt"
        )
        return Path(chosen) if chosen else None

    def _say(self, text: str, tone: str = "soft") -> None:
        self.said.setText(text)
        self.said.set_tone(tone)
        self.said.show()
        self._fit()

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Stand at the right height from the start."""
        super().showEvent(event)
        self._fit()
