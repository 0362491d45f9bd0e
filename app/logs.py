"""The log: little files that can be shown to anybody, for nothing that a person typed can get into them.

What is written of a record: the sentence as it stands in the code, and of its arguments only what the
program itself made: truths, members of enums, types, errors by their type, and what was wrapped in
``plain``. A sentence that was put together first (an f-string, a name added to it) is left out whole.
Of an exception: its types and the places in the code; no message, no value, no line of source.
"""

import logging
import logging.handlers
import os
import re
import sys
import threading
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from io import TextIOWrapper
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any, TextIO

import platformdirs

MOST_BYTES = 256_000
KEPT_FILES = 3
RECENT = 50
"""Lines that are kept in memory for a report."""
MOST_PLACES = 40
"""Places of one exception that are written: the innermost ones."""
MOST_ERRORS = 12
HIDDEN = "…"
LEFT_OUT = "(words left out)"
PLAIN_WORD = re.compile(r"[A-Za-z0-9_.:+-]{1,40}")
CODE_NAME = re.compile(r"[A-Za-z0-9_.<>]{1,120}")
CONSTANT = re.compile(r"[A-Z][A-Z0-9_]{1,60}")
CONVERSION = re.compile(r"%(?:\(\w+\))?[-#0 +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?([a-zA-Z%])")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Plain:
    """A word or number that the program made itself and that says nothing of anybody."""

    text: str


def plain(value: int | str) -> Plain:
    """Mark an argument as safe to write; a word that does not look like one of the program's stays hidden."""
    text = str(value)
    return Plain(text if PLAIN_WORD.fullmatch(text) else HIDDEN)


# ---------------------------------------------------------------- places and errors


def place_of(file: str, line: int, name: str) -> str:
    """A place in code as ``file:line:function``, without the folders that a computer's owner named."""
    return f"{short_file(file)}:{line}:{name if CODE_NAME.fullmatch(name) else HIDDEN}"


def short_file(file: str) -> str:
    """A source file by its path in this project, a package or Python; else only that there is one."""
    if file.startswith("<"):
        return file if file in ("<string>", "<stdin>", "<frozen importlib._bootstrap>") else "<made>"
    path = Path(file)
    with suppress(ValueError):
        inside = path.relative_to(ROOT)
        if not any(part.startswith(".") for part in inside.parts):
            return inside.as_posix()
    parts = path.parts
    for mark in ("site-packages", "dist-packages"):
        if mark in parts:
            return "/".join(("packages", *parts[len(parts) - parts[::-1].index(mark) :]))
    for base in {sys.base_prefix, sys.prefix}:
        with suppress(ValueError):
            return "python/" + path.relative_to(base).as_posix()
    return "elsewhere"


def places(trace: TracebackType | None) -> Iterator[str]:
    """The places of a traceback, the innermost last."""
    found: deque[str] = deque(maxlen=MOST_PLACES)
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(place_of(code.co_filename, trace.tb_lineno, code.co_qualname))
        trace = trace.tb_next
    yield from found


def type_name(kind: type) -> str:
    """A class by its module and name, as the code has them."""
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return name if CODE_NAME.fullmatch(name) else HIDDEN


def error_lines(error: BaseException | None) -> list[str]:
    """An exception with its causes and parts: types, the system's own codes, places. Nothing that it says."""
    lines: list[str] = []
    seen: set[int] = set()
    waiting: list[tuple[str, BaseException | None]] = [("", error)]
    while waiting and len(seen) < MOST_ERRORS:
        why, each = waiting.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        lines.append(f"{why}{type_name(type(each))}{_code_of(each)}")
        lines.extend(f"  {place}" for place in places(each.__traceback__))
        if each.__cause__ is not None:
            waiting.append(("because of ", each.__cause__))
        elif not each.__suppress_context__:
            waiting.append(("while handling ", each.__context__))
        if isinstance(each, BaseExceptionGroup):
            waiting.extend(("part ", part) for part in each.exceptions)
    return lines


def _code_of(error: BaseException) -> str:
    """The number or name that the system or the storage engine gives an error of its own."""
    if isinstance(error, OSError) and isinstance(error.errno, int):
        return f" [errno {error.errno}]"
    name = getattr(error, "sqlite_errorname", None)
    return f" [{name}]" if isinstance(name, str) and CONSTANT.fullmatch(name) else ""


# ---------------------------------------------------------------- records


def sentence_of(record: logging.LogRecord) -> str:
    """The record's sentence with its harmless arguments; ``LEFT_OUT`` where it is no constant of the code."""
    sentence = record.msg
    if not isinstance(sentence, str) or not _stands_in_code(sentence, record):
        return LEFT_OUT
    given: Any = record.args or ()
    values = iter(given.values() if isinstance(given, dict) else given)

    def write(found: re.Match[str]) -> str:
        if found.group(1) == "%":
            return "%"
        return _shown(next(values, None))

    return CONVERSION.sub(write, sentence) if record.args else sentence


def _shown(value: object) -> str:
    if isinstance(value, Plain):
        return value.text
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, Enum):
        return f"{type_name(type(value))}.{value.name}"
    if isinstance(value, type):
        return type_name(value)
    if isinstance(value, BaseException):
        return type_name(type(value)) + _code_of(value)
    return HIDDEN


