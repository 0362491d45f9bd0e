"""Orders against a clerk with a pencil: deposits held, goods reserved, what is owed, after any events."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.money import MILLI
from app.domain.pre_order import DepositEnd, OrderState
from app.errors import UserError
from app.queries.integrity import check_books
from app.queries.open_items import open_items
from app.queries.pre_orders import left_deposits, reserved
from app.queries.year_end import balance_of_role
from app.services.books import close_book
from app.services.deposits import DepositEndDraft, cancel_order, end_deposit
from app.services.reversal import reverse
from tests.orders import cash, deposited, handed, line, now, ordered
from tests.stall import DAY, Stall

PRICE = 89_00
ACTS = st.lists(
    st.tuples(
        st.sampled_from(("order", "deposit", "part", "rest", "cancel", "end", "void", "undo deposit")),
        st.integers(0, 3),
        st.integers(1, 6),
    ),
    min_size=3,
    max_size=14,
)
ROUNDS = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass
class Slip:
    """An order as the clerk keeps it: pieces and baht."""

    uid: bytes
    wanted: int
    given: int = 0
    held: int = 0
    over: bool = False
    cancelled: bool = False
    bills: list[tuple[bytes, int, int]] = field(default_factory=list)
    """Document, pieces, deposit taken off; bills that stand."""
    taken: list[tuple[bytes, int]] = field(default_factory=list)


@given(ACTS)
@ROUNDS
def test_the_clerk_and_the_book_agree(acts: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        stall = Stall(Path(folder))
        try:
            slips: list[Slip] = []
            kept = 0
            for what, which, size in acts:
                kept += play(stall, slips, what, which, size)
            agree(stall, slips, kept)
        finally:
            close_book()


def play(stall: Stall, slips: list[Slip], what: str, which: int, size: int) -> int:
    """One event, at the stall and on the clerk's slips; what the group kept of a deposit."""
    if what == "order" or not slips:
        order = ordered(stall, line(stall.tea, size, PRICE), deposit_wanted=0)
        slips.append(Slip(order.uid, size))
        return 0
    slip = slips[which % len(slips)]
    order = now(slip.uid)
    if what == "deposit":
        if not refused(slip, lambda: slip.taken.append((deposited(stall, order, size * 50_00).uid, size))):
            slip.held += size * 50_00
    elif what in ("part", "rest"):
        left = slip.wanted - slip.given
        pieces = left if what == "rest" else min(size, max(left, 1))
        off = min(slip.held, pieces * PRICE)

        def give() -> None:
            chosen = None if what == "rest" else {1: pieces * MILLI}
            done = handed(stall, order, pieces * PRICE - off, chosen=chosen)
            slip.bills.append((done.posted.uid, pieces, off))

        if not refused(slip, give):
            slip.given += pieces
            slip.held -= off
            slip.over = slip.given == slip.wanted
    elif what == "cancel":
        ends = (DepositEnd.REFUND, DepositEnd.FORFEIT, DepositEnd.CREDIT)
        end, held = ends[size % 3], slip.held

        def call_off() -> None:
            pays = cash(held) if held and end is DepositEnd.REFUND else ()
            cancel_order(stall.session, slip.uid, on=DAY, reason="ไม่เอา", end=end, moneys=pays)

        if not refused(slip, call_off):
            slip.held, slip.over, slip.taken = 0, True, [] if held else slip.taken
            slip.cancelled = slip.given == 0
            slip.wanted = slip.given or slip.wanted
            return held if end is DepositEnd.FORFEIT else 0
    elif what == "end" and slip.held:
        amount = min(slip.held, size * 10_00)
        end_deposit(
            stall.session, DepositEndDraft(new_uid(), slip.uid, DepositEnd.FORFEIT, amount=amount), on=DAY
        )
        slip.held -= amount
        return amount
    elif what == "void" and slip.bills:
        uid, pieces, off = slip.bills.pop()
        reverse(stall.session, uid, on=DAY, reason="ผิด", uid=new_uid())
        slip.given -= pieces
        slip.held += off
        slip.over = False
    elif what == "undo deposit" and slip.taken:
        uid, units = slip.taken[-1]
        try:
            reverse(stall.session, uid, on=DAY, reason="ผิด", uid=new_uid())
        except UserError:
            return 0  # something was taken of it
        slip.taken.pop()
        slip.held -= units * 50_00
    return 0


def refused(slip: Slip, act: object) -> bool:
    """Do it; an order that is over refuses, and only such a one."""
    assert callable(act)
    try:
        act()
    except UserError:
        assert slip.over
        return True
    assert not slip.over
    return False


def agree(stall: Stall, slips: list[Slip], kept: int) -> None:
    """The book says what the slips say, order by order and in all."""
    for slip in slips:
        order = now(slip.uid)
        assert order.deposits.left == slip.held
        assert order.is_open is not slip.over
        assert sum(each.delivered for each in order.lines) == slip.given * MILLI
        assert (order.state is OrderState.CANCELLED) is slip.cancelled
    held = sum(slip.held for slip in slips)
    assert -balance_of_role(AccountRole.DEPOSITS, dt.date.max) == held
    assert -sum(each.open for each in open_items(AccountRole.DEPOSITS)) == held
    assert -balance_of_role(AccountRole.OTHER_INCOME, dt.date.max) == kept
    waiting = sum(slip.wanted - slip.given for slip in slips if not slip.over)
    assert reserved().get(stall.tea, 0) == waiting * MILLI
    sold = sum(slip.given for slip in slips) * PRICE
    assert -balance_of_role(AccountRole.SALES, dt.date.max) == sold
    assert sum(each.amount for each in left_deposits(dt.date.max)) == sum(x.held for x in slips if x.over)
    assert check_books() == []
