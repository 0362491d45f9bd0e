"""What the register of members keeps, who is entrusted with what, and the rules of a national id."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.calendar import checked_day
from app.domain.party import PartyData, checked_party
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name, clean_text

ID_DIGITS = 13


class MemberRole(StrEnum):
    """What a member may be entrusted with."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    COMMITTEE = "committee"
    INSPECTOR = "inspector"
    ADVISER = "adviser"
    UNIT_HEAD = "unit_head"
    OTHER = "other"


ROLE_NAMES: dict[MemberRole, str] = {
    MemberRole.CHAIR: N_("Chair"),
    MemberRole.VICE_CHAIR: N_("Vice chair"),
    MemberRole.SECRETARY: N_("Secretary"),
    MemberRole.TREASURER: N_("Treasurer"),
    MemberRole.COMMITTEE: N_("Committee member"),
    MemberRole.INSPECTOR: N_("Inspector"),
    MemberRole.ADVISER: N_("Adviser"),
    MemberRole.UNIT_HEAD: N_("Head of a section"),
    MemberRole.OTHER: N_("Another office"),
}
"""Roles in the order that lists of a committee follow, marked for translation."""

COMMITTEE = frozenset(
    {
        MemberRole.CHAIR,
        MemberRole.VICE_CHAIR,
        MemberRole.SECRETARY,
        MemberRole.TREASURER,
        MemberRole.COMMITTEE,
    }
)
"""Roles that sit on the committee of the whole group."""

PURPOSES: tuple[tuple[str, str, str], ...] = (
    (
        N_("Name, number, section, days of joining and leaving"),
        N_("The register of members that the group has to keep and shows the registrar each year."),
        N_("As long as the group keeps its register"),
    ),
    (
        N_("National id and day of birth"),
        N_("Telling two people with one name apart, and the list for the registrar."),
        N_("Until she leaves and everything is settled; erased on request"),
    ),
    (
        N_("Address, telephone, household, occupation"),
        N_("Calling her to meetings and to work, and reports on who takes part, without names."),
        N_("Erased on request at any time"),
    ),
    (
        N_("Heir"),
        N_("Who gets her shares and savings if she dies."),
        N_("Until shares and savings are paid out; erased on request"),
    ),
    (
        N_("Photo"),
        N_("Knowing each other; only in this program."),
        N_("Erased on request at any time"),
    ),
    (
        N_("Deliveries, hours, shares, savings, loans, dividends"),
        N_("The group's books, and sharing the profit by what each one did."),
        N_("As long as the law on accounts asks for the books"),
    ),
)
"""What is kept about members, why, and how long; the same words stand on the form and on the paper."""


class NationalIdError(UserError):
    """A national id that is not 13 digits."""

    message = N_("A national id has 13 digits.")


class OddNationalIdError(UserError):
    """A national id whose last digit does not fit the others: most likely a slip of the finger."""

    message = N_("The last digit of this national id does not fit the rest. Please compare it with the card.")


class NationalIdTakenError(UserError):
    """Two members with one national id."""

    message = N_("“{name}” (member {number}) already has this national id.")


class NumberTakenError(UserError):
    """Two members with one number."""

    message = N_("“{name}” already has the member number {number}.")


class BirthError(UserError):
    """A day of birth that is still to come."""

    message = N_("The day of birth is still to come. Please check the year.")


class JoinedBeforeBirthError(UserError):
    """Somebody who joined before she was born."""

    message = N_("Nobody joins before the day of birth. Please check both days.")


class LeftBeforeJoinedError(UserError):
    """A day of leaving before the day of joining."""

    message = N_("“{name}” joined on {joined_on}. Please choose a later day to leave.")


class NotYetError(UserError):
    """A day of joining, leaving or consent that is still to come."""

    message = N_("This day is still to come. Please enter it when it is there.")


class TermError(UserError):
    """A term that ends before it starts."""

    message = N_("A term cannot end before it starts.")


class OfficeNameError(UserError):
    """Another office without saying which."""

    message = N_("Which office is it? Please enter its name.")


class UnitMissingError(UserError):
    """The head of a unit without the unit."""

    message = N_("Which section? Please choose it.")


