"""Copying now: to a folder or onto a stick; what leaves is locked, or open on purpose."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from app.domain.session import Session
from app.i18n import _
from app.services.backup import Backup
from app.services.sticks import Stick
from app.settings import change_machine, load_machine
from ui import theme
from ui.pages.safety import work
from ui.pages.safety.parts import JobCard
from ui.runner import Runner
from ui.widgets.arrange import column, row
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.new_password import NewPassword


class CopyCard(JobCard):
    """Buttons for every place that a copy may go to."""

    copied = Signal()
    """A copy was made."""
    folder_changed = Signal()
    """Automatic copies go elsewhere from now on."""
    move_wanted = Signal(object)
    """The ``Stick`` that a household's book shall live on."""

    def __init__(self, session: Session, worker: Callable[[], Runner], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._worker = session, worker
        self._data: work.SafetyData | None = None
        self._wanted = Path()
        self.copy_button = Button("", self._on_copy_clicked, kind="primary", icon="hard-drive")
        self.elsewhere_button = Button("", self._on_elsewhere_clicked, icon="usb")
        self.stick_rows = QVBoxLayout()
        self.stick_rows.setSpacing(theme.INSIDE)
        self.folder_text = Label("", type="small", tone="soft", wrap=True)
        self.folder_button = Button("", self._on_folder_clicked, kind="link", icon="folder-open")
        self.open_check = QCheckBox()
        self.open_check.clicked.connect(self._on_open_clicked)
        self.ask_text = Label("", wrap=True)
        self.password = NewPassword()
        self.password.entered.connect(self._on_lock_clicked)
        self.forget_text = Label("", type="small", tone="soft", wrap=True)
        self.lock_button = Button("", self._on_lock_clicked, kind="primary", icon="lock")
        self.leave_open_button = Button("", self._on_leave_open_clicked, icon="lock-open")
        self.back_button = Button("", self._on_back_clicked)
        self.warning = Banner(tone="warn")
        self.asking = QWidget()
        self.asking.setLayout(
            column(
                self.ask_text,
                self.password,
                self.forget_text,
                row(self.lock_button, self.back_button, -1),
                self.warning,
                row(self.leave_open_button, -1),
            )
        )
        self.asking.hide()
        self.choosing = QWidget()
        self.choosing.setLayout(
            column(
                row(self.copy_button, self.elsewhere_button, -1),
                self.stick_rows,
                self.folder_text,
                row(self.folder_button, -1),
                self.open_check,
            )
        )
        for item in (self.choosing, self.asking, self.waiting, self.note):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self.set_title(_("Copy the book"))
        self.copy_button.set_text(_("Copy now"))
        self.elsewhere_button.set_text(_("To a folder or stick …"))
        self.folder_button.set_text(_("Another folder for copies …"))
        self.open_check.setText(_("Automatic copies may lie open on sticks"))
        self.password.retranslate()
        self.ask_text.setText(
            _("This copy leaves the computer. Lock it with a password, so that only you can read it.")
        )
        self.forget_text.setText(_("Nobody can open it if the password is forgotten."))
        self.lock_button.set_text(_("Lock it and copy"))
        self.back_button.set_text(_("Cancel"))
        self.warning.show_text(_("Or leave it open: whoever finds the stick can read it."), tone="warn")
        self.leave_open_button.set_text(_("Leave it open"))
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: work.SafetyData) -> None:
        """Show where copies go, and what is plugged in."""
        self._data = data
        if data.from_stick:
            self.folder_text.setText(
                _(
                    "This book goes back onto its stick on closing and every 15 minutes of work. A copy "
                    "that lies elsewhere is good to have."
                )
            )
        elif data.folder is None:
            self.folder_text.setText(_("The folder for copies is missing. Please choose another one."))
        else:
            self.folder_text.setText(
                _("A copy is made on closing and every 15 minutes of work, in {folder}").format(
                    folder=str(data.folder)
                )
            )
        self.copy_button.setEnabled(data.folder is not None)
        machine = load_machine()
        self.open_check.setVisible(not data.has_key and (bool(data.sticks) or machine.open_copies))
        self.open_check.setChecked(machine.open_copies)
        while (taken := self.stick_rows.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.deleteLater()
        for stick in data.sticks:
            self.stick_rows.addWidget(self._stick_row(stick, stick.label in machine.copy_sticks))

    def _stick_row(self, stick: Stick, always: bool) -> QWidget:
        button = Button(
            _("Copy onto “{stick}”").format(stick=stick.label),
            partial(self._on_stick_clicked, stick),
            icon="usb",
        )
        check = QCheckBox(_("By itself, whenever it is plugged in"))
        check.setChecked(always)
        check.toggled.connect(partial(self._on_always, stick.label))
        made = QWidget()
        lines = column(row(button, check, -1))
        if self._data is not None and self._data.household and not self._data.from_stick:
            words = _("Let the book live on “{stick}” …").format(stick=stick.label)
            move = Button(words, partial(self.move_wanted.emit, stick), kind="link", icon="usb")
            lines.addLayout(row(move, -1))
        made.setLayout(lines)
        return made

    def _on_always(self, label: str, always: bool) -> None:
        others = tuple(each for each in load_machine().copy_sticks if each != label)
        change_machine(copy_sticks=(*others, label) if always else others)

    @Slot()
    def _on_open_clicked(self) -> None:
        change_machine(open_copies=self.open_check.isChecked())

    def focus_copy(self) -> None:
        """Put the keys on the button that copies."""
        self.copy_button.setFocus(Qt.FocusReason.TabFocusReason)

    def set_busy(self, busy: bool) -> None:
        """Buttons rest while a copy is made."""
        if busy:
            super().set_busy(True)
            self.waiting.cancel_button.setFocus()
            self.choosing.setEnabled(False)
            return
        stayed = self.waiting.cancel_button.hasFocus()
        self.choosing.setEnabled(True)
        if stayed:
            self.copy_button.setFocus()
        super().set_busy(False)

    @Slot()
    def _on_folder_clicked(self) -> None:
        folder = self._ask_folder()
        if folder:
            change_machine(backup_folder=folder)
            self.folder_changed.emit()

    @Slot()
    def _on_elsewhere_clicked(self) -> None:
        folder = self._ask_folder()
        if folder:
            self.back_up_to(Path(folder))

    def _ask_folder(self) -> str:
        machine = load_machine()
        begin = machine.last_copy_folder or machine.backup_folder or str(Path.home())
        return QFileDialog.getExistingDirectory(self, _("Where should the copy go?"), begin)

    @Slot()
    def _on_copy_clicked(self) -> None:
        if self._data is not None and self._data.folder is not None:
            self.back_up_to(self._data.folder)

    def _on_stick_clicked(self, stick: Stick) -> None:
        self.back_up_to(stick.folder)

    def back_up_to(self, folder: Path) -> None:
        """Copy the book into a folder; asks first if anybody could read the copy there."""
        self._wanted = folder
        self.note.hide()
        self._worker().run(self, partial(work.must_ask, folder), self._on_known, failed=self.on_failed)

    def _on_known(self, must_ask: bool) -> None:
        if not must_ask:
            self._copy("", open_copy=False)
            return
        self.password.clear()
        self.asking.show()
        self.password.setFocus()
        self.choosing.hide()

    @Slot()
    def _on_lock_clicked(self) -> None:
        word = self.password.password()
        if word is not None:
            self.password.clear()
            self._copy(word, open_copy=False)

    @Slot()
    def _on_leave_open_clicked(self) -> None:
        self._copy("", open_copy=True)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.password.clear()
        self.choosing.show()
        self.copy_button.setFocus()  # before the fields go, or the keys would wander off
        self.asking.hide()

    def _copy(self, passphrase: str, *, open_copy: bool) -> None:
        self._on_back_clicked()
        job = partial(work.make_backup, self._session, self._wanted, passphrase, open_copy)
        text = _("Copying, and locking the copy …") if passphrase else _("Copying the book …")
        self.begin(self._worker(), text, job, self._on_backed_up)

    def _on_backed_up(self, done: Backup) -> None:
        change_machine(last_copy_folder=str(done.path.parent))
        words = _("A checked copy lies in {folder}: {file}").format(
            folder=done.path.parent.name, file=done.path.name
        )
        stick = self._data and any(each.folder in done.path.parents for each in self._data.sticks)
        if stick:
            words = " ".join((words, _("The stick may be pulled out now.")))
        self.note.show_text(words, tone="good")
        self.copied.emit()
