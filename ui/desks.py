"""The windows of the people at one open book: one is seated, the others are hidden as they were left."""

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from app.domain.book_kind import BookKind
from app.domain.session import Permission, Session
from app.i18n import N_, _, language
from app.queries.people import user
from app.queries.settings import book_kind, business_settings
from app.services.household.linking import Invitation
from app.services.key_ring import has_key
from app.services.sessions import keeper_of
from app.services.stick_book import StickGoneError
from app.services.sticks import Stick
from app.settings import change_machine, load_machine
from reports.model import Link
from ui import masking, theme
from ui.approving import Approvals
from ui.book_places import PlaceNeeds, places
from ui.finder import BookFinder
from ui.hits import Hit, matches
from ui.keeping import BookKeeper
from ui.leaving import choose_locked
from ui.main_window import MainWindow
from ui.messages_text import error_text
from ui.page import WindowCallbacks
from ui.place_needs import no_invitation, nowhere
from ui.reception import Reception
from ui.runner import Runner
from ui.saving_files import save_file
from ui.stick_home import StickHome
from ui.ways_back import WaysBack, look_with

FRAME = 40
"""Room that the title bar around the first window takes."""


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What leads out of a window: to another place, a paper, another book, a copy."""

    go_to: Callable[[str, str], None]
    open_link: Callable[[Link], None]
    rewrite_file: Callable[[str, bool], None]
    close_book: Callable[[], None]
    reopen_book: Callable[[], None]
    bring_back_copy: Callable[[], None]
    bring_back: Callable[[Path], None]
    own_book: Callable[[], None]
    """From a group's book to the household book of whoever is signed in."""
    back_to_group: Callable[[], None] | None = None
    """From a household's book to the group's that she came from."""
    invitation: Callable[[], Invitation | None] = no_invitation
    """What she brought from there to link the two books."""
    move_to_stick: Callable[[Stick], object] = nowhere
    """A household's book lives on a stick from now on."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The window of one person, and what belongs to it."""

    session: Session
    window: MainWindow
    finder: BookFinder
    approvals: Approvals


