"""A bank account beside its books: what was ticked, what is left on either side, and whether it agrees."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.bank_matching import Item, Suggestion, sum_of
from app.i18n import _, ngettext
from reports.common import in_language
from reports.model import Kind
from ui import formats, theme
from ui.models.rows import ROW_ROLE, Col, RowsModel
from ui.pages.cash.work import Desk
from ui.widgets.arrange import column, row
from ui.widgets.basics import Banner, Button, IconButton
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

SELECT = QItemSelectionModel.SelectionFlag


def _columns() -> list[Col[Item]]:
    return [
        Col(lambda: _("Date"), lambda each: each.on, Kind.DATE, weight=1),
        Col(lambda: _("Details"), lambda each: each.words, weight=5),
        Col(lambda: _("Amount"), lambda each: each.amount, Kind.MONEY, weight=1, unit="฿"),
    ]


class Side(QWidget):
    """The open lines of one side with their heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label("", strong=True)
        self.total = Label("", tone="soft", private="words")
        self.model = RowsModel[Item](_columns())
        self.table = TableView()
        self.table.set_list(self.model)
        layout = column(row(self.heading, -1, self.total), self.table)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def retranslate(self, heading: str) -> None:
        """Set every text again."""
        self.heading.setText(heading)
        self.table.setAccessibleName(heading)
        self.model.retranslate()

    def set_items(self, items: Sequence[Item]) -> None:
        """Show what is open."""
        self.model.set_rows(items)
        self.total.setText(formats.money(sum_of(items)))
        self.table.fit_columns()

    def chosen(self) -> tuple[Item, ...]:
        """The marked lines."""
        return tuple(self.table.chosen_rows())

    def mark(self, items: Sequence[Item], *, move: bool = True) -> None:
        """Mark these lines; with ``move`` the keys go to the first."""
        model, selection = self.table.model(), self.table.selectionModel()
        wanted = {each.id for each in items}
        if move:
            selection.clearSelection()
        for at in reversed(range(model.rowCount())):
            index = model.index(at, 0)
            if index.data(ROW_ROLE).id not in wanted:
                continue
            if move:
                selection.setCurrentIndex(index, SELECT.Select | SELECT.Rows)
                self.table.scrollTo(index)
            else:
                selection.select(index, SELECT.Select | SELECT.Rows)


