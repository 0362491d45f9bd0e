"""The forms of goods that go to a market day and come back from it."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.market_event import BackLine, BringBackDraft, TakenLine, TakeOutDraft, WhySpoiledError
from app.errors import SamutError
from app.i18n import _
from app.queries.market_events import AtStall, Event
from app.queries.products import ProductRow
from app.thai.dates import today
from ui import formats
from ui.pages.events.work import Lists
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, QuantityField, TypedField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.goods_lines import GoodsLine, GoodsTable
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable


class TakenLineRow(GoodsLine):
    """One kind of goods that goes along."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.what, self.quantity = ChoiceField(choices=choices, required=True), QuantityField(required=True)
        self.there = Label("", tone="soft")
        super().__init__(self.what, self.quantity, self.there)


class TakenLines(GoodsTable[TakenLineRow]):
    """What goes along, with what the store has."""

    columns = (
        LineColumn(lambda: _("Product"), 8),
        LineColumn(lambda: _("Taken along"), 3, right=True),
        LineColumn(lambda: _("In the book"), 4),
    )

    def make(self) -> TakenLineRow:
        """An empty line."""
        return TakenLineRow(self.choices)

    def set_goods(self, goods: Sequence[ProductRow]) -> None:
        """What can be taken along."""
        super().set_goods(goods)
        for line in self.lines:
            self._show_there(line)

    def chosen(self, line: TakenLineRow, field: ChoiceField) -> None:
        """Say how much of it there is."""
        if field is line.what:
            self._show_there(line)

    def _show_there(self, line: TakenLineRow) -> None:
        row = self.goods_of(line)
        words = "" if row is None else f"{formats.quantity(row.on_hand_milli)} {row.unit}"
        line.there.setText(words)


class BackLineRow(Line):
    """What became of goods that stand at the stall."""

    def __init__(self) -> None:
        self.uid: bytes = b""
        self.name, self.there = Label("", elide=True), Label("", tone="soft")
        self.back, self.spoiled, self.given = QuantityField(), QuantityField(), QuantityField()
        super().__init__(self.name, self.there, self.back, self.spoiled, self.given)
        self.remove.hide()


class BackLines(LineTable[BackLineRow]):
    """Everything that stands at the stall."""

    least = 0
    columns = (
        LineColumn(lambda: _("Product"), 7),
        LineColumn(lambda: _("At the stall"), 4),
        LineColumn(lambda: _("Brought back"), 3, right=True),
        LineColumn(lambda: _("Spoiled"), 3, right=True),
        LineColumn(lambda: _("Given away"), 3, right=True),
    )

    def make(self) -> BackLineRow:
        """An empty line."""
        return BackLineRow()


class _GoodsForm(FormPage):
    """What both forms share: the market day, the day, a note."""

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.event_: Event | None = None
        self.day, self.note = ThaiDateField(required=True, today=today), NameField(most=300)
        self.form = FlowingForm((self.day, self.note))
        self.hint = Label("", tone="soft", wrap=True)
        self.add(self.form)
        self.clear_button.hide()

    def begin_for(self, event: Event) -> None:
        """A new sheet for a market day."""
        self.event_, self._uid = event, new_uid()
        self.set_busy(False)
        self.say("")
        self.note.set_value(None)
        self.day.set_value(max(event.first_day, min(event.last_day, self._today())))
        self.retranslate()

    def name_of_event(self) -> str:
        """Whose goods they are."""
        return self.event_.name if self.event_ is not None else ""

    def fields_right(self) -> bool:
        """Whether day and note can be read."""
        fields: tuple[TypedField, ...] = (self.day, self.note)
        return not [field for field in reversed(fields) if not field.check()]

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong; a reason that is missing is asked for in its field."""
        super().show_error(error)
        if isinstance(error, WhySpoiledError):
            self.note.edit.setFocus()


class TakeOutForm(_GoodsForm):
    """Goods that go to a market day; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self.table = TakenLines()
        self.add(self.table)
        self.add(self.hint)
        self.fields.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Take goods to {name}").format(name=self.name_of_event()))
        self.save_button.set_text(_("Take them along"))
        self.form.set_texts((_("Day"), _("Note")))
        self.hint.setText(_("The goods stand at the stall afterwards; nothing is sold by it."))
        self.day.retranslate()
        self.table.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """What can be taken along."""
        self.table.set_goods(lists.goods)

    def show_event(self, event: Event) -> None:
        """An empty sheet."""
        self.begin_for(event)
        self.table.clear()
        self.table.lines[0].what.edit.setFocus()

    def submit(self) -> None:
        """Check every line, then hand over the draft."""
        if self.busy or self.event_ is None:
            return
        self.say("")
        if not (self.table.check() and self.fields_right()):
            return
        lines = tuple(
            TakenLine(key, line.quantity.number_or_zero())
            for line in self.table.begun()
            if isinstance(key := line.what.key(), bytes)
        )
        self.set_busy(True)
        draft = TakeOutDraft(self._uid, self.event_.uid, lines, self.note.name())
        self.submitted.emit(draft, self.day.date())


class BringBackForm(_GoodsForm):
    """What comes back from a market day; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self.table = BackLines()
        self.table.add_button.hide()
        self.add(self.hint)
        self.add(self.table)
        self.fields.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Bring goods back from {name}").format(name=self.name_of_event()))
        self.save_button.set_text(_("Bring them back"))
        self.form.set_texts((_("Day"), _("Why spoiled, or given to whom")))
        nothing = not self.table.lines
        self.hint.setText(
            _("Nothing stands at the stall. Goods that were taken along stand here.")
            if nothing
            else _("What was sold is not entered here: it leaves the stall when it is sold.")
        )
        self.day.retranslate()
        self.table.retranslate()

    def show_stall(self, event: Event, there: Sequence[AtStall]) -> None:
        """What stands at the stall, all of it coming back."""
        self.begin_for(event)
        for line, goods in zip(self.table.set_count(len(there)), there, strict=True):
            line.uid = goods.uid
            line.name.setText(goods.name)
            line.there.setText(f"{formats.quantity(goods.quantity)} {goods.unit}")
            line.back.set_value(goods.quantity)
            line.remove.hide()
        self.save_button.setEnabled(bool(there))
        self.retranslate()
        if self.table.lines:
            self.table.lines[0].back.edit.setFocus()

    def submit(self) -> None:
        """Check every line, then hand over the draft."""
        if self.busy or self.event_ is None or not self.table.lines:
            return
        self.say("")
        if not (self.table.check() and self.fields_right()):
            return
        lines = tuple(
            BackLine(
                line.uid,
                line.back.number_or_zero(),
                line.spoiled.number_or_zero(),
                line.given.number_or_zero(),
            )
            for line in self.table.lines
        )
        lines = tuple(line for line in lines if line.all_milli)
        self.set_busy(True)
        draft = BringBackDraft(self._uid, self.event_.uid, lines, self.note.name())
        self.submitted.emit(draft, self.day.date())
