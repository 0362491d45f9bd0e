"""The window: sidebar of places, header, one page at a time, status line. It only navigates."""

# Long because: it is the whole frame, with a few lines for each of its keys, places and looks.

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.changes import Changes
from app.i18n import _, set_language
from app.thai.dates import now
from ui import theme
from ui.header import Header
from ui.hits import Hit, Provider
from ui.mask_switch import MaskSwitch
from ui.messages import Messages, StatusLine, Toast
from ui.page import Page, PageSpec, WindowCallbacks
from ui.places import place_hits, place_keys
from ui.runner import Runner
from ui.sidebar import Sidebar

if TYPE_CHECKING:
    from ui.palette import CommandPalette

FOLD_WIDTH = 1024
FOLD_WIDTH_AT_HOME = 600
"""A household's places keep their words, also in large type: they are few, and people read slowly."""
__all__ = ["MainWindow", "WindowCallbacks"]


class MainWindow(QMainWindow):
    """Shows one page at a time out of a list of ``PageSpec``; knows nothing of what pages do."""

    page_shown = Signal(str)
    language_changed = Signal(str)

    def __init__(
        self,
        app: QApplication,
        specs: Sequence[PageSpec],
        runner: Runner,
        *,
        callbacks: WindowCallbacks | None = None,
        book_name: str = "",
        user_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._runner = app, runner
        self._callbacks = callbacks or WindowCallbacks()
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, QWidget] = {}
        self._stale: dict[str, Changes] = {}
        self._current = ""
        self._fold_wish: bool | None = None
        self._page_shortcuts: list[QShortcut] = []
        self._book_name, self._user_name = book_name, user_name
        self._build()
        self.messages = Messages(self, self.status, self.toast)
        self.mask_switch = MaskSwitch(self, self.header, self.messages, self._callbacks.remember)
        runner.changed.connect(self._on_runner_changed)
        runner.unhandled.connect(self.messages.show_error)
        runner.busy_changed.connect(self._on_runner_busy_changed)
        theme.signals.changed.connect(self._on_theme_changed)
        self._make_shortcuts()
        self.retranslate()
        self.setMinimumSize(800, 480)

    # ---- building

    def _build(self) -> None:
        self.sidebar = Sidebar(self._specs.values(), is_household=self._callbacks.is_household)
        self.sidebar.chosen.connect(self.show_page)
        self.sidebar.fold_toggled.connect(self._on_sidebar_fold_toggled)
        self.sidebar.menu_button.clicked.connect(self._on_menu_button_clicked)
        self.header = Header()
        self.header.find_wanted.connect(self.open_palette)
        self.header.keys_wanted.connect(self.show_cheat_sheet)
        self.stack = QStackedWidget()
        self.status = StatusLine()
        center = QWidget()
        self.setCentralWidget(center)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget, stretch in ((self.header, 0), (self.stack, 1), (self.status, 0)):
            right.addWidget(widget, stretch)
        whole = QHBoxLayout(center)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sidebar)
        whole.addLayout(right, 1)
        self._before_market, self._before_large = theme.Mode.LIGHT, 100
        self.toast = Toast(center, self.status)
        self._over = center
        self._palette: CommandPalette | None = None
        self._providers: list[Provider] = [self._find_places]

    def _make_shortcuts(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+K", self.open_palette),
            ("F1", self.show_cheat_sheet),
            ("F11", self.toggle_full_screen),
            ("Ctrl+F2", self.toggle_large if self._callbacks.is_household else self.toggle_market),
            ("Ctrl+B", self.toggle_sidebar),
            ("Ctrl+Q", self.close),
        ]
        if self._callbacks.lock is not None:
            keys.append(("Ctrl+Shift+L", self._callbacks.lock))
        for sequence, action in keys:
            QShortcut(QKeySequence(sequence), self).activated.connect(action)
        for number, spec in enumerate(self._specs.values(), start=1):
            if number <= 9:
                self._place_key(f"Ctrl+{number}", spec.key)
            if spec.shortcut:
                self._place_key(spec.shortcut, spec.key)

    def _place_key(self, sequence: str, key: str) -> None:
        shortcut = QShortcut(QKeySequence(sequence), self)
        shortcut.setObjectName(key)
        shortcut.activated.connect(self._on_place_key)

    # ---- pages

    def page(self, key: str) -> QWidget:
        """The page of a place, made now if this is its first visit."""
        found = self._pages.get(key)
        if found is None:
            found = self._specs[key].factory()
            tools = _page(found).tools()
            self._pages[key] = found
            self._stale[key] = Changes.EVERYTHING
            self.stack.addWidget(found)
            self.header.add_page_tools(key, tools)
        return found

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Bring a place to the front; what changed meanwhile is read again."""
        if key not in self._specs:
            return
        found = self.page(key)
        self._current = key
        self.stack.setCurrentWidget(found)
        self.header.show_page_tools(key)
        self.sidebar.set_current(key)
        self._set_titles()
        self._bind_page_keys(found)
        stale = self._stale.pop(key, Changes.NONE)
        if stale:
            _page(found).refresh(stale)
        if not found.isAncestorOf(QApplication.focusWidget() or self.sidebar):
            found.setFocus()
        self.page_shown.emit(key)

    def open_at(self, key: str, argument: str) -> None:
        """Bring a place to the front and let it show one thing (from a link or the palette)."""
        self.show_page(key)
        opener = getattr(self._pages.get(key), "open", None)
        if callable(opener):
            opener(argument)

    def current_key(self) -> str:
        """The key of the place in front."""
        return self._current

    def _bind_page_keys(self, page: QWidget) -> None:
        for shortcut in self._page_shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._page_shortcuts = []
        for key in _page(page).shortcuts():
            if key.action is None:
                continue
            made = QShortcut(QKeySequence(key.keys), page)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(key.action)
            self._page_shortcuts.append(made)

    def _set_titles(self) -> None:
        spec = self._specs.get(self._current)
        words = ""
        if spec is not None:
            words = _page(self._pages[self._current]).title() or _(spec.title_msgid)
        self.header.set_title(words)
        self.setWindowTitle(" · ".join(part for part in (words, self._book_name, "Samut") if part))

    # ---- what others tell the window

    def set_book(self, book_name: str, user_name: str) -> None:
        """Whose book is open and who works on it."""
        self._book_name, self._user_name = book_name, user_name
        self.sidebar.set_names(book_name, user_name)
        self._set_titles()

    def set_places(self, keys: Sequence[str]) -> None:
        """Show only these places (what the person's role may see)."""
        self.sidebar.set_visible(keys)

    def add_provider(self, provider: Provider) -> None:
        """Let the palette search one more source (products, people, documents)."""
        self._providers.append(provider)
        if self._palette is not None:
            self._palette.add_provider(provider)

    def add_tool(self, widget: QWidget) -> None:
        """Put a control of the whole program into the header, before the palette's button."""
        self.header.add_tool(widget)

    @Slot(object)
    def _on_runner_changed(self, changes: Changes) -> None:
        self.status.saved(now())
        for key in self._pages:
            if key != self._current:
                self._stale[key] = self._stale.get(key, Changes.NONE) | changes
        front = self._pages.get(self._current)
        if front is not None:
            _page(front).refresh(changes)

    @Slot(bool)
    def _on_runner_busy_changed(self, busy: bool) -> None:
        self.sidebar.set_busy(busy)

    # ---- keys and palette

    @Slot()
    def _on_place_key(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.show_page(sender.objectName())

    @Slot()
    def open_palette(self) -> None:
        """Ctrl+K."""
        self.palette_box.open_palette()

    @property
    def palette_box(self) -> "CommandPalette":
        """The palette, made when it is first wanted."""
        if self._palette is None:
            from ui.palette import CommandPalette

            self._palette = CommandPalette(self._over)
            for provider in self._providers:
                self._palette.add_provider(provider)
        return self._palette

    def _find_places(self, typed: str) -> list[Hit]:
        return place_hits(typed, self._specs.values(), self.sidebar.is_shown, self.show_page)

    @Slot()
    def show_cheat_sheet(self) -> None:
        """F1: every key that works here, of the window and of the page in front."""
        from ui.cheat_sheet import CheatSheet, key_groups

        places = place_keys(self._specs.values(), self.sidebar.is_shown)
        front = self._pages.get(self._current)
        own = [(key.keys, key.text) for key in (_page(front).shortcuts() if front is not None else ())]
        groups = key_groups(self.header.title(), own, places, is_household=self._callbacks.is_household)
        self._cheat_sheet = CheatSheet(groups, self)
        self._cheat_sheet.open()

    @Slot()
    def toggle_full_screen(self) -> None:
        """F11: the page alone on the whole screen, and back."""
        full = not self.isFullScreen()
        self.set_chrome_hidden(full)
        if full:
            self.showFullScreen()
        else:
            self.showNormal()

    @Slot()
    def toggle_market(self) -> None:
        """Ctrl+F2: large and strong for a stall in daylight, and back to the look before."""
        if theme.mode() is not theme.Mode.MARKET:
            self._before_market = theme.mode()
            self.switch_look(look=theme.Mode.MARKET)
        else:
            self.switch_look(look=self._before_market)

    @Slot()
    def toggle_large(self) -> None:
        """Ctrl+F2 in a household: type that is read from two metres away, and back to the size before."""
        if theme.scale() != theme.LARGEST:
            self._before_large = theme.scale()
            self.switch_look(percent=theme.LARGEST)
        else:
            self.switch_look(percent=self._before_large)

    def set_chrome_hidden(self, hidden: bool) -> None:
        """Hide the sidebar and, for places that ask for it, the header, so that the page has all the room."""
        spec = self._specs.get(self._current)
        self.sidebar.setVisible(not hidden)
        self.header.setVisible(not (hidden and spec is not None and spec.full_screen))

    # ---- sidebar

    @Slot()
    def toggle_sidebar(self) -> None:
        """Fold the sidebar to icons or unfold it; the wish is kept."""
        self._fold_wish = not self.sidebar.folded()
        self._callbacks.remember("sidebar_folded", self._fold_wish)
        self._fold()

    @Slot()
    def _on_sidebar_fold_toggled(self) -> None:
        self.toggle_sidebar()

    def _fold(self) -> None:
        least = FOLD_WIDTH_AT_HOME if self._callbacks.is_household else FOLD_WIDTH
        narrow = self.width() <= least * max(100, theme.scale()) // 100
        self.sidebar.set_folded(narrow if self._fold_wish is None else self._fold_wish)
        self.header.retranslate(spare=self.width() > 900 * theme.scale() // 100)

    # ---- the person's menu: language, size, look

    @Slot()
    def _on_menu_button_clicked(self) -> None:
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.sidebar.menu_button
        corner = button.mapToGlobal(button.rect().topLeft())
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    def make_menu(self) -> QMenu:
        """The menu behind the person's name."""
        from ui.person_menu import MenuSlots, person_menu

        slots = MenuSlots(self._on_language_chosen, self._on_scale_chosen, self._on_look_chosen, self.close)
        return self.mask_switch.add_to(person_menu(self, slots, self._callbacks))

    @Slot(QAction)
    def _on_language_chosen(self, action: QAction) -> None:
        self.switch_language(str(action.data()))

    @Slot(QAction)
    def _on_scale_chosen(self, action: QAction) -> None:
        self.switch_look(percent=int(action.data()))

    @Slot(QAction)
    def _on_look_chosen(self, action: QAction) -> None:
        self.switch_look(look=theme.Mode(str(action.data())))

    def switch_language(self, code: str) -> None:
        """Switch the language of everything on the screen; nothing typed is lost."""
        set_language(code)
        self._callbacks.remember("language", code)
        self.retranslate()
        for page in self._pages.values():
            _page(page).retranslate()
        self.language_changed.emit(code)

    def switch_look(self, *, look: theme.Mode | None = None, percent: int | None = None) -> None:
        """Switch light, dark, market and the type size of everything on the screen."""
        theme.apply(self._app, look=look, percent=percent)
        self._callbacks.remember("look", str(theme.mode()))
        self._callbacks.remember("scale", theme.scale())

    @Slot()
    def _on_theme_changed(self) -> None:
        self.sidebar.restyle()
        self._fold()

    def retranslate(self) -> None:
        """Set every text of the window again."""
        self.sidebar.retranslate()
        self.sidebar.set_names(self._book_name, self._user_name)
        self.mask_switch.retranslate()
        if self._palette is not None:
            self._palette.retranslate()
        if self._current:
            self._set_titles()
        self._fold()

    # ---- Qt

    def restore_place(self, geometry: bytes | None, *, folded: bool | None = None) -> None:
        """Stand where the window stood last time."""
        self._fold_wish = folded
        if geometry:
            self.restoreGeometry(QByteArray(geometry))
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar on a narrow window."""
        super().resizeEvent(event)
        self._fold()
        if self._palette is not None and self._palette.isVisible():
            self._palette.place()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the frame right when the system leaves full screen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and hasattr(self, "sidebar"):
            self.set_chrome_hidden(self.isFullScreen())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the pages, remember the place, let the waiting work finish."""
        for key, page in self._pages.items():
            if not _page(page).may_leave():
                self.show_page(key)
                event.ignore()
                return
        self._callbacks.remember("geometry", bytes(self.saveGeometry().data()))
        self.messages.uninstall()
        event.accept()


def _page(widget: QWidget) -> Page:
    """The widget as a page; a missing member is a bug of the page."""
    if not isinstance(widget, Page):
        raise TypeError(f"{type(widget).__name__} is not a Page")
    return widget
