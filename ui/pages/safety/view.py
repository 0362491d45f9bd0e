"""Safety: how safe the book is, its copies, the check, and whether its file is locked."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Session
from app.i18n import _
from app.services.books import changed_elsewhere
from app.services.sticks import Stick
from ui import theme
from ui.keeping import BookKeeper
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.safety import work
from ui.pages.safety.check_card import CheckCard, LockCard
from ui.pages.safety.copy_card import CopyCard
from ui.pages.safety.list_card import CopiesCard
from ui.pages.safety.parts import TopCard
from ui.runner import Runner
from ui.widgets.arrange import column, scrolled

NARROW = 1_000


def _pair(left: QWidget, right: QWidget) -> QBoxLayout:
    made = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    made.setSpacing(theme.BETWEEN)
    made.addLayout(column(left, -1), 1)
    made.addLayout(column(right, -1), 1)
    return made


class SafetyView(PageBase):
    """One sentence above, then copying, the copies, the check and the lock."""

    bring_back = Signal(object)
    """The path of a copy; the book is closed for it."""
    move_to_stick = Signal(object)
    """The ``Stick`` that the book shall live on; the book is closed for it."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        go_to: Callable[[str, str], None],
        keeper: Callable[[], BookKeeper | None],
        parent: QWidget | None = None,
    ) -> None:
        """``keeper`` gives who makes the copies now; long work runs on its worker, so that no sale waits."""
        super().__init__(parent)
        self._runner, self._messages, self._keeper = runner, messages, keeper
        self._followed: BookKeeper | None = None
        self.top = TopCard()
        self.copy = CopyCard(session, self._worker)
        self.copies = CopiesCard(session, self._worker)
        self.check = CheckCard(self._worker)
        self.lock = LockCard(go_to)
        self.copy.copied.connect(self._on_copied)
        self.copy.folder_changed.connect(self._read)
        self.copies.bring_back.connect(self.bring_back)
        self.copy.move_wanted.connect(self._on_move_wanted)
        self.rows = [_pair(self.copy, self.copies), _pair(self.check, self.lock)]
        content = QWidget()
        content.setLayout(column(self.top, *self.rows, -1, spacing=theme.BETWEEN))
        self.setLayout(column(scrolled(content)))
        self.setFocusProxy(self.copy.copy_button)
        self.retranslate()

    def _worker(self) -> Runner:
        keeper = self._keeper()
        return self._runner if keeper is None else keeper.copier

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [Shortcut("F5", _("Read everything again"), self._read)]

    def retranslate(self) -> None:
        """Set every text again."""
        for card in (self.top, self.copy, self.copies, self.check, self.lock):
            card.retranslate()

    def refresh(self, changes: Changes) -> None:
        """Any document makes the last copy older."""
        if changes:
            self._read()

    def open(self, argument: str) -> None:
        """``backup`` puts the keys on copying; anything else is a path to copy to."""
        if argument == "backup":
            self.copy.focus_copy()
        elif argument:
            self.copy.back_up_to(Path(argument))

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at what is plugged in, and follow whoever makes the copies now."""
        super().showEvent(event)
        keeper = self._keeper()
        if keeper is not None and keeper is not self._followed:
            self._followed = keeper
            keeper.sticks_changed.connect(self._on_news)
            keeper.copied.connect(self._on_news)
        self._read()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two are too narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme.px(NARROW)
        ways = QBoxLayout.Direction
        for each in self.rows:
            each.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    @Slot()
    def _on_copied(self) -> None:
        self._runner.run(self, changed_elsewhere)  # the line in the log was our own doing
        self._read()

    @Slot(object)
    def _on_move_wanted(self, stick: Stick) -> None:
        words = _(
            "From then on the book lives on “{stick}”; here it is kept under another name. Your password is "
            "asked once more."
        )
        move = partial(self.move_to_stick.emit, stick)
        self._messages.done(words.format(stick=stick.label), _("Move it"), move)

    @Slot(object)
    def _on_news(self, _news: object) -> None:
        self._read()

    @Slot()
    def _read(self) -> None:
        self._runner.run(self, work.read, self._show, failed=self._messages.show_error)

    def _show(self, data: work.SafetyData) -> None:
        for card in (self.top, self.copy, self.copies, self.lock):
            card.show_data(data)
