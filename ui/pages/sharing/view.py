"""Sharing: the four figures of a month, and the button that sends them; nothing goes by itself."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.household.sharing import FEWEST
from app.domain.session import Session
from app.i18n import _
from app.queries.household.notes import SharedTotals
from app.services.household.totals import share_month
from app.services.records import Saved
from app.thai.dates import format_date, format_month, today
from reports.model import Kind, Link
from ui import formats, theme
from ui.messages import Messages
from ui.models.rows import Col, RowsModel
from ui.page import PageBase, Shortcut
from ui.pages.sharing import work
from ui.runner import Runner
from ui.widgets.arrange import row, scrolled
from ui.widgets.basics import Card, EmptyState, Figure
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow import Flow
from ui.widgets.labels import Label
from ui.widgets.tables import TableView


class SharingView(PageBase):
    """One month with its four figures; below it what was sent before."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        del open_link
        self._session, self._runner, self._messages = session, runner, messages
        self._go_to, self._today = go_to, today
        self._found = work.Found()
        self._at = 0
        self._is_read = self._busy = False
        self._make()
        self._lay_out()
        self.retranslate()
        self.setFocusProxy(self.send_button)

    # ---- building

    def _make(self) -> None:
        self.promise = Label("", wrap=True)
        self.before_button = IconButton("chevron-left", "", self._on_before, touch=True)
        self.after_button = IconButton("chevron-right", "", self._on_after, touch=True)
        self.month = Label("", type="title")
        self.state = Label("", tone="soft", wrap=True)
        self.figures = [Figure("") for _number in range(4)]
        for figure in self.figures:
            figure.note.hide()
        self.question = Label("", type="large", wrap=True)
        self.send_button = Button("", self._on_send, kind="primary", icon="send", touch=True, large=True)
        self.changed = Label("", tone="soft", wrap=True)
        self.sent_title = Label("", strong=True)
        self.model = RowsModel[SharedTotals](
            [
                Col(lambda: _("Month"), lambda each: format_month(each.month), weight=3),
                Col(lambda: _("Income"), lambda each: each.income, Kind.MONEY, weight=2, unit="฿"),
                Col(lambda: _("Spending"), lambda each: each.spending, Kind.MONEY, weight=2, unit="฿"),
                Col(lambda: _("Left over"), lambda each: each.saving, Kind.MONEY, weight=2, unit="฿"),
                Col(lambda: _("Debt"), lambda each: each.debt, Kind.MONEY, weight=2, unit="฿"),
                Col(lambda: _("Sent on"), lambda each: each.sent_on, Kind.DATE, weight=2),
            ]
        )
        self.table = TableView(_("Sent before"))
        self.table.set_list(self.model)
        self.empty = EmptyState("send", "")
        self.empty.acted.connect(self._on_link_wanted)

    def _lay_out(self) -> None:
        card = Card(padding=theme.AROUND)
        card.heading.hide()
        card.body.setSpacing(theme.BETWEEN)
        head = row(self.before_button, self.month, self.after_button, self.state, spacing=theme.BETWEEN)
        head.setStretch(3, 1)
        card.add(head)
        card.add(Flow(*self.figures, least=150))
        card.add(self.question)
        card.add(self.changed)
        card.add(row(self.send_button, -1))
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setSpacing(theme.BETWEEN)
        for each in (self.promise, card, self.sent_title):
            inside.addWidget(each)
        inside.addWidget(self.table)
        inside.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolled(content, margins=theme.BETWEEN))
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def retranslate(self) -> None:
        """Set every text again."""
        for figure, words in zip(
            self.figures, (_("Income"), _("Spending"), _("Left over"), _("Debt at its end")), strict=True
        ):
            figure.set_label(words)
        self.before_button.set_name(_("The month before (Page up)"))
        self.after_button.set_name(_("The month after (Page down)"))
        self.send_button.set_text(_("Send this month"))
        self.sent_title.setText(_("Sent before"))
        self.table.setAccessibleName(_("Sent before"))
        self.empty.set_texts(
            _("To share totals, your book has to be linked with a group."),
            _("To the link"),
            _("Nothing is ever sent by itself."),
        )
        if self._is_read:
            self._show(self._found)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("PgUp", _("The month before"), self._on_before),
            Shortcut("PgDown", _("The month after"), self._on_after),
        ]

    def refresh(self, changes: Changes) -> None:
        """The figures of the months, or the link, may have changed."""
        if changes & (Changes.HOUSEHOLD | Changes.LEDGER):
            job = partial(work.read, self._today())
            self._runner.run(self, job, self._show, failed=self._messages.show_error)

    # ---- showing

    @property
    def shown(self) -> work.Month | None:
        """The month that is shown."""
        return self._found.months[self._at] if self._found.months else None

    def _show(self, found: work.Found) -> None:
        self._found, self._is_read, self._busy = found, True, False
        self.stack.setCurrentIndex(0 if found.link is not None or found.sent else 1)
        self.model.set_rows(found.sent)
        self.table.setVisible(bool(found.sent))
        self.sent_title.setVisible(bool(found.sent))
        self.table.setFixedHeight(theme.px(44) + theme.px(40) * max(1, min(len(found.sent), 12)))
        self.table.fit_columns()
        self._show_month()

    def _show_month(self) -> None:
        shown, link = self.shown, self._found.link
        if shown is None:
            return
        group = link.name if link is not None else ""
        self.promise.setText(
            _(
                "Only these four figures go, only when you press the button, and without your name. "
                "The leader never sees one household: only {fewest} or more together."
            ).format(fewest=FEWEST)
        )
        self.month.setText(format_month(shown.month))
        self.before_button.setEnabled(self._at < len(self._found.months) - 1)
        self.after_button.setEnabled(self._at > 0)
        for figure, amount in zip(self.figures, shown.figures, strict=True):
            figure.set(f"{formats.money(amount, whole=True)} ฿")
        self.question.setVisible(shown.sent is not None or link is not None)
        self.send_button.setVisible(shown.sent is None and link is not None)
        if shown.sent is not None:
            self.state.setText(_("Sent on {day}").format(day=format_date(shown.sent.sent_on, "medium")))
            self.question.setText(_("This is what was sent."))
        else:
            self.state.setText(_("Not sent"))
            self.question.setText(
                _("Send these four figures to {group}?").format(group=group) if group else ""
            )
            if not any(shown.figures):
                self.question.setText(_("Nothing is written down for this month yet."))
        self.changed.setVisible(shown.has_changed)
        self.changed.setText(_("Something was entered in this month since. What was sent stays as it was."))

    # ---- doing

    @Slot()
    def _on_send(self) -> None:
        shown = self.shown
        if shown is None or self._busy:
            return
        self._busy = True
        job = partial(share_month, self._session, shown.month, today=self._today())
        self._runner.run(self, job, partial(self._on_sent, shown.month), failed=self._on_failed)

    def _on_sent(self, month: dt.date, _saved: Saved) -> None:
        self._messages.say(_("The totals of {month} are sent.").format(month=format_month(month)))

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._messages.show_error(error)

    @Slot()
    def _on_before(self) -> None:
        self._step(1)

    @Slot()
    def _on_after(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        self._at = max(0, min(len(self._found.months) - 1, self._at + by))
        self._show_month()

    @Slot()
    def _on_link_wanted(self) -> None:
        self._go_to("notes", "notes:link")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go through the months."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if event.key() == Qt.Key.Key_Left else -1)
            return
        super().keyPressEvent(event)
