"""All debts at a glance: what is owed in all, when it ends, each debt and slate as a card, their way."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.queries.household.debts import CircleDebt, Debt, Slate
from app.thai.dates import format_date
from reports.common import joined
from reports.household.debt_words import heavy_sentence, kind_words, told
from reports.household.money_words import baht, dear_sentence, debt_sentence, free_sentence
from ui import theme
from ui.messages_text import error_text
from ui.pages.debts.pictures import DEBT_ICONS
from ui.pages.debts.work import Board
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Card, EmptyState
from ui.widgets.buttons import Button, icon_label
from ui.widgets.chart import ChartView
from ui.widgets.flow import Flow, Wrap
from ui.widgets.labels import Label

TILE = 330
WALKING = {Qt.Key.Key_Down: True, Qt.Key.Key_Right: True, Qt.Key.Key_Up: False, Qt.Key.Key_Left: False}


class OwedTile(Card):
    """Something that is owed: its picture and name, how much, one sentence about what comes next."""

    opened = Signal(object)

    def __init__(self, key: object, icon: str, name: str, about: str, owed: int, said: Sequence[str]) -> None:
        super().__init__()
        self.key = key
        self.setProperty("hover", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.heading.hide()
        title = Label(name, type="large", strong=True, elide=True, private="words")
        under = Label(about, tone="soft", elide=True)
        head = row(icon_label(icon, "indigo", 36), column(title, under, spacing=0), spacing=theme.BETWEEN)
        head.setStretch(1, 1)
        self.add(head)
        self.amount = Label(_("{amount} baht").format(amount=baht(owed)), type="figure", private="figures")
        self.add(self.amount)
        self.said = [Label(each, wrap=True, private="figures") for each in said if each]
        for label in self.said:
            self.add(label)
        self.body.addStretch(1)
        self.setAccessibleName(f"{name}. {about}. {self.amount.raw()}. {' '.join(said)}".replace("\n", " "))
        self.setMinimumHeight(theme.touch() * 3)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, the arrows walk."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.key)
        elif key in WALKING:
            self.focusNextPrevChild(WALKING[key])
        else:
            super().keyPressEvent(event)


class BoardPart(QWidget):
    """The first look; ``opened`` gives a Debt or a Slate, the buttons say what is wanted."""

    opened = Signal(object)
    debt_wanted = Signal()
    slate_wanted = Signal()
    what_if_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Board | None = None
        self.owed = Label("", type="figure", wrap=True, private="figures")
        self.free = Label("", type="large", wrap=True, private="figures")
        self.heavy = Label("", wrap=True, private="figures")
        self.circled = Label("", wrap=True, private="figures")
        self.top = Card(padding=theme.BETWEEN)
        for label in (self.owed, self.free, self.heavy, self.circled):
            self.top.add(label)
        self.new_button = Button("", kind="primary", icon="plus", touch=True)
        self.if_button = Button("", icon="trending-down", touch=True)
        self.slate_button = Button("", icon="store", touch=True)
        self.ended_button = Button("", self._on_ended, icon="history", touch=True)
        self.ended_button.setCheckable(True)
        self.new_button.clicked.connect(self.debt_wanted)
        self.if_button.clicked.connect(self.what_if_wanted)
        self.slate_button.clicked.connect(self.slate_wanted)
        self._ways = Wrap()
        for button in (self.new_button, self.if_button, self.slate_button, self.ended_button):
            self._ways.addWidget(button)
        self._tiles = QWidget()
        self._flow = Flow(least=TILE, spacing=theme.BETWEEN)
        self._tiles.setLayout(self._flow)
        self.slates_heading = Label("", type="large", strong=True)
        self._slates = QWidget()
        self._slate_flow = Flow(least=TILE, spacing=theme.BETWEEN)
        self._slates.setLayout(self._slate_flow)
        self.chart = ChartView()
        self.chart_card = Card(padding=theme.BETWEEN)
        self.chart_card.add(self.chart)
        self.empty = EmptyState("heart", "")
        self.empty.acted.connect(self.debt_wanted)
        theme.set_role(self.empty.button, touch=True)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setSpacing(theme.BETWEEN)
        inside.addWidget(self.top)
        inside.addLayout(self._ways)
        for part in (self._tiles, self.slates_heading, self._slates, self.chart_card):
            inside.addWidget(part)
        inside.addWidget(self.empty, 1)
        inside.addStretch(0)
        self.area = scrolled(holder)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.setFocusProxy(self.new_button)
        self.retranslate()

    @property
    def tiles(self) -> list[OwedTile]:
        """The debts, then the slates."""
        return [*_tiles_of(self._flow), *_tiles_of(self._slate_flow)]

    def retranslate(self) -> None:
        """Set every text again."""
        self.new_button.set_text(_("Tell a debt"))
        self.if_button.set_text(_("What if we pay more?"))
        self.slate_button.set_text(_("Goods on a slate"))
        self.ended_button.set_text(_("Paid off"))
        self.slates_heading.setText(_("Slates and circles"))
        if self.shown is not None:
            self.show_board(self.shown)

    def show_board(self, board: Board) -> None:
        """Show all debts."""
        self.shown = board
        focused = next((tile.key for tile in self.tiles if tile.hasFocus()), None)
        some = bool(board.debts or board.slates)
        self.owed.setText(debt_sentence(board.debts, board.on_slates))
        self.free.setText(_ends(board))
        self.free.setVisible(bool(self.free.raw()))
        self.heavy.setText(heavy_sentence(board.debts, board.day))
        self.heavy.setVisible(bool(self.heavy.raw()))
        self.circled.setText(
            _("Besides, {amount} baht are still to be paid into circles whose pot was drawn.").format(
                amount=baht(board.to_circles)
            )
        )
        self.circled.setVisible(bool(board.circles))
        known = some or bool(board.ended or board.circles)
        self.top.setVisible(known)
        self.new_button.setVisible(known)
        self.if_button.setVisible(bool(board.debts))
        self.ended_button.setVisible(bool(board.ended))
        self._show_tiles(board)
        others = bool(board.slates or board.circles)
        self.slates_heading.setVisible(others)
        self._slates.setVisible(others)
        self.chart_card.setVisible(board.chart is not None and known)
        if board.chart is not None:
            self.chart.set_chart(board.chart)
        self.empty.setVisible(not known)
        self.empty.set_texts(
            _("What does the family owe, and to whom? Told once, it shows when it ends."),
            _("Tell a debt"),
            _("Nobody but you can read it."),
        )
        again = next((tile for tile in self.tiles if _same(tile.key, focused)), None)
        if again is not None:
            again.setFocus()

    def _show_tiles(self, board: Board) -> None:
        for flow in (self._flow, self._slate_flow):
            for old in _tiles_of(flow):
                flow.removeWidget(old)
                old.hide()
                old.deleteLater()
        ended = board.ended if self.ended_button.isChecked() else ()
        for debt in (*board.debts, *ended):
            said = (told(debt, board.day), dear_sentence(debt) if debt.yearly_ppm and debt.state.owed else "")
            about = joined(kind_words(debt), "" if debt.loan.active else _("put aside"))
            tile = OwedTile(debt, DEBT_ICONS[debt.kind], debt.name, about, debt.state.owed, said)
            tile.opened.connect(self.opened)
            self._flow.addWidget(tile)
        self._tiles.setVisible(bool(board.debts or ended))
        for slate in board.slates:
            tile = OwedTile(slate, "store", slate.name, _("on the slate"), slate.owed, ())
            tile.opened.connect(self.opened)
            self._slate_flow.addWidget(tile)
        for circle in board.circles:
            about, after = _("a circle whose pot was drawn"), _circle_next(circle)
            tile = OwedTile(circle, "refresh-cw", circle.name, about, circle.owed, (after,))
            tile.opened.connect(self.opened)
            self._slate_flow.addWidget(tile)

    @Slot()
    def _on_ended(self) -> None:
        if self.shown is not None:
            self.show_board(self.shown)


def _tiles_of(flow: Flow) -> list[OwedTile]:
    found = [flow.itemAt(at) for at in range(flow.count())]
    widgets = [item.widget() for item in found if item is not None]
    return [each for each in widgets if isinstance(each, OwedTile)]


def _same(one: object, other: object) -> bool:
    if isinstance(one, Debt) and isinstance(other, Debt):
        return one.uid == other.uid
    if isinstance(one, CircleDebt) and isinstance(other, CircleDebt):
        return one.uid == other.uid
    return isinstance(one, Slate) and isinstance(other, Slate) and one.party_uid == other.party_uid


def _circle_next(circle: CircleDebt) -> str:
    if circle.next_on is None:
        return ""
    return _("Next on {day}: {amount} baht.").format(
        day=format_date(circle.next_on, "medium"), amount=baht(circle.amount)
    )


def _ends(board: Board) -> str:
    if board.error is not None:
        return error_text(board.error)
    return free_sentence(board.plan) if board.plan is not None else ""
