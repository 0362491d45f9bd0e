"""The page of privacy: choosing a person, what is kept, the file, erasing after a question."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.party import PartyData
from app.domain.session import Permission, Session, issue
from app.queries.parties import party_by_uid
from app.services import records
from app.services.parties import create_party
from db import connection as book
from db.models.household import PeerBook
from db.sql import household_notes as sql
from reports.model import Table
from tests.builders import session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from ui.pages.privacy.view import PrivacyView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

PHONE = "000-000-0000"


@pytest.fixture
def saved():
    return []


@pytest.fixture
def who(desk):
    return create_party(desk.session, PartyData("กรองแก้ว", is_member=True, phone=PHONE))


def opened_page(desk, saved, session=None):
    page = PrivacyView(
        session or desk.session,
        desk.runner,
        desk.messages,
        save_file=desk.save_to(saved),
        today=lambda: dt.date(2026, 11, 21),
    )
    desk.show(page)
    page.refresh(Changes.EVERYTHING)
    calm(desk)
    return page


def calm(desk):
    for _ in range(4):
        desk.settle()
        QApplication.processEvents()
    desk.settle()


def cells(page):
    tables = [block for block in page.sheet.report().blocks if isinstance(block, Table)]
    return [cell for table in tables for each in table.rows for cell in each.cells]


def phone_of(who):
    return party_by_uid(who.uid).data.phone


def test_nothing_can_be_done_before_a_person_is_chosen(desk, saved):
    page = opened_page(desk, saved)
    assert page.stage.currentWidget() is page.empty
    assert not page.erase_button.isEnabled()
    assert not page.save_buttons["pdf"].isEnabled()


def test_what_is_kept_is_shown_and_erased_only_after_the_answer(desk, who, saved):
    page = opened_page(desk, saved)
    page.person.edit.setFocus()
    page.open(who.uid.hex())
    calm(desk)
    assert PHONE in cells(page)
    page.erase_button.click()
    assert page.question.isVisible()
    page.no_button.click()
    calm(desk)
    assert phone_of(who) == PHONE
    page.erase_button.click()
    page.yes_button.click()
    calm(desk)
    assert phone_of(who) == ""
    assert page.banner.isVisible()
    assert not page.erase_button.isEnabled()


def test_the_question_is_not_asked_on_for_another_person(desk, who, saved):
    other = create_party(desk.session, PartyData("คนอื่น", phone=PHONE))
    page = opened_page(desk, saved)
    page.open(who.uid.hex())
    calm(desk)
    page.erase_button.click()
    page.open(other.uid.hex())
    calm(desk)
    assert not page.question.isVisible()


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "json"])
def test_everything_is_saved_as_a_file(desk, who, saved, kind):
    page = opened_page(desk, saved)
    page.open(who.uid.hex())
    calm(desk)
    page.save_buttons[kind].click()
    calm(desk)
    assert [path.stat().st_size > 500 for path in saved] == [True]


def test_who_may_only_read_is_not_offered_to_erase(desk, saved):
    page = opened_page(desk, saved, session_with(Permission.SEE_BOOKS))
    assert not page.erase_button.isVisible()
    assert not page.save_buttons["pdf"].isVisible()


def test_a_member_sees_only_herself(desk, who, saved):
    create_party(desk.session, PartyData("คนอื่น"))
    grant = Session(1, "สมาชิก", 1, 1, 1, party_id=who.id)
    page = opened_page(desk, saved, issue(grant, frozenset({Permission.SEE_OWN})))
    assert PHONE in cells(page)
    assert [each.key for each in page.person.model.choices()] == [who.uid]
    assert not page.erase_button.isVisible()


def test_a_member_ends_the_link_to_her_household_book_here(desk, who, saved):
    own = issue(Session(1, "สมาชิก", 1, 1, 1, party_id=who.id), frozenset({Permission.SEE_OWN}))
    page = opened_page(desk, saved, own)
    assert page.link.isHidden(), "nothing is said of a link that is not there"
    uid = new_uid()
    peer = {"kind": "household", "name": "กรองแก้ว", "recipient": "age1", "party_id": who.id}
    with book.unit_of_work():
        records.add(desk.session, PeerBook, uid, {**peer, "linked_on": "2026-03-01"})
        book.execute(sql.INSERT_SECRET, (book.fetch_int("SELECT id FROM peer_book"), bytes(32), None))
    page.refresh(Changes.EVERYTHING)
    calm(desk)
    assert page.link.isVisible()
    desk.runner.changed.connect(page.refresh)
    page.link.button.click()
    calm(desk)
    assert page.link.isHidden()
    assert book.fetch_int("SELECT active FROM peer_book") == 0
