"""Pictures from outside: refused by their header if too large, made small, freed of a camera's notes."""

import hashlib
import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import UserError
from app.i18n import N_

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 40_000_000
MAX_PIXELS = 40_000_000
LARGE = 1200
SMALL = 320
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")
JPEG = "image/jpeg"
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    ArithmeticError,
    EOFError,
    struct.error,
)
"""What Pillow raises for files that are no pictures, or broken ones."""
_ORIENTATION = 0x0112
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""How a camera was held, and Pillow's number of the turn that puts the picture upright."""


class NotAPictureError(UserError):
    """A file that is no picture that can be read."""

    message = N_("This file is not a picture that can be read. Please choose a JPEG or PNG file.")


class PictureTooLargeError(UserError):
    """A picture with more points than is decent."""

    message = N_("This picture is too large (more than 40 million points). Please make it smaller first.")


class NoMemoryForPictureError(UserError):
    """A picture that the machine has no memory for at the moment."""

    message = N_(
        "There is not enough memory for this picture. "
        "Please close other programs, or make the picture smaller."
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: at most 1200 points, and at most 320 for lists, both JPEG."""

    data: bytes
    thumbnail: bytes

    @property
    def sha256(self) -> bytes:
        """Its name in the book."""
        return hashlib.sha256(self.data).digest()


def prepare(data: bytes) -> Picture:
    """Check, turn upright, shrink and re-encode.

    Raises NotAPictureError, PictureTooLargeError, NoMemoryForPictureError.
    """
    from PIL import Image

    if len(data) > MAX_BYTES:
        raise PictureTooLargeError
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise PictureTooLargeError
            image.draft("RGB", (LARGE, LARGE))
            flat = _small_and_upright(image)
            large = _encoded(flat, LARGE)
            small = _encoded(flat, SMALL)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooLargeError from error
    except MemoryError as error:
        raise NoMemoryForPictureError from error
    except _UNREADABLE as error:
        raise NotAPictureError from error
    return Picture(large, small)


def _small_and_upright(image: "Image.Image") -> "Image.Image":
    """The picture at most ``LARGE`` wide and high; made small first, for each whole copy costs memory."""
    from PIL import Image

    turn = image.getexif().get(_ORIENTATION)
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if image.mode not in (("RGBA", "LA") if has_alpha else ("RGB", "L", "CMYK")):
        image = image.convert("RGBA" if has_alpha else "RGB")
    image.thumbnail((LARGE, LARGE))
    flat = _on_white(image)
    return flat.transpose(Image.Transpose(_TURNS[turn])) if turn in _TURNS else flat


def _on_white(image: "Image.Image") -> "Image.Image":
    from PIL import Image

    if image.mode in ("RGBA", "LA"):
        rgba = image.convert("RGBA")
        white = Image.new("RGB", rgba.size, "white")
        white.paste(rgba, mask=rgba.getchannel("A"))
        return white
    return image.convert("RGB")


def _encoded(image: "Image.Image", most: int) -> bytes:
    copy = image.copy()
    copy.thumbnail((most, most))
    copy.info.clear()
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=85)
    return out.getvalue()
