"""Growing delay after wrong tries, by the ticks of the machine: no clock set back or forward shortens it."""

from dataclasses import dataclass

FREE = 3
"""Wrong tries in a row that cost nothing but their own time."""
FIRST_MS = 5_000
LONGEST_MS = 15 * 60_000


@dataclass(frozen=True, slots=True)
class Ticks:
    """How long the machine runs since its start (milliseconds), and which start that was."""

    boot: str
    ms: int


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries in a row, and at which tick the waiting for the next one began."""

    failed: int
    boot: str
    ticks_ms: int


def delay_ms(failed: int) -> int:
    """How long to wait after so many wrong tries: nothing, then 5 s, 10 s, 20 s … 15 minutes."""
    if failed <= FREE:
        return 0
    return min(FIRST_MS << min(failed - FREE - 1, 20), LONGEST_MS)


def left_ms(tries: Tries, now: Ticks) -> int:
    """How long the next try has to wait still; after a restart of the machine the delay counts anew."""
    delay = delay_ms(tries.failed)
    if tries.boot != now.boot or now.ms < tries.ticks_ms:
        return delay
    return max(0, delay - (now.ms - tries.ticks_ms))


def failed_again(tries: Tries | None, now: Ticks) -> Tries:
    """One wrong try more."""
    return Tries(1 if tries is None else tries.failed + 1, now.boot, now.ms)


def counted_anew(tries: Tries, now: Ticks) -> Tries:
    """The same tries, waited for from now: what is kept when the machine was restarted meanwhile."""
    if tries.boot == now.boot and now.ms >= tries.ticks_ms:
        return tries
    return Tries(tries.failed, now.boot, now.ms)
