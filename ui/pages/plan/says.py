"""What the month says in plain sentences, each with its entries one click away, and what could be cut."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.household.insights import Insight, InsightKind
from app.domain.session import Session
from app.i18n import _
from app.queries.household.cuts import CutRow
from app.queries.household.debts import WhatIf
from app.thai.dates import today
from reports.common import in_language
from reports.household.money_words import called, cut_sentences, insight_sentence, month_sentence
from reports.model import Link
from ui import theme
from ui.known_icons import known_icon
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.plan import work
from ui.pages.plan.month_bar import MonthBar
from ui.runner import Runner
from ui.widgets.arrange import scrolled
from ui.widgets.basics import Card, EmptyState
from ui.widgets.buttons import Button, icon_label
from ui.widgets.flow import Wrap
from ui.widgets.labels import Label
from ui.widgets.picture_choice import Picked, PictureChoice

ICONS: dict[InsightKind, tuple[str, str]] = {
    InsightKind.SPENT_MORE: ("trending-up", "turmeric-text"),
    InsightKind.SPENT_LESS: ("trending-down", "leaf"),
    InsightKind.COULD_BE_LESS: ("scissors", "indigo"),
    InsightKind.EARNED_MORE: ("sprout", "leaf"),
    InsightKind.DEBT_LESS: ("trending-down", "leaf"),
    InsightKind.SAVED: ("piggy-bank", "leaf"),
    InsightKind.SHORT: ("scale", "turmeric-text"),
    InsightKind.FORGOTTEN: ("circle-help", "indigo"),
    InsightKind.INTEREST: ("percent", "turmeric-text"),
}


class SaidLine(QFrame):
    """One sentence; a click or Enter opens the entries behind it."""

    opened = Signal(object)

    def __init__(self, said: Insight, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said, self.words = said, Label(words, type="large", wrap=True, private="figures")
        self.setProperty("kind", "card")
        self.setProperty("hover", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        self.setMinimumHeight(theme.touch() + theme.INSIDE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.INSIDE, theme.INSIDE)
        layout.setSpacing(12)
        icon, token = ICONS[said.kind]
        layout.addWidget(icon_label(icon, token, 28))
        layout.addWidget(self.words, 1)
        layout.addWidget(icon_label("chevron-right", "ink-soft", 20))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what is behind it."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, the arrows walk."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.said)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class CutCard(Card):
    """What if one thing took half: ``wanted`` gives the category that is looked at."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._rows: Sequence[CutRow] = ()
        self.question = Label("", tone="soft", wrap=True)
        self.choice = PictureChoice(least=170)
        self.choice.chosen.connect(self._on_chosen)
        self.result = Label("", type="large", wrap=True, private="figures")
        self.add(self.question)
        self.add(self.choice)
        self.add(self.result)
        self.hide()

    def show_cuts(self, rows: Sequence[CutRow]) -> None:
        """Offer what money goes for."""
        self._rows = rows
        self.set_title(_("What if it were half?"))
        self.question.setText(_("Choose something, and see what half of it would bring."))
        self.choice.setAccessibleName(_("What if it were half?"))
        self.choice.set_choices(
            [
                Picked(
                    each.category.uid,
                    in_language(each.category.name, each.category.name_en),
                    known_icon(each.category.icon, "tag"),
                )
                for each in rows
            ]
        )
        self.setVisible(bool(rows))
        self._on_chosen(self.choice.key())

    def show_freed(self, row: CutRow, debts: WhatIf | None) -> None:
        """Say what it brings, if it is still the one that is looked at."""
        if self.choice.key() == row.category.uid:
            self.result.setText("\n".join(cut_sentences(row, debts)))

    @Slot(object)
    def _on_chosen(self, key: object) -> None:
        row = next((each for each in self._rows if each.category.uid == key), None)
        if row is not None:
            self.wanted.emit(row)


