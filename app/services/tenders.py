"""Ways of paying as a posting needs them."""

from dataclasses import dataclass

from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import sales as sql


class UnknownTenderError(UserError):
    """The way of paying does not exist or was switched off."""

    message = N_("This way of paying is not set up.")


@dataclass(frozen=True, slots=True)
class TenderFacts:
    """What a posting needs to know of a way of paying."""

    id: int
    name: str
    name_en: str
    kind: str
    account_id: int
    fee_bp: int
    asks_reference: bool
    payer_id: int | None = None
    """Who owes the money until it comes, such as a courier."""
    settle_days: int = 0
    is_by_person: bool = False
    """Whether its account is kept person by person."""

    @property
    def is_cash(self) -> bool:
        """Whether change can be given from it."""
        return self.kind == "cash"


def tender_facts(uid: bytes) -> TenderFacts:
    """A tender by uid; raises UnknownTenderError."""
    rows = book.fetch_settled(sql.TENDER, (uid,))
    if not rows:
        raise UnknownTenderError
    row = rows[0]
    return TenderFacts(
        row[0], row[2], row[3], row[4], row[5], row[6], bool(row[7]), row[8], row[9], bool(row[10])
    )
