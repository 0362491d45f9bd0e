"""Nothing a group's leader holds opens a member's household book, whose files say nothing in plain text."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.diary import HouseholdEntryDraft
from app.domain.recovery_code import code_of
from app.queries.household.diary import household_categories
from app.queries.people import key_state
from app.services import key_ring, people, secrets_of_people
from app.services.backup import back_up
from app.services.books import close_book, open_book
from app.services.doors import Credential, KeyDoesNotFitError, WaitError, WrongSecretError
from app.services.household.diary import post_household_entry
from app.services.household.family import add_family_person
from app.services.sessions import everybody_leaves
from db import connection, files, key_file
from tests.household import MEMBER, PASSWORD
from tests.services.test_household_notes import HERS, LEADER, LEADERS, Village

SHORTEST = 6
"""Bytes of a canary at least: shorter ones stand in any noise by chance."""
CANARIES = (
    *("บ้านสายทอง", "ค่ายาของแม่", "แม่บุญมี", MEMBER, "อาหาร", "หวย", "household", "journal_line"),
    *("987654.32", "98765432", PASSWORD),
)
"""Names, notes, categories and amounts that stand in the book, and words of any open book."""


def written(village: Village) -> None:
    """Her book with something that nobody else is to know."""
    home = village.at_home()
    add_family_person(home, "แม่บุญมี")
    category = next(each for each in household_categories() if each.name == "รักษาพยาบาล")
    draft = HouseholdEntryDraft(new_uid(), category.uid, 98_765_432, "1101", note="ค่ายาของแม่")
    post_household_entry(home, draft, on=dt.date(2026, 3, 5))
    back_up(home, village.home.parent)
    close_book()


def holdings(village: Village) -> list[Credential]:
    """Everything that the leader knows or finds in her group's book, tried as whatever a door asks for."""
    leader = village.leader()
    secrets_of_people.set_pin(leader, pin="482913", password=LEADERS)
    code = people.recovery_code(leader, password=LEADERS).recovery_code
    key = key_ring.book_key()
    assert code == code_of(key)
    state = key_state()
    assert state is not None
    hers = key_file.read(key_file.keys_path(village.home)).people[0].user_uid
    words = (LEADERS, HERS, "482913", code, key.hex(), state.check_value.hex(), "")
    close_book()
    return [
        Credential(recovery_code=code),
        Credential(recovery_code=code_of(state.check_value)),
        *(Credential(name, password=word) for name in (LEADER, MEMBER) for word in words),
        *(Credential(user_uid=hers, password=word) for word in words),
    ]


def test_no_key_of_the_leader_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.doors.left_ms", lambda *_said: 0)  # she has all the time in the world
    village = Village(tmp_path)
    written(village)
    for credential in holdings(village):
        with pytest.raises((WrongSecretError, KeyDoesNotFitError, WaitError)):
            open_book(village.home, credential=credential)
    for credential in holdings(village)[:2]:  # and with the group's key file beside it
        shutil.copy(key_file.keys_path(village.group), key_file.keys_path(village.home))
        with pytest.raises(KeyDoesNotFitError):
            open_book(village.home, credential=credential)
    with pytest.raises(KeyDoesNotFitError):
        open_book(village.home, credential=Credential(LEADER, password=LEADERS))
    village.leader()
    key = key_ring.book_key()
    close_book()
    with pytest.raises(connection.DatabaseError):
        files.identity(village.home, key)
    everybody_leaves()


def test_its_files_hold_no_word_of_it(tmp_path: Path) -> None:
    village = Village(tmp_path)
    written(village)
    session = village.at_home()
    found = [path for path in village.home.parent.rglob("*") if path.is_file()]
    assert len([path for path in found if path.suffix == ".samut"]) >= 2, "the book and its copy"
    assert [path for path in found if path.name.endswith("-wal")], "also while it is open"
    for path in found:
        data = path.read_bytes()
        assert not data.startswith(b"SQLite format 3"), path.name
        for canary in CANARIES:
            for form in (canary.encode(), canary.encode("utf-16-le"), canary.encode("cp874", "ignore")):
                assert len(form) < SHORTEST or form not in data, f"{path.name} says {canary}"
    assert session.user_name == MEMBER, "that would have been found in an open book"
    notes = [row[0] for row in connection.fetch("SELECT note FROM document")]
    assert "ค่ายาของแม่" in notes, "what is searched for stands in the book"
