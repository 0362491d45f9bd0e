"""The plan of a year, account by account beside last year's figures, which it can start from."""

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.fiscal import FiscalYear
from app.domain.plan import planned_profit, raised
from app.domain.session import Permission, Session
from app.i18n import _
from app.queries.plan import PlanSheet
from reports.common import in_language
from ui import formats, theme
from ui.widgets.arrange import column, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import MoneyField, PercentField
from ui.widgets.labels import Label

NEEDED = Permission.POST_JOURNAL


class PlanPart(QWidget):
    """``kept`` gives a year's first day and its figures by account; ``asked`` a day of another year."""

    kept = Signal(object, object)
    asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may = session.may(NEEDED)
        self.sheet: PlanSheet | None = None
        self.fields: dict[str, MoneyField] = {}
        self._cells: list[QWidget] = []
        self.card = Card()
        self.before_button = IconButton("chevron-left", "", self._on_before)
        self.after_button = IconButton("chevron-right", "", self._on_after)
        self.year = Label("", type="large", strong=True)
        self.text = Label("", tone="soft", wrap=True)
        self.change = PercentField("", negative=True)
        self.change_label = Label("", tone="soft")
        self.fill_button = Button("", self._on_fill, icon="arrow-down")
        self.save_button = Button("", self.submit, kind="primary", icon="check")
        self.profit = Label("", strong=True, private="figures")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.BETWEEN)
        self.grid.setVerticalSpacing(theme.INSIDE)
        self.grid.setColumnStretch(0, 5)
        self.grid.setColumnStretch(1, 2)
        self.grid.setColumnStretch(2, 3)
        right = Qt.AlignmentFlag.AlignRight
        self.titles = [
            Label("", type="small", tone="soft"),
            Label("", type="small", tone="soft", align=right),
            Label("", type="small", tone="soft", align=right),
        ]
        for at, title in enumerate(self.titles):
            self.grid.addWidget(title, 0, at)
        holder = QWidget()
        holder.setLayout(self.grid)
        holder.setMaximumWidth(theme.px(860))
        self.card.add(row(self.before_button, self.year, self.after_button, -1))
        self.card.add(self.text)
        self.card.add(row(self.change_label, self.change, self.fill_button, -1))
        self.card.add(holder)
        self.card.add(row(self.profit, -1, self.save_button))
        whole = column(self.card, spacing=theme.BETWEEN)
        whole.addStretch(1)
        self.setLayout(whole)
        for widget in (self.change_label, self.change, self.fill_button, self.save_button):
            widget.setVisible(self._may)

    def retranslate(self) -> None:
        """Set every text again."""
        self.card.set_title(_("Plan of a year"))
        self.text.setText(_("It stands beside what happened in the income statement of the year."))
        self.before_button.set_name(_("The year before"))
        self.after_button.set_name(_("The year after"))
        self.change_label.setText(_("Last year and so many percent more (below zero: less)"))
        self.change.setAccessibleName(_("Percent more than last year"))
        self.fill_button.set_text(_("Start from last year"))
        self.save_button.set_text(_("Keep the plan"))
        for title, text in zip(self.titles, (_("Account"), _("Last year"), _("Plan")), strict=True):
            title.setText(text)
        if self.sheet is not None:
            self.year.setText(_year_words(self.sheet.year))
        self._show_profit()

    def show_data(self, sheet: PlanSheet) -> None:
        """Show the plan of a year; what is typed already for the same year stays."""
        typed = {}
        if self.sheet is not None and self.sheet.year == sheet.year:
            old = {each.code: each.plan for each in self.sheet.rows}
            typed = {
                code: field.number()
                for code, field in self.fields.items()
                if field.number_or_zero() != old.get(code, 0)
            }
        self.sheet = sheet
        for cell in self._cells:
            self.grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells, self.fields = [], {}
        for at, each in enumerate(sheet.rows, 1):
            name = f"{each.code} {in_language(each.name, each.name_en)}"
            field = MoneyField(name, negative=True)
            field.set_value(typed.get(each.code, each.plan or None))
            field.changed.connect(self._on_changed)
            field.committed.connect(self._on_changed)
            field.setEnabled(self._may)
            before = Label(
                formats.money(each.before) if each.before else "",
                tone="soft",
                align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                private="figures",
            )
            cells = (Label(name, elide=True), before, field)
            for across, cell in enumerate(cells):
                self.grid.addWidget(cell, at, across)
            self._cells += cells
            self.fields[each.code] = field
        self.retranslate()

    def focus_first(self) -> None:
        """The keys to the first figure."""
        if self.fields:
            next(iter(self.fields.values())).setFocus()

    @Slot()
    def submit(self) -> None:
        """Hand over every figure."""
        if self.sheet is None or [field for field in self.fields.values() if not field.check()]:
            return
        figures = {code: field.number_or_zero() for code, field in self.fields.items()}
        self.kept.emit(self.sheet.year.first, {code: each for code, each in figures.items() if each})

    @Slot()
    def _on_fill(self) -> None:
        if self.sheet is None or not self.change.check():
            return
        change = self.change.number_or_zero()
        for each in self.sheet.rows:
            self.fields[each.code].set_value(raised(each.before, change) or None)
        self._show_profit()

    @Slot()
    def _on_before(self) -> None:
        if self.sheet is not None:
            self.asked.emit(self.sheet.year.first - dt.timedelta(days=1))

    @Slot()
    def _on_after(self) -> None:
        if self.sheet is not None:
            self.asked.emit(self.sheet.year.last + dt.timedelta(days=1))

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._show_profit()

    def _show_profit(self) -> None:
        if self.sheet is None:
            return
        planned = planned_profit(
            (each.is_income, self.fields[each.code].number_or_zero()) for each in self.sheet.rows
        )
        self.profit.setText(
            _("Planned profit {plan} baht, last year {before} baht").format(
                plan=formats.money(planned), before=formats.money(self.sheet.profit_before)
            )
        )


def _year_words(year: FiscalYear) -> str:
    return _("{first} to {last}").format(first=formats.date(year.first), last=formats.date(year.last))
