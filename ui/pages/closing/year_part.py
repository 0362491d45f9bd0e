"""The end of a year: its steps in order, then the closing; last year's figures, another start."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.session import Permission, Session
from app.i18n import _
from app.thai.dates import format_month
from ui import formats, theme
from ui.pages.closing.work import YearData
from ui.pages.closing.year_forms import (
    AccrualCard,
    DoubtfulCard,
    FiguresCard,
    PrepaidCard,
    StepCard,
    SuppliesCard,
    name_fields,
)
from ui.pages.closing.year_goods import BatchesCard, GoodsCard
from ui.widgets.arrange import column, row
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.labels import Label


class StartCard(StepCard):
    """Another month that years begin with."""

    posted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.month = SimpleChoice("")
        self.words = [self.form.add("", self.month)]

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Start of the year"))
        self.text.setText(
            _(
                "Another start counts from the last closed year on: the year between is short. "
                "Closed years stay as they are."
            )
        )
        months = [(number, dt.date(2026, number, 1)) for number in range(1, 13)]
        self.month.set_choices(
            [Choice(number, format_month(day, long=True).rsplit(" ", 1)[0]) for number, day in months]
        )
        name_fields(self.words, _("Years begin in"))
        self.post_button.set_text(_("Change the start"))
        if self.data is not None:
            self.show_data(self.data)

    def show_data(self, data: YearData) -> None:
        """Show the month that is set."""
        self.data = data
        self.month.set_value(data.start_month)

    @Slot()
    def submit(self) -> None:
        """Hand on the month."""
        self.posted.emit(self.month.key())


class YearPart(QWidget):
    """The year chosen, the steps, and the closing."""

    chosen = Signal(object)
    """A day of another year."""
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._data: YearData | None = None
        self.before_button = IconButton("chevron-left", "", self._on_before)
        self.after_button = IconButton("chevron-right", "", self._on_after)
        self.year = Label("", type="title")
        self.note = Banner()
        self.accrual, self.prepaid = AccrualCard(), PrepaidCard()
        self.supplies, self.doubtful = SuppliesCard(), DoubtfulCard()
        self.goods, self.batches = GoodsCard(), BatchesCard()
        self.figures, self.start = FiguresCard(), StartCard()
        self.close_button = Button("", self._on_close_clicked, kind="primary", icon="lock", large=True)
        self.close_text = Label("", tone="soft", wrap=True, private="figures")
        self.head = QWidget()
        self.head.setLayout(row(self.before_button, self.year, self.after_button))
        self._wide = [_pair(self.accrual, self.prepaid), _pair(self.supplies, self.doubtful)]
        foot = row(self.close_button, self.close_text, spacing=theme.BETWEEN)
        foot.setStretch(1, 1)
        last = _pair(self.figures, self.start)
        self.setLayout(
            column(self.note, *self._wide, self.goods, self.batches, foot, last, -1, spacing=theme.BETWEEN)
        )

    @property
    def cards(self) -> tuple[StepCard, ...]:
        """All steps."""
        return (
            *(self.accrual, self.prepaid, self.supplies, self.doubtful),
            *(self.goods, self.batches, self.figures, self.start),
        )

    def retranslate(self) -> None:
        """Set every text again."""
        self.before_button.set_name(_("Year before (Alt+Left)"))
        self.after_button.set_name(_("Next year (Alt+Right)"))
        for card in self.cards:
            card.retranslate()
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: YearData) -> None:
        """Show a year."""
        self._data = data
        self.year.setText(
            _("Year {first} – {last}").format(
                first=formats.date(data.year.first), last=formats.date(data.year.last)
            )
        )
        at = self._at()
        self.before_button.setEnabled(at > 0)
        self.after_button.setEnabled(at + 1 < len(data.years))
        for card in self.cards:
            card.show_data(data)
        may_post = self._session.may(Permission.POST_JOURNAL) and not data.is_closed
        for each in (self.accrual, self.prepaid, self.supplies, self.doubtful, self.goods, self.batches):
            each.setVisible(may_post)
        self.start.setVisible(self._session.may(Permission.EDIT_SETTINGS))
        self._show_closing(data)

    def focus_first(self) -> None:
        """The keys to the first field."""
        (self.accrual.account if self.accrual.isVisible() else self.before_button).setFocus()

    def step(self, by: int) -> None:
        """To the year before or after."""
        at = self._at() + by
        if self._data is not None and 0 <= at < len(self._data.years):
            self.chosen.emit(self._data.years[at].last)

    def _at(self) -> int:
        years = [] if self._data is None else [each.last for each in self._data.years]
        return years.index(self._data.year.last) if self._data and self._data.year.last in years else 0

    def _show_closing(self, data: YearData) -> None:
        may = self._session.may(Permission.LOCK_PERIOD)
        self.close_button.set_text(_("Close the year"))
        self.close_button.setVisible(may and not data.is_closed)
        self.close_button.setEnabled(data.is_over)
        self.close_text.setVisible(not data.is_closed)
        self.note.show_text("")
        if data.is_closed:
            self.note.show_text(_("This year is closed."), tone="good")
        elif data.is_last_month_locked:
            self.note.show_text(
                _("The last month is locked: a leader has to open it before a step can be entered."),
                tone="warn",
            )
        if data.is_over:
            words = (
                _("Profit of {amount} waits to be distributed then, and all months of the year are locked.")
                if data.profit >= 0
                else _("Loss of {amount} waits to be covered then, and all months of the year are locked.")
            )
            self.close_text.setText(words.format(amount=formats.money(abs(data.profit))))
        else:
            self.close_text.setText("")
            self.note.show_text(
                _("The year runs until {last}; its steps are looked at now and entered afterwards.").format(
                    last=formats.date(data.year.last)
                ),
                tone="info",
            )

    @Slot()
    def _on_close_clicked(self) -> None:
        self.closed.emit()

    @Slot()
    def _on_before(self) -> None:
        self.step(-1)

    @Slot()
    def _on_after(self) -> None:
        self.step(1)


def _pair(left: QWidget, right: QWidget) -> QWidget:
    """Two cards side by side."""
    made = QWidget()
    across = row(left, right, spacing=theme.BETWEEN)
    across.setStretch(0, 1)
    across.setStretch(1, 1)
    made.setLayout(across)
    return made
