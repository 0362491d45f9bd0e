"""At the desk: tries that are counted, waiting that no clock shortens, switching, approving, encrypting."""

import json
import time
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.roles import Limit, Permission, Role
from app.domain.session import NotPermittedError, OverLimitError, Session, SessionLockedError
from app.domain.waiting import LONGEST_MS, Ticks, Tries, counted_anew, delay_ms, failed_again, left_ms
from app.queries.integrity import check_books
from app.services import people, secrets_of_people, sign_in
from app.services.backup import back_up
from app.services.books import close_book, create_book, open_book, open_path
from app.services.doors import Credential, KeyDoesNotFitError, WaitError, WrongSecretError
from app.services.encrypting import AlreadySoError, AlwaysEncryptedError, decrypt_book, encrypt_book
from app.services.people import FirstPasswordError, PersonData
from app.services.restoring import RestoreOverOpenBookError
from app.services.returns import void_sale
from app.services.sessions import keeper_of
from db import connection as book
from db import files, key_file, ticks
from tests.builders import book_file, product, sell
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY, Stall

__all__ = ["_no_book_left_open", "_own_machine_settings"]

RED, NOI = "กล้วยหอมทอง9", "ขนมปังหวาน"
LEADER, SELLER = Credential("แดง", password=RED), Credential("น้อย", password=NOI)


class Machine:
    """A machine whose ticks stand in the test's hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.boot, self.ms = "first", 1_000_000
        monkeypatch.setattr(ticks, "now", lambda: (self.boot, self.ms))

    def restart(self) -> None:
        self.boot, self.ms = self.boot + "+", 5_000


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed book with a leader, a bookkeeper and a seller, and goods."""
    stall = Stall(tmp_path)
    session = stall.session
    for _ in range(2):
        stall.sell(stall.line(stall.kapi, 1, 5_900))
    people.start_signing_in(session, name="แดง", password=RED)
    people.add_user(session, PersonData("น้อย", Role.SELLER), password=NOI)
    people.add_user(session, PersonData("สมใจ", Role.BOOKKEEPER), password=NOI)
    found = open_path()
    close_book()
    return found


def actions() -> list[str]:
    return [row[0] for row in book.fetch("SELECT action FROM event_log ORDER BY id")]


# ---------------------------------------------------------------- waiting (pure)


def test_the_delay_grows_and_ends_at_a_quarter_of_an_hour() -> None:
    assert [delay_ms(failed) for failed in range(7)] == [0, 0, 0, 0, 5_000, 10_000, 20_000]
    assert delay_ms(12) == delay_ms(10**9) == LONGEST_MS == 900_000


def test_neither_restart_nor_clock_shortens_it() -> None:
    tries = Tries(4, "a", 1_000)
    assert left_ms(tries, Ticks("a", 1_000)) == 5_000
    assert left_ms(tries, Ticks("a", 4_000)) == 2_000
    assert left_ms(tries, Ticks("a", 6_000)) == 0
    assert left_ms(tries, Ticks("b", 900_000)) == 5_000, "another start: anew"
    assert left_ms(tries, Ticks("a", 10)) == 5_000, "ticks went back: anew"
    anew = counted_anew(tries, Ticks("b", 7_000))
    assert left_ms(anew, Ticks("b", 12_000)) == 0
    assert failed_again(None, Ticks("a", 5)) == Tries(1, "a", 5)


def test_the_machines_ticks_go_on() -> None:
    before = ticks.now()
    time.sleep(0.002)
    after = ticks.now()
    assert before[0] == after[0]
    assert after[1] > before[1]


# ---------------------------------------------------------------- tries


def test_a_hundred_wrong_passwords_with_restarts(path: Path, machine: Machine) -> None:
    refused = waited = 0
    for number in range(100):
        if number % 7 == 3:
            machine.restart()
        try:
            open_book(path, credential=Credential("น้อย", password=f"wrong {number:05}"))
        except WrongSecretError:
            refused += 1
        except WaitError:
            waited += 1
        machine.ms += 2_000
    assert refused + waited == 100
    assert refused <= 6, "a person at the keyboard gets few real tries"
    with pytest.raises(WaitError):
        open_book(path, credential=SELLER)
    open_book(path, credential=LEADER)
    close_book()
    machine.ms += LONGEST_MS
    open_book(path, credential=SELLER)
    (last,) = book.fetch("SELECT after FROM event_log WHERE action = 'sign_in' ORDER BY id DESC LIMIT 1")
    assert json.loads(last[0])["wrong_tries"] == refused
    close_book()
    assert key_file.read(key_file.keys_path(path)).tries == {}


