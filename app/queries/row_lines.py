"""What a row of a statement is made of: documents behind a cash flow, lines behind a part of the profit."""

import datetime as dt
import json
from dataclasses import dataclass

from app.queries.cash_flow import Flow, flows_by_document
from db import connection as book
from db.sql import row_lines as sql
from db.sql import statements


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A document's part of a cash flow, satang, received positive."""

    day: dt.date
    number: str
    kind: str
    person: str
    about: str
    amount: int


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A line of income or expense, satang; as a debit positive."""

    day: dt.date
    number: str
    kind: str
    person: str
    about: str
    code: str
    name: str
    name_en: str
    type: str
    group: str
    amount: int

    @property
    def income(self) -> int:
        """As income of sales."""
        return -self.amount if self.group == "income" else 0

    @property
    def cost(self) -> int:
        """As cost of sales."""
        return self.amount if self.group == "cost_of_sales" else 0

    @property
    def expenses(self) -> int:
        """As an expense."""
        return self.amount if self.type == "expense" and self.group != "cost_of_sales" else 0

    @property
    def other(self) -> int:
        """As other income."""
        return -self.amount if self.group == "other_income" else 0


@dataclass(frozen=True, slots=True)
class BatchSaleLine:
    """Goods of a batch that a sale or return moved: quantity in thousandths, satang."""

    day: dt.date
    number: str
    kind: str
    person: str
    quantity: int
    unit: str
    amount: int
    value: int
    full_value: int


def flow_lines(flow: Flow, first: dt.date, last: dt.date) -> tuple[FlowLine, ...]:
    """The documents that make a cash flow, in the order of the books; their sum is the flow."""
    days = (first.isoformat(), last.isoformat())
    amounts = {document: parts[flow] for document, parts in flows_by_document(first, last) if parts.get(flow)}
    if flow is Flow.SALES:
        amounts |= dict(book.fetch(sql.MONEY_OF_EACH_SALE, days))
    return tuple(
        FlowLine(dt.date.fromisoformat(day), number, kind, person, about, amounts[document])
        for document, day, number, kind, person, about in book.fetch(sql.HEADS, (json.dumps(list(amounts)),))
    )


_OF = {
    "section": sql.LINES_OF_SECTION,
    "project": sql.LINES_OF_PROJECT,
    "channel": sql.LINES_OF_CHANNEL,
    "day": sql.LINES_OF_DAY,
}


def result_lines(what: str, code: str, first: dt.date, last: dt.date) -> tuple[ResultLine, ...]:
    """Income and expenses of a "section", "project", "channel" or "day" (an ISO day; empty: of no such)."""
    days = (first.isoformat(), last.isoformat())
    if what == "day" and not code:
        rows = book.fetch(sql.LINES_OF_OTHER_DAYS, days + days)
    else:
        rows = book.fetch(_OF[what], (*days, code))
    return tuple(ResultLine(dt.date.fromisoformat(row[0]), *row[1:]) for row in rows)


def batch_sale_lines(number: str, product: str, first: dt.date, last: dt.date) -> tuple[BatchSaleLine, ...]:
    """Sales and returns of a product (by its code) out of a batch."""
    rows = book.fetch(statements.SALES_OF_BATCH, (first.isoformat(), last.isoformat(), number, product))
    return tuple(BatchSaleLine(dt.date.fromisoformat(row[0]), *row[1:]) for row in rows)
