"""Promotions, special prices and coupons in one list: what runs now, what comes, what is over."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.coupon import CouponData, batch_of
from app.domain.price_choice import PriceRule
from app.domain.promotion import Promotion, State
from app.domain.promotion_words import STATE_NAMES
from app.domain.session import Permission
from app.i18n import _
from app.services.promotions import deactivate_coupon, deactivate_price, deactivate_promotion
from reports.coupon_sheet import NAME as COUPON_SHEET
from reports.model import Kind, Link
from reports.promotions import NAME as REPORT
from ui import formats
from ui.models.rows import Col
from ui.pages.promotions import work
from ui.pages.promotions.price_form import CouponForm, PriceForm
from ui.pages.promotions.promotion_form import PromotionForm
from ui.widgets.list_panel import Empty, ListPanelPage

ALL, PROMOTIONS, PRICES, COUPONS, GONE = "all", "promotions", "prices", "coupons", "gone"


class PromotionsView(ListPanelPage[work.Line]):
    """What the group gives when it sells."""

    name = "promotion-list"
    icon = "tag"
    listens = Changes.MARKET | Changes.SALES | Changes.PRODUCTS
    panel_width = 440
    narrow = 700
    less = (2, 4)
    """When it runs, and what it took off."""

    def columns(self) -> Sequence[Col[work.Line]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Name"), lambda each: each.title, weight=4, tone=_tone),
            Col(lambda: _("What it gives"), lambda each: each.what, weight=7, tone=_tone),
            Col(lambda: _("When"), lambda each: each.when, weight=4, tone=_tone),
            Col(lambda: _("State"), lambda each: _(STATE_NAMES[each.state]), weight=2, tone=_state_tone),
            Col(lambda: _("Taken off"), lambda each: each.taken_off, Kind.MONEY, weight=2, unit="฿"),
        ]

    def build(self) -> None:
        """Filters, sums, buttons and forms."""
        may = self._session.may(Permission.EDIT_PROMOTIONS)
        self.name_list(lambda: _("Promotions and prices"), lambda: _("Search for a promotion"))
        self.add_chips(
            lambda: _("Which of them"),
            (
                (ALL, lambda: _("All")),
                (PROMOTIONS, lambda: _("Promotions")),
                (PRICES, lambda: _("Special prices")),
                (COUPONS, lambda: _("Coupons")),
                (GONE, lambda: _("Over")),
            ),
            _stands_under,
        )
        self.running = self.add_figure(lambda: _("Promotions now"))
        self.prices = self.add_figure(lambda: _("Special prices now"))
        self.coupons = self.add_figure(lambda: _("Coupons now"))
        self.report_button = self.add_tool(lambda: _("Report"), "chart-column", self._on_report_clicked)
        if may:
            self.price_button = self.add_tool(lambda: _("New special price"), "tags", self._begin_price)
            self.coupon_button = self.add_tool(lambda: _("New coupon"), "receipt-text", self._begin_coupon)
        self.add_new(lambda: _("New promotion"), self._begin_promotion, may=may)
        self.change_button = self.add_action(
            lambda: _("Edit details"),
            "pencil",
            self._begin_change,
            keys="F4",
            primary=True,
            when=lambda _line: may,
        )
        self.its_coupon_button = self.add_action(
            lambda: _("Coupon for it"),
            "receipt-text",
            self._begin_its_coupon,
            when=lambda line: may and line.promotion is not None and line.promotion.promotion.needs_coupon,
        )
        self.sheet_button = self.add_action(
            lambda: _("Coupons to cut out"), "printer", self._on_sheet, keys="Ctrl+R", when=_has_sheet
        )
        self.aside_button = self.add_action(
            lambda: _("Put aside"), "pause", self._put_aside, when=lambda line: may and _is_kept(line)
        )
        self.again_button = self.add_action(
            lambda: _("Take up again"), "play", self._take_up, when=lambda line: may and not _is_kept(line)
        )
        self.form = self.add_form(PromotionForm(self._today))
        self.price_form = self.add_form(PriceForm(self._today))
        self.coupon_form = self.add_form(CouponForm(self._today))
        self.form.submitted.connect(self._on_promotion_submitted)
        self.price_form.submitted.connect(self._on_price_submitted)
        self.coupon_form.submitted.connect(self._on_coupon_submitted)

    def job(self) -> Callable[[], work.Shown]:
        """Everything as it stands today."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[work.Line]:
        """Show how much runs now; gives the lines."""
        for figure, count in (
            (self.running, found.running),
            (self.prices, found.prices),
            (self.coupons, found.coupons),
        ):
            figure.set(formats.count(count))
        return found.lines

    lists_listen = Changes.PARTIES | Changes.SETTINGS | Changes.PRODUCTS | Changes.MARKET

    def lists_job(self) -> Callable[[], work.Lists]:
        """What the forms choose from."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give it to the forms."""
        for form in (self.form, self.price_form, self.coupon_form):
            form.set_lists(lists)

    def row_title(self, row: work.Line) -> str:
        """Its name."""
        return row.title

    def details(self, row: work.Line) -> Callable[[], Any]:
        """Everything about it."""
        return partial(work.card, row, self._today())

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Promotions, member prices and coupons stand here."),
            _("Make a promotion"),
            _("The till gives what runs now by itself and says on each line why the price is what it is."),
        )

    def open(self, argument: str) -> None:
        """``new``, ``price``, ``coupon``, or a promotion's code."""
        begin = {"new": self.begin, "price": self._begin_price, "coupon": self._begin_coupon}.get(argument)
        if begin is None:
            self.search.setText(argument)
        elif argument == "new" or self._session.may(Permission.EDIT_PROMOTIONS):
            begin()

    # ---- forms

    @Slot()
    def _on_report_clicked(self) -> None:
        self._go_to("reports", REPORT)

    def _begin_promotion(self) -> None:
        self.show_form(self.form)
        self.form.show_promotion(None)

    @Slot()
    def _begin_price(self) -> None:
        if self.is_list_in_front():
            self.show_form(self.price_form)
            self.price_form.show_price(None)

    @Slot()
    def _begin_coupon(self) -> None:
        if self.is_list_in_front():
            self.show_form(self.coupon_form)
            self.coupon_form.show_coupon(None)

    def _begin_its_coupon(self) -> None:
        if self._row is not None:
            uid = self._row.uid
            self.show_form(self.coupon_form)
            self.coupon_form.show_coupon(None, uid)

    def _begin_change(self) -> None:
        line = self._row
        if line is None:
            return
        if line.promotion is not None:
            self.show_form(self.form)
            self.form.show_promotion(line.promotion.promotion)
        elif line.price is not None:
            self.show_form(self.price_form)
            self.price_form.show_price(line.price)
        else:
            self.show_form(self.coupon_form)
            self.coupon_form.show_coupon(line.coupon)

    def _on_sheet(self) -> None:
        """The whole batch of a coupon, or all that open a promotion."""
        line = self._row
        if line is not None:
            self._open_link(Link(COUPON_SHEET, line.code if line.promotion else batch_of(line.code)))

    def _put_aside(self) -> None:
        self._set_active(active=False)

    def _take_up(self) -> None:
        self._set_active(active=True)

    def _set_active(self, *, active: bool) -> None:
        line = self._row
        if line is None:
            return
        session, uid = self._session, line.uid
        if line.promotion is not None:
            self.act(partial(deactivate_promotion, session, uid, active=active))
        elif line.price is not None:
            self.act(partial(deactivate_price, session, uid, active=active))
        else:
            self.act(partial(deactivate_coupon, session, uid, active=active))

    @Slot(object, object, object)
    def _on_promotion_submitted(self, data: object, uid: object, known: object) -> None:
        assert isinstance(data, Promotion)
        assert isinstance(uid, bytes)
        self.save(self.form, partial(work.save_promotion, self._session, data, uid=uid, known=bool(known)))

    @Slot(object, object, object, object)
    def _on_price_submitted(self, product: object, rule: object, uid: object, known: object) -> None:
        assert isinstance(product, bytes)
        assert isinstance(rule, PriceRule)
        assert isinstance(uid, bytes)
        job = partial(work.save_price, self._session, product, rule, uid=uid, known=bool(known))
        self.save(self.price_form, job)

    @Slot(object, object, object)
    def _on_coupon_submitted(self, data: object, uids: object, known: object) -> None:
        assert isinstance(data, CouponData)
        assert isinstance(uids, tuple)
        self.save(
            self.coupon_form, partial(work.save_coupon, self._session, data, uids=uids, known=bool(known))
        )


def _is_kept(line: work.Line) -> bool:
    return line.state is not State.ASIDE


def _has_sheet(line: work.Line) -> bool:
    """Whether there are coupons of it that are still good."""
    if line.state in (State.OVER, State.ASIDE) or line.price is not None:
        return False
    return line.coupon is not None or bool(line.promotion is not None and line.promotion.coupons)


def _stands_under(line: work.Line, key: str) -> bool:
    gone = line.state in (State.OVER, State.ASIDE)
    if key == GONE:
        return gone
    kinds = {PROMOTIONS: line.promotion, PRICES: line.price, COUPONS: line.coupon}
    return not gone if key == ALL else kinds[key] is not None


def _tone(line: work.Line) -> str:
    return "ink-soft" if line.state in (State.OVER, State.ASIDE) else ""


def _state_tone(line: work.Line) -> str:
    return {State.NOW: "leaf", State.COMING: ""}.get(line.state, "ink-soft")
