"""The forms of gifts given and received, and of what a partner has or needs."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.gift import GIVEN_FOR, PURPOSE_WORDS, RECEIVED_FOR, GiftDraft, GiftPurpose, GiftWay
from app.domain.partner import GoodsSide, PartnerGoods, PartnerGoodsData
from app.domain.purchase import Slip
from app.i18n import _
from app.thai.dates import today
from ui import theme
from ui.pages.barter.barter_form import LATER, WIDE, set_money
from ui.pages.barter.lines import GoodsLines
from ui.pages.barter.work import Lists
from ui.widgets.basics import SegmentedControl
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField, UnitCostField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.goods_fields import goods_choices
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of


class GiftForm(FormPage):
    """Goods for nothing; ``submitted`` gives (draft, people who are new, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._lists = Lists()
        self.content.setMaximumWidth(theme.px(WIDE))
        self.way = SegmentedControl()
        self.way.chosen.connect(self._on_changed)
        self.purpose = SimpleChoice(required=True)
        self.party, self.day = PartyField(), ThaiDateField(required=True, today=today)
        self.slip = NameField(most=60)
        self.top = FlowingForm((self.purpose, self.party, self.day, self.slip), columns=2)
        self.lines = GoodsLines()
        self.freight, self.freight_account = MoneyField(), SimpleChoice()
        self.freight.changed.connect(self._on_changed)
        self.note = NameField()
        self.end = FlowingForm((self.freight, self.freight_account, self.note), columns=2)
        self.add(self.way)
        self.add(self.top)
        self.add(self.lines)
        self.add(self.end)
        self.fields.addStretch(1)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Goods for nothing"))
        self.way.setAccessibleName(_("Given or received"))
        self.way.set_choices(
            [(GiftWay.GIVEN, _("Given for nothing")), (GiftWay.RECEIVED, _("Received for nothing"))]
        )
        self.top.set_texts((_("For which purpose"), _("From whom or to whom"), _("Day"), _("Slip number")))
        self.end.set_texts((_("Freight we paid for what came"), _("Freight paid from"), _("Note")))
        self.freight.set_unit(_("baht"))
        self.day.retranslate()
        self.lines.retranslate()
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Save"))
        self._on_changed()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.party.set_people(lists.people)
        self.lines.set_goods(lists.stocked, lists.packs)
        set_money(self.freight_account, lists.accounts)

    def clear_form(self) -> None:
        """An empty form."""
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.party, self.slip, self.freight, self.note):
            field.set_value(None)
        self.way.set_key(GiftWay.GIVEN)
        self.purpose.set_value(GiftPurpose.GIFT)
        self.day.set_value(self._today())
        self.lines.clear()
        self._on_changed()
        self.purpose.edit.setFocus()

    def _way(self) -> GiftWay:
        return GiftWay.RECEIVED if self.way.key() == GiftWay.RECEIVED else GiftWay.GIVEN

    @Slot()
    @Slot(object)
    def _on_changed(self, _value: object = None) -> None:
        received = self._way() is GiftWay.RECEIVED
        chosen = self.purpose.key()
        purposes = RECEIVED_FOR if received else GIVEN_FOR
        self.purpose.set_choices([Choice(each, _(PURPOSE_WORDS[each])) for each in purposes])
        self.purpose.set_value(chosen if chosen in purposes else purposes[0])
        self.end.show_fields((received, received and bool(self.freight.number_or_zero()), True))

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy:
            return
        self.say("")
        parts = (self.note, self.freight, self.lines, self.slip, self.day, self.party, self.purpose)
        wrong = [part for part in parts if not part.check()]
        day, purpose, way = self.day.date(), self.purpose.key(), self._way()
        if wrong or day is None:
            return
        assert isinstance(purpose, GiftPurpose)
        draft = GiftDraft(
            self._uid,
            way,
            purpose,
            self.lines.gifts(),
            uid_of(self.party),
            self.freight.number_or_zero() if way is GiftWay.RECEIVED else 0,
            str(self.freight_account.key() or LATER),
            Slip(None, self.slip.name()),
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(draft, new_in(self.party), day)


class GoodsForm(FormPage):
    """What a partner has or needs; ``submitted`` gives (data, new people, uid, whether it was known)."""

    submitted = Signal(object, object, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid = new_uid()
        self._known = False
        self.side = SegmentedControl()
        self.partner = PartyField(required=True)
        self.product, self.words = ChoiceField(), NameField()
        self.quantity, self.unit = QuantityField(), NameField(most=60)
        self.each, self.season = UnitCostField(), NameField()
        self.note = NameField()
        self.form = FlowingForm(
            (
                *(self.partner, self.product, self.words, self.quantity),
                *(self.unit, self.each, self.season, self.note),
            ),
            columns=2,
        )
        self.add(self.side)
        self.add(self.form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("What a partner has or needs"))
        self.side.setAccessibleName(_("Has or needs"))
        self.side.set_choices([(GoodsSide.HAS, _("Has")), (GoodsSide.NEEDS, _("Needs"))])
        self.form.set_texts(
            (
                _("Partner"),
                _("Our own product, if it is one"),
                _("Or in words"),
                _("Quantity"),
                _("Unit"),
                _("Worth each"),
                _("In which months"),
                _("Note"),
            )
        )
        self.save_button.set_text(_("Save"))

    def set_lists(self, lists: Lists) -> None:
        """People and goods."""
        self.partner.set_people(lists.people)
        self.product.set_choices(goods_choices(lists.stocked))

    def show_goods(self, goods: PartnerGoods | None) -> None:
        """A line to change, or an empty one."""
        self._uid, self._known = (new_uid(), False) if goods is None else (goods.uid, True)
        self.set_busy(False)
        self.say("")
        self.side.set_key(GoodsSide.HAS if goods is None else goods.side)
        self.partner.set_value(goods.party_uid if goods else None)
        self.product.set_value(goods.product_uid if goods else None)
        self.words.set_value(goods.description if goods else None)
        self.quantity.set_value(goods.quantity_milli if goods else None)
        self.unit.set_value(goods.unit if goods else None)
        self.each.set_value(goods.price_e4 if goods else None)
        self.season.set_value(goods.season if goods else None)
        self.note.set_value(goods.note if goods else None)
        self.partner.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy:
            return
        self.say("")
        fields = (self.note, self.season, self.each, self.unit, self.quantity, self.product, self.partner)
        if [field for field in fields if not field.check()]:
            return
        product = self.product.key()
        data = PartnerGoodsData(
            uid_of(self.partner),
            GoodsSide.NEEDS if self.side.key() == GoodsSide.NEEDS else GoodsSide.HAS,
            self.words.name(),
            product if isinstance(product, bytes) else None,
            self.quantity.number(),
            self.unit.name(),
            self.each.number(),
            self.season.name(),
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(data, new_in(self.partner), self._uid, self._known)
