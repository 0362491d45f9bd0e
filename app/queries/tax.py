"""Tax as it stands: rules of a day, the two meters, tax of a month, full invoices."""

import datetime as dt
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.meters import Meter, YearSums, received_income
from app.domain.tax_rule import RuleKey
from app.domain.vat import VatClass, VatMonth, tax_inside
from app.queries.balances import month_end
from app.queries.settings import business_settings
from app.queries.tax_documents import names_of, returned_sale, standing_invoices
from db import connection as book
from db.sql import settings as settings_sql
from db.sql import tax as sql


@dataclass(frozen=True, slots=True)
class RuleAt:
    """The value of a rule on a day; ``ended`` when its time is over or has not begun: it may differ now."""

    value: int
    valid_to: dt.date | None
    ended: bool


@dataclass(frozen=True, slots=True)
class TaxRule:
    """A rule as it stands in the table: basis points, satang or days by its key."""

    id: int
    uid: bytes
    key: str
    value: int
    valid_from: dt.date
    valid_to: dt.date | None
    source: str


@dataclass(frozen=True, slots=True)
class Meters:
    """The two meters of a calendar year, and what stands beside them."""

    income: Meter
    income_rule: RuleAt
    sales: Meter
    sales_rule: RuleAt
    exempt_sales: int
    undecided_sales: int
    """Part of the taxable sales whose products nobody has put into a class yet."""
    consigned: int
    """What other people's goods brought and is owed to them; not in the income."""
    register_days: int
    is_juristic: bool
    registered_from: dt.date | None


@dataclass(frozen=True, slots=True)
class OutputRow:
    """A document with tax on sales; returns and what was undone are below zero."""

    number: str
    invoice: str
    """Number of the full invoice that stands in place of the short one."""
    kind: str
    on: dt.date
    name: str
    tax_id: str
    branch: str
    base: int
    tax: int
    exempt: int


