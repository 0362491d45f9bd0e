"""Settling with owners of consigned goods: a sheet over what was sold, a payment, what is carried forward."""

import datetime as dt

from app.changes import Changes
from app.domain.consignment import (
    Direction,
    NothingToSettleError,
    PaidWith,
    SettleDraft,
    Sheet,
    checked_sheet,
    money_in_all,
)
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.open_items import spread_oldest_first
from app.domain.session import Limit, Permission, Session
from app.queries.consignment import Unsettled, unsettled
from app.services.consignment import MAY, owner_of
from app.services.entries import money_account
from app.services.journal import account_id
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_text


def settle_owner(session: Session, draft: SettleDraft, *, on: dt.date) -> Posted:
    """Post the settlement of all that is open up to a day, once per ``draft.uid``, with what is paid now.

    Splits are those of the day of sale. What is due stays open where less is paid; what the owner owes is
    taken off, and carried forward where it is more. Raises OwnerMissingError, NothingToSettleError,
    SettleAmountError, MoreThanDueError, NotMoneyAccountError, UnknownAccountError, OverLimitError,
    NotPermittedError.
    """

    def write(entry: Entry) -> None:
        party_id, name = owner_of(draft.party_uid)
        found = unsettled(party_id, draft.last_day)
        if not any(item.open < 0 for item in found.items):
            raise NothingToSettleError(name=name)
        paid = money_in_all(draft.moneys)
        before = found.sheet
        sheet = checked_sheet(
            Sheet(before.gross, before.commission, before.carried_in, draft.charges, paid), name
        )
        entry.session.require_within(Limit.PAY_OUT, paid, Permission.KEEP_CONSIGNMENT)
        entry.document(
            DocumentKind.SETTLEMENT, on, paid, party_id=party_id, note=clean_text(draft.note) or None
        )
        entry.name("owner", name)
        _write_sheet(entry, found, sheet)
        spread = spread_oldest_first(found.items, paid + draft.charges, sign=-1)
        for part in spread.parts:
            entry.add(
                "allocation",
                target_id=part.item.document_id,
                account_id=part.item.account_id,
                party_id=party_id,
                amount=part.amount,
            )
        payable = account_id(AccountRole.CONSIGNMENT_PAYABLE)
        entry.line(payable, paid + draft.charges, party_id=party_id)
        entry.line(account_id(AccountRole.OTHER_INCOME), -draft.charges)
        move_money(entry, draft.moneys, -1)
        entry.changes = Changes.LEDGER | Changes.MARKET

    return post(session, MAY, draft.uid, write)


def move_money(entry: Entry, moneys: tuple[PaidWith, ...], sign: int) -> None:
    """Money into (plus) or out of places of money; raises NotMoneyAccountError, UnknownAccountError."""
    for each in moneys:
        if each.amount:
            entry.line(money_account(each.account_code), sign * each.amount)


def _write_sheet(entry: Entry, found: Unsettled, sheet: Sheet) -> None:
    entry.add(
        "settlement",
        direction=Direction.IN.value,
        party_id=found.party_id,
        first_day=found.first_day.isoformat(),
        last_day=found.last_day.isoformat(),
        gross=sheet.gross,
        commission=sheet.commission,
        charges=sheet.charges,
        carried_in=sheet.carried_in,
        paid=sheet.paid,
        carried_out=sheet.carried_out,
    )
    for line in found.lines:
        entry.add(
            "settlement_line",
            product_id=line.product_id,
            quantity=line.quantity,
            gross=line.gross,
            commission=line.commission,
            amount=line.amount,
        )
