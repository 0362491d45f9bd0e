"""The place of debts: all at the left, one at the right, and what is asked of each."""

# Long because: the parts of the page speak with each other through it alone; each has a file of its own.

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.debts import DebtKind, PayOrder
from app.domain.session import Session
from app.errors import UserError
from app.i18n import _
from app.queries.household.debts import CircleDebt, Debt, Slate
from app.services.household.debt_entry import enter_debt, put_debt_aside
from app.services.household.debts import (
    PayDebtDraft,
    RollOverDraft,
    lose_pledge,
    owe_shop,
    pay_debt,
    pay_shop,
    roll_over,
    save_debt,
)
from app.services.unit_of_work import Posted
from app.thai.dates import now, today
from reports.household import debt_plan
from reports.household.money_words import baht
from reports.model import Link
from ui import masking, theme
from ui.messages import Messages
from ui.messages_text import notice_text
from ui.page import PageBase, Shortcut
from ui.pages.debts import work
from ui.pages.debts.ask_forms import DebtForms
from ui.pages.debts.board import BoardPart
from ui.pages.debts.pay_form import PayForm
from ui.pages.debts.question_parts import Mode
from ui.pages.debts.questions import DebtQuestions, Told, told_words
from ui.pages.debts.side import WIDTH, SidePart
from ui.pages.debts.what_if import WhatIfPart
from ui.runner import Runner
from ui.widgets.form_page import FormPage
from ui.widgets.list_papers import ListPapers, SaveFile

LISTENS = Changes.HOUSEHOLD | Changes.LEDGER | Changes.GROUP | Changes.PARTIES
STACKED = 960
"""Below this width of the page one debt stands in place of all."""
WHOLE = 16_777_215


