"""A document: its kinds, its number, its canonical form and the hash that chains it to the one before.

The columns of canonical form 1 are frozen here. A column that a later version adds must be NULL in
documents of an older form. References go by uid, accounts by code, so that the form is the same on
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


class Reference(StrEnum):
    """Tables that a posted row points into; the canonical form names their uid or code."""

    ACCOUNT = "account"
    PARTY = "party"
    PRODUCT = "product"
    LOCATION = "stock_location"
    LOT = "lot"
    TENDER = "tender"
    SECTION = "section"
    PROJECT = "project"
    BATCH = "production_batch"
    RECIPE = "recipe"
    USER = "app_user"
    DEVICE = "device"
    DOCUMENT = "document"
    ASSET = "asset"
    HERD = "herd"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a posted row: what it points to, whether a reversal negates it, whether it is hashed."""

    name: str
    reference: Reference | None = None
    negated: bool = False
    hashed: bool = True


def _fields(*specs: str | Field) -> tuple[Field, ...]:
    return tuple(spec if isinstance(spec, Field) else Field(spec) for spec in specs)


def _negated(name: str) -> Field:
    return Field(name, negated=True)


def _unhashed(name: str) -> Field:
    return Field(name, hashed=False)


_VALUES = (_negated("value"), _negated("cash_value"), _negated("full_value"))

DETAILS: dict[str, tuple[Field, ...]] = {
    "document_name": _fields("role", "commitment", _unhashed("salt"), _unhashed("name")),
    "production_batch": _fields(
        _unhashed("id"),
        "uid",
        Field("product_id", Reference.PRODUCT),
        Field("recipe_id", Reference.RECIPE),
        "recipe_version",
        "planned_quantity",
    ),
    "lot": _fields(
        _unhashed("id"),
        "uid",
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "code",
        "made_on",
        "best_before",
    ),
    "production_entry": _fields(Field("batch_id", Reference.BATCH), "phase", "is_final", "hours_milli"),
    "sale": _fields(
        Field("location_id", Reference.LOCATION),
        "channel",
        _negated("subtotal"),
        _negated("discount"),
        _negated("rounding"),
        _negated("total"),
        _negated("change"),
        Field("returns_id", Reference.DOCUMENT),
    ),
    "sale_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "description",
        _negated("quantity"),
        "unit",
        _negated("base_quantity"),
        "unit_price_e4",
        _negated("gross"),
        _negated("discount"),
        _negated("bill_discount"),
        _negated("amount"),
        "vat_class",
        "returns_line",
        "condition",
        _unhashed("ledger_date"),
    ),
    "payment": _fields(
        "line_no",
        Field("tender_id", Reference.TENDER),
        _negated("amount"),
        _negated("tendered"),
        _negated("fee"),
        "reference",
        Field("confirmed_by", Reference.USER),
    ),
    "purchase_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "description",
        _negated("quantity"),
        "unit",
        _negated("base_quantity"),
        _negated("amount"),
        _negated("freight"),
    ),
    "cost_line": _fields(
        "line_no",
        Field("batch_id", Reference.BATCH),
        "is_estimate",
        "kind",
        "step",
        "settlement",
        "description",
        Field("product_id", Reference.PRODUCT),
        Field("party_id", Reference.PARTY),
        _negated("quantity"),
        "unit",
        "rate_e4",
        "is_fixed",
        *_VALUES,
    ),
    "batch_output": _fields(
        "line_no",
        Field("batch_id", Reference.BATCH),
        Field("product_id", Reference.PRODUCT),
        Field("lot_id", Reference.LOT),
        "kind",
        _negated("quantity"),
        *_VALUES,
        "reason",
    ),
    "stock_count_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        Field("location_id", Reference.LOCATION),
        Field("owner_id", Reference.PARTY),
        "expected",
        "counted",
        _negated("value"),
        "reason",
    ),
    "cost_adjustment": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "old_unit_e4",
        "new_unit_e4",
        _negated("stock_value"),
        _negated("stock_cash"),
        _negated("stock_full"),
        _negated("sold_value"),
        _negated("sold_cash"),
        _negated("sold_full"),
        _unhashed("ledger_date"),
    ),
    "allocation": _fields(
        "line_no",
        Field("target_id", Reference.DOCUMENT),
        Field("account_id", Reference.ACCOUNT),
        Field("party_id", Reference.PARTY),
        _negated("amount"),
    ),
    "document_link": _fields("line_no", "role", Field("target_id", Reference.DOCUMENT), _negated("amount")),
    "withholding": _fields(
        "line_no",
        Field("party_id", Reference.PARTY),
        _negated("base"),
        "rate_bp",
        _negated("amount"),
        "certificate",
        "certificate_date",
    ),
    "offer": _fields("valid_until", _negated("subtotal"), _negated("discount"), _negated("total")),
    "offer_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "description",
        _negated("quantity"),
        "unit",
        _negated("base_quantity"),
        "unit_price_e4",
        _negated("amount"),
    ),
    "cash_count": _fields(Field("account_id", Reference.ACCOUNT), _negated("expected"), _negated("counted")),
    "cash_count_line": _fields("line_no", "denomination", _negated("pieces")),
    "asset_entry": _fields(
        "line_no",
        Field("asset_id", Reference.ASSET),
        "purpose",
        "month",
        _negated("cost"),
        _negated("depreciation"),
        _negated("deferred"),
    ),
    "herd_entry": _fields(
        "line_no",
        Field("herd_id", Reference.HERD),
        "purpose",
        _negated("heads"),
        _negated("value"),
        "animals",
    ),
    "write_down_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        _negated("quantity"),
        _negated("cost"),
        _negated("net_price"),
        _negated("amount"),
    ),
    "tax_line": _fields(
        "line_no",
        "side",
        "vat_class",
        "for_line",
        Field("product_id", Reference.PRODUCT),
        _negated("base"),
        _negated("tax"),
        "rate_bp",
        "claim",
        _unhashed("ledger_date"),
    ),
    "tax_invoice": _fields(
        Field("target_id", Reference.DOCUMENT),
        "form",
        _negated("exempt"),
        _negated("base"),
        _negated("tax"),
        _negated("total"),
    ),
    "stock_move": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        Field("location_id", Reference.LOCATION),
        Field("owner_id", Reference.PARTY),
        Field("lot_id", Reference.LOT),
        "purpose",
        "for_line",
        _negated("quantity"),
        *_VALUES,
        _unhashed("ledger_date"),
    ),
    "journal_line": _fields(
        "line_no",
        Field("account_id", Reference.ACCOUNT),
        _negated("amount"),
        _unhashed("ledger_date"),
        "is_closing",
        Field("party_id", Reference.PARTY),
        Field("product_id", Reference.PRODUCT),
        Field("batch_id", Reference.BATCH),
        Field("section_id", Reference.SECTION),
        Field("project_id", Reference.PROJECT),
        "channel",
        "note",
    ),
}
"""Detail tables in the order they are written, without their ``document_id``."""

HEADER: tuple[Field, ...] = _fields(
    "uid",
    "kind",
    Field("device_id", Reference.DEVICE),
    "epoch",
    "sequence",
    "number",
    "on_date",
    _unhashed("ledger_date"),
    "slip_date",
    "slip_number",
    Field("party_id", Reference.PARTY),
    Field("author_id", Reference.USER),
    "posted_at",
    Field("reverses_id", Reference.DOCUMENT),
    "reason",
    "note",
    "total",
    Field("section_id", Reference.SECTION),
    Field("project_id", Reference.PROJECT),
    "canonical_version",
)

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
