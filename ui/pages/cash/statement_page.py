"""A bank's statement before it is taken in: its columns, its rows, what is new, known or cannot be read."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.bank_matching import TITLES, BankRow
from app.domain.session import Session
from app.errors import UserError
from app.i18n import _, ngettext
from app.services.bank import TriedStatement, take_in_statement, try_statement
from app.services.importing import SheetRows
from reports.model import Kind
from ui import formats
from ui.messages import Messages
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.runner import Runner
from ui.widgets.basics import Banner, Card
from ui.widgets.form_page import FormPage
from ui.widgets.sheet_cards import ColumnMeaning, ColumnsCard, FaultsCard, FirstRows, height_of
from ui.widgets.tables import TableView

MEANINGS = tuple(ColumnMeaning(key, title, key == "on") for key, title in TITLES.items())
MOST_SHOWN = 8
WIDE = 1_400
"""Tables may stand wider than fields."""


class StatementPage(FormPage):
    """Tries a file for an account and takes it in; ``taken`` gives the number of lines."""

    taken = Signal(int)

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        today: Callable[[], dt.date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._code = ""
        self._sheet: SheetRows | None = None
        self.tried: TriedStatement | None = None
        self._leave_out: frozenset[int] = frozenset()
        self.content.setMaximumWidth(WIDE)
        self.summary = Banner()
        self.faults = FaultsCard()
        self.leave_rows = QCheckBox()
        self.leave_rows.toggled.connect(self._on_leave_toggled)
        self.faults.add(self.leave_rows)
        self.columns = ColumnsCard()
        self.columns.mapped.connect(self._on_mapped)
        self.model = RowsModel[tuple[BankRow, bool]](
            [
                Col(lambda: _("Row"), lambda each: each[0].number, Kind.COUNT),
                Col(lambda: _("Date"), lambda each: each[0].on, Kind.DATE, weight=3),
                Col(lambda: _("Description"), lambda each: _words(each[0]), weight=6, private=True),
                Col(lambda: _("Money in"), lambda each: _paid(each[0], 1), Kind.MONEY, weight=3, unit="฿"),
                Col(lambda: _("Money out"), lambda each: _paid(each[0], -1), Kind.MONEY, weight=3, unit="฿"),
                Col(lambda: _("Balance"), lambda each: each[0].balance, Kind.MONEY, weight=3, unit="฿"),
                Col(lambda: _("State"), _state, weight=3, tone=_state_tone),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.lines = Card()
        self.lines.add(self.table)
        self.first_rows = FirstRows()
        for part in (self.summary, self.faults, self.columns, self.lines, self.first_rows):
            self.add(part)
        self.fields.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        for part in (self.columns, self.faults, self.first_rows):
            part.retranslate()
        self.lines.set_title(_("Lines of the bank as they are read"))
        self.table.setAccessibleName(_("Lines of the bank as they are read"))
        self.model.retranslate()
        self.leave_rows.setText(_("These rows are no lines of the bank: leave them out"))
        self.clear_button.set_text(_("Do not take it in"))
        self._show()

    # ---- a file

    def read(self, path: Path, code: str) -> None:
        """Read a file for an account, then try it; nothing is written yet."""
        self._code, self._sheet, self.tried = code, None, None
        self.title.setText(_("Statement “{name}”").format(name=path.name))
        from app.services.spreadsheets import read_table  # the reader of workbooks is large

        self.set_busy(True)
        self._runner.run(self, partial(read_table, path), self._on_sheet, failed=self._on_failed)

    def _on_sheet(self, sheet: SheetRows) -> None:
        self._sheet, self.tried, self._leave_out = sheet, None, frozenset()
        self.say("")
        self.leave_rows.setChecked(False)
        self.columns.show()
        self.first_rows.show()  # a file that could not be read had taken them away
        self.first_rows.set_sheet(sheet)
        self._try(None)

    def _try(self, mapping: dict[str, int] | None) -> None:
        if self._sheet is None:
            return
        self.set_busy(True)
        job = partial(
            try_statement,
            self._session,
            self._code,
            sheet=self._sheet,
            today=self._today(),
            mapping=mapping,
            leave_out=self._leave_out,
        )
        self._runner.run(self, job, self._on_tried, failed=self._on_failed)

    def _on_tried(self, tried: TriedStatement) -> None:
        if tried.sheet is not self._sheet:
            return
        self.tried = tried
        self.set_busy(False)
        self.say("")
        self._show()
        if self.save_button.isEnabled():
            self.save_button.setFocus()

    def _show(self) -> None:
        tried = self.tried
        if tried is None:
            self.save_button.setEnabled(False)
            return
        self.title.setText(_("Statement “{name}”").format(name=tried.sheet.name))
        self.save_button.show()
        self.columns.set_columns(MEANINGS, tried.sheet.headers, tried.mapping)
        self.faults.set_faults(tried.faults)
        self.faults.setVisible(bool(tried.faults or self._leave_out))
        rows = [(row, True) for row in tried.rows] + [(row, False) for row in tried.known]
        self.model.set_rows(sorted(rows, key=lambda each: each[0].number))
        self.table.setFixedHeight(height_of(min(len(rows), MOST_SHOWN)))
        self.table.fit_columns()
        self.lines.setVisible(bool(rows))
        fine = tried.problem is None and not tried.faults and bool(tried.rows)
        if tried.problem is not None:
            self.summary.show_text(error_text(tried.problem), tone="bad")
        else:
            self.summary.show_text(_said(tried), tone="good" if fine else "warn")
        self.save_button.setEnabled(fine and not self.busy)
        count = len(tried.rows)
        self.save_button.set_text(
            ngettext("Take in {count} line", "Take in {count} lines", count).format(
                count=formats.count(count)
            )
        )

    @Slot(object)
    def _on_mapped(self, mapping: dict[str, int]) -> None:
        if self.tried is not None and mapping != self.tried.mapping:
            self._try(mapping)

    @Slot(bool)
    def _on_leave_toggled(self, leave: bool) -> None:
        tried = self.tried
        if tried is None:
            return
        wanted = frozenset(fault.row for fault in tried.faults) if leave else frozenset()
        if wanted != self._leave_out:
            self._leave_out = wanted
            self._try(dict(tried.mapping))

    # ---- taking it in

    def submit(self) -> None:
        """Take in what is new, all of it or nothing."""
        tried = self.tried
        if self.busy or tried is None or not self.save_button.isEnabled():
            return
        self.set_busy(True)
        job = partial(
            take_in_statement,
            self._session,
            self._code,
            sheet=tried.sheet,
            today=self._today(),
            mapping=tried.mapping,
            leave_out=self._leave_out,
        )
        self._runner.run(self, job, self._on_taken, failed=self._on_failed)

    def _on_taken(self, lines: int) -> None:
        self.set_busy(False)
        self._sheet = self.tried = None
        self.taken.emit(lines)

    def clear_form(self) -> None:
        """Leave it; nothing was written."""
        self._sheet = self.tried = None
        self.back.emit()

    def _on_failed(self, error: Exception) -> None:
        self.set_busy(False)
        if not isinstance(error, UserError):
            self._messages.show_error(error)
            return
        self.say(error_text(error))
        if self.tried is None:  # the file could not be read
            for part in (self.summary, self.faults, self.columns, self.lines, self.first_rows):
                part.hide()
            self.save_button.setEnabled(False)
            self.save_button.hide()


def _said(tried: TriedStatement) -> str:
    new, known, bad = len(tried.rows), len(tried.known), len(tried.faults)
    parts = [ngettext("{count} line is new.", "{count} lines are new.", new).format(count=formats.count(new))]
    if known:
        words = ngettext(
            "{count} is in the book already and is passed over.",
            "{count} are in the book already and are passed over.",
            known,
        )
        parts.append(words.format(count=formats.count(known)))
    if bad:
        rows = ", ".join(formats.count(fault.row) for fault in tried.faults[:MOST_SHOWN])
        words = ngettext(
            "{count} row cannot be read: {rows}.", "{count} rows cannot be read: {rows}.", bad
        ).format(count=formats.count(bad), rows=rows if bad <= MOST_SHOWN else f"{rows} …")
        parts.append(words)
    return " ".join(parts)


def _words(row: BankRow) -> str:
    return " ".join(part for part in (row.description, row.reference) if part)


def _paid(row: BankRow, sign: int) -> int | None:
    return abs(row.amount) if row.amount * sign > 0 else None


def _state(each: tuple[BankRow, bool]) -> str:
    return _("New") if each[1] else _("Known")


def _state_tone(each: tuple[BankRow, bool]) -> str:
    return "leaf" if each[1] else "ink-soft"
