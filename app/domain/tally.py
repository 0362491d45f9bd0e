"""The tally sheet of a stall without a computer: goods line by line, what was sold, the cash compared.

Amounts are satang, quantities thousandths of a product's own unit, prices ten-thousandths of a satang.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain import money
from app.domain.cash_counting import ReasonMissingError, ShortIs, counted_total
from app.domain.market_event import GoodsQuantityError, GoodsTwiceError, NoGoodsError, WhySpoiledError
from app.domain.receipt_book import ReceiptUse
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name

MOST_LINES = 1_000


class TallyDiffersError(UserError):
    """Sold, brought back, spoiled and given are less than what was taken."""

    message = N_(
        "“{name}”: sold, brought back, spoiled and given make {sum_milli}, but {taken_milli} were taken. "
        "{by_milli} are missing."
    )


class TallyTooManyError(TallyDiffersError):
    """Sold, brought back, spoiled and given are more than what was taken."""

    message = N_(
        "“{name}”: sold, brought back, spoiled and given make {sum_milli}, but only {taken_milli} were "
        "taken. That is {by_milli} too many."
    )


class BackBeyondTakenError(UserError):
    """More came back than was taken along."""

    message = N_(
        "“{name}”: {back_milli} came back, spoiled or were given, but only {taken_milli} were taken. "
        "That is {by_milli} too many."
    )


class TallyPriceMissingError(UserError):
    """Goods were sold, and nobody says at which price."""

    message = N_("“{name}” has no price. Please enter for how much it was sold.")


class NothingSoldError(UserError):
    """A sheet on which nothing was sold."""

    message = N_("Nothing was sold on this sheet. Please enter the goods under “Bring back” instead.")


class TallyPaymentsError(UserError):
    """More was paid otherwise than was sold."""

    message = N_("Paid by transfer and otherwise makes {paid} baht, but only {total} baht were sold.")


class TallyDiscountError(UserError):
    """A larger discount than anything was sold for; ``discount_amount`` and ``total`` in satang."""

    message = N_(
        "The discount of {discount_amount} baht is more than the {total} baht of goods on the sheet."
    )


class TallyAmountError(UserError):
    """Money below zero."""

    message = N_("Amounts on the sheet cannot be below zero.")


class NotCountedError(UserError):
    """Cash that nobody counted."""

    message = N_("How much cash is in the box? Please count it and enter it.")


@dataclass(frozen=True, slots=True)
class TallyLine:
    """A product of the sheet; ``sold_milli`` None: what the others leave."""

    product_uid: bytes
    price_e4: int | None
    taken_milli: int
    back_milli: int = 0
    spoiled_milli: int = 0
    given_milli: int = 0
    sold_milli: int | None = None

    @property
    def gone_milli(self) -> int:
        """What left without being sold."""
        return self.back_milli + self.spoiled_milli + self.given_milli

    @property
    def sold(self) -> int:
        """What was sold, as typed or as the others leave."""
        return self.taken_milli - self.gone_milli if self.sold_milli is None else self.sold_milli

    @property
    def amount(self) -> int:
        """What was sold is worth, satang; 0 while it cannot be."""
        return money.times(self.price_e4 or 0, self.sold) if self.sold > 0 else 0


@dataclass(frozen=True, slots=True)
class TallyPay:
    """What was paid otherwise than in cash."""

    tender_uid: bytes
    amount: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class TallyDraft:
    """A sheet as it is typed; ``uid`` makes it safe to try again.

    ``stays``: what was not sold stays at the stall for the next day. ``change_money`` was in the box in the
    morning; ``paid_out`` was taken out of it for costs, which are entered as slips of their own.
    """

    uid: bytes
    event_uid: bytes
    lines: tuple[TallyLine, ...]
    pays: tuple[TallyPay, ...] = ()
    discount: int = 0
    change_money: int = 0
    paid_out: int = 0
    pieces: Mapping[int, int] = field(default_factory=dict)
    counted: int | None = None
    """What was counted in all, where nobody wrote down the notes and coins."""
    reason: str = ""
    """Why the cash differs."""
    why_gone: str = ""
    """Why goods spoiled, or to whom they were given."""
    short_is: ShortIs | None = None
    """None: as the group's setting says."""
    party_uid: bytes | None = None
    """Who kept the stall, and owes what is missing where the group has it so."""
    receipts: tuple[ReceiptUse, ...] = ()
    stays: bool = False
    home_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TallySums:
    """What a sheet comes to."""

    sold: int
    """At the prices of the sheet, before a discount."""
    discount: int
    otherwise: int
    """Paid otherwise than in cash."""
    change_money: int
    paid_out: int
    counted: int | None

    @property
    def total(self) -> int:
        """What customers paid."""
        return self.sold - self.discount

    @property
    def cash(self) -> int:
        """What of it was paid in cash."""
        return self.total - self.otherwise

    @property
    def expected(self) -> int:
        """What should lie in the box."""
        return self.change_money + self.cash - self.paid_out

    @property
    def difference(self) -> int:
        """Above zero: over; below: short; 0 while nobody counted."""
        return 0 if self.counted is None else self.counted - self.expected

    @property
    def short(self) -> int:
        """How much is missing; 0 if nothing is."""
        return max(0, -self.difference)


