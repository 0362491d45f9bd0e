"""Rows of a list from outside become goods, people, an opening, slips, through the services of forms."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from app.domain.document import new_uid
from app.domain.import_fields import ON_CREDIT, ImportKind
from app.domain.importing import TypedRow
from app.domain.ledger import ProductKind
from app.domain.member import MemberData
from app.domain.opening import OpenBillDraft, OpeningBooksDraft, OpenSharesDraft
from app.domain.party import PartyData
from app.domain.product import CODE_LETTER, ProductData
from app.domain.purchase import OpeningStockDraft, Slip
from app.domain.session import Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.errors import UserError
from app.i18n import N_
from app.queries.parties import party_by_uid
from app.services.catalogue import NameTakenError, save_category, save_section
from app.services.entries import UnknownCategoryError, post_entry
from app.services.import_names import Codes, Made, Names, goods_by_name
from app.services.members import enrol
from app.services.opening import open_books
from app.services.parties import CODE_OF_MEMBER, CODE_OF_OTHERS, create_party
from app.services.products import create_product
from app.thai.fold import fold
from db import connection as book
from db.sql import importing as sql


class AmountUnclearError(UserError):
    """A slip with no amount, or with one on both sides."""

    message = N_("Please give one amount, either in or out.")


Part = Sequence[TypedRow]
"""Rows that belong together: a slip of several lines, a whole opening, else one row."""


class Importer(Protocol):
    """What takes in one kind of list."""

    def parts(self, rows: Sequence[TypedRow]) -> list[Part]:
        """The rows in the portions in which they are made."""
        ...

    def make(self, part: Part) -> Iterable[Made]:
        """Make one portion; raises UserError."""
        ...

    def place(self, part: Part, error: UserError) -> tuple[int, str]:
        """Row and column title that an error is about."""
        ...


class _ByRow:
    """Each row by itself; an error is about the row as a whole."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.at = 0

    def parts(self, rows: Sequence[TypedRow]) -> list[Part]:
        return [(row,) for row in rows]

    def place(self, part: Part, _error: UserError) -> tuple[int, str]:
        return part[0].number, ""


class _Goods(_ByRow):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._names = {row[0] for row in book.fetch(sql.PRODUCT_NAMES)}
        self._categories: dict[str, int] = {
            fold(name): identity for identity, name in book.fetch(sql.PRODUCT_CATEGORIES)
        }
        self._codes = Codes("product")

    def make(self, part: Part) -> Iterable[Made]:
        (row,) = part
        name = row.text("name")
        if fold(name) in self._names:
            raise NameTakenError(name=name)
        days = row.number_of("shelf_days")
        kind = ProductKind(row.text("kind") or ProductKind.PRODUCT.value)
        data = ProductData(
            name=name,
            unit=row.text("unit"),
            kind=kind,
            code=self._codes.of(row.text("code"), CODE_LETTER[kind]),
            barcode=row.text("barcode") or None,
            category_id=self._category(row.text("category")),
            price_e4=row.number_of("price"),
            shelf_days=days or None,
            story=row.text("story"),
            origin=row.text("origin"),
            reorder_milli=row.number_of("reorder") or 0,
            vat_class=row.text("vat") or "unknown",
        )
        saved = create_product(self.session, data)
        self._names.add(fold(name))
        return [Made("product", saved.uid)]

    def _category(self, name: str) -> int | None:
        if not name:
            return None
        key = fold(name)
        if key not in self._categories:
            self._categories[key] = save_category(self.session, name, position=len(self._categories) + 1).id
        return self._categories[key]


