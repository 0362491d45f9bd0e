"""A line of the bank that the books do not have: what it was for, entered and ticked at once."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.bank_matching import Item
from app.domain.document import new_uid
from app.errors import SamutError
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.parties import PartyRow
from reports.common import in_language
from ui import formats
from ui.messages_text import error_text
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

DEBT = ""


class LineForm(FormPage):
    """``submitted`` gives (line, uid, account or "" for a debt, person, note)."""

    submitted = Signal(object, object, object, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid = new_uid()
        self._accounts: tuple[Account, ...] = ()
        self._line: Item | None = None
        self.about = Label("", wrap=True, private="words")
        self.what, self.person = ChoiceField(required=True), ChoiceField()
        self.note = NameField(most=500)
        self.form = FlowingForm((self.what, self.person, self.note))
        self.add(self.about)
        self.add(self.form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.what.committed.connect(self._on_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Enter a line of the bank"))
        self.save_button.set_text(_("Enter it in the books"))
        self.form.set_texts((_("What it was for"), _("Person"), _("Note")))
        self._show()

    def set_people(self, people: tuple[PartyRow, ...]) -> None:
        """Whose debts it may settle."""
        self.person.set_choices([Choice(each.uid, each.name, also=each.code) for each in people])

    def begin(self, line: Item, accounts: tuple[Account, ...]) -> None:
        """An empty form for a line."""
        self._line, self._accounts = line, accounts
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.what, self.person, self.note):
            field.set_value(None)
        self._show()
        self.what.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand it over."""
        if self.busy or self._line is None:
            return
        self.say("")
        is_debt = self.what.key() == DEBT and not self.what.is_empty()
        self.person.set_required(is_debt)
        if [each for each in (self.note, self.person, self.what) if not each.isHidden() and not each.check()]:
            return
        self.set_busy(True)
        person = self.person.key() if is_debt else None
        self.submitted.emit(self._line, self._uid, str(self.what.key() or ""), person, self.note.name())

    def show_error(self, error: SamutError) -> None:
        """What belongs to no single field."""
        self.set_busy(False)
        self.say(error_text(error))

    def _show(self) -> None:
        line = self._line
        if line is None:
            return
        comes_in = line.amount > 0
        self.about.setText(
            _("{day}: {amount} baht. {words}").format(
                day=formats.date(line.on), amount=formats.money(line.amount), words=line.words
            )
        )
        debt = _("Somebody pays what she owes") if comes_in else _("We pay what we owe to somebody")
        wanted = "income" if comes_in else "expense"
        chosen = self.what.key()
        self.what.set_choices(
            [Choice(DEBT, debt)]
            + [
                Choice(each.code, in_language(each.name, each.name_en), also=each.code)
                for each in self._accounts
                if each.is_money or each.type == wanted
            ]
        )
        self.what.set_value(chosen)
        self._on_chosen(None)

    @Slot(object)
    def _on_chosen(self, _value: object) -> None:
        is_debt = self.what.key() == DEBT and not self.what.is_empty()
        self.form.show_fields((True, is_debt, True))
