"""The page of tax: how near the limits are, and everything that is decided about tax, in cards."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.fiscal import next_month
from app.domain.session import Session
from app.domain.tax_rule import BuyerData, RuleData
from app.domain.vat import LeftTaxDraft, VatClass
from app.errors import UserError
from app.i18n import _
from app.queries.tax_documents import IssuedInvoice
from app.services.left_goods import post_left_tax
from app.services.settings import change_settings
from app.services.tax_invoices import Cancelled, cancel, replace_lost
from app.services.tax_rules import put_rule_away
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.model import Link
from ui import theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.tax import work
from ui.pages.tax.cards import InvoiceCard, MonthCard, ProductsCard, RegistrationCard
from ui.pages.tax.issued_card import IssuedCard
from ui.pages.tax.left_card import LeftCard
from ui.pages.tax.rules_card import RulesCard
from ui.posting import Posting
from ui.runner import Runner
from ui.widgets.arrange import column, scrolled
from ui.widgets.basics import Card
from ui.widgets.flow import Flow
from ui.widgets.meter import MeterBar


class TaxView(PageBase):
    """Meters, registration, the month, full invoices, rules, products to decide."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to = open_link, go_to
        self._month = today().replace(day=1)
        self._posting = Posting(session, runner, messages, today, self)
        self.meters = [MeterBar(large=True), MeterBar(large=True)]
        self.meter_card = Card()
        self.meter_card.add(Flow(*self.meters, least=300))
        self.registration = RegistrationCard(session, today)
        self.month_card = MonthCard(session)
        self.left = LeftCard(session)
        self.left.wanted.connect(self._on_left)
        self.left.opened.connect(self._on_link)
        self.invoice = InvoiceCard(session)
        self.rules = RulesCard(session, today)
        self.products = ProductsCard(session)
        self.issued = IssuedCard(session)
        self.cards = (
            self.registration,
            self.month_card,
            self.left,
            self.invoice,
            self.issued,
            self.products,
            self.rules,
        )
        self.registration.changed.connect(self._on_setting)
        self.month_card.stepped.connect(self._on_stepped)
        self.month_card.settled.connect(self._on_settle)
        self.month_card.sheet.link_opened.connect(self._on_link)
        self.month_card.hide()
        self.invoice.wanted.connect(self._on_invoice)
        self.invoice.hide()
        self.issued.opened.connect(self._on_link)
        self.issued.replaced.connect(self._on_replace)
        self.issued.cancelled.connect(self._on_cancel)
        self.issued.anew.connect(self._on_anew)
        self.rules.saved.connect(self._on_rule)
        self.rules.removed.connect(self._on_rule_out)
        self.products.decided.connect(self._on_decided)
        content = QWidget()
        content.setLayout(column(self.meter_card, *self.cards, -1, spacing=theme.BETWEEN, margins=0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(content)
        layout.addWidget(self.area)
        self.setFocusProxy(self.registration.day)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.meter_card.set_title(_("Tax of the year"))
        for card in self.cards:
            card.retranslate()
        self._read()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [Shortcut("F5", _("Read everything again"), self._read)]

    def refresh(self, changes: Changes) -> None:
        """Sales, settings, products and rules may have changed."""
        if changes:
            self._read()

    @Slot()
    def _read(self) -> None:
        job = partial(work.read, self._session, self._today(), self._month)
        self._runner.run(self, job, self._show, failed=self._messages.show_error)

    def _show(self, data: work.TaxData) -> None:
        for bar, line in zip(self.meters, data.meters, strict=True):
            bar.show_line(line)
        self.registration.show_settings(data.settings)
        self.month_card.show_month(self._month, data.month, data.share)
        self.left.show_left(data.left)
        self.invoice.show_registered(data.month is not None)
        self.issued.show_invoices(data.invoices)
        self.rules.show_rules(data.rules)
        self.products.show_products(data.undecided)

    # ---- what is done

    @Slot(str, object)
    def _on_setting(self, key: str, value: object) -> None:
        assert isinstance(value, str | bool)
        job = partial(change_settings, self._session, {key: value})
        self._runner.run(self, job, self._on_saved, failed=self._messages.show_error)

    def _on_saved(self, _result: object) -> None:
        self._messages.say(_("Saved."))
        self._read()

    @Slot(int)
    def _on_stepped(self, by: int) -> None:
        before = (self._month - dt.timedelta(days=1)).replace(day=1)
        self._month = next_month(self._month) if by > 0 else before
        self._read()

    @Slot(object)
    def _on_settle(self, share: object) -> None:
        claimed = share if isinstance(share, int) else None
        job = partial(work.settle, self._session, self._month, claimed)
        self._runner.run(self, job, self._on_settled, failed=self._messages.show_error)

    def _on_settled(self, posted: Posted) -> None:
        self._posting.say(_("Settled the VAT as {number}."), posted)

    @Slot(object)
    def _on_left(self, draft: object) -> None:
        assert isinstance(draft, LeftTaxDraft)
        job = partial(post_left_tax, self._session, draft)
        self._runner.run(self, job, self._on_left_posted, failed=self._messages.show_error)

    def _on_left_posted(self, posted: Posted) -> None:
        self._posting.say(_("Posted {amount} baht of VAT: {number}."), posted)

    @Slot(object)
    def _on_link(self, link: object) -> None:
        if isinstance(link, Link):
            self._open_link(link)

    @Slot(str, object, object)
    def _on_invoice(self, number: str, buyer: object, uid: object) -> None:
        assert isinstance(buyer, BuyerData)
        assert isinstance(uid, bytes)
        old = self.invoice.old
        if old is not None:
            anew = partial(
                work.issue_anew, self._session, old, buyer, self.invoice.reason, self._today(), uid
            )
            self._runner.run(self, anew, self._on_issued_anew, failed=self._messages.show_error)
            return
        job = partial(work.issue, self._session, number, buyer, self._today(), uid)
        self._runner.run(self, job, self._on_issued, failed=self._messages.show_error)

    def _on_issued_anew(self, done: Cancelled) -> None:
        if done.posted is not None:
            self._on_issued(done.posted)

    @Slot(object, str)
    def _on_anew(self, old: object, reason: str) -> None:
        assert isinstance(old, IssuedInvoice)
        self.invoice.begin_anew(old, reason)
        self.area.ensureWidgetVisible(self.invoice)

    @Slot(object, str)
    def _on_replace(self, old: object, reason: str) -> None:
        assert isinstance(old, IssuedInvoice)
        job = partial(
            replace_lost, self._session, old.uid, reason=reason, on=self._today(), uid=self.issued.uid
        )
        self._runner.run(self, job, self._on_replaced, failed=self._messages.show_error)

    def _on_replaced(self, posted: Posted) -> None:
        self.issued.clear()
        self._posting.say(_("Issued {number}."), posted)
        self._go_to("reports", f"tax-invoice:{posted.number}")

    @Slot(object, str)
    def _on_cancel(self, old: object, reason: str) -> None:
        assert isinstance(old, IssuedInvoice)
        job = partial(cancel, self._session, old.uid, reason=reason, on=self._today(), uid=self.issued.uid)
        done = partial(self._on_cancelled, old.number)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_cancelled(self, number: str, _done: Cancelled) -> None:
        self.issued.clear()
        self._messages.say(
            _("{number} was cancelled; its number stays in the reports.").format(number=number)
        )

    def _on_issued(self, posted: Posted) -> None:
        self.invoice.clear()
        self._posting.say(_("Issued {number}."), posted)
        self._go_to("reports", f"tax-invoice:{posted.number}")

    @Slot(object, object)
    def _on_rule(self, uid: object, data: object) -> None:
        assert isinstance(data, RuleData)
        job = partial(work.save_rule, self._session, uid if isinstance(uid, bytes) else None, data)
        self._runner.run(self, job, self._on_rule_saved, failed=self._on_rule_refused)

    def _on_rule_saved(self, _result: object) -> None:
        self.rules.begin()
        self._on_saved(None)

    def _on_rule_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.rules.show_error(error)
        else:
            self._messages.show_error(error)

    @Slot(object)
    def _on_rule_out(self, uid: object) -> None:
        assert isinstance(uid, bytes)
        job = partial(put_rule_away, self._session, uid)
        self._runner.run(self, job, self._on_saved, failed=self._messages.show_error)

    @Slot(object, object)
    def _on_decided(self, products: object, vat_class: object) -> None:
        assert isinstance(products, tuple)
        assert isinstance(vat_class, VatClass)
        job = partial(work.decide, self._session, products, vat_class)
        self._runner.run(self, job, self._on_saved, failed=self._messages.show_error)
