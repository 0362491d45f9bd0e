"""Pictures from outside: refused by their header, made small, freed of notes, in little memory."""

import io
from pathlib import Path
from unittest.mock import patch

import pytest
from PIL import Image, ImageFile
from PySide6.QtGui import QImage

from app.services import pictures
from tests.faults.counting import tried
from tests.hostile import bad_pictures
from tests.hostile.test_bad_books import MOST_KB, answers, folder, judge, put
from ui.widgets.photos import decode

__all__ = ["folder"]


@pytest.mark.slow
def test_every_picture_is_taken_or_refused_in_little_memory(folder: Path) -> None:
    files = [*bad_pictures.too_large(), *bad_pictures.broken(), *bad_pictures.right()]
    assert put(folder, files) == len(files)
    found = answers("picture", folder)
    judge("picture", found)
    for name, _data in bad_pictures.too_large():
        assert found[f"{name}.file"]["answer"] in ("PictureTooLargeError", "NotAPictureError"), name
    for name, _data in bad_pictures.right():
        assert "taken" in str(found[f"{name}.file"]["answer"]), name
    for name in ("png of 13000", "jpeg of 65000", "gif of 65535", "png of colours of 9000"):
        assert found[f"{name}.file"]["answer"] == "PictureTooLargeError", name
    for name in ("tiff", "ico", "ppm", "tga", "pdf", "svg", "eps", "text", "nothing"):
        assert found[f"{name}.file"]["answer"] == "NotAPictureError", name
    assert max(int(str(each["kb"])) for each in found.values()) < MOST_KB


def test_large_pictures_are_refused_before_a_point_is_decoded() -> None:
    with patch.object(ImageFile.ImageFile, "load", side_effect=AssertionError("decoded")):
        for name, data in bad_pictures.too_large():
            with pytest.raises((pictures.PictureTooLargeError, pictures.NotAPictureError)):
                pictures.prepare(data)
            tried("input: picture by its header", refused=1)
            assert name


def test_what_is_kept_is_small_and_says_nothing_of_who_took_it() -> None:
    for name, data in bad_pictures.right():
        if "as large" in name or "deep" in name:
            continue
        made = pictures.prepare(data)
        for kept, most in ((made.data, pictures.LARGE), (made.thumbnail, pictures.SMALL)):
            with Image.open(io.BytesIO(kept)) as image:
                assert image.format == "JPEG"
                assert max(image.size) <= most
                assert not image.getexif()
                assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}, name
            assert b"SECRET" not in kept
            assert b"Exif" not in kept
            assert b"PK\x03\x04" not in kept
    tried("input: picture", len(list(bad_pictures.right())))


@pytest.mark.qt_log_ignore("JPEG|Unsupported marker|libpng|PNG|png", extend=True)
def test_the_screen_shows_pictures_of_a_strange_book_or_none(qapp: object) -> None:
    """What stands in the book need not have come through ``prepare``."""
    long = bad_pictures.encoded(Image.new("L", (65_000, 1)), "JPEG")
    for name, data in [*bad_pictures.too_large(), *bad_pictures.broken(), ("long", long)]:
        shown = decode(data, 64)
        assert isinstance(shown, QImage)
        assert shown.sizeInBytes() < 50_000_000, name
    tried("input: picture on the screen", len([*bad_pictures.too_large(), *bad_pictures.broken()]))
