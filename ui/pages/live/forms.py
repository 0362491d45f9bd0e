"""The forms of a live sale: the list with its codes, a text to paste, one line, and booking all."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.chat_goods import DayCode
from app.domain.document import new_uid
from app.domain.order_intake import KIND_WORDS, IntakeData, IntakeKind
from app.domain.pre_order import WAY_WORDS, DeliveryWay
from app.i18n import _, ngettext
from app.queries.order_intake import IntakeContents, IntakeLine
from app.services.order_intake import LineData
from app.thai.dates import today
from reports.common import in_language
from ui import formats, theme
from ui.pages.live.work import Lists, TypedList
from ui.widgets.basics import SegmentedControl
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, QuantityField, UnitCostField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.goods_fields import OWN, UnitField, goods_choices
from ui.widgets.goods_lines import GoodsLine, GoodsTable
from ui.widgets.labels import Label
from ui.widgets.line_table import LineColumn
from ui.widgets.party_field import NewName, PartyField

Today = Callable[[], dt.date]
NO_CHANNEL = ""
WIDE = 1_060


class CodeRow(GoodsLine):
    """A code of the day: what it means, at which price, how many at once."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.code = NameField(most=40)
        self.what = ChoiceField(choices=choices, required=True)
        self.price = UnitCostField()
        self.quantity = QuantityField()
        super().__init__(self.code, self.what, self.price, self.quantity)

    def is_empty(self) -> bool:
        """Whether neither code nor goods were typed."""
        return self.code.is_empty() and self.what.is_empty()

    def draft(self) -> DayCode:
        """As it is typed."""
        return DayCode(self.code.name(), self.uid(), "", self.price.number(), self.quantity.number())


class CodeLines(GoodsTable[CodeRow]):
    """The codes of the day."""

    columns = (
        LineColumn(lambda: _("Code"), 2),
        LineColumn(lambda: _("Goods"), 6),
        LineColumn(lambda: _("Price today"), 3, right=True),
        LineColumn(lambda: _("How many at once"), 2, right=True),
    )

    def make(self) -> CodeRow:
        """An empty line."""
        return CodeRow(self.choices)

    def set_codes(self, codes: Sequence[DayCode], names: Sequence[str]) -> None:
        """Fill the lines in."""
        for line, code, name in zip(self.set_count(len(codes)), codes, names, strict=True):
            line.code.set_value(code.code)
            self.choose(line, code.product_uid, name)
            line.price.set_value(code.price_e4)
            line.quantity.set_value(code.quantity_milli)
        self._fill_up()
        self.changed.emit()

    def drafts(self) -> tuple[DayCode, ...]:
        """The codes as they are typed."""
        return tuple(line.draft() for line in self.begun())


