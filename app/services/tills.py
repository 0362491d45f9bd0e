"""How a document comes to belong to the drawer that is open on its device, and to a market day.

Sales and returns carry the drawer always. Everything else does when it moves money on the drawer's own
account from the day the drawer was opened: an old debt, a deposit, a slip paid out of it. So nobody has to
think of it.
"""

from typing import TYPE_CHECKING

from app.domain.document import DocumentKind
from app.queries.drawer import OpenDrawer, open_drawer
from app.settings import to_text
from db import connection as book
from db.sql import settings as settings_sql

if TYPE_CHECKING:
    from app.services.unit_of_work import Entry

_SOLD_AT_THE_TILL = frozenset({DocumentKind.SALE, DocumentKind.SALE_RETURN})
_ACCOUNT, _AMOUNT = 1, 2
"""Where these stand in a row of the journal."""


def drawer_for(entry: "Entry") -> OpenDrawer | None:
    """The drawer that the money of a document goes through; None if it has to do with none."""
    if entry.at_till is False:
        return None
    drawer = open_drawer(entry.session.device_id)
    if drawer is not None and not entry.at_till and entry.on < drawer.on:
        return None
    return drawer


def drawer_missing(entry: "Entry") -> bool:
    """Whether the group wants a drawer open for cash and none is open on this device."""
    rows: dict[str, str] = dict(
        book.fetch_settled(settings_sql.SETTINGS_OF, ("drawer_needed", "drawer_blind"))
    )
    return rows.get("drawer_needed") == to_text(True) and open_drawer(entry.session.device_id) is None


def enter_in_drawer(entry: "Entry") -> None:
    """Write which drawer and market day a document belongs to, and what it did to the cash in the drawer."""
    if "till_entry" in entry.rows:
        return
    lines = entry.rows.get("journal_line", ())
    drawer = drawer_for(entry) if lines or entry.at_till else None
    cash = 0
    if drawer is not None:
        cash = sum(row[_AMOUNT] for row in lines if row[_ACCOUNT] == drawer.account_id)  # type: ignore[misc]
        if not cash and not entry.at_till and entry.kind not in _SOLD_AT_THE_TILL:
            drawer = None
    event_id = entry.event_id
    if event_id is None and drawer is not None:
        event_id = drawer.event_id
    if drawer is not None or event_id is not None:
        entry.add(
            "till_entry", session_id=drawer.id if drawer is not None else None, event_id=event_id, cash=cash
        )
