"""The second question: how much, and beside it who it was for and where the money lay."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.document import new_uid
from app.domain.household.diary import Heading, HouseholdEntryDraft
from app.domain.household.places_of_money import PLACE_ICONS
from app.domain.slip_entry import Direction
from app.i18n import _, ngettext
from app.queries.household.diary import DiaryLine, HouseholdCategory
from reports.common import in_language
from ui import formats, theme
from ui.pages.diary.chips import Chips
from ui.pages.diary.pad import AmountPad
from ui.pages.diary.words import picture, plain
from ui.pages.diary.work import Filled, Lists
from ui.widgets.arrange import column, scrolled
from ui.widgets.basics import Button, Card
from ui.widgets.buttons import icon_label
from ui.widgets.fields import NameField
from ui.widgets.labels import Label

NARROW = 640
"""Below this width who and where stand under the keypad."""


class AmountPane(QWidget):
    """One entry on its way: the category that was chosen, the amount, who, from where, a word, a picture."""

    filled = Signal(object)
    back = Signal()
    pictures_wanted = Signal()
    people_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = Lists()
        self._uid = new_uid()
        self.category: HouseholdCategory | None = None
        self.day = dt.date.min
        self.replaces: DiaryLine | None = None
        self._payee: bytes | None = None
        """Whom it is owed to, for an entry on credit that is put right."""
        self.pictures: tuple[Path, ...] = ()
        self.picture = icon_label("tag", "indigo", 32)
        self.name = Label("", type="title", elide=True)
        self.hint = Label("", tone="soft", elide=True)
        self.back_button = Button("", self._on_back, kind="quiet", icon="arrow-left", touch=True)
        self.pad = AmountPad()
        self.pad.entered.connect(self.submit)
        self.who_label, self.who = Label("", strong=True), Chips()
        self.place_label, self.place = Label("", strong=True), Chips()
        self.note = NameField(most=200)
        self.note.edit.returnPressed.connect(self.submit)
        self.picture_button = Button("", self._on_pictures, kind="quiet", icon="camera", touch=True)
        self.people_button = Button("", self._on_people, kind="quiet", icon="user-plus", touch=True)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        words = column(self.name, self.hint, spacing=0)
        head = QHBoxLayout()
        head.setSpacing(theme.BETWEEN)
        head.addWidget(self.back_button)
        head.addWidget(self.picture)
        head.addLayout(words, 1)
        card = Card(padding=theme.BETWEEN)
        card.add(self.pad, 1)
        more = QWidget()
        side = QVBoxLayout(more)
        side.setContentsMargins(0, 0, theme.INSIDE, 0)
        side.setSpacing(theme.INSIDE)
        for widget in (
            self.who_label,
            self.who,
            self.place_label,
            self.place,
            self.note,
            self.picture_button,
            self.people_button,
        ):
            side.addWidget(widget)
        side.addStretch(1)
        self.more = scrolled(more, margins=0)
        self.more.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = QHBoxLayout()
        across.setSpacing(theme.BETWEEN)
        across.addWidget(card, 1)
        across.addWidget(self.more, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addLayout(across, 1)
        self.setFocusProxy(self.pad)

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_text(_("Back (Esc)"))
        self.who_label.setText(_("Who was it for?"))
        self.who.setAccessibleName(_("Who was it for?"))
        self.note.edit.setPlaceholderText(_("A word about it, if you like"))
        self.note.setAccessibleName(_("A word about it, if you like"))
        self.pad.retranslate()
        self.people_button.set_text(_("Who lives in the house?"))
        self._show_pictures()
        self._show_lists()
        self._show_category()

    def set_lists(self, lists: Lists) -> None:
        """People and places that can be chosen."""
        self._lists = lists
        self._show_lists()

    def begin(
        self,
        category: HouseholdCategory,
        day: dt.date,
        *,
        like: DiaryLine | None = None,
        replaces: bool = False,
    ) -> None:
        """Ask for the amount of a category; ``like`` an earlier entry, or in its place."""
        self._uid, self.category, self.day = new_uid(), category, day
        self.replaces = like if replaces else None
        is_owed = like is not None and not like.place_code and not like.is_in_kind
        self._payee = like.payee_uid if like is not None and is_owed else None
        self.pictures = ()
        self.note.set_value((like.note or None) if like is not None else None)
        self.who.set_key(like.person_uid if like is not None else None)
        if like is not None and like.place_code:
            self.place.set_key(like.place_code)
        self._show_category()
        self._show_pictures()
        self.pad.set_amount(like.size if like is not None else None)

    def set_day(self, day: dt.date) -> None:
        """It was on another day."""
        self.day = day
        self._show_category()

    def add_pictures(self, paths: Sequence[Path]) -> None:
        """Pictures of its slip."""
        self.pictures = (*self.pictures, *paths)
        self._show_pictures()

    def take_other(self, category: HouseholdCategory) -> None:
        """Another category for the same amount."""
        self.category = category
        self._show_category()
        self.pad.field.edit.setFocus()

    @Slot()
    def submit(self) -> None:
        """Save it if there is an amount."""
        category = self.category
        if category is None or not self.pad.field.check():
            return
        without = category.heading is Heading.IN_KIND or self._payee is not None
        who = self.who.key()
        draft = HouseholdEntryDraft(
            self._uid,
            category.uid,
            self.pad.field.number_or_zero(),
            "" if without else str(self.place.key() or ""),
            who if isinstance(who, bytes) else None,
            self._payee,
            note=self.note.name(),
        )
        replaces = self.replaces.uid if self.replaces is not None else None
        self.filled.emit(Filled(draft, self.day, self.pictures, replaces))

    def _show_lists(self) -> None:
        people = [(each.uid, each.name, "user-round") for each in self._lists.people]
        self.who.set_chips([(None, _("The whole house"), "house"), *people])
        self.place.set_chips(
            [
                (each.code, in_language(each.name, each.name_en), PLACE_ICONS[each.kind])
                for each in self._lists.places
            ]
        )
        self.who_label.setVisible(bool(people))
        self.who.setVisible(bool(people))
        self.people_button.setVisible(not people)

    def _show_category(self) -> None:
        category = self.category
        if category is None:
            return
        goes_out = category.direction is Direction.OUT
        in_kind = category.heading is Heading.IN_KIND
        theme.set_icon(self.picture, picture(category.icon), "indigo", 32)
        self.name.setText(in_language(category.name, category.name_en))
        if in_kind:
            hint = _("About what would it have cost? No money moves.")
        elif self.replaces is not None:
            hint = _("Put right {amount} baht of {day}").format(
                amount=plain(self.replaces.size), day=formats.date(self.replaces.on)
            )
        else:
            hint = formats.date(self.day)
        self.hint.setText(hint)
        words = _("Paid from") if goes_out else _("Put into")
        self.place_label.setText(words)
        self.place.setAccessibleName(words)
        asks_place = not in_kind and self._payee is None
        self.place_label.setVisible(asks_place)
        self.place.setVisible(asks_place)

    def _show_pictures(self) -> None:
        count = len(self.pictures)
        words = ngettext("{count} picture of the slip", "{count} pictures of the slip", count)
        self.picture_button.set_text(
            words.format(count=count) if count else _("Picture of the slip (Ctrl+I)")
        )

    @Slot()
    def _on_back(self) -> None:
        self.back.emit()

    @Slot()
    def _on_people(self) -> None:
        self.people_wanted.emit()

    @Slot()
    def _on_pictures(self) -> None:
        self.pictures_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the pictures."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)
