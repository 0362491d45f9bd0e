"""The door: sign in to a book, come back to a locked screen, or take it over from somebody else.

It only asks; whoever shows it hands in what was typed and says what came of it.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain import badge
from app.domain.roles import ROLE_WORDS
from app.i18n import _, language, ngettext
from app.services.doors import WaitError
from app.thai.look import look
from ui import theme
from ui.attempt import Attempt, By, Person
from ui.messages_text import error_text
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button, icon_label
from ui.widgets.fields import NameField
from ui.widgets.flow import Flow
from ui.widgets.labels import Label
from ui.widgets.scanner import Scanner
from ui.widgets.secret import PasswordField, PinField

MANY = 12
"""With more people than this one types a part of her name to find herself."""


class Door(QWidget):
    """One card in the middle: who, and her password or PIN; nothing of the book is seen behind it."""

    attempted = Signal(object)
    """An ``Attempt``."""
    other_book_wanted = Signal()
    language_chosen = Signal(str)
    quit_wanted = Signal()
    scanned = Signal(str)
    """The code of a badge."""

    def __init__(self, app: QApplication, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "ground")
        self._scanner = Scanner(self, app)
        self._scanner.scanned.connect(self._on_scanned)
        self._people: tuple[Person, ...] = ()
        self._person: Person | None = None
        self._by = By.PASSWORD
        self._book = ""
        self._locked = False
        self._wait = 0
        self._may_close = True
        self._build()
        self._ticking = QTimer(self)
        self._ticking.setInterval(1_000)
        self._ticking.timeout.connect(self._on_tick)
        self.retranslate()

    # ---- building

    def _build(self) -> None:
        self.lock_icon = icon_label("lock", "indigo", 32)
        self.title = Label("", type="title", strong=True, wrap=True)
        self.subtitle = Label("", tone="soft", wrap=True)
        self.language_button = Button("", self._on_language_clicked, kind="link", icon="languages")
        self.tiles = QWidget()
        self.flow = Flow(least=140, spacing=theme.INSIDE)
        self.tiles.setLayout(self.flow)
        self.finder = NameField()
        self.finder.edit.textChanged.connect(self._on_finder_typed)
        self.finder.edit.returnPressed.connect(self._on_finder_entered)
        self.name = NameField(required=True)
        self.name_label = Label("", type="small", tone="soft")
        self.password = PasswordField()
        self.pin = PinField()
        self.code = PasswordField()
        self.code.edit.setMaxLength(120)
        self.secret_label = Label("", type="small", tone="soft")
        self.banner = Banner()
        self.banner.hide()
        self.enter_button = Button("", self._on_enter_clicked, kind="primary", icon="log-in", touch=True)
        self.by_password_button = Button("", partial(self._ask_for, By.PASSWORD), kind="link")
        self.code_button = Button("", partial(self._ask_for, By.CODE), kind="link")
        self.others_button = Button("", self._on_others_clicked, kind="link", icon="users")
        self.book_button = Button("", self.other_book_wanted.emit, kind="link", icon="book")
        for each in (self.name, self.password, self.pin, self.code):
            each.edit.returnPressed.connect(self._on_enter_clicked)
        card = Card()
        card.add(row(self.lock_icon, self.title, -1, self.language_button))
        card.add(self.subtitle)
        card.add(self.finder)
        card.add(self.tiles)
        card.add(column(self.name_label, self.name, spacing=4))
        card.add(column(self.secret_label, self.password, self.pin, self.code, spacing=4))
        card.add(self.banner)
        card.add(row(self.enter_button, -1))
        links = QWidget()
        links.setLayout(
            Flow(
                self.by_password_button,
                self.code_button,
                self.others_button,
                self.book_button,
                least=120,
                spacing=theme.INSIDE,
            )
        )
        card.add(links)
        self.card = card
        inside = QWidget()
        inside.setMaximumWidth(theme.px(520))
        inside.setLayout(column(card))
        content = QWidget()
        middle = QVBoxLayout(content)
        middle.addStretch(1)
        across = row(-1, inside, -1)
        across.setStretch(1, 100)
        middle.addLayout(across)
        middle.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    # ---- what is asked

    def ask_at_opening(self, book: str, people: Sequence[Person], last_name: str = "") -> None:
        """Ask who comes into a book; without people's names a name is typed."""
        self._book, self._locked, self._may_close = book, False, True
        self._people = tuple(people)
        self._person = self._people[0] if len(self._people) == 1 else None
        self.name.set_value(last_name or None)
        self._show_people()
        self._ask_for(By.PASSWORD)

    def ask_back(self, book: str, person: Person, people: Sequence[Person]) -> None:
        """The screen of this person is locked: ask her back, or somebody else in."""
        self._book, self._locked, self._may_close = book, True, False
        self._people = tuple(people)
        self._person = person
        self._show_people()
        self._ask_for(By.PIN if person.by_pin else By.PASSWORD)

    def choose(self, person: Person) -> None:
        """This person comes (her tile or her badge)."""
        self._person = person
        self._ask_for(By.PIN if person.by_pin else By.PASSWORD)

    def ask_who(self) -> None:
        """Ask who comes, out of everybody."""
        self._person = None
        self._ask_for(By.PASSWORD)

    def asks(self, person: Person) -> bool:
        """Whether this very person is asked for what she has: nothing she has typed may be lost."""
        return self._person == person and self._by is (By.PIN if person.by_pin else By.PASSWORD)

    @property
    def asks_who(self) -> bool:
        """Whether somebody is to be chosen first."""
        return self._locked and self._person is None

    def offer(self, people: Sequence[Person]) -> None:
        """Who may come, as it is known now."""
        self._people = tuple(people)
        self._show_people()

    def wait(self, words: str) -> None:
        """Nobody is asked while something is done."""
        self.banner.show_text(words, tone="info")
        self.set_busy(True)
        for each in (self.code_button, self.others_button, self.book_button, self.by_password_button):
            each.hide()

    def _show_people(self) -> None:
        while (item := self.flow.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for person in self._people:
            button = Button(person.name, partial(self.choose, person), icon="user-round", touch=True)
            if person.role is not None:
                button.setToolTip(_(ROLE_WORDS[person.role]))
            self.flow.addWidget(button)
        self.finder.edit.clear()

    def _ask_for(self, by: By) -> None:
        self._by = by
        self.banner.hide()
        for field_, kind in ((self.password, By.PASSWORD), (self.pin, By.PIN), (self.code, By.CODE)):
            field_.clear()
            field_.setVisible(kind is by and self._secret_is_asked())
        self._lay()
        self._put_cursor()

    def _secret_is_asked(self) -> bool:
        return self._person is not None or not self._people or self._by is By.CODE

    def _lay(self) -> None:
        asks_name = not self._people and not self._locked and self._by is not By.CODE
        choosing = bool(self._people) and self._person is None and self._by is not By.CODE
        self.tiles.setVisible(choosing)
        self.finder.setVisible(choosing and len(self._people) > MANY)
        self.name.setVisible(asks_name)
        self.name_label.setVisible(asks_name)
        self.secret_label.setVisible(self._secret_is_asked())
        self.enter_button.setVisible(self._secret_is_asked())
        self.by_password_button.setVisible(self._by is not By.PASSWORD and not choosing)
        self.code_button.setVisible(not self._locked and self._by is not By.CODE)
        self.others_button.setVisible(
            self._person is not None and len(self._people) > 1 and self._by is not By.CODE
        )
        self.book_button.setVisible(not self._locked or self._person is None)
        self._set_words()

    def _put_cursor(self) -> None:
        if self._by is By.CODE:
            self.code.edit.setFocus()
        elif self._by is By.PIN:
            self.pin.edit.setFocus()
        elif self.name.isVisibleTo(self) and self.name.is_empty():
            self.name.edit.setFocus()
        elif self.password.isVisibleTo(self):
            self.password.edit.setFocus()
        elif self.finder.isVisibleTo(self):
            self.finder.edit.setFocus()
        else:
            first = self.flow.itemAt(0)
            ((first and first.widget()) or self).setFocus()

    def _set_words(self) -> None:
        name = self._person.name if self._person is not None else ""
        if self._by is By.CODE:
            self.title.setText(_("The recovery code"))
            self.subtitle.setText(
                _("It stands on the printed paper: 14 groups of four signs, with or without hyphens.")
            )
            self.secret_label.setText(_("Recovery code"))
        else:
            self.title.setText(
                _("{name}, welcome back").format(name=name)
                if self._locked and name
                else _("Hello {name}").format(name=name)
                if name
                else self._book
                if self._person is not None
                else _("Who is here?")
            )
            book = "" if self._person is not None and not name else self._book
            self.subtitle.setText(
                _("The screen is locked. Nothing typed is lost.") if self._locked and name else book
            )
            self.subtitle.setVisible(bool(self.subtitle.raw()))
            self.secret_label.setText(_("PIN") if self._by is By.PIN else _("Password"))
        for field_ in (self.password, self.pin, self.code):
            field_.setAccessibleName(self.secret_label.raw())
        self.enter_button.set_text(_("Unlock") if self._locked and name else _("Sign in"))

    def retranslate(self) -> None:
        """Set every text again."""
        self.language_button.set_text("English" if language() == "th" else "ภาษาไทย")
        self.name_label.setText(_("Your name"))
        self.finder.edit.setPlaceholderText(_("Type a part of your name"))
        self.finder.setAccessibleName(_("Type a part of your name"))
        self.name.setAccessibleName(_("Your name"))
        self.by_password_button.set_text(_("Use the password"))
        self.code_button.set_text(_("Password forgotten?"))
        self.others_button.set_text(_("Somebody else"))
        self.book_button.set_text(_("Open another book"))
        for each in (self.password, self.pin, self.code):
            each.retranslate()
        self._set_words()

    # ---- what came of it

    def show_error(self, error: BaseException) -> None:
        """Say why nobody came in; the name stays, the secret goes."""
        self.set_busy(False)
        for each in (self.password, self.pin, self.code):
            each.clear()
        if isinstance(error, WaitError):
            seconds = error.data.get("seconds")
            self._wait = seconds if isinstance(seconds, int) else 1
            self._ticking.start()
            self._tell_wait()
        else:
            self.banner.show_text(error_text(error), tone="bad")
        self._put_cursor()

    def set_busy(self, busy: bool) -> None:
        """Wait for the answer."""
        for each in (self.enter_button, self.name, self.password, self.pin, self.code, self.tiles):
            each.setEnabled(not busy)

    def _tell_wait(self) -> None:
        words = ngettext(
            "Too many wrong tries. Please wait {seconds} second.",
            "Too many wrong tries. Please wait {seconds} seconds.",
            self._wait,
        )
        self.banner.show_text(words.format(seconds=self._wait), tone="warn")
        self.enter_button.setEnabled(False)

    @Slot()
    def _on_tick(self) -> None:
        self._wait -= 1
        if self._wait > 0:
            self._tell_wait()
            return
        self._ticking.stop()
        self.banner.hide()
        self.enter_button.setEnabled(True)

    # ---- hands

    def _found(self) -> list[Person]:
        typed = look(self.finder.text())
        return [each for each in self._people if typed in look(each.name)]

    @Slot()
    def _on_finder_typed(self) -> None:
        """Only those remain whose name holds what is typed."""
        found = self._found()
        for at, person in enumerate(self._people):
            item = self.flow.itemAt(at)
            button = item.widget() if item is not None else None
            if button is not None:
                button.setVisible(person in found)

    @Slot()
    def _on_finder_entered(self) -> None:
        found = self._found()
        if len(found) == 1:
            self.choose(found[0])

    @Slot()
    def _on_enter_clicked(self) -> None:
        if self._wait > 0 or not self.enter_button.isEnabled():
            return
        asked = {By.PASSWORD: self.password, By.PIN: self.pin, By.CODE: self.code}[self._by]
        if self.name.isVisibleTo(self) and not self.name.check():
            return
        if self._secret_is_asked() and asked.isVisibleTo(self) and not asked.check():
            return
        secret = asked.secret()
        name = self.name.text().strip()
        self.banner.hide()
        self.set_busy(True)
        self.attempted.emit(Attempt(self._person, name, self._by, secret))

    @Slot(str)
    def _on_scanned(self, code: str) -> None:
        """A badge says who comes; whatever else is scanned here says nothing."""
        if badge.is_badge(code):
            self.scanned.emit(code)

    @Slot()
    def _on_others_clicked(self) -> None:
        self.ask_who()

    @Slot()
    def _on_language_clicked(self) -> None:
        self.language_chosen.emit("en" if language() == "th" else "th")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back from the recovery code to the password."""
        if event.key() == Qt.Key.Key_Escape and self._by is By.CODE:
            self._ask_for(By.PASSWORD)
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor waits for the secret."""
        super().showEvent(event)
        self._put_cursor()

    def changeEvent(self, event: QEvent) -> None:
        """Whoever comes back to this window can type at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            typing = self.focusWidget()
            if not (isinstance(typing, QLineEdit) and typing.isVisible() and typing.isEnabled()):
                self._put_cursor()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the door of a locked screen closes the program, which its owner decides."""
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()
            self.quit_wanted.emit()
