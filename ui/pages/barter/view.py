"""Barters, what partners have and need, and gifts: one list, what is behind a line at the right."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.barter import BarterDraft, CloseDraft, DeliveryDraft
from app.domain.gift import GiftDraft
from app.domain.partner import Help, Match, PartnerGoodsData
from app.domain.relief import ReliefDraft
from app.domain.session import Permission
from app.i18n import _, ngettext
from app.services.barter import close_rest, deliver, post_barter
from app.services.gifts import post_gift
from app.services.partners import put_goods_aside
from reports.barter import ACCOUNT, ALL, SLIP
from reports.gifts import GIFTS
from reports.model import Kind
from ui import formats
from ui.models.rows import Col
from ui.new_people import with_people
from ui.pages.barter import work
from ui.pages.barter.barter_form import BarterForm
from ui.pages.barter.later_forms import CloseForm, DeliverForm
from ui.pages.barter.other_forms import GiftForm, GoodsForm
from ui.pages.barter.relief_form import ReliefForm
from ui.pages.barter.work import Entry, Sort
from ui.widgets.list_panel import Empty, ListPanelPage

OPEN, ALL_BARTERS, GOODS, GIVEN = "open", "all", "goods", "gifts"


class BarterView(ListPanelPage[Entry]):
    """Agreements, partners' goods, gifts."""

    name = "barters"
    icon = "handshake"
    listens = Changes.MARKET | Changes.LEDGER | Changes.STOCK | Changes.PARTIES
    lists_listen = Changes.PARTIES | Changes.SETTINGS | Changes.PRODUCTS | Changes.MARKET
    panel_width = 500
    narrow, tight = 700, 800
    less = (3, 4)
    """What is owed in goods."""

    def columns(self) -> Sequence[Col[Entry]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Day"), lambda each: each.on, Kind.DATE, weight=3),
            Col(lambda: _("Partner"), lambda each: each.party, weight=4, private=True),
            Col(lambda: _("What"), lambda each: each.what, weight=7),
            Col(lambda: _("They owe us"), lambda each: each.to_us, Kind.MONEY, weight=3, unit="฿"),
            Col(lambda: _("We owe them"), lambda each: each.by_us, Kind.MONEY, weight=3, unit="฿"),
            Col(lambda: _("State"), lambda each: each.state, weight=4, tone=lambda each: each.tone),
        ]

    def build(self) -> None:
        """Filters, sums, buttons and forms."""
        self._matches: tuple[Match, ...] = ()
        self._asked = ""
        may = self._session.may(Permission.BARTER)
        self.name_list(lambda: _("Barter"), lambda: _("Search for a barter"))
        self.add_chips(
            lambda: _("Which lines"),
            (
                (OPEN, lambda: _("Goods owed")),
                (ALL_BARTERS, lambda: _("All barters")),
                (GOODS, lambda: _("Have and need")),
                (GIVEN, lambda: _("Gifts")),
            ),
            _stands_under,
        )
        self.chips.chosen.connect(self._on_part_chosen)
        self.to_us = self.add_figure(lambda: _("They still owe us goods"))
        self.by_us = self.add_figure(lambda: _("We still owe them goods"))
        self.late = self.add_figure(lambda: _("Past the agreed day"))
        if may:
            self.gift_button = self.add_tool(lambda: _("Gift or sample"), "gift", self._on_gift_clicked)
            if self._session.may(Permission.SELL):
                self.relief_button = self.add_tool(lambda: _("Relief sale"), "heart", self._on_relief_clicked)
            self.goods_button = self.add_tool(
                lambda: _("Partner has or needs"), "list", self._on_goods_clicked
            )
        self.all_button = self.add_tool(lambda: _("Owed in goods, rates"), "file-text", self._on_all_clicked)
        self.gifts_button = self.add_tool(lambda: _("List of gifts"), "file-text", self._on_gifts_clicked)
        self.add_new(lambda: _("New barter"), self._begin_barter, may=may)
        self.deliver_button = self.add_action(
            lambda: _("Hand over or receive"),
            "truck",
            self._begin_delivery,
            keys="Ctrl+E",
            primary=True,
            when=lambda each: may and each.barter is not None and not each.barter.is_over,
        )
        self.close_button = self.add_action(
            lambda: _("Close the rest"),
            "ban",
            self._begin_closing,
            when=lambda each: may and each.barter is not None and not each.barter.is_over,
        )
        self.slip_button = self.add_action(
            lambda: _("Barter slip"), "printer", self._on_slip, when=lambda each: each.barter is not None
        )
        self.account_button = self.add_action(
            lambda: _("Account"), "file-text", self._on_account, when=lambda each: each.barter is not None
        )
        self.offer_button = self.add_action(
            lambda: _("Barter with them"),
            "handshake",
            self._begin_with,
            primary=True,
            when=lambda each: may and each.goods is not None and each.goods.active,
        )
        self.change_button = self.add_action(
            lambda: _("Edit details"),
            "pencil",
            self._begin_change,
            keys="F4",
            when=lambda each: may and each.goods is not None,
        )
        self.aside_button = self.add_action(
            lambda: _("Put aside"),
            "package",
            self._on_aside,
            when=lambda each: may and each.goods is not None and each.goods.active,
        )
        self.back_button = self.add_action(
            lambda: _("Take up again"),
            "undo-2",
            self._on_aside,
            when=lambda each: may and each.goods is not None and not each.goods.active,
        )
        self.form = self.add_form(BarterForm(self._today))
        self.deliver_form = self.add_form(DeliverForm(self._today))
        self.close_form = self.add_form(CloseForm(self._today))
        self.gift_form = self.add_form(GiftForm(self._today))
        self.goods_form = self.add_form(GoodsForm())
        self.relief_form = self.add_form(ReliefForm(self._today))
        self.form.submitted.connect(self._on_submitted)
        self.deliver_form.submitted.connect(self._on_delivered)
        self.close_form.submitted.connect(self._on_closed)
        self.gift_form.submitted.connect(self._on_gift_submitted)
        self.goods_form.submitted.connect(self._on_goods_submitted)
        self.relief_form.submitted.connect(self._on_relief_submitted)

    def fit(self, room: int) -> None:
        """Days and what is owed in goods stand only where lines have them."""
        super().fit(room)
        chip = self.chips.key()
        self.table.setColumnHidden(0, chip == GOODS)
        for column in self.less:
            if chip in (GOODS, GIVEN):
                self.table.setColumnHidden(column, True)
        self.table.fit_columns()

    @Slot(object)
    def _on_part_chosen(self, _key: object) -> None:
        self._fit()

    def job(self) -> Callable[[], work.Shown]:
        """Everything as it stands."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[Entry]:
        """Show the sums, and who could help whom; gives the lines."""
        self._matches = found.matches
        self.to_us.set(formats.money(found.to_us))
        self.by_us.set(formats.money(found.by_us))
        self.late.set(formats.count(found.late))
        helps = sum(each.help is Help.THEY_HAVE for each in found.matches)
        words = ngettext(
            "A partner has something of which we are short; it stands under “Have and need”.",
            "Partners have {count} things of which we are short; they stand under “Have and need”.",
            helps,
        )
        self.banner.show_text(words.format(count=formats.count(helps)) if helps else "", tone="info")
        self._find_asked(found.rows)
        return found.rows

    def lists_job(self) -> Callable[[], work.Lists]:
        """People, goods, places of money."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the forms."""
        for form in (self.form, self.deliver_form, self.close_form, self.gift_form, self.goods_form):
            form.set_lists(lists)
        self.relief_form.set_lists(lists)

    def row_title(self, row: Entry) -> str:
        """With whom, or what."""
        return row.party or row.what

    def chip_of(self, row: Entry) -> str:
        """Where a line stands."""
        if row.barter is not None:
            return ALL_BARTERS if row.barter.is_over else OPEN
        return GOODS if row.goods is not None else GIVEN

    def details(self, row: Entry) -> Callable[[], Any]:
        """The agreement, the partner's line, the gift."""
        return partial(work.details, row, self._matches)

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Goods against goods with other communities stand here, and what is still owed of them."),
            _("New barter"),
            _("Two lists at agreed values, money on top; goods may change hands on other days."),
        )

    def open(self, argument: str) -> None:
        """``new``, ``gift``, ``relief``, ``goods``, ``late``, or the number of a barter."""
        if argument == "new":
            self.begin()
        elif argument == "gift":
            self._on_gift_clicked()
        elif argument == "relief":
            self._on_relief_clicked()
        elif argument in (GOODS, GIVEN, ALL_BARTERS, OPEN):
            self._show_part(argument)
        elif argument == "late":
            self._show_part(OPEN)
        elif argument:
            self._asked = argument
            self._find_asked(self._all)
            self._choose_wanted()

    def _find_asked(self, rows: Sequence[Entry]) -> None:
        """The barter that was asked for by its number, as soon as it has been read."""
        row = next((each for each in rows if each.barter and each.barter.number == self._asked), None)
        if row is not None:
            self._asked = ""
            self.wait_for(row.uid)

    def _show_part(self, chip: str) -> None:
        self.chips.set_key(chip)
        self._on_chip_chosen(chip)
        self._fit()

    # ---- forms

    def _begin_barter(self) -> None:
        self.show_form(self.form)
        self.form.clear_form()

    def _begin_with(self) -> None:
        if self._row is not None and self._row.goods is not None:
            self.show_form(self.form)
            self.form.begin_with(self._row.goods.party_uid)

    def _begin_delivery(self) -> None:
        if self._row is not None and self._row.barter is not None:
            self.show_form(self.deliver_form)
            self.deliver_form.show_barter(self._row.barter)

    def _begin_closing(self) -> None:
        if self._row is not None and self._row.barter is not None:
            self.show_form(self.close_form)
            self.close_form.show_barter(self._row.barter)

    def _begin_change(self) -> None:
        if self._row is not None and self._row.goods is not None:
            self.show_form(self.goods_form)
            self.goods_form.show_goods(self._row.goods)

    @Slot()
    def _on_gift_clicked(self) -> None:
        if self._session.may(Permission.BARTER) and self.is_list_in_front():
            self.show_form(self.gift_form)
            self.gift_form.clear_form()

    @Slot()
    def _on_relief_clicked(self) -> None:
        if self._session.may(Permission.SELL) and self.is_list_in_front():
            self.show_form(self.relief_form)
            self.relief_form.clear_form()

    @Slot()
    def _on_goods_clicked(self) -> None:
        if self.is_list_in_front():
            self.show_form(self.goods_form)
            self.goods_form.show_goods(None)

    @Slot()
    def _on_all_clicked(self) -> None:
        self._go_to("reports", ALL)

    @Slot()
    def _on_gifts_clicked(self) -> None:
        self._go_to("reports", GIFTS)

    def _on_slip(self) -> None:
        if self._row is not None and self._row.barter is not None:
            self._go_to("reports", f"{SLIP}:{self._row.barter.number}")

    def _on_account(self) -> None:
        if self._row is not None and self._row.barter is not None:
            self._go_to("reports", f"{ACCOUNT}:{self._row.barter.party_code}")

    def _on_aside(self) -> None:
        goods = self._row.goods if self._row is not None else None
        if goods is not None:
            self.act(partial(put_goods_aside, self._session, goods.uid, active=not goods.active))

    @Slot(object, object, object)
    def _on_submitted(self, draft: object, names: object, day: object) -> None:
        assert isinstance(draft, BarterDraft)
        assert isinstance(names, tuple)
        assert isinstance(day, dt.date)
        post = partial(post_barter, self._session, draft, on=day)
        job = partial(with_people, self._session, Permission.BARTER, names, post)
        self.save(self.form, job, _("Barter {number} is entered."))
        self.wait_for(draft.uid)

    @Slot(object, object)
    def _on_delivered(self, draft: object, day: object) -> None:
        assert isinstance(draft, DeliveryDraft)
        assert isinstance(day, dt.date)
        self.save(self.deliver_form, partial(deliver, self._session, draft, on=day))

    @Slot(object, object)
    def _on_closed(self, draft: object, day: object) -> None:
        assert isinstance(draft, CloseDraft)
        assert isinstance(day, dt.date)
        self.save(self.close_form, partial(close_rest, self._session, draft, on=day))

    @Slot(object, object, object)
    def _on_gift_submitted(self, draft: object, names: object, day: object) -> None:
        assert isinstance(draft, GiftDraft)
        assert isinstance(names, tuple)
        assert isinstance(day, dt.date)
        post = partial(post_gift, self._session, draft, on=day)
        self.save(self.gift_form, partial(with_people, self._session, Permission.BARTER, names, post))

    @Slot(object, object, object)
    def _on_relief_submitted(self, draft: object, names: object, day: object) -> None:
        assert isinstance(draft, ReliefDraft)
        assert isinstance(names, tuple)
        assert isinstance(day, dt.date)
        job = partial(work.sell_relief, self._session, draft, names, day)
        self.save(self.relief_form, job, _("Relief sale {number} is entered; the report says what it cost."))

    @Slot(object, object, object, object)
    def _on_goods_submitted(self, data: object, names: object, uid: object, known: object) -> None:
        assert isinstance(data, PartnerGoodsData)
        assert isinstance(names, tuple)
        assert isinstance(uid, bytes)
        job = partial(work.save_goods, self._session, data, names, uid=uid, known=bool(known))
        self.save(self.goods_form, job)


def _stands_under(row: Entry, chip: str) -> bool:
    if chip == GOODS:
        return row.sort is Sort.GOODS
    if chip == GIVEN:
        return row.sort is Sort.GIFT
    return row.barter is not None and (chip == ALL_BARTERS or not row.barter.is_over)
