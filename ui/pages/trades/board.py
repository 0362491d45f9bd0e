"""All trades and their rounds: a trade is chosen by its picture, each round is a card that says how it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.household.rounds_result import RoundResult
from app.domain.household.rounds_words import STORE_WORDS
from app.i18n import _
from app.queries.household.trades import RoundRow, StoreRow, ToCome, TradeRow
from app.thai.dates import format_date
from reports.common import joined
from reports.household.trade_words import baht, left_words, sentence, size_words
from ui import formats, theme
from ui.pages.trades.pictures import STORE_ICONS, trade_icon
from ui.pages.trades.work import Board
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Card, EmptyState
from ui.widgets.buttons import Button, icon_label
from ui.widgets.chart import ChartView
from ui.widgets.flow import Flow, Wrap
from ui.widgets.labels import Label
from ui.widgets.picture_choice import Picked, PictureChoice

ALL = "all"


class RoundTile(Card):
    """One round: its picture and name, what is left so far, one plain sentence."""

    opened = Signal(object)

    def __init__(self, found: RoundRow, result: RoundResult, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.row = found
        self.setProperty("hover", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.heading.hide()
        last = found.finished_on or found.data.last_day
        days = format_date(found.data.first_day, "medium")
        when = f"{days} – {format_date(last, 'medium')}" if last else days
        state = _("round over") if found.finished_on else _("still going on")
        state = state if found.data.active else joined(state, _("put aside"))
        name = Label(found.name, type="large", strong=True, elide=True)
        about = Label(
            joined(found.trade, size_words(found.data.size_milli, found.size_unit)), tone="soft", elide=True
        )
        picture = icon_label(trade_icon(found.trade_kind, found.icon), "indigo", 36)
        head = row(picture, column(name, about, spacing=0), spacing=theme.BETWEEN)
        head.setStretch(1, 1)
        self.add(head)
        self.left = Label("", type="figure", private="figures")
        if result.value:
            self.left.setText(left_words(result.over_cash))
            self.left.set_tone("leaf" if result.over_cash >= 0 else "")
            self.add(self.left)
        said = sentence(found, result)
        self.add(Label(said, wrap=True, private="figures"))
        self.body.addStretch(1)
        self.add(Label(joined(when, state), type="small", tone="soft", elide=True))
        self.setAccessibleName(f"{found.trade} {found.name}. {said} {state}")
        self.setMinimumHeight(theme.touch() * 3)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the round."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, the arrows walk."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.row)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusNextPrevChild(key in (Qt.Key.Key_Down, Qt.Key.Key_Right))
        else:
            super().keyPressEvent(event)


class StoreButton(Button):
    """What lies in a store, of which round; a click takes some of it."""

    opened = Signal(object)

    def __init__(self, store: StoreRow) -> None:
        lies = f"{formats.quantity(store.quantity_milli)} {store.unit}".strip()
        words = joined(f"{store.output or store.trade} {lies}", _(STORE_WORDS[store.store]), store.round)
        super().__init__(words, self._on_clicked, icon=STORE_ICONS[store.store], touch=True)
        self.store = store

    @Slot()
    def _on_clicked(self) -> None:
        self.opened.emit(self.store)


class ToComeButton(Button):
    """What somebody still has to pay; a click says that it came."""

    opened = Signal(object)

    def __init__(self, owed: ToCome) -> None:
        words = joined(owed.name, _("{amount} baht").format(amount=baht(owed.amount)))
        super().__init__(words, self._on_clicked, icon="hand-coins", touch=True)
        self.owed = owed

    @Slot()
    def _on_clicked(self) -> None:
        self.opened.emit(self.owed)


class BoardPart(QWidget):
    """The first look of the place; ``opened`` gives a round, the buttons say what is wanted."""

    opened = Signal(object)
    round_wanted = Signal()
    trade_wanted = Signal()
    change_wanted = Signal(object)
    tools_wanted = Signal()
    store_wanted = Signal(object)
    receive_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = Board()
        self._wanted: bytes | None = None
        self._known: list[TradeRow] = []
        self.trades = PictureChoice(least=150)
        self.trades.chosen.connect(self._on_trade_chosen)
        self.round_button = Button("", self._on_round, kind="primary", icon="plus", touch=True)
        self.trade_button = Button("", self._on_trade, icon="plus", touch=True)
        self.change_button = Button("", self._on_change, icon="pencil", touch=True)
        self.tools_button = Button("", self._on_tools, icon="hammer", touch=True)
        self._ways = Wrap()
        for button in (self.round_button, self.trade_button, self.change_button, self.tools_button):
            self._ways.addWidget(button)
        self.empty = EmptyState("sprout", "", "", self._on_first)
        self._tiles = QWidget()
        self._flow = Flow(least=300, spacing=theme.BETWEEN)
        self._tiles.setLayout(self._flow)
        self.aside_button = Button("", self._on_aside, kind="quiet", icon="eye", touch=True)
        self.aside_button.setCheckable(True)
        self.store_words = Label("", strong=True)
        self._stores, self._coming = QWidget(), QWidget()
        self._store_ways, self._coming_ways = Wrap(), Wrap()
        self._stores.setLayout(self._store_ways)
        self._coming.setLayout(self._coming_ways)
        self.coming_words = Label("", strong=True)
        self.chart = ChartView()
        self.chart_card = Card(padding=theme.BETWEEN)
        self.chart_card.add(self.chart)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setSpacing(theme.BETWEEN)
        inside.addWidget(self.trades)
        inside.addLayout(self._ways)
        inside.addWidget(self._tiles)
        for part in (self.coming_words, self._coming, self.store_words, self._stores):
            inside.addWidget(part)
        inside.addWidget(self.chart_card)
        inside.addLayout(row(self.aside_button, -1))
        inside.addWidget(self.empty, 1)
        inside.addStretch(0)
        area = scrolled(holder)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setFocusProxy(self.round_button)
        self.retranslate()

    @property
    def tiles(self) -> list[RoundTile]:
        """The rounds that are shown."""
        return [each for each in _widgets(self._flow) if isinstance(each, RoundTile)]

    def retranslate(self) -> None:
        """Set every text again."""
        self.trades.setAccessibleName(_("Which trade"))
        self.coming_words.setText(_("Money still to come: say here when it came"))
        self.store_words.setText(_("What is put by: take from it here"))
        self.round_button.set_text(_("Begin a round"))
        self.trade_button.set_text(_("New trade"))
        self.change_button.set_text(_("Change this trade"))
        self.tools_button.set_text(_("Tools and land"))
        self.show_board(self._board)

    def show_board(self, board: Board) -> None:
        """Show trades and rounds."""
        self._board = board
        self._count_aside()
        known = [each for each in board.trades if each.data.active or self.aside_button.isChecked()]
        self.trades.set_choices(
            [
                Picked(ALL, _("All trades"), "layout-grid"),
                *(Picked(each.uid, each.name, trade_icon(each.data.kind, each.data.icon)) for each in known),
            ]
        )
        self._known = known
        if self._wanted is not None and self.trade(self._wanted) is not None:
            self.trades.set_key(self._wanted)
            self._wanted = None
        self.trades.setVisible(len(known) > 1)
        self.round_button.setVisible(bool(known))
        self.tools_button.setVisible(bool(known))
        self.trade_button.setVisible(bool(known))
        self._show_rounds()

    def chosen_trade(self) -> bytes | None:
        """The trade that is on, if it is one."""
        key = self.trades.key()
        if isinstance(key, bytes):
            return key
        return self._known[0].uid if len(self._known) == 1 else None

    def trade(self, uid: object) -> TradeRow | None:
        """A trade by its uid."""
        return next((each for each in self._board.trades if each.uid == uid), None)

    def wait_for(self, uid: bytes) -> None:
        """Show the rounds of a trade as soon as it is there."""
        self._wanted = uid

    def _show_rounds(self) -> None:
        only = self.chosen_trade()
        trades = {each.uid for each in self._known}
        shown = [each for each in self._board.rounds if self._belongs(each[0], trades, only)]
        self._add(shown)
        self._show_stores(shown)
        chart = self._board.charts.get(only) if only is not None else None
        self.chart_card.setVisible(chart is not None)
        if chart is not None:
            self.chart.set_chart(chart)
        self.change_button.setVisible(only is not None)
        self._tiles.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        if not self._board.trades:
            self.empty.set_texts(
                _(
                    "What does the family live from? Rice, hens, weaving: "
                    "each trade shows what it really brings."
                ),
                _("New trade"),
                _("Begin with the name alone; everything else can wait."),
            )
        else:
            self.empty.set_texts(
                _("No round yet. A round is one crop, one flock, one lot of work."), _("Begin a round"), ""
            )

    def _belongs(self, found: RoundRow, trades: set[bytes], only: bytes | None) -> bool:
        in_use = found.data.active or self.aside_button.isChecked()
        return in_use and found.data.trade_uid in trades and only in (None, found.data.trade_uid)

    def _count_aside(self) -> None:
        trades = {each.uid for each in self._board.trades if each.data.active}
        hidden = [each for each in self._board.rounds if not self._belongs_now(each[0], trades)]
        count = len(hidden) + len([each for each in self._board.trades if not each.data.active])
        if not count:
            self.aside_button.setChecked(False)
        self.aside_button.setVisible(bool(count))
        words = _("Show what was put aside ({count})").format(count=count)
        self.aside_button.set_text(words)

    @staticmethod
    def _belongs_now(found: RoundRow, trades: set[bytes]) -> bool:
        return found.data.active and found.data.trade_uid in trades

    @Slot()
    def _on_aside(self) -> None:
        self.show_board(self._board)

    def _add(self, shown: Sequence[tuple[RoundRow, RoundResult]]) -> None:
        tiles = [RoundTile(found, result) for found, result in shown]
        for tile in tiles:
            tile.opened.connect(self.opened)
        _refill(self._flow, tiles)

    @property
    def store_buttons(self) -> list[StoreButton]:
        """What lies in the stores."""
        return [each for each in _widgets(self._store_ways) if isinstance(each, StoreButton)]

    @property
    def coming_buttons(self) -> list[ToComeButton]:
        """What is still to come."""
        return [each for each in _widgets(self._coming_ways) if isinstance(each, ToComeButton)]

    def _show_stores(self, shown: Sequence[tuple[RoundRow, RoundResult]]) -> None:
        known = {found.uid for found, _result in shown}
        stores = [StoreButton(each) for each in self._board.stores if each.round_uid in known]
        coming = [ToComeButton(each) for each in self._board.to_come]
        for button in stores:
            button.opened.connect(self.store_wanted)
        for owed in coming:
            owed.opened.connect(self.receive_wanted)
        _refill(self._store_ways, stores)
        _refill(self._coming_ways, coming)
        for part in (self._stores, self.store_words):
            part.setVisible(bool(stores))
        for part in (self._coming, self.coming_words):
            part.setVisible(bool(coming))

    @Slot(object)
    def _on_trade_chosen(self, _key: object) -> None:
        self._show_rounds()

    @Slot()
    def _on_first(self) -> None:
        (self.round_wanted if self._board.trades else self.trade_wanted).emit()

    @Slot()
    def _on_round(self) -> None:
        self.round_wanted.emit()

    @Slot()
    def _on_trade(self) -> None:
        self.trade_wanted.emit()

    @Slot()
    def _on_change(self) -> None:
        self.change_wanted.emit(self.chosen_trade())

    @Slot()
    def _on_tools(self) -> None:
        self.tools_wanted.emit()


def _widgets(layout: Flow) -> list[QWidget]:
    items = [layout.itemAt(at) for at in range(layout.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [widget for widget in widgets if widget is not None]


def _refill(layout: Flow, widgets: Sequence[QWidget]) -> None:
    """Other widgets in place of those that were there."""
    for old in _widgets(layout):
        layout.removeWidget(old)
        old.hide()
        old.deleteLater()
    for new in widgets:
        layout.addWidget(new)
