"""Whatever a group does, in whatever order: after every step the book adds up and holds what a slate says.

The slate beside the book is kept here by other means: what each document moved, in pieces and satang.
"""

import datetime as dt
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from app.domain.asset import AssetDraft, AssetKind, AssetSource, AssetWords
from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.production import AddDraft, BatchDraft, CostLineDraft, FinishDraft, OutputDraft
from app.domain.purchase import (
    CountDraft,
    CountLineDraft,
    PurchaseDraft,
    PurchaseLineDraft,
)
from app.domain.sale import (
    NO_ROUNDING,
    Condition,
    SaleReturnDraft,
    SaleReturnLineDraft,
    TenderDraft,
    price_return,
)
from app.domain.settling import (
    MoneyDraft,
    MoreThanOpenError,
    PayeeDraft,
    PayOutDraft,
    PickDraft,
    ReceiveDraft,
)
from app.domain.slip_entry import AdvanceDraft, Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.queries.stock import stock_now
from app.services.assets import NothingToDepreciateError, add_asset, depreciate
from app.services.books import close_book, enter_thread, leave_thread, open_book, open_path
from app.services.entries import post_advance, post_entry
from app.services.periods import lock_until, unlock_month
from app.services.production import (
    add_to_batch,
    finish_batch,
    produce,
    start_batch,
    undo_batch_document,
)
from app.services.purchases import post_purchase
from app.services.recosting import preview_recost, recost_month
from app.services.returns import post_return, sold_sale, void_sale
from app.services.reversal import reverse
from app.services.sales import PostedSale, post_sale
from app.services.settling import pay_money, receive_money
from app.services.stock_counts import post_count
from app.services.unit_of_work import Posted
from db import connection as book
from tests.builders import expense
from tests.properties.group_rules import FAR, GroupRules, Moved
from tests.stall import DAY, Stall

GOODS = ("kapi", "tea", "soap")
goods = st.sampled_from(GOODS)
pieces = st.integers(1, 30)
satang = st.integers(0, 1_000_00)


@dataclass
class Bill:
    """A sale that stands, what can still come back of it, and whether something did."""

    sold: PostedSale
    moved: Moved
    lines: list[tuple[str, int]]
    back: Counter[int] = field(default_factory=Counter)


@dataclass
class OpenSlip:
    """A slip that stands: what it moved, and what of it is still owed on which side of the ledger."""

    moved: Moved
    role: AccountRole | None = None
    left: int = 0
    settled: bool = False


ROLES = (
    *("cash", "promptpay", "receivable", "payable", "member_payable", "advance", "sales"),
    *("shares", "shares_unpaid", "member_savings", "member_loans", "project_money"),
    *("undistributed", "distribution_payable", "reserve", "retained"),
)
"""Roles of the ledger that the slate keeps too."""
OWING: dict[str, AccountRole] = {
    "owed to us": AccountRole.RECEIVABLE,
    "owed by us": AccountRole.PAYABLE,
    "purse": AccountRole.MEMBER_PAYABLE,
}


