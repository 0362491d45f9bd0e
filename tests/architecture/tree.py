"""The files of the project, as the architecture tests see them."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "db", "reports", "resources", "ui")


def python_files(*packages: str) -> list[Path]:
    """The Python files of some packages (all of them when none is named), sorted."""
    return sorted(file for package in packages or PACKAGES for file in (ROOT / package).rglob("*.py"))


def project_files() -> list[Path]:
    """The files that git keeps or would keep; without git, all but what tools leave behind."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
        files = [ROOT / name for name in listing.split("\0") if name]
    else:
        files = [file for file in ROOT.rglob("*") if not _is_left_behind(file.relative_to(ROOT))]
    return sorted(file for file in set(files) if file.is_file())


def _is_left_behind(file: Path) -> bool:
    """Whether tools and runs made this file, as .gitignore says."""
    return any(
        (part.startswith(".") and part not in (".ci", ".gitignore"))
        or part in ("__pycache__", "build", "dist")
        or part.endswith(".egg-info")
        for part in file.parts
    )


def text_files() -> list[tuple[Path, str]]:
    """Each project file that is text, with its text."""
    found = []
    for file in project_files():
        data = file.read_bytes()
        if b"\0" in data:
            continue
        try:
            found.append((file, data.decode("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def name_of(file: Path) -> str:
    """A file's path from the project's root, with forward slashes."""
    return file.relative_to(ROOT).as_posix()
