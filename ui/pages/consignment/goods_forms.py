"""The forms of goods that are there: they go back, are bad or missing; material is worked on for a fee."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.consignment import (
    PURPOSE_WORDS,
    Direction,
    GoodsDraft,
    GoodsLine,
    PaidWith,
    Purpose,
    WorkedDraft,
)
from app.domain.document import new_uid
from app.i18n import _
from app.queries.consignment import OwnedRow
from app.thai.dates import today
from ui import formats
from ui.pages.consignment import work
from ui.pages.consignment.lines import GoodsGrid, MadeLines, There
from ui.pages.consignment.money_forms import offer_accounts
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

Today = Callable[[], dt.date]
WAYS = (Purpose.RETURNED, Purpose.SPOILED, Purpose.LOST)


class MoveForm(FormPage):
    """Goods leave their place; ``submitted`` gives (draft, loses, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self.owner: work.Row | None = None
        self.way, self.day = SimpleChoice(required=True), ThaiDateField(required=True, today=today)
        self.reason = NameField(most=200)
        self.goods = GoodsGrid()
        self._form = FlowingForm((self.way, self.day, self.reason), columns=3)
        self.hint = Label("", tone="soft", wrap=True)
        for item in (self._form, self.goods, self.hint):
            self.add(item)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.way.committed.connect(self._on_way)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.owner.name if self.owner else ""
        is_shop = self._is_shop
        words = _("Goods at {name}") if is_shop else _("Goods of {name} leave")
        self.title.setText(words.format(name=name))
        self.save_button.set_text(_("Save the slip"))
        self._form.set_texts((_("What happened"), _("Day"), _("Reason")))
        chosen = self.way.key()
        self.way.set_choices([Choice(each, _(PURPOSE_WORDS[each])) for each in WAYS])
        self.way.set_value(chosen or Purpose.RETURNED)
        empty = _("Nothing of ours is there.") if is_shop else _("Nothing of hers is here.")
        self.goods.set_texts(_("There") if is_shop else _("Here"), _("Quantity"), "", empty)
        self.hint.setText(
            _("What is lost there is a loss of the group; what the shop pays for it was sold.")
            if is_shop
            else _("What the group bears by the slip that they came with is owed to the owner.")
        )
        self.day.retranslate()
        self._show_fields()

    @property
    def _is_shop(self) -> bool:
        return self.owner is not None and self.owner.shop is not None

    def _show_fields(self) -> None:
        loses = self.way.key() is not Purpose.RETURNED
        self._form.show_fields((True, True, loses))
        self.reason.set_required(loses)
        self.hint.setVisible(loses)

    @Slot()
    def _on_way(self, *_what: object) -> None:
        self._show_fields()

    def begin(self, owner: work.Row, goods: Sequence[There]) -> None:
        """Empty fields for what is there."""
        self.owner, self._uid = owner, new_uid()
        self.set_busy(False)
        self.say("")
        self.goods.show_goods(goods)
        self.reason.set_value(None)
        self.way.set_value(Purpose.RETURNED)
        self.day.set_value(self._today())
        self.retranslate()
        self.goods.focus_first()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.owner is None:
            return
        self.say("")
        purpose = Purpose(str(self.way.key()))
        loses = purpose is not Purpose.RETURNED
        right = [self.goods.check(), self.day.check(), not loses or self.reason.check()]
        if not all(right):
            return
        lines = tuple(
            GoodsLine(
                each.uid, quantity, None, purpose, self.reason.name() if loses else "", each.location_id
            )
            for each, quantity, _amount in self.goods.typed()
        )
        shop = self.owner.shop
        draft = GoodsDraft(
            self._uid,
            self.owner.uid,
            lines,
            Direction.OUT if shop is not None else Direction.IN,
            shop_location_id=shop.location_id if shop is not None else None,
        )
        self.set_busy(True)
        self.submitted.emit(draft, loses, self.day.date())


class WorkForm(FormPage):
    """Fills in a ``WorkedDraft``; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self.owner: work.Row | None = None
        self.day, self.fee = ThaiDateField(required=True, today=today), MoneyField()
        self.paid, self.account = MoneyField(), SimpleChoice(required=True)
        self.note = NameField()
        self.used, self.made = GoodsGrid(), MadeLines()
        self.used_title, self.made_title = Label("", strong=True), Label("", strong=True)
        self._top = FlowingForm((self.day, self.fee, self.paid, self.account), columns=4)
        self._end = FlowingForm((self.note,), columns=1)
        for item in (self._top, self.used_title, self.used, self.made_title, self.made, self._end):
            self.add(item)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.sentence = Label("", strong=True, wrap=True, private="figures")
        self.foot.insertWidget(1, self.sentence, 100)
        for part in (self.made, self.fee, self.paid):
            part.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Work for {name}").format(name=self.owner.name if self.owner else ""))
        self.save_button.set_text(_("Save the work"))
        self._top.set_texts((_("Day"), _("Fee"), _("Received now"), _("Received in")))
        self._end.set_texts((_("Note"),))
        self.used_title.setText(_("Material used"))
        self.made_title.setText(_("Made of it"))
        self.used.set_texts(_("Here"), _("Used"), "", _("Nothing of hers is here."))
        for field in (self.fee, self.paid):
            field.set_unit(_("baht"))
        self.day.retranslate()
        self.made.retranslate()
        self._on_changed()

    def set_lists(self, lists: work.Lists) -> None:
        """What can be chosen."""
        offer_accounts(self.account, lists.accounts)
        self.made.set_goods(lists.goods)

    def begin(self, owner: work.Row, goods: Sequence[There]) -> None:
        """An empty form for somebody's material."""
        self.owner, self._uid = owner, new_uid()
        self.set_busy(False)
        self.say("")
        self.used.show_goods(goods)
        self.made.clear()
        for field in (self.fee, self.paid, self.note):
            field.set_value(None)
        self.day.set_value(self._today())
        self.retranslate()
        self.used.focus_first()

    @Slot()
    @Slot(object)
    def _on_changed(self, _value: object = None) -> None:
        """The fee is asked for where nothing is kept; how it is paid stands at the foot."""
        draft = self._draft(b"")
        self.fee.set_required(not draft.kept)
        words = _("Fee {fee} baht: in goods {kept}, in money {paid}, still owed {owed}").format(
            fee=formats.money(draft.charged),
            kept=formats.money(draft.kept_value),
            paid=formats.money(self.paid.number_or_zero()),
            owed=formats.money(max(draft.owed, 0)),
        )
        self.sentence.setText(words if draft.charged else "")

    def _draft(self, owner: bytes) -> WorkedDraft:
        """What is typed."""
        paid = self.paid.number_or_zero()
        return WorkedDraft(
            self._uid,
            owner,
            tuple(
                GoodsLine(each.uid, quantity, location_id=each.location_id)
                for each, quantity, _amount in self.used.typed()
            ),
            self.made.drafts(),
            self.fee.number(),
            (PaidWith(str(self.account.key()), paid),) if paid else (),
            note=self.note.name(),
            kept=self.made.fees(),
        )

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.owner is None:
            return
        self.say("")
        fields = (self.note, self.made, self.used, self.account, self.paid, self.fee, self.day)
        if [field for field in fields if not field.check()]:
            return
        self.set_busy(True)
        self.submitted.emit(self._draft(self.owner.uid), self.day.date())


def there_of(rows: Sequence[OwnedRow], *, to_work_on: bool = False) -> list[There]:
    """What lies here of somebody, or what of it is to be worked on; of several places each is named."""
    rows = [each for each in rows if each.quantity > 0 and (each.for_work > 0 or not to_work_on)]
    many = len({each.location_id for each in rows}) > 1
    return [
        There(
            each.product_uid,
            f"{each.name} · {each.location}" if many else each.name,
            each.unit,
            each.quantity,
            each.location_id,
        )
        for each in rows
    ]
