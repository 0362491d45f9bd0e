"""Cash and bank: a card for every place of money; counting it, comparing it with the bank's statement."""

# Long because: cards, three forms and the bank's desk meet here; each of its handlers is a line or two.

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLayoutItem, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.bank_matching import Item
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import _, ngettext
from app.queries.cash import Place, Statement
from app.services.bank import (
    Reconciled,
    match_lines,
    reconcile,
    undo_statement,
    unmatch_line,
)
from app.services.bank_lines import enter_line, match_all
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.bank_reconciliation import NAME as RECONCILIATION
from reports.cash_count import NAME as COUNT_SHEET
from reports.model import Link
from ui import formats, theme
from ui.messages import Messages
from ui.messages_text import error_text
from ui.page import PageBase, Shortcut
from ui.pages.cash import work
from ui.pages.cash.bank_part import BankPart
from ui.pages.cash.cards import PlaceCard
from ui.pages.cash.forms import CountForm, PlaceForm
from ui.pages.cash.line_form import LineForm
from ui.pages.cash.statement_page import StatementPage
from ui.pages.cash.ticked_page import TickedPage
from ui.posting import Posting
from ui.runner import Runner
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Button, Flow
from ui.widgets.labels import Label
from ui.widgets.party_field import NewName


class CashView(PageBase):
    """Where money lies, whose hands it is in, and whether it is all there."""

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
        self._posting = Posting(session, runner, messages, today, self)
        self._shown = work.Shown()
        self._wanted = ""
        self._code = ""
        self.cards: list[PlaceCard] = []
        self.new_button = Button("", self.begin_place, icon="plus")
        if not session.may(Permission.EDIT_SETTINGS):
            self.new_button.hide()
        self.total = Label("", type="large", strong=True, private="words")
        self.flow = Flow(least=260)
        self.count_form = CountForm(today)
        self.place_form = PlaceForm()
        self.line_form = LineForm()
        self.bank = BankPart(today)
        self.statement = StatementPage(session, runner, messages, today)
        self.ticked = TickedPage()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.retranslate()

    def _lay_out(self) -> None:
        head = row(self.total, -1, self.new_button)
        head.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, 0)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.addLayout(self.flow)
        inside.addStretch(1)
        self.home = QWidget()
        layout = column(head, scrolled(holder, margins=theme.BETWEEN), spacing=0)
        layout.setStretch(1, 1)
        self.home.setLayout(layout)
        self.stack = QStackedWidget()
        parts = (self.home, self.count_form, self.place_form, self.bank, self.line_form)
        for part in (*parts, self.statement, self.ticked):
            self.stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.count_form.submitted.connect(self._on_counted)
        self.count_form.day_changed.connect(self._read_counted)
        self.place_form.submitted.connect(self._on_place_typed)
        self.line_form.submitted.connect(self._on_line_typed)
        for form in (self.count_form, self.place_form, self.bank):
            form.back.connect(self._on_back)
        self.line_form.back.connect(self._on_line_back)
        self.statement.back.connect(self._on_line_back)
        self.ticked.back.connect(self._on_line_back)
        self.ticked.unticked.connect(self.untick)
        self.bank.ticked_wanted.connect(self._on_ticked_wanted)
        self.statement.taken.connect(self._on_taken_in)
        self.bank.ticked.connect(self._on_ticked)
        self.bank.all_ticked.connect(self._on_all_ticked)
        self.bank.line_wanted.connect(self._on_line_wanted)
        self.bank.file_wanted.connect(self.choose_file)
        self.bank.undo_wanted.connect(self._on_undo_wanted)
        self.bank.day_changed.connect(self._on_day_changed)
        self.bank.agreed.connect(self._on_agreed)

    def retranslate(self) -> None:
        """Set every text again."""
        self.new_button.set_text(_("New place of money"))
        for form in (self.count_form, self.place_form, self.line_form, self.bank):
            form.retranslate()
        self.statement.retranslate()
        self.ticked.retranslate()
        self._show()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of cash and bank."""
        return [
            Shortcut("Ctrl+N", _("New place of money"), self.begin_place),
            Shortcut("Ctrl+O", _("Take in a statement"), self.choose_file),
            Shortcut("Ctrl+Return", _("Save the form")),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Places, what lies there, and people may have changed."""
        if changes & (Changes.LEDGER | Changes.PARTIES | Changes.SETTINGS):
            job = partial(work.shown, self._today())
            self._runner.run(self, job, self._on_read, failed=self._messages.show_error)
            if self.stack.currentWidget() in (self.bank, self.ticked):
                self._read_desk()

    def open(self, argument: str) -> None:
        """``new``, the code of a place, or ``count:CODE``."""
        if argument == "new":
            self.begin_place()
        elif argument:
            self._wanted = argument
            self._choose_wanted()

    def _choose_wanted(self) -> None:
        code = self._wanted.removeprefix("count:")
        place = self._place(code)
        if place is None:
            return
        self._wanted = ""
        if place.is_cash:
            self.begin_count(code)
        else:
            self.begin_bank(code)

    def _place(self, code: str) -> Place | None:
        return next((each for each in self._shown.places if each.account.code == code), None)

    # ---- the cards

    def _on_read(self, shown: work.Shown) -> None:
        self._shown = shown
        for form in (self.count_form, self.place_form, self.line_form):
            form.set_people(shown.people)
        if self.count_form.account_code:
            self._read_counted(self.count_form.day.date() or self._today())
        self._show()
        if self._wanted:
            self._choose_wanted()

    def _show(self) -> None:
        self.total.setText(
            _("{amount} baht in all").format(amount=formats.money(self._shown.total))
            if self._shown.places
            else ""
        )
        if len(self.cards) != len(self._shown.places):
            item: QLayoutItem | None
            while (item := self.flow.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            self.cards = [PlaceCard(self._session) for _place in self._shown.places]
            for card in self.cards:
                card.counted.connect(self.begin_count)
                card.compared.connect(self.begin_bank)
                card.edited.connect(self._on_edit_wanted)
                card.paper_wanted.connect(self._on_paper_wanted)
                self.flow.addWidget(card)
        for card, place in zip(self.cards, self._shown.places, strict=True):
            card.show_place(place)

    @Slot(object)
    def _on_paper_wanted(self, place: Place) -> None:
        name = COUNT_SHEET if place.is_cash else RECONCILIATION
        self._open_link(Link(name, place.account.code))

    @Slot()
    def begin_place(self) -> None:
        """An empty form for a place of money."""
        if self._session.may(Permission.EDIT_SETTINGS):
            self.place_form.begin(None, self._shown.next_code)
            self.stack.setCurrentWidget(self.place_form)

    @Slot(object)
    def _on_edit_wanted(self, place: Place) -> None:
        self.place_form.begin(place, place.account.code)
        self.stack.setCurrentWidget(self.place_form)

    @Slot(object, object, object)
    def _on_place_typed(self, data: object, account_id: object, holder: object) -> None:
        job = partial(
            work.save_place,
            self._session,
            data,  # type: ignore[arg-type]
            account_id=account_id,  # type: ignore[arg-type]
            holder=holder if isinstance(holder, NewName) else None,
        )
        self._runner.run(
            self, job, self._on_place_saved, failed=partial(self._on_form_failed, self.place_form)
        )

    def _on_place_saved(self, _saved: object) -> None:
        self._messages.say(_("Saved."))
        self._on_back()

    @Slot()
    def _on_back(self) -> None:
        self.stack.setCurrentWidget(self.home)
        if self.cards:
            self.cards[0].main_button.setFocus()

    # ---- counting

    @Slot(str)
    def begin_count(self, code: str) -> None:
        """Count a place now."""
        place = self._place(code)
        if place is not None:
            self.stack.setCurrentWidget(self.count_form)
            self.count_form.begin(place)

    @Slot(object)
    def _read_counted(self, day: object) -> None:
        """What the books have of the place that is counted, at the end of its day."""
        assert isinstance(day, dt.date)
        job = partial(work.place_at, self.count_form.account_code, day)
        self._runner.run(self, job, self.count_form.set_place, failed=self._messages.show_error)

    @Slot(object, object)
    def _on_counted(self, draft: object, day: object) -> None:
        assert isinstance(day, dt.date)
        job = partial(work.count, self._session, draft, on=day, today=self._today())  # type: ignore[arg-type]
        self._runner.run(
            self, job, self._on_count_posted, failed=partial(self._on_form_failed, self.count_form)
        )

    def _on_count_posted(self, posted: Posted) -> None:
        self._posting.say(_("Counted: {number}, difference {amount} baht"), posted)
        self._on_back()
        if self.count_form.show_paper.isChecked():
            self._open_link(Link(COUNT_SHEET, posted.number))

    # ---- the bank

    @Slot(str)
    def begin_bank(self, code: str) -> None:
        """Show an account beside its books."""
        self._code = code
        self.bank.begin()
        self.stack.setCurrentWidget(self.bank)
        self._read_desk()

    def _read_desk(self) -> None:
        day = self.bank.day.date() or self._today()
        self._runner.run(self, partial(work.desk, self._code, day), self._on_desk, failed=self._on_failed)

    def _on_desk(self, desk: work.Desk) -> None:
        self.bank.show_desk(desk)
        self.ticked.show_lines(desk.ticked)

    @Slot()
    def _on_ticked_wanted(self) -> None:
        self.stack.setCurrentWidget(self.ticked)
        self.ticked.table.setFocus()

    def _submit(
        self,
        form: CountForm | PlaceForm | LineForm,
        job: Callable[[], object],
        done: Callable[[Any], None],
    ) -> None:
        self._runner.run(self, job, done, failed=partial(self._on_form_failed, form))

    def _on_form_failed(self, form: CountForm | PlaceForm | LineForm, error: Exception) -> None:
        form.set_busy(False)
        if isinstance(error, UserError):
            form.show_error(error)
        else:
            self._messages.show_error(error)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._messages.show_error(error)
            self._read_desk_again()
            return
        self.bank.banner.show_text(error_text(error), tone="bad")
        self._read_desk_again()

    def _read_desk_again(self) -> None:
        if self.bank.desk is not None:
            self.bank.show_desk(self.bank.desk)

    @Slot()
    def choose_file(self) -> None:
        """Ask for the bank's file, then take it in."""
        if self.stack.currentWidget() is not self.bank:
            return
        words = f"{_('Spreadsheets')} (*.csv *.xlsx)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Take in a statement"), "", words)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Show what a file of the bank would bring; it is taken in with one more press."""
        self.bank.banner.show_text("")
        self.statement.read(path, self._code)
        self.stack.setCurrentWidget(self.statement)

    @Slot(int)
    def _on_taken_in(self, lines: int) -> None:
        self._messages.say(
            ngettext(
                "{count} line of the bank was taken in.", "{count} lines of the bank were taken in.", lines
            ).format(count=formats.count(lines))
        )
        self.bank.begin()  # the new lines may lie after the day that was looked at
        self.stack.setCurrentWidget(self.bank)
        self._after()

    @Slot(object)
    def _on_undo_wanted(self, statement: Statement) -> None:
        job = partial(undo_statement, self._session, statement.uid)
        self._runner.run(self, job, self._on_done, failed=self._on_failed)

    @Slot(object)
    def _on_day_changed(self, _day: dt.date) -> None:
        self._read_desk()

    @Slot(object, object)
    def _on_ticked(self, bank: tuple[Item, ...], books: tuple[Item, ...]) -> None:
        job = partial(match_lines, self._session, self._code, bank=bank, books=books)
        self._runner.run(self, job, partial(self._on_match_saved, bank[0]), failed=self._on_failed)

    def _on_match_saved(self, line: Item, _done: object) -> None:
        words = _("Ticked: {amount} baht").format(amount=formats.money(line.amount))
        self._messages.done(words, _("Take the tick off"), partial(self.untick, line))
        self._after()

    @Slot(object)
    def untick(self, line: Item) -> None:
        """Take the tick off a line of the bank and what was ticked with it."""
        job = partial(unmatch_line, self._session, line.id[0])
        self._runner.run(self, job, self._on_done, failed=self._on_failed)

    @Slot(object)
    def _on_all_ticked(self, found: object) -> None:
        job = partial(match_all, self._session, self._code, found=found)  # type: ignore[arg-type]
        self._runner.run(self, job, self._on_done, failed=self._on_failed)

    @Slot(object, object)
    def _on_agreed(self, day: dt.date, balance: int) -> None:
        job = partial(reconcile, self._session, self._code, on=day, bank_balance=balance)
        self._runner.run(self, job, self._on_agreed_saved, failed=self._on_failed)

    def _on_agreed_saved(self, agreed: Reconciled) -> None:
        self._messages.say(_("Bank and books agree up to {day}.").format(day=formats.date(agreed.on)))
        self._on_back()

    def _on_done(self, _done: object) -> None:
        self._after()

    def _after(self) -> None:
        self.bank.banner.show_text("")
        self.refresh(Changes.LEDGER)

    # ---- a line that the books do not have

    @Slot(object)
    def _on_line_wanted(self, line: Item) -> None:
        if self.bank.desk is not None:
            self.stack.setCurrentWidget(self.line_form)
            self.line_form.begin(line, self.bank.desk.reasons)

    @Slot()
    def _on_line_back(self) -> None:
        self.stack.setCurrentWidget(self.bank)
        self.bank.bank.table.setFocus()

    @Slot(object, object, object, object, object)
    def _on_line_typed(self, line: Item, uid: bytes, other: str, person: object, note: str) -> None:
        job = partial(
            enter_line,
            self._session,
            self._code,
            line=line,
            uid=uid,
            other_code=other,
            party_uid=person if isinstance(person, bytes) else None,
            note=note,
        )
        self._runner.run(
            self, job, self._on_line_posted, failed=partial(self._on_form_failed, self.line_form)
        )

    def _on_line_posted(self, posted: Posted) -> None:
        self._posting.say(_("Entered and ticked: {number}, {amount} baht"), posted)
        self._on_line_back()
        self._after()

    # ---- files dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A statement may be dropped while its account is shown."""
        if event.mimeData().hasUrls() and self.stack.currentWidget() is self.bank:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in the first file that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.read(paths[0])
