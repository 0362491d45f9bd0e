"""The sheet of keys (F1): what the keyboard can do here, on one dialog."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from ui import theme
from ui.widgets.basics import Button, column, row
from ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that belong together: (keys, what they do)."""

    title: str
    keys: Sequence[tuple[str, str]]


def key_groups(
    page: str,
    own: Sequence[tuple[str, str]],
    places: Sequence[tuple[str, str]],
    *,
    is_household: bool = False,
) -> list[KeyGroup]:
    """The keys of the page in front, the places, and the window, without empty groups."""
    large = _("Large type, read from two metres away, and back")
    market = _("Market mode: large buttons and strong colours, and back")
    general = [
        ("Ctrl+K", _("Find anything")),
        ("F1", _("This sheet of keys")),
        ("F11", _("Whole screen")),
        ("Ctrl+F2", large if is_household else market),
        ("Ctrl+B", _("Fold the sidebar")),
        ("Ctrl+Shift+M", _("Hide or show figures and names")),
        ("Tab", _("To the next field")),
        ("Esc", _("Close what is open")),
        ("Ctrl+Shift+L", _("Lock the screen")),
        ("Ctrl+Q", _("Close the program")),
    ]
    dates = [
        ("↑ ↓", _("A day on, a day back")),
        ("Alt+1", _("Yesterday")),
        ("Alt+2", _("The day before")),
        ("Alt+0", _("Today")),
        ("F4", _("Open the calendar")),
    ]
    groups = (
        KeyGroup(page, own),
        KeyGroup(_("Places"), places),
        KeyGroup(_("In a date"), dates),
        KeyGroup(_("Everywhere"), general),
    )
    return [group for group in groups if group.keys]


class CheatSheet(QDialog):
    """Lists the keys of the page in front, the places, and the window."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        content = QWidget()
        content.setProperty("kind", "ground")
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, theme.INSIDE, 0)
        columns.setSpacing(theme.AROUND * 2)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(theme.AROUND)
        for number, group in enumerate(groups):
            (left if number % 2 == 0 else right).addLayout(self._group(group))
        left.addStretch(1)
        right.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        close = Button(_("Close"), self.accept, kind="primary")
        layout = column(Label(_("Keys"), type="title"), area, row(-1, close), spacing=theme.BETWEEN)
        layout.setStretch(1, 1)
        layout.setContentsMargins(theme.AROUND, theme.AROUND, theme.AROUND, theme.BETWEEN)
        self.setLayout(layout)
        height = parent.height() - 40 if parent is not None else 560
        self.resize(theme.px(720), min(height, theme.px(640)))
        close.setFocus()

    def _group(self, group: KeyGroup) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.BETWEEN)
        grid.setVerticalSpacing(4)
        for line, (keys, text) in enumerate(group.keys):
            grid.addWidget(Label(keys, strong=True, tone="indigo"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(text, wrap=True), line, 1)
        grid.setColumnStretch(1, 1)
        return column(Label(group.title, tone="soft", strong=True), grid)
