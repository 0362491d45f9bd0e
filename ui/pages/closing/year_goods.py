"""Two steps of a year's end that are lists: goods that bring less than they cost, batches not finished."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.year_end import Worth
from app.i18n import _
from app.queries.year_end import OpenBatch
from reports.model import Kind
from ui import formats, theme
from ui.models.rows import Col, RowsModel
from ui.pages.closing.work import YearData
from ui.pages.closing.year_forms import StepCard, name_fields
from ui.widgets.fields import PercentField, UnitCostField
from ui.widgets.tables import TableView


class GoodsCard(StepCard):
    """Goods that bring less than they cost, slow and expired ones."""

    posted = Signal()
    asked = Signal()
    """Another cost of selling or another price: reckon again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.selling = PercentField("", required=True)
        self.selling.set_value(0)
        self.selling.committed.connect(self._on_asked)
        self.price = UnitCostField("", unit="฿")
        self.price.committed.connect(self._on_price)
        self.prices: dict[bytes, int] = {}
        self._chosen: Worth | None = None
        self.words = [self.form.add("", each) for each in (self.selling, self.price)]
        self.model = RowsModel[Worth](
            [
                Col(lambda: _("Goods"), lambda each: each.goods.name, weight=4),
                Col(lambda: _("On hand"), lambda each: each.goods.quantity, Kind.QUANTITY, weight=2),
                Col(lambda: _("Cost"), lambda each: each.goods.cost, Kind.MONEY, weight=2),
                Col(lambda: _("Brings"), lambda each: each.net_price, Kind.MONEY, weight=2),
                Col(lambda: _("Write down"), lambda each: each.change, Kind.MONEY, weight=2),
                Col(lambda: _("Remark"), self._remark, weight=3),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(260))
        self.table.chosen.connect(self._on_chosen)
        self.body.insertWidget(self.body.count() - 2, self.table)

    def _remark(self, each: Worth) -> str:
        last = self.data.year.last if self.data is not None else dt.date.max
        said = []
        if each.goods.expired:
            said.append(_("{quantity} expired").format(quantity=formats.quantity(each.goods.expired)))
        if each.goods.is_slow(last):
            said.append(_("Slow"))
        return ", ".join(said)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("5  Goods that bring less than they cost"))
        name_fields(self.words, _("Selling costs, of the price"), _("One of the chosen goods sells for"))
        self.table.setAccessibleName(_("Goods"))
        self.post_button.set_text(_("Write them down"))
        self.model.retranslate()
        if self.data is not None:
            self.show_data(self.data)

    def show_data(self, data: YearData) -> None:
        """List the goods."""
        super().show_data(data)
        self.model.set_rows(data.goods)
        self.table.setVisible(bool(data.goods))
        self.table.fit_columns()
        changed = any(each.change for each in data.goods)
        self.post_button.setVisible(changed)
        self.price.setEnabled(self._chosen is not None)
        flagged = any(
            each.needed or each.goods.expired or each.goods.is_slow(data.year.last) for each in data.goods
        )
        self.text.setText(
            _("What has expired brings nothing; slow goods are listed for a look.")
            if flagged
            else _("All goods bring at least what they cost; none is slow or expired.")
        )

    @Slot()
    def submit(self) -> None:
        """Post what the list says."""
        if self.selling.check():
            self.posted.emit()

    @Slot(object)
    def _on_asked(self, _value: object) -> None:
        self.asked.emit()

    @Slot(object)
    def _on_chosen(self, chosen: object) -> None:
        self._chosen = chosen if isinstance(chosen, Worth) else None
        self.price.setEnabled(self._chosen is not None)
        if self._chosen is not None:
            goods = self._chosen.goods
            self.price.set_value(self.prices.get(goods.product_uid, goods.price_e4 or None))

    @Slot(object)
    def _on_price(self, price: object) -> None:
        if self._chosen is None:
            return
        if isinstance(price, int):
            self.prices[self._chosen.goods.product_uid] = price
        else:
            self.prices.pop(self._chosen.goods.product_uid, None)
        self.asked.emit()


class BatchesCard(StepCard):
    """Batches that were begun and hold value."""

    led = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model = RowsModel[OpenBatch](
            [
                Col(lambda: _("Batch"), lambda each: each.number, weight=3),
                Col(lambda: _("Product"), lambda each: each.product_name, weight=4),
                Col(lambda: _("Begun"), lambda each: each.started_on, Kind.DATE, weight=2),
                Col(lambda: _("Value"), lambda each: each.value, Kind.MONEY, weight=2),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(160))
        self.table.opened.connect(self._on_opened)
        self.body.insertWidget(self.body.count() - 2, self.table)
        self.post_button.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("6  Batches not finished"))
        self.table.setAccessibleName(_("Batches not finished"))
        self.model.retranslate()
        if self.data is not None:
            self.show_data(self.data)

    def show_data(self, data: YearData) -> None:
        """List the batches."""
        super().show_data(data)
        self.model.set_rows(data.batches)
        self.table.setVisible(bool(data.batches))
        self.table.fit_columns()
        self.text.setText(
            _("Is each of them really still going on? Finish or undo what is not.")
            if data.batches
            else _("No batch is open.")
        )

    @Slot(object)
    def _on_opened(self, row_: object) -> None:
        if isinstance(row_, OpenBatch):
            self.led.emit("produce", row_.number)
