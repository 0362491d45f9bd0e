"""What should lie in a drawer, against a shop assistant who counts what she takes and gives."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.document import new_uid
from app.domain.drawer import Purpose
from app.domain.money import MILLI
from app.domain.sale import SaleReturnDraft, SaleReturnLineDraft
from app.domain.settling import MoneyDraft, ReceiveDraft
from app.queries.drawer import drawer_sheet
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.deposits import DepositDraft, take_deposit
from app.services.entries import post_entry
from app.services.returns import post_return, void_sale
from app.services.reversal import reverse
from app.services.sales import PostedSale, post_sale
from app.services.settling import receive_money
from app.services.unit_of_work import Posted
from db import connection as book
from tests.builders import expense, party
from tests.drawers import closed, moved, opened
from tests.orders import cash, ordered
from tests.stall import DAY, Stall

TEA, WORDS = 89_00, "ทดสอบ"
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *(
                    "cash",
                    "cash",
                    "mixed",
                    "qr",
                    "account",
                    "return",
                    "void",
                    "debt",
                    "deposit",
                    "slip",
                    "late slip",
                ),
                *("in", "out", "drop", "payout", "undo", "void of yesterday"),
            ]
        ),
        st.integers(1, 400),
    ),
    min_size=1,
    max_size=14,
)


class Season(Stall):
    """A stall that is open day after day; ``left`` are bills of earlier drawers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.day = DAY
        self.left: list[tuple[PostedSale, int]] = []
        self.member = party(self.session, "สมาชิก 007", member=True).uid


@pytest.fixture(scope="module")
def stall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    yield Season(tmp_path_factory.mktemp("drawers"))
    close_book()


class Assistant:
    """Works at the stall and keeps count of the notes and coins in her hands, by nothing else."""

    def __init__(self, stall: Season, on: dt.date) -> None:
        self.stall, self.on = stall, on
        self.sold: list[tuple[PostedSale, int]] = []
        self.moves: list[tuple[Posted, int]] = []
        self.owed = self.notes = 0

    def take(self, amount: int) -> None:
        self.notes += amount

    def give(self, amount: int) -> None:
        self.notes -= amount

    def do(self, act: str, size: int) -> None:
        stall, on, amount = self.stall, self.on, size * 25
        if act == "cash":
            handed = TEA + amount
            self.sold.append((self._sale(stall.cash(TEA, handed)), TEA))
            self.take(handed)
            self.give(handed - TEA)
        elif act == "mixed":
            part = min(amount, TEA - 1_00)
            self.sold.append((self._sale(stall.cash(part), stall.by("promptpay", TEA - part)), part))
            self.take(part)
        elif act == "qr":
            self._sale(stall.by("promptpay", TEA))
        elif act == "account":
            self._sale(stall.by("account", TEA), party_uid=stall.customer)
            self.owed += TEA
        elif act == "return" and self.sold:
            sale, paid = self.sold.pop()
            line = SaleReturnLineDraft(1, MILLI)
            back = SaleReturnDraft(new_uid(), sale.posted.uid, (line,), (stall.cash(TEA),))
            post_return(stall.session, back, on=on)
            self.give(TEA)
        elif act == "void" and self.sold:
            sale, paid = self.sold.pop()
            void_sale(stall.session, sale.posted.uid, on=on, reason=WORDS, uid=new_uid())
            self.give(paid)
        elif act == "debt" and self.owed:
            paid = min(amount, self.owed)
            draft = ReceiveDraft(new_uid(), stall.customer, (MoneyDraft("1101", paid),))
            receive_money(stall.session, draft, on=on)
            self.owed -= paid
            self.take(paid)
        elif act == "deposit":
            order = ordered(stall)
            take_deposit(stall.session, DepositDraft(new_uid(), order.uid, cash(amount)), on=on)
            self.take(amount)
        elif act == "slip":
            post_entry(stall.session, expense((COST, amount), paid=amount), on=on)
            self.give(amount)
        elif act == "late slip":
            post_entry(stall.session, expense((COST, amount), paid=amount), on=DAY - dt.timedelta(days=9))
        else:
            self._with_the_drawer(act, amount)

    def _with_the_drawer(self, act: str, amount: int) -> None:
        stall, on = self.stall, self.on
        if act == "in":
            self.moves.append(
                (moved(stall.session, Purpose.PAID_IN, amount, on=on, account_code=BANK), amount)
            )
            self.take(amount)
        elif act == "out":
            self.moves.append(
                (moved(stall.session, Purpose.PAID_OUT, amount, on=on, account_code=BANK), -amount)
            )
            self.give(amount)
        elif act == "drop":
            self.moves.append((moved(stall.session, Purpose.DROP, amount, on=on), -amount))
            self.give(amount)
        elif act == "payout":
            post_entry(stall.session, expense((COST, amount), party_uid=stall.member), on=on)
            moved(stall.session, Purpose.PAYOUT, amount, on=on, party_uid=stall.member)
            self.give(amount)
        elif act == "undo" and self.moves:
            posted, cash = self.moves.pop()
            reverse(stall.session, posted.uid, on=on, reason=WORDS, uid=new_uid())
            self.notes -= cash
        elif act == "void of yesterday" and stall.left:
            sale, paid = stall.left.pop()
            void_sale(stall.session, sale.posted.uid, on=on, reason=WORDS, uid=new_uid())
            self.give(paid)

    def _sale(self, *pay: object, **more: object) -> PostedSale:
        stall = self.stall
        draft = stall.draft(stall.line(stall.tea, 1, TEA), pay=pay, **more)  # type: ignore[arg-type]
        return post_sale(stall.session, draft, on=self.on)


BANK, COST = "1102", "5509"


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS, start=st.integers(0, 4_000), off=st.integers(-40, 40), safe=st.booleans())
def test_the_drawer_expects_what_the_assistant_holds(
    stall: Season, acts: list[tuple[str, int]], start: int, off: int, safe: bool
) -> None:
    stall.day += dt.timedelta(days=1)
    on = stall.day
    uid = opened(stall.session, start * 25, on=on)
    assistant = Assistant(stall, on)
    assistant.notes = start * 25
    for act, size in acts:
        assistant.do(act, size)
    sheet = drawer_sheet(uid)
    assert sheet is not None
    assert sheet.drawer.expected == assistant.notes
    assert sheet.flow.expected == assistant.notes
    counted = max(0, assistant.notes + off * 25)
    done = closed(stall.session, uid, counted, on=on, reason=WORDS, to_safe=counted if safe else 0)
    assert done.total == counted - assistant.notes
    stall.left.extend(assistant.sold)
    after = drawer_sheet(uid)
    assert after is not None
    assert (after.drawer.expected, after.drawer.counted) == (assistant.notes, counted)
    assert after.drawer.difference == counted - assistant.notes


def test_the_books_of_all_of_it_are_sound(stall: Season) -> None:
    assert check_books() == []
    assert book.fetch_int("SELECT count(*) FROM cash_session") > 0
