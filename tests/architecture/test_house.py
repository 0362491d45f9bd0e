"""House rules that a machine can judge: length, docstrings, left-overs, licences of what is shipped."""

import ast
import re
import tomllib

import pytest

from tests.architecture.tree import PACKAGES, ROOT, name_of, project_files, python_files

LONGEST = 400
REASON = re.compile(r"^# Long because: .{10,}", re.MULTILINE)
LEFT_OVERS = re.compile(
    r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")) + r")\b"
)
OURS = [*python_files(), ROOT / "run.py"]
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def documented(source: str) -> list[str]:
    """The public functions and classes of a module that have no docstring (Qt overrides apart)."""
    missing = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not node.name.startswith("_") and not ast.get_docstring(node):
                missing.append(node.name)
    return missing


def test_every_module_says_what_it_is_for() -> None:
    silent, bare = [], {}
    for file in OURS:
        source = file.read_text(encoding="utf-8")
        if source.strip():
            if not ast.get_docstring(ast.parse(source)):
                silent.append(name_of(file))
            if missing := documented(source):
                bare[name_of(file)] = missing
    assert silent == [], "they open without a sentence on what they are for"
    assert bare == {}, "public names without a docstring"


def test_every_long_module_gives_its_reason() -> None:
    sources = ((name_of(file), file.read_text(encoding="utf-8")) for file in OURS)
    found = [name for name, text in sources if len(text.splitlines()) > LONGEST and not REASON.search(text)]
    assert found == [], f"more than {LONGEST} lines and no reason"


def test_nothing_is_left_over() -> None:
    sources = ((name_of(file), file.read_text(encoding="utf-8")) for file in (*OURS, *TESTS))
    assert {name: left for name, text in sources if (left := LEFT_OVERS.findall(text))} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_package_has_a_readme(package: str) -> None:
    text = (ROOT / package / "README.md").read_text(encoding="utf-8")
    assert "## What it holds" in text
    assert "## What it may import" in text
    assert "## Decisions" in text


@pytest.mark.parametrize("name", ["README.md", *(f"{package}/README.md" for package in (*PACKAGES, "tests"))])
def test_readme_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{name} links to {target}"


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("LICENSE", "MIT License"),
        ("resources/LICENSES.md", "LGPL-3.0"),
        ("resources/fonts/OFL.txt", "SIL OPEN FONT LICENSE"),
        ("resources/icons/LICENSE", "ISC License"),
        ("resources/words/README.md", "CC0-1.0"),
    ],
)
def test_licence_is_shipped(licence: str, words: str) -> None:
    assert words in (ROOT / licence).read_text(encoding="utf-8")


def test_every_locked_package_has_its_licence_named() -> None:
    text = (ROOT / "resources" / "LICENSES.md").read_text(encoding="utf-8").lower()
    pins = re.findall(
        r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [name for name in pins if f"| {name} |" not in text] == []


def test_no_book_and_no_cache_is_kept() -> None:
    kept = [name_of(file) for file in project_files()]
    assert not [name for name in kept if name.endswith((".pyc", ".log", ".lock~"))]
    assert not [name for name in kept if ".samut" in name and not name.startswith("tests/")]


def test_the_changelog_opens_with_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = re.search(
        r"^## (\S+) · \d{4}-\d{2}-\d{2}$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M
    )
    assert newest
    assert newest.group(1) == project["version"]


def icons_in(source: str) -> set[str]:
    """The names of icons that a module asks for: by a call named after icons, or as ``icon=``."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            asked = [keyword.value for keyword in node.keywords if keyword.arg and "icon" in keyword.arg]
            if "icon" in ast.unparse(node.func).rsplit(".", 1)[-1].lower():
                asked += node.args[:1]
            found |= {
                a.value for a in asked if isinstance(a, ast.Constant) and isinstance(a.value, str) and a.value
            }
    return found


def test_every_icon_is_shipped() -> None:
    shipped = {file.stem for file in (ROOT / "resources" / "icons").glob("*.svg")}
    sources = ((name_of(file), file.read_text(encoding="utf-8")) for file in python_files("ui"))
    assert {name: missing for name, text in sources if (missing := icons_in(text) - shipped)} == {}
