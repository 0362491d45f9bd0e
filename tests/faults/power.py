"""A disk under our own writes that remembers them, and what it may hold after the power was cut.

What was synced is there. Of what was written since, any part may be there: nothing, all of it, some of
the writes, half of a write. apsw's VFS sees every call; peewee and the services above do not notice.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from db import connection as book

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Call:
    """One call that changes a file, or an answer that a person has seen (``what`` is "answer")."""

    what: str
    file: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Disk:
    """Every call since the start, and the files as they lay there then."""

    start: dict[str, bytes] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)

    def answered(self, number: str) -> None:
        """A sale was acknowledged."""
        self.calls.append(Call("answer", number))

    def syncs(self) -> int:
        """How often something was pushed to the disk."""
        return sum(call.what == "sync" for call in self.calls)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: Any) -> None:
        super().__init__("", name, flags)
        full = name if isinstance(name, str) else name.filename()
        self._disk = disk
        self._name = Path(full).name

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.calls.append(Call("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._disk.calls.append(Call("truncate", self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.calls.append(Call("sync", self._name))
        super().xSync(flags)


class RecordingVfs(apsw.VFS):
    """The system's files, with every write written down."""

    def __init__(self, disk: Disk, name: str) -> None:
        self.name = name
        self._disk = disk
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: Any) -> Any:
        return _File(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._disk.calls.append(Call("delete", Path(filename).name))
        super().xDelete(filename, syncdir)


def connect_recording(path: Path, vfs: RecordingVfs) -> Any:
    """A connection with the pragmas of ours, on the recording disk."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs.name)
    connection.set_busy_timeout(5000)
    for name, value in book.PRAGMAS.items():
        list(connection.execute(f"PRAGMA {name} = {value}"))
    return connection


class _Held:
    """One file: what the disk surely holds, and the calls since the last sync."""

    def __init__(self, data: bytes) -> None:
        self.sure = data
        self.loose: list[Call] = []

    def apply(self, calls: list[Call]) -> bytes:
        data = bytearray(self.sure)
        for call in calls:
            if call.what == "truncate":
                del data[call.offset :]
                data.extend(bytes(max(call.offset - len(data), 0)))
            else:
                end = call.offset + len(call.data)
                data.extend(bytes(max(end - len(data), 0)))
                data[call.offset : end] = call.data
        return bytes(data)

    def settle(self) -> None:
        self.sure = self.apply(self.loose)
        self.loose = []

    def survivors(self, chance: random.Random) -> list[Call]:
        """Which of the loose calls reached the disk: none, all, some, some torn."""
        turn = chance.random()
        if turn < 0.25:
            return []
        if turn < 0.5:
            return self.loose
        kept = [call for call in self.loose if chance.random() < 0.6]
        if kept and turn > 0.75 and kept[-1].what == "write":
            last = kept[-1]
            cut = chance.randrange(0, len(last.data) + 1) // SECTOR * SECTOR
            kept[-1] = Call("write", last.file, last.offset, last.data[:cut])
        return kept


def images(disk: Disk, chance: random.Random, *, each: int = 1) -> Iterator[tuple[dict[str, bytes], int]]:
    """The files as they may be found after a cut at every call, with how many sales were answered by then."""
    held = {name: _Held(data) for name, data in disk.start.items()}
    answered = 0
    for call in disk.calls:
        if call.what == "answer":
            answered += 1
        elif call.what == "delete":
            held.pop(call.file, None)
        elif call.what == "sync":
            if call.file in held:
                held[call.file].settle()
        else:
            held.setdefault(call.file, _Held(b"")).loose.append(call)
        for _turn in range(each):
            yield (
                {name: file.apply(file.survivors(chance)) for name, file in held.items()},
                answered,
            )
