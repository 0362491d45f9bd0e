"""Who we are: name, address, numbers and the logo, as they stand on every paper."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.i18n import _
from app.settings import load_machine
from ui import theme
from ui.messages_text import error_text
from ui.pages.settings import work
from ui.pages.settings.saving import Saver, SettingsCard
from ui.widgets.arrange import Form, column, row
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.photos import decode

FIELDS = (
    "enterprise_name",
    "enterprise_address",
    "enterprise_place",
    "enterprise_tax_id",
    "enterprise_phone",
    "enterprise_registration",
)
LOGO_SIDE = 96


class EnterpriseCard(SettingsCard):
    """The enterprise's particulars, each saved as it is left."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self.fields = {key: NameField(most=2_000 if "address" in key else 500) for key in FIELDS}
        form = Form(2)
        spans = {"enterprise_name": 2, "enterprise_address": 2, "enterprise_place": 2}
        self.labels = {key: form.add("", field, span=spans.get(key, 1)) for key, field in self.fields.items()}
        for key, field in self.fields.items():
            field.committed.connect(partial(self._on_left, key))
        self.logo = QLabel()
        self.logo.setFixedSize(theme.px(LOGO_SIDE), theme.px(LOGO_SIDE))
        self.logo_button = Button("", self._choose_logo, icon="image")
        self.no_logo_button = Button("", self._drop_logo, kind="quiet")
        self.logo_label = Label("", type="small", tone="soft")
        self.add(form)
        self.add(self.logo_label)
        self.add(row(self.logo, column(self.logo_button, self.no_logo_button, -1), -1))

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Our enterprise"))
        words = {
            "enterprise_name": _("Name of the group"),
            "enterprise_address": _("Address"),
            "enterprise_place": _("Subdistrict, district, province"),
            "enterprise_tax_id": _("Tax id (13 digits)"),
            "enterprise_phone": _("Telephone"),
            "enterprise_registration": _("Registration number"),
        }
        for key, label in self.labels.items():
            label.setText(words[key])
            self.fields[key].setAccessibleName(words[key])
        self.logo.setAccessibleName(_("Logo on papers"))
        self.logo_label.setText(_("Logo on papers"))
        self.logo_button.set_text(_("Choose a picture …"))
        self.no_logo_button.set_text(_("No logo"))

    def show_data(self, data: work.SettingsData) -> None:
        """Show what was read; the field that is being typed in stays as it is."""
        for key, field in self.fields.items():
            if not field.edit.hasFocus():
                field.set_value(getattr(data.business, key))
        picture = QPixmap()
        if data.logo is not None:
            ratio = self.devicePixelRatioF()
            side = round(theme.px(LOGO_SIDE) * ratio)
            picture = QPixmap.fromImage(decode(data.logo, side)).scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            picture.setDevicePixelRatio(ratio)
        self.logo.setPixmap(picture)
        self.logo.setVisible(data.logo is not None)
        self.no_logo_button.setVisible(data.logo is not None)

    def _on_left(self, key: str, value: object) -> None:
        field = self.fields[key]
        self._saver.change(key, value, failed=lambda error: field.set_error(error_text(error)))

    @Slot()
    def _choose_logo(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), load_machine().last_folder, "*.png *.jpg *.jpeg *.webp"
        )
        if chosen:
            self._saver.run(partial(work.change_logo, self._saver.session, Path(chosen)))

    @Slot()
    def _drop_logo(self) -> None:
        self._saver.run(partial(work.change_logo, self._saver.session, None))
