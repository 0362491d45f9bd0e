"""Who owes whom: people on one side, what is open of one of them at the right, and paying it."""

# Long because: one page with five sides, each with its words, buttons and way of paying.

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.open_items import OpenItem, balance
from app.domain.session import Permission, Session
from app.domain.settling_typed import Typed, Wage
from app.errors import UserError
from app.i18n import _
from app.queries.owed_people import OwedPerson
from app.queries.settled import Withheld
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.model import Kind, Link
from ui import formats, theme
from ui.link_uid import uid_in
from ui.messages import Messages
from ui.models.rows import Col, RowsModel
from ui.page import PageBase, Shortcut
from ui.pages.owed import work
from ui.pages.owed.form import SettleForm
from ui.pages.owed.work import SIDE_WORDS, Act, Side
from ui.posting import Posting
from ui.runner import Runner
from ui.widgets.arrange import Panel, column, row
from ui.widgets.basics import EmptyState, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

_PAPERS = {Side.IN: "debtors", Side.OUT: "creditors", Side.WAGES: "pay-sheet", Side.AHEAD: "debtors"}
"""The list on paper; of money still to come there is none."""
_RIGHTS = {
    Side.IN: Permission.RECEIVE,
    Side.OUT: Permission.BUY,
    Side.WAGES: Permission.BUY,
    Side.LATER: Permission.RECEIVE,
}
_COMES_IN = (Side.IN, Side.LATER)


