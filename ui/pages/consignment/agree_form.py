"""The form of an agreement: from which day, about which goods, what the owner gets; and those that stand."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.consignment import BORNE_WORDS, METHOD_WORDS, BorneBy, Direction, Method, TermsData
from app.i18n import _
from app.queries.consignment import TermsRow
from app.thai.dates import today
from reports.consignment import share_words
from ui import formats, theme
from ui.pages.consignment import work
from ui.widgets.arrange import column
from ui.widgets.buttons import IconButton
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, PercentField, UnitCostField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.goods_fields import goods_choices
from ui.widgets.labels import Label


class AgreedList(QWidget):
    """What was agreed with somebody, each with a button that takes it out; ``removed`` gives the row."""

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[TermsRow] = ()
        self.buttons: list[IconButton] = []
        self._cells: list[QWidget] = []
        self.heading = Label("", strong=True)
        self.empty = Label("", tone="soft", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.BETWEEN)
        self._grid.setVerticalSpacing(theme.INSIDE)
        for at, stretch in enumerate((5, 4, 3, 5, 0)):
            self._grid.setColumnStretch(at, stretch)
        self.setLayout(column(self.heading, self.empty, self._grid, spacing=theme.INSIDE))

    def show_rows(self, rows: Sequence[TermsRow]) -> None:
        """These agreements, the later of one matter first."""
        self.rows = rows
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells, self.buttons = [], []
        self.heading.setText(_("What stands agreed"))
        self.empty.setText(_("Nothing was agreed yet."))
        self.empty.setVisible(not rows)
        titles = (_("Goods"), _("Share of the owner"), _("Holds from"), _("Note"))
        if rows:
            for at, title in enumerate(titles):
                self._put(Label(title, type="small", tone="soft"), 0, at)
        for number, each in enumerate(rows, 1):
            goods = each.product or _("All goods")
            words = (
                goods,
                share_words(each.method, each.value, each.unit),
                formats.date(each.from_day),
                each.note,
            )
            for at, text in enumerate(words):
                self._put(Label(text, wrap=True), number, at)
            name = _("Take out what was agreed about {goods}").format(goods=goods)
            button = IconButton("trash-2", name, partial(self.removed.emit, each))
            self.buttons.append(button)
            self._put(button, number, len(words))

    def _put(self, cell: QWidget, line: int, at: int) -> None:
        self._grid.addWidget(cell, line, at)
        self._cells.append(cell)


class AgreeForm(FormPage):
    """Fills in a ``TermsData``; ``submitted`` gives it."""

    submitted = Signal(object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lists = work.Lists()
        self.row: work.Row | None = None
        self.goods = ChoiceField()
        self.day = ThaiDateField(required=True, today=today)
        self.method = SimpleChoice(required=True)
        self.percent, self.amount = PercentField(required=True), UnitCostField(required=True)
        self.spoilage, self.discount = SimpleChoice(required=True), SimpleChoice(required=True)
        self.note = NameField()
        self._shown = (self.goods, self.day, self.method, self.percent, self.amount)
        self._form = FlowingForm((*self._shown, self.spoilage, self.discount, self.note), columns=3)
        self.hint = Label("", tone="soft", wrap=True)
        self.agreed = AgreedList()
        self.add(self._form)
        self.add(self.hint)
        self.add(self.agreed)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.method.committed.connect(self._on_method)
        self.goods.committed.connect(self._on_goods)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Agreed with {name}").format(name=self.row.name if self.row else ""))
        self.save_button.set_text(_("Save"))
        self._form.set_texts(
            (
                _("Goods (empty: all)"),
                _("Holds from"),
                _("Our share") if self._is_shop else _("Share of the owner"),
                _("Percent of the price"),
                _("Baht a unit"),
                _("Gone bad is borne by"),
                _("Discounts are borne by"),
                _("Note"),
            )
        )
        self.hint.setText(_("What was sold before that day keeps the share that it was sold with."))
        methods = [(each, _(METHOD_WORDS[each])) for each in Method]
        bearers = [(each, _(BORNE_WORDS[each])) for each in BorneBy]
        for field, pairs in ((self.method, methods), (self.spoilage, bearers), (self.discount, bearers)):
            chosen = field.key()
            field.set_choices([Choice(key, text) for key, text in pairs])
            field.set_value(pairs[0][0] if chosen is None else chosen)
        self.amount.set_unit(_("baht"))
        self.day.retranslate()
        self.agreed.show_rows(self._hers())
        self._show_fields()

    @property
    def _is_shop(self) -> bool:
        return self.row is not None and self.row.shop is not None

    @property
    def _direction(self) -> Direction:
        return Direction.OUT if self._is_shop else Direction.IN

    def set_lists(self, lists: work.Lists) -> None:
        """Goods to choose from, and what was agreed before."""
        self._lists = lists
        self.goods.set_choices(goods_choices(lists.goods))
        self.agreed.show_rows(self._hers())

    def _hers(self) -> list[TermsRow]:
        """What was agreed with her, the later of one matter first."""
        uid = self.row.uid if self.row is not None else None
        return [
            each for each in self._lists.terms if each.party_uid == uid and each.direction is self._direction
        ]

    def begin(self, row: work.Row) -> None:
        """What holds with somebody for all goods, to be changed from today on."""
        self.row = row
        self.set_busy(False)
        self.say("")
        self.goods.set_value(None)
        self.note.set_value(None)
        self.day.set_value(self._today())
        self._on_goods()
        self.retranslate()
        self.goods.edit.setFocus()

    def _show_fields(self) -> None:
        is_percent = self.method.key() is Method.PERCENT
        ours = not self._is_shop
        self._form.show_fields((True, True, True, is_percent, not is_percent, ours, ours, True))
        self.percent.set_required(is_percent)
        self.amount.set_required(not is_percent)

    @Slot()
    def _on_method(self, *_what: object) -> None:
        self._show_fields()

    @Slot()
    def _on_goods(self, *_what: object) -> None:
        """What holds for these goods, else for all, stands in the form."""
        if self.row is None:
            return
        uid = self.goods.key()
        hers = self._hers()
        found = [each for each in hers if each.product_uid == uid] or [
            each for each in hers if each.product_uid is None
        ]
        if found:
            agreed = work.agreed_in(found[0])
            self.method.set_value(agreed.method)
            self.percent.set_value(agreed.value if agreed.method is Method.PERCENT else None)
            self.amount.set_value(agreed.value if agreed.method is Method.AMOUNT else None)
            self.spoilage.set_value(agreed.spoilage_by)
            self.discount.set_value(agreed.discount_by)
            self.note.set_value(found[0].note or None)
        self._show_fields()

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy or self.row is None:
            return
        self.say("")
        share = self.percent if self.method.key() is Method.PERCENT else self.amount
        if [each for each in (self.note, share, self.day, self.goods) if not each.check()]:
            return
        day, uid = self.day.date(), self.goods.key()
        assert day is not None
        self.set_busy(True)
        self.submitted.emit(
            TermsData(
                self._direction,
                self.row.uid,
                Method(str(self.method.key())),
                share.number_or_zero(),
                day,
                uid if isinstance(uid, bytes) else None,
                spoilage_by=BorneBy(str(self.spoilage.key())),
                discount_by=BorneBy(str(self.discount.key())),
                note=self.note.name(),
            )
        )
