"""Proposals for a year's profit, one of them worked out at the right; the resolution, and paying it out."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.distribution import ResolutionDraft, Standing, VariantData
from app.domain.document import new_uid
from app.domain.fiscal import FiscalYear
from app.domain.session import Permission
from app.i18n import N_, _
from app.services.distribution import (
    create_variant,
    deactivate_variant,
    post_distribution,
    update_variant,
)
from app.services.reversal import reverse
from app.thai.dates import buddhist_year
from reports.distribution_papers import NAME, SHEET
from reports.model import Kind, Report
from ui import formats
from ui.models.rows import Col
from ui.page import Shortcut
from ui.pages.distribution import work
from ui.pages.distribution.compare import ComparePage
from ui.pages.distribution.forms import PayOutForm, ResolveForm, UndoForm
from ui.pages.distribution.proposal import ProposalForm
from ui.pages.distribution.work import Proposal
from ui.weakly import weakly
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.list_panel import Empty, ListPanelPage

STANDING_WORDS: dict[Standing, str] = {
    Standing.PROPOSED: N_("proposed"),
    Standing.UNSOUND: N_("does not work out"),
    Standing.RESOLVED: N_("✓ resolved"),
    Standing.PASSED_OVER: N_("not chosen"),
}
TONES = {
    Standing.UNSOUND: "turmeric-text",
    Standing.RESOLVED: "leaf",
    Standing.PASSED_OVER: "ink-soft",
}
COMPARE_KEY = "F6"
NEW, PAY = "new", "pay"


class DistributionView(ListPanelPage[Proposal]):
    """How a year's profit is divided."""

    name = "distribution"
    icon = "chart-pie"
    listens = Changes.LEDGER | Changes.GROUP | Changes.SETTINGS
    panel_width = 480
    narrow = 640
    less = (3,)
    """What people get."""

    def columns(self) -> Sequence[Col[Proposal]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Proposed division"), lambda each: each.name, weight=5, tone=_tone),
            Col(lambda: _("State"), lambda each: _(STANDING_WORDS[each.standing]), weight=3, tone=_tone),
            Col(lambda: _("Divided"), lambda each: each.divided, Kind.MONEY, weight=3, unit="฿"),
            Col(lambda: _("To people"), lambda each: each.to_people, Kind.MONEY, weight=3, unit="฿"),
            Col(lambda: _("Stays undivided"), lambda each: each.undivided, Kind.MONEY, weight=3, unit="฿"),
        ]

    def build(self) -> None:
        """Sums, buttons and forms."""
        self._shown = work.Shown()
        self._year: FiscalYear | None = None
        self._wanted = ""
        may = self._session.may(Permission.DISTRIBUTE)
        self.name_list(lambda: _("Distribution of profit"), lambda: _("Search for a proposal"))
        self.profit = self.add_figure(lambda: _("Profit of the year"))
        self.brought = self.add_figure(lambda: _("Undivided from before"))
        self.losses = self.add_figure(lambda: _("Earlier losses to cover"))
        self.left = self.add_figure(lambda: _("To be divided"))
        self.year = SimpleChoice(required=True)
        self.year.setAccessibleName(_("Which year"))
        self.year.committed.connect(self._on_year_committed)
        self.list.add_filter(self.year)
        self.compare_button = self.add_tool(
            lambda: _("Compare the proposals ({key})").format(key=COMPARE_KEY), "table", self.compare
        )
        self.sheet_button = self.add_tool(lambda: _("Sheet for the meeting"), "file-text", self._on_sheet)
        self.list_button = self.add_tool(lambda: _("Payment list"), "clipboard-list", self._on_list)
        self.pay_button = self.add_tool(lambda: _("Pay out the divided profit"), "banknote", self._on_pay)
        self.undo_button = self.add_tool(lambda: _("Take back"), "undo-2", self._on_undo)
        self.add_new(lambda: _("New proposal"), self._begin, may=may)
        self.resolve_button = self.add_action(
            lambda: _("Resolved"), "check", self._begin_resolving, primary=True, when=self._may_resolve
        )
        self.change_button = self.add_action(
            lambda: _("Edit"), "pencil", self._begin_change, keys="F4", when=self._may_change
        )
        self.copy_button = self.add_action(lambda: _("Copy"), "copy", self._begin_copy, when=self._may_change)
        self.aside_button = self.add_action(
            lambda: _("Put aside"), "trash-2", self._put_aside, when=self._may_change
        )
        self.pay_action = self.add_action(
            lambda: _("Pay out the divided profit"),
            "banknote",
            self._on_pay,
            primary=True,
            when=self._may_pay,
        )
        self.sheet_action = self.add_action(
            lambda: _("Sheet for the meeting"), "file-text", self._on_sheet, when=_is_resolved
        )
        self.undo_action = self.add_action(
            lambda: _("Take back"), "undo-2", self._on_undo, when=self._may_undo
        )
        self.form = self.add_form(ProposalForm())
        self.resolve_form = self.add_form(ResolveForm(self._today))
        self.pay_form = self.add_form(PayOutForm(self._today))
        self.undo_form = self.add_form(UndoForm())
        self.compare_page = self.add_form(ComparePage(self._papers, weakly(self.compare)))
        self.form.submitted.connect(self._on_submitted)
        self.resolve_form.submitted.connect(self._on_resolved)
        self.pay_form.submitted.connect(self._on_paid)
        self.undo_form.submitted.connect(self._on_undone)

    def job(self) -> Callable[[], work.Shown]:
        """The year as it stands."""
        return partial(work.shown, self._year, self._today(), owing=self._wanted == PAY)

    def take(self, found: work.Shown) -> Sequence[Proposal]:
        """Show what there is; gives the proposals."""
        self._shown = found
        there = found.facts.available
        values = (0, 0, 0, 0)
        if found.done is not None:
            done = found.done
            values = (done.profit, done.brought, done.losses, done.divisible)
        elif there is not None:
            values = (there.profit, there.brought, there.deficit, there.left)
        for figure, value in zip((self.profit, self.brought, self.losses, self.left), values, strict=True):
            figure.set(formats.money(value))
        self.year.set_choices(
            [Choice(each, _("Year {year}").format(year=buddhist_year(each.last))) for each in found.years]
        )
        self.year.set_value(found.year)
        self._show_done(found)
        if self.stack.currentWidget() is self.compare_page:
            self.compare()
        wanted, self._wanted = self._wanted, ""
        if wanted == NEW:
            self.begin()
        elif wanted == PAY:
            self._year = found.year
            if found.owed and self._session.may(Permission.BUY) and self.is_list_in_front():
                self._on_pay()
        return found.rows

    def _show_done(self, found: work.Shown) -> None:
        done = found.done
        may = self._session.may(Permission.DISTRIBUTE)
        self.list.offer_tool(self.compare_button, on=bool(found.rows))
        self.list.offer_tool(self.sheet_button, on=found.year is not None)
        self.list.offer_tool(self.list_button, on=done is not None)
        self.list.offer_tool(self.pay_button, on=bool(found.owed) and self._session.may(Permission.BUY))
        self.list.offer_tool(self.undo_button, on=done is not None and may)
        words = ""
        if done is not None:
            words = _(
                "Resolved on {day} (resolution {resolution}, {number}): {divided} baht divided; "
                "{owed} baht of it are still to be paid."
            ).format(
                day=formats.date(done.on),
                resolution=done.resolution_no,
                number=done.number,
                divided=formats.money(done.divided),
                owed=formats.money(found.owed_total),
            )
        self.banner.show_text(words, tone="info")

    def _show(self) -> None:
        super()._show()
        if self._shown.done is not None:
            self.new_button.hide()

    def shortcuts(self) -> list[Shortcut]:
        """The frame's keys, and the one that puts proposals side by side."""
        return [
            *super().shortcuts(),
            Shortcut(COMPARE_KEY, _("Put the proposals side by side"), self.compare),
        ]

    def begin(self) -> None:
        """A new proposal, while the profit is not divided."""
        if self._shown.done is None:
            super().begin()

    def lists_job(self) -> Callable[[], Any]:
        """Places of money."""
        return work.accounts

    def take_lists(self, lists: Any) -> None:
        """Give them to the form."""
        self.pay_form.set_accounts(lists)

    def row_title(self, row: Proposal) -> str:
        """Its name, and whether it is the one that the meeting took."""
        return _("{name} (resolved)").format(name=row.name) if _is_resolved(row) else row.name

    def details(self, row: Proposal) -> Callable[[], Any]:
        """What it comes to, and who gets what."""
        return partial(work.card, row)

    def empty_words(self) -> Empty:
        """What will stand here."""
        if self._shown.year is None:
            return Empty(
                _("A year's profit can be divided once the year is closed."),
                "",
                _("Close the year under Books first."),
            )
        if self._shown.done is not None:
            return Empty(_("The profit of this year is divided."))
        return Empty(
            _("No proposal for this year yet."),
            _("New proposal"),
            _("A proposal starts with the usual parts; every figure can be changed, and several compared."),
        )

    def open(self, argument: str) -> None:
        """``new``, or ``pay`` for what people still get of a divided profit."""
        if argument in (NEW, PAY):
            self._wanted = argument
            self.read()

    # ---- forms

    def _may_resolve(self, each: Proposal) -> bool:
        may = self._session.may(Permission.DISTRIBUTE)
        return may and self._shown.done is None and each.division is not None

    def _may_change(self, _each: Proposal) -> bool:
        return self._shown.done is None and self._session.may(Permission.DISTRIBUTE)

    def _may_pay(self, each: Proposal) -> bool:
        return _is_resolved(each) and bool(self._shown.owed) and self._session.may(Permission.BUY)

    def _may_undo(self, each: Proposal) -> bool:
        return _is_resolved(each) and self._session.may(Permission.DISTRIBUTE)

    @Slot()
    def compare(self) -> None:
        """Read the proposals side by side, over the whole page."""
        year = self._shown.year
        if year is not None and self._shown.rows and self._may_compare():
            job = partial(work.side_by_side, year, self._today())
            self._runner.run(self, job, self._on_compared, failed=self._messages.show_error)

    def _may_compare(self) -> bool:
        return self.is_list_in_front() or self.stack.currentWidget() is self.compare_page

    def _on_compared(self, report: Report) -> None:
        if self._may_compare():
            self.show_form(self.compare_page)
            self.compare_page.show_report(report)

    @Slot()
    def _print(self) -> None:
        if self.stack.currentWidget() is self.compare_page:
            self.compare_page.print_out()
        else:
            super()._print()

    def _begin(self) -> None:
        if self._shown.year is not None:
            self.show_form(self.form)
            self.form.show_proposal(self._shown.year, self._shown.facts, None, copy=False)

    def _begin_change(self) -> None:
        self._show_proposal(copy=False)

    def _begin_copy(self) -> None:
        self._show_proposal(copy=True)

    def _show_proposal(self, *, copy: bool) -> None:
        if self._row is not None and self._shown.year is not None:
            self.show_form(self.form)
            self.form.show_proposal(self._shown.year, self._shown.facts, self._row, copy=copy)

    def _begin_resolving(self) -> None:
        if self._row is not None and self._shown.year is not None:
            self.show_form(self.resolve_form)
            self.resolve_form.show_proposal(self._shown.year, self._row)

    def _put_aside(self) -> None:
        if self._row is not None:
            self.act(partial(deactivate_variant, self._session, self._row.uid))

    @Slot()
    def _on_sheet(self) -> None:
        self._open_paper(NAME)

    @Slot()
    def _on_list(self) -> None:
        self._open_paper(SHEET)

    def _open_paper(self, name: str) -> None:
        if self._shown.year is not None:
            self._go_to("reports", name)

    @Slot()
    def _on_pay(self) -> None:
        done = self._shown.done
        if done is not None:
            self.show_form(self.pay_form)
            self.pay_form.show_owed(self._shown.owed, self._shown.owed_total, done.on)

    @Slot()
    def _on_undo(self) -> None:
        self.show_form(self.undo_form)
        self.undo_form.begin()

    @Slot(object)
    def _on_year_committed(self, key: object) -> None:
        if isinstance(key, FiscalYear) and key != self._shown.year:
            self._year = key
            self.read()

    @Slot(object, object, object)
    def _on_submitted(self, data: object, uid: object, known: object) -> None:
        assert isinstance(data, VariantData)
        assert isinstance(uid, bytes)
        job: Callable[[], Any] = partial(create_variant, self._session, data, uid=uid)
        if known:
            job = partial(update_variant, self._session, uid, data=data)
        self.save(self.form, job)

    @Slot(object, object)
    def _on_resolved(self, draft: object, day: object) -> None:
        assert isinstance(draft, ResolutionDraft)
        assert isinstance(day, dt.date)
        job = partial(post_distribution, self._session, draft, on=day, today=self._today())
        self.save(self.resolve_form, job)

    @Slot(object, object, object, object)
    def _on_paid(self, uid: object, owed: object, account: object, day: object) -> None:
        assert isinstance(uid, bytes)
        assert isinstance(owed, dict)
        assert isinstance(day, dt.date)
        job = partial(work.pay_out, self._session, uid, owed, str(account), on=day)
        self.save(self.pay_form, job)

    @Slot(object)
    def _on_undone(self, reason: object) -> None:
        done = self._shown.done
        if done is not None:
            job = partial(
                reverse, self._session, done.uid, on=self._today(), reason=str(reason), uid=new_uid()
            )
            self.save(self.undo_form, job)


def _tone(each: Proposal) -> str:
    return TONES.get(each.standing, "")


def _is_resolved(each: Proposal) -> bool:
    return each.standing is Standing.RESOLVED
