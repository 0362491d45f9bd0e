"""Meetings, who came, resolutions; pictures that belong to something; certificates and the renewal."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.certificate import (
    CertificateData,
    CertificateKind,
    CertificateState,
    ExpiresBeforeIssuedError,
    NoticeError,
    RenewalStage,
    RenewalToComeError,
    RenewalYearError,
    renewal_on,
    state_on,
)
from app.domain.document import new_uid
from app.domain.meeting import (
    AttendanceData,
    AttendsTwiceError,
    ClockError,
    EndsBeforeStartError,
    GuestNameMissingError,
    ItemData,
    ItemTitleMissingError,
    MeetingData,
    MeetingKind,
    MeetingTitleMissingError,
    Presence,
    ProjectMissingError,
    Quorum,
    ResolutionMissingError,
    ResolutionTwiceError,
    VotesError,
    checked_clock,
    checked_items,
    checked_meeting,
    offered_agenda,
    proposed_number,
    proposed_resolution,
)
from app.domain.member import MemberData, MemberRole, RoleData
from app.domain.party import PartyData
from app.domain.session import Session
from app.queries import certificates as papers
from app.queries import meetings as found
from app.queries.attachments import AttachmentOwner, attachments
from app.services import certificates, meetings, members, records
from app.services.attachments import TooManyPicturesError, attach, describe, detach
from app.services.books import close_book
from app.services.pictures import NotAPictureError, PictureTooLargeError
from app.services.records import NotFoundError
from app.services.sample_pictures import draw
from app.services.unit_of_work import NotSavedError
from db import connection as book
from tests.builders import make_book, product

TODAY = dt.date(2027, 1, 15)
YEARLY = MeetingData(MeetingKind.YEARLY, "ประชุมใหญ่สามัญประจำปี", TODAY, number="1/2570")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    yield make_book(tmp_path)
    close_book()


def enrol(session: Session, name: str) -> bytes:
    return members.enrol(session, MemberData(PartyData(name)), today=TODAY).uid


# ---------------------------------------------------------------- rules without a book


def test_times_of_day_are_read_as_people_type_them() -> None:
    assert [checked_clock(text) for text in ("9:30", "09.30 น.", "๙.๓๐", "9", "")] == [
        "09:30",
        "09:30",
        "09:30",
        "09:00",
        "",
    ]
    for text in ("25:00", "9:7", "เช้า", "12:60"):
        with pytest.raises(ClockError):
            checked_clock(text)


def test_a_meeting_does_not_end_before_it_starts() -> None:
    with pytest.raises(EndsBeforeStartError):
        checked_meeting(replace(YEARLY, starts_at="13.00", ends_at="9.00"))
    with pytest.raises(MeetingTitleMissingError):
        checked_meeting(replace(YEARLY, title=" \n"))
    with pytest.raises(ProjectMissingError):
        checked_meeting(replace(YEARLY, kind=MeetingKind.ACTIVITY))


def test_numbers_follow_each_other() -> None:
    assert proposed_number(TODAY, ["1/2570", "9/2569", "พิเศษ"]) == "2/2570"
    assert proposed_resolution("1/2570", []) == "1/2570-1"
    assert proposed_resolution("1/2570", ["1/2570-2", "2/2570-7", "1/2570-1"]) == "1/2570-3"
    assert proposed_resolution("", ["4"]) == "5"


def test_a_resolution_has_one_number_of_its_own() -> None:
    with pytest.raises(ResolutionTwiceError):
        checked_items(
            [
                ItemData("ก", resolution="รับรอง", resolution_no="1/2570-1"),
                ItemData("ข", resolution="อนุมัติ", resolution_no="๑/๒๕๗๐-๑"),
            ]
        )
    with pytest.raises(ResolutionMissingError):
        checked_items([ItemData("ก", votes_for=3)])
    with pytest.raises(VotesError):
        checked_items([ItemData("ก", resolution="ข", votes_against=-1)])
    with pytest.raises(ItemTitleMissingError):
        checked_items([ItemData("ก"), ItemData(" ")])


def test_half_of_those_who_were_called_have_to_come() -> None:
    assert [Quorum(called, came).reached for called, came in ((0, 0), (7, 3), (7, 4), (8, 4))] == [
        False,
        False,
        True,
        True,
    ]


def test_a_yearly_meeting_is_offered_the_usual_agenda() -> None:
    assert len(offered_agenda(MeetingKind.YEARLY)) == 8
    assert len(offered_agenda(MeetingKind.COMMITTEE)) == 3
    assert offered_agenda(MeetingKind.ACTIVITY) == ()


def test_a_certificate_is_spoken_of_in_time() -> None:
    last = dt.date(2027, 3, 1)
    states = [state_on(last, 30, last + dt.timedelta(days=days)) for days in (-31, -30, 0, 1)]
    assert states == [
        CertificateState.VALID,
        CertificateState.SOON,
        CertificateState.SOON,
        CertificateState.EXPIRED,
    ]
    assert state_on(None, 30, last) is CertificateState.VALID


@pytest.mark.parametrize(
    ("day", "done", "stage", "year", "missed"),
    [
        ((2026, 11, 30), (), RenewalStage.QUIET, 2026, False),
        ((2026, 12, 1), (), RenewalStage.SOON, 2027, False),
        ((2027, 1, 1), (), RenewalStage.OPEN, 2027, False),
        ((2027, 1, 30), (), RenewalStage.OPEN, 2027, False),
        ((2027, 1, 31), (), RenewalStage.OVERDUE, 2027, False),
        ((2027, 11, 30), (), RenewalStage.OVERDUE, 2027, False),
        ((2027, 12, 1), (), RenewalStage.SOON, 2028, True),
        ((2028, 2, 1), (), RenewalStage.OVERDUE, 2028, True),
        ((2028, 2, 1), (2027,), RenewalStage.OVERDUE, 2028, False),
        ((2027, 2, 1), (2027,), RenewalStage.QUIET, 2027, False),
        ((2026, 12, 31), (2027,), RenewalStage.QUIET, 2027, False),
    ],
)
def test_the_renewal_is_spoken_of_from_december_until_it_is_done(
    day: tuple[int, int, int], done: tuple[int, ...], stage: RenewalStage, year: int, missed: bool
) -> None:
    state = renewal_on(dt.date(*day), done, since=dt.date(2026, 6, 1))
    assert (state.stage, state.year, state.missed_before) == (stage, year, missed)


# ---------------------------------------------------------------- meetings


def test_a_meeting_is_planned_once_with_its_agenda(session: Session) -> None:
    uid = new_uid()
    agenda = offered_agenda(MeetingKind.YEARLY)
    saved = meetings.create_meeting(session, YEARLY, uid=uid, agenda=agenda)
    assert meetings.create_meeting(session, YEARLY, uid=uid, agenda=agenda).id == saved.id
    (only,) = found.meetings()
    assert (only.number, only.items, only.resolutions, only.is_held) == ("1/2570", 8, 0, False)
    assert found.next_number(MeetingKind.YEARLY, TODAY) == "2/2570"
    assert found.yearly_meeting(dt.date(2027, 1, 1), dt.date(2027, 12, 31)) == only


def test_the_agenda_is_kept_in_the_order_of_the_form(session: Session) -> None:
    saved = meetings.create_meeting(session, YEARLY, agenda=[ItemData("หนึ่ง"), ItemData("สอง")])
    first, second = found.items(saved.id)
    resolved = replace(second, resolution="เห็นชอบ", resolution_no="1/2570-1", votes_for=20, votes_against=0)
    meetings.set_items(session, saved.uid, items=[resolved, ItemData("สาม"), first])
    assert [each.title for each in found.items(saved.id)] == ["สอง", "สาม", "หนึ่ง"]
    assert found.items(saved.id)[0] == resolved
    meetings.set_items(session, saved.uid, items=[resolved])
    assert [each.title for each in found.items(saved.id)] == ["สอง"]
    other = meetings.create_meeting(session, replace(YEARLY, kind=MeetingKind.EXTRA, number=""))
    with pytest.raises(NotFoundError):
        meetings.set_items(session, other.uid, items=[resolved])


def test_members_are_called_and_ticked_off(session: Session) -> None:
    people = [enrol(session, name) for name in ("สมาชิก ก", "สมาชิก ข", "สมาชิก ค")]
    saved = meetings.create_meeting(session, YEARLY)
    called = [each.data for each in found.called(MeetingKind.YEARLY, TODAY)]
    assert [each.party_uid for each in called] == people
    lines = [
        replace(called[0], state=Presence.PRESENT),
        replace(called[1], state=Presence.PROXY, proxy="ลูกสาว"),
        called[2],
        AttendanceData(None, "เกษตรอำเภอ", Presence.PRESENT),
    ]
    meetings.set_attendance(session, saved.uid, lines=lines)
    assert [each.data for each in found.attendance(saved.id)] == lines
    assert found.quorum_of(saved.id) == Quorum(3, 2, 1)
    again = found.called(MeetingKind.YEARLY, TODAY, known=lines)
    assert [each.data for each in again] == lines
    assert found.meetings()[0].quorum.reached


def test_the_committee_is_called_to_its_meeting(session: Session) -> None:
    chair, _other = enrol(session, "ประธาน ก"), enrol(session, "สมาชิก ข")
    members.appoint(session, chair, data=RoleData(MemberRole.CHAIR, dt.date(2026, 1, 1)))
    assert [each.data.party_uid for each in found.called(MeetingKind.COMMITTEE, TODAY)] == [chair]


def test_nobody_stands_twice_and_guests_have_names(session: Session) -> None:
    person = enrol(session, "สมาชิก ก")
    saved = meetings.create_meeting(session, YEARLY)
    line = AttendanceData(person, "สมาชิก ก", Presence.PRESENT)
    meetings.set_attendance(session, saved.uid, lines=[line])
    with pytest.raises(AttendsTwiceError):
        meetings.set_attendance(session, saved.uid, lines=[line, line])
    with pytest.raises(GuestNameMissingError):
        meetings.set_attendance(session, saved.uid, lines=[AttendanceData(None, " ")])
    with pytest.raises(NotFoundError):
        meetings.set_attendance(session, saved.uid, lines=[AttendanceData(new_uid(), "ใคร")])
    assert [each.data for each in found.attendance(saved.id)] == [line]


def test_an_agenda_that_fails_half_way_leaves_the_old_one(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = meetings.create_meeting(session, YEARLY, agenda=[ItemData("หนึ่ง")])
    kept = found.items(saved.id)
    real = records.add
    calls: list[object] = []

    def failing(*args: object, **more: object) -> int:
        calls.append(args)
        if len(calls) == 2:
            raise book.DatabaseError("disk I/O error")
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(records, "add", failing)
    with pytest.raises(NotSavedError):
        meetings.set_items(session, saved.uid, items=[ItemData("ก"), ItemData("ข")])
    assert found.items(saved.id) == kept


def test_a_meeting_is_held_changed_and_taken_out(session: Session) -> None:
    saved = meetings.create_meeting(session, YEARLY)
    meetings.mark_held(session, saved.uid, is_held=True)
    later = TODAY + dt.timedelta(days=300)
    assert found.last_held(MeetingKind.YEARLY, later) == found.meeting(saved.uid)
    meetings.change_meeting(session, saved.uid, data=replace(YEARLY, place="ศาลากลางบ้าน", is_held=True))
    assert found.meetings()[0].place == "ศาลากลางบ้าน"
    meetings.remove_meeting(session, saved.uid)
    assert found.meetings() == ()
    with pytest.raises(NotFoundError):
        meetings.mark_held(session, saved.uid, is_held=True)


# ---------------------------------------------------------------- pictures


def test_a_picture_belongs_to_its_meeting(session: Session) -> None:
    saved = meetings.create_meeting(session, YEARLY)
    owner = AttachmentOwner.MEETING
    data = draw("mat", seed=1)
    first = attach(session, owner, owner_uid=saved.uid, data=data, caption="วันประชุม")
    assert attach(session, owner, owner_uid=saved.uid, data=data).uid == first.uid
    describe(session, owner, attachment_uid=first.uid, caption="ลงคะแนน")
    (only,) = attachments(owner, saved.uid)
    assert (only.uid, only.caption) == (first.uid, "ลงคะแนน")
    with pytest.raises(NotFoundError):
        detach(session, AttachmentOwner.PROJECT, attachment_uid=first.uid)
    detach(session, owner, attachment_uid=first.uid)
    assert attachments(owner, saved.uid) == ()


def test_what_is_no_picture_or_too_large_is_refused(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = meetings.create_meeting(session, YEARLY)
    for data, error in (
        (b"%PDF-1.7 says it is a picture", NotAPictureError),
        (b"\xff\xd8\xff\xe0" + bytes(200), NotAPictureError),
        (bytes(60_000_000), PictureTooLargeError),
    ):
        with pytest.raises(error):
            attach(session, AttachmentOwner.MEETING, owner_uid=saved.uid, data=data)
    with pytest.raises(NotFoundError):
        attach(session, AttachmentOwner.MEETING, owner_uid=new_uid(), data=draw("mat", seed=1))
    monkeypatch.setattr("app.services.attachments.MOST", 1)
    attach(session, AttachmentOwner.MEETING, owner_uid=saved.uid, data=draw("mat", seed=1))
    with pytest.raises(TooManyPicturesError):
        attach(session, AttachmentOwner.MEETING, owner_uid=saved.uid, data=draw("mat", seed=2))


# ---------------------------------------------------------------- certificates and renewal


def test_a_certificate_is_kept_with_its_goods(session: Session) -> None:
    kapi = product(session, "กะปิ").uid
    data = CertificateData(
        CertificateKind.FOOD,
        "",
        number="00-0-00000-0-0000",
        issuer="สสจ.",
        issued_on=dt.date(2024, 3, 1),
        expires_on=dt.date(2027, 3, 1),
        products=(kapi,),
    )
    saved = certificates.create_certificate(session, data)
    (only,) = papers.certificates()
    assert only.data == data
    assert papers.running_out(TODAY) == (only,)
    assert only.days_left(TODAY) == 45
    longer = replace(data, expires_on=dt.date(2030, 3, 1), products=())
    certificates.change_certificate(session, saved.uid, data=longer)
    assert papers.running_out(TODAY) == ()
    assert papers.certificates()[0].products == ()
    certificates.remove_certificate(session, saved.uid)
    assert papers.certificates() == ()


def test_a_certificate_that_cannot_be_is_refused(session: Session) -> None:
    data = CertificateData(CertificateKind.HALAL, "ฮาลาล", issued_on=TODAY, expires_on=dt.date(2026, 1, 1))
    with pytest.raises(ExpiresBeforeIssuedError):
        certificates.create_certificate(session, data)
    with pytest.raises(NoticeError):
        certificates.create_certificate(session, replace(data, issued_on=None, remind_days=-1))
    with pytest.raises(NotFoundError):
        certificates.create_certificate(session, replace(data, issued_on=None, products=(new_uid(),)))
    assert papers.certificates() == ()


def test_a_renewal_is_marked_and_taken_back(session: Session) -> None:
    certificates.mark_renewed(session, 2027, done_on=TODAY, today=TODAY, receipt="ทบ. 1")
    certificates.mark_renewed(session, 2027, done_on=TODAY, today=TODAY, receipt="ทบ. 2")
    assert [(each.year, each.receipt) for each in papers.renewals()] == [(2027, "ทบ. 2")]
    assert papers.renewal(dt.date(2027, 2, 20)).stage is RenewalStage.QUIET
    certificates.unmark_renewed(session, 2027)
    assert papers.renewals() == ()
    with pytest.raises(NotFoundError):
        certificates.unmark_renewed(session, 2027)
    with pytest.raises(RenewalToComeError):
        certificates.mark_renewed(session, 2027, done_on=dt.date(2027, 1, 16), today=TODAY)
    with pytest.raises(RenewalYearError):
        certificates.mark_renewed(session, 2570, done_on=TODAY, today=TODAY)
