"""Closing: the month's list, the year's end, and the history of locks."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.month_close import Fix
from app.domain.session import Session
from app.domain.year_end import AccrualDraft, PrepaidDraft
from app.i18n import N_, _
from app.queries.fiscal_years import FigureKind
from app.queries.plan import plan_sheet
from app.services import closing, periods, year_closing, year_end
from app.services.settings import change_settings
from app.services.unit_of_work import Posted
from app.services.year_end import set_figures
from app.thai.dates import today
from reports.model import Link
from ui import formats, theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.closing import work
from ui.pages.closing.locks_part import LocksPart
from ui.pages.closing.month_part import MonthPart
from ui.pages.closing.plan_part import PlanPart
from ui.pages.closing.year_part import YearPart
from ui.posting import Posting
from ui.runner import Runner
from ui.widgets.arrange import row, scrolled
from ui.widgets.basics import SegmentedControl

MEASURE = 1_080
"""Lines stand no wider than this, so that a press is not far from its words."""
MONTH, YEAR, PLAN, LOCKS = "month", "year", "plan", "locks"
_WORDS = {MONTH: N_("Month"), YEAR: N_("Year end"), PLAN: N_("Plan"), LOCKS: N_("Locks")}


class ClosingView(PageBase):
    """Three parts: the list of a month, the steps of a year, the locks."""

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
        self._session, self._runner, self._messages = session, runner, messages
        self._go_to, self._open_link, self._today = go_to, open_link, today
        self._month: dt.date | None = None
        self._year_day: dt.date | None = None
        self._year: work.YearData | None = None
        self._posting = Posting(session, runner, messages, today, self)
        self.switch = SegmentedControl()
        self.switch.chosen.connect(self._on_part_chosen)
        self._plan_day: dt.date | None = None
        self.month, self.year, self.locks = MonthPart(session), YearPart(session), LocksPart(session)
        self.plan = PlanPart(session)
        self.stack = QStackedWidget()
        parts = (self.month, self.year, self.plan, self.locks)
        self._areas = {key: _scrolled(part) for key, part in zip(_WORDS, parts, strict=True)}
        for area in self._areas.values():
            self.stack.addWidget(area)
        head = row(self.switch, self.month.head, self.year.head, -1, spacing=theme.BETWEEN)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        self.year.head.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        self._connect()
        self.retranslate()
        self.setFocusProxy(self.switch)

    def _connect(self) -> None:
        self.month.chosen.connect(self._on_month_chosen)
        self.month.mended.connect(self._on_mended)
        self.month.led.connect(self._go_to)
        self.month.locked.connect(self._on_lock)
        self.year.chosen.connect(self._on_year_chosen)
        self.year.closed.connect(self._on_close_year)
        self.year.accrual.posted.connect(self._on_accrual)
        self.year.accrual.interest.connect(self._on_interest)
        self.year.prepaid.posted.connect(self._on_prepaid)
        self.year.supplies.posted.connect(self._on_supplies)
        self.year.doubtful.posted.connect(self._on_doubtful)
        self.year.goods.posted.connect(self._on_goods)
        self.year.goods.asked.connect(self._read)
        self.year.batches.led.connect(self._go_to)
        self.year.figures.posted.connect(self._on_figure)
        self.year.start.posted.connect(self._on_start)
        self.plan.kept.connect(self._on_plan_kept)
        self.plan.asked.connect(self._on_plan_asked)
        self.locks.unlocked.connect(self._on_unlock)
        self.locks.reopened.connect(self._on_reopen)

    # ---- the contract of pages

    def refresh(self, changes: Changes) -> None:
        """Whatever was written changes the list."""
        if changes:
            self._read()

    def retranslate(self) -> None:
        """Set every text again."""
        self.switch.set_choices([(key, _(words)) for key, words in _WORDS.items()])
        self.switch.setAccessibleName(_("Closing"))
        for part in (self.month, self.year, self.plan, self.locks):
            part.retranslate()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("Alt+Left", _("Month or year before"), partial(self._step, -1)),
            Shortcut("Alt+Right", _("Next month or year"), partial(self._step, 1)),
            Shortcut("F5", _("Read everything again"), self._read),
            Shortcut("Ctrl+Return", _("Lock the month, close the year"), self._finish),
        ]

    def open(self, argument: str) -> None:
        """``month``, ``year``, ``plan`` or ``locks``; a month as ``2026-10``."""
        if argument in _WORDS:
            self._show_part(argument)
        else:
            try:
                self._month = dt.date.fromisoformat(f"{argument[:7]}-01")
            except ValueError:
                return
            self._show_part(MONTH)

    # ---- reading

    @Slot()
    def _read(self) -> None:
        today = self._today()
        failed = self._messages.show_error
        part = self.switch.key()
        if part == YEAR:
            goods = self.year.goods
            selling_bp = goods.selling.number_or_zero()
            job = partial(work.read_year, self._year_day, today, selling_bp, dict(goods.prices))
            self._runner.run(self, job, self._show_year, failed=failed)
        elif part == PLAN:
            day = self._plan_day or today
            self._runner.run(self, partial(plan_sheet, day), self.plan.show_data, failed=failed)
        elif part == LOCKS:
            self._runner.run(self, work.read_locks, self.locks.show_data, failed=failed)
        else:
            self._runner.run(
                self, partial(work.read_month, self._month, today), self._show_month, failed=failed
            )

    def _show_month(self, data: work.MonthData) -> None:
        self._month = data.shown.month
        locked_before = self.month.is_locked()
        self.month.show_data(data)
        if self.month.is_locked() and not locked_before:  # what comes next stands above the list
            QTimer.singleShot(
                0, self._areas[MONTH], partial(self._areas[MONTH].verticalScrollBar().setValue, 0)
            )

    def _show_year(self, data: work.YearData) -> None:
        self._year = data
        self._year_day = data.year.last
        self.year.show_data(data)

    @Slot(object)
    def _on_part_chosen(self, key: object) -> None:
        self._show_part(str(key))

    def _show_part(self, key: str) -> None:
        self.switch.set_key(key)
        self.stack.setCurrentIndex(list(_WORDS).index(key))
        self.month.head.setVisible(key == MONTH)
        self.year.head.setVisible(key == YEAR)
        self._read()

    @Slot(object)
    def _on_plan_asked(self, day: object) -> None:
        assert isinstance(day, dt.date)
        self._plan_day = day
        self._read()

    @Slot(object, object)
    def _on_plan_kept(self, first: object, figures: object) -> None:
        assert isinstance(first, dt.date)
        assert isinstance(figures, dict)
        job = partial(set_figures, self._session, FigureKind.PLAN, first_day=first, figures=figures)
        self._runner.run(self, job, None, failed=self._messages.show_error)

    def _step(self, by: int) -> None:
        if self.switch.key() == PLAN:
            (self.plan.after_button if by > 0 else self.plan.before_button).click()
        elif self.switch.key() == YEAR:
            self.year.step(by)
        else:
            self.month.step(by)

    @Slot(object)
    def _on_month_chosen(self, month: object) -> None:
        self._month = month if isinstance(month, dt.date) else None
        self._read()

    @Slot(object)
    def _on_year_chosen(self, day: object) -> None:
        self._year_day = day if isinstance(day, dt.date) else None
        self.year.goods.prices.clear()
        self._read()

    # ---- the month

    @Slot(object)
    def _on_mended(self, fix: object) -> None:
        month = self.month.month_shown()
        if month is not None and isinstance(fix, Fix):
            self._run(partial(work.mend, self._session, fix, month=month), self._on_done)

    @Slot()
    def _on_lock(self) -> None:
        month = self.month.month_shown()
        if month is None:
            return
        job = partial(closing.lock_month, self._session, month, today=self._today())
        self._run(job, self._on_locked)

    def _on_locked(self, done: periods.PeriodsChanged) -> None:
        self._messages.say(_("{month} is locked.").format(month=formats.month(done.months[-1])))

    def _on_done(self, _done: object) -> None:
        self._messages.say(_("Done."))

    # ---- the year

    @Slot(object)
    def _on_accrual(self, draft: AccrualDraft) -> None:
        self._post(partial(year_end.post_accruals, self._session, draft, on=self._last()), self._on_accrued)

    def _on_accrued(self, done: year_end.YearEndPosted) -> None:
        self.year.accrual.clear_form()
        self._say_pair(done)

    @Slot()
    def _on_interest(self) -> None:
        self._post(partial(work.enter_interest, self._session, self._last()), self._on_posted)

    @Slot(object)
    def _on_prepaid(self, draft: PrepaidDraft) -> None:
        self._post(partial(year_end.post_prepaid, self._session, draft, on=self._last()), self._on_carried)

    def _on_carried(self, done: year_end.YearEndPosted) -> None:
        self.year.prepaid.clear_form()
        self._say_pair(done)

    def _say_pair(self, done: year_end.YearEndPosted) -> None:
        follow = done.next_year.number if done.next_year is not None else ""
        self._messages.say(
            _("Posted {number}, and {next} in the next year.").format(number=done.posted.number, next=follow)
        )

    @Slot(object, str)
    def _on_supplies(self, counted: int, code: str) -> None:
        job = partial(
            year_end.post_supplies,
            self._session,
            counted,
            account_code=code,
            on=self._last(),
            uid=new_uid(),
        )
        self._post(job, self._on_posted)

    @Slot(object)
    def _on_doubtful(self, target: int) -> None:
        job = partial(year_end.post_doubtful, self._session, target, on=self._last(), uid=new_uid())
        self._post(job, self._on_posted)

    @Slot()
    def _on_goods(self) -> None:
        job = partial(
            year_end.write_down,
            self._session,
            dict(self.year.goods.prices),
            selling_cost_bp=self.year.goods.selling.number_or_zero(),
            on=self._last(),
            uid=new_uid(),
        )
        self._post(job, self._on_posted)

    def _on_posted(self, posted: Posted) -> None:
        self._posting.say(_("Posted {number} · {amount}"), posted)

    @Slot(object, str, object)
    def _on_figure(self, kind: FigureKind, code: str, amount: int) -> None:
        if self._year is not None:
            job = partial(
                work.set_figure,
                self._session,
                kind,
                year=self._year.year,
                account_code=code,
                amount=amount,
            )
            self._run(job, self._on_figure_kept)

    def _on_figure_kept(self, _done: object) -> None:
        self.year.figures.clear_form()

    @Slot(object)
    def _on_start(self, month: int) -> None:
        self._year_day = None
        self._run(partial(change_settings, self._session, {"fiscal_start_month": month}), self._on_done)

    @Slot()
    def _on_close_year(self) -> None:
        job = partial(
            year_closing.close_year, self._session, self._last(), today=self._today(), uid=new_uid()
        )
        self._run(job, self._on_year_changed)

    def _on_year_changed(self, done: year_closing.YearChanged) -> None:
        self._messages.say(_("Posted {number}.").format(number=done.posted.number))

    def _last(self) -> dt.date:
        assert self._year is not None
        return self._year.year.last

    def _post(self, job: Callable[[], object], done: Callable[..., None]) -> None:
        if self._year is not None:
            self._run(job, done)

    # ---- locks

    @Slot(str)
    def _on_unlock(self, reason: str) -> None:
        self._runner.run(
            self,
            partial(_unlock_last, self._session, reason),
            self._on_unlocked,
            failed=self._messages.show_error,
        )

    def _on_unlocked(self, done: periods.PeriodsChanged) -> None:
        self.locks.reason.set_value("")
        self._messages.say(_("{month} is open again.").format(month=formats.month(done.months[-1])))

    @Slot(str)
    def _on_reopen(self, reason: str) -> None:
        self.locks.reason.set_value("")
        self._run(
            partial(year_closing.reopen_year, self._session, reason=reason, uid=new_uid()),
            self._on_year_changed,
        )

    @Slot()
    def _finish(self) -> None:
        """The big press of the part in front."""
        if self.switch.key() == PLAN:
            self.plan.submit()
            return
        part = self.year.close_button if self.switch.key() == YEAR else self.month.lock_button
        if part.isVisible() and part.isEnabled() and self.switch.key() != LOCKS:
            part.click()

    def _run(self, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._runner.run(self, job, done, failed=self._messages.show_error)


def _unlock_last(session: Session, reason: str) -> periods.PeriodsChanged:
    """Open the last locked month."""
    last = work.read_locks().last_locked
    if last is None:
        raise periods.NothingToLockError
    return periods.unlock_month(session, last, reason=reason)


def _scrolled(part: QWidget) -> QScrollArea:
    part.setMaximumWidth(theme.px(MEASURE))
    holder = QWidget()
    across = row(part, 0)
    across.setStretch(0, 1)
    holder.setLayout(across)
    return scrolled(holder, margins=theme.BETWEEN)
