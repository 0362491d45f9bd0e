"""People: the first password, letting in, roles, passwords, PINs, badges; the key file goes with the book."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.document import new_uid
from app.domain.party import PartyData
from app.domain.passwords import PasswordTooEasyError, PasswordTooShortError, PinRefusedError
from app.domain.recovery_code import RecoveryCodeError, RecoveryCodeMistypedError
from app.domain.roles import DEFAULT_RULES, LEADER_KEEPS, READ_ONLY, Limit, Permission, Role, RoleRules
from app.domain.session import NotPermittedError, Session, SessionEndedError, SessionLockedError
from app.queries.integrity import check_books
from app.queries.people import key_state, rules_of, user, users
from app.services import key_ring, people, secrets_of_people, sign_in
from app.services.books import close_book, open_book, open_path
from app.services.doors import (
    Credential,
    KeyDoesNotFitError,
    KeyFileBrokenError,
    KeyFileMissingError,
    SignInNeededError,
    WrongSecretError,
    look_at,
)
from app.services.parties import create_party
from app.services.people import PersonData
from app.services.records import NameMissingError, NotFoundError
from app.services.sessions import NotLetInError
from app.services.unit_of_work import NotSavedError
from app.thai.dates import THAI_TIME
from db import connection as book
from db import key_file
from tests.builders import make_book, sell, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings, session

__all__ = ["_no_book_left_open", "_own_machine_settings", "session"]

RED = "กล้วยหอมทอง9"
NOI = "ขนมปังหวาน"


@pytest.fixture
def leader(session: Session) -> Session:
    """The leader of a book with people."""
    people.start_signing_in(session, name="แดง", password=RED)
    return session


def let_in(leader: Session, name: str = "น้อย", role: Role = Role.SELLER, **more: Any) -> int:
    return people.add_user(leader, PersonData(name, role, **more), password=NOI).id


def again(name: str = "", password: str = "") -> Session:
    """Close the book and come in again."""
    path = open_path()
    close_book()
    return open_book(path, credential=Credential(name, password=password))


# ---------------------------------------------------------------- the first password


def test_a_book_of_one_opens_without_asking(session: Session) -> None:
    path = open_path()
    close_book()
    assert not look_at(path).needs_sign_in
    assert open_book(path).permissions == frozenset(Permission)
    assert not key_file.keys_path(path).exists()


def test_from_the_first_password_on_everybody_signs_in(session: Session) -> None:
    started = people.start_signing_in(session, name="  แดง ", password=RED)
    assert started.recovery_code not in repr(started)
    path = open_path()
    assert [each.name for each in users()] == ["แดง"]
    assert check_books() == []
    close_book()
    assert look_at(path).people == ((session.user_uid, "แดง"),)
    with pytest.raises(SignInNeededError):
        open_book(path)
    with pytest.raises(WrongSecretError):
        open_book(path, credential=Credential("แดง", password="กล้วยหอมทอง8"))
    with pytest.raises(WrongSecretError):
        open_book(path, credential=Credential("ดำ", password=RED))
    assert open_book(path, credential=Credential("แดง", password=RED)).user_name == "แดง"
    with pytest.raises(people.FirstPasswordError):
        people.start_signing_in(again(name="แดง", password=RED), name="x", password=RED)


def test_the_key_file_names_nobody_and_is_for_its_owner(leader: Session) -> None:
    let_in(leader)
    keys = key_file.keys_path(open_path())
    text = keys.read_text()
    for word in ("แดง", "น้อย", RED, NOI, key_ring.book_key().hex()):
        assert word not in text
    assert keys.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("password", ["short", "12345678", "แดงแดงแดงแดง", "password", "กกกกกกกก"])
def test_passwords_that_others_guess(session: Session, password: str) -> None:
    with pytest.raises((PasswordTooShortError, PasswordTooEasyError)):
        people.start_signing_in(session, name="แดงแดงแดงแดง", password=password)
    assert key_state() is None
    assert not key_file.keys_path(open_path()).exists()


def test_one_password_in_two_spellings(leader: Session) -> None:
    secrets_of_people.set_own_password(leader, old=RED, new="น้ำใจดี555")
    assert again(name="แดง", password="นํ้าใจดี555").user_name == "แดง", "nikhahit first, then the tone"


def test_no_password_for_a_book_that_cannot_be_written(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_file, "write_file", full)
    with pytest.raises(NotSavedError):
        people.start_signing_in(session, name="แดง", password=RED)
    assert key_state() is None
    assert not key_file.keys_path(open_path()).exists()
    assert check_books() == []


# ---------------------------------------------------------------- the recovery code


def test_the_code_is_tried_on_the_spot(session: Session) -> None:
    code = people.start_signing_in(session, name="แดง", password=RED).recovery_code
    assert len(code.replace("-", "")) == 56
    state = key_state()
    assert state is not None
    assert state.tested_at is None
    with pytest.raises(RecoveryCodeError):
        people.confirm_recovery(session, code=code[:-1])
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    with pytest.raises(RecoveryCodeMistypedError):
        people.confirm_recovery(session, code=wrong)
    people.confirm_recovery(session, code=code.lower().replace("-", " "))
    state = key_state()
    assert state is not None
    assert state.tested_at is not None
    assert people.recovery_code(session, password=RED).recovery_code == code
    with pytest.raises(WrongSecretError):
        people.recovery_code(session, password=NOI)


def test_the_code_alone_opens_the_book_and_a_new_password_follows(leader: Session) -> None:
    code = people.recovery_code(leader, password=RED).recovery_code
    key_file.keys_path(open_path()).unlink()
    path = open_path()
    close_book()
    with pytest.raises(KeyFileMissingError):
        open_book(path, credential=Credential("แดง", password=RED))
    back = open_book(path, credential=Credential(recovery_code=code))
    assert (back.user_name, back.role) == ("แดง", Role.LEADER)
    secrets_of_people.set_password(back, back.user_id, new="มะม่วงหาว8")
    assert again(name="แดง", password="มะม่วงหาว8").user_name == "แดง"


def test_a_key_of_another_book_opens_nothing(leader: Session, tmp_path: Path) -> None:
    path = open_path()
    other = make_book(tmp_path, "อื่น.samut")
    code = people.start_signing_in(other, name="แดง", password=RED).recovery_code
    close_book()
    with pytest.raises(KeyDoesNotFitError):
        open_book(path, credential=Credential(recovery_code=code))
    key_file.keys_path(path).write_bytes(key_file.keys_path(tmp_path / "อื่น.samut").read_bytes())
    with pytest.raises((KeyDoesNotFitError, WrongSecretError)):
        open_book(path, credential=Credential("แดง", password=RED))
    key_file.keys_path(path).write_text("{}")
    with pytest.raises(KeyFileBrokenError):
        open_book(path, credential=Credential("แดง", password=RED))


# ---------------------------------------------------------------- people


def test_letting_somebody_in_and_out_again(leader: Session) -> None:
    seller = let_in(leader)
    assert again(name="น้อย", password=NOI).role is Role.SELLER
    back = again(name="แดง", password=RED)
    people.deactivate_user(back, seller)
    path = open_path()
    close_book()
    with pytest.raises(WrongSecretError):
        open_book(path, credential=Credential("น้อย", password=NOI))
    back = open_book(path, credential=Credential("แดง", password=RED))
    assert [(each.name, each.active) for each in users()] == [("แดง", True), ("น้อย", False)]
    people.let_in_again(back, seller, password="มะม่วงหาว8")
    assert again(name="น้อย", password="มะม่วงหาว8").user_id == seller
    assert check_books() == []


def test_an_old_key_file_does_not_let_a_leaver_in(leader: Session) -> None:
    seller = let_in(leader)
    keys = key_file.keys_path(open_path())
    old = keys.read_bytes()
    people.deactivate_user(leader, seller)
    path = open_path()
    close_book()
    keys.write_bytes(old)
    with pytest.raises(NotLetInError):
        open_book(path, credential=Credential("น้อย", password=NOI))


def test_what_the_book_refuses_about_people(leader: Session) -> None:
    seller = let_in(leader)
    with pytest.raises(people.NameTakenError):
        let_in(leader, " น้อย")
    with pytest.raises(NameMissingError):
        let_in(leader, "   ")
    with pytest.raises(people.NotYourMemberError):
        let_in(leader, "มะลิ", Role.MEMBER)
    with pytest.raises(people.LastDayMissingError):
        let_in(leader, "ผู้ตรวจ", Role.AUDITOR)
    with pytest.raises(people.OwnAccountError):
        people.deactivate_user(leader, leader.user_id)
    with pytest.raises(people.LastLeaderError):
        people.change_user(leader, leader.user_id, data=PersonData("แดง", Role.SELLER))
    with pytest.raises(NotFoundError):
        people.deactivate_user(leader, 99)
    with pytest.raises(book.DatabaseError, match="people stay"):
        book.execute("DELETE FROM app_user WHERE id = ?", (seller,))
    assert len(users()) == 2
    assert check_books() == []


def test_without_a_key_nobody_is_let_in(session: Session) -> None:
    with pytest.raises(people.FirstPasswordError):
        let_in(session)
    assert len(users()) == 1


def test_an_auditors_last_day(leader: Session) -> None:
    day = dt.date(2026, 10, 5)
    now = [int(dt.datetime.combine(day, dt.time(23), THAI_TIME).timestamp() * 1000)]
    path = open_path()
    close_book()
    boss = open_book(path, credential=Credential("แดง", password=RED), clock=lambda: now[0])
    people.add_user(boss, PersonData("ผู้ตรวจ", Role.AUDITOR, valid_to=day), password=NOI)
    close_book()
    auditor = open_book(path, credential=Credential("ผู้ตรวจ", password=NOI), clock=lambda: now[0])
    assert auditor.permissions <= READ_ONLY
    auditor.require(Permission.SEE_BOOKS)
    now[0] += 3_600_000  # midnight in Thailand
    with pytest.raises(SessionEndedError):
        auditor.require(Permission.SEE_BOOKS)
    close_book()
    with pytest.raises(NotLetInError):
        open_book(path, credential=Credential("ผู้ตรวจ", password=NOI), clock=lambda: now[0])


def test_a_new_name_signs_in_and_the_old_one_does_not(leader: Session) -> None:
    seller = let_in(leader)
    people.rename_user(leader, seller, name="น้อย ใจดี")
    assert again(name="น้อย ใจดี", password=NOI).user_id == seller
    path = open_path()
    close_book()
    with pytest.raises(WrongSecretError):
        open_book(path, credential=Credential("น้อย", password=NOI))


def test_a_name_that_a_cut_left_in_the_key_file_alone_is_mended(leader: Session) -> None:
    seller = let_in(leader)
    found = user(seller)
    assert found is not None
    key_ring.rename(found.uid, "น้อย ใจดี")
    assert again("น้อย ใจดี", NOI).user_id == seller
    assert again("น้อย", NOI).user_id == seller


def test_nothing_of_a_failed_letting_in_stays(leader: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_file.keys_path(open_path()).read_bytes()
    monkeypatch.setattr("app.services.event_log.append", _raise)
    with pytest.raises(ZeroDivisionError):
        let_in(leader)
    assert key_file.keys_path(open_path()).read_bytes() == before
    assert len(users()) == 1


def _raise(*_arguments: object, **_named: object) -> None:
    raise ZeroDivisionError


# ---------------------------------------------------------------- passwords and PINs


def test_passwords_are_changed_by_their_owner_or_given_by_the_leader(leader: Session) -> None:
    seller = let_in(leader)
    noi = again(name="น้อย", password=NOI)
    with pytest.raises(WrongSecretError):
        secrets_of_people.set_own_password(noi, old=RED, new="มะม่วงหาว8")
    secrets_of_people.set_own_password(noi, old=NOI, new="มะม่วงหาว8")
    with pytest.raises(NotPermittedError):
        secrets_of_people.set_password(noi, 1, new="มะม่วงหาว8")
    boss = again(name="แดง", password=RED)
    secrets_of_people.set_password(boss, seller, new="ลำไยกะลา7")
    assert again(name="น้อย", password="ลำไยกะลา7").user_id == seller


def test_changing_a_password_writes_no_page_of_an_encrypted_book(leader: Session) -> None:
    from app.services.encrypting import encrypt_book

    path = open_path()
    close_book()
    encrypt_book(path, credential=Credential("แดง", password=RED))
    boss = open_book(path, credential=Credential("แดง", password=RED))
    sell(boss)
    salt = path.read_bytes()[:16]
    secrets_of_people.set_own_password(boss, old=RED, new="มะม่วงหาว8")
    assert path.read_bytes()[:16] == salt, "the same file under the same key"
    assert again(name="แดง", password="มะม่วงหาว8").user_name == "แดง"
    assert check_books() == []


@pytest.mark.parametrize("pin", ["123", "123456789", "1234", "0000", "8765", "12a4", "", "๑๑๑๑"])
def test_pins_that_are_none(leader: Session, pin: str) -> None:
    with pytest.raises(PinRefusedError):
        secrets_of_people.set_pin(leader, pin=pin, password=RED)
    assert not users()[0].has_pin


def test_a_pin_opens_a_locked_screen_and_nothing_else(leader: Session) -> None:
    with pytest.raises(WrongSecretError):
        secrets_of_people.set_pin(leader, pin="4712", password=NOI)
    secrets_of_people.set_pin(leader, pin="๔๗๑๒", password=RED)
    sign_in.lock(leader)
    with pytest.raises(SessionLockedError):
        sell(leader)
    with pytest.raises(sign_in.WrongPinError):
        sign_in.unlock_with_pin(leader, pin="4711")
    sign_in.unlock_with_pin(leader, pin="4712")
    sell(leader)
    path = open_path()
    close_book()
    with pytest.raises(WrongSecretError):
        open_book(path, credential=Credential("แดง", password="4712"))
    later = open_book(path, credential=Credential("แดง", password=RED))
    with pytest.raises(SessionEndedError):
        sign_in.unlock_with_pin(leader, pin="4712")
    secrets_of_people.clear_pin(later, later.user_id)
    sign_in.lock(later)
    with pytest.raises(sign_in.NoPinError):
        sign_in.unlock_with_pin(later, pin="4712")
    sign_in.unlock_with_password(later, password=RED)


# ---------------------------------------------------------------- badges, roles


def test_a_badge_says_who_comes(leader: Session) -> None:
    seller = let_in(leader)
    made = secrets_of_people.make_badge(leader, seller)
    assert made.code not in repr(made)
    assert sign_in.person_with_badge(made.code.lower()) == seller
    assert sign_in.person_with_badge("SMT000000000000") is None
    assert sign_in.person_with_badge("8851234567890") is None
    newer = secrets_of_people.make_badge(leader, seller)
    assert sign_in.person_with_badge(made.code) is None
    secrets_of_people.remove_badge(leader, seller)
    assert sign_in.person_with_badge(newer.code) is None
    assert made.code.encode() not in open_path().read_bytes()


def test_changed_rules_hold_at_once_and_after_opening(leader: Session) -> None:
    let_in(leader)
    noi = sign_in.switch(leader, Credential("น้อย", password=NOI))
    sign_in.unlock_with_password(leader, password=RED)
    default = DEFAULT_RULES[Role.SELLER]
    changed = replace(
        default,
        permissions=default.permissions - {Permission.RETURN} | {Permission.COUNT_STOCK},
        limits={Limit.DISCOUNT: 500},
        idle_minutes=3,
        lock_after_sale=True,
    )
    people.change_rules(leader, changed)
    assert rules_of(Role.SELLER) == changed
    assert Permission.COUNT_STOCK in noi.permissions
    with pytest.raises(NotPermittedError):
        noi.require(Permission.RETURN)
    with pytest.raises(NotPermittedError):
        people.change_rules(noi, default)
    people.change_rules(leader, default)
    assert book.fetch("SELECT * FROM role_rule") == []


def test_leaders_keep_what_only_they_can_give_and_auditors_write_nothing(leader: Session) -> None:
    people.change_rules(leader, RoleRules(Role.LEADER, frozenset({Permission.SELL})))
    assert rules_of(Role.LEADER).permissions == LEADER_KEEPS | {Permission.SELL}
    people.change_rules(leader, RoleRules(Role.AUDITOR, frozenset(Permission)))
    assert rules_of(Role.AUDITOR).permissions == READ_ONLY
    for wrong in (
        RoleRules(Role.SELLER, frozenset(), idle_minutes=0),
        RoleRules(Role.SELLER, frozenset(), {Limit.REFUND: -5}),
    ):
        with pytest.raises(ValueError, match="RoleRules"):
            people.change_rules(leader, wrong)


def test_a_member_is_tied_to_her_own_account(leader: Session) -> None:
    party = create_party(leader, PartyData("มะลิ", is_member=True), uid=new_uid())
    member = let_in(leader, "มะลิ", Role.MEMBER, party_id=party.id)
    mali = again(name="มะลิ", password=NOI)
    assert (mali.user_id, mali.party_id) == (member, party.id)
    assert mali.permissions == DEFAULT_RULES[Role.MEMBER].permissions
    found = user(member)
    assert found is not None
    assert found.party_id == party.id


def test_who_may_not(leader: Session) -> None:
    nobody = session_with(Permission.SELL)
    for refused in (
        lambda: let_in(nobody),
        lambda: people.change_user(nobody, 1, data=PersonData("x", Role.LEADER)),
        lambda: people.deactivate_user(nobody, 1),
        lambda: secrets_of_people.make_badge(nobody, 1),
        lambda: people.recovery_code(nobody, password=RED),
        lambda: people.change_rules(nobody, DEFAULT_RULES[Role.SELLER]),
    ):
        with pytest.raises(NotPermittedError):
            refused()
