"""Barter: the agreement, what is handed over on its day or later, and the rest that never comes.

Our goods that leave are income, theirs that come are stock, both at the exchange value that was agreed; what
stands between them is owed in goods and never revalued. Like for like is no income: what comes takes over
what ours cost. Every document of an agreement names its lines, so that the register and the ledger are one.
"""

import datetime as dt
from collections.abc import Sequence

from app.changes import Changes
from app.domain import money
from app.domain.barter import (
    Balance,
    BarterDraft,
    BarterLineDraft,
    BeforeAgreementError,
    CloseDraft,
    DeliveryDraft,
    DifferenceAs,
    FreightAloneError,
    NothingToDeliverError,
    PartDraft,
    PartnerMissingError,
    Settled,
    Side,
    checked,
)
from app.domain.barter_deal import Deal, DealLine, checked_part
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.queries.barter import BarterRow, barter
from app.queries.costing import recipe_unit_cost
from app.services.barter_writer import BarterWriting, Part
from app.services.journal import account_id
from app.services.purchases import slip_fields
from app.services.records import NotFoundError
from app.services.sales import MAIN_LOCATION, party_of
from app.services.stock import NoStockKeptError, StockWriter
from app.services.unit_of_work import Entry, Posted, post
from app.thai.dates import format_date
from app.thai.digits import format_quantity
from app.thai.normalise import clean_name, clean_text

BARTER_CHANGES = Changes.MARKET | Changes.STOCK | Changes.LEDGER


