"""A book that lives on a stick (a folder plays it): in, worked on, back whole; pulled, diverged, cut off."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.diary import HouseholdEntryDraft
from app.domain.session import Session
from app.queries.household.diary import household_categories
from app.services import stick_book
from app.services.books import close_book, open_book
from app.services.doors import Credential
from app.services.household.diary import post_household_entry
from app.services.leaving import WouldBeOpenError
from app.services.stick_book import (
    Keep,
    StickBook,
    StickChangedError,
    StickGoneError,
    TwoBooksError,
    bring_back,
    let_go,
    take_in,
    waiting_here,
)
from db import connection as book
from db import files
from db.media import Medium
from tests.household import FILE, MEMBER, PASSWORD, make_household
from tests.stall import Stall

DAY = dt.date(2026, 3, 5)
HER = Credential(MEMBER, password=PASSWORD)


class Table:
    """A stick and two computers."""

    def __init__(self, folder: Path) -> None:
        self.stick, self.pulled = folder / "STICK", folder / "pulled"
        self.stick.mkdir()
        self.here, self.there = folder / "pc one", folder / "pc two"
        make_household(self.stick)
        close_book()

    @property
    def path(self) -> Path:
        return self.stick / FILE

    def pull(self) -> None:
        self.stick.rename(self.pulled)

    def plug_in(self) -> None:
        self.pulled.rename(self.stick)

    def begin(self, pc: Path, keep: Keep | None = None) -> tuple[StickBook, Session]:
        home = take_in(self.path, pc, keep=keep)
        return home, open_book(home.work, credential=HER)

    def amounts(self, path: Path) -> list[int]:
        """What was entered in a closed book."""
        close_book()
        work = path.with_name("look.samut")
        for end in ("", ".keys"):
            shutil.copy(f"{path}{end}", f"{work}{end}")
        open_book(work, credential=HER)
        found = [row[0] for row in book.fetch("SELECT total FROM document ORDER BY id")]
        close_book()
        for each in work.parent.glob("look.samut*"):
            each.unlink()
        return found


def spend(session: Session, amount: int) -> None:
    category = next(each for each in household_categories() if each.name == "อาหาร")
    post_household_entry(session, HouseholdEntryDraft(new_uid(), category.uid, amount, "1101"), on=DAY)


def end(home: StickBook, *, sent: bool = True) -> None:
    close_book()
    let_go(home, sent=sent)


def kept(folder: Path) -> list[str]:
    return [each.name for each in folder.rglob("*") if each.is_file()]


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    yield Table(tmp_path)
    close_book()


def test_in_and_back_and_nothing_stays_here(table: Table) -> None:
    home, session = table.begin(table.here)
    assert home.work.parent.parent == table.here
    spend(session, 45_00)
    home = bring_back(session, home)
    assert files.is_plain_header(table.path) is False
    spend(session, 30_00)
    home = bring_back(session, home)
    end(home)
    assert kept(table.here) == []
    assert table.amounts(table.path) == [45_00, 30_00]
    assert sorted(each.name for each in table.stick.iterdir() if "lock" not in each.name) == [
        FILE,
        f"{FILE}.keys",
    ]
    home, session = table.begin(table.there)
    spend(session, 5_00)
    end(bring_back(session, home))
    assert table.amounts(table.path) == [45_00, 30_00, 5_00]


def test_a_stick_that_is_pulled_while_working_loses_nothing(table: Table) -> None:
    home, session = table.begin(table.here)
    spend(session, 45_00)
    home = bring_back(session, home)
    table.pull()
    spend(session, 30_00)
    with pytest.raises(StickGoneError):
        bring_back(session, home)
    spend(session, 20_00)
    table.plug_in()
    assert table.amounts(table.path) == [45_00]
    session = open_book(home.work, credential=HER)
    home = bring_back(session, home)
    end(home)
    assert table.amounts(table.path) == [45_00, 30_00, 20_00]
    assert kept(table.here) == []


def test_work_that_never_came_back_is_gone_on_with(table: Table) -> None:
    home, session = table.begin(table.here)
    spend(session, 45_00)
    table.pull()
    end(home, sent=False)
    left = waiting_here(table.path, table.here)
    assert left is not None
    assert left.unsent
    again, session = table.begin(table.here)
    assert again.work == home.work, "also while the stick is out"
    end(again, sent=False)
    table.plug_in()
    again, session = table.begin(table.here)
    assert again.work == home.work
    end(bring_back(session, again))
    assert table.amounts(table.path) == [45_00]
    assert waiting_here(table.path, table.here) is None


def test_a_copy_that_nobody_worked_on_asks_nothing(table: Table) -> None:
    take_in(table.path, table.here)
    other, session = table.begin(table.there)
    spend(session, 99_00)
    end(bring_back(session, other))
    again, session = table.begin(table.here)
    assert book.fetch("SELECT total FROM document") == [(99_00,)]
    end(bring_back(session, again))
    assert kept(table.here) == []


@pytest.mark.parametrize("keep", Keep)
def test_two_that_went_different_ways_are_shown_and_both_kept(table: Table, keep: Keep) -> None:
    home, session = table.begin(table.here)
    spend(session, 45_00)
    end(home, sent=False)
    other, session = table.begin(table.there)
    spend(session, 99_00)
    end(bring_back(session, other))
    with pytest.raises(TwoBooksError) as asked:
        take_in(table.path, table.here)
    assert asked.value.stick_at > 0 < asked.value.here_at
    chosen, session = table.begin(table.here, keep)
    end(bring_back(session, chosen))
    aside = [each for each in table.stick.glob("*.samut") if each != table.path]
    assert len(aside) == 1
    wanted = {Keep.HERE: [45_00], Keep.STICK: [99_00]}
    other_one = Keep.STICK if keep is Keep.HERE else Keep.HERE
    assert table.amounts(table.path) == wanted[keep]
    assert table.amounts(aside[0]) == wanted[other_one]
    assert kept(table.here) == []


def test_a_stick_that_comes_back_changed_keeps_both(table: Table) -> None:
    home, session = table.begin(table.here)
    spend(session, 45_00)
    close_book()
    other, session = table.begin(table.there)
    spend(session, 99_00)
    end(bring_back(session, other))
    session = open_book(home.work, credential=HER)
    with pytest.raises(StickChangedError) as changed:
        bring_back(session, home)
    home = changed.value.home
    spend(session, 30_00)
    end(bring_back(session, home))
    assert table.amounts(table.path) == [99_00]
    assert table.amounts(home.stick) == [45_00, 30_00]
    assert home.stick.name == changed.value.data["file"]


@pytest.mark.parametrize("at", range(6))
def test_a_stick_pulled_while_it_is_written_keeps_a_whole_book(
    table: Table, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, session = table.begin(table.here)
    spend(session, 45_00)
    home = bring_back(session, home)
    spend(session, 30_00)
    steps = iter(range(1_000))

    def cut(name: str) -> None:
        real = getattr(files, name)

        def step(*said: object, **more: object) -> object:
            if next(steps) == at:
                raise OSError(5, "Input/output error")
            return real(*said, **more)

        monkeypatch.setattr(files, name, step)

    for each in ("remove_parts", "write_file", "sync_folder", "remove"):
        cut(each)
    with pytest.raises(Exception, match=r".*"):
        bring_back(session, home)
    monkeypatch.undo()
    table.pull()
    end(home, sent=False)
    table.plug_in()
    assert table.amounts(table.path) in ([45_00], [45_00, 30_00]), "whole, the old or the new one"
    again, session = table.begin(table.here)
    end(bring_back(session, again))
    assert table.amounts(table.path) == [45_00, 30_00]
    assert [each.name for each in table.stick.glob("*.samut")] == [FILE], (
        "nothing was taken for a second book"
    )


def test_notes_on_their_way_go_along(table: Table) -> None:
    home, session = table.begin(table.here)
    box = home.work.with_name(f"{FILE}.notes") / "out"
    box.mkdir(parents=True)
    (box / "x.note.age").write_bytes(b"sealed")
    end(bring_back(session, home))
    assert (table.stick / f"{FILE}.notes" / "out" / "x.note.age").read_bytes() == b"sealed"
    assert kept(table.here) == []


def test_a_copy_of_a_book_is_not_worked_on(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stick_book, "medium_of", lambda _folder: Medium.REMOVABLE)
    assert stick_book.is_on_stick(table.path)
    assert not stick_book.is_on_stick(table.stick / "บ้านสายทอง 2569-11-21 180000.samut")
    assert not stick_book.is_on_stick(table.stick / "no such folder" / FILE)


def test_moving_onto_a_stick_puts_the_book_here_aside(table: Table, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    session = make_household(mine)
    spend(session, 45_00)
    (mine / f"{FILE}.notes").mkdir()
    (mine / f"{FILE}.notes" / "x.note.age").write_bytes(b"sealed")
    folder = table.stick / "Samut"
    moved = stick_book.move_onto(session, folder)
    stick_book.give_up_move(moved)
    assert list(folder.iterdir()) == []
    moved = stick_book.move_onto(session, folder)
    close_book()
    aside = stick_book.put_aside(mine / FILE, moved)
    assert aside.name == "บ้านสายทอง (STICK).samut"
    assert not (mine / FILE).exists()
    assert table.amounts(moved) == table.amounts(aside) == [45_00]
    assert (folder / f"{FILE}.notes" / "x.note.age").exists(), "notes that wait go along"


def test_an_open_book_is_not_laid_on_a_stick(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    with pytest.raises(WouldBeOpenError):
        stick_book.move_onto(stall.session, tmp_path / "STICK")


def test_a_broken_record_tells_of_nothing(table: Table) -> None:
    home, _session = table.begin(table.here)
    end(home, sent=False)
    record = home.work.parent / stick_book.RECORD
    for text in ("", "{", "[]", '{"stick": 1}', '{"name": "../../x", "stick": "/", "seen": []}', "\x00"):
        record.write_text(text, encoding="utf-8")
        assert waiting_here(table.path, table.here) is None, text


def test_the_copy_here_says_nothing_in_plain_text(table: Table) -> None:
    home, session = table.begin(table.here)
    spend(session, 45_00)
    for each in [each for each in table.here.rglob("*") if each.is_file()]:
        data = each.read_bytes()
        assert "อาหาร".encode() not in data, each.name
        assert MEMBER.encode() not in data, each.name
    assert session.user_name == MEMBER
    end(home, sent=False)
