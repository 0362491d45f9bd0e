"""Barter: the agreement, what is handed over on its day or later, and the rest that never comes.

Our goods that leave are income, theirs that come are stock, both at the exchange value that was agreed; what
stands between them is owed in goods and never revalued. Like for like is no income: what comes takes over
what ours cost. Every document of an agreement names its lines, so that the register and the ledger are one.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from app.changes import Changes
from app.domain import money
from app.domain.barter import (
    Balance,
    BarterDraft,
    BarterLineDraft,
    BeforeAgreementError,
    CloseDraft,
    Deal,
    DealLine,
    DeliveryDraft,
    DifferenceAs,
    FreightAloneError,
    NothingToDeliverError,
    PartDraft,
    PartnerMissingError,
    Settled,
    Side,
    account_change,
    checked,
    checked_part,
    swapped_in,
)
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.session import Limit, Permission, Session
from app.domain.vat import VatClass, bill_tax
from app.queries.barter import BarterRow, barter, cost_left
from app.queries.costing import recipe_unit_cost
from app.queries.tax import is_registered
from app.services.entries import money_account
from app.services.journal import account_id
from app.services.purchases import slip_fields
from app.services.records import NotFoundError
from app.services.sales import MAIN_LOCATION, party_of
from app.services.stock import NoStockKeptError, ProductFacts, StockWriter, Values
from app.services.unit_of_work import Entry, Posted, post
from app.services.vat import rate_on
from app.thai.dates import format_date
from app.thai.digits import format_quantity
from app.thai.normalise import clean_name, clean_text

BARTER_CHANGES = Changes.MARKET | Changes.STOCK | Changes.LEDGER


class _Part(NamedTuple):
    line: DealLine
    base_milli: int


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
        writing = _Writing(entry, stock, deal, None, party_id, location_id)
        writing.cash(found.cash, draft.account_code)
        drafts = (*draft.give, *draft.receive)
        parts = [_Part(line, typed.base_now_milli) for line, typed in zip(lines, drafts, strict=True)]
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
        writing = _Writing(entry, stock, known.deal, known.id, known.party_id, location_id)
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
        parts = [_Part(each, each.rest_milli) for each in wanted if each.rest_milli]
        if not parts or draft.how is Settled.DELIVERED:
            raise NothingToDeliverError
        _document(entry, known, on, draft.note)
        stock = StockWriter(entry, recipe_unit_cost)
        writing = _Writing(entry, stock, known.deal, known.id, known.party_id, MAIN_LOCATION)
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


def _parts(known: BarterRow, drafts: Sequence[PartDraft]) -> list[_Part]:
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
            parts.append(_Part(line, checked_part(line, base, left)))
    if not parts:
        raise NothingToDeliverError
    return parts


def _document(entry: Entry, known: BarterRow, on: dt.date, note: str, **header: str | None) -> None:
    entry.document(
        DocumentKind.BARTER, on, 0, party_id=known.party_id, **header, note=clean_text(note) or None
    )
    entry.name("partner", known.party)


class _Writing:
    """A document of a barter while it is being written; ``moved`` is what changed hands, satang."""

    def __init__(
        self,
        entry: Entry,
        stock: StockWriter,
        deal: Deal,
        target_id: int | None,
        party_id: int,
        location_id: int,
    ) -> None:
        self._entry, self._stock, self._deal = entry, stock, deal
        self._target_id, self._party_id, self._location_id = target_id, party_id, location_id
        self._before = self._after = deal.account
        self._cash = deal.cash
        self._left = Values(0, 0, 0)
        self.moved = 0

    def cash(self, amount: int, account_code: str) -> None:
        """Money on top, plus when it comes to us; it counts against the goods."""
        self._after -= amount
        self._cash = amount
        self.money(amount, account_code)

    def money(self, amount: int, account_code: str) -> None:
        """Money that comes (plus) or goes; without an account it stays owed. Raises OverLimitError."""
        if not account_code and amount:
            role = AccountRole.RECEIVABLE if amount > 0 else AccountRole.PAYABLE
            self._entry.line(account_id(role), amount, party_id=self._party_id)
        elif amount:
            self._entry.session.require_within(Limit.PAY_OUT, max(-amount, 0), Permission.BARTER)
            self._entry.line(money_account(account_code), amount)

    def hand_over(self, parts: Sequence[_Part], freight: int, freight_account: str) -> None:
        """Ours leave, theirs come; freight goes into what comes."""
        ours = [part for part in parts if part.line.side is Side.GIVE]
        theirs = [part for part in parts if part.line.side is Side.RECEIVE]
        self._give(ours)
        self._receive(theirs, ours, freight)
        self.money(-freight, freight_account)

    def close(self, parts: Sequence[_Part], how: Settled) -> int:
        """Count rests as done; returns what they owe us for it less what we owe them, satang."""
        ours = [part for part in parts if part.line.side is Side.GIVE]
        theirs = [part for part in parts if part.line.side is Side.RECEIVE]
        if self._deal.is_like_for_like:
            gotten = swapped_in(self._deal, theirs, self._cost_of_all(()).value)
            given = [self._would_cost(part).value for part in ours]
            if ours and self._ends(ours):
                rest = self._deal.settled(Side.RECEIVE) + sum(gotten) - self._deal.settled(Side.GIVE)
                given[-1] = rest - sum(given[:-1])
        else:
            gotten = [part.line.part(part.base_milli) for part in theirs]
            given = [part.line.part(part.base_milli) for part in ours]
        for part, value in zip((*ours, *theirs), (*given, *gotten), strict=True):
            self._row(part, how, value)
        return sum(gotten) - sum(given)

    def finish(self) -> None:
        """Write what is now owed in goods, and the stock's own lines."""
        owed, owing = account_change(self._before, self._after)
        for role, amount in (
            (AccountRole.BARTER_RECEIVABLE, owed),
            (AccountRole.BARTER_PAYABLE, owing),
        ):
            self._entry.line(account_id(role), amount, party_id=self._party_id)
        self._stock.finish()
        self._entry.changes = BARTER_CHANGES

    # ---- ours

    def _give(self, parts: Sequence[_Part]) -> None:
        products = [self._stock.product(part.line.product_uid) for part in parts]
        costs = [self._issue(product, part) for product, part in zip(products, parts, strict=True)]
        for cost in costs:
            self._left = _sum(self._left, cost)
        is_like = self._deal.is_like_for_like
        values = (
            self._swapped_out(parts, costs)
            if is_like
            else [part.line.part(part.base_milli) for part in parts]
        )
        agreed = [part.line.agreed_part(part.base_milli) for part in parts]
        taxes = self._tax(products, agreed if is_like else values)
        for part, product, cost, value, whole, tax in zip(
            parts, products, costs, values, agreed, taxes, strict=True
        ):
            self._row(part, Settled.DELIVERED, value)
            if is_like:
                self._line(AccountRole.BARTER_COST, cost.value - value + tax, product)
                continue
            self._line(AccountRole.BARTER_INCOME, tax - value, product)
            given_away = 0
            if self._deal.difference_as is DifferenceAs.GIFT and whole:
                given_away = money.share(cost.value, whole - value, whole)
            self._line(AccountRole.SAMPLES, given_away, product)
            self._line(AccountRole.BARTER_COST, cost.value - given_away, product)

    def _issue(self, product: ProductFacts, part: _Part) -> Values:
        if not product.is_stocked:
            return Values(0, 0, 0)
        return self._stock.issue(
            product,
            part.base_milli,
            location_id=self._location_id,
            purpose="barter",
            for_line=part.line.line_no,
        )

    def _swapped_out(self, parts: Sequence[_Part], costs: Sequence[Values]) -> list[int]:
        """Like for like counts what ours cost; the last to leave count what theirs, long here, came in at."""
        values = [cost.value for cost in costs]
        if parts and self._deal.is_done(Side.RECEIVE) and self._ends(parts):
            rest = self._deal.settled(Side.RECEIVE) - self._deal.settled(Side.GIVE)
            values[-1] = rest - sum(values[:-1])
        return values

    def _ends(self, parts: Sequence[_Part]) -> bool:
        """Whether nothing of our list is left after these parts."""
        now = {part.line.line_no: part.base_milli for part in parts}
        return all(each.rest_milli == now.get(each.line_no, 0) for each in self._deal.of(Side.GIVE))

    def _tax(self, products: Sequence[ProductFacts], amounts: Sequence[int]) -> list[int]:
        """The tax in what leaves, as if it were sold; nothing while the group is not registered."""
        if not products or not is_registered(self._entry.on):
            return [0] * len(products)
        rate_bp = rate_on(self._entry.on)
        parts = bill_tax(amounts, [VatClass(product.vat_class) for product in products], 0, rate_bp)
        for part, product in zip(parts, products, strict=True):
            self._entry.add(
                "tax_line",
                side="output",
                vat_class=part.vat_class.value,
                for_line=None,
                product_id=product.id,
                base=part.base,
                tax=part.tax,
                rate_bp=rate_bp,
                claim="",
            )
        self._entry.line(account_id(AccountRole.OUTPUT_VAT), -sum(part.tax for part in parts))
        return [part.tax for part in parts]

    # ---- theirs

    def _receive(self, parts: Sequence[_Part], ours: Sequence[_Part], freight: int) -> None:
        if not parts:
            return
        is_like = self._deal.is_like_for_like
        whole = self._cost_of_all(ours) if is_like else Values(0, 0, 0)
        values = (
            swapped_in(self._deal, parts, whole.value)
            if is_like
            else [part.line.part(part.base_milli) for part in parts]
        )
        shares = money.split(freight, values)
        is_gift = self._deal.difference_as is DifferenceAs.GIFT
        for part, value, share in zip(parts, values, shares, strict=True):
            self._row(part, Settled.DELIVERED, value)
            product = self._stock.product(part.line.product_uid)
            worth = part.line.agreed_part(part.base_milli) if is_gift else value
            self._line(AccountRole.DONATION_INCOME, value - worth, product)
            cash, full = self._paid_for(value, whole) if is_like else (self._cash_in(value), worth)
            self._stock.receive(
                product,
                part.base_milli,
                Values(worth + share, cash + share, full + share),
                location_id=self._location_id,
                purpose="barter",
                for_line=part.line.line_no,
            )

    def _cash_in(self, value: int) -> int:
        """The part of a value that we paid in money on top."""
        whole = sum(each.exchange for each in self._deal.of(Side.RECEIVE))
        return money.share(min(max(-self._cash, 0), whole), value, whole) if whole else 0

    def _paid_for(self, value: int, whole: Values) -> tuple[int, int]:
        """Cash and full cost that goods take over like for like."""
        if not whole.value:
            return 0, value
        return money.share(whole.cash_value, value, whole.value), money.share(
            whole.full_value, value, whole.value
        )

    def _cost_of_all(self, now: Sequence[_Part]) -> Values:
        """What our whole list cost: what left before, what leaves ``now``, and the rest at the average."""
        total = self._left
        if self._target_id is not None:
            value, cash, full = cost_left(self._target_id)
            total = _sum(total, Values(value, cash, full))
        leaving = {part.line.line_no: part.base_milli for part in now}
        for each in self._deal.of(Side.GIVE):
            rest = each.rest_milli - leaving.get(each.line_no, 0)
            if rest:
                total = _sum(total, self._would_cost(_Part(each, rest)))
        return total

    def _would_cost(self, part: _Part) -> Values:
        """What a part would cost if it left now."""
        product = self._stock.product(part.line.product_uid)
        pool = self._stock.pool(product)
        if pool.quantity > 0:
            return Values(
                money.share(pool.value, part.base_milli, pool.quantity),
                money.share(pool.cash_value, part.base_milli, pool.quantity),
                money.share(pool.full_value, part.base_milli, pool.quantity),
            )
        last = pool.last
        if last is None:
            return Values(0, 0, 0)
        return Values(
            money.times(last.value_e4, part.base_milli),
            money.times(last.cash_e4, part.base_milli),
            money.times(last.full_e4, part.base_milli),
        )

    # ---- rows

    def _row(self, part: _Part, how: Settled, value: int) -> None:
        self._entry.add(
            "barter_entry",
            target_id=self._target_id,
            barter_line=part.line.line_no,
            purpose=how.value,
            base_quantity=part.base_milli,
            value=value,
        )
        self._after += value if part.line.side is Side.GIVE else -value
        self.moved += value

    def _line(self, role: AccountRole, amount: int, product: ProductFacts) -> None:
        self._entry.line(account_id(role), amount, product_id=product.id)


def _sum(one: Values, other: Values) -> Values:
    return Values(
        one.value + other.value, one.cash_value + other.cash_value, one.full_value + other.full_value
    )
