"""Beside the form: the number to write on the paper slip, and what was entered lately."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.document import DocumentKind
from app.i18n import _
from app.queries.entries import RecentEntry
from app.services.unit_of_work import Posted
from reports.model import Kind
from reports.stock_card import document_name
from ui import formats, theme
from ui.models.rows import Col, RowsModel
from ui.widgets.arrange import column, row
from ui.widgets.basics import Card, EmptyState
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label
from ui.widgets.tables import TableView


class LastCard(Card):
    """The last slip: its number large, to be written on the paper; undo and repeat."""

    undo_wanted = Signal(object)
    repeat_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.INSIDE + 4, parent=parent)
        self.posted: Posted | None = None
        self.caption = Label("", type="small", tone="soft", elide=True)
        self.number = Label("", type="title", strong=True, tone="leaf")
        self.number.setMinimumWidth(0)
        self.about = Label("", tone="soft", elide=True, private="figures")
        self.undo_button = IconButton("undo-2", "", self._on_undo_clicked)
        self.repeat_button = IconButton("repeat", "", self._on_repeat_clicked)
        self.body.setSpacing(2)
        words = column(self.caption, self.number, self.about, spacing=2)
        across = row(words, self.undo_button, self.repeat_button, spacing=4)
        across.setStretch(0, 1)
        self.add(across)
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.caption.setText(_("Write this number on the slip"))
        self.undo_button.set_name(_("Undo"))
        self.repeat_button.set_name(_("Repeat (F7)"))
        self.show_posted(self.posted)

    def show_posted(self, posted: Posted | None) -> None:
        """Show what was just posted; None takes the card away."""
        self.posted = posted
        self.setVisible(posted is not None)
        if posted is None:
            return
        self.number.setText(posted.number)
        words = _("{amount} baht · {day}").format(
            amount=formats.money(abs(posted.total)), day=formats.date(posted.on)
        )
        if posted.ledger_date != posted.on:
            words = _("{words} · booked on {day}").format(words=words, day=formats.date(posted.ledger_date))
        self.about.setText(words)
        self.setAccessibleName(f"{self.caption.raw()} {posted.number}")

    @Slot()
    def _on_undo_clicked(self) -> None:
        if self.posted is not None:
            self.undo_wanted.emit(self.posted)

    @Slot()
    def _on_repeat_clicked(self) -> None:
        if self.posted is not None:
            self.repeat_wanted.emit(self.posted.number)


class RecentList(QWidget):
    """The last entries, newest first; Enter repeats the one that the keys are on."""

    repeat_wanted = Signal(str)
    paper_wanted = Signal(str)
    picture_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label("", strong=True)
        self.hint = Label("", type="small", tone="soft", elide=True)
        self.model = RowsModel[RecentEntry](
            [
                Col(lambda: _("Day"), lambda each: each.on, Kind.DATE, text=_day),
                Col(lambda: _("What"), _what, weight=5, private=True),
                Col(lambda: _("Amount"), _amount, Kind.MONEY, tone=_tone),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.opened.connect(self._on_row_opened)
        self.empty = EmptyState("receipt", "")
        head = row(self.heading, self.hint)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        self.set_rows(())

    def retranslate(self) -> None:
        """Set every text again."""
        self.heading.setText(_("Entered lately"))
        self.hint.setText(_("Enter repeats one"))
        self.table.setAccessibleName(_("Entered lately"))
        self.empty.set_texts(_("The slips that you enter will stand here."))
        self.model.retranslate()

    def set_menu(self) -> None:
        """The lines of the menu under the right button."""
        self.table.add_action(_("Repeat"), "repeat", self._on_repeat)
        self.table.add_action(_("Voucher"), "receipt-text", self._on_paper)
        self.table.add_action(_("Picture of the slip"), "image", self._on_picture)

    def set_rows(self, rows: tuple[RecentEntry, ...]) -> None:
        """Show other entries."""
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.table.fit_columns()

    def newest(self) -> str:
        """The number of the last entry, or nothing."""
        return self.model.rows[0].number if self.model.rows else ""

    @Slot(object)
    def _on_row_opened(self, entry: object) -> None:
        if isinstance(entry, RecentEntry):
            self.repeat_wanted.emit(entry.number)

    def _on_repeat(self) -> None:
        self._on_row_opened(self.table.current_row())

    def _on_paper(self) -> None:
        entry = self.table.current_row()
        if isinstance(entry, RecentEntry):
            self.paper_wanted.emit(entry.number)

    def _on_picture(self) -> None:
        entry = self.table.current_row()
        if isinstance(entry, RecentEntry):
            self.picture_wanted.emit(entry)


def _what(entry: RecentEntry) -> str:
    words = entry.what or document_name(entry.kind)
    if entry.kind in (DocumentKind.TRANSFER, DocumentKind.ADVANCE):
        words = document_name(entry.kind)
    return " · ".join(part for part in (words, entry.party) if part)


def _day(entry: RecentEntry) -> str:
    return formats.date(entry.on).rsplit(" ", 1)[0]


def _amount(entry: RecentEntry) -> int:
    return entry.total


def _tone(entry: RecentEntry) -> str:
    return "leaf" if entry.kind is DocumentKind.INCOME else ""
