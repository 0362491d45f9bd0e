"""Goods that left without a sale: missing, used, given away; the tax that they carry is posted from here."""

from PySide6.QtCore import Signal, Slot

from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.domain.vat import LeftTaxDraft
from app.i18n import _
from app.queries.tax import LeftGoods
from reports.model import Kind, Link
from ui import theme
from ui.models.rows import Col, RowsModel
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button
from ui.widgets.fields import MoneyField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView


class LeftCard(Card):
    """The documents of the month; the chosen one's price can be typed over before its tax is posted."""

    wanted = Signal(object)
    opened = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._may = session.may(Permission.POST_JOURNAL)
        self._uid = new_uid()
        self.hint = Label("", tone="soft", wrap=True)
        self.model = RowsModel[LeftGoods](
            [
                Col(lambda: _("Date"), lambda each: each.on, Kind.DATE, weight=3),
                Col(lambda: _("Number"), lambda each: each.number, weight=4),
                Col(lambda: _("What"), lambda each: each.words or _("Samples and gifts"), weight=6),
                Col(lambda: _("VAT in it"), lambda each: each.tax or None, Kind.MONEY, weight=3, unit="฿"),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(140))
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.price = MoneyField(required=True)
        self.form = Form(2)
        self.label = self.form.add("", self.price)
        self.button = Button("", self.submit, kind="primary", icon="check")
        self.price.edit.returnPressed.connect(self.submit)
        self.add(self.hint)
        self.add(self.table)
        self.add(self.form)
        self.add(row(self.button, -1))
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Missing, used or given away"))
        self.hint.setText(
            _(
                "For a registered group this may count as sold at market price on the day it was found. "
                "Please ask a person who knows the tax before you post it."
            )
        )
        self.table.setAccessibleName(_("Missing, used or given away"))
        self.label.setText(_("Market price, VAT included"))
        self.price.setAccessibleName(_("Market price, VAT included"))
        self.price.set_unit(_("baht"))
        self.button.set_text(_("Post the VAT"))
        self.model.retranslate()

    def show_left(self, found: tuple[LeftGoods, ...]) -> None:
        """Show what waits; nothing takes the card away."""
        self.setVisible(bool(found))
        for part in (self.label, self.price, self.button):
            part.setVisible(self._may)
        if tuple(self.model.rows) == found:
            return
        self._uid = new_uid()
        self.model.set_rows(found)
        self.table.fit_columns()
        self.price.set_value(None)
        self.table.choose_first()

    @Slot()
    def submit(self) -> None:
        """Ask for the chosen one's tax."""
        chosen = self.table.current_row()
        if isinstance(chosen, LeftGoods) and self._may and self.price.check():
            self.wanted.emit(LeftTaxDraft(self._uid, chosen.uid, self.price.number_or_zero()))

    @Slot(object)
    def _on_chosen(self, left: object) -> None:
        if isinstance(left, LeftGoods):
            self._uid = new_uid()
            self.price.set_value(left.price or None)

    @Slot(object)
    def _on_opened(self, left: object) -> None:
        if isinstance(left, LeftGoods):
            self.opened.emit(Link("document", left.number))
