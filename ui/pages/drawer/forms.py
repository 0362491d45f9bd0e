"""What the forms of a drawer share: notes and coins with what they come to, and places of money."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.document import new_uid
from app.errors import UserError
from app.queries.catalogue import Account
from reports.common import in_language
from ui import theme
from ui.widgets.basics import Card, row
from ui.widgets.choosing import Choice
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.pieces import PiecesGrid

HERE = ""
"""The float lies in the drawer already; a shortage goes by the group's rule."""


def places_of(accounts: Sequence[Account], *, but: str = "") -> list[Choice]:
    """Places of money to choose from, without one of them."""
    return [
        Choice(each.code, in_language(each.name, each.name_en), also=each.code)
        for each in accounts
        if each.code != but
    ]


class PiecesForm(FormPage):
    """A form with notes and coins and, in sight below them, what they come to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.uid = new_uid()
        self.grid = PiecesGrid()
        self.total = Label("", type="title", private="words")
        self.beside = Label("", tone="soft", private="words")
        self.result = Label("", strong=True, private="words")
        self.card = Card(padding=theme.INSIDE)
        self.card.add(row(self.total, -1, self.beside, self.result, spacing=theme.BETWEEN))
        self.add(self.grid)
        self.fields.addStretch(1)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        sums = row(self.card)
        sums.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        whole.insertLayout(2, sums)  # stays in sight while the pieces scroll
        self.grid.changed.connect(self._on_counted)
        self.grid.reached.connect(self._on_reached)

    def counted(self) -> int | None:
        """What was counted, satang; None while it cannot be read."""
        try:
            return self.grid.total()
        except UserError:
            return None

    def show_sums(self) -> None:
        """Write what was counted, and what follows from it."""

    @Slot()
    def _on_counted(self) -> None:
        self.show_sums()

    @Slot(object)
    def _on_reached(self, edit: object) -> None:
        assert isinstance(edit, QWidget)
        self.area.ensureWidgetVisible(edit)
