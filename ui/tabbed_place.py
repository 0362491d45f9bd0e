"""A place of several pages side by side: tabs above, each page made on its first visit and kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Permission, Session
from app.i18n import _
from ui import theme
from ui.page import PageBase, Shortcut
from ui.widgets.arrange import row
from ui.widgets.basics import SegmentedControl


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a place; ``needs``: any of these rights makes it somebody's, none is everybody's."""

    key: str
    title_msgid: str
    factory: Callable[[], PageBase]
    needs: tuple[Permission, ...] = ()


def tabs_of(session: Session, tabs: Sequence[Tab]) -> list[Tab]:
    """The tabs that somebody has any business in."""
    return [tab for tab in tabs if not tab.needs or session.may_any(tab.needs)]


class TabSwitch(SegmentedControl):
    """The tabs; ``walking`` while the arrow keys move along them, which keep the focus there."""

    walking = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys show a tab and stay on it; Enter, Space and a click go into its page."""
        self.walking = True
        try:
            super().keyPressEvent(event)
        finally:
            self.walking = False


class TabbedPlace(PageBase):
    """Shows one of its pages; ``open("tab:argument")`` goes to a tab and hands the rest to its page."""

    def __init__(self, name_msgid: str, tabs: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tabs = name_msgid, {tab.key: tab for tab in tabs}
        self._pages: dict[str, PageBase] = {}
        self._behind: dict[str, Changes] = {}
        self._keys: dict[str, list[QShortcut]] = {}
        self._waiting: dict[QWidget, QWidget] = {}
        """What is to have the cursor as soon as it is seen, and what has it until then."""
        self.switch = TabSwitch()
        self.switch.chosen.connect(self._on_tab_chosen)
        self.stack = QStackedWidget()
        head = row(self.switch, -1)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE + 4, theme.BETWEEN, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        self.switch.setVisible(len(self._tabs) > 1)
        self._name_tabs()
        if tabs:
            self.show_tab(tabs[0].key)

    @property
    def page(self) -> PageBase | None:
        """The page in front."""
        page = self.stack.currentWidget()
        return page if isinstance(page, PageBase) else None

    def show_tab(self, key: str) -> PageBase | None:
        """Bring a tab to the front; None for one that is not hers."""
        if key not in self._tabs:
            return None
        if key not in self._pages:
            self._pages[key] = self._tabs[key].factory()
            self.stack.addWidget(self._pages[key])
            self._behind[key] = Changes.EVERYTHING
            self._keys[key] = self._bind_keys(self._pages[key])
        self.switch.set_key(key)
        page = self._pages[key]
        last = page.focusWidget()  # the stack gives the focus to the first child of a page without one
        self.stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        for other, shortcuts in self._keys.items():
            for each in shortcuts:
                each.setEnabled(other == key)
        if not self.switch.walking:
            self._put_cursor(page, last)
        missed = self._behind.pop(key, Changes.NONE)
        if missed:
            page.refresh(missed)
        return page

    def open(self, argument: str) -> None:
        """``tab`` or ``tab:what`` the page is to show."""
        key, _colon, rest = argument.partition(":")
        page = self.show_tab(key)
        if page is not None and rest:
            page.open(rest)

    def title(self) -> str:
        """The name of the place."""
        return _(self._name)

    def refresh(self, changes: Changes) -> None:
        """The page in front reads again at once, the others when they come to the front."""
        for key, page in self._pages.items():
            if page is self.page:
                page.refresh(changes)
            else:
                self._behind[key] = self._behind.get(key, Changes.NONE) | changes

    def retranslate(self) -> None:
        """Set every text again."""
        self._name_tabs()
        for page in self._pages.values():
            page.retranslate()

    def shortcuts(self) -> Sequence[Shortcut]:
        """The keys of the page in front, and the way between tabs."""
        own = [
            Shortcut("Ctrl+PgDown", _("Next tab"), self._on_next),
            Shortcut("Ctrl+PgUp", _("Tab before"), self._on_before),
            Shortcut("Ctrl+Tab", _("Next tab"), self._on_next),
            Shortcut("Ctrl+Shift+Tab", _("Tab before"), self._on_before),
        ]
        page = self.page.shortcuts() if self.page is not None else ()
        return [*(Shortcut(each.keys, each.text) for each in page), *own]  # the page's own are bound to it

    def may_leave(self) -> bool:
        """Whether every page may be left."""
        return all(page.may_leave() for page in self._pages.values())

    def _name_tabs(self) -> None:
        self.switch.set_choices([(tab.key, _(tab.title_msgid)) for tab in self._tabs.values()])
        self.switch.setAccessibleName(_(self._name))

    @Slot(object)
    def _on_tab_chosen(self, key: object) -> None:
        self.show_tab(str(key))

    @Slot()
    def _on_next(self) -> None:
        self._step(1)

    @Slot()
    def _on_before(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        keys = list(self._tabs)
        at = keys.index(str(self.switch.key())) if self.switch.key() in keys else 0
        self.show_tab(keys[(at + by) % len(keys)])

    def _bind_keys(self, page: PageBase) -> list[QShortcut]:
        """The page's keys, heard in the whole place: also while the focus is on its tab."""
        made = []
        for key in page.shortcuts():
            if key.action is not None:
                shortcut = QShortcut(QKeySequence(key.keys), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(key.action)
                made.append(shortcut)
        return made

    def _put_cursor(self, page: PageBase, last: QWidget | None) -> None:
        """Where it last was in the page, else its first control; a list that is read first gets it then."""
        first = _at_the_end(page)
        here = [each for each in (last, first, *_stops(page)) if each is not None and _takes_keys(each, page)]
        instead = here[0] if here else page
        instead.setFocus(Qt.FocusReason.TabFocusReason)
        if first is not None and instead not in (first, last):
            self._waiting[first] = instead
            first.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was to have the cursor is seen now: it gets it, unless somebody has gone on meanwhile."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            instead = self._waiting.pop(watched, None)
            typed = isinstance(instead, QLineEdit) and instead.text()
            if instead is not None and instead.hasFocus() and not typed:
                watched.setFocus(Qt.FocusReason.TabFocusReason)
        return super().eventFilter(watched, event)


def _at_the_end(page: QWidget) -> QWidget | None:
    """The control that a page hands its focus to."""
    wanted = page.focusProxy()
    while wanted is not None and wanted.focusProxy() is not None:
        wanted = wanted.focusProxy()
    return wanted


def _takes_keys(each: QWidget, page: QWidget) -> bool:
    return each is not page and each.isVisibleTo(page) and each.isEnabledTo(page)


def _stops(page: QWidget) -> Iterator[QWidget]:
    """What Tab would stop at in a page, in its order; what only scrolls is none."""
    each = page.nextInFocusChain()
    while each is not None and each is not page:
        stops = each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.focusProxy()
        if stops and page.isAncestorOf(each) and not isinstance(each, QScrollArea):
            yield each
        each = each.nextInFocusChain()
