"""Papers of projects: screen, PDF and workbook from one object, pictures of slips, what people are told."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from app.domain.document import new_uid
from app.domain.meeting import AttendanceData, MeetingData, MeetingKind, Presence
from app.domain.project import BudgetData, ProjectData, ProjectMoneyDraft, ResultData
from app.domain.session import Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.attachments import AttachmentOwner
from app.queries.projects import project_by_code
from app.services.attachments import attach
from app.services.books import close_book
from app.services.entries import post_entry
from app.services.meetings import create_meeting, set_attendance
from app.services.project_money import receive_money, recognise
from app.services.projects import create_project, set_budget, set_results
from app.services.slip_pictures import attach_picture, take_in_picture
from db import connection as book
from reports import home, project
from reports.catalogue import build
from reports.kinds import Question
from reports.model import Paragraph, Pictures, Report, Table
from reports.render.canvas import Sheet
from reports.render.pdf import render_pdf
from reports.render.report_json import report_from_json, report_json
from reports.render.xlsx import render_xlsx
from tests.builders import make_book, party

DAY = dt.date(2026, 3, 5)
END = dt.date(2026, 12, 31)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A project with one slip too many, and its picture."""
    found = make_book(Path(tmp_path_factory.mktemp("projects")))
    data = ProjectData("อบรมทำน้ำพริก", "ON1", party(found, "เทศบาล").uid, "อบรมสมาชิก", agreed=1_000_00)
    uid = create_project(found, data).uid
    code = book.fetch("SELECT code FROM account WHERE role = 'transport'")[0][0]
    set_budget(found, uid, lines=(BudgetData("ค่าเดินทาง", 600_00, code), BudgetData("ค่าวัสดุ", 400_00)))
    set_results(found, uid, lines=(ResultData("ผู้เข้าอบรม", "คน", 30_000, 28_000),))
    cash = (PayDraft(PayKind.MONEY, 800_00, "1101"),)
    receive_money(found, ProjectMoneyDraft(new_uid(), uid, 800_00, cash), on=DAY)
    lines = (EntryLineDraft(1_100_00, account_code=code, description="รถตู้"),)
    pays = (PayDraft(PayKind.MONEY, 1_100_00, "1101"),)
    slip = post_entry(found, EntryDraft(new_uid(), Direction.OUT, lines, pays, project_uid=uid), on=DAY)
    data_of = io.BytesIO()
    Image.new("RGB", (300, 200), "#C98A0B").save(data_of, "PNG")
    picture = take_in_picture(found, data_of.getvalue(), name="ใบเสร็จ")
    attach_picture(found, picture.uid, document_uid=slip.uid)
    recognise(found, uid, day=DAY, uid=new_uid())
    yield found
    close_book()


def tables(report: Report) -> dict[str, Table]:
    return {block.title: block for block in report.blocks if isinstance(block, Table)}


def test_the_report_says_what_was_spent_and_shows_it(session: Session) -> None:
    report = build(session, project.NAME, Question(document="on1", printed=dt.datetime(2026, 12, 31, 9)))
    assert isinstance(report, Report)
    found = tables(report)
    assert [row.cells[:4] for row in found["Budget"].rows] == [
        ("ค่าเดินทาง", 600_00, 1_100_00, -500_00),
        ("ค่าวัสดุ", 400_00, 0, 400_00),
        ("Total", 1_000_00, 1_100_00, -100_00),
    ]
    assert found["Results"].rows[0].cells[:3] == ("ผู้เข้าอบรม", 30_000, 28_000)
    assert [row.cells[3:] for row in found["Money"].rows] == [(800_00, None, 800_00), (None, 800_00, 0)]
    assert found["Slips"].rows[0].cells[-1] == 1_100_00
    said = "\n".join(block.text for block in report.blocks if isinstance(block, Paragraph))
    assert "100.00 baht more than the budget" in said
    assert "300.00 baht more are spent than came in" in said
    shown = [block for block in report.blocks if isinstance(block, Pictures)]
    assert [len(block.items) for block in shown] == [1]
    pdf = render_pdf(report)
    assert pdf.startswith(b"%PDF")
    assert b"/Image" in pdf
    assert render_xlsx(report).startswith(b"PK")
    again = report_from_json(report_json(report))
    assert isinstance(again, Report)
    assert [block.items[0].caption for block in again.blocks if isinstance(block, Pictures)] == [
        shown[0].items[0].caption
    ]


