"""The tab of the projects by keys: a project, its budget, money, slips, what was used, its end."""

import datetime as dt

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.session import Permission
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.attachments import AttachmentOwner, attachments
from app.queries.projects import disagreements, states
from app.services.entries import post_entry
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from db import connection as book
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.test_assets_page import TODAY, enter, place  # noqa: F401
from ui.pages.projects.view import ProjectsView
from ui.pages.projects.work import FROM_LEDGER, RETURNED

PROJECTS = (ProjectsView, ())
READER = (ProjectsView, (Permission.SEE_BOOKS,))


def new_project(place) -> None:  # noqa: F811
    place.key("Ctrl+N")
    form = place.view.project_form
    enter(form.name, "อบรมทำน้ำพริก")
    enter(form.agreed, "1000")
    place.save(form)
    place.settle()


def spend(place, amount: int) -> None:  # noqa: F811
    (found,) = states(TODAY)
    code = book.fetch("SELECT code FROM account WHERE role = 'transport'")[0][0]
    lines = (EntryLineDraft(amount, account_code=code),)
    pays = (PayDraft(PayKind.MONEY, amount, "1101"),)
    draft = EntryDraft(new_uid(), Direction.OUT, lines, pays, project_uid=found.project.uid)
    post_entry(place.session, draft, on=TODAY)
    place.view.refresh(Changes.LEDGER)
    place.settle()


@pytest.mark.parametrize("place", [PROJECTS], indirect=True)
def test_a_project_by_keys(place):  # noqa: F811
    view = place.view
    new_project(place)
    (found,) = states(TODAY)
    assert (found.project.name, found.project.agreed, found.project.is_returnable) == (
        "อบรมทำน้ำพริก",
        1_000_00,
        True,
    )
    view.choose(found.project.uid)
    place.settle()
    view.lines_button.click()
    place.settle()
    lines = view.lines_form
    enter(lines.budget.lines[0].name, "ค่าเดินทาง")
    enter(lines.budget.lines[0].amount, "๖๐๐")
    lines.budget.add_line()
    enter(lines.budget.lines[1].name, "ค่าวัสดุ")
    enter(lines.budget.lines[1].amount, "400")
    enter(lines.results.lines[0].name, "ผู้เข้าอบรม")
    enter(lines.results.lines[0].target, "30")
    assert "1,000.00" in lines.budget.sum.text()
    place.save(lines)
    (found,) = states(TODAY)
    assert [use.budget for use in found.uses] == [600_00, 400_00]
    place.key("Ctrl+E")
    enter(view.money_form.amount, "800")
    place.save(view.money_form)
    spend(place, 500_00)
    assert "500.00" in view.waits.value.text()
    view.slips_button.click()
    place.settle()
    slips = view.slips_form
    assert len(slips.table.lines) == 1
    slips.table.lines[0].budget.set_value(found.uses[1].line.uid)
    place.save(slips)
    (found,) = states(TODAY)
    assert [use.spent for use in found.uses] == [0, 500_00]
    view.use_button.click()
    place.settle()
    place.key("Ctrl+E")
    view.money_form.what.set_value(RETURNED)
    view.money_form._on_chosen(RETURNED)
    assert view.money_form.amount.number() == 300_00
    place.save(view.money_form)
    (found,) = states(TODAY)
    assert (found.money.used, found.money.returned, found.money.left) == (500_00, 300_00, 0)
    assert not view.close_button.isHidden()
    view.close_button.click()
    place.settle()
    (found,) = states(TODAY)
    assert found.project.closed_on == TODAY
    view.open_button.click()
    place.settle()
    assert states(TODAY)[0].project.active


@pytest.mark.parametrize("place", [PROJECTS], indirect=True)
def test_what_cannot_be_is_said_on_the_form(place):  # noqa: F811
    view = place.view
    place.key("Ctrl+N")
    form = view.project_form
    enter(form.name, "โครงการ")
    form.first_day.set_value(dt.date(2026, 5, 1))
    form.last_day.set_value(dt.date(2026, 4, 1))
    place.save(form)
    assert form.banner.label.text()
    assert states(TODAY) == ()


@pytest.mark.parametrize("place", [PROJECTS], indirect=True)
def test_money_that_the_ledger_has_without_a_project(place):  # noqa: F811
    code = book.fetch("SELECT code FROM account WHERE role = 'project_money'")[0][0]
    lines = (JournalLineDraft("1101", 300_00), JournalLineDraft(code, -300_00))
    post_journal(place.session, JournalDraft(new_uid(), lines), on=TODAY)
    new_project(place)
    view = place.view
    assert "300.00" in view.banner.label.text()
    (found,) = states(TODAY)
    view.choose(found.project.uid)
    place.settle()
    place.key("Ctrl+E")
    view.money_form.what.set_value(FROM_LEDGER)
    view.money_form._on_chosen(FROM_LEDGER)
    assert view.money_form.amount.number() == 300_00
    place.save(view.money_form)
    assert states(TODAY)[0].money.received == 300_00
    assert disagreements(TODAY) == ()


@pytest.mark.parametrize("place", [READER], indirect=True)
def test_a_reader_changes_nothing(place):  # noqa: F811
    assert not place.view.new_button.isVisible()
    assert states(TODAY) == ()


@pytest.mark.parametrize("place", [PROJECTS], indirect=True)
def test_pictures_of_a_project_with_their_words(place, tmp_path):  # noqa: F811
    new_project(place)
    (found,) = states(TODAY)
    view = place.view
    view.choose(found.project.uid)
    place.settle()
    file = tmp_path / "ป้าย.png"
    Image.new("RGB", (300, 200), "#2F7A4D").save(file)
    place.key("Ctrl+I")
    form = view.pictures_form
    assert form.isVisible()
    form._ask = lambda _parent: file
    QTest.keyClick(form.add_button, Qt.Key.Key_Space)
    place.settle()
    assert len(form.cards) == 1
    enter(form.cards[0].caption, "ป้ายโครงการ")
    place.save(form)
    (kept,) = attachments(AttachmentOwner.PROJECT, found.project.uid)
    assert kept.caption == "ป้ายโครงการ"
    assert view.is_list_in_front()
