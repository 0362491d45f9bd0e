"""A list as it is seen on the screen, for paper and for a sheet: its columns and rows, with sums below."""

import datetime as dt
from collections.abc import Sequence

from app.i18n import _
from reports.common import issuer, total_row
from reports.model import Column, Report, Row, Table

WIDE = 6
"""With so many columns a list lies on the broad side of the paper."""


def seen(
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    sums: Sequence[str] = (),
    filtered: str = "",
    printed: dt.datetime | None = None,
) -> Report:
    """The same rows in their order; ``filtered`` says what was left out, ``sums`` what is added up."""
    head, lines = issuer(), tuple(rows)
    columns = tuple(columns)
    adds = tuple(column.key for column in columns if column.key in sums)
    if lines and adds:
        lines += (total_row(_("Total"), columns, {key: _sum(columns, lines, key) for key in adds}),)
    return Report(
        name,
        title,
        head,
        (Table("", columns, lines, empty=_("Nothing is in this list."), sums=adds),),
        subtitle=filtered,
        printed=printed,
        book=head.name,
        landscape=len(columns) >= WIDE,
    )


def _sum(columns: tuple[Column, ...], rows: tuple[Row, ...], key: str) -> int:
    at = next(number for number, column in enumerate(columns) if column.key == key)
    return sum(cell for row in rows if isinstance(cell := row.cells[at], int))
