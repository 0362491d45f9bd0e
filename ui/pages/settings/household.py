"""The name of the household, as it stands on its papers."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.messages_text import error_text
from ui.pages.settings import work
from ui.pages.settings.saving import Saver, SettingsCard
from ui.widgets.arrange import Form
from ui.widgets.fields import NameField

KEY = "enterprise_name"
"""Where a book of either kind keeps its name."""


class HouseholdCard(SettingsCard):
    """What the family calls its book, saved as it is left."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self.name = NameField(most=500)
        self.name.committed.connect(self._on_left)
        form = Form()
        self.label = form.add("", self.name)
        self.add(form)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Our household"))
        self.label.setText(_("Name of the household"))
        self.name.setAccessibleName(_("Name of the household"))

    def show_data(self, data: work.SettingsData) -> None:
        """Show what was read; a name that is being typed stays as it is."""
        if not self.name.edit.hasFocus():
            self.name.set_value(data.business.enterprise_name)

    def _on_left(self, value: object) -> None:
        self._saver.change(KEY, value, failed=lambda error: self.name.set_error(error_text(error)))
