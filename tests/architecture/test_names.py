"""Nothing in the project names a machine, a package index or a person's telephone."""

import re

import pytest

from tests.architecture.tree import ROOT, name_of, text_files

MACHINE_PATHS = re.compile(r"(?<![\w./])/(?:work|root)/[\w.]")
# Thai numbers: 0 and an area or network from 1 on, in the usual groups, or with +66. None begins with 00.
PHONE = re.compile(
    r"(?<![\w.\-/])(?:0[1-9]\d?-\d{3}-?\d{3,4}|0[689]\d{8}|\+66[ -]?0?[1-9][\d -]{6,10}\d)(?![\w\-])"
)
# Vectors that came with their source, and words or pictures that hold no sentences of ours.
FOREIGN = ("tests/data/", "resources/fonts/", "resources/icons/", "resources/words/words_th.txt")
LOCKS = ("requirements.lock", "requirements-test.lock")


def lines_of_ours() -> list[tuple[str, int, str]]:
    """Every line of the project's own text with its place."""
    return [
        (name_of(file), number, line)
        for file, text in text_files()
        if not name_of(file).startswith(FOREIGN)
        for number, line in enumerate(text.splitlines(), start=1)
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host_and_hash_everything(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
    pins = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(pins) > 20
    assert [pin.split("\n")[0] for pin in pins if "--hash=sha256:" not in pin or "==" not in pin] == []


def test_the_test_lock_holds_the_run_lock() -> None:
    run, test = (
        {
            line.split(" ")[0]
            for line in (ROOT / lock).read_text(encoding="utf-8").splitlines()
            if "==" in line
        }
        for lock in LOCKS
    )
    assert run < test


def test_no_path_of_a_machine() -> None:
    found = [(name, number) for name, number, line in lines_of_ours() if MACHINE_PATHS.search(line)]
    assert not found


def test_no_telephone_but_zeros() -> None:
    found = [
        (name, number, match.group())
        for name, number, line in lines_of_ours()
        if not name.endswith(".lock")
        for match in PHONE.finditer(line)
    ]
    assert not found


# With # for 1, so that this file does not find itself.
@pytest.mark.parametrize("text", ["call 08#-234-5678", "08#2345678", "+66 8# 234 5678", "โทร 02-#23-4567"])
def test_the_rule_sees_telephones(text: str) -> None:
    assert PHONE.search(text.replace("#", "1"))


@pytest.mark.parametrize("text", ["000-000-0000", "ร1-2569-000123", "2026-03-01", "8850123456789"])
def test_the_rule_lets_numbers_of_the_trade_pass(text: str) -> None:
    assert not PHONE.search(text)