class Desks(QObject):
    """Gives everybody her window: the one she left, or a new one."""

    def __init__(
        self,
        app: QApplication,
        runner: Runner,
        reception: Reception,
        ways: WaysOut,
        parent: QObject,
        *,
        home: StickHome | None = None,
    ) -> None:
        """``home`` is the stick that the book came from."""
        super().__init__(parent)
        self._home = home
        self._app, self._runner, self._reception, self._ways = app, runner, reception, ways
        self._book_name = business_settings().enterprise_name
        self._kind = book_kind()
        self._seated: Desk | None = None
        self._away: dict[int, Desk] = {}
        self.keeper: BookKeeper | None = None
        """Makes copies in the name of whoever is seated."""

    @property
    def session(self) -> Session | None:
        """Whoever sits at the screen."""
        return None if self._seated is None else self._seated.session

    @property
    def window(self) -> MainWindow | None:
        """The window of whoever sits at the screen."""
        return None if self._seated is None else self._seated.window

    def seat(self, session: Session) -> None:
        """Show somebody her window and hide the one before; a session that ended gives a new window."""
        desk = self._away.pop(session.user_id, None)
        before, self._seated = self._seated, None
        if before is not None:
            if desk is None and before.session.user_id == session.user_id:
                desk = before
            else:
                before.window.messages.uninstall()
                before.window.hide()
                self._away[before.session.user_id] = before
        if desk is not None and desk.session.token != session.token:
            desk.window.messages.uninstall()
            _discard((desk,))
            desk = None
        if desk is None:
            desk = self._seated = self._make(session)
            desk.window.show_page("home")
        else:
            self._seated = desk
            desk.window.messages.install()
            desk.window.switch_language(language())
        desk.window.set_book(self._book_name, session.user_name)
        self._keep(desk)
        self._runner.ask_first = desk.approvals.asks
        self._reception.sit(session, desk.window, self._runner, self._book_name)
        desk.window.show()
        desk.window.activateWindow()
        self._reception.show_questions(desk.window)
        self.reread_names()

    def copy_last(self) -> None:
        """Make a last copy before the worker ends."""
        if self.keeper is not None:
            self.keeper.finish()
            self.keeper = None

    def close(self) -> None:
        """Let all windows go; the worker has ended."""
        if self._seated is not None:
            self._seated.window.messages.uninstall()
            _discard((self._seated,))
        _discard(self._away.values())
        self._seated, self._away = None, {}

    # ---- the names

    def reread_names(self) -> None:
        """The book's name or a person's name may have changed."""
        if self.session is not None:
            self._runner.run(self, partial(_names, self.session), self._on_names_read)

    def _on_names_read(self, names: tuple[str, str]) -> None:
        self._book_name, person = names
        if self._seated is not None:
            self._seated.window.set_book(self._book_name, person)

    # ---- making a window

    def _make(self, session: Session) -> Desk:
        runner, ways = self._runner, self._ways
        needs = PlaceNeeds(
            self._app,
            session,
            runner,
            self._shown_window,
            ways.go_to,
            ways.open_link,
            lambda name, kind: save_file(self.window, name, kind),
            ways.rewrite_file,
            lambda: self.keeper,
            ways.bring_back,
            self._kind,
            ways.invitation,
            ways.move_to_stick,
        )
        at_home = self._kind is BookKind.HOUSEHOLD
        window = MainWindow(
            self._app,
            places(needs),
            runner,
            callbacks=WindowCallbacks(
                remember=remember,
                close_book=ways.close_book,
                lock=self._reception.lock,
                switch_user=None if at_home else self._reception.switch,
                may_lock=has_key,
                extra_actions=(
                    *self._other_book(),
                    (N_("Open a locked file …"), "lock-open", self.open_locked),
                ),
                is_household=at_home,
            ),
            book_name=self._book_name,
            user_name=session.user_name,
        )
        window.messages.ways = WaysBack(look_with(runner), ways.reopen_book, ways.bring_back_copy)
        window.messages.install()
        room = window.screen().availableSize()
        window.resize(min(1280, room.width()), min(760, room.height() - theme.px(FRAME)))
        kept = load_machine().window_geometry
        window.restore_place(base64.b64decode(kept) if kept else None)
        finder = BookFinder(session, runner, open_link=ways.open_link, go_to=ways.go_to, parent=window)
        of_a_group = (finder.find_orders, finder.find_products, finder.find_parties)
        for provider in (finder.find_reports, finder.find_documents, *(() if at_home else of_a_group)):
            window.add_provider(provider)
        window.add_provider(self._find_other_book)
        finder.arrived.connect(self._on_document_found)
        return Desk(session, window, finder, Approvals(session, runner, window))

    def _other_book(self) -> tuple[tuple[str, str, Callable[[], object]], ...]:
        """The way between a group's book and one's own."""
        if self._kind is not BookKind.HOUSEHOLD:
            return ((N_("To my household book"), "house", self._ways.own_book),)
        if self._ways.back_to_group is not None:
            return ((N_("Back to the group's book"), "users", self._ways.back_to_group),)
        return ()

    def _find_other_book(self, typed: str) -> list[Hit]:
        """The same way in the palette."""
        return [
            Hit(_(msgid), _("Open another book"), icon, action)
            for msgid, icon, action in self._other_book()
            if matches(typed, _(msgid), msgid)
        ]

    def _keep(self, desk: Desk) -> None:
        if self.keeper is not None:
            self.keeper.stop()
            self.keeper.deleteLater()
        keeper = keeper_of(desk.session)
        self.keeper = BookKeeper(keeper, self._runner, desk.window.status, home=self._home, parent=self)
        self.keeper.plugged.connect(self._on_plugged)
        self.keeper.stick_pulled.connect(self._on_stick_pulled)

    @Slot(object)
    def _on_stick_pulled(self, error: StickGoneError) -> None:
        """Say once, quietly, that the stick is out and nothing is lost."""
        if self._seated is not None:
            self._seated.window.messages.done(error_text(error))

    @Slot(object)
    def _on_plugged(self, stick: Stick) -> None:
        """Offer once, quietly, to copy onto a stick that came."""
        if self._seated is None or not self._seated.session.may(Permission.BACK_UP):
            return
        self._seated.window.messages.done(
            _("The stick “{stick}” is plugged in. Copy the book onto it?").format(stick=stick.label),
            _("Copy onto “{stick}”").format(stick=stick.label),
            partial(self._ways.go_to, "safety", str(stick.folder)),
        )

    def _shown_window(self) -> MainWindow:
        assert self._seated is not None
        return self._seated.window

    @Slot()
    def open_locked(self) -> None:
        """Ask for a locked file and its password, and open it."""
        if not masking.stopped():
            choose_locked(self._runner, self.window)

    @Slot()
    def _on_document_found(self) -> None:
        if self.window is not None and self.window.palette_box.isVisible():
            self.window.palette_box.search()


def remember(name: str, value: object) -> None:
    """Keep what the user chose about the window on this computer."""
    if name == "geometry" and isinstance(value, bytes):
        change_machine(window_geometry=base64.b64encode(value).decode())
    elif name == "language":
        change_machine(language=str(value))
    elif name == "look":
        change_machine(theme=str(value))
    elif name == "masked":
        change_machine(masked=bool(value))
    elif name == "scale" and isinstance(value, int):
        change_machine(type_scale=value)


def _names(session: Session) -> tuple[str, str]:
    """What the book and whoever is at the screen are called now."""
    person = user(session.user_id)
    return business_settings().enterprise_name, "" if person is None else person.name


def _discard(desks: Iterable[Desk]) -> None:
    for desk in desks:
        desk.window.hide()
        desk.window.deleteLater()
