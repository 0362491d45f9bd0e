"""Papers of a meeting, the year in words, the booklet, certificates and the renewal, against a small book."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.certificate import CertificateData, CertificateKind
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.meeting import ItemData, MeetingData, MeetingKind, Presence
from app.domain.member import MemberData, MemberRole, RoleData
from app.domain.party import PartyData
from app.domain.session import Permission, Session
from app.queries import meetings as found
from app.queries.attachments import AttachmentOwner
from app.services import certificates, meetings, members
from app.services.attachments import attach, detach
from app.services.books import close_book
from app.services.journal import account_id
from app.services.sample_pictures import draw
from app.services.unit_of_work import Entry, post
from reports.catalogue import build
from reports.common import ReportArgumentError, Span
from reports.home import Task
from reports.home import build as home
from reports.kinds import Question
from reports.model import Chart, Pack, Paragraph, Pictures, Report, Table
from reports.render.pdf import render_pdf
from reports.render.xlsx import render_xlsx
from tests.builders import make_book

YEAR = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
DAY = dt.date(2027, 1, 16)


def earn(session: Session) -> None:
    """150.50 of sales and 40.00 of costs in June."""

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, dt.date(2026, 6, 1))
        entry.line(account_id(AccountRole.CASH), 11_050)
        entry.line(account_id(AccountRole.SALES), -15_050)
        entry.line(account_id(AccountRole.COST_OF_SALES), 4_000)

    post(session, Permission.POST_JOURNAL, new_uid(), write)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = make_book(Path(tmp_path_factory.mktemp("meeting")))
    people = [
        members.enrol(session, MemberData(PartyData(f"สมาชิก {letter}")), today=DAY).uid for letter in "กขค"
    ]
    members.appoint(session, people[0], data=RoleData(MemberRole.CHAIR, dt.date(2026, 1, 1)))
    earn(session)
    agenda = (
        ItemData("เรื่องแจ้ง"),
        ItemData("จัดสรรกำไร", "ดูข้อเสนอ", "ตามแบบที่ 2", "1/2570-1", votes_for=2, votes_none=0),
    )
    saved = meetings.create_meeting(
        session,
        MeetingData(
            MeetingKind.YEARLY,
            "ประชุมใหญ่",
            DAY,
            "1/2570",
            "9.00",
            "12.00",
            "ศาลากลางบ้าน",
            chair_uid=people[0],
            is_held=True,
        ),
        agenda=agenda,
    )
    lines = [each.data for each in found.called(MeetingKind.YEARLY, DAY)]
    lines[0] = replace(lines[0], state=Presence.PRESENT)
    lines[1] = replace(lines[1], state=Presence.PROXY, proxy="ลูกสาว")
    meetings.set_attendance(session, saved.uid, lines=lines)
    meetings.create_meeting(
        session, MeetingData(MeetingKind.COMMITTEE, "กรรมการ", dt.date(2027, 2, 1), "2/2570")
    )
    certificates.create_certificate(
        session, CertificateData(CertificateKind.HALAL, "", expires_on=dt.date(2027, 2, 1))
    )
    yield session
    close_book()


def asked(session: Session, name: str, **more: object) -> Report:
    report = build(session, name, Question(**more))  # type: ignore[arg-type]
    assert isinstance(report, Report)
    assert render_pdf(report).startswith(b"%PDF")
    assert render_xlsx(report)
    return report


def words(report: Report) -> str:
    said = []
    for block in report.blocks:
        if isinstance(block, Paragraph):
            said += [block.title, block.text]
        elif isinstance(block, Table):
            said += [
                block.title,
                *(str(cell) for row in block.rows for cell in row.cells if cell is not None),
            ]
    return "\n".join(said)


def test_minutes_say_what_was_resolved_and_who_came(session: Session) -> None:
    said = words(asked(session, "minutes", document="1/2570"))
    assert "Resolution 1/2570-1: ตามแบบที่ 2 (2 for it, 0 abstained)" in said
    assert "1. สมาชิก ก" in said
    assert "สมาชิก ข (ลูกสาว came for her)" in said
    assert "There was nothing to talk about." in said
    assert "closed at 12:00" in said


def test_the_list_to_sign_is_empty_before_and_filled_after(session: Session) -> None:
    after = asked(session, "attendance", document="1/2570")
    table = next(block for block in after.blocks if isinstance(block, Table))
    assert [row.cells[-1] for row in table.rows] == ["Was there", "ลูกสาว came for her", "Absent"]
    before = asked(session, "attendance", document="2/2570")
    table = next(block for block in before.blocks if isinstance(block, Table))
    assert [row.cells[2:] for row in table.rows[:2]] == [("สมาชิก ก", "", ""), ("", "", "")]


def test_the_invitation_offers_the_usual_points(session: Session) -> None:
    said = words(asked(session, "agenda", document="2/2570"))
    assert "Minutes of the last meeting" in said
    with pytest.raises(ReportArgumentError):
        asked(session, "agenda", document="9/2570")


def test_the_booklet_tells_the_year(session: Session) -> None:
    pack = asked(session, "meeting-pack", span=YEAR)
    assert isinstance(pack, Pack)
    assert pack.title == "ประชุมใหญ่"
    assert pack.subtitle.startswith("Meeting No. 1/2570 · ")
    assert "ศาลากลางบ้าน" in pack.subtitle
    titles = [part.title for part in pack.parts]
    assert titles[:3] == ["Agenda", "Attendance of a meeting", "The year in words"]
    assert titles[-1] == "Room for notes"
    said = words(pack.parts[2])
    statement = next(part for part in pack.parts if part.name == "income-statement")
    tables = [block for block in statement.blocks if isinstance(block, Table)]
    assert len(tables) == 1, "nobody reads a table by month aloud"
    assert "3 members" in said
    assert "The group had an income of 151 baht." in said
    assert "The group earned a profit of 111 baht." in said
    assert "What we sold had cost 40 baht to make or buy." in said
    assert pack.parts[2].large


def test_a_booklet_without_anything_still_stands(session: Session) -> None:
    pack = asked(session, "meeting-pack", span=Span(dt.date(2024, 1, 1), dt.date(2024, 12, 31)))
    assert isinstance(pack, Pack)
    assert pack.subtitle == ""
    assert "The year in words" in [part.title for part in pack.parts]


def test_contents_carry_page_numbers(session: Session) -> None:
    import pypdfium2

    report = build(session, "meeting-pack", Question(YEAR))
    assert isinstance(report, Pack)
    pages = pypdfium2.PdfDocument(io.BytesIO(render_pdf(report)))
    contents = pages[1].get_textpage().get_text_range()
    assert "The year in words" in contents
    lines = [line.split() for line in contents.splitlines() if line.strip()]
    names = [" ".join(line) for line in lines if not line[-1].isdigit()]
    assert "The year in words" in names
    numbers = [int(line[-1]) for line in lines if line[-1].isdigit() and len(line) == 1]
    first_words = [pages[number - 1].get_textpage().get_text_range() for number in numbers]
    assert any("The year in words" in text for text in first_words)
    pages.close()


def test_certificates_and_renewal(session: Session) -> None:
    assert "Runs out soon" in words(asked(session, "certificates", span=Span(DAY, DAY)))
    said = words(asked(session, "renewal", span=YEAR))
    assert "สมาชิก ค" in said
    assert "Chair" in said


def test_home_speaks_of_them(session: Session) -> None:
    todos = {each.task: each.text for each in home(session, DAY).todos}
    assert todos[Task.CERTIFICATES] == "The certificate “Halal” runs out on 1 Feb 2027."
    assert todos[Task.RENEWAL].startswith("Renew the registration for 2570 until 30 Jan 2027: 14 days")
    certificates.mark_renewed(session, 2027, done_on=DAY, today=DAY)
    assert Task.RENEWAL not in {each.task for each in home(session, DAY).todos}
    certificates.unmark_renewed(session, 2027)


def test_a_meeting_that_was_held_is_not_the_one_about_its_own_year(session: Session) -> None:
    following = Span(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    pack = asked(session, "meeting-pack", span=following)
    assert (pack.title, pack.subtitle) == ("Yearly general meeting", "")


def test_pictures_stand_in_the_booklet_with_their_words(session: Session) -> None:
    (meeting,) = (each for each in found.meetings() if each.number == "1/2570")
    owner = AttachmentOwner.MEETING
    saved = [
        attach(session, owner, owner_uid=meeting.uid, data=draw("mat", seed=seed), caption=caption)
        for seed, caption in ((1, "ลงคะแนน"), (2, ""))
    ]
    try:
        pack = asked(session, "meeting-pack", span=YEAR)
        assert isinstance(pack, Pack)
        (part,) = (each for each in pack.parts if each.name == "meeting-pack-pictures")
        (block,) = part.blocks
        assert isinstance(block, Pictures)
        assert [each.caption for each in block.items] == ["ลงคะแนน", "Picture 2"]
    finally:
        for each in saved:
            detach(session, owner, attachment_uid=each.uid)


def test_twelve_months_stand_below_their_chart_without_the_year(session: Session) -> None:
    pack = asked(session, "meeting-pack", span=YEAR)
    assert isinstance(pack, Pack)
    (part,) = (each for each in pack.parts if each.name == "meeting-pack-charts")
    chart = part.blocks[0]
    assert isinstance(chart, Chart)
    assert chart.labels[:2] == ("Jan", "Feb")
