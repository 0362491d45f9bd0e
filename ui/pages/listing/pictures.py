"""The further pictures of a product: described, taken out, and put in the order in which they are shown."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.attached_pictures import KeptPicture
from ui.weakly import weakly
from ui.widgets.buttons import Button
from ui.widgets.pictures_form import PictureCard, PicturesForm


class OrderedPictures(PicturesForm):
    """``order()`` is how they stand; each but the first has a button that moves it up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._ups: list[tuple[Button, PictureCard]] = []
        super().__init__(parent=parent)

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self.empty.setText(
            _("The picture that the product has under Stock comes first, those of this page follow it.")
        )
        self.empty.setVisible(True)
        for button, _card in self._ups:
            button.set_text(_("Show this picture earlier"))

    def show_pictures(self, owner_uid: bytes, name: str, kept: Sequence[KeptPicture]) -> None:
        """The pictures of a product in their order, each with its way up."""
        self._ups = []
        super().show_pictures(owner_uid, name, kept)
        for card in self.cards:
            button = Button(_("Show this picture earlier"), kind="quiet", icon="arrow-up")
            button.clicked.connect(partial(weakly(self._move_up), card.kept.uid))
            card.foot.insertWidget(card.foot.indexOf(card.out_button), button)
            self._ups.append((button, card))
        self._offer()

    def order(self) -> tuple[bytes, ...]:
        """The pictures as they stand, without those that are taken out."""
        return tuple(card.kept.uid for card in self.cards if not card.is_out)

    def _move_up(self, uid: bytes, _checked: bool = False) -> None:
        at = next((at for at, card in enumerate(self.cards) if card.kept.uid == uid), 0)
        if at:
            card = self.cards.pop(at)
            self.cards.insert(at - 1, card)
            self._stack.removeWidget(card)
            self._stack.insertWidget(at - 1, card)
            self._offer()

    def _offer(self) -> None:
        first = self.cards[0] if self.cards else None
        for button, card in self._ups:
            button.setEnabled(card is not first)