def test_many_pictures_make_pages(session: Session) -> None:
    report = project.build("ON1", END)
    annex = next(block for block in report.blocks if isinstance(block, Pictures))
    many = Pictures(annex.items * 13, annex.title)
    from dataclasses import replace

    one = render_pdf(replace(report, blocks=(many,)))
    assert one.count(b"/Type /Page\n") == 3


def test_the_list_and_the_panel(session: Session) -> None:
    report = build(session, project.LIST, Question(printed=dt.datetime(2026, 12, 31, 9)))
    assert isinstance(report, Report)
    table = tables(report)[""]
    assert table.rows[0].cells == (
        "ON1",
        "อบรมทำน้ำพริก",
        "เทศบาล",
        1_000_00,
        1_100_00,
        -100_00,
        800_00,
        0,
        -300_00,
    )
    from app.queries.projects import projects

    small = project.panel(projects()[0], END)
    assert any("เทศบาล" in block.text for block in small.blocks if isinstance(block, Paragraph))


def test_home_tells_of_projects_in_trouble(session: Session) -> None:
    assert "อบรมทำน้ำพริก" in project.projects_sentence(END)
    tasks = {each.task for each in home.build(session, END).todos}
    assert home.Task.PROJECTS in tasks


def picture(wide: int, high: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (wide, high), "#2F7A4D").save(data, "PNG")
    return data.getvalue()


def test_pictures_of_the_project_and_of_its_activities_say_what_they_show(session: Session) -> None:
    each = project_by_code("ON1")
    data = MeetingData(MeetingKind.ACTIVITY, "ฝึกตำน้ำพริก", DAY, project_uid=each.uid, is_held=True)
    meeting = create_meeting(session, data).uid
    came = (AttendanceData(None, "ผู้ใหญ่บ้าน", Presence.PRESENT), AttendanceData(None, "คำ"))
    set_attendance(session, meeting, lines=came)
    kept = ((AttachmentOwner.PROJECT, each.uid, "ป้ายโครงการ"), (AttachmentOwner.MEETING, meeting, "ตำพริก"))
    for at, (owner, uid, words) in enumerate(kept):
        attach(session, owner, owner_uid=uid, data=picture(300 + at, 200), caption=words)
    report = project.build("ON1", END)
    shown = next(each for each in report.blocks if isinstance(each, Pictures))
    captions = [item.caption for item in shown.items]
    assert captions[0] == "ป้ายโครงการ"
    assert captions[1].startswith("ตำพริก · ฝึกตำน้ำพริก · ")
    assert tables(report)["Who took part"].rows[0].cells == (1, "ผู้ใหญ่บ้าน", 1)
    assert len(tables(report)["Who took part"].rows) == 1, "who did not come is no participant"
    before = project.build("ON1", DAY - dt.timedelta(days=1))
    shown = next(each for each in before.blocks if isinstance(each, Pictures))
    assert [item.caption for item in shown.items] == ["ป้ายโครงการ"], "what was not yet is not seen"


def test_a_lying_picture_takes_no_more_room_than_it_needs() -> None:
    sheet = Sheet((595.0, 842.0))
    assert sheet.picture_height(picture(300, 200), 240, 220) == 160
    assert sheet.picture_height(picture(200, 600), 240, 220) == 220
    assert sheet.picture_height(b"no picture", 240, 220) == 220
