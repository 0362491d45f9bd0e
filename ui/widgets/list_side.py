"""The left of a page with a list: figures, what is due, tools, the table and its empty state."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from ui import theme
from ui.models.rows import ROW_ROLE, Col, RowsModel
from ui.runner import Loading
from ui.weakly import weakly
from ui.widgets.arrange import row
from ui.widgets.basics import Banner, EmptyState, Figure, SegmentedControl
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choosing import SearchField
from ui.widgets.progress import ProgressStrip
from ui.widgets.tables import TableView

T = TypeVar("T")
LOW = 440
"""Height of a page below which its figures make room for the list."""


class ListSide(QWidget, Generic[T]):
    """Toolbar and table; rows are kept chosen and the scroll is kept while they are read again."""

    clicked = Signal()
    """A row was clicked without marking several."""

    def __init__(self, columns: Sequence[Col[T]], icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_read = False
        """Whether rows were read at all."""
        self.filters: list[QWidget] = []
        self.figures: list[Figure] = []
        self.banner = Banner(tone="warn")
        self.chips = SegmentedControl()
        self.chips.hide()
        self.search = SearchField()
        self.search.setMinimumWidth(theme.px(110))
        self.tools: list[Button] = []
        self.more_button = IconButton("ellipsis", "")
        self.model = RowsModel[T](columns)
        self.table = TableView()
        self.proxy = self.table.set_list(self.model)
        self.table.clicked.connect(self._on_clicked)
        self.search.searched.connect(self.set_search)
        self.search.down_pressed.connect(self._on_search_down)
        self.empty = EmptyState(icon, "")
        self.nothing = EmptyState("search", "")
        self.nothing.acted.connect(self.search.clear_search)
        self.stage = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing):
            self.stage.addWidget(widget)
        self.progress = ProgressStrip()
        self.waiting = Loading(weakly(self._show_waiting), self)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(theme.BETWEEN)
        self.bar = row(self.chips, self.search, self.more_button)
        self.bar.setStretch(1, 1)
        self.bar.insertStretch(2, 0)  # takes what is left while there is no search
        self.head = QVBoxLayout()
        self.head.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, theme.INSIDE)
        self.head.setSpacing(theme.BETWEEN)
        self.head.addLayout(self._figures)
        self.head.addWidget(self.banner)
        self.head.addLayout(self.bar)
        self.head.addWidget(self.progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.head)
        layout.addWidget(self.stage, 1)

    # ---- building

    def add_figure(self) -> Figure:
        """One more number above the list."""
        figure = Figure("")
        figure.note.hide()
        self.figures.append(figure)
        self._figures.addWidget(figure)
        return figure

    def add_filter(self, widget: QWidget) -> None:
        """A field beside the search that says what the list shows."""
        self.filters.append(widget)
        self.bar.insertWidget(self.bar.indexOf(self.more_button) - len(self.tools), widget)

    def add_tool(self, button: Button) -> None:
        """A button that needs no row."""
        self.tools.append(button)
        self.bar.insertWidget(self.bar.indexOf(self.more_button), button)

    def offer_tool(self, button: Button, *, on: bool) -> None:
        """Take a button away while there is nothing for it to do, from the menu too, or give it back."""
        if on and button not in self.tools:
            self.tools.append(button)
            self.tools.sort(key=self.bar.indexOf)
        elif not on and button in self.tools:
            self.tools.remove(button)
        button.setVisible(on)

    # ---- rows

    def set_rows(self, rows: Sequence[T], key: Callable[[T], object]) -> None:
        """Show other rows: what was chosen is chosen again, and nothing jumps."""
        table = self.table
        chosen = {key(each) for each in table.chosen_rows()}
        current = table.current_row()
        at = key(current) if current is not None else None
        scrolled = table.verticalScrollBar().value()
        with QSignalBlocker(table):
            self.model.set_rows(rows)
            if chosen or at is not None:
                table.choose_these(lambda each: key(each) in chosen, lambda each: key(each) == at)
        table.fit_columns()
        table.verticalScrollBar().setValue(scrolled)
        self.show_stage()

    def shown_rows(self) -> list[T]:
        """The rows that pass the search, in the order they are seen."""
        return [self.proxy.index(at, 0).data(ROW_ROLE) for at in range(self.proxy.rowCount())]

    def show_stage(self) -> None:
        """The table, or why there is nothing in it; before the first reading nobody knows."""
        had_focus = self.table.hasFocus() or self.empty.button.hasFocus()
        if not self.is_read:
            self.stage.setCurrentWidget(self.table)
        elif not self.model.rows:
            self.stage.setCurrentWidget(self.empty)
        elif self.proxy.rowCount():
            self.stage.setCurrentWidget(self.table)
        else:
            self.nothing.set_texts(_("Nothing fits the search and the filters."), _("Show everything"))
            self.stage.setCurrentWidget(self.nothing)
        if had_focus:
            here = self.stage.currentWidget()
            (self.empty.button if here is self.empty else self.table).setFocus()

    @Slot(str)
    def set_search(self, typed: str) -> None:
        """Only rows with every typed word."""
        self.proxy.set_search(typed)
        self.show_stage()

    def _show_waiting(self, on: bool) -> None:
        if on:
            self.progress.begin("")
        else:
            self.progress.end()

    # ---- room

    def is_bare(self) -> bool:
        """Whether there is nothing at all yet, so that there is nothing to search or to sum up."""
        filtered = bool(self.filters) or not self.chips.isHidden()
        return self.is_read and not self.model.rows and not filtered

    def fit(self, room: int, *, narrow: int, tight: int, less: Sequence[int]) -> bool:
        """Show less where there is little room; whether it is narrow."""
        is_narrow, is_bare = room < theme.px(narrow), self.is_bare()
        for figure in self.figures:
            figure.setVisible(not (is_narrow or is_bare) and self.height() >= theme.px(LOW))
        for tool in self.tools:
            tool.setVisible(not (is_narrow or is_bare))
        self.search.setVisible(room >= theme.px(tight) and not is_bare)
        self.more_button.setHidden(is_bare)
        for tool in reversed(self.tools):  # the last ones go into the menu until the others have room
            if self._bar_wants() <= room - 2 * theme.BETWEEN:
                break
            tool.hide()
        for number in less:
            self.table.setColumnHidden(number, is_narrow)
        self.table.fit_columns()
        return is_narrow

    def _bar_wants(self) -> int:
        """The width at which nothing above the list is cut."""
        items = [self.bar.itemAt(at) for at in range(self.bar.count())]
        widgets = [item.widget() for item in items if item is not None]
        shown = [each for each in widgets if each is not None and not each.isHidden()]
        wanted = [
            each.minimumWidth() if each is self.search else max(each.sizeHint().width(), each.minimumWidth())
            for each in shown
        ]
        return sum(wanted) + (len(shown) - 1) * max(self.bar.spacing(), 0)

    # ---- keys and mouse

    @Slot(QModelIndex)
    def _on_clicked(self, _index: QModelIndex) -> None:
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.clicked.emit()

    @Slot()
    def _on_search_down(self) -> None:
        if self.proxy.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.choose_first()
            self.table.setFocus()
