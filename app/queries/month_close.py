"""What the closing of a month looks at, read at once as the facts of its list."""

import datetime as dt
from dataclasses import dataclass

from app.domain.fiscal import last_of_month, months_between
from app.domain.ledger import STOCK_ROLE, AccountRole, ProductKind
from app.domain.month_close import (
    COUNT_DAYS,
    CheckLine,
    MoneyPlace,
    MonthFacts,
    Overhead,
    checklist,
)
from app.domain.working_days import is_late
from app.queries import assets, herds, loans, pre_orders, projects, savings, shares
from app.queries.drawer import open_drawers
from app.queries.periods import holidays, locked_months
from app.queries.profit import book_span
from app.queries.projects import moneys, waiting
from app.queries.recosting import changes_of, locked_since
from app.queries.settings import business_settings
from app.queries.tax import is_registered, left_goods
from app.queries.year_end import prepaid_left
from app.thai.dates import day_of, format_date
from db import connection as book
from db.sql import drawer as drawer_sql
from db.sql import month_close as sql

_HELD, _OPEN_CART = "sale", "cart"
_OVERHEADS = (
    (AccountRole.LABOUR, AccountRole.ABSORBED_LABOUR),
    (AccountRole.ENERGY, AccountRole.ABSORBED_ENERGY),
    (AccountRole.TRANSPORT, AccountRole.ABSORBED_TRANSPORT),
    (AccountRole.RENT, AccountRole.ABSORBED_RENT),
    (AccountRole.DEPRECIATION, AccountRole.ABSORBED_WEAR),
    (AccountRole.PRODUCTION_OTHER, AccountRole.ABSORBED_OTHER),
)


@dataclass(frozen=True, slots=True)
class MonthList:
    """A month, its lines, and whether it may be locked now."""

    month: dt.date
    is_locked: bool
    is_over: bool
    is_next: bool
    """Whether no month before it is open."""
    first_open: dt.date | None
    lines: tuple[CheckLine, ...]


def months_to_close(today: dt.date) -> tuple[dt.date, ...]:
    """The months of the book up to the one of today, by their first days; just this one in an empty book."""
    span = book_span()
    this = today.replace(day=1)
    return months_between(min(span[0], this), this) if span is not None else (this,)


def month_list(month: dt.date, today: dt.date) -> MonthList:
    """The list of a month as it stands now."""
    facts = month_facts(month, today)
    locked = set(locked_months())
    before = [each for each in months_to_close(today) if each not in locked]
    return MonthList(
        facts.first,
        facts.is_locked,
        facts.is_over,
        not before or before[0] >= facts.first,
        before[0] if before else None,
        checklist(facts),
    )


def month_facts(month: dt.date, today: dt.date) -> MonthFacts:
    """Everything that the list of a month goes by."""
    first, last = month.replace(day=1), last_of_month(month)
    key = first.isoformat()[:7]
    span = (first.isoformat(), last.isoformat())
    is_locked = first in locked_months()
    drafts: dict[str, int] = dict(book.fetch(sql.DRAFTS))
    begun = {kind: count for kind, count in drafts.items() if kind not in {_HELD, _OPEN_CART}}
    places = _places(first, last)
    stock = book.fetch(sql.STOCK, (key,))
    balances: dict[str, int] = dict(book.fetch(sql.ROLE_BALANCES, (key,)))
    prepaid = prepaid_left()
    late, slips = _late(span)
    copied = book.fetch_one(sql.COPIED)
    left = pre_orders.left_deposits(last)
    return MonthFacts(
        first,
        last,
        is_locked,
        last < today,
        held_bills=drafts.get(_HELD, 0),
        begun_forms=sum(begun.values()),
        begun_place=_place_of(next(iter(begun), "")),
        open_drawers=tuple(
            each.name or f"{each.account} {format_date(each.on)}" for each in open_drawers(last)
        ),
        has_drawers=book.fetch_one(drawer_sql.ANY_UP_TO, (span[1],)) is not None,
        unconfirmed=book.fetch_int(sql.UNCONFIRMED, span),
        cash=tuple(place for place, is_bank in places if not is_bank),
        banks=tuple(place for place, is_bank in places if is_bank),
        negative=tuple(name for name, quantity, _value in stock if quantity < 0),
        costless=tuple(name for name, quantity, value in stock if quantity > 0 and value == 0),
        to_recost=() if is_locked else _to_recost(first),
        has_stock=bool(stock),
        has_assets=book.fetch_one(sql.HAS_ASSETS, (span[1],)) is not None,
        months_to_depreciate=assets.months_to_depreciate(last),
        has_projects=bool(moneys(last)),
        project_use=0 if is_locked else _project_use(last),
        overheads=_overheads(key),
        prepaid=sum(part.amount for each in prepaid for part in each.left),
        prepaid_due=sum(each.due(first) for each in prepaid),
        cash_over=-balances.get(AccountRole.CASH_OVER, 0),
        output_vat=-balances.get(AccountRole.OUTPUT_VAT, 0),
        input_vat=balances.get(AccountRole.INPUT_VAT, 0),
        goods_left=len(left_goods(first, last)) if is_registered(last) else 0,
        wages=-balances.get(AccountRole.WAGES_PAYABLE, 0),
        members=-balances.get(AccountRole.MEMBER_PAYABLE, 0)
        - balances.get(AccountRole.CONSIGNMENT_PAYABLE, 0),
        advances=balances.get(AccountRole.ADVANCE, 0),
        deposits=-balances.get(AccountRole.DEPOSITS, 0),
        left_deposits=tuple(f"{each.name} ({each.code})" for each in left),
        left_deposit=sum(each.amount for each in left),
        late=late,
        slips=slips,
        differing=_differing(last, balances),
        disagreements=(
            *shares.disagreements(last),
            *savings.disagreements(last),
            *loans.disagreements(last),
            *projects.disagreements(last),
            *pre_orders.disagreements(last),
        ),
        copied_at=None if copied is None else int(copied[0]),
        written_at=book.fetch_int(sql.WRITTEN, span),
    )


