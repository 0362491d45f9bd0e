"""Every service takes the session first and asks for its permission; what does not is named, with why."""

import ast
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "app" / "services"

NOT_COMMANDS = {
    # Opening and closing make the session; threads and files have none yet.
    "books": {
        "open_path",
        "is_open",
        "check_place",
        "create_book",
        "open_book",
        "free_name",
        "close_book",
        "enter_thread",
        "leave_thread",
        "checkpoint",
        "changed_elsewhere",
    },
    # A restore replaces a closed book and asks its leader's session itself.
    "backup": {"copy_checked", "stamp"},
    "restoring": {"needs_credential", "preview_restore", "restore"},
    "auto_backup": {"automatic_backups", "kept"},
    "book_errors": {"file_error"},
    "pictures": {"prepare"},
    # Written from inside a command, which has asked already.
    "event_log": {"append", "append_to"},
    "records": {"add", "change"},
    "products": {"keep_picture", "next_code", "refuse_code"},
    "settings": {"bill_rounding"},
}
MINE = sorted(
    path
    for path in FOLDER.glob("*.py")
    if path.stem
    in {
        *NOT_COMMANDS,
        "catalogue",
        "drafts",
        "parties",
        "people",
        "printing",
        "recipes",
    }
)
ASKS = {"saving", "post", "posting"}


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def asks(function: ast.FunctionDef, known: set[str]) -> bool:
    """Whether it requires a permission, or hands its session to what does."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "require":
            return True
        first = node.args[0] if node.args else None
        hands_on = isinstance(first, ast.Name) and first.id == "session"
        if isinstance(called, ast.Name) and hands_on and called.id in ASKS | known:
            return True
    return False


@pytest.mark.parametrize("path", MINE, ids=lambda path: path.stem)
def test_session_first_and_permission_asked(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    private = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    asking = {name for name, node in private.items() if asks(node, set())}
    asking |= {"back_up_to", "back_up"} if path.stem == "auto_backup" else set()
    asking |= {name for name, node in private.items() if asks(node, asking)}
    commands = [node for node in functions(path) if node.name not in NOT_COMMANDS.get(path.stem, set())]
    for node in commands:
        first = node.args.args[0] if node.args.args else None
        assert first is not None, node.name
        assert first.arg == "session", node.name
        if node.name != "saving":
            assert node.name in asking, f"{path.stem}.{node.name} asks for no permission"
        positional = [arg.arg for arg in node.args.args]
        assert len(positional) <= 2 or node.name == "saving", (
            f"{node.name}{positional}: keyword-only after the first"
        )


def test_the_list_above_is_no_longer_than_it_must_be() -> None:
    for stem, names in NOT_COMMANDS.items():
        found = {node.name for node in functions(FOLDER / f"{stem}.py")}
        assert names <= found, stem
