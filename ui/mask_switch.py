"""The switch that hides figures at the stall: a key, an eye in the header, a line in the person's menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from ui import masking, theme
from ui.header import Header
from ui.messages import Messages
from ui.widgets.buttons import Button, IconButton

KEYS = "Ctrl+Shift+M"


class MaskSwitch(QObject):
    """Hides and shows figures in a window; says clearly that they are hidden, and how they come back."""

    def __init__(
        self,
        window: QWidget,
        header: Header,
        messages: Messages,
        remember: Callable[[str, object], None],
    ) -> None:
        super().__init__(window)
        self._messages, self._remember = messages, remember
        self._window = window
        self.eye = IconButton("eye", "", self.toggle, token="ink-soft")
        self.chip = Button("", self.toggle, kind="quiet", icon="eye-off")
        theme.set_icon(self.chip, "eye-off", "turmeric-text")
        header.add_tool(self.chip)
        header.add_tool(self.eye)
        QShortcut(QKeySequence(KEYS), window).activated.connect(self.toggle)
        masking.signals.changed.connect(self._on_changed)
        masking.signals.refused.connect(self._on_refused)
        self.retranslate()

    @Slot()
    def toggle(self) -> None:
        """Hide what is shown, show what is hidden; this computer keeps the wish."""
        masking.set_on(not masking.is_on())
        self._remember("masked", masking.is_on())

    def add_to(self, menu: QMenu) -> QMenu:
        """The line in the person's menu, which is given on."""
        words = _("Show figures and names") if masking.is_on() else _("Hide figures and names")
        icon = "eye" if masking.is_on() else "eye-off"
        action = menu.addAction(theme.icon(icon), f"{words}\t{KEYS}")
        action.triggered.connect(self.toggle)
        first = next((each for each in menu.actions() if each.isSeparator()), None)
        if first is not None:
            menu.insertAction(first, action)
        return menu

    def retranslate(self) -> None:
        """Set the texts again."""
        on = masking.is_on()
        self.eye.set_name(_("Hide figures and names ({keys})").format(keys=KEYS))
        self.eye.setVisible(not on)
        self.chip.set_text(_("Figures are hidden"))
        self.chip.setToolTip(_("Show figures and names ({keys})").format(keys=KEYS))
        self.chip.setVisible(on)
        words = _("Figures are hidden · {keys} shows them").format(keys=KEYS)
        self._messages.status.set_part("masked", words if on else "", "turmeric")

    @Slot()
    def _on_changed(self) -> None:
        self.retranslate()

    @Slot()
    def _on_refused(self) -> None:
        if self._window.isVisible():
            self._messages.done(
                _("Figures are hidden, so nothing was copied, printed or saved."),
                _("Show figures"),
                self._show,
            )

    def _show(self) -> None:
        if masking.is_on():
            self.toggle()
