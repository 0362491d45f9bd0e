"""A picture file that somebody chose, read and checked on the storage worker; no widgets here."""

from dataclasses import dataclass
from pathlib import Path

from app.services import pictures


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
    """Read and check a picture file; raises NotAPictureError, PictureTooLargeError."""
    with path.open("rb") as file:
        data = file.read(pictures.MAX_BYTES + 1)
    return ChosenPhoto(data, pictures.prepare(data).thumbnail)
