"""Reads the SQL scripts that migrations run."""

from pathlib import Path

_SQL = Path(__file__).resolve().parents[1] / "sql"


def statements_of(name: str) -> list[str]:
    """The statements of a script in ``db/sql``, in order."""
    return split_statements((_SQL / name).read_text(encoding="utf-8"))


def split_statements(script: str) -> list[str]:
    """The statements of a script; a trigger's body stays whole (it ends in END;)."""
    statements: list[str] = []
    lines: list[str] = []
    for line in script.splitlines():
        text = line.split("--", 1)[0].rstrip()
        if not text.strip():
            continue
        lines.append(text)
        inside_trigger = lines[0].lstrip().upper().startswith("CREATE TRIGGER")
        if text.endswith("END;") if inside_trigger else text.endswith(";"):
            statements.append("\n".join(lines))
            lines = []
    return statements
