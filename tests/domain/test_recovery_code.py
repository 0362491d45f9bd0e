"""The recovery code: printed, read aloud, typed again with what people do to it on the way."""

import hashlib

import pytest

from app.domain import recovery_code
from app.domain.recovery_code import (
    ALPHABET,
    RecoveryCodeError,
    RecoveryCodeGroupError,
    RecoveryCodeMistypedError,
    code_of,
    key_of,
    repeats,
)

KEYS = [hashlib.sha256(bytes([number])).digest() for number in range(12)] + [bytes(32), b"\xff" * 32]
KEY = KEYS[3]
CODE = code_of(KEY)


def test_fourteen_groups_of_four_without_look_alikes() -> None:
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [4] * 14
    assert set(CODE) <= set(ALPHABET) | {"-"}
    assert not set("OILU") & set(ALPHABET)


@pytest.mark.parametrize("key", KEYS)
def test_there_and_back(key: bytes) -> None:
    assert key_of(code_of(key)) == key


AMERICAN = "1234567890-qwertyuiopasdfghjklzxcvbnm"
KEDMANEE = "ๅ/-ภถุึคตจขๆไำพะัีรนยฟหกดเ้่าสผปแอิืท"


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " – "),
        f"  {CODE}\n",
        CODE.replace("0", "O").replace("1", "I"),
        CODE.replace("0", "o").replace("1", "l"),
        CODE.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
        CODE.lower().translate(str.maketrans(AMERICAN, KEDMANEE)),
    ],
)
def test_what_is_forgiven(typed: str) -> None:
    assert key_of(typed) == KEY


def other(sign: str) -> str:
    return ALPHABET[(ALPHABET.index(sign) + 7) % 32]


@pytest.mark.parametrize("at", range(56))
def test_every_single_wrong_sign_is_found_in_its_group(at: int) -> None:
    plain = CODE.replace("-", "")
    with pytest.raises(RecoveryCodeGroupError) as caught:
        key_of(plain[:at] + other(plain[at]) + plain[at + 1 :])
    assert caught.value.data["group"] == at // 4 + 1


def test_two_neighbours_the_other_way_round() -> None:
    plain = CODE.replace("-", "")
    at = next(place for place in range(20, 24) if plain[place] != plain[place + 1])
    with pytest.raises(RecoveryCodeGroupError) as caught:
        key_of(plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :])
    assert caught.value.data["group"] == at // 4 + 1


def test_a_sign_that_no_code_has() -> None:
    plain = CODE.replace("-", "")
    with pytest.raises(RecoveryCodeGroupError) as caught:
        key_of("U" + plain[1:])
    assert caught.value.data["group"] == 1


def test_two_wrong_signs_far_apart_are_told_without_a_place() -> None:
    plain = CODE.replace("-", "")
    with pytest.raises(RecoveryCodeMistypedError) as caught:
        key_of(other(plain[0]) + plain[1:40] + other(plain[40]) + plain[41:])
    assert type(caught.value) is RecoveryCodeMistypedError


@pytest.mark.parametrize("typed", ["", "x", CODE[:-1], CODE + "0", "ก" * 5_000, "\ud800", "💧" * 56])
def test_too_few_or_too_many(typed: str) -> None:
    with pytest.raises(RecoveryCodeError) as caught:
        key_of(typed)
    assert caught.value.data["signs"] == 56


@pytest.mark.parametrize("typed", [CODE[:-5], CODE[:3] + "Z" + CODE[4:], CODE + "XYZ"])
def test_no_error_repeats_the_code(typed: str) -> None:
    with pytest.raises((RecoveryCodeError, RecoveryCodeMistypedError)) as caught:
        key_of(typed)
    said = repr(caught.value) + str(caught.value) + repr(caught.value.data)
    assert not any(group in said for group in CODE.split("-"))


def test_the_check_depends_on_every_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery_code, "_check", lambda _signs: "0000")
    assert code_of(KEY).endswith("-0000")
    with pytest.raises(RecoveryCodeMistypedError):
        key_of(CODE)


def test_the_last_group_or_the_whole_is_typed_back_in_any_hand() -> None:
    code = code_of(bytes(range(32)))
    last = code[-4:]
    assert repeats(code, last)
    assert repeats(code, f" {last.lower()} ")
    assert repeats(code, code.replace("-", "").lower())
    for wrong in ("", last[:3], code[:4] if code[:4] != last else "ZZZZ", f"{last}{last}", code[5:]):
        assert not repeats(code, wrong), wrong
