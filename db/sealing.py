"""Files that leave this computer, sealed in the age format (age-encryption.org/v1): any age program opens them.

A book with a key seals to an identity that follows from it, so that whoever opens the book opens the file; a
book of one seals with a passphrase (scrypt).
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from db.files import part_of, sync_file, sync_folder, write_file

END = ".age"
HEADER = b"age-encryption.org/v1"
LARGEST_BY_PASSPHRASE = 500_000_000
"""Bytes sealed with a passphrase at most: such files are held in memory."""
_PREFIX = "age-secret-key-"
_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class WrongSealSecretError(Exception):
    """The key or passphrase does not open this file, or the file is damaged."""


class TooLargeToSealError(Exception):
    """More than can be sealed with a passphrase."""


def _age() -> Any:
    """The age library, loaded when something is sealed: most days nothing is."""
    import pyrage

    return pyrage


def _by_passphrase() -> Any:
    from db import passphrase

    return passphrase


def is_sealed(path: Path) -> bool:
    """Whether a file begins like one in the age format."""
    with path.open("rb") as file:
        return file.read(len(HEADER)) == HEADER


def identity_of(key: bytes) -> str:
    """The age identity that follows from a book's key (HKDF-SHA256), as age programs take it."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, salt=None, info=b"samut age identity 1").derive(key)
    return _bech32(_PREFIX, derived).upper()


def recipient_of(key: bytes) -> str:
    """The public half of it."""
    return str(_age().x25519.Identity.from_str(identity_of(key)).to_public())


def seal_bytes(data: bytes, *, key: bytes | None = None, passphrase: str = "") -> bytes:
    """Seal what is in memory, to a book's key or with a passphrase."""
    if key is not None:
        return cast(bytes, _age().encrypt(data, [_age().x25519.Recipient.from_str(recipient_of(key))]))
    return cast(bytes, _by_passphrase().seal(data, passphrase))


def seal_to(data: bytes, recipient: str) -> bytes:
    """Seal what is in memory to somebody else's public key; raises ValueError if it is none."""
    try:
        return cast(bytes, _age().encrypt(data, [_age().x25519.Recipient.from_str(recipient)]))
    except _age().RecipientError as error:
        raise ValueError("not a public key") from error


def open_bytes(data: bytes, *, key: bytes | None = None, passphrase: str = "") -> bytes:
    """What was sealed; raises WrongSealSecretError."""
    try:
        if key is not None:
            return cast(bytes, _age().decrypt(data, [_age().x25519.Identity.from_str(identity_of(key))]))
        return cast(bytes, _by_passphrase().unseal(data, passphrase))
    except (_age().DecryptError, _by_passphrase().NotOpenedError):
        raise WrongSealSecretError from None


def seal_file(source: Path, target: Path, *, key: bytes | None = None, passphrase: str = "") -> None:
    """Seal a file into another, whole or not at all; one sealed to a key is opened again and compared.

    Raises OSError, TooLargeToSealError.
    """
    if key is None:
        if source.stat().st_size > LARGEST_BY_PASSPHRASE:
            raise TooLargeToSealError(source.name)
        write_file(target, seal_bytes(source.read_bytes(), passphrase=passphrase))
        return
    part, again = part_of(target), part_of(source)
    try:
        _age().encrypt_file(str(source), str(part), [_age().x25519.Recipient.from_str(recipient_of(key))])
        sync_file(part)
        open_file(part, again, key=key)
        if _digest(again) != _digest(source):
            raise OSError("sealed file differs")
        part.replace(target)
    finally:
        for each in (part, again):
            each.unlink(missing_ok=True)
    sync_folder(target.parent)


def open_file(source: Path, target: Path, *, key: bytes | None = None, passphrase: str = "") -> None:
    """Open a sealed file into another, whole or not at all; raises WrongSealSecretError, OSError."""
    if key is None:
        if source.stat().st_size > LARGEST_BY_PASSPHRASE * 2:
            raise TooLargeToSealError(source.name)
        write_file(target, open_bytes(source.read_bytes(), passphrase=passphrase))
        return
    part = part_of(target)
    try:
        _age().decrypt_file(str(source), str(part), [_age().x25519.Identity.from_str(identity_of(key))])
        sync_file(part)
        part.replace(target)
    except _age().DecryptError:
        raise WrongSealSecretError from None
    except OSError as error:
        if error.errno is not None:
            raise
        raise WrongSealSecretError from None  # age says of a damaged body that it cannot be read
    finally:
        part.unlink(missing_ok=True)
    sync_folder(target.parent)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


# ---------------------------------------------------------------- bech32 (BIP 173), as age writes identities


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= generator
    return check


def _bech32(prefix: str, data: bytes) -> str:
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    expanded = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    check = _polymod([*expanded, *values, *[0] * 6]) ^ 1
    values += [(check >> 5 * (5 - at)) & 31 for at in range(6)]
    return prefix + "1" + "".join(_SIGNS[value] for value in values)
