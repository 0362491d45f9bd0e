"""A receipt as bytes for a slip printer: the dots of the slip, nothing that text could turn into a command.

The printer gets only the raster of the picture, in bands that fit small buffers, then the cut and the pulse
for the drawer if asked. python-escpos is imported on first use (half a second).
"""

import logging
import os
import shutil
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from reports.model import Receipt

if TYPE_CHECKING:
    from PIL.Image import Image

BAND_ROWS: Final = 128
"""Rows of dots that go to the printer at once: 9 kB at 80 mm."""
DRAWER_PIN: Final = 2
_LOCK = threading.Lock()


def receipt_escpos(
    receipt: Receipt, width_dots: int = 576, *, cut: bool = True, drawer: bool = False
) -> bytes:
    """The receipt for a head of 384 or 576 dots; raises ValueError for another width."""
    from reports.render.picture import receipt_dots

    return picture_escpos(receipt_dots(receipt, width_dots), cut=cut, drawer=drawer)


def picture_escpos(picture: "Image", *, cut: bool = True, drawer: bool = False) -> bytes:
    """Any black and white picture for a slip printer; its width has to be a whole number of bytes.

    Raises ValueError for a width that is not.
    """
    if picture.width % 8:
        raise ValueError(f"a width of {picture.width} dots does not fill its bytes")
    from PIL import Image as Pictures

    printer = _printer(picture.width)
    printer.hw("INIT")
    if drawer:
        printer.cashdraw(DRAWER_PIN)
    printer.image(
        picture.convert("1", dither=Pictures.Dither.NONE), impl="bitImageRaster", fragment_height=BAND_ROWS
    )
    if cut:
        printer.cut()
    else:
        printer.print_and_feed(4)
    return bytes(printer.output)


def drawer_escpos() -> bytes:
    """The pulse that opens the drawer, without printing."""
    printer = _printer(384)
    printer.cashdraw(DRAWER_PIN)
    return bytes(printer.output)


def _printer(width_dots: int) -> Any:
    """A printer of python-escpos that keeps its bytes, and knows the width of its head."""
    printer = library().Dummy()
    data = dict(printer.profile.profile_data)
    data["media"] = {**data.get("media", {}), "width": {"pixels": width_dots, "mm": width_dots // 8}}
    # A width of its own: with an unknown one the library writes a remark to standard output at each picture.
    printer.profile.profile_data = data
    return printer


@lru_cache(maxsize=1)
def library() -> Any:
    """python-escpos, imported without what its import leaves behind.

    WORKAROUND: importing escpos.capabilities sets up the root logger and leaves a temporary folder:
    https://github.com/python-escpos/python-escpos/blob/v3.1/src/escpos/capabilities.py
    """
    with _LOCK:
        root = logging.getLogger()
        handlers = list(root.handlers)
        import escpos.capabilities
        import escpos.printer

        for handler in root.handlers[:]:
            if handler not in handlers:
                root.removeHandler(handler)
        if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
            shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
        return escpos.printer
