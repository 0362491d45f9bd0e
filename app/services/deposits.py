"""Deposits on orders: taken with a paper of their own, owed to the customer until the goods go to her.

What is left of them after the handing over, or when an order is called off, is given back, kept for her as
credit, or falls to the group as other income of that day. Which of a customer's deposit papers are used up is
told by `allocation`, the oldest first.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.pre_order import (
    CreditLeftError,
    DepositAmountError,
    DepositEnd,
    DepositLeftError,
    DepositPaysDifferError,
    OrderEvent,
    refuse_over,
)
from app.domain.session import Limit, Permission, Session
from app.domain.settling import MoneyDraft, checked_moneys
from app.errors import Notice
from app.i18n import N_
from app.queries.open_items import open_items
from app.queries.pre_orders import Order
from app.queries.settings import business_settings
from app.queries.tax import is_registered
from app.services.entries import money_account
from app.services.journal import account_id
from app.services.pre_orders import MAY, close_cancelled, known_order
from app.services.records import Saved, saving
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import pre_orders as sql

CHANGED = Changes.MARKET | Changes.LEDGER

DEPOSIT_TAX = N_(
    "The group is registered for VAT: a deposit for goods may need its tax invoice on the day it comes. "
    "Please ask whoever files the tax."
)


@dataclass(frozen=True, slots=True)
class DepositDraft:
    """Money that a customer leaves on an order; without ``amount`` the moneys make it."""

    uid: bytes
    order_uid: bytes
    moneys: tuple[MoneyDraft, ...]
    amount: int | None = None
    note: str = ""
    credit: int = 0
    """What of it comes out of credit that the group keeps for her."""


@dataclass(frozen=True, slots=True)
class DepositEndDraft:
    """What becomes of what is left of an order's deposits; without ``amount`` all of it."""

    uid: bytes
    order_uid: bytes
    end: DepositEnd
    moneys: tuple[MoneyDraft, ...] = ()
    """From where it is given back; all else needs none."""
    amount: int | None = None
    note: str = ""


def take_deposit(session: Session, draft: DepositDraft, *, on: dt.date) -> Posted:
    """Take a deposit on an open order, once per ``draft.uid``.

    Raises NotFoundError, OrderOverError, DepositAmountError, DepositPaysDifferError, CreditLeftError,
    UnknownAccountError, NotMoneyAccountError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        order = known_order(draft.order_uid)
        refuse_over(order.code, order.state)
        paid = money.checked_amount(checked_moneys(draft.moneys, draft.credit) + draft.credit)
        amount = paid if draft.amount is None else money.checked_amount(draft.amount)
        if amount <= 0:
            raise DepositAmountError
        if amount != paid:
            raise DepositPaysDifferError(left_amount=abs(amount - paid))
        _document(entry, order, on, amount, draft.note)
        entry.name("payer", order.party)
        entry.add(
            "pre_order_entry",
            pre_order_id=order.id,
            purpose=OrderEvent.DEPOSIT.value,
            quantity=0,
            amount=amount,
        )
        for each in draft.moneys:
            entry.line(money_account(each.account_code), each.amount)
        entry.line(account_id(AccountRole.DEPOSITS), -amount, party_id=order.party_id)
        _use_credit(entry, order, draft.credit)
        if is_registered(on):
            entry.warnings.append(Notice(DEPOSIT_TAX))

    return post(session, MAY, draft.uid, write)


def end_deposit(session: Session, draft: DepositEndDraft, *, on: dt.date) -> Posted:
    """Give back what is left of an order's deposits, keep it as credit or as the group's, once per uid.

    An order that is still open keeps going; what was ended is no longer taken off its bill. Raises
    NotFoundError, DepositAmountError, DepositLeftError, DepositPaysDifferError, OverLimitError (too much
    given back), UnknownAccountError, NotMoneyAccountError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        order = known_order(draft.order_uid)
        amount = order.deposits.left if draft.amount is None else draft.amount
        _end(entry, order, draft.end, amount, draft.moneys, on, draft.note)

    return post(session, MAY, draft.uid, write)


