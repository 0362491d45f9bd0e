"""How what is due is paid: in one way or in several, each with its amount; PromptPay shows its code."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.sale_draft import ChangeFromNonCashError, TenderDraft
from app.domain.tendering import Tendering
from app.errors import UserError
from app.i18n import _
from app.queries.catalogue import Tender
from app.services.sales import NotConfirmedError
from reports.common import in_language
from ui import formats, theme
from ui.messages_text import error_text
from ui.widgets.basics import Button, column, row
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.labels import Label
from ui.widgets.promptpay_code import PromptPayCode


class PayBox(QWidget):
    """What was taken so far and the payment that is being typed; an empty amount is all that is left."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tenders: Sequence[Tender] = ()
        self.tendering = Tendering(0)
        self.taken = QWidget()
        self._taken = row(-1)
        self.taken.setLayout(self._taken)
        self._buttons: list[Button] = []
        self.left = Label("", strong=True, private="figures")
        self.tender, self.amount = SimpleChoice(), MoneyField()
        self.reference = NameField(most=200)
        self.form = FlowingForm((self.tender, self.amount, self.reference))
        self.code = PromptPayCode()
        self.missing = Label("", tone="soft", wrap=True)
        self.confirmed = QCheckBox()
        self.more_button = Button("", self._on_more_clicked, kind="link", icon="plus")
        layout = column(
            self.taken,
            self.left,
            self.form,
            self.code,
            self.missing,
            self.confirmed,
            row(self.more_button, -1),
            spacing=theme.INSIDE,
        )
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.tender.committed.connect(self._on_tender_chosen)
        self.amount.changed.connect(self._on_amount_typed)

    def retranslate(self) -> None:
        """Set every text again."""
        self.amount.set_unit(_("baht"))
        self.confirmed.setText(_("The money has come, I have seen it"))
        self.more_button.set_text(_("Pay the rest in another way"))
        self.missing.setText(_("No PromptPay number is set yet, so there is no QR code to show."))
        self._offer()
        self._show()

    def set_tenders(self, tenders: Sequence[Tender]) -> None:
        """Ways to pay."""
        self._tenders = tenders
        self._offer()
        self._show()

    def begin(self) -> None:
        """Nothing was taken; the first way is chosen."""
        self.tendering = Tendering(self.tendering.total)
        self._choose(self._tenders[0] if self._tenders else None)

    def set_due(self, due: int) -> None:
        """What is to be paid; payments that are more than a smaller bill are taken out."""
        if due == self.tendering.total:
            return
        changed = Tendering(due, self.tendering.parts)
        try:
            changed.due  # noqa: B018
        except ChangeFromNonCashError:
            changed = Tendering(due)
        self.tendering = changed
        self._show()

    def tenders(self) -> tuple[TenderDraft, ...]:
        """What was taken and what is being typed."""
        current = self._current()
        return self.tendering.parts if current is None else (*self.tendering.parts, current)

    @property
    def change(self) -> int:
        """What goes back of cash, satang."""
        try:
            return Tendering(self.tendering.total, self.tenders()).change
        except UserError:
            return 0

    def check(self) -> bool:
        """Whether the payments cover what is due; else the fault stands at its field."""
        if not self.tendering.due:
            return True
        tendering = self._taking()
        if tendering is None:
            return False
        if tendering.due:
            words = _("{amount} baht are missing; take the rest in another way.")
            self._fault(words.format(amount=formats.money(tendering.due)))
            return False
        return True

    def add_part(self) -> None:
        """Keep the payment that is typed and ask for the next one."""
        tendering = self._taking()
        if tendering is None:
            return
        if not tendering.due:
            self._fault(_("This is the whole bill already. Please type how much is paid this way."))
            return
        self.tendering = tendering
        used = {part.tender_uid for part in tendering.parts}
        following = next((each for each in self._tenders if each.uid not in used), None)
        self._choose(following or self._tender())
        (self.amount if following is None else self.tender).edit.setFocus()

    # ---- parts

    def _tender(self) -> Tender | None:
        return next((each for each in self._tenders if each.uid == self.tender.key()), None)

    def _current(self) -> TenderDraft | None:
        tender = self._tender()
        if tender is None or not self.tendering.due:
            return None
        typed = self.amount.number()
        return TenderDraft(
            tender.uid,
            self.tendering.due if typed is None else typed,
            None,
            self.reference.name() if tender.asks_reference else "",
            self.confirmed.isChecked() and tender.kind == "promptpay",
            tender.kind == "cash",
        )

    def _taking(self) -> Tendering | None:
        """With the payment that is typed; None while it is wrong."""
        self.tender.set_required(True)
        self.reference.set_required(bool((tender := self._tender()) and tender.asks_reference))
        if [each for each in (self.reference, self.amount, self.tender) if not each.check()]:
            return None
        current = self._current()
        if current is None:
            return None
        try:
            if tender is not None and tender.kind == "promptpay" and not current.confirmed:
                raise NotConfirmedError
            return self.tendering.taking(current)
        except UserError as error:
            self._fault(error_text(error))
            return None

    def _fault(self, words: str) -> None:
        self.amount.set_error(words)
        self.amount.edit.setFocus()

    def _choose(self, tender: Tender | None) -> None:
        self.tender.set_value(None if tender is None else tender.uid)
        for field in (self.amount, self.reference):
            field.set_value(None)
        self.confirmed.setChecked(False)
        self._show()
        self.changed.emit()

    def _offer(self) -> None:
        chosen = self.tender.key()
        self.tender.set_choices(
            [Choice(each.uid, in_language(each.name, each.name_en)) for each in self._tenders]
        )
        known = {each.uid for each in self._tenders}
        self.tender.set_value(chosen if chosen in known else self._tenders[0].uid if self._tenders else None)

    def _show(self) -> None:
        tender, due = self._tender(), self.tendering.due
        cash = tender is not None and tender.kind == "cash"
        self.form.set_texts(
            (
                _("How the rest is paid"),
                _("Cash handed over") if cash else _("Paid this way"),
                _("Reference"),
            )
        )
        self.amount.edit.setPlaceholderText(formats.money(due) if due else "")
        self.form.show_fields((due > 0, due > 0, due > 0 and bool(tender and tender.asks_reference)))
        self.more_button.setVisible(due > 0 and len(self._tenders) > 1)
        self.left.setVisible(bool(self.tendering.parts) and due > 0)
        self.left.setText(_("{amount} baht left to pay").format(amount=formats.money(due)))
        self._show_taken()
        self._show_code(tender if due else None)

    def _show_taken(self) -> None:
        for button in self._buttons:
            self._taken.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        names = {each.uid: in_language(each.name, each.name_en) for each in self._tenders}
        for number, part in enumerate(self.tendering.parts):
            words = f"{names.get(part.tender_uid, '')} {formats.money(part.amount)}"
            button = Button(words, self._on_taken_clicked, icon="x", tip=_("Take this payment out"))
            button.setAccessibleName(f"{words}: {button.toolTip()}")
            button.setProperty("number", number)
            self._taken.insertWidget(number, button)
            self._buttons.append(button)
        self.taken.setVisible(bool(self._buttons))

    def _show_code(self, tender: Tender | None) -> None:
        asks = tender is not None and tender.kind == "promptpay"
        self.confirmed.setVisible(asks)
        ready = self.code.show_code(tender, self.amount.number() or self.tendering.due)
        self.missing.setVisible(asks and not ready)

    @Slot(object)
    def _on_tender_chosen(self, _key: object) -> None:
        self._show()
        self.changed.emit()

    @Slot(object)
    def _on_amount_typed(self, _value: object) -> None:
        self._show_code(self._tender() if self.tendering.due else None)
        self.changed.emit()

    @Slot()
    def _on_more_clicked(self) -> None:
        self.add_part()

    @Slot()
    def _on_taken_clicked(self) -> None:
        self.tendering = self.tendering.without(int(self.sender().property("number")))
        self._show()
        self.amount.edit.setFocus()
        self.changed.emit()
