"""The agenda in its order with what was said and resolved: the minutes as they are written."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.meeting import ItemData, proposed_resolution
from app.i18n import _
from app.queries.meetings import Meeting
from reports.meeting_papers import full_title
from ui import theme
from ui.widgets.arrange import column, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import NameField, QuantityField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

WHOLE = 1000
LINES = 3


class Words(QPlainTextEdit):
    """Several lines of text; Tab leads on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.line_height() * LINES + 2 * theme.INSIDE)


class ItemCard(Card):
    """One point: its title, what was said, what was resolved, the number and the votes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.uid: bytes | None = None
        self.place = Label("", strong=True)
        self.title = NameField(required=True, most=500)
        self.up, self.down = IconButton("arrow-up", ""), IconButton("arrow-down", "")
        self.remove = IconButton("trash-2", "")
        self.said, self.resolved = Words(), Words()
        self.number = NameField(most=40)
        self.votes = (QuantityField(), QuantityField(), QuantityField())
        self._labels = [Label("", type="small", tone="soft") for _each in range(6)]
        head = row(self.place, self.title, self.up, self.down, self.remove)
        head.setStretch(1, 1)
        words = row(
            column(self._labels[0], self.said, spacing=4),
            column(self._labels[1], self.resolved, spacing=4),
            spacing=theme.BETWEEN,
        )
        cells = [
            column(label, field, spacing=4)
            for label, field in zip(self._labels[2:], (self.number, *self.votes), strict=True)
        ]
        self.add(head)
        self.add(words)
        self.add(row(*cells, spacing=theme.BETWEEN))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.up.set_name(_("Move up (Alt+Up)"))
        self.down.set_name(_("Move down (Alt+Down)"))
        self.remove.set_name(_("Remove this point"))
        self.title.setAccessibleName(_("What it is about"))
        texts = (
            _("What was said"),
            _("What was resolved"),
            _("Number of the resolution"),
            _("Votes for it"),
            _("Votes against it"),
            _("Abstained"),
        )
        for label, field, text in zip(
            self._labels, (self.said, self.resolved, self.number, *self.votes), texts, strict=True
        ):
            label.setText(text)
            field.setAccessibleName(text)

    def set_item(self, item: ItemData) -> None:
        """Show a point."""
        self.uid = item.uid
        self.title.set_value(item.title or None)
        self.said.setPlainText(item.discussion)
        self.resolved.setPlainText(item.resolution)
        self.number.set_value(item.resolution_no or None)
        for field, count in zip(
            self.votes, (item.votes_for, item.votes_against, item.votes_none), strict=True
        ):
            field.set_value(None if count is None else count * WHOLE)

    def item(self) -> ItemData:
        """The point as it is typed."""
        counts = [None if each.number() is None else each.number_or_zero() // WHOLE for each in self.votes]
        return ItemData(
            self.title.name(),
            self.said.toPlainText(),
            self.resolved.toPlainText(),
            self.number.name(),
            counts[0],
            counts[1],
            counts[2],
            self.uid,
        )

    def check(self) -> bool:
        """Whether the point is whole; the first fault takes the cursor."""
        return not [field for field in (*reversed(self.votes), self.number, self.title) if not field.check()]


class AgendaForm(FormPage):
    """``submitted`` gives (meeting's uid, items)."""

    submitted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting: Meeting | None = None
        self.cards: list[ItemCard] = []
        self._stack = QVBoxLayout()
        self._stack.setSpacing(theme.BETWEEN)
        self.add(self._stack)
        self.add_button = Button("", self._on_add_clicked, kind="link", icon="plus")
        self.add(row(self.add_button, -1))
        self.fields.addStretch(1)
        self.clear_button.hide()
        for keys, slot in (("Alt+Up", self._on_up), ("Alt+Down", self._on_down)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = full_title(self.meeting) if self.meeting is not None else ""
        self.title.setText(_("Agenda and minutes: {meeting}").format(meeting=name))
        self.save_button.set_text(_("Save the minutes"))
        self.add_button.set_text(_("Add a point"))
        for card in self.cards:
            card.retranslate()
        self._number()

    def show_items(self, meeting: Meeting, items: tuple[ItemData, ...]) -> None:
        """The agenda of a meeting."""
        self.meeting = meeting
        self.set_busy(False)
        self.say("")
        for card in list(self.cards):
            self._drop(card)
        for item in items or (ItemData(""),):
            self._add(item)
        self.retranslate()
        self.cards[0].title.edit.setFocus()

    def items(self) -> tuple[ItemData, ...]:
        """The agenda as it is typed; points without any word are left out."""
        typed = (card.item() for card in self.cards)
        return tuple(each for each in typed if each != ItemData("", uid=each.uid))

    def submit(self) -> None:
        """Check every point, then hand over the agenda."""
        if self.busy or self.meeting is None:
            return
        self.say("")
        empty = [card for card in self.cards if card.item() == ItemData("", uid=card.uid)]
        if [card for card in reversed(self.cards) if card not in empty and not card.check()]:
            return
        self.set_busy(True)
        self.submitted.emit(self.meeting.uid, self.items())

    # ---- points

    def _add(self, item: ItemData) -> ItemCard:
        card = ItemCard()
        card.set_item(item)
        card.up.clicked.connect(partial(self._on_move_clicked, card, -1))
        card.down.clicked.connect(partial(self._on_move_clicked, card, 1))
        card.remove.clicked.connect(partial(self._on_remove_clicked, card))
        card.resolved.textChanged.connect(partial(self._on_resolved, card))
        self.cards.append(card)
        self._stack.addWidget(card)
        self._number()
        return card

    def _drop(self, card: ItemCard) -> None:
        self.cards.remove(card)
        self._stack.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _number(self) -> None:
        for place, card in enumerate(self.cards, 1):
            card.place.setText(f"{place}.")
            card.up.setEnabled(place > 1)
            card.down.setEnabled(place < len(self.cards))

    def _on_resolved(self, card: ItemCard) -> None:
        """A resolution that is begun gets the next number."""
        if self.meeting is None or not card.resolved.hasFocus() or not card.number.is_empty():
            return
        if card.resolved.toPlainText().strip():
            used = [each.number.name() for each in self.cards]
            card.number.set_value(proposed_resolution(self.meeting.number, used))

    def move_card(self, card: ItemCard, step: int) -> None:
        """Move a point up (−1) or down (1); the cursor stays where it is."""
        at = self.cards.index(card) + step
        if not 0 <= at < len(self.cards):
            return
        self.cards.remove(card)
        self.cards.insert(at, card)
        self._stack.removeWidget(card)
        self._stack.insertWidget(at, card)
        self._number()
        self.area.ensureWidgetVisible(card)

    def _on_move_clicked(self, card: ItemCard, step: int, _checked: bool = False) -> None:
        self.move_card(card, step)

    def _on_remove_clicked(self, card: ItemCard, _checked: bool = False) -> None:
        self._drop(card)
        self._number()

    @Slot()
    def _on_add_clicked(self) -> None:
        self._add(ItemData("")).title.edit.setFocus()

    @Slot()
    def _on_up(self) -> None:
        self._move_focused(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move_focused(1)

    def _move_focused(self, step: int) -> None:
        focus: QObject | None = QApplication.focusWidget()
        while focus is not None and not isinstance(focus, ItemCard):
            focus = focus.parent()
        if focus is not None:
            self.move_card(focus, step)
