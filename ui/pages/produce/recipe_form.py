"""The form of a recipe: what one making yields and what goes into it, with the estimate beside it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.costing import JointBasis, OutputKind
from app.domain.ledger import ProductKind
from app.domain.recipe import Recipe, RecipeQuantityError, RecipeWithoutOutputError
from app.errors import UserError
from app.i18n import _
from app.queries.recipes import RecipeCard
from ui import theme
from ui.messages_text import error_text
from ui.pages.produce import lines_model
from ui.pages.produce.costs_editor import CostsEditor
from ui.pages.produce.form_lines import (
    DescriptionMissingError,
    Line,
    NothingChosenError,
    Out,
    QuantityMissingError,
    RateMissingError,
    line_of,
)
from ui.pages.produce.form_state import FormState, recipe_of
from ui.pages.produce.summary import SummaryPanel
from ui.pages.produce.work import Stuff
from ui.widgets.basics import Banner, Button, Form, IconButton, row, scrolled
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField, QuantityField, TypedField
from ui.widgets.labels import Label


class RecipeForm(QWidget):
    """Fills in a recipe; ``submitted`` gives (recipe, uid to replace or None, own hours, note)."""

    back = Signal()
    submitted = Signal(object, object, object, str)
    person_wanted = Signal(object, str)
    product_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = FormState()
        self.stuff = Stuff()
        self._replaces: bytes | None = None
        self._basis = JointBasis.VALUE
        self._busy = False
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked)
        self.title = Label("", type="title", elide=True)
        head = row(self.back_button, self.title)
        head.setStretch(1, 1)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        self.product = ChoiceField(required=True, on_create=self._on_new_product)
        self.product.committed.connect(self._on_product_committed)
        self.name = NameField(most=200)
        self.quantity = QuantityField(required=True)
        self.quantity.changed.connect(self._on_quantity_changed)
        self.hours = QuantityField()
        self.note = NameField(most=500)
        self.fields = Form(4)
        for number, stretch in enumerate((3, 3, 2, 2)):
            self.fields.setColumnStretch(number, stretch)
        self.labels = [
            self.fields.add("", field) for field in (self.product, self.name, self.quantity, self.hours)
        ]
        self.editor = CostsEditor(planning=True)
        self.editor.changed.connect(self._on_changed)
        self.editor.person_wanted.connect(self.person_wanted)
        self.editor.cell_opened.connect(self._on_cell_opened)
        self.editor.finished.connect(self._on_editor_finished)
        self.more = Form(1)
        self.note_label = self.more.add("", self.note)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setSpacing(theme.BETWEEN)
        column.addLayout(self.fields)
        column.addWidget(self.editor)
        column.addLayout(self.more)
        column.addStretch(1)
        self.area = scrolled(content)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        self.error = Banner(tone="bad")
        self.cancel_button = Button("", self._on_back_clicked, kind="quiet")
        self.save_button = Button("", self.submit, kind="primary", icon="check")
        foot = row(self.cancel_button, -1, self.save_button)
        foot.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        self.summary = SummaryPanel()
        errors = row(self.error)
        errors.setContentsMargins(theme.BETWEEN, 0, theme.BETWEEN, 0)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.INSIDE)
        left.addLayout(head)
        left.addWidget(self.area, 1)
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
        words = (_("Product"), _("Recipe's name"), _("One making yields"), _("Hours of own work"))
        fields = (self.product, self.name, self.quantity, self.hours)
        for label, text, field in zip(self.labels, words, fields, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.name.edit.setPlaceholderText(_("as the product"))
        self.note_label.setText(_("Note"))
        self.note.setAccessibleName(_("Note"))
        self.cancel_button.set_text(_("Leave it"))
        self.save_button.set_text(_("Save the recipe (Ctrl+Enter)"))
        self.editor.retranslate()
        self.summary.retranslate()
        self._tell_title()

    # ---- what the page uses

    def begin(self, stuff: Stuff, card: RecipeCard | None = None, *, copy: bool = False) -> None:
        """An empty form, a recipe to change, or a copy of one."""
        self.state = FormState()
        self.stuff = stuff
        self._replaces = None
        self._basis = JointBasis.VALUE
        self._busy = False
        self.save_button.setEnabled(True)
        self.error.show_text("")
        self.editor.problem.show_text("")
        self._fill_choices()
        for field in (self.product, self.name, self.quantity, self.hours, self.note):
            field.set_value(None)
        if card is not None:
            self._take(card, copy)
        self._tell_title()
        self._tell_unit()
        self._show_all()
        self.area.verticalScrollBar().setValue(0)
        (self.product if card is None else self.name if copy else self.editor.lines).setFocus()

    def set_stuff(self, stuff: Stuff) -> None:
        """Goods or people changed while the form was open; what is typed stays."""
        self.stuff = stuff
        self._fill_choices()
        if self.editor.lines.open_field is None and self.editor.outs.open_field is None:
            self._show_all()

    def take_product(self, uid: bytes, stuff: Stuff) -> None:
        """The product that was made for this recipe."""
        self.set_stuff(stuff)
        self.product.set_value(uid)
        self._on_product_committed(uid)

    def take_person(self, line: Line, uid: bytes, stuff: Stuff) -> None:
        """The person who was made for a line."""
        line.person_uid = uid
        self.stuff = stuff
        self._show_all()
        at = self.editor.lines_model.row_of(line)
        self.editor.lines.setFocus()
        self.editor.lines.setCurrentIndex(self.editor.lines_model.index(at, lines_model.WHO))

    def show_error(self, error: BaseException) -> None:
        """Say what is wrong where it is wrong; nothing typed is lost."""
        self._busy = False
        self.save_button.setEnabled(True)
        self.error.show_text(error_text(error))
        data = getattr(error, "data", {})
        line = next((each for each in self.state.lines if each.description == data.get("description")), None)
        if isinstance(error, NothingChosenError):
            self.product.setFocus()
        elif isinstance(error, RecipeWithoutOutputError):
            self.quantity.setFocus()
        elif isinstance(error, DescriptionMissingError):
            at = data.get("line_no")
            if isinstance(at, int) and 0 < at <= len(self.state.lines):
                self.editor.open_line(self.state.lines[at - 1], lines_model.WHAT)
        elif line is not None and isinstance(error, (QuantityMissingError, RecipeQuantityError)):
            self.editor.open_line(line, lines_model.QUANTITY)
        elif line is not None and isinstance(error, RateMissingError):
            self.editor.open_line(line, lines_model.RATE)

    def submit(self) -> None:
        """Hand the recipe in, if everything can be read."""
        if self._busy or not self.editor.finish():
            return
        wrong = [field for field in (self.product, self.quantity, self.hours) if not field.check()]
        if wrong:
            wrong[0].setFocus()
            return
        self.error.show_text("")
        try:
            recipe = self._recipe()
        except UserError as error:
            self.show_error(error)
            return
        self._busy = True
        self.save_button.setEnabled(False)
        self.submitted.emit(recipe, self._replaces, self.hours.number_or_zero(), self.note.name())

    # ---- inside

    def _recipe(self) -> Recipe:
        made = recipe_of(self.state, self.name.name() or self._product_name(), self._replaces)
        percents = any(output.percent_bp for output in made.outputs)
        basis = JointBasis.PERCENT if percents else self._basis
        return Recipe(made.outputs, made.lines, made.name, made.uid, basis)

    def _product_name(self) -> str:
        goods = self.stuff.goods_of(self.state.product_uid)
        return "" if goods is None else goods.name

    def _take(self, card: RecipeCard, copy: bool) -> None:
        recipe = card.recipe
        self.state.take_recipe(recipe)
        self._basis = recipe.basis
        self.product.set_value(recipe.product_uid)
        name = _("{name} (copy)").format(name=recipe.name) if copy else recipe.name
        self.name.set_value(name)
        self.quantity.set_value(recipe.output_quantity_milli)
        self.hours.set_value(card.hours_milli or None)
        self.note.set_value(card.note or None)
        self._replaces = None if copy else recipe.uid
        base = recipe.output_quantity_milli
        # A recipe is not scaled while it is written: only its own quantities change.
        self.state.lines = [line_of(line, base) for line in recipe.lines]
        self._pin()

    def _pin(self) -> None:
        for line in self.state.lines:
            line.anchor = None
        for out in self.state.outputs:
            out.anchor = None

    def _fill_choices(self) -> None:
        kinds = (ProductKind.PRODUCT, ProductKind.MATERIAL, ProductKind.PACKAGING)
        self.product.set_choices(
            [
                Choice(each.uid, each.name, each.unit, each.code)
                for kind in kinds
                for each in self.stuff.goods
                if each.kind is kind
            ]
        )

    def _tell_title(self) -> None:
        name = self.name.name() or self._product_name()
        self.title.setText(
            _("New recipe") if self._replaces is None else _("Recipe: {name}").format(name=name)
        )

    def _tell_unit(self) -> None:
        goods = self.stuff.goods_of(self.state.product_uid)
        self.quantity.set_unit("" if goods is None else goods.unit)

    def _show_all(self) -> None:
        self.editor.show_state(self.state, self.stuff, self.state.preview(self.stuff))
        self._show_summary()

    def _show_summary(self) -> None:
        preview = self.state.preview(self.stuff)
        goods = self.stuff.goods_of(self.state.product_uid)
        self.editor.show_preview(preview)
        self.summary.show_preview(preview, "" if goods is None else goods.unit)

    def _on_new_product(self, name: str) -> None:
        self.product_wanted.emit(name)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()

    @Slot()
    def _on_changed(self) -> None:
        self._pin()
        self.error.show_text("")
        self._show_summary()

    @Slot(object)
    def _on_product_committed(self, key: object) -> None:
        if not isinstance(key, bytes) or key == self.state.product_uid:
            return
        self.state.product_uid = key
        others = [out for out in self.state.outputs if out.kind is not OutputKind.GOOD]
        self.state.outputs = [Out(key, OutputKind.GOOD, self.state.planned_milli), *others]
        self._tell_unit()
        self._show_all()
        (self.quantity if self.quantity.is_empty() else self.editor.lines).setFocus()

    @Slot(object)
    def _on_quantity_changed(self, value: object) -> None:
        self.state.planned_milli = value if isinstance(value, int) else None
        for out in self.state.outputs[:1]:
            out.quantity_milli = self.state.planned_milli
        self._show_summary()

    @Slot(object)
    def _on_cell_opened(self, field: TypedField) -> None:
        self.area.ensureWidgetVisible(field, 0, theme.px(80))

    @Slot()
    def _on_editor_finished(self) -> None:
        self.save_button.setFocus()
