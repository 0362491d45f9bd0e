"""What the first page of a household does on the storage worker; no widgets here."""

import datetime as dt

from app.domain.document import new_uid
from app.domain.household.places_of_money import HouseholdOpeningDraft
from app.domain.session import Session
from app.queries.household.places_of_money import money_places
from app.services.household.places_of_money import open_household
from app.services.unit_of_work import Posted


def keep_cash(session: Session, amount: int, *, on: dt.date) -> Posted:
    """Enter the cash that is in the house when the book begins, satang."""
    cash = money_places(on)[0].code
    draft = HouseholdOpeningDraft(new_uid(), ((cash, amount),))
    return open_household(session, draft, on=on)[0]
