"""Why something is undone: the first press of the button asks, the second one undoes."""

from app.i18n import _
from ui.widgets.fields import NameField


class ReasonField(NameField):
    """Hidden until it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setAccessibleName(_("Why it is undone"))
        self.edit.setPlaceholderText(_("Why it is undone"))

    def asks(self) -> bool:
        """Show itself; whether it was hidden, so that the reason is still to be typed."""
        if not self.isHidden():
            return False
        self.show()
        self.edit.setFocus()
        return True

    def begin(self) -> None:
        """Another thing is shown: nothing is asked yet."""
        self.hide()
        self.set_value(None)
