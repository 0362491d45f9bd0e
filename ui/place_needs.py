"""What the pages of an open book are given by the window that shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QApplication

from app.domain.book_kind import BookKind
from app.domain.session import Session
from app.services.household.linking import Invitation
from app.services.sticks import Stick
from reports.model import Link
from ui.files import Place
from ui.keeping import BookKeeper
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.page import PageBase
from ui.runner import Runner


class PlainView(Protocol):
    """A page that writes no files."""

    def __call__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
    ) -> PageBase:
        """Make the page."""
        ...


class SavingView(Protocol):
    """A page whose lists and papers may be saved as files."""

    def __call__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        save_file: Callable[[str, str], Place | None],
    ) -> PageBase:
        """Make the page."""
        ...


def nowhere(_stick: Stick) -> None:
    """The book stays where it is."""


def no_invitation() -> Invitation | None:
    """Nothing was brought."""
    return None


@dataclass(frozen=True, slots=True)
class PlaceNeeds:
    """What the pages are given: the session, the worker, the window, and what leads out of a page."""

    app: QApplication
    session: Session
    runner: Runner
    window: Callable[[], MainWindow]
    go_to: Callable[[str, str], None]
    open_link: Callable[[Link], None]
    save_file: Callable[[str, str], Place | None]
    rewrite: Callable[[str, bool], object]
    """Locks the book's file or writes it open: the password, and whether to lock."""
    keeper: Callable[[], BookKeeper | None]
    bring_back: Callable[[Path], object]
    """Closes the book and asks on the start screen whether a copy shall take its place."""
    kind: BookKind = BookKind.ENTERPRISE
    """Whose book is open: a group's or a household's."""
    invitation: Callable[[], Invitation | None] = no_invitation
    """What a member brought from the group's book to link her own with it."""
    move_to_stick: Callable[[Stick], object] = nowhere
    """Lets a household's book live on a stick from now on."""

    def page(self, view: SavingView) -> PageBase:
        """A page that may also save files."""
        return view(
            self.session,
            self.runner,
            self.window().messages,
            open_link=self.open_link,
            go_to=self.go_to,
            save_file=self.save_file,
        )

    def plain_page(self, view: PlainView) -> PageBase:
        """A page that writes no files."""
        return view(
            self.session,
            self.runner,
            self.window().messages,
            open_link=self.open_link,
            go_to=self.go_to,
        )
