"""The purse at the end of a week: counted, what it says in plain sentences, what comes back to mind."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.places_of_money import PLACE_ICONS
from app.domain.household.purse import ReckoningDraft, RememberDraft
from app.domain.session import Session
from app.i18n import _
from app.queries.household.diary import HouseholdCategory, household_categories
from app.queries.household.places_of_money import Place, money_places
from app.queries.household.purse import PurseFacts, ReckoningRow, purse_facts, reckonings
from app.services.household.purse import reckon_purse, remember
from app.services.unit_of_work import Posted
from app.thai.dates import format_date, today
from reports.common import in_language
from reports.model import Link
from ui import theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.diary import work
from ui.pages.diary.chips import Chips, DayBar
from ui.pages.diary.pad import AmountPad
from ui.pages.diary.tiles import CategoryTiles
from ui.pages.diary.words import plain
from ui.runner import Runner
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Card
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label

MOST = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What the wizard begins with: places, categories, earlier countings."""

    places: tuple[Place, ...] = ()
    categories: tuple[HouseholdCategory, ...] = ()
    rows: tuple[ReckoningRow, ...] = ()


def asked(day: dt.date) -> Asked:
    """What can be counted, and what was."""
    return Asked(money_places(day), household_categories(), reckonings(MOST))


def purse_sentence(facts: PurseFacts, counted: int) -> str:
    """What a counting comes to, in plain words."""
    sums = facts.with_counted(counted)
    if facts.is_first:
        return _("The first count: the book begins with what must have been there. Nothing is missing.")
    if sums.unexplained < 0:
        return _(
            "{amount} baht more than was written down. Perhaps something that came in is missing."
        ).format(amount=plain(sums.surplus))
    data = {
        "spent": plain(sums.spent),
        "known": plain(sums.explained),
        "left": plain(sums.unexplained),
    }
    if not sums.unexplained:
        return _("{spent} baht went out, and all of it is written down.").format(**data)
    return _(
        "{spent} baht went out: {known} are written down, {left} baht nobody remembers yet. That may stay so."
    ).format(**data)


class ReckoningCard(Card):
    """An earlier counting: its days, its sentence, what is still open of it."""

    def __init__(
        self, each: ReckoningRow, on_remember: Callable[[], object], on_undo: Callable[[], object] | None
    ) -> None:
        super().__init__(padding=theme.INSIDE + 4)
        sums = each.sums
        days = f"{format_date(sums.first_day, 'short')} – {format_date(sums.last_day, 'short')}"
        words = _("{spent} baht went out").format(spent=plain(sums.spent))
        self.open_words = Label("", tone="soft", wrap=True, private="figures")
        self.remember = Button(_("I remember some of it"), on_remember, kind="quiet", icon="pencil")
        self.remember.setProperty("uid", each.uid.hex())
        if each.left:
            self.open_words.setText(_("{left} baht not remembered").format(left=plain(each.left)))
        self.undo = IconButton("undo-2", _("Take it back"), on_undo)
        self.undo.setProperty("uid", each.uid.hex())
        across = row(
            column(
                Label(days, type="small", tone="soft"),
                Label(words, strong=True, private="figures"),
                spacing=0,
            ),
            self.open_words,
            self.remember,
            self.undo,
        )
        across.setStretch(1, 1)
        self.add(across)
        self.remember.setVisible(each.left > 0)
        self.undo.setVisible(on_undo is not None)