def _stands_in_code(sentence: str, record: logging.LogRecord) -> bool:
    """Whether the sentence is written out in the function that logs it: then nobody's data is in it."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - the caller's code is what is asked for
    while frame is not None:
        code = frame.f_code
        if code.co_filename == record.pathname and code.co_name == record.funcName:
            return _has_constant(code, sentence)
        frame = frame.f_back
    return False


def _has_constant(code: CodeType, sentence: str) -> bool:
    return any(type(each) is str and each == sentence for each in code.co_consts)


class PrivateFormatter(logging.Formatter):
    """Writes records without anybody's data; see the module."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the lines of its exception."""
        # Other handlers keep what a formatter left on the record: nothing is left there.
        time = self.formatTime(record, "%Y-%m-%d %H:%M:%S")
        name = record.name if CODE_NAME.fullmatch(record.name) else HIDDEN
        level = record.levelname if CONSTANT.fullmatch(record.levelname) else HIDDEN
        at = place_of(record.pathname, record.lineno, record.funcName or "")
        lines = [f"{time} {level} {name} {sentence_of(record)} ({at})"]
        if isinstance(record.exc_info, tuple):
            lines.extend(f"  {line}" for line in error_lines(record.exc_info[1]))
        return "\n".join(lines)


# ---------------------------------------------------------------- where it goes


class PrivateFile(logging.handlers.RotatingFileHandler):
    """A few small files that only their owner may read; trouble with them is nobody's trouble."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MOST_BYTES, backupCount=KEPT_FILES - 1, encoding="utf-8", delay=True)
        self.setFormatter(PrivateFormatter())

    def _open(self) -> TextIOWrapper:
        return open_private(Path(self.baseFilename), self.mode)

    def rotate(self, source: str, dest: str) -> None:
        """Move a full file on; where another program holds it, begin it anew, for it must stay small."""
        try:
            super().rotate(source, dest)
        except OSError:
            with suppress(OSError):
                os.truncate(source, 0)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """A full disk must not make the log speak on the terminal."""


def open_private(path: Path, mode: str) -> TextIOWrapper:
    """Open a text file that only its owner may read, where the system can; raises OSError."""

    def opener(name: str, flags: int) -> int:
        handle = os.open(name, flags, 0o600)
        if os.name != "nt":
            os.fchmod(handle, 0o600)  # it may be there from before, open to all
        return handle

    file = open(path, mode, encoding="utf-8", errors="backslashreplace", opener=opener)  # noqa: SIM115
    assert isinstance(file, TextIOWrapper)
    return file


class _Recent(logging.Handler):
    """The last lines, in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=RECENT)
        self.setFormatter(PrivateFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(Exception):
            self.lines.extend(self.format(record).splitlines())

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """See ``PrivateFile``."""


_recent = _Recent()
_installed: list[logging.Handler] = []


def log_folder() -> Path:
    """Where the log lies; beside the settings where those were put elsewhere (SAMUT_SETTINGS)."""
    other = os.environ.get("SAMUT_SETTINGS")
    return Path(other) / "log" if other else Path(platformdirs.user_log_dir("samut", appauthor=False))


def set_up(name: str, folder: Path | None = None) -> Path | None:
    """Write the log into ``name``.log from now on; None where the folder cannot be written.

    Doing it again moves the log to the new place.
    """
    tear_down()
    folder = folder or log_folder()
    handlers: list[logging.Handler] = [_recent]
    path: Path | None = folder / f"{name}.log"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handlers.append(PrivateFile(folder / f"{name}.log"))
    except OSError:
        path = None  # a home that cannot be written: the program works without a log
    logging.raiseExceptions = False  # else logging's own trouble is printed with the record's data
    root = logging.getLogger()
    for handler in handlers:
        root.addHandler(handler)
        _installed.append(handler)
    return path


def tear_down() -> None:
    """Write no more log."""
    root = logging.getLogger()
    for handler in _installed:
        root.removeHandler(handler)
        if handler is not _recent:
            handler.close()
    _installed.clear()


def recent_lines() -> tuple[str, ...]:
    """The last lines of this run."""
    return tuple(_recent.lines)


def forget_recent() -> None:
    """Drop the lines in memory."""
    _recent.lines.clear()


# ---------------------------------------------------------------- nothing speaks past the log

log = logging.getLogger(__name__)


def take_over() -> None:
    """Let every uncaught error of this process go to the log and none of its words to the terminal.

    For a process of ours only, never for one that tests run in.
    """
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_thread
    sys.unraisablehook = _on_unraisable
    warnings.showwarning = _on_warning
    logging.lastResort = None
    no_core_dumps()


def no_core_dumps() -> None:
    """Ask the system to write no image of our memory, keys and all, to the disk when we crash."""
    if os.name == "nt":
        return
    import resource

    with suppress(ValueError, OSError):
        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        # One byte: too small for any image, and Linux takes it as a sign to hand none to a collector either.
        soft = 1 if hard == resource.RLIM_INFINITY or hard >= 1 else 0
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


def _on_uncaught(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:  # pragma: no cover - runs in processes of its own
    if isinstance(error, KeyboardInterrupt):
        return
    log.critical("uncaught", exc_info=error)
    with suppress(Exception):
        sys.stderr.write(f"Samut: {type_name(type(error))}\n")


def _on_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        log.error("uncaught in a thread", exc_info=args.exc_value)


def _on_unraisable(args: Any) -> None:
    log.error("ignored while cleaning up", exc_info=args.exc_value)


def _on_warning(
    message: Warning | str,  # noqa: ARG001 - Python's own signature, here and below
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    log.warning("a warning: %s at %s", category, Plain(place_of(filename, lineno, "")))
