"""Goods of others in a sale or a return: they leave their stock, a part is owed, the rest is commission."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain import money
from app.domain.consignment import (
    BorneBy,
    Direction,
    Method,
    SoldPart,
    Taken,
    Terms,
    back_of_parts,
    discount_of_owner,
    part_back,
    split_price,
)
from app.domain.document import DETAILS
from app.domain.ledger import AccountRole
from app.domain.sale import Condition
from app.domain.vat import VatClass, tax_inside
from app.queries.consignment import slip_terms, terms_on
from app.queries.tax import is_registered
from app.services.journal import account_id
from app.services.stock import Values
from app.services.unit_of_work import Entry
from app.services.vat import rate_on
from db import connection as book
from db.sql import consignment as sql

if TYPE_CHECKING:
    from app.services.sale_extras import ReturnLineWriting, ReturnWriting, SaleLineWriting, SaleWriting

NOTHING_AGREED = Terms(Method.PERCENT, 10_000)
"""Goods that came without any agreement: all of it is the owner's."""


class _Owed:
    """What a document comes to owe to owners, and the commission of it."""

    def __init__(self) -> None:
        self.by_owner: dict[int, int] = defaultdict(int)
        self.commission = 0
        self.tax = 0

    def write(self, entry: Entry, channel: str) -> None:
        payable = account_id(AccountRole.CONSIGNMENT_PAYABLE)
        for owner_id, amount in self.by_owner.items():
            entry.line(payable, -amount, party_id=owner_id, channel=channel)
        entry.line(account_id(AccountRole.COMMISSION_INCOME), self.tax - self.commission, channel=channel)
        entry.line(account_id(AccountRole.OUTPUT_VAT), -self.tax)


def consigned_in_sale(writing: "SaleWriting") -> None:
    """Take others' goods out of the lines of a sale, by the rule of whose goods go first."""
    owed = _Owed()
    for line in writing.lines:
        if not line.product.is_stocked or not line.own_base:
            continue
        taken = writing.stock.whose(line.product, line.own_base, location_id=writing.location_id)
        if any(each.owner_id is not None for each in taken):
            _sell(writing, line, taken, owed)
    owed.write(writing.entry, writing.channel)


def _sell(writing: "SaleWriting", line: "SaleLineWriting", taken: list[Taken], owed: _Owed) -> None:
    entry = writing.entry
    weights = [each.quantity for each in taken]
    listed = money.split(line.priced.gross, weights)
    paid = money.split(line.own_amount, weights)
    promotions = [(money.split(amount, weights), by) for amount, by in _promotions(entry, line.line_no)]
    for position, each in enumerate(taken):
        if each.owner_id is None:
            continue
        terms, price_e4 = holds_now(each.owner_id, line.product.id, entry)
        full = max(listed[position], money.times(price_e4, each.quantity))
        discount = full - paid[position]
        hers = discount_of_owner(terms, discount, [(parts[position], by) for parts, by in promotions])
        split = split_price(terms, each.quantity, full, paid[position], hers)
        entry.add(
            "consignment_sale",
            for_line=line.line_no,
            party_id=each.owner_id,
            product_id=line.product.id,
            terms_id=terms.terms_id,
            method=terms.method.value,
            value=terms.value,
            discount_by=terms.discount_by.value,
            quantity=each.quantity,
            listed=full,
            paid=paid[position],
            owner_amount=split.owner,
            commission=split.commission,
        )
        writing.stock.move_owned(
            line.product,
            -each.quantity,
            owner_id=each.owner_id,
            location_id=writing.location_id,
            purpose="sale",
            for_line=line.line_no,
        )
        owed.by_owner[each.owner_id] += split.owner
        owed.commission += split.commission
        owed.tax += commission_tax(entry, line.product.id, split.commission)
        line.own_base -= each.quantity
        line.own_amount -= paid[position]


def _promotions(entry: Entry, line_no: int) -> list[tuple[int, str]]:
    """What promotions took off a line, and who bears each."""
    names = [field.name for field in DETAILS["sale_promotion"]]
    rows = [dict(zip(names, row, strict=True)) for row in entry.rows.get("sale_promotion", ())]
    return [(_whole(row["amount"]), str(row["borne_by"])) for row in rows if row["for_line"] == line_no]


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def holds_now(owner_id: int, product_id: int, entry: Entry) -> tuple[Terms, int]:
    """What holds on the day, and the price (e4) that she shares in at least.

    A price under the one on her slip is a discount; where she bears discounts she shares in what was paid.
    """
    slip = slip_terms(Direction.IN, owner_id, product_id)
    terms = terms_on(Direction.IN, owner_id, product_id, entry.on)
    if terms is None:
        terms = slip.terms if slip is not None else NOTHING_AGREED
    shares = slip is not None and terms.discount_by is BorneBy.GROUP
    return terms, slip.price_e4 if slip is not None and shares else 0


def commission_tax(entry: Entry, product_id: int, commission: int) -> int:
    """The tax in a commission, written; what a group bears of a discount has none."""
    if commission <= 0 or not is_registered(entry.on):
        return 0
    rate_bp = rate_on(entry.on)
    tax = tax_inside(commission, rate_bp)
    _write_tax(entry, product_id, commission - tax, tax, rate_bp)
    return tax


def _write_tax(entry: Entry, product_id: int, base: int, tax: int, rate_bp: int) -> None:
    entry.add(
        "tax_line",
        side="output",
        vat_class=VatClass.TAXABLE.value,
        for_line=None,
        product_id=product_id,
        base=base,
        tax=tax,
        rate_bp=rate_bp,
        claim="",
    )


@dataclass(slots=True)
class _Part:
    """What is left of an owner's part of a sale line, and how it was agreed."""

    owner_id: int
    terms_id: int | None
    method: str
    value: int
    discount_by: str
    left: SoldPart


