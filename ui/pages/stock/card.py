"""The panel beside the list: one product with its photo, figures, where it lies, and a month of its card."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.ledger import ProductKind
from app.i18n import _
from app.thai.dates import format_month
from reports.common import each
from reports.model import Link
from ui import formats, theme
from ui.pages.stock.work import Card
from ui.widgets.arrange import Panel, column, row
from ui.widgets.basics import Button, IconButton
from ui.widgets.dates import add_months
from ui.widgets.labels import Label
from ui.widgets.photo_box import PhotoView
from ui.widgets.report_sheet import ReportSheet

WIDTH = 400


class MonthSteps(QWidget):
    """A month with a step back and forth."""

    chosen = Signal(object)

    def __init__(self, month: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = month.replace(day=1)
        self.back = IconButton("chevron-left", "", self._on_back_clicked)
        self.forth = IconButton("chevron-right", "", self._on_forth_clicked)
        self.label = Label("", strong=True, align=Qt.AlignmentFlag.AlignHCenter)
        self.label.setMinimumWidth(theme.px(120))
        self.setLayout(row(self.back, self.label, self.forth, spacing=4))
        self.retranslate()

    def month(self) -> dt.date:
        """The first day of the month."""
        return self._month

    def set_month(self, day: dt.date) -> None:
        """Show the month of a day without telling."""
        self._month = day.replace(day=1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the month in the language that is on."""
        self.label.setText(format_month(self._month, long=True))
        self.back.set_name(_("Month before"))
        self.forth.set_name(_("Next month"))

    def _step(self, months: int) -> None:
        self.set_month(add_months(self._month, months))
        self.chosen.emit(self._month)

    @Slot()
    def _on_back_clicked(self) -> None:
        self._step(-1)

    @Slot()
    def _on_forth_clicked(self) -> None:
        self._step(1)


