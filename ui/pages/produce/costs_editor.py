"""The costs and outputs of a batch or a recipe, filled in as two grids under each other."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.domain.cost_lines import CostKind, Settlement
from app.domain.cost_words import KIND_NAMES, OUTPUT_NAMES
from app.domain.costing import OutputKind
from app.i18n import _
from ui import theme
from ui.pages.produce import lines_model, outs_model
from ui.pages.produce.form_lines import Line, Out
from ui.pages.produce.form_state import FormState, Preview
from ui.pages.produce.grid import GridView
from ui.pages.produce.lines_model import LinesModel
from ui.pages.produce.outs_model import OutsModel
from ui.pages.produce.work import Stuff
from ui.widgets.basics import Banner, Button, row
from ui.widgets.labels import Label


class CostsEditor(QWidget):
    """Edits the lines and outputs of a ``FormState``; ``changed`` after each cell."""

    changed = Signal()
    person_wanted = Signal(object, str)
    """A ``Line`` and the new name that was typed for it."""
    cell_opened = Signal(object)
    finished = Signal()
    """Enter in the last cell."""

    def __init__(self, *, planning: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = FormState()
        self.stuff = Stuff()
        self._steps = False
        self._outs_first = False
        self.lines_model = LinesModel(self._on_cell, self._on_new_person)
        self.lines = GridView(self.lines_model, lines_model.WIDTHS, lines_model.BENDING)
        self.lines.heading_acted.connect(self._on_heading_acted)
        self.lines.insert_wanted.connect(self._on_insert)
        self.lines.remove_wanted.connect(self._on_remove)
        self.outs_model = OutsModel(self._on_cell)
        self.outs_model.planning = planning
        self.outs = GridView(self.outs_model, outs_model.WIDTHS, outs_model.BENDING)
        self.outs.remove_wanted.connect(self._on_remove_out)
        self.outs.insert_wanted.connect(self._on_add_out_clicked)
        self.lines.left_at_end.connect(self._on_lines_end)
        self.outs.left_at_end.connect(self.finished)
        self.problem = Banner(tone="bad")
        for grid in (self.lines, self.outs):
            grid.problem.connect(self._on_problem)
            grid.field_opened.connect(self.cell_opened)
        self.line_button = Button("", self._on_line_clicked, kind="quiet", icon="ellipsis")
        self.add_button = Button("", self._on_add_clicked, kind="quiet", icon="plus")
        self.steps_button = Button("", self._on_steps_clicked, kind="quiet", icon="list")
        self.add_out_button = Button("", self._on_add_out_clicked, kind="quiet", icon="plus")
        self.heading = Label("", type="large", strong=True)
        self.out_heading = Label("", type="large", strong=True)
        self.hint = Label("", type="small", tone="soft", wrap=True)
        lines_head = row(self.heading, -1, self.line_button, self.steps_button, self.add_button)
        self.outs_box = QWidget()
        outs_column = QVBoxLayout(self.outs_box)
        outs_column.setContentsMargins(0, theme.INSIDE, 0, 0)
        outs_column.setSpacing(theme.INSIDE)
        outs_column.addLayout(row(self.out_heading, -1, self.add_out_button))
        outs_column.addWidget(self.outs)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(lines_head)
        layout.addWidget(self.lines)
        layout.addWidget(self.hint)
        layout.addWidget(self.problem)
        layout.addWidget(self.outs_box)
        shortcut = QShortcut(QKeySequence("F8"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle_owed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.heading.setText(_("What goes in"))
        self.out_heading.setText(_("What comes out"))
        self.add_button.set_text(_("Add a cost"))
        self.steps_button.set_text(_("Hide steps") if self._steps else _("Steps"))
        self.line_button.set_text(_("This line"))
        self.add_out_button.set_text(_("By-product or waste"))
        self.hint.setText(_("Enter: next cell · Insert: another line · Delete: take away · F8: free or owed"))
        self.lines.setAccessibleName(_("What goes in"))
        self.outs.setAccessibleName(_("What comes out"))
        self.outs_model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(outs_model.WIDTHS) - 1)
        self.lines_model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(lines_model.WIDTHS) - 1)
        self.lines.viewport().update()
        self.outs.viewport().update()

    # ---- what pages use

    def show_state(self, state: FormState, stuff: Stuff, preview: Preview) -> None:
        """Show another form, or the same one after its lines changed."""
        self.state, self.stuff = state, stuff
        self._steps = self._steps or any(line.step for line in state.lines)
        self.lines.setColumnHidden(lines_model.STEP, not self._steps)
        self.lines_model.show(state, stuff, preview)
        self.outs_model.show(state, stuff)
        self.steps_button.set_text(_("Hide steps") if self._steps else _("Steps"))

    def set_outs_first(self, first: bool) -> None:
        """Whether what comes out stands above what goes in: when a batch is finished it matters most."""
        self._column.removeWidget(self.outs_box)
        self._column.insertWidget(0 if first else self._column.count(), self.outs_box)
        self._outs_first = first

    def show_preview(self, preview: Preview) -> None:
        """Show other figures in the same lines."""
        self.lines_model.update(preview)
        self.outs_model.update()

    def finish(self) -> bool:
        """Take what is typed in an open cell; False if it cannot be read."""
        return self.lines.finish() and self.outs.finish()

    def open_line(self, line: Line, column: int) -> None:
        """Open a cell of a line, to be put right."""
        self.lines.edit_at(self.lines_model.row_of(line), column)

    def add_line(self, kind: CostKind) -> None:
        """Another line of a kind, its first cell open."""
        if not self.finish():
            return
        line = self.state.new_line(kind, self.stuff)
        self._again()
        self.open_line(line, lines_model.WHAT)

    def add_out(self, kind: OutputKind) -> None:
        """Another output, its first open cell open."""
        if not self.finish():
            return
        waste = kind in outs_model.WASTE
        self.state.outputs.append(Out(self.state.product_uid if waste else None, kind, touched=True))
        self._again()
        at = len(self.state.outputs) - 1
        self.outs.edit_at(at, outs_model.QUANTITY if waste else outs_model.WHAT)

    @Slot()
    def toggle_owed(self) -> None:
        """One key: what members gave becomes owed, and back."""
        line = self.lines_model.line_at(self.lines.currentIndex().row())
        if line is None or not self.finish():
            return
        owed = line.settlement is Settlement.OWED
        self.lines_model.settle(line, Settlement.IMPUTED if owed else Settlement.OWED)
        column = self.lines.currentIndex().column()
        self._again()
        row_at = self.lines_model.row_of(line)
        self.lines.setCurrentIndex(self.lines_model.index(row_at, max(0, column)))
        if not owed and line.person_uid is None:
            self.lines.edit_at(row_at, lines_model.WHO)

    # ---- inside

    def _again(self) -> None:
        """Lines came or went."""
        self.changed.emit()
        self.lines_model.show(self.state, self.stuff, self.state.preview(self.stuff))
        self.outs_model.show(self.state, self.stuff)

    def _on_cell(self) -> None:
        self.changed.emit()

    def _on_new_person(self, line: Line, name: str) -> None:
        self.lines.cancel()
        self.person_wanted.emit(line, name)

    @Slot(str)
    def _on_problem(self, sentence: str) -> None:
        self.problem.show_text(sentence)

    @Slot(int)
    def _on_heading_acted(self, at: int) -> None:
        kind = self.lines_model.kind_at(at)
        if kind is not None:
            self.add_line(kind)

    @Slot(int)
    def _on_insert(self, at: int) -> None:
        self.add_line(self.lines_model.kind_at(at) or CostKind.MATERIAL)

    @Slot(int)
    def _on_remove(self, at: int) -> None:
        line = self.lines_model.line_at(at)
        if line is None:
            return
        self.state.lines = [each for each in self.state.lines if each is not line]
        self._again()
        self.lines.setCurrentIndex(self.lines_model.index(min(at, self.lines_model.rowCount() - 1), 0))

    @Slot(int)
    def _on_remove_out(self, at: int) -> None:
        if at > 0:
            del self.state.outputs[at]
            self._again()
            self.outs.setCurrentIndex(self.outs_model.index(at - 1, 0))

    @Slot()
    def _on_lines_end(self) -> None:
        if self._outs_first or self.outs_box.isHidden() or not self.outs_model.rowCount():
            self.finished.emit()
            return
        self.outs.setFocus()
        if not self.outs.edit_at(0, outs_model.QUANTITY):
            self.finished.emit()

    @Slot()
    def _on_line_clicked(self) -> None:
        line = self.lines_model.line_at(self.lines.currentIndex().row())
        if not self.finish():
            return
        menu = QMenu(self)
        fixed = menu.addAction(_("A fixed cost, there even if nothing is made"))
        fixed.setCheckable(True)
        fixed.setChecked(line is not None and line.counts_as_fixed)
        fixed.triggered.connect(self._on_fixed_toggled)
        same = menu.addAction(_("The same however much is made"))
        same.setCheckable(True)
        same.setChecked(line is not None and line.per_batch)
        same.triggered.connect(self._on_same_toggled)
        menu.addSeparator()
        menu.addAction(_("Free or owed (F8)")).triggered.connect(self.toggle_owed)
        menu.addAction(_("Take the line away (Delete)")).triggered.connect(self._on_remove_chosen)
        for action in menu.actions():
            action.setEnabled(line is not None)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.line_button.mapToGlobal(self.line_button.rect().bottomLeft()))

    @Slot(bool)
    def _on_fixed_toggled(self, fixed: bool) -> None:
        line = self.lines_model.line_at(self.lines.currentIndex().row())
        if line is not None:
            line.is_fixed = fixed
            self._keep_current()

    @Slot(bool)
    def _on_same_toggled(self, same: bool) -> None:
        line = self.lines_model.line_at(self.lines.currentIndex().row())
        if line is not None:
            line.per_batch = same
            self._keep_current()

    @Slot()
    def _on_remove_chosen(self) -> None:
        self._on_remove(self.lines.currentIndex().row())

    def _keep_current(self) -> None:
        current = (self.lines.currentIndex().row(), self.lines.currentIndex().column())
        self._again()
        self.lines.setFocus()
        self.lines.setCurrentIndex(self.lines_model.index(*current))

    @Slot()
    def _on_steps_clicked(self) -> None:
        self._steps = not self._steps
        self.lines.setColumnHidden(lines_model.STEP, not self._steps)
        self.steps_button.set_text(_("Hide steps") if self._steps else _("Steps"))
        self.lines_model.modelReset.emit()

    @Slot()
    def _on_add_clicked(self) -> None:
        menu = QMenu(self)
        for kind in CostKind:
            action = menu.addAction(_(KIND_NAMES[kind]))
            action.setData(kind)
        menu.triggered.connect(self._on_kind_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    @Slot(object)
    def _on_kind_chosen(self, action: object) -> None:
        self.add_line(CostKind(action.data()))  # type: ignore[attr-defined]

    @Slot()
    def _on_add_out_clicked(self, _at: int = 0) -> None:
        menu = QMenu(self)
        for kind in OutputKind:
            if kind is OutputKind.GOOD or (kind is OutputKind.ABNORMAL_WASTE and self.outs_model.planning):
                continue
            menu.addAction(_(OUTPUT_NAMES[kind])).setData(kind)
        menu.triggered.connect(self._on_out_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_out_button.mapToGlobal(self.add_out_button.rect().bottomLeft()))

    @Slot(object)
    def _on_out_chosen(self, action: object) -> None:
        self.add_out(OutputKind(action.data()))  # type: ignore[attr-defined]
