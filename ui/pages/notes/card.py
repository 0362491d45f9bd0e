"""One note as a question: of which round, if it was for goods; then where the money is. One key answers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.household.notes import NoteKind
from app.domain.household.places_of_money import PLACE_ICONS
from app.i18n import _
from app.queries.household.notes import NoteIn
from app.queries.household.places_of_money import Place
from app.queries.household.trades import RoundRow
from reports.common import in_language, joined
from reports.household.money_words import baht
from ui import theme
from ui.pages.notes import words
from ui.widgets.arrange import column, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button, icon_label
from ui.widgets.flow import Flow
from ui.widgets.labels import Label

PICTURE = 44
ARROWS = {Qt.Key.Key_Right: True, Qt.Key.Key_Down: True, Qt.Key.Key_Left: False, Qt.Key.Key_Up: False}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what it means, its words and picture."""

    key: object
    words: str
    icon: str


class AnswerButton(Button):
    """A large answer; a key that is held down answers once."""

    picked = Signal(object)

    def __init__(self, answer: Answer, *, is_first: bool) -> None:
        super().__init__(
            answer.words,
            self._on_clicked,
            kind="primary" if is_first else "",
            icon=answer.icon,
            touch=True,
            large=True,
        )
        self._key = answer.key

    @Slot()
    def _on_clicked(self) -> None:
        self.picked.emit(self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk to the next answer."""
        key = Qt.Key(event.key())
        if event.isAutoRepeat() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            return
        if key in ARROWS:
            self.focusNextPrevChild(ARROWS[key])
            return
        super().keyPressEvent(event)


class NoteCard(Card):
    """The note that is asked about; ``accepted`` gives the account and the round, ``refused`` nothing."""

    accepted = Signal(str, object)
    taken_back = Signal()
    refused = Signal()
    later = Signal()
    asked = Signal()
    """Another question stands there."""

    def __init__(self) -> None:
        super().__init__(padding=theme.AROUND)
        self._note: NoteIn | None = None
        self._places: Sequence[Place] = ()
        self._round: bytes | None = None
        self.picture = icon_label("hand-coins", "indigo", PICTURE)
        self.who = Label("", type="large", wrap=True)
        self.amount = Label("", type="figure", private="figures")
        self.what = Label("", tone="soft", wrap=True)
        head = row(self.picture, column(self.who, self.amount, self.what, spacing=2), spacing=theme.BETWEEN)
        head.setStretch(1, 1)
        self.question = Label("", type="title", wrap=True)
        self._answers = QWidget()
        self._flow = Flow(least=190, spacing=12)
        self._answers.setLayout(self._flow)
        self.refuse_button = Button("", self.refused.emit, kind="quiet", icon="x", touch=True)
        self.later_button = Button("", self.later.emit, kind="quiet", icon="arrow-right", touch=True)
        self.heading.hide()
        self.body.setSpacing(theme.BETWEEN)
        self.add(head)
        self.add(self.question)
        self.add(self._answers)
        self.add(row(self.refuse_button, self.later_button, -1))

    @property
    def answers(self) -> list[AnswerButton]:
        """The buttons in their order."""
        found = (self._flow.itemAt(at) for at in range(self._flow.count()))
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, AnswerButton)]

    def show_note(
        self,
        note: NoteIn,
        *,
        places: Sequence[Place],
        rounds: Sequence[RoundRow],
        others: int,
        today: dt.date,
        is_entered: bool = False,
    ) -> None:
        """Ask about a note; ``others`` wait behind it, ``is_entered``: what was taken back stands here."""
        self._note, self._places, self._round = note, places, None
        theme.set_icon(self.picture, words.icon_of(note), "indigo", PICTURE)
        self.who.setText(words.title(note))
        self.amount.setText(_("{amount} baht").format(amount=baht(note.amount)))
        self.what.setText(words.about(note, today))
        self.later_button.setVisible(others > 0)
        self.later_button.set_text(_("Another one first"))
        if note.kind is NoteKind.REVERSAL:
            self.refuse_button.setVisible(is_entered)
            self.refuse_button.set_text(_("Leave mine as it is (Delete)"))
            if is_entered:
                yes = Answer(None, _("Yes, take it out"), "undo-2")
                self._ask(_("Take it out of your book, too?"), [yes])
            else:
                right = Answer(None, _("All right"), "check")
                self._ask(_("It does not stand in your book. There is nothing to do."), [right])
            return
        self.refuse_button.show()
        self.refuse_button.set_text(_("Do not write it down (Delete)"))
        if rounds:
            of_rounds = [Answer(each.uid, joined(each.trade, each.name), "sprout") for each in rounds]
            none = Answer(None, _("None of these"), "minus")
            self._ask(_("Which of your trades was it from?"), [*of_rounds, none])
        else:
            self._ask_place()

    def focus_first(self) -> None:
        """The cursor on the first answer: Enter takes it."""
        if self.answers:
            self.answers[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _ask_place(self) -> None:
        places = [
            Answer(each.code, in_language(each.name, each.name_en), PLACE_ICONS[each.kind])
            for each in self._places
        ]
        self._ask(_("Where did you put the money?"), places)

    def _ask(self, question: str, answers: Sequence[Answer]) -> None:
        before = self.answers
        had_focus = any(each.hasFocus() for each in before)
        self.question.setText(question)
        for old in before:
            self._flow.removeWidget(old)
        for at, answer in enumerate(answers):
            button = AnswerButton(answer, is_first=not at)
            button.picked.connect(self._on_picked)
            self._flow.addWidget(button)
            button.show()
        self.setFocusProxy(self.answers[0] if self.answers else self.refuse_button)
        if had_focus:
            self.focus_first()
        for old in before:  # only now: the cursor would go on to whatever comes next
            old.hide()
            old.deleteLater()
        self.asked.emit()

    @Slot(object)
    def _on_picked(self, key: object) -> None:
        if self._note is None:
            return
        if self._note.kind is NoteKind.REVERSAL:
            self.taken_back.emit()
        elif isinstance(key, str):
            self.accepted.emit(key, self._round)
        else:
            self._round = key if isinstance(key, bytes) else None
            self._ask_place()
            self.focus_first()