class DebtsView(PageBase):
    """The place of debts; what ``open`` takes stands there."""

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
        self._open_link, self._go_to = open_link, go_to
        self._papers = ListPapers(session, runner, messages, save_file, self)
        self._wanted: bytes | None = None
        self._tried = (debt_plan.EXTRA, 0, PayOrder.DEAREST)
        self._pending, self._pays = "", False
        self._have_lists = False
        self.board, self.side = BoardPart(), SidePart()
        self.questions, self.pay_form = DebtQuestions(today), PayForm(today)
        self.forms = DebtForms(today)
        self.what_if = WhatIfPart(may_save=self._papers.may_save)
        self.home = QWidget()
        across = QHBoxLayout(self.home)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.board, 1)
        across.addWidget(self.side)
        self.side.hide()
        self.stack = QStackedWidget()
        for part in (self.home, self.questions, self.pay_form, *self.forms.all, self.what_if):
            self.stack.addWidget(part)
        for form in (self.pay_form, *self.forms.all):
            theme.set_role(form.save_button, touch=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._connect()
        self.retranslate()
        self.setFocusProxy(self.board)

    def _connect(self) -> None:
        board, side = self.board, self.side
        board.opened.connect(self._on_opened)
        board.debt_wanted.connect(self._on_debt_wanted)
        board.slate_wanted.connect(self._on_slate_wanted)
        board.what_if_wanted.connect(self._on_what_if_wanted)
        side.closed.connect(self._on_side_closed)
        side.pay_wanted.connect(self._on_pay_wanted)
        side.roll_wanted.connect(self._on_roll_wanted)
        side.lose_wanted.connect(self._on_lose_wanted)
        side.change_wanted.connect(self._on_change_wanted)
        side.aside_wanted.connect(self._on_aside_wanted)
        side.owe_wanted.connect(self._on_more_owed)
        side.undo_wanted.connect(self._on_undo_wanted)
        for form in (self.pay_form, *self.forms.all):
            form.back.connect(self._on_back)
        self.questions.back.connect(self._on_back)
        self.questions.asked.connect(self._on_looked_at)
        self.questions.submitted.connect(self._on_told)
        self.pay_form.asked.connect(self._on_payment_asked)
        self.pay_form.submitted.connect(self._on_payment)
        self.forms.owe.submitted.connect(self._on_owed)
        self.forms.pay.submitted.connect(self._on_slate_paid)
        self.forms.lose.submitted.connect(self._on_lost)
        self.what_if.back.connect(self._on_back)
        self.what_if.asked.connect(self._on_tried)
        self.what_if.print_wanted.connect(self._on_print)
        self.what_if.pdf_wanted.connect(self._on_pdf)
        self.what_if.excel_wanted.connect(self._on_excel)

    # ---- what the window asks

    def title(self) -> str:
        """What stands in the header."""
        return _("Our debts")

    def retranslate(self) -> None:
        """Set every text again."""
        for part in (self.board, self.side, self.questions, self.pay_form, self.forms, self.what_if):
            part.retranslate()

    def shortcuts(self) -> list[Shortcut]:
        """The keys of the place."""
        return [
            Shortcut("Ctrl+N", _("Tell a debt"), self._on_debt_wanted),
            Shortcut("Ctrl+E", _("Pay"), self._on_pay_wanted),
            Shortcut("Ctrl+J", _("What if we pay more?"), self._on_what_if_wanted),
            Shortcut("F4", _("Change the debt"), self._on_change_wanted),
            Shortcut("Ctrl+P", _("Print the plan"), self._on_print),
            Shortcut("Enter", _("Open what is chosen")),
            Shortcut("Esc", _("Back (Esc)")),
        ]

    def refresh(self, changes: Changes) -> None:
        """Read again what may have changed."""
        if changes & LISTENS:
            failed = self._messages.show_error
            self._runner.run(self, partial(work.board, self._today()), self._on_board, failed=failed)
            self._runner.run(self, partial(work.lists, self._today()), self._on_lists, failed=failed)

    def open(self, argument: str) -> None:
        """``new``, ``what-if``, ``slate``, a uid as hex, or ``pay:`` and a uid to pay something of it."""
        if not self._have_lists:
            self._pending = argument
            return
        ways = {
            "new": self._on_debt_wanted,
            "what-if": self._on_what_if_wanted,
            "slate": self._on_slate_wanted,
        }
        if argument in ways:
            ways[argument]()
        elif argument:
            try:
                uid = bytes.fromhex(argument.removeprefix("pay:"))
            except ValueError:
                self._on_back()
                return
            self.stack.setCurrentWidget(self.home)
            self._pays = argument.startswith("pay:")
            self._show_debt(uid)

    # ---- reading

    def _on_board(self, board: work.Board) -> None:
        self.board.show_board(board)
        if self.side.debt is not None and not self.side.isHidden():
            self._show_debt(self.side.debt.debt.uid)
        elif self.side.slate is not None and not self.side.isHidden():
            self._show_slate(self.side.slate.slate)
        if self.stack.currentWidget() is self.what_if:
            self.what_if.ask()

    def _on_lists(self, lists: work.Lists) -> None:
        self._have_lists = True
        self.questions.set_lists(lists)
        self.pay_form.set_lists(lists)
        self.forms.set_lists(lists)
        if self._pending:
            argument, self._pending = self._pending, ""
            self.open(argument)

    def _show_debt(self, uid: bytes) -> None:
        self._wanted = uid
        job = partial(work.debt_shown, uid, self._today())
        self._runner.run(self, job, self._on_debt_read, failed=self._messages.show_error)

    def _on_debt_read(self, found: work.DebtShown | None) -> None:
        board = self.board.shown
        if found is None or board is None or found.debt.uid != self._wanted:
            return
        self.side.show_debt(found, board)
        self._show_side()
        if self._pays:
            self._pays = False
            self._on_pay_wanted()

    def _show_slate(self, slate: Slate) -> None:
        self._wanted = slate.party_uid
        job = partial(work.slate_shown, slate.party_uid, slate.name)
        self._runner.run(self, job, self._on_slate_read, failed=self._messages.show_error)

    def _on_slate_read(self, found: work.SlateShown) -> None:
        if found.slate.party_uid == self._wanted:
            self.side.show_slate(found)
            self._show_side()

    # ---- room

    def _show_side(self) -> None:
        was_hidden = self.side.isHidden()
        self.side.show()
        self._fit()
        if was_hidden and self.stack.currentWidget() is self.home:
            side = self.side
            (side.close_button if side.pay_button.isHidden() else side.pay_button).setFocus()

    def _fit(self) -> None:
        stacked = self.width() < theme.px(STACKED)
        shown = not self.side.isHidden()
        self.board.setVisible(not (shown and stacked))
        if shown and stacked:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(WHOLE)
        elif shown:
            self.side.setFixedWidth(max(theme.px(WIDTH), self.width() * 2 // 5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more or less."""
        super().resizeEvent(event)
        self._fit()

    # ---- going about

    @Slot(object)
    def _on_opened(self, key: object) -> None:
        if isinstance(key, Debt):
            self._show_debt(key.uid)
        elif isinstance(key, Slate):
            self._show_slate(key)
        elif isinstance(key, CircleDebt):
            self._go_to("diary", f"places:{key.account_code}")

    @Slot()
    def _on_side_closed(self) -> None:
        self._wanted = None
        self._fit()
        (self.board.tiles[0] if self.board.tiles else self.board.new_button).setFocus()

    @Slot()
    def _on_back(self) -> None:
        self.stack.setCurrentWidget(self.home)
        side = self.side
        if side.isHidden():
            (self.board.tiles[0] if self.board.tiles else self.board.new_button).setFocus()
        else:
            (side.close_button if side.pay_button.isHidden() else side.pay_button).setFocus()

    def _debt(self) -> Debt | None:
        """The debt at the right, if nothing stands before it."""
        in_front = self.stack.currentWidget() is self.home and not self.side.isHidden()
        return self.side.debt.debt if self.side.debt is not None and in_front else None

    def _slate(self) -> Slate | None:
        in_front = self.stack.currentWidget() is self.home and not self.side.isHidden()
        return self.side.slate.slate if self.side.slate is not None and in_front else None

    @Slot()
    def _on_debt_wanted(self) -> None:
        self.stack.setCurrentWidget(self.questions)
        self.questions.begin_new()

    def tell(self, kind: DebtKind) -> None:
        """Begin to tell a debt of a kind."""
        self.stack.setCurrentWidget(self.questions)
        self.questions.begin_new(kind)

    @Slot()
    def _on_change_wanted(self) -> None:
        debt = self._debt()
        if debt is not None:
            self.stack.setCurrentWidget(self.questions)
            self.questions.begin_change(debt)

    @Slot()
    def _on_roll_wanted(self) -> None:
        debt = self._debt()
        if debt is not None:
            self.stack.setCurrentWidget(self.questions)
            self.questions.begin_roll(debt)

    @Slot()
    def _on_pay_wanted(self) -> None:
        debt, slate = self._debt(), self._slate()
        if debt is not None and not self.side.pay_button.isHidden():
            self.stack.setCurrentWidget(self.pay_form)
            self.pay_form.show_debt(debt)
        elif slate is not None and slate.owed > 0:
            self.stack.setCurrentWidget(self.forms.pay)
            self.forms.begin_pay(slate)

    @Slot()
    def _on_slate_wanted(self) -> None:
        board = self.board.shown
        self.stack.setCurrentWidget(self.forms.owe)
        self.forms.begin_owe(board.slates if board is not None else ())

    @Slot()
    def _on_more_owed(self) -> None:
        slate, board = self._slate(), self.board.shown
        if slate is not None and board is not None:
            self.stack.setCurrentWidget(self.forms.owe)
            self.forms.begin_owe(board.slates, slate)

    @Slot()
    def _on_lose_wanted(self) -> None:
        debt = self._debt()
        if debt is not None:
            self.stack.setCurrentWidget(self.forms.lose)
            self.forms.begin_lose(debt)

    @Slot()
    def _on_what_if_wanted(self) -> None:
        board = self.board.shown
        if board is not None and board.debts:
            self.stack.setCurrentWidget(self.what_if)
            self.what_if.begin()

    # ---- looking at what is typed

    @Slot(object)
    def _on_looked_at(self, data: Any) -> None:
        self._runner.run(
            self, partial(work.previewed, data), self.questions.show_preview, failed=self._on_look_failed
        )

    def _on_look_failed(self, error: Exception) -> None:
        self.questions.set_busy(False)
        self._messages.show_error(error)

    @Slot(object, object, object, object)
    def _on_payment_asked(self, uid: bytes, day: dt.date, amount: int | None, fee: int) -> None:
        job = partial(work.proposed, uid, day, amount, fee)
        self._runner.run(self, job, self.pay_form.show_proposal, failed=self._messages.show_error)

    @Slot(object, object, object)
    def _on_tried(self, order: Any, extra: int, once: int) -> None:
        self._tried = (extra, once, order)
        job = partial(work.answer, self._today(), order, extra, once)
        done = partial(self._on_answer, self._tried)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_answer(self, asked: Any, found: work.Answer) -> None:
        if asked == self._tried:
            self.what_if.show_answer(found)

    # ---- saving

    def _save(self, form: Any, job: Callable[[], Any], words: Callable[[str], str]) -> None:
        """Run what was asked for; ``words`` make a sentence of the amount."""
        done, failed = partial(self._on_saved, form, words), partial(self._on_failed, form)
        self._runner.run(self, job, done, failed=failed)

    def _on_saved(self, form: Any, words: Callable[[str], str], result: Any) -> None:
        form.set_busy(False)
        self._on_back()
        if not isinstance(result, Posted):
            self._messages.say(words(""))
            return
        undo = partial(self._on_undo_wanted, result.uid)
        self._messages.done(words(baht(result.total)), _("Take it back"), undo)
        if result.warnings:
            self._messages.warn(" ".join(notice_text(each) for each in result.warnings))

    def _on_failed(self, form: Any, error: Exception) -> None:
        if isinstance(error, UserError) and isinstance(form, FormPage | DebtQuestions):
            form.show_error(error)
            return
        form.set_busy(False)
        self._messages.show_error(error)

    @Slot(object)
    def _on_told(self, told: Told) -> None:
        job: Callable[[], Any]
        if told.mode is Mode.NEW:
            self._wanted = told.start.loan_uid
            job = partial(
                enter_debt, self._session, told.data, start=told.start, lender=told.lender, on=told.on
            )
        elif told.mode is Mode.CHANGE and told.debt is not None:
            job = partial(save_debt, self._session, told.data, loan_uid=told.debt.uid)
        else:
            assert told.debt is not None
            draft = RollOverDraft(
                told.start.uid, told.debt.uid, told.data, told.start.loan_uid, told.paid, told.paid_from
            )
            job = partial(roll_over, self._session, draft, on=told.on)
        self._save(self.questions, job, partial(told_words, told))

    @Slot(object, object)
    def _on_payment(self, draft: PayDebtDraft, day: dt.date) -> None:
        job = partial(pay_debt, self._session, draft, on=day)
        self._save(self.pay_form, job, _paid_words)

    @Slot(object)
    def _on_owed(self, said: dict[str, Any]) -> None:
        job = partial(
            owe_shop,
            self._session,
            str(said["shop"]),
            uid=new_uid(),
            account_code=str(said["category"]),
            amount=said["amount"] or 0,
            on=said["day"],
            note=said["note"] or "",
        )
        self._save(self.forms.owe, job, _slate_words)

    @Slot(object)
    def _on_slate_paid(self, said: dict[str, Any]) -> None:
        slate = self.forms.pay.key
        assert isinstance(slate, Slate)
        job = partial(
            pay_shop,
            self._session,
            slate.party_uid,
            uid=new_uid(),
            account_code=str(said["place"]),
            amount=said["amount"] or 0,
            on=said["day"],
            note=said["note"] or "",
        )
        self._save(self.forms.pay, job, _paid_words)

    @Slot(object)
    def _on_lost(self, said: dict[str, Any]) -> None:
        debt = self.forms.lose.key
        assert isinstance(debt, Debt)
        job = partial(
            lose_pledge,
            self._session,
            debt.uid,
            uid=new_uid(),
            account_code=str(said["thing"]),
            value=said["value"] or 0,
            on=said["day"],
            note=said["note"] or "",
        )
        self._save(self.forms.lose, job, _lost_words)

    @Slot()
    def _on_aside_wanted(self) -> None:
        debt = self._debt()
        if debt is not None:
            job = partial(put_debt_aside, self._session, debt.uid, active=not debt.loan.active)
            self._runner.run(self, job, None, failed=self._messages.show_error)

    @Slot(object)
    def _on_undo_wanted(self, uid: bytes) -> None:
        job = partial(work.undo, self._session, uid, on=self._today())
        self._runner.run(self, job, self._on_undone, failed=self._messages.show_error)

    def _on_undone(self, _reversal: Posted) -> None:
        self._messages.say(_("It was taken back."))

    # ---- the plan on paper

    def _plan(self) -> Callable[[], Any]:
        extra, once, order = self._tried
        return partial(debt_plan.build, self._today(), extra=extra, once=once, order=order, printed=now())

    @Slot()
    def _on_print(self) -> None:
        if self._papers.may_print() and not masking.stopped():
            self._papers.print_out(self._plan())

    @Slot()
    def _on_pdf(self) -> None:
        self._keep("pdf")

    @Slot()
    def _on_excel(self) -> None:
        self._keep("xlsx")

    def _keep(self, kind: str) -> None:
        if not masking.stopped():
            self._papers.save(self._plan(), _("Our way out of debt"), kind)


def _paid_words(amount: str) -> str:
    return _("Paid: {amount} baht").format(amount=amount)


def _slate_words(amount: str) -> str:
    return _("On the slate: {amount} baht").format(amount=amount)


def _lost_words(amount: str) -> str:
    return _("The debt has ended with the pledge: {amount} baht").format(amount=amount)
