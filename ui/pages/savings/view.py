"""What members have saved, one member's book at the right, an evening of all, taking out, interest."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.savings import SavingsDraft, WithdrawDraft
from app.domain.session import Permission
from app.i18n import _
from app.queries.savings import Saver
from app.services.savings import credit_interest, deposit, set_savings_rate, take_savings_over, withdraw
from reports.model import Kind
from reports.savings_papers import REGISTER
from ui import formats
from ui.models.rows import Col
from ui.pages.savings import work
from ui.pages.savings.forms import EveningForm, SavingsInterestForm, WithdrawForm
from ui.widgets.list_panel import Empty, ListPanelPage


class SavingsView(ListPanelPage[Saver]):
    """Members' savings."""

    name = "savings"
    icon = "piggy-bank"
    listens = Changes.LEDGER | Changes.GROUP | Changes.PARTIES
    panel_width = 460
    narrow = 600
    less = (0, 3)
    """Her number, and the last day."""

    def columns(self) -> Sequence[Col[Saver]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Number"), lambda each: each.number, weight=2),
            Col(lambda: _("Name"), lambda each: each.name, weight=6, private=True, tone=_tone),
            Col(lambda: _("Saved"), lambda each: each.balance, Kind.MONEY, weight=3, unit="฿", adds_up=True),
            Col(lambda: _("Last time"), lambda each: each.last_on, Kind.DATE, weight=3),
        ]

    def build(self) -> None:
        """Sums, buttons and forms."""
        self._shown = work.Shown()
        may = self._session.may(Permission.KEEP_SHARES)
        self.name_list(lambda: _("Savings"), lambda: _("Search for a member"))
        self.total = self.add_figure(lambda: _("Saved in all"))
        self.rate = self.add_figure(lambda: _("Interest of a year"))
        self.register_button = self.add_tool(lambda: _("Register"), "file-text", self._on_register_clicked)
        if may:
            self.interest_button = self.add_tool(lambda: _("Interest"), "percent", self._on_interest_clicked)
        self.banner.acted.connect(self._on_take_clicked)
        self.add_new(lambda: _("Savings of all members"), self._begin_evening, may=may)
        self.in_button = self.add_action(
            lambda: _("Put in"), "plus", self._begin_one, keys="Ctrl+E", primary=True, when=lambda _each: may
        )
        self.out_button = self.add_action(
            lambda: _("Take out"),
            "banknote",
            self._begin_out,
            when=lambda each: may and each.balance > 0,
        )
        self.evening_form = self.add_form(EveningForm(self._today))
        self.withdraw_form = self.add_form(WithdrawForm(self._today))
        self.interest_form = self.add_form(SavingsInterestForm(self._today))
        self.evening_form.submitted.connect(self._on_evening_submitted)
        self.withdraw_form.submitted.connect(self._on_withdraw_submitted)
        self.interest_form.credited.connect(self._on_credited)
        self.interest_form.rated.connect(self._on_rated)
        self.interest_form.asked.connect(self._on_interest_asked)

    def job(self) -> Callable[[], work.Shown]:
        """The savings as they stand."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[Saver]:
        """Show the sums, and where the ledger says something else; gives the members."""
        self._shown = found
        self.total.set(formats.money(found.total))
        self.rate.set(f"{formats.percent(found.rate_bp)} %")
        self.interest_form.set_rates(found.rates)
        lines = [
            _("Savings of {name}: the ledger says {ledger}, this register {kept}.").format(
                name=each.name or _("nobody"),
                ledger=formats.money(each.ledger),
                kept=formats.money(each.kept),
            )
            for each in found.different
        ]
        may_take = self._session.may(Permission.POST_JOURNAL) and any(each.uid for each in found.different)
        action = _("Take over from the ledger") if may_take else ""
        self.banner.show_text("\n".join(lines), tone="warn", action=action)
        return found.rows

    def lists_job(self) -> Callable[[], Any]:
        """Places of money."""
        return work.accounts

    def take_lists(self, lists: Any) -> None:
        """Give them to the forms."""
        self.evening_form.set_accounts(lists)
        self.withdraw_form.set_accounts(lists)

    def row_title(self, row: Saver) -> str:
        """Name and number."""
        return f"{row.name} · {row.number}" if row.number else row.name

    def details(self, row: Saver) -> Callable[[], Any]:
        """Her book."""
        return partial(work.card, row)

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Members' savings stand here as soon as there are members."),
            "",
            _("On the evening of the month everybody's amount is typed in one list."),
        )

    def open(self, argument: str) -> None:
        """``new``: an evening of all."""
        if argument == "new":
            self.begin()

    # ---- forms

    def _begin_evening(self) -> None:
        people = [each for each in self._shown.rows if each.is_member and each.active]
        self.show_form(self.evening_form)
        self.evening_form.show_people(people)

    def _begin_one(self) -> None:
        if self._row is not None:
            self.show_form(self.evening_form)
            self.evening_form.show_people((), self._row)

    def _begin_out(self) -> None:
        if self._row is not None:
            self.show_form(self.withdraw_form)
            self.withdraw_form.show_saver(self._row)

    @Slot()
    def _on_register_clicked(self) -> None:
        self._go_to("reports", REGISTER)

    @Slot()
    def _on_interest_clicked(self) -> None:
        self.show_form(self.interest_form)
        self.interest_form.show_rates(self._shown.rates)

    @Slot()
    def _on_take_clicked(self) -> None:
        self.act(partial(take_savings_over, self._session, on=self._today(), uid=new_uid()))

    @Slot(object, object)
    def _on_evening_submitted(self, draft: object, day: object) -> None:
        assert isinstance(draft, SavingsDraft)
        assert isinstance(day, dt.date)
        self.save(self.evening_form, partial(deposit, self._session, draft, on=day))

    @Slot(object, object)
    def _on_withdraw_submitted(self, draft: object, day: object) -> None:
        assert isinstance(draft, WithdrawDraft)
        assert isinstance(day, dt.date)
        self.save(self.withdraw_form, partial(withdraw, self._session, draft, on=day))

    @Slot(object)
    def _on_credited(self, day: object) -> None:
        assert isinstance(day, dt.date)
        self.save(self.interest_form, partial(credit_interest, self._session, day, uid=new_uid()))

    @Slot(object, object)
    def _on_rated(self, day: object, rate: object) -> None:
        assert isinstance(day, dt.date)
        assert isinstance(rate, int)
        self.act(partial(set_savings_rate, self._session, day, rate_ppm=rate), self._on_rate_set)

    def _on_rate_set(self, _done: object) -> None:
        self.interest_form.rate.set_value(None)
        self._on_interest_asked(self.interest_form.until.date())

    @Slot(object)
    def _on_interest_asked(self, day: object) -> None:
        if isinstance(day, dt.date):
            self._runner.run(
                self,
                partial(work.interest, day),
                self.interest_form.show_found,
                failed=self._messages.show_error,
            )


def _tone(each: Saver) -> str:
    return "" if each.is_member else "ink-soft"
