"""The list of recipes, with what one making of the chosen one will cost today."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain import money
from app.domain.cost_words import KIND_NAMES
from app.domain.costing import batch_result, margin_bp
from app.i18n import _, ngettext
from app.queries.recipes import RecipeRow
from reports.model import Chart, ChartKind, Kind, Series
from ui import theme
from ui.models.rows import Col, RowsModel
from ui.pages.produce.form_state import Preview
from ui.pages.produce.summary import SummaryPanel
from ui.pages.produce.work import RecipeEstimate
from ui.widgets.basics import Button, EmptyState, SegmentedControl, row
from ui.widgets.chart import ChartView
from ui.widgets.choosing import SearchField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

VERSION_FROM = 1100
"""How wide, at 100 %, the page has to be to show how often a recipe was changed."""


class RecipesView(QWidget):
    """Shows recipes; ``chosen`` asks for the estimate, the buttons say what is wanted of the chosen one."""

    chosen = Signal(object)
    opened = Signal(object)
    new_wanted = Signal()
    copy_wanted = Signal(object)
    make_wanted = Signal(object)
    active_wanted = Signal(object, bool)
    aside_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RecipeRow] = []
        self._read = False
        self.search = SearchField()
        self.search.searched.connect(self._on_search)
        self.search.down_pressed.connect(self._on_search_down)
        self.aside = SegmentedControl()
        self.aside.chosen.connect(self._on_aside_chosen)
        self.count = Label("", type="small", tone="soft")
        bar = row(self.search, self.aside, self.count)
        bar.setStretch(0, 1)
        self.model: RowsModel[RecipeRow] = RowsModel(
            [
                Col(lambda: _("Product"), lambda line: line.product, weight=3),
                Col(lambda: _("Recipe"), lambda line: line.name, weight=3),
                Col(lambda: _("Makes"), lambda line: line.output_milli, Kind.QUANTITY),
                Col(lambda: _("Unit"), lambda line: line.unit),
                Col(lambda: _("Version"), lambda line: line.version, Kind.COUNT),
                Col(
                    lambda: _("State"),
                    lambda line: _("In use") if line.active else _("Put aside"),
                    tone=lambda line: "" if line.active else "ink-soft",
                ),
            ]
        )
        self.table = TableView()
        self.proxy = self.table.set_list(self.model)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self._on_row_opened)
        self.empty = EmptyState("clipboard-list", "", "", self._on_empty_acted)
        self.make_button = Button("", self._on_make_clicked, icon="flask-conical")
        self.edit_button = Button("", self._on_edit_clicked, icon="pencil")
        self.copy_button = Button("", self._on_copy_clicked, icon="copy")
        self.aside_button = Button("", self._on_aside_clicked, kind="quiet")
        self.buttons = QWidget()
        tools = row(self.make_button, self.edit_button, self.copy_button, -1, self.aside_button)
        self.buttons.setLayout(tools)
        self.panel = SummaryPanel()
        self.chart = ChartView(title=False)
        self.panel.body.insertWidget(self.panel.body.count() - 1, self.chart)
        self.panel.hide()
        left = QVBoxLayout()
        left.setContentsMargins(theme.AROUND, 0, theme.BETWEEN, theme.BETWEEN)
        left.setSpacing(theme.INSIDE)
        left.addLayout(bar)
        left.addWidget(self.table, 1)
        left.addWidget(self.empty, 1)
        left.addWidget(self.buttons)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.search.set_placeholder(_("Search recipes"))
        self.aside.setAccessibleName(_("State"))
        self.aside.set_choices([(False, _("In use")), (True, _("All"))])
        self.table.setAccessibleName(_("Recipes"))
        self.make_button.set_text(_("Make a batch"))
        self.edit_button.set_text(_("Edit"))
        self.copy_button.set_text(_("Copy"))
        self.panel.retranslate()
        self.model.retranslate()
        self.table.fit_columns()
        self._tell()

    def set_rows(self, rows: Sequence[RecipeRow]) -> None:
        """Show other recipes; what was chosen stays chosen."""
        current = self.table.current_row()
        self._rows, self._read = list(rows), True
        self.model.set_rows(rows)
        self.table.fit_columns()
        self._tell()
        if current is not None:
            self.table.choose_where(lambda each: each.uid == current.uid)

    def show_estimate(self, found: RecipeEstimate) -> None:
        """Show what one making costs at today's known costs."""
        estimate = found.estimate
        self.panel.set_title(found.card.recipe.name or found.card.product)
        self.panel.setVisible(estimate is not None)
        if estimate is None:
            return
        made = found.card.recipe.output_quantity_milli
        price = found.price_e4
        result = batch_result(money.times(price, made), made, estimate.cost) if price else None
        preview = Preview(
            estimate.cost,
            estimate.lines,
            estimate.cost.total,
            estimate.unit,
            price,
            margin_bp(price, estimate.unit.full_e4) if price else None,
            result,
            estimate.missing,
        )
        self.panel.show_preview(preview, found.card.unit)
        parts = [(kind, values.full) for kind, values in estimate.cost.by_kind if values.full > 0]
        self.chart.setVisible(bool(parts))
        if parts:
            self.chart.set_chart(
                Chart(
                    _("What the full cost is made of"),
                    ChartKind.SHARE,
                    tuple(_(KIND_NAMES[kind]) for kind, _full in parts),
                    (Series(_("Full cost"), tuple(full for _kind, full in parts)),),
                )
            )

    def focus_first(self) -> None:
        """Where the keys go when the list comes to the front."""
        if self._rows:
            self.table.setFocus()
        else:
            self.empty.button.setFocus()

    def choose(self, uid: bytes) -> None:
        """Put the keys on a recipe."""
        self.table.choose_where(lambda each: each.uid == uid)

    def _choose_columns(self) -> None:
        self.table.setColumnHidden(4, self.width() < theme.px(VERSION_FROM))
        self.table.setColumnHidden(5, not self.aside.key())
        self.table.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns that have no room are left out."""
        super().resizeEvent(event)
        self._choose_columns()

    def _tell(self) -> None:
        shown = self.proxy.rowCount()
        words = ngettext("{count} recipe", "{count} recipes", shown)
        self.count.setText(words.format(count=shown) if self._rows else "")
        self.table.setVisible(bool(shown))
        self.empty.setVisible(self._read and not shown)
        if self._rows:
            self.empty.set_texts(_("No recipe is called so."))
        else:
            self.empty.set_texts(
                _("A recipe says what goes into a product; batches and estimates are made from it."),
                _("Make the first recipe"),
            )
        current = self.table.current_row()
        self.buttons.setVisible(bool(shown))
        for button in (self.make_button, self.edit_button, self.copy_button, self.aside_button):
            button.setEnabled(current is not None)
        active = current is None or current.active
        self.aside_button.set_text(_("Put aside") if active else _("Use again"))
        if not shown:
            self.panel.hide()

    @Slot(str)
    def _on_search(self, folded: str) -> None:
        self.proxy.set_search(folded)
        self._tell()

    @Slot()
    def _on_search_down(self) -> None:
        self.table.setFocus()
        self.table.choose_first()

    @Slot(object)
    def _on_aside_chosen(self, key: object) -> None:
        self._choose_columns()
        self.aside_chosen.emit(bool(key))

    @Slot(object)
    def _on_row_chosen(self, recipe: RecipeRow | None) -> None:
        self._tell()
        if recipe is not None:
            self.chosen.emit(recipe)

    @Slot(object)
    def _on_row_opened(self, recipe: RecipeRow) -> None:
        self.opened.emit(recipe)

    @Slot()
    def _on_empty_acted(self) -> None:
        self.new_wanted.emit()

    @Slot()
    def _on_make_clicked(self) -> None:
        current = self.table.current_row()
        if current is not None:
            self.make_wanted.emit(current.uid)

    @Slot()
    def _on_edit_clicked(self) -> None:
        current = self.table.current_row()
        if current is not None:
            self.opened.emit(current)

    @Slot()
    def _on_copy_clicked(self) -> None:
        current = self.table.current_row()
        if current is not None:
            self.copy_wanted.emit(current)

    @Slot()
    def _on_aside_clicked(self) -> None:
        current = self.table.current_row()
        if current is not None:
            self.active_wanted.emit(current, not current.active)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape and not self.panel.isHidden():
            self.panel.hide()
            return
        super().keyPressEvent(event)
