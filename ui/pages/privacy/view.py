"""Privacy: one person, what is kept about her and why, as a file, and erasing what may go."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.changes import Changes
from app.domain.retention import KEPT_NAMES
from app.domain.session import Permission, Session
from app.i18n import _
from app.queries.household.notes import Link
from app.queries.parties import PartyRow
from app.services.household.linking import unlink
from app.services.privacy import READERS, Erased, erase_person
from app.services.records import Saved
from app.thai.dates import format_date, now, today
from reports.person_data import in_words
from ui import theme
from ui.files import Place
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.privacy import work
from ui.runner import Runner
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Banner, Card, EmptyState
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.labels import Label
from ui.widgets.report_sheet import ReportSheet

KINDS = {"pdf": "PDF", "xlsx": "Excel", "json": "JSON"}


class PrivacyView(PageBase):
    """What is kept about one person, for those who answer for it."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        save_file: Callable[[str, str], Place | None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._save_file, self._today = save_file, today
        self._asked = 0
        self._wanted: bytes | None = None
        self.person = ChoiceField()
        self.person.setFixedWidth(theme.px(280))
        self.person.committed.connect(self._on_person_chosen)
        self.save_buttons = {
            kind: Button(words, partial(self._save, kind), icon="file-down") for kind, words in KINDS.items()
        }
        self.erase_button = Button("", self._on_erase_clicked, kind="danger", icon="user-round")
        self.banner = Banner(closable=True)
        self.link = Banner()
        self.link.acted.connect(self._on_unlink)
        self._link: Link | None = None
        self.question = Card()
        self.question_text = Label("", strong=True, wrap=True)
        self.question_more = Label("", tone="soft", wrap=True)
        self.yes_button = Button("", self._on_yes_clicked, kind="danger")
        self.no_button = Button("", self.question.hide)
        self.question.add(self.question_text)
        self.question.add(self.question_more)
        self.question.add(row(self.no_button, -1, self.yes_button))
        self.question.hide()
        self.sheet = ReportSheet(with_head=False)
        self.empty = EmptyState("user-round", "")
        self.stage = QStackedWidget()
        self.screen_page = scrolled(self.sheet, margins=0)
        self.stage.addWidget(self.empty)
        self.stage.addWidget(self.screen_page)
        tools = row(self.person, -1, *self.save_buttons.values(), self.erase_button)
        whole = column(tools, self.link, self.banner, self.question, self.stage)
        whole.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, 0)
        whole.setStretch(4, 1)
        self.setLayout(whole)
        may_save = session.may(Permission.EXPORT)
        for button in self.save_buttons.values():
            button.setVisible(may_save)
        self.erase_button.setVisible(session.may(Permission.ERASE_PERSON))
        self._allow(may_go=False)
        self.retranslate()

    # ---- what the window asks

    def title(self) -> str:
        """What stands in the header."""
        return _("Privacy")

    def retranslate(self) -> None:
        """Set every text again."""
        self.person.edit.setPlaceholderText(_("Whose data?"))
        self.person.setAccessibleName(_("Whose data?"))
        self.erase_button.set_text(_("Erase …"))
        self.yes_button.set_text(_("Erase for good"))
        self.no_button.set_text(_("Keep everything"))
        self.empty.set_texts(
            _("Choose a person to see what is kept, why, and until when."),
            "",
            _("Everybody may ask for her own data, and to erase what need not be kept."),
        )
        self.question.hide()
        self._on_link(self._link)
        self._read()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("Ctrl+F", _("Choose a person"), self.person.edit.setFocus),
            Shortcut("Ctrl+S", _("Save the data as PDF"), partial(self._save, "pdf")),
            Shortcut("Ctrl+E", _("Save the data as Excel"), partial(self._save, "xlsx")),
        ]

    def refresh(self, changes: Changes) -> None:
        """Whatever was entered or posted may be about the person."""
        if changes:
            job = partial(work.people, self._session)
            self._runner.run(self, job, self._on_people, failed=self._messages.show_error)
            self._runner.run(
                self, partial(work.own_link, self._session), self._on_link, failed=self._messages.show_error
            )
            self._read()

    def open(self, argument: str) -> None:
        """Go to a person by uid (in hex)."""
        try:
            self._wanted = bytes.fromhex(argument)
        except ValueError:
            return
        self.person.set_value(self._wanted)
        self._read()

    # ---- reading

    def _on_people(self, people: list[PartyRow]) -> None:
        self.person.set_choices([Choice(each.uid, each.name, note=each.code) for each in people])
        if self._wanted is None and len(people) == 1 and not self._session.may_any(READERS):
            self._wanted = people[0].uid
            self._read()
        if self._wanted is not None:
            self.person.set_value(self._wanted)

    @Slot(object)
    def _on_person_chosen(self, _key: object) -> None:
        uid = self.person.key()
        if uid == self._wanted:  # left, not changed
            return
        self._wanted = uid if isinstance(uid, bytes) else None
        self.banner.hide()
        self._read()

    def _read(self) -> None:
        self.question.hide()
        self._asked += 1
        if self._wanted is None:
            self.stage.setCurrentWidget(self.empty)
            self._allow(may_go=False)
            return
        job = partial(work.read, self._session, self._wanted, self._today())
        done = partial(self._on_read, self._asked)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_read(self, asked: int, shown: work.Shown) -> None:
        if asked != self._asked:
            return
        self.sheet.set_report(shown.report)
        self.stage.setCurrentWidget(self.screen_page)
        self._allow(may_go=shown.may_go)

    def _allow(self, *, may_go: bool) -> None:
        for button in self.save_buttons.values():
            button.setEnabled(self._wanted is not None)
        self.erase_button.setEnabled(may_go)

    # ---- one's own household book

    def _on_link(self, link: Link | None) -> None:
        self._link = link
        words = _(
            "Your household book is linked with this book since {day}: it is told what the group pays you. "
            "The group can see nothing of it."
        )
        day = "" if link is None else format_date(link.linked_on, "medium")
        self.link.show_text("" if link is None else words.format(day=day), action=_("End the link"))

    @Slot()
    def _on_unlink(self) -> None:
        if self._link is not None:
            job = partial(unlink, self._session, self._link.uid)
            self._runner.run(self, job, self._on_unlinked, failed=self._messages.show_error)

    def _on_unlinked(self, _saved: Saved) -> None:
        self._messages.say(_("The link is ended."))

    # ---- handing out

    def _save(self, kind: str) -> None:
        if self._wanted is None or not self._session.may(Permission.EXPORT):
            return
        place = self._save_file(_("What is kept about a person"), kind)
        if place is None:
            return
        job = partial(work.save, self._session, self._wanted, now(), kind, place)
        self._runner.run(self, job, self._on_saved, failed=self._messages.show_error)

    def _on_saved(self, place: Place) -> None:
        self._messages.say(_("Saved as {name}.").format(name=place.name))

    # ---- erasing

    @Slot()
    def _on_erase_clicked(self) -> None:
        name = self.person.edit.text()
        self.question_text.setText(
            _("Erase what need not be kept about {name}? It cannot be brought back.").format(name=name)
        )
        self.question_more.setText(in_words())
        self.question.show()
        self.no_button.setFocus()

    @Slot()
    def _on_yes_clicked(self) -> None:
        self.question.hide()
        if self._wanted is not None:
            job = partial(erase_person, self._session, self._wanted, today=self._today())
            self._runner.run(self, job, self._on_erased, failed=self._messages.show_error)

    def _on_erased(self, erased: Erased) -> None:
        gone = ", ".join(dict.fromkeys(_(KEPT_NAMES[fact.kind]) for fact in erased.gone))
        if gone:
            words = _("Erased: {what}. What stays is below, with the reason.").format(what=gone)
            self.banner.show_text(words, tone="good")
        else:
            self.banner.show_text(_("There was nothing left that may be erased."), tone="info")
        self._read()
