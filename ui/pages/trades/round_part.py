"""One round: one big sentence, what can be done now, and below it the result and how it came about."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.queries.household.trades import EnteredRow, RoundCard
from app.thai.dates import format_date
from reports.common import joined
from reports.household.round_result import entered_words
from reports.household.trade_words import left_words, sentence, size_words
from reports.model import Report
from ui import formats, theme
from ui.pages.trades.pictures import trade_icon
from ui.pages.trades.work import Shown
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Card
from ui.widgets.buttons import Button, IconButton, icon_label
from ui.widgets.flow import Flow, Wrap
from ui.widgets.labels import Label
from ui.widgets.report_sheet import ReportSheet

NEWEST = 30
"""So many entries are listed."""


class EnteredLine(QWidget):
    """One thing that was entered, with the button that takes it back."""

    undo_wanted = Signal(object)

    def __init__(self, entry: EnteredRow, *, can_undo: bool) -> None:
        super().__init__()
        self.entry = entry
        words = Label(entered_words(entry), wrap=True, tone="" if entry.stands else "soft")
        day = Label(format_date(entry.on, "medium"), type="small", tone="soft")
        amount = Label(formats.money(entry.amount) if entry.amount else "", strong=True, private="figures")
        across = row(column(words, day, spacing=0), amount, spacing=theme.BETWEEN)
        across.setStretch(0, 1)
        self.undo = IconButton(
            "undo-2", _("Take back: {what}").format(what=words.raw()), self._on_undo, touch=True
        )
        across.addWidget(self.undo)
        self.setLayout(across)
        if not can_undo:
            self.undo.hide()

    @Slot()
    def _on_undo(self) -> None:
        self.undo_wanted.emit(self.entry)


class RoundPart(QWidget):
    """Shows a round; each signal is one thing that can be done with it."""

    back = Signal()
    cost_wanted = Signal()
    harvest_wanted = Signal()
    finish_wanted = Signal()
    reopen_wanted = Signal()
    store_wanted = Signal()
    change_wanted = Signal()
    paper_wanted = Signal()
    undo_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self.back_button = IconButton("arrow-left", "", self._on_back, touch=True)
        self.picture = icon_label("sprout", "indigo", 36)
        self.name = Label("", type="title", elide=True)
        self.about = Label("", tone="soft", elide=True)
        head = row(
            self.back_button, self.picture, column(self.name, self.about, spacing=0), spacing=theme.BETWEEN
        )
        head.setStretch(2, 1)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        self.left, self.in_full = (Label("", type="figure", private="figures") for _side in range(2))
        self.left_words, self.full_words = (Label("", tone="soft") for _side in range(2))
        self.said = Label("", type="large", wrap=True, private="figures")
        self.sides = QWidget()
        sides = Flow(least=300)
        for words, figure in ((self.left_words, self.left), (self.full_words, self.in_full)):
            side = QWidget()
            side.setLayout(column(words, figure, spacing=0))
            sides.addWidget(side)
        self.sides.setLayout(sides)
        top = Card(padding=theme.BETWEEN)
        top.add(self.sides)
        top.add(self.said)
        self._ways = Wrap()
        self.cost_button = self._way("plus", self.cost_wanted, primary=True)
        self.harvest_button = self._way("shopping-basket", self.harvest_wanted)
        self.finish_button = self._way("flag", self.finish_wanted)
        self.store_button = self._way("warehouse", self.store_wanted)
        self.reopen_button = self._way("lock-open", self.reopen_wanted)
        self.paper_button = self._way("printer", self.paper_wanted)
        self.change_button = self._way("pencil", self.change_wanted)
        self.sheet = QWidget()
        self._sheet = Flow(least=490, spacing=theme.BETWEEN)
        self.sheet.setLayout(self._sheet)
        self.entered_heading = Label("", type="large", strong=True)
        self.entered = Card(padding=theme.BETWEEN)
        self._entered = QVBoxLayout()
        self._entered.setSpacing(theme.INSIDE)
        self.entered.add(self._entered)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setSpacing(theme.BETWEEN)
        for part in (top, self._ways, self.sheet, self.entered_heading, self.entered):
            if isinstance(part, QWidget):
                inside.addWidget(part)
            else:
                inside.addLayout(part)
        inside.addStretch(1)
        self.area = scrolled(holder)
        inside.setContentsMargins(theme.AROUND, 0, theme.AROUND, theme.AROUND)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        self.setFocusProxy(self.cost_button)
        self.retranslate()

    def _way(self, icon: str, wanted: SignalInstance, *, primary: bool = False) -> Button:
        button = Button("", icon=icon, touch=True, kind="primary" if primary else "")
        button.clicked.connect(wanted)
        self._ways.addWidget(button)
        return button

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        self.cost_button.set_text(_("Enter a cost"))
        self.harvest_button.set_text(_("Harvest or sale"))
        self.finish_button.set_text(_("Finish this round"))
        self.store_button.set_text(_("Take from the store"))
        self.reopen_button.set_text(_("Open the round again"))
        self.paper_button.set_text(_("Print the result"))
        self.change_button.set_text(_("Change the round"))
        self.entered_heading.setText(_("What was entered"))
        self.left_words.setText(_("Money alone"))
        self.full_words.setText(_("With own work and own things"))
        if self.shown is not None:
            self.show_round(self.shown)

    def show_round(self, shown: Shown) -> None:
        """Show a round as it stands."""
        self.shown = shown
        card, result = shown.card, shown.card.result
        found = card.row
        theme.set_icon(self.picture, trade_icon(found.trade_kind, found.icon), "indigo", 36)
        self.name.setText(found.name)
        state = (
            _("Finished on {day}").format(day=format_date(found.finished_on, "medium"))
            if found.finished_on
            else ""
        )
        self.about.setText(joined(found.trade, size_words(found.data.size_milli, found.size_unit), state))
        self.sides.setVisible(bool(result.value))
        for figure, amount in ((self.left, result.over_cash), (self.in_full, result.over_full)):
            figure.setText(left_words(amount))
            figure.set_tone("leaf" if amount >= 0 else "")
        self.said.setText(sentence(found, result))
        for button in (self.cost_button, self.harvest_button, self.finish_button):
            button.setVisible(found.goes_on)
        self.reopen_button.setVisible(not found.goes_on)
        self.store_button.setVisible(bool(card.stores))
        self._show_sheet(shown.sheet)
        self._show_entered(card)

    def _show_sheet(self, sheet: Report) -> None:
        while (item := self._sheet.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for block in sheet.blocks:
            part, shown = Card(padding=theme.BETWEEN), ReportSheet(with_head=False)
            part.heading.hide()
            shown.set_report(replace(sheet, blocks=(block,), notes=()))
            part.add(shown)
            part.body.addStretch(1)
            self._sheet.addWidget(part)

    def _show_entered(self, card: RoundCard) -> None:
        while (item := self._entered.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        seen: set[bytes] = set()
        for entry in card.entered[:NEWEST]:
            can_undo = entry.stands and card.row.goes_on and entry.document_uid not in seen
            seen.add(entry.document_uid)
            line = EnteredLine(entry, can_undo=can_undo)
            line.undo_wanted.connect(self.undo_wanted)
            self._entered.addWidget(line)
        self.entered_heading.setVisible(bool(card.entered))
        self.entered.setVisible(bool(card.entered))

    @property
    def lines(self) -> Sequence[EnteredLine]:
        """What was entered, as it is listed."""
        found = [self._entered.itemAt(at) for at in range(self._entered.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, EnteredLine)]

    @Slot()
    def _on_back(self) -> None:
        self.back.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to all rounds."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)
