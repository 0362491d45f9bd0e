"""The form of a batch: a new one, something added to an open one, or its goods coming out."""

# Long because: one form in three modes; its fields, keys and errors belong together.

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.costing import NegativeCostError, OutputKind, PersonMissingError
from app.domain.production import PlannedQuantityError, ProductMissingError, TenderNotMoneyError
from app.errors import UserError
from app.i18n import _
from app.queries.costing import BatchDetail
from app.thai.dates import today
from ui import theme
from ui.messages_text import error_text
from ui.pages.produce import lines_model
from ui.pages.produce.batch_more import BatchMore
from ui.pages.produce.cost_words import what_choices
from ui.pages.produce.costs_editor import CostsEditor
from ui.pages.produce.form_lines import (
    DescriptionMissingError,
    Line,
    Mode,
    NothingChosenError,
    Out,
    QuantityMissingError,
    RateMissingError,
)
from ui.pages.produce.form_state import FormState
from ui.pages.produce.summary import SummaryPanel
from ui.pages.produce.work import Stuff
from ui.widgets.basics import Banner, Button, Form, IconButton, SegmentedControl, row, scrolled
from ui.widgets.choosing import ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import QuantityField, TypedField
from ui.widgets.labels import Label

_COLUMN_OF: dict[type[UserError], int] = {
    PersonMissingError: lines_model.WHO,
    ProductMissingError: lines_model.WHAT,
    NegativeCostError: lines_model.QUANTITY,
    QuantityMissingError: lines_model.QUANTITY,
    RateMissingError: lines_model.RATE,
    TenderNotMoneyError: lines_model.HOW,
}


