"""Every drawer with its report at the right; the one that is open here is moved and closed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.drawer import CloseDraft, MovementDraft, OpenDraft, Purpose
from app.domain.session import Permission
from app.i18n import _
from app.queries.drawer import Drawer, may_approve_closing
from app.services.drawer import approve_closing, close_cash_drawer, move_cash, open_cash_drawer
from app.services.unit_of_work import Posted
from app.settings import load_machine
from app.thai.dates import now
from reports.common import in_language
from reports.drawer import X_NAME, Z_NAME, moment
from reports.drawer_kinds import hides_cash
from reports.model import Kind, Link, Report
from ui import formats
from ui.models.rows import Col
from ui.pages.drawer import work
from ui.pages.drawer.close_form import CloseForm
from ui.pages.drawer.move_form import MoveForm
from ui.pages.drawer.open_form import OpenForm
from ui.widgets.ask_form import AskForm
from ui.widgets.fields import NameField
from ui.widgets.list_panel import Empty, ListPanelPage


class DrawerView(ListPanelPage[Drawer]):
    """Drawers of every computer, the latest first."""

    name = "drawers"
    icon = "coins"
    listens = Changes.LEDGER | Changes.SALES | Changes.MARKET | Changes.SETTINGS
    lists_listen = Changes.PARTIES | Changes.SETTINGS | Changes.LEDGER | Changes.MARKET
    panel_width = 460
    narrow = 760
    less = (2, 3)
    """Who opened it, and what should have lain there."""

    _shown = work.Shown((), None, ())
    _argument = ""

    def columns(self) -> Sequence[Col[Drawer]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Opened"), lambda each: each.on, weight=5, text=_opened),
            Col(lambda: _("Drawer"), _named, weight=5),
            Col(lambda: _("By whom"), lambda each: each.opened_by, weight=4, private=True),
            Col(lambda: _("Should lie in it"), self._expected, Kind.MONEY, weight=3, unit="฿"),
            Col(lambda: _("Counted"), lambda each: each.counted, Kind.MONEY, weight=3, unit="฿"),
            Col(
                lambda: _("Difference"),
                lambda each: each.difference,
                Kind.MONEY,
                weight=3,
                unit="฿",
                tone=_tone,
            ),
        ]

    def _expected(self, drawer: Drawer) -> int | None:
        hides = drawer.is_open and hides_cash(self._session, drawer.is_blind)
        return None if hides else drawer.expected

    def build(self) -> None:
        """Buttons and forms."""
        self.name_list(lambda: _("Drawers"), lambda: _("Search for a drawer"))
        self.add_new(lambda: _("Open the drawer"), self._begin_open, may=self._may())
        self.close_button = self.add_action(
            lambda: _("Count and close"),
            "check",
            self._begin_close,
            keys="Ctrl+E",
            primary=True,
            when=self._is_open,
        )
        self.approve_button = self.add_action(
            lambda: _("Let the difference stand"),
            "check",
            self._begin_approve,
            keys="Ctrl+E",
            primary=True,
            when=partial(may_approve_closing, self._session),
        )
        self.move_button = self.add_action(
            lambda: _("Put in, take out"), "arrow-left-right", self._begin_move, keys="F4", when=self._is_mine
        )
        self.safe_button = self.add_action(
            lambda: _("Put into the safe"), "shield-check", self._begin_drop, when=self._is_mine
        )
        self.paper_button = self.add_action(
            lambda: _("On paper (A4)"), "file-text", self._on_paper, keys="Ctrl+R", when=self._has_paper
        )
        self.slip_button = self.add_action(
            lambda: _("On the slip printer"), "printer", self._on_slip, when=self._has_slip
        )
        self.lock_button = self.add_action(
            lambda: _("Open its lock"), "lock-open", self._on_lock, when=self._has_lock
        )
        self.open_form = self.add_form(OpenForm())
        self.move_form = self.add_form(MoveForm())
        self.close_form = self.add_form(CloseForm())
        self.approve_form = self.add_form(
            AskForm(
                lambda: _("You looked at the difference and let it stand"),
                lambda: _("Let it stand"),
                hint=lambda: _("What you found out, and what was agreed with who closed the drawer."),
            ),
            beside=True,
        )
        self.approve_form.ask("note", lambda: _("Note"), NameField(most=500))
        self.approve_form.submitted.connect(self._on_approve_submitted)
        self.open_form.submitted.connect(self._on_open_submitted)
        self.move_form.submitted.connect(self._on_move_submitted)
        self.close_form.submitted.connect(self._on_close_submitted)

    def _may(self) -> bool:
        return self._session.may(Permission.KEEP_DRAWER)

    def _is_mine(self, drawer: Drawer) -> bool:
        return drawer.uid == self._shown.here and self._may()

    def _is_open(self, drawer: Drawer) -> bool:
        return drawer.is_open and self._may()

    def _has_paper(self, drawer: Drawer) -> bool:
        return bool(drawer.closing) or drawer.uid == self._shown.here

    def _has_slip(self, _drawer: Drawer) -> bool:
        return load_machine().printer_kind != "none" and self._session.may(Permission.PRINT)

    def _has_lock(self, drawer: Drawer) -> bool:
        machine = load_machine()
        return self._is_mine(drawer) and machine.open_drawer and machine.printer_kind != "none"

    # ---- reading

    def job(self) -> Callable[[], work.Shown]:
        """The drawers as they stand."""
        return partial(work.shown, self._session, self._today())

    def take(self, found: work.Shown) -> Sequence[Drawer]:
        """Say which are open since another day; gives the drawers."""
        first = self._shown.here != found.here
        self._shown = found
        lines = [
            _("The drawer of {day} ({name}) is still open. Please count and close it.").format(
                day=formats.date(each.on), name=each.name or each.opened_by
            )
            for each in found.old
        ]
        self.banner.show_text("\n".join(lines), tone="warn")
        for each in found.rows:
            if each.is_open:
                self.close_form.set_drawer(each)
        mine = next((each for each in found.rows if each.uid == found.here), None)
        if mine is not None and first and self._row is None:
            self.wait_for(mine.uid)
        return found.rows

    def show_rows(self, rows: Sequence[Drawer]) -> None:
        """Show the drawers, then what was asked for from elsewhere."""
        super().show_rows(rows)
        if self._shown.here is not None:
            self.new_button.hide()  # one at a time
        self._open_argument()

    def lists_job(self) -> Callable[[], work.Lists]:
        """What the forms choose from."""
        return partial(work.lists, self._today())

    def take_lists(self, lists: work.Lists) -> None:
        """Give it to the forms."""
        self.open_form.set_lists(lists)
        self.move_form.set_lists(lists)
        self.close_form.set_lists(lists)

    def row_title(self, row: Drawer) -> str:
        """Its name, or the day it was opened."""
        return row.name or _("Drawer of {day}").format(day=formats.date(row.on))

    def details(self, row: Drawer) -> Callable[[], Any]:
        """Its X or Z report."""
        return partial(work.report_of, self._session, row.uid)

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("No drawer was opened yet."),
            _("Open the drawer"),
            _("Count the float in the morning, and what lies there in the evening: the rest is worked out."),
        )

    def open(self, argument: str) -> None:
        """``new``, ``close``, ``move``, ``waiting``, or the number of a closing."""
        self._argument = argument
        if self.list.is_read:
            self._open_argument()

    def _open_argument(self) -> None:
        argument, self._argument = self._argument, ""
        mine = self._mine()
        if argument == "new" and mine is None:
            self.begin()
        elif argument == "close" and self._oldest_open() is not None:
            self._row = self._oldest_open()
            self._begin_close()
        elif argument == "move" and mine is not None:
            self._begin_move()
        elif argument == "waiting":
            self._choose_waiting()
        elif argument:
            row = next((each for each in self._all if each.closing == argument), mine)
            if row is not None:
                self.choose(row.uid)

    def _choose_waiting(self) -> None:
        """The oldest of the closings that this person is to look at."""
        waiting = [each for each in self._all if may_approve_closing(self._session, each)]
        if waiting:
            self.choose(waiting[-1].uid)

    def _oldest_open(self) -> Drawer | None:
        """Of several open ones the first that was opened; they are listed from the latest on."""
        return next((each for each in reversed(self._shown.rows) if each.is_open), None)

    def _mine(self) -> Drawer | None:
        return next((each for each in self._shown.rows if each.uid == self._shown.here), None)

    # ---- forms

    def _begin_open(self) -> None:
        mine = self._mine()
        if mine is not None:
            self.choose(mine.uid)
            self._messages.say(_("A drawer is open already; it is closed first."))
            return
        self.show_form(self.open_form)
        self.open_form.clear_form()

    def _begin_move(self) -> None:
        self._begin_moving(Purpose.PAID_OUT)

    def _begin_drop(self) -> None:
        self._begin_moving(Purpose.DROP)

    def _begin_moving(self, purpose: Purpose) -> None:
        mine = self._mine()
        if mine is not None and self._may():
            self.show_form(self.move_form)
            self.move_form.begin(mine, purpose)

    def _begin_close(self) -> None:
        """The drawer at the right, else the one that is open here."""
        row = self._row if self._row is not None and self._row.is_open else self._mine()
        if row is not None and self._may():
            self.show_form(self.close_form)
            hides, mine = hides_cash(self._session, row.is_blind), self._shown.here
            self.close_form.begin(row, hides=hides, is_elsewhere=row.uid != mine)

    def _begin_approve(self) -> None:
        if self._row is not None:
            self.show_form(self.approve_form)
            self.approve_form.begin(key=self._row.closing)

    @Slot(object)
    def _on_approve_submitted(self, answers: object) -> None:
        assert isinstance(answers, dict)
        number, note = str(self.approve_form.key), str(answers["note"] or "")
        job = partial(approve_closing, self._session, number, note=note)
        self.save(self.approve_form, job, _("The difference of {number} stands.").format(number=number))

    @Slot(object)
    def _on_open_submitted(self, draft: object) -> None:
        assert isinstance(draft, OpenDraft)
        self.wait_for(draft.session_uid)
        self.save(
            self.open_form,
            partial(open_cash_drawer, self._session, draft, on=self._today()),
            _("The drawer is open: {number}, float {amount} baht"),
        )

    @Slot(object)
    def _on_move_submitted(self, draft: object) -> None:
        assert isinstance(draft, MovementDraft)
        self.save(
            self.move_form,
            partial(move_cash, self._session, draft, on=self._today()),
            _("Entered for the drawer: {number}, {amount} baht"),
        )

    @Slot(object)
    def _on_close_submitted(self, draft: object) -> None:
        assert isinstance(draft, CloseDraft)
        job = partial(close_cash_drawer, self._session, draft, on=self._today())
        failed = partial(self._on_failed, self.close_form)
        self._runner.run(self, job, self._on_closed, failed=failed)

    def _on_closed(self, posted: Posted) -> None:
        """Say it without offering to undo it: a closing stays as it was signed."""
        self.close_form.set_busy(False)
        self.go_back()
        words = _("The drawer is closed: {number}, difference {amount} baht")
        self._posting.say(words, posted, undoes=False)
        if self.close_form.show_paper.isChecked():
            self._open_link(Link(Z_NAME, posted.number))

    # ---- papers

    def _on_paper(self) -> None:
        if self._row is not None:
            self._open_link(Link(Z_NAME, self._row.closing) if self._row.closing else Link(X_NAME, ""))

    def _on_slip(self) -> None:
        if self._row is not None:
            job = partial(work.print_slip, self._session, self._row.uid, load_machine(), now=now())
            self.act(job, self._on_printed)

    def _on_lock(self) -> None:
        self.act(partial(work.open_lock, self._session, load_machine()))

    def _on_printed(self, _report: Report | None) -> None:
        self._messages.say(_("Sent to the printer."))


def _opened(drawer: Drawer) -> str:
    return f"{formats.date(drawer.on)} {moment(drawer.opened_at)}"


def _named(drawer: Drawer) -> str:
    name = drawer.name or drawer.event or in_language(drawer.account, drawer.account_en)
    state = _("still open") if drawer.is_open else _("waits for the leader") if drawer.waits else ""
    return " · ".join(each for each in (name, state) if each)


def _tone(drawer: Drawer) -> str:
    return "clay" if drawer.difference else ""
