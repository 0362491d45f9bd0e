"""The report on a fault that a helper gets: types, places, versions, sizes and counts; nothing of anybody.

There is no message of an error in it, no name, amount, number or path: those of the log are left out where
they are written (``app.logs``), and here only figures of the machine and counts are added.
"""

import platform
import sys
from collections.abc import Iterator
from importlib import metadata

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from app import logs
from app.i18n import language
from app.queries.soundness import engine_version
from app.thai.dates import now
from ui import theme
from ui.ways_back import Looked


def report_of(error: BaseException | None, looked: Looked | None = None) -> str:
    """The report as text, in English: whoever mends programs reads it."""
    parts = [
        ["Samut: report on a fault. It holds no names, no amounts and nothing that was typed."],
        list(_program()),
        ["Fault:", *_indented(logs.error_lines(error) or ["none"])],
        list(_book(looked)),
        [f"Last lines of the log (at most {logs.RECENT}):", *_indented(logs.recent_lines() or ("none",))],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def samut_version() -> str:
    """The version of this program, as it was installed."""
    try:
        return metadata.version("samut")
    except metadata.PackageNotFoundError:
        return "unknown"


def _indented(lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _program() -> Iterator[str]:
    yield f"Made: {now():%Y-%m-%d %H:%M} (UTC+7)"
    yield f"Samut {samut_version()} · Python {platform.python_version()} · Qt {qVersion()}"
    yield f"PySide6 {pyside_version} · SQLite {engine_version()}"
    # Without the name of the machine, which platform.uname() would add.
    yield f"System: {platform.system()} {platform.release()} · {platform.machine()} · {sys.byteorder}"
    yield f"Language: {language()} · look: {theme.mode()} · type: {theme.scale()} %"
    screen = QGuiApplication.primaryScreen()
    if screen is not None:
        size = screen.size()
        yield f"Screen: {size.width()}×{size.height()} at {screen.devicePixelRatio():g}"


def _book(looked: Looked | None) -> Iterator[str]:
    if looked is None:
        yield "Book: not looked over"
        return
    found = looked.soundness
    if found.no_book:
        yield "Book: none open"
        return
    yield "Book: " + (", ".join(fault.value for fault in found.faults) or "whole")
    yield f"  documents: {found.documents} · acknowledged and looked for: {found.acknowledged}"
    figures = looked.figures
    if figures is None:
        return
    yield f"  schema {figures.schema_version} · {'encrypted' if figures.encrypted else 'plain'}"
    yield f"  medium: {figures.medium} · free: {figures.free_bytes // 2**20} MB"
    yield f"  file: {figures.file_bytes} bytes · not yet folded in: {figures.wal_bytes} bytes"
    for kind, count in figures.documents:
        yield f"  {kind}: {count}"
