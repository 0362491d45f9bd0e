"""The sheet of a stall without a computer, typed in as it was written: one grid a day, by keys alone."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLayout, QWidget

from app.domain.cash_counting import ReasonMissingError
from app.domain.document import new_uid
from app.domain.market_event import WhySpoiledError
from app.domain.receipt_book import (
    NumberRangeError,
    NumberSpoiledError,
    NumberTwiceError,
    NumberUsedError,
    OutsideBookError,
)
from app.domain.tally import (
    NotCountedError,
    TallyDiscountError,
    TallyDraft,
    TallyPaymentsError,
    TallySums,
    tally_sums,
)
from app.domain.tally_kept import KeptSheet, sheet_json
from app.errors import SamutError, UserError
from app.i18n import _
from app.queries.market_events import Event
from app.services.tally import StallKeeperError
from app.thai.dates import today
from ui import formats, theme
from ui.pages.events.tally_lines import PayRows, ReceiptRows, TallyRows, kept_rows, show_rows
from ui.pages.events.work import Lists, TallyStart
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, TypedField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.pieces import PiecesGrid
from ui.widgets.slip_pay import new_in, uid_of

KEEP_AFTER_MS = 700
WIDE = 1180
NUMBER_ERRORS = (NumberRangeError, NumberSpoiledError, NumberTwiceError, NumberUsedError, OutsideBookError)


class TallyForm(FormPage):
    """A day's sheet; ``submitted`` gives (draft, new people, day), ``kept`` (uid, data, label)."""

    submitted = Signal(object, object, object)
    kept = Signal(object, str, str)
    dropped = Signal(object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.event_: Event | None = None
        self._start: TallyStart | None = None
        self._filling = False
        self.content.setMaximumWidth(theme.px(WIDE))
        self.day = ThaiDateField(required=True, today=today)
        self.change_money, self.paid_out, self.discount = MoneyField(), MoneyField(), MoneyField()
        self.counted = MoneyField()
        self.why_gone, self.reason = NameField(most=300), NameField(most=300)
        self.keeper, self.note = PartyField(), NameField()
        self.top = FlowingForm((self.day, self.change_money, self.paid_out, self.discount), columns=4)
        self.end = FlowingForm((self.why_gone, self.reason, self.keeper, self.note))
        self.table, self.pays, self.receipts = TallyRows(), PayRows(), ReceiptRows()
        self.stays = QCheckBox()
        self.pieces = PiecesGrid()
        self.count_title, self.pay_title = Label("", type="large"), Label("", type="large")
        self.receipt_title = Label("", type="large")
        self.counted_form = FlowingForm((self.counted,), columns=3)
        self.hint = Label("", tone="soft", wrap=True)
        parts: tuple[QWidget | QLayout, ...] = (
            *(self.top, self.hint, self.table, self.stays, self.pay_title, self.pays),
            *(self.count_title, self.pieces, self.counted_form, self.receipt_title, self.receipts),
        )
        for part in parts:
            self.add(part)
        self.add(self.end)
        self.fields.addStretch(1)
        self.sums_label = Label("", strong=True, wrap=True, private="figures")
        self.foot.insertWidget(1, self.sums_label, 100)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self._words: dict[str, TypedField] = {
            "change_money": self.change_money,
            "paid_out": self.paid_out,
            "discount": self.discount,
            "counted": self.counted,
            "why_gone": self.why_gone,
            "reason": self.reason,
            "note": self.note,
        }
        for field in (*self._words.values(), self.keeper):
            field.changed.connect(self._on_changed)
        self.day.committed.connect(self._on_changed)
        for table in (self.table, self.pays, self.receipts, self.pieces):
            table.changed.connect(self._on_touched)
        self.pieces.reached.connect(self._on_reached)
        self.pieces.finished.connect(self._on_counted)
        self.table.finished.connect(self._on_goods_typed)
        self.pays.finished.connect(self._on_paid_typed)
        self.receipts.finished.connect(self._on_receipts_typed)
        self._chain = (self.change_money, self.paid_out, self.discount)
        self._last = (self.why_gone, self.reason, self.note)
        for field in (*self._chain, *self._last, self.counted):
            field.edit.returnPressed.connect(self._on_return)
        self.stays.toggled.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.event_.name if self.event_ is not None else ""
        self.title.setText(_("Tally sheet of {name}").format(name=name))
        self.save_button.set_text(_("Save the sheet"))
        self.clear_button.set_text(_("Start empty"))
        self.top.set_texts(
            (
                _("Day"),
                _("Change money in the morning"),
                _("Taken out of the box for costs"),
                _("Discount given on the day"),
            )
        )
        self.end.set_texts(
            (
                _("Why spoiled, or given to whom"),
                _("Why the cash differs"),
                _("Who kept the stall"),
                _("Note"),
            )
        )
        self.counted_form.set_texts((_("Cash in all, where no notes are written down"),))
        self.hint.setText(
            _("Type what the paper says; Enter goes on. What was sold follows from the rest, or is typed.")
        )
        self.stays.setText(_("What is left stays at the stall for the next day"))
        self.pay_title.setText(_("Paid by transfer or otherwise"))
        self.count_title.setText(_("Cash in the box in the evening"))
        self.receipt_title.setText(_("Receipts written"))
        for field in (self.change_money, self.paid_out, self.discount, self.counted):
            field.set_unit(_("baht"))
        self.day.retranslate()
        self.pieces.retranslate()
        for table in (self.table, self.pays, self.receipts):
            table.retranslate()
        self._show_sums()

    def set_lists(self, lists: Lists) -> None:
        """Goods, ways to pay, books of receipts, people."""
        self._filling = True
        self.table.set_goods(lists.goods)
        self.pays.set_ways(lists.others)
        self.receipts.set_books(lists.books)
        self.keeper.set_people(lists.people)
        self._filling = False

    def show_sheet(self, start: TallyStart) -> None:
        """A sheet: the one that was begun, else what stands at the stall."""
        self._filling = True
        self._start, self.event_, self._uid = start, start.event, start.uid
        self.set_busy(False)
        self.say("")
        for field in (*self._words.values(), self.keeper):
            field.set_value(None)
        self.day.set_value(start.on)
        self.stays.setChecked(False)
        self.stays.setVisible(start.event.location_id is not None)
        self.pays.clear()
        self.receipts.clear()
        self.pieces.clear()
        if start.kept is not None:
            self._restore(start.kept)
        else:
            self.paid_out.set_value(start.paid_out or None)
            self.table.show_there(start.there)
        self._filling = False
        self.retranslate()
        first = self.table.lines[0]
        (first.what if first.what.is_empty() else first.back).edit.setFocus()

    def clear_form(self) -> None:
        """Begin anew; what was kept goes."""
        if self._start is not None:
            self._timer.stop()
            self.dropped.emit(self._uid)
            start = self._start
            self.show_sheet(TallyStart(start.event, start.on, new_uid(), start.there, start.paid_out))

    def keep_now(self) -> None:
        """Do not wait for the rest: the form is left."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def draft(self) -> TallyDraft | None:
        """The sheet as it is typed; None without a market day. Raises PiecesError."""
        if self.event_ is None:
            return None
        return TallyDraft(
            self._uid,
            self.event_.uid,
            self.table.drafts(),
            self.pays.drafts(),
            self.discount.number_or_zero(),
            self.change_money.number_or_zero(),
            self.paid_out.number_or_zero(),
            self.pieces.typed(),
            self.counted.number(),
            self.reason.name(),
            self.why_gone.name(),
            None,
            uid_of(self.keeper),
            self.receipts.drafts(),
            self.stays.isChecked(),
            None,
            self.note.name(),
        )

    def submit(self) -> None:
        """Check every field, then hand over the sheet."""
        if self.busy or self.event_ is None:
            return
        self.say("")
        fields = (self.day, *self._words.values())
        if [field for field in reversed(fields) if not field.check()] or not self.pieces.check():
            return
        tables = [each for each in (self.pays, self.receipts) if each.begun()]
        if not self.table.check() or [each for each in tables if not each.check()]:
            return
        try:
            draft = self.draft()
        except UserError as error:
            self.show_error(error)
            return
        self._timer.stop()
        self.set_busy(True)
        self.submitted.emit(draft, new_in(self.keeper), self.day.date())

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong and lead to its field; nothing typed is lost, and it is kept."""
        super().show_error(error)
        self._timer.start()
        self._asked_by(error).edit.setFocus()

    def _asked_by(self, error: SamutError) -> TypedField:
        """The field that an error is about: by its kind, else the line it names, else the first."""
        wanted: dict[type[SamutError], TypedField] = {
            WhySpoiledError: self.why_gone,
            ReasonMissingError: self.reason,
            NotCountedError: self.counted,
            StallKeeperError: self.keeper,
            TallyDiscountError: self.discount,
            TallyPaymentsError: self.pays.lines[0].amount,
            **dict.fromkeys(NUMBER_ERRORS, self.receipts.lines[0].first),
        }
        name = error.data.get("name") if isinstance(error, UserError) else None
        named = next((line.taken for line in self.table.begun() if line.what.text() == name), None)
        return wanted.get(type(error)) or named or self.table.lines[0].what

    # ---- inside

    def _show_sums(self) -> None:
        try:
            draft = self.draft()
            sums = tally_sums(draft) if draft is not None else None
        except UserError:
            sums = None
        self.sums_label.setText("" if sums is None else _sums_text(sums))
        off = sums is not None and sums.counted is not None and bool(sums.difference)
        theme.set_role(self.sums_label, tone="turmeric" if off else "")

    def _keep(self) -> None:
        if self.event_ is not None:
            label = f"{self.event_.code} {self.event_.name}"
            self.kept.emit(self._uid, sheet_json(self._typed(self.event_)), label)

    def _typed(self, event: Event) -> KeptSheet:
        return KeptSheet(
            event.uid,
            self.day.date(),
            {name: field.text() for name, field in self._words.items()},
            self.stays.isChecked(),
            self.table.texts(),
            kept_rows(self.pays),
            kept_rows(self.receipts),
            {str(each): field.text() for each, field in self.pieces.fields.items() if field.text()},
            keeper if isinstance(keeper := self.keeper.key(), bytes) else None,
        )

    def _restore(self, kept: KeptSheet) -> None:
        if kept.day is not None:
            self.day.set_value(kept.day)
        for name, field in self._words.items():
            field.edit.setText(kept.words.get(name, ""))
        self.stays.setChecked(kept.stays)
        show_rows(self.pays, kept.pays)
        show_rows(self.receipts, kept.receipts)
        for each, field in self.pieces.fields.items():
            field.edit.setText(kept.pieces.get(str(each), ""))
        self.keeper.set_value(kept.keeper_uid)
        self.table.show_texts(kept.lines)

    @Slot(object)
    def _on_reached(self, field: object) -> None:
        if isinstance(field, QWidget):
            self.area.ensureWidgetVisible(field)

    @Slot()
    def _on_goods_typed(self) -> None:
        self.pays.begin()
        self.area.ensureWidgetVisible(self.pays)

    @Slot()
    def _on_paid_typed(self) -> None:
        self.pieces.begin()
        self.area.ensureWidgetVisible(self.pieces)

    @Slot()
    def _on_counted(self) -> None:
        if self.pieces.is_begun():
            self.receipts.begin()
        else:
            self.counted.edit.setFocus()
        self.area.ensureWidgetVisible(self.receipts)

    @Slot()
    def _on_receipts_typed(self) -> None:
        self.why_gone.edit.setFocus()
        self.area.ensureWidgetVisible(self.note)

    @Slot()
    def _on_return(self) -> None:
        """Enter goes on: from the top into the grid, from the last words to the button."""
        field = next((each for each in self._words.values() if each.edit is self.sender()), None)
        if field is self.counted:
            self.receipts.begin()
        elif field in self._chain:
            at = self._chain.index(field) + 1
            if at < len(self._chain):
                self._chain[at].edit.setFocus()
            else:
                self.table.lines[0].fields[0].edit.setFocus()
        elif field in self._last:
            at = self._last.index(field) + 1
            (self._last[at].edit if at < len(self._last) else self.save_button).setFocus()

    @Slot()
    def _on_touched(self) -> None:
        self._on_changed(None)

    @Slot(object)
    @Slot(bool)
    def _on_changed(self, _value: object) -> None:
        if not self._filling:
            self._show_sums()
            self._timer.start()


def _sums_text(sums: TallySums) -> str:
    words = [
        _("Sold {amount}").format(amount=formats.money(sums.total)),
        _("the box should hold {amount}").format(amount=formats.money(sums.expected)),
    ]
    if sums.counted is not None:
        words.append(_("counted {amount}").format(amount=formats.money(sums.counted)))
        if sums.difference < 0:
            words.append(_("short {amount}").format(amount=formats.money(sums.short)))
        elif sums.difference:
            words.append(_("over {amount}").format(amount=formats.money(sums.difference)))
        else:
            words.append(_("it is right"))
    return " · ".join(words)
