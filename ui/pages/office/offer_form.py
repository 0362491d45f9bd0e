"""The form of a quotation or of a delivery: for whom, what at which price, discount, note."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.offer import OfferDraft, OfferLineDraft, offer_sum
from app.domain.office import delivery_sum
from app.errors import UserError
from app.i18n import _
from app.thai.dates import today
from ui import formats, theme
from ui.pages.office.lines import OfferLines
from ui.pages.office.work import Lists, Offered
from ui.widgets.choosing import Choice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of

WIDE = 1_080


class OfferForm(FormPage):
    """Fills in an ``Offered``; ``submitted`` gives (offered, day)."""

    submitted = Signal(object, object)

    def __init__(
        self,
        *,
        delivers: bool,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._lists = Lists()
        self.delivers = delivers
        self.quotation_uid: bytes | None = None
        self._quotation = ""
        self.content.setMaximumWidth(theme.px(WIDE))
        self.buyer = PartyField(required=True)
        self.day = ThaiDateField(required=True, today=today)
        self.until = ThaiDateField(today=today)
        self.discount = MoneyField()
        self.discount.changed.connect(self._on_changed)
        self.note = NameField()
        self.lines = OfferLines()
        self.lines.changed.connect(self._on_changed)
        self.top = FlowingForm((self.buyer, self.day, self.until), columns=3)
        self.end = FlowingForm((self.note, self.discount), columns=2)
        self.total = Label("", type="large", strong=True, private="figures")
        self.add(self.top)
        self.add(self.lines)
        self.add(self.end)
        self.foot.insertWidget(2, self.total)
        self.fields.addStretch(1)
        self.buyer.edit.returnPressed.connect(self._on_buyer_entered)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        if self._quotation:
            self.title.setText(_("Delivery on {number}").format(number=self._quotation))
        else:
            self.title.setText(_("New delivery") if self.delivers else _("New quotation"))
        self.top.set_texts((_("Buyer"), _("Day"), _("Valid until")))
        self.end.set_texts((_("Note"), _("Discount")))
        self.discount.set_unit(_("baht"))
        self.day.retranslate()
        self.until.retranslate()
        self.lines.retranslate()
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Save the delivery") if self.delivers else _("Save the quotation"))
        self._on_changed()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self.buyer.set_people(lists.people)
        self.lines.set_goods(lists.goods, lists.packs)

    def fill(
        self,
        quotation_uid: bytes,
        number: str,
        party_uid: bytes,
        party: str,
        lines: Sequence[OfferLineDraft],
        discount: int,
    ) -> None:
        """A delivery of what is left of a quotation."""
        self.clear_form()
        self.quotation_uid, self._quotation = quotation_uid, number
        if party_uid not in {each.key for each in self.buyer.model.choices()}:
            self.buyer.set_choices([*self.buyer.model.choices(), Choice(party_uid, party)])
        self.buyer.set_value(party_uid)
        self.lines.set_drafts(lines)
        self.discount.set_value(discount or None)
        self.retranslate()
        self.focus_first()

    def clear_form(self) -> None:
        """An empty form, as a new document."""
        self._uid = new_uid()
        self.quotation_uid, self._quotation = None, ""
        self.set_busy(False)
        self.say("")
        for field in (self.buyer, self.until, self.discount, self.note):
            field.set_value(None)
        self.day.set_value(self._today())
        self.top.show_fields((True, True, not self.delivers))
        self.lines.with_words = not self.delivers
        self.lines.clear()
        self.retranslate()
        self.focus_first()

    def focus_first(self) -> None:
        """Where typing begins."""
        if self.quotation_uid is not None and self.lines.lines:
            self.lines.lines[0].quantity.edit.setFocus()
        else:
            self.buyer.edit.setFocus()

    def draft(self) -> OfferDraft:
        """What is typed."""
        return OfferDraft(
            self._uid,
            uid_of(self.buyer),
            self.lines.drafts(),
            self.discount.number_or_zero(),
            None if self.delivers else self.until.date(),
            self.note.name(),
        )

    @Slot()
    def _on_changed(self, _value: object = None) -> None:
        draft = self.draft()
        try:
            total = (
                delivery_sum(draft, self._lists.rounding).total if self.delivers else offer_sum(draft).total
            )
        except UserError:
            self.total.setText("")
            return
        self.total.setText(_("Total {amount} baht").format(amount=formats.money(total)))

    @Slot()
    def _on_buyer_entered(self) -> None:
        self.lines.lines[0].what.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy:
            return
        self.say("")
        fields = (self.note, self.discount, self.lines, self.until, self.day, self.buyer)
        if [each for each in fields if not each.check()]:
            return
        self.set_busy(True)
        self.submitted.emit(Offered(self.draft(), new_in(self.buyer), self.quotation_uid), self.day.date())