def post_barter(
    session: Session, draft: BarterDraft, *, on: dt.date, location_id: int = MAIN_LOCATION
) -> Posted:
    """Post an agreement with what changes hands on its day, once per ``draft.uid``.

    Raises what ``checked`` raises, PartnerMissingError, UnknownProductError, NoStockKeptError (a
    service among theirs), UnknownAccountError, NotMoneyAccountError, NotPermittedError, OverLimitError,
    NotSavedError.
    """

    def write(entry: Entry) -> None:
        found = checked(draft)
        party_id, name = party_of(draft.party_uid)
        if party_id is None:
            raise PartnerMissingError
        entry.document(
            DocumentKind.BARTER,
            on,
            found.given,
            party_id=party_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("partner", name)
        stock = StockWriter(entry, recipe_unit_cost)
        stock.load([line.product_uid for line in (*draft.give, *draft.receive)])
        difference_as = draft.difference_as if found.difference else DifferenceAs.NONE
        entry.add(
            "barter",
            party_id=party_id,
            given=found.given,
            received=found.received,
            cash=found.cash,
            difference=found.difference,
            difference_as=difference_as.value,
            is_like_for_like=int(draft.is_like_for_like),
            give_on=draft.give_on.isoformat(),
            receive_on=draft.receive_on.isoformat(),
            give_place=clean_name(draft.give_place),
            receive_place=clean_name(draft.receive_place),
        )
        lines = _write_lines(entry, stock, draft, found)
        deal = Deal(lines, 0, found.difference, difference_as, draft.is_like_for_like)
        writing = BarterWriting(entry, stock, deal, None, party_id, location_id)
        writing.cash(found.cash, draft.account_code)
        drafts = (*draft.give, *draft.receive)
        parts = [Part(line, typed.base_now_milli) for line, typed in zip(lines, drafts, strict=True)]
        writing.hand_over([part for part in parts if part.base_milli], draft.freight, draft.freight_account)
        writing.finish()

    return post(session, Permission.BARTER, draft.uid, write)


def deliver(
    session: Session, draft: DeliveryDraft, *, on: dt.date, location_id: int = MAIN_LOCATION
) -> Posted:
    """Post goods of an agreement that are handed over later, of either side, once per ``draft.uid``.

    Raises NotFoundError, BeforeAgreementError, NothingToDeliverError, MoreThanAgreedError,
    FreightAloneError, NoStockKeptError, UnknownAccountError, NotMoneyAccountError, NotPermittedError,
    OverLimitError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        known = _known(draft.barter_uid, on)
        parts = _parts(known, draft.parts)
        incoming = [part for part in parts if part.line.side is Side.RECEIVE]
        if draft.freight and (not incoming or money.checked_amount(draft.freight) < 0):
            raise FreightAloneError
        _document(entry, known, on, draft.note, **slip_fields(draft.slip))
        stock = StockWriter(entry, recipe_unit_cost)
        writing = BarterWriting(entry, stock, known.deal, known.id, known.party_id, location_id)
        writing.hand_over(parts, draft.freight, draft.freight_account)
        entry.total = writing.moved
        writing.finish()

    return post(session, Permission.BARTER, draft.uid, write)


def close_rest(session: Session, draft: CloseDraft, *, on: dt.date) -> Posted:
    """End what will not be handed over any more by money, as a gift or as a loss, once per ``draft.uid``.

    Both sides' rests stand against each other; what remains is paid, given or written off. Raises
    NotFoundError, BeforeAgreementError, NothingToDeliverError, UnknownAccountError, NotMoneyAccountError,
    NotPermittedError, OverLimitError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        known = _known(draft.barter_uid, on)
        lines = known.deal.lines
        wanted = [each for each in lines if not draft.line_nos or each.line_no in draft.line_nos]
        parts = [Part(each, each.rest_milli) for each in wanted if each.rest_milli]
        if not parts or draft.how is Settled.DELIVERED:
            raise NothingToDeliverError
        _document(entry, known, on, draft.note)
        stock = StockWriter(entry, recipe_unit_cost)
        writing = BarterWriting(entry, stock, known.deal, known.id, known.party_id, MAIN_LOCATION)
        net = writing.close(parts, draft.how)
        if draft.how is Settled.MONEY:
            writing.money(net, draft.account_code)
        else:
            gift = draft.how is Settled.GIFT
            lost = AccountRole.OTHER_EXPENSE if gift else AccountRole.BAD_DEBT
            won = AccountRole.DONATION_INCOME if gift else AccountRole.OTHER_INCOME
            entry.line(account_id(lost if net > 0 else won), net)
        entry.total = abs(net)
        writing.finish()

    return post(session, Permission.BARTER, draft.uid, write)


# ---------------------------------------------------------------- parts


def _write_lines(
    entry: Entry, stock: StockWriter, draft: BarterDraft, found: Balance
) -> tuple[DealLine, ...]:
    lines: list[DealLine] = []
    sides: tuple[tuple[Side, tuple[BarterLineDraft, ...], list[int]], ...] = (
        (Side.GIVE, draft.give, found.given_parts([line.value for line in draft.give])),
        (Side.RECEIVE, draft.receive, found.received_parts([line.value for line in draft.receive])),
    )
    for side, typed, exchange in sides:
        for line, counts in zip(typed, exchange, strict=True):
            product = stock.product(line.product_uid)
            if side is Side.RECEIVE and not product.is_stocked:
                raise NoStockKeptError(name=product.name)
            name = clean_name(line.description) or product.name
            unit = clean_name(line.unit, 60) or product.unit
            line_no = entry.add(
                "barter_line",
                side=side.value,
                product_id=product.id,
                description=name,
                quantity=line.quantity_milli,
                unit=unit,
                base_quantity=line.base_quantity_milli,
                unit_value_e4=line.unit_value_e4,
                value=line.value,
            )
            lines.append(
                DealLine(
                    line_no,
                    side,
                    line.product_uid,
                    name,
                    unit,
                    line.quantity_milli,
                    line.base_quantity_milli,
                    line.unit_value_e4,
                    line.value,
                    counts,
                )
            )
    return tuple(lines)


def _known(uid: bytes, on: dt.date) -> BarterRow:
    found = barter(uid)
    if found is None or not found.stands:
        raise NotFoundError
    if on < found.on:
        raise BeforeAgreementError(number=found.number, day=format_date(found.on))
    return found


def _parts(known: BarterRow, drafts: Sequence[PartDraft]) -> list[Part]:
    """Parts of lines, ours first; parts of one line are put together."""
    wanted: dict[int, int] = {}
    for part in drafts:
        if part.base_milli < 0:
            raise NothingToDeliverError
        wanted[part.line_no] = wanted.get(part.line_no, 0) + part.base_milli
    parts = []
    for line_no, base in sorted(wanted.items()):
        line = known.deal.line(line_no)
        if line is None:
            raise NotFoundError
        if base:
            left = f"{format_quantity(line.rest_milli)} {known.unit_of(line_no)}"
            parts.append(Part(line, checked_part(line, base, left)))
    if not parts:
        raise NothingToDeliverError
    return parts


def _document(entry: Entry, known: BarterRow, on: dt.date, note: str, **header: str | None) -> None:
    entry.document(
        DocumentKind.BARTER, on, 0, party_id=known.party_id, **header, note=clean_text(note) or None
    )
    entry.name("partner", known.party)
