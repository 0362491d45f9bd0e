"""What a round costs, entered as it comes; and a bill that the house and rounds share.

Money paid or owed stands with the round until it is finished (or is spent at once); one's own work, land,
tools and material are written down and never posted.
"""

import datetime as dt

from app.changes import Changes
from app.domain.document import DocumentKind
from app.domain.household.rounds import (
    CostDraft,
    CostLineDraft,
    NoLinesError,
    SharedBillDraft,
    TakenDraft,
    bill_parts,
    checked_cost,
)
from app.domain.household.rounds_words import Purpose, Settlement, Store
from app.domain.ledger import AccountRole
from app.domain.session import Session
from app.services.entries import money_account
from app.services.household.access import post_household
from app.services.household.counted_purse import purse_line
from app.services.household.rounds_writer import (
    RoundPlace,
    category_account,
    cost_row,
    open_round,
    output_row,
    owe,
    take,
    tool_id,
)
from app.services.journal import account_id
from app.services.purchases import slip_fields
from app.services.sales import party_of
from app.services.unit_of_work import Entry, Posted
from app.thai.normalise import clean_name, clean_text

CHANGES = Changes.LEDGER | Changes.HOUSEHOLD


def post_round_cost(session: Session, draft: CostDraft, *, on: dt.date) -> Posted:
    """Post costs of a round, once per ``draft.uid``.

    Raises NoLinesError, NoCostError, NoQuantityError, NoStoreError, UnknownRoundError, RoundFinishedError,
    UnknownToolError, StoreShortError, UnknownAccountError, NotMoneyAccountError, PartyNeededError,
    TextTooLongError, NotAHouseholdError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if not draft.lines:
            raise NoLinesError
        lines = [checked_cost(line) for line in draft.lines]
        place = open_round(draft.round_uid)
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
        entry.name("payee", name)
        paid = 0
        for line in lines:
            amount = _cost(entry, place, line, draft)
            entry.total += amount
            paid += amount if line.settlement is Settlement.PAID else 0
        if paid:
            purse_line(entry, money_account(draft.account_code), on, -paid)
        entry.changes = CHANGES

    return post_household(session, draft.uid, write)


def _cost(entry: Entry, place: RoundPlace, line: CostLineDraft, draft: CostDraft) -> int:
    party_uid = line.party_uid or draft.party_uid
    amount = line.amount if line.taken is None else _from_store(entry, line, line.taken)
    party_id, _name = party_of(party_uid)
    cost_row(
        entry,
        place,
        line.settlement,
        amount,
        step=line.step,
        kind=line.kind.value,
        is_fixed=int(line.fixed),
        description=line.description,
        quantity=line.quantity_milli,
        unit=line.unit,
        hours_milli=line.hours_milli,
        party_id=party_id,
        tool_id=tool_id(line.tool_uid),
    )
    if line.settlement.is_posted:
        entry.line(place.cost_account, amount, note=line.description or place.name)
    if line.settlement is Settlement.OWED:
        owe(entry, AccountRole.PAYABLE, -amount, party_uid)
    return amount


def _from_store(entry: Entry, line: CostLineDraft, draft: TakenDraft) -> int:
    """Own produce that goes into this round: it stays income of the round that it came from."""
    taken = take(entry, draft.round_uid, draft.store, line.quantity_milli, line.description)
    output_row(entry, taken.source, Purpose.USED, taken.quantity_milli, taken.amount)
    if taken.store is Store.CROP:  # it had been no income until now
        entry.line(
            account_id(AccountRole.TRADE_KEPT),
            -taken.amount,
            section_id=taken.source.section_id,
            note=taken.source.name,
        )
    return taken.amount


def post_shared_bill(session: Session, draft: SharedBillDraft, *, on: dt.date) -> Posted:
    """Post a bill that the house and rounds share by percent, once per ``draft.uid``: one document.

    Raises NoCostError, SharesDifferError, ShareWithoutPlaceError, UnknownRoundError, RoundFinishedError,
    UnknownCategoryError, UnknownAccountError, NotMoneyAccountError, PartyNeededError, TextTooLongError,
    NotAHouseholdError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        parts = bill_parts(draft)
        party_id, name = party_of(draft.party_uid)
        description = clean_name(draft.description)
        entry.document(
            DocumentKind.EXPENSE,
            on,
            draft.total,
            party_id=party_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or description or None,
        )
        entry.name("payee", name)
        for share, amount in zip(draft.shares, parts, strict=True):
            if share.round_uid is None:
                entry.line(category_account(share.category_uid), amount, note=description or None)
            elif amount:
                place = open_round(share.round_uid)
                cost_row(
                    entry,
                    place,
                    Settlement.PAID if draft.account_code else Settlement.OWED,
                    amount,
                    step=clean_name(share.step, 100),
                    kind=draft.kind.value,
                    is_fixed=int(draft.kind.is_fixed),
                    description=description,
                    party_id=party_id,
                    share_bp=share.share_bp,
                )
                entry.line(
                    place.cost_account, amount, section_id=place.section_id, note=description or place.name
                )
        if draft.account_code:
            purse_line(entry, money_account(draft.account_code), on, -draft.total)
        else:
            owe(entry, AccountRole.PAYABLE, -draft.total, draft.party_uid)
        entry.changes = CHANGES

    return post_household(session, draft.uid, write)
