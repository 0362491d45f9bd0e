"""Two months of a stall, and its books added up by hand from the bare rows, to compare reports with."""

import datetime as dt
from collections import defaultdict
from pathlib import Path

from app.services.sales import post_sale
from db import connection as book
from reports.model import Block, Cell, Figures, Report, Role, Row, Table
from tests.stall import DAY, Stall

OCT, NOV = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
NOV_DAY = dt.date(2026, 11, 7)


class TwoMonths(Stall):
    """October: 3 KAPI for cash, one brought back, 2 TEA on account. November: 2 KAPI and 4 SOAP for cash."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.first = self.sell(self.line(self.kapi, 3, 5_900))
        self.back = self.take_back(self.first, 1, 1, 5_900)
        owed = self.draft(
            self.line(self.tea, 2, 8_900), pay=(self.by("account", 17_800),), party_uid=self.customer
        )
        self.owed = post_sale(self.session, owed, on=DAY)
        self.last = self.sell(self.line(self.kapi, 2, 5_900), self.line(self.soap, 4, 3_500), on=NOV_DAY)


def lines() -> list[tuple[str, str, int, str]]:
    """Every journal line: account, day, amount (debit positive), document."""
    return [
        (row[0], row[1], row[2], row[3])
        for row in book.fetch(
            "SELECT a.code, d.ledger_date, l.amount, d.number FROM journal_line l "
            "JOIN document d ON d.id = l.document_id JOIN account a ON a.id = l.account_id "
            "ORDER BY d.id, l.line_no"
        )
    ]


def balances(up_to: dt.date) -> dict[str, int]:
    """The balance of each account at the end of a day, added up line by line."""
    sums: dict[str, int] = defaultdict(int)
    for code, day, amount, _number in lines():
        if day <= up_to.isoformat():
            sums[code] += amount
    return sums


def table(report: Report, title: str) -> Table:
    """The table of a title."""
    (found,) = (block for block in report.blocks if isinstance(block, Table) and block.title == title)
    return found


def figures(report: Report) -> dict[str, tuple[object, object]]:
    """Every figure with what it was before."""
    return {
        item.label: (item.value, item.before)
        for block in report.blocks
        if isinstance(block, Figures)
        for item in block.items
    }


def figure(cell: Cell) -> int:
    """The raw figure of a cell, 0 where it is empty."""
    assert cell is None or isinstance(cell, int)
    return cell or 0


def by_label(found: Table) -> dict[object, Row]:
    """Rows by their first cell."""
    return {row.cells[0]: row for row in found.rows}


def check_sums(blocks: tuple[Block, ...]) -> int:
    """Every total of a table is the sum of its plain lines; how many were compared."""
    compared = 0
    for found in blocks:
        if not isinstance(found, Table) or not found.sums:
            continue
        keys = [column.key for column in found.columns]
        plain = [row for row in found.rows if row.role is Role.LINE]
        totals = [row for row in found.rows if row.role is Role.TOTAL]
        for total in totals if len(totals) == 1 else ():  # a statement also subtracts
            for key in found.sums:
                at = keys.index(key)
                cells = [row.cells[at] for row in plain]
                assert total.cells[at] == sum(cell for cell in cells if isinstance(cell, int)), (
                    found.title,
                    key,
                )
                compared += 1
    return compared
