"""What a coupon is, and which of those on a bill are good; pure."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name


class CouponCodeError(UserError):
    """A coupon without a code."""

    message = N_("A coupon needs a code of letters and digits, 40 at most.")


class CouponError(UserError):
    """A coupon that is not good for this bill."""


class CouponCountError(UserError):
    """No coupon at all, or more at once than anybody hands out."""

    message = N_("How many coupons? From 1 to {most} at once.")


class CouponUnknownError(CouponError):
    """A code that no coupon has, or one that was put aside."""

    message = N_("There is no coupon “{code}”.")


class CouponOverError(CouponError):
    """A coupon whose last day is past."""

    message = N_("The coupon “{code}” was good until {day}.")


class CouponUsedError(CouponError):
    """A coupon that was used as often as it may be."""

    message = N_("The coupon “{code}” has been used up.")


class CouponTwiceError(CouponError):
    """The same coupon, or another one of the same promotion, twice on a bill."""

    message = N_("“{name}” is on this bill already; it is given once.")


class CouponPersonError(CouponError):
    """A coupon that belongs to somebody else."""

    message = N_("The coupon “{code}” belongs to somebody else; choose the customer it was made for.")


@dataclass(frozen=True, slots=True)
class CouponData:
    """What is typed about a coupon; ``most_uses`` None has no limit."""

    code: str
    promotion_uid: bytes
    most_uses: int | None = 1
    party_uid: bytes | None = None
    last_day: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Coupon:
    """A coupon as a sale needs it; ``used`` counts what stands."""

    id: int
    code: str
    promotion: bytes
    promotion_name: str
    most_uses: int | None
    used: int
    party: bytes | None
    last_day: dt.date | None


MOST_AT_ONCE = 500
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What made-up codes are of: nothing that is read as something else."""
MADE_UP = 6
"""How many signs stand behind what the codes of a batch begin with."""


def batch_code(begins: str, choose: Callable[[str], str]) -> str:
    """A code of a batch, by a function that chooses one of the signs: ``SONGKRAN-7KX2PB``."""
    made_up = "".join(choose(SIGNS) for _sign in range(MADE_UP))
    begins = coupon_code(begins)[: 40 - MADE_UP - 1].rstrip("-")
    return f"{begins}-{made_up}" if begins else made_up


def batch_of(code: str) -> str:
    """What the codes of a batch have in common; the code itself of one that was made alone."""
    begins, dash, made_up = code.rpartition("-")
    alike = dash and len(made_up) == MADE_UP and all(sign in SIGNS for sign in made_up)
    return begins if alike and begins else code


def coupon_code(text: str) -> str:
    """A code as it is kept and looked for: Thai digits are digits, letters are capital, no spaces."""
    return to_arabic(clean_name(text, 40)).upper().replace(" ", "")


def opened(
    codes: Sequence[str], coupons: Mapping[str, Coupon], day: dt.date, party: bytes | None
) -> list[Coupon]:
    """The coupons of a bill by their codes, in order.

    Raises CouponUnknownError, CouponOverError, CouponUsedError, CouponTwiceError, CouponPersonError.
    """
    found: list[Coupon] = []
    for code in codes:
        coupon = coupons.get(coupon_code(code))
        if coupon is None:
            raise CouponUnknownError(code=code)
        if coupon.last_day is not None and day > coupon.last_day:
            raise CouponOverError(code=code, day=coupon.last_day)
        if coupon.most_uses is not None and coupon.used >= coupon.most_uses:
            raise CouponUsedError(code=code)
        if coupon.party is not None and coupon.party != party:
            raise CouponPersonError(code=code)
        if any(other.promotion == coupon.promotion for other in found):
            raise CouponTwiceError(name=coupon.promotion_name)
        found.append(coupon)
    return found