class ListForm(FormPage):
    """A live sale or another list of orders, and its codes; ``submitted`` gives a ``TypedList``."""

    submitted = Signal(object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid, self._is_new = new_uid(), True
        self._lists = Lists()
        self.content.setMaximumWidth(theme.px(WIDE))
        self.kind = SegmentedControl()
        self.name = NameField(most=200, required=True)
        self.day = ThaiDateField(required=True, today=today)
        self.channel = SimpleChoice()
        self.note = NameField()
        self.top = FlowingForm((self.name, self.day, self.channel, self.note), columns=4)
        self.hint = Label("", tone="soft", wrap=True)
        self.codes = CodeLines()
        for part in (self.kind, self.top, self.hint, self.codes):
            self.add(part)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("New list of orders") if self._is_new else _("List and codes of the day"))
        self.kind.setAccessibleName(_("How the orders come in"))
        self.kind.set_choices([(kind, _(words)) for kind, words in KIND_WORDS.items()])
        self.top.set_texts((_("Name"), _("Day"), _("Ordered by way of"), _("Note")))
        self.hint.setText(
            _(
                "A code may be a number, letters or a nickname. It holds for this list only; "
                "names of goods work too."
            )
        )
        self.day.retranslate()
        self.codes.retranslate()
        self.save_button.set_text(_("Save the list"))
        self._offer()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self.codes.set_goods(lists.goods)
        self._offer()

    def _offer(self) -> None:
        chosen = self.channel.key()
        ways = [Choice(x.code, in_language(x.name, x.name_en)) for x in self._lists.channels]
        self.channel.set_choices([Choice(NO_CHANNEL, _("Not said")), *ways])
        self.channel.set_value(chosen if chosen is not None else NO_CHANNEL)

    def clear_form(self) -> None:
        """A new list of today."""
        self._uid, self._is_new = new_uid(), True
        self.set_busy(False)
        self.say("")
        today = self._today()
        self.kind.set_key(IntakeKind.LIVE)
        self.kind.setEnabled(True)
        self.name.set_value(_("Live sale {day}").format(day=formats.date(today)))
        self.day.set_value(today)
        codes = {each.code for each in self._lists.channels}
        self.channel.set_value("live" if "live" in codes else NO_CHANNEL)
        self.note.set_value(None)
        self.codes.clear()
        self.retranslate()
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    def fill(self, found: IntakeContents) -> None:
        """A list that is changed."""
        self.clear_form()
        about = found.intake
        self._uid, self._is_new = about.uid, False
        self.kind.set_key(about.kind)
        self.kind.setEnabled(False)
        self.name.set_value(about.name)
        self.day.set_value(about.on)
        self.channel.set_value(about.channel or NO_CHANNEL)
        self.note.set_value(about.note or None)
        codes = [DayCode(x.code, x.product_uid, x.unit, x.price_e4, x.quantity_milli) for x in found.codes]
        self.codes.set_codes(codes, [x.name for x in found.codes])
        self.retranslate()

    def submit(self) -> None:
        """Hand the list over."""
        right = [self.codes.check(), self.day.check(), self.name.check()]
        day = self.day.date()
        if self.busy or not all(right) or day is None:
            return
        self.set_busy(True)
        data = IntakeData(
            IntakeKind(str(self.kind.key())),
            self.name.name(),
            day,
            str(self.channel.key() or ""),
            self.note.name(),
        )
        self.submitted.emit(TypedList(self._uid, data, self.codes.drafts(), self._is_new))


