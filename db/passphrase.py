"""Bytes sealed with a passphrase in the age format (age-encryption.org/v1), with the work that we choose.

Ready-made programs measure the machine and then take up to a gigabyte, hold up every other thread, and open
what a stranger's file asks them to work for. Here the cost is fixed (256 MB, as the first age program has it)
and a file that asks for more than a gigabyte is refused before it costs anything.
"""

import base64
import binascii
import errno
import hashlib
import hmac
import os
import re
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LOG_N = 18
"""Cost of a new file: 2 to the power of this, in steps of 1 KiB."""
HIGHEST_LOG_N = 20
CHUNK = 64 * 1024
TAG = 16
_LABEL = b"age-encryption.org/v1/scrypt"
_NO_NONCE = bytes(12)
_FORM = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n--- "
    rb"([A-Za-z0-9+/]{43})\n"
)


class NotOpenedError(Exception):
    """Another passphrase, a file that was changed or cut off, or one that asks for too much work."""


def seal(data: bytes, passphrase: str) -> bytes:
    """Seal bytes; takes about a second on purpose. Raises OSError where memory is short."""
    file_key, salt, nonce = secrets.token_bytes(16), secrets.token_bytes(16), secrets.token_bytes(16)
    wrapped = ChaCha20Poly1305(_stretched(passphrase, salt, LOG_N)).encrypt(_NO_NONCE, file_key, None)
    head = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_text(salt), LOG_N, _text(wrapped))
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    parts = [head, b" ", _text(_mac(file_key, head)), b"\n", nonce]
    starts = range(0, max(len(data), 1), CHUNK)
    parts += [
        cipher.encrypt(_counted(number, start == starts[-1]), data[start : start + CHUNK], None)
        for number, start in enumerate(starts)
    ]
    return b"".join(parts)


def unseal(data: bytes, passphrase: str) -> bytes:
    """What was sealed; raises NotOpenedError, OSError where memory is short."""
    found = _FORM.match(data)
    if found is None or int(found[2]) > HIGHEST_LOG_N:
        raise NotOpenedError
    try:
        salt, wrapped, mac = (_bytes(found[number]) for number in (1, 3, 4))
        opening = ChaCha20Poly1305(_stretched(passphrase, salt, int(found[2])))
        file_key = opening.decrypt(_NO_NONCE, wrapped, None)
        if not hmac.compare_digest(_mac(file_key, data[: found.start(4) - 1]), mac):
            raise NotOpenedError
        nonce, rest = data[found.end() : found.end() + 16], memoryview(data)[found.end() + 16 :]
        return _opened(ChaCha20Poly1305(_derived(file_key, nonce, b"payload")), rest)
    except (InvalidTag, binascii.Error):
        raise NotOpenedError from None


def _opened(cipher: ChaCha20Poly1305, sealed: memoryview) -> bytes:
    starts = range(0, max(len(sealed), 1), CHUNK + TAG)
    parts = [
        cipher.decrypt(_counted(number, start == starts[-1]), sealed[start : start + CHUNK + TAG], None)
        for number, start in enumerate(starts)
    ]
    if len(parts) > 1 and not parts[-1]:
        raise NotOpenedError
    return b"".join(parts)


def _stretched(passphrase: str, salt: bytes, log_n: int) -> bytes:
    work = 2**log_n
    try:
        return hashlib.scrypt(
            passphrase.encode("utf-8", "replace"),
            salt=_LABEL + salt,
            n=work,
            r=8,
            p=1,
            maxmem=work * 1024 + 2**20,
            dklen=32,
        )
    except (MemoryError, ValueError) as error:  # the library has not got the memory
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)) from error


def _derived(file_key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=info).derive(file_key)


def _mac(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(file_key, None, b"header"), head, "sha256")


def _counted(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _text(data) != text:
        raise binascii.Error
    return data
