"""What a page is: the contract between the window and the places it shows.

A page is a ``QWidget`` that follows ``Page``; ``PageBase`` gives every member a sensible default.
The window makes a page on its first visit, keeps it (with its scroll, filter and half-typed entry),
and tells it what changed: at once if it is in front, else when it comes to the front.

Rules for a page: no colours, sizes or fonts of its own (``ui.theme``, ``ui.widgets``); no queries on the
screen's thread (``Runner.run``); errors to ``Messages.show_error``; the user's text in ``Label`` only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.domain.session import Permission


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key (as in "Ctrl+F", "F9"), what it does, and the action; the cheat-sheet prints all of them."""

    keys: str
    text: str
    action: Callable[[], object] | None = None
    """None where the page handles the key itself and only wants it on the cheat-sheet."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A place in the sidebar; ``factory`` makes the page on the first visit."""

    key: str
    title_msgid: str
    icon: str
    factory: Callable[[], QWidget]
    shortcut: str = ""
    full_screen: bool = False
    """Whether F11 hides the window's frame for it (Sell)."""
    bottom: bool = False
    """Whether it stands in the lower group of the sidebar (Settings)."""
    needs: tuple[Permission, ...] = ()
    """Any of these makes it somebody's place; none is everybody's."""


def forget(_name: str, _value: object) -> None:
    """Remember nothing (a window without settings, as in tests)."""


@dataclass(frozen=True, slots=True)
class WindowCallbacks:
    """What the window asks of the composition root: to remember the look, and what belongs to the session."""

    remember: Callable[[str, object], None] = forget
    """Told ``language``, ``look``, ``scale``, ``geometry`` (bytes), ``sidebar_folded`` when they change."""
    lock: Callable[[], object] | None = None
    may_lock: Callable[[], bool] = bool
    """Whether people sign in, so that there is something to come back with."""
    switch_user: Callable[[], object] | None = None
    close_book: Callable[[], object] | None = None
    extra_actions: Sequence[tuple[str, str, Callable[[], object]]] = ()
    """More lines of the person's menu: (msgid, icon, action)."""
    is_household: bool = False
    """A household has no stall: Ctrl+F2 is its large type, and market daylight is no look of it."""


@runtime_checkable
class Page(Protocol):
    """What the window asks of a page."""

    def title(self) -> str:
        """What stands in the header, in the current language."""
        ...

    def tools(self) -> Sequence[QWidget]:
        """The page's own controls in the header, made once."""
        ...

    def refresh(self, changes: Changes) -> None:
        """Read again what these changes touch; ``Changes.EVERYTHING`` on the first visit."""
        ...

    def retranslate(self) -> None:
        """Set every text again: the language was switched."""
        ...

    def shortcuts(self) -> Sequence[Shortcut]:
        """The page's keys; those with an action work while the page is in front."""
        ...

    def may_leave(self) -> bool:
        """Whether the window may be closed now (False keeps it open: the page says why)."""
        ...


class PageBase(QWidget):
    """A page with nothing in it yet: override what is needed."""

    def title(self) -> str:
        """What stands in the header; empty takes the words of the sidebar."""
        return ""

    def tools(self) -> Sequence[QWidget]:
        """No controls in the header."""
        return ()

    def refresh(self, changes: Changes) -> None:
        """Nothing to read again."""

    def retranslate(self) -> None:
        """No texts."""

    def shortcuts(self) -> Sequence[Shortcut]:
        """No keys."""
        return ()

    def may_leave(self) -> bool:
        """Always."""
        return True

    def open(self, argument: str) -> None:
        """Show what a link or the palette points to (a document's number, a product's code)."""
