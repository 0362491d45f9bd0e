"""The form of goods that somebody brings, or that go to a shop: whose, what is agreed, which goods."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.consignment import BORNE_WORDS, METHOD_WORDS, BorneBy, Direction, GoodsDraft, Method
from app.domain.document import new_uid
from app.i18n import _
from app.thai.dates import today
from reports.consignment import share_words
from ui.pages.consignment import work
from ui.pages.consignment.lines import BroughtLines
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, PercentField, UnitCostField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of

USUAL_SHARE = 8_000


class BringForm(FormPage):
    """Fills in a ``Brought``; ``submitted`` gives (brought, day). ``sends``: our goods go to a shop."""

    submitted = Signal(object, object)

    def __init__(
        self,
        *,
        sends: bool,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sends, self._today = sends, today
        self._uid = new_uid()
        self._lists = work.Lists()
        self._holds = False
        """Whether what the form shows of a share is what was agreed with whoever is chosen."""
        self.party = PartyField(required=True)
        self.day = ThaiDateField(required=True, today=today)
        self.purpose, self.method = SimpleChoice(required=True), SimpleChoice(required=True)
        self.percent, self.amount = PercentField(required=True), UnitCostField(required=True)
        self.spoilage, self.discount = SimpleChoice(required=True), SimpleChoice(required=True)
        self.lines = BroughtLines()
        self.note = NameField()
        self.top = FlowingForm((self.party, self.day, self.purpose), columns=3)
        self._agreed = (self.method, self.percent, self.amount, self.spoilage, self.discount)
        self.terms = FlowingForm(self._agreed, columns=4)
        self.agreed_title, self.goods_title = Label("", strong=True), Label("", strong=True)
        self.own = Label("", tone="soft", wrap=True)
        self.end = FlowingForm((self.note,), columns=1)
        top = (self.top, self.agreed_title, self.terms, self.own)
        for item in (*top, self.goods_title, self.lines, self.end):
            self.add(item)
        self.fields.addStretch(1)
        self.party.committed.connect(self._on_party)
        self.purpose.committed.connect(self._on_whose)
        self.method.committed.connect(self._on_method)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Goods go to a shop") if self.sends else _("Take in goods"))
        self.save_button.set_text(_("Save the slip"))
        self.clear_button.set_text(_("Start empty"))
        self.top.set_texts((_("Shop") if self.sends else _("Whose goods"), _("Day"), _("Brought to be")))
        self.agreed_title.setText(_("Agreed share"))
        self.goods_title.setText(_("Goods"))
        self.terms.set_texts(
            (
                _("Our share") if self.sends else _("Share of the owner"),
                _("Percent of the price"),
                _("Baht a unit"),
                _("Gone bad is borne by"),
                _("Discounts are borne by"),
            )
        )
        self.end.set_texts((_("Note"),))
        choices: list[tuple[SimpleChoice, list[tuple[object, str]]]] = [
            (self.purpose, [(Direction.IN, _("To sell")), (Direction.PROCESSING, _("To work on"))]),
            (self.method, [(each, _(METHOD_WORDS[each])) for each in Method]),
            (self.spoilage, [(each, _(BORNE_WORDS[each])) for each in BorneBy]),
            (self.discount, [(each, _(BORNE_WORDS[each])) for each in BorneBy]),
        ]
        for field, pairs in choices:
            chosen = field.key()
            field.set_choices([Choice(key, text) for key, text in pairs])
            field.set_value(pairs[0][0] if chosen is None else chosen)
        self.amount.set_unit(_("baht"))
        self.day.retranslate()
        self.lines.retranslate()
        self._show_fields()

    def set_lists(self, lists: work.Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self.party.set_people(lists.people)
        self.lines.set_goods(lists.goods)

    def begin(self, party_uid: bytes | None = None) -> None:
        """An empty form, for somebody if she is known."""
        self.clear_form()
        if party_uid is not None:
            self.party.set_value(party_uid)
            self._on_whose()
            self.lines.lines[0].what.edit.setFocus()

    def clear_form(self) -> None:
        """An empty form, as a new slip."""
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        self.party.set_value(None)
        self.note.set_value(None)
        self.day.set_value(self._today())
        self.purpose.set_value(Direction.IN)
        self._holds = False
        self._show_agreed(work.Agreed(Method.PERCENT, USUAL_SHARE))
        self.lines.clear()
        self.party.edit.setFocus()

    @property
    def direction(self) -> Direction:
        """What the slip is about."""
        return Direction.OUT if self.sends else Direction(str(self.purpose.key() or Direction.IN))

    def _show_agreed(self, agreed: work.Agreed) -> None:
        self.method.set_value(agreed.method)
        self.percent.set_value(agreed.value if agreed.method is Method.PERCENT else None)
        self.amount.set_value(agreed.value if agreed.method is Method.AMOUNT else None)
        self.spoilage.set_value(agreed.spoilage_by)
        self.discount.set_value(agreed.discount_by)
        self._show_fields()

    def _show_fields(self) -> None:
        is_percent = self.method.key() is Method.PERCENT
        is_in = not self.sends and self.direction is Direction.IN
        is_work = self.direction is Direction.PROCESSING
        self.top.show_fields((True, True, not self.sends))
        self.terms.show_fields(
            (not is_work, is_percent and not is_work, not is_percent and not is_work, is_in, is_in)
        )
        self.agreed_title.setVisible(not is_work)
        day = self.day.date() or self._today()
        own = work.own_terms(self._lists.terms, uid_of(self.party), self.direction, day)
        said = [f"{each.product} {share_words(each.method, each.value, each.unit)}" for each in own]
        self.own.setText(_("By an agreement of their own: {goods}").format(goods=", ".join(said)))
        self.own.setVisible(bool(said) and not is_work)
        self.percent.set_required(is_percent and not is_work)
        self.amount.set_required(not is_percent and not is_work)

    @Slot()
    def _on_whose(self, *_what: object) -> None:
        """What holds with somebody already stands in the form."""
        day = self.day.date() or self._today()
        holds = work.terms_for(self._lists.terms, uid_of(self.party), self.direction, day)
        if holds is not None:
            self._show_agreed(work.agreed_in(holds))
        elif self._holds:  # what stands there was agreed with somebody else
            self._show_agreed(work.Agreed(Method.PERCENT, USUAL_SHARE))
        else:
            self._show_fields()
        self._holds = holds is not None

    @Slot(object)
    def _on_party(self, key: object) -> None:
        """Her share stands there already: on to the goods."""
        self._on_whose()
        if key is not None and self.party.edit.hasFocus():
            self.lines.lines[0].what.edit.setFocus()

    @Slot()
    def _on_method(self, *_what: object) -> None:
        self._show_fields()

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy:
            return
        self.say("")
        shown = [self.percent if self.method.key() is Method.PERCENT else self.amount]
        terms = [] if self.direction is Direction.PROCESSING else shown
        if [each for each in (self.note, self.lines, *terms, self.day, self.party) if not each.check()]:
            return
        draft = GoodsDraft(
            self._uid, uid_of(self.party), self.lines.drafts(), self.direction, note=self.note.name()
        )
        agreed = work.Agreed(
            Method(str(self.method.key())),
            shown[0].number_or_zero(),
            BorneBy(str(self.spoilage.key())),
            BorneBy(str(self.discount.key())),
        )
        if self.direction is Direction.PROCESSING:
            agreed = work.Agreed(Method.AMOUNT, 0)
        self.set_busy(True)
        self.submitted.emit(work.Brought(draft, agreed, new_in(self.party)), self.day.date())
