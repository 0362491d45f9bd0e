"""Builders of books and what is in them: quick to write in a test, made by the real services.

``make_book`` copies a template that is created once per run, so that a book costs milliseconds.
"""

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole, ProductKind
from app.domain.party import PartyData
from app.domain.product import ProductData, ProductUnitData
from app.domain.roles import Limit
from app.domain.session import Permission, Session, issue, now_ms
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.services.books import close_book, create_book, open_book
from app.services.journal import account_id
from app.services.parties import create_party
from app.services.products import create_product
from app.services.records import Saved
from app.services.unit_of_work import Entry, Posted, post

ENTERPRISE = "วิสาหกิจชุมชนทดสอบ"


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.samut"
        create_book(path, name=ENTERPRISE)
        close_book()
        return path.read_bytes()


def book_file(folder: Path, name: str = "สมุด.samut") -> Path:
    """A closed, empty book on disk."""
    path = folder / name
    path.write_bytes(_template())
    return path


def make_book(
    folder: Path, name: str = "สมุด.samut", *, clock: Callable[[], int] = now_ms, window: bool = False
) -> Session:
    """An empty book, open on this thread; the caller (or the ``session`` fixture) closes it."""
    return open_book(book_file(folder, name), clock=clock, window=window)


def session_with(*permissions: Permission, limits: Mapping[Limit, int] | None = None) -> Session:
    """Somebody at the first device of the open book who may do just this (nothing without permissions)."""
    return issue(Session(1, "ผู้ขาย", 1, 1, 1), frozenset(permissions), limits)


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    """A book, open for the length of a ``with``."""
    session = open_book(path)
    try:
        yield session
    finally:
        close_book()


def copy_of(path: Path, target: Path) -> Path:
    """A byte for byte copy of a closed book."""
    shutil.copyfile(path, target)
    return target


def product(
    session: Session,
    name: str = "กะปิผงรสวาซาบิ",
    *,
    price: int | None = 5900,
    unit: str = "ขวด",
    kind: ProductKind = ProductKind.PRODUCT,
    code: str = "",
    barcode: str | None = None,
    units: tuple[ProductUnitData, ...] = (),
    category_id: int | None = None,
    is_open_price: bool = False,
    is_weighed: bool = False,
) -> Saved:
    """A product at ``price`` satang."""
    return create_product(
        session,
        ProductData(
            name=name,
            unit=unit,
            kind=kind,
            code=code,
            barcode=barcode,
            price_e4=None if price is None else price * 10_000,
            units=units,
            category_id=category_id,
            is_open_price=is_open_price,
            is_weighed=is_weighed,
        ),
    )


def material(session: Session, name: str = "กะปิ", *, unit: str = "กก.", code: str = "") -> Saved:
    """A material without a price."""
    return product(session, name, price=None, unit=unit, kind=ProductKind.MATERIAL, code=code)


def sell(session: Session, on: dt.date = dt.date(2026, 10, 5)) -> Posted:
    """The smallest document that has a receipt number."""

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.SALE, on)
        entry.line(account_id(AccountRole.CASH), 100)
        entry.line(account_id(AccountRole.BANK), -100)

    return post(session, Permission.SELL, new_uid(), write)


def party(session: Session, name: str = "สมาชิก 001", *, member: bool = False) -> Saved:
    """A person with nothing but a name."""
    return create_party(session, PartyData(name=name, is_member=member))


def expense(*lines: tuple[str, int] | tuple[str, int, str], paid: int = 0, **more: object) -> EntryDraft:
    """A slip of expenses: account code, satang and perhaps words of each; ``paid`` of it in cash."""
    parts = tuple(
        EntryLineDraft(line[1], account_code=line[0], description=line[2] if len(line) == 3 else "")
        for line in lines
    )
    pays = (PayDraft(PayKind.MONEY, paid, "1101"),) if paid else ()
    return EntryDraft(new_uid(), Direction.OUT, parts, pays, **more)  # type: ignore[arg-type]
