"""The harvest of a round and where it goes, its end, and what later leaves the family's stores.

Own produce is valued once, on the day it is set aside; eating it is consumption only. What is not sold when a
round is finished stands at its share of the cost and is no income before it is sold.
"""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.household.rounds import (
    FinishDraft,
    NoLinesError,
    NoQuantityError,
    NotForThisError,
    OutputDraft,
    OutputLineDraft,
    OwedTooMuchError,
    StoreDraft,
    checked_output,
)
from app.domain.household.rounds_words import AT_HARVEST, FROM_STORE, Purpose, Store
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.services.household.access import check_household, post_household
from app.services.household.rounds_writer import (
    OtherUnitError,
    RoundNotFinishedError,
    RoundPlace,
    Taken,
    category_account,
    check_begun,
    finished_by,
    money_came,
    open_round,
    output_row,
    round_place,
    take,
)
from app.services.journal import account_id
from app.services.purchases import slip_fields
from app.services.reversal import reverse
from app.services.sales import party_of
from app.services.unit_of_work import Entry, Posted
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import household_trades as sql

CHANGES = Changes.LEDGER | Changes.HOUSEHOLD
_LEAVES: dict[Store, tuple[Purpose, ...]] = {
    Store.FOOD: FROM_STORE,
    Store.SEED: FROM_STORE,
    Store.CROP: (*FROM_STORE, Purpose.STORED, Purpose.SEED),
}
"""Where things may go from each store."""


def post_round_output(session: Session, draft: OutputDraft, *, on: dt.date) -> Posted:
    """Post a harvest and where it went, once per ``draft.uid``.

    Raises NoLinesError, NoQuantityError, NoPriceError, PriceBelowZeroError, NotForThisError,
    OtherUnitError, OwedTooMuchError, BeforeRoundError, UnknownRoundError, RoundFinishedError,
    UnknownCategoryError, UnknownAccountError, NotMoneyAccountError, PartyNeededError, TextTooLongError,
    NotAHouseholdError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if not draft.lines:
            raise NoLinesError
        lines = [checked_output(line) for line in draft.lines]
        if any(line.purpose not in AT_HARVEST for line in lines):
            raise NotForThisError
        place = open_round(draft.round_uid)
        check_begun(place, on)
        sold = sum(line.amount or 0 for line in lines if line.purpose is Purpose.SOLD)
        if not 0 <= money.checked_amount(draft.owed) <= sold:
            raise OwedTooMuchError
        party_id, name = party_of(draft.party_uid)
        entry.document(
            DocumentKind.ROUND,
            on,
            money.checked_amount(sum(line.amount or 0 for line in lines)),
            party_id=party_id,
            section_id=place.section_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("payer", name)
        for line in lines:
            _harvested(entry, place, line)
        money_came(entry, sold, draft.owed, draft.account_code, draft.party_uid)
        entry.changes = CHANGES

    return post_household(session, draft.uid, write)


def _harvested(entry: Entry, place: RoundPlace, line: OutputLineDraft) -> None:
    unit = line.unit or place.output_unit
    if not line.is_by_product and unit != place.output_unit:
        raise OtherUnitError(name=place.trade, unit=place.output_unit)
    amount = line.amount or 0
    party_id, _name = party_of(line.party_uid)
    output_row(
        entry,
        place,
        line.purpose,
        line.quantity_milli,
        amount,
        description=line.description,
        is_by_product=int(line.is_by_product),
        unit=unit,
        unit_price_e4=line.unit_price_e4,
        party_id=party_id,
    )
    _valued(entry, line.purpose, amount, line.category_uid, line.description or place.name)


def _valued(entry: Entry, purpose: Purpose, amount: int, category_uid: bytes | None, note: str) -> None:
    """Income of the round by where a harvest went; the money of a sale is entered apart."""
    if purpose is Purpose.SOLD:
        entry.line(account_id(AccountRole.TRADE_SALES), -amount, note=note)
    elif purpose.is_kept:
        entry.line(_goes_to(purpose, category_uid), amount, note=note)
        entry.line(account_id(AccountRole.TRADE_KEPT), -amount, note=note)


def _goes_to(purpose: Purpose, category_uid: bytes | None) -> int:
    if purpose is Purpose.GIVEN:
        return category_account(category_uid)
    is_stored = purpose in (Purpose.STORED, Purpose.SEED)
    return account_id(AccountRole.FOOD_STORE if is_stored else AccountRole.IN_KIND_USE)


def finish_round(session: Session, draft: FinishDraft, *, on: dt.date) -> Posted:
    """Finish a round, once per ``draft.uid``: its costs become the result, the unsold keeps a share.

    Raises NoQuantityError, BeforeRoundError, UnknownRoundError, RoundFinishedError, NotAHouseholdError,
    NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if money.checked_quantity(draft.unsold_milli) < 0:
            raise NoQuantityError
        place = open_round(draft.round_uid)
        check_begun(place, on)
        posted = book.fetch_int(sql.POSTED_COST, (place.id,))
        good = book.fetch_int(sql.GOOD_QUANTITY, (place.id,)) + draft.unsold_milli
        kept = money.share(posted, draft.unsold_milli, good) if draft.unsold_milli else 0
        entry.document(
            DocumentKind.ROUND,
            on,
            posted - kept,
            section_id=place.section_id,
            note=clean_text(draft.note) or None,
        )
        if draft.unsold_milli:
            output_row(entry, place, Purpose.UNSOLD, draft.unsold_milli, kept, unit_price_e4=0)
        entry.add("round_close", round_id=place.id, cost=posted - kept, kept=kept)
        cost = account_id(AccountRole.TRADE_COST)
        if place.costs_wait:
            entry.line(cost, posted - kept, note=place.name)
            entry.line(account_id(AccountRole.ROUNDS_OPEN), -posted, note=place.name)
        else:
            entry.line(cost, -kept, note=place.name)
        entry.line(account_id(AccountRole.CROP_STORE), kept, note=place.name)
        entry.changes = CHANGES

    return post_household(session, draft.uid, write)


