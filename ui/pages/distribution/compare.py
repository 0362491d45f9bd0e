"""Proposals side by side over the whole page: the sheet for the meeting, to read, copy, print and save."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtGui import QGuiApplication

from app.i18n import _
from reports.model import Report
from ui import masking
from ui.widgets.buttons import Button
from ui.widgets.form_page import FormPage
from ui.widgets.list_papers import ListPapers
from ui.widgets.report_sheet import ReportSheet

WHOLE = 16_777_215


class ComparePage(FormPage):
    """Shows one report; ``read_again`` asks the page for it in another language."""

    def __init__(self, papers: ListPapers, read_again: Callable[[], object]) -> None:
        super().__init__()
        self._papers, self._read_again = papers, read_again
        self.sheet = ReportSheet(with_head=False)
        self.copy_button = Button("", self.copy_tables, icon="copy")
        self.excel_button = Button("", self._on_excel, icon="file-spreadsheet")
        self.print_button = Button("", self.print_out, icon="printer")
        for button in (self.copy_button, self.excel_button, self.print_button):
            self.head.addWidget(button)
        self.add(self.sheet)
        self.fields.addStretch(1)
        self.content.setMaximumWidth(WHOLE)
        self.save_button.hide()
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again; the report is read again."""
        self.retranslate_frame()
        self.copy_button.set_text(_("Copy as a table"))
        self.excel_button.set_text(_("Save as Excel"))
        self.print_button.set_text(_("Print"))
        self.excel_button.setVisible(self._papers.may_save())
        self.print_button.setVisible(self._papers.may_print())
        if self.sheet.report() is not None:
            self._read_again()

    def show_report(self, report: Report) -> None:
        """Show the sheet; the keys are in its first table."""
        top = self.area.verticalScrollBar().value()
        self.title.setText(report.subtitle)
        self.sheet.set_report(report)
        tables = self.sheet.tables()
        self.copy_button.setEnabled(bool(tables))
        (tables[0] if tables else self.back_button).setFocus()
        self.area.verticalScrollBar().setValue(top)

    @Slot()
    def copy_tables(self) -> None:
        """All tables on the clipboard, one below the other, for a spreadsheet."""
        if masking.stopped():
            return
        parts = [f"{each.accessibleName()}\n{each.copy_rows()}" for each in self.sheet.tables()]
        mime = QMimeData()
        mime.setText("\n\n".join(parts))
        QGuiApplication.clipboard().setMimeData(mime)

    @Slot()
    def print_out(self) -> None:
        """The sheet on paper."""
        report = self.sheet.report()
        if report is not None and self._papers.may_print() and not masking.stopped():
            self._papers.print_out(lambda: report, landscape=True)

    @Slot()
    def _on_excel(self) -> None:
        report = self.sheet.report()
        if report is not None and not masking.stopped():
            self._papers.save(lambda: report, self.title.raw(), "xlsx")
