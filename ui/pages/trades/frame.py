"""What the place of trades is built of: all rounds as cards, one round, the forms; and the ways between."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.household.rounds_words import Store
from app.domain.session import Session
from app.i18n import _
from app.queries.household.trades import EnteredRow, RoundRow, StoreRow, ToCome
from app.thai.dates import today
from reports.household.round_result import NAME as PAPER
from reports.household.round_result import entered_words
from reports.model import Link
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.trades import work
from ui.pages.trades.board import BoardPart
from ui.pages.trades.cost_form import CostForm
from ui.pages.trades.finish_form import FinishForm, ReasonForm
from ui.pages.trades.harvest_form import HarvestForm
from ui.pages.trades.receive_form import ReceiveForm
from ui.pages.trades.round_part import RoundPart
from ui.pages.trades.store_form import StoreForm
from ui.pages.trades.tool_form import ToolForm
from ui.pages.trades.words_forms import RoundForm, TradeForm
from ui.posting import Posting
from ui.runner import Runner
from ui.widgets.form_page import FormPage
from ui.widgets.list_papers import SaveFile

LISTENS = Changes.HOUSEHOLD | Changes.LEDGER | Changes.PARTIES


class TradesFrame(PageBase):
    """All rounds, one round and the forms; ``open`` takes ``new`` or the uid of a round as hex."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        save_file: SaveFile | None = None,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to, self._save_file = open_link, go_to, save_file
        self._posting = Posting(session, runner, messages, today, self)
        self._wanted: bytes | None = None
        self._from_store: Store | None = None
        self._undoing: EnteredRow | None = None
        self.board, self.round = BoardPart(), RoundPart()
        self.cost_form, self.harvest_form = CostForm(today), HarvestForm(today)
        self.finish_form, self.store_form = FinishForm(today), StoreForm(today)
        self.trade_form, self.round_form, self.tool_form = TradeForm(), RoundForm(today), ToolForm(today)
        self.reason_form, self.receive_form = ReasonForm(), ReceiveForm(today)
        self._forms: tuple[FormPage, ...] = (
            *(self.cost_form, self.harvest_form, self.finish_form, self.store_form),
            *(self.trade_form, self.round_form, self.tool_form, self.reason_form, self.receive_form),
        )
        self.stack = QStackedWidget()
        for part in (self.board, self.round, *self._forms):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._connect()
        self.setFocusProxy(self.board)

    def _connect(self) -> None:
        board, shown = self.board, self.round
        board.opened.connect(self._on_round_opened)
        board.round_wanted.connect(self._on_round_wanted)
        board.trade_wanted.connect(self._on_trade_wanted)
        board.change_wanted.connect(self._on_trade_change_wanted)
        board.tools_wanted.connect(self._on_tools_wanted)
        board.store_wanted.connect(self._on_board_store_wanted)
        board.receive_wanted.connect(self._on_receive_wanted)
        shown.back.connect(self._on_board_wanted)
        shown.cost_wanted.connect(self._on_cost_wanted)
        shown.harvest_wanted.connect(self._on_harvest_wanted)
        shown.finish_wanted.connect(self._on_finish_wanted)
        shown.reopen_wanted.connect(self._on_reopen_wanted)
        shown.store_wanted.connect(self._on_store_wanted)
        shown.change_wanted.connect(self._on_change_wanted)
        shown.paper_wanted.connect(self._on_paper_wanted)
        shown.undo_wanted.connect(self._on_undo_wanted)
        for form in self._forms:
            form.back.connect(self._on_back)

    # ---- what the window asks

    def title(self) -> str:
        """What stands in the header."""
        return _("Trades")

    def retranslate(self) -> None:
        """Set every text again."""
        self.board.retranslate()
        self.round.retranslate()
        for form in self._forms:
            form.retranslate()

    def shortcuts(self) -> list[Shortcut]:
        """The keys of the place."""
        return [
            Shortcut("Ctrl+N", _("Begin a round"), self._on_round_wanted),
            Shortcut("Ctrl+E", _("Enter a cost"), self._on_cost_wanted),
            Shortcut("Ctrl+H", _("Harvest or sale"), self._on_harvest_wanted),
            Shortcut("Ctrl+P", _("Print the result"), self._on_paper_wanted),
            Shortcut("Enter", _("Open what is chosen")),
            Shortcut("Esc", _("Back (Esc)")),
            Shortcut("Ctrl+Return", _("Save the form")),
        ]

    def refresh(self, changes: Changes) -> None:
        """Read again what may have changed."""
        if changes & LISTENS:
            self._runner.run(self, work.board, self.board.show_board, failed=self._messages.show_error)
            self._runner.run(
                self,
                partial(work.lists, self._today()),
                self._on_lists_read,
                failed=self._messages.show_error,
            )
            if self.round.shown is not None:
                self._read_round(self.round.shown.card.row.uid)

    def open(self, argument: str) -> None:
        """``new`` begins a round; a uid as hex shows one."""
        if argument == "new":
            self._on_round_wanted()
        elif argument:
            try:
                self._show_uid(bytes.fromhex(argument))
            except ValueError:
                self._on_board_wanted()

    # ---- reading

    def _on_lists_read(self, lists: work.Lists) -> None:
        for form in (self.cost_form, self.harvest_form, self.store_form, self.round_form, self.tool_form):
            form.set_lists(lists)
        self.receive_form.set_lists(lists)

    def _read_round(self, uid: bytes) -> None:
        self._runner.run(
            self, partial(work.shown, uid), self._on_round_read, failed=self._messages.show_error
        )

    def _on_round_read(self, found: work.Shown | None) -> None:
        if found is None:
            self.round.shown = None
            if self.stack.currentWidget() is self.round:
                self._on_board_wanted()
            return
        self.round.show_round(found)
        if self._wanted == found.card.row.uid:
            self._wanted = None
            self.stack.setCurrentWidget(self.round)
            button = self.round.cost_button if found.card.row.goes_on else self.round.reopen_button
            button.setFocus()
            if self._from_store is not None:
                self._show_form(self.store_form)
                self.store_form.show_round(found, self._from_store)
                self._from_store = None

    # ---- going about

    def _show_uid(self, uid: bytes) -> None:
        self._wanted = uid
        self._read_round(uid)

    @Slot(object)
    def _on_round_opened(self, row: RoundRow) -> None:
        self.round.area.verticalScrollBar().setValue(0)
        self._from_store = None
        self._show_uid(row.uid)

    @Slot()
    def _on_board_wanted(self) -> None:
        self.round.shown = None
        self.stack.setCurrentWidget(self.board)
        (self.board.tiles[0] if self.board.tiles else self.board.round_button).setFocus()

    @Slot()
    def _on_back(self) -> None:
        if self.round.shown is None or self.stack.currentWidget() is self.tool_form:
            self._on_board_wanted()
        else:
            self.stack.setCurrentWidget(self.round)
            self.round.cost_button.setFocus()

    def _show_form(self, form: FormPage) -> None:
        form.area.verticalScrollBar().setValue(0)
        self.stack.setCurrentWidget(form)

    def _goes_on(self) -> work.Shown | None:
        shown = self.round.shown
        in_front = self.stack.currentWidget() is self.round
        return shown if shown is not None and in_front and shown.card.row.goes_on else None

    @Slot()
    def _on_cost_wanted(self) -> None:
        shown = self._goes_on()
        if shown is not None:
            self._show_form(self.cost_form)
            self.cost_form.show_round(shown.card)

    @Slot()
    def _on_harvest_wanted(self) -> None:
        shown = self._goes_on()
        if shown is not None:
            self._show_form(self.harvest_form)
            self.harvest_form.show_round(shown.card, shown.price_e4)

    @Slot()
    def _on_finish_wanted(self) -> None:
        shown = self._goes_on()
        if shown is not None:
            self._show_form(self.finish_form)
            self.finish_form.show_round(shown)

    @Slot()
    def _on_store_wanted(self) -> None:
        if self.round.shown is not None:
            self._show_form(self.store_form)
            self.store_form.show_round(self.round.shown)

    @Slot(object)
    def _on_receive_wanted(self, owed: ToCome) -> None:
        self._show_form(self.receive_form)
        self.receive_form.show_owed(owed)

    @Slot(object)
    def _on_board_store_wanted(self, row: StoreRow) -> None:
        self._from_store = row.store
        self._show_uid(row.round_uid)

    @Slot()
    def _on_change_wanted(self) -> None:
        if self.round.shown is not None:
            self._show_form(self.round_form)
            self.round_form.show_round(self.round.shown.card.row)

    @Slot()
    def _on_paper_wanted(self) -> None:
        if self.round.shown is not None and self.stack.currentWidget() is self.round:
            self._go_to("reports", f"{PAPER}:{self.round.shown.card.row.uid.hex()}")

    @Slot()
    def _on_reopen_wanted(self) -> None:
        if self.round.shown is None:
            return
        self._undoing = None
        self._show_form(self.reason_form)
        self.reason_form.ask(
            _("Open the round again"),
            _("What was forgotten?"),
            _("The round goes on as if it had not been finished; nothing else changes."),
            _("Open the round again"),
        )

    @Slot(object)
    def _on_undo_wanted(self, entry: EnteredRow) -> None:
        self._undoing = entry
        self._show_form(self.reason_form)
        self.reason_form.ask(
            _("Take it back"),
            _("Take this back?"),
            _("{number}: {what}. All that was entered with it is taken back, too.").format(
                number=entry.number, what=entered_words(entry)
            ),
            _("Take it back"),
        )

    @Slot()
    def _on_round_wanted(self) -> None:
        if not self.board.round_button.isHidden():
            self._show_form(self.round_form)
            self.round.shown = None
            self.round_form.show_round(None, self.board.chosen_trade())

    @Slot()
    def _on_trade_wanted(self) -> None:
        self._show_form(self.trade_form)
        self.trade_form.show_trade(None)

    @Slot(object)
    def _on_trade_change_wanted(self, uid: object) -> None:
        found = self.board.trade(uid)
        if found is not None:
            self._show_form(self.trade_form)
            self.trade_form.show_trade(found)

    @Slot()
    def _on_tools_wanted(self) -> None:
        self._show_form(self.tool_form)
        self.tool_form.show_tool(None)
