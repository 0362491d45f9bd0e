"""The form of tools and land: what they cost, how long they are used, what land would be rented for."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain import money
from app.domain.document import new_uid
from app.domain.household.trades import TOOL_WORDS, ToolData, ToolKind
from app.i18n import _
from app.queries.household.trades import ToolRow
from app.thai.dates import today
from ui.pages.trades.enter_key import is_enter
from ui.pages.trades.words_forms import aside_words
from ui.pages.trades.work import Lists
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

MONTHS_OF_YEAR = 12
NEW = ""


class ToolForm(FormPage):
    """Tools and land: one of them or a new one.

    ``submitted`` gives (data, uid), ``put_aside`` (uid, whether it is in use from now on).
    """

    submitted = Signal(object, object)
    put_aside = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists, self._uid = Lists(), new_uid()
        self._tool: ToolRow | None = None
        self.which, self.kind = SimpleChoice(), SimpleChoice(required=True)
        self.name_field = NameField(required=True, most=200)
        self.price, self.scrap, self.rent = MoneyField(), MoneyField(), MoneyField()
        self.years, self.bought = QuantityField(), ThaiDateField(today=today)
        self._form = FlowingForm(
            (
                self.which,
                self.kind,
                self.name_field,
                self.price,
                self.scrap,
                self.years,
                self.rent,
                self.bought,
            )
        )
        self.hint = Label("", tone="soft", wrap=True)
        self.add(self.hint)
        self.add(self._form)
        self.fields.addStretch(1)
        self.which.committed.connect(self._on_which_chosen)
        self.which.changed.connect(self._on_which_chosen)
        self.kind.committed.connect(self._on_kind_chosen)
        self.kind.changed.connect(self._on_kind_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Tools and land"))
        self.save_button.set_text(_("Save (Ctrl+Enter)"))
        self.hint.setText(
            _("What a round wears out is worked out from this: price less what is left, by the years of use.")
        )
        chosen = self.kind.key()
        self.kind.set_choices([Choice(each, _(TOOL_WORDS[each])) for each in ToolKind])
        self.kind.set_value(chosen or ToolKind.TOOL)
        self._form.set_texts(
            [
                _("A new one or one that is there"),
                _("What sort"),
                _("Name"),
                _("What it was bought for"),
                _("Worth at the end"),
                _("Years of use"),
                _("A year's rent, if it were rented"),
                _("Bought on (may stay empty)"),
            ]
        )
        for field in (self.price, self.scrap, self.rent):
            field.set_unit(_("baht"))
        self.years.set_unit(_("years"))
        self.bought.retranslate()
        self.set_lists(self._lists)

    def set_lists(self, lists: Lists) -> None:
        """The tools."""
        self._lists = lists
        chosen = self.which.key()
        known = [
            Choice(each.uid, each.data.name, note="" if each.data.active else _("put aside"))
            for each in lists.tools
        ]
        self.which.set_choices([Choice(NEW, _("A new one")), *known])
        self.which.set_value(chosen or NEW)
        self._show()

    def show_tool(self, tool: ToolRow | None) -> None:
        """A new tool, or one to change."""
        self._tool, self._uid = tool, tool.uid if tool is not None else new_uid()
        self.set_busy(False)
        self.say("")
        self.which.set_value(tool.uid if tool is not None else NEW)
        data = tool.data if tool is not None else ToolData("")
        self.kind.set_value(data.kind)
        self.name_field.set_value(data.name or None)
        self.price.set_value(data.price or None)
        self.scrap.set_value(data.scrap or None)
        self.years.set_value(money.share(data.life_months, money.MILLI, MONTHS_OF_YEAR))
        self.rent.set_value(data.yearly_rent or None)
        self.bought.set_value(data.bought_on)
        self._show()
        self.name_field.edit.setFocus()

    def _show(self) -> None:
        is_land = self.kind.key() is ToolKind.LAND
        aside_words(self, None if self._tool is None else self._tool.data.active)
        self._form.show_fields(
            [bool(self._lists.tools), True, True, True, not is_land, not is_land, is_land, True]
        )

    def submit(self) -> None:
        """Hand over the data."""
        if self.busy:
            return
        self.say("")
        if [field for field in reversed(self._form.shown()) if not field.check()]:  # type: ignore[attr-defined]
            return
        kind = self.kind.key()
        is_land = kind is ToolKind.LAND
        years = self.years.number_or_zero()
        data = ToolData(
            self.name_field.name(),
            kind if isinstance(kind, ToolKind) else ToolKind.TOOL,
            self.price.number_or_zero(),
            0 if is_land else self.scrap.number_or_zero(),
            MONTHS_OF_YEAR if is_land else money.share(years, MONTHS_OF_YEAR, money.MILLI),
            self.rent.number_or_zero() if is_land else 0,
            self.bought.date(),
            *(("", True) if self._tool is None else (self._tool.data.note, self._tool.data.active)),
        )
        self.set_busy(True)
        self.submitted.emit(data, self._uid)

    def clear_form(self) -> None:
        """Put the tool aside, or take it up again."""
        if self._tool is not None and not self.busy:
            self.set_busy(True)
            self.put_aside.emit(self._tool.uid, not self._tool.data.active)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the next field."""
        if is_enter(event):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    @Slot(object)
    def _on_which_chosen(self, key: object) -> None:
        if key == self._uid or (key == NEW and all(each.uid != self._uid for each in self._lists.tools)):
            return
        if key is not None:
            self.show_tool(next((each for each in self._lists.tools if each.uid == key), None))

    @Slot(object)
    def _on_kind_chosen(self, _key: object) -> None:
        self._show()
