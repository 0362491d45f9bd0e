"""A household's first book, one question at a time: its name, hers, a password, and the paper of the code."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.book_kind import BookKind
from app.domain.recovery_code import RecoveryCodeMistypedError, repeats
from app.errors import SamutError, UserError
from app.i18n import _
from app.services.books import close_book, create_book
from app.services.doors import Credential
from app.services.people import recovery_code
from app.thai.dates import now
from ui.book_made import BookMade
from ui.files import write_file
from ui.messages_text import error_text
from ui.runner import Runner
from ui.saving_files import save_file
from ui.system_print import ask_printer, print_pages
from ui.widgets.arrange import column, row
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.new_password import NewPassword

DPI = 200
ACROSS = 7
"""Groups of the code in a line, as on its paper."""


class Step(IntEnum):
    """The questions in their order."""

    HOUSE = 0
    MEMBER = 1
    PASSWORD = 2
    CODE = 3
    TRY = 4


@dataclass(frozen=True, slots=True)
class HouseholdMade:
    """A household's book that was made, with its code and its paper in memory only."""

    path: Path
    credential: Credential
    code: str = field(repr=False)
    pdf: bytes = field(repr=False)
    pages: tuple[bytes, ...] = field(repr=False)


def make_household(path: Path, name: str, member: str, password: str) -> HouseholdMade:
    """Make a household's book on the worker and close it again; raises what ``create_book`` raises."""
    from reports import recovery_sheet
    from reports.output import render
    from reports.render.picture import pdf_page_pngs

    session = create_book(path, name=name, kind=BookKind.HOUSEHOLD, leader=member, password=password)
    try:
        code = recovery_code(session, password=password).recovery_code
        pdf = render(recovery_sheet.build(code, printed=now()), "pdf", paper="a4")
    finally:
        close_book()
    return HouseholdMade(
        path, Credential(name=member, password=password), code, pdf, tuple(pdf_page_pngs(pdf, DPI))
    )


