"""Members with their shares, one member's story at the right; instalments, handing on, giving back."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.session import Permission
from app.domain.share import GiveBackDraft, HandOnDraft, SharesDraft
from app.i18n import _
from app.services.settings import change_settings
from app.services.shares import (
    cancel_certificate,
    give_back_shares,
    hand_on_shares,
    issue_certificate,
    post_shares,
)
from reports.model import Kind
from reports.share_papers import REGISTER
from ui import formats
from ui.models.rows import Col
from ui.pages.shares import work
from ui.pages.shares.forms import (
    ISSUE,
    CertificateForm,
    GiveBackForm,
    HandOnForm,
)
from ui.pages.shares.pay_form import PayInForm
from ui.pages.shares.rules_form import RulesForm
from ui.pages.shares.work import SharePerson
from ui.widgets.list_panel import Empty, ListPanelPage


class SharesView(ListPanelPage[SharePerson]):
    """Members' shares."""

    name = "shares"
    icon = "coins"
    listens = Changes.LEDGER | Changes.GROUP | Changes.PARTIES | Changes.SETTINGS
    panel_width = 460
    narrow = 640
    less = (0, 2)
    """Her number, and her section."""

    def columns(self) -> Sequence[Col[SharePerson]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Number"), lambda each: each.number, weight=2),
            Col(lambda: _("Name"), lambda each: each.name, weight=6, private=True, tone=_tone),
            Col(lambda: _("Section"), lambda each: each.section, weight=3),
            Col(lambda: _("Shares"), lambda each: each.holding.shares, Kind.COUNT, weight=2, adds_up=True),
            Col(
                lambda: _("Value paid in"),
                lambda each: each.holding.paid,
                Kind.MONEY,
                weight=3,
                unit="฿",
                adds_up=True,
            ),
            Col(
                lambda: _("Still to pay in"),
                lambda each: each.holding.unpaid,
                Kind.MONEY,
                weight=3,
                unit="฿",
                adds_up=True,
            ),
        ]

    def build(self) -> None:
        """Sums, buttons and forms."""
        self._shown = work.Shown()
        self._wanted = False
        may = self._session.may(Permission.KEEP_SHARES)
        self.name_list(lambda: _("Shares"), lambda: _("Search for a member"))
        self.count = self.add_figure(lambda: _("Shares"))
        self.paid = self.add_figure(lambda: _("Value paid in"))
        self.unpaid = self.add_figure(lambda: _("Still to pay in"))
        self.register_button = self.add_tool(lambda: _("Register"), "file-text", self._on_register_clicked)
        if self._session.may(Permission.EDIT_SETTINGS):
            self.rules_button = self.add_tool(lambda: _("Rules"), "settings", self._on_rules_clicked)
        if may:
            self.take_button = self.add_tool(
                lambda: _("Take over from the ledger"), "download", self._on_take_clicked
            )
            self.list.offer_tool(self.take_button, on=False)
        self.add_new(lambda: _("Shares of all members"), self._begin_evening, may=may)
        self.pay_button = self.add_action(
            lambda: _("Take or pay in"),
            "plus",
            self._begin_one,
            keys="Ctrl+E",
            primary=True,
            when=lambda each: may and each.is_member,
        )
        self.back_button = self.add_action(
            lambda: _("Give back"),
            "undo-2",
            self._begin_back,
            when=lambda each: may and each.holding.shares > 0,
        )
        self.hand_button = self.add_action(
            lambda: _("Hand on"),
            "handshake",
            self._begin_hand_on,
            when=lambda each: may and each.holding.shares > 0,
        )
        self.paper_button = self.add_action(
            lambda: _("Certificate"),
            "file-plus",
            self._begin_certificate,
            when=lambda each: may and each.holding.shares > 0,
        )
        self.pay_form = self.add_form(PayInForm(self._today))
        self.back_form = self.add_form(GiveBackForm(self._today))
        self.hand_form = self.add_form(HandOnForm(self._today))
        self.paper_form = self.add_form(CertificateForm(self._today))
        self.rules_form = self.add_form(RulesForm())
        self.pay_form.submitted.connect(self._on_pay_submitted)
        self.back_form.submitted.connect(self._on_back_submitted)
        self.back_form.asked.connect(self._on_value_asked)
        self.hand_form.submitted.connect(self._on_hand_submitted)
        self.paper_form.submitted.connect(self._on_paper_submitted)
        self.rules_form.submitted.connect(self._on_rules_submitted)

    def job(self) -> Callable[[], work.Shown]:
        """The shares as they stand."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[SharePerson]:
        """Show the sums, and where the ledger says something else; gives the people."""
        self._shown = found
        self.count.set(formats.count(found.shares))
        self.paid.set(formats.money(found.paid))
        self.unpaid.set(formats.money(found.unpaid))
        lines = [
            _("Shares of {name}: the ledger says {ledger}, this register {kept}.").format(
                name=each.name or _("nobody"),
                ledger=formats.money(each.ledger),
                kept=formats.money(each.kept),
            )
            for each in found.different
        ]
        if not found.rules.par:
            lines.insert(0, _("How much is one share? Enter the par value under “Rules” first."))
        self.banner.show_text("\n".join(lines), tone="warn")
        if self._session.may(Permission.KEEP_SHARES):
            self.list.offer_tool(self.take_button, on=any(each.name for each in found.different))
        if self._wanted and found.rows:
            self._wanted = False
            self.begin()
        return found.rows

    def lists_job(self) -> Callable[[], Any]:
        """Places of money."""
        return work.accounts

    def take_lists(self, lists: Any) -> None:
        """Give them to the forms."""
        self.pay_form.set_accounts(lists)
        self.back_form.set_accounts(lists)

    def row_title(self, row: SharePerson) -> str:
        """Name and number."""
        return f"{row.name} · {row.number}" if row.number else row.name

    def details(self, row: SharePerson) -> Callable[[], Any]:
        """Her story."""
        return partial(work.card, row)

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Members' shares stand here as soon as there are members."),
            "",
            _("On the evening when instalments are paid everybody's amount is typed in one list."),
        )

    def open(self, argument: str) -> None:
        """``new`` or ``pay``: an evening of all."""
        if argument in ("new", "pay"):
            self._wanted = not self._shown.rows
            if not self._wanted:
                self.begin()

    # ---- forms

    def _begin_evening(self) -> None:
        people = [each for each in self._shown.rows if each.is_member]
        self.show_form(self.pay_form)
        self.pay_form.show_people(people, self._shown.rules.par)

    def _begin_one(self) -> None:
        if self._row is not None:
            self.show_form(self.pay_form)
            self.pay_form.show_people((self._row,), self._shown.rules.par)

    def _begin_back(self) -> None:
        if self._row is not None:
            self.show_form(self.back_form)
            self.back_form.show_person(self._row)

    def _begin_hand_on(self) -> None:
        giver = self._row
        if giver is not None:
            self.show_form(self.hand_form)
            self.hand_form.set_people(
                [each for each in self._shown.rows if each.is_member and each.uid != giver.uid]
            )
            self.hand_form.show_person(giver)

    def _begin_certificate(self) -> None:
        if self._row is not None:
            self.show_form(self.paper_form)
            self.paper_form.show_person(self._row)
            self.act(partial(work.valid_certificates, self._row.uid), self.paper_form.set_papers)

    @Slot()
    def _on_register_clicked(self) -> None:
        self._go_to("reports", REGISTER)

    @Slot()
    def _on_rules_clicked(self) -> None:
        self.show_form(self.rules_form)
        self.rules_form.show_rules(self._shown.rules)

    @Slot()
    def _on_take_clicked(self) -> None:
        self.act(partial(work.take_up, self._session, self._shown.different, on=self._today()))

    @Slot(object, object)
    def _on_pay_submitted(self, draft: object, day: object) -> None:
        assert isinstance(draft, SharesDraft)
        assert isinstance(day, dt.date)
        self.save(self.pay_form, partial(post_shares, self._session, draft, on=day))

    @Slot(object, object)
    def _on_back_submitted(self, draft: object, day: object) -> None:
        assert isinstance(draft, GiveBackDraft)
        assert isinstance(day, dt.date)
        self.save(self.back_form, partial(give_back_shares, self._session, draft, on=day))

    @Slot(object, object)
    def _on_hand_submitted(self, draft: object, day: object) -> None:
        assert isinstance(draft, HandOnDraft)
        assert isinstance(day, dt.date)
        self.save(self.hand_form, partial(hand_on_shares, self._session, draft, on=day))

    @Slot(object, object)
    def _on_paper_submitted(self, asked: object, day: object) -> None:
        assert isinstance(asked, tuple)
        assert isinstance(day, dt.date)
        person, shares, which, reason = asked
        job: Callable[[], Any]
        if which == ISSUE:
            job = partial(issue_certificate, self._session, person.uid, shares=shares, on=day)
        else:
            job = partial(cancel_certificate, self._session, which, on=day, reason=reason)
        self.save(self.paper_form, job)

    @Slot(object)
    def _on_rules_submitted(self, settings: object) -> None:
        assert isinstance(settings, dict)
        self.save(self.rules_form, partial(change_settings, self._session, settings))

    @Slot(object, object, object)
    def _on_value_asked(self, person: object, shares: object, day: object) -> None:
        assert isinstance(person, SharePerson)
        assert isinstance(shares, int)
        assert isinstance(day, dt.date)
        self._runner.run(
            self,
            partial(work.proposed, person, shares, day),
            self.back_form.show_value,
            failed=self._messages.show_error,
        )


def _tone(each: SharePerson) -> str:
    return "" if each.is_member else "ink-soft"
