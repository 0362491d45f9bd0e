"""What the palette finds in the book: reports, products, people and documents; names that are never cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.changes import Changes
from app.domain.pre_order import STATE_WORDS
from app.domain.session import Permission, Session
from app.i18n import _
from app.queries.parties import list_parties
from app.queries.pre_orders import Order, orders_called
from app.queries.products import list_products
from app.queries.sales import DocumentRow
from app.services.reading import GOODS, find_document
from app.thai.digits import to_arabic
from app.thai.fold import fold
from reports.model import Link
from ui import formats, thai_text
from ui.hits import Hit, matches
from ui.runner import Runner
from ui.widgets.choice_lines import warm
from ui.widgets.goods_fields import goods_choices

MANY = 100_000
MOST = 12
"""So many of one kind are shown."""
AGAIN_MS = 1_500
READ_AGAIN = Changes.PRODUCTS | Changes.PARTIES


@dataclass(frozen=True, slots=True)
class Known:
    """One thing kept in memory: how it is searched, what it is called, what opens it."""

    folded: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Memory:
    """The products and people of the book."""

    products: tuple[Known, ...] = ()
    parties: tuple[Known, ...] = ()


def read_memory() -> Memory:
    """Read the names and codes of all products and people; fields that choose goods are ready then, too."""
    goods = list_products(limit=MANY)
    warm(goods_choices(goods))
    products = tuple(Known(f"{fold(each.name)} {fold(each.code)}", each.code, each.name) for each in goods)
    parties = tuple(
        Known(f"{fold(each.name)} {fold(each.code)}", each.code, each.name)
        for each in list_parties(limit=MANY)
    )
    return Memory(products, parties)


def _found(typed: str, known: Sequence[Known]) -> list[Known]:
    words = [fold(word) for word in typed.split()]
    found = []
    for each in known:
        if all(word in each.folded for word in words):
            found.append(each)
            if len(found) == MOST:
                break
    return found


class BookFinder(QObject):
    """Sources for the palette, read on the storage worker and answered from memory."""

    arrived = Signal()
    """A document that was looked up came back: the palette may ask again."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._open_link, self._go_to = open_link, go_to
        self._memory = Memory()
        self._documents: dict[str, DocumentRow | None] = {}
        self._asked: set[str] = set()
        self._orders: dict[str, tuple[Order, ...]] = {}
        self._orders_asked: set[str] = set()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.read)
        runner.changed.connect(self._on_changed)
        self.read()

    @Slot()
    def read(self) -> None:
        """Read products and people anew."""
        self._runner.run(self, read_memory, self._on_read)

    def _on_read(self, memory: Memory) -> None:
        if memory == self._memory:
            return
        self._memory = memory
        thai_text.set_names(each.name for each in (*memory.products, *memory.parties))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        self._documents.clear()
        self._orders.clear()
        if changes & READ_AGAIN:
            self._again.start()

    # ---- sources

    def find_reports(self, typed: str) -> list[Hit]:
        """Reports by their titles, those that she may read."""
        if not typed:
            return []
        from reports.catalogue import offered  # all reports: not needed to open the window

        return [
            Hit(_(kind.title), _("Report"), kind.icon, partial(self._go_to, "reports", kind.name))
            for kind in offered(self._session)
            if matches(typed, _(kind.title), kind.title, kind.name)
        ]

    def find_products(self, typed: str) -> list[Hit]:
        """Products by name or code; they open their stock card."""
        if not typed or not self._session.may_any(GOODS):
            return []
        return [
            Hit(each.name, each.code, "package", partial(self._open_link, Link("stock-card", each.code)))
            for each in _found(typed, self._memory.products)
        ]

    def find_parties(self, typed: str) -> list[Hit]:
        """People and groups by name or code; they open their account."""
        if not typed or not self._session.may(Permission.SEE_BOOKS):
            return []
        return [
            Hit(each.name, each.code, "user", partial(self._go_to, "reports", f"own-account:{each.code}"))
            for each in _found(typed, self._memory.parties)
        ]

    def find_documents(self, typed: str) -> list[Hit]:
        """The document of a number; it is looked up by the worker and comes with the next search."""
        number = to_arabic(typed.strip())
        if "-" not in number or not number[-1:].isdigit():
            return []
        if number not in self._documents:
            if number not in self._asked:
                self._asked.add(number)
                job = partial(find_document, self._session, number)
                self._runner.run(self, job, partial(self._on_document, number))
            return []
        document = self._documents[number]
        if document is None:
            return []

        from reports.stock_card import document_name

        about = " · ".join((document_name(document.kind), formats.date(document.on)))
        link = Link("document", document.number)
        return [Hit(document.number, about, "file-text", partial(self._open_link, link))]

    def _on_document(self, number: str, document: DocumentRow | None) -> None:
        self._asked.discard(number)
        self._documents[number] = document
        if document is not None:
            self.arrived.emit()

    def find_orders(self, typed: str) -> list[Hit]:
        """Orders by the beginning of their code; looked up by the worker, they come with the next search."""
        code = to_arabic(typed.strip()).upper()
        if not self._session.may(Permission.KEEP_ORDERS) or not _is_order_code(code):
            return []
        if code not in self._orders:
            if code not in self._orders_asked:
                self._orders_asked.add(code)
                self._runner.run(
                    self, partial(orders_called, code, limit=MOST), partial(self._on_orders, code)
                )
            return []
        return [
            Hit(
                f"{each.code} · {each.party}",
                " · ".join((_("Order"), _(STATE_WORDS[each.state]), formats.date(each.wanted_on))),
                "clipboard-list",
                partial(self._go_to, "market", f"orders:{each.code}"),
            )
            for each in self._orders[code]
        ]

    def _on_orders(self, code: str, found: tuple[Order, ...]) -> None:
        self._orders_asked.discard(code)
        self._orders[code] = found
        if found:
            self.arrived.emit()


def _is_order_code(code: str) -> bool:
    """Whether it may be the beginning of an order's code: letters, then at least one figure."""
    return code.isascii() and code.isalnum() and code[:1].isalpha() and code[-1:].isdigit()
