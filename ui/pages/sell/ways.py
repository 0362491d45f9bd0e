"""By which way a bill is sold: said above the cart when it is not the counter, chosen below it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScroller, QVBoxLayout, QWidget

from app.domain.channel import STALL
from app.i18n import _
from app.queries.channels import ChannelRow
from reports.common import in_language
from ui import theme
from ui.widgets.basics import Banner, Button, IconButton, row, scrolled
from ui.widgets.labels import Label

ICONS = {
    "stall": "store",
    "shop": "store",
    "phone": "phone",
    "facebook": "users",
    "live": "camera",
    "market": "shopping-bag",
    "platform": "smartphone",
    "wholesale": "boxes",
    "relief": "heart",
}
_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BEFORE = (Qt.Key.Key_Left, Qt.Key.Key_Up)


def way_name(way: ChannelRow) -> str:
    """What a way of selling is called in the language that is on."""
    return in_language(way.name, way.name_en)


class WayBar(Banner):
    """Above the cart: this bill is not sold over the counter; the button leads to the choice."""

    def show_way(self, way: ChannelRow | None) -> None:
        """Say the way, or nothing for the counter."""
        if way is None or way.code == STALL:
            self.show_text("")
        else:
            words = _("Sold by: {name}").format(name=way_name(way))
            self.show_text(words, tone="info", action=_("Another way"))


class _WayButton(Button):
    """A way; its arrow keys are the panel's, so that they never lead out of it."""

    walked = Signal(object)
    """By how many ways the arrows go on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the panel."""
        key = Qt.Key(event.key())
        if key in (*_NEXT, *_BEFORE):
            self.walked.emit(1 if key in _NEXT else -1)
        else:
            super().keyPressEvent(event)


class WayPanel(QFrame):
    """The ways of selling, one button each; arrows walk, Enter takes, Escape leaves it as it was."""

    chosen = Signal(str)
    """The code of a way."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: Sequence[ChannelRow] = ()
        self.title = Label("", strong=True, elide=True)
        self.close_button = IconButton("x", "", self._on_close_clicked, touch=True)
        self.hint = Label("", type="small", tone="soft", wrap=True)
        self.buttons: list[_WayButton] = []
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self.area = scrolled(content, margins=0)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        head = row(self.title, self.close_button)
        head.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, 4, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.hint)
        layout.addWidget(self.area, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.title.setText(_("By which way is it sold?"))
        self.close_button.set_name(_("Back without a change"))
        self.hint.setText(
            _("The next bills of today are sold so as well. In a relief sale F5 changes a price.")
        )
        self._show_ways()

    def set_ways(self, ways: Sequence[ChannelRow]) -> None:
        """Offer other ways; the same ones stay where the keyboard is."""
        if ways != self._ways:
            self._ways = ways
            self._show_ways()

    def _show_ways(self) -> None:
        for button in self.buttons:
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for at, way in enumerate(self._ways):
            icon = ICONS.get(way.kind, "tag")
            button = _WayButton(way_name(way), self._on_way_clicked, icon=icon)
            theme.set_role(button, kind="place")
            button.setCheckable(True)
            button.walked.connect(self._on_walked)
            button.setProperty("code", way.code)
            self._list.insertWidget(at, button)
            self.buttons.append(button)

    def begin(self, code: str) -> None:
        """Show it with the keyboard on the way that is taken now."""
        self.show()
        for button in self.buttons:
            button.setMinimumHeight(theme.touch())
            is_on = button.property("code") == code
            button.setChecked(is_on)
            if is_on:
                button.setFocus()

    @Slot(object)
    def _on_walked(self, steps: int) -> None:
        at = next((number for number, button in enumerate(self.buttons) if button.hasFocus()), 0)
        button = self.buttons[(at + steps) % len(self.buttons)]
        button.setFocus()
        self.area.ensureWidgetVisible(button)

    @Slot()
    def _on_way_clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("code")))

    @Slot()
    def _on_close_clicked(self) -> None:
        self.closed.emit()
