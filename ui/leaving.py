"""Before a file leaves this computer: one question, whether it is locked; and opening a locked one again."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.domain.passwords import compared_password
from app.errors import UserError
from app.i18n import N_, _
from app.services.leaving import END, WrongPassphraseError, leaves, open_sealed, sealed_name
from ui import theme
from ui.files import Locked, Place
from ui.messages_text import error_text
from ui.runner import Runner
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Banner, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.new_password import NewPassword
from ui.widgets.secret import PasswordField

FILTER = N_("Locked files (*.age)")
BOOK_END = ".samut" + END
WIDE = 520


class LockedBookError(UserError):
    """A locked copy of a book: it is brought back, not opened beside others."""

    message = N_(
        "“{name}” is the copy of a book. Please choose “Bring back a copy …” on the screen where books are "
        "opened."
    )


def ask_place(path: Path, parent: QWidget | None) -> Place | None:
    """Where a file goes, locked or open; asks only if it leaves; None if the user went back."""
    if not leaves(path):
        return path
    dialog = LeavingDialog(path, parent)
    try:
        return dialog.place() if dialog.exec() else None
    finally:
        dialog.password.clear()
        dialog.deleteLater()


def free_locked(path: Path) -> Path:
    """The name of the locked file, with a number where there is one already."""
    found, number = sealed_name(path), 2
    while found.exists():
        found = sealed_name(path.with_name(f"{path.stem} {number}{path.suffix}"))
        number += 1
    return found


class LeavingDialog(QDialog):
    """Locked with a password, which is recommended, or open to whoever finds it."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._locked = path, free_locked(path)
        self._place: Place | None = None
        self.setWindowTitle(_("This file leaves the computer"))
        self.setMinimumWidth(theme.px(WIDE))
        heading = Label(_("This file leaves the computer"), type="title", wrap=True)
        sentence = Label(
            _("“{name}” goes onto a stick, a network or a folder that is copied elsewhere.").format(
                name=path.name
            ),
            wrap=True,
        )
        self.choice = SegmentedControl(
            [(True, _("Lock it (recommended)")), (False, _("Leave it open"))],
            name=_("Lock this file?"),
        )
        self.choice.chosen.connect(self._on_chosen)
        self.password = NewPassword(columns=1)
        self.password.entered.connect(self._on_save_clicked)
        self.hint = Label(
            _(
                "It becomes “{name}”. To read it, one needs this password and Samut (“Open a locked file …”) "
                "or any program for age files. Nobody can open it if the password is forgotten."
            ).format(name=self._locked.name),
            tone="soft",
            wrap=True,
        )
        self.warning = Banner(_("Whoever finds the stick or sees the folder can read it."), tone="warn")
        self.save_button = Button("", self._on_save_clicked, kind="primary", icon="lock")
        self.back_button = Button(_("Back"), self.reject)
        body = QWidget()
        body.setProperty("kind", "ground")
        body.setLayout(
            column(
                heading,
                sentence,
                row(self.choice, -1),
                self.password,
                self.hint,
                self.warning,
                -1,
                spacing=theme.BETWEEN,
                margins=theme.AROUND,
            )
        )
        buttons = row(-1, self.back_button, self.save_button)
        buttons.setContentsMargins(theme.AROUND, 0, theme.AROUND, theme.AROUND)
        self.setLayout(column(scrolled(body), buttons, spacing=theme.INSIDE))
        self._body = body
        self._on_chosen(True)
        body.installEventFilter(self)

    def place(self) -> Place | None:
        """What was chosen; None before."""
        return self._place

    @Slot(object)
    def _on_chosen(self, _key: object) -> None:
        lock = self.choice.key() is True
        self.password.setVisible(lock)
        self.hint.setVisible(lock)
        self.warning.setVisible(not lock)
        self.save_button.set_text(_("Lock and save") if lock else _("Save it open"))
        theme.set_icon(self.save_button, "lock" if lock else "lock-open", "on-indigo")
        if lock:
            self.password.setFocus()
        _fit(self, self._body)

    @Slot()
    def _on_save_clicked(self) -> None:
        if self.choice.key() is True:
            typed = self.password.password()
            if typed is None:
                return
            self._place = Locked(self._locked, compared_password(typed))
        else:
            self._place = self._path
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what is said under the fields."""
        if watched is self._body and event.type() == QEvent.Type.LayoutRequest:
            _fit(self, self._body)
        return super().eventFilter(watched, event)


def choose_locked(runner: Runner, parent: QWidget | None) -> "OpenLockedDialog | None":
    """Ask which locked file to open, then for its password; None if the user went back."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Open a locked file"), folder, _(FILTER))
    if not chosen:
        return None
    dialog = OpenLockedDialog(Path(chosen), runner, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def open_locked(path: Path, target: Path, password: str) -> Path:
    """Open a locked file into another; a password is tried in Samut's spelling, then exactly as typed.

    Raises LockedBookError, WrongPassphraseError and what ``open_sealed`` raises.
    """
    if path.name.lower().endswith(BOOK_END):
        raise LockedBookError(name=path.name)
    compared = compared_password(password)
    try:
        open_sealed(path, target, passphrase=compared)
    except WrongPassphraseError:
        if compared == password:
            raise
        open_sealed(path, target, passphrase=password)
    return target


class OpenLockedDialog(QDialog):
    """Asks for the password of a locked file and where its open copy goes: this computer, not the stick."""

    def __init__(self, path: Path, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._runner = path, runner
        self.setWindowTitle(_("Open a locked file"))
        self.setMinimumWidth(theme.px(WIDE))
        heading = Label(_("Open a locked file"), type="title", wrap=True)
        self.password = PasswordField(_("Password"))
        self.password.edit.returnPressed.connect(self._on_open_clicked)
        self.note = Banner()
        self.note.hide()
        self.waiting = Label(
            _("Opening takes some seconds: that is what makes guessing slow."), tone="soft", wrap=True
        )
        self.open_button = Button(_("Choose where to and open"), self._on_open_clicked, kind="primary")
        self.back_button = Button(_("Back"), self.reject)
        self.setLayout(
            column(
                heading,
                Label(path.name, strong=True, wrap=True),
                Label(_("Password"), tone="soft"),
                self.password,
                self.waiting,
                self.note,
                row(-1, self.back_button, self.open_button),
                spacing=theme.BETWEEN,
                margins=theme.AROUND,
            )
        )
        self.password.edit.setFocus()

    def ask_target(self) -> Path | None:
        """Where the open file goes; the documents of this computer are offered."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = self._path.name.removesuffix(END)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as"), str(Path(folder) / name))
        return Path(chosen) if chosen else None

    @Slot()
    def _on_open_clicked(self) -> None:
        if not self.password.secret():
            self.password.check()
            return
        target = self.ask_target()
        if target is None:
            return
        self.note.hide()
        self.open_button.setEnabled(False)
        job = partial(open_locked, self._path, target, self.password.secret())
        self._runner.run(self, job, self._on_opened, failed=self._on_failed)

    def _on_opened(self, target: Path) -> None:
        self.password.clear()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.open_button.setEnabled(True)
        self.note.show_text(error_text(error), tone="bad")
        self.password.edit.setFocus()


def _fit(dialog: QDialog, body: QWidget) -> None:
    """As high as its content, and never higher than the screen."""
    layout = body.layout()
    if layout is None:
        return
    layout.activate()
    room = dialog.screen().availableGeometry()
    width = min(max(theme.px(WIDE), dialog.width() if dialog.isVisible() else 0), room.width())
    wanted = layout.heightForWidth(width) if layout.hasHeightForWidth() else body.sizeHint().height()
    dialog.resize(width, min(wanted + theme.px(72), room.height()))
