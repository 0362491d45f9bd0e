"""The key file: what opens it, what does not, what a hostile one may ask for, what a fault leaves."""

import json
import multiprocessing
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import key_file, ticks
from db.key_file import (
    Cost,
    KeyFile,
    KeyFileDamagedError,
    WrongSecretError,
    changing,
    keys_path,
    new_file,
    read,
    unwrap,
    wrap,
    write,
)

BOOK, DAENG, NOI = b"b" * 16, b"d" * 16, b"n" * 16
KEY = bytes(range(32))
CHEAP = Cost(1, 64, 1)
WORD = "กล้วยหอมทอง9".encode()


def made(path: Path) -> KeyFile:
    """A file with one person and one wrong try."""
    file = new_file(BOOK)
    wrapped = wrap(KEY, BOOK, DAENG, file.hash_name("แดง"), WORD, CHEAP)
    file = file.with_person(wrapped).with_tries(DAENG, (4, "boot", 1_234))
    write(path, file)
    return file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the key file of a book lies."""
    return keys_path(tmp_path / "สมุด.samut")


def test_there_and_back(path: Path) -> None:
    file = made(path)
    assert path.name == "สมุด.samut.keys"
    assert read(path) == file
    found = read(path).of_name("แดง")
    assert found is not None
    assert unwrap(found, BOOK, WORD) == KEY
    assert read(path).of_name("ดำ") is None
    assert read(path).of_user(NOI) is None


def test_no_name_no_key_and_no_password_in_the_file(path: Path) -> None:
    made(path)
    data = path.read_bytes()
    for secret in ("แดง".encode(), json.dumps("แดง").encode(), KEY, KEY.hex().encode(), WORD):
        assert secret not in data
    assert KEY.hex() not in repr(read(path))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_reads_it(path: Path) -> None:
    made(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_name_has_another_hash_in_another_file() -> None:
    assert new_file(BOOK).hash_name("แดง") != new_file(BOOK).hash_name("แดง")


def test_wrapping_again_gives_other_bytes() -> None:
    first, second = (wrap(KEY, BOOK, DAENG, bytes(32), WORD, CHEAP) for _ in range(2))
    assert first.salt != second.salt
    assert first.nonce != second.nonce
    assert first.sealed != second.sealed


def test_another_password_person_or_book_opens_nothing() -> None:
    wrapped = wrap(KEY, BOOK, DAENG, bytes(32), WORD, CHEAP)
    for entry, book, word in (
        (wrapped, BOOK, WORD + b" "),
        (wrapped, b"x" * 16, WORD),
        (replace(wrapped, user_uid=NOI), BOOK, WORD),
        (replace(wrapped, sealed=bytes(48)), BOOK, WORD),
        (replace(wrapped, cost=Cost(2, 64, 1)), BOOK, WORD),
    ):
        with pytest.raises(WrongSecretError):
            unwrap(entry, book, word)
    assert unwrap(wrapped, BOOK, WORD) == KEY


@pytest.mark.real_hashes
def test_the_real_cost_is_at_least_the_recommended_one() -> None:
    cost = key_file.COST
    assert cost.time_cost >= 3
    assert cost.memory_kib >= 64 * 1024
    assert cost.lanes >= 4
    wrapped = wrap(KEY, BOOK, DAENG, bytes(32), WORD)
    assert wrapped.cost == cost
    assert unwrap(wrapped, BOOK, WORD) == KEY


def test_a_book_without_the_key_knows_the_right_one() -> None:
    value = key_file.check_value(KEY, BOOK)
    assert KEY not in value
    assert value != key_file.check_value(bytes(32), BOOK)
    assert value != key_file.check_value(KEY, NOI)


def test_a_pin_fits_itself_only() -> None:
    salt, hashed, cost = key_file.hash_pin(b"8265")
    assert key_file.pin_fits(b"8265", salt, hashed, cost)
    assert not key_file.pin_fits(b"8266", salt, hashed, cost)


# ---------------------------------------------------------------- hostile files


def changed(path: Path, change: Any) -> None:
    """The file as somebody else's editor leaves it."""
    body = json.loads(path.read_bytes())
    change(body)
    path.write_text(json.dumps(body), encoding="utf-8")


