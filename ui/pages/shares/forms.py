"""The forms about one member's shares: handing on, giving back, certificates."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.purchase import Slip
from app.domain.share import (
    GiveBackDraft,
    HandOnDraft,
    ShareCountError,
    whole_shares,
)
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.shares import Certificate
from app.thai.dates import today
from ui import formats
from ui.pages.shares.pay_form import Today, offer_accounts, pays_from
from ui.pages.shares.work import Proposed, SharePerson
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

ISSUE = "issue"


class PersonForm(FormPage):
    """A form about one person's shares; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today, *fields: QWidget) -> None:
        super().__init__()
        self._today = today
        self._uid = new_uid()
        self.person: SharePerson | None = None
        self.day = ThaiDateField(required=True, today=today)
        self.shares = QuantityField(required=True)
        self._fields = (self.day, self.shares, *fields)
        self._form = FlowingForm(self._fields)
        self.stands = Label("", tone="soft", wrap=True, private="figures")
        self.add(self.stands)
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.save_button.set_text(_("Save"))
        self.shares.set_unit(_("shares"))
        self.day.retranslate()
        if self.person is not None:
            held = self.person.holding
            words = _("She holds {shares} shares, {paid} baht of them paid in.")
            self.stands.setText(
                words.format(shares=formats.count(held.shares), paid=formats.money(held.paid))
            )

    def show_person(self, person: SharePerson) -> None:
        """An empty form for somebody."""
        self.person, self._uid = person, new_uid()
        self.set_busy(False)
        self.say("")
        for field in self._fields:
            if not isinstance(field, SimpleChoice):
                field.set_value(None)  # type: ignore[attr-defined]
        self.day.set_value(self._today())
        self.retranslate()
        self.shares.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.person is None:
            return
        self.say("")
        if [field for field in reversed(self._fields) if not field.check()]:  # type: ignore[attr-defined]
            return
        try:
            draft = self.draft(self.person, whole_shares(self.shares.number_or_zero()))
        except ShareCountError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self.submitted.emit(draft, self.day.date())

    def draft(self, person: SharePerson, shares: int) -> object:
        """What is handed over; each form says how."""
        raise TypeError(f"a form must know its draft of {shares} shares of {person.number}")


class HandOnForm(PersonForm):
    """Fills in a ``HandOnDraft``."""

    def __init__(self, today: Today = today) -> None:
        self.taker, self.note = ChoiceField(required=True), NameField()
        super().__init__(today, self.taker, self.note)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        name = self.person.name if self.person else ""
        self.title.setText(_("{name} hands shares on").format(name=name))
        self._form.set_texts((_("Day"), _("How many shares"), _("To which member"), _("Note")))

    def set_people(self, people: Sequence[SharePerson]) -> None:
        """Who can take them."""
        self.taker.set_choices([Choice(each.uid, each.name, also=each.number) for each in people])

    def draft(self, person: SharePerson, shares: int) -> HandOnDraft:
        """What is handed over."""
        taker = self.taker.key()
        assert isinstance(taker, bytes)
        return HandOnDraft(self._uid, person.uid, taker, shares, self.note.name())


class GiveBackForm(PersonForm):
    """Fills in a ``GiveBackDraft``; ``asked`` gives (person, shares, day) for what they are worth."""

    asked = Signal(object, object, object)

    def __init__(self, today: Today = today) -> None:
        self.value, self.account = MoneyField(), SimpleChoice(required=True)
        self.slip, self.note = NameField(most=60), NameField()
        super().__init__(today, self.value, self.account, self.slip, self.note)
        self.hint = Label("", tone="soft", wrap=True, private="figures")
        self.fields.insertWidget(2, self.hint)
        self._amount = 0
        self.shares.changed.connect(self._on_changed)
        self.day.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        name = self.person.name if self.person else ""
        self.title.setText(_("{name} gives shares back").format(name=name))
        texts = (_("Day"), _("How many shares"), _("What she gets for them"), _("Paid from"))
        self._form.set_texts((*texts, _("Slip number"), _("Note")))
        self.value.set_unit(_("baht"))

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """Places of money."""
        offer_accounts(self.account, accounts)

    def show_person(self, person: SharePerson) -> None:
        """An empty form for somebody."""
        self._amount = 0
        self.hint.setText("")
        super().show_person(person)

    def show_value(self, found: Proposed) -> None:
        """What the shares are worth; the value of the rules is used where none is typed."""
        self._amount = found.by_books if found.at_book else found.paid
        words = _("Paid in: {paid} baht; by the books {books} baht. Without an amount she gets {gets} baht.")
        gets = formats.money(self._amount)
        self.hint.setText(
            words.format(paid=formats.money(found.paid), books=formats.money(found.by_books), gets=gets)
        )

    def draft(self, person: SharePerson, shares: int) -> GiveBackDraft:
        """What is handed over."""
        typed = self.value.number()
        value = self._amount if typed is None else typed
        slip = Slip(None, self.slip.name())
        pays = pays_from(self.account, value)
        return GiveBackDraft(self._uid, person.uid, shares, value, pays, slip, self.note.name())

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        milli, day = self.shares.number(), self.day.date()
        if self.person is not None and milli and day is not None:
            try:
                self.asked.emit(self.person, whole_shares(milli), day)
            except ShareCountError:
                self.hint.setText("")


class CertificateForm(PersonForm):
    """Gives out a certificate or cancels one; ``submitted`` gives ((person, shares, which, reason), day)."""

    def __init__(self, today: Today = today) -> None:
        self.which, self.reason = SimpleChoice(required=True), NameField()
        super().__init__(today, self.which, self.reason)
        self.which.committed.connect(self._on_chosen)
        self.papers: Sequence[Certificate] = ()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self.title.setText(
            _("Share certificate of {name}").format(name=self.person.name if self.person else "")
        )
        self._form.set_texts((_("Day"), _("Over how many shares"), _("What to do"), _("Why")))
        self._offer()

    def set_papers(self, papers: Sequence[Certificate]) -> None:
        """The ones that stand."""
        self.papers = papers
        self.which.set_value(None)
        self._offer()
        if self.person is not None:
            self.shares.set_value(self.person.holding.shares * 1000 or None)

    def draft(self, person: SharePerson, shares: int) -> tuple[SharePerson, int, object, str]:
        """What is handed over."""
        return person, shares, self.which.key(), self.reason.name()

    def _offer(self) -> None:
        words = _("Cancel no. {number} over {shares} shares")
        chosen = self.which.key()
        self.which.set_choices(
            [Choice(ISSUE, _("Give out a new one"))]
            + [
                Choice(each.uid, words.format(number=each.number, shares=formats.count(each.shares)))
                for each in self.papers
            ]
        )
        self.which.set_value(chosen if chosen is not None else ISSUE)

    @Slot(object)
    def _on_chosen(self, key: object) -> None:
        paper = next((each for each in self.papers if each.uid == key), None)
        if paper is not None:
            self.shares.set_value(paper.shares * 1000)
