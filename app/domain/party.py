"""What is kept of a member, customer or supplier."""

from dataclasses import dataclass, replace

from app.domain.money import checked_amount
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name, clean_text


class PartyNameMissingError(UserError):
    """A person or group without a name."""

    message = N_("Please enter a name.")


class TaxIdError(UserError):
    """A tax id that is not 13 digits."""

    message = N_("A tax id has 13 digits.")


@dataclass(frozen=True, slots=True)
class PartyData:
    """Everything that is typed about a person or group; a name is enough."""

    name: str
    code: str = ""
    is_member: bool = False
    is_customer: bool = False
    is_supplier: bool = False
    section_id: int | None = None
    phone: str = ""
    address: str = ""
    tax_id: str = ""
    note: str = ""
    credit_limit: int | None = None
    """Most that may be owed at once, satang; None for no limit."""
    credit_days: int = 0
    branch: str = ""
    """Number of the branch on tax invoices; empty for the head office."""


MOST_CREDIT_DAYS = 3_650


class CreditTermsError(UserError):
    """A credit limit below zero, or more days than ten years."""

    message = N_("Please check the credit limit and the days to pay.")


def checked_party(data: PartyData) -> PartyData:
    """The party with cleaned texts; raises PartyNameMissingError, TaxIdError, TextTooLongError."""
    name = clean_name(data.name)
    if not name:
        raise PartyNameMissingError
    if (data.credit_limit or 0) < 0 or not 0 <= data.credit_days <= MOST_CREDIT_DAYS:
        raise CreditTermsError
    return replace(
        data,
        name=name,
        code=clean_name(data.code, 40),
        phone=to_arabic(clean_name(data.phone, 60)),
        address=clean_text(data.address, 1_000),
        tax_id=checked_tax_id(data.tax_id),
        note=clean_text(data.note),
        credit_limit=None if data.credit_limit is None else checked_amount(data.credit_limit),
        branch=to_arabic(clean_name(data.branch, 20)),
    )


def checked_tax_id(text: str) -> str:
    """13 digits without the dashes and spaces they are printed with, or empty; raises TaxIdError."""
    digits = to_arabic(text).replace("-", "").replace(" ", "").strip()
    if digits and not (len(digits) == 13 and digits.isascii() and digits.isdigit()):
        raise TaxIdError
    return digits
