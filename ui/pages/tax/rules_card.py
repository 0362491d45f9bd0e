"""The table of dated rules, and the form below it that adds or corrects one."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.session import Permission, Session
from app.domain.tax_rule import RULE_WORDS, RuleData, RuleKey
from app.errors import UserError
from app.i18n import _
from app.queries.tax import TaxRule
from reports.model import Kind
from ui import formats, theme
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.widgets.arrange import Form, column, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, PercentField, QuantityField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

_DAY_MILLI = 1_000


def written(rule: TaxRule) -> str:
    """The value of a rule in its own unit."""
    if rule.key == RuleKey.VAT_RATE:
        return f"{formats.percent(rule.value)}%"
    if rule.key == RuleKey.VAT_REGISTER_DAYS:
        return _("{count} days").format(count=rule.value)
    return formats.money(rule.value)


class RulesCard(Card):
    """``saved`` gives the uid of the rule (None: a new one) and what was typed; ``removed`` its uid."""

    saved = Signal(object, object)
    removed = Signal(object)

    def __init__(self, session: Session, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._today, self._may = today, session.may(Permission.EDIT_SETTINGS)
        self._chosen: TaxRule | None = None
        self.model = RowsModel[TaxRule](
            [
                Col(lambda: _("Rule"), _name, weight=5),
                Col(lambda: _("What it says"), written, weight=2, private=False),
                Col(lambda: _("From the day"), lambda each: each.valid_from, Kind.DATE, weight=2),
                Col(lambda: _("Until"), lambda each: each.valid_to, Kind.DATE, weight=2, tone=self._tone),
                Col(lambda: _("Where it is written"), lambda each: each.source, weight=5),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(230))
        self.table.chosen.connect(self._on_chosen)
        self.key = SimpleChoice(required=True)
        self.percent, self.money, self.days = PercentField(), MoneyField(), QuantityField()
        self.first, self.last = ThaiDateField(required=True, today=today), ThaiDateField(today=today)
        self.source = NameField(most=200)
        self.form = Form(3)
        self.fields = (self.key, self.percent, self.money, self.days, self.first, self.last, self.source)
        self.labels = [self.form.add("", self.key)]
        value = QWidget()
        value.setLayout(column(self.percent, self.money, self.days, spacing=0, margins=0))
        self.labels += [self.form.add("", field) for field in (value, self.first, self.last)]
        self.labels.append(self.form.add("", self.source, span=2))
        self.fault = Label("", tone="clay", wrap=True)
        self.new_button = Button("", self.begin, icon="plus")
        self.save_button = Button("", self.submit, kind="primary", icon="check")
        self.out_button = Button("", self._on_out, icon="trash-2")
        self.add(self.table)
        if self._may:
            self.add(self.form)
            self.add(self.fault)
            self.add(row(self.save_button, self.new_button, self.out_button, -1))
        self.key.committed.connect(self._on_key)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Rules of tax law"))
        self.table.setAccessibleName(_("Rules of tax law"))
        self.key.set_choices([Choice(key, _(words)) for key, words in RULE_WORDS.items()])
        words = _("What it says")
        texts = (_("Rule"), words, _("From the day"), _("Until"), _("Where it is written"))
        for label, text in zip(self.labels, texts, strict=True):
            label.setText(text)
        names = (texts[0], words, words, *texts[1:])
        for field, text in zip(self.fields, names, strict=True):
            field.setAccessibleName(text)
        self.money.set_unit(_("baht"))
        self.days.set_unit(_("days"))
        for each in (self.first, self.last):
            each.retranslate()
        self.new_button.set_text(_("Enter a rule"))
        self.save_button.set_text(_("Save the rule"))
        self.out_button.set_text(_("Take it out"))
        self.model.retranslate()
        self._show_fields()

    def show_rules(self, found: tuple[TaxRule, ...]) -> None:
        """Show the table; what is being typed stays."""
        self.model.set_rows(found)
        self.table.fit_columns()
        is_gone = self._chosen is not None and self._chosen.uid not in {each.uid for each in found}
        if is_gone or self.key.key() is None:
            self.begin()

    @Slot()
    def begin(self) -> None:
        """A new rule."""
        self._chosen = None
        self.table.clearSelection()
        self.fault.setText("")
        for field in self.fields:
            field.set_value(None)
        self.key.set_value(RuleKey.VAT_RATE)
        self.first.set_value(self._today())
        self._show_fields()

    @Slot()
    def submit(self) -> None:
        """Check the fields, then hand over the rule."""
        self.fault.setText("")
        shown = [field for field in self.fields if not field.isHidden()]
        faults = [field for field in reversed(shown) if not field.check()]
        key, first = self.key.key(), self.first.date()
        if faults or not isinstance(key, RuleKey) or first is None:
            return
        data = RuleData(key, self._value(key), first, self.last.date(), self.source.name())
        self.saved.emit(self._chosen.uid if self._chosen else None, data)

    def show_error(self, error: UserError) -> None:
        """Say below the form what is wrong."""
        self.fault.setText(error_text(error))

    def _value(self, key: RuleKey) -> int:
        if key is RuleKey.VAT_RATE:
            return self.percent.number_or_zero()
        if key is RuleKey.VAT_REGISTER_DAYS:
            return self.days.number_or_zero() // _DAY_MILLI
        return self.money.number_or_zero()

    def _tone(self, rule: TaxRule) -> str:
        """A rule whose time is over stands out."""
        return "turmeric-text" if rule.valid_to is not None and rule.valid_to < self._today() else ""

    @Slot(object)
    def _on_chosen(self, rule: object) -> None:
        if not isinstance(rule, TaxRule):
            return
        self._chosen = rule
        self.fault.setText("")
        key = RuleKey(rule.key)
        self.key.set_value(key)
        self.percent.set_value(rule.value if key is RuleKey.VAT_RATE else None)
        self.days.set_value(rule.value * _DAY_MILLI if key is RuleKey.VAT_REGISTER_DAYS else None)
        is_money = key in (RuleKey.VAT_THRESHOLD, RuleKey.INCOME_EXEMPT)
        self.money.set_value(rule.value if is_money else None)
        self.first.set_value(rule.valid_from)
        self.last.set_value(rule.valid_to)
        self.source.set_value(rule.source or None)
        self._show_fields()

    @Slot(object)
    def _on_key(self, _key: object) -> None:
        self._show_fields()

    @Slot()
    def _on_out(self) -> None:
        if self._chosen is not None:
            self.removed.emit(self._chosen.uid)

    def _show_fields(self) -> None:
        key = self.key.key()
        shown: dict[QWidget, bool] = {
            self.percent: key is RuleKey.VAT_RATE,
            self.days: key is RuleKey.VAT_REGISTER_DAYS,
            self.money: key in (RuleKey.VAT_THRESHOLD, RuleKey.INCOME_EXEMPT),
        }
        for field, visible in shown.items():
            field.setVisible(visible)
        self.out_button.setEnabled(self._chosen is not None)


def _name(rule: TaxRule) -> str:
    return _(RULE_WORDS[RuleKey(rule.key)]) if rule.key in set(RuleKey) else rule.key
