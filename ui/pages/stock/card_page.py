"""The stock card of one product over the whole page: a month, every document, to keep as a file or print."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.session import Permission, Session
from app.i18n import _
from app.thai.dates import now, today
from reports.common import month_span
from reports.model import Link, Report
from ui import theme
from ui.messages import Messages
from ui.pages.stock import work
from ui.pages.stock.card import MonthSteps
from ui.pages.stock.papers import Papers
from ui.runner import Runner
from ui.widgets.basics import Button, IconButton, row, scrolled
from ui.widgets.labels import Label
from ui.widgets.report_sheet import ReportSheet

NARROW = 1040


class CardPage(QWidget):
    """Shows the stock card of a code and a month."""

    back = Signal()
    link_opened = Signal(object)

    def __init__(
        self,
        runner: Runner,
        messages: Messages,
        papers: Papers,
        session: Session,
        *,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._papers = session, runner, messages, papers
        self._code = ""
        self._is_narrow = False
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked)
        self.title = Label("", type="title", elide=True)
        self.month = MonthSteps(today())
        self.month.chosen.connect(self._on_month_chosen)
        self.pdf_button = Button("PDF", partial(self._save, "pdf"), icon="file-down")
        self.xlsx_button = Button("Excel", partial(self._save, "xlsx"), icon="table")
        self.print_button = Button("", self._on_print_clicked, kind="primary", icon="printer")
        for button, permission in (
            (self.pdf_button, Permission.EXPORT),
            (self.xlsx_button, Permission.EXPORT),
            (self.print_button, Permission.PRINT),
        ):
            if not session.may(permission):
                button.hide()
        head = row(
            self.back_button, self.title, self.month, self.pdf_button, self.xlsx_button, self.print_button
        )
        head.setStretch(1, 1)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        self.sheet = ReportSheet(with_head=False)
        self.sheet.link_opened.connect(self._on_link_opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(scrolled(self.sheet, margins=theme.BETWEEN), 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        self.print_button.set_text(_("Print"))
        self.month.retranslate()
        if self._code:
            self.read()

    def show_code(self, code: str, month: dt.date) -> None:
        """Show the card of a product."""
        self._code = code
        self.month.set_month(month)
        self.read()

    @Slot()
    def read(self) -> None:
        """Read the month again."""
        self._is_narrow = self.width() < theme.px(NARROW)
        printed = now()
        span = month_span(self.month.month())
        job = partial(work.screen_card, self._session, self._code, span, printed, narrow=self._is_narrow)
        self._runner.run(self, job, self._on_built, failed=self._messages.show_error)

    def _build(self) -> Callable[[], Report]:
        printed = now()
        return partial(work.whole_card, self._session, self._code, month_span(self.month.month()), printed)

    def _on_built(self, report: Report) -> None:
        self.title.setText(report.subtitle)
        self.sheet.set_report(report)

    def _save(self, kind: str) -> None:
        report = self.sheet.report()
        name = f"{report.title} {self._code} {report.period}" if report else self._code
        self._papers.save(self._build(), name, kind)

    @Slot()
    def _on_print_clicked(self) -> None:
        self._papers.print_out(self._build(), landscape=True)

    @Slot(object)
    def _on_month_chosen(self, _month: dt.date) -> None:
        self.read()

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self.link_opened.emit(link)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for every column."""
        super().resizeEvent(event)
        if self._code and self._is_narrow != (self.width() < theme.px(NARROW)):
            self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)