class CardPanel(Panel):
    """Shows a ``Card``; its buttons tell the page what is wanted of the product."""

    edit_wanted = Signal()
    receive_wanted = Signal()
    active_wanted = Signal(bool)
    card_wanted = Signal()
    month_chosen = Signal(object)
    link_opened = Signal(object)

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self.card: Card | None = None
        self._may_receive = True
        self.photo = PhotoView()
        self.about = Label("", tone="soft", wrap=True)
        self.tags = Label("", type="small", tone="turmeric", wrap=True)
        head = row(self.photo, column(self.about, self.tags, -1, spacing=4), spacing=theme.BETWEEN)
        head.setStretch(1, 1)
        self.figures = QGridLayout()
        self.figures.setHorizontalSpacing(theme.BETWEEN)
        self.figures.setVerticalSpacing(theme.INSIDE)
        self.names: list[Label] = []
        self.values: list[Label] = []
        for number in range(9):
            name, value = Label("", type="small", tone="soft"), Label("", type="large", strong=True)
            self.figures.addLayout(column(name, value, spacing=0), number // 3, number % 3)
            self.figures.setColumnStretch(number % 3, 1)
            self.names.append(name)
            self.values.append(value)
        self.places_title = Label("", strong=True)
        self.places = QGridLayout()
        self.places.setHorizontalSpacing(theme.BETWEEN)
        self.places.setVerticalSpacing(4)
        self.places.setColumnStretch(0, 1)
        self.story = Label("", tone="soft", wrap=True)
        self.month = MonthSteps(today())
        self.month.chosen.connect(self.month_chosen)
        self.card_button = Button("", self._on_card_clicked, kind="link", icon="maximize-2")
        self.sheet = ReportSheet(with_head=False)
        self.sheet.link_opened.connect(self._on_link_opened)
        months = row(self.month, -1, self.card_button)
        self.edit_button = Button("", self._on_edit_clicked, icon="pencil")
        self.receive_button = Button("", self._on_receive_clicked, icon="truck")
        self.active_button = Button("", self._on_active_clicked, kind="quiet", icon="ban")
        self.add(head)
        self.add(self.figures)
        self.add(column(self.places_title, self.places, spacing=4))
        self.add(self.story)
        self.add(months)
        self.add(self.sheet)
        self.add(column(-1))
        for button in (self.edit_button, self.receive_button, self.active_button):
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self.retranslate()

    def set_rights(self, *, edit: bool, receive: bool) -> None:
        """Show only the buttons for what the person may do."""
        self._may_receive = receive
        for button, allowed in (
            (self.edit_button, edit),
            (self.active_button, edit),
            (self.receive_button, receive),
        ):
            if not allowed:
                button.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.close_button.set_name(_("Close"))
        self.places_title.setText(_("Where it is"))
        self.month.retranslate()
        self.card_button.set_text(_("Whole card"))
        self.edit_button.set_text(_("Edit"))
        self.receive_button.set_text(_("Receive"))
        if self.card is not None:
            self.show_card(self.card)

    def show_card(self, card: Card) -> None:
        """Show another product, or the same after a change."""
        self.card = card
        product, data = card.product, card.product.data
        self.set_title(product.name)
        self.photo.show_photo(card.thumbnail, product.name)
        parts = (product.code, product.category, data.origin)
        self.about.setText(" · ".join(part for part in parts if part))
        is_low = 0 < data.reorder_milli >= product.on_hand_milli
        tags = []
        if not product.active:
            tags.append(_("no longer sold"))
        if is_low:
            tags.append(_("Low: order at {quantity}").format(quantity=formats.quantity(data.reorder_milli)))
        self.tags.setText(" · ".join(tags))
        self.tags.setVisible(bool(tags))
        self._show_figures(card)
        self._show_places(card)
        self.story.setText(data.story)
        self.story.setVisible(bool(data.story))
        stocked = data.kind is not ProductKind.SERVICE
        for widget in (self.month, self.card_button, self.sheet):
            widget.setVisible(stocked)
        self.receive_button.setVisible(stocked and self._may_receive)
        self.sheet.set_report(card.report)
        self.active_button.set_text(_("Stop selling") if product.active else _("Sell it again"))
        theme.set_icon(self.active_button, "ban" if product.active else "rotate-ccw")

    def _show_figures(self, card: Card) -> None:
        data, figures = card.product.data, card.figures
        price = _("open") if data.is_open_price else _dash(figures.price_e4, each)
        costs = (
            (_("Average cost"), _dash(figures.average_e4, each)),
            (_("Book value"), formats.money(figures.value)),
        )
        margin = ((_("Margin"), _dash(figures.margin_bp, formats.percent, " %")),)
        shown = (
            (_("On hand ({unit})").format(unit=data.unit), formats.quantity(figures.on_hand_milli)),
            *(costs if card.costs else ()),
            (_("Price"), price),
            *(margin if card.costs else ()),
            (_("Keeps"), _days(data.shelf_days)),
            *self._promised(card),
        )
        kept = {words for words, _text in (*costs, *margin)}  # from customers
        blank = (("", ""),) * (len(self.names) - len(shown))
        for name, value, (words, text) in zip(self.names, self.values, (*shown, *blank), strict=True):
            name.setText(words)
            value.set_private("words" if words in kept else "")
            value.setText(text)
            name.setVisible(bool(words))
            value.setVisible(bool(words))

    def _promised(self, card: Card) -> tuple[tuple[str, str], ...]:
        """What is promised in orders, and what is left to sell; nothing where no order wants it."""
        if not card.reserved_milli:
            return ()
        return (
            (_("For orders"), formats.quantity(card.reserved_milli)),
            (_("Left to sell"), formats.quantity(card.free_milli)),
        )

    def _show_places(self, card: Card) -> None:
        while (item := self.places.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, place in enumerate(card.places):
            self.places.addWidget(Label(place.lot or place.location, elide=True), number, 0)
            until = dt.date.fromisoformat(place.best_before) if place.best_before else None
            note = _("best before {date}").format(date=formats.date(until)) if until else ""
            where = place.location if place.lot else ""
            about = Label(" · ".join(part for part in (where, note) if part), type="small", tone="soft")
            self.places.addWidget(about, number, 1)
            amount = Label(formats.quantity(place.quantity_milli), align=Qt.AlignmentFlag.AlignRight)
            self.places.addWidget(amount, number, 2)
        self.places_title.setVisible(bool(card.places))

    @Slot()
    def _on_edit_clicked(self) -> None:
        self.edit_wanted.emit()

    @Slot()
    def _on_receive_clicked(self) -> None:
        self.receive_wanted.emit()

    @Slot()
    def _on_card_clicked(self) -> None:
        self.card_wanted.emit()

    @Slot()
    def _on_active_clicked(self) -> None:
        if self.card is not None:
            self.active_wanted.emit(not self.card.product.active)

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self.link_opened.emit(link)


def _dash(value: int | None, write: Callable[[int], str], unit: str = "") -> str:
    return formats.DASH if value is None else write(value) + unit


def _days(days: int | None) -> str:
    return formats.DASH if not days else _("{count} days").format(count=formats.count(days))
