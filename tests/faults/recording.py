"""Writes down everything that is asked of the disk: by SQLite, plain or encrypted, and by our own Python.

The engine that the program really uses gets another VFS (its tables of functions are reached with ctypes);
``open``, ``os.replace``, ``os.fsync`` and their like are replaced while it lasts. At the end what was written
down is played back and has to give the very files that lie there, so that nothing can slip past.
"""

import builtins
import ctypes
import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyrage
from sqlcipher3 import _sqlite3 as engine

from tests.faults.power import Call, Disk, played

POSSIBLE = sys.platform == "linux"
"""Elsewhere the engine's functions are not reached from outside."""
NOT_KEPT = ("-shm", ".lock")
"""Files whose contents mean nothing after the power has gone."""

_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_CLOSE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_WITH_FOLDER = 0x800 | 0x4000 | 0x80000
"""SQLITE_OPEN_MAIN_JOURNAL, _SUPER_JOURNAL, _WAL: the first sync of a new one takes in its folder."""


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, as far as it is needed; the rest is copied as it is."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("close", _CLOSE),
        ("read", ctypes.c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("rest", ctypes.c_void_p * 13),
    ]


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, as far as it is needed."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("following", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("rest", ctypes.c_void_p * 14),
    ]


class Recorder:
    """Knows which file of the system is which file of the ``Disk``."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self.root = root.resolve()
        self.disk = disk
        self._numbers: dict[tuple[int, int], int] = {}
        for path in self.root.rglob("*"):
            if path.is_file():
                disk.start[str(path)] = path.read_bytes()
        for name, number in disk.numbers_at_start().items():
            self._numbers[_identity(Path(name).stat())] = number

    def keeps(self, path: Any) -> bool:
        """Whether this file is one that is written down."""
        return isinstance(path, str | os.PathLike) and self.root in Path(path).absolute().parents

    def opened(self, path: Any, *, was_there: bool) -> int:
        """The number of a file that is there now."""
        name, which = _full(path), _identity(Path(path).stat())
        if not was_there or which not in self._numbers:
            self._numbers[which] = self.disk.new_number()
            self.add("name", self._numbers[which], name=name)
        return self._numbers[which]

    def number(self, handle: int) -> int | None:
        """The number of an open file; None for one that is not written down."""
        return self._numbers.get(_identity(os.fstat(handle)))

    def add(self, what: str, number: int = 0, offset: int = 0, data: bytes = b"", name: str = "") -> None:
        """Write one call down."""
        self.disk.calls.append(Call(what, number, offset, data, name))


def _full(path: Any) -> str:
    return str(Path(path).absolute())


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


# ---------------------------------------------------------------- SQLite


class _Shim:
    """The engine's VFS with every write passed on to the recorder, if there is one."""

    def __init__(self) -> None:
        library = ctypes.CDLL(engine.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._register = library.sqlite3_vfs_register
        self._register.argtypes = (ctypes.POINTER(_Vfs), ctypes.c_int)
        self._real = library.sqlite3_vfs_find(None)
        self._own = _Vfs()
        ctypes.pointer(self._own)[0] = self._real.contents
        self._own.name, self._own.following = b"recording", None
        self._own.open, self._own.delete = _OPEN(self._open), _DELETE(self._delete)
        self._methods: dict[int, tuple[_Methods, _Methods]] = {}
        self._files: dict[int, tuple[int, str]] = {}
        self.recorder: Recorder | None = None

    def use(self, recorder: Recorder | None) -> None:
        """Connections that are opened from now on are recorded; None ends it."""
        self.recorder = recorder
        if recorder is None:
            self._register(self._real, 1)
        else:
            self._register(ctypes.byref(self._own), 1)

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        was_there = bool(path) and Path(path).exists()
        done = int(self._real.contents.open(vfs, name, file, flags, out))
        if done or self.recorder is None or not path or not self.recorder.keeps(path):
            return done
        if path.endswith(NOT_KEPT):
            return done
        number = self.recorder.opened(path, was_there=was_there)
        folder = str(Path(path).absolute().parent) if flags & _WITH_FOLDER and not was_there else ""
        self._files[file] = (number, folder)
        pointer = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
        pointer[0] = ctypes.addressof(self._recording(int(pointer[0] or 0)))
        return done

    def _recording(self, address: int) -> _Methods:
        """The same functions, with those that change a file replaced by ours."""
        if address not in self._methods:
            real = ctypes.cast(address, ctypes.POINTER(_Methods)).contents
            own = _Methods()
            ctypes.pointer(own)[0] = real

            def close(file: int) -> int:
                self._files.pop(file, None)
                return int(real.close(file))

            def write(file: int, data: int, length: int, offset: int) -> int:
                self._add("write", file, offset, ctypes.string_at(data, length))
                return int(real.write(file, data, length, offset))

            def truncate(file: int, size: int) -> int:
                self._add("truncate", file, size)
                return int(real.truncate(file, size))

            def sync(file: int, flags: int) -> int:
                self._add("sync", file)
                number, folder = self._files[file]
                if folder and self.recorder is not None:
                    self.recorder.add("folder", name=folder)
                    self._files[file] = (number, "")
                return int(real.sync(file, flags))

            own.close, own.write = _CLOSE(close), _WRITE(write)
            own.truncate, own.sync = _TRUNCATE(truncate), _SYNC(sync)
            self._methods[address] = (own, real)
        return self._methods[address][0]

    def _add(self, what: str, file: int, offset: int = 0, data: bytes = b"") -> None:
        if self.recorder is not None:
            self.recorder.add(what, self._files[file][0], offset, data)

    def _delete(self, vfs: int, name: bytes, sync_folder: int) -> int:
        path = os.fsdecode(name)
        was_there = Path(path).exists()
        done = int(self._real.contents.delete(vfs, name, sync_folder))
        if self.recorder is not None and was_there and not done and self.recorder.keeps(path):
            self.recorder.add("unname", name=_full(path))
            if sync_folder:
                self.recorder.add("folder", name=str(Path(path).absolute().parent))
        return done


_shim: _Shim | None = None


# ---------------------------------------------------------------- Python


class _File(io.FileIO):
    """A file that is written with ``open``."""

    def __init__(self, recorder: Recorder, path: Any, mode: str) -> None:
        was_there = Path(path).exists()
        super().__init__(os.fspath(path), mode.replace("b", "").replace("t", ""))
        self._recorder = recorder
        self._number = recorder.opened(path, was_there=was_there)
        if "w" in mode and was_there:
            recorder.add("truncate", self._number)

    def write(self, data: Any) -> int:
        at = os.fstat(self.fileno()).st_size if "a" in self.mode else self.tell()
        written = super().write(data) or 0
        self._recorder.add("write", self._number, at, bytes(data)[:written])
        return written

    def truncate(self, size: int | None = None) -> int:
        done = super().truncate(size)
        self._recorder.add("truncate", self._number, done)
        return done


def _python(recorder: Recorder) -> dict[str, Any]:
    """What takes the place of functions of ``os`` and ``io``."""
    real_open, real_os_open, real_write = io.open, os.open, os.write
    real_fsync, real_replace, real_unlink, real_link = os.fsync, os.replace, os.unlink, os.link

    def opening(file: Any, mode: str = "r", buffering: int = -1, *text: Any, **more: Any) -> Any:
        if not recorder.keeps(file) or not set(mode) & set("wax+"):
            return real_open(file, mode, buffering, *text, **more)
        raw = _File(recorder, file, mode)
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *text, **more)

    def os_open(path: Any, flags: int, *more: Any, **other: Any) -> int:
        was_there = Path(path).exists()
        handle = real_os_open(path, flags, *more, **other)
        if recorder.keeps(path) and not was_there and not str(path).endswith(NOT_KEPT):
            recorder.opened(path, was_there=False)
        return handle

    def write(handle: int, data: bytes) -> int:
        number = recorder.number(handle)
        at = os.lseek(handle, 0, os.SEEK_CUR) if number is not None else 0
        written = real_write(handle, data)
        if number is not None:
            recorder.add("write", number, at, bytes(data)[:written])
        return written

    def fsync(handle: int) -> None:
        real_fsync(handle)
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            for folder in (recorder.root, *(each for each in recorder.root.rglob("*") if each.is_dir())):
                if _identity(folder.stat()) == _identity(found):
                    recorder.add("folder", name=str(folder))
        elif (number := recorder.number(handle)) is not None:
            recorder.add("sync", number)

    def replace(source: Any, target: Any, **more: Any) -> None:
        real_replace(source, target, **more)
        if recorder.keeps(target):
            number = recorder.opened(target, was_there=True)
            recorder.add("rename", number, name=_full(target), data=os.fsencode(_full(source)))

    def unlink(path: Any, **more: Any) -> None:
        real_unlink(path, **more)
        if recorder.keeps(path) and not str(path).endswith(NOT_KEPT):
            recorder.add("unname", name=_full(path))

    def link(source: Any, target: Any, **more: Any) -> None:
        real_link(source, target, **more)
        if recorder.keeps(target):
            recorder.add("rename", recorder.opened(target, was_there=True), name=_full(target))

    functions = {
        "open": os_open,
        "link": link,
        "write": write,
        "fsync": fsync,
        "replace": replace,
        "rename": replace,
    }
    return {"io.open": opening, **functions, "unlink": unlink, "remove": unlink, "fdatasync": fsync}


