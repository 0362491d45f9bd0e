"""The full tax invoices that were issued: look at one again, replace a lost one, cancel a wrong one."""

from PySide6.QtCore import Signal, Slot

from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.i18n import _
from app.queries.tax_documents import IssuedInvoice
from reports.model import Kind, Link
from reports.tax_papers import INVOICE
from reports.tax_reports import invoice_state
from ui import theme
from ui.models.rows import Col, RowsModel
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView


class IssuedCard(Card):
    """Choose an invoice in the list; what is wrong with it is said with a reason, never written over."""

    opened = Signal(object)
    replaced = Signal(object, str)
    cancelled = Signal(object, str)
    anew = Signal(object, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._may_issue = session.may(Permission.SELL)
        self._may_cancel = session.may_any((Permission.VOID, Permission.POST_JOURNAL))
        self.uid = new_uid()
        self.hint = Label("", type="small", tone="soft", wrap=True)
        self.model = RowsModel[IssuedInvoice](
            [
                Col(lambda: _("Number"), lambda each: each.number, weight=5),
                Col(lambda: _("Date"), lambda each: each.on, Kind.DATE, weight=3),
                Col(lambda: _("Receipt"), lambda each: each.sale_number, weight=4),
                Col(lambda: _("Customer"), lambda each: each.buyer, weight=5, private=True),
                Col(lambda: _("State"), invoice_state, weight=5),
                Col(lambda: _("Total"), lambda each: each.total, Kind.MONEY, weight=3, unit="฿"),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(200))
        self.table.opened.connect(self._on_row_opened)
        self.table.chosen.connect(self._on_chosen)
        self.reason = NameField(required=True, most=200)
        self.about = Label("", wrap=True, private="words")
        form = Form()
        self.reason_label = form.add("", self.reason)
        self.look = Button("", self._on_look, kind="primary", icon="printer")
        self.replace = Button("", self._on_replace, icon="copy")
        self.correct = Button("", self._on_correct, icon="pencil")
        self.cancel = Button("", self._on_cancel, kind="danger", icon="x")
        self.add(self.hint)
        self.add(self.table)
        self.add(self.about)
        self.add(form)
        self.add(row(self.look, self.replace, self.correct, self.cancel, -1))
        self._on_chosen()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Full tax invoices issued"))
        self.table.setAccessibleName(_("Full tax invoices issued"))
        self.hint.setText(
            _(
                "A tax invoice is never written over: a lost one is replaced, "
                "a wrong one cancelled and issued anew."
            )
        )
        self.reason_label.setText(_("Why it is replaced or cancelled"))
        self.reason.setAccessibleName(_("Why it is replaced or cancelled"))
        self.look.set_text(_("Look at it and print"))
        self.replace.set_text(_("Issue a replacement"))
        self.correct.set_text(_("Cancel and issue anew …"))
        self.cancel.set_text(_("Cancel it"))
        self.model.retranslate()

    def show_invoices(self, found: tuple[IssuedInvoice, ...]) -> None:
        """Show the newest; without any there is nothing to look at."""
        chosen = self.chosen()
        self.setVisible(bool(found))
        self.model.set_rows(found)
        self.table.fit_columns()
        if found:
            if chosen is None or not self.table.choose_where(lambda each: each.uid == chosen.uid):
                self.table.choose_first()
        self._on_chosen()

    def chosen(self) -> IssuedInvoice | None:
        """The invoice that is marked."""
        row = self.table.current_row()
        return row if isinstance(row, IssuedInvoice) else None

    def clear(self) -> None:
        """Ready for another one."""
        self.uid = new_uid()
        self.reason.set_value(None)

    @Slot(object)
    def _on_chosen(self, _row: object = None) -> None:
        one = self.chosen()
        words = (one.number, one.buyer, invoice_state(one)) if one is not None else ()
        self.about.setText(" · ".join(words))
        stands = one is not None and not one.cancelled_by
        self.look.setEnabled(one is not None)
        self.replace.setVisible(self._may_issue)
        self.correct.setVisible(self._may_issue and self._may_cancel)
        self.cancel.setVisible(self._may_cancel)
        self.reason.setVisible(self._may_issue or self._may_cancel)
        self.reason_label.setVisible(self._may_issue or self._may_cancel)
        for button in (self.replace, self.correct, self.cancel):
            button.setEnabled(stands)
        self.reason.setEnabled(stands)

    @Slot(object)
    def _on_row_opened(self, one: object) -> None:
        if isinstance(one, IssuedInvoice):
            self.opened.emit(Link(INVOICE, one.number))

    @Slot()
    def _on_look(self) -> None:
        self._on_row_opened(self.chosen())

    @Slot()
    def _on_replace(self) -> None:
        self._ask(self.replaced)

    @Slot()
    def _on_cancel(self) -> None:
        self._ask(self.cancelled)

    @Slot()
    def _on_correct(self) -> None:
        self._ask(self.anew)

    def _ask(self, signal: object) -> None:
        one = self.chosen()
        if one is None or one.cancelled_by or not self.reason.check():
            return
        signal.emit(one, self.reason.name())  # type: ignore[attr-defined]
