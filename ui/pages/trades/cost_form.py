"""Adding a cost to a round: what for, how it was settled, how much; everything else may stay as it is.

Own work is people × days × hours; a tool of one's own is worked out from its price and life; a bill that the
house shares is split by percent.
"""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain import money
from app.domain.document import new_uid
from app.domain.household.rounds import (
    BillShareDraft,
    CostDraft,
    CostLineDraft,
    SharedBillDraft,
    TakenDraft,
    checked_cost,
    own_labour,
)
from app.domain.household.rounds_cost import tool_lines
from app.domain.household.rounds_words import (
    KIND_WORDS,
    SETTLEMENT_WORDS,
    STORE_WORDS,
    CostKind,
    Settlement,
)
from app.domain.household.trades import WHOLE_BP
from app.errors import SamutError
from app.i18n import _
from app.queries.household.trades import RoundCard, StoreRow, ToolRow
from app.thai.dates import today
from reports.common import in_language
from reports.household.trade_words import baht, step_words
from ui import formats
from ui.pages.trades.enter_key import is_enter
from ui.pages.trades.money_in import keep_choice, person_of
from ui.pages.trades.pictures import COST_ICONS, COSTS_OF, SETTLEMENT_ICONS
from ui.pages.trades.work import Lists
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, PercentField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import NewName, PartyField
from ui.widgets.picture_choice import Picked, PictureChoice

ONE_DAY, EIGHT_HOURS = money.MILLI, 8 * money.MILLI
OTHER = ""
WITH_TOOLS = (CostKind.WEAR, CostKind.RENT)


