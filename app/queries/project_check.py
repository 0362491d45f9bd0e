"""What ``check`` asks of projects: register rows are what was posted, no project stands below zero."""

from app.i18n import N_
from db import connection as book
from db.sql import projects as sql

_DIFFERS = N_("What {number} says of project money is not what it posted.")
_BELOW = N_("The project “{code}” ({name}) used more money than it got.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    found: list[tuple[str, str, str, dict[str, object]]] = [
        ("project_entry", number, _DIFFERS, {"number": number})
        for (number,) in book.fetch(sql.REGISTER_DIFFERS)
    ]
    found += [
        ("project_below_zero", "", _BELOW, {"code": code, "name": name})
        for code, name in book.fetch(sql.BELOW_ZERO)
    ]
    return found
