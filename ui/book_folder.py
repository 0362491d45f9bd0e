"""Where books go unless told otherwise, and what their files are called."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.errors import UserError
from app.i18n import N_
from ui.files import file_stem

SUFFIX = ".samut"


class NoFolderError(UserError):
    """The documents folder could not be made."""

    message = N_("The folder for books could not be made. Please choose another place.")


def documents_folder() -> Path:
    """Where books go unless told otherwise: “Samut” in the user's documents; raises NoFolderError."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(base or Path.home()) / "Samut"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoFolderError from error
    return folder


def file_name(name: str) -> str:
    """A file name out of a group's name: what no file system takes is left out."""
    return file_stem(name) + SUFFIX


def free_path(folder: Path, name: str) -> Path:
    """A path in a folder that no file has yet."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} {number}{SUFFIX}"
    return path