def reopen_round(session: Session, round_uid: bytes, *, on: dt.date, reason: str, uid: bytes) -> Posted:
    """Open a finished round again by undoing what finished it, once per ``uid``.

    Raises UnknownRoundError, RoundNotFinishedError, GoesOnError (something of the unsold has left since),
    NotAHouseholdError, NotPermittedError.
    """
    session.require(Permission.KEEP_HOUSEHOLD)
    check_household()
    place = round_place(round_uid)
    finished = finished_by(place)
    if finished is None:
        raise RoundNotFinishedError(name=place.name)
    return reverse(session, finished[0], on=on, reason=reason, uid=uid)


def post_from_store(session: Session, draft: StoreDraft, *, on: dt.date) -> Posted:
    """Post produce that leaves a store, once per ``draft.uid``; the round it came from may be finished.

    Raises NoQuantityError, NoPriceError, PriceBelowZeroError, NotForThisError, OwedTooMuchError,
    StoreShortError, UnknownRoundError, UnknownCategoryError, UnknownAccountError, NotMoneyAccountError,
    PartyNeededError, TextTooLongError, NotAHouseholdError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if draft.purpose not in _LEAVES[draft.store]:
            raise NotForThisError
        if money.checked_quantity(draft.quantity_milli) <= 0:
            raise NoQuantityError
        place = round_place(draft.round_uid)
        party_id, name = party_of(draft.party_uid)
        entry.document(
            DocumentKind.ROUND,
            on,
            0,
            party_id=party_id,
            section_id=place.section_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("payer", name)
        taken = take(entry, draft.round_uid, draft.store, draft.quantity_milli, clean_name(draft.description))
        leave = _leave_crop if draft.store is Store.CROP or draft.purpose is Purpose.SOLD else _leave_food
        entry.total = leave(entry, draft, taken)
        if not 0 <= draft.owed <= (entry.total if draft.purpose is Purpose.SOLD else 0):
            raise OwedTooMuchError
        if draft.purpose is Purpose.SOLD:
            money_came(entry, entry.total, draft.owed, draft.account_code, draft.party_uid)
        entry.changes = CHANGES

    return post_household(session, draft.uid, write)


def _leave_crop(entry: Entry, draft: StoreDraft, taken: Taken) -> int:
    """Valued now; what was put by for the family and is sold after all, is no kept income any more."""
    line = checked_output(
        OutputLineDraft(
            draft.purpose, draft.quantity_milli, draft.unit_price_e4, draft.amount, draft.description
        )
    )
    if taken.store is not Store.CROP:
        entry.line(account_id(AccountRole.TRADE_KEPT), taken.amount, note=taken.source.name)
    _harvested(
        entry,
        taken.source,
        OutputLineDraft(
            line.purpose,
            line.quantity_milli,
            line.unit_price_e4,
            line.amount,
            line.description,
            party_uid=draft.party_uid,
            category_uid=draft.category_uid,
        ),
    )
    return line.amount or 0


def _leave_food(entry: Entry, draft: StoreDraft, taken: Taken) -> int:
    """Valued when it was set aside: using it is consumption only, losing it a loss."""
    output_row(
        entry,
        taken.source,
        draft.purpose,
        taken.quantity_milli,
        taken.amount,
        description=clean_name(draft.description),
    )
    is_lost = draft.purpose is Purpose.SPOILED
    account = account_id(AccountRole.TRADE_LOST) if is_lost else _goes_to(draft.purpose, draft.category_uid)
    entry.line(account, taken.amount, note=taken.source.name)
    return taken.amount


def write_sold(entry: Entry, round_uid: bytes, amount: int, quantity_milli: int = 0) -> None:
    """Income of a round from a sale that another document tells of: its row and its line, not the money.

    What had not been sold when the round was finished leaves its store as far as it lies there.
    Raises UnknownRoundError.
    """
    place = round_place(round_uid)
    waiting = book.fetch(sql.HELD, (place.id, Purpose.UNSOLD.value))[0][0] if quantity_milli else 0
    if waiting > 0:
        take(entry, round_uid, Store.CROP, min(quantity_milli, waiting))
    output_row(entry, place, Purpose.SOLD, quantity_milli, amount)
    entry.line(account_id(AccountRole.TRADE_SALES), -amount, section_id=place.section_id, note=place.name)
