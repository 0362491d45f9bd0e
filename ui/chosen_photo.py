"""A picture file that somebody chose, read and checked on the storage worker; no widgets here."""

from dataclasses import dataclass
from pathlib import Path

from app.services import pictures
from ui.files import FileNotReadError


@dataclass(frozen=True, slots=True)
class Photo:
    """What becomes of a photo: ``data`` None takes it away."""

    data: bytes | None


@dataclass(frozen=True, slots=True)
class ChosenPhoto:
    """A picture file that was read and can be kept, with its small version."""

    data: bytes
    thumbnail: bytes


def read_photo(path: Path) -> ChosenPhoto:
    """Read and check a picture file; raises FileNotReadError, NotAPictureError, PictureTooLargeError."""
    try:
        with path.open("rb") as file:
            data = file.read(pictures.MAX_BYTES + 1)
    except OSError as error:  # a stick that was pulled out, a file that nobody may read
        raise FileNotReadError(name=path.name) from error
    return ChosenPhoto(data, pictures.prepare(data).thumbnail)
