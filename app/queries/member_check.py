"""What ``check`` asks of the register of members: it says of everybody what the list of people says."""

from app.i18n import N_
from db import connection as book
from db.sql import members as sql

_MARK = N_("“{name}” is a member in one list and not in the other; please save her again under Members.")
_TERM = N_("A term of “{name}” ends before it starts.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """(code, number, sentence, data) of whoever is marked otherwise than registered, and of odd terms."""
    return [
        *(("member_mark", "", _MARK, {"name": name}) for (name,) in book.fetch(sql.MARKED_OTHERWISE)),
        *(("term_backwards", "", _TERM, {"name": name}) for (name,) in book.fetch(sql.TERMS_BACKWARDS)),
    ]
