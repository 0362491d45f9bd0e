"""How long this machine runs: what waiting is measured by, because clocks can be set."""

import sys
import time
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def now() -> tuple[str, int]:
    """Which start of the machine this is, and the milliseconds since.

    Where the system does not name its start, ticks that went back tell of a new one.
    """
    try:
        boot = _BOOT_ID.read_text(encoding="ascii").strip()[:64]
    except (OSError, ValueError):
        boot = sys.platform
    return boot, time.monotonic_ns() // 1_000_000
