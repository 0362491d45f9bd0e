"""People: who works with the book, what each role may do, one's own password, and the book's key."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.changes import Changes
from app.domain.session import Permission, Session
from app.i18n import _
from app.services.secrets_of_people import Badge
from ui import theme
from ui.messages import Messages
from ui.page import PageBase
from ui.pages.people import work
from ui.pages.people.first_steps import FirstPasswordCard, RecoveryCard
from ui.pages.people.key_card import KeyCard, LockFileCard
from ui.pages.people.own_card import OwnPasswordCard, OwnPinCard
from ui.pages.people.people_list import PeopleList
from ui.pages.people.roles_form import RolesForm
from ui.runner import Runner
from ui.system_print import ask_printer, print_pages
from ui.widgets.arrange import column, scrolled
from ui.widgets.basics import SegmentedControl

PARTS = ("people", "roles", "own", "key")


class PeopleView(PageBase):
    """In a book of one the first password; else four parts, of which each sees what is hers."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        rewrite: Callable[[str, bool], object],
        is_household: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``rewrite(password, encrypt)`` closes the book, writes its file anew and opens it again.

        In a household's book there is one person: her own password, and the recovery code.
        """
        super().__init__(parent)
        self._parts = ("own", "key") if is_household else PARTS
        self._session, self._runner, self._messages = session, runner, messages
        self._wanted = ""
        self.parts = SegmentedControl()
        self.parts.chosen.connect(self._on_part_chosen)
        self.first = FirstPasswordCard(session, runner, messages)
        self.first.made.connect(self._on_code)
        self.recovery = RecoveryCard(session, runner, messages, is_household=is_household)
        self.recovery.done.connect(self._on_recovery_done)
        self.list = PeopleList(session, runner, messages)
        self.list.badge_made.connect(self._on_badge_made)
        self.roles = RolesForm(session, runner, messages)
        self.password = OwnPasswordCard(session, runner, messages)
        self.pin = OwnPinCard(session, runner, messages)
        self.key = KeyCard(session, runner, messages)
        self.key.shown.connect(self._on_code)
        self.lock_file = LockFileCard(rewrite)
        self.stack = QStackedWidget()
        self._pages = {
            "first": _page(self.first),
            "recovery": _page(self.recovery),
            "people": self.list,
            "roles": self.roles,
            "own": _page(self.password, self.pin),
            "key": _page(self.key, self.lock_file),
        }
        for page in self._pages.values():
            self.stack.addWidget(page)
        self.setLayout(column(self.stack))
        self.retranslate()

    def tools(self) -> list[QWidget]:
        """Which part is shown."""
        return [self.parts]

    def retranslate(self) -> None:
        """Set every text again."""
        for each in (
            self.first,
            self.recovery,
            self.list,
            self.roles,
            self.password,
            self.pin,
            self.key,
            self.lock_file,
        ):
            each.retranslate()
        words = {"people": _("People"), "roles": _("Roles"), "own": _("Myself"), "key": _("Key")}
        if "people" not in self._parts:
            words |= {"own": _("Password"), "key": _("Recovery code")}
        leads = self._session.may(Permission.EDIT_PEOPLE)
        mine = self._parts if leads else ("own",)
        self.parts.set_choices([(key, words[key]) for key in mine])

    def refresh(self, changes: Changes) -> None:
        """Read again when people or members changed."""
        if changes & (Changes.SETTINGS | Changes.PARTIES):
            self._runner.run(
                self, partial(work.read, self._session), self._show, failed=self._messages.show_error
            )

    def open(self, argument: str) -> None:
        """Go to a part; ``new-password`` asks for a new one without the old."""
        if argument == "new-password":
            self.password.ask_new_only()
            argument = "own"
        self._wanted = argument
        if argument in self._parts and self.stack.currentWidget() is not self._pages["first"]:
            self.parts.set_key(argument)
            self._show_part(argument)

    def _show(self, data: work.PeopleData) -> None:
        self.first.show_name("" if data.me is None else data.me.name)
        self.list.show_data(data)
        self.roles.show_rules(data.rules)
        self.pin.show_me(data.me)
        self.key.show_data(data)
        self.lock_file.show_data(data)
        self.parts.setVisible(data.key is not None)
        if self.stack.currentWidget() is self._pages["recovery"]:
            return
        if data.key is None:
            self.stack.setCurrentWidget(self._pages["first"])
            return
        key = self._wanted if self._wanted in self._parts else self.parts.key()
        self._wanted = ""
        self._show_part(str(key))

    def _show_part(self, key: str) -> None:
        self.parts.set_key(key)
        self.stack.setCurrentWidget(self._pages.get(key, self._pages["own"]))

    @Slot(object)
    def _on_part_chosen(self, key: object) -> None:
        self._show_part(str(key))

    @Slot(object)
    def _on_code(self, code: work.Code) -> None:
        self.recovery.show_code(code)
        self.stack.setCurrentWidget(self._pages["recovery"])

    @Slot()
    def _on_recovery_done(self) -> None:
        self._show_part(self._parts[-1] if "people" not in self._parts else "people")
        self.refresh(Changes.SETTINGS)

    @Slot(object)
    def _on_badge_made(self, badge: Badge) -> None:
        job = partial(work.badge_pages, badge)
        self._runner.run(self, job, self._on_badge_drawn, failed=self._messages.show_error)

    def _on_badge_drawn(self, pages: tuple[bytes, ...]) -> None:
        printer = ask_printer(self)
        if printer is not None and not print_pages(printer, pages):
            self._messages.say(_("The printer did not print. Is it on and has it paper?"))


def _page(*cards: QWidget) -> QWidget:
    """Cards under each other, not wider than is good to read."""
    inside = QWidget()
    inside.setMaximumWidth(theme.px(640))
    inside.setLayout(column(*cards, -1, spacing=theme.BETWEEN))
    content = QWidget()
    content.setLayout(column(inside))
    return scrolled(content)
