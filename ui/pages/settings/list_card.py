"""A card of the settings with rows that open in a form below them, one at a time."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.messages_text import error_text
from ui.pages.settings.saving import Saver, SettingsCard
from ui.widgets.arrange import column, line, row
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.labels import Label


class ListCard(SettingsCard):
    """Rows that open in a form below the list, one at a time."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self.uid: bytes | None = None
        self.hint = Label("", type="small", tone="soft", wrap=True)
        self.rows_holder = QWidget()
        self.box = QVBoxLayout(self.rows_holder)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(4)
        self.buttons: list[Button] = []
        self.add_button = Button("", self.begin, icon="plus")
        self.note = Banner(tone="bad")
        self.save_button = Button("", self._on_save_clicked, kind="primary", icon="check")
        self.remove_button = Button("", self._on_remove_clicked, kind="quiet", icon="trash-2")
        self.back_button = Button("", self.close_form, kind="quiet")
        self.editor = QFrame()
        self.editor.hide()

    def lay_out(self, *parts: QLayout) -> None:
        """Put the form's parts in."""
        foot = row(self.save_button, self.back_button, -1, self.remove_button)
        self.editor.setLayout(column(line(), *parts, self.note, foot))
        for item in (self.hint, self.rows_holder, row(self.add_button, -1), self.editor):
            self.add(item)

    def name_buttons(self, title: str, new: str, hint: str) -> None:
        """Set the words of card and buttons."""
        self.set_title(title)
        self.hint.setText(hint)
        self.editor.setToolTip(hint)
        self.add_button.set_text(new)
        self.save_button.set_text(_("Save"))
        self.remove_button.set_text(_("Remove"))
        self.back_button.set_text(_("Cancel"))

    def show_rows(self, rows: Sequence[tuple[str, object]]) -> None:
        """Show other rows: words, and what opens."""
        for button in self.buttons:
            self.box.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for words, what in rows:
            button = Button(words, partial(self.open_row, what), kind="link")
            button.setToolTip(_("Edit"))
            self.buttons.append(button)
            self.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows_holder.setVisible(bool(rows))

    @Slot()
    def begin(self) -> None:
        """An empty form."""

    def open_row(self, what: object) -> None:
        """The form of one row."""

    def show_form(self, uid: bytes | None, first: NameField) -> None:
        """Open the form of a row, or of a new one, with the cursor in its first field."""
        self.uid = uid
        self.note.show_text("")
        self.remove_button.setVisible(uid is not None)
        self.hint.hide()  # a sentence that wraps keeps the card from growing
        self.editor.show()
        first.edit.setFocus()

    @Slot()
    def close_form(self) -> None:
        """Leave everything as it was."""
        self.editor.hide()
        self.hint.show()
        self.add_button.setFocus()

    @Slot()
    def _on_save_clicked(self) -> None:
        """Save what is typed."""

    @Slot()
    def _on_remove_clicked(self) -> None:
        """Take the row away."""

    def done(self, _saved: object) -> None:
        """It is saved."""
        self.close_form()

    def failed(self, error: Exception) -> None:
        """Say what is wrong with what was typed."""
        self.note.show_text(error_text(error))
