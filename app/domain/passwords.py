"""What may be a password or a PIN, and the one form in which each is compared."""

import re
import secrets
import unicodedata
from collections.abc import Sequence

from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name, normalise

SHORTEST = 8
LONGEST = 200
PIN_LENGTH = (4, 8)
WORDS = 4
"""Words of a suggested password."""
_EASY = frozenset(
    {
        *("password", "passw0rd", "password1", "qwertyui", "qwerty123", "asdfghjk", "iloveyou", "adminadmin"),
        *("รหัสผ่าน", "วิสาหกิจ", "วิสาหกิจชุมชน", "สมุดชุมชน", "ประเทศไทย", "สวัสดีครับ", "สวัสดีค่ะ"),
    }
)
_RUNS = ("0123456789012345", "9876543210987654", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


class PasswordTooShortError(UserError):
    """Fewer signs than a password needs."""

    message = N_("A password needs at least {shortest} signs. Four words that you remember are good.")


class PasswordTooEasyError(UserError):
    """A password that others try first."""

    message = N_("Others would guess this password at once. Four words that you remember are good.")


class PasswordsDifferError(UserError):
    """The password was not typed the same twice."""

    message = N_("The two passwords are not the same.")


class PinRefusedError(UserError):
    """Not a PIN, or one that others try first."""

    message = N_("A PIN has {shortest} to {longest} digits, and not a row such as 1234 or one digit only.")


def compared_password(text: str) -> str:
    """The form in which passwords are compared: one spelling for Thai, the letters as they were typed."""
    storable = text[: LONGEST * 8].encode("utf-8", "replace").decode()  # half signs are no text
    return normalise(unicodedata.normalize("NFC", storable))


def compared_name(text: str) -> str:
    """The form in which the names of people are compared: nothing unseen, no difference of case."""
    return clean_name(text[:2_000], 2_000).casefold()


def checked_password(text: str, *names: str) -> str:
    """A new password in its compared form; ``names`` must not be it.

    Raises PasswordTooShortError, PasswordTooEasyError.
    """
    password = compared_password(text)
    if len(password) < SHORTEST:
        raise PasswordTooShortError(shortest=SHORTEST)
    lower = to_arabic(password).casefold()
    easy = (
        len(password) > LONGEST
        or len(set(lower)) < 4
        or lower in _EASY
        or any(lower in run for run in _RUNS)
        or any(name and lower == compared_name(name) for name in names)
    )
    if easy:
        raise PasswordTooEasyError
    return password


def compared_pin(text: str) -> str:
    """The form in which PINs are compared: Arabic digits without spaces."""
    return re.sub(r"[\s-]", "", to_arabic(text[:100]))


def checked_pin(text: str) -> str:
    """A new PIN in its compared form; raises PinRefusedError."""
    pin = compared_pin(text)
    shortest, longest = PIN_LENGTH
    good = shortest <= len(pin) <= longest and pin.isascii() and pin.isdigit()
    if not good or len(set(pin)) < 2 or any(pin in run for run in _RUNS):
        raise PinRefusedError(shortest=shortest, longest=longest)
    return pin


def suggested_password(words: Sequence[str]) -> str:
    """Four words drawn by lot, joined by hyphens: easier to keep in mind than signs, harder to guess."""
    return "-".join(secrets.choice(words) for _ in range(WORDS))
