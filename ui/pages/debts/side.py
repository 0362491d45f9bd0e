"""What stands at the right: one debt with what can be done with it, or what is on a shop's slate."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.loan_state import LoanEvent
from app.i18n import N_, _
from app.queries.household.debts import SlateLine
from app.queries.loans import LoanPosted
from app.thai.dates import format_date
from reports.common import joined
from reports.household.debt_words import is_pledged, kind_words, told
from reports.household.money_words import baht
from ui import formats, theme
from ui.pages.debts.pictures import DEBT_ICONS
from ui.pages.debts.work import Board, DebtShown, SlateShown
from ui.widgets.arrange import Panel, column, row
from ui.widgets.buttons import Button, IconButton, icon_label
from ui.widgets.flow import Wrap
from ui.widgets.labels import Label
from ui.widgets.report_sheet import ReportSheet

WIDTH = 400
HAPPENED: dict[LoanEvent, str] = {
    LoanEvent.OPENING: N_("It was owed before this book"),
    LoanEvent.DRAWN: N_("The debt began"),
    LoanEvent.PAID: N_("Paid"),
    LoanEvent.ACCRUED: N_("Interest entered"),
    LoanEvent.FORGIVEN: N_("Ended without money"),
}


class PostedLine(QWidget):
    """One thing that was entered, with the button that takes it back."""

    undo_wanted = Signal(object)

    def __init__(self, uid: bytes, words: str, about: str, amount: int, *, stands: bool) -> None:
        super().__init__()
        self.uid = uid
        title = Label(words, wrap=True, tone="" if stands else "soft")
        under = Label(about, type="small", tone="soft", wrap=True, private="figures")
        sum_ = Label(formats.money(amount) if amount else "", strong=True, private="figures")
        across = row(column(title, under, spacing=0), sum_, spacing=theme.BETWEEN)
        across.setStretch(0, 1)
        name = _("Take back: {what}").format(what=words)
        self.undo = IconButton("undo-2", name, self._on_undo, touch=True)
        across.addWidget(self.undo)
        self.setLayout(across)
        if not stands:
            self.undo.hide()

    @Slot()
    def _on_undo(self) -> None:
        self.undo_wanted.emit(self.uid)


class SidePart(Panel):
    """Shows a debt or a slate; each signal is one thing that can be done with it."""

    pay_wanted = Signal()
    roll_wanted = Signal()
    lose_wanted = Signal()
    change_wanted = Signal()
    aside_wanted = Signal()
    owe_wanted = Signal()
    undo_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", width=WIDTH, parent=parent)
        self.debt: DebtShown | None = None
        self.slate: SlateShown | None = None
        self._board: Board | None = None
        self.picture = icon_label("tag", "indigo", 36)
        self.about = Label("", tone="soft", wrap=True)
        self.owed = Label("", type="figure", private="figures")
        self.parts = Label("", tone="soft", wrap=True, private="figures")
        self.said = Label("", type="large", wrap=True, private="figures")
        top = row(self.picture, column(self.about, self.owed, spacing=0), spacing=theme.BETWEEN)
        top.setStretch(1, 1)
        self.add(top)
        self.add(self.parts)
        self.add(self.said)
        self._ways = Wrap()
        self.pay_button = self._way("banknote", self.pay_wanted, primary=True)
        self.owe_button = self._way("plus", self.owe_wanted)
        self.roll_button = self._way("repeat", self.roll_wanted)
        self.lose_button = self._way("gem", self.lose_wanted)
        self.change_button = self._way("pencil", self.change_wanted)
        self.aside_button = self._way("x", self.aside_wanted)
        self.add(self._ways)
        self.sheet = ReportSheet(with_head=False)
        self.add(self.sheet)
        self.posted_heading = Label("", type="large", strong=True)
        self.add(self.posted_heading)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.INSIDE)
        self.add(self._lines)
        self.body.addStretch(1)
        self.retranslate()

    def _way(self, icon: str, signal: SignalInstance, *, primary: bool = False) -> Button:
        button = Button("", kind="primary" if primary else "", icon=icon, touch=True)
        button.clicked.connect(signal)
        self._ways.addWidget(button)
        return button

    @property
    def lines(self) -> Sequence[PostedLine]:
        """What was entered, as it is listed, the newest first."""
        found = [self._lines.itemAt(at) for at in range(self._lines.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, PostedLine)]

    def retranslate(self) -> None:
        """Set every text again."""
        self.close_button.set_name(_("Close"))
        self.owe_button.set_text(_("Took more goods"))
        self.roll_button.set_text(_("Roll over"))
        self.lose_button.set_text(_("The pledge is lost"))
        self.change_button.set_text(_("Change the debt"))
        self.posted_heading.setText(_("What was entered"))
        if self.debt is not None and self._board is not None:
            self.show_debt(self.debt, self._board)
        elif self.slate is not None:
            self.show_slate(self.slate)

    def show_debt(self, shown: DebtShown, board: Board) -> None:
        """Show a debt."""
        self.debt, self.slate, self._board = shown, None, board
        each, state = shown.debt, shown.debt.state
        self.set_title(each.name)
        theme.set_icon(self.picture, DEBT_ICONS[each.kind], "indigo", 36)
        self.about.setText(kind_words(each))
        self.owed.setText(_("{amount} baht").format(amount=baht(state.owed)))
        interest = state.interest_owed
        self.parts.setText(
            _("{principal} baht of the loan and {interest} baht of interest up to today").format(
                principal=baht(state.principal), interest=baht(interest)
            )
            if interest
            else ""
        )
        self.parts.setVisible(bool(self.parts.raw()))
        self.said.setText(told(each, board.day))
        self.said.show()
        is_open = bool(state.principal or state.accrued)
        self.pay_button.set_text(_("Pay"))
        self._offer(
            pay=is_open, owe=False, roll=is_open, lose=is_open and is_pledged(each), change=True, aside=True
        )
        active = each.loan.active
        self.aside_button.set_text(_("Put the debt aside") if active else _("Take the debt up again"))
        self.aside_button.setVisible(not is_open)
        self.sheet.set_report(shown.sheet)
        self.sheet.show()
        self._list([_posted_line(step) for step in reversed(shown.history)])

    def show_slate(self, shown: SlateShown) -> None:
        """Show what is on a slate."""
        self.slate, self.debt = shown, None
        self.set_title(shown.slate.name)
        theme.set_icon(self.picture, "store", "indigo", 36)
        self.about.setText(_("On the slate, without interest"))
        self.owed.setText(_("{amount} baht").format(amount=baht(shown.slate.owed)))
        self.parts.hide()
        self.said.hide()
        self.pay_button.set_text(_("Pay"))
        self._offer(pay=shown.slate.owed > 0, owe=True, roll=False, lose=False, change=False, aside=False)
        self.sheet.hide()
        self._list([_slate_line(line) for line in shown.lines])

    def _offer(self, *, pay: bool, owe: bool, roll: bool, lose: bool, change: bool, aside: bool) -> None:
        for button, shown in (
            (self.pay_button, pay),
            (self.owe_button, owe),
            (self.roll_button, roll),
            (self.lose_button, lose),
            (self.change_button, change),
            (self.aside_button, aside),
        ):
            button.setVisible(shown)

    def _list(self, lines: Sequence[PostedLine]) -> None:
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        for line in lines:
            line.undo_wanted.connect(self.undo_wanted)
            self._lines.addWidget(line)
        self.posted_heading.setVisible(bool(lines))


def _posted_line(step: LoanPosted) -> PostedLine:
    words = _("Taken back") if step.kind == "reversal" else _(HAPPENED[step.event])
    if step.reversal:
        words = _("{what} (taken back)").format(what=words)
    paid_interest = step.interest - step.accrued
    parts = (
        format_date(step.on, "medium"),
        _("loan {amount}").format(amount=baht(step.principal)) if step.principal else "",
        _("interest {amount}").format(amount=baht(paid_interest)) if paid_interest else "",
        _("fee {amount}").format(amount=baht(step.fee)) if step.fee else "",
        step.note,
    )
    amount = abs(step.money) or abs(step.principal)
    return PostedLine(step.document_uid, words, joined(*parts), amount, stands=step.stands)


def _slate_line(line: SlateLine) -> PostedLine:
    words = _("Took goods") if line.amount > 0 else _("Paid")
    if line.is_reversal:
        words = _("Taken back")
    elif line.is_undone:
        words = _("{what} (taken back)").format(what=words)
    about = joined(format_date(line.on, "medium"), line.note)
    return PostedLine(line.document_uid, words, about, abs(line.amount), stands=line.stands)
