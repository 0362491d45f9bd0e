"""The first place of the day: figures, charts, and what needs doing with one step to it, by right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Permission, Session
from app.i18n import _, ngettext
from app.thai.dates import today
from reports.home import HomeSheet, Lead, Task, ToDo, build
from reports.home_tasks import shown_at_first
from reports.model import Figure as FigureData
from reports.model import Link
from ui import formats, masking, theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.home.task_button import TaskButton
from ui.runner import Runner
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Banner, Card, EmptyState, Figure
from ui.widgets.buttons import Button
from ui.widgets.chart import ChartView
from ui.widgets.flow import Flow
from ui.widgets.labels import Label
from ui.widgets.meter import MeterBar

_TASKS = {
    Task.BACKUP: ("safety", "backup", "hard-drive"),
    Task.OPENING: ("books", "opening", "book-open"),
    Task.LOW_STOCK: ("stock", "low", "package"),
    Task.OPEN_BATCHES: ("produce", "open", "factory"),
    Task.LATE_SLIPS: ("reports", "monthly", "clock"),
    Task.DEBTS: ("money", "owed:in", "hand-coins"),
    Task.OVERDUE: ("money", "owed:in", "hand-coins"),
    Task.LATE_MONEY: ("money", "owed:later", "clock"),
    Task.BILLS_TO_PAY: ("money", "owed:out", "receipt"),
    Task.WAGES: ("money", "owed:wages", "users"),
    Task.OLD_ADVANCES: ("money", "owed:ahead", "wallet"),
    Task.LATE_LOANS: ("members", "loans:late", "hand-coins"),
    Task.INSTALMENTS: ("members", "loans:taken", "hand-coins"),
    Task.RENEWAL: ("group", "certificates:renewal", "landmark"),
    Task.CERTIFICATES: ("group", "certificates:soon", "shield-check"),
    Task.PROJECTS: ("group", "projects", "flag"),
    Task.UNDIVIDED: ("group", "distribution", "chart-pie"),
    Task.DIVIDENDS: ("group", "distribution:pay", "banknote"),
    Task.MARKET_DAYS: ("market", "events", "store"),
    Task.INCOMPLETE: ("stock", "incomplete", "pencil"),
    Task.DRAWER: ("money", "drawer:close", "coins"),
    Task.CLOSINGS: ("money", "drawer:waiting", "coins"),
    Task.ORDERS_LATE: ("market", "orders:late", "clipboard-list"),
    Task.BARTER: ("market", "barter:late", "handshake"),
    Task.ORDERS_TODAY: ("market", "orders:open", "clipboard-list"),
    Task.SHOPS: ("market", "consignment:at_shops", "truck"),
}
_TELLING = frozenset(Task) - {
    Task.BACKUP,
    Task.OPENING,
    Task.LOW_STOCK,
    Task.OPEN_BATCHES,
    Task.LATE_SLIPS,
    Task.INCOMPLETE,
    Task.DRAWER,
    Task.CLOSINGS,
    Task.ORDERS_LATE,
    Task.ORDERS_TODAY,
    Task.BARTER,
    Task.SHOPS,
    Task.RENEWAL,
    Task.CERTIFICATES,
}
"""Tasks whose sentence tells amounts, which customers may not see."""
_LEADS = {
    Lead.SALES: ("sell", ""),
    Lead.CASH: ("reports", "cash"),
    Lead.PROFIT: ("reports", "monthly"),
    Lead.DEBTS: ("money", "owed:in"),
}
_NARROW = 900


class HomeView(PageBase):
    """Shows a ``HomeSheet``; every figure and task leads to what is behind it."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._open_link, self._go_to = open_link, go_to
        self._sheet: HomeSheet | None = None
        self._columns = 0
        self._all_shown = False
        self.greeting = Label("", type="large", strong=True, wrap=True)
        self.figures = [Figure("", opens=True) for _lead in Lead]
        for index, figure in enumerate(self.figures):
            figure.opened.connect(partial(self._open_figure, index))
            if not session.may(Permission.SEE_BOOKS):
                figure.hide()  # until it is known which ones are hers
        self.figure_row = Flow(*self.figures)
        self.todo_card = Card()
        self.todo_box = QVBoxLayout()
        self.todo_box.setSpacing(4)
        self.todo_card.add(self.todo_box)
        self.more_button = Button("", self._on_more_clicked, kind="link", icon="chevron-down")
        self.more_button.hide()
        self.todo_card.add(row(self.more_button, -1))
        self.nothing = Banner(tone="good")
        self.todo_card.add(self.nothing)
        self.meter_card = Card()
        self.meters = [MeterBar(), MeterBar()]
        self.meter_card.add(Flow(*self.meters, least=240))
        self.meter_button = Button("", partial(go_to, "books", "tax"), kind="link", icon="percent")
        self.meter_card.add(row(self.meter_button, -1))
        self.meter_card.hide()
        self.action_buttons = [
            Button("", partial(go_to, "sell", ""), kind="primary", icon="shopping-cart", touch=True),
            Button("", partial(go_to, "produce", "new"), icon="factory", touch=True),
            Button("", partial(go_to, "stock", "receive"), icon="truck", touch=True),
            Button("", partial(go_to, "money", "entry:out"), icon="receipt", touch=True),
        ]
        self.stall_buttons = [
            Button("", partial(go_to, "market", "orders:new"), icon="clipboard-list", touch=True),
            Button("", partial(go_to, "money", "drawer"), icon="coins", touch=True),
        ]
        """For whoever works at the stall and neither buys nor makes anything."""
        at_stall = session.may(Permission.SELL) and not session.may_any((Permission.BUY, Permission.PRODUCE))
        mine = session.may(Permission.SEE_OWN) and session.party_id is not None
        self.own_button = Button("", partial(go_to, "reports", "member-statement"), icon="user", touch=True)
        self.household_button = Button("", partial(go_to, "own-book", ""), icon="house", touch=True)
        allowed = (
            session.may(Permission.SELL),
            session.may(Permission.PRODUCE),
            session.may(Permission.BUY),
            session.may(Permission.BUY),
            at_stall and session.may(Permission.KEEP_ORDERS),
            at_stall and session.may(Permission.KEEP_DRAWER),
            mine and not session.may(Permission.SEE_BOOKS),
            mine,
        )
        buttons = (*self.action_buttons, *self.stall_buttons, self.own_button, self.household_button)
        shown = [button for button, may in zip(buttons, allowed, strict=True) if may]
        if shown:
            self.setFocusProxy(shown[0])
        self.action_row = Flow(*shown, spacing=theme.INSIDE)
        self.charts = [ChartView() for _index in range(3)]
        self.chart_grid = QGridLayout()
        self.chart_grid.setSpacing(theme.BETWEEN)
        self.empty = EmptyState("store", "", "", partial(go_to, "stock", "new"))
        self.empty.hide()
        content = QWidget()
        content.setLayout(
            column(
                self.greeting,
                self.figure_row,
                self.action_row,
                self.todo_card,
                self.meter_card,
                self.empty,
                self.chart_grid,
                -1,
                spacing=theme.BETWEEN,
                margins=0,
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
        masking.signals.changed.connect(self._on_masking_changed)
        self.retranslate()
        self._arrange()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of Home."""
        return [Shortcut("F5", _("Read everything again"), self._read)]

    def retranslate(self) -> None:
        """Set every text again."""
        self.todo_card.set_title(_("What needs doing"))
        self.nothing.show_text(_("Nothing is waiting. Well done."))
        words = (_("Sell"), _("Make a batch"), _("Receive goods"), _("Pay an expense"))
        for button, text in zip(self.action_buttons, words, strict=True):
            button.set_text(text)
        for button, text in zip(self.stall_buttons, (_("New order"), _("The drawer")), strict=True):
            button.set_text(text)
        self.own_button.set_text(_("My account"))
        self.household_button.set_text(_("To my household book"))
        self.meter_card.set_title(_("Tax of the year"))
        self.meter_button.set_text(_("Tax"))
        self.empty.set_texts(
            _("Here you will see what was sold, what it cost and what is left over."),
            _("Enter the first product"),
        )
        self._read()

    def refresh(self, changes: Changes) -> None:
        """Everything on Home may have changed."""
        if changes:
            self._read()

    @Slot()
    def _read(self) -> None:
        self._runner.run(
            self, partial(build, self._session, today()), self._show, failed=self._messages.show_error
        )

    def _show(self, sheet: HomeSheet) -> None:
        self._sheet = sheet
        self.greeting.setText(sheet.sentence)
        for figure in self.figures[len(sheet.figures) :]:
            figure.hide()
        for figure, data in zip(self.figures, sheet.figures, strict=False):
            figure.show()
            figure.set_label(data.label)
            note, tone = _compared(data)
            figure.set(formats.cell(data.value, data.kind), note, tone)
        self._show_todos(sheet.todos)
        self.meter_card.setVisible(bool(sheet.meters))
        for bar, line in zip(self.meters, sheet.meters, strict=False):
            bar.show_line(line)
        self.empty.setVisible(sheet.is_new and self._session.may(Permission.EDIT_PRODUCTS))
        for index, view in enumerate(self.charts):
            view.setVisible(index < len(sheet.charts))
            if index < len(sheet.charts):
                view.set_chart(sheet.charts[index])
        self._arrange(force=True)

    def _open_figure(self, index: int) -> None:
        if self._sheet is None:
            return
        lead = self._sheet.leads[index]
        sells = lead is not Lead.SALES or self._session.may(Permission.SELL)
        self._go_to(*(_LEADS[lead] if sells else ("reports", "sales-by-product")))

    def _show_todos(self, todos: tuple[ToDo, ...]) -> None:
        while (item := self.todo_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = len(todos) if self._all_shown else shown_at_first(todos)
        for todo in todos[:shown]:
            self.todo_box.addWidget(self._todo_button(todo), 0, Qt.AlignmentFlag.AlignLeft)
        self._show_more_button(len(todos))
        self.nothing.setVisible(not todos)

    def _todo_button(self, todo: ToDo) -> Button:
        """What leads to where it is done; what is late has a mark in another colour."""
        place, argument, icon = _TASKS[todo.task]
        hide = todo.task in _TELLING and masking.is_on()
        words = masking.without_figures(todo.text) if hide else todo.text
        return TaskButton(words, partial(self._go_to, place, argument), icon=icon, is_late=todo.is_late)

    def _show_more_button(self, count: int) -> None:
        first = 0 if self._sheet is None else shown_at_first(self._sheet.todos)
        self.more_button.setVisible(first < count)
        more = ngettext("{count} more", "{count} more", count - first).format(count=count - first)
        self.more_button.set_text(_("Show fewer") if self._all_shown else more)
        theme.set_icon(self.more_button, "chevron-up" if self._all_shown else "chevron-down", "indigo")

    @Slot()
    def _on_more_clicked(self) -> None:
        self._all_shown = not self._all_shown
        if self._sheet is not None:
            self._show_todos(self._sheet.todos)

    @Slot()
    def _on_masking_changed(self) -> None:
        if self._sheet is not None:
            self._show_todos(self._sheet.todos)

    def _arrange(self, *, force: bool = False) -> None:
        """Charts under each other on a narrow window, else the first across and two beside each other."""
        wide = self.width() >= theme.px(_NARROW)
        columns = 2 if wide else 1
        if columns == self._columns and not force:
            return
        self._columns = columns
        for index, view in enumerate(self.charts):
            if index == 0:
                self.chart_grid.addWidget(view, 0, 0, 1, columns)
            else:
                self.chart_grid.addWidget(view, 1 + (index - 1) // columns, (index - 1) % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange again when the width calls for it."""
        super().resizeEvent(event)
        self._arrange()


def _compared(data: FigureData) -> tuple[str, str]:
    """What a figure was before, in words, and the tone of it."""
    if not isinstance(data.before, int) or not isinstance(data.value, int):
        return "", ""
    text = _("last month {amount}").format(amount=formats.cell(data.before, data.kind))
    return text, "leaf" if data.value >= data.before else ""
