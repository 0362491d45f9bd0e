"""The first screen: make a book for one's group, open one, or look at the sample; and what failed."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _, language
from app.services.books import LEADER, close_book, create_book
from app.services.doors import Credential
from app.services.restoring import Restored
from ui import theme
from ui.book_folder import NoFolderError, documents_folder, file_name, free_path
from ui.book_made import BookMade
from ui.keeping import backup_folder
from ui.messages_text import error_text
from ui.runner import Progress, Runner
from ui.start_household import HouseholdStart
from ui.start_restore import RestoreCard, RestorePlan, WhoAsked, do_restore, plan_or_ask
from ui.widgets.arrange import Form, column, row, scrolled
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.labels import Label, plain_tip
from ui.widgets.new_password import NewPassword
from ui.widgets.progress import ProgressStrip

FILTER = N_("Samut books (*.samut)")
LARGE = 125
"""Percent of type size above which the cards stand under each other."""
NARROWEST = 880
COPIES = N_("Copies of books (*.samut *.samut.age)")


def _make_new(path: Path, name: str, leader: str, password: str) -> BookMade:
    if leader:
        create_book(path, name=name, leader=leader, password=password)
    else:
        create_book(path, name=name, password=password)
    close_book()
    return BookMade(path, Credential(name=leader or LEADER, password=password) if password else None)


def _make_sample(path: Path, progress: Progress) -> BookMade:
    from app.services.sample import make_sample

    def report(done: int, total: int) -> None:
        progress.stop_if_cancelled()
        progress.report(done, total)

    try:
        make_sample(path, progress=report)
    finally:
        close_book()
    return BookMade(path)


class StartView(QWidget):
    """Four ways to begin, the books that were open lately, and one sentence when something is wrong."""

    book_chosen = Signal(object)
    """The path of a book to open."""
    book_made = Signal(object)
    """A ``BookMade`` with who made it: it opens without asking again."""
    language_chosen = Signal(str)

    def __init__(self, runner: Runner, recent: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._path = Path()
        self._recent: list[Path] = []
        self.setProperty("kind", "ground")
        self.title = Label("สมุดชุมชน", type="hero", strong=True)
        self.subtitle = Label("", type="large", tone="soft", wrap=True)
        self.language_button = Button("", self._on_language_clicked, kind="link", icon="languages")
        self.banner = Banner()
        self.banner.hide()
        self.name = NameField(required=True)
        self.new_card = Card()
        self.form = Form()
        self.name_label = self.form.add("", self.name)
        self.leader = NameField(most=200)
        self.leader_label = self.form.add("", self.leader)
        self.password_button = Button("", self._on_password_clicked, kind="link", icon="lock")
        self.password = NewPassword()
        self.password.hide()
        self.new_text = Label("", tone="soft", wrap=True)
        self.new_button = Button("", self._on_new_clicked, kind="primary", icon="plus", touch=True)
        self.new_card.add(self.new_text)
        self.new_card.add(self.form)
        self.new_card.add(row(self.password_button, -1))
        self.new_card.add(self.password)
        self.new_card.add(row(self.new_button, -1))
        self.open_card = Card()
        self.open_text = Label("", tone="soft", wrap=True)
        self.open_button = Button("", self._on_open_clicked, icon="folder-open", touch=True)
        self.open_card.add(self.open_text)
        self.recent_box = QVBoxLayout()
        self.recent_box.setSpacing(4)
        self.open_card.add(self.recent_box)
        self.restore_button = Button("", self._on_restore_clicked, kind="link", icon="database-backup")
        self.open_card.add(row(self.open_button, self.restore_button, -1))
        self.restore_card = RestoreCard()
        self.restore_card.wanted.connect(self._on_restore_agreed)
        self.restore_card.proved.connect(self._plan)
        self.restore_card.left.connect(self._on_restore_left)
        self.sample_card = Card()
        self.sample_text = Label("", tone="soft", wrap=True)
        self.sample_button = Button("", self._on_sample_clicked, icon="store", touch=True)
        self.sample_card.add(self.sample_text)
        self.sample_card.add(row(self.sample_button, -1))
        self.home_card = Card()
        self.home_text = Label("", tone="soft", wrap=True)
        self.home_button = Button("", self._on_home_clicked, icon="house", touch=True)
        self.home_card.add(self.home_text)
        self.home_card.add(row(self.home_button, -1))
        self.household = HouseholdStart(runner, lambda name: free_path(documents_folder(), file_name(name)))
        self.household.hide()
        self.household.made.connect(self.book_made)
        self.household.left.connect(self._on_household_left)
        self.waiting = ProgressStrip()
        self._lay_out()
        self._show_recent(recent)
        self.name.edit.returnPressed.connect(self._on_new_clicked)
        self.leader.edit.returnPressed.connect(self._on_new_clicked)
        self.password.entered.connect(self._on_new_clicked)
        self.retranslate()

    def _lay_out(self) -> None:
        head = row(column(self.title, self.subtitle, spacing=0), -1, self.language_button)
        others = column(self.home_card, self.open_card, self.sample_card, -1, spacing=theme.BETWEEN)
        self.cards = QWidget()
        if theme.scale() > LARGE:
            self.cards.setLayout(column(self.new_card, others, spacing=theme.BETWEEN))
        else:
            across = row(column(self.new_card, -1), others, spacing=theme.BETWEEN)
            across.setStretch(0, 1)
            across.setStretch(1, 1)
            self.cards.setLayout(across)
        body = column(
            head,
            theme.INSIDE,
            self.banner,
            self.restore_card,
            self.household,
            self.waiting,
            self.cards,
            spacing=theme.BETWEEN,
        )
        inside = QWidget()
        inside.setMaximumWidth(theme.px(960))
        inside.setMinimumWidth(min(theme.px(640), NARROWEST))
        inside.setLayout(body)
        content = QWidget()
        in_the_middle = row(-1, inside, -1)
        in_the_middle.setStretch(1, 100)
        middle = QVBoxLayout(content)
        middle.addStretch(1)
        middle.addLayout(in_the_middle)
        middle.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        self.setFocusProxy(self.name)

    def _show_recent(self, recent: Sequence[str]) -> None:
        self._recent = [Path(text) for text in recent]
        for text in recent[:4]:
            path = Path(text)
            if path.exists():
                button = Button(path.stem, partial(self.book_chosen.emit, path), kind="link", icon="book")
                button.setToolTip(plain_tip(str(path)))
                self.recent_box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def retranslate(self) -> None:
        """Set every text again."""
        self.subtitle.setText(_("Costs, sales and receipts of your community enterprise, on this computer."))
        self.language_button.set_text("English" if language() == "th" else "ภาษาไทย")
        self.new_card.set_title(_("Start a book for our group"))
        self.new_text.setText(_("Only the name is needed; address, prices and people can come later."))
        self.name_label.setText(_("Name of the group"))
        self.name.edit.setPlaceholderText(_("Community enterprise …"))
        self.leader_label.setText(_("Your name, as it stands on papers"))
        self.leader.setAccessibleName(_("Your name, as it stands on papers"))
        self.leader.edit.setPlaceholderText(LEADER)
        self.password_button.set_text(_("Sign in with a password from the first day …"))
        self.password.retranslate()
        self.new_button.set_text(_("Make the book"))
        self.open_card.set_title(_("Open a book"))
        self.open_text.setText(_("A book is one file that ends in .samut."))
        self.open_button.set_text(_("Choose a file …"))
        self.restore_button.set_text(_("Bring back a copy …"))
        self.restore_card.retranslate()
        self.sample_card.set_title(_("Look at a sample"))
        self.sample_text.setText(
            _("A whole year of a made-up enterprise to try everything on; nothing can break.")
        )
        self.sample_button.set_text(_("Open the sample"))
        self.home_card.set_title(_("My household book"))
        self.home_text.setText(
            _("What comes in and goes out at home, debts, goals and trades. Only you can open it.")
        )
        self.home_button.set_text(_("Start my own book"))
        self.household.retranslate()
        self.waiting.retranslate()

    def start_household(self, member: str = "", lost: Path | None = None) -> None:
        """Ask for a household's book, one question at a time; a member's name may be known.

        ``lost`` is where her book was last, if it is there no more: on a stick, say.
        """
        self.banner.hide()
        if lost is not None:
            words = _("Your book “{file}” is not there now. Is its stick plugged in? Else choose the file.")
            self.banner.show_text(words.format(file=lost.name), tone="warn")
            self.open_button.setFocus()
            return
        self.cards.hide()
        self.household.show()
        self.household.begin(member)

    @Slot()
    def _on_home_clicked(self) -> None:
        self.start_household()

    @Slot()
    def _on_household_left(self) -> None:
        self.household.hide()
        self.cards.show()
        self.home_button.setFocus()

    def show_error(self, error: BaseException) -> None:
        """Say in one sentence why a book was not opened or made; nothing typed is lost."""
        self.household.hide()
        self.cards.show()
        self._set_busy(False)
        self.banner.show_text(error_text(error), tone="bad")

    def wait(self, text: str) -> None:
        """Something is done before a book can be opened; an empty text says that it is done."""
        self.banner.hide()
        self._set_busy(bool(text), text)

    def _set_busy(self, busy: bool, text: str = "") -> None:
        if busy:
            self.waiting.begin(text)
        else:
            self.waiting.end()
        for each in (self.new_button, self.open_button, self.sample_button, self.restore_button):
            each.setEnabled(not busy)

    def _run(self, text: str, work: Callable[..., BookMade]) -> None:
        self.banner.hide()
        self._set_busy(True, text)
        self.waiting.follow(
            self._runner.run(
                self,
                work,
                self._on_made,
                failed=self.show_error,
                progress=self._on_progress,
                cancelled=self._on_cancelled,
            )
        )

    def _on_made(self, made: BookMade) -> None:
        self._set_busy(False)
        self.password.clear()
        if made.credential is not None:
            self.book_made.emit(made)
        else:
            self.book_chosen.emit(made.path)

    def _on_progress(self, done: int, total: int, _text: str) -> None:
        self.waiting.step(done, total)

    def _on_cancelled(self) -> None:
        self._set_busy(False)
        if self._path.name:  # a book that was half made; never one that was there before
            for side in ("", "-wal", "-shm", ".lock"):
                Path(f"{self._path}{side}").unlink(missing_ok=True)
            self._path = Path()

    @Slot()
    def _on_new_clicked(self) -> None:
        name = self.name.name()
        if not name:
            self.name.check()
            return
        password = ""
        if not self.password.isHidden():
            typed = self.password.password(self.leader.name() or LEADER)
            if typed is None:
                return
            password = typed
        try:
            self._path = free_path(documents_folder(), file_name(name))
        except NoFolderError as error:
            self.show_error(error)
            return
        job = partial(_make_new, self._path, name, self.leader.name(), password)
        self._run(_("Making the book …"), job)

    @Slot()
    def _on_password_clicked(self) -> None:
        shown = self.password.isHidden()
        self.password.setVisible(shown)
        if shown:
            self.password.setFocus()
        else:
            self.password.clear()

    @Slot()
    def _on_sample_clicked(self) -> None:
        try:
            self._path = free_path(documents_folder(), file_name(_("Sample book")))
        except NoFolderError as error:
            self.show_error(error)
            return
        self._run(_("Telling a year of business …"), partial(_make_sample, self._path))

    @Slot()
    def _on_open_clicked(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Open a book"), folder, _(FILTER))
        if chosen:
            self.banner.hide()
            self.book_chosen.emit(Path(chosen))

    @Slot()
    def _on_restore_clicked(self) -> None:
        try:
            folder = str(backup_folder())
        except UserError:
            folder = ""
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Bring back a copy …"), folder, _(COPIES))
        if chosen:
            self.look_at_copy(Path(chosen))

    def look_at_copy(self, copy: Path) -> None:
        """Say what bringing a copy back would mean, and ask."""
        self.restore_card.hide()
        self._path = Path()
        self._plan(copy, None)

    @Slot(object, object)
    def _plan(self, copy: Path, credential: Credential | None) -> None:
        self.banner.hide()
        self._set_busy(True, _("Looking at the copy …"))
        job = partial(plan_or_ask, copy, self._recent, documents_folder, credential)
        self.waiting.follow(self._runner.run(self, job, self._on_planned, failed=self._on_copy_refused))

    def _on_copy_refused(self, error: Exception) -> None:
        self._set_busy(False)
        if not self.restore_card.refuse(error):
            self.restore_card.hide()
            self.show_error(error)

    def _on_planned(self, plan: RestorePlan | WhoAsked) -> None:
        self._set_busy(False)
        self.cards.hide()
        self.restore_card.ask(plan)

    @Slot()
    def _on_restore_left(self) -> None:
        self.cards.show()

    @Slot(object)
    def _on_restore_agreed(self, plan: RestorePlan) -> None:
        self._set_busy(True, _("Bringing the copy back …"))
        self.waiting.follow(
            self._runner.run(
                self,
                partial(do_restore, plan),
                self._on_restored,
                failed=self.show_error,
                progress=self._on_progress,
                cancelled=self._on_cancelled,
            )
        )

    def _on_restored(self, done: Restored) -> None:
        self._set_busy(False)
        self.book_chosen.emit(done.path)

    @Slot()
    def _on_language_clicked(self) -> None:
        self.language_chosen.emit("en" if language() == "th" else "th")

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor waits for the name."""
        super().showEvent(event)
        if self.household.isHidden():
            self.name.setFocus()
