"""The fields of the register of members that take words: persons, offices, hours, leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.document import new_uid
from app.domain.member import MemberData, MemberRole, RoleData
from app.domain.party import PartyData
from app.domain.work_log import WorkDraft, WorkLine
from app.queries.parties import find_parties
from app.services.members import appoint, enrol, leave
from app.services.parties import create_party
from app.services.work_log import log_work
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made


def _member(made: Made, text: str, at: int) -> object:
    data = MemberData(
        PartyData(f"สมาชิก {text} {at}"),
        household=text,
        occupation=text,
        heir=text,
        heir_relation=text[:100],
        note=text,
        joined_on=DAY,
    )
    return enrol(made.session, data, today=DAY)


def _number(made: Made, text: str, at: int) -> object:
    return enrol(made.session, MemberData(PartyData(f"เลขที่ {at}"), number=text), today=DAY)


def _leaving(made: Made, text: str, at: int) -> object:
    person = create_party(made.session, PartyData(f"คนออก {at}", is_member=True))
    return leave(made.session, person.uid, on=DAY, today=DAY, reason=text)


def _office(made: Made, text: str, _at: int) -> object:
    term = RoleData(MemberRole.OTHER, DAY, title=text, appointed_by=text)
    return appoint(made.session, _somebody(made), data=term)


def _hours(made: Made, text: str, _at: int) -> object:
    draft = WorkDraft(new_uid(), DAY, (WorkLine(_somebody(made), 1),), what=text)
    return log_work(made.session, draft, today=DAY)


def _somebody(made: Made) -> bytes:
    """One member who holds every office and does all the work."""
    found = find_parties("สมาชิกคนเดียว")
    if found:
        return found[0].uid
    return create_party(made.session, PartyData("สมาชิกคนเดียว", is_member=True)).uid


MEMBER_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "member": _member,
    "member's number": _number,
    "why a member left": _leaving,
    "office of a member": _office,
    "hours of work": _hours,
}
"""Fields of the register, one command each."""
