"""A month or a fiscal year with a step back and forth."""

import datetime as dt
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.thai.dates import buddhist_year, format_month, today
from reports.common import Span
from ui import theme
from ui.widgets.arrange import row
from ui.widgets.buttons import IconButton
from ui.widgets.dates import add_months
from ui.widgets.labels import Label


class MonthChooser(QWidget):
    """A month with a step back and forth."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = today().replace(day=1)
        self.back = IconButton("chevron-left", _("Month before"), partial(self._step, -1))
        self.forth = IconButton("chevron-right", _("Month after"), partial(self._step, 1))
        self.label = Label("", strong=True)
        self.label.setMinimumWidth(theme.px(140))
        self.setLayout(row(self.back, self.label, self.forth, spacing=4))
        self.retranslate()

    def month(self) -> dt.date:
        """The first day of the month."""
        return self._month

    def set_month(self, day: dt.date) -> None:
        """Show the month of a day without telling."""
        self._month = day.replace(day=1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the month in the language that is on."""
        self.label.setText(format_month(self._month, long=True))
        self.back.set_name(_("Month before"))
        self.forth.set_name(_("Month after"))

    def _step(self, months: int) -> None:
        self._month = add_months(self._month, months)
        self.retranslate()
        self.chosen.emit(self._month)


class YearChooser(MonthChooser):
    """A fiscal year with a step back and forth; the years are those of the book."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._years: tuple[Span, ...] = ()
        self._at = -1
        super().__init__(parent)

    def set_years(self, years: tuple[Span, ...]) -> None:
        """The years to choose from, the oldest first; the one that is shown stays, else the newest."""
        shown = self.year()
        self._years = years
        self._at = years.index(shown) if shown in years else len(years) - 1
        self.retranslate()

    def set_day(self, day: dt.date) -> None:
        """Show the year of a day, if the book has it, without telling."""
        self._at = next(
            (at for at, year in enumerate(self._years) if year.first <= day <= year.last), self._at
        )
        self.retranslate()

    def year(self) -> Span | None:
        """The days of the year; None in an empty book."""
        return self._years[self._at] if 0 <= self._at < len(self._years) else None

    def retranslate(self) -> None:
        """Write the year in the language that is on."""
        year = self.year()
        self.label.setText("" if year is None else _("Year {year}").format(year=buddhist_year(year.last)))
        self.label.setToolTip("" if year is None else year.text)
        self.back.set_name(_("Year before"))
        self.forth.set_name(_("Year after"))
        self.back.setEnabled(self._at > 0)
        self.forth.setEnabled(self._at < len(self._years) - 1)

    def _step(self, steps: int) -> None:
        self._at = max(0, min(self._at + steps, len(self._years) - 1))
        self.retranslate()
        self.chosen.emit(self.year())