class CostForm(FormPage):
    """``submitted`` gives (draft, new people, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.card: RoundCard | None = None
        self._lists = Lists()
        self.kind_words, self.how_words = Label("", strong=True), Label("", strong=True)
        self.kinds, self.hows = PictureChoice(), PictureChoice(least=190)
        self.amount, self.rate = MoneyField(large=True), MoneyField()
        self.people, self.days, self.hours = QuantityField(), QuantityField(), QuantityField()
        self.tool = SimpleChoice()
        self.tool_days, self.tool_share, self.tool_rate = QuantityField(), PercentField(), PercentField()
        self.store, self.taken = SimpleChoice(required=True), QuantityField(large=True)
        self.place, self.person = SimpleChoice(required=True), PartyField()
        self.step = ChoiceField(on_create=self._own_step)
        self.what, self.day = NameField(), ThaiDateField(required=True, today=today)
        self.quantity, self.unit = QuantityField(), NameField(most=40)
        self.share, self.category = PercentField(), SimpleChoice(required=True)
        self._form = FlowingForm(
            (
                *(self.amount, self.people, self.days, self.hours, self.rate, self.tool),
                *(self.tool_days, self.tool_share, self.tool_rate, self.store, self.taken),
                *(self.step, self.place, self.person, self.what, self.day),
                *(self.quantity, self.unit, self.share, self.category),
            )
        )
        self.sum = Label("", type="large", strong=True, private="figures")
        for part in (self.kind_words, self.kinds, self.how_words, self.hows):
            self.add(part)
        self.add(self._form)
        self.add(self.sum)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.kinds.chosen.connect(self._on_chosen)
        self.hows.chosen.connect(self._on_chosen)
        for field in self._form.fields():
            field.changed.connect(self._on_changed)  # type: ignore[attr-defined]
            field.committed.connect(self._on_changed)  # type: ignore[attr-defined]
        self.retranslate()

    # ---- words and lists

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.card.row.name if self.card is not None else ""
        self.title.setText(_("Enter a cost: {name}").format(name=name))
        self.save_button.set_text(_("Save (Ctrl+Enter)"))
        self.kind_words.setText(_("What was it for?"))
        self.how_words.setText(_("How was it paid?"))
        self.kinds.setAccessibleName(self.kind_words.raw())
        self.hows.setAccessibleName(self.how_words.raw())
        self._form.set_texts(
            [
                _("How much money"),
                _("How many people"),
                _("How many days"),
                _("Hours a day"),
                _("An hour is worth"),
                _("Which tool or land"),
                _("Days used for this round"),
                _("How much of it"),
                _("What its money could earn a year"),
                _("From which store"),
                _("How much was taken"),
                _("At which step"),
                _("Paid from"),
                _("Who it is owed to, or who did it"),
                _("What it was (may stay empty)"),
                _("Day"),
                _("How many (may stay empty)"),
                _("Counted in"),
                _("This round's share of the bill"),
                _("The rest is the household's"),
            ]
        )
        for field in (self.amount, self.rate):
            field.set_unit(_("baht"))
        self.day.retranslate()
        self._show_choices()

    def set_lists(self, lists: Lists) -> None:
        """Places of money, people, tools, stores, everyday categories."""
        self._lists = lists
        self.person.set_people(lists.people)
        self._show_choices()

    def _show_choices(self) -> None:
        kind = self.card.row.trade_kind if self.card is not None else None
        if kind is not None:
            self.kinds.set_choices(
                [Picked(each, _(KIND_WORDS[each]), COST_ICONS[each]) for each in COSTS_OF[kind]]
            )
        self.hows.set_choices(
            [
                Picked(each, _(SETTLEMENT_WORDS[each]), SETTLEMENT_ICONS[each])
                for each in Settlement
                if each is not Settlement.STORED or self._stores()
            ]
        )
        keep_choice(
            self.place,
            [Choice(each.code, in_language(each.name, each.name_en)) for each in self._lists.places],
        )
        keep_choice(
            self.category,
            [Choice(each.uid, in_language(each.name, each.name_en)) for each in self._lists.spending],
        )
        tools = [Choice(each.uid, each.data.name) for each in self._tools()]
        self.tool.set_choices([Choice(OTHER, _("Another one, by its amount")), *tools])
        keep_choice(
            self.store, [Choice((each.round_uid, each.store), _store_words(each)) for each in self._stores()]
        )
        if self.card is not None:
            chosen = self.step.key()
            self.step.set_choices([Choice(step, step_words(step)) for step in self.card.steps])
            self.step.set_value(chosen)
        self._show()

    def _stores(self) -> list[StoreRow]:
        return list(self._lists.stores)

    def _own_step(self, words: str) -> object:
        self.step.set_choices([*self.step.model.choices(), Choice(words, words)])
        return words

    # ---- what is asked

    def show_round(self, card: RoundCard) -> None:
        """An empty form for a round; place, step and day stay as they were for the same round."""
        same = self.card is not None and self.card.row.uid == card.row.uid
        self.card, self._uid = card, new_uid()
        self.set_busy(False)
        self.say("")
        kept = (self.step, self.day) if same else ()
        for field in self._form.fields():
            if field not in (*kept, self.place, self.category, self.store):
                field.set_value(None)  # type: ignore[attr-defined]
        self.rate.set_value(card.row.hour_rate or None)
        self.people.set_value(ONE_DAY)
        self.hours.set_value(EIGHT_HOURS)
        self.share.set_value(WHOLE_BP)
        self.tool_share.set_value(WHOLE_BP)
        if not same:
            self.step.set_value(None)
            self.day.set_value(self._today())
        self.retranslate()
        self.kinds.buttons[0].setFocus()

    def kind(self) -> CostKind:
        """What it was for."""
        key = self.kinds.key()
        return key if isinstance(key, CostKind) else CostKind.OTHER

    def how(self) -> Settlement:
        """How it was settled."""
        key = self.hows.key()
        return key if isinstance(key, Settlement) else Settlement.PAID

    def _tools(self) -> list[ToolRow]:
        """The tools that are in use."""
        return [each for each in self._lists.tools if each.data.active]

    def _show(self) -> None:
        how = self.how()
        own, stored = how is Settlement.OWN, how is Settlement.STORED
        work = own and self.kind() is CostKind.LABOUR
        tools = own and self.kind() in WITH_TOOLS and bool(self._tools())
        by_tool = tools and self.tool.key() not in (None, OTHER)
        shared = how in (Settlement.PAID, Settlement.OWED) and self.share.number() not in (None, WHOLE_BP)
        counted = not work and not by_tool and not stored
        self._form.show_fields(
            [
                *(not work and not by_tool and not stored, work, work, work, work, tools),
                *(by_tool, by_tool, by_tool and self.kind() is CostKind.WEAR, stored, stored),
                *(True, how is Settlement.PAID, how is not Settlement.STORED, True, True),
                *(counted, counted and bool(self.quantity.number()), how.is_cash, shared),
            ]
        )
        self.amount.set_required(not work and not by_tool and not stored)
        self.taken.set_required(stored)
        self.person.set_required(how is Settlement.OWED)
        self._show_sum()

    def _show_sum(self) -> None:
        row = self._store()
        unit = row.unit if row is not None else ""
        self.taken.set_unit(unit)
        try:
            lines = self._lines() if self.how() is Settlement.OWN else ()
        except SamutError:
            lines = ()
        amount = sum(line.amount for line in lines)
        words = _("Worth {amount} baht, no money goes out").format(amount=baht(amount)) if amount else ""
        if self.how() is Settlement.STORED and row is not None:
            words = _("{quantity} {unit} are there").format(
                quantity=formats.quantity(row.quantity_milli), unit=unit
            )
        self.sum.setText(words)

    def _store(self) -> StoreRow | None:
        return next(
            (each for each in self._stores() if (each.round_uid, each.store) == self.store.key()), None
        )

    # ---- what is handed over

    def _lines(self) -> tuple[CostLineDraft, ...]:
        how, kind = self.how(), self.kind()
        step, what = str(self.step.key() or ""), self.what.name()
        person = self._person()[0]
        tool = next((each for each in self._lists.tools if each.uid == self.tool.key()), None)
        if how is Settlement.OWN and kind is CostKind.LABOUR:
            people = self.people.number_or_zero() // money.MILLI
            days, hours = self.days.number_or_zero(), self.hours.number_or_zero()
            line = own_labour(people, days, hours, self.rate.number_or_zero(), step=step, description=what)
            return (line,)
        if how is Settlement.OWN and kind in WITH_TOOLS and tool is not None:
            return tool_lines(
                tool.data,
                tool_uid=tool.uid,
                days=self.tool_days.number_or_zero() // money.MILLI,
                share_bp=self.tool_share.number_or_zero(),
                rate_bp=self.tool_rate.number_or_zero(),
                step=step or "whole",
            )
        if how is Settlement.STORED:
            row = self._store()
            taken = TakenDraft(row.round_uid, row.store) if row is not None else None
            quantity, unit = self.taken.number_or_zero(), row.unit if row is not None else ""
            line = CostLineDraft(kind, 0, how, step, what, quantity, unit, taken=taken)
        else:
            quantity, unit = self.quantity.number_or_zero(), self.unit.name()
            amount = self.amount.number_or_zero()
            line = CostLineDraft(kind, amount, how, step, what, quantity, unit, party_uid=person)
        return (checked_cost(line),)

    def _person(self) -> tuple[bytes | None, list[NewName]]:
        return (None, []) if self.how() is Settlement.STORED else person_of(self.person)

    def submit(self) -> None:
        """Check what is asked, then hand over the draft."""
        if self.busy or self.card is None:
            return
        self.say("")
        shown = reversed(self._form.shown())
        if [field for field in shown if not field.check()]:  # type: ignore[attr-defined]
            return
        day = self.day.date()
        assert day is not None
        try:
            draft = self._draft(self.card.row.uid)
        except SamutError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self.submitted.emit(draft, self._person()[1], day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field saves."""
        if is_enter(event):
            self.submit()
            return
        super().keyPressEvent(event)

    def _draft(self, round_uid: bytes) -> CostDraft | SharedBillDraft:
        how, person = self.how(), self._person()[0]
        code = str(self.place.key() or "") if how is Settlement.PAID else ""
        share = self.share.number()
        if not how.is_cash or share in (None, WHOLE_BP):
            return CostDraft(self._uid, round_uid, self._lines(), code, person)
        assert share is not None
        category = self.category.key()
        assert isinstance(category, bytes)
        return SharedBillDraft(
            self._uid,
            self.amount.number_or_zero(),
            self.kind(),
            (
                BillShareDraft(share, round_uid, step=str(self.step.key() or "")),
                BillShareDraft(WHOLE_BP - share, category_uid=category),
            ),
            code,
            person,
            self.what.name(),
        )

    @Slot(object)
    def _on_chosen(self, _key: object) -> None:
        self._show()
        shown = self._form.shown()
        if shown and not (self.kinds.walking or self.hows.walking):
            shown[0].setFocus()

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._show()


def _store_words(row: StoreRow) -> str:
    return f"{_(STORE_WORDS[row.store])}: {row.output or row.trade} ({row.round})"
