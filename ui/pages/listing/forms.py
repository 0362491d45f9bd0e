"""The forms of the online market: a product page, and which paper or pack of which goods."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from app.domain.listing import POST_WORDS, PageData, PostLength
from app.domain.money import MILLI
from app.domain.session import Permission, Session
from app.i18n import _, ngettext
from app.queries.product_pages import PageRow
from reports.common import in_language
from reports.goods_labels import FORMATS, MOST_COPIES, USUAL_FORMAT
from reports.listing_pack import PackOptions
from ui import formats, theme
from ui.pages.listing.work import CATALOGUE, GOODS, PACK, RECALL, SHELF, Lists, Wanted
from ui.widgets.basics import Button, column
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.label_sheet import LabelSheetField
from ui.widgets.labels import Label

WIDE = 1_000
NEWEST = ""
USUAL_PRICES = ""


class WordsBox(QPlainTextEdit):
    """A text of several lines; Tab goes on."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMinimumHeight(theme.px(28 * lines))
        self.setMaximumHeight(theme.px(40 * lines))


class PageForm(FormPage):
    """What the online market shows of a product; ``submitted`` gives (product's uid, ``PageData``)."""

    submitted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: PageRow | None = None
        self.content.setMaximumWidth(theme.px(WIDE))
        self.title_field = NameField(most=200)
        self.producer = ChoiceField()
        self.net, self.weight = NameField(most=100), QuantityField()
        self.tags = NameField(most=1_000)
        self.top = FlowingForm((self.title_field, self.producer, self.net, self.weight), columns=2)
        self.text, self.ingredients, self.directions = WordsBox(4), WordsBox(2), WordsBox(2)
        self._boxes = [
            (Label("", type="small", tone="soft"), box)
            for box in (self.text, self.ingredients, self.directions)
        ]
        self.tag_form = FlowingForm((self.tags,), columns=1)
        self.listed = QCheckBox()
        self.add(self.top)
        for label, box in self._boxes:
            self.add(column(label, box, spacing=4))
        for part in (self.tag_form, self.listed):
            self.add(part)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self._row.shown.name if self._row is not None else ""
        self.title.setText(_("Product page: {name}").format(name=name))
        self.top.set_texts(
            (
                _("Title in the market"),
                _("Producer"),
                _("Content, as on the label"),
                _("Weight of a parcel, grams"),
            )
        )
        texts = (_("Text"), _("Ingredients"), _("How to use it"))
        for (label, box), text in zip(self._boxes, texts, strict=True):
            label.setText(text)
            box.setAccessibleName(text)
        self.tag_form.set_texts((_("Hashtags"),))
        self.listed.setText(_("Show it in the online market"))
        self.save_button.set_text(_("Save the page"))

    def set_lists(self, lists: Lists) -> None:
        """Who can have made it."""
        self.producer.set_choices([Choice(each.uid, each.name, also=each.code) for each in lists.people])

    def begin(self, row: PageRow) -> None:
        """Show the page of a product."""
        self._row = row
        self.set_busy(False)
        self.say("")
        data = row.shown.page
        self.title_field.set_value(data.title or None)
        self.title_field.edit.setPlaceholderText(row.shown.name)
        self.producer.edit.setPlaceholderText(row.shown.producer)
        self.producer.set_value(data.producer_uid)
        self.net.set_value(data.net_content or None)
        self.weight.set_value(None if data.weight_g is None else data.weight_g * MILLI)
        self.text.setPlainText(data.text)
        self.text.setPlaceholderText(row.shown.story)
        self.ingredients.setPlainText(data.ingredients)
        self.directions.setPlainText(data.directions)
        self.tags.set_value(data.hashtags or None)
        self.listed.setChecked(data.is_listed)
        self.retranslate()
        self.title_field.edit.setFocus()

    def submit(self) -> None:
        """Hand the page over."""
        right = [
            field.check() for field in (self.tags, self.weight, self.net, self.producer, self.title_field)
        ]
        if self.busy or not all(right) or self._row is None:
            return
        self.set_busy(True)
        producer = self.producer.key()
        data = PageData(
            self.title_field.name(),
            self.text.toPlainText(),
            self.tags.name(),
            self.ingredients.toPlainText(),
            self.directions.toPlainText(),
            self.net.name(),
            _whole(self.weight),
            producer if isinstance(producer, bytes) else None,
            self.listed.isChecked(),
        )
        self.submitted.emit(self._row.uid, data)


