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
    """The right number of signs, and one of them wrong."""

    message = N_("There is a mistake in the recovery code. Please compare it group by group.")


def code_of(key: bytes) -> str:
    """The code of a key of 32 bytes, in groups of four."""
    number = int.from_bytes(key, "big") << (KEY_SIGNS * 5 - len(key) * 8)
    signs = _signs(number, KEY_SIGNS)
    whole = signs + _check(signs)
    return "-".join(whole[start : start + GROUP] for start in range(0, len(whole), GROUP))


def key_of(text: str) -> bytes:
    """The key of a typed code; raises RecoveryCodeError, RecoveryCodeMistypedError."""
    typed = _plain(text)
    if any(sign not in ALPHABET for sign in typed):
        typed = _plain(decode_scan(text))
    if len(typed) != KEY_SIGNS + CHECK_SIGNS:
        raise RecoveryCodeError(signs=KEY_SIGNS + CHECK_SIGNS, typed=len(typed))
    if any(sign not in ALPHABET for sign in typed) or _check(typed[:KEY_SIGNS]) != typed[KEY_SIGNS:]:
        raise RecoveryCodeMistypedError
    number = 0
    for sign in typed[:KEY_SIGNS]:
        number = number * 32 + ALPHABET.index(sign)
    number >>= KEY_SIGNS * 5 - 256
    return number.to_bytes(32, "big")


def _plain(text: str) -> str:
    kept = "".join(sign for sign in to_arabic(text[:1_000]) if sign.isalnum())
    return kept.upper().translate(_LOOK_ALIKE)


def _signs(number: int, count: int) -> str:
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(count)))


def _check(signs: str) -> str:
    digest = hashlib.sha256(b"samut recovery 1" + signs.encode()).digest()
    return _signs(int.from_bytes(digest[:3], "big") >> 4, CHECK_SIGNS)
