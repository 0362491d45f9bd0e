"""The list of a month: each line with its state and its one press; the big lock below."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.domain.month_close import TITLES, CheckLine, Fix, State, Step
from app.domain.session import Permission, Session
from app.i18n import N_, _, ngettext
from ui import formats, theme
from ui.messages_text import notice_text
from ui.pages.closing.work import MonthData
from ui.widgets.arrange import column, line, row
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button, IconButton, icon_label
from ui.widgets.labels import Label

_ICONS = {State.DONE: "circle-check", State.TO_DO: "circle-dot", State.NOT_NEEDED: "minus"}
_TOKENS = {State.DONE: "leaf", State.TO_DO: "turmeric-text", State.NOT_NEEDED: "ink-soft"}
_STATE_WORDS = {State.DONE: N_("Done"), State.TO_DO: N_("To do"), State.NOT_NEEDED: N_("Not needed")}
_FIX_WORDS = {
    Fix.RECOST: N_("Work costs out again"),
    Fix.USE_PROJECTS: N_("Enter as used"),
    Fix.DEPRECIATE: N_("Post depreciation"),
    Fix.RELEASE_PREPAID: N_("Bring it in"),
    Fix.RELEASE_CASH_OVER: N_("Make it income"),
    Fix.BACK_UP: N_("Copy now"),
}
_FIX_NEEDS = {
    Fix.RECOST: Permission.RECOST,
    Fix.USE_PROJECTS: Permission.POST_JOURNAL,
    Fix.DEPRECIATE: Permission.POST_JOURNAL,
    Fix.RELEASE_PREPAID: Permission.POST_JOURNAL,
    Fix.RELEASE_CASH_OVER: Permission.POST_JOURNAL,
    Fix.BACK_UP: Permission.BACK_UP,
}
_PLACE_WORDS = {
    Step.DRAFTS: N_("Look at them"),
    Step.CONFIRM: N_("Compare"),
    Step.DRAWERS: N_("Close them"),
    Step.CASH: N_("Count it"),
    Step.BANK: N_("Compare"),
    Step.LATE: N_("Look at them"),
    Step.ABSORBED: N_("Change recipes"),
    Step.VAT: N_("Settle it"),
    Step.WAGES: N_("Pay them"),
    Step.MEMBERS: N_("Pay them"),
    Step.ADVANCES: N_("Settle them"),
}


_USUAL_WORDS = N_("Look at it")


class LineRow(QWidget):
    """A line of the list."""

    mended = Signal(object)
    led = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: CheckLine | None = None
        self.picture = icon_label("minus", "ink-soft", 24)
        self.title = Label("", strong=True, wrap=True)
        self.text = Label("", tone="soft", wrap=True, private="figures")
        self.button = Button("", self._on_clicked)
        words = column(self.title, self.text, spacing=2)
        across = row(self.picture, words, self.button, spacing=theme.BETWEEN)
        across.setStretch(1, 1)
        across.setContentsMargins(0, 6, 0, 6)
        self.setLayout(across)

    def show_line(self, shown: CheckLine, session: Session, *, locked: bool) -> None:
        """Show a line as it stands."""
        self._line = shown
        theme.set_icon(self.picture, _ICONS[shown.state], _TOKENS[shown.state], 24)
        theme.set_role(self.title, tone="soft" if shown.state is State.NOT_NEEDED else "")
        self.title.setText(_(TITLES[shown.step]))
        self.text.setText(notice_text(shown.notice))
        self.setAccessibleName(f"{_(TITLES[shown.step])}: {_(_STATE_WORDS[shown.state])}")
        words = ""
        if shown.fix is not None:
            may = session.may(_FIX_NEEDS[shown.fix]) and (not locked or shown.fix is Fix.BACK_UP)
            words = _(_FIX_WORDS[shown.fix]) if may else ""
        elif shown.place and shown.state is not State.NOT_NEEDED:
            words = _(_PLACE_WORDS.get(shown.step, _USUAL_WORDS))
        self.button.set_text(words)
        self.button.setAccessibleName(f"{words}: {_(TITLES[shown.step])}" if words else "")
        self.button.setVisible(bool(words))

    @Slot()
    def _on_clicked(self) -> None:
        if self._line is None:
            return
        if self._line.fix is not None:
            self.mended.emit(self._line.fix)
        else:
            self.led.emit(self._line.place, self._line.argument)


class MonthPart(QWidget):
    """The month chosen, its lines, and the lock."""

    chosen = Signal(object)
    """Another month, by its first day."""
    mended = Signal(object)
    led = Signal(str, str)
    locked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._data: MonthData | None = None
        self._pressed = False
        self.before_button = IconButton("chevron-left", "", self._on_before)
        self.after_button = IconButton("chevron-right", "", self._on_after)
        self.month = Label("", type="title")
        self.progress = Label("", tone="soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.INSIDE)
        self.note = Banner(on_action=self._on_pack)
        self.list = Card()
        self.rows: list[LineRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.list.add(self._lines)
        self.lock_button = Button("", self._on_lock_clicked, kind="primary", icon="lock", large=True)
        self.lock_text = Label("", tone="soft", wrap=True)
        self.head = QWidget()
        self.head.setLayout(row(self.before_button, self.month, self.after_button))
        bar = row(self.bar, self.progress, spacing=theme.BETWEEN)
        bar.setStretch(0, 1)
        foot = row(self.lock_button, self.lock_text, spacing=theme.BETWEEN)
        foot.setStretch(1, 1)
        self.setLayout(column(bar, self.note, self.list, foot, -1, spacing=theme.BETWEEN))

    def retranslate(self) -> None:
        """Set every text again."""
        self.before_button.set_name(_("Month before (Alt+Left)"))
        self.after_button.set_name(_("Next month (Alt+Right)"))
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: MonthData) -> None:
        """Show a month; after a press the keys go on to the next one, or to the month's pack."""
        self._data = data
        shown = data.shown
        at = data.months.index(shown.month)
        self.before_button.setEnabled(at > 0)
        self.after_button.setEnabled(at + 1 < len(data.months))
        self.month.setText(formats.month(shown.month))
        needed = [each for each in shown.lines if each.state is not State.NOT_NEEDED]
        done = sum(each.state is State.DONE for each in needed)
        self.progress.setText(_("{done} of {count} done").format(done=done, count=len(needed)))
        self.bar.setRange(0, max(len(needed), 1))
        self.bar.setValue(done)
        self.bar.setAccessibleName(self.progress.raw())
        self._show_rows(shown.lines, shown.is_locked)
        self._show_lock(data, len(needed) - done)
        if self._pressed:
            self._pressed = False
            if shown.is_locked:
                self.note.button.setFocus()
            else:
                self.focus_first()

    def focus_first(self) -> None:
        """The keys to the first press that is to be done, else the lock."""
        for each in self.rows:
            if each.button.isVisible():
                each.button.setFocus()
                return
        self.lock_button.setFocus()

    def _show_rows(self, lines: tuple[CheckLine, ...], locked: bool) -> None:
        while len(self.rows) < len(lines):
            made = LineRow()
            made.mended.connect(self._on_mended)
            made.led.connect(self.led)
            if self.rows:
                self._lines.addWidget(line())
            self.rows.append(made)
            self._lines.addWidget(made)
        for widget, shown in zip(self.rows, lines, strict=True):
            widget.show_line(shown, self._session, locked=locked)

    def _show_lock(self, data: MonthData, left: int) -> None:
        shown = data.shown
        name = formats.month(shown.month)
        self.lock_button.set_text(_("Lock {month}").format(month=name))
        may = self._session.may(Permission.LOCK_PERIOD)
        can = shown.is_over and shown.is_next and not shown.is_locked
        self.lock_button.setVisible(may and not shown.is_locked)
        self.lock_button.setEnabled(can)
        self.note.show_text("")
        said = ""
        if shown.is_locked:
            self.note.show_text(
                _("{month} is locked. Slips that come now are booked on the first open day.").format(
                    month=name
                ),
                tone="good",
                action=_("The month's pack"),
            )
        elif not shown.is_over:
            said = _("The month still runs; it can be locked when it is over.")
        elif not shown.is_next and shown.first_open is not None:
            said = _("{month} comes first.").format(month=formats.month(shown.first_open))
        elif left:
            said = ngettext(
                "{count} line is still open. It is written down with the lock.",
                "{count} lines are still open. They are written down with the lock.",
                left,
            ).format(count=left)
        else:
            said = _("Everything is done.")
        self.lock_text.setText(said if may else "")

    def month_shown(self) -> dt.date | None:
        """The first day of the month in front."""
        return None if self._data is None else self._data.shown.month

    def is_locked(self) -> bool:
        """Whether the month in front is locked."""
        return self._data is not None and self._data.shown.is_locked

    def step(self, by: int) -> None:
        """To the month before or after."""
        if self._data is None:
            return
        at = self._data.months.index(self._data.shown.month) + by
        if 0 <= at < len(self._data.months):
            self.chosen.emit(self._data.months[at])

    @Slot()
    def _on_pack(self) -> None:
        month = self.month_shown()
        if month is not None:
            self.led.emit("reports", f"month-pack:{month.isoformat()}")

    @Slot(object)
    def _on_mended(self, fix: object) -> None:
        self._pressed = True
        self.mended.emit(fix)

    @Slot()
    def _on_lock_clicked(self) -> None:
        self._pressed = True
        self.locked.emit()

    @Slot()
    def _on_before(self) -> None:
        self.step(-1)

    @Slot()
    def _on_after(self) -> None:
        self.step(1)
