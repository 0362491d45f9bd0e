"""Market days with what they came to, one of them at the right; goods, sheets, costs, helpers, receipts."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.market_event import BringBackDraft, EventData, TakeOutDraft
from app.domain.session import Permission
from app.domain.slip_entry import EntryDraft
from app.domain.tally import TallyDraft
from app.domain.work_log import WorkDraft
from app.i18n import _
from app.queries.market_events import AtStall, Event, EventRow
from app.queries.receipt_books import ReceiptBookRow
from app.services.market_events import (
    bring_back,
    close_event,
    log_helpers,
    remove_event,
    reopen_event,
    take_out,
)
from reports.market_compare import NAME as COMPARE
from reports.market_day import NAME, open_sentence
from reports.model import Kind, Link
from reports.tally_sheet import NAME as SHEET
from ui.models.rows import Col
from ui.page import Shortcut
from ui.pages.events import work
from ui.pages.events.books_form import BooksForm
from ui.pages.events.cost_forms import CostForm, HelpersForm
from ui.pages.events.event_form import EventForm
from ui.pages.events.goods_forms import BringBackForm, TakeOutForm
from ui.pages.events.tally_form import TallyForm
from ui.widgets.list_panel import Empty, ListPanelPage

BOOKS_KEY = "Ctrl+R"


class EventsView(ListPanelPage[EventRow]):
    """Market days."""

    name = "events"
    icon = "store"
    listens = Changes.MARKET | Changes.LEDGER | Changes.STOCK
    lists_listen = Changes.PARTIES | Changes.SETTINGS | Changes.PRODUCTS | Changes.MARKET | Changes.STOCK
    panel_width, panel_most, panel_share = 440, 680, 46
    narrow = 700
    less = (2, 4)
    """Where it is held, and hours."""

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[EventRow]]:
        """The columns of the list; costs only for whoever sees the books."""
        columns: list[Col[EventRow]] = [
            Col(lambda: _("Day"), lambda each: each.event.first_day, Kind.DATE, weight=3),
            Col(lambda: _("Market day"), lambda each: each.event.name, weight=6, tone=_tone),
            Col(lambda: _("Place of the market"), lambda each: each.event.place, weight=4),
            Col(
                lambda: _("Income"),
                lambda each: each.result.income,
                Kind.MONEY,
                weight=3,
                unit="฿",
                adds_up=True,
            ),
            Col(lambda: _("Hours"), lambda each: each.event.hours_milli or None, Kind.QUANTITY, weight=2),
        ]
        if self._session.may(Permission.SEE_BOOKS):
            columns += [
                Col(
                    lambda: _("Profit"),
                    lambda each: each.result.profit,
                    Kind.MONEY,
                    weight=3,
                    unit="฿",
                    adds_up=True,
                ),
            ]
        return columns

    def build(self) -> None:
        """Chips, buttons and forms."""
        may = self._session.may(Permission.KEEP_EVENTS)
        self.keeps = may
        sells = may and self._session.may(Permission.SELL)
        pays, knows = self._session.may(Permission.BUY), self._session.may(Permission.EDIT_PARTIES)
        self.name_list(lambda: _("Market days"), lambda: _("Search for a market day"))
        self.add_chips(
            lambda: _("Which market days"),
            [("all", lambda: _("All")), ("open", lambda: _("Not closed")), ("closed", lambda: _("Closed"))],
            _shows,
        )
        self.compare_button = self.add_tool(
            lambda: _("Compare market days"), "chart-column", self._on_compare_clicked
        )
        if may:
            self.books_button = self.add_tool(lambda: _("Books of receipts"), "receipt", self.begin_books)
        self.add_new(lambda: _("New market day"), self._begin_event, may=may)
        self.tally_button = self.add_action(
            lambda: _("Tally sheet"),
            "clipboard-list",
            self._begin_tally,
            keys="Ctrl+E",
            primary=True,
            when=lambda each: sells and _is_open(each),
        )
        self.out_button = self.add_action(
            lambda: _("Take along"),
            "truck",
            self._begin_out,
            keys="Ctrl+D",
            when=lambda each: may and _is_open(each) and each.event.location_id is not None,
        )
        self.back_button = self.add_action(
            lambda: _("Bring back"),
            "undo-2",
            self._begin_back,
            keys="Ctrl+B",
            when=lambda each: may and _is_open(each) and each.event.location_id is not None,
        )
        self.cost_button = self.add_action(
            lambda: _("Costs"), "banknote", self._begin_cost, when=lambda each: pays and _is_open(each)
        )
        self.help_button = self.add_action(
            lambda: _("Helpers"), "users", self._begin_helpers, when=lambda each: knows and _is_open(each)
        )
        self.add_action(lambda: _("Sheet to fill in"), "printer", self._on_sheet_clicked)
        self.add_action(lambda: _("Result on paper"), "file-text", self._on_paper_clicked)
        self.change_button = self.add_action(
            lambda: _("Edit details"), "pencil", self._begin_change, keys="F4", when=lambda _each: may
        )
        self.close_button = self.add_action(
            lambda: _("Close"), "lock", self._close, when=lambda each: may and _is_open(each)
        )
        self.open_button = self.add_action(
            lambda: _("Open it again"),
            "lock-open",
            self._reopen,
            when=lambda each: may and not _is_open(each),
        )
        self.remove_button = self.add_action(
            lambda: _("Remove"), "trash-2", self._remove, when=lambda each: may and _is_unused(each)
        )
        self.form = self.add_form(EventForm(self._today))
        self.out_form = self.add_form(TakeOutForm(self._today))
        self.back_form = self.add_form(BringBackForm(self._today))
        self.tally_form = self.add_form(TallyForm(self._today))
        self.cost_form = self.add_form(CostForm(self._today))
        self.help_form = self.add_form(HelpersForm(self._today))
        self.books_form = self.add_form(BooksForm(self._today))
        self.form.submitted.connect(self._on_event_typed)
        self.out_form.submitted.connect(self._on_out_typed)
        self.back_form.submitted.connect(self._on_back_typed)
        self.tally_form.submitted.connect(self._on_tally_typed)
        self.tally_form.kept.connect(self._on_tally_kept)
        self.tally_form.dropped.connect(self._on_tally_dropped)
        self.tally_form.back.connect(self.tally_form.keep_now)
        self.cost_form.submitted.connect(self._on_cost_typed)
        self.help_form.submitted.connect(self._on_help_typed)
        self.books_form.submitted.connect(self._on_books_typed)

    def job(self) -> Callable[[], Any]:
        """The market days as they stand."""
        return work.shown

    def take(self, found: Sequence[EventRow]) -> Sequence[EventRow]:
        """Remind of those that are over and not closed; gives all of them."""
        today = self._today()
        left = [each.event.name for each in found if _is_open(each) and each.event.last_day < today]
        self.banner.show_text(open_sentence(left), tone="warn")
        return found

    def lists_job(self) -> Callable[[], work.Lists]:
        """What the forms choose from."""
        return work.lists

    def take_lists(self, lists: Any) -> None:
        """Give them to the forms."""
        for form in (
            self.form,
            self.out_form,
            self.tally_form,
            self.cost_form,
            self.help_form,
            self.books_form,
        ):
            form.set_lists(lists)

    def row_title(self, row: EventRow) -> str:
        """Name and code."""
        return f"{row.event.name} · {row.event.code}"

    def details(self, row: EventRow) -> Callable[[], Any]:
        """The market day in little."""
        return partial(work.card, row.event, with_costs=self._session.may(Permission.SEE_BOOKS))

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Market days and fairs stand here, each with what it brought and what it cost."),
            _("Enter a market day"),
            _("Take goods along, type in the tally sheet in the evening, and see if it was worth going."),
        )

    def open(self, argument: str) -> None:
        """``new``: a market day; ``books``: the books of receipts; else the code of one."""
        if argument == "new":
            self.begin()
        elif argument == "books":
            self.begin_books()
        else:
            found = next((each for each in self._all if each.event.code == argument), None)
            if found is not None:
                self.choose(found.uid)

    def shortcuts(self) -> list[Shortcut]:
        """The frame's keys, and the one of the books."""
        keys = super().shortcuts()
        if self.keeps:
            keys.append(Shortcut(BOOKS_KEY, _("Books of receipts"), self.begin_books))
        return keys

    def may_leave(self) -> bool:
        """Always; what is half typed is kept."""
        self.tally_form.keep_now()
        return super().may_leave()

    # ---- what the buttons do

    def _begin_event(self) -> None:
        self.show_form(self.form)
        self.form.show_event(None, None)

    def _begin_change(self) -> None:
        if self._row is not None:
            self.show_form(self.form)
            self.form.show_event(self._row.uid, self._row.event.data)

    def _begin_out(self) -> None:
        if self._row is not None:
            self.show_form(self.out_form)
            self.out_form.show_event(self._row.event)

    def _begin_back(self) -> None:
        if self._row is not None:
            event = self._row.event
            self.act(partial(work.stall_of, event), partial(self._on_stall, event))

    def _on_stall(self, event: Event, there: tuple[AtStall, ...]) -> None:
        self.show_form(self.back_form)
        self.back_form.show_stall(event, there)

    def _begin_tally(self) -> None:
        if self._row is not None:
            event = self._row.event
            day = max(event.first_day, min(event.last_day, self._today()))
            self.act(partial(work.begin_tally, event, day), self._on_tally_begun)

    def _on_tally_begun(self, start: work.TallyStart) -> None:
        self.show_form(self.tally_form)
        self.tally_form.show_sheet(start)

    def _begin_cost(self) -> None:
        if self._row is not None:
            self.show_form(self.cost_form)
            self.cost_form.show_event(self._row)

    def _begin_helpers(self) -> None:
        if self._row is not None:
            self.show_form(self.help_form)
            self.help_form.show_event(self._row.event)

    @Slot()
    def begin_books(self) -> None:
        """The books of receipts."""
        if self.keeps and self.is_list_in_front():
            self.act(work.books, self._on_books)

    def _on_books(self, books: tuple[ReceiptBookRow, ...]) -> None:
        self.show_form(self.books_form)
        self.books_form.show_books(books)

    def _close(self) -> None:
        if self._row is not None:
            self.act(partial(close_event, self._session, self._row.uid, on=self._today()))

    def _reopen(self) -> None:
        if self._row is not None:
            self.act(partial(reopen_event, self._session, self._row.uid))

    def _remove(self) -> None:
        if self._row is not None:
            self.act(partial(remove_event, self._session, self._row.uid))

    def _on_sheet_clicked(self) -> None:
        if self._row is not None:
            self._open_link(Link(SHEET, self._row.event.code))

    def _on_paper_clicked(self) -> None:
        if self._row is not None:
            self._open_link(Link(NAME, self._row.event.code))

    @Slot()
    def _on_compare_clicked(self) -> None:
        """The days that are in the list, so that none of them is missing beside the others."""
        events = [each.event for each in self._all]
        if not events:
            self._go_to("reports", COMPARE)
            return
        first, last = min(each.first_day for each in events), max(each.last_day for each in events)
        self._go_to("reports", f"{COMPARE}:{first.isoformat()}:{last.isoformat()}")

    # ---- what the forms hand over

    @Slot(object, object, object)
    def _on_event_typed(self, data: object, uid: object, known: object) -> None:
        assert isinstance(data, EventData)
        assert isinstance(uid, bytes)
        self.wait_for(uid)
        self.save(self.form, partial(work.save_event, self._session, data, uid=uid, known=bool(known)))

    @Slot(object, object)
    def _on_out_typed(self, draft: object, day: object) -> None:
        assert isinstance(draft, TakeOutDraft)
        assert isinstance(day, dt.date)
        self.save(self.out_form, partial(take_out, self._session, draft, on=day), _("Taken along: {number}."))

    @Slot(object, object)
    def _on_back_typed(self, draft: object, day: object) -> None:
        assert isinstance(draft, BringBackDraft)
        assert isinstance(day, dt.date)
        job = partial(bring_back, self._session, draft, on=day)
        self.save(self.back_form, job, _("Brought back: {number}."))

    @Slot(object, object, object)
    def _on_tally_typed(self, draft: object, names: object, day: object) -> None:
        assert isinstance(draft, TallyDraft)
        assert isinstance(names, tuple)
        assert isinstance(day, dt.date)
        job = partial(work.save_sheet, self._session, draft, names, on=day)
        self.save(self.tally_form, job, _("Sold {amount} baht: {number}."))

    @Slot(object, str, str)
    def _on_tally_kept(self, uid: object, data: str, label: str) -> None:
        assert isinstance(uid, bytes)
        job = partial(work.keep_sheet, self._session, uid, data=data, label=label)
        self._runner.run(self, job, failed=self._messages.show_error)

    @Slot(object)
    def _on_tally_dropped(self, uid: object) -> None:
        assert isinstance(uid, bytes)
        self._runner.run(self, partial(work.drop_sheet, self._session, uid), failed=self._messages.show_error)

    @Slot(object, object, object)
    def _on_cost_typed(self, draft: object, names: object, day: object) -> None:
        assert isinstance(draft, EntryDraft)
        assert isinstance(names, tuple)
        assert isinstance(day, dt.date)
        event = self.cost_form.event_
        if event is not None:
            job = partial(work.save_cost, self._session, draft, names, event_uid=event.uid, on=day)
            self.save(self.cost_form, job, _("Paid {amount} baht: {number}."))

    @Slot(object)
    def _on_help_typed(self, draft: object) -> None:
        assert isinstance(draft, WorkDraft)
        event = self.help_form.event_
        if event is not None:
            job = partial(log_helpers, self._session, draft, event_uid=event.uid, today=self._today())
            self.save(self.help_form, job)

    @Slot(object)
    def _on_books_typed(self, changes: object) -> None:
        assert isinstance(changes, work.BookChanges)
        self.save(self.books_form, partial(work.save_books, self._session, changes))


def _is_open(row: EventRow) -> bool:
    return row.event.closed_on is None


def _is_unused(row: EventRow) -> bool:
    return not row.result.income and not row.result.costs and not row.result.cost_of_goods


def _shows(row: EventRow, key: str) -> bool:
    return key == "all" or _is_open(row) == (key == "open")


def _tone(row: EventRow) -> str:
    return "" if _is_open(row) else "ink-soft"
