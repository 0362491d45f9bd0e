"""Reads what is typed into the search box of the till: ``3*code``, ``3*`` before a scan, or a name."""

from dataclasses import dataclass

from app.errors import UserError
from app.thai.digits import parse_quantity

_SIGNS = "*×x"


@dataclass(frozen=True, slots=True)
class Entry:
    """A typed quantity (thousandths, None if none was typed) and what follows it."""

    quantity_milli: int | None
    rest: str


def read_entry(text: str) -> Entry:
    """Split ``2.5*salt`` into its quantity and the rest; text without a quantity comes back whole.

    ``x`` counts as a sign only right behind a number, so that names with an x are left alone.
    """
    for sign in _SIGNS:
        head, found, rest = text.partition(sign)
        if found and head.strip() and (sign != "x" or head[-1:].isdigit()):
            try:
                quantity = parse_quantity(head)
            except UserError:
                continue
            if quantity > 0:
                return Entry(quantity, rest.strip())
    return Entry(None, text.strip())
