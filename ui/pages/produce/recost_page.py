"""Late slips: what re-costing a month would change, shown before it is posted."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.document import new_uid
from app.i18n import _
from app.services.recosting import RecostedMonth, RecostedProduct, Recosting
from app.thai.dates import format_month, today
from reports.model import Kind
from reports.render.formats import figure_text
from ui import formats, theme
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.widgets.basics import Banner, Button, EmptyState, IconButton, row
from ui.widgets.dates import add_months
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

Line = tuple[RecostedMonth, RecostedProduct]


def _old(line: Line) -> str:
    return figure_text(line[1].old_unit_e4, Kind.UNIT_COST)


def _new(line: Line) -> str:
    return figure_text(line[1].new_unit_e4, Kind.UNIT_COST)


class RecostPage(QWidget):
    """Shows a trial of a month's re-costing; ``post_wanted`` gives the month and the document's uid."""

    back = Signal()
    trial_wanted = Signal(object)
    post_wanted = Signal(object, object)

    def __init__(self, *, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._month = today().replace(day=1)
        self._uid = new_uid()
        self._trial: Recosting | None = None
        self._posted = False
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked)
        self.title = Label("", type="title", elide=True)
        self.earlier = IconButton("chevron-left", "", self._on_earlier_clicked)
        self.month = Label("", strong=True)
        self.later = IconButton("chevron-right", "", self._on_later_clicked)
        self.post_button = Button("", self._on_post_clicked, kind="primary", icon="check")
        head = row(self.back_button, self.title, self.earlier, self.month, self.later, 8, self.post_button)
        head.setStretch(1, 1)
        self.explain = Label("", tone="soft", wrap=True)
        self.banner = Banner(tone="info")
        self.model: RowsModel[Line] = RowsModel(
            [
                Col(lambda: _("Month"), lambda line: line[0].month, Kind.MONTH),
                Col(lambda: _("Product"), lambda line: line[1].name, weight=3),
                Col(lambda: _("Cost each before"), lambda line: line[1].old_unit_e4, Kind.UNIT_COST, _old),
                Col(lambda: _("Cost each after"), lambda line: line[1].new_unit_e4, Kind.UNIT_COST, _new),
                Col(lambda: _("Change of stock"), lambda line: line[1].stock.book, Kind.MONEY, unit="฿"),
                Col(
                    lambda: _("Change of cost of sales"), lambda line: line[1].sold.book, Kind.MONEY, unit="฿"
                ),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.empty = EmptyState("circle-check", "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.explain)
        layout.addWidget(self.banner)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        self.earlier.set_name(_("Earlier month"))
        self.later.set_name(_("Later month"))
        self.title.setText(_("Late slips: put costs right"))
        self.post_button.set_text(_("Put the costs right"))
        self.table.setAccessibleName(_("What would change"))
        self.explain.setText(
            _(
                "Slips that came late change what batches and goods cost. "
                "This is what would change; nothing is written until you say so."
            )
        )
        self.empty.set_texts(_("Every cost of this month is as it should be."))
        self.model.retranslate()
        self._tell()

    def begin(self) -> None:
        """Look at this month."""
        self._look(self._today().replace(day=1))

    def show_trial(self, result: Recosting) -> None:
        """Show what would change."""
        self._trial, self._posted = result, False
        self._show(result)

    def show_posted(self, result: object) -> None:
        """Show what was changed."""
        if isinstance(result, Recosting):
            self._trial, self._posted = result, True
            self._show(result)

    def show_error(self, error: BaseException) -> None:
        """Say why not."""
        self._trial = None
        self.model.set_rows([])
        self.banner.show_text(error_text(error), tone="bad")
        self._tell()
        self.empty.hide()

    def _show(self, result: Recosting) -> None:
        self.model.set_rows([(month, product) for month in result.months for product in month.products])
        self.table.fit_columns()
        sold = [formats.money(month.sold.book) for month in result.months]
        words = ""
        if self._posted:
            numbers = [month.posted.number for month in result.months if month.posted is not None]
            words = _("Posted: {numbers}").format(numbers=", ".join(numbers)) if numbers else ""
        elif result.months:
            words = _("The cost of what was sold changes by {amounts} baht.").format(amounts=", ".join(sold))
        self.banner.show_text(words, tone="good" if self._posted else "info")
        self._tell()

    def _tell(self) -> None:
        self.month.setText(format_month(self._month, long=True))
        self.later.setEnabled(self._month < self._today().replace(day=1))
        rows = bool(self.model.rows)
        self.table.setVisible(rows)
        self.empty.setVisible(self._trial is not None and not rows)
        changes = self._trial is not None and not self._trial.is_empty and not self._posted
        self.post_button.setEnabled(changes)

    def _look(self, month: dt.date) -> None:
        self._month, self._trial, self._uid = month, None, new_uid()
        self.model.set_rows([])
        self.banner.show_text("")
        self._tell()
        self.trial_wanted.emit(month)

    @Slot()
    def _on_earlier_clicked(self) -> None:
        self._look(add_months(self._month, -1))

    @Slot()
    def _on_later_clicked(self) -> None:
        self._look(add_months(self._month, 1))

    @Slot()
    def _on_post_clicked(self) -> None:
        self.post_button.setEnabled(False)
        self.post_wanted.emit(self._month, self._uid)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()
