"""A dated rule of tax law as it is typed, and a full tax invoice's buyer."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.calendar import checked_day
from app.domain.money import MAX_AMOUNT
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name, clean_text


class RuleKey(StrEnum):
    """What rules of tax law say."""

    VAT_RATE = "vat_rate_bp"
    VAT_THRESHOLD = "vat_threshold"
    VAT_REGISTER_DAYS = "vat_register_days"
    INCOME_EXEMPT = "income_exempt_limit"


RULE_WORDS = {
    RuleKey.VAT_RATE: N_("VAT rate"),
    RuleKey.VAT_THRESHOLD: N_("Taxable sales of a year that VAT begins at"),
    RuleKey.VAT_REGISTER_DAYS: N_("Days to register for VAT"),
    RuleKey.INCOME_EXEMPT: N_("Income of a year that is free of income tax"),
}

MOST = {
    RuleKey.VAT_RATE: 3_000,
    RuleKey.VAT_THRESHOLD: MAX_AMOUNT,
    RuleKey.VAT_REGISTER_DAYS: 3_650,
    RuleKey.INCOME_EXEMPT: MAX_AMOUNT,
}
"""Largest value of each: basis points, satang, days, satang."""


class RuleValueError(UserError):
    """A value that a rule cannot have."""

    message = N_("This value cannot be right; please look at the law again.")


class RuleDaysError(UserError):
    """A rule that ends before it begins."""

    message = N_("The last day lies before the first; please turn them round.")


class BuyerNameMissingError(UserError):
    """A full tax invoice without the buyer's name or address."""

    message = N_("A full tax invoice needs the buyer's name and address.")


class BranchError(UserError):
    """A branch that is not a number of up to five digits."""

    message = N_("A branch is a number of up to 5 digits; leave it empty for the head office.")


@dataclass(frozen=True, slots=True)
class RuleData:
    """A rule: basis points, satang or days by its key, from one day to another (None: until changed)."""

    key: RuleKey
    value: int
    valid_from: dt.date
    valid_to: dt.date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class BuyerData:
    """Who a full tax invoice is made out to; without a branch it is the head office."""

    name: str
    address: str
    tax_id: str = ""
    branch: str = ""
    party_uid: bytes | None = None


def checked_rule(data: RuleData) -> RuleData:
    """The rule with clean text.

    Raises RuleValueError, RuleDaysError, DayOutOfRangeError, TextTooLongError.
    """
    if type(data.value) is not int or not 0 <= data.value <= MOST[data.key]:
        raise RuleValueError
    checked_day(data.valid_from)
    if data.valid_to is not None and checked_day(data.valid_to) < data.valid_from:
        raise RuleDaysError
    return replace(data, source=clean_name(data.source, 200))


def checked_branch(text: str) -> str:
    """A branch as five digits, or empty for the head office; raises BranchError."""
    digits = to_arabic(clean_name(text, 20)).strip()
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= 5):
        raise BranchError
    return digits.zfill(5) if digits and int(digits) else ""


def checked_buyer(data: BuyerData) -> BuyerData:
    """The buyer with clean texts; raises BuyerNameMissingError, BranchError, TextTooLongError.

    A tax id is kept as it is typed, digits made Arabic: a wrong one is said, it does not stop the paper.
    """
    name, address = clean_name(data.name), clean_text(data.address, 1_000)
    if not name or not address:
        raise BuyerNameMissingError
    tax_id = to_arabic(clean_name(data.tax_id, 40)).replace("-", "").replace(" ", "")
    return replace(data, name=name, address=address, tax_id=tax_id, branch=checked_branch(data.branch))


def tax_id_is_sound(tax_id: str) -> bool:
    """Whether 13 digits end in the right check digit."""
    if not (len(tax_id) == 13 and tax_id.isascii() and tax_id.isdigit()):
        return False
    weighed = sum(int(digit) * weight for digit, weight in zip(tax_id[:12], range(13, 1, -1), strict=True))
    return (11 - weighed % 11) % 10 == int(tax_id[12])
