"""Asking whose copy it is: name and password, the recovery code, or the password of the copy alone."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.doors import Credential
from ui.widgets.arrange import Form, column, row
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.secret import PasswordField


class CredentialFields(QWidget):
    """Fields that give a ``Credential``; they forget what was typed as soon as it is taken."""

    entered = Signal()
    """Enter was pressed in the last field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_code = self._alone = False
        self.text = Label("", tone="soft", wrap=True)
        self.name = NameField(required=True)
        self.password = PasswordField()
        self.code = NameField(required=True)
        form = Form()
        self.name_label = form.add("", self.name)
        self.password_label = form.add("", self.password)
        self.code_label = form.add("", self.code)
        self.way_button = Button("", self._on_way_clicked, kind="link", icon="lock-open")
        self.setLayout(column(self.text, form, row(self.way_button, -1)))
        self.name.edit.returnPressed.connect(self.password.edit.setFocus)
        self.password.edit.returnPressed.connect(self.entered)
        self.code.edit.returnPressed.connect(self.entered)
        self.ask()

    def ask(self, *, alone: bool = False) -> None:
        """Begin anew; ``alone``: the copy has a password of its own, and no name is asked.

        A sealed copy whose key file is lost looks the same from outside, so the code is offered there, too.
        """
        self._alone, self._by_code = alone, False
        self.clear()
        self._arrange()

    def retranslate(self) -> None:
        """Set every text again."""
        self.password.retranslate()
        self._arrange()

    def _arrange(self) -> None:
        named = not self._alone and not self._by_code
        for label, field, seen in (
            (self.name_label, self.name, named),
            (self.password_label, self.password, not self._by_code),
            (self.code_label, self.code, self._by_code),
        ):
            label.setVisible(seen)
            field.setVisible(seen)
        self.name_label.setText(_("Name"))
        self.password_label.setText(_("Password of this copy") if self._alone else _("Password"))
        self.code_label.setText(_("Recovery code"))
        for label, field in (
            (self.name_label, self.name),
            (self.password_label, self.password),
            (self.code_label, self.code),
        ):
            field.setAccessibleName(label.raw())
        back = _("Use the password") if self._alone else _("With name and password instead")
        self.way_button.set_text(back if self._by_code else _("With the recovery code instead"))
        self.text.setText(
            _("This copy was locked with a password of its own.")
            if self._alone
            else _("This copy asks who you are, as its book does.")
        )
        self.setFocusProxy(self.code if self._by_code else self.password if self._alone else self.name)

    @Slot()
    def _on_way_clicked(self) -> None:
        self._by_code = not self._by_code
        self._arrange()
        self.setFocus()

    def credential(self) -> Credential | None:
        """What was typed, forgotten here from now on; None while something is missing."""
        fields = (
            [self.code] if self._by_code else [self.password] if self._alone else [self.name, self.password]
        )
        for field in fields:
            if not field.edit.text().strip():
                field.edit.setFocus()
                return None
        if self._by_code:
            made = Credential(recovery_code=self.code.edit.text())
        else:
            name = "" if self._alone else self.name.edit.text().strip()
            made = Credential(name, password=self.password.secret())
        self.password.clear()
        self.code.edit.clear()
        return made

    def clear(self) -> None:
        """Forget what was typed."""
        self.name.edit.clear()
        self.password.clear()
        self.code.edit.clear()