def _encrypt_file(source: str, target: str, recipients: Any) -> None:
    """What age's own library does behind Python's back: it writes, and syncs nothing."""
    Path(target).write_bytes(pyrage.encrypt(Path(source).read_bytes(), recipients))


def _decrypt_file(source: str, target: str, identities: Any) -> None:
    Path(target).write_bytes(pyrage.decrypt(Path(source).read_bytes(), identities))


@contextmanager
def recording(root: Path) -> Iterator[Disk]:
    """Everything that is written under a folder in this ``with`` is in the ``Disk`` that it yields.

    Every connection to a file there is opened and closed inside.
    """
    global _shim
    _shim = _shim or _Shim()
    disk = Disk()
    recorder = Recorder(root, disk)
    replaced = _python(recorder)
    opening = replaced.pop("io.open")
    _shim.use(recorder)
    try:
        in_io, built_in = patch.object(io, "open", opening), patch.object(builtins, "open", opening)
        sealed = patch.multiple(pyrage, encrypt_file=_encrypt_file, decrypt_file=_decrypt_file)
        with patch.multiple(os, **replaced), in_io, built_in, sealed:
            yield disk
    finally:
        _shim.use(None)
    there = {str(path): path.read_bytes() for path in recorder.root.rglob("*") if path.is_file()}
    for files in (there, found := played(disk)):
        for name in [name for name in files if name.endswith(NOT_KEPT)]:
            del files[name]
    assert found.keys() == there.keys(), "a file came or went without being written down"
    for name, data in there.items():
        assert found[name] == data, f"something was written to {name} without being written down"
