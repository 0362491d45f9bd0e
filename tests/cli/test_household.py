"""Household books on the command line: made, read, checked; reports of each kind of book in its own."""

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from app.domain.document import new_uid
from app.domain.household.diary import HouseholdEntryDraft
from app.queries.household.diary import household_categories
from app.queries.settings import book_info
from app.services.books import close_book, open_book
from app.services.doors import Credential
from app.services.household.diary import post_household_entry
from app.settings import change_machine
from reports.catalogue import Needs
from reports.household.kinds import HOUSEHOLD_KINDS
from tests.cli.conftest import Samut
from tests.household import MEMBER, PASSWORD

Say = Callable[[str], None]
ABOUT = {"household-month": ("--month", "2569-10"), "household-year": ("--year", "2569")}


@pytest.fixture(autouse=True)
def _in_english() -> None:
    change_machine(language="en")


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    def say(secret: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(secret + "\n"))

    return say


@pytest.fixture
def home(samut: Samut, tmp_path: Path, say: Say) -> Path:
    path = tmp_path / "home.samut"
    say(PASSWORD)
    made = samut(
        *("new", path, "--kind", "household", "--name", "บ้านสายทอง"), *("--user", MEMBER, "--secret-stdin")
    )
    assert made.code == 0, made.err
    session = open_book(path, credential=Credential(MEMBER, password=PASSWORD))
    food = next(each for each in household_categories() if each.name == "อาหาร")
    spent = HouseholdEntryDraft(new_uid(), food.uid, 45_00, "1101")
    post_household_entry(session, spent, on=dt.date(2026, 10, 5))
    close_book()
    return path


def test_it_is_made_for_one_person_and_its_code_opens_it(samut: Samut, tmp_path: Path, say: Say) -> None:
    path = tmp_path / "home.samut"
    refused = samut("new", path, "--kind", "household", "--name", "บ้าน")
    assert (refused.code, path.exists()) == (1, False)
    assert "--user" in refused.err
    say(PASSWORD)
    made = samut("new", path, "--kind", "household", "--name", "บ้าน", "--user", MEMBER, "--secret-stdin")
    code = made.out.rsplit(": ", 1)[1].strip()
    assert not path.read_bytes().startswith(b"SQLite")
    open_book(path, credential=Credential(recovery_code=code))
    assert book_info().kind == "household"
    close_book()
    assert samut("new", tmp_path / "x.samut", "--kind", "farm", "--name", "x").code == 2


def test_it_asks_for_the_password_alone(samut: Samut, home: Path, say: Say) -> None:
    say(PASSWORD)
    assert samut("check", home, "--secret-stdin").out.strip() == "Everything adds up."
    say("not this one at all")
    wrong = samut("check", home, "--secret-stdin")
    assert (wrong.code, wrong.out) == (1, "")
    assert "The name or the password is not right." in wrong.err
    say(PASSWORD)
    assert samut("check", home, "--user", MEMBER, "--secret-stdin").code == 0


@pytest.mark.parametrize("form", ["pdf", "xlsx", "json"])
def test_its_reports_are_written_in_every_format(
    samut: Samut, home: Path, tmp_path: Path, say: Say, form: str
) -> None:
    for kind in HOUSEHOLD_KINDS:
        if kind.needs is Needs.DOCUMENT:  # of a round that is not there yet
            continue
        target = tmp_path / f"{kind.name}.{form}"
        say(PASSWORD)
        about = ABOUT.get(kind.name, ())
        done = samut("report", home, kind.name, *about, "--format", form, "-o", target, "--secret-stdin")
        assert (done.code, done.err) == (0, ""), kind.name
        if form == "pdf":
            document = pypdfium2.PdfDocument(target.read_bytes())
            assert document[0].get_textpage().get_text_bounded().strip()
            document.close()
        elif form == "json":
            assert json.loads(target.read_text(encoding="utf-8"))


def test_the_reports_of_a_group_are_not_its(samut: Samut, home: Path, tmp_path: Path, say: Say) -> None:
    names = {line.split("\t")[0] for line in samut("report", "--list").out.splitlines()}
    assert {"household-month", "household-year", "debt-plan", "round-result", "monthly"} <= names
    say(PASSWORD)
    refused = samut("report", home, "monthly", "-o", tmp_path / "x.pdf", "--secret-stdin")
    assert (refused.code, (tmp_path / "x.pdf").exists()) == (1, False)
    assert "another kind of book" in refused.err


def test_nothing_of_a_household_stands_in_a_groups_book(
    samut: Samut, stall_book: Path, tmp_path: Path
) -> None:
    refused = samut("report", stall_book, "household-month", "-o", tmp_path / "x.pdf")
    assert refused.code == 1
    assert "another kind of book" in refused.err


def test_a_household_sells_nothing_and_says_so_in_one_line(samut: Samut, home: Path, say: Say) -> None:
    say(PASSWORD)
    refused = samut("sell", home, "--item", "KAPI=1", "--cash", "100", "--secret-stdin")
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 1
    say(PASSWORD)
    assert samut("check", home, "--secret-stdin").code == 0