HOSTILE: dict[str, Any] = {
    "another format": lambda body: body.update(format="samut-keys-9"),
    "no format": lambda body: body.pop("format"),
    "people are no list": lambda body: body.update(people=7),
    "a person is no object": lambda body: body.update(people=["x"]),
    "too many people": lambda body: body.update(people=body["people"] * (key_file.MOST_PEOPLE + 1)),
    "too much memory": lambda body: body["people"][0].update(argon2id=[1, 2**31, 1]),
    "too many passes": lambda body: body["people"][0].update(argon2id=[10**9, 64, 1]),
    "too many lanes": lambda body: body["people"][0].update(argon2id=[1, 2**14, 17]),
    "no passes": lambda body: body["people"][0].update(argon2id=[0, 64, 1]),
    "too little memory for its lanes": lambda body: body["people"][0].update(argon2id=[1, 64, 16]),
    "a fraction": lambda body: body["people"][0].update(argon2id=[1.5, 64, 1]),
    "a truth": lambda body: body["people"][0].update(argon2id=[True, 64, 1]),
    "two numbers": lambda body: body["people"][0].update(argon2id=[1, 64]),
    "a short salt": lambda body: body["people"][0].update(salt="00"),
    "a long key": lambda body: body["people"][0].update(key="00" * 4_000),
    "no hexadecimal": lambda body: body["people"][0].update(nonce="zz" * 12),
    "a short uid of the book": lambda body: body.update(book=""),
    "tries below zero": lambda body: body.update(tries={DAENG.hex(): [-1, "boot", 0]}),
    "a long start": lambda body: body.update(tries={DAENG.hex(): [1, "b" * 65, 0]}),
    "tries of nobody": lambda body: body.update(tries={"": [1, "boot", 0]}),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_changed_file_is_refused_before_it_costs_anything(
    path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path)
    changed(path, HOSTILE[how])
    monkeypatch.setattr("argon2.low_level.hash_secret_raw", lambda *_given: pytest.fail("hashed"))
    with pytest.raises(KeyFileDamagedError):
        read(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 100,
        b"[]",
        b"null",
        b"7",
        b'"x"',
        b"[" * 100_000,
        b"{",
        b"\xff\xfe",
        b'{"format": "samut-keys-1"}',
    ],
)
def test_what_is_no_key_file_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(KeyFileDamagedError):
        read(path)


def test_no_more_than_the_limit_is_read(path: Path) -> None:
    made(path)
    path.write_bytes(path.read_bytes() + b" " * key_file.LARGEST)
    with pytest.raises(KeyFileDamagedError):
        read(path)


def test_every_flipped_byte_is_refused_or_opens_nothing_wrong(path: Path) -> None:
    made(path)
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x01]) + whole[at + 1 :])
        try:
            found = read(path).of_user(DAENG)
            opened = KEY if found is None else unwrap(found, read(path).book_uid, WORD)
        except (KeyFileDamagedError, WrongSecretError):
            continue
        assert opened == KEY


# ---------------------------------------------------------------- changing


def test_changing_writes_once_at_the_end(path: Path) -> None:
    file = made(path)
    with changing(path) as change:
        change.set_tries(DAENG, (5, "boot", 2_000))
        change.put(wrap(KEY, BOOK, NOI, file.hash_name("น้อย"), b"other", CHEAP))
        assert read(path) == file
    after = read(path)
    assert after.tries == {DAENG: (5, "boot", 2_000)}
    assert {each.user_uid for each in after.people} == {DAENG, NOI}


def test_another_name_and_nobody_any_more(path: Path) -> None:
    file = made(path)
    with changing(path) as change:
        change.rename(DAENG, file.hash_name("ดาว"))
    assert read(path).of_name("แดง") is None
    found = read(path).of_name("ดาว")
    assert found is not None
    assert unwrap(found, BOOK, WORD) == KEY
    with changing(path) as change:
        change.remove(DAENG)
    assert read(path).people == ()
    assert read(path).tries == {}


def test_an_error_inside_changes_nothing(path: Path) -> None:
    made(path)
    before = path.read_bytes()

    def fail(change: key_file.Changing) -> None:
        change.remove(DAENG)
        raise RuntimeError

    with pytest.raises(RuntimeError), changing(path) as change:
        fail(change)
    assert path.read_bytes() == before
    with changing(path) as change:
        change.remove(DAENG)
    assert read(path).people == ()


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path)
    before = path.read_bytes()

    def full(_number: int) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match=os.strerror(28)), changing(path) as change:
            change.remove(DAENG)
    assert path.read_bytes() == before
    assert not [each.name for each in path.parent.iterdir() if "part" in each.name]


def test_who_waits_too_long_for_another_program_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    monkeypatch.setattr(key_file, "LOCK_SECONDS", 0.0)
    with changing(path), pytest.raises(OSError, match=os.strerror(11)), changing(path):
        pytest.fail("two changed it at once")


def _count(path: Path, times: int) -> None:
    for _ in range(times):
        with changing(path) as change:
            failed = change.file.tries[DAENG][0]
            change.set_tries(DAENG, (failed + 1, "boot", 0))


def test_no_wrong_try_is_lost_between_programs(path: Path) -> None:
    made(path)
    at_once = multiprocessing.get_context("spawn")
    programs = [at_once.Process(target=_count, args=(path, 10)) for _ in range(3)]
    for each in programs:
        each.start()
    for each in programs:
        each.join()
    assert [each.exitcode for each in programs] == [0, 0, 0]
    assert read(path).tries[DAENG][0] == 4 + 30


def test_ticks_of_this_machine_go_on() -> None:
    boot, first = ticks.now()
    again, second = ticks.now()
    assert boot == again
    assert boot
    assert second >= first


def test_ticks_where_the_system_does_not_name_its_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticks, "_BOOT_ID", tmp_path / "none")
    assert ticks.now()[0] == sys.platform
