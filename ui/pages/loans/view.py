"""The loans of the group and to its members, one loan's card at the right, and what happens to them."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.loan import LoanSide
from app.domain.loan_entry import LoanData, LoanDrawDraft, LoanForgiveDraft, LoanOpeningDraft, LoanPayDraft
from app.domain.session import Permission
from app.i18n import N_, _
from app.queries.loans import Loan, LoanRow
from app.services.loans import accrue_interest, draw_loan, forgive_loan, open_loan, pay_loan
from app.services.unit_of_work import Posted
from reports.loan_papers import CONTRACT
from reports.loan_register import NAME as REGISTER
from reports.loan_words import side_words, title_of
from reports.model import Kind
from ui import formats
from ui.models.rows import Col
from ui.pages.loans import work
from ui.pages.loans.loan_form import LoanForm
from ui.pages.loans.money_form import Act, InterestForm, MoneyForm
from ui.widgets.list_panel import Empty, ListPanelPage

ALL, TAKEN, GIVEN, LATE = "all", "taken", "given", "late"
DIFFERS = {
    "loans": N_("Loans of {name}: the ledger says {ledger}, this register {kept}."),
    "member_loans": N_("Lent to {name}: the ledger says {ledger}, this register {kept}."),
    "interest_payable": N_("Interest owed to {name}: the ledger says {ledger}, this register {kept}."),
    "interest_receivable": N_("Interest {name} owes: the ledger says {ledger}, this register {kept}."),
}


class LoansView(ListPanelPage[LoanRow]):
    """Loans taken and given."""

    name = "loans"
    icon = "landmark"
    listens = Changes.LEDGER | Changes.GROUP | Changes.PARTIES
    panel_width = 480
    narrow = 700
    less = (1, 4)
    """Who lends, and the next day."""

    def columns(self) -> Sequence[Col[LoanRow]]:
        """The columns of the list."""
        return [
            Col(lambda: _("With whom"), _named, weight=5, private=True, tone=_tone),
            Col(lambda: _("Who lends"), lambda each: side_words(each.loan.side), weight=4),
            Col(lambda: _("Still owed"), lambda each: each.state.principal, Kind.MONEY, weight=3, unit="฿"),
            Col(
                lambda: _("Not paid in time"),
                lambda each: each.state.late or None,
                Kind.MONEY,
                weight=3,
                unit="฿",
            ),
            Col(lambda: _("Next on"), lambda each: each.next_on, Kind.DATE, weight=3),
        ]

    def build(self) -> None:
        """Filters, sums, buttons and forms."""
        may = self._session.may(Permission.LEND)
        keeps = self._session.may(Permission.POST_JOURNAL)
        self.name_list(lambda: _("Loans"), lambda: _("Search for a loan"))
        self.add_chips(
            lambda: _("Which loans"),
            (
                (ALL, lambda: _("All")),
                (TAKEN, lambda: _("Borrowed")),
                (GIVEN, lambda: _("Lent")),
                (LATE, lambda: _("Not paid in time")),
            ),
            _stands_under,
        )
        self.owing = self.add_figure(lambda: _("We owe"))
        self.owed = self.add_figure(lambda: _("Owed to us"))
        self.late = self.add_figure(lambda: _("Not paid in time"))
        self.register_button = self.add_tool(lambda: _("Register"), "file-text", self._on_register_clicked)
        if may:
            self.interest_button = self.add_tool(
                lambda: _("Enter interest"), "percent", self._on_interest_clicked
            )
        self.add_new(lambda: _("New loan"), self._begin_loan, may=may)
        self.pay_button = self.add_action(
            lambda: _("Pay back"),
            "hand-coins",
            self._begin_paying,
            keys="Ctrl+E",
            primary=True,
            when=lambda row: may and row.state.owed > 0,
        )
        self.draw_button = self.add_action(
            lambda: _("Pay out"),
            "banknote",
            self._begin_drawing,
            when=lambda row: may and row.undrawn > 0,
        )
        self.change_button = self.add_action(
            lambda: _("Edit details"), "pencil", self._begin_change, keys="F4", when=lambda _row: may
        )
        self.contract_button = self.add_action(
            lambda: _("Agreement"), "handshake", self._on_contract_clicked, when=lambda _row: True
        )
        self.open_button = self.add_action(
            lambda: _("Stood before"),
            "history",
            self._begin_opening,
            when=lambda row: keeps and row.undrawn > 0,
        )
        self.forgive_button = self.add_action(
            lambda: _("Let go"),
            "ban",
            self._begin_forgiving,
            when=lambda row: keeps and row.state.principal + row.state.accrued > 0,
        )
        self.loan_form = self.add_form(LoanForm(self._today))
        self.money_form = self.add_form(MoneyForm(self._today))
        self.interest_form = self.add_form(InterestForm(self._today))
        self.loan_form.submitted.connect(self._on_loan_submitted)
        self.loan_form.asked.connect(self._on_preview_asked)
        self.money_form.submitted.connect(self._on_money_submitted)
        self.money_form.asked.connect(self._on_proposal_asked)
        self.interest_form.submitted.connect(self._on_interest_submitted)
        self.interest_form.asked.connect(self._on_interest_asked)

    def job(self) -> Callable[[], work.Shown]:
        """The loans as they stand."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[LoanRow]:
        """Show the sums, and where the ledger says something else; gives the loans."""
        self.owing.set(formats.money(found.taken))
        self.owed.set(formats.money(found.given))
        self.late.set(formats.money(found.late))
        lines = [
            _(DIFFERS[each.register]).format(
                name=each.name or _("nobody"),
                ledger=formats.money(each.ledger),
                kept=formats.money(each.kept),
            )
            for each in found.different
        ]
        if lines:
            lines.append(_("Enter the loan, then “Stood before”, and say that the ledger has it already."))
        self.banner.show_text("\n".join(lines), tone="warn")
        return found.rows

    def lists_job(self) -> Callable[[], work.Lists]:
        """Places of money and people."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the forms."""
        self.loan_form.set_lists(lists)
        self.money_form.set_lists(lists)

    def row_title(self, row: LoanRow) -> str:
        """Person, what for, code."""
        return title_of(row.loan)

    def details(self, row: LoanRow) -> Callable[[], Any]:
        """The loan's card."""
        return partial(work.card, row)

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Loans from a village fund, a bank or a member, and what the group lends, stand here."),
            _("New loan"),
            _("The schedule is worked out while you type, and every payment falls into interest and loan."),
        )

    def open(self, argument: str) -> None:
        """``new``, ``late``, ``taken``, ``given``, or the code of a loan."""
        if argument == "new":
            self.begin()
        elif argument in (TAKEN, GIVEN, LATE):
            self.chips.set_key(argument)
            self._on_chip_chosen(argument)
        elif argument:
            row = next((each for each in self._all if each.loan.code == argument), None)
            if row is not None:
                self.choose(row.uid)

    # ---- forms

    def _begin_loan(self) -> None:
        self.show_form(self.loan_form)
        side = LoanSide.GIVEN if self.chips.key() == GIVEN else LoanSide.TAKEN
        self.loan_form.show_loan(None, side)

    def _begin_change(self) -> None:
        if self._row is not None:
            self.show_form(self.loan_form)
            self.loan_form.show_loan(self._row.loan)

    def _begin_paying(self) -> None:
        self._begin(Act.PAY)

    def _begin_drawing(self) -> None:
        self._begin(Act.DRAW)

    def _begin_forgiving(self) -> None:
        self._begin(Act.FORGIVE)

    def _begin_opening(self) -> None:
        self._begin(Act.OPEN)

    def _begin(self, act: Act) -> None:
        if self._row is not None:
            self.show_form(self.money_form)
            self.money_form.show_loan(self._row, act)

    @Slot()
    def _on_register_clicked(self) -> None:
        self._go_to("reports", REGISTER)

    @Slot()
    def _on_interest_clicked(self) -> None:
        self.show_form(self.interest_form)
        self.interest_form.clear_form()

    def _on_contract_clicked(self) -> None:
        if self._row is not None:
            self._go_to("reports", f"{CONTRACT}:{self._row.loan.code}")

    @Slot(object)
    def _on_preview_asked(self, data: object) -> None:
        assert isinstance(data, LoanData)
        self._runner.run(
            self, partial(work.preview, data), self.loan_form.show_preview, failed=self._messages.show_error
        )

    @Slot(object, object, object, object)
    def _on_proposal_asked(self, loan: object, day: object, amount: object, fee: object) -> None:
        assert isinstance(loan, Loan)
        assert isinstance(day, dt.date)
        assert amount is None or isinstance(amount, int)
        assert isinstance(fee, int)
        self._runner.run(
            self,
            partial(work.proposal, loan, day, amount, fee),
            self.money_form.show_proposal,
            failed=self._messages.show_error,
        )

    @Slot(object)
    def _on_interest_asked(self, day: object) -> None:
        assert isinstance(day, dt.date)
        self._runner.run(
            self,
            partial(work.interest, day),
            self.interest_form.show_found,
            failed=self._messages.show_error,
        )

    @Slot(object, object, object, object)
    def _on_loan_submitted(self, data: object, names: object, uid: object, known: object) -> None:
        assert isinstance(data, LoanData)
        assert isinstance(names, tuple)
        assert isinstance(uid, bytes)
        self.save(self.loan_form, partial(work.save, self._session, data, names, uid=uid, known=bool(known)))

    @Slot(object, object)
    def _on_money_submitted(self, draft: object, day: object) -> None:
        assert isinstance(day, dt.date)
        job: Callable[[], Posted]
        if isinstance(draft, LoanPayDraft):
            job = partial(pay_loan, self._session, draft, on=day)
        elif isinstance(draft, LoanDrawDraft):
            job = partial(draw_loan, self._session, draft, on=day)
        elif isinstance(draft, LoanForgiveDraft):
            job = partial(forgive_loan, self._session, draft, on=day)
        else:
            assert isinstance(draft, LoanOpeningDraft)
            job = partial(open_loan, self._session, draft, on=day)
        self.save(self.money_form, job)

    @Slot(object)
    def _on_interest_submitted(self, day: object) -> None:
        assert isinstance(day, dt.date)
        self.save(self.interest_form, partial(accrue_interest, self._session, day, uid=new_uid()))


def _named(row: LoanRow) -> str:
    return f"{row.loan.party} · {row.loan.name}" if row.loan.name else row.loan.party


def _stands_under(row: LoanRow, chip: str) -> bool:
    return chip in (ALL, row.loan.side.value) or (chip == LATE and row.state.late > 0)


def _tone(row: LoanRow) -> str:
    if row.state.late:
        return "clay"
    return "" if row.loan.active and not row.state.is_over else "ink-soft"