def test_wrong_names_wait_too(path: Path, machine: Machine) -> None:
    for number in range(4):
        with pytest.raises(WrongSecretError):
            open_book(path, credential=Credential(f"ใคร {number}", password=NOI))
    with pytest.raises(WaitError):
        open_book(path, credential=Credential("ใครอีก", password=NOI))
    open_book(path, credential=SELLER)


def test_a_hundred_wrong_pins_with_restarts_and_clocks(path: Path, machine: Machine) -> None:
    now = [1_800_000_000_000]
    seller = open_book(path, credential=SELLER, clock=lambda: now[0])
    secrets_of_people.set_pin(seller, pin="4712", password=NOI)
    tried = 0
    for number in range(100):
        if number % 10 == 5:
            machine.restart()
            close_book()
            now[0] += -31_536_000_000 if number % 20 == 5 else 946_080_000_000
            machine.ms += LONGEST_MS
            seller = open_book(path, credential=SELLER, clock=lambda: now[0])
        sign_in.lock(seller)
        try:
            sign_in.unlock_with_pin(seller, pin=f"{9000 + number}")
        except sign_in.WrongPinError:
            tried += 1
        except (sign_in.PinUsedUpError, WaitError):
            pass
        machine.ms += 1_000
    assert tried <= sign_in.MOST_PINS * 11, "the password, which was right, lets five more be tried"
    sign_in.lock(seller)
    if book.fetch_int("SELECT failed FROM user_tries WHERE user_id = ?", (seller.user_id,)) >= 5:
        with pytest.raises(sign_in.PinUsedUpError):
            sign_in.unlock_with_pin(seller, pin="4712")
    with pytest.raises(SessionLockedError):
        sell(seller)
    sign_in.unlock_with_password(seller, password=NOI)
    sign_in.lock(seller)
    sign_in.unlock_with_pin(seller, pin="4712")