class PaperForm(FormPage):
    """Which paper or pack; ``submitted`` gives a ``Wanted`` to save, ``printing`` one to print."""

    submitted = Signal(object)
    printing = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recalls = session.may(Permission.SEE_BOOKS)
        self._codes: tuple[str, ...] = ()
        self._lists = Lists()
        self.kind = SimpleChoice(required=True)
        self.kind.committed.connect(self._on_kind_chosen)
        self.about = Label("", wrap=True)
        self.length = SimpleChoice(required=True)
        self.link = NameField(most=300)
        self.strip = QCheckBox()
        self.strip.setChecked(True)
        self.prices = SimpleChoice()
        self.sheet = LabelSheetField(FORMATS, USUAL_FORMAT)
        self.used, self.copies = QuantityField(), QuantityField()
        self.lot = ChoiceField()
        self.form = FlowingForm(
            (
                *(self.kind, self.prices, self.length, self.link),
                *(self.sheet, self.used, self.copies, self.lot),
            ),
            columns=1,
        )
        self.add(self.about)
        self.add(self.form)
        self.add(self.strip)
        self.fields.addStretch(1)
        self.print_button = Button("", self._on_print_clicked, icon="printer")
        self.foot.insertWidget(2, self.print_button)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Packs and papers"))
        self.form.set_texts(
            (
                _("Which paper or pack"),
                _("Prices as sold by way of"),
                _("Length of posts"),
                _("Address of the shop, if there is one"),
                _("Labels on a sheet"),
                _("Labels used already"),
                _("Copies of each"),
                _("Lot"),
            )
        )
        self.strip.setText(_("Write the price on the first picture"))
        self.print_button.set_text(_("Print"))
        self.save_button.set_text(_("Save the file"))
        chosen = self.kind.key() or PACK
        kinds = [
            Choice(PACK, _("Listing pack: posts, pictures, lists")),
            Choice(CATALOGUE, _("Catalogue with pictures")),
            Choice(SHELF, _("Shelf labels")),
            Choice(GOODS, _("Product labels")),
        ]
        if self._recalls:
            kinds.append(Choice(RECALL, _("Recall list")))
        self.kind.set_choices(kinds)
        self.kind.set_value(chosen)
        length = self.length.key() or PostLength.USUAL
        self.length.set_choices([Choice(key, _(words)) for key, words in POST_WORDS.items()])
        self.length.set_value(length)
        self.sheet.retranslate()
        self._offer_prices()
        self._offer()

    def set_lists(self, lists: Lists) -> None:
        """Which lots there are."""
        self._lists = lists
        self.lot.set_choices(
            [Choice(code, f"{code} · {name}", note=formats.date(day)) for code, name, day in lists.lots]
        )
        self._offer_prices()

    def begin(self, kind: str, codes: Sequence[str]) -> None:
        """A form for these goods."""
        self._codes = tuple(codes)
        self.set_busy(False)
        self.say("")
        self.kind.set_value(kind)
        self.used.set_value(0)
        self.copies.set_value(MILLI)
        self.sheet.begin()
        self.retranslate()
        self.kind.edit.setFocus()

    def wanted(self) -> Wanted | None:
        """What is asked for; None while something is missing."""
        kind, lot = str(self.kind.key() or ""), self.lot.key()
        asked = self.form.shown()
        numbers = [each for each in (self.copies, self.used, self.link) if each in asked]
        if [each for each in numbers if not each.check()]:
            return None
        if self.copies in asked and (_whole(self.copies) or 1) > MOST_COPIES:
            words = _("At most {most} copies of each at a time.")
            self.copies.set_error(words.format(most=formats.count(MOST_COPIES)))
            self.copies.edit.setFocus()
            return None
        if kind == RECALL and lot is None:
            self.lot.set_error(_("Which lot is called back?"))
            self.lot.edit.setFocus()
            return None
        channel = str(self.prices.key() or USUAL_PRICES)
        option = f"{self.sheet.key()}:{_whole(self.used) or 0}:{_whole(self.copies) or 1}:{channel}"
        if kind in (SHELF, GOODS):
            self.sheet.remember()
        return Wanted(
            kind,
            self._codes if kind != RECALL else (),
            str(lot) if lot is not None and kind in (GOODS, RECALL) else "",
            option if kind in (SHELF, GOODS) else channel if kind == CATALOGUE else "",
            PackOptions(
                PostLength(str(self.length.key())), self.strip.isChecked(), self.link.name(), channel
            ),
        )

    def submit(self) -> None:
        """Hand what is asked for over, to be saved."""
        wanted = self.wanted()
        if not self.busy and wanted is not None:
            self.submitted.emit(wanted)

    @Slot()
    def _on_print_clicked(self) -> None:
        wanted = self.wanted()
        if not self.busy and wanted is not None:
            self.printing.emit(wanted)

    @Slot(object)
    def _on_kind_chosen(self, _key: object) -> None:
        self._offer()

    def _offer_prices(self) -> None:
        chosen = self.prices.key()
        self.prices.set_choices(
            [
                Choice(USUAL_PRICES, _("Usual prices")),
                *(Choice(each.code, in_language(each.name, each.name_en)) for each in self._lists.channels),
            ]
        )
        self.prices.set_value(chosen or USUAL_PRICES)

    def _offer(self) -> None:
        kind = self.kind.key()
        labels = kind in (SHELF, GOODS)
        self.form.show_fields(
            [
                True,
                kind in (PACK, CATALOGUE, SHELF) and bool(self._lists.channels),
                kind == PACK,
                kind == PACK,
                labels,
                labels,
                labels,
                kind in (GOODS, RECALL),
            ]
        )
        self.strip.setVisible(kind == PACK)
        self.print_button.setVisible(kind != PACK)
        count = len(self._codes)
        words = ngettext("{count} kind of goods", "{count} kinds of goods", count)
        self.about.setText(words.format(count=formats.count(count)) if kind != RECALL else "")


def _whole(field: QuantityField) -> int | None:
    """The whole number in a field; None for an empty one."""
    number = field.number()
    return None if number is None else number // MILLI
