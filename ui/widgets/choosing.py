"""Fields that look for something: the search field, and a choice from a list that can make a new entry."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.thai.fold import fold
from app.thai.normalise import clean_name
from ui import theme
from ui.widgets.basics import IconButton
from ui.widgets.choice_lines import KEY_ROLE, Choice, ChoicesModel
from ui.widgets.fields import Edit, TypedField
from ui.widgets.scanner import Scanner

MEASURED = 40
"""So many lines are measured for the width of a list."""

__all__ = ["Choice", "ChoiceField", "ChoicesModel", "ChooseFromListError", "SearchField", "SimpleChoice"]


class ChooseFromListError(UserError):
    """Text in a choice that names nothing in its list."""

    message = N_("“{text}” is not in the list. Please choose one of the list.")


class SearchField(Edit):
    """A field to search with: ``searched`` gives the folded text after a rest, ``scanned`` a barcode."""

    searched = Signal(str)
    scanned = Signal(str)
    down_pressed = Signal()

    def __init__(
        self, placeholder: str = "", *, rest_ms: int = 120, touch: bool = False, parent: QWidget | None = None
    ) -> None:
        """``rest_ms`` 0 searches once per event, for what is searched in memory."""
        super().__init__(parent)
        self.setProperty("touch", touch)
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(rest_ms)
        self._timer.timeout.connect(self._on_rest)
        self.setMaxLength(200)
        self.set_lead_icon("search")
        self.clear_button = IconButton("x", "", self.clear_search, token="ink-soft")
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_button(self.clear_button)
        self.clear_button.hide()
        self.set_placeholder(placeholder)
        self.textChanged.connect(self._on_text_changed)

    def set_placeholder(self, text: str) -> None:
        """What is searched; also the accessible name."""
        self.setPlaceholderText(text)
        self.setAccessibleName(text)
        self.clear_button.set_name(_("Clear the search"))

    def listen_to(self, scanner: Scanner) -> None:
        """Pass on what a scanner of the page hears."""
        scanner.scanned.connect(self._on_scanned)

    def folded(self) -> str:
        """What is searched for, folded."""
        return fold(self.text())

    def search_now(self) -> None:
        """Do not wait for the rest."""
        self._timer.stop()
        self._on_rest()

    @Slot()
    def clear_search(self) -> None:
        """Empty the field and show everything again."""
        self.clear()
        self.search_now()
        self.setFocus()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self.clear_button.setVisible(bool(text))
        self._timer.start()

    @Slot()
    def _on_rest(self) -> None:
        folded = self.folded()
        if folded != self._last:
            self._last = folded
            self.searched.emit(folded)

    @Slot(str)
    def _on_scanned(self, code: str) -> None:
        self._timer.stop()
        self.scanned.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties, Down goes to what was found, Enter searches at once."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.text():
            self.clear_search()
            return
        if key == Qt.Key.Key_Down:
            self.search_now()
            self.down_pressed.emit()
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search_now()
        super().keyPressEvent(event)


class ChoiceField(TypedField):
    """Type to find a line of a list; Down opens the list. ``on_create`` makes an entry of what was typed.

    The value is the key of the line, or None. With ``on_create`` the list ends with "Add “…”".
    """

    created = Signal(str)

    def __init__(
        self,
        name: str = "",
        choices: Sequence[Choice] = (),
        *,
        required: bool = False,
        placeholder: str = "",
        on_create: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, required=required, placeholder=placeholder, parent=parent)
        self._key: object = None
        self._on_create = on_create
        self.model = ChoicesModel(self)
        self.button = IconButton("chevron-down", _("Show the list (Down)"), self.open_list, token="ink-soft")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.edit.set_button(self.button)
        self.box = QFrame(self, Qt.WindowType.ToolTip)
        theme.set_role(self.box, kind="popup")
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setAccessibleName(_("List"))
        self.view.clicked.connect(self._on_view_clicked)
        layout = QVBoxLayout(self.box)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.view)
        self.box.hide()
        self.set_choices(choices)

    # ---- what pages use

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Other lines; what was chosen stays if it is still among them."""
        self._creation: str = ""
        self.model.set_choices(choices)
        if self._key is not None:
            self.set_value(self._key)

    def set_value(self, value: object) -> None:
        """Choose a line by its key without telling."""
        self._key = value if self._choice_of(value) is not None else None
        super().set_value(self._key)

    def key(self) -> object:
        """The key of the chosen line, or None."""
        return self.value()

    # ---- reading and writing

    def _choice_of(self, key: object) -> Choice | None:
        return None if key is None else self.model.lines.keys.get(key)

    def _parse(self, text: str) -> object:
        if self._key is not None:
            chosen = self._choice_of(self._key)
            if chosen is not None and chosen.text == text:
                return self._key
        exact = self.model.lines.named(text)
        if len(exact) == 1:
            return exact[0].key
        raise ChooseFromListError(text=text)

    def _format(self, value: object) -> str:
        choice = self._choice_of(value)
        return choice.text if choice is not None else ""

    # ---- the list

    @Slot()
    def open_list(self) -> None:
        """Show all lines under the field."""
        self.edit.setFocus()
        self._show("")

    def _show(self, typed: str) -> None:
        if self.edit.isReadOnly() or not self.isEnabled():
            return
        self.model.filter(typed)
        self._creation = clean_name(typed) if self._on_create is not None else ""
        if self._creation and self.model.lines.named(typed):
            self._creation = ""
        if self._creation:
            words = _("Add “{name}”").format(name=self._creation)
            self.model.append(Choice(None, words))
        count = self.model.rowCount()
        if not count:
            self.box.hide()
            return
        at = next((row for row, line in enumerate(self.model.shown) if line.key == self._key), 0)
        self.view.setCurrentIndex(self.model.index(0 if typed else at))
        height = min(8, count) * (theme.row_height() + 2) + 12
        widest = min(self._widest() + theme.BETWEEN, theme.px(420))
        self.box.resize(max(self.edit.width(), theme.px(240), widest), height)
        self.box.move(self._corner(height))
        self.box.show()

    def _widest(self) -> int:
        """How wide the first lines are; measuring all of a long list would take longer than typing."""
        metrics = self.view.fontMetrics()
        rows = range(min(MEASURED, self.model.rowCount()))
        texts = (str(self.model.index(row, 0).data()) for row in rows)
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + 2 * theme.BETWEEN

    def _corner(self, height: int) -> QPoint:
        below = self.edit.mapToGlobal(QPoint(0, self.edit.height() + 4))
        room = self.screen().availableGeometry()
        if below.y() + height > room.bottom():
            return self.edit.mapToGlobal(QPoint(0, -height - 4))
        return below

    @Slot(QModelIndex)
    def _on_view_clicked(self, index: QModelIndex) -> None:
        self._choose(index.data(KEY_ROLE))

    def _choose(self, choice: Choice | None) -> None:
        self.box.hide()
        if choice is None:
            return
        if choice.key is None and self._creation:
            name, self._creation = self._creation, ""
            key = self._on_create(name) if self._on_create is not None else None
            self.created.emit(name)
            if key is None:
                return
            choice = self._choice_of(key)
            if choice is None:
                return
        self._key = choice.key
        self._set_by_key(choice.key)
        self.committed.emit(choice.key)

    @Slot(str)
    def _on_edit_text_edited(self, text: str) -> None:
        self._key = None
        super()._on_edit_text_edited(text)
        self._show(text)

    def _step(self, steps: int) -> bool:
        if not self.box.isVisible():
            self._show("")
            return True
        rows = self.model.rowCount()
        at = max(0, min(rows - 1, self.view.currentIndex().row() - steps))
        self.view.setCurrentIndex(self.model.index(at))
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if not self.box.isVisible():
            return False
        if key == Qt.Key.Key_Escape:
            self.box.hide()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._choose(self.view.currentIndex().data(KEY_ROLE))
            return key != Qt.Key.Key_Tab
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field closes the list."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move):
            self.box.hide()
        return super().eventFilter(watched, event)


class SimpleChoice(ChoiceField):
    """A choice from a short list that needs no search: the field only shows, Down or a click opens."""

    def __init__(
        self,
        name: str = "",
        choices: Sequence[Choice] = (),
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, choices, required=required, parent=parent)
        if choices:
            self.set_value(choices[0].key)
