"""Members, customers and suppliers: lists, search, one by one."""

from dataclasses import dataclass

from app.domain.party import PartyData
from app.queries.products import like
from app.thai.fold import fold
from db import connection as book
from db.sql import master as sql

PAGE = 128


@dataclass(frozen=True, slots=True)
class PartyFilter:
    """Which parties a list shows."""

    active: bool | None = True
    role: str = ""
    """``member``, ``customer``, ``supplier``, ``owing``, or empty for all."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A person or group; ``owes`` is what she owes us in satang; ``cursor`` is where the next page begins."""

    id: int
    uid: bytes
    data: PartyData
    active: bool
    owes: int
    cursor: tuple[object, int]

    @property
    def code(self) -> str:
        """Her code."""
        return self.data.code

    @property
    def name(self) -> str:
        """Her name."""
        return self.data.name


def list_parties(
    where: PartyFilter | None = None, *, after: tuple[object, int] | None = None, limit: int = PAGE
) -> list[PartyRow]:
    """A page of parties by name; ``after`` is a row's cursor."""
    where = where or PartyFilter()
    conditions: list[str] = []
    parameters: list[object] = []
    if where.active is not None:
        conditions.append(sql.PARTY_FILTERS["active"])
        parameters.append(int(where.active))
    if where.role:
        conditions.append(sql.PARTY_FILTERS[where.role])
    if where.text.strip():
        folded = fold(where.text)
        if len(folded) >= 3:
            name, value = sql.PARTY_FILTERS["match"], f'"{folded}"'
        else:
            name, value = sql.PARTY_FILTERS["like"], like(folded) if folded else ""
        conditions.append(sql.PARTY_FILTERS["code"].format(text=name))
        parameters.extend([like(where.text.strip().lower()), value])
    rows = book.fetch(
        sql.party_page(conditions, after=after is not None), (*parameters, *(after or ()), limit)
    )
    return [_row(row) for row in rows]


def find_parties(text: str, *, limit: int = 20) -> list[PartyRow]:
    """Parties whose name or code has the text; an empty text finds the first ones."""
    return list_parties(PartyFilter(text=text), limit=limit)


def party_by_uid(uid: bytes) -> PartyRow | None:
    """A person or group, or None."""
    row = book.fetch_one(sql.PARTY_BY_UID, (uid,))
    return None if row is None else _row(row)


def party_by_id(party_id: int) -> PartyRow | None:
    """A person or group by local id, or None."""
    row = book.fetch_one(sql.PARTY_BY_ID, (party_id,))
    return None if row is None else _row(row)


def _row(row: book.Row) -> PartyRow:
    (identity, uid, code, name, member, customer, supplier, section_id, *rest) = row
    phone, address, tax_id, note, limit, days, branch, active, owes, key = rest
    data = PartyData(
        name=name,
        code=code,
        is_member=bool(member),
        is_customer=bool(customer),
        is_supplier=bool(supplier),
        section_id=section_id,
        phone=phone,
        address=address,
        tax_id=tax_id,
        note=note,
        credit_limit=limit,
        credit_days=days,
        branch=branch,
    )
    return PartyRow(identity, uid, data, bool(active), owes, (key, identity))