def test_a_try_counts_before_it_is_tried(
    path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_arguments: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(key_file, "_hash", crash)
    for _ in range(4):
        with pytest.raises(KeyboardInterrupt):
            open_book(path, credential=Credential("น้อย", password="a guess 1"))
    with pytest.raises(WaitError):
        open_book(path, credential=Credential("น้อย", password="a guess 2"))


# ---------------------------------------------------------------- switching, locking


def test_taking_over_and_coming_back(path: Path) -> None:
    red = open_book(path, credential=LEADER)
    noi = sign_in.switch(red, SELLER)
    assert red.permissions == frozenset()
    with pytest.raises(SessionLockedError):
        product(red)
    assert sell(noi).number
    assert [each.user.name for each in sign_in.people_at_desk() if each.here] == ["แดง", "น้อย"]
    sign_in.lock(noi)
    sign_in.unlock_with_password(red, password=RED)
    product(red, "ใหม่")
    with pytest.raises(WrongSecretError):
        sign_in.switch(red, Credential("น้อย", password=RED))
    assert red.permissions, "a wrong password locks nobody out"
    sign_in.sign_out(noi)
    assert actions().count("sign_in") == 2
    assert actions()[-1] == "sign_out"
    assert check_books() == []


def test_in_a_book_of_one_nothing_locks(tmp_path: Path) -> None:
    session = open_book(book_file(tmp_path))
    sign_in.lock(session)
    sell(session)


def test_copies_go_on_while_the_screen_is_locked(path: Path, tmp_path: Path) -> None:
    red = open_book(path, credential=LEADER)
    keeper = keeper_of(red)
    sign_in.lock(red)
    assert back_up(keeper, tmp_path).documents >= 0
    with pytest.raises(NotPermittedError):
        product(keeper)


# ---------------------------------------------------------------- approving


def test_approve_here(path: Path) -> None:
    noi = open_book(path, credential=SELLER)
    sold, other = (row[0] for row in book.fetch("SELECT uid FROM document WHERE kind = 'sale' ORDER BY id"))
    with pytest.raises(NotPermittedError):
        void_sale(noi, sold, on=DAY, reason="ผิด", uid=new_uid())
    with pytest.raises(WrongSecretError):
        sign_in.approve(noi, approver_id=1, permission=Permission.VOID, password=NOI)
    with pytest.raises(sign_in.OwnApprovalError):
        sign_in.approve(noi, approver_id=noi.user_id, permission=Permission.VOID, password=NOI)
    with pytest.raises(sign_in.NoPinError):
        sign_in.approve(noi, approver_id=1, permission=Permission.VOID, pin="4712")
    assert sign_in.may_approve(noi, Permission.VOID) == {1, 3}
    once = sign_in.approve(noi, approver_id=1, permission=Permission.VOID, password=RED)
    void_sale(once, sold, on=DAY, reason="ผิด", uid=new_uid())
    for session in (once, noi):
        with pytest.raises(NotPermittedError):
            void_sale(session, other, on=DAY, reason="ผิด", uid=new_uid())
    ((author, after),) = book.fetch("SELECT user_id, after FROM event_log WHERE action = 'approve'")
    assert author == noi.user_id
    assert json.loads(after)["by"] == "แดง"
    assert check_books() == []


def test_nobody_approves_more_than_her_own_limit(path: Path) -> None:
    noi = open_book(path, credential=SELLER)
    with pytest.raises(NotPermittedError):
        sign_in.approve(noi, approver_id=3, permission=Permission.EDIT_SETTINGS, password=NOI)
    with pytest.raises(OverLimitError):
        noi.require_within(Limit.REFUND, 50_001, Permission.RETURN)


# ---------------------------------------------------------------- encrypting


def test_encrypted_and_plain_again_without_loss(path: Path) -> None:
    before = files.state(path)
    plain = path.read_bytes()
    names = [word.encode() for word in ("แดง", "น้อย", "ชา")]
    assert all(name in plain for name in names)
    with pytest.raises(NotPermittedError):
        encrypt_book(path, credential=SELLER)
    with pytest.raises(WrongSecretError):
        encrypt_book(path, credential=Credential("แดง", password=NOI))
    assert path.read_bytes()[:6] == b"SQLite"
    encrypt_book(path, credential=LEADER)
    with pytest.raises(AlreadySoError):
        encrypt_book(path, credential=LEADER)
    noi = open_book(path, credential=SELLER)
    sell(noi)
    data = b"".join(each.read_bytes() for each in path.parent.iterdir() if each.is_file())
    assert not any(name in data for name in [*names, b"SQLite format 3", b"CREATE TABLE"])
    with pytest.raises(RestoreOverOpenBookError):
        decrypt_book(path, credential=LEADER)
    assert check_books() == []
    close_book()
    decrypt_book(path, credential=LEADER)
    open_book(path, credential=SELLER)
    assert check_books() == []
    assert {"encrypt", "decrypt"} <= set(actions())
    close_book()
    after = files.state(path)
    assert (after.uid, after.documents) == (before.uid, before.documents + 1)


def test_a_book_of_one_has_no_key_to_encrypt_with(tmp_path: Path) -> None:
    with pytest.raises(FirstPasswordError):
        encrypt_book(book_file(tmp_path))


def test_a_household_is_born_encrypted_and_stays_so(path: Path, tmp_path: Path) -> None:
    home = tmp_path / "บ้าน.samut"
    create_book(home, name="บ้านมะลิ", kind="household", leader="มะลิ", password="ดอกมะลิหอม")
    close_book()
    assert home.read_bytes()[:6] != b"SQLite"
    mali = Credential("มะลิ", password="ดอกมะลิหอม")
    with pytest.raises(AlwaysEncryptedError):
        decrypt_book(home, credential=mali)
    open_book(path, credential=LEADER)
    code = people.recovery_code(open_book(path, credential=LEADER), password=RED).recovery_code
    for theirs in (LEADER, SELLER, Credential("มะลิ", password=RED), Credential(recovery_code=code)):
        with pytest.raises((WrongSecretError, KeyDoesNotFitError, WaitError)):
            open_book(home, credential=theirs)
    key_file.keys_path(home).write_bytes(key_file.keys_path(path).read_bytes())
    with pytest.raises((WrongSecretError, KeyDoesNotFitError)):
        open_book(home, credential=LEADER)


def test_encrypting_that_fails_half_way_leaves_the_old_book(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> list[str]:
        return ["page 3"]

    before = files.state(path)
    monkeypatch.setattr(files, "faults", broken)
    with pytest.raises(Exception, match="damaged"):
        encrypt_book(path, credential=LEADER)
    monkeypatch.undo()
    assert files.is_plain_header(path)
    assert files.state(path) == before
    assert not [each for each in path.parent.iterdir() if each.name.endswith(".part")]


@pytest.mark.real_hashes
def test_what_a_password_costs() -> None:
    assert key_file.COST.time_cost >= 3
    assert key_file.COST.memory_kib >= 64 * 1024
    assert key_file.COST.lanes == 4


def test_the_price_stands_in_each_row(path: Path) -> None:
    found = key_file.read(key_file.keys_path(path))
    assert {each.cost for each in found.people} == {key_file.COST}
    assert len({each.salt for each in found.people}) == len(found.people) == 3


def test_a_session_says_no_secret(path: Path) -> None:
    red: Session = open_book(path, credential=LEADER)
    assert red.token.hex() not in repr(red)
    assert RED not in repr(LEADER)
