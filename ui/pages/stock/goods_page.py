"""One list of goods with search and filters, the panel of the chosen one at its right."""

# Long because: a list with its filters, its panel, its papers and its empty states.
import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.ledger import ProductKind
from app.domain.session import Permission, Session
from app.i18n import _, ngettext
from app.queries.products import ProductFilter, ProductRow, count_products
from app.thai.dates import now, today
from reports.model import Link
from ui import formats, theme
from ui.messages import Messages
from ui.models.paged import PagedTableModel
from ui.pages.stock import work
from ui.pages.stock.card import CardPanel
from ui.pages.stock.goods_table import GoodsTable, Order, columns_for, cursor, fetcher
from ui.pages.stock.papers import Papers
from ui.pages.stock.work import Card, Lists
from ui.runner import Runner
from ui.widgets.basics import Button, EmptyState, SegmentedControl, row
from ui.widgets.choosing import Choice, SearchField, SimpleChoice
from ui.widgets.labels import Label
from ui.widgets.photos import PhotoCache

ALL, LOW, ASIDE, INCOMPLETE = "all", "low", "aside", "incomplete"
EVERY = 0
NARROW = 620
NARROWEST = 500


class GoodsPage(QWidget):
    """A list of some kinds of goods; what is wanted of one goes to the page around it."""

    new_wanted = Signal()
    edit_wanted = Signal(object)
    receive_wanted = Signal(object)
    card_wanted = Signal(str)
    link_opened = Signal(object)

    def __init__(
        self,
        kinds: tuple[ProductKind, ...],
        session: Session,
        runner: Runner,
        messages: Messages,
        photos: PhotoCache,
        *,
        papers: Papers,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kinds, self._session, self._runner, self._messages = kinds, session, runner, messages
        self._papers = papers
        self._order = Order()
        self._wanted = b""
        self._incomplete = 0
        self.search = SearchField()
        self.search.searched.connect(self._on_searched)
        self.search.down_pressed.connect(self._on_search_down)
        self.category = SimpleChoice()
        self.category.setFixedWidth(theme.px(190))
        self.category.committed.connect(self._on_filter_changed)
        self.which = SegmentedControl()
        self.which.chosen.connect(self._on_filter_changed)
        self.xlsx_button = Button("Excel", partial(self._export, "xlsx"), kind="quiet", icon="table")
        self.pdf_button = Button("PDF", partial(self._export, "pdf"), kind="quiet", icon="file-down")
        self.counted = Label("", type="small", tone="soft", elide=True)
        costs = session.may(Permission.SEE_BOOKS)
        columns = columns_for(costs)
        self.table = GoodsTable(photos, costs=costs)
        self.model = PagedTableModel[ProductRow](
            columns, lambda: 0, fetcher(ProductFilter(), Order()), key=cursor, runner=runner, parent=self
        )
        self.model.failed.connect(messages.show_error)
        self.model.modelReset.connect(self._on_model_reset)
        self.model.page_loaded.connect(self._on_page_loaded)
        self.table.set_long_list(self.model, columns)
        self.table.show_sort()
        self.table.copy_wanted.connect(self._on_copy_wanted)
        self.table.sort_chosen.connect(self._on_sort_chosen)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self._on_row_opened)
        self.empty = EmptyState("package-open", "")
        self.empty.acted.connect(self._on_empty_acted)
        self.stage = QStackedWidget()
        self.stage.addWidget(self.table)
        self.stage.addWidget(self.empty)
        self.panel = CardPanel(today)
        self.panel.set_rights(edit=session.may(Permission.EDIT_PRODUCTS), receive=session.may(Permission.BUY))
        if not session.may(Permission.EXPORT):
            self.xlsx_button.hide()
            self.pdf_button.hide()
        self.panel.hide()
        self.panel.edit_wanted.connect(self._on_edit_wanted)
        self.panel.receive_wanted.connect(self._on_receive_wanted)
        self.panel.active_wanted.connect(self._on_active_wanted)
        self.panel.card_wanted.connect(self._on_card_wanted)
        self.panel.month_chosen.connect(self._on_month_chosen)
        self.panel.link_opened.connect(self._on_link_opened)
        self.panel.closed.connect(self.table.setFocus)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self.tools = QVBoxLayout()
        self.tools.setSpacing(theme.INSIDE)
        self._narrow: bool | None = None
        self.foot = QWidget()
        foot = row(self.counted, self.xlsx_button, self.pdf_button)
        foot.setStretch(0, 1)
        self.foot.setLayout(foot)
        left = QVBoxLayout()
        left.setContentsMargins(theme.BETWEEN, 0, theme.BETWEEN, theme.INSIDE)
        left.setSpacing(theme.INSIDE)
        left.addLayout(self.tools)
        left.addWidget(self.stage, 1)
        self._left = left
        self._arrange()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.stage.installEventFilter(self)
        self.setFocusProxy(self.search)

    def _arrange(self) -> None:
        """The filters stand under the search where there is no room beside it."""
        narrow = self.stage.width() < theme.px(NARROW)
        self.counted.setVisible(not narrow or self.stage.width() >= theme.px(NARROWEST))
        if narrow == self._narrow:
            return
        self._narrow = narrow
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for layout in (upper, lower):
            layout.setSpacing(theme.INSIDE)
        while (old := self.tools.takeAt(0)) is not None:
            gone = old.layout()
            if gone is not None:
                gone.deleteLater()
        upper.addWidget(self.search, 1)
        upper.addWidget(self.category)
        (lower if narrow else upper).addWidget(self.which)
        if narrow:
            lower.addWidget(self.foot, 1)
        else:
            self._left.addWidget(self.foot)
        self.tools.addLayout(upper)
        self.tools.addLayout(lower)
        self.category.setFixedWidth(theme.px(150 if narrow else 190))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrange again when the width calls for it."""
        if watched is self.stage and event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Set every text again."""
        self.search.set_placeholder(_("Search by name, code or barcode"))
        self._offer_which()
        self.table.setAccessibleName(self.title())
        self.category.setAccessibleName(_("Category"))
        self.model.retranslate()
        self.panel.retranslate()
        self._show_empty()

    def title(self) -> str:
        """What the list is called."""
        return _("Products") if ProductKind.PRODUCT in self._kinds else _("Materials & packaging")

    # ---- what the page around it uses

    def set_lists(self, lists: Lists) -> None:
        """Other categories to filter by."""
        names = [Choice(EVERY, _("All categories"))]
        names += [Choice(category.id, category.name) for category in lists.categories]
        chosen = self.category.key()
        self.category.set_choices(names)
        self.category.set_value(chosen if chosen is not None else EVERY)

    def read(self) -> None:
        """Read the list again, and the product that is shown."""
        self._ask()
        if self.panel.card is not None and not self.panel.isHidden():
            self._read_card(self.panel.card.product.uid)

    def refresh(self, changes: Changes) -> None:
        """Read again what these changes touch."""
        if changes & (Changes.PRODUCTS | Changes.STOCK | Changes.SALES | Changes.MARKET):
            self.read()

    def show_low(self) -> None:
        """Only what has to be ordered."""
        self._show_only(LOW)

    def show_incomplete(self) -> None:
        """Only what was sold by its name before it was entered."""
        self._incomplete = self._incomplete or 1
        self._offer_which()
        self._show_only(INCOMPLETE)

    def _show_only(self, which: str) -> None:
        self.search.clear()
        self.panel.hide()
        self.which.set_key(which)
        self._ask()

    def _offer_which(self) -> None:
        """Goods to be completed are a choice only while there are some."""
        choices = [(ALL, _("All")), (LOW, _("Low")), (ASIDE, _("Not sold"))]
        if self._incomplete:
            choices.append((INCOMPLETE, _("To complete")))
        self.which.set_choices(choices)

    def _on_incomplete_counted(self, count: int) -> None:
        gone = self._incomplete and not count and self.which.key() == INCOMPLETE
        if bool(count) != bool(self._incomplete):
            self._incomplete = count
            self._offer_which()
        self._incomplete = count
        if gone:
            self._show_only(ALL)

    def show_card(self, card: Card) -> None:
        """Show one product's panel, wherever it is in the list."""
        self._wanted = card.product.uid
        self.panel.month.set_month(card.month)
        self.panel.show_card(card)
        self.panel.show()

    # ---- the list

    def where(self) -> ProductFilter:
        """What the list shows now."""
        category = self.category.key()
        which = self.which.key()
        return ProductFilter(
            kinds=self._kinds,
            category_id=category if isinstance(category, int) and category != EVERY else None,
            active=which != ASIDE,
            text=self.search.text(),
            low=which == LOW,
            incomplete=which == INCOMPLETE,
        )

    def is_filtered(self) -> bool:
        """Whether something is left out."""
        return bool(
            self.search.text().strip() or self.which.key() != ALL or self.category.key() not in (None, EVERY)
        )

    def _ask(self) -> None:
        where = self.where()
        self.model.set_source(partial(count_products, where), fetcher(where, self._order))
        self._runner.run(self, partial(count_products, where), self._on_counted)
        left = ProductFilter(kinds=self._kinds, incomplete=True)
        self._runner.run(self, partial(count_products, left), self._on_incomplete_counted)

    def _on_counted(self, count: int) -> None:
        words = ngettext("{count} item", "{count} items", count)
        self.counted.setText(words.format(count=formats.count(count)))
        self.xlsx_button.setEnabled(count > 0)
        self.pdf_button.setEnabled(count > 0)
        self.stage.setCurrentWidget(self.table if count else self.empty)
        self._show_empty()

    def _show_empty(self) -> None:
        if self.is_filtered():
            self.empty.set_texts(_("Nothing fits the search and the filters."), _("Show everything"))
        elif ProductKind.PRODUCT in self._kinds:
            self.empty.set_texts(
                _("The goods that you sell will stand here, with their photo, price and stock."),
                _("Enter the first product"),
            )
        else:
            self.empty.set_texts(
                _("Materials and packaging will stand here: what you buy to make your goods."),
                _("Enter the first material"),
            )

    @Slot()
    def _on_empty_acted(self) -> None:
        if not self.is_filtered():
            self.new_wanted.emit()
            return
        self.which.set_key(ALL)
        self.category.set_value(EVERY)
        self.search.clear_search()
        self._ask()

    @Slot(str)
    def _on_searched(self, _folded: str) -> None:
        self._ask()

    @Slot()
    def _on_search_down(self) -> None:
        self.table.setFocus()
        self.table.choose_first()

    @Slot(object)
    def _on_filter_changed(self, _key: object) -> None:
        self._ask()

    @Slot(str, bool)
    def _on_sort_chosen(self, sort: str, descending: bool) -> None:
        self._order = Order(sort, descending)
        self._ask()

    @Slot()
    def _on_model_reset(self) -> None:
        self.table.fit_columns()

    @Slot(int)
    def _on_page_loaded(self, number: int) -> None:
        if number == 0:
            self.table.fit_columns()

    # ---- the chosen one

    @Slot(object)
    def _on_row_chosen(self, chosen: object) -> None:
        if isinstance(chosen, ProductRow) and len(self.table.chosen_rows()) <= 1:
            self._read_card(chosen.uid)

    @Slot(object)
    def _on_row_opened(self, opened: ProductRow) -> None:
        self._read_card(opened.uid)

    def _read_card(self, uid: bytes) -> None:
        self._wanted = uid
        job = partial(work.card, self._session, uid, self.panel.month.month())
        self._runner.run(self, job, self._on_card_read, failed=self._messages.show_error)

    def _on_card_read(self, card: Card | None) -> None:
        if card is None or card.product.uid != self._wanted:
            return
        self.panel.show_card(card)
        self.panel.show()

    @Slot(object)
    def _on_month_chosen(self, _month: dt.date) -> None:
        if self.panel.card is not None:
            self._read_card(self.panel.card.product.uid)

    @Slot()
    def _on_edit_wanted(self) -> None:
        self.edit_wanted.emit(self.panel.card)

    @Slot()
    def _on_receive_wanted(self) -> None:
        self.receive_wanted.emit(self.panel.card)

    @Slot()
    def _on_card_wanted(self) -> None:
        if self.panel.card is not None:
            self.card_wanted.emit(self.panel.card.product.code)

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self.link_opened.emit(link)

    @Slot(bool)
    def _on_active_wanted(self, active: bool) -> None:
        card = self.panel.card
        if card is None:
            return
        self._set_active(card.product.uid, card.product.name, active)

    def _set_active(self, uid: bytes, name: str, active: bool, *, undoable: bool = True) -> None:
        def done(_saved: object) -> None:
            words = _("“{name}” is sold again.") if active else _("“{name}” is no longer sold.")
            back = partial(self._set_active, uid, name, not active, undoable=False)
            self._messages.done(
                words.format(name=name), _("Undo") if undoable else "", back if undoable else None
            )

        job = partial(work.set_active, self._session, uid, active)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    # ---- export

    @Slot(object)
    def _on_copy_wanted(self, numbers: list[int]) -> None:
        job = partial(work.every_row, self.where(), self._order.sort, self._order.descending)
        done = partial(self.table.copy_these, numbers)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _export(self, kind: str) -> None:
        self._papers.save(
            partial(
                work.seen,
                self._session,
                self.where(),
                self._order.sort,
                self._order.descending,
                self.title(),
                self._filter_words(),
                now(),
            ),
            self.title(),
            kind,
        )

    def _filter_words(self) -> str:
        parts = []
        if self.which.key() == LOW:
            parts.append(_("Low"))
        elif self.which.key() == ASIDE:
            parts.append(_("Not sold"))
        elif self.which.key() == INCOMPLETE:
            parts.append(_("To complete"))
        if self.category.key() not in (None, EVERY):
            parts.append(self.category.text())
        if self.search.text().strip():
            parts.append(f"“{self.search.text().strip()}”")
        return " · ".join(parts)