class HouseholdStart(Card):
    """Asks, makes the book, shows its recovery code and has the paper tried on the spot."""

    made = Signal(object)
    """A ``BookMade``, when everything was asked."""
    left = Signal()

    def __init__(
        self, runner: Runner, path_for: Callable[[str], Path], parent: QWidget | None = None
    ) -> None:
        """``path_for`` gives a free path for a household's name; raises UserError."""
        super().__init__(parent=parent)
        self._runner, self._path_for = runner, path_for
        self._step = Step.HOUSE
        self._book: HouseholdMade | None = None
        self._busy = self._warned = False
        self.count = Label("", type="small", tone="soft")
        self.question = Label("", type="title", strong=True, wrap=True)
        self.text = Label("", tone="soft", wrap=True)
        self.house = NameField(required=True)
        self.member = NameField(required=True, most=200)
        self.password = NewPassword(columns=1)
        self.shown = Label("", type="title", strong=True, wrap=True)
        self.print_button = Button("", self._on_print_clicked, icon="printer", touch=True)
        self.save_button = Button("", self._on_save_clicked, icon="file-down", touch=True)
        self.paper = QWidget()
        self.paper.setLayout(column(self.shown, row(self.print_button, self.save_button, -1)))
        self.typed = NameField(most=120)
        self.note = Banner()
        self.note.hide()
        self.next_button = Button("", self._on_next_clicked, kind="primary", icon="arrow-right", touch=True)
        self.back_button = Button("", self.go_back, icon="arrow-left", touch=True)
        self.skip_button = Button("", self._on_skip_clicked, kind="link")
        self._fields: dict[Step, QWidget] = {
            Step.HOUSE: self.house,
            Step.MEMBER: self.member,
            Step.PASSWORD: self.password,
            Step.CODE: self.paper,
            Step.TRY: self.typed,
        }
        for item in (self.count, self.question, self.text, *self._fields.values(), self.note):
            self.add(item)
        self.add(row(self.next_button, self.back_button, self.skip_button, -1))
        for each in (self.house, self.member, self.typed):
            each.edit.returnPressed.connect(self._on_next_clicked)
        self.password.entered.connect(self._on_next_clicked)
        self.retranslate()

    # ---- asking

    def begin(self, member: str = "") -> None:
        """Ask from the first question on; a member who comes from her group's book has her name there."""
        self._book, self._busy, self._warned = None, False, False
        self.house.set_value(None)
        self.member.set_value(member or None)
        self.password.clear()
        self.typed.set_value(None)
        self._ask(Step.HOUSE)

    def _ask(self, step: Step) -> None:
        self._step, self._warned = step, False
        self.note.hide()
        for each, widget in self._fields.items():
            widget.setVisible(each is step)
        self.back_button.setVisible(step is not Step.CODE)
        self.skip_button.setVisible(step is Step.TRY)
        self._say()
        self._fields[step].setFocus()
        if step is Step.CODE:
            self.print_button.setFocus()
        elif step is Step.TRY:
            self.typed.edit.setFocus()

    def _say(self) -> None:
        member = self.member.name() or _("you")
        questions = {
            Step.HOUSE: (
                _("What is your home called?"),
                _("Such as the name of the family, or of the house."),
            ),
            Step.MEMBER: (_("What is your name?"), _("It stands on your own papers; nobody else sees it.")),
            Step.PASSWORD: (
                _("A password that only {name} knows").format(name=member),
                _("Nobody opens this book without it, not even the leader of the group."),
            ),
            Step.CODE: (
                _("Keep this code on paper"),
                _(
                    "If the password is forgotten, only this code opens the book. Print it, or write it "
                    "down, and keep it where money is kept."
                ),
            ),
            Step.TRY: (
                _("Try the paper now"),
                _("Please read the last four signs of the code from your paper and type them here."),
            ),
        }
        question, text = questions[self._step]
        self.question.setText(question)
        self.text.setText(text)
        self.count.setText(_("{number} of {all}").format(number=self._step + 1, all=len(Step)))
        words = {
            Step.PASSWORD: _("Make my book"),
            Step.CODE: _("I have it on paper"),
            Step.TRY: _("Open my book"),
        }
        self.next_button.set_text(words.get(self._step, _("Next")))
        layout = self.layout()
        if layout is not None:  # the scroll area around it may not ask by itself: no word of a button is cut
            layout.invalidate()
            layout.activate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.house.setAccessibleName(_("What is your home called?"))
        self.house.edit.setPlaceholderText(_("Our home"))
        self.member.setAccessibleName(_("What is your name?"))
        self.typed.setAccessibleName(_("The last four signs of the code"))
        self.shown.setAccessibleName(_("Recovery code"))
        self.password.retranslate()
        self.print_button.set_text(_("Print it …"))
        self.save_button.set_text(_("Save as PDF …"))
        self.back_button.set_text(_("Back"))
        self.skip_button.set_text(_("I have no paper now"))
        self._say()

    # ---- going on

    @Slot()
    def _on_next_clicked(self) -> None:
        if self._busy:
            return
        if self._step is Step.HOUSE and self.house.check():
            self._ask(Step.MEMBER)
        elif self._step is Step.MEMBER and self.member.check():
            self._ask(Step.PASSWORD)
        elif self._step is Step.PASSWORD:
            self._make()
        elif self._step is Step.CODE:
            self._ask(Step.TRY)
        elif self._step is Step.TRY:
            self._try()

    @Slot()
    def go_back(self) -> None:
        """The question before; before the first one, the start screen."""
        if self._busy:
            return
        if self._step is Step.HOUSE:
            self.left.emit()
        elif self._step is not Step.CODE:  # the book is made: nothing before the code can be asked again
            self._ask(Step(self._step - 1))

    def _make(self) -> None:
        password = self.password.password(self.member.name(), self.house.name())
        if password is None:
            return
        try:
            path = self._path_for(self.house.name())
        except UserError as error:
            self.note.show_text(error_text(error), tone="warn")
            return
        self._set_busy(True)
        self.note.show_text(_("Making the book …"), tone="info")
        job = partial(make_household, path, self.house.name(), self.member.name(), password)
        self._runner.run(self, job, self._on_made, failed=self._on_failed)

    def _on_made(self, book: HouseholdMade) -> None:
        self._set_busy(False)
        self._book = book
        self.password.clear()
        groups = book.code.split("-")
        self.shown.setText("  ".join(groups[:ACROSS]) + "\n" + "  ".join(groups[ACROSS:]))
        self._ask(Step.CODE)

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        self.note.show_text(error_text(error), tone="warn")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for each in (self.next_button, self.back_button, self.password):
            each.setEnabled(not busy)

    def _try(self) -> None:
        if self._book is None:
            return
        if repeats(self._book.code, self.typed.text()):
            self._finish(self._book.code)
            return
        self.note.show_text(error_text(RecoveryCodeMistypedError()), tone="warn")
        self.typed.edit.selectAll()
        self.typed.edit.setFocus()

    @Slot()
    def _on_skip_clicked(self) -> None:
        if self._warned:
            self._finish("")
            return
        self._warned = True
        self.note.show_text(
            _(
                "Without this paper a forgotten password cannot be mended: nobody could open the book again. "
                "The code can be printed later, at “My password”."
            ),
            tone="warn",
        )
        self.skip_button.set_text(_("I know, open my book"))

    def _finish(self, tried: str) -> None:
        book, self._book = self._book, None
        self.shown.setText("")
        self.typed.set_value(None)
        if book is not None:
            self.made.emit(BookMade(book.path, book.credential, tried, is_household=True))

    # ---- the paper

    @Slot()
    def _on_print_clicked(self) -> None:
        printer = ask_printer(self) if self._book is not None else None
        if printer is None or self._book is None:
            return
        printer.setDocName("Samut")
        if not print_pages(printer, [*self._book.pages, *self._book.pages]):
            self.note.show_text(_("The printer did not print. Is it on and has it paper?"), tone="warn")

    @Slot()
    def _on_save_clicked(self) -> None:
        place = save_file(self, _("Recovery code"), "pdf") if self._book is not None else None
        if place is None or self._book is None:
            return
        try:
            write_file(place, self._book.pdf)
        except (SamutError, OSError) as error:
            self.note.show_text(error_text(error), tone="warn")
            return
        self.note.show_text(
            _("Saved as {file}. Print it soon, and keep no copy of it on this computer.").format(
                file=place.name
            ),
            tone="info",
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes a question back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
            return
        super().keyPressEvent(event)
