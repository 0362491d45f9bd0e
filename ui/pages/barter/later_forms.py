"""What happens to an agreement later: goods handed over, and the rest that never comes."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.barter import CloseDraft, DeliveryDraft, NothingToDeliverError, PartDraft, Settled, Side
from app.domain.barter_deal import DealLine
from app.domain.document import new_uid
from app.domain.purchase import Slip
from app.i18n import _
from app.queries.barter import BarterRow
from app.thai.dates import today
from reports.barter_words import side_words
from ui import formats
from ui.pages.barter.barter_form import LATER, set_money
from ui.pages.barter.work import Lists
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable

BOTH = "both"


class PartLine(Line):
    """A line of the agreement, what is still to come of it, and how much is handed over now."""

    def __init__(self) -> None:
        self.of: DealLine | None = None
        self.side, self.goods = Label("", tone="soft"), Label("", elide=True)
        self.rest = Label("")
        self.now = QuantityField()
        super().__init__(self.side, self.goods, self.rest, self.now)

    def is_empty(self) -> bool:
        """A line is always there."""
        return False


class PartLines(LineTable[PartLine]):
    """The lines of which something is still to come."""

    left = Signal()
    """Enter in the last line."""
    least = 0
    columns = (
        LineColumn(lambda: _("List"), 2),
        LineColumn(lambda: _("Goods"), 5),
        LineColumn(lambda: _("Still to come"), 3),
        LineColumn(lambda: _("Handed over now"), 3, right=True),
    )

    def make(self) -> PartLine:
        """A line without its goods yet."""
        return PartLine()

    def add_line(self) -> PartLine:
        """Lines are not made here; Enter in the last one goes on."""
        self.left.emit()
        return self.lines[-1]

    def show_barter(self, found: BarterRow, today: dt.date) -> None:
        """The open lines; what is due is filled in."""
        open_lines = [each for each in found.deal.lines if each.rest_milli]
        for line, each in zip(self.set_count(len(open_lines)), open_lines, strict=True):
            unit = found.unit_of(each.line_no)
            due = found.give_on if each.side is Side.GIVE else found.receive_on
            line.of = each
            line.side.setText(side_words(each.side))
            line.goods.setText(each.name)
            line.rest.setText(f"{formats.quantity(each.rest_milli)} {unit}")
            line.now.set_unit(unit)
            line.now.set_value(each.rest_milli if due <= today else None)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self.add_button.hide()
        for line in self.lines:
            line.remove.hide()
            line.now.setAccessibleName(
                _("Handed over now of {goods}").format(goods=line.of.name if line.of else "")
            )

    def parts(self) -> tuple[PartDraft, ...]:
        """What was typed."""
        return tuple(
            PartDraft(line.of.line_no, line.now.number_or_zero())
            for line in self.lines
            if line.of is not None and line.now.number_or_zero()
        )


class DeliverForm(FormPage):
    """Goods of an agreement handed over; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._barter: BarterRow | None = None
        self.day = ThaiDateField(required=True, today=today)
        self.slip = NameField(most=60)
        self.lines = PartLines()
        self.freight, self.freight_account = MoneyField(), SimpleChoice()
        self.note = NameField()
        self.top = FlowingForm((self.day, self.slip), columns=2)
        self.end = FlowingForm((self.freight, self.freight_account, self.note), columns=2)
        self.add(self.top)
        self.add(self.lines)
        self.add(self.end)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.lines.changed.connect(self._on_changed)
        self.freight.changed.connect(self._on_changed)
        self.lines.left.connect(self._on_left)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self._barter.party if self._barter is not None else ""
        self.title.setText(_("Goods handed over: {name}").format(name=name))
        self.top.set_texts((_("Day"), _("Slip number")))
        self.end.set_texts((_("Freight we paid for what came"), _("Freight paid from"), _("Note")))
        self.freight.set_unit(_("baht"))
        self.day.retranslate()
        self.lines.retranslate()
        self.save_button.set_text(_("Save what changed hands"))

    def set_lists(self, lists: Lists) -> None:
        """Places of money."""
        set_money(self.freight_account, lists.accounts)

    def show_barter(self, found: BarterRow) -> None:
        """What is still to come of an agreement."""
        self._barter = found
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        self.day.set_value(self._today())
        for field in (self.slip, self.freight, self.note):
            field.set_value(None)
        self.lines.show_barter(found, self._today())
        self.retranslate()
        self._on_changed()
        if self.lines.lines:
            self.lines.lines[0].now.edit.setFocus()

    @Slot()
    @Slot(object)
    def _on_changed(self, _value: object = None) -> None:
        comes = any(
            line.of is not None and line.of.side is Side.RECEIVE and line.now.number_or_zero()
            for line in self.lines.lines
        )
        self.end.show_fields((comes, comes and bool(self.freight.number_or_zero()), True))

    @Slot()
    def _on_left(self) -> None:
        self.save_button.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        day = self.day.date()
        found = self._barter
        if self.busy or found is None:
            return
        self.say("")
        if [each for each in (self.freight, self.lines, self.slip, self.day) if not each.check()]:
            return
        parts = self.lines.parts()
        if not parts:
            self.show_error(NothingToDeliverError())
            return
        comes = any(
            line is not None and line.side is Side.RECEIVE
            for line in (found.deal.line(part.line_no) for part in parts)
        )
        draft = DeliveryDraft(
            self._uid,
            found.uid,
            parts,
            self.freight.number_or_zero() if comes else 0,
            str(self.freight_account.key() or LATER),
            Slip(None, self.slip.name()),
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(draft, day)


class CloseForm(FormPage):
    """The rest that never comes; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._barter: BarterRow | None = None
        self.told = Label("", wrap=True, private="figures")
        self.which, self.how = SimpleChoice(required=True), SimpleChoice(required=True)
        self.account, self.day = SimpleChoice(), ThaiDateField(required=True, today=today)
        self.note = NameField()
        self.form = FlowingForm((self.which, self.how, self.account, self.day, self.note), columns=2)
        self.add(self.told)
        self.add(self.form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.how.committed.connect(self._on_changed)
        self.which.committed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Close the rest"))
        self.which.set_choices(
            [
                Choice(BOTH, _("Everything that is still to come")),
                Choice(Side.RECEIVE, _("Only what they still owe")),
                Choice(Side.GIVE, _("Only what we still owe")),
            ]
        )
        self.how.set_choices(
            [
                Choice(Settled.MONEY, _("It is paid in money")),
                Choice(Settled.GIFT, _("It is left as a gift")),
                Choice(Settled.WRITTEN_OFF, _("It is written off")),
            ]
        )
        self.form.set_texts((_("Which part"), _("How"), _("Which money"), _("Day"), _("Note")))
        self.day.retranslate()
        self.save_button.set_text(_("Close the rest"))
        self._on_changed()

    def set_lists(self, lists: Lists) -> None:
        """Places of money."""
        set_money(self.account, lists.accounts)

    def show_barter(self, found: BarterRow) -> None:
        """What could be closed of an agreement."""
        self._barter = found
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        self.which.set_value(BOTH)
        self.how.set_value(Settled.MONEY)
        self.day.set_value(self._today())
        self.note.set_value(None)
        self._on_changed()
        self.which.edit.setFocus()

    def _line_nos(self) -> tuple[int, ...]:
        found, which = self._barter, self.which.key()
        if found is None or not isinstance(which, Side):
            return ()
        return tuple(each.line_no for each in found.deal.of(which) if each.rest_milli)

    @Slot()
    @Slot(object)
    def _on_changed(self, _value: object = None) -> None:
        found = self._barter
        self.form.show_fields((True, True, self.how.key() == Settled.MONEY, True, True))
        if found is None:
            self.told.setText("")
            return
        self.told.setText(
            _("Still to come from {name}: {theirs} baht in goods; from us: {ours} baht.").format(
                name=found.party,
                theirs=formats.money(found.owed_to_us),
                ours=formats.money(found.owed_by_us),
            )
        )

    def submit(self) -> None:
        """Check every field, then hand over what is chosen."""
        found, day, how = self._barter, self.day.date(), self.how.key()
        if self.busy or found is None:
            return
        self.say("")
        if [each for each in (self.note, self.day, self.how, self.which) if not each.check()]:
            return
        line_nos = self._line_nos()
        if self.which.key() != BOTH and not line_nos:
            self.show_error(NothingToDeliverError())
            return
        assert isinstance(how, Settled)
        draft = CloseDraft(
            self._uid, found.uid, how, line_nos, str(self.account.key() or LATER), self.note.name()
        )
        self.set_busy(True)
        self.submitted.emit(draft, day)
