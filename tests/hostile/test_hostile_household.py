"""Every field of a household's book that takes words, to every paper, sheet and log: literal, harmless."""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from app.domain.household.diary import checked_entry_amount, parse_sum
from app.domain.household.trades_size import checked_size, parse_land
from app.errors import UserError
from app.i18n import set_language
from app.queries.events import events
from app.queries.integrity import check_books
from app.services.books import close_book, open_book
from app.services.doors import Credential
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from reports.catalogue import Needs, Question, ReportKind, build
from reports.common import Span
from reports.household.kinds import HOUSEHOLD_KINDS
from reports.output import render
from tests.faults.counting import every, tried
from tests.hostile.household_fields import DAY, FIELDS, Home, begun, fill
from tests.hostile.strings import STRINGS
from tests.hostile.test_hostile_fields import OF_A_HOUSEHOLD, OWN, assert_no_live_cell, text_columns
from tests.hostile.test_hostile_words import UNWANTED, copied
from tests.household import FILE, MEMBER, PASSWORD, make_household
from ui.messages_text import error_text

STEP = 7
"""Every seventh text into each field, another choice for each; all of them behind ``--faults``."""
SHARED = {"entry_category", "loan", "account"}
"""Lists of a group's book, too, that a household fills in its own way."""
ELSEWHERE = {
    **dict.fromkeys(("peer_book", "sealed_note", "household_total"), "test_household_notes.py"),
    "goal.icon": "one of the program's",
    "loan.code": "given by the program",
    "account.code": "given by the program",
    "loan.name": "a name for the list; typed into in the book of a group",
    "account.bank_number": "digits and hyphens",
    **dict.fromkeys(
        (
            *("loan.every_unit", "loan.rate_per", "loan.method", "entry_category.heading", "trade.size_unit"),
            *("recurring_entry.first_on", "recurring_entry.next_on", "recurring_entry.ends_on"),
            *("goal.start_on", "goal.reached_on", "debt.redeem_by", "share_circle.first_on"),
            *("share_circle.drawn_on", "trade_tool.bought_on"),
        ),
        "a day or one of the program's words",
    ),
}


@cache
def _filled() -> tuple[Home, dict[str, bytes]]:
    folder = Path(mkdtemp())
    home = fill(begun(make_household(folder)), STRINGS, every(STEP))
    close_book()
    data = {end: Path(f"{folder / FILE}{end}").read_bytes() for end in ("", ".keys")}
    shutil.rmtree(folder)
    return home, data


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made, data = _filled()
    for end, content in data.items():
        Path(f"{tmp_path / FILE}{end}").write_bytes(content)
    made.session = open_book(tmp_path / FILE, credential=Credential(MEMBER, password=PASSWORD))
    yield made
    close_book()


def test_every_field_is_typed_into_or_refuses_with_a_reason(home: Home) -> None:
    tries = sum(home.kept.values()) + sum(map(len, home.refused.values()))
    tried("hostile words: fields of a household", tries, refused=sum(map(len, home.refused.values())))
    assert tries >= len(FIELDS) * (len(STRINGS) // every(STEP))
    assert [name for name in FIELDS if name not in home.kept] == []
    for language in ("th", "en"):
        set_language(language)
        for refused in home.refused.values():
            for _text, error in refused:
                assert error_text(error)


def test_every_text_column_of_a_household_was_typed_into(home: Home) -> None:
    kept = {clean_name(text, 10**6) for text in STRINGS} | {clean_text(text, 10**6) for text in STRINGS}
    kept |= {each[:60] for each in kept} | {each.casefold() for each in kept}
    not_joined = []
    for table, column in text_columns():
        name = f"{table}.{column}"
        values = {row[0] for row in book.fetch(f"SELECT DISTINCT {column} FROM {table}") if row[0]}
        hers = table in OF_A_HOUSEHOLD | SHARED
        elsewhere = OWN.fullmatch(name) or name in ELSEWHERE or table in ELSEWHERE
        words = values & kept or {each for each in values if any(word and word in each for word in kept)}
        if hers and not elsewhere and len(words) < 5:
            not_joined.append(name)
        for value in values:
            wrong = UNWANTED.search(value.replace("\n", ""))
            assert not wrong, f"{name} keeps {wrong[0]!r}"
    assert not not_joined, f"{not_joined}: type into these in tests/hostile/household_fields.py"


def test_the_books_add_up_and_the_log_tells_it_literally(home: Home) -> None:
    assert check_books() == []
    for event in events(before_id=2**62):
        assert not UNWANTED.search(json.dumps([event.before, event.after], ensure_ascii=False))
    assert home.kept


def questions(home: Home, kind: ReportKind) -> list[Question]:
    """What a report can be asked of this book."""
    span = Span(DAY.replace(day=1), DAY.replace(day=31))
    if kind.needs is Needs.DOCUMENT:
        names = [row[0] for row in book.fetch("SELECT name FROM trade_round ORDER BY id")]
        return [Question(span, document=name) for name in names[:: every(6)]]
    return [Question(span)]


@pytest.mark.parametrize("kind", HOUSEHOLD_KINDS, ids=lambda kind: kind.name)
def test_every_paper_in_every_form(home: Home, kind: ReportKind) -> None:
    asked = questions(home, kind)
    assert asked
    for number, question in enumerate(asked):
        report = build(home.session, kind.name, question)
        pdf = render(report, "pdf", paper=("a4", "a5")[number % 2])
        tried(f"hostile words: {kind.name}", 3)
        assert pdf.startswith(b"%PDF")
        assert not UNWANTED.search(copied(pdf))
        assert json.loads(render(report, "json"))
        assert_no_live_cell(render(report, "xlsx"))


@pytest.mark.parametrize("read", [parse_sum, parse_land])
def test_whatever_is_typed_for_a_sum_or_a_field_is_a_number_or_refused(read: Callable[[str], int]) -> None:
    hard = ("20+", "+", "1+" * 5_000, "5-2-50-1", "9" * 400, "๕-๒-๕๐", "-", "5 ไร่ ไร่", "1e9", "0x10", "½")
    for text in (*STRINGS, *hard):
        try:
            found = read(text)
        except UserError:
            continue
        assert type(found) is int
        checked = checked_size(found) if read is parse_land else checked_entry_amount(found or 1)
        assert checked == (found or checked)