class PurseView(PageBase):
    """How much is in it? What that says; then, if she likes, what some of it was for."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to = open_link, go_to
        self._asked = Asked()
        self._facts: PurseFacts | None = None
        self._row: ReckoningRow | None = None
        self._category: HouseholdCategory | None = None
        self._uid = new_uid()
        self._busy = False
        self._make()
        self._lay_out()
        self.retranslate()
        self.setFocusProxy(self.pad)

    # ---- building

    def _make(self) -> None:
        self.question = Label("", type="title", wrap=True)
        self.place = Chips()
        self.place.chosen.connect(self._on_place)
        self.day = DayBar(self._today)
        self.day.changed.connect(self._on_day)
        self.pad = AmountPad()
        self.pad.field.changed.connect(self._on_counted)
        self.pad.entered.connect(self._on_entered)
        self.sentence = Label("", type="large", wrap=True, private="figures")
        self.sums = Label("", tone="soft", wrap=True, private="figures")
        self.earlier = Label("", strong=True)
        self._cards = QWidget()
        self._card_column = QVBoxLayout(self._cards)
        self._card_column.setContentsMargins(0, 0, 4, 0)
        self._card_column.setSpacing(theme.INSIDE)
        self._card_column.addStretch(1)
        self.mind_title = Label("", type="title", wrap=True)
        self.mind_back = Button("", self._show_count, kind="quiet", icon="arrow-left", touch=True)
        self.tiles = CategoryTiles()
        self.tiles.picked.connect(self._on_picked)
        self.mind_pad = AmountPad()
        self.mind_pad.entered.connect(self._on_remembered)

    def _lay_out(self) -> None:
        count = QWidget()
        left = QVBoxLayout()
        left.setSpacing(theme.INSIDE)
        for widget in (self.question, self.place):
            left.addWidget(widget)
        left.addWidget(self.pad, 1)
        right = QVBoxLayout()
        right.setSpacing(theme.INSIDE)
        card = Card()
        card.add(self.sentence)
        card.add(self.sums)
        right.addWidget(self.day)
        right.addWidget(card)
        right.addWidget(self.earlier)
        right.addWidget(scrolled(self._cards, margins=0), 1)
        across = QHBoxLayout(count)
        across.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        across.setSpacing(theme.AROUND)
        across.addLayout(left, 1)
        across.addLayout(right, 1)
        mind = QWidget()
        below = QHBoxLayout()
        below.setSpacing(theme.BETWEEN)
        below.addWidget(self.tiles, 3)
        below.addWidget(self.mind_pad, 2)
        whole = QVBoxLayout(mind)
        whole.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        head = row(self.mind_back, self.mind_title)
        head.setStretch(1, 1)
        whole.addLayout(head)
        whole.addLayout(below, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(count)
        self.stack.addWidget(mind)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def retranslate(self) -> None:
        """Set every text again."""
        self.question.setText(_("How much is in it now? Count it."))
        self.place.setAccessibleName(_("What is counted"))
        self.day.retranslate()
        self.pad.retranslate()
        self.mind_pad.retranslate()
        self.tiles.setAccessibleName(_("What was it for?"))
        self.mind_back.set_text(_("Back (Esc)"))
        self.earlier.setText(_("Counted before"))
        self._show_asked(self._asked)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [Shortcut("Ctrl+N", _("Count the purse"), self._show_count)]

    def refresh(self, changes: Changes) -> None:
        """Places, categories and what was counted may have changed."""
        if changes & (Changes.LEDGER | Changes.HOUSEHOLD):
            job = partial(asked, self._today())
            self._runner.run(self, job, self._show_asked, failed=self._messages.show_error)

    def _show_asked(self, found: Asked) -> None:
        self._asked = found
        self.tiles.set_categories(found.categories)
        self.place.set_chips(
            [
                (each.code, in_language(each.name, each.name_en), PLACE_ICONS[each.kind])
                for each in found.places
            ]
        )
        while self._card_column.count() > 1:
            item = self._card_column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, each in enumerate(found.rows):
            undo = (
                self._on_undo_clicked if not at else None
            )  # the last one only: others go on from each other
            self._card_column.insertWidget(at, ReckoningCard(each, self._on_remember_clicked, undo))
        self.earlier.setVisible(bool(found.rows))
        self._read_facts()

    # ---- counting

    def _read_facts(self) -> None:
        code = self.place.key()
        if isinstance(code, str):
            job = partial(purse_facts, code, self.day.day())
            self._runner.run(self, job, self._show_facts, failed=self._messages.show_error)

    def _show_facts(self, facts: PurseFacts | None) -> None:
        self._facts = facts
        self._say()

    def _say(self) -> None:
        facts, counted = self._facts, self.pad.field.number()
        if facts is None:
            return
        sums = facts.sums
        days = f"{format_date(sums.first_day, 'short')} – {format_date(sums.last_day, 'short')}"
        self.sums.setText(
            "\n".join(
                (
                    _("Days: {days}").format(days=days),
                    _("There was: {amount}").format(amount=plain(sums.before)),
                    _("Came in: {amount}").format(amount=plain(sums.came_in)),
                    _("Went out, written down: {amount}").format(amount=plain(sums.explained)),
                )
            )
        )
        if facts.counted_to is not None and facts.counted_to >= self.day.day():
            words = _("Counted already on {day}.").format(day=format_date(facts.counted_to, "medium"))
        elif counted is None:
            words = _("Count notes and coins, then type how much it is.")
        else:
            words = purse_sentence(facts, counted)
        self.sentence.setText(words)

    @Slot(object)
    def _on_place(self, _key: object) -> None:
        self._read_facts()

    @Slot(object)
    def _on_day(self, _day: object) -> None:
        self._read_facts()

    @Slot(object)
    def _on_counted(self, _value: object) -> None:
        self._say()

    @Slot()
    def _on_entered(self) -> None:
        code = self.place.key()
        if self._busy or not isinstance(code, str) or not self.pad.field.check():
            return
        self._busy = True
        draft = ReckoningDraft(self._uid, code, self.day.day(), self.pad.field.number_or_zero())
        job = partial(reckon_purse, self._session, draft)
        self._runner.run(self, job, self._on_reckoned, failed=self._on_failed)

    def _on_reckoned(self, posted: Posted) -> None:
        self._busy = False
        self._uid = new_uid()
        self.pad.clear()
        self._messages.done(_("Counted."), _("Take it back"), partial(self._undo, posted))

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._messages.show_error(error)

    def _undo(self, posted: Posted) -> None:
        job = partial(work.undo, self._session, posted.uid, today=self._today())
        self._runner.run(self, job, self._on_undone, failed=self._messages.show_error)

    def _on_undone(self, _reversal: Posted) -> None:
        self._messages.say(_("It was taken back."))

    @Slot()
    def _on_undo_clicked(self) -> None:
        uid = bytes.fromhex(str(self.sender().property("uid")))
        job = partial(work.undo, self._session, uid, today=self._today())
        self._runner.run(self, job, self._on_undone, failed=self._messages.show_error)

    # ---- remembering

    @Slot()
    def _on_remember_clicked(self) -> None:
        uid = bytes.fromhex(str(self.sender().property("uid")))
        self._row = next((each for each in self._asked.rows if each.uid == uid), None)
        self._begin_remembering()

    def _begin_remembering(self) -> None:
        if self._row is None:
            return
        self._category = None
        self.stack.setCurrentIndex(1)
        self.mind_title.setText(
            _("{left} baht are open. What was some of it for?").format(left=plain(self._row.left))
        )
        self.mind_pad.field.set_value(None)
        self.mind_pad.setEnabled(False)
        self.tiles.setFocus()

    @Slot(object)
    def _on_picked(self, uid: object) -> None:
        self._category = next((each for each in self._asked.categories if each.uid == uid), None)
        if self._category is not None and self._row is not None:
            name = in_language(self._category.name, self._category.name_en)
            self.mind_title.setText(
                _("{name}: how much of the {left} baht?").format(name=name, left=plain(self._row.left))
            )
            self.mind_pad.setEnabled(True)
            self.mind_pad.clear()

    @Slot()
    def _on_remembered(self) -> None:
        if self._busy or self._category is None or self._row is None or not self.mind_pad.field.check():
            return
        self._busy = True
        draft = RememberDraft(
            new_uid(), self._row.uid, self._category.uid, self.mind_pad.field.number_or_zero()
        )
        job = partial(remember, self._session, draft)
        self._runner.run(self, job, self._on_kept, failed=self._on_failed)

    def _on_kept(self, posted: Posted) -> None:
        self._busy = False
        self._messages.done(
            _("Written down: {amount} baht").format(amount=plain(posted.total)),
            _("Take it back"),
            partial(self._undo, posted),
        )
        self._show_count()

    @Slot()
    def _show_count(self) -> None:
        self.stack.setCurrentIndex(0)
        self.pad.field.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the counting."""
        if event.key() == Qt.Key.Key_Escape and self.stack.currentIndex():
            self._show_count()
            return
        super().keyPressEvent(event)
