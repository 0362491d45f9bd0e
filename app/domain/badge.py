"""Badges: a bar code that tells the till who is coming, and proves nothing by itself."""

import hashlib
import secrets

MARK = "SMT"
"""What every badge's code begins with, so that the till tells it from goods."""
SIGNS = 12
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """The code of a new badge."""
    return MARK + "".join(secrets.choice(_ALPHABET) for _ in range(SIGNS))


def digest(code: str) -> bytes:
    """What the book keeps of a badge's code."""
    return hashlib.sha256(b"samut badge 1" + _plain(code).encode("utf-8", "replace")).digest()


def is_badge(code: str) -> bool:
    """Whether a scanned code is a badge's."""
    plain = _plain(code)
    return plain.startswith(MARK) and len(plain) == len(MARK) + SIGNS


def _plain(code: str) -> str:
    return code.strip().upper()
