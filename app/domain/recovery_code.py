"""The recovery code: the book's key in signs that can be printed, read aloud and typed in again.

52 signs of Crockford's base 32 (no I, L, O, U) hold the 256 bits, four more check them, in 14 groups of four.
Lower case, missing hyphens, O for 0, Thai digits and a Thai keyboard are forgiven.
"""

import hashlib

from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic
from app.thai.scanner import decode_scan

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY_SIGNS = 52
CHECK_SIGNS = 4
GROUP = 4
_LOOK_ALIKE = str.maketrans("OIL", "011")


class RecoveryCodeError(UserError):
    """What was typed is no recovery code; it is not repeated."""

    message = N_("This is not the whole recovery code: it has {signs} signs, you typed {typed}.")


class RecoveryCodeMistypedError(UserError):
    """The right number of signs, and some of them wrong."""

    message = N_("There is a mistake in the recovery code. Please compare it group by group.")


class RecoveryCodeGroupError(RecoveryCodeMistypedError):
    """The right number of signs, and one that can be found wrong."""

    message = N_("Group {group} of the recovery code looks wrong. Please compare it.")


def code_of(key: bytes) -> str:
    """The code of a key of 32 bytes, in groups of four."""
    number = int.from_bytes(key, "big") << (KEY_SIGNS * 5 - len(key) * 8)
    signs = _signs(number, KEY_SIGNS)
    whole = signs + _check(signs)
    return "-".join(whole[start : start + GROUP] for start in range(0, len(whole), GROUP))


def key_of(text: str) -> bytes:
    """The key of a typed code; raises RecoveryCodeError, RecoveryCodeMistypedError and its kin."""
    typed = _plain(text)
    if any(sign not in ALPHABET for sign in typed):
        typed = _plain(decode_scan(text))
    if len(typed) != KEY_SIGNS + CHECK_SIGNS:
        raise RecoveryCodeError(signs=KEY_SIGNS + CHECK_SIGNS, typed=len(typed))
    if not _fits(typed):
        groups = _wrong_groups(typed)
        if len(groups) == 1:
            raise RecoveryCodeGroupError(group=groups.pop())
        raise RecoveryCodeMistypedError
    number = 0
    for sign in typed[:KEY_SIGNS]:
        number = number * 32 + ALPHABET.index(sign)
    number >>= KEY_SIGNS * 5 - 256
    return number.to_bytes(32, "big")


def repeats(code: str, typed: str) -> bool:
    """Whether somebody who has the paper of a code typed it back, or its last group."""
    whole, plain = _plain(code), _plain(typed)
    if any(sign not in ALPHABET for sign in plain):
        plain = _plain(decode_scan(typed))
    return plain in (whole, whole[-GROUP:])


def _fits(typed: str) -> bool:
    return all(sign in ALPHABET for sign in typed) and _check(typed[:KEY_SIGNS]) == typed[KEY_SIGNS:]


def _wrong_groups(typed: str) -> set[int]:
    """The groups in which one other sign, or two neighbours the other way round, would make the code right.

    One in some 700 mistyped codes has such a place by chance only; the person compares it anyway.
    """
    groups = set()
    for at, sign in enumerate(typed):
        others = [typed[:at] + other + typed[at + 1 :] for other in ALPHABET if other != sign]
        swapped = typed[:at] + typed[at + 1 : at + 2] + sign + typed[at + 2 :]
        if any(map(_fits, others)) or (swapped != typed and _fits(swapped)):
            groups.add(at // GROUP + 1)
    return groups


def _plain(text: str) -> str:
    kept = "".join(sign for sign in to_arabic(text[:1_000]) if sign.isalnum())
    return kept.upper().translate(_LOOK_ALIKE)


def _signs(number: int, count: int) -> str:
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(count)))


def _check(signs: str) -> str:
    digest = hashlib.sha256(b"samut recovery 1" + signs.encode()).digest()
    return _signs(int.from_bytes(digest[:3], "big") >> 4, CHECK_SIGNS)
