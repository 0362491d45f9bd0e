"""The first page of a household's book: the way to the diary, large enough for a finger."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.session import Session
from app.i18n import _
from reports.model import Link
from ui import theme
from ui.messages import Messages
from ui.page import PageBase
from ui.runner import Runner
from ui.widgets.arrange import column, row
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class FamilyHomeView(PageBase):
    """Two large buttons: money went out, money came in."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        del session, runner, messages, open_link
        self.greeting = Label("", type="title", strong=True, wrap=True)
        self.out_button = Button("", partial(go_to, "diary", "out"), kind="primary", icon="minus", touch=True)
        self.in_button = Button("", partial(go_to, "diary", "in"), icon="plus", touch=True)
        self.setLayout(
            column(self.greeting, row(self.out_button, self.in_button, -1), -1, spacing=theme.BETWEEN)
        )
        self.setFocusProxy(self.out_button)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.greeting.setText(_("What was it today?"))
        self.out_button.set_text(_("Money went out"))
        self.in_button.set_text(_("Money came in"))
