"""The form of a relief sale: goods below their price, the reason, and what the group gives up."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.document import new_uid
from app.domain.relief import ReliefDraft, ReliefReasonError
from app.i18n import _
from app.queries.catalogue import Tender
from app.thai.dates import today
from reports.common import in_language
from ui import formats, theme
from ui.pages.barter.barter_form import WIDE
from ui.pages.barter.lines import PriceLines
from ui.pages.barter.work import Lists
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of


class ReliefForm(FormPage):
    """Fills in a ``ReliefDraft``; ``submitted`` gives (draft, people who are new, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._tenders: dict[bytes, Tender] = {}
        self.content.setMaximumWidth(theme.px(WIDE))
        self.reason = NameField(required=True)
        self.party, self.day = PartyField(), ThaiDateField(required=True, today=today)
        self.top = FlowingForm((self.reason, self.party, self.day), columns=3)
        self.lines = PriceLines()
        self.tender, self.reference = SimpleChoice(required=True), NameField(most=60)
        self.confirmed = QCheckBox()
        self.end = FlowingForm((self.tender, self.reference), columns=2)
        self.sentence = Label("", strong=True, wrap=True, private="figures")
        self.add(self.top)
        self.add(self.lines)
        self.add(self.end)
        self.add(self.confirmed)
        self.fields.addStretch(1)
        self.foot.insertWidget(1, self.sentence, 100)
        self.lines.changed.connect(self._on_changed)
        self.tender.committed.connect(self._on_changed)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Relief sale"))
        self.top.set_texts((_("Whom it helps, or why"), _("Buyer"), _("Day")))
        self.end.set_texts((_("Which way it is paid"), _("Reference")))
        self.confirmed.setText(_("The money is seen in the bank's app"))
        self.day.retranslate()
        self.lines.retranslate()
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Save the relief sale"))
        self._on_changed()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.party.set_people(lists.people)
        self.lines.set_goods(lists.on_sale, lists.packs)
        chosen = self.tender.key()
        self._tenders = {each.uid: each for each in lists.tenders}
        self.tender.set_choices(
            [Choice(each.uid, in_language(each.name, each.name_en)) for each in lists.tenders]
        )
        known = chosen in self._tenders
        self.tender.set_value(chosen if known else next(iter(self._tenders), None))
        self._on_changed()

    def clear_form(self) -> None:
        """An empty form."""
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.reason, self.party, self.reference):
            field.set_value(None)
        self.day.set_value(self._today())
        self.confirmed.setChecked(False)
        self.lines.clear()
        self._on_changed()
        self.reason.edit.setFocus()

    def draft(self) -> ReliefDraft:
        """What is typed."""
        key = self.tender.key()
        tender = self._tenders.get(key) if isinstance(key, bytes) else None
        return ReliefDraft(
            self._uid,
            self.lines.reliefs(),
            self.reason.name(),
            tender.uid if tender else None,
            tender is not None and tender.kind == "cash",
            uid_of(self.party),
            self.reference.name(),
            self.confirmed.isChecked(),
        )

    @Slot()
    @Slot(object)
    def _on_changed(self, _value: object = None) -> None:
        draft = self.draft()
        tender = self._tenders.get(draft.tender_uid) if draft.tender_uid else None
        self.end.show_fields((True, tender is not None and tender.asks_reference))
        self.confirmed.setVisible(tender is not None and tender.kind == "promptpay")
        words = _("Paid {total}; the group gives up {gap} baht").format(
            total=formats.money(draft.total), gap=formats.money(draft.gap)
        )
        self.sentence.setText(words if draft.lines else "")

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy:
            return
        self.say("")
        parts = (self.reference, self.tender, self.lines, self.day, self.party, self.reason)
        wrong = [part for part in parts if not part.check()]
        day, draft = self.day.date(), self.draft()
        if wrong or day is None:
            return
        if not draft.reason:
            self.show_error(ReliefReasonError())
            return
        self.set_busy(True)
        self.submitted.emit(draft, new_in(self.party), day)