class PasteForm(FormPage):
    """A box for a chat; ``submitted`` gives the text."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content.setMaximumWidth(theme.px(WIDE))
        self.hint = Label("", tone="soft", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.px(260))
        self.add(self.hint)
        self.fields.addWidget(self.text, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Paste a chat"))
        self.text.setAccessibleName(_("Lines of the chat"))
        self.text.setPlaceholderText(_("Miss A: A12 2\nMr B: B1 1\nMr B: change to 3"))
        self.hint.setText(
            _(
                "Copy the comments or the chat as they are. Every line is kept; "
                "nothing is booked before you have looked."
            )
        )
        self.clear_button.set_text(_("Empty the box"))
        self.save_button.set_text(_("Read the lines"))

    def clear_form(self) -> None:
        """An empty box."""
        self.set_busy(False)
        self.say("")
        self.text.clear()
        self.text.setFocus()

    def submit(self) -> None:
        """Hand the text over; it stays in the box until it was read."""
        if not self.busy and self.text.toPlainText().strip():
            self.set_busy(True)
            self.submitted.emit(self.text.toPlainText())


class LineForm(FormPage):
    """A line to decide about; ``submitted`` gives (position, LineData)."""

    submitted = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = Lists()
        self._line: IntakeLine | None = None
        self.said = Label("", strong=True, wrap=True, private="words")
        self.buyer = PartyField(required=True)
        self.what = ChoiceField(required=True)
        self.quantity, self.unit, self.price = QuantityField(required=True), UnitField(), UnitCostField()
        self.form = FlowingForm((self.what, self.quantity, self.unit, self.buyer, self.price))
        self.add(self.said)
        self.add(self.form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.what.committed.connect(self._on_goods_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("What was meant?"))
        self.form.set_texts(
            (_("Goods"), _("Quantity"), _("Unit"), _("Buyer"), _("Price each, if not the usual one"))
        )
        self.save_button.set_text(_("It is right so"))

    def set_lists(self, lists: Lists) -> None:
        """People and goods."""
        self._lists = lists
        self.buyer.set_people(lists.people)
        self.what.set_choices(goods_choices(lists.goods))

    def begin(self, line: IntakeLine) -> None:
        """Show a line as it was understood."""
        self._line = line
        self.set_busy(False)
        self.say("")
        self.said.setText(line.said)
        key: object = line.party_uid
        if key is None and line.buyer:
            same = [each for each in self._lists.people if each.name == line.buyer]
            key = same[0].uid if len(same) == 1 else NewName(line.buyer, new_uid())
        if isinstance(key, NewName):
            self.buyer.set_choices([*self.buyer.model.choices(), Choice(key, key.name)])
        self.buyer.set_value(key)
        known = any(each.uid == line.product_uid for each in self._lists.goods)
        if line.product_uid is not None and not known:
            choices = [*goods_choices(self._lists.goods), Choice(line.product_uid, line.product)]
            self.what.set_choices(choices)
        self.what.set_value(line.product_uid)
        self._set_units(line.product_uid, line.unit or OWN)
        self.quantity.set_value(line.quantity_milli)
        self.price.set_value(line.own_price_e4)
        first = next((x for x in (self.what, self.quantity, self.buyer) if x.is_empty()), self.what)
        first.edit.setFocus()

    def submit(self) -> None:
        """Hand the decision over."""
        right = [self.buyer.check(), self.quantity.check(), self.what.check()]
        line, buyer, what = self._line, self.buyer.key(), self.what.key()
        if self.busy or not all(right) or line is None:
            return
        self.set_busy(True)
        unit = self.unit.pack()
        data = LineData(
            buyer.name if isinstance(buyer, NewName) else (line.buyer or self.buyer.edit.text().strip()),
            buyer if isinstance(buyer, bytes) else None,
            what if isinstance(what, bytes) else None,
            self.quantity.number(),
            unit.name if unit is not None else "",
            self.price.number(),
            line.code,
        )
        self.submitted.emit(line.position, data)

    @Slot(object)
    def _on_goods_chosen(self, key: object) -> None:
        self._set_units(key if isinstance(key, bytes) else None, OWN)

    def _set_units(self, uid: bytes | None, chosen: str) -> None:
        product = next((each for each in self._lists.goods if each.uid == uid), None)
        packs = self._lists.packs.get(uid, ()) if uid is not None else ()
        known = chosen if any(pack.name == chosen for pack in packs) else OWN
        self.unit.set_units(product.unit if product else "", packs, known)


class BookForm(FormPage):
    """For which day and how the goods go out; ``submitted`` gives (day, way)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._count = today, 0
        self.about = Label("", wrap=True)
        self.wanted = ThaiDateField(required=True, today=today)
        self.way = SimpleChoice(required=True)
        self.form = FlowingForm((self.wanted, self.way))
        self.add(self.about)
        self.add(self.form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Book all"))
        self.about.setText(
            ngettext(
                "{count} line becomes an order of its buyer.",
                "{count} lines become one order for each buyer.",
                self._count,
            ).format(count=formats.count(self._count))
        )
        self.form.set_texts((_("Wanted on"), _("How the goods go to the customer")))
        self.wanted.retranslate()
        chosen = self.way.key()
        self.way.set_choices([Choice(way, _(words)) for way, words in WAY_WORDS.items()])
        self.way.set_value(chosen or DeliveryWay.PICKUP)
        self.save_button.set_text(_("Book all"))

    def begin(self, count: int, promise_days: int) -> None:
        """A form for so many lines; the group usually promises goods after so many days."""
        self._count = count
        self.set_busy(False)
        self.say("")
        self.wanted.set_value(self._today() + dt.timedelta(days=promise_days))
        self.retranslate()
        self.wanted.edit.setFocus()

    def submit(self) -> None:
        """Hand day and way over."""
        day = self.wanted.date()
        if not self.busy and self.wanted.check() and day is not None:
            self.set_busy(True)
            self.submitted.emit(day, DeliveryWay(str(self.way.key())))
