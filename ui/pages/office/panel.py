"""The panel beside the list of papers: the document as it is on paper, its state and its next step."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.pages.office.work import Paper, Shown
from ui.widgets.arrange import Form, Panel
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.dates import ThaiDateField
from ui.widgets.labels import Label
from ui.widgets.reason_field import ReasonField
from ui.widgets.report_sheet import ReportSheet


class PaperPanel(Panel):
    """One document; the buttons are connected by the page."""

    def __init__(
        self, sheet: ReportSheet, today: Callable[[], dt.date], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self.state = Label("", strong=True, wrap=True)
        self.fault = Banner(tone="bad")
        self.due = ThaiDateField(today=today)
        self.due_form = QWidget()
        due = Form(1)
        self.due_label = due.add("", self.due)
        self.due_form.setLayout(due)
        self.reason = ReasonField()
        self.sheet = sheet
        for widget in (self.state, self.fault, self.due_form, self.reason):
            self.add(widget)
        self.add(self.sheet, 1)
        self.next_button = Button("", kind="primary", icon="arrow-right")
        self.print_button = Button("", icon="printer")
        self.undo_button = Button("", icon="undo-2")
        for button in (self.next_button, self.print_button, self.undo_button):
            self.foot.addWidget(button)

    def retranslate(self) -> None:
        """Set every text again."""
        self.due_label.setText(_("To be paid by"))
        self.due.setAccessibleName(_("To be paid by"))
        self.due.retranslate()
        self.reason.retranslate()
        self.print_button.set_text(_("Print"))
        self.undo_button.set_text(_("Undo"))

    def begin(self) -> None:
        """Another document is about to be shown."""
        self.fault.show_text("")
        self.reason.begin()

    def show_paper(self, paper: Paper, shown: Shown) -> None:
        """The document as it was read."""
        if shown.report is not None:
            self.sheet.set_report(shown.report)
        self.due.set_value(shown.due)
        self.state.setText(paper.state)
        self.state.set_tone(paper.tone.removesuffix("-text").replace("ink-soft", "soft"))

    def show_step(self, words: str, *, bills: bool, may_undo: bool) -> None:
        """What the primary button says (nothing: there is none), and whether a day to pay by is asked."""
        self.due_form.setVisible(bills)
        self.next_button.setVisible(bool(words))
        self.next_button.set_text(words)
        self.undo_button.setVisible(may_undo)
