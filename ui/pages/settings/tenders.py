"""Ways to pay: a list with what each is, and the form in which one is added or changed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from app.i18n import _, language
from app.payments.promptpay import TargetKind
from app.queries.catalogue import Account, Tender
from app.services.catalogue import TENDER_KINDS, TenderData
from reports.common import in_language
from ui.messages_text import error_text, notice_text
from ui.pages.settings import work
from ui.pages.settings.saving import Saver, SettingsCard
from ui.widgets.arrange import Form, column, line, row
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.days import DaysField
from ui.widgets.fields import NameField, PercentField

ICON_OF_KIND = {
    "cash": "banknote",
    "promptpay": "qr-code",
    "transfer": "landmark",
    "account": "notebook-pen",
    "other": "wallet",
}


def tender_name(tender: Tender) -> str:
    """What a way to pay is called in the language that is on."""
    return in_language(tender.name, tender.name_en)


class TenderForm(QFrame):
    """The particulars of one way to pay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tender: Tender | None = None
        self._accounts: tuple[Account, ...] = ()
        self.name = NameField(required=True, most=60)
        self.kind = SimpleChoice()
        self.kind.committed.connect(self._on_kind_chosen)
        self.account = ChoiceField(required=True)
        self.account.committed.connect(self._on_kind_chosen)
        self.holder = ChoiceField()
        self.payer = ChoiceField()
        self.days = DaysField()
        self.target_kind = SimpleChoice()
        self.target = NameField(most=40)
        self.fee = PercentField()
        self.asks_reference, self.active = QCheckBox(), QCheckBox()
        self.form = Form(2)
        self.name_label = self.form.add("", self.name)
        self.kind_label = self.form.add("", self.kind)
        self.account_label = self.form.add("", self.account)
        self.holder_label = self.form.add("", self.holder)
        self.payer_label = self.form.add("", self.payer)
        self.days_label = self.form.add("", self.days)
        self.target_kind_label = self.form.add("", self.target_kind)
        self.target_label = self.form.add("", self.target)
        self.fee_label = self.form.add("", self.fee)
        self.note = Banner()
        self.note.hide()
        self.setLayout(column(self.form, self.asks_reference, self.active, self.note))

    def retranslate(self) -> None:
        """Set every text again."""
        for label, field, words in (
            (self.name_label, self.name, _("What it is called")),
            (self.kind_label, self.kind, _("Kind")),
            (self.account_label, self.account, _("Where the money goes")),
            (self.holder_label, self.holder, _("Whose account it is")),
            (self.payer_label, self.payer, _("Who passes the money on")),
            (self.days_label, self.days, _("It comes after")),
            (self.target_kind_label, self.target_kind, _("PromptPay number is a")),
            (self.target_label, self.target, _("PromptPay number")),
            (self.fee_label, self.fee, _("Fee that is taken off")),
        ):
            label.setText(words)
            field.setAccessibleName(words)
        self.days.set_unit(_("days"))
        self.asks_reference.setText(_("Ask for a reference"))
        self.active.setText(_("In use at the till"))
        kinds = {
            "cash": _("cash"),
            "promptpay": _("PromptPay"),
            "transfer": _("transfer to a bank"),
            "account": _("on account"),
            "other": _("another way"),
        }
        self.kind.set_choices([Choice(kind, kinds[kind]) for kind in TENDER_KINDS])
        numbers = {
            TargetKind.MOBILE: _("mobile number"),
            TargetKind.NATIONAL_ID: _("id or tax number"),
            TargetKind.EWALLET: _("wallet number"),
        }
        self.target_kind.set_choices([Choice(kind.value, numbers[kind]) for kind in work.PROMPTPAY_KINDS])

    def offer(self, data: work.SettingsData) -> None:
        """Offer accounts and holders."""
        self._accounts = data.money_accounts
        self.account.set_choices(
            [
                Choice(each.id, f"{each.code} {in_language(each.name, each.name_en)}")
                for each in self._accounts
            ]
        )
        people = [Choice(each.id, each.name, note=each.code) for each in data.parties]
        self.holder.set_choices([Choice(0, _("the group itself")), *people])
        self.payer.set_choices(people)

    def show_tender(self, tender: Tender | None) -> None:
        """Fill the form with a way to pay, or empty it for a new one."""
        self._tender = tender
        self.note.hide()
        self.name.set_value("" if tender is None else tender_name(tender))
        self.kind.set_value("transfer" if tender is None else tender.kind)
        bank = next((each.id for each in self._accounts if each.role == "bank"), None)
        self.account.set_value(bank if tender is None else tender.account_id)
        self.holder.set_value((tender.holder_id if tender else None) or 0)
        self.payer.set_value(tender.payer_id if tender else None)
        self.days.set_value((tender.settle_days or None) if tender else None)
        self.target_kind.set_value((tender.promptpay_kind if tender else "") or TargetKind.MOBILE.value)
        self.target.set_value(tender.promptpay_target if tender else "")
        self.fee.set_value(tender.fee_bp if tender else 0)
        self.asks_reference.setChecked(tender.asks_reference if tender else True)
        self.active.setChecked(tender.active if tender else True)
        self._show_kind()

    def data(self) -> TenderData | None:
        """What the form holds; None after saying what is missing."""
        fields = (self.name, self.account, self.fee, self.days)
        if not all([field.check() for field in reversed(fields)]):  # noqa: C419 - each says what it lacks
            return None
        name, kind, account = self.name.name(), str(self.kind.key()), self.account.key()
        holder = self.holder.key()
        old = self._tender
        thai = language() == "th"
        is_promptpay = kind == "promptpay"
        target = self.target.name() if is_promptpay else ""
        return TenderData(
            name if thai or old is None else old.name,
            kind,
            account if isinstance(account, int) else 0,
            old.code if old else "",
            name if not thai or old is None or old.name_en == old.name else old.name_en,
            old.icon if old and old.kind == kind else ICON_OF_KIND[kind],
            holder if isinstance(holder, int) and holder else None,
            str(self.target_kind.key()) if target else "",
            target,
            self.fee.number_or_zero(),
            self.asks_reference.isChecked(),
            old.position if old else work.LAST,
            self.active.isChecked(),
            self._payer(),
            self.days.number_or_zero(),
        )

    def _payer(self) -> int | None:
        """Who has the money first; of a person's own account it is who holds it, unless said otherwise."""
        payer = self.payer.key()
        return payer if isinstance(payer, int) and self._comes_later() else None

    def _comes_later(self) -> bool:
        account = self.account.key()
        return any(each.id == account and each.role in work.LATER for each in self._accounts)

    def refuse(self, error: Exception) -> None:
        """Say what is wrong with what was typed."""
        if work.is_about_payer(error):
            self.payer.set_error(error_text(error))
            self.payer.edit.setFocus()
        elif work.is_about_number(error):
            self.target.set_error(error_text(error))
            self.target.setFocus()
        else:
            self.note.show_text(error_text(error), tone="bad")

    @Slot(object)
    def _on_kind_chosen(self, _kind: object) -> None:
        self._show_kind()

    def _show_kind(self) -> None:
        is_promptpay = self.kind.key() == "promptpay"
        for widget in (self.target_kind, self.target_kind_label, self.target, self.target_label):
            widget.setVisible(is_promptpay)
        has_holder = self.kind.key() in ("promptpay", "transfer", "other")
        self.holder.setVisible(has_holder)
        self.holder_label.setVisible(has_holder)
        later = self._comes_later()
        passed_on: tuple[QWidget, ...] = (self.payer, self.payer_label, self.days, self.days_label)
        for part in passed_on:
            part.setVisible(later)


