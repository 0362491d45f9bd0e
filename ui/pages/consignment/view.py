"""Consigned goods: others' with us and ours at shops; who is owed what, slips, settlements."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.consignment import GoodsDraft, SettleDraft, ShopDraft, TermsData, WorkedDraft
from app.i18n import _
from app.queries.consignment import OwnedRow, TermsRow
from app.services.unit_of_work import Posted
from reports.consignment import BY_OWNER, SHEET, SLIP
from reports.model import Kind, Link
from ui.models.rows import Col
from ui.page import Shortcut
from ui.pages.consignment import work
from ui.pages.consignment.agree_form import AgreeForm
from ui.pages.consignment.bring_form import BringForm
from ui.pages.consignment.goods_forms import MoveForm, WorkForm, there_of
from ui.pages.consignment.lines import There
from ui.pages.consignment.money_forms import SettleForm, ShopForm
from ui.pages.consignment.work import SIDE_WORDS, Row, Side
from ui.widgets.list_panel import Empty, ListPanelPage

SETTLED = 3


class ConsignmentView(ListPanelPage[Row]):
    """Whose goods we sell, and who sells ours."""

    name = "consignment"
    icon = "handshake"
    listens = Changes.MARKET | Changes.LEDGER | Changes.STOCK | Changes.SALES | Changes.PARTIES
    lists_listen = Changes.PARTIES | Changes.PRODUCTS | Changes.SETTINGS | Changes.MARKET | Changes.LEDGER
    panel_width = 480
    narrow = 620
    less = (1, SETTLED)

    def columns(self) -> Sequence[Col[Row]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Name"), _name, weight=6, private=True),
            Col(lambda: _("Kinds of goods"), lambda each: each.kinds, Kind.COUNT, weight=2),
            Col(
                lambda: _("Not paid yet"),
                lambda each: each.owed,
                Kind.MONEY,
                weight=3,
                unit="฿",
                adds_up=True,
            ),
            Col(lambda: _("Settled up to"), lambda each: each.settled_to, Kind.DATE, weight=3),
            Col(lambda: _("Not settled since"), lambda each: each.since, Kind.DATE, weight=3, tone=_late),
        ]

    def build(self) -> None:
        """Sides, buttons and forms."""
        may = self._session.may(work.MAY)
        self.name_list(lambda: _("Consigned goods"), lambda: _("Search for a name"))
        self.sides = self.add_chips(
            lambda: _("Whose goods"), [(side, partial(_side_words, side)) for side in Side]
        )
        self.report_button = self.add_tool(lambda: _("By owner"), "file-text", self._on_report_clicked)
        if may:
            self.send_button = self.add_tool(lambda: _("Goods to a shop"), "truck", self.begin_send)
        self.add_new(self._new_words, self._begin_new, may=may)
        self.settle_button = self.add_action(
            lambda: _("Settle"),
            "hand-coins",
            self._begin_settle,
            keys="Ctrl+E",
            primary=True,
            when=lambda each: may and (each.kinds > 0 if each.shop else each.owed > 0),
        )
        self.more_button = self.add_action(
            lambda: _("Bring more"), "plus", self._begin_more, when=lambda _each: may
        )
        self.move_button = self.add_action(
            lambda: _("Back or lost"),
            "undo-2",
            self._begin_move,
            keys="F4",
            when=lambda each: may and each.kinds > 0,
        )
        self.work_button = self.add_action(
            lambda: _("Work on it"),
            "factory",
            self._begin_work,
            when=lambda each: may and each.shop is None and each.kinds > 0,
        )
        self.agree_button = self.add_action(
            lambda: _("Agreed share"), "handshake", self._begin_agreeing, when=lambda _each: may
        )
        self.agree_form = self.add_form(AgreeForm(self._today))
        self.agree_form.submitted.connect(self._on_agreed)
        self.agree_form.agreed.removed.connect(self._on_agreed_removed)
        self.bring_form = self.add_form(BringForm(sends=False, today=self._today))
        self.send_form = self.add_form(BringForm(sends=True, today=self._today))
        self.settle_form = self.add_form(SettleForm(self._today))
        self.shop_form = self.add_form(ShopForm(self._today))
        self.move_form = self.add_form(MoveForm(self._today))
        self.work_form = self.add_form(WorkForm(self._today))
        self.bring_form.submitted.connect(self._on_brought)
        self.send_form.submitted.connect(self._on_sent)
        self.settle_form.submitted.connect(self._on_settled)
        self.settle_form.asked.connect(self._on_asked)
        self.shop_form.submitted.connect(self._on_sold)
        self.move_form.submitted.connect(self._on_moved)
        self.work_form.submitted.connect(self._on_worked)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the slips."""
        found = super().shortcuts()
        if self._session.may(work.MAY):
            found.append(Shortcut("Ctrl+D", _("Goods to a shop"), self.begin_send))
        return found

    @property
    def side(self) -> Side:
        """What the list shows."""
        return Side(str(self.chips.key() or Side.WITH_US))

    def job(self) -> Callable[[], Any]:
        """The list of the side that is shown."""
        return partial(work.rows, self.side, self._today())

    def take(self, found: Sequence[Row]) -> Sequence[Row]:
        """The rows; the primary button is of their side."""
        self.new_button.set_text(self._new_words())
        return found

    def fit(self, room: int) -> None:
        """At the shops' side the primary button sends goods; a second one that does so is too much."""
        super().fit(room)
        if self.side is Side.AT_SHOPS and self._session.may(work.MAY):
            self.send_button.hide()

    def _new_words(self) -> str:
        return _("Goods to a shop") if self.side is Side.AT_SHOPS else _("Take in goods")

    def _begin_new(self) -> None:
        if self.side is Side.AT_SHOPS:
            self.begin_send()
        else:
            self.begin_bring()

    def lists_job(self) -> Callable[[], work.Lists]:
        """People, goods, places of money, agreements."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the forms."""
        for form in (self.bring_form, self.send_form, self.work_form, self.agree_form):
            form.set_lists(lists)
        for field in (self.settle_form, self.shop_form):
            field.set_accounts(lists.accounts)

    def key(self, row: Row) -> object:
        """Somebody at a side, at a place."""
        return row.key

    def row_title(self, row: Row) -> str:
        """Name and code."""
        return f"{row.name} · {row.code}"

    def details(self, row: Row) -> Callable[[], Any]:
        """What stands between the group and her."""
        return partial(work.card, row, self._today())

    def empty_words(self) -> Empty:
        """What will stand here."""
        if self.side is Side.AT_SHOPS:
            return Empty(
                _("No shop has goods of ours."),
                _("Goods to a shop"),
                _("Goods that go to a shop stay our stock until the shop says what it sold."),
            )
        return Empty(
            _("Nobody's goods are here to be sold."),
            _("Take in goods"),
            _("Others' goods are counted, not bought: the owner is paid when they are sold."),
        )

    def open(self, argument: str) -> None:
        """``new``, ``send``, ``at_shops``, or ``with_us``."""
        if argument == "new":
            self.show_side(Side.WITH_US)
            self.begin()
        elif argument == "send":
            self.begin_send()
        elif argument in {side.value for side in Side}:
            self.show_side(Side(argument))

    def show_side(self, side: Side) -> None:
        """The other list."""
        self.chips.set_key(side)
        self._row = None
        self.panel.hide()
        self.go_back()
        self.read()

    # ---- forms

    def begin_bring(self) -> None:
        """Somebody brings goods."""
        self.show_form(self.bring_form)
        self.bring_form.begin()

    def begin_send(self) -> None:
        """Goods go to a shop."""
        self.show_form(self.send_form)
        self.send_form.begin()

    def _begin_more(self) -> None:
        if self._row is not None:
            form = self.send_form if self._row.shop is not None else self.bring_form
            self.show_form(form)
            form.begin(self._row.uid)

    def _begin_settle(self) -> None:
        if self._row is None:
            return
        if self._row.shop is not None:
            self.show_form(self.shop_form)
            self.shop_form.begin(self._row.shop)
        else:
            self.show_form(self.settle_form)
            self.settle_form.begin(self._row)

    def _begin_move(self) -> None:
        row = self._row
        if row is None:
            return
        if row.shop is not None:
            self.show_form(self.move_form)
            goods = [There(each.product_uid, each.name, each.unit, each.quantity) for each in row.shop.goods]
            self.move_form.begin(row, goods)
        else:
            self._with_goods(row, self._show_move)

    def _begin_work(self) -> None:
        if self._row is not None:
            self._with_goods(self._row, self._show_work)

    def _begin_agreeing(self) -> None:
        if self._row is not None:
            self.show_form(self.agree_form)
            self.agree_form.begin(self._row)

    @Slot(object)
    def _on_agreed(self, data: object) -> None:
        assert isinstance(data, TermsData)
        self.save(self.agree_form, partial(work.agree, self._session, data))

    @Slot(object)
    def _on_agreed_removed(self, row: object) -> None:
        assert isinstance(row, TermsRow)
        job = partial(work.remove_agreed, self._session, row.uid)
        self.act(job, partial(self._say_removed, row))

    def _say_removed(self, row: TermsRow, _saved: object) -> None:
        self._messages.done(
            _("The agreement about {goods} was taken out; what was sold keeps its share.").format(
                goods=row.product or _("All goods")
            ),
            _("Undo"),
            lambda: self.act(partial(work.agree_again, self._session, row)),
        )

    def _with_goods(self, row: Row, done: Callable[[Row, Sequence[OwnedRow]], None]) -> None:
        job = partial(work.goods_of, row.id)
        self._runner.run(self, job, partial(done, row), failed=self._messages.show_error)

    def _show_move(self, row: Row, found: Sequence[OwnedRow]) -> None:
        self.show_form(self.move_form)
        self.move_form.begin(row, there_of(found))

    def _show_work(self, row: Row, found: Sequence[OwnedRow]) -> None:
        self.show_form(self.work_form)
        self.work_form.begin(row, there_of(found, to_work_on=True))

    @Slot()
    def _on_report_clicked(self) -> None:
        self._go_to("reports", BY_OWNER)

    @Slot(object)
    def _on_asked(self, day: object) -> None:
        owner = self.settle_form.owner
        if owner is not None and isinstance(day, dt.date):
            job = partial(work.sheet, owner.id, day)
            self._runner.run(self, job, self.settle_form.show_found, failed=self._messages.show_error)

    @Slot(object, object)
    def _on_brought(self, brought: object, day: object) -> None:
        self._bring(self.bring_form, brought, day, _("Taken in: {number}."))

    @Slot(object, object)
    def _on_sent(self, brought: object, day: object) -> None:
        self._bring(self.send_form, brought, day, _("Sent: {number}."))

    def _bring(self, form: BringForm, brought: object, day: object, words: str) -> None:
        assert isinstance(brought, work.Brought)
        assert isinstance(day, dt.date)
        side = Side.AT_SHOPS if form.sends else Side.WITH_US
        done = partial(self._on_slip_saved, form, side)
        self.save(form, partial(work.bring, self._session, brought, on=day), words, done)

    def _on_slip_saved(self, form: BringForm, side: Side, posted: Posted) -> None:
        form.clear_form()
        self.show_side(side)
        self._open_link(Link(SLIP, posted.number))

    @Slot(object, object)
    def _on_settled(self, draft: object, day: object) -> None:
        assert isinstance(draft, SettleDraft)
        assert isinstance(day, dt.date)
        job = partial(work.settle, self._session, draft, on=day)
        self.save(self.settle_form, job, _("Settled, {amount} baht paid: {number}."), self._on_sheet_saved)

    @Slot(object, object)
    def _on_sold(self, draft: object, day: object) -> None:
        assert isinstance(draft, ShopDraft)
        assert isinstance(day, dt.date)
        job = partial(work.sold, self._session, draft, on=day)
        self.save(self.shop_form, job, _("Sold {amount} baht: {number}."), self._on_sheet_saved)

    def _on_sheet_saved(self, posted: Posted) -> None:
        self._open_link(Link(SHEET, posted.number))

    @Slot(object, object, object)
    def _on_moved(self, draft: object, loses: object, day: object) -> None:
        assert isinstance(draft, GoodsDraft)
        assert isinstance(day, dt.date)
        job = partial(work.move, self._session, draft, loses=bool(loses), on=day)
        self.save(self.move_form, job, _("Saved: {number}."), self._on_moved_saved)

    def _on_moved_saved(self, posted: Posted) -> None:
        self._open_link(Link(SLIP, posted.number))

    @Slot(object, object)
    def _on_worked(self, draft: object, day: object) -> None:
        assert isinstance(draft, WorkedDraft)
        assert isinstance(day, dt.date)
        job = partial(work.worked, self._session, draft, on=day)
        self.save(self.work_form, job, _("Saved: {number}."), self._on_moved_saved)


def _side_words(side: Side) -> str:
    return _(SIDE_WORDS[side])


def _name(each: Row) -> str:
    return each.name if each.shop is None else each.shop.title


def _late(each: Row) -> str:
    return "turmeric-text" if each.is_late else ""
