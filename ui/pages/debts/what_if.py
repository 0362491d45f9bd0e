"""What if more is paid: an amount and an order, answered at once in a sentence, a table and a chart."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.household.debts import ORDER_WORDS, PayOrder
from app.i18n import _
from reports.household.debt_plan import EXTRA
from reports.household.money_words import end_sentence, free_sentence, what_if_sentence
from ui import theme
from ui.messages_text import error_text
from ui.pages.debts.pictures import ORDER_ICONS
from ui.pages.debts.work import Answer
from ui.widgets.arrange import row, scrolled
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import NumberField
from ui.widgets.flow import Wrap
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.labels import Label
from ui.widgets.picture_choice import Picked, PictureChoice
from ui.widgets.report_sheet import ReportSheet
from ui.widgets.sum_field import SumField

PAUSE = 150
"""After so many ms without a key it is worked out."""
ORDERS = (PayOrder.SMALLEST, PayOrder.DEAREST)


class WhatIfPart(QWidget):
    """``asked`` gives (order, extra, once); ``back`` leads to the debts."""

    asked = Signal(object, object, object)
    back = Signal()
    print_wanted = Signal()
    pdf_wanted = Signal()
    excel_wanted = Signal()

    def __init__(self, *, may_save: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_save = may_save
        self.back_button = IconButton("arrow-left", "", touch=True)
        self.back_button.clicked.connect(self.back)
        self.title = Label("", type="title", elide=True)
        head = row(self.back_button, self.title, spacing=theme.BETWEEN)
        head.setStretch(1, 1)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        self.extra, self.once = SumField(large=True), SumField(large=True)
        self._form = FlowingForm((self.extra, self.once))
        self.orders = PictureChoice(least=240)
        self.order_words = Label("", strong=True)
        self.answer = Label("", type="title", strong=True, wrap=True, private="figures")
        self.now = Label("", wrap=True, tone="soft", private="figures")
        self.ends = Label("", wrap=True, private="figures")
        self.banner = Banner(tone="warn")
        self.said = Card(padding=theme.BETWEEN)
        for part in (self.answer, self.ends, self.now):
            self.said.add(part)
        self.print_button = Button("", icon="printer", touch=True)
        self.pdf_button = Button("", icon="file-down", touch=True)
        self.excel_button = Button("", icon="file-spreadsheet", touch=True)
        self.print_button.clicked.connect(self.print_wanted)
        self.pdf_button.clicked.connect(self.pdf_wanted)
        self.excel_button.clicked.connect(self.excel_wanted)
        self._ways = Wrap()
        for button in (self.print_button, self.pdf_button, self.excel_button):
            self._ways.addWidget(button)
        self.sheet = ReportSheet(with_head=False)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setSpacing(theme.BETWEEN)
        inside.addLayout(self._form)
        inside.addWidget(self.order_words)
        inside.addWidget(self.orders)
        inside.addWidget(self.banner)
        inside.addWidget(self.said)
        inside.addLayout(self._ways)
        inside.addWidget(self.sheet)
        inside.addStretch(1)
        self.area = scrolled(holder)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.ask)
        for field in (self.extra, self.once):
            field.changed.connect(self._on_changed)
            field.edit.returnPressed.connect(self.ask)
        self.orders.chosen.connect(self._on_order)
        self.extra.set_value(EXTRA)
        self.retranslate()
        self.orders.set_key(PayOrder.DEAREST)

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        self.title.setText(_("What if we pay more?"))
        self._form.set_texts([_("So much more each month"), _("So much at once, now")])
        for field in (self.extra, self.once):
            field.edit.set_unit(_("baht"))
        self.order_words.setText(_("Which debt first?"))
        self.orders.setAccessibleName(_("Which debt first?"))
        self.orders.set_choices([Picked(each, _(ORDER_WORDS[each]), ORDER_ICONS[each]) for each in ORDERS])
        self.print_button.set_text(_("Print the plan"))
        self.pdf_button.set_text(_("Save as PDF"))
        self.excel_button.set_text(_("Save as Excel"))
        for button in (self.pdf_button, self.excel_button):
            button.setVisible(self._may_save())

    def order(self) -> PayOrder:
        """Which debt is paid first."""
        return PayOrder(str(self.orders.key()))

    def begin(self) -> None:
        """The cursor into the amount; what was asked last time stays."""
        self.area.verticalScrollBar().setValue(0)
        self.ask()
        self.extra.edit.setFocus()
        self.extra.edit.selectAll()

    @Slot()
    def ask(self) -> None:
        """Ask again."""
        self._timer.stop()
        fields: tuple[NumberField, ...] = (self.extra, self.once)
        if all(not field.text().strip() or field.number() is not None for field in fields):
            self.asked.emit(self.order(), self.extra.number_or_zero(), self.once.number_or_zero())

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._timer.start()

    @Slot(object)
    def _on_order(self, _key: object) -> None:
        self.ask()

    def show_answer(self, found: Answer) -> None:
        """What it would bring."""
        good = found.found is not None and found.blocks is not None
        self.banner.show_text("" if found.error is None else error_text(found.error))
        for part in (self.said, self.sheet):
            part.setVisible(good)
        for button in (self.print_button, self.pdf_button, self.excel_button):
            button.setEnabled(good)
        if found.found is None or found.blocks is None:
            return
        self.answer.setText(what_if_sentence(found.found))
        self.ends.setText("\n".join(end_sentence(each) for each in found.found.instead.ends))
        self.now.setText(_("As it is agreed now: {sentence}").format(sentence=free_sentence(found.found.now)))
        self.sheet.set_report(found.blocks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)
