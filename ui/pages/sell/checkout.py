"""From the full cart to the receipt: the payment, its posting once, held bills, a name in two seconds."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.document import new_uid
from app.domain.sale_draft import SaleDraft
from app.domain.session import Session
from app.errors import Notice, UserError
from app.i18n import N_, _
from app.payments.slip_qr import BankSlip
from app.services.drafts import DraftSaved
from app.services.records import Saved
from ui.pages.sell import kept, waiting_work, work
from ui.pages.sell.cart import Cart
from ui.pages.sell.done_view import DoneView
from ui.pages.sell.exchange import Exchange, ExchangeBar, sell_for
from ui.pages.sell.held_view import HeldView
from ui.pages.sell.items import Shop, TenderItem
from ui.pages.sell.payment import Payment
from ui.pages.sell.stage import Stage, View
from ui.pages.sell.tender_view import TenderView
from ui.pages.sell.waiting import slip_words
from ui.runner import Loading, Runner


def notice_text(notice: Notice) -> str:
    """What the seller should know though it was done."""
    return _(notice.message).format(**notice.data)


class ExchangeWaitsError(UserError):
    """An exchange whose difference is to be paid by a QR code that is put aside."""

    message = N_("An exchange cannot wait. Please confirm the QR payment first, or take another way.")


class Checkout(QObject):
    """Takes the money for the cart; ``sold`` tells what was posted."""

    sold = Signal(object)
    """A ``Sold``."""
    ask_label = Signal()
    """The cart is to be held: ask for its name."""

    def __init__(
        self,
        runner: Runner,
        session: Session,
        cart: Cart,
        stage: Stage,
        *,
        today: Callable[[], dt.date],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._runner, self._session, self._cart, self._stage = runner, session, cart, stage
        self._today = today
        self._shop = Shop()
        self.payment: Payment | None = None
        self.exchange: Exchange | None = None
        """What comes back for the goods in the cart."""
        self.tender_view = TenderView()
        self.done_view = DoneView()
        self.held_view = HeldView(cart.total_of)
        self.exchange_bar = ExchangeBar()
        self.exchange_bar.left.connect(self.leave_exchange)
        self._kept: bytes | None = None
        self._after_hold: bytes | None = None
        self._loading = Loading(self._show_posting, self)
        self._parties_wanted = True
        view = self.tender_view
        view.covered.connect(self._on_covered)
        view.back.connect(self.close_payment)
        view.hold.connect(self._on_hold_wanted)
        view.wait.connect(self._on_wait_wanted)
        view.party_wanted.connect(self._on_party_wanted)
        self.held_view.taken.connect(self.take_up)
        self.held_view.dropped.connect(self._on_held_dropped)

    def set_shop(self, shop: Shop) -> None:
        """What the book says now."""
        self._shop = shop
        self.tender_view.set_tenders(shop.tenders)

    def forget_parties(self) -> None:
        """Somebody was added or changed: read them again when they are needed."""
        self._parties_wanted = True

    def retranslate(self) -> None:
        """Set every text again."""
        for view in (self.tender_view, self.done_view, self.held_view, self.exchange_bar):
            view.retranslate()

    @property
    def is_posting(self) -> bool:
        """Whether a sale is being saved."""
        return self.payment is not None and self.payment.posting

    # ---- paying

    def pay(self, tender: TenderItem | None) -> None:
        """Open the payment, by a way or by the first one; its uid is made now."""
        if self._cart.is_empty or not self._shop.tenders or self.payment is not None:
            return
        total = self._cart.total
        due = total if self.exchange is None else self.exchange.due(total)
        self.payment = Payment(self._cart.draft, due, on=self._today())
        if self._parties_wanted:
            self._parties_wanted = False
            self._runner.run(
                self,
                partial(work.party_choices, self._session),
                self._on_parties_read,
                failed=self._stage.fail,
            )
        self._stage.show(View.TENDER)
        self.tender_view.open(self.payment, tender)
        if self.payment.tendering.is_covered:
            self._on_covered()

    def set_exchange(self, exchange: Exchange | None) -> None:
        """Goods come back for those in the cart, or no longer do."""
        self.exchange = exchange
        self.exchange_bar.begin(exchange)
        self.exchange_bar.set_total(self._cart.total)

    @Slot()
    def leave_exchange(self) -> None:
        """The goods in the cart are sold on their own."""
        if self.payment is None:
            self.set_exchange(None)
            self.keep_cart()

    @Slot()
    def close_payment(self) -> None:
        """Back to the goods; the cart is as it was."""
        if self.payment is not None and not self.payment.posting:
            self.payment = None
            self._stage.show(View.GOODS)

    @Slot()
    def _on_covered(self) -> None:
        payment = self.payment
        if payment is None or payment.posting:
            return
        payment.posting = True
        self._loading.start()
        self.tender_view.set_posting(True)
        how = work.sell if self.exchange is None else partial(sell_for, exchange=self.exchange)
        post = partial(
            how,
            session=self._session,
            draft=payment.sale(),
            rounding=self._shop.rounding,
            on=self._today(),
            kept=self._kept,
            slips=tuple(payment.slips),
        )
        self._runner.run(self, post, self._on_sold, failed=self._on_sell_failed)

    def _on_sold(self, sold: work.Sold) -> None:
        self._posting_over()
        self.payment = None
        self.set_exchange(None)
        self._kept = None
        self._cart.start_new()
        self.done_view.show_sale(sold, "\n".join(notice_text(each) for each in sold.warnings))
        self._stage.show(View.DONE)
        self.sold.emit(sold)

    def _on_sell_failed(self, error: Exception) -> None:
        """Nothing was saved: the last payment goes back into its field, the rest stays."""
        self._posting_over()
        self._kept = None
        self.keep_cart()
        payment = self.payment
        if payment is None:
            return
        if payment.parts:
            payment.give_back(len(payment.parts) - 1)
        self.tender_view.show_payment()
        if isinstance(error, UserError):
            self.tender_view.show_error(error)
        else:
            self._stage.fail(error)

    # ---- waiting for a QR payment

    @Slot()
    def _on_wait_wanted(self) -> None:
        payment = self.payment
        if payment is None or payment.posting:
            return
        if self.exchange is not None:
            payment.give_back(len(payment.parts) - 1)
            self.tender_view.show_error(ExchangeWaitsError())
            return
        payment.posting = True
        self.tender_view.set_posting(True)
        put = partial(waiting_work.put_aside, self._session, payment.sale(), self._kept)
        self._runner.run(self, put, self._on_put_aside, failed=self._on_sell_failed)

    def _on_put_aside(self, _saved: DraftSaved) -> None:
        self._posting_over()
        self.payment = None
        self._kept = None
        self._cart.start_new()
        self._stage.show(View.GOODS)
        self._stage.say(_("The bill waits for its QR payment. Ctrl+Enter when the money has come."))

    def take_slip(self, slip: BankSlip) -> None:
        """A transfer slip was scanned: it goes with the payment that is being taken."""
        if self.payment is not None and not self.payment.posting:
            self.payment.slip = slip
            look = partial(waiting_work.slip_used_for, slip)
            self._runner.run(self, look, partial(self._say_slip, slip), failed=self._stage.fail)

    def _say_slip(self, slip: BankSlip, used: str) -> None:
        if self.payment is not None:
            self.tender_view.show_slip(slip_words(slip, used), used=bool(used))

    def _posting_over(self) -> None:
        self._loading.stop()
        self.tender_view.set_posting(False)
        if self.payment is not None:
            self.payment.posting = False

    def _show_posting(self, waiting: bool) -> None:
        if waiting:
            self._stage.note.show_text(_("Saving …"), tone="info", action="")
        else:
            self._stage.note.show_text("")

    # ---- people

    def _on_parties_read(self, parties: list[tuple[bytes, str, str, int]]) -> None:
        self.tender_view.account.set_parties(parties)

    @Slot(str)
    def _on_party_wanted(self, name: str) -> None:
        make = partial(work.new_party, self._session, name, new_uid())
        self._runner.run(self, make, self._on_party_made, failed=self._on_party_failed)

    def _on_party_made(self, saved: Saved) -> None:
        chosen = partial(self._on_parties_with, saved.uid)
        self._parties_wanted = False
        self._runner.run(self, partial(work.party_choices, self._session), chosen, failed=self._stage.fail)

    def _on_parties_with(self, uid: bytes, parties: list[tuple[bytes, str, str, int]]) -> None:
        self.tender_view.account.set_parties(parties)
        self.tender_view.account.choose(uid)

    def _on_party_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.tender_view.show_error(error)
        else:
            self._stage.fail(error)

    # ---- held bills

    @Slot()
    def _on_hold_wanted(self) -> None:
        self.close_payment()
        self.ask_label.emit()

    @Slot(str)
    def hold(self, label: str) -> None:
        """Put the cart aside under a name."""
        draft = self._cart.draft
        if draft.lines:
            work_now = partial(kept.hold, self._session, draft, label or work.time_now(), self.exchange)
            self._runner.run(self, work_now, partial(self._on_held, draft), failed=self._stage.fail)

    def _on_held(self, draft: SaleDraft, held: kept.Held) -> None:
        if self._kept == draft.uid:
            self._kept = None
        if self._cart.draft.lines == draft.lines:
            self.set_exchange(None)
            self._cart.start_new()
        self.held_view.show_bills(held.bills)
        self._stage.say(_("The bill is held. F8 brings it back."))
        wanted, self._after_hold = self._after_hold, None
        if wanted is not None:
            self.take_up(wanted)

    def open_held(self) -> None:
        """The list of held bills in place of the grid."""
        self._stage.show(View.HELD)
        self._runner.run(self, kept.held_bills, self._show_held, failed=self._stage.fail)

    def _show_held(self, held: kept.Held) -> None:
        self.held_view.show_bills(held.bills)
        if self._stage.view is View.HELD:
            self.held_view.focus_first()

    @Slot(object)
    def take_up(self, uid: bytes) -> None:
        """Go on with a held bill; a cart with something in it is held first."""
        if not self._cart.is_empty:
            self._after_hold = uid
            self.hold("")
            return
        take = partial(kept.take_up, self._session, uid)
        self._runner.run(self, take, self._on_taken_up, failed=self._stage.fail)

    def _on_taken_up(self, taken: kept.TakenUp) -> None:
        if self.payment is not None:
            return  # it is kept in the book and stands in the cart next time
        self._kept = taken.draft.uid
        self._cart.restore(taken.draft)
        self.set_exchange(taken.exchange)
        self._stage.show(View.GOODS)

    @Slot(object)
    def _on_held_dropped(self, bill: kept.HeldBill) -> None:
        drop = partial(kept.drop_held, self._session, bill.uid)
        self._runner.run(self, drop, partial(self._on_dropped, bill), failed=self._stage.fail)

    def _on_dropped(self, bill: kept.HeldBill, held: kept.Held) -> None:
        self._show_held(held)
        self._stage.messages.done(
            _("The held bill “{name}” is gone.").format(name=bill.label),
            _("Bring back “{name}”").format(name=bill.label),
            partial(self._bring_back, bill),
        )

    def _bring_back(self, bill: kept.HeldBill) -> None:
        again = partial(kept.hold, self._session, bill.draft, bill.label, bill.exchange)
        self._runner.run(self, again, self._show_held, failed=self._stage.fail)

    # ---- nothing typed is lost

    def keep_cart(self) -> None:
        """Write the cart beside the book's documents, so that a power cut leaves it there."""
        draft = self._cart.draft
        if self.is_posting:
            return
        begun = bool(draft.lines) or self.exchange is not None
        if begun or self._kept is not None:
            keep = partial(kept.keep_cart, self._session, draft, self._kept, self.exchange)
            self._kept = draft.uid if begun else None
            self._runner.run(self, keep, failed=self._stage.fail)

    def restore_cart(self) -> None:
        """Take up the cart that was open when the program ended."""
        self._runner.run(self, kept.kept_cart, self._on_cart_read, failed=self._stage.fail)

    def _on_cart_read(self, found: kept.TakenUp | None) -> None:
        if found is not None and self._cart.is_empty and self.exchange is None:
            try:
                self._cart.restore(found.draft)
            except UserError:
                return  # not what this program wrote; it is replaced with the next cart
            self._kept = found.draft.uid
            self.set_exchange(found.exchange)
