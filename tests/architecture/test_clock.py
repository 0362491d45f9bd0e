"""One clock for the whole program: the day is Thailand's, whatever time zone a PC is set to."""

import ast

from tests.architecture.tree import ROOT, name_of, python_files

CLOCK = ROOT / "app/thai/dates.py"
MACHINE_CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "localtime", "currentDate", "currentDateTime"}
OF_TIME = {"date", "datetime", "time", "QDate", "QDateTime", "QTime"}


def own_clocks(source: str) -> list[str]:
    """Where a module reads the machine's clock, or tells a moment in the machine's time zone."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            owner = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if node.attr in MACHINE_CLOCKS and owner in OF_TIME:
                found.append(f"{owner}.{node.attr} in line {node.lineno}")
        elif isinstance(node, ast.Call) and not node.args and not node.keywords:
            if isinstance(node.func, ast.Attribute) and node.func.attr == "astimezone":
                found.append(f"astimezone() in line {node.lineno}")
    return found


def test_the_day_comes_from_thailands_clock() -> None:
    sources = ((name_of(file), file.read_text(encoding="utf-8")) for file in python_files() if file != CLOCK)
    assert {name: own for name, text in sources if (own := own_clocks(text))} == {}, "ask app.thai.dates"


def test_an_own_clock_is_found() -> None:
    assert len(own_clocks("a = dt.date.today\nb = datetime.now()\nc = QDate.currentDate()")) == 3
    assert own_clocks("when = stored.astimezone()") == ["astimezone() in line 1"]
    assert not own_clocks("from app.thai.dates import now, today\nday = today()\nat = now().astimezone(UTC)")


def test_sql_knows_no_local_time() -> None:
    files = (*python_files("db"), *(ROOT / "db").rglob("*.sql"))
    assert [name_of(file) for file in files if "localtime" in file.read_text(encoding="utf-8")] == []