class TendersCard(SettingsCard):
    """The list of ways to pay; one at a time opens in the form below it."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self._data: work.SettingsData | None = None
        self._shown: Tender | None = None
        self._wanted = ""
        self.buttons: list[Button] = []
        self.box = QVBoxLayout()
        self.box.setSpacing(4)
        self.add_button = Button("", self._on_add_clicked, icon="plus")
        self.form = TenderForm()
        self.save_button = Button("", self._on_save_clicked, kind="primary", icon="check")
        self.back_button = Button("", self._on_back_clicked, kind="quiet")
        self.note = Banner()
        self.note.hide()
        self.editor = QFrame()
        self.editor.setLayout(column(line(), self.form, row(self.save_button, self.back_button, -1)))
        self.editor.hide()
        for item in (self.box, row(self.add_button, -1), self.note, self.editor):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Ways to pay"))
        self.add_button.set_text(_("Another way to pay"))
        self.save_button.set_text(_("Save"))
        self.back_button.set_text(_("Cancel"))
        self.form.retranslate()
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: work.SettingsData) -> None:
        """Show the list; a form that is open stays as it is typed."""
        self._data = data
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.open_kind(wanted)
        if self.editor.isHidden():
            self.form.offer(data)
        self._show_list(data.tenders)

    def _show_list(self, tenders: Sequence[Tender]) -> None:
        for button in self.buttons:
            self.box.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for tender in tenders:
            words = tender_name(tender)
            more = [tender.holder, tender.promptpay_target, "" if tender.active else _("not in use")]
            text = " · ".join(part for part in (words, *more) if part)
            button = Button(text, partial(self._open, tender), kind="link", icon=tender.icon)
            button.setToolTip(_("Edit"))
            self.buttons.append(button)
            self.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def open_kind(self, kind: str) -> None:
        """Open the first way to pay of a kind, as soon as the list is there."""
        if self._data is None:
            self._wanted = kind
            return
        self._open(next((each for each in self._data.tenders if each.kind == kind), None))
        if kind == "promptpay":
            self.form.target.setFocus()

    def _open(self, tender: Tender | None) -> None:
        if self._data is None:
            return
        self._shown = tender
        self.note.hide()
        self.form.offer(self._data)
        self.form.show_tender(tender)
        self.editor.show()
        self.form.name.setFocus()

    @Slot()
    def _on_add_clicked(self) -> None:
        self._open(None)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.editor.hide()
        self.add_button.setFocus()

    @Slot()
    def _on_save_clicked(self) -> None:
        data = self.form.data()
        if data is None:
            return
        tender_id = self._shown.id if self._shown is not None else None
        job = partial(work.save_way, self._saver.session, data, tender_id)
        self._saver.run(job, self._on_saved, failed=self.form.refuse)

    def _on_saved(self, done: work.WaySaved) -> None:
        self.editor.hide()
        self.note.show_text(" ".join(notice_text(doubt) for doubt in done.doubts), tone="warn")
        self.add_button.setFocus()
