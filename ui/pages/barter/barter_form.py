"""The form of an agreement: two lists with their values, money on top, and whether they come to the same."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from app.domain.barter import (
    Balance,
    BarterDraft,
    DifferenceAs,
    balance,
    cash_to_balance,
)
from app.domain.document import new_uid
from app.domain.purchase import Slip
from app.i18n import _
from app.queries.catalogue import Account
from app.thai.dates import today
from reports.barter_words import balance_words
from reports.common import in_language
from ui import formats, theme
from ui.pages.barter.lines import GoodsLines
from ui.pages.barter.work import Lists
from ui.widgets.arrange import column, row
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of

WIDE = 1_080
NONE, TO_US, FROM_US = "none", "to_us", "from_us"
LATER = ""
"""The key of money that stays owed."""


class Half(QWidget):
    """One side of the agreement: a list, whether it is handed over now, else by when and where."""

    changed = Signal()

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.title = Label("", strong=True)
        self.lines = GoodsLines()
        self.now = QCheckBox()
        self.day = ThaiDateField(required=True, today=today)
        self.place = NameField()
        self.later = FlowingForm((self.day, self.place), columns=2)
        self.lines.changed.connect(self.changed)
        self.now.toggled.connect(self._on_now_toggled)
        self.setLayout(column(self.title, self.lines, self.now, self.later, spacing=theme.INSIDE))

    def begin(self, *, now: bool) -> None:
        """An empty list."""
        self.lines.clear()
        self.now.setChecked(now)
        self.day.set_value(self._today())
        self.place.set_value(None)
        self._on_now_toggled(now)

    def set_texts(self, title: str, now: str) -> None:
        """What the list and its box are called."""
        self.title.setText(title)
        self.now.setText(now)
        self.later.set_texts((_("By which day"), _("At which place")))
        self.day.retranslate()
        self.lines.retranslate()

    def check(self) -> bool:
        """Whether the list and its day are whole."""
        return self.lines.check() and (self.now.isChecked() or self.day.check())

    @Slot(bool)
    def _on_now_toggled(self, now: bool) -> None:
        self.later.show_fields((not now, not now))
        self.changed.emit()


class BarterForm(FormPage):
    """Fills in a ``BarterDraft``; ``submitted`` gives (draft, people who are new, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._differs = False
        self.content.setMaximumWidth(theme.px(WIDE))
        self.partner = PartyField(required=True)
        self.day = ThaiDateField(required=True, today=today)
        self.slip = NameField(most=60)
        self.top = FlowingForm((self.partner, self.day, self.slip), columns=3)
        self.give, self.receive = Half(today), Half(today)
        self.is_like = QCheckBox()
        self.who_pays = SimpleChoice(required=True)
        self.cash, self.account = MoneyField(), SimpleChoice()
        self.difference = SimpleChoice()
        self.freight, self.freight_account = MoneyField(), SimpleChoice()
        self.note = NameField()
        self.end = FlowingForm(
            (
                *(self.who_pays, self.cash, self.account, self.difference),
                *(self.freight, self.freight_account, self.note),
            ),
            columns=3,
        )
        self.sentence = Label("", strong=True, wrap=True, private="figures")
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.even_button = Button("", self._on_even_clicked, icon="banknote")
        self.add(self.top)
        self.add(self.give)
        self.add(self.receive)
        self.add(self.is_like)
        self.add(self.end)
        self.fields.addStretch(1)
        self.foot.insertLayout(1, row(self.sentence, self.even_button, spacing=theme.BETWEEN), 100)
        for half in (self.give, self.receive):
            half.changed.connect(self._on_changed)
        for amount in (self.cash, self.freight):
            amount.changed.connect(self._on_changed)
        for choice in (self.who_pays, self.difference):
            choice.committed.connect(self._on_changed)
        self.is_like.toggled.connect(self._on_changed)
        self.partner.committed.connect(self._on_partner_chosen)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("New barter"))
        self.top.set_texts((_("Partner"), _("Day of the agreement"), _("Slip number")))
        self.day.retranslate()
        self.give.set_texts(_("We give"), _("Our goods are handed over on this day"))
        self.receive.set_texts(_("We get"), _("Their goods came on this day"))
        self.is_like.setText(
            _("Like for like, such as rice for rice: no income, what comes takes over our cost")
        )
        self.who_pays.set_choices(
            [
                Choice(NONE, _("No money")),
                Choice(TO_US, _("They pay us")),
                Choice(FROM_US, _("We pay them")),
            ]
        )
        self.difference.set_choices(
            [
                Choice(DifferenceAs.GIFT, _("The rest is a gift")),
                Choice(DifferenceAs.ADJUST, _("Both call it even")),
            ]
        )
        self.end.set_texts(
            (
                _("Money on top"),
                _("Amount"),
                _("Which money"),
                _("What the difference is"),
                _("Freight we paid for what came"),
                _("Freight paid from"),
                _("Note"),
            )
        )
        for amount in (self.cash, self.freight):
            amount.set_unit(_("baht"))
        self.even_button.set_text(_("Even out with money"))
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Save the barter"))
        self._on_changed()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.partner.set_people(lists.people)
        self.give.lines.set_goods(lists.goods, lists.packs, lists.values)
        self.receive.lines.set_goods(lists.stocked, lists.packs, lists.values)
        set_money(self.account, lists.accounts)
        set_money(self.freight_account, lists.accounts)

    def clear_form(self) -> None:
        """An empty form, as a new document."""
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.partner, self.slip, self.cash, self.difference, self.freight, self.note):
            field.set_value(None)
        self.day.set_value(self._today())
        self.who_pays.set_value(NONE)
        self.is_like.setChecked(False)
        self.give.begin(now=True)
        self.receive.begin(now=True)
        self._on_changed()
        self.partner.edit.setFocus()

    def begin_with(self, party_uid: bytes) -> None:
        """An empty form for a partner."""
        self.clear_form()
        self.partner.set_value(party_uid)
        self._to_first_line()

    def draft(self) -> BarterDraft:
        """What is typed."""
        day = self.day.date() or self._today()
        give_now, receive_now = self.give.now.isChecked(), self.receive.now.isChecked()
        amount = self.cash.number_or_zero()
        signs = {TO_US: amount, FROM_US: -amount}
        called = self.difference.key() if self._differs else None
        return BarterDraft(
            self._uid,
            uid_of(self.partner),
            self.give.lines.drafts(now=give_now),
            self.receive.lines.drafts(now=receive_now),
            day if give_now else self.give.day.date() or day,
            day if receive_now else self.receive.day.date() or day,
            signs.get(str(self.who_pays.key()), 0),
            str(self.account.key() or LATER),
            called if isinstance(called, DifferenceAs) else DifferenceAs.NONE,
            self.is_like.isChecked(),
            self.give.place.name(),
            self.receive.place.name(),
            self.freight.number_or_zero() if receive_now else 0,
            str(self.freight_account.key() or LATER),
            Slip(None, self.slip.name()),
            self.note.name(),
        )

    @Slot()
    @Slot(object)
    def _on_changed(self, _value: object = None) -> None:
        draft = self.draft()
        found = balance(draft)
        typed = bool(draft.give or draft.receive)
        like = self.is_like.isChecked()
        pays = self.who_pays.key() != NONE and not like
        differs = bool(found.difference) and bool(draft.give and draft.receive) and not like
        self._differs = differs
        self.end.show_fields(
            (
                not like,
                pays,
                pays,
                differs,
                self.receive.now.isChecked(),
                self.receive.now.isChecked() and bool(self.freight.number_or_zero()),
                True,
            )
        )
        self.even_button.setVisible(differs)
        self.sentence.setText(self._words(found) if typed else "")
        theme.set_role(self.sentence, tone="turmeric" if found.difference else "leaf")

    def _words(self, found: Balance) -> str:
        called = self.difference.key()
        if isinstance(called, DifferenceAs) or not found.difference:
            return balance_words(found, called if isinstance(called, DifferenceAs) else DifferenceAs.NONE)
        apart = _("they differ by {amount} baht").format(amount=formats.money(abs(found.difference)))
        return f"{balance_words(found)} · {apart}"

    @Slot()
    def _on_even_clicked(self) -> None:
        cash = cash_to_balance(self.draft())
        self.who_pays.set_value(TO_US if cash > 0 else FROM_US if cash < 0 else NONE)
        self.cash.set_value(abs(cash) or None)
        self._on_changed()

    @Slot(object)
    def _on_partner_chosen(self, key: object) -> None:
        if key is not None and self.partner.edit.hasFocus():
            self._to_first_line()

    def _to_first_line(self) -> None:
        self.give.lines.lines[0].what.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy:
            return
        self.say("")
        below = (self.note, self.freight, self.cash, self.receive, self.give)
        wrong = [part for part in (*below, self.slip, self.day, self.partner) if not part.check()]
        day = self.day.date()
        if wrong or day is None:
            return
        self.set_busy(True)
        self.submitted.emit(self.draft(), new_in(self.partner), day)


def set_money(field: SimpleChoice, accounts: Sequence[Account]) -> None:
    """Places of money, and that it stays owed; what was chosen stays."""
    chosen = field.key()
    places = [Choice(each.code, in_language(each.name, each.name_en), note=each.holder) for each in accounts]
    field.set_choices([*places, Choice(LATER, _("Stays owed"))])
    known = chosen is not None and any(choice.key == chosen for choice in field.model.choices())
    field.set_value(chosen if known else accounts[0].code if accounts else LATER)
