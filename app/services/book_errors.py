"""What can go wrong with a book as a file, each with a sentence that says what to do."""

import errno
import shutil
from pathlib import Path

from app.errors import SamutError, StorageError, UserError
from app.i18n import N_
from db import connection as book


class BookNotFoundError(UserError):
    """No file lies under this name."""

    message = N_("There is no book “{name}” in this folder.")


class NotABookFileError(UserError):
    """A file that is no book of this program."""

    message = N_("“{name}” is not a Samut book. Please choose a file that ends in .samut.")


class NewerBookFileError(UserError):
    """A book that a newer version of the program wrote; it was not touched."""

    message = N_("“{name}” was made by a newer Samut. Please update the program, then open it again.")


class BookExistsError(UserError):
    """A new book would take the place of a file."""

    message = N_("There is already a file “{name}” here. Please choose another name.")


class FolderMissingError(UserError):
    """The folder is not there (a stick that was pulled out, a folder that was renamed)."""

    message = N_("The folder “{name}” cannot be found. Is the stick plugged in?")


class PathIsFolderError(UserError):
    """A folder where a file is wanted."""

    message = N_("“{name}” is a folder. Please choose a file.")


class BookOnRemovableError(UserError):
    """A live book on a stick or card."""

    message = N_(
        "A book cannot be worked on from a stick or card. Please copy “{name}” to this computer first."
    )


class BookOnNetworkError(UserError):
    """A live book on a network drive."""

    message = N_("A book cannot be worked on over a network. Please copy “{name}” to this computer first.")


class BookOpenInWindowError(UserError):
    """The book has its window already, which is raised instead."""

    message = N_("“{name}” is already open in another window.")


class NoBookOpenError(UserError):
    """Something that needs an open book."""

    message = N_("No book is open.")


class BookInUseError(StorageError):
    """Another program holds the book for itself, or keeps it from being replaced."""

    message = N_("“{name}” is in use by another program. Please close it there, then try again.")


class BookReadOnlyError(StorageError):
    """The file or its folder cannot be written."""

    message = N_("“{name}” cannot be written to. Please move it to a folder of your own on this computer.")


class DiskFullError(StorageError):
    """No room left."""

    message = N_("There is no room left on the disk for “{name}”. Nothing was changed; please make room.")


class NoRoomToOpenError(StorageError):
    """A book that was made, and then the disk was too full to open it."""

    message = N_("“{name}” is made, but there is no room left on the disk. Please make room, then open it.")


class BookDamagedError(StorageError):
    """The file's pages do not fit together."""

    message = N_("“{name}” is damaged. Please restore it from the newest backup.")


class FileFailedError(StorageError):
    """Anything else that the system says about a file."""

    message = N_("“{name}” could not be read or written: {reason}.")


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_WORDS: tuple[tuple[tuple[str, ...], type[SamutError]], ...] = (
    (("full",), DiskFullError),
    (("readonly", "read-only", "unable to open"), BookReadOnlyError),
    (("locked", "busy"), BookInUseError),
    (("malformed", "not a database", "encrypted"), BookDamagedError),
)


def file_error(error: BaseException, path: Path) -> SamutError:
    """The error with a sentence for what the system or the storage engine said about a file."""
    if isinstance(error, SamutError):
        return error
    name = path.name
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return DiskFullError(name=name)
        if error.errno in _READ_ONLY:
            return BookReadOnlyError(name=name)
        if error.errno == errno.EISDIR:
            return PathIsFolderError(name=name)
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return FolderMissingError(name=str(path.parent))
        return FileFailedError(name=name, reason=error.strerror or type(error).__name__)
    if isinstance(error, UnicodeDecodeError):
        return BookDamagedError(name=name)
    if isinstance(error, book.PragmaRefusedError):
        return FileFailedError(name=name, reason=str(error))
    text = str(error)
    if "disk I/O" in text and _is_full(path.parent):
        return DiskFullError(name=name)
    for words, kind in _WORDS:
        if any(word in text for word in words):
            return kind(name=name)
    return FileFailedError(name=name, reason=text or type(error).__name__)


NEARLY_NOTHING = 256 * 1024
"""With less room than this on a disk, SQLite's shared memory file fails with "disk I/O error"."""


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < NEARLY_NOTHING
    except OSError:
        return False


FILE_TROUBLE = (OSError, UnicodeDecodeError, book.DatabaseError, book.PragmaRefusedError)
"""What ``file_error`` turns into a sentence."""
