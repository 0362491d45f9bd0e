"""The cost sheet of a batch as a page of its own, with what can be done with the batch."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.queries.costing import BatchDetail, BatchEntry, BatchState
from reports.model import Link
from ui import theme
from ui.pages.produce.reason_box import ReasonBox
from ui.pages.produce.report_blocks import ReportBlocks
from ui.pages.produce.work import Sheet
from ui.widgets.basics import Banner, Button, IconButton, row, scrolled
from ui.widgets.labels import Label

STATE_NAMES: dict[BatchState, str] = {
    BatchState.OPEN: N_("In work"),
    BatchState.FINISHED: N_("Finished"),
    BatchState.UNDONE: N_("Undone"),
}
STATE_TONES: dict[BatchState, str] = {
    BatchState.OPEN: "turmeric",
    BatchState.FINISHED: "leaf",
    BatchState.UNDONE: "soft",
}


def last_entry(detail: BatchDetail) -> BatchEntry | None:
    """The latest document of a batch that still stands: what an undo takes back first."""
    standing = [entry for entry in detail.entries if entry.stands]
    return standing[-1] if standing else None


class SheetPage(QWidget):
    """Shows a ``Sheet``; signals say what is wanted of its batch."""

    back = Signal()
    add_wanted = Signal(object)
    finish_wanted = Signal(object)
    again_wanted = Signal(object)
    undo_wanted = Signal(object, str)
    """The ``BatchEntry`` to undo and the reason."""
    file_wanted = Signal(object, str)
    preview_wanted = Signal(object)
    print_wanted = Signal(object)
    link_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked)
        self.title = Label("", type="title", elide=True)
        self.state = Label("", strong=True)
        self.add_button = Button("", self._on_add_clicked, icon="package-plus")
        self.finish_button = Button("", self._on_finish_clicked, kind="primary", icon="circle-check")
        self.again_button = Button("", self._on_again_clicked, icon="repeat")
        self.print_button = Button("", self._on_print_clicked, icon="printer")
        self.more_button = IconButton("ellipsis", "", self._on_more_clicked)
        self.undo_button = Button("", self._on_undo_clicked, kind="quiet", icon="undo-2")
        head = row(self.back_button, self.title, self.state, 4)
        head.setStretch(1, 1)
        for widget in (
            self.again_button,
            self.add_button,
            self.finish_button,
            self.print_button,
            self.more_button,
        ):
            head.addWidget(widget)
        self.subtitle = Label("", tone="soft", elide=True)
        self.note = Banner(tone="info")
        self.reason = ReasonBox()
        self.reason.agreed.connect(self._on_reason_agreed)
        self.blocks = ReportBlocks()
        self.blocks.link_opened.connect(self._on_link_opened)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setSpacing(theme.BETWEEN)
        second = row(self.subtitle, self.undo_button)
        second.setStretch(0, 1)
        inner.addLayout(second)
        inner.addWidget(self.note)
        inner.addWidget(self.blocks, 1)
        self.area = scrolled(content)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setContentsMargins(theme.AROUND, 0, theme.AROUND, theme.AROUND)
        top = QVBoxLayout()
        top.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        top.setSpacing(theme.INSIDE)
        top.addLayout(head)
        top.addWidget(self.reason)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again; the report itself is built anew by the page."""
        self.back_button.set_name(_("Back (Esc)"))
        self.add_button.set_text(_("Add costs"))
        self.finish_button.set_text(_("Finish"))
        self.again_button.set_text(_("Make again"))
        self.print_button.set_text(_("Print …"))
        self.more_button.set_name(_("More: preview, PDF, Excel"))
        self.reason.retranslate()
        if self.sheet is not None:
            self._tell(self.sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another cost sheet."""
        same = self.sheet is not None and self.sheet.detail.summary.uid == sheet.detail.summary.uid
        self.sheet = sheet
        self.reason.hide()
        self._tell(sheet)
        self.blocks.show_report(sheet.report)
        if not same:
            self.area.verticalScrollBar().setValue(0)

    def _tell(self, sheet: Sheet) -> None:
        summary = sheet.detail.summary
        self.title.setText(f"{summary.number}  {summary.product_name}")
        self.state.setText(_(STATE_NAMES[summary.state]))
        self.state.set_tone(STATE_TONES[summary.state])
        recipe = sheet.detail.recipe_name
        parts = [sheet.report.period, _("Recipe: {name}").format(name=recipe) if recipe else ""]
        parts.append(sheet.detail.section)
        self.subtitle.setText(" · ".join(part for part in parts if part))
        self.note.show_text(sheet.detail.note)
        is_open = summary.state is BatchState.OPEN
        self.finish_button.setVisible(is_open)
        self.again_button.setVisible(not is_open)
        self.add_button.setVisible(summary.state is not BatchState.UNDONE)
        self.add_button.set_text(_("Add costs") if is_open else _("Late slip"))
        last = last_entry(sheet.detail)
        self.undo_button.setVisible(last is not None)
        if last is not None:
            self.undo_button.set_text(_("Undo {number}").format(number=last.number))
            self.reason.set_question(_("Why is {number} undone?").format(number=last.number))
            self.reason.set_action(_("Undo {number}").format(number=last.number))

    def focus_first(self) -> None:
        """Where the keys go when the sheet opens."""
        self.area.setFocus()

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()

    @Slot()
    def _on_add_clicked(self) -> None:
        self.add_wanted.emit(self.sheet)

    @Slot()
    def _on_finish_clicked(self) -> None:
        self.finish_wanted.emit(self.sheet)

    @Slot()
    def _on_again_clicked(self) -> None:
        self.again_wanted.emit(self.sheet)

    @Slot()
    def _on_print_clicked(self) -> None:
        self.print_wanted.emit(self.sheet)

    @Slot()
    def _on_undo_clicked(self) -> None:
        self.reason.ask()

    @Slot(str)
    def _on_reason_agreed(self, reason: str) -> None:
        last = None if self.sheet is None else last_entry(self.sheet.detail)
        if last is not None:
            self.undo_wanted.emit(last, reason)

    @Slot()
    def _on_more_clicked(self) -> None:
        menu = QMenu(self)
        menu.addAction(theme.icon("eye"), _("Preview")).triggered.connect(self._on_preview_chosen)
        menu.addAction(theme.icon("file-down"), _("Save as PDF")).triggered.connect(self.save_pdf)
        excel = menu.addAction(theme.icon("file-spreadsheet"), _("Save as Excel"))
        excel.triggered.connect(self.save_excel)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    @Slot()
    def _on_preview_chosen(self) -> None:
        self.preview_wanted.emit(self.sheet)

    @Slot()
    def save_pdf(self) -> None:
        """Save the sheet as PDF."""
        self.file_wanted.emit(self.sheet, "pdf")

    @Slot()
    def save_excel(self) -> None:
        """Save the sheet as Excel."""
        self.file_wanted.emit(self.sheet, "xlsx")

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self.link_opened.emit(link)
