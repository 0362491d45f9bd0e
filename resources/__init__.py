"""Fonts, icons, word lists, catalogues and charts of accounts, found by name."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a shipped file, ``name`` relative to this folder with forward slashes."""
    path = _ROOT / name
    if not path.exists():
        raise FileNotFoundError(f"no shipped resource {name!r}")
    return path