class BankPart(QWidget):
    """Both sides; keys: arrows mark, Left and Right change sides, Space ticks, Enter enters a line."""

    back = Signal()
    ticked = Signal(object, object)
    ticked_wanted = Signal()
    all_ticked = Signal(object)
    line_wanted = Signal(object)
    file_wanted = Signal()
    undo_wanted = Signal(object)
    day_changed = Signal(object)
    agreed = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.desk: Desk | None = None
        self._marking = False
        self.back_button = IconButton("arrow-left", "", self.back.emit)
        self.title = Label("", type="title", elide=True)
        self.file_button = Button("", self.file_wanted.emit, icon="folder-open")
        self.undo_button = Button("", self._on_undo_clicked, kind="quiet", icon="undo-2")
        self.ticked_button = Button("", self.ticked_wanted.emit, kind="quiet", icon="list")
        head = row(self.back_button, self.title, self.ticked_button, self.undo_button, self.file_button)
        head.setStretch(1, 1)
        self.banner = Banner(tone="bad")
        self.hint = Label("", tone="soft", wrap=True)
        self.bank, self.books = Side(), Side()
        sides = QHBoxLayout()
        sides.setSpacing(theme.BETWEEN)
        sides.addWidget(self.bank, 1)
        sides.addWidget(self.books, 1)
        self.sums = Label("", private="words")
        self.tick_button = Button("", self.tick, kind="primary", icon="check")
        self.all_button = Button("", self._on_all_clicked, icon="sparkles")
        self.enter_button = Button("", self.enter, icon="plus")
        acts = row(self.sums, -1, self.all_button, self.enter_button, self.tick_button)
        self.day = ThaiDateField(required=True, today=today)
        self.balance = MoneyField(required=True, negative=True)
        self.day_label, self.balance_label = Label("", tone="soft"), Label("", tone="soft")
        self.difference = Label("", strong=True, private="words")
        self.agree_button = Button("", self.agree, icon="shield-check")
        for field in (self.day, self.balance):
            field.setMaximumWidth(theme.px(170))
        foot = row(
            self.day_label, self.day, self.balance_label, self.balance, self.difference, -1, self.agree_button
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.hint)
        layout.addWidget(self.banner)
        layout.addLayout(sides, 1)
        layout.addLayout(acts)
        layout.addLayout(foot)
        for table in (self.bank.table, self.books.table):
            table.installEventFilter(self)
            selection = table.selectionModel()
            selection.selectionChanged.connect(self._on_selection_changed)
        self.bank.table.chosen.connect(self._on_bank_row)
        self.bank.table.opened.connect(self._on_line_opened)
        self.day.committed.connect(self._on_day_committed)
        self.balance.changed.connect(self._on_balance_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        self.file_button.set_text(_("Take in a statement"))
        self.undo_button.set_text(_("Undo the last statement"))
        self.bank.retranslate(_("At the bank, not in the books"))
        self.books.retranslate(_("In the books, not at the bank"))
        self.tick_button.set_text(_("Belong together (Space)"))
        self.enter_button.set_text(_("Enter it in the books"))
        self.agree_button.set_text(_("Bank and books agree"))
        self.day_label.setText(_("Up to"))
        self.day.setAccessibleName(_("Up to"))
        self.day.retranslate()
        self.balance_label.setText(_("Balance at the bank"))
        self.balance.setAccessibleName(_("Balance at the bank"))
        self._show()

    def begin(self) -> None:
        """Another account."""
        self.desk = None
        self.banner.show_text("")
        self.balance.set_value(None)
        self.day.set_value(self._today())

    def show_desk(self, desk: Desk) -> None:
        """Both sides as they stand; the first suggestion is marked."""
        first = self.desk is None
        self.desk = desk
        if first and desk.statements:
            last = desk.statements[0]
            self.balance.set_value(last.closing)
            if last.last_day < desk.day and (desk.place.agreed or dt.date.min) < last.last_day:
                self.day.set_value(last.last_day)
                self.day_changed.emit(last.last_day)
        self._marking = True
        self.bank.set_items(desk.standing.at_bank)
        self.books.set_items(desk.standing.in_books)
        self._marking = False
        self._show()
        if desk.suggestions:
            self._mark(desk.suggestions[0])
        self.bank.table.setFocus()

    def _mark(self, found: Suggestion) -> None:
        self._marking = True
        self.bank.mark(found.bank)
        self.books.mark(found.books)
        self._marking = False

    @Slot(object)
    def _on_bank_row(self, item: Item | None) -> None:
        """Where the keys go at the bank, what is suggested for the line is marked in the books."""
        if self._marking or self.desk is None or item is None:
            return
        found = next((each for each in self.desk.suggestions if item in each.bank), None)
        self.books.mark(found.books if found is not None else ())
        if found is not None:
            self.bank.mark(found.bank, move=False)

    def _show(self) -> None:
        desk = self.desk
        if desk is None:
            return
        account = desk.place.account
        self.title.setText(in_language(account.name, account.name_en))
        count = len(desk.suggestions)
        self.all_button.setVisible(count > 0)
        self.all_button.set_text(
            ngettext("Tick what is suggested ({count})", "Tick what is suggested ({count})", count).format(
                count=formats.count(count)
            )
        )
        self.undo_button.setVisible(bool(desk.statements))
        self.ticked_button.setVisible(bool(desk.ticked))
        self.ticked_button.set_text(_("Ticked ({count})").format(count=formats.count(len(desk.ticked))))
        if desk.statements:
            last = desk.statements[0]
            self.hint.setText(
                _("{name}: {first} – {last}, {matched} of {lines} lines ticked").format(
                    name=last.name,
                    first=formats.date(last.first_day),
                    last=formats.date(last.last_day),
                    matched=formats.count(last.matched),
                    lines=formats.count(last.lines),
                )
            )
        else:
            self.hint.setText(
                _("Take in the statement of the bank (Excel or CSV), then tick what belongs together.")
            )
        self._show_sums()
        self._show_difference()

    def _show_sums(self) -> None:
        bank, books = self.bank.chosen(), self.books.chosen()
        same = bool(bank) and bool(books) and sum_of(bank) == sum_of(books)
        words = _("Marked: {bank} at the bank, {books} in the books").format(
            bank=formats.money(sum_of(bank)), books=formats.money(sum_of(books))
        )
        self.sums.setText(words if bank or books else "")
        self.tick_button.setEnabled(same)
        self.enter_button.setEnabled(len(bank) == 1)

    def _show_difference(self) -> None:
        balance = self.balance.number()
        if self.desk is None or balance is None:
            self.difference.setText("")
            self.agree_button.setEnabled(False)
            return
        difference = self.desk.standing.difference(balance)
        words = (
            _("{amount} not explained").format(amount=formats.money(difference))
            if difference
            else _("It agrees")
        )
        self.difference.setText(words)
        self.difference.set_tone("clay" if difference else "leaf")
        self.agree_button.setEnabled(not difference)

    # ---- what is done

    @Slot()
    def tick(self) -> None:
        """What is marked on both sides belongs together."""
        if self.tick_button.isEnabled():
            self.tick_button.setEnabled(False)
            self.ticked.emit(self.bank.chosen(), self.books.chosen())

    @Slot()
    def enter(self) -> None:
        """The marked line of the bank is entered in the books."""
        chosen = self.bank.chosen()
        if len(chosen) == 1:
            self.line_wanted.emit(chosen[0])

    @Slot()
    def agree(self) -> None:
        """Say that bank and books agree up to the day."""
        day = self.day.date()
        if self.balance.check() and day is not None and self.agree_button.isEnabled():
            self.agree_button.setEnabled(False)
            self.agreed.emit(day, self.balance.number_or_zero())

    @Slot()
    def _on_all_clicked(self) -> None:
        if self.desk is not None and self.desk.suggestions:
            self.all_button.hide()
            self.all_ticked.emit(self.desk.suggestions)

    @Slot()
    def _on_undo_clicked(self) -> None:
        if self.desk is not None and self.desk.statements:
            self.undo_wanted.emit(self.desk.statements[0])

    @Slot(object)
    def _on_line_opened(self, _item: object) -> None:
        self.enter()

    @Slot(object)
    def _on_day_committed(self, _value: object) -> None:
        day = self.day.date()
        if day is not None and self.desk is not None and day != self.desk.day:
            self.day_changed.emit(day)

    @Slot(object)
    def _on_balance_changed(self, _value: object) -> None:
        self._show_difference()

    @Slot()
    def _on_selection_changed(self, *_what: object) -> None:
        self._show_sums()

    # ---- keys

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Space ticks; Left and Right change sides."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.tick()
            return True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            side = self.bank if key == Qt.Key.Key_Left else self.books
            side.table.setFocus()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)