class BatchForm(QWidget):
    """Fills in a ``FormState``; ``submitted`` gives the draft, the day and whether it is only started."""

    back = Signal()
    discarded = Signal(object)
    """The values of a form that was emptied, so that they can be brought back."""
    submitted = Signal(object, object, bool)
    person_wanted = Signal(object, str)
    recipe_wanted = Signal()

    def __init__(self, *, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.state = FormState()
        self.stuff = Stuff()
        self._busy = False
        self._title_words = ""
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked)
        self.title = Label("", type="title", elide=True)
        head = row(self.back_button, self.title)
        head.setStretch(1, 1)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        self.what = ChoiceField(required=True)
        self.what.committed.connect(self._on_what_committed)
        self.quantity = QuantityField(required=True)
        self.quantity.changed.connect(self._on_quantity_changed)
        self.quantity.edit.returnPressed.connect(self._on_quantity_entered)
        self.day = ThaiDateField(required=True, today=today)
        self.day.edit.returnPressed.connect(self._on_day_entered)
        self.fields = Form(3)
        self.fields.setColumnStretch(0, 3)
        self.fields.setColumnStretch(1, 2)
        self.fields.setColumnStretch(2, 2)
        self.labels = [
            self.fields.add("", self.what),
            self.fields.add("", self.quantity),
            self.fields.add("", self.day),
        ]
        self.final = SegmentedControl()
        self.final.chosen.connect(self._on_final_chosen)
        self.no_recipe = Banner(tone="info", on_action=self._on_recipe_wanted)
        self.editor = CostsEditor()
        self.editor.changed.connect(self._on_changed)
        self.editor.person_wanted.connect(self.person_wanted)
        self.editor.cell_opened.connect(self._on_cell_opened)
        self.editor.finished.connect(self._on_editor_finished)
        self.more = BatchMore(today=today)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setSpacing(theme.BETWEEN)
        column.addLayout(self.fields)
        column.addWidget(self.final)
        column.addWidget(self.no_recipe)
        column.addWidget(self.editor)
        column.addWidget(self.more)
        column.addStretch(1)
        self.area = scrolled(content)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        self.error = Banner(tone="bad")
        self.cancel_button = Button("", self._on_discard_clicked, kind="quiet", icon="trash-2")
        self.start_button = Button("", self._on_start_clicked, icon="play")
        self.save_button = Button("", self.submit, kind="primary", icon="check")
        foot = row(self.cancel_button, -1, self.start_button, self.save_button)
        foot.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        self.summary = SummaryPanel()
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.INSIDE)
        left.addLayout(head)
        left.addWidget(self.area, 1)
        errors = row(self.error)
        errors.setContentsMargins(theme.BETWEEN, 0, theme.BETWEEN, 0)
        left.addLayout(errors)
        left.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.summary)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        words = (_("What is made"), _("How much"), _("Day"))
        for label, text, field in zip(self.labels, words, (self.what, self.quantity, self.day), strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.what.edit.setPlaceholderText(_("choose a recipe or a product"))
        self.more.retranslate()
        self.final.setAccessibleName(_("How it is finished"))
        self.final.set_choices([(True, _("All of it, the batch is finished")), (False, _("A part of it"))])
        self.cancel_button.set_text(_("Leave it"))
        self.start_button.set_text(_("Start, finish later"))
        self.day.retranslate()
        self.editor.retranslate()
        self.summary.retranslate()
        self._tell_mode()

    # ---- what the page uses

    @property
    def is_dirty(self) -> bool:
        """Whether somebody has begun to fill it in."""
        return bool(self.state.lines or self.state.product_uid) and self.state.mode is Mode.NEW

    def read_more(self) -> None:
        """Write day, note and what else was typed into the values."""
        self.state.on = self.day.date()
        self.more.put(self.state)

    def start_new(self, stuff: Stuff, recipe_uid: bytes | None = None, planned: int | None = None) -> None:
        """An empty form, or one filled from a recipe."""
        self.state = FormState(Mode.NEW, on=self._today())
        self._fresh(stuff)
        card = next((each for each in stuff.recipes if each.recipe.uid == recipe_uid), None)
        if card is not None:
            self.state.take_recipe(card.recipe, planned)
            self.what.set_value(("recipe", card.recipe.uid))
            self.quantity.set_value(self.state.planned_milli)
            self._tell_unit()
            self._show_all()
            self.quantity.setFocus()
        else:
            self.what.setFocus()

    def bring_back(self, state: FormState, stuff: Stuff) -> None:
        """Show values that were typed before."""
        self.state = state
        self._fresh(stuff)
        recipe, product = state.recipe_uid, state.product_uid
        if product is not None:
            self.what.set_value(("product", product) if recipe is None else ("recipe", recipe))
        self.quantity.set_value(state.planned_milli)
        self._tell_unit()
        self.more.take(state)

    def start_add(self, stuff: Stuff, detail: BatchDetail) -> None:
        """Add costs to a batch."""
        self.state = FormState(
            Mode.ADD, batch_uid=detail.summary.uid, product_uid=detail.summary.product_uid, on=self._today()
        )
        self.state.wip = detail.wip
        if detail.summary.finished_on is not None:
            self.state.on = detail.summary.finished_on
        self._title_words = f"{detail.summary.number}  {detail.summary.product_name}"
        self._fresh(stuff)
        self.editor.lines.setFocus()

    def start_finish(self, stuff: Stuff, detail: BatchDetail) -> None:
        """Take goods out of a batch."""
        summary = detail.summary
        self.state = FormState(
            Mode.FINISH, batch_uid=summary.uid, product_uid=summary.product_uid, on=self._today()
        )
        used = sum(
            each.quantity_milli
            for each in detail.outputs
            if each.product_uid == summary.product_uid
            and each.kind in (OutputKind.GOOD, OutputKind.NORMAL_WASTE, OutputKind.ABNORMAL_WASTE)
        )
        self.state.wip = detail.wip
        self.state.planned_left_milli = max(0, summary.planned_milli - used)
        left = self.state.planned_left_milli or None
        self.state.outputs = [Out(summary.product_uid, OutputKind.GOOD, left)]
        self._title_words = f"{summary.number}  {summary.product_name}"
        self._fresh(stuff)
        self.editor.outs.setFocus()
        self.editor.outs.edit_at(0, 2)
        QTimer.singleShot(0, self._to_top)

    def set_stuff(self, stuff: Stuff) -> None:
        """Goods, people or recipes changed while the form was open; what is typed stays."""
        if self.editor.lines.open_field is not None or self.editor.outs.open_field is not None:
            self.stuff = self.editor.stuff = stuff
            self.editor.lines_model.stuff = self.editor.outs_model.stuff = stuff
            return
        self.stuff = stuff
        self._fill_choices()
        self._show_all()

    def take_person(self, line: Line, uid: bytes, stuff: Stuff) -> None:
        """The person who was made for a line."""
        line.person_uid = uid
        self.set_stuff(stuff)
        self._show_all()
        self.editor.lines.setFocus()
        self.editor.lines.setCurrentIndex(
            self.editor.lines_model.index(self.editor.lines_model.row_of(line), lines_model.WHO)
        )

    def show_error(self, error: BaseException) -> None:
        """Say what is wrong where it is wrong; nothing typed is lost."""
        self.set_busy(False)
        self.error.show_text(error_text(error))
        if isinstance(error, NothingChosenError):
            self.what.setFocus()
        elif isinstance(error, PlannedQuantityError):
            self.quantity.setFocus()
        elif isinstance(error, DescriptionMissingError):
            at = error.data.get("line_no")
            if isinstance(at, int) and 0 < at <= len(self.state.lines):
                self.editor.open_line(self.state.lines[at - 1], lines_model.WHAT)
        else:
            column = _COLUMN_OF.get(type(error)) if isinstance(error, UserError) else None
            words = getattr(error, "data", {}).get("description")
            named = [each for each in self.state.lines if each.description == words]
            if column == lines_model.WHO:
                named = [each for each in named if each.person_uid is None]
            line = named[0] if named else None
            if column is not None and line is not None:
                self.editor.open_line(line, column)

    def set_busy(self, busy: bool) -> None:
        """While it is being saved a second press does nothing."""
        self._busy = busy
        self.save_button.setEnabled(not busy)
        self.start_button.setEnabled(not busy)

    # ---- inside

    def _fresh(self, stuff: Stuff) -> None:
        self.stuff = stuff
        self.error.show_text("")
        self.editor.problem.show_text("")
        self.set_busy(False)
        self._fill_choices()
        self.what.set_value(None)
        self.quantity.set_value(None)
        self.quantity.set_unit("")
        self.day.set_value(self.state.on)
        self.final.set_key(True)
        self._tell_mode()
        self.more.clear()
        self._show_all()
        self.area.verticalScrollBar().setValue(0)

    def _fill_choices(self) -> None:
        self.what.set_choices(what_choices(self.stuff))
        missing = not self.stuff.recipes and self.state.mode is Mode.NEW
        self.no_recipe.show_text(
            _("A recipe fills this form by itself; without one every cost is typed here.") if missing else "",
            action=_("Make a recipe"),
        )

    def _tell_mode(self) -> None:
        mode = self.state.mode
        title = {
            Mode.NEW: _("New batch"),
            Mode.ADD: _("Add to {batch}").format(batch=self._title_words),
            Mode.FINISH: _("Finish {batch}").format(batch=self._title_words),
        }[mode]
        self.title.setText(title)
        self.save_button.set_text(
            {
                Mode.NEW: _("Save the batch (Ctrl+Enter)"),
                Mode.ADD: _("Add (Ctrl+Enter)"),
                Mode.FINISH: _("Finish (Ctrl+Enter)"),
            }[mode]
        )
        new = mode is Mode.NEW
        for widget in (self.what, self.quantity, self.labels[0], self.labels[1], self.start_button):
            widget.setVisible(new)
        for number, stretch in enumerate((3, 2, 2, 0) if new else (0, 0, 2, 3)):
            self.fields.setColumnStretch(number, stretch)
        self.fields.setHorizontalSpacing(theme.BETWEEN if new else 0)
        self.final.setVisible(mode is Mode.FINISH)
        self.editor.outs_box.setVisible(mode is not Mode.ADD)
        self.editor.set_outs_first(mode is Mode.FINISH)
        self.more.show_for(mode, self.stuff)

    def _tell_unit(self) -> None:
        goods = self.stuff.goods_of(self.state.product_uid)
        self.quantity.set_unit(goods.unit if goods is not None else "")

    def _show_all(self) -> None:
        preview = self.state.preview(self.stuff)
        self.editor.show_state(self.state, self.stuff, preview)
        self._show_summary()

    def _show_summary(self) -> None:
        preview = self.state.preview(self.stuff)
        goods = self.stuff.goods_of(self.state.product_uid)
        self.editor.show_preview(preview)
        self.summary.show_preview(preview, goods.unit if goods is not None else "")

    def submit(self, start_only: bool = False) -> None:
        """Hand the draft in, if everything can be read."""
        if self._busy or not self.editor.finish():
            return
        checked = [self.day] if self.state.mode is not Mode.NEW else [self.what, self.quantity, self.day]
        wrong = [field for field in checked if not field.check()]
        first = wrong[0] if wrong else self.more.first_wrong()
        if first is not None:
            first.setFocus()
            return
        self.error.show_text("")
        self.more.put(self.state)
        place = self.stuff.location_id
        try:
            draft = self.state.draft(place, start_only=start_only)
        except UserError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self.submitted.emit(draft, self.day.date(), start_only)

    @Slot()
    def _on_start_clicked(self) -> None:
        self.submit(start_only=True)

    @Slot()
    def _on_discard_clicked(self) -> None:
        self.editor.lines.cancel()
        self.editor.outs.cancel()
        self.more.put(self.state)
        state, dirty = self.state, self.is_dirty
        self.start_new(self.stuff)
        self.back.emit()
        if dirty:
            self.discarded.emit(state)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()

    @Slot()
    def _on_recipe_wanted(self) -> None:
        self.recipe_wanted.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.error.show_text("")
        self._show_summary()

    @Slot(object)
    def _on_what_committed(self, key: object) -> None:
        if not isinstance(key, tuple):
            return
        kind, uid = key
        if kind == "recipe":
            card = next((each for each in self.stuff.recipes if each.recipe.uid == uid), None)
            if card is None or self.state.recipe_uid == uid:
                return
            self.state.take_recipe(card.recipe)
            self.quantity.set_value(self.state.planned_milli)
        elif self.state.product_uid != uid or self.state.recipe_uid is not None:
            self.state.take_product(uid)
        self._tell_unit()
        self._show_all()
        self.quantity.setFocus()

    @Slot(object)
    def _on_quantity_changed(self, value: object) -> None:
        self.state.scale_to(value if isinstance(value, int) else None)
        self._show_summary()

    @Slot()
    def _on_quantity_entered(self) -> None:
        if self.quantity.check():
            self.day.setFocus()

    @Slot()
    def _on_day_entered(self) -> None:
        if self.day.check():
            QTimer.singleShot(0, self._to_lines)

    @Slot()
    def _to_lines(self) -> None:
        lines = self.editor.lines
        lines.setFocus()
        if self.state.mode is Mode.FINISH:
            self.editor.outs.setFocus()
            self.editor.outs.edit_at(0, 2)
        elif self.state.lines:
            at = self.editor.lines_model.row_of(self.editor.lines_model.line_at(1) or self.state.lines[0])
            lines.edit_at(at, lines_model.QUANTITY)
        else:
            lines.setCurrentIndex(self.editor.lines_model.index(0, 0))

    @Slot()
    def _to_top(self) -> None:
        self.area.verticalScrollBar().setValue(0)

    @Slot(object)
    def _on_final_chosen(self, final: object) -> None:
        self.state.is_final = bool(final)
        self._show_summary()

    @Slot(object)
    def _on_cell_opened(self, field: TypedField) -> None:
        self.area.ensureWidgetVisible(field, 0, theme.px(80))

    @Slot()
    def _on_editor_finished(self) -> None:
        self.save_button.setFocus()
