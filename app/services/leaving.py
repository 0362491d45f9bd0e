"""What leaves this computer by stick, network or synced folder is sealed unless somebody says: open.

Sealed means the age format: a passphrase, or the book's key, opens it, with any age program.
"""

from pathlib import Path

from app.errors import UserError
from app.i18n import N_
from app.services.book_errors import file_error
from db import sealing
from db.media import Medium, medium_of, volumes

END = sealing.END


class WouldBeOpenError(UserError):
    """Something that leaves the computer and that anybody could read."""

    message = N_(
        "“{name}” leaves this computer and could be read by whoever finds it. Please give it a password, or "
        "say that it may stay open."
    )


class WrongPassphraseError(UserError):
    """A sealed file that this secret does not open."""

    message = N_("This does not open “{name}”. Is the password right?")


class TooLargeToSealError(UserError):
    """More than can be sealed with a passphrase alone."""

    message = N_("“{name}” is too large for a password of its own. Please give the book a password first.")


def leaves(path: Path) -> bool:
    """Whether what is written here leaves the computer: a stick, a network, a folder that is synced."""
    folder = path if path.is_dir() else path.parent
    try:
        return medium_of(folder) is not Medium.DISK
    except OSError:
        return False


def place_name(path: Path) -> str:
    """What the place outside of this computer is called: the stick's name, else the folder's."""
    folder = (path if path.is_dir() else path.parent).resolve()
    for each in volumes():
        if each.folder in (folder, *folder.parents):
            return each.label
    return folder.name


def sealed_name(path: Path) -> Path:
    """The name of a file once it is sealed."""
    return path.with_name(path.name + END)


def seal(data: bytes, *, passphrase: str) -> bytes:
    """A file's bytes, to be opened with a passphrase; takes some seconds, which makes guessing slow."""
    return sealing.seal_bytes(data, passphrase=passphrase)


def open_sealed(path: Path, target: Path, *, passphrase: str) -> None:
    """Open a sealed file beside others; raises WrongPassphraseError, DiskFullError, BookReadOnlyError …"""
    try:
        sealing.open_file(path, target, passphrase=passphrase)
    except sealing.WrongSealSecretError:
        raise WrongPassphraseError(name=path.name) from None
    except sealing.TooLargeToSealError:
        raise TooLargeToSealError(name=path.name) from None
    except OSError as error:
        raise file_error(error, target) from error