class SaysView(PageBase):
    """The sentences of a month; ``open`` takes a month (2026-11)."""

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
        del open_link, session
        self._runner, self._messages, self._go_to, self._today = runner, messages, go_to, today
        self._said: work.Said | None = None
        self._make()
        self.setFocusProxy(self.months.before)
        self.retranslate()

    def _make(self) -> None:
        self.months = MonthBar(self._today)
        self.months.changed.connect(self._on_month)
        self.paper_button = Button("", self._on_paper, icon="printer", touch=True)
        ways = Wrap()
        ways.addWidget(self.months)
        ways.addWidget(self.paper_button)
        self.sentence = Label("", type="title", wrap=True, private="figures")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.INSIDE)
        self.cuts = CutCard()
        self.cuts.wanted.connect(self._on_cut_wanted)
        self.empty = EmptyState("notebook-pen", "", "", self._on_write)
        theme.set_role(self.empty.button, touch=True)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setSpacing(theme.BETWEEN)
        inside.addLayout(ways)
        inside.addWidget(self.sentence)
        inside.addLayout(self._lines)
        inside.addWidget(self.cuts)
        inside.addWidget(self.empty, 1)
        inside.addStretch(0)
        area = scrolled(holder, margins=theme.BETWEEN)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def retranslate(self) -> None:
        """Set every text again."""
        self.months.retranslate()
        self.paper_button.set_text(_("The sheet of the month"))
        self.empty.set_texts(_("Nothing has been entered for this month yet."), _("Write down today"))
        if self._said is not None:
            self._show(self.months.month, self._said)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("Alt+Left", _("The month before"), self.months.step_back),
            Shortcut("Alt+Right", _("The month after"), self.months.step_on),
            Shortcut("Ctrl+P", _("The sheet of the month"), self._on_paper),
            Shortcut("Enter", _("Open the entries behind a sentence")),
        ]

    def refresh(self, changes: Changes) -> None:
        """Every entry may change what is said."""
        if changes & (Changes.HOUSEHOLD | Changes.LEDGER):
            self._read()

    def open(self, argument: str) -> None:
        """A month (2026-11)."""
        year, _dash, month = argument.partition("-")
        if year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12:
            self.months.show_month(dt.date(int(year), int(month), 1))

    def _read(self) -> None:
        month = self.months.month
        job = partial(work.read_says, month, self._today())
        self._runner.run(self, job, partial(self._show, month), failed=self._messages.show_error)

    @property
    def lines(self) -> list[SaidLine]:
        """The sentences that are shown."""
        found = [self._lines.itemAt(at) for at in range(self._lines.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, SaidLine)]

    def _show(self, month: dt.date, said: work.Said) -> None:
        if month != self.months.month:
            return  # she went on meanwhile
        self._said = said
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        totals = said.totals
        is_empty = not totals.income and not totals.spending
        self.sentence.setText(month_sentence(totals.income, totals.spending))
        self.sentence.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        self.paper_button.setVisible(not is_empty)
        for each in said.insights:
            line = SaidLine(each, insight_sentence(each, said.names))
            line.opened.connect(self._on_opened)
            self._lines.addWidget(line)
        self.cuts.show_cuts(said.cuts)

    # ---- going about

    @Slot(object)
    def _on_month(self, _month: dt.date) -> None:
        self._read()

    @Slot(object)
    def _on_opened(self, said: Insight) -> None:
        if said.kind is InsightKind.DEBT_LESS:
            self._go_to("debts", "")
            return
        names = self._said.names if self._said is not None else {}
        words = called(names, said.account_code) if said.account_code else ""
        self._go_to("diary", f"month:{self.months.month:%Y-%m} {words}".rstrip())

    @Slot(object)
    def _on_cut_wanted(self, row: CutRow) -> None:
        job = partial(work.freed, row, self._today())
        self._runner.run(self, job, self._on_freed, failed=self._messages.show_error)

    def _on_freed(self, found: tuple[CutRow, WhatIf | None]) -> None:
        self.cuts.show_freed(*found)

    @Slot()
    def _on_paper(self) -> None:
        self._go_to("reports", f"household-month:{self.months.month.isoformat()}")

    @Slot()
    def _on_write(self) -> None:
        self._go_to("diary", "day:out")