def _place_of(kind: str) -> str:
    """The place where half-done work of a kind is gone on with."""
    if kind.startswith("bag"):
        return "money"
    if kind.startswith("opening"):
        return "books"
    return "stock" if kind == "stock-count" else "produce"


def _places(first: dt.date, last: dt.date) -> list[tuple[MoneyPlace, bool]]:
    around = dt.timedelta(days=COUNT_DAYS)
    key = first.isoformat()[:7]
    rows = book.fetch(
        sql.MONEY,
        (key, (last - around).isoformat(), (last + around).isoformat(), last.isoformat(), key),
    )
    found = []
    for code, name, is_bank, balance, moved, counted, reconciled in rows:
        day = reconciled if is_bank else counted
        checked = dt.date.fromisoformat(day) if day else None
        found.append((MoneyPlace(code, name, balance, bool(moved), checked), bool(is_bank)))
    return found


def _to_recost(first: dt.date) -> tuple[str, ...]:
    """Names of the goods that re-costing would touch; nothing where a later month is locked."""
    if locked_since(first.isoformat()[:7]) is not None:
        return ()
    changed = changes_of(first)
    if changed.is_empty:
        return ()
    names: dict[int, str] = dict(book.fetch(sql.PRODUCT_NAMES))
    return tuple(dict.fromkeys(names[each.product] for each in changed.products)) or ("…",)


def _project_use(last: dt.date) -> int:
    """What projects spent up to a day and is not entered as used; below zero is told as what it is."""
    return sum(
        abs(used.earned) + sum(amount for _document, amount in used.assets) for _state, used in waiting(last)
    )


def _overheads(key: str) -> tuple[Overhead, ...]:
    moved: dict[str, int] = dict(book.fetch(sql.ROLE_MOVEMENTS, (key,)))
    return tuple(
        Overhead(bills, moved.get(bills, 0), -moved.get(absorbed, 0)) for bills, absorbed in _OVERHEADS
    )


def _differing(last: dt.date, balances: dict[str, int]) -> tuple[tuple[AccountRole, int], ...]:
    agreements = [*assets.register_against_ledger(last), herds.register_against_ledger(last)]
    found = [(each.role, each.difference) for each in agreements if each.difference]
    written_down = book.fetch_int(sql.WRITTEN_DOWN, (last.isoformat(),))
    if balances.get(AccountRole.STOCK_ALLOWANCE, 0) != -written_down:
        found.append(
            (
                AccountRole.STOCK_ALLOWANCE,
                balances.get(AccountRole.STOCK_ALLOWANCE, 0) + written_down,
            )
        )
    values: dict[str, int] = dict(book.fetch(sql.STOCK_VALUES, (last.isoformat()[:7],)))
    for kind, role in STOCK_ROLE.items():
        difference = balances.get(role, 0) - values.get(ProductKind(kind).value, 0)
        if difference:
            found.append((role, difference))
    return tuple(found)


def _late(span: tuple[str, str]) -> tuple[int, int]:
    """How many slips of a month came late, and how many there were."""
    rows = book.fetch(sql.SLIPS, span)
    limit, off = business_settings().slip_reminder_days, holidays()
    late = sum(
        is_late(
            dt.date.fromisoformat(slip),
            day_of(posted),
            off,
            limit,
        )
        for slip, posted in rows
    )
    return late, len(rows)
