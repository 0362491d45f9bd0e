"""The header over a page: its title, its own controls, and the way to the palette and the keys."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from app.i18n import _
from ui import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label


class Header(QFrame):
    """Shows the title and the controls of the page in front."""

    find_wanted = Signal()
    keys_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "header")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # no page moves the title
        self.title_label = Label("", type="title", elide=True)
        self.find_button = Button("", kind="quiet", icon="search")
        self.find_button.clicked.connect(self.find_wanted)
        self.help_button = IconButton("keyboard", "", token="ink-soft")
        self.help_button.clicked.connect(self.keys_wanted)
        self.tools_area = QStackedWidget()
        self.tools_area.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.AROUND, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        self._row.setSpacing(theme.INSIDE)
        self._row.addWidget(self.title_label, 1)
        self._row.addWidget(self.tools_area)
        self._row.addWidget(self.find_button)
        self._row.addWidget(self.help_button)

    def set_title(self, title: str) -> None:
        """Show the page's title."""
        self.title_label.setText(title)

    def title(self) -> str:
        """The title that is shown."""
        return self.title_label.raw()

    def add_page_tools(self, key: str, tools: Iterable[QWidget]) -> None:
        """Keep the controls of a page under its key."""
        box = QWidget()
        box.setObjectName(key)
        bar = QHBoxLayout(box)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(theme.INSIDE)
        for tool in tools:
            bar.addWidget(tool)
        self.tools_area.addWidget(box)

    def show_page_tools(self, key: str) -> None:
        """Show the controls of one page; the area is only as wide as they are."""
        wanted = self.tools_area.findChild(QWidget, key, Qt.FindChildOption.FindDirectChildrenOnly)
        for index in range(self.tools_area.count()):
            box = self.tools_area.widget(index)
            if box is not None:
                policy = QSizePolicy.Policy.Preferred if box is wanted else QSizePolicy.Policy.Ignored
                box.setSizePolicy(policy, policy)
        if wanted is not None:
            self.tools_area.setCurrentWidget(wanted)
            layout = wanted.layout()
            self.tools_area.setVisible(layout is not None and layout.count() > 0)
        self.tools_area.adjustSize()

    def add_tool(self, widget: QWidget) -> None:
        """Put a control of the whole program before the palette's button."""
        self._row.insertWidget(self._row.indexOf(self.find_button), widget)

    def retranslate(self, *, spare: bool) -> None:
        """Set the texts again; shorter where there is little room."""
        self.find_button.set_text(_("Find  Ctrl+K") if spare else "Ctrl+K")
        self.find_button.setToolTip(_("Find anything"))
        self.find_button.setAccessibleName(_("Find anything"))
        self.help_button.set_name(_("Keys (F1)"))