@dataclass(frozen=True, slots=True)
class InputRow:
    """A slip with tax that was paid to its seller."""

    number: str
    slip_number: str
    on: dt.date
    name: str
    tax_id: str
    branch: str
    claim: str
    base: int
    tax: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Goods that left without a sale; ``price`` at the price of sale with tax, None where nobody knows it."""

    uid: bytes
    number: str
    on: dt.date
    words: str
    quantity: int | None
    price: int | None
    cost: int | None
    tax: int | None


@dataclass(frozen=True, slots=True)
class Undecided:
    """A product without a class of tax, and what it sold this year."""

    uid: bytes
    code: str
    name: str
    sold: int


# ---------------------------------------------------------------- rules and registration


def rule(key: RuleKey, day: dt.date) -> RuleAt | None:
    """The rule of a day: the last that began, with whether its time is over; None if there is none."""
    rows = book.fetch_settled(sql.RULES_OF, (key.value,))
    if not rows:
        return None
    text = day.isoformat()
    begun = [row for row in rows if row[1] <= text]
    value, _first, last, _source = begun[-1] if begun else rows[0]
    valid_to = dt.date.fromisoformat(last) if last else None
    return RuleAt(value, valid_to, not begun or (valid_to is not None and valid_to < day))


def rules() -> tuple[TaxRule, ...]:
    """Every rule, by key and day."""
    return tuple(_rule(row) for row in book.fetch(sql.RULES))


def _rule(row: tuple[object, ...]) -> TaxRule:
    identity, uid, key, value, first, last, source = row
    return TaxRule(
        identity,  # type: ignore[arg-type]
        uid,  # type: ignore[arg-type]
        str(key),
        value,  # type: ignore[arg-type]
        dt.date.fromisoformat(str(first)),
        dt.date.fromisoformat(str(last)) if last else None,
        str(source),
    )


def is_registered(on: dt.date) -> bool:
    """Whether the group is a VAT-registered seller on a day."""
    first = registered_from()
    return first is not None and first <= on


def registered_from() -> dt.date | None:
    """First day as a VAT-registered seller; None while the group is not registered."""
    rows = book.fetch_settled(settings_sql.SETTING, ("vat_registered_from",))
    try:
        return dt.date.fromisoformat(rows[0][0]) if rows else None
    except ValueError:
        return None


# ---------------------------------------------------------------- meters


def meters(day: dt.date) -> Meters:
    """Both meters for the calendar year up to now of ``day``."""
    year = day.year
    first, last = f"{year}-01", f"{year}-12"
    first_day, last_day = f"{year}-01-01", f"{year}-12-31"
    settings = business_settings()
    by_class = {str(row[0]): int(row[1]) for row in book.fetch(sql.SALES_BY_CLASS, (first_day, last_day))}
    services, sums = _year_sums((first, last))
    if registered_from() is not None and not settings.is_juristic:
        sums = replace(sums, owed_more=sums.owed_more - _tax_owed((first_day, last_day)))
    exempt = rule(RuleKey.INCOME_EXEMPT, day) or RuleAt(0, None, True)
    threshold = rule(RuleKey.VAT_THRESHOLD, day) or RuleAt(0, None, True)
    days = rule(RuleKey.VAT_REGISTER_DAYS, day)
    taxed = sum(amount for name, amount in by_class.items() if VatClass(name).is_taxed)
    return Meters(
        Meter(received_income(sums, is_juristic=settings.is_juristic), exempt.value),
        exempt,
        Meter(taxed + services, threshold.value),
        threshold,
        by_class.get(VatClass.EXEMPT, 0),
        by_class.get(VatClass.UNKNOWN, 0),
        book.fetch_int(sql.CONSIGNED, (first, last)),
        days.value if days else 0,
        settings.is_juristic,
        registered_from(),
    )


_TAXED_INCOME = frozenset({"barter_income", "commission_income", "training_income"})
"""Income liable to VAT that no product stands behind."""


def _year_sums(months: tuple[str, str]) -> tuple[int, YearSums]:
    income = not_received = owed = deposits = services = 0
    for kind, role, amount in book.fetch(sql.YEAR_SUMS, months):
        if kind == "income":
            income -= amount
            if role == "deferred_release":
                not_received -= amount
            elif role in _TAXED_INCOME:
                services -= amount
        elif role == "deposits":
            deposits -= amount
        else:  # what is owed; a debt given up left it without being received
            owed += amount
    for role, amount in book.fetch(sql.BROUGHT_FORWARD, months):
        if role == "deposits":
            deposits += amount
        else:
            owed -= amount
    return services, YearSums(income, not_received, owed, deposits)


def _tax_owed(days: tuple[str, str]) -> int:
    """Tax on sales in what customers owe now more than before these days."""
    parts = [(row, 1) for row in book.fetch(sql.TAX_IN_DEBTS, days)]
    parts += [(row, -1) for row in book.fetch(sql.TAX_IN_SETTLED, days)]
    return sum(
        sign * money.share(amount, abs(tax), abs(whole)) for (amount, tax, whole), sign in parts if whole
    )


def undecided_products(day: dt.date) -> tuple[Undecided, ...]:
    """Products on the till without a class of tax, with the year's sales, most first."""
    days = (f"{day.year}-01-01", f"{day.year}-12-31")
    return tuple(Undecided(*row) for row in book.fetch(sql.UNDECIDED_PRODUCTS, days))


# ---------------------------------------------------------------- a month


def output_rows(first: dt.date, last: dt.date) -> tuple[OutputRow, ...]:
    """Documents with tax on sales between two days; a full invoice brings its number and its buyer."""
    rows = []
    for row in book.fetch(sql.OUTPUT_DOCUMENTS, (first.isoformat(), last.isoformat())):
        _id, number, kind, on, name, tax_id, branch, base, tax, exempt, invoice_id = row
        invoice = ""
        if invoice_id is not None:
            invoice = str(book.fetch(sql.NUMBER_OF, (invoice_id,))[0][0])
            names = names_of(invoice_id)
            name, tax_id = names.get("buyer", name), names.get("buyer_tax_id", "")
            branch = names.get("buyer_branch", "")
        elif kind == "sale_return" and (names := _buyer_of_what_came_back(_id)):
            name, tax_id = names.get("buyer", name), names.get("buyer_tax_id", "")
            branch = names.get("buyer_branch", "")
        day = dt.date.fromisoformat(on)
        rows.append(OutputRow(number, invoice, kind, day, name, tax_id, branch, base, tax, exempt))
    return tuple(rows)


