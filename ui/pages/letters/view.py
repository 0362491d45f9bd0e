"""The group's letters, one of them at the right as a member gets it; written, printed and saved for many."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter

from app.changes import Changes
from app.domain.letter import LetterData
from app.domain.session import Permission
from app.errors import SamutError, UserError
from app.i18n import _
from app.queries.letters import Letter
from app.services.letters import save_letter, set_letter_aside
from ui.files import Locked, Place
from ui.messages_text import error_text
from ui.models.rows import Col
from ui.pages.letters import work
from ui.pages.letters.letter_form import LetterForm
from ui.pages.letters.send_form import SendForm
from ui.pages.letters.work import Wanted
from ui.system_print import DPI, ask_printer, print_pages
from ui.widgets.arrange import Panel
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.labels import Label
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.list_papers import SaveFile
from ui.widgets.preview import PdfPreview

PARTS = (
    ("used", lambda: _("In use")),
    ("aside", lambda: _("Put aside")),
)


class LettersView(ListPanelPage[Letter]):
    """Letters that are written once and go to many."""

    name = "letters"
    icon = "send"
    listens = Changes.GROUP | Changes.SETTINGS
    lists_listen = Changes.GROUP | Changes.PARTIES | Changes.LEDGER | Changes.SETTINGS
    panel_width = 460
    panel_share = 46
    narrow = 520
    less = (1,)
    """Subject."""

    def __init__(self, *needs: Any, save_file: SaveFile | None = None, **more: Any) -> None:
        super().__init__(*needs, save_file=save_file, **more)
        self._save_file = save_file

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[Letter]]:
        """The columns of the list."""
        return [
            Col(lambda: _("The letter"), lambda each: each.data.name, weight=4, tone=_tone),
            Col(lambda: _("Subject"), lambda each: each.data.subject, weight=5, tone=_tone),
            Col(lambda: _("Whose letter"), _origin, weight=2, tone=_tone),
        ]

    def make_panel(self) -> Panel:
        """The letter as somebody gets it."""
        panel = Panel("", width=self.panel_width)
        self.person = ChoiceField()
        self.person_label = Label("", type="small", tone="soft")
        self.preview = PdfPreview()
        self.wrong = Label("", tone="bad", wrap=True)
        self.wrong.hide()
        panel.add(self.person_label)
        panel.add(self.person)
        panel.add(self.wrong)
        panel.add(self.preview, 1)
        return panel

    def build(self) -> None:
        """Buttons and forms."""
        self._lists = work.Lists()
        self._asked = 0
        self._saved: Place | None = None
        may = self._session.may(Permission.EDIT_MEETINGS)
        sees = self._session.may(Permission.SEE_BOOKS)
        self.name_list(lambda: _("Letters"), lambda: _("Search for a letter"))
        self.text(self._name_person, lambda: _("As this member gets it"))
        self.add_chips(lambda: _("Which letters"), PARTS, lambda each, key: each.active == (key == "used"))
        self.add_new(lambda: _("New letter"), self._begin_letter, may=may)
        self.send_button = self.add_action(
            lambda: _("Print or save"),
            "printer",
            self._begin_sending,
            keys="Ctrl+E",
            primary=True,
            when=lambda each: sees and each.active,
        )
        self.change_button = self.add_action(
            lambda: _("Edit"), "pencil", self._begin_change, keys="F4", when=lambda _each: may
        )
        self.aside_button = self.add_action(
            lambda: _("Put aside"),
            "minus",
            self._put_aside,
            when=lambda each: may and each.active and not each.is_proposal,
        )
        self.back_button = self.add_action(
            lambda: _("Use again"), "undo-2", self._take_back, when=lambda each: may and not each.active
        )
        self.letter_form = self.add_form(LetterForm())
        self.send_form = self.add_form(SendForm(self._today))
        self.letter_form.submitted.connect(self._on_letter_submitted)
        self.letter_form.seen.connect(self._on_letter_seen)
        self.send_form.wanted.connect(self._on_wanted)
        self.person.committed.connect(self._on_person_chosen)

    def _name_person(self, words: str) -> None:
        self.person_label.setText(words)
        self.person.setAccessibleName(words)

    def job(self) -> Callable[[], tuple[Letter, ...]]:
        """The letters."""
        return work.shown

    def lists_job(self) -> Callable[[], work.Lists]:
        """Members with their figures, and officers."""
        return partial(work.lists, self._today())

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the forms and to the panel."""
        self._lists = lists
        self.letter_form.set_lists(lists)
        self.send_form.set_lists(lists)
        self.person.set_choices(
            [Choice(each.uid, each.person.name, note=each.person.number) for each in lists.recipients]
        )
        if self.person.key() is None and lists.recipients:
            self.person.set_value(lists.recipients[0].uid)
        if self._row is not None:
            self._show_preview(self._row)

    def key(self, row: Letter) -> object:
        """Proposals have no uid."""
        return row.data.name

    def chip_of(self, row: Letter) -> str:
        """In use or put aside."""
        return "used" if row.active else "aside"

    def row_title(self, row: Letter) -> str:
        """The letter's name."""
        return row.data.name

    def details(self, row: Letter) -> Callable[[], Any] | None:
        """The letter to the member that is chosen."""
        person = self.person.key()
        if not isinstance(person, bytes) or not self._session.may(Permission.SEE_BOOKS):
            return None
        return partial(_seen, partial(work.preview, self._session, row.data, person, self._today()))

    def show_details(self, _row: Letter, found: Any) -> None:
        """Its pages, or what is wrong with it."""
        self.wrong.setVisible(isinstance(found, str))
        if isinstance(found, str):
            self.wrong.setText(found)
        if isinstance(found, tuple):
            self.preview.show_images(list(found))
        else:
            self.preview.clear()

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(_("No letter is put aside."), "", "")

    def open(self, argument: str) -> None:
        """``new``, or the name of a letter."""
        if argument == "new":
            self.begin()
        elif argument:
            self.choose(argument)

    def _show_preview(self, row: Letter) -> None:
        job = self.details(row)
        if job is not None:
            self.act(job, partial(self._on_preview, row.data.name))

    def _on_preview(self, name: str, found: Any) -> None:
        if self._row is not None and self._row.data.name == name:
            self.show_details(self._row, found)

    @Slot(object)
    def _on_person_chosen(self, _key: object) -> None:
        if self._row is not None:
            self._show_preview(self._row)

    # ---- writing

    def _begin_letter(self) -> None:
        self.show_form(self.letter_form)
        self.letter_form.show_letter(None)

    def _begin_change(self) -> None:
        if self._row is not None:
            self.show_form(self.letter_form)
            self.letter_form.show_letter(self._row)

    def _put_aside(self) -> None:
        if self._row is not None:
            self.act(partial(set_letter_aside, self._session, self._row.uid))

    def _take_back(self) -> None:
        if self._row is not None:
            self.act(partial(set_letter_aside, self._session, self._row.uid, active=True))

    @Slot(object, object, object)
    def _on_letter_submitted(self, data: object, uid: object, known: object) -> None:
        assert isinstance(data, LetterData)
        assert isinstance(uid, bytes)
        self.wait_for(data.name)
        self.save(self.letter_form, partial(save_letter, self._session, data, uid=uid, known=bool(known)))

    @Slot(object, object)
    def _on_letter_seen(self, data: object, person: object) -> None:
        assert isinstance(data, LetterData)
        assert isinstance(person, bytes)
        if not self._session.may(Permission.SEE_BOOKS):
            return
        self._asked += 1
        job = partial(_seen, partial(work.preview, self._session, data, person, self._today()))
        self.act(job, partial(self._on_form_preview, self._asked))

    def _on_form_preview(self, asked: int, found: Any) -> None:
        if asked != self._asked:
            return
        if isinstance(found, str):
            self.letter_form.say(found)
        else:
            self.letter_form.show_preview(found)

    # ---- to many

    def _begin_sending(self) -> None:
        if self._row is not None:
            self.show_form(self.send_form)
            self.send_form.show_letter(self._row.data)

    @Slot(object, str)
    def _on_wanted(self, wanted: object, how: str) -> None:
        assert isinstance(wanted, Wanted)
        if how == "print":
            printer = ask_printer(self)
            if printer is not None:
                self.print_on(printer, wanted)
            return
        if self._save_file is None:
            return
        title = _("Address labels") if wanted.labels else wanted.letter
        place = self._save_file(title.replace("/", "-"), how)
        if place is not None:
            job = partial(work.save, self._session, wanted, how, place)
            self._do_long(_("Writing {file} …").format(file=place.name), job, self._on_file_saved)

    def print_on(self, printer: QPrinter, wanted: Wanted) -> None:
        """Draw all letters on a printer that was chosen and set up."""
        job = partial(work.pages_to_print, self._session, wanted, DPI)
        self._do_long(_("Drawing the pages …"), job, partial(self._on_pages, printer))

    def _on_pages(self, printer: QPrinter, pages: tuple[bytes, ...]) -> None:
        if print_pages(printer, pages):
            self._messages.say(_("Sent to the printer."))
        else:
            self.send_form.say(_("The printer did not take the pages."))

    def _do_long(self, text: str, job: Callable[..., Any], done: Callable[[Any], None]) -> None:
        """Beside the till, with how far it is, and a way to stop it."""
        form = self.send_form
        form.set_busy(True)
        form.progress.begin(text)
        form.progress.follow(
            self._runner.beside().run(
                self,
                work.beside(job),
                partial(self._on_long_done, done),
                failed=self._on_long_failed,
                progress=form.progress.step,
                cancelled=self._on_long_stopped,
            )
        )

    def _on_long_done(self, done: Callable[[Any], None], result: Any) -> None:
        self._on_long_stopped()
        done(result)

    def _on_long_failed(self, error: Exception) -> None:
        self._on_long_stopped()
        if isinstance(error, SamutError):
            self.send_form.show_error(error)
        else:
            self._messages.show_error(error)

    def _on_long_stopped(self) -> None:
        self.send_form.progress.end()
        self.send_form.set_busy(False)

    def _on_file_saved(self, place: Place) -> None:
        said = _("Saved {file}.").format(file=place.name)
        if isinstance(place, Locked):
            self._messages.say(said)
            return
        self._saved = place
        self._messages.done(said, _("Open the file"), self._open_saved)

    def _open_saved(self) -> None:
        if self._saved is not None and not isinstance(self._saved, Locked):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))


def _seen(job: Callable[[], tuple[bytes, ...]]) -> tuple[bytes, ...] | str:
    """The pages, or the sentence that says what is wrong with the letter."""
    try:
        return job()
    except UserError as error:
        return error_text(error)


def _origin(letter: Letter) -> str:
    return _("Proposal") if letter.is_proposal else _("Our own")


def _tone(letter: Letter) -> str:
    return "" if letter.active and not letter.is_proposal else "ink-soft"
