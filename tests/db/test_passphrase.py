"""Files sealed with a passphrase: other age programs and ours open each other's; nothing else is opened."""

import base64
import hashlib

import pyrage
import pytest

from db import passphrase, sealing
from db.passphrase import CHUNK, NotOpenedError, seal, unseal

WORD = "หมู-วัด-ป้า-เสียม"
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little work, so that many files can be tried."""
    monkeypatch.setattr(passphrase, "LOG_N", 2)


def content(size: int) -> bytes:
    """Bytes that do not repeat."""
    return hashlib.shake_128(b"content").digest(size)


@pytest.mark.parametrize("size", SIZES)
def test_there_and_back(quick: None, size: int) -> None:
    sealed = seal(content(size), WORD)
    assert unseal(sealed, WORD) == content(size)
    assert size < 16 or content(size)[:16] not in sealed


@pytest.mark.parametrize("size", SIZES)
def test_another_age_program_opens_ours(quick: None, size: int) -> None:
    assert pyrage.passphrase.decrypt(seal(content(size), WORD), WORD) == content(size)


def test_ours_costs_what_it_says() -> None:
    sealed = seal(b"figures", WORD)
    assert sealed.splitlines()[1].endswith(b" 18")
    assert pyrage.passphrase.decrypt(sealed, WORD) == b"figures"


def test_we_open_what_another_age_program_sealed() -> None:
    """Made with “age -p” 1.1.1 of Debian."""
    sealed = base64.b64decode(
        "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBaL3hCSXlFaENZZ250RkxrUUt1OVFnIDE4CkpUTm1PdThxbmJBNHprVFI1"
        "R0c4WTV5ZGNwS3U3aDE2YnZqL3ZtQjNIVE0KLS0tIDhIWldlekJPZVorVXFCc1BUVzdhTFkrWFhrb25rZExwZEJoNTFFSG16V0UK"
        "fRqZTFsGgPXlmjC+eD/2l1GNs7RAbYX4gCdGVYovfCIWfffSbNId"
    )
    assert unseal(sealed, WORD) == b"figures"


def test_the_same_is_never_the_same(quick: None) -> None:
    assert seal(b"figures", WORD) != seal(b"figures", WORD)


@pytest.mark.parametrize("word", ["", WORD + " ", "another", "\ud800"])
def test_another_passphrase_opens_nothing(quick: None, word: str) -> None:
    with pytest.raises(NotOpenedError):
        unseal(seal(b"figures", WORD), word)


def test_every_changed_byte_is_found(quick: None) -> None:
    sealed = seal(b"what the group earned", WORD)
    for at in range(len(sealed)):
        with pytest.raises(NotOpenedError):
            unseal(sealed[:at] + bytes([sealed[at] ^ 0x01]) + sealed[at + 1 :], WORD)


@pytest.mark.parametrize("size", SIZES)
def test_cut_off_lengthened_or_turned_round(quick: None, size: int) -> None:
    sealed = seal(content(size), WORD)
    piece = CHUNK + 16
    body = len(sealed) - size - 16 * max(1, -(-size // CHUNK))
    wrong = [sealed[:end] for end in range(0, len(sealed), max(len(sealed) // 40, 1))]
    wrong += [sealed + b"x", sealed + bytes(16), sealed[:-1]]
    wrong += [sealed[:end] for end in range(body, len(sealed), piece)]
    if size > CHUNK:
        first, second = sealed[body : body + piece], sealed[body + piece :]
        wrong.append(sealed[:body] + second + first)
    for each in wrong:
        with pytest.raises(NotOpenedError):
            unseal(each, WORD)


def test_too_much_work_is_refused_before_it_is_done(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal(b"figures", WORD)
    monkeypatch.setattr(
        passphrase.hashlib,  # type: ignore[attr-defined]
        "scrypt",
        lambda *_given, **_more: pytest.fail("worked"),
    )
    for asked in (b"21", b"30", b"63", b"99", b"0", b"018", b"-1", b"1e3", b"100000"):
        with pytest.raises(NotOpenedError):
            unseal(sealed.replace(b" 2\n", b" " + asked + b"\n", 1), WORD)


@pytest.mark.parametrize("trouble", [MemoryError, ValueError("memory limit exceeded")])
def test_too_little_memory_is_a_machine_s_error(monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    def fail(*_given: bytes, **_more: int) -> bytes:
        raise trouble

    monkeypatch.setattr(passphrase.hashlib, "scrypt", fail)  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="memory"):
        seal(b"figures", WORD)


def test_a_file_for_somebody_s_key_is_not_opened_by_a_passphrase() -> None:
    with pytest.raises(NotOpenedError):
        unseal(sealing.seal_bytes(b"figures", key=bytes(32)), WORD)
