"""The sidebar: the program's name, the places (icon and word), and who is at work; folds to icons."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from ui import theme
from ui.page import PageSpec
from ui.places import keys_of
from ui.runner import Loading
from ui.widgets.basics import Button, IconButton, line, row
from ui.widgets.labels import Label

WIDTH = 208
WIDTH_AT_HOME = 160
"""A household's places are named in few signs, and stay with their words in large type."""
FOLDED_WIDTH = 60


class Sidebar(QFrame):
    """Lists the places; ``chosen`` gives the key of the one that was pressed."""

    chosen = Signal(str)
    fold_toggled = Signal()

    def __init__(
        self, specs: Iterable[PageSpec], *, is_household: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wide = WIDTH_AT_HOME if is_household else WIDTH
        self.setProperty("kind", "sidebar")
        self._specs = list(specs)
        self._folded = False
        self._user = ""
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.name_label = Label("", type="large", strong=True, tone="indigo", elide=True)
        self.book_label = Label("", type="small", tone="soft", elide=True)
        self.fold_button = IconButton("panel-left", "", self.fold_toggled.emit, token="ink-soft")
        self.menu_button = Button("", kind="quiet", icon="user")
        self.menu_button.setProperty("left", True)
        self.busy_bar = QProgressBar()
        self.busy_bar.setRange(0, 0)
        self.busy_bar.setFixedHeight(2)
        self.busy_bar.setTextVisible(False)
        self._loading = Loading(self.busy_bar.setVisible, self)
        self._build()
        self.retranslate()
        self.set_folded(False)

    def _build(self) -> None:
        names = QWidget()
        inner = QVBoxLayout(names)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.name_label)
        inner.addWidget(self.book_label)
        self._names = names
        self._head = row(names, self.fold_button)
        self._head.setStretch(0, 1)
        self._head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.INSIDE, theme.INSIDE)
        places = QWidget()
        places.setProperty("kind", "ground")
        stack = QVBoxLayout(places)
        stack.setContentsMargins(0, theme.INSIDE, 0, theme.INSIDE)
        stack.setSpacing(0)
        upper = [spec for spec in self._specs if not spec.bottom]
        lower = [spec for spec in self._specs if spec.bottom]
        for spec in upper:
            stack.addWidget(self._place(spec))
        stack.addStretch(1)
        for spec in lower:
            stack.addWidget(self._place(spec))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(places)
        self._foot = row(self.menu_button)
        self._foot.setContentsMargins(theme.INSIDE, theme.INSIDE, theme.INSIDE, theme.INSIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head)
        layout.addWidget(line())
        layout.addWidget(area, 1)
        layout.addWidget(self.busy_bar)
        layout.addWidget(line())
        layout.addLayout(self._foot)
        policy = self.busy_bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy_bar.setSizePolicy(policy)
        self.busy_bar.hide()

    def _place(self, spec: PageSpec) -> Button:
        button = Button("", icon=spec.icon)
        button.setProperty("kind", "place")
        theme.set_icon(button, spec.icon, "ink-soft")
        button.setObjectName(spec.key)
        button.setCheckable(True)
        button.clicked.connect(self._on_place_clicked)
        button.toggled.connect(self._on_place_toggled)
        self._group.addButton(button)
        self._buttons[spec.key] = button
        return button

    @Slot()
    def _on_place_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(sender.objectName())

    @Slot(bool)
    def _on_place_toggled(self, on: bool) -> None:
        button = self.sender()
        if isinstance(button, Button):
            theme.set_icon(button, str(button.property("iconName")), "indigo" if on else "ink-soft")

    def set_current(self, key: str) -> None:
        """Mark the place in front."""
        self._buttons[key].setChecked(True)

    def set_visible(self, keys: Sequence[str]) -> None:
        """Show only these places."""
        for key, button in self._buttons.items():
            button.setVisible(key in keys)

    def is_shown(self, key: str) -> bool:
        """Whether a place is among those shown."""
        return not self._buttons[key].isHidden()

    def set_names(self, book: str, user: str) -> None:
        """Whose book it is and who is at work."""
        self.book_label.setText(book)
        self.book_label.setVisible(bool(book))
        self._user = user
        self._say()

    def set_busy(self, busy: bool) -> None:
        """Whether the storage worker is at work; a hairline tells, once it takes more than a moment."""
        if busy:
            self._loading.start()
        else:
            self._loading.stop()

    def folded(self) -> bool:
        """Whether only icons show."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Show icons only, or icons and words."""
        self._folded = folded
        self.restyle()
        self._names.setVisible(not folded)
        margin = theme.INSIDE if folded else theme.BETWEEN
        self._head.setContentsMargins(margin, theme.INSIDE, theme.INSIDE, theme.INSIDE)
        for button in self._buttons.values():
            theme.set_role(button, folded=folded)
        theme.set_role(self.menu_button, left=not folded)
        self._say()

    def restyle(self) -> None:
        """Take the width that the type size asks for."""
        self.setFixedWidth(max(FOLDED_WIDTH, theme.px(40) + 20) if self._folded else theme.px(self._wide))

    def retranslate(self) -> None:
        """Set the texts again."""
        self.name_label.setText(_("Samut community book"))
        self.fold_button.set_name(_("Fold or unfold the sidebar (Ctrl+B)"))
        self.busy_bar.setAccessibleName(_("Working"))
        self._say()

    def _say(self) -> None:
        for spec, keys in keys_of(self._specs):
            button = self._buttons[spec.key]
            words = _(spec.title_msgid)
            button.set_text("" if self._folded else f"\u00a0{words}")
            button.setAccessibleName(words)
            button.setToolTip(f"{words}  {keys}".strip())
        self.menu_button.set_text("" if self._folded else f"{self._user or _('Me')}  ▾")
        self.menu_button.setAccessibleName(_("Person, language and look"))
        self.menu_button.setToolTip(_("Person, language and look"))