def counted_cash(draft: TallyDraft) -> int | None:
    """What was counted: the notes and coins, else the sum that was typed; raises PiecesError."""
    if any(draft.pieces.values()):
        return counted_total(draft.pieces)
    return draft.counted


def tally_sums(draft: TallyDraft) -> TallySums:
    """What a sheet comes to as far as it is typed; raises PiecesError, AmountTooLargeError."""
    return TallySums(
        money.checked_amount(sum(line.amount for line in draft.lines)),
        draft.discount,
        money.checked_amount(sum(pay.amount for pay in draft.pays)),
        draft.change_money,
        draft.paid_out,
        counted_cash(draft),
    )


def off_by(line: TallyLine) -> int:
    """How much more (or less, below zero) the sheet accounts for than was taken, thousandths."""
    return line.gone_milli + line.sold - line.taken_milli


def checked_tally(draft: TallyDraft, names: Sequence[str]) -> TallySums:
    """Whether a sheet is right; gives what it comes to. ``names`` are those of its products.

    Raises NoGoodsError, GoodsTwiceError, GoodsQuantityError, BackBeyondTakenError, TallyDiffersError,
    TallyPriceMissingError, NothingSoldError, TallyAmountError, TallyDiscountError, TallyPaymentsError,
    NotCountedError, ReasonMissingError, WhySpoiledError, PiecesError.
    """
    if not draft.lines or len(draft.lines) > MOST_LINES:
        raise NoGoodsError
    seen: set[bytes] = set()
    for line, name in zip(draft.lines, names, strict=True):
        if line.product_uid in seen:
            raise GoodsTwiceError(name=name)
        seen.add(line.product_uid)
        _check_line(line, name)
    if not any(line.sold for line in draft.lines):
        raise NothingSoldError
    if any(line.spoiled_milli or line.given_milli for line in draft.lines):
        if not clean_name(draft.why_gone, 300):
            raise WhySpoiledError
    amounts = (draft.discount, draft.change_money, draft.paid_out, *(pay.amount for pay in draft.pays))
    if min(money.checked_amount(each) for each in amounts) < 0 or (draft.counted or 0) < 0:
        raise TallyAmountError
    sums = tally_sums(draft)
    if sums.total < 0:
        raise TallyDiscountError(discount_amount=sums.discount, total=sums.sold)
    if sums.cash < 0:
        raise TallyPaymentsError(paid=sums.otherwise, total=sums.total)
    if sums.counted is None and sums.expected:
        raise NotCountedError
    if sums.difference and not clean_name(draft.reason, 300):
        raise ReasonMissingError
    return sums


def _check_line(line: TallyLine, name: str) -> None:
    parts = (line.taken_milli, line.back_milli, line.spoiled_milli, line.given_milli)
    if min(parts) < 0 or line.taken_milli == 0 or (line.sold_milli or 0) < 0:
        raise GoodsQuantityError(name=name)
    for part in parts:
        money.checked_quantity(part)
    if line.gone_milli > line.taken_milli:
        by = line.gone_milli - line.taken_milli
        raise BackBeyondTakenError(
            name=name, back_milli=line.gone_milli, taken_milli=line.taken_milli, by_milli=by
        )
    off = off_by(line)
    if off:
        differs = TallyTooManyError if off > 0 else TallyDiffersError
        made = line.gone_milli + line.sold
        raise differs(name=name, sum_milli=made, taken_milli=line.taken_milli, by_milli=abs(off))
    if line.sold and line.price_e4 is None:
        raise TallyPriceMissingError(name=name)
