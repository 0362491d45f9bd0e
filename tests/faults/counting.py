"""Counts what the fault tests tried and what came of it, for one table over all of them.

A test says ``tried("disk full while selling", refused=1)`` for each run, also from a process that is about
to be killed. ``python3 run.py test --faults`` runs the long forms and prints the table; without it nothing
is kept.
"""

import json
import os
import sys
from collections import defaultdict
from pathlib import Path

LENGTH = "SAMUT_FAULTS"
"""Environment variable: "full" runs the long forms."""
FILE = "SAMUT_FAULT_COUNTS"
"""Environment variable: the file to which every process adds its counts."""
COLUMNS = ("tried", "refused truthfully", "lost", "corrupt")


def is_full() -> bool:
    """Whether the long forms run."""
    return os.environ.get(LENGTH) == "full"


def many(short: int, full: int) -> int:
    """How often to try: ``short`` in the everyday suite, ``full`` behind ``--faults``."""
    return full if is_full() else short


def every(short: int) -> int:
    """The step through a list of places: each of them behind ``--faults``, each ``short``-th every day."""
    return 1 if is_full() else short


def tried(fault: str, times: int = 1, *, refused: int = 0, lost: int = 0, corrupt: int = 0) -> None:
    """Count runs of a fault (or inputs of a kind): how many, and how many of them ended how.

    ``refused``: the program said that it did not do it, and rightly. ``lost``: something acknowledged is
    missing, or a false answer was given. ``corrupt``: the book does not open, or ``check`` finds something.
    A test counts before it asserts, so that what it found stands in the table.
    """
    place = os.environ.get(FILE)
    if not place:
        return
    line = json.dumps([fault, times, refused, lost, corrupt], ensure_ascii=False) + "\n"
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        os.write(handle, line.encode())  # one write: lines of several processes do not mix
    finally:
        os.close(handle)


def added_up(place: Path) -> dict[str, list[int]]:
    """The counts in a file by fault, in the order of their names."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    for line in place.read_text(encoding="utf-8").splitlines():
        fault, *counts = json.loads(line)
        sums[fault] = [before + more for before, more in zip(sums[fault], counts, strict=True)]
    return dict(sorted(sums.items()))


def table(sums: dict[str, list[int]]) -> str:
    """The counts as a table that reads the same on a screen and in a README."""
    total = [sum(column) for column in zip(*sums.values(), strict=True)] or [0] * len(COLUMNS)
    rows = [
        ("fault", *COLUMNS),
        *((name, *(f"{count:,}" for count in counts)) for name, counts in sums.items()),
        ("all", *(f"{count:,}" for count in total)),
    ]
    wide = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    written = [
        "| "
        + " | ".join(
            [
                row[0].ljust(wide[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], wide[1:], strict=True)),
            ]
        )
        + " |"
        for row in rows
    ]
    ruler = "|" + "|".join(["-" * (wide[0] + 2), *("-" * (width + 1) + ":" for width in wide[1:])]) + "|"
    return "\n".join([written[0], ruler, *written[1:]])


def main() -> int:
    """Print the table of a file of counts; 1 when something was lost or broken."""
    place = Path(sys.argv[1])
    sums = added_up(place) if place.exists() else {}
    print(table(sums))
    return int(any(counts[2] or counts[3] for counts in sums.values()))


if __name__ == "__main__":
    sys.exit(main())
