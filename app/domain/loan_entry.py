"""What is typed of loans: the contract, money paid out and back, what is let go; satang and ppm."""

import datetime as dt
from dataclasses import dataclass

from app.domain.loan import Every, LoanMethod, LoanSide, RatePer, Terms
from app.domain.purchase import NO_SLIP, Slip
from app.domain.slip_entry import PayDraft
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import format_amount


class LoanStartedError(UserError):
    """Side, person or day of the contract of a loan that has entries already."""

    message = N_("Something was posted of this loan already: whose it is, and who lends, stays as it is.")


class LoanOpenError(UserError):
    """A loan put aside of which something is still owed."""

    message = N_(
        "Something is still owed of {code}; it can be put aside when it is paid back or written off."
    )


class NothingOwedError(UserError):
    """A write-off, or interest to enter, where there is nothing."""

    message = N_(
        "There is nothing to enter: nothing is owed of this loan, or its interest is entered already."
    )


class MoreThanAgreedError(UserError):
    """More is paid out than the contract says."""

    message = N_("The contract says {agreed_text} baht; {left_text} baht of it are not paid out yet.")


class PaidInFullError(UserError):
    """Payments that do not come to the amount of a loan's or a savings' document."""

    message = N_("Please choose where all of the money comes from or goes to; none of it can stay owed.")


class PartsDifferError(UserError):
    """Parts of a payment that do not come to what is paid."""

    message = N_("The parts come to {parts_text} baht, but {amount_text} baht are paid.")


@dataclass(frozen=True, slots=True)
class LoanData:
    """What is agreed with whom; ``instalment`` (satang), where given, instead of a number of them."""

    side: LoanSide
    party_uid: bytes | None
    principal: int
    agreed_on: dt.date
    first_due: dt.date
    rate_ppm: int = 0
    rate_per: RatePer = RatePer.YEAR
    method: LoanMethod = LoanMethod.REDUCING
    instalments: int = 12
    every: int = 1
    every_unit: Every = Every.MONTH
    instalment: int | None = None
    code: str = ""
    name: str = ""
    contract: str = ""
    guarantors: str = ""
    security: str = ""
    note: str = ""

    @property
    def terms(self) -> Terms:
        """The part that can be counted."""
        return Terms(
            self.principal,
            self.rate_ppm,
            self.rate_per,
            self.method,
            self.instalments,
            self.agreed_on,
            self.first_due,
            self.every,
            self.every_unit,
        )


@dataclass(frozen=True, slots=True)
class LoanDrawDraft:
    """Money of a loan that is paid out; ``fee`` is kept back from it."""

    uid: bytes
    loan_uid: bytes
    amount: int
    pays: tuple[PayDraft, ...] = ()
    fee: int = 0
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class LoanPayDraft:
    """Money of a loan that is paid back: its parts, and what the interest of the time since came to.

    ``interest`` None: as the program counts it.
    """

    uid: bytes
    loan_uid: bytes
    principal: int
    interest_paid: int
    fee: int = 0
    interest: int | None = None
    pays: tuple[PayDraft, ...] = ()
    slip: Slip = NO_SLIP
    note: str = ""

    @property
    def total(self) -> int:
        """What is paid."""
        return self.principal + self.interest_paid + self.fee


def kept_back(amount: int, fee: int) -> int:
    """What is handed out of a loan after charges, satang; the service says if they are too much."""
    return max(0, amount - fee)


def check_parts(draft: LoanPayDraft, amount: int) -> LoanPayDraft:
    """The draft itself if its parts come to what is paid; raises PartsDifferError."""
    if draft.total != amount:
        raise PartsDifferError(parts_text=format_amount(draft.total), amount_text=format_amount(amount))
    return draft


@dataclass(frozen=True, slots=True)
class LoanOpeningDraft:
    """What was owed of a loan when this book (or this register) began; interest owed until ``up_to``.

    ``in_ledger``: the ledger has it already, so that only the register learns of it.
    """

    uid: bytes
    loan_uid: bytes
    principal: int
    accrued: int = 0
    up_to: dt.date | None = None
    in_ledger: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class LoanForgiveDraft:
    """What is not asked for any more: of the loan, and of interest that is entered."""

    uid: bytes
    loan_uid: bytes
    principal: int
    interest: int = 0
    note: str = ""