class _People(_ByRow):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._names = {row[0] for row in book.fetch(sql.PARTY_NAMES)}
        self._codes = Codes("party")
        self._sections: dict[str, int] = {}
        for identity, _uid, code, name in book.fetch(sql.SECTIONS):
            self._sections |= {fold(code): identity, fold(name): identity}

    def make(self, part: Part) -> Iterable[Made]:
        (row,) = part
        name = row.text("name")
        if fold(name) in self._names:
            raise NameTakenError(name=name)
        is_member = row.flag("member")
        data = PartyData(
            name=name,
            code=self._codes.of(row.text("code"), CODE_OF_MEMBER if is_member else CODE_OF_OTHERS),
            is_member=is_member,
            is_customer=row.flag("customer"),
            is_supplier=row.flag("supplier"),
            section_id=self._section(row.text("section")),
            phone=row.text("phone"),
            address=row.text("address"),
            tax_id=row.text("tax_id"),
            note=row.text("note"),
            credit_days=row.number_of("credit_days") or 0,
            credit_limit=row.number_of("credit_limit"),
        )
        saved = create_party(self.session, data)
        self._names.add(fold(name))
        return [Made("party", saved.uid)]

    def _section(self, name: str) -> int | None:
        if not name:
            return None
        key = fold(name)
        if key not in self._sections:
            self._sections[key] = save_section(self.session, name).id
        return self._sections[key]


class _Members(_People):
    """The register: who is known by name becomes a member, the others are made."""

    def __init__(self, session: Session, today: dt.date) -> None:
        super().__init__(session)
        self._today = today

    def make(self, part: Part) -> Iterable[Made]:
        (row,) = part
        name = row.text("name")
        known = book.fetch_one(sql.PARTY_BY_FOLDED, (fold(name),)) if fold(name) in self._names else None
        person = party_by_uid(bytes(known[0])) if known is not None else None
        if person is None:
            old = PartyData(name, code=self._codes.of("", CODE_OF_MEMBER))
        else:
            old = person.data
        party = replace(
            old,
            section_id=self._section(row.text("section")) or old.section_id,
            phone=row.text("phone") or old.phone,
            address=row.text("address") or old.address,
        )
        data = MemberData(
            party,
            number=row.text("number"),
            national_id=row.text("national_id"),
            born_on=row.day("born_on"),
            joined_on=row.day("joined_on"),
            household=row.text("household"),
            occupation=row.text("occupation"),
            heir=row.text("heir"),
            note=row.text("note"),
        )
        uid = person.uid if person is not None else None
        saved = enrol(self.session, data, today=self._today, party_uid=uid)
        self._names.add(fold(name))
        made = [Made("member", saved.uid)]
        return made if person is not None else [*made, Made("party", saved.uid)]


class _Slips(_ByRow):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._lists = Names(session)

    def parts(self, rows: Sequence[TypedRow]) -> list[Part]:
        """Rows under each other with the same slip number, day and person are one slip."""
        parts: list[list[TypedRow]] = []
        last: tuple[object, ...] | None = None
        for row in rows:
            key = (row.text("slip_number"), row.day("on"), fold(row.text("party")), row.text("direction"))
            if key[0] and key == last:
                parts[-1].append(row)
            else:
                parts.append([row])
            last = key
        return list(parts)

    def make(self, part: Part) -> Iterable[Made]:
        first = part[0]
        sides = [self._side(row) for row in part]
        direction = sides[0][0]
        if any(side is not direction for side, _amount in sides):
            raise AmountUnclearError
        lines = tuple(
            self._line(row, direction, amount) for row, (_side, amount) in zip(part, sides, strict=True)
        )
        total = sum(line.amount for line in lines)
        on = first.day("on")
        assert on is not None
        name = first.text("party")
        kind = "supplier" if direction is Direction.OUT else "customer"
        paid = first.text("paid")
        owed = fold(paid) in {fold(word) for word in ON_CREDIT}
        draft = EntryDraft(
            new_uid(),
            direction,
            lines,
            () if owed else (PayDraft(PayKind.MONEY, total, self._lists.money(paid)),),
            party_uid=self._lists.person(name, kind=kind) if name else None,
            slip=Slip(first.day("slip_date"), first.text("slip_number")),
            note=first.text("note"),
        )
        posted = post_entry(self.session, draft, on=on)
        return [*self._lists.taken(), Made("document", posted.uid)]

    def _side(self, row: TypedRow) -> tuple[Direction, int]:
        given = {
            Direction.IN: row.number_of("income") or 0,
            Direction.OUT: row.number_of("expense") or 0,
        }
        amount = row.number_of("amount") or 0
        if amount:
            if any(given.values()):
                raise AmountUnclearError
            if not row.text("direction"):
                return (Direction.IN, amount) if amount > 0 else (Direction.OUT, -amount)
            return Direction(row.text("direction")), abs(amount)
        sides = [(side, amount) for side, amount in given.items() if amount]
        if len(sides) != 1:
            raise AmountUnclearError
        return sides[0]

    def _line(self, row: TypedRow, direction: Direction, amount: int) -> EntryLineDraft:
        name = row.text("category")
        category = self._lists.category(direction, name)
        account = "" if category is not None else self._lists.account(name)
        if category is None and not account:
            raise UnknownCategoryError
        return EntryLineDraft(
            amount,
            category,
            account,
            row.text("description"),
            self._lists.section(row.text("section")),
            self._lists.project(row.text("project")),
        )


