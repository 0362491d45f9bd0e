"""The register of members by keys: enrolling, odd ids, offices, a day of hours, leaving with a balance."""

import datetime as dt

import pytest

from app.changes import Changes
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.member import MemberRole
from app.domain.party import PartyData
from app.domain.session import Permission
from app.domain.work_log import WorkDraft, WorkLine
from app.queries.catalogue import sections
from app.queries.integrity import check_books
from app.queries.members import member, members, offices
from app.queries.work_hours import logged_on
from app.services.journal import account_id
from app.services.parties import create_party
from app.services.unit_of_work import post
from app.services.work_log import log_work
from tests.builders import make_book, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.test_assets_page import TODAY, Place, enter
from ui.pages.members.view import MembersView


@pytest.fixture
def place(qtbot, tmp_path, request):
    permissions = getattr(request, "param", ())
    session = make_book(tmp_path)
    made = Place(qtbot, session_with(*permissions) if permissions else session, MembersView)
    yield made
    made.runner.stop()
    made.runner.deleteLater()
    assert check_books() == []


def enrolled(place, name="สมาชิก ดาว"):
    uid = create_party(place.session, PartyData(name, is_member=True)).uid
    place.view.refresh(Changes.EVERYTHING)
    place.settle()
    return uid


def opened(place, uid):
    place.view.choose(uid)
    place.settle()


def test_somebody_is_enrolled_from_an_empty_page(place):
    view = place.view
    assert view.stage.currentWidget() is view.empty
    place.key("Ctrl+N")
    form = view.member_form
    assert form.name.edit.hasFocus()
    assert form.number.edit.placeholderText() == "001"
    enter(form.name, "สมาชิก จันทร์")
    enter(form.identity, "๐๐๐๐๐๐๐๐๐๐๐๐๒")
    enter(form.joined, "5/1/2565")
    place.save(form)
    assert "last digit" in form.banner.label.raw()
    assert members(TODAY) == []
    place.save(form)
    (row,) = members(TODAY)
    assert (row.number, row.national_id, row.joined_on) == ("001", "0000000000002", dt.date(2022, 1, 5))
    place.settle()
    assert not view.panel.isHidden(), "her card is shown at once"


def test_a_corrected_id_is_asked_about_again(place):
    place.key("Ctrl+N")
    form = place.view.member_form
    enter(form.name, "สมาชิก จันทร์")
    enter(form.identity, "0000000000002")
    place.save(form)
    enter(form.identity, "0000000000003")
    place.save(form)
    assert members(TODAY) == []
    enter(form.identity, "0000000000001")
    place.save(form)
    assert members(TODAY)[0].national_id == "0000000000001"


def test_a_customer_becomes_a_member(place):
    customer = create_party(place.session, PartyData("ป้าแดง", is_customer=True, phone="000-000-0000"))
    place.view.refresh(Changes.EVERYTHING)
    place.settle()
    place.key("Ctrl+N")
    form = place.view.member_form
    enter(form.person, "ป้าแดง")
    assert form.name.name() == "ป้าแดง"
    place.save(form)
    (row,) = members(TODAY)
    assert (row.uid, row.phone) == (customer.uid, "000-000-0000")


def test_details_change_and_nothing_else(place):
    uid = enrolled(place)
    opened(place, uid)
    place.key("F4")
    form = place.view.member_form
    assert form.person.isHidden()
    enter(form.occupation, "ทำนา")
    place.save(form)
    row = member(uid)
    assert (row.occupation, row.number, row.name) == ("ทำนา", "001", "สมาชิก ดาว")


def test_an_office_and_its_end(place):
    uid = enrolled(place)
    opened(place, uid)
    place.key("Ctrl+O")
    form = place.view.office_form
    form.role.set_value(MemberRole.CHAIR)
    enter(form.first, "1/1/2569")
    enter(form.last, "1/1/2568")
    place.save(form)
    assert "cannot end before" in form.banner.label.raw()
    form.last.set_value(None)
    place.save(form)
    assert [each.role for each in offices(TODAY)] == [MemberRole.CHAIR]
    place.settle()
    opened(place, uid)
    place.key("Ctrl+O")
    form.which.set_value(offices(TODAY)[0].uid)
    form.which.committed.emit(form.which.key())
    enter(form.last, "30/9/2569")
    place.save(form)
    assert offices(TODAY) == ()


def test_hours_of_a_day_for_everybody(place):
    dao, _fa = enrolled(place), enrolled(place, "สมาชิก ฟ้า")
    log_work(place.session, WorkDraft(new_uid(), TODAY, (WorkLine(dao, 1_000),), what="กวาดลาน"), today=TODAY)
    place.view.open("hours")
    place.settle()
    form = place.view.hours_form
    assert [each.hours.number() for each in form.lines.lines] == [1_000, None]
    form.all_button.click()
    assert [each.person.edit.text() for each in form.lines.lines] == ["สมาชิก ดาว", "สมาชิก ฟ้า"]
    enter(form.what, "ขายที่แผง")
    enter(form.lines.lines[1].hours, "๒.๕")
    assert "3.5 given" in form.lines.sum.text()
    place.save(form)
    assert [(each.hours_milli, each.what) for each in logged_on(TODAY)] == [
        (1_000, "กวาดลาน"),
        (2_500, "ขายที่แผง"),
    ]
    place.view.open("hours")
    place.settle()
    form.lines.lines[0].remove.click()
    place.save(form)
    assert [each.name for each in logged_on(TODAY)] == ["สมาชิก ฟ้า"]


def test_who_leaves_with_a_balance_is_asked_twice(place):
    uid = enrolled(place)
    party = member(uid).id

    def write(entry):
        entry.document(DocumentKind.JOURNAL, TODAY, party_id=party)
        entry.line(account_id(AccountRole.MEMBER_PAYABLE), -12_500, party_id=party)
        entry.line(account_id(AccountRole.CASH), 12_500)

    post(place.session, Permission.POST_JOURNAL, new_uid(), write)
    opened(place, uid)
    place.view.leave_button.click()
    form = place.view.leave_form
    assert form.day.date() == TODAY
    enter(form.reason, "ย้ายบ้าน")
    place.save(form)
    assert "125.00" in form.open_items.text()
    assert member(uid).left_on is None
    place.save(form)
    assert (member(uid).left_on, member(uid).left_reason) == (TODAY, "ย้ายบ้าน")
    place.settle()
    assert place.view.stage.currentWidget() is place.view.empty, "she is under another chip now"


def test_sections_are_made_renamed_and_put_aside(place):
    view = place.view
    view.open("sections")
    place.settle()
    form = view.sections_form
    enter(form.lines.lines[0].name, "กลุ่มกะปิ")
    place.save(form)
    view.open("sections")
    place.settle()
    form.lines.lines[0].name.set_value("กลุ่มกะปิและน้ำปลา")
    form.lines.lines[0].state.set_value("aside")
    place.save(form)
    assert [(each.name, each.active) for each in sections(active_only=False)] == [("กลุ่มกะปิและน้ำปลา", False)]


def test_her_statement_is_one_step_away(place):
    uid = enrolled(place)
    opened(place, uid)
    place.key("Ctrl+E")
    assert place.went == [("reports", "member-statement:2026-01-01:2026-12-31:M0001")]


@pytest.mark.parametrize("place", [(Permission.SEE_BOOKS,)], indirect=True)
def test_a_reader_changes_nothing(place):
    view = place.view
    place.key("F5")
    assert view.new_button.isHidden()
    assert not view.hours_button.isEnabled()
    assert not view.sections_button.isEnabled()
