"""Stock counts: what was counted against what the books said at that moment, posted at the average."""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.purchase import CountDraft, EmptyDocumentError, LineAmountError
from app.domain.session import Limit, Permission, Session
from app.queries.costing import recipe_unit_cost
from app.services.consigned_count import others_missing
from app.services.journal import account_id
from app.services.stock import StockWriter
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import settings as settings_sql


def post_count(session: Session, draft: CountDraft, *, on: dt.date, kept: bytes | None = None) -> Posted:
    """Post a count: short goods are a loss, found goods lower it, at book average, with the reason.

    Of goods that are ours and others' our own are missing first; others' are owed to them by their slip.

    What was ``kept`` of it while it was typed is dropped with it.
    Raises EmptyDocumentError, LineAmountError (a count below zero), UnknownProductError,
    NoStockKeptError, NotPermittedError, OverLimitError (more is written off or added than one may alone).
    """

    def write(entry: Entry) -> None:
        if not draft.lines:
            raise EmptyDocumentError
        entry.document(DocumentKind.STOCK_COUNT, on, 0, note=clean_text(draft.note) or None)
        stock = StockWriter(entry, recipe_unit_cost)
        lost = found = others = 0
        for line_no, line in enumerate(draft.lines, start=1):
            product = stock.product(line.product_uid)
            if line.counted_milli < 0:
                raise LineAmountError(description=product.name)
            money.checked_quantity(line.counted_milli)
            difference = line.counted_milli - line.expected_milli
            value = 0
            if difference < 0:
                own, owed = others_missing(
                    entry,
                    stock,
                    product,
                    -difference,
                    location_id=draft.location_id,
                    for_line=line_no,
                    reason=line.reason,
                )
                others += owed
                if own:
                    values = stock.issue(
                        product, own, location_id=draft.location_id, purpose="count", for_line=line_no
                    )
                    value = -values.value
            elif difference > 0:
                values = stock.find(product, difference, location_id=draft.location_id, for_line=line_no)
                value = values.value
            lost -= min(value, 0)
            found += max(value, 0)
            entry.add(
                "stock_count_line",
                product_id=product.id,
                location_id=draft.location_id,
                expected=line.expected_milli,
                counted=line.counted_milli,
                value=value,
                reason=clean_name(line.reason),
            )
        entry.session.require_within(
            Limit.COUNT_DIFFERENCE, max(lost + others, found), Permission.COUNT_STOCK
        )
        stock.finish()
        if kept is not None:
            book.execute(settings_sql.DELETE_DRAFT, (kept,))
        entry.line(account_id(AccountRole.COUNT_LOSS), lost - found + others)
        entry.total = found - lost - others
        entry.changes = Changes.STOCK | Changes.LEDGER

    return post(session, Permission.COUNT_STOCK, draft.uid, write)
