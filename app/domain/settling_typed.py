"""What is typed of a payment, and the drafts of settling debts that are made of it; all pure.

Amounts are satang. What is typed of one bill has no sign: the bill knows which way it is owed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.ledger import AccountRole
from app.domain.open_items import OpenItem, spread_oldest_first
from app.domain.purchase import NO_SLIP, Slip
from app.domain.settling import (
    MoneyDraft,
    PayeeDraft,
    PayOutDraft,
    PickDraft,
    ReceiveDraft,
    WithheldDraft,
    WriteOffDraft,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed of a payment: ``amount`` is the money that moves, ``chosen`` the bills it is for."""

    amount: int
    account_code: str
    chosen: tuple[OpenItem, ...] = ()
    withheld: int = 0
    certificate: str = ""
    fee: int = 0
    discount: int = 0
    keep_rest: bool = False
    take_off_advances: bool = True
    slip: Slip = NO_SLIP
    note: str = ""
    picks: tuple[PickDraft, ...] = ()
    """How much of which bill, where that was typed too; else the oldest of the chosen first."""

    @property
    def received(self) -> int:
        """How much it settles of what is owed to the group."""
        return self.amount + self.fee + self.discount + self.withheld

    @property
    def paid(self) -> int:
        """How much it settles of what the group owes; the fee was taken from the same account."""
        return self.amount - self.fee + self.discount


def shared_out(
    items: Sequence[OpenItem], chosen: Sequence[OpenItem], amount: int, *, sign: int
) -> tuple[int, ...]:
    """How much an amount settles of each item, the oldest chosen first, without signs."""
    parts = spread_oldest_first(chosen, amount, sign=sign).parts
    found = {(part.item.document_id, part.item.account_id): abs(part.amount) for part in parts}
    return tuple(found.get((item.document_id, item.account_id), 0) for item in items)


@dataclass(frozen=True, slots=True)
class Shared:
    """What amounts typed of bills come to, and what is left of the payment (minus: they are more)."""

    settled: int
    rest: int


def shared(items: Sequence[OpenItem], amounts: Sequence[int], payment: int, *, sign: int) -> Shared:
    """Typed amounts beside the payment; those of items with the other sign are set against the rest."""
    settled = sum(
        amount if item.open * sign > 0 else -amount for item, amount in zip(items, amounts, strict=True)
    )
    return Shared(settled, payment - settled)


def open_for(item: OpenItem, *, sign: int) -> int:
    """What is open of an item as its side sees it: plus is to be paid, minus is set against it."""
    return item.open * sign


def picks_of(items: Sequence[OpenItem], amounts: Sequence[int]) -> tuple[PickDraft, ...]:
    """Typed amounts as picks; nothing is picked of an item without one."""
    return tuple(
        PickDraft(item.uid, amount, AccountRole(item.role))
        for item, amount in zip(items, amounts, strict=True)
        if amount
    )


def picks_over(items: Sequence[OpenItem], amount: int, *, sign: int = 1) -> tuple[PickDraft, ...]:
    """An amount over items of one person, the oldest first, as it would be picked by hand."""
    spread = spread_oldest_first(items, amount, sign=sign)
    return tuple(
        PickDraft(part.item.uid, abs(part.amount), AccountRole(part.item.role)) for part in spread.parts
    )


def receive_draft(uid: bytes, party_uid: bytes, typed: Typed) -> ReceiveDraft:
    """Money received, over the chosen bills or the oldest."""
    paid = typed.received
    rate = money.ratio_bp(typed.withheld, paid)
    return ReceiveDraft(
        uid,
        party_uid,
        (MoneyDraft(typed.account_code, typed.amount),),
        typed.picks or picks_over(typed.chosen, paid),
        WithheldDraft(typed.withheld, paid, rate, typed.certificate) if typed.withheld else None,
        typed.fee,
        typed.discount,
        typed.keep_rest,
        typed.slip,
        typed.note,
    )


def write_off_draft(uid: bytes, party_uid: bytes, typed: Typed, items: Sequence[OpenItem]) -> WriteOffDraft:
    """What will not be paid any more, of the chosen bills or the oldest; the note is the reason."""
    picks = typed.picks or picks_over(typed.chosen or items, typed.amount)
    return WriteOffDraft(uid, party_uid, picks, typed.note)


def pay_draft(uid: bytes, party_uid: bytes, typed: Typed, roles: tuple[AccountRole, ...]) -> PayOutDraft:
    """Money paid, over the chosen bills or the oldest."""
    picks = typed.picks or picks_over(typed.chosen, typed.paid, sign=-1)
    payee = PayeeDraft(party_uid, picks, 0 if picks else typed.paid, roles)
    moneys = (MoneyDraft(typed.account_code, typed.amount),)
    return PayOutDraft(uid, (payee,), moneys, typed.fee, typed.discount, typed.slip, typed.note)


@dataclass(frozen=True, slots=True)
class Wage:
    """Somebody on a pay sheet: what is owed to her, and what she holds of money given ahead."""

    party_uid: bytes
    owed: int
    advance: int


def wages_draft(uid: bytes, wages: Sequence[Wage], typed: Typed) -> PayOutDraft:
    """Everybody's wages at once; advances are taken off as far as they reach, if that is wanted."""
    payees = tuple(
        PayeeDraft(
            wage.party_uid,
            amount=wage.owed,
            roles=(AccountRole.WAGES_PAYABLE,),
            advance=min(wage.owed, wage.advance) if typed.take_off_advances else 0,
        )
        for wage in wages
    )
    moneys = (MoneyDraft(typed.account_code, wages_to_pay(wages, take_off=typed.take_off_advances)),)
    return PayOutDraft(uid, payees, moneys, slip=typed.slip, note=typed.note)


def wages_to_pay(wages: Sequence[Wage], *, take_off: bool) -> int:
    """What is paid out for wages, with advances taken off or without."""
    return sum(wage.owed - (min(wage.owed, wage.advance) if take_off else 0) for wage in wages)