def consigned_in_return(writing: "ReturnWriting") -> None:
    """Give back the stored split of what comes back; of a mixed line our own goods come back first."""
    rows = book.fetch(sql.SPLITS_OF, (writing.sale_id,))
    if not rows:
        return
    parts = _parts_left(writing.sale_id, rows)
    owed = _Owed()
    own: dict[int, tuple[int, Values]] = {}
    for line in writing.lines:
        if line.returns_line in parts:
            if line.returns_line not in own:
                own[line.returns_line] = _own_left(writing.sale_id, line.returns_line)
            own[line.returns_line] = _take_back(
                writing, line, parts[line.returns_line], own[line.returns_line], owed
            )
    owed.write(writing.entry, writing.channel)


def _parts_left(sale_id: int, rows: list[book.Row]) -> dict[int, list[_Part]]:
    back = {(row[0], row[1]): row[2:] for row in book.fetch(sql.SPLITS_BACK, (sale_id,))}
    parts: dict[int, list[_Part]] = defaultdict(list)
    for for_line, owner_id, _product, terms_id, method, value, discount_by, *amounts in rows:
        gone = back.get((for_line, owner_id), (0, 0, 0, 0))
        left = SoldPart(*(amount + other for amount, other in zip(amounts, gone, strict=True)))
        parts[for_line].append(_Part(owner_id, terms_id, method, value, discount_by, left))
    return parts


def _own_left(sale_id: int, line_no: int) -> tuple[int, Values]:
    """Our goods of a line that have not come back, and what they cost."""
    sold = book.fetch(sql.OWN_SOLD, (sale_id, line_no))[0]
    back = book.fetch(sql.OWN_BACK, (sale_id, line_no))[0]
    quantity, *values = (one - other for one, other in zip(sold, back, strict=True))
    return quantity, Values(*values)


def _take_back(
    writing: "ReturnWriting",
    line: "ReturnLineWriting",
    parts: list[_Part],
    own: tuple[int, Values],
    owed: _Owed,
) -> tuple[int, Values]:
    own_left, cost = own
    quantities = back_of_parts([*(part.left.quantity for part in parts), own_left], -line.own_base)
    for part, now in zip(parts, quantities, strict=False):
        if now:
            _part_back(writing, line, part, now, owed)
    own_now = quantities[-1]
    back = Values(*(money.share(each, own_now, own_left) if own_left else 0 for each in _three(cost)))
    line.own_base = -own_now
    line.own_cost = Values(-back.value, -back.cash_value, -back.full_value)
    rest = (one - other for one, other in zip(_three(cost), _three(back), strict=True))
    return own_left - own_now, Values(*rest)


def _three(values: Values) -> tuple[int, int, int]:
    return values.value, values.cash_value, values.full_value


def _part_back(
    writing: "ReturnWriting", line: "ReturnLineWriting", part: _Part, now: int, owed: _Owed
) -> None:
    entry = writing.entry
    back = part_back(part.left, now)
    entry.add(
        "consignment_sale",
        for_line=line.line_no,
        party_id=part.owner_id,
        product_id=line.product.id,
        terms_id=part.terms_id,
        method=part.method,
        value=part.value,
        discount_by=part.discount_by,
        quantity=back.quantity,
        listed=back.listed,
        paid=back.paid,
        owner_amount=back.owner,
        commission=back.commission,
    )
    left = part.left
    part.left = SoldPart(
        left.quantity + back.quantity,
        left.listed + back.listed,
        left.paid + back.paid,
        left.owner + back.owner,
    )
    moves = [("return", now)]
    if line.priced.draft.condition is Condition.SPOILED:
        moves.append(("spoil", -now))
        _spoiled(entry, line, part, now, -back.owner, owed)
    for purpose, quantity in moves:
        writing.stock.move_owned(
            line.product,
            quantity,
            owner_id=part.owner_id,
            location_id=writing.location_id,
            purpose=purpose,
            for_line=line.line_no,
        )
    owed.by_owner[part.owner_id] += back.owner
    owed.commission += back.commission
    owed.tax -= _tax_back(writing, line.product.id, -back.commission)
    line.own_amount -= back.paid


def _tax_back(writing: "ReturnWriting", product_id: int, commission: int) -> int:
    """The tax of a commission that is given back, written; by the rate of the sale."""
    row = book.fetch_one(sql.COMMISSION_RATE, (writing.sale_id, product_id))
    if row is None or commission <= 0:
        return 0
    tax = tax_inside(commission, row[0])
    _write_tax(writing.entry, product_id, tax - commission, -tax, row[0])
    return tax


def _spoiled(entry: Entry, line: "ReturnLineWriting", part: _Part, now: int, worth: int, owed: _Owed) -> None:
    """Goods that came back spoiled: the owner keeps her part where the group bears what goes bad."""
    slip = slip_terms(Direction.IN, part.owner_id, line.product.id)
    spoilage_by = slip.terms.spoilage_by if slip is not None else BorneBy.GROUP
    debt = worth if spoilage_by is BorneBy.GROUP else 0
    entry.add(
        "consignment_line",
        direction=Direction.IN.value,
        purpose="spoiled",
        party_id=part.owner_id,
        product_id=line.product.id,
        terms_id=part.terms_id,
        quantity=now,
        price_e4=slip.price_e4 if slip is not None else 0,
        method=part.method,
        value=part.value,
        spoilage_by=spoilage_by.value,
        discount_by=part.discount_by,
        amount=debt,
        reason=str(entry.header.get("reason") or ""),
    )
    owed.by_owner[part.owner_id] += debt
    entry.line(account_id(AccountRole.SPOILED), debt)
