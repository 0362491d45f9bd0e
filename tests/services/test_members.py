"""The register of members: enrolling, changing, leaving with something open, coming back, offices, units."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.costing import Settlement
from app.domain.document import new_uid
from app.domain.member import (
    BirthError,
    JoinedBeforeBirthError,
    LeftBeforeJoinedError,
    MemberData,
    MemberRole,
    NationalIdError,
    NationalIdTakenError,
    NotYetError,
    NumberTakenError,
    OddNationalIdError,
    OfficeNameError,
    RoleData,
    TermError,
    UnitMissingError,
    fits_check_digit,
    masked_id,
    next_number,
)
from app.domain.party import PartyData, PartyNameMissingError
from app.domain.session import Session
from app.domain.work_log import HoursError, NoHoursError, WorkDraft, Worked, WorkLine, WorkToComeError
from app.queries import members as register
from app.queries.integrity import check_books
from app.queries.members import MemberFilter, Standing
from app.queries.parties import party_by_uid
from app.queries.work_hours import hours_by_person, logged_on, work_steps
from app.services import members, work_log
from app.services.books import close_book
from app.services.catalogue import save_section
from app.services.members import AlreadyMemberError, HasLeftError, InUseError, NotAMemberError, StillOpenError
from app.services.parties import LeftMemberError, StillMemberError, create_party, update_party
from app.services.sample_pictures import draw
from db import connection as book
from tests.builders import make_book
from tests.making import OCT, Workshop
from tests.owing import Group

TODAY = dt.date(2026, 11, 20)
ID_A, ID_B = "0000000000001", "0000000000019"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    yield make_book(tmp_path)
    close_book()


def data(name: str = "สมาชิก จันทร์", **more: object) -> MemberData:
    return MemberData(PartyData(name), **more)  # type: ignore[arg-type]


def enrolled(session: Session, name: str = "สมาชิก จันทร์", **more: object) -> bytes:
    return members.enrol(session, data(name, **more), today=TODAY).uid


def card(uid: bytes) -> register.Member:
    found = register.member(uid)
    assert found is not None
    return found


# ---------------------------------------------------------------- rules without a book


def test_the_last_digit_of_an_id_follows_from_the_others() -> None:
    assert fits_check_digit(ID_A)
    assert fits_check_digit(ID_B)
    assert not fits_check_digit("0000000000002")
    assert masked_id(ID_B) == "x-xxxx-xxxx0-01-9"
    assert masked_id("") == ""


def test_the_next_number_is_as_wide_as_the_highest() -> None:
    assert next_number([]) == "001"
    assert next_number(["0007", "12", "พ-3"]) == "13"
    assert next_number(["0007"]) == "0008"
    assert next_number(["099"]) == "100"


# ---------------------------------------------------------------- enrolling


def test_somebody_new_is_enrolled_with_the_next_number(session: Session) -> None:
    first = card(enrolled(session))
    second = card(enrolled(session, "สมาชิก ดาว", joined_on=TODAY, national_id="0-0000-00000-01-9"))
    assert (first.number, second.number) == ("001", "002")
    assert first.code == "M0001"
    assert second.national_id == ID_B
    person = party_by_uid(second.uid)
    assert person is not None
    assert person.data.is_member


def test_the_same_enrolment_twice_is_one(session: Session) -> None:
    uid = new_uid()
    again = [members.enrol(session, data(), today=TODAY, uid=uid) for _ in range(2)]
    assert again[0].id == again[1].id
    assert len(register.members(TODAY)) == 1


def test_a_customer_becomes_a_member_and_stays_one_person(session: Session) -> None:
    person = create_party(session, PartyData("ป้าแดง", is_customer=True))
    saved = members.enrol(session, data("ป้าแดง ใจดี"), today=TODAY, party_uid=person.uid)
    assert saved.id == person.id
    assert card(person.uid).name == "ป้าแดง ใจดี"
    with pytest.raises(AlreadyMemberError):
        members.enrol(session, data("ป้าแดง"), today=TODAY, party_uid=person.uid)


def test_two_members_with_one_id_are_refused(session: Session) -> None:
    enrolled(session, national_id=ID_A)
    other = enrolled(session, "สมาชิก ดาว", national_id=ID_B)
    before = book.fetch("SELECT count(*) FROM party")
    with pytest.raises(NationalIdTakenError) as refused:
        enrolled(session, "สมาชิก ฟ้า", national_id=ID_A)
    assert refused.value.data["name"] == "สมาชิก จันทร์"
    with pytest.raises(NationalIdTakenError):
        members.change_member(session, other, data=data("สมาชิก ดาว", national_id=ID_A), today=TODAY)
    assert book.fetch("SELECT count(*) FROM party") == before, "no half of a refused enrolment is left"


def test_two_members_with_one_number_are_refused(session: Session) -> None:
    enrolled(session, number="๕")
    with pytest.raises(NumberTakenError):
        enrolled(session, "สมาชิก ดาว", number="5")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"national_id": "12345"}, NationalIdError),
        ({"national_id": "0000000000002"}, OddNationalIdError),
        ({"born_on": TODAY + dt.timedelta(days=1)}, BirthError),
        ({"joined_on": TODAY + dt.timedelta(days=1)}, NotYetError),
        ({"consent_on": TODAY + dt.timedelta(days=1)}, NotYetError),
        ({"born_on": TODAY, "joined_on": TODAY - dt.timedelta(days=1)}, JoinedBeforeBirthError),
        ({"name": " "}, PartyNameMissingError),
    ],
)
def test_what_cannot_be_is_refused(session: Session, wrong: dict[str, object], error: type) -> None:
    with pytest.raises(error):
        members.enrol(session, data(**wrong), today=TODAY)  # type: ignore[arg-type]
    assert register.members(TODAY) == []


def test_an_odd_id_is_kept_where_the_card_says_so(session: Session) -> None:
    saved = members.enrol(session, data(national_id="0000000000002"), today=TODAY, as_typed=True)
    assert card(saved.uid).national_id == "0000000000002"


def test_what_is_marked_among_the_people_stands_in_the_register(session: Session) -> None:
    person = create_party(session, PartyData("ลุงมี", is_member=True))
    assert card(person.uid).number == "001"
    update_party(session, person.uid, data=PartyData("ลุงมี"))
    assert register.member(person.uid) is None, "a bare line goes with its mark"
    update_party(session, person.uid, data=PartyData("ลุงมี", is_member=True))
    members.change_member(session, person.uid, data=data("ลุงมี", joined_on=TODAY), today=TODAY)
    with pytest.raises(StillMemberError):
        update_party(session, person.uid, data=PartyData("ลุงมี"))


def test_a_picture_comes_and_goes(session: Session) -> None:
    uid = enrolled(session)
    members.set_member_photo(session, uid, data=draw("อาหารแปรรูป", 1))
    assert card(uid).photo is not None
    members.set_member_photo(session, uid, data=draw("อาหารแปรรูป", 2))
    assert book.fetch("SELECT count(*) FROM blob") == [(2,)], "the earlier one is gone"
    members.set_member_photo(session, uid, data=None)
    assert card(uid).photo is None
    assert book.fetch("SELECT count(*) FROM blob") == [(0,)]


# ---------------------------------------------------------------- leaving


def test_who_leaves_is_no_member_from_that_day(session: Session) -> None:
    uid = enrolled(session, joined_on=dt.date(2026, 1, 5))
    members.appoint(session, uid, data=RoleData(MemberRole.CHAIR, dt.date(2026, 2, 1)))
    members.leave(session, uid, on=dt.date(2026, 6, 1), today=TODAY, reason="ย้ายบ้าน")
    assert card(uid).left_reason == "ย้ายบ้าน"
    assert [each.uid for each in register.members(dt.date(2026, 5, 31))] == [uid]
    assert register.members(dt.date(2026, 6, 1)) == []
    assert [each.uid for each in register.members(TODAY, MemberFilter(Standing.LEFT))] == [uid]
    assert register.committee(dt.date(2026, 5, 31))[0].name == "สมาชิก จันทร์"
    assert register.committee(dt.date(2026, 6, 1)) == (), "her office ends with her membership"
    with pytest.raises(HasLeftError):
        members.leave(session, uid, on=TODAY, today=TODAY)
    with pytest.raises(LeftMemberError):
        update_party(session, uid, data=PartyData("สมาชิก จันทร์", is_member=True))


def test_who_leaves_with_something_open_is_told_what(tmp_path: Path) -> None:
    group = Group(tmp_path)
    group.purse(group.dao, 12_500)
    with pytest.raises(StillOpenError) as refused:
        members.leave(group.session, group.dao, on=TODAY, today=TODAY)
    assert [each.amount for each in refused.value.balances] == [-12_500]
    assert "สมาชิก ดาว" in str(refused.value)
    assert card(group.dao).left_on is None
    members.leave(group.session, group.dao, on=TODAY, today=TODAY, anyway=True)
    assert card(group.dao).left_on == TODAY
    close_book()


def test_nobody_leaves_before_she_joined_or_tomorrow(session: Session) -> None:
    uid = enrolled(session, joined_on=TODAY)
    with pytest.raises(LeftBeforeJoinedError):
        members.leave(session, uid, on=TODAY - dt.timedelta(days=1), today=TODAY)
    with pytest.raises(NotYetError):
        members.leave(session, uid, on=TODAY + dt.timedelta(days=1), today=TODAY)
    customer = create_party(session, PartyData("ป้าแดง"))
    with pytest.raises(NotAMemberError):
        members.leave(session, customer.uid, on=TODAY, today=TODAY)


def test_who_comes_back_keeps_her_number_and_her_first_time(session: Session) -> None:
    uid = enrolled(session, joined_on=dt.date(2024, 1, 5), note="ทำกะปิ")
    members.leave(session, uid, on=dt.date(2025, 6, 1), today=TODAY)
    with pytest.raises(LeftBeforeJoinedError):
        members.rejoin(session, uid, on=dt.date(2025, 5, 31), today=TODAY)
    members.rejoin(session, uid, on=TODAY, today=TODAY)
    now = card(uid)
    assert (now.number, now.joined_on, now.left_on) == ("001", TODAY, None)
    assert now.note.startswith("ทำกะปิ\n")
    assert "2024" in now.note
    assert "2025" in now.note
    with pytest.raises(AlreadyMemberError):
        members.rejoin(session, uid, on=TODAY, today=TODAY)


# ---------------------------------------------------------------- offices and units


def test_offices_run_for_their_term(session: Session) -> None:
    unit = save_section(session, "กลุ่มกะปิ")
    chan, dao = enrolled(session), enrolled(session, "สมาชิก ดาว")
    for uid, first, last in ((chan, 2024, 2025), (dao, 2026, 2027)):
        term = RoleData(
            MemberRole.CHAIR, dt.date(first, 1, 1), dt.date(last, 12, 31), appointed_by="มติ 1/2567"
        )
        members.appoint(session, uid, data=term)
    members.appoint(
        session, chan, data=RoleData(MemberRole.UNIT_HEAD, dt.date(2026, 1, 1), section_id=unit.id)
    )
    members.appoint(session, chan, data=RoleData(MemberRole.TREASURER, dt.date(2026, 1, 1)))
    assert [each.name for each in register.committee(dt.date(2025, 12, 31))] == ["สมาชิก จันทร์"]
    now = register.offices(TODAY)
    assert [(each.role, each.name, each.section) for each in now] == [
        (MemberRole.CHAIR, "สมาชิก ดาว", ""),
        (MemberRole.TREASURER, "สมาชิก จันทร์", ""),
        (MemberRole.UNIT_HEAD, "สมาชิก จันทร์", "กลุ่มกะปิ"),
    ]
    assert register.units(TODAY)[0].head == "สมาชิก จันทร์"
    members.end_office(session, now[0].uid, on=dt.date(2026, 10, 31))
    assert [each.role for each in register.committee(TODAY)] == [MemberRole.TREASURER]
    with pytest.raises(TermError):
        members.end_office(session, now[1].uid, on=dt.date(2025, 12, 31))
    members.remove_office(session, now[1].uid)
    assert register.committee(TODAY) == ()
    found = register.members(TODAY, MemberFilter(role=MemberRole.UNIT_HEAD))
    assert [each.uid for each in found] == [chan]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (RoleData(MemberRole.CHAIR, dt.date(2026, 2, 1), dt.date(2026, 1, 31)), TermError),
        (RoleData(MemberRole.OTHER, dt.date(2026, 2, 1)), OfficeNameError),
        (RoleData(MemberRole.UNIT_HEAD, dt.date(2026, 2, 1)), UnitMissingError),
    ],
)
def test_terms_that_cannot_be_are_refused(session: Session, wrong: RoleData, error: type) -> None:
    uid = enrolled(session)
    with pytest.raises(error):
        members.appoint(session, uid, data=wrong)
    assert register.offices_of(card(uid).id) == ()


def test_members_are_counted_by_unit(session: Session) -> None:
    unit = save_section(session, "กลุ่มกะปิ")
    members.enrol(session, MemberData(PartyData("ก", section_id=unit.id), joined_on=TODAY), today=TODAY)
    members.enrol(session, MemberData(PartyData("ข", section_id=unit.id)), today=TODAY)
    enrolled(session)
    found = [(each.name, each.members) for each in register.counts(TODAY)]
    assert found == [("กลุ่มกะปิ", 2), ("", 1)]
    assert [each.members for each in register.counts(TODAY - dt.timedelta(days=1))] == [1, 1]
    assert register.came_and_went(TODAY, TODAY) == (1, 0)
    assert [each.name for each in register.members(TODAY, MemberFilter(section_id=unit.id))] == ["ก", "ข"]
    assert [each.name for each in register.members(TODAY, MemberFilter(section_id=0))] == ["สมาชิก จันทร์"]
    assert [each.name for each in register.members(TODAY, MemberFilter(text="003"))] == ["สมาชิก จันทร์"]


# ---------------------------------------------------------------- hours


def test_hours_of_a_day_are_entered_for_many_at_once(session: Session) -> None:
    chan, dao = enrolled(session), enrolled(session, "สมาชิก ดาว")
    lines = (WorkLine(chan, 3_500), WorkLine(dao, 8_000, is_paid=True, what="ขนของ"))
    draft = WorkDraft(new_uid(), TODAY, lines, what="ทำความสะอาดศาลา")
    for _try in range(2):
        work_log.log_work(session, draft, today=TODAY)
    assert hours_by_person(TODAY, TODAY) == {
        card(chan).id: Worked(0, 3_500),
        card(dao).id: Worked(8_000, 0),
    }
    assert [each.what for each in work_steps(TODAY, TODAY)] == ["ทำความสะอาดศาลา", "ขนของ"]
    line = logged_on(TODAY)[0]
    changed = WorkDraft(new_uid(), TODAY, (WorkLine(chan, 4_000, uid=line.uid),), what="กวาดลาน")
    work_log.log_work(session, changed, today=TODAY)
    work_log.remove_work(session, logged_on(TODAY)[1].uid)
    assert hours_by_person(TODAY, TODAY) == {card(chan).id: Worked(0, 4_000)}


def test_hours_that_no_day_has_are_refused_whole(session: Session) -> None:
    chan, dao = enrolled(session), enrolled(session, "สมาชิก ดาว")
    for lines, error in (
        ((WorkLine(dao, 1_000), WorkLine(chan, 0)), HoursError),
        ((WorkLine(dao, 1_000), WorkLine(chan, 24_001)), HoursError),
        ((WorkLine(chan, 20_000), WorkLine(chan, 5_000)), HoursError),
        ((), NoHoursError),
    ):
        with pytest.raises(error):
            work_log.log_work(session, WorkDraft(new_uid(), TODAY, lines), today=TODAY)
    with pytest.raises(WorkToComeError):
        work_log.log_work(
            session, WorkDraft(new_uid(), TODAY, (WorkLine(chan, 1_000),)), today=TODAY - dt.timedelta(1)
        )
    assert logged_on(TODAY) == ()


# ---------------------------------------------------------------- the two lists


def test_a_mark_that_another_program_changed_is_found(session: Session) -> None:
    enrolled(session)
    assert check_books() == []
    with book.unit_of_work():
        book.execute("UPDATE party SET is_member = 0")
    assert {"member_mark"} <= {finding.code for finding in check_books()}


def test_who_was_enrolled_by_mistake_is_struck_out(session: Session) -> None:
    uid = enrolled(session, joined_on=TODAY)
    members.strike_out(session, uid)
    assert register.member(uid) is None
    person = party_by_uid(uid)
    assert person is not None
    assert not person.data.is_member
    assert check_books() == []
    members.enrol(session, data(), today=TODAY, party_uid=uid)
    members.appoint(session, uid, data=RoleData(MemberRole.CHAIR, TODAY))
    with pytest.raises(InUseError):
        members.strike_out(session, uid)
    assert check_books() == []


def test_hours_in_batches_count_by_how_they_are_settled(tmp_path: Path) -> None:
    with Workshop(tmp_path / "โรงผลิต.samut") as shop:
        batch = shop.make(
            "ชา",
            10_000,
            shop.labour(30_000, Settlement.OWED, "สมาชิก ดาว", hours=6),
            shop.labour(12_000, Settlement.IMPUTED, "สมาชิก ดาว", hours=3),
            shop.labour(5_000, Settlement.OWED, "สมาชิก ฟ้า"),
        )
        day = WorkDraft(new_uid(), OCT, (WorkLine(shop.person("สมาชิก ดาว"), 1_500),))
        work_log.log_work(shop.session, day, today=TODAY)
        dao = card(shop.person("สมาชิก ดาว")).id
        found = hours_by_person(OCT, OCT)
        assert found == {dao: Worked(6_000, 4_500)}, "piece work has no hours"
        steps = work_steps(OCT, OCT, party_id=dao)
        assert sum((each.worked for each in steps), Worked()) == found[dao]
        assert hours_by_person(OCT + dt.timedelta(days=1), TODAY) == {}

        shop.undo(batch.posted.uid)
        assert hours_by_person(OCT, OCT) == {dao: Worked(0, 1_500)}
        assert [each.worked for each in work_steps(OCT, OCT)] == [Worked(0, 1_500)]