def cancel_order(
    session: Session,
    order_uid: bytes,
    *,
    on: dt.date,
    reason: str,
    end: DepositEnd | None = None,
    moneys: Sequence[MoneyDraft] = (),
    uid: bytes | None = None,
) -> Saved | Posted:
    """Call an order off, and in the same step give its deposits back or keep them, as the group's rule says.

    ``end`` is what becomes of the deposits instead of the rule. What was handed over already stays sold.
    Raises NotFoundError, OrderOverError, CancelReasonError and what ``end_deposit`` raises.
    """
    session.require(MAY)
    order = known_order(order_uid)
    if not order.deposits.left:
        with saving(session, MAY):
            close_cancelled(session, known_order(order_uid), reason)
        return Saved(order.id, order_uid, order.code, Changes.MARKET)

    def write(entry: Entry) -> None:
        old = known_order(order_uid)
        close_cancelled(session, old, reason)
        what = end or rule_of_deposits()
        _end(entry, old, what, old.deposits.left, tuple(moneys), on, reason)

    return post(session, MAY, uid or new_uid(), write)


def rule_of_deposits() -> DepositEnd:
    """What the group's setting makes of the deposit of a cancelled order."""
    return DepositEnd.FORFEIT if business_settings().deposit_kept else DepositEnd.REFUND


# ---------------------------------------------------------------- used by the delivery


def use_up(entry: Entry, order: Order, amount: int) -> None:
    """Say which deposit papers an amount is taken from, the oldest first; raises DepositLeftError."""
    papers = {int(row[0]) for row in book.fetch(sql.DEPOSIT_PAPERS, (order.id,))}
    left = _allocate(entry, order, AccountRole.DEPOSITS, amount, papers)
    if left:
        raise DepositLeftError(code=order.code, left_amount=amount - left, amount=amount)


# ---------------------------------------------------------------- parts


def _use_credit(entry: Entry, order: Order, amount: int) -> None:
    """Take an amount out of the customer's credit, the oldest first; raises CreditLeftError."""
    if not amount:
        return
    account = account_id(AccountRole.CREDIT_NOTES)
    entry.line(account, amount, party_id=order.party_id)
    left = _allocate(entry, order, AccountRole.CREDIT_NOTES, amount, None)
    if left:
        raise CreditLeftError(name=order.party, left_amount=amount - left, amount=amount)


def _allocate(entry: Entry, order: Order, role: AccountRole, amount: int, papers: set[int] | None) -> int:
    """Settle what is owed to the customer on an account, the oldest first; gives what was too much."""
    account, left = account_id(role), amount
    for item in open_items(role, party_id=order.party_id):
        taken = min(left, -item.open)
        if taken > 0 and (papers is None or item.document_id in papers):
            entry.add(
                "allocation",
                target_id=item.document_id,
                account_id=account,
                party_id=order.party_id,
                amount=-taken,
            )
            left -= taken
    return left


def _end(
    entry: Entry,
    order: Order,
    end: DepositEnd,
    amount: int,
    moneys: tuple[MoneyDraft, ...],
    on: dt.date,
    note: str,
) -> None:
    if amount <= 0:
        raise DepositAmountError
    if amount > order.deposits.left:
        raise DepositLeftError(code=order.code, left_amount=order.deposits.left, amount=amount)
    _document(entry, order, on, -amount, note)
    is_kept = end is DepositEnd.FORFEIT
    purpose = OrderEvent.FORFEIT if is_kept else OrderEvent.REFUND
    entry.add("pre_order_entry", pre_order_id=order.id, purpose=purpose.value, quantity=0, amount=amount)
    entry.line(account_id(AccountRole.DEPOSITS), amount, party_id=order.party_id)
    use_up(entry, order, amount)
    if end is DepositEnd.REFUND:
        entry.name("payee", order.party)
        entry.session.require_within(Limit.REFUND, amount, Permission.KEEP_ORDERS)
        paid = checked_moneys(moneys, 0, 0)
        if paid != amount:
            raise DepositPaysDifferError(left_amount=abs(amount - paid))
        for each in moneys:
            entry.line(money_account(each.account_code), -each.amount)
    elif is_kept:
        entry.line(account_id(AccountRole.OTHER_INCOME), -amount)
    else:
        entry.line(account_id(AccountRole.CREDIT_NOTES), -amount, party_id=order.party_id)


def _document(entry: Entry, order: Order, on: dt.date, total: int, note: str) -> None:
    entry.document(DocumentKind.DEPOSIT, on, total, party_id=order.party_id, note=clean_text(note) or None)
    entry.changes = CHANGED
