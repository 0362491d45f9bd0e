"""What the group paid: one note after the other, written down with one key or left out with another."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Session
from app.i18n import _, ngettext
from app.queries.household.notes import NoteIn
from app.services.household.carrying import Carried
from app.services.household.linking import Invitation
from app.services.household.notes import (
    Taken,
    accept_note,
    accept_reversal,
    refuse_note,
    reopen_note,
)
from app.services.records import Saved
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.household.money_words import baht
from reports.model import Link
from ui import theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.notes import work
from ui.pages.notes.beside import DecidedList, InvitationCard, LinkCard
from ui.pages.notes.card import NoteCard
from ui.place_needs import no_invitation
from ui.runner import Runner
from ui.widgets.arrange import scrolled
from ui.widgets.basics import EmptyState
from ui.widgets.labels import Label

NARROW = 900
"""Below this width of the page what stands beside goes below."""
SIDE = 340


def ask_folder(parent: QWidget | None) -> Path | None:
    """Let her choose a folder, a stick's say."""
    chosen = QFileDialog.getExistingDirectory(parent, _("A folder on the stick"))
    return Path(chosen) if chosen else None


class NotesView(PageBase):
    """The question about the next note; beside it the link and what was answered before."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        invitation: Callable[[], Invitation | None] = no_invitation,
        today: Callable[[], dt.date] = today,
        choose_folder: Callable[[QWidget | None], Path | None] = ask_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        del open_link
        self._session, self._runner, self._messages = session, runner, messages
        self._go_to, self._invitation, self._today = go_to, invitation, today
        self._choose_folder = choose_folder
        self._found = work.Found()
        self._later: list[bytes] = []
        """Notes that she wanted to see after the others."""
        self._is_read = self._busy = False
        self._make()
        self._lay_out()

    # ---- building

    def _make(self) -> None:
        self.sentence = Label("", type="large", wrap=True, private="figures")
        self.card = NoteCard()
        self.card.accepted.connect(self._on_accepted)
        self.card.taken_back.connect(self._on_taken_back)
        self.card.refused.connect(self._on_refused)
        self.card.later.connect(self._on_later)
        self.card.asked.connect(self._on_asked)
        self.invited = InvitationCard(self._on_link, self._on_decline)
        self.empty = EmptyState("users", "")
        self.link = LinkCard(self._on_take, self._on_carry, self._on_end)
        self.decided = DecidedList()
        self.decided.again.connect(self._on_again)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for each in (self.empty, self.invited, self.card):
            self.stack.addWidget(each)
        left = QVBoxLayout()
        left.setSpacing(theme.BETWEEN)
        left.addWidget(self.sentence)
        left.addWidget(self.stack)
        left.addStretch(1)
        self._beside = QWidget()
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.BETWEEN)
        beside.addWidget(self.link)
        beside.addWidget(self.decided)
        beside.addStretch(1)
        content = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._across.setSpacing(theme.AROUND)
        self._across.addLayout(left, 1)
        self._across.addWidget(self._beside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(content, margins=theme.BETWEEN)
        layout.addWidget(self._area)

    def retranslate(self) -> None:
        """Set every text again."""
        if self._is_read:
            self._show(self._found)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("Delete", _("Do not write it down"), self._on_refuse_key),
            Shortcut("F9", _("Answer the next note"), self._focus_question),
        ]

    def refresh(self, changes: Changes) -> None:
        """Notes, places of money and rounds may have changed."""
        if changes & (Changes.HOUSEHOLD | Changes.LEDGER | Changes.SETTINGS):
            job = partial(work.read, self._today())
            self._runner.run(self, job, self._show, failed=self._messages.show_error)

    def open(self, argument: str) -> None:
        """``link``: the question whether the two books may be linked."""
        if argument == "link":
            self._focus_question()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside goes below where there is little room."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._across.direction() != way:
            self._across.setDirection(way)
        if is_narrow:
            self._beside.setMinimumWidth(0)
            self._beside.setMaximumWidth(16_777_215)
        else:
            self._beside.setFixedWidth(theme.px(SIDE))

    # ---- showing

    @property
    def note(self) -> NoteIn | None:
        """The note that is asked about."""
        waiting = sorted(self._found.waiting, key=self._place_in_line)
        return waiting[0] if waiting else None

    def _place_in_line(self, note: NoteIn) -> int:
        return self._later.index(note.uid) + 1 if note.uid in self._later else 0

    def _show(self, found: work.Found) -> None:
        had_focus = self._has_focus()
        is_first, self._is_read = not self._is_read, True
        self._found, self._busy = found, False
        note, invitation = self.note, self._invitation()
        self._say(found)
        if note is not None:
            self._ask(note)
        elif found.link is None and invitation is not None:
            self.invited.show_invitation(invitation)
            self.stack.setCurrentWidget(self.invited)
            self.setFocusProxy(self.invited.yes_button)
        else:
            self._show_empty(found)
        self.link.setVisible(found.link is not None)
        if found.link is not None:
            self.link.show_link(found.link, found.lying)
        else:
            self.link.asked.hide()
        self.decided.show_notes(found.decided)
        if had_focus or (is_first and self.isVisible()):
            self._focus_question()

    def _say(self, found: work.Found) -> None:
        count = len(found.waiting)
        total = found.waiting_amount
        self.sentence.setVisible(count > 1)
        self.sentence.setText(
            ngettext(
                "{count} note waits: {amount} baht.", "{count} notes wait: {amount} baht in all.", count
            ).format(count=count, amount=baht(total))
        )

    def _ask(self, note: NoteIn) -> None:
        self.card.show_note(
            note,
            places=self._found.places,
            rounds=self._found.rounds_of(note),
            others=len(self._found.waiting) - 1,
            today=self._today(),
            is_entered=note.about in self._found.entered,
        )
        self.stack.setCurrentWidget(self.card)
        self.setFocusProxy(self.card)

    def _show_empty(self, found: work.Found) -> None:
        self.stack.setCurrentWidget(self.empty)
        self.setFocusProxy(self.link.take_button)
        if found.link is not None:
            self.empty.set_texts(
                _("Nothing waits. When {group} pays you, a note comes here.").format(group=found.link.name)
            )
            return
        self.empty.set_texts(
            _("Your book is not linked with a group."),
            "",
            _(
                "Open the group's book, sign in, and choose “To my household book” under your name: then you "
                "are asked here."
            ),
        )

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return self.isVisible() and focus is not None and self.stack.isAncestorOf(focus)

    @Slot()
    def _focus_question(self) -> None:
        if self.stack.currentWidget() is self.card:
            self.card.focus_first()
        elif self.stack.currentWidget() is self.invited:
            self.invited.yes_button.setFocus(Qt.FocusReason.TabFocusReason)

    # ---- answering

    @Slot()
    def _on_asked(self) -> None:
        """A new question is seen from its beginning."""
        QTimer.singleShot(0, self._to_top)

    @Slot()
    def _to_top(self) -> None:
        self._area.verticalScrollBar().setValue(0)

    @Slot(str, object)
    def _on_accepted(self, account_code: str, round_uid: object) -> None:
        note = self.note
        if note is None or self._busy:
            return
        chosen = round_uid if isinstance(round_uid, bytes) else None
        job = partial(accept_note, self._session, note.uid, account_code=account_code, round_uid=chosen)
        self._begin(job, partial(self._on_entered, note))

    def _on_entered(self, note: NoteIn, posted: Posted) -> None:
        self._messages.done(
            _("Written down: {amount} baht").format(amount=baht(posted.total)),
            _("Take it back"),
            partial(self._reopen, note.uid),
        )

    @Slot()
    def _on_taken_back(self) -> None:
        if self.note is not None and not self._busy:
            job = partial(accept_reversal, self._session, self.note.uid, on=self._today())
            self._begin(job, self._on_put_away)

    def _on_put_away(self, _saved: Saved) -> None:
        self._messages.say(_("It is put away."))

    @Slot()
    def _on_refused(self) -> None:
        note = self.note
        if note is not None and not self._busy:
            self._begin(partial(refuse_note, self._session, note.uid), partial(self._on_left_out, note))

    def _on_left_out(self, note: NoteIn, _saved: Saved) -> None:
        self._messages.done(_("It was left out."), _("Ask me again"), partial(self._reopen, note.uid))

    @Slot()
    def _on_refuse_key(self) -> None:
        if self.stack.currentWidget() is self.card and self.card.refuse_button.isVisible():
            self._on_refused()

    @Slot()
    def _on_later(self) -> None:
        note = self.note
        if note is not None:
            self._later = [*(each for each in self._later if each != note.uid), note.uid]
            self._show(self._found)
            self._focus_question()

    @Slot(object)
    def _on_again(self, uid: object) -> None:
        if isinstance(uid, bytes):
            self._reopen(uid)

    def _reopen(self, uid: bytes) -> None:
        if not self._busy:
            self._begin(partial(reopen_note, self._session, uid, on=self._today()), self._on_reopened)

    def _on_reopened(self, _saved: Saved) -> None:
        self._messages.say(_("It waits again."))

    def _begin(self, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._busy = True
        self._runner.run(self, job, done, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._messages.show_error(error)

    # ---- the link

    @Slot()
    def _on_link(self) -> None:
        invitation = self._invitation()
        if invitation is not None and not self._busy:
            self._begin(partial(work.link, self._session, invitation), self._on_linked)

    def _on_linked(self, _saved: Saved) -> None:
        self._messages.say(_("The two books are linked. The group's book learns it when it is opened next."))
        self._go_to("home", "")

    @Slot()
    def _on_decline(self) -> None:
        invitation = self._invitation()
        if invitation is not None and not self._busy:
            self._begin(partial(work.decline, self._session, invitation), self._on_declined)

    def _on_declined(self, _nothing: object) -> None:
        self._busy = False
        self._messages.say(_("All right. You find it under “My group” if you want it later."))
        self._go_to("home", "")

    @Slot()
    def _on_end(self) -> None:
        link = self._found.link
        if link is not None and not self._busy:
            self._begin(partial(work.end_link, self._session, link.uid), self._on_ended)

    def _on_ended(self, _saved: Saved) -> None:
        self._messages.say(_("The link is ended."))

    @Slot()
    def _on_take(self) -> None:
        folder = self._choose_folder(self)
        if folder is not None and not self._busy:
            self._begin(partial(work.take_in, self._session, folder), self._on_taken)

    def _on_taken(self, taken: Taken) -> None:
        self._busy = False
        if taken.came:
            words = ngettext("{count} note came in.", "{count} notes came in.", taken.came)
            self._messages.say(words.format(count=taken.came))
        elif taken.unread:
            self._messages.say(_("Notes lie there that do not come from your group. They were left alone."))
        else:
            self._messages.say(_("There is no new note for you there."))

    @Slot()
    def _on_carry(self) -> None:
        folder = self._choose_folder(self)
        if folder is not None and not self._busy:
            self._begin(partial(work.carry, self._session, folder), self._on_carried)

    def _on_carried(self, carried: Carried) -> None:
        self._busy = False
        words = ngettext(
            "{count} note is on the stick, in the folder {folder}. The group's book takes it in.",
            "{count} notes are on the stick, in the folder {folder}. The group's book takes them in.",
            carried.count,
        )
        self._messages.say(words.format(count=carried.count, folder=carried.folder.name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape keeps the link that was to be ended."""
        if event.key() == Qt.Key.Key_Escape and self.link.asked.isVisible():
            self.link.no_button.click()
            return
        super().keyPressEvent(event)
