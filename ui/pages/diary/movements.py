"""What moved in a place last, with a way to take back what was moved by mistake."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.document import DocumentKind
from app.i18n import _
from app.queries.household.places_of_money import Movement
from ui import theme
from ui.pages.diary.words import day_words, plain
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label

HERE = frozenset({DocumentKind.TRANSFER, DocumentKind.OPENING, DocumentKind.LOAN})
"""What this page enters; the rest is put right where it was written down."""


class Movements(QWidget):
    """The last movements under each other; ``undo_wanted`` gives the document's uid."""

    undo_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label("", strong=True)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(4)
        self._rows.addStretch(1)
        area = scrolled(holder, margins=0)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.INSIDE, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addWidget(self.heading)
        layout.addWidget(area, 1)

    def show_movements(self, found: Sequence[Movement], today: dt.date) -> None:
        """Show other movements."""
        self.heading.setText(_("What moved last") if found else "")
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, each in enumerate(found):
            self._rows.insertWidget(at, self._row(each, today))

    def _row(self, each: Movement, today: dt.date) -> QWidget:
        words = each.note or each.other
        amount = Label(
            f"+{plain(each.size)}" if each.amount > 0 else f"−{plain(each.size)}", private="figures"
        )
        said = column(
            Label(words, elide=True, private="words"),
            Label(day_words(each.on, today), type="small", tone="soft"),
            spacing=0,
        )
        parts = row(said, amount)
        parts.setStretch(0, 1)
        if each.kind in HERE:
            button = IconButton("undo-2", _("Take it back"), self._on_undo)
            button.setProperty("uid", each.uid.hex())
            parts.addWidget(button)
        made = QWidget()
        made.setLayout(parts)
        return made

    @Slot()
    def _on_undo(self) -> None:
        self.undo_wanted.emit(bytes.fromhex(str(self.sender().property("uid"))))