class OwedView(PageBase):
    """Debts both ways, person by person."""

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
        self._board: work.Board | None = None
        self._person: OwedPerson | None = None
        self._wanted: bytes | None = None
        """Who is received from as soon as the list is read."""
        self._make_list()
        self._make_panel()
        self.form = SettleForm(today)
        self.form.submitted.connect(self._on_submitted)
        self.form.back.connect(self._on_back)
        self._lay_out()
        self.retranslate()

    # ---- building

    def _make_list(self) -> None:
        self.sides = SegmentedControl()
        self.sides.chosen.connect(self._on_side_chosen)
        self.sums = Label("", strong=True, private="figures", wrap=True)
        self.model = RowsModel[OwedPerson](
            [
                Col(lambda: _("Name"), lambda each: each.name, weight=6, private=True, tone=_tone),
                Col(lambda: _("Number open"), lambda each: len(each.items), Kind.COUNT, weight=2),
                Col(lambda: _("Since"), lambda each: each.since, Kind.DATE, weight=3),
                Col(lambda: _("Overdue"), lambda each: each.overdue or None, Kind.MONEY, weight=3, unit="฿"),
                Col(lambda: _("Total"), lambda each: each.total, Kind.MONEY, weight=3, unit="฿"),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self._on_row_opened)
        self.wages_button = Button("", self.begin_wages, kind="primary", icon="users")
        self.paper_button = Button("", self._on_paper_clicked, icon="file-text")
        self.empty = EmptyState("hand-coins", "")

    def _make_panel(self) -> None:
        self.panel = Panel("", width=444)
        self.panel.hide()
        self.panel.closed.connect(self._on_panel_closed)
        self.items = RowsModel[OpenItem](
            [
                Col(lambda: _("Document"), lambda each: each.number, weight=5),
                Col(lambda: _("Due day"), lambda each: each.due, Kind.DATE, weight=3, tone=self._due_tone),
                Col(lambda: _("Still open"), _open, Kind.MONEY, weight=3, unit="฿"),
            ]
        )
        self.item_table = TableView()
        self.item_table.set_list(self.items)
        self.item_table.opened.connect(self._on_item_opened)
        self.panel.add(self.item_table, 1)
        self.settle_button = Button("", self.begin, kind="primary", icon="hand-coins")
        self.statement_button = Button(
            "", partial(self._open_paper, "statement-of-account"), icon="file-text"
        )
        self.letter_button = Button("", partial(self._open_paper, "confirmation-letter"), icon="pencil")
        self.write_off_button = Button("", self.begin_write_off, kind="quiet")
        self.certificate_button = Button("", self.begin_certificate, kind="link", icon="receipt-text")
        self.panel.add(row(self.certificate_button, -1, self.write_off_button))
        for button in (self.settle_button, self.statement_button, self.letter_button):
            self.panel.foot.addWidget(button)
        self.panel.foot.addStretch(1)

    def _lay_out(self) -> None:
        said = row(self.sums, self.paper_button, self.wages_button)
        said.setStretch(0, 1)
        head = column(row(self.sides, -1), said, spacing=theme.INSIDE)
        head.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, theme.INSIDE)
        self.stage = QStackedWidget()
        self.stage.addWidget(self.table)
        self.stage.addWidget(self.empty)
        listed = QWidget()
        inside = column(head, self.stage, spacing=0)
        self.stage.setContentsMargins(theme.BETWEEN, 0, theme.BETWEEN, theme.BETWEEN)
        inside.setStretch(1, 1)
        listed.setLayout(inside)
        self.home = QWidget()
        across = QHBoxLayout(self.home)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(listed, 1)
        across.addWidget(self.panel)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        self.stack.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.table)

    def retranslate(self) -> None:
        """Set every text again."""
        self.sides.setAccessibleName(_("Which way"))
        sides = self._own_sides()
        self.sides.set_choices([(side, _(SIDE_WORDS[side])) for side in sides])
        self.sides.setVisible(len(sides) > 1)
        self.table.setAccessibleName(_("Who owes or is owed"))
        self.item_table.setAccessibleName(_("What is open"))
        self.wages_button.set_text(_("Pay wages"))
        self.paper_button.set_text(_("Print the list"))
        self.statement_button.set_text(_("Statement"))
        self.letter_button.set_text(_("Letter"))
        self.write_off_button.set_text(_("Write off …"))
        self.panel.close_button.set_name(_("Close"))
        self.model.retranslate()
        self.items.retranslate()
        self.form.retranslate()
        self._show()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the debts."""
        return [
            Shortcut("Ctrl+E", _("Receive or pay"), self.begin),
            Shortcut("Ctrl+Return", _("Save the form")),
        ]

    def _own_sides(self) -> list[Side]:
        """A seller sees who owes; only who sees the books or pays sees the rest."""
        if self._session.may_any((Permission.SEE_BOOKS, Permission.BUY)):
            return list(Side)
        return [Side.IN]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Somebody may have paid, or come to owe something."""
        if changes & (Changes.LEDGER | Changes.SALES | Changes.PARTIES | Changes.SETTINGS):
            self._read()

    def open(self, argument: str) -> None:
        """A side (``in``, ``out`` …); ``in:`` with a person's uid begins to receive from her."""
        argument, _colon, whose = argument.partition(":")
        if argument in self._own_sides():
            self._wanted = uid_in(whose)
            self.sides.set_key(Side(argument))
            self.panel.close_panel()
            self._read()

    @property
    def side(self) -> Side:
        """Which side is shown."""
        return Side(str(self.sides.key() or Side.IN))

    def _read(self) -> None:
        job = partial(work.board, self.side, self._today())
        self._runner.run(self, job, self._on_read, failed=self._messages.show_error)

    def _on_read(self, board: work.Board) -> None:
        if board.side is not self.side:
            return
        self._board = board
        self.form.set_accounts(board.accounts)
        self._show()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.table.choose_where(lambda person: person.uid == wanted):
            person = next(each for each in board.owed.people if each.uid == wanted)
            self._show_person(person)
            self.begin()

    # ---- the lists

    def _show(self) -> None:
        board = self._board
        people = board.owed.people if board is not None else ()
        if board is not None:
            self.sums.setText(_sums(board))
        self.model.set_rows(people)
        self.table.fit_columns()
        self.stage.setCurrentWidget(self.table if people else self.empty)
        self.empty.set_texts(_("Nothing is open here."), "", _("What is not paid at once will stand here."))
        may_pay = self._may(self.side)
        self.settle_button.setVisible(may_pay and self.side in (*_COMES_IN, Side.OUT))
        self.settle_button.set_text(_("Receive money") if self.side in _COMES_IN else _("Pay"))
        self.wages_button.setVisible(self.side is Side.WAGES and may_pay and bool(people))
        sees = self._session.may(Permission.SEE_BOOKS)
        for button in (self.paper_button, self.statement_button, self.letter_button):
            button.setVisible(sees)
        self.paper_button.setVisible(sees and self.side in _PAPERS)
        if self._person is not None and not self.panel.isHidden():
            uid = self._person.uid
            again = next((each for each in people if each.uid == uid), None)
            if again is None:
                self.panel.close_panel()
            else:
                self.table.choose_where(lambda person: person.uid == uid)
                self._show_person(again)

    def _may(self, side: Side) -> bool:
        return side in _RIGHTS and self._session.may(_RIGHTS[side])

    @Slot(object)
    def _on_side_chosen(self, _side: object) -> None:
        self.panel.close_panel()
        self._read()

    @Slot(object)
    def _on_row_chosen(self, person: OwedPerson | None) -> None:
        if person is not None:
            self._show_person(person)

    @Slot(object)
    def _on_row_opened(self, person: OwedPerson) -> None:
        self._show_person(person)
        self.begin()

    def _show_person(self, person: OwedPerson) -> None:
        self._person = person
        self.panel.set_title(person.name)
        self.items.set_rows(person.items)
        self.item_table.fit_columns()
        missing = self._kept_of(person)
        self.certificate_button.setVisible(bool(missing) and self._may(Side.IN))
        if missing:
            self.certificate_button.set_text(_("Enter a tax certificate"))
        may_give_up = self.side is Side.IN and self._session.may(Permission.POST_JOURNAL)
        self.write_off_button.setVisible(may_give_up)
        self._show_panel(True)

    def _kept_of(self, person: OwedPerson) -> list[Withheld]:
        board = self._board
        kept = board.without_certificate if board is not None and board.side is Side.IN else ()
        return [each for each in kept if each.party_code == person.code]

    def _due_tone(self, item: OpenItem) -> str:
        return "turmeric-text" if item.due < self._today() else ""

    def _show_panel(self, shown: bool) -> None:
        """Beside a person's documents their number and age make room for the names."""
        self.panel.setVisible(shown)
        for at in (1, 2):
            self.table.setColumnHidden(at, shown)
        self.table.fit_columns()

    @Slot()
    def _on_panel_closed(self) -> None:
        self._person = None
        self._show_panel(False)
        self.table.clearSelection()
        self.table.setFocus()

    @Slot(object)
    def _on_item_opened(self, item: OpenItem) -> None:
        self._open_link(Link("document", item.number))

    @Slot()
    def _on_paper_clicked(self) -> None:
        self._go_to("reports", _PAPERS[self.side])

    def _open_paper(self, name: str) -> None:
        if self._person is not None:
            self._open_link(Link(name, self._person.code))

    # ---- paying

    @Slot()
    def begin(self) -> None:
        """The form for the person at the right: for the chosen documents, else the oldest first."""
        person, side = self._person, self.side
        if person is None or side not in (*_COMES_IN, Side.OUT) or not self._may(side):
            return
        self._begin_for(Act.RECEIVE if side in _COMES_IN else Act.PAY, person)

    @Slot()
    def begin_write_off(self) -> None:
        """The form for what the person at the right will not pay any more."""
        if self._person is not None and self.side is Side.IN and self._session.may(Permission.POST_JOURNAL):
            self._begin_for(Act.WRITE_OFF, self._person)

    def _begin_for(self, act: Act, person: OwedPerson) -> None:
        chosen = tuple(self.item_table.chosen_rows())
        amount = abs(balance(chosen)) if chosen else person.total
        self.stack.setCurrentWidget(self.form)
        self.form.begin(act, person, chosen, amount)

    @Slot()
    def begin_certificate(self) -> None:
        """The form for the certificate of the person's oldest tax that has none."""
        person = self._person
        missing = self._kept_of(person) if person is not None else []
        if person is not None and missing:
            self.stack.setCurrentWidget(self.form)
            self.form.begin_certificate(person, missing[0])

    @Slot()
    def begin_wages(self) -> None:
        """The form for the wages of the chosen people, of everybody if none is chosen."""
        if self._board is None or not self._may(Side.WAGES):
            return
        chosen = {each.uid for each in self.table.chosen_rows()}
        wages = tuple(
            Wage(each.party_uid, each.owed, each.advance)
            for each in self._board.wages
            if not chosen or each.party_uid in chosen
        )
        if wages:
            self.stack.setCurrentWidget(self.form)
            self.form.begin_wages(wages)

    @Slot()
    def _on_back(self) -> None:
        self.stack.setCurrentWidget(self.home)
        self.table.setFocus()

    @Slot(object, object)
    def _on_submitted(self, typed: Typed, day: dt.date) -> None:
        form, session = self.form, self._session
        job: Callable[[], Posted]
        if form.kept is not None:
            job = partial(
                work.enter_certificate, session, form.uid, form.kept, typed, dated=day, on=self._today()
            )
        elif form.person is None:
            job = partial(work.pay_wages, session, form.uid, form.wages, typed, on=day)
        else:
            receive = work.receive_later if self.side is Side.LATER else work.receive
            acts = {Act.RECEIVE: receive, Act.PAY: work.pay, Act.WRITE_OFF: work.give_up}
            job = partial(acts[form.act], session, form.uid, form.person, typed, on=day)
        self._runner.run(self, job, self._on_posted, failed=self._on_failed)

    def _on_posted(self, posted: Posted) -> None:
        form = self.form
        form.set_busy(False)
        self._on_back()
        words = {
            Act.RECEIVE: _("Received {amount} baht: {number}."),
            Act.WRITE_OFF: _("Written off {amount} baht: {number}."),
            Act.CERTIFICATE: _("The certificate is entered: {number}."),
        }
        self._posting.say(words.get(form.act, _("Paid {amount} baht: {number}.")), posted)
        if form.show_paper.isChecked() and form.show_paper.isVisibleTo(form):
            paper = "receipt-of-debt" if form.act is Act.RECEIVE else "voucher"
            self._open_link(Link(paper, posted.number))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.form.show_error(error)
            return
        self.form.set_busy(False)
        self._messages.show_error(error)


def _tone(person: OwedPerson) -> str:
    return "turmeric-text" if person.is_over else ""


def _sums(board: work.Board) -> str:
    total, overdue = formats.money(board.owed.total), formats.money(board.owed.overdue)
    if not board.owed.overdue:
        return _("{total} baht in all").format(total=total)
    return _("{total} baht in all, {overdue} of it overdue").format(total=total, overdue=overdue)


def _open(item: OpenItem) -> int:
    return abs(item.open)