class BookMachine(GroupRules):
    """A stall with a kitchen, played with at random."""

    @initialize()
    def open(self) -> None:
        """A new book with three products."""
        self.folder = tempfile.TemporaryDirectory()
        self.stall = Stall(Path(self.folder.name))
        self.slate = Moved(
            b"", Counter(dict.fromkeys(GOODS, 20_000)), Counter(cash=-(666_60 + 400_00 + 250_00))
        )
        self.documents = 2
        words = AssetWords("เครื่องอบ")
        drier = AssetDraft(
            new_uid(),
            words,
            AssetKind.EQUIPMENT,
            AssetSource.DONATED,
            24_000_00,
            60,
            party_uid=self.stall.customer,
        )
        add_asset(self.stall.session, drier, on=DAY)
        self.worn: bytes | None = None
        self.slips: list[OpenSlip] = []
        self.bills: list[Bill] = []
        self.batches: dict[bytes, list[Moved]] = {}
        self.open_batches: list[bytes] = []
        self.begin_group()

    def teardown(self) -> None:
        """Close the book and throw it away."""
        close_book()
        if hasattr(self, "folder"):
            self.folder.cleanup()

    # ------------------------------------------------------------ the till

    @rule(
        cart=st.lists(st.tuples(goods, pieces, satang), min_size=1, max_size=4),
        discount=st.integers(0, 5),
        pay=st.sampled_from(("cash", "change", "promptpay", "account", "split")),
        elsewhere=st.booleans(),
    )
    def sell(self, cart: list[tuple[str, int, int]], discount: int, pay: str, elsewhere: bool) -> None:
        """Sell, also more than there is, now and then from another worker on the same book."""
        stall = self.stall
        lines = tuple(stall.line(self.uid(name), count, price) for name, count, price in cart)
        total = sum(count * price for _name, count, price in cart)
        off = min(discount * 7, total)
        total -= off
        part = total // 3
        tenders: dict[str, tuple[TenderDraft, ...]] = {
            "cash": (stall.cash(total),),
            "change": (stall.cash(total, total + 5_00),),
            "promptpay": (stall.by("promptpay", total),),
            "account": (stall.by("account", total),),
            "split": (stall.by("account", part), stall.by("promptpay", part), stall.cash(total - 2 * part)),
        }
        draft = stall.draft(*lines, pay=tenders[pay], party_uid=stall.customer, bill_discount=off)

        def post() -> PostedSale:
            return post_sale(stall.session, draft, on=DAY, rounding=NO_ROUNDING)

        sold = self.in_other_worker(post) if elsewhere else post()
        assert sold.posted.total == total
        assert sold.change == (5_00 if pay == "change" else 0)
        money = {
            "cash": Counter(cash=total),
            "change": Counter(cash=total),
            "promptpay": Counter(promptpay=total),
            "account": Counter(receivable=total),
            "split": Counter(receivable=part, promptpay=part, cash=total - 2 * part),
        }[pay]
        money["sales"] -= total
        moved = Moved(sold.posted.uid, Counter(), money)
        for name, count, _price in cart:
            moved.pieces[name] -= count * 1000
        self.write_down(moved)
        self.bills.append(Bill(sold, moved, [(name, count) for name, count, _price in cart]))
        again = post()
        assert again.posted.repeated
        assert again.posted.number == sold.posted.number

    @precondition(lambda self: self.bills)
    @rule(pick=st.integers(0, 99), line=st.integers(0, 9), count=pieces, spoiled=st.booleans())
    def take_back(self, pick: int, line: int, count: int, spoiled: bool) -> None:
        """Take back some of a line of a bill."""
        bill = self.bills[pick % len(self.bills)]
        index = line % len(bill.lines)
        name, sold = bill.lines[index]
        left = sold - bill.back[index]
        if not left:
            return
        count = min(count, left)
        condition = Condition.SPOILED if spoiled else Condition.SELLABLE
        draft = SaleReturnDraft(
            new_uid(), bill.sold.posted.uid, (SaleReturnLineDraft(index + 1, count * 1000, condition),)
        )
        refund = -price_return(draft, sold_sale(draft.sale_uid)).total
        assert 0 <= refund <= bill.sold.posted.total
        draft = SaleReturnDraft(draft.uid, draft.sale_uid, draft.lines, (self.stall.cash(refund),))
        post_return(self.stall.session, draft, on=DAY)
        bill.back[index] += count
        moved = Moved(draft.uid, Counter(), Counter(cash=-refund, sales=refund))
        if not spoiled:
            moved.pieces[name] += count * 1000
        self.write_down(moved)

    @precondition(lambda self: any(not bill.back for bill in self.bills))
    @rule(pick=st.integers(0, 99))
    def void(self, pick: int) -> None:
        """Void a bill of which nothing came back."""
        untouched = [bill for bill in self.bills if not bill.back]
        bill = untouched[pick % len(untouched)]
        void_sale(self.stall.session, bill.sold.posted.uid, on=DAY, reason="คีย์ผิด", uid=new_uid())
        self.bills.remove(bill)
        self.take_away(bill.moved)

    # ------------------------------------------------------------ slips and counts

    @rule(name=goods, count=pieces, amount=satang, freight=st.integers(0, 99), paid=st.booleans())
    def buy(self, name: str, count: int, amount: int, freight: int, paid: bool) -> None:
        """Buy goods, paid or owed."""
        total = amount + freight
        draft = PurchaseDraft(
            new_uid(),
            (PurchaseLineDraft(self.uid(name), count * 1000, "ชิ้น", amount),),
            freight,
            self.stall.customer,
            (self.stall.cash(total),) if paid else (),
        )
        post_purchase(self.stall.session, draft, on=DAY)
        money = Counter(cash=-total) if paid else Counter(payable=-total)
        self.write_down(Moved(draft.uid, Counter({name: count * 1000}), money))

    @rule(amount=st.integers(1, 500_00), paid=st.booleans())
    def spend(self, amount: int, paid: bool) -> None:
        """An expense, paid or owed."""
        line = ("5401", amount, "ค่าแผง")
        draft = expense(line, paid=amount if paid else 0, party_uid=self.stall.customer)
        post_entry(self.stall.session, draft, on=DAY)
        self.write_down(
            Moved(draft.uid, Counter(), Counter(cash=-amount) if paid else Counter(payable=-amount))
        )

    @rule(name=goods, found=st.integers(0, 40))
    def count(self, name: str, found: int) -> None:
        """Count what is on the shelf."""
        expected = self.slate.pieces[name]
        line = CountLineDraft(self.uid(name), found * 1000, expected, "นับ")
        draft = CountDraft(new_uid(), (line,))
        post_count(self.stall.session, draft, on=DAY)
        self.write_down(Moved(draft.uid, Counter({name: found * 1000 - expected})))

    @rule(
        amount=st.integers(1, 900_00),
        how=st.sampled_from(("in", "out", "owed to us", "owed by us", "purse", "advance")),
    )
    def slip(self, amount: int, how: str) -> None:
        """A slip: in or out, paid, owed, out of a member's purse or out of money given ahead."""
        self.enter(amount, how)

    @rule(amount=st.integers(1, 500_00))
    def give_ahead(self, amount: int) -> None:
        """Money given ahead to be spent."""
        draft = AdvanceDraft(new_uid(), self.stall.customer, "1101", amount)
        post_advance(self.stall.session, draft, on=DAY)
        self.write_down(Moved(draft.uid, Counter(), Counter(cash=-amount, advance=amount)))

    @precondition(lambda self: any(each.left for each in self.slips))
    @rule(pick=st.integers(0, 99), part=st.integers(1, 900_00))
    def settle(self, pick: int, part: int) -> None:
        """Receive or pay some of what is open of a slip; one satang more than that is refused."""
        still = [each for each in self.slips if each.left]
        slip = still[pick % len(still)]
        part, who, uid = min(part, slip.left), self.stall.customer, new_uid()
        assert slip.role is not None

        def post(amount: int) -> None:
            chosen = (PickDraft(slip.moved.uid, amount, slip.role or AccountRole.PAYABLE),)
            money = (MoneyDraft("1101", amount),)
            if slip.role is AccountRole.RECEIVABLE:
                receive_money(self.stall.session, ReceiveDraft(uid, who, money, chosen), on=DAY)
            else:
                pay_money(self.stall.session, PayOutDraft(uid, (PayeeDraft(who, chosen),), money), on=DAY)

        with pytest.raises(MoreThanOpenError):
            post(slip.left + 1)
        post(part)
        sign = 1 if slip.role is AccountRole.RECEIVABLE else -1
        slip.left -= part
        slip.settled = True
        self.write_down(Moved(uid, Counter(), Counter({"cash": sign * part, slip.role.value: -sign * part})))

    @precondition(lambda self: any(not each.settled for each in self.slips))
    @rule(pick=st.integers(0, 99))
    def undo_slip(self, pick: int) -> None:
        """Undo a slip of which nothing was settled."""
        untouched = [each for each in self.slips if not each.settled]
        slip = untouched[pick % len(untouched)]
        reverse(self.stall.session, slip.moved.uid, on=DAY, reason="ผิด", uid=new_uid())
        self.slips.remove(slip)
        self.take_away(slip.moved)

    @rule(amount=st.integers(1, 900_00), how=st.sampled_from(("in", "owed by us", "purse")))
    def late(self, amount: int, how: str) -> None:
        """The month is locked, a slip of it comes late and counts in the next one; it is opened again."""
        lock_until(self.stall.session, DAY, today=FAR)
        assert check_books() == []
        posted = self.enter(amount, how)
        assert (posted.on, posted.ledger_date) == (DAY, dt.date(2026, 11, 1))
        unlock_month(self.stall.session, DAY, reason="ลืมใบเสร็จ")

    @rule()
    def wear(self) -> None:
        """The depreciation of a month once; the income of the gift comes with it."""
        if self.worn is not None:
            with pytest.raises(NothingToDepreciateError):
                depreciate(self.stall.session, DAY, uid=new_uid())
            reverse(self.stall.session, self.worn, on=DAY, reason="ผิด", uid=new_uid())
            self.worn = None
            self.documents += 1
            return
        (charged,) = depreciate(self.stall.session, DAY, uid=new_uid()).documents
        assert charged.total == 400_00
        self.worn = charged.uid
        self.documents += 1

    # ------------------------------------------------------------ the kitchen

    @rule(made=pieces, used=pieces, gas=st.integers(1, 99_00), spilt=st.booleans())
    def produce(self, made: int, used: int, gas: int, spilt: bool) -> None:
        """A batch in one step."""
        outputs = [OutputDraft(self.stall.kapi, made * 1000)]
        if spilt:
            outputs.append(OutputDraft(self.stall.kapi, 1000, OutputKind.ABNORMAL_WASTE, reason="หก"))
        draft = BatchDraft(
            new_uid(), self.stall.kapi, made * 1000, None, self.costs(used, gas), tuple(outputs)
        )
        batch = produce(self.stall.session, draft, on=DAY)
        moved = Moved(
            draft.uid, Counter(kapi=made * 1000, tea=-used * 1000), Counter(cash=-gas), batch.batch_uid
        )
        self.batches[batch.batch_uid] = [moved]
        self.write_down(moved)

    @rule(planned=pieces, used=pieces, gas=st.integers(1, 99_00))
    def start(self, planned: int, used: int, gas: int) -> None:
        """Start a batch."""
        draft = BatchDraft(new_uid(), self.stall.kapi, planned * 1000, None, self.costs(used, gas))
        batch = start_batch(self.stall.session, draft, on=DAY)
        moved = Moved(draft.uid, Counter(tea=-used * 1000), Counter(cash=-gas), batch.batch_uid)
        self.batches[batch.batch_uid] = [moved]
        self.open_batches.append(batch.batch_uid)
        self.write_down(moved)

    @precondition(lambda self: self.open_batches)
    @rule(pick=st.integers(0, 99), used=pieces, gas=st.integers(1, 99_00))
    def add(self, pick: int, used: int, gas: int) -> None:
        """Add to an open batch."""
        uid = self.open_batches[pick % len(self.open_batches)]
        draft = AddDraft(new_uid(), uid, self.costs(used, gas))
        add_to_batch(self.stall.session, draft, on=DAY)
        moved = Moved(draft.uid, Counter(tea=-used * 1000), Counter(cash=-gas), uid)
        self.batches[uid].append(moved)
        self.write_down(moved)

    @precondition(lambda self: self.open_batches)
    @rule(pick=st.integers(0, 99), made=pieces, final=st.booleans())
    def finish(self, pick: int, made: int, final: bool) -> None:
        """Finish a batch or a part of it."""
        uid = self.open_batches[pick % len(self.open_batches)]
        draft = FinishDraft(new_uid(), uid, (OutputDraft(self.stall.kapi, made * 1000),), is_final=final)
        finish_batch(self.stall.session, draft, on=DAY)
        moved = Moved(draft.uid, Counter(kapi=made * 1000), Counter(), uid)
        self.batches[uid].append(moved)
        if final:
            self.open_batches.remove(uid)
        self.write_down(moved)

    @precondition(lambda self: self.batches)
    @rule(pick=st.integers(0, 99))
    def undo(self, pick: int) -> None:
        """Undo the last document of a batch; an undone finish opens it again."""
        uid = list(self.batches)[pick % len(self.batches)]
        moved = self.batches[uid].pop()
        undo_batch_document(self.stall.session, moved.uid, on=DAY, reason="ผิด", uid=new_uid())
        if uid in self.open_batches:
            self.open_batches.remove(uid)
        if self.batches[uid]:
            self.open_batches.append(uid)
        else:
            del self.batches[uid]
        self.take_away(moved)

    # ------------------------------------------------------------ the book

    @rule()
    def recost(self) -> None:
        """Re-cost the month; a second time there is nothing left to do."""
        done = recost_month(self.stall.session, DAY.replace(day=1), uid=new_uid())
        self.documents += len([month for month in done.months if month.posted])
        assert preview_recost(self.stall.session, DAY.replace(day=1)).is_empty

    @rule()
    def close_and_open(self) -> None:
        """Close the book and open it again."""
        path = open_path()
        close_book()
        self.stall.session = open_book(path)

    @invariant()
    def book_is_right(self) -> None:
        """Everything adds up, and the book holds what the slate says."""
        if not hasattr(self, "slate"):
            return
        assert check_books() == []
        assert book.fetch_int("SELECT count(*) FROM document") == self.documents
        on_hand = {row.uid: row.quantity for row in stock_now()}
        assert {name: on_hand.get(self.uid(name), 0) for name in GOODS} == {
            name: self.slate.pieces[name] for name in GOODS
        }
        every = balances(FAR)
        assert sum(account.balance for account in every) == 0
        by_role = Counter({account.role: account.balance for account in every if account.role})
        for role in ROLES:
            assert by_role[role] == self.slate.money[role], role
        self.registers_are_right()

    # ------------------------------------------------------------ helpers

    def enter(self, amount: int, how: str) -> Posted:
        """Enter a slip and write it on the slate."""
        who, role = self.stall.customer, OWING.get(how)
        is_in = how in ("in", "owed to us")
        pays = {
            "in": (PayDraft(PayKind.MONEY, amount, account_code="1101"),),
            "out": (PayDraft(PayKind.MONEY, amount, account_code="1101"),),
            "purse": (PayDraft(PayKind.PURSE, amount, party_uid=who),),
            "advance": (PayDraft(PayKind.ADVANCE, amount, party_uid=who),),
        }.get(how, ())
        draft = EntryDraft(
            new_uid(),
            Direction.IN if is_in else Direction.OUT,
            (EntryLineDraft(amount, account_code="4201" if is_in else "5401"),),
            pays,
            party_uid=who,
        )
        posted = post_entry(self.stall.session, draft, on=DAY)
        assert post_entry(self.stall.session, draft, on=DAY).repeated
        account = role.value if role else "advance" if how == "advance" else "cash"
        moved = Moved(draft.uid, Counter(), Counter({account: amount if is_in else -amount}))
        self.write_down(moved)
        self.slips.append(OpenSlip(moved, role, amount if role else 0))
        return posted

    def uid(self, name: str) -> bytes:
        """A product's uid."""
        found: bytes = getattr(self.stall, name)
        return found

    def costs(self, used: int, gas: int) -> tuple[CostLineDraft, ...]:
        """What goes into a batch: tea from the shelf, gas for cash, work that nobody is paid for."""
        return (
            CostLineDraft(
                CostKind.MATERIAL, Settlement.FROM_STOCK, "ชา", used * 1000, product_uid=self.stall.tea
            ),
            CostLineDraft(CostKind.ENERGY, Settlement.PAID, "แก๊ส", amount=gas),
            CostLineDraft(
                CostKind.LABOUR, Settlement.IMPUTED, "แรง", amount=40_00, party_uid=self.stall.customer
            ),
        )

    def write_down(self, moved: Moved) -> None:
        """A document on the slate."""
        self.slate.pieces.update(moved.pieces)
        self.slate.money.update(moved.money)
        self.documents += 1

    def take_away(self, moved: Moved) -> None:
        """A document that was undone by another."""
        self.slate.pieces.subtract(moved.pieces)
        self.slate.money.subtract(moved.money)
        self.documents += 1

    def in_other_worker(self, act: Callable[[], Any]) -> Any:
        """Do something on another thread with a connection of its own."""
        answers: list[Any] = []

        def work() -> None:
            enter_thread()
            try:
                answers.append(act())
            finally:
                leave_thread()

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        return answers[0]


TestBook = BookMachine.TestCase
TestBook.settings = settings(
    max_examples=max(40, settings().max_examples // 10),  # HYPOTHESIS_PROFILE=long plays on
    stateful_step_count=20,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)
