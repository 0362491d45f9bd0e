"""A disk that fails at a chosen operation: under the engine itself and under Python.

SQLite asks the system for nearly everything through a table of calls that can be exchanged
(``sqlite3_vfs.xSetSystemCall``). Ours count, and fail at the chosen one as a bad sector, a full disk or a
pulled stick would: the engine that fails here is the one that is shipped, not a stand-in. Syncing is not in
that table; it is exchanged in the methods of each file as it is opened. What Python itself asks for (opening,
writing, syncing, renaming, removing) goes through the same count. What is not tried: reading through the
shared memory of the WAL's index (a page fault kills any program) and the locks of the system.
"""

import ctypes
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlcipher3 import _sqlite3 as library

HAS_CALLS = sys.platform == "linux"
"""Elsewhere the system's calls have other names; there these tests are skipped."""


class Trouble(StrEnum):
    """How the disk fails."""

    BAD_ONCE = "one operation fails"
    FULL_ONCE = "the disk is full for one write"
    FULL = "the disk is full from here on"
    GONE = "nothing works from here on"
    READ_ONLY = "nothing can be written from here on"

    @property
    def number(self) -> int:
        """What the system says."""
        if self is Trouble.READ_ONLY:
            return errno.EROFS
        return errno.ENOSPC if self in (Trouble.FULL, Trouble.FULL_ONCE) else errno.EIO

    @property
    def is_once(self) -> bool:
        """Whether the next operation works again."""
        return self in (Trouble.BAD_ONCE, Trouble.FULL_ONCE)


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``, of which only ``xSync`` is exchanged."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("calls", ctypes.c_void_p * 4),
        ("sync", ctypes.c_void_p),
        ("more", ctypes.c_void_p * 13),
    ]


