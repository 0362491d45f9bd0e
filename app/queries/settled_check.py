"""What ``check`` asks of settled debts: nothing is settled by more than it was, nothing of somebody else."""

from db import connection as book
from db.sql import open_items as sql


def faults() -> list[tuple[str, str]]:
    """(code, number) of every document whose allocations do not fit its lines, the worst kind first."""
    return [
        *(("settles_nothing", number) for (number,) in book.fetch(sql.SETTLES_NOTHING)),
        *(("settled_too_much", number) for (number,) in book.fetch(sql.SETTLED_TOO_MUCH)),
        *(("pays_too_much", number) for (number,) in book.fetch(sql.PAYS_MORE_THAN_IT_IS)),
    ]
