"""The weekly sheet for the wall: one line a category in her order, seven days, the same bytes each time."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from app.domain.household.diary import Heading
from app.domain.session import Session
from app.queries.household.diary import household_categories
from app.services.books import close_book
from app.services.household.diary_categories import (
    HouseholdCategoryData,
    add_household_category,
    order_household_categories,
)
from reports.household import weekly_sheet
from reports.output import render
from reports.render.canvas import Sheet
from reports.render.pictograms import draw
from reports.render.style import A4
from resources import resource
from tests.household import make_household

SATURDAY = dt.date(2026, 11, 21)
HOSTILE = "=1+1<b>“ก็ๆๆ” {name} %s 👩‍🌾 " + "ยาว" * 50


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A household's book."""
    yield make_household(tmp_path)
    close_book()


def test_a_week_begins_on_monday_and_keeps_her_order(session: Session, thai: None) -> None:
    last = household_categories()[-1]
    order_household_categories(session, [last.uid])
    report = weekly_sheet.build(SATURDAY)
    assert report.period == "16 พ.ย. 2569 – 22 พ.ย. 2569"
    assert [name for name, _date in report.days][::6] == ["จันทร์", "อาทิตย์"]
    out, came = report.parts
    assert (out.lines[0].name, len(out.lines), len(came.lines)) == (last.name, 18, 9)


def test_paper_and_workbook(session: Session, thai: None) -> None:
    add_household_category(session, HouseholdCategoryData(HOSTILE, Heading.SOCIAL, "no-such-picture"))
    report = weekly_sheet.build(SATURDAY)
    paper = render(report, "pdf")
    assert paper == render(weekly_sheet.build(SATURDAY), "pdf")
    document = pypdfium2.PdfDocument(paper)
    assert len(document) == 2
    width, height = document[0].get_size()
    assert width > height
    text = document[0].get_textpage().get_text_bounded()
    assert "รักษาพยาบาล" in text
    assert "พฤหัสบดี" in text
    sheet = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx"))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    hostile = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=1+1")]
    assert [cell.data_type for cell in hostile] == ["s"]
    assert sum(1 for cell in cells if cell.data_type == "f") == len(household_categories()) + 2 * 8


def test_more_categories_go_to_another_page(session: Session) -> None:
    for number in range(30):
        add_household_category(session, HouseholdCategoryData(f"อื่น {number}", Heading.ESSENTIAL))
    assert len(pypdfium2.PdfDocument(render(weekly_sheet.build(SATURDAY), "pdf"))) == 3


def test_every_picture_of_the_program_is_drawn_on_paper() -> None:
    sheet = Sheet(A4)
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    for at, name in enumerate(names):
        draw(sheet, name, 20 + at % 20 * 26, 800 - at // 20 * 26, 20)
    page = pypdfium2.PdfDocument(sheet.finish())[0].render(scale=1).to_pil().convert("L")
    for at, name in enumerate(names):
        left, bottom = 20 + at % 20 * 26, 842 - (800 - at // 20 * 26)
        inside = page.crop((left, bottom - 20, left + 20, bottom))
        around = page.crop((left - 3, bottom - 23, left + 23, bottom + 3))
        assert inside.getextrema()[0] < 160, name
        assert sum(inside.histogram()[:200]) == sum(around.histogram()[:200]), name