class _Opening(_ByRow):
    """All rows are one opening; where one is not right, its own row is named."""

    def __init__(self, session: Session, on: dt.date) -> None:
        super().__init__(session)
        self._on = on
        self._lists = Names(session)
        self._row: TypedRow | None = None

    def parts(self, rows: Sequence[TypedRow]) -> list[Part]:
        return [rows] if rows else []

    def place(self, part: Part, _error: UserError) -> tuple[int, str]:
        return (self._row or part[0]).number, ""

    def make(self, part: Part) -> Iterable[Made]:
        money: list[tuple[str, int]] = []
        others: list[tuple[str, int]] = []
        debtors: list[OpenBillDraft] = []
        creditors: list[OpenBillDraft] = []
        shares: list[OpenSharesDraft] = []
        stock: list[OpeningStockDraft] = []
        for row in part:
            self._row = row
            what, amount = row.text("what"), row.number_of("amount") or 0
            name, code = row.text("name"), row.text("code")
            if what == "money":
                money.append((self._lists.money(code or name), amount))
            elif what == "debtor":
                debtors.append(self._bill(row, self._lists.person(name, code, kind="customer")))
            elif what == "creditor":
                creditors.append(self._bill(row, self._lists.person(name, code, kind="supplier")))
            elif what == "share":
                shares.append(OpenSharesDraft(self._lists.person(name, code, kind="member"), amount))
            elif what == "stock":
                stock.append(
                    OpeningStockDraft(goods_by_name(name, code), row.number_of("quantity") or 0, amount)
                )
            else:
                account = self._lists.account(code or name)
                if not account:
                    raise UnknownCategoryError
                others.append((account, amount))
        self._row = None
        draft = OpeningBooksDraft(
            new_uid(),
            tuple(money),
            tuple(debtors),
            tuple(creditors),
            tuple(shares),
            tuple(stock),
            others=tuple(others),
        )
        posted = open_books(self.session, draft, on=self._on)
        return [*self._lists.taken(), *(Made("document", each.uid) for each in posted)]

    def _bill(self, row: TypedRow, person: bytes) -> OpenBillDraft:
        slip = Slip(row.day("slip_date"), row.text("slip_number"))
        return OpenBillDraft(new_uid(), person, row.number_of("amount") or 0, slip, row.text("note"))


def importer_for(kind: ImportKind, session: Session, on: dt.date) -> Importer:
    """What takes in a kind of list; ``on`` is the day of an opening, for others today."""
    if kind is ImportKind.PRODUCTS:
        return _Goods(session)
    if kind is ImportKind.PARTIES:
        return _People(session)
    if kind is ImportKind.MEMBERS:
        return _Members(session, on)
    return _Opening(session, on) if kind is ImportKind.OPENING else _Slips(session)
