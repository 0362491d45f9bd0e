"""The layer rule of the README holds: import-linter's contracts in pyproject.toml are all kept."""

import subprocess
import sys

from tests.architecture.tree import ROOT

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def test_imports_keep_to_the_layers() -> None:
    result = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert " 0 broken." in result.stdout
