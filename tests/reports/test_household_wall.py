"""The plan for the wall: one page whatever it holds, as large as it fits, every word of it on the paper."""

import pypdfium2
import pytest

from reports.household.wall_model import WallLine, WallPart, WallSheet
from reports.model import Issuer
from reports.output import render
from reports.render.wall_sheet_pdf import _LARGEST, _Page

HOSTILE = "<b>เป้าหมาย</b> =1+1 %s {name}"


def sheet(goals: int, budgets: int, *, name: str = HOSTILE) -> WallSheet:
    """A plan with so many goals and budgets."""
    wanted = tuple(
        WallLine("../nowhere", f"{number} {name}", "1,000", ("เก็บสัปดาห์ละ 100 บาท",), 40)
        for number in range(goals)
    )
    planned = tuple(
        WallLine("tag", f"งบ {number}", "99,999,999.99", ("ใช้ได้อีก 5",)) for number in range(budgets)
    )
    parts = (WallPart("สิ่งที่อยากได้", wanted, empty="ยังไม่มีเป้าหมาย"), WallPart("งบ", planned, 2))
    return WallSheet("wall-plan", "แผนของเรา", Issuer("บ้านสายทอง"), (), period="วันนี้", book="บ้าน", parts=parts)


def text_of(report: WallSheet) -> str:
    """What can be read on its one page."""
    paper = pypdfium2.PdfDocument(render(report, "pdf"))
    assert len(paper) == 1
    return paper[0].get_textpage().get_text_range().replace("\r\n", "\n")


@pytest.mark.parametrize(("goals", "budgets"), [(0, 0), (1, 1), (5, 12)])
def test_everything_stands_on_one_page(goals: int, budgets: int) -> None:
    text = text_of(sheet(goals, budgets))
    assert text.count("=1+1 %s {name}") == goals
    assert text.count("99,999,999.99") == budgets
    assert ("ยังไม่มีเป้าหมาย" in text) == (goals == 0)


def test_a_name_that_never_ends_is_cut_for_the_eye_only() -> None:
    text = text_of(sheet(5, 12, name="ยาว" * 60))
    assert text.count("เก็บสัปดาห์ละ 100 บาท") == 5


def test_little_is_set_large_and_much_smaller() -> None:
    little, much = sheet(1, 2), sheet(5, 12)
    assert _Page(little, _LARGEST).run(None) > _Page(much, _LARGEST).run(None)
    assert _Page(little, _LARGEST).run(None) > 60, "a small plan has the largest type"


def test_the_same_plan_is_the_same_paper() -> None:
    assert render(sheet(2, 3), "pdf") == render(sheet(2, 3), "pdf")
