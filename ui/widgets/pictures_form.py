"""The pictures of something with the words under each: described, taken out, one more added."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from ui import theme
from ui.attached_pictures import KeptPicture, PictureChanges
from ui.widgets.arrange import column, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.photo_box import PhotoView, ask_file

MOST_WORDS = 300


class PictureCard(Card):
    """One picture, its words, and whether it is to be taken out."""

    def __init__(self, kept: KeptPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.kept = kept
        self.is_out = False
        self.view = PhotoView()
        self.view.show_photo(kept.small, kept.name)
        self.label = Label("", type="small", tone="soft")
        self.caption = NameField(most=MOST_WORDS)
        self.caption.set_value(kept.caption or None)
        self.file = Label(kept.name, type="small", tone="soft", elide=True)
        self.out_button = Button("", self._on_out_clicked, kind="quiet", icon="trash-2")
        self.foot = row(self.file, -1, self.out_button)
        words = column(self.label, self.caption, self.foot, spacing=4)
        whole = row(self.view, words, spacing=theme.BETWEEN)
        whole.setStretch(1, 1)
        whole.setAlignment(self.view, Qt.AlignmentFlag.AlignTop)
        self.add(whole)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        text = _("What the picture shows")
        self.label.setText(_("Is taken out when you save.") if self.is_out else text)
        self.caption.setAccessibleName(text)
        self.caption.setEnabled(not self.is_out)
        self.out_button.set_text(_("Keep this picture") if self.is_out else _("Take this picture out"))
        theme.set_icon(self.out_button, "undo-2" if self.is_out else "trash-2", "ink")

    @Slot()
    def _on_out_clicked(self) -> None:
        self.is_out = not self.is_out
        self.retranslate()
        (self.out_button if self.is_out else self.caption.edit).setFocus()


class PicturesForm(FormPage):
    """``submitted`` gives (owner's uid, ``PictureChanges``); ``added`` (owner's uid, path of a file)."""

    submitted = Signal(object, object)
    added = Signal(object, object)

    def __init__(
        self,
        ask: Callable[[QWidget | None], Path | None] = ask_file,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._owner, self._of = b"", ""
        self.cards: list[PictureCard] = []
        self.empty = Label("", tone="soft", wrap=True)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(theme.INSIDE)
        self.add_button = Button("", self._on_add_clicked, icon="image-plus")
        self.add(row(self.add_button, -1))
        self.add(self.empty)
        self.add(self._stack)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Pictures: {name}").format(name=self._of))
        self.save_button.set_text(_("Save the pictures"))
        self.add_button.set_text(_("Add a picture"))
        self.empty.setText(_("There is no picture here yet. Its words stand under it on every paper."))
        self.empty.setVisible(not self.cards)
        for card in self.cards:
            card.retranslate()

    def show_pictures(self, owner_uid: bytes, name: str, kept: Sequence[KeptPicture]) -> None:
        """The pictures of something; what is typed at those of the same thing stays."""
        typed = {each.kept.uid: each for each in self.cards} if owner_uid == self._owner else {}
        shown = self.isVisible()
        self._owner, self._of = owner_uid, name
        self.set_busy(False)
        self.say("")
        for card in self.cards:
            self._stack.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [PictureCard(each) for each in kept]
        for card in self.cards:
            before = typed.get(card.kept.uid)
            if before is not None and shown:
                card.caption.set_value(before.caption.name() or None)
                card.is_out = before.is_out
            self._stack.addWidget(card)
        self.retranslate()
        fresh = [each for each in self.cards if each.kept.uid not in typed]
        first = fresh[-1] if typed and fresh else next(iter(self.cards), None)
        (self.add_button if first is None else first.caption.edit).setFocus()
        if first is not None:
            self.area.ensureWidgetVisible(first)

    def changes(self) -> PictureChanges:
        """What is different from what is kept."""
        stays = [each for each in self.cards if not each.is_out]
        return PictureChanges(
            tuple(
                (each.kept.uid, each.caption.name())
                for each in stays
                if each.caption.name() != each.kept.caption
            ),
            tuple(each.kept.uid for each in self.cards if each.is_out),
        )

    def submit(self) -> None:
        """Hand over the words and what is taken out."""
        if self.busy or [each for each in reversed(self.cards) if not each.caption.check()]:
            return
        self.say("")
        self.set_busy(True)
        self.submitted.emit(self._owner, self.changes())

    @Slot()
    def _on_add_clicked(self) -> None:
        path = self._ask(self)
        if path is not None:
            self.added.emit(self._owner, path)
