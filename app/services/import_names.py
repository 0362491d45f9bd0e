"""What the names in a list from outside stand for: accounts, categories, people, goods."""

from dataclasses import dataclass, field

from app.domain.importing import ValueMissingError
from app.domain.party import PartyData
from app.domain.session import Session
from app.domain.slip_entry import Direction
from app.errors import UserError
from app.i18n import N_
from app.services.catalogue import save_section
from app.services.parties import CODE_OF_MEMBER, CODE_OF_OTHERS, create_party
from app.services.products import next_code
from app.thai.fold import fold
from db import connection as book
from db.sql import importing as sql


class NoSuchGoodsError(UserError):
    """Goods of an opening that the book does not know."""

    message = N_("There are no goods “{name}”. Please take in the list of goods first.")


class NoSuchMoneyError(UserError):
    """A way of paying that is no money account of the book."""

    message = N_("There is no cash, bank or PromptPay account “{name}”.")


class NoSuchProjectError(UserError):
    """A project that the book does not know."""

    message = N_("There is no project “{name}”.")


@dataclass(frozen=True, slots=True)
class Made:
    """Something that a row made: its table and uid."""

    entity: str
    uid: bytes


class Codes:
    """Codes of a long list: the next free one is looked up once, and again only after a code was given."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._last: dict[str, int] = {}

    def of(self, given: str, letter: str) -> str:
        """The code of a row, else the next free one with this letter."""
        if given:
            self._last.clear()
            return given
        last = self._last.get(letter)
        number = int(next_code(self._table, letter)[len(letter) :]) if last is None else last + 1
        self._last[letter] = number
        return f"{letter}{number:04d}"


@dataclass(slots=True)
class Names:
    """What names in a list stand for: accounts, categories, people; people that are new are made."""

    session: Session
    made: list[Made] = field(default_factory=list)
    _money: dict[str, str] = field(default_factory=dict)
    _accounts: dict[str, str] = field(default_factory=dict)
    _categories: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _sections: dict[str, bytes] = field(default_factory=dict)
    _projects: dict[str, bytes] = field(default_factory=dict)
    _codes: Codes = field(default_factory=lambda: Codes("party"))

    def __post_init__(self) -> None:
        for code, name, english, is_money, role in book.fetch(sql.ACCOUNTS):
            for word in (code, name, english, role):
                self._accounts.setdefault(fold(word), code)
                if is_money:
                    self._money.setdefault(fold(word), code)
        for code in [each for each in self._money.values() if each in self._accounts.values()]:
            self._money.setdefault(fold(code), code)
        for word, role in (("โอน", "bank"), ("ธนาคาร", "bank"), ("พร้อมเพย์", "promptpay"), ("สด", "cash")):
            if fold(role) in self._money:
                self._money.setdefault(fold(word), self._money[fold(role)])
        for uid, direction, name, english in book.fetch(sql.CATEGORIES):
            for word in (name, english):
                self._categories.setdefault((direction, fold(word)), uid)
        for _identity, uid, code, name in book.fetch(sql.SECTIONS):
            self._sections |= {fold(code): uid, fold(name): uid}
        for uid, code, name in book.fetch(sql.PROJECTS):
            self._projects |= {fold(code): uid, fold(name): uid}

    def money(self, name: str) -> str:
        """Code of a money account; cash where nothing is said."""
        found = self._money.get(fold(name) if name else fold("cash"))
        if found is None:
            raise NoSuchMoneyError(name=name)
        return found

    def account(self, name: str) -> str:
        """Code of any account by its code or name, empty if there is none."""
        return self._accounts.get(fold(name), "")

    def category(self, direction: Direction, name: str) -> bytes | None:
        """A category by its everyday name."""
        return self._categories.get((direction.value, fold(name)))

    def section(self, name: str) -> bytes | None:
        """A section by name or code; one that is new is made."""
        if not name:
            return None
        if fold(name) not in self._sections:
            self._sections[fold(name)] = save_section(self.session, name).uid
        return self._sections[fold(name)]

    def project(self, name: str) -> bytes | None:
        """A project by name or code."""
        if not name:
            return None
        if fold(name) not in self._projects:
            raise NoSuchProjectError(name=name)
        return self._projects[fold(name)]

    def person(self, name: str, code: str = "", *, kind: str) -> bytes:
        """A person by code or name; one that is new is made: ``member``, ``customer`` or ``supplier``."""
        row = book.fetch_one(sql.PARTY_BY_CODE, (code,)) if code else None
        row = row or (book.fetch_one(sql.PARTY_BY_FOLDED, (fold(name),)) if name else None)
        if row is not None:
            return bytes(row[0])
        if not name:
            raise ValueMissingError
        data = PartyData(
            name=name,
            code=self._codes.of(code, CODE_OF_MEMBER if kind == "member" else CODE_OF_OTHERS),
            is_member=kind == "member",
            is_customer=kind == "customer",
            is_supplier=kind == "supplier",
        )
        saved = create_party(self.session, data)
        self.made.append(Made("party", saved.uid))
        return saved.uid

    def taken(self) -> list[Made]:
        """The people that were made since it was last asked."""
        made, self.made = self.made, []
        return made


def goods_by_name(name: str, code: str) -> bytes:
    """The goods of a code or name; raises NoSuchGoodsError."""
    row = book.fetch_one(sql.PRODUCT_BY_CODE, (code,)) if code else None
    row = row or (book.fetch_one(sql.PRODUCT_BY_FOLDED, (fold(name),)) if name else None)
    if row is None:
        raise NoSuchGoodsError(name=name or code)
    return bytes(row[0])
