"""A document: its kinds, its number, its canonical form and the hash that chains it to the one before.

References go by uid, accounts by code, so that the form is the same on
every machine; ``ledger_date`` is not part of it, because the office's book sets it.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

from app.domain.document_columns import DETAILS, HEADER, Field, Reference

__all__ = [
    "CANONICAL_VERSION",
    "DETAILS",
    "GENESIS",
    "HEADER",
    "DocumentKind",
    "Field",
    "Names",
    "Reference",
    "Value",
    "canonical_bytes",
    "chain_hash",
    "event_hash",
    "name_commitment",
    "negated",
    "new_uid",
    "random_bytes",
    "repeatable",
]

CANONICAL_VERSION = 1
GENESIS = bytes(32)
"""What the first document of a chain follows."""


class DocumentKind(StrEnum):
    """What happened; each kind has its own gapless number series."""

    OPENING = "opening"
    SALE = "sale"
    SALE_RETURN = "sale_return"
    PURCHASE = "purchase"
    EXPENSE = "expense"
    PAYMENT = "payment"
    TRANSFER = "transfer"
    PRODUCTION = "production"
    STOCK_COUNT = "stock_count"
    STOCK_TRANSFER = "stock_transfer"
    RECOST = "recost"
    JOURNAL = "journal"
    REVERSAL = "reversal"
    INCOME = "income"
    RECEIPT = "receipt"
    """Money that was owed to us."""
    ADVANCE = "advance"
    QUOTATION = "quotation"
    INVOICE = "invoice"
    TAX_INVOICE = "tax_invoice"
    CASH_COUNT = "cash_count"
    ASSET = "asset"
    DEPRECIATION = "depreciation"
    HERD = "herd"
    WRITE_DOWN = "write_down"
    CLOSING = "closing"
    SHARE = "share"
    """Shares of members: taken, paid in, handed on, given back."""
    LOAN = "loan"
    SAVINGS = "savings"
    PROJECT = "project"
    """Money of a project: received, used up, given back."""
    DISTRIBUTION = "distribution"
    """A year's profit divided by resolution of the meeting."""
    DRAWER = "drawer"
    """A drawer opened, closed, and what was put in or taken out in between."""
    DEPOSIT = "deposit"
    """Money of a customer for goods that she ordered: taken, given back, kept."""
    CONSIGNMENT = "consignment"
    """Goods taken in or given out to be sold for their owner, brought back, spoiled."""
    SETTLEMENT = "settlement"
    """What was sold of consigned goods, told and paid to their owner."""
    BARTER = "barter"
    """Goods against goods: agreed and handed over."""
    GIFT = "gift"
    """Goods given away or received for nothing."""
    ROUND = "round"
    """Costs and harvest of a round of somebody's trade."""


_entropy: ContextVar[Callable[[int], bytes]] = ContextVar("entropy", default=os.urandom)
_time_ms: ContextVar[Callable[[], int]] = ContextVar("time_ms", default=lambda: time.time_ns() // 1_000_000)


@contextmanager
def repeatable(entropy: Callable[[int], bytes], time_ms: Callable[[], int]) -> Iterator[None]:
    """Take uids and salts of this thread from a seeded source, so that a sample can be made again exactly."""
    entropy_token, time_token = _entropy.set(entropy), _time_ms.set(time_ms)
    try:
        yield
    finally:
        _entropy.reset(entropy_token)
        _time_ms.reset(time_token)


def random_bytes(count: int) -> bytes:
    """Random bytes for salts."""
    return _entropy.get()(count)


def new_uid() -> bytes:
    """A new UUIDv7 (RFC 9562 5.7) as 16 bytes: 48 bits of time in ms, version, random."""
    random = bytearray(random_bytes(10))
    random[0] = 0x70 | (random[0] & 0x0F)
    random[2] = 0x80 | (random[2] & 0x3F)
    return _time_ms.get()().to_bytes(6, "big") + bytes(random)


Value = str | int | bytes | None
Names = Mapping[Reference, Mapping[int, str]]
"""Uid (hex) or code of every row that a document points to, by table and local id."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a row becomes canonical: the hashed columns in frozen order, which of them point or are bytes."""

    pick: Callable[[Sequence[Value]], tuple[Value, ...]]
    references: tuple[tuple[int, Reference], ...]
    blobs: tuple[int, ...]


_BLOBS = frozenset({"uid", "commitment"})
"""Hashed columns that hold bytes."""


def _plan(fields: Sequence[Field]) -> _Plan:
    hashed = [(index, field) for index, field in enumerate(fields) if field.hashed]
    return _Plan(
        itemgetter(*(index for index, _field in hashed)),
        tuple((place, field.reference) for place, (_, field) in enumerate(hashed) if field.reference),
        tuple(place for place, (_, field) in enumerate(hashed) if field.name in _BLOBS),
    )


_HEADER_PLAN = _plan(HEADER)
_DETAIL_PLANS = {table: _plan(fields) for table, fields in DETAILS.items()}


def _canonical(value: Value) -> str | int | None:
    return value.hex() if isinstance(value, bytes) else value


def _canonical_row(plan: _Plan, row: Sequence[Value], names: Names) -> list[Value]:
    """The hashed columns of a row, references replaced by uid or code, bytes by their hex."""
    result = list(plan.pick(row))
    for place, reference in plan.references:
        identity = result[place]
        if identity is not None:
            result[place] = names[reference][identity]  # type: ignore[index]
    for place in plan.blobs:
        result[place] = _canonical(result[place])
    return result


def canonical_bytes(
    header: Sequence[Value], details: Mapping[str, Sequence[Sequence[Value]]], names: Names
) -> bytes:
    """Canonical form 1 of a document: compact JSON, keys sorted, rows in line order."""
    body: dict[str, object] = {"document": _canonical_row(_HEADER_PLAN, header, names)}
    for table, rows in details.items():
        if rows:
            plan = _DETAIL_PLANS[table]
            body[table] = [_canonical_row(plan, row, names) for row in rows]
    return _ENCODE(body).encode()


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def chain_hash(previous: bytes, canonical: bytes) -> bytes:
    """SHA-256 over version, previous hash and canonical bytes."""
    return hashlib.sha256(CANONICAL_VERSION.to_bytes(2, "big") + previous + canonical).digest()


def name_commitment(salt: bytes, name: str) -> bytes:
    """What the chain keeps of a person's name, so that erasing the name breaks nothing."""
    return hashlib.sha256(salt + name.encode()).digest()


def negated(table: str, row: Sequence[Value]) -> tuple[Value, ...]:
    """The row of a reversal: the negated columns with the other sign, all else as it stood."""
    return tuple(
        -value if field.negated and isinstance(value, int) else value
        for field, value in zip(DETAILS[table], row, strict=True)
    )


def event_hash(previous: bytes, fields: Sequence[Value]) -> bytes:
    """Hash of a row of the event log over its columns in order, chained to the one before on its device."""
    text = json.dumps([_canonical(value) for value in fields], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous + text.encode()).digest()