def _buyer_of_what_came_back(return_id: int) -> dict[str, str]:
    """Who is named on the full tax invoice of the goods that a return took back."""
    sale_id = returned_sale(return_id)
    standing = standing_invoices(sale_id) if sale_id is not None else ()
    return names_of(standing[0].id) if standing else {}


def input_rows(first: dt.date, last: dt.date) -> tuple[InputRow, ...]:
    """Slips with tax that was paid, between two days, and what was decided of shared tax."""
    return tuple(
        InputRow(row[0], row[1], dt.date.fromisoformat(row[2]), *row[3:])
        for row in book.fetch(sql.INPUT_DOCUMENTS, (first.isoformat(), last.isoformat()))
    )


def vat_month(month: dt.date) -> VatMonth:
    """What the tax of a month comes to, with what was brought forward or paid."""
    first, last = month.replace(day=1), month_end(month)
    output = claimed = 0
    for side, _class, claim, _base, tax in book.fetch(sql.MONTH_TAX, (first.isoformat(), last.isoformat())):
        if side == "output":
            output += tax
        elif claim == "yes":
            claimed += tax
    undecided = undecided_share(last)
    due = undecided - sum(vat_balances(last).values())
    return VatMonth(output, claimed, undecided, output - claimed - due)


def vat_balances(day: dt.date) -> dict[str, int]:
    """Balances of the three VAT accounts by role to the end of a day's month, debit positive, satang."""
    return {str(row[0]): int(row[1]) for row in book.fetch(sql.VAT_BALANCES, (day.isoformat()[:7],))}


def undecided_share(last: dt.date) -> int:
    """Input tax of mixed use up to a day that nobody has decided on, satang."""
    return book.fetch_int(sql.SHARE_UNDECIDED, (last.isoformat(),))


def proposals(first: dt.date, last: dt.date) -> tuple[Proposal, ...]:
    """Shortages at the price of sale and what was given away, with the tax that they may carry.

    Those whose tax is posted are left out.
    """
    span = (first.isoformat(), last.isoformat())
    rows = []
    for uid, number, on, code, name, short, price_e4, vat_class in book.fetch(sql.SHORTAGES, span):
        if not VatClass(vat_class).is_taxed:
            continue
        day = dt.date.fromisoformat(on)
        rate = rule(RuleKey.VAT_RATE, day)
        price = money.times(price_e4, short) if price_e4 else None
        tax = tax_inside(price, rate.value) if price is not None and rate else None
        rows.append(Proposal(uid, number, day, f"{code} {name}".strip(), short, price, None, tax))
    for uid, number, on, words, cost in book.fetch(sql.GIVEN, span):
        rows.append(Proposal(uid, number, dt.date.fromisoformat(on), words, None, None, cost, None))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class LeftGoods:
    """One document with goods that left without a sale; ``price`` is 0 where nobody knows one."""

    uid: bytes
    number: str
    on: dt.date
    words: str
    price: int
    tax: int


def left_goods(first: dt.date, last: dt.date) -> tuple[LeftGoods, ...]:
    """Documents between two days with goods that left without a sale and whose tax is not posted."""
    found: dict[bytes, LeftGoods] = {}
    for each in proposals(first, last):
        before = found.get(each.uid)
        words = ", ".join(part for part in (before.words if before else "", each.words) if part)
        price, tax = (before.price, before.tax) if before else (0, 0)
        found[each.uid] = LeftGoods(
            each.uid, each.number, each.on, words, price + (each.price or 0), tax + (each.tax or 0)
        )
    return tuple(found.values())
