"""What a group owns and owes on the first day of its book, as the opening wizard asks for it.

Amounts are satang. What is owned less what is owed has to equal the group's own money: shares, profit kept,
funds and whatever else was typed; if it does not, the difference is named, and goes to opening equity only
if somebody says so.
"""

from dataclasses import dataclass

from app.domain import money
from app.domain.loan import LoanSide
from app.domain.loan_entry import LoanData
from app.domain.purchase import NO_SLIP, EmptyDocumentError, LineAmountError, OpeningStockDraft, Slip
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import format_amount


class OpeningUnbalancedError(UserError):
    """What is owned and what stands against it differ; ``difference`` in satang, + if more is owned."""

    message = N_(
        "What you own and what stands against it differ by {amount} baht. Please look for what is missing, "
        "or put the difference into opening equity."
    )

    def __init__(self, *, difference: int, amount: str) -> None:
        self.difference = difference
        super().__init__(difference=difference, amount=amount)


@dataclass(frozen=True, slots=True)
class OpenBillDraft:
    """A bill that was not paid yet on the first day: whose, how much, its own date and number."""

    uid: bytes
    party_uid: bytes
    amount: int
    slip: Slip = NO_SLIP
    note: str = ""


class PaidAboveSharesError(UserError):
    """More paid in than the shares come to."""

    message = N_("{shares} shares come to {worth_text} baht, but {paid_text} baht are entered as paid in.")

    def __init__(self, *, shares: int, worth: int, paid: int) -> None:
        super().__init__(shares=shares, worth_text=format_amount(worth), paid_text=format_amount(paid))


@dataclass(frozen=True, slots=True)
class OpenSharesDraft:
    """What a member has paid in (satang); how many shares she holds, None where what is paid in tells."""

    member_uid: bytes
    paid: int
    shares: int | None = None


@dataclass(frozen=True, slots=True)
class OpenLoanDraft:
    """A loan that runs on the first day: its contract as agreed, what is left of it, interest still owed.

    ``uid`` is that of its document.
    """

    uid: bytes
    loan_uid: bytes
    data: LoanData
    left: int
    accrued: int = 0

    @property
    def amount(self) -> int:
        """What is owed of it in all, satang."""
        return self.left + self.accrued


@dataclass(frozen=True, slots=True)
class OpeningBooksDraft:
    """The whole opening; ``uid`` is that of its first document.

    ``money`` and ``others`` are by account code, debit positive; ``assets`` is the book value of assets that
    are entered in their own register with it; ``savings`` by saver, in the document ``savings_uid``.
    """

    uid: bytes
    money: tuple[tuple[str, int], ...] = ()
    debtors: tuple[OpenBillDraft, ...] = ()
    creditors: tuple[OpenBillDraft, ...] = ()
    shares: tuple[OpenSharesDraft, ...] = ()
    stock: tuple[OpeningStockDraft, ...] = ()
    assets: int = 0
    others: tuple[tuple[str, int], ...] = ()
    difference_to_equity: bool = False
    note: str = ""
    loans: tuple[OpenLoanDraft, ...] = ()
    savings: tuple[tuple[bytes, int], ...] = ()
    savings_uid: bytes = b""


def opening_difference(draft: OpeningBooksDraft) -> int:
    """What is owned less what stands against it, satang; 0 when the opening balances.

    Raises EmptyDocumentError, LineAmountError, AmountTooLargeError.
    """
    bills = (*draft.debtors, *draft.creditors)
    amounts = [amount for _key, amount in (*draft.money, *draft.others, *draft.savings)]
    amounts += [each.paid for each in draft.shares]
    amounts += [amount for each in draft.loans for amount in (each.left, each.accrued)]
    if not (bills or amounts or draft.stock or draft.assets):
        raise EmptyDocumentError
    for bill in bills:
        if money.checked_amount(bill.amount) <= 0:
            raise LineAmountError(description=bill.slip.number or bill.note)
    for amount in amounts:
        money.checked_amount(amount)
    for line in draft.stock:
        if line.quantity_milli <= 0 or money.checked_amount(line.value) < 0:
            raise LineAmountError(description="")
    for held in draft.shares:
        if held.paid < 0 or not (held.paid or held.shares):
            raise LineAmountError(description="")
    for _saver, amount in draft.savings:
        if amount <= 0:
            raise LineAmountError(description="")
    for loan in draft.loans:
        if min(loan.left, loan.accrued) < 0 or not loan.amount:
            raise LineAmountError(description=loan.data.code)
    return opening_sums(draft).difference


@dataclass(frozen=True, slots=True)
class OpeningSums:
    """What an opening comes to so far, satang."""

    owned: int
    against: int

    @property
    def difference(self) -> int:
        """What is owned less what stands against it."""
        return self.owned - self.against

    @property
    def off_by(self) -> int:
        """By how much it does not balance, whichever side is more."""
        return abs(self.difference)


def opening_sums(draft: OpeningBooksDraft) -> OpeningSums:
    """Add an opening up, whole or not: debit balances are owned, credit balances stand against it."""
    debits = [
        *(amount for _code, amount in (*draft.money, *draft.others)),
        *(bill.amount for bill in draft.debtors),
        *(line.value for line in draft.stock),
        *(loan.amount for loan in draft.loans if loan.data.side is LoanSide.GIVEN),
        draft.assets,
    ]
    against = [
        *(bill.amount for bill in draft.creditors),
        *(held.paid for held in draft.shares),
        *(loan.amount for loan in draft.loans if loan.data.side is LoanSide.TAKEN),
        *(amount for _saver, amount in draft.savings),
        *(-amount for amount in debits if amount < 0),
    ]
    return OpeningSums(sum(amount for amount in debits if amount > 0), sum(against))