class _File(ctypes.Structure):
    """The head of every open file of the engine."""

    _fields_ = [("methods", ctypes.POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs``, version 3."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("calls", ctypes.c_void_p * 12),
        ("set_call", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get_call", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    ]


_INT, _SIZE, _POINTER = ctypes.c_int, ctypes.c_size_t, ctypes.c_void_p
_OFFSET = ctypes.c_int64
_CALLS: dict[str, tuple[Any, ...]] = {
    "open": (_INT, ctypes.c_char_p, _INT, _INT),
    "read": (ctypes.c_ssize_t, _INT, _POINTER, _SIZE),
    "pread": (ctypes.c_ssize_t, _INT, _POINTER, _SIZE, _OFFSET),
    "pread64": (ctypes.c_ssize_t, _INT, _POINTER, _SIZE, _OFFSET),
    "write": (ctypes.c_ssize_t, _INT, _POINTER, _SIZE),
    "pwrite": (ctypes.c_ssize_t, _INT, _POINTER, _SIZE, _OFFSET),
    "pwrite64": (ctypes.c_ssize_t, _INT, _POINTER, _SIZE, _OFFSET),
    "ftruncate": (_INT, _INT, _OFFSET),
    "unlink": (_INT, ctypes.c_char_p),
}
"""The engine's calls that are exchanged: what each answers and takes."""
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, ctypes.POINTER(_File), _INT, _POINTER)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)
SQLITE_IOERR_FSYNC = 1034
TAKES_ROOM = frozenset({"write", "pwrite", "pwrite64", "ftruncate", "create", "Python write"})


WRITES = TAKES_ROOM | {"unlink", "Python replace", "Python unlink"}
SWEPT = (Trouble.BAD_ONCE, Trouble.FULL_ONCE, Trouble.FULL, Trouble.GONE)
"""What is tried everywhere."""


class FailingDisk:
    """Counts every operation and fails at the chosen one (from 1; 0 only counts).

    ``under`` limits the trouble to files of one folder (a stick), ``only`` to one kind of operation; a full
    disk fails only where room is taken.
    """

    def __init__(
        self, trouble: Trouble | None, at: int, *, under: Path | None = None, only: str = ""
    ) -> None:
        self.trouble = trouble
        self.at = at
        self.count = 0
        self.seen: list[str] = []
        self.failed = 0
        self.stop: Callable[[], None] | None = None
        """Done in place of failing, to end the program there."""
        self._only = only
        self._under = None if under is None else str(under.absolute()) + os.sep
        self._originals: dict[str, Any] = {}
        self._ours: list[Any] = []

    # ------------------------------------------------------------ the judgement

    def fails(self, call: str, name: str) -> bool:
        """Count an operation on a file; whether it is one that fails."""
        if self._under is not None and not name.startswith(self._under):
            return False
        if self.trouble in (Trouble.FULL, Trouble.FULL_ONCE) and call not in TAKES_ROOM:
            return False
        if self.trouble is Trouble.READ_ONLY and call not in WRITES:
            return False
        if self._only not in ("", call):
            return False
        self.count += 1
        self.seen.append(call)
        hit = self.trouble is not None and (
            self.count == self.at or (0 < self.at < self.count and not self.trouble.is_once)
        )
        if hit and self.stop is not None:
            self.stop()
        self.failed += hit
        return hit

    def name_of(self, handle: int) -> str:
        """The file behind a handle."""
        return str(Path(f"/proc/self/fd/{handle}").readlink())

    def check(self, call: str, name: object) -> None:
        """For Python's calls: raise what the system would say."""
        if self.fails(call, str(Path(os.fsdecode(name)).absolute())):  # type: ignore[arg-type]
            assert self.trouble is not None
            raise OSError(self.trouble.number, os.strerror(self.trouble.number), name)

    # ------------------------------------------------------------ the engine's calls

    def _exchange(self) -> None:
        vfs = _engine().vfs
        for call, shape in _CALLS.items():
            found = vfs.contents.get_call(vfs, call.encode())
            if not found:
                continue
            kind = ctypes.CFUNCTYPE(*shape, use_errno=True)
            ours = kind(self._wrapped(call, kind(found)))
            self._originals[call] = found
            self._ours.append(ours)
            vfs.contents.set_call(vfs, call.encode(), ctypes.cast(ours, ctypes.c_void_p))
        _engine().disk = self

    def _put_back(self) -> None:
        vfs = _engine().vfs
        _engine().disk = None
        for call, found in self._originals.items():
            vfs.contents.set_call(vfs, call.encode(), found)

    def _wrapped(self, call: str, real: Callable[..., int]) -> Callable[..., int]:
        def run(*arguments: Any) -> int:
            first = arguments[0]
            if call in ("open", "unlink"):
                name = str(Path(os.fsdecode(first)).absolute())
                kind = "create" if call == "open" and arguments[1] & os.O_CREAT else call
            else:
                name, kind = self.name_of(first), call
            if self.fails(kind, name):
                assert self.trouble is not None
                ctypes.set_errno(self.trouble.number)
                return -1
            return real(*arguments)

        return run

    # ------------------------------------------------------------ Python's calls

    def _patches(self) -> list[Any]:
        real_open, real_io, real_sync = os.open, io.open, os.fsync
        real_replace, real_unlink, real_write = os.replace, os.unlink, os.write

        def new_open(name: Any, flags: int, *more: Any, **named: Any) -> int:
            self.check("create" if flags & os.O_CREAT else "Python open", name)
            return real_open(name, flags, *more, **named)

        def new_io(name: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
            if isinstance(name, int):
                return real_io(name, mode, *more, **named)
            writes = any(sign in mode for sign in "wax+")
            self.check("create" if writes else "Python open", name)
            opened = real_io(name, mode, *more, **named)
            return _Written(self, opened, name) if writes else opened

        def new_sync(handle: int) -> None:
            self.check("Python fsync", self.name_of(handle))
            real_sync(handle)

        def new_replace(old: Any, new: Any, **named: Any) -> None:
            self.check("Python replace", new)
            real_replace(old, new, **named)

        def new_unlink(name: Any, **named: Any) -> None:
            self.check("Python unlink", name)
            real_unlink(name, **named)

        def new_write(handle: int, data: Any) -> int:
            self.check("Python write", self.name_of(handle))
            return real_write(handle, data)

        return [
            patch.object(os, "open", new_open),
            patch.object(io, "open", new_io),
            patch.object(os, "fsync", new_sync),
            patch.object(os, "replace", new_replace),
            patch.object(os, "unlink", new_unlink),
            patch.object(os, "write", new_write),
        ]


class _Engine:
    """The engine's table of calls, and how its files are synced while a failing disk lies under them."""

    def __init__(self) -> None:
        shared = ctypes.CDLL(library.__file__)
        shared.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        shared.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        self.vfs = shared.sqlite3_vfs_find(None)
        self.disk: FailingDisk | None = None
        self._names: dict[int, str] = {}
        self._methods: dict[int, Any] = {}
        self._real_open = _OPEN(self.vfs.contents.open)
        self._open = _OPEN(self._opened)
        self.vfs.contents.open = ctypes.cast(self._open, ctypes.c_void_p).value

    def _opened(self, vfs: int, name: int | None, file: Any, flags: int, out: int) -> int:
        answer = self._real_open(vfs, name, file, flags, out)  # the engine keeps this very pointer
        if answer == 0 and name is not None:
            self._names[ctypes.addressof(file.contents)] = os.fsdecode(ctypes.string_at(name))
            methods = file.contents.methods
            place = ctypes.addressof(methods.contents)
            if place not in self._methods:
                self._methods[place] = self._with_our_sync(methods.contents)
            file.contents.methods = ctypes.pointer(self._methods[place][0])
        return int(answer)

    def _with_our_sync(self, methods: _Methods) -> tuple[_Methods, Any]:
        real = _SYNC(methods.sync)

        def sync(file: int, flags: int) -> int:
            if self.disk is not None and self.disk.fails("fsync", self._names.get(file, "")):
                return SQLITE_IOERR_FSYNC
            return int(real(file, flags))

        ours = _SYNC(sync)
        copy = _Methods.from_buffer_copy(methods)
        copy.sync = ctypes.cast(ours, ctypes.c_void_p).value
        return copy, ours


@cache
def _engine() -> _Engine:
    return _Engine()


class _Written:
    """A file that is written through the failing disk; a write that fails has written its first half."""

    def __init__(self, disk: FailingDisk, real: Any, name: object) -> None:
        self._disk = disk
        self._real = real
        self._name = name

    def write(self, data: Any) -> int:
        """Write, or half of it and an error."""
        try:
            self._disk.check("Python write", self._name)
        except OSError:
            self._real.write(data[: len(data) // 2])
            raise
        return int(self._real.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __enter__(self) -> "_Written":
        self._real.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._real.__exit__(*error)


@contextmanager
def failing(
    trouble: Trouble | None, at: int, *, under: Path | None = None, only: str = ""
) -> Iterator[FailingDisk]:
    """Every operation on files in this ``with`` is counted, and fails where it is said to."""
    disk = FailingDisk(trouble, at, under=under, only=only)
    patches = disk._patches()
    disk._exchange()
    for each in patches:
        each.start()
    try:
        yield disk
    finally:
        for each in patches:
            each.stop()
        disk._put_back()


if HAS_CALLS:
    _engine()  # it has to stand under the files that are opened from now on
