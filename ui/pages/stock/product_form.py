"""The form of a product: everything that is kept of it, in everyday words, faults said under their field."""

# Long because: a form of many fields, each with its place, words and value.

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from app.domain.basket import Part
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.product import (
    BarcodeCharactersError,
    CodeCharactersError,
    NegativePriceError,
    NegativeSettingError,
    PackFactorError,
    PackTwiceError,
    ProductData,
    ProductNameMissingError,
    UnitMissingError,
    checked_product,
)
from app.errors import SamutError, UserError
from app.i18n import _
from app.queries.products import Product
from app.services.products import BarcodeTakenError, CodeTakenError, VariantError
from app.thai.digits import AmountTooLargeError
from ui import theme
from ui.messages_text import error_text
from ui.pages.stock.packs import PacksEditor
from ui.pages.stock.set_parts import PartsEditor
from ui.pages.stock.work import Card, Lists
from ui.runner import Runner
from ui.widgets.arrange import Form, column, line, row
from ui.widgets.basics import SegmentedControl
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.days import DaysField
from ui.widgets.fields import NameField, QuantityField, TypedField, UnitCostField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import NewName
from ui.widgets.photo_box import PhotoBox, ask_file


class ProductForm(FormPage):
    """Fills in a ``ProductData``; ``submitted`` gives
    (data, category, photo, uid of the product that is changed, uid of a new one, parts of a set).
    """

    submitted = Signal(object, object, object, object, object, object)

    def __init__(
        self,
        runner: Runner,
        *,
        ask: Callable[[QWidget | None], Path | None] = ask_file,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._existing: Product | None = None
        self._uid = new_uid()
        self._lists = Lists()
        self._for_sale_touched = False
        self._before: object = None
        self._thumbnail: bytes | None = None
        self.kind = SegmentedControl()
        self.kind.chosen.connect(self._on_kind_chosen)
        self.photo = PhotoBox(runner, ask=ask)
        self.name = NameField(required=True)
        self.name.changed.connect(self._on_name_changed)
        self.code = NameField(most=40)
        self.unit = NameField(required=True, most=60)
        self.unit.changed.connect(self._on_unit_changed)
        self.category = ChoiceField(on_create=self._new_category)
        self.barcode = NameField(most=48)
        self.price = UnitCostField()
        self.vat = SimpleChoice()
        self.open_price, self.weighed, self.for_sale = QCheckBox(), QCheckBox(), QCheckBox()
        self.open_price.toggled.connect(self._on_open_price_toggled)
        self.for_sale.clicked.connect(self._on_for_sale_clicked)
        self.parent_goods = ChoiceField()
        self.size_words, self.colour_words = NameField(most=60), NameField(most=60)
        self.shelf = DaysField()
        self.reorder = QuantityField()
        self.origin = NameField()
        self.story = QPlainTextEdit()
        self.story.setTabChangesFocus(True)
        self.story.setFixedHeight(theme.line_height() * 3 + 20)
        self.packs = PacksEditor()
        self.parts = PartsEditor()
        self.parts_hint = Label("", type="small", tone="soft", wrap=True)
        self._parts: tuple[Part, ...] = ()
        self._form_labels: list[Label] = []
        self._titles = [Label("", type="large", strong=True) for _number in range(6)]
        self._lay_out()
        self.retranslate()
        self.clear_form()

    def _lay_out(self) -> None:
        first = Form(2)
        self._form_labels += [
            first.add("", self.name, span=2),
            first.add("", self.unit),
            first.add("", self.category),
            first.add("", self.code),
            first.add("", self.barcode),
        ]
        prices = Form(2)
        self._form_labels += [prices.add("", self.price), prices.add("", self.vat)]
        stock = Form(2)
        self._form_labels += [stock.add("", self.reorder), stock.add("", self.shelf)]
        sort = Form(3)
        self._form_labels += [
            sort.add("", self.parent_goods),
            sort.add("", self.size_words),
            sort.add("", self.colour_words),
        ]
        tale = Form(1)
        self._form_labels += [tale.add("", self.origin), tale.add("", self.story)]
        ticks = column(self.open_price, self.weighed, self.for_sale, spacing=4)
        self.add(self.kind)
        beside = row(column(first, -1), self.photo, spacing=theme.AROUND)
        beside.setStretch(0, 1)
        self.add(beside)
        for title, *parts in (
            (self._titles[0], prices, ticks),
            (self._titles[1], self.packs),
            (self._titles[2], stock),
            (self._titles[3], sort),
            (self._titles[4], self.parts_hint, self.parts),
            (self._titles[5], tale),
        ):
            self.add(line())
            self.add(title)
            for part in parts:
                self.add(part)
        self.fields.addStretch(1)

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.kind.setAccessibleName(_("What it is"))
        self.kind.set_choices(
            [
                (ProductKind.PRODUCT, _("Product")),
                (ProductKind.MATERIAL, _("Material")),
                (ProductKind.PACKAGING, _("Packaging")),
                (ProductKind.SERVICE, _("Service")),
            ]
        )
        words = (
            _("Name"),
            _("Counted in, for example bottle or kg"),
            _("Category"),
            _("Code (empty: given by itself)"),
            _("Barcode (scan it here)"),
            _("Price of one"),
            _("VAT"),
            _("Warn when at or under"),
            _("Keeps for"),
            _("Size or colour of (empty: none)"),
            _("Size"),
            _("Colour"),
            _("Where it comes from"),
            _("Its story, for posts and labels"),
        )
        fields: tuple[QWidget, ...] = (
            self.name,
            self.unit,
            self.category,
            self.code,
            self.barcode,
            self.price,
            self.vat,
            self.reorder,
            self.shelf,
            self.parent_goods,
            self.size_words,
            self.colour_words,
            self.origin,
            self.story,
        )
        for label, text, field in zip(self._form_labels, words, fields, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.price.set_unit(_("baht"))
        self.shelf.set_unit(_("days"))
        vat = self.vat.key()
        self.vat.set_choices(
            [
                Choice("unknown", _("Not decided yet")),
                Choice("taxable", _("With VAT")),
                Choice("exempt", _("Free of VAT (fresh farm goods)")),
            ]
        )
        self.vat.set_value(vat or "unknown")
        self.open_price.setText(_("The seller types the price each time"))
        self.weighed.setText(_("Sold by weight"))
        self.for_sale.setText(_("Offered on the till"))
        titles = (_("Price"), _("Packs"), _("Stock"), _("Sizes and colours"), _("Sold as a set"), _("Story"))
        for title, text in zip(self._titles, titles, strict=True):
            title.setText(text)
        self.photo.retranslate()
        self.packs.retranslate()
        self.parts.retranslate()
        self.parts_hint.setText(
            _("A gift basket or set is put together when it is sold: these goods leave the stock then.")
        )
        self._say_what()

    def _say_what(self) -> None:
        if self._existing is None:
            self.title.setText(_("New product"))
        else:
            self.title.setText(_("Edit {name}").format(name=self._existing.name))
        self.save_button.set_text(_("Save"))
        self.clear_button.set_text(_("Start empty") if self._existing is None else _("As it was"))

    # ---- what the page around it uses

    def set_lists(self, lists: Lists) -> None:
        """Other categories to choose from."""
        self._lists = lists
        new = [choice for choice in self.category.model.choices() if isinstance(choice.key, NewName)]
        known = [Choice(row.id, row.name) for row in lists.categories]
        names = {choice.text for choice in known}
        self._offer_parents()
        self.category.set_choices(known + [choice for choice in new if choice.text not in names])

    def _offer_parents(self) -> None:
        """Everything that may have sizes and colours, but not the product itself."""
        own = self._existing.id if self._existing is not None else None
        own_uid = self._existing.uid if self._existing is not None else None
        self.parts.offer((*self._lists.goods, *self._lists.services), own_uid)
        chosen = self.parent_goods.key()
        self.parent_goods.set_choices(
            [Choice(each.id, each.name, note=each.code) for each in self._lists.goods if each.id != own]
        )
        if chosen is not None:
            self.parent_goods.set_value(chosen)

    def edit(self, card: Card | None, kind: ProductKind = ProductKind.PRODUCT) -> None:
        """Begin with a product, or an empty form; one that was begun for the same is gone on with."""
        existing = None if card is None else card.product
        same = (existing is None) == (self._existing is None) and (
            existing is None or self._existing is None or existing.uid == self._existing.uid
        )
        if same and self.is_touched():
            return
        self._existing = existing
        self._uid = new_uid()
        self._parts = card.parts if card else ()
        self._offer_parents()
        self._show(existing.data if existing else ProductData("", "", kind))
        self._thumbnail = card.thumbnail if card else None
        self.photo.set_photo(self._thumbnail, existing.name if existing else "")
        self._before = self._state()
        self._say_what()
        self.area.verticalScrollBar().setValue(0)

    def clear_form(self) -> None:
        """Back to how it was when the form opened."""
        existing = self._existing
        self._show(existing.data if existing else ProductData("", "", self._kind()))
        self.photo.set_photo(self._thumbnail, existing.name if existing else "")
        self._before = self._state()
        self._uid = new_uid()
        self.name.edit.setFocus()

    def saved(self) -> None:
        """What was typed is in the book."""
        self.set_busy(False)
        self._existing, self._thumbnail, self._parts = None, None, ()
        self.clear_form()
        self._say_what()

    def is_touched(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._state() != self._before or self.photo.photo() is not None

    def take_barcode(self, code: str) -> None:
        """A scanner's code goes to the pack whose line the cursor is in, else to the product."""
        for pack in self.packs.lines:
            if pack.barcode.edit.hasFocus():
                pack.barcode.set_value(code)
                return
        self.barcode.set_value(code)
        self.barcode.edit.setFocus()

    # ---- values

    def _kind(self) -> ProductKind:
        kind = self.kind.key()
        return kind if isinstance(kind, ProductKind) else ProductKind.PRODUCT

    def _show(self, data: ProductData) -> None:
        self.say("")
        self.kind.set_key(data.kind)
        self.name.set_value(data.name)
        self.code.set_value(data.code)
        self.unit.set_value(data.unit)
        self.category.set_value(data.category_id)
        self.barcode.set_value(data.barcode)
        self.price.set_value(data.price_e4)
        self.vat.set_value(data.vat_class)
        self.open_price.setChecked(data.is_open_price)
        self.weighed.setChecked(data.is_weighed)
        self._for_sale_touched = data.is_for_sale is not None
        sold = data.kind in (ProductKind.PRODUCT, ProductKind.SERVICE)
        self.for_sale.setChecked(sold if data.is_for_sale is None else data.is_for_sale)
        self.shelf.set_value(data.shelf_days)
        self.reorder.set_value(data.reorder_milli or None)
        self.parent_goods.set_value(data.parent_id)
        self.size_words.set_value(data.size)
        self.colour_words.set_value(data.colour)
        self.origin.set_value(data.origin)
        self.story.setPlainText(data.story)
        self.packs.set_value(data.units)
        self.parts.set_value(self._parts)
        self._on_unit_changed(data.unit)

    def data(self) -> ProductData:
        """Everything as it is typed now; nothing is checked yet."""
        category, parent = self.category.key(), self.parent_goods.key()
        return ProductData(
            name=self.name.text(),
            unit=self.unit.text(),
            kind=self._kind(),
            code=self.code.text(),
            barcode=self.barcode.text() or None,
            category_id=category if isinstance(category, int) else None,
            price_e4=self.price.number(),
            is_open_price=self.open_price.isChecked(),
            is_weighed=self.weighed.isChecked(),
            is_for_sale=self.for_sale.isChecked(),
            shelf_days=self.shelf.number(),
            story=self.story.toPlainText(),
            origin=self.origin.text(),
            reorder_milli=self.reorder.number_or_zero(),
            vat_class=str(self.vat.key() or "unknown"),
            maker_id=self._existing.data.maker_id if self._existing else None,
            position=self._existing.data.position if self._existing else 0,
            units=self.packs.value(),
            parent_id=parent if isinstance(parent, int) else None,
            size=self.size_words.text(),
            colour=self.colour_words.text(),
        )

    def _state(self) -> object:
        fields = (self.price, self.shelf, self.reorder, self.category)
        return self.data(), self.parts.value(), tuple(field.text() for field in fields)

    # ---- saving

    @Slot()
    def submit(self) -> None:
        """Check every field, then hand over what was typed."""
        if self.busy:
            return
        self.say("")
        fields = (self.name, self.unit, self.category, self.price, self.reorder, self.shelf)
        wrong = [field for field in fields if not field.check()]
        if not self.packs.check() or not self.parts.check() or wrong:
            if wrong:
                wrong[0].edit.setFocus()
                self.area.ensureWidgetVisible(wrong[0])
            return
        data = self.data()
        try:
            checked_product(data)
        except UserError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        existing = None if self._existing is None else self._existing.uid
        photo, parts = self.photo.photo(), self.parts.value()
        self.submitted.emit(data, self.category.key(), photo, existing, self._uid, parts)

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong under the field that it is about."""
        self.set_busy(False)
        field = self._field_of(error)
        if field is None:
            self.say(error_text(error))
            return
        field.set_error(error_text(error))
        field.edit.setFocus()
        self.area.ensureWidgetVisible(field)

    def _field_of(self, error: SamutError) -> TypedField | None:
        if isinstance(error, ProductNameMissingError):
            return self.name
        if isinstance(error, UnitMissingError):
            return self.unit
        if isinstance(error, CodeCharactersError | CodeTakenError):
            return self.code
        if isinstance(error, BarcodeCharactersError | BarcodeTakenError):
            return self.packs.field_of_barcode(error.data.get("barcode")) or self.barcode
        if isinstance(error, PackFactorError | PackTwiceError):
            return self.packs.field_of_name(error.data.get("name"))
        if isinstance(error, NegativePriceError | AmountTooLargeError):
            return self.price
        if isinstance(error, VariantError):
            return self.parent_goods
        if isinstance(error, NegativeSettingError):
            return self.reorder
        return None

    # ---- slots

    def _new_category(self, name: str) -> object:
        key = NewName(name, new_uid())
        self.category.set_choices([*self.category.model.choices(), Choice(key, name)])
        return key

    @Slot(object)
    def _on_kind_chosen(self, kind: object) -> None:
        if not self._for_sale_touched:
            self.for_sale.setChecked(kind in (ProductKind.PRODUCT, ProductKind.SERVICE))

    @Slot(object)
    def _on_name_changed(self, _name: object) -> None:
        self.photo.set_name(self.name.text())

    @Slot(object)
    def _on_unit_changed(self, _unit: object) -> None:
        unit = self.unit.text()
        self.reorder.set_unit(unit)
        self.packs.set_unit(unit)

    @Slot(bool)
    def _on_open_price_toggled(self, is_open: bool) -> None:
        self.price.setEnabled(not is_open)

    @Slot()
    def _on_for_sale_clicked(self) -> None:
        self._for_sale_touched = True
