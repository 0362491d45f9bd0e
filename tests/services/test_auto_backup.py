"""Automatic backups: thinned out by day and month, the user's own copies left alone."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.session import Session, issue
from app.services.auto_backup import automatic_backups, back_up_automatically, kept
from app.services.backup import back_up
from app.services.book_errors import FolderMissingError
from db import files
from tests.builders import product


def at(*moment: int) -> dt.datetime:
    return dt.datetime(*moment)  # type: ignore[arg-type]


def test_three_of_today_fourteen_days_twelve_months() -> None:
    times = [at(2026, 10, 31, hour) for hour in range(8, 18)]
    times += [at(2026, 10, day, hour) for day in range(1, 31) for hour in (9, 17)]
    times += [at(2024 + month // 12, month % 12 + 1, 15) for month in range(33)]
    stay = kept(times)
    assert {time for time in stay if time.date() == dt.date(2026, 10, 31)} == {
        at(2026, 10, 31, 17),
        at(2026, 10, 31, 16),
        at(2026, 10, 31, 15),
    }
    days = {time.date() for time in stay if time.month == 10 and time.year == 2026}
    assert days == {dt.date(2026, 10, day) for day in range(18, 32)}
    assert {(time.year, time.month) for time in stay} == {(2025, 11), (2025, 12)} | {
        (2026, month) for month in range(1, 11)
    }
    assert all(time.hour == 17 for time in stay if time.date() == dt.date(2026, 10, 20))
    assert kept([]) == set()
    assert kept(times[:1]) == set(times[:1])


def test_old_ones_go_and_the_users_own_stay(session: Session, tmp_path: Path) -> None:
    now = [1_790_000_000_000]
    clocked = issue(replace(session, clock=lambda: now[0]))
    folder = tmp_path / "auto"
    folder.mkdir()
    own = back_up(clocked, folder)
    other = folder / "อื่น auto 2569-01-01 000000.samut"
    other.write_text("another book's")
    for _ in range(6):
        now[0] += 60_000
        made = back_up_automatically(clocked, folder)
        product(session, f"p{now[0]}")
    left = automatic_backups(folder, "สมุด")
    assert len(left) == 3
    assert left[0].path == made.path
    assert own.path.exists()
    assert other.exists()
    assert files.faults(left[0].path) == []


def test_no_folder_no_backups(session: Session, tmp_path: Path) -> None:
    assert automatic_backups(tmp_path / "none", "สมุด") == []
    with pytest.raises(FolderMissingError):
        back_up_automatically(session, tmp_path / "none")


def test_names_that_only_look_alike(tmp_path: Path) -> None:
    for name in ("สมุด auto 2569-13-01 000000", "สมุด auto 2569-01-01", "สมุด auto 0001-01-01 000000", "สมุด"):
        (tmp_path / f"{name}.samut").touch()
    assert automatic_backups(tmp_path, "สมุด") == []
