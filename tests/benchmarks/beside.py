"""Every figure beside its floor in the same run: how benchmarks are measured and the table they end in.

In the suite a benchmark runs once, small, and only its result is looked at. Measured it is by hand:
``SAMUT_BENCH=full python -m pytest tests/benchmarks --benchmark-enable -n 0`` prints a table of ratios.
Floor and ours take turns, so that a busy moment of the machine meets both, and processor time is counted,
not the clock: other work on the machine must not make a ratio.
"""

import gc
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[2]
FULL = os.environ.get("SAMUT_BENCH") == "full"
_T = TypeVar("_T")
_U = TypeVar("_U")


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table; processor seconds, medians."""

    name: str
    floor: float | None
    ours: float
    limit: float | None
    note: str = ""
    paired: float | None = None
    """The median of the ratios of each turn, where floor and ours took turns."""

    @property
    def ratio(self) -> float | None:
        """How many times as long as the floor; None where there is none."""
        if self.floor is None:
            return None
        return self.ours / self.floor if self.paired is None else self.paired

    @property
    def kept(self) -> str:
        """Whether what is demanded is kept; nothing is demanded of small sizes."""
        if not FULL:
            return ""
        value = self.ours if self.ratio is None else self.ratio
        return "" if self.limit is None else "yes" if value <= self.limit else "NO"


_TABLE: list[Measured] = []


def size(small: int, full: int) -> int:
    """How large a benchmark is: small in the suite, full when it is measured on purpose."""
    return full if FULL else small


class Bench:
    """Measures one benchmark, or only runs it once where measuring is off."""

    def __init__(self, benchmark: Any) -> None:
        self._benchmark = benchmark

    @property
    def measuring(self) -> bool:
        """Whether times are taken at all."""
        return not self._benchmark.disabled

    def beside(
        self,
        name: str,
        *,
        floor: Callable[[], _T],
        ours: Callable[[], _U],
        limit: float | None,
        rounds: int = 7,
        note: str = "",
    ) -> tuple[_T, _U]:
        """Run floor and ours by turns; returns their results. ``limit`` is the ratio that is demanded."""
        results = floor(), ours()
        if self.measuring:
            times: tuple[list[float], list[float]] = ([], [])
            for _round in range(rounds):
                times[0].append(_timed(floor))
                times[1].append(_timed(ours))
            medians = (statistics.median(times[0]), statistics.median(times[1]))
            ratio = statistics.median(mine / bare for bare, mine in zip(*times, strict=True))
            self._tell(Measured(name, *medians, limit, note, ratio))
        self._benchmark.pedantic(ours, rounds=1)
        return results

    def alone(
        self, name: str, ours: Callable[[], _T], *, limit: float | None, rounds: int = 7, note: str = ""
    ) -> _T:
        """Run what has no floor; ``limit`` is in seconds."""
        result = ours()
        if self.measuring:
            times = [_timed(ours) for _round in range(rounds)]
            self._tell(Measured(name, None, statistics.median(times), limit, note))
        self._benchmark.pedantic(ours, rounds=1)
        return result

    def given(
        self, name: str, floor: list[float], ours: list[float], *, limit: float | None, note: str = ""
    ) -> None:
        """Keep what was measured elsewhere, in other processes."""
        if self.measuring:
            self._tell(Measured(name, statistics.median(floor), statistics.median(ours), limit, note))
        self._benchmark.pedantic(lambda: None, rounds=1)

    def known(self, name: str, ours: float, *, limit: float | None, note: str = "") -> None:
        """Keep seconds that the benchmark has taken itself (a percentile, not a median)."""
        if self.measuring:
            self._tell(Measured(name, None, ours, limit, note))
        self._benchmark.pedantic(lambda: None, rounds=1)

    def several(self, found: Sequence[Measured]) -> None:
        """Keep several lines of one run."""
        if self.measuring:
            for each in found:
                self._tell(each)
        self._benchmark.pedantic(lambda: None, rounds=1)

    def _tell(self, measured: Measured) -> None:
        _TABLE.append(measured)
        self._benchmark.extra_info.update(
            floor=measured.floor, ours=measured.ours, ratio=measured.ratio, limit=measured.limit
        )


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_megabytes(code: str) -> float | None:
    """How much the code after ``BASE`` adds to the highest memory of a new process.

    None where the system does not tell; ``getrusage`` will not do, a child starts at its parent's mark.
    """
    if not Path("/proc/self/status").exists():
        return None
    before, _line, work = code.partition("BASE\n")
    script = (
        "from pathlib import Path\n"
        "def high():\n"
        "    lines = Path('/proc/self/status').read_text().splitlines()\n"
        "    return next(int(line.split()[1]) for line in lines if line.startswith('VmHWM'))\n"
        f"{before}\nstart = high()\n{work}\nprint(high() - start)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=600
    )
    return int(result.stdout.split()[-1]) / 1024


def _shown(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def table(session: Any) -> Iterator[str]:
    """What was measured, as the README keeps it: floor and ours in one test, or as tests of one group."""
    rows = [*_TABLE, *_grouped(session)]
    if not rows:
        return
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    when = f"{time.strftime('%Y-%m-%d')}, medians of processor time, {'full size' if FULL else 'SMALL size'}"
    yield f"{machine}, Python {platform.python_version()}, {when}"
    yield ""
    yield "| what | floor | ours | ratio | demanded | kept | |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for row in rows:
        cells = (row.name, _shown(row.floor), _shown(row.ours), _ratio(row), _limit(row), row.kept, row.note)
        yield f"| {' | '.join(cells)} |"


def _ratio(row: Measured) -> str:
    return "" if row.ratio is None else f"{row.ratio:.2f}"


def _limit(row: Measured) -> str:
    if row.limit is None:
        return ""
    return f"≤ {_shown(row.limit)}" if row.floor is None else f"≤ {row.limit:g} ×"


def _grouped(session: Any) -> Iterator[Measured]:
    """Tests of one group at one size, where one is called ``test_floor…`` and the others are ours.

    ``benchmark.extra_info["limit"]`` of ours is the ratio that is demanded.
    """
    measured = [entry for entry in getattr(session, "benchmarks", ()) if entry.group and not entry.has_error]
    floors = {(entry.group, entry.param): entry for entry in measured if entry.name.startswith("test_floor")}
    for entry in measured:
        if entry.name.startswith("test_floor"):
            continue
        floor = floors.get((entry.group, entry.param))
        name = entry.name.removeprefix("test_").replace("_", " ")
        limit = entry.extra_info.get("limit") if floor is not None else None
        ours = entry.stats.median
        yield Measured(name, None if floor is None else floor.stats.median, ours, limit, entry.group)
