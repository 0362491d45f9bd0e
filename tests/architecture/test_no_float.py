"""Money and quantities are whole numbers: no float and no decimal column below the reports."""

import ast

import pytest

from tests.architecture.tree import name_of, python_files

FORBIDDEN_NAMES = {"float", "DecimalField", "FloatField", "DoubleField"}
# `decimal` is as forbidden as float: SQLite would sum it in floating point.
FORBIDDEN_MODULES = {"decimal"}
# Where a float is a place on a picture; nothing there is money or a quantity.
DRAWINGS = {"app/services/sample_pictures.py"}


def floats_in(source: str) -> list[tuple[int, str]]:
    """The lines of a module that name a float type or import decimals.

    A division that makes a float by accident needs no rule here: mypy refuses it where an int belongs.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id in FORBIDDEN_NAMES:
            found.append((node.lineno, node.id))
        elif isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_NAMES:
            found.append((node.lineno, node.attr))
        elif isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names if alias.name in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module in FORBIDDEN_MODULES:
            found.append((node.lineno, str(node.module)))
    return found


def test_no_float_near_money() -> None:
    files = (file for file in python_files("app", "db") if name_of(file) not in DRAWINGS)
    sources = ((name_of(file), file.read_text(encoding="utf-8")) for file in files)
    assert {name: found for name, text in sources if (found := floats_in(text))} == {}


@pytest.mark.parametrize(
    "source",
    ["float('1')", "x: float = 1", "from decimal import Decimal", "import decimal", "p.DecimalField()"],
)
def test_the_rule_sees_floats(source: str) -> None:
    assert floats_in(source)


@pytest.mark.parametrize("source", ["x: int = 1", "a // b", "folder / 'float'", "# float"])
def test_the_rule_lets_whole_numbers_pass(source: str) -> None:
    assert not floats_in(source)
