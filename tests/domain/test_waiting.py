"""Waiting after wrong tries: no restart and no clock makes it shorter."""

import pytest

from app.domain.waiting import LONGEST_MS, Ticks, Tries, counted_anew, delay_ms, failed_again, left_ms

BOOT, OTHER = "first start", "second start"


@pytest.mark.parametrize(
    ("failed", "delay"),
    [
        (0, 0),
        (3, 0),
        (4, 5_000),
        (5, 10_000),
        (6, 20_000),
        (11, 640_000),
        (12, LONGEST_MS),
        (10**9, LONGEST_MS),
    ],
)
def test_three_are_free_then_it_doubles(failed: int, delay: int) -> None:
    assert delay_ms(failed) == delay


def test_it_runs_off_while_the_machine_runs() -> None:
    tries = Tries(5, BOOT, 1_000)
    assert left_ms(tries, Ticks(BOOT, 1_000)) == 10_000
    assert left_ms(tries, Ticks(BOOT, 7_000)) == 4_000
    assert left_ms(tries, Ticks(BOOT, 999_000)) == 0


@pytest.mark.parametrize("now", [Ticks(OTHER, 999_999_999), Ticks(BOOT, 999)])
def test_a_restart_or_ticks_gone_back_count_the_whole_delay_anew(now: Ticks) -> None:
    tries = Tries(5, BOOT, 1_000)
    assert left_ms(tries, now) == 10_000
    anew = counted_anew(tries, now)
    assert anew == Tries(5, now.boot, now.ms)
    assert left_ms(anew, Ticks(now.boot, now.ms + 9_999)) == 1
    assert left_ms(anew, Ticks(now.boot, now.ms + 10_000)) == 0


def test_without_a_restart_nothing_begins_anew() -> None:
    tries = Tries(5, BOOT, 1_000)
    assert counted_anew(tries, Ticks(BOOT, 5_000)) is tries


def test_each_wrong_try_counts_from_its_own_tick() -> None:
    tries = failed_again(None, Ticks(BOOT, 10))
    assert tries == Tries(1, BOOT, 10)
    for at in (20, 30, 40):
        tries = failed_again(tries, Ticks(BOOT, at))
    assert tries == Tries(4, BOOT, 40)
    assert left_ms(tries, Ticks(BOOT, 40)) == 5_000
