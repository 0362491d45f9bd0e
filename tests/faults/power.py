"""A disk that remembers what was asked of it, and what it may hold after the power was cut.

What was synced is there. Of what was written to a file since, any part may be there: nothing, all of it,
some of the writes, half of a write. Of the names given, changed and taken away since the folder was synced,
the first few may be there (a journal keeps their order), or any of them (a stick keeps none).
"""

import os
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
WEIGHTS = {"write": 1, "answer": 24}
"""How often a cut behind such a call is tried, against four times behind a sync or a change of names."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call that changes the disk, or an answer that a person has seen (``what`` is "answer")."""

    what: str
    """write, truncate, sync (a file by its number); name, unname, rename, folder (by path); answer."""
    number: int = 0
    offset: int = 0
    data: bytes = b""
    name: str = ""


@dataclass(slots=True)
class Disk:
    """The files as they lay there at the start, and every call since."""

    start: dict[str, bytes] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    _numbers: int = 0

    def new_number(self) -> int:
        """A number for a file that came."""
        self._numbers = max(self._numbers, len(self.start)) + 1
        return self._numbers

    def numbers_at_start(self) -> dict[str, int]:
        """The numbers of the files that were there."""
        return {name: number for number, name in enumerate(self.start, 1)}

    def answered(self, what: str) -> None:
        """Something was acknowledged."""
        self.calls.append(Call("answer", name=what))

    def syncs(self) -> int:
        """How often a file was pushed to the disk."""
        return sum(call.what == "sync" for call in self.calls)


def _written(sure: bytes, calls: list[Call]) -> bytes:
    if not calls:
        return sure
    data = bytearray(sure)
    for call in calls:
        if call.what == "truncate":
            del data[call.offset :]
            data.extend(bytes(max(call.offset - len(data), 0)))
        else:
            end = call.offset + len(call.data)
            data.extend(bytes(max(end - len(data), 0)))
            data[call.offset : end] = call.data
    return bytes(data)


class _Held:
    """One file: what the disk surely holds, and the calls since the last sync."""

    def __init__(self, data: bytes) -> None:
        self.sure = data
        self.loose: list[Call] = []

    def settle(self) -> None:
        self.sure = _written(self.sure, self.loose)
        self.loose = []

    def survivors(self, chance: random.Random) -> list[Call]:
        """Which of the loose calls reached the disk: none, all, some, some torn."""
        if not self.loose:
            return []
        turn = chance.random()
        if turn < 0.25:
            return []
        if turn < 0.5:
            return self.loose
        kept = [call for call in self.loose if chance.random() < 0.6]
        if kept and turn > 0.75 and kept[-1].what == "write":
            last = kept[-1]
            cut = chance.randrange(0, len(last.data) + 1) // SECTOR * SECTOR
            kept[-1] = Call("write", last.number, last.offset, last.data[:cut])
        return kept


class _Platter:
    """Files by number, the names that surely lead to them, and the changes of names that are loose."""

    def __init__(self, disk: Disk) -> None:
        numbers = disk.numbers_at_start()
        self.files = {numbers[name]: _Held(data) for name, data in disk.start.items()}
        self.names = dict(numbers)
        self.loose: dict[str, list[Call]] = {}

    def take(self, call: Call) -> None:
        if call.what in ("write", "truncate"):
            self.files[call.number].loose.append(call)
        elif call.what == "sync":
            self.files[call.number].settle()
        elif call.what == "folder":
            _renamed(self.names, self.loose.pop(call.name, []))
        elif call.what != "answer":
            if call.what == "name":
                self.files[call.number] = _Held(b"")
            self.loose.setdefault(str(Path(call.name).parent), []).append(call)

    def found(self, chance: random.Random | None) -> dict[str, bytes]:
        """The files after a cut; without a chance, as the programs see them now."""
        names = dict(self.names)
        for calls in self.loose.values():
            if chance is None or (turn := chance.random()) < 0.25:
                kept = calls
            elif turn < 0.7:
                kept = calls[: chance.randrange(len(calls) + 1)]
            else:
                kept = [call for call in calls if chance.random() < 0.6]
            _renamed(names, kept)
        data: dict[int, bytes] = {}
        for number in sorted(set(names.values())):
            file = self.files[number]
            data[number] = _written(file.sure, file.loose if chance is None else file.survivors(chance))
        return {name: data[number] for name, number in names.items()}


def _renamed(names: dict[str, int], calls: list[Call]) -> None:
    for call in calls:
        if call.what == "unname":
            names.pop(call.name, None)
            continue
        if call.what == "rename":  # a link is a rename from nowhere
            names.pop(os.fsdecode(call.data), None)
        names[call.name] = call.number


def played(disk: Disk) -> dict[str, bytes]:
    """The files after everything, nothing lost."""
    platter = _Platter(disk)
    for call in disk.calls:
        platter.take(call)
    return platter.found(None)


@dataclass(frozen=True, slots=True)
class Image:
    """The files as they may be found after a cut, and what was answered by then."""

    files: Mapping[str, bytes]
    answered: tuple[str, ...]
    after: int
    """How many calls were made."""

    def put_in(self, root: Path, folder: Path) -> None:
        """Lay the files that lay under ``root`` into a folder, and nothing else."""
        for old in sorted(folder.rglob("*"), reverse=True):
            if old.is_file():
                old.unlink()
        for name, data in self.files.items():
            path = folder / Path(name).relative_to(root.resolve())
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def images(disk: Disk, seed: int, *, wanted: int) -> Iterator[Image]:
    """Different disks as they may be found after a cut behind any call, some ``wanted`` or fewer.

    A cut behind a sync, a change of names or an answer is tried more often than one behind a write.
    """
    platter, chance = _Platter(disk), random.Random(seed)
    weights = [WEIGHTS.get(call.what, 4) for call in disk.calls]
    share = wanted / sum(weights)
    answered: tuple[str, ...] = ()
    seen: set[int] = set()
    for after, (call, weight) in enumerate(zip(disk.calls, weights, strict=True), 1):
        platter.take(call)
        if call.what == "answer":
            answered = (*answered, call.name)
        for _turn in range(int(share * weight + chance.random())):
            files = platter.found(chance)
            mark = hash((answered, *sorted(files.items())))
            if mark not in seen:
                seen.add(mark)
                yield Image(files, answered, after)