@dataclass(frozen=True, slots=True)
class MemberData:
    """Everything that is typed about a member; a name is enough."""

    party: PartyData
    number: str = ""
    """Her number in the register; empty for the next one."""
    national_id: str = ""
    born_on: dt.date | None = None
    joined_on: dt.date | None = None
    """None where nobody remembers."""
    household: str = ""
    occupation: str = ""
    heir: str = ""
    heir_relation: str = ""
    consent_on: dt.date | None = None
    """The day she agreed that this is kept."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoleData:
    """Everything that is typed about an office and its term; without a section it is the whole group's."""

    role: MemberRole
    from_day: dt.date
    to_day: dt.date | None = None
    section_id: int | None = None
    title: str = ""
    appointed_by: str = ""
    """Which meeting or resolution."""


def checked_member(data: MemberData, *, today: dt.date, as_typed: bool = False) -> MemberData:
    """The member with cleaned texts; ``as_typed`` keeps a national id whose last digit does not fit.

    Raises what ``checked_party`` raises, NationalIdError, OddNationalIdError, BirthError, NotYetError,
    JoinedBeforeBirthError, TextTooLongError, DayOutOfRangeError.
    """
    for day in (data.born_on, data.joined_on, data.consent_on):
        if day is not None:
            checked_day(day)
    if data.born_on is not None and data.born_on > today:
        raise BirthError
    if any(day is not None and day > today for day in (data.joined_on, data.consent_on)):
        raise NotYetError
    if data.born_on is not None and data.joined_on is not None and data.joined_on < data.born_on:
        raise JoinedBeforeBirthError
    identity = checked_national_id(data.national_id)
    if identity and not as_typed and not fits_check_digit(identity):
        raise OddNationalIdError
    return replace(
        data,
        party=checked_party(replace(data.party, is_member=True)),
        number=to_arabic(clean_name(data.number, 40)),
        national_id=identity,
        household=clean_name(data.household, 200),
        occupation=clean_name(data.occupation, 200),
        heir=clean_name(data.heir, 200),
        heir_relation=clean_name(data.heir_relation, 100),
        note=clean_text(data.note),
    )


def checked_role(data: RoleData) -> RoleData:
    """The office with cleaned texts; raises TermError, OfficeNameError, UnitMissingError."""
    checked_day(data.from_day)
    if data.to_day is not None and checked_day(data.to_day) < data.from_day:
        raise TermError
    title = clean_name(data.title, 200)
    if data.role is MemberRole.OTHER and not title:
        raise OfficeNameError
    if data.role is MemberRole.UNIT_HEAD and data.section_id is None:
        raise UnitMissingError
    return replace(data, title=title, appointed_by=clean_name(data.appointed_by, 300))


def checked_national_id(text: str) -> str:
    """13 digits without the dashes and spaces of the card, or empty; raises NationalIdError."""
    digits = to_arabic(text).replace("-", "").replace(" ", "").strip()
    if digits and not (len(digits) == ID_DIGITS and digits.isascii() and digits.isdigit()):
        raise NationalIdError
    return digits


def fits_check_digit(national_id: str) -> bool:
    """Whether the 13th digit is the one that follows from the first twelve."""
    total = sum(weight * int(digit) for weight, digit in zip(range(13, 1, -1), national_id, strict=False))
    return (11 - total % 11) % 10 == int(national_id[-1])


def masked_id(national_id: str) -> str:
    """A national id of which only the last four digits can be read, grouped as on the card."""
    return grouped_id("x" * (len(national_id) - 4) + national_id[-4:]) if national_id else ""


def grouped_id(national_id: str) -> str:
    """A national id as it stands on the card: ``0-0000-00000-00-1``."""
    if len(national_id) != ID_DIGITS:
        return national_id
    ends = (1, 5, 10, 12, 13)
    return "-".join(national_id[start:end] for start, end in zip((0, *ends), ends, strict=False))


WITHHELD: Mapping[str, Callable[[str], str]] = {"national_id": masked_id}
"""Columns of which the log, whose lines can never be erased, gets only what this makes of them."""


def next_number(numbers: list[str]) -> str:
    """The number after the highest of those that are plain numbers, as wide as it; ``001`` for the first."""
    plain = [each for each in numbers if each.isascii() and each.isdigit() and len(each) <= 9]
    highest = max(plain, key=int, default="000")
    return str(int(highest) + 1).zfill(len(highest))


def is_active(joined_on: dt.date | None, left_on: dt.date | None, day: dt.date) -> bool:
    """Whether somebody is a member on a day; the day she left is the first without her."""
    return (joined_on is None or joined_on <= day) and (left_on is None or left_on > day)


def age_on(born_on: dt.date, day: dt.date) -> int:
    """Full years of age."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
