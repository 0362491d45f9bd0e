"""What members do with their group, at random: come and go, hold shares, save, borrow, divide a profit."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from app.domain.distribution import ResolutionDraft
from app.domain.distribution_heads import Base, Head, HeadKind, Method
from app.domain.document import DocumentKind, new_uid
from app.domain.fiscal import fiscal_year
from app.domain.ledger import AccountRole
from app.domain.loan import LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData, LoanDrawDraft, LoanPayDraft
from app.domain.loan_state import OverpaidError
from app.domain.member import MemberData
from app.domain.party import PartyData
from app.domain.project import ProjectData, ProjectMoneyDraft
from app.domain.savings import NotEnoughSavedError, SavingsDraft, WithdrawDraft
from app.domain.session import Permission
from app.domain.share import GiveBackDraft, HandOnDraft, NotSoManySharesError, ShareLine, SharesDraft
from app.domain.slip_entry import PayDraft, PayKind
from app.queries import loans, projects, savings, shares
from app.queries.distribution import resolved_parts
from app.queries.members import active_ids
from app.services.distribution import post_distribution
from app.services.journal import account_id
from app.services.loan_contracts import create_loan
from app.services.loans import draw_loan, pay_loan
from app.services.members import StillOpenError, enrol, leave, rejoin
from app.services.project_money import receive_money, return_money
from app.services.projects import create_project
from app.services.reversal import reverse
from app.services.savings import deposit, withdraw
from app.services.settings import change_settings
from app.services.shares import give_back_shares, hand_on_shares, post_shares
from app.services.unit_of_work import Entry, post
from app.services.year_closing import close_year
from tests.stall import DAY, Stall

PAR = 100_00
YEAR = fiscal_year(dt.date(DAY.year - 1, 6, 1), 1)
PROFIT = 1_000_03
FAR = dt.date(2030, 1, 1)
whose = st.integers(0, 99)
some = st.integers(1, 300_00)


@dataclass
class Moved:
    """What one document moved: pieces by product (thousandths) and satang by ledger role."""

    uid: bytes
    pieces: Counter[str] = field(default_factory=Counter)
    money: Counter[str] = field(default_factory=Counter)
    batch: bytes = b""


@dataclass
class Kept:
    """What the slate says that one member has with the group."""

    uid: bytes
    shares: int = 0
    paid: int = 0
    saved: int = 0
    loan: bytes = b""
    lent: int = 0
    is_here: bool = True

    @property
    def is_open(self) -> bool:
        """Whether something stands between her and the group."""
        return bool(self.shares or self.saved or self.lent)


def _cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, account_code="1101"),) if amount else ()


class GroupRules(RuleBasedStateMachine):
    """The rules of the group; the book they play in is the stall's."""

    stall: Stall
    slate: Moved

    def write_down(self, moved: Moved) -> None:
        """A document on the slate."""
        raise AssertionError

    def take_away(self, moved: Moved) -> None:
        """A document that was undone by another."""
        raise AssertionError

    def begin_group(self) -> None:
        """Three members, a project, and last year's profit, closed and not divided."""
        session = self.stall.session
        change_settings(session, {"share_par": PAR})
        self.members: list[Kept] = []
        for number in range(3):
            data = MemberData(PartyData(f"สมาชิก {number}"), joined_on=YEAR.first)
            self.members.append(Kept(enrol(session, data, today=DAY).uid))
        self.project = create_project(session, ProjectData("โครงการ")).uid
        self.granted = 0
        self.resolution: Moved | None = None
        self.parts: dict[str, int] = {}

        def earn(entry: Entry) -> None:
            entry.document(DocumentKind.JOURNAL, YEAR.first, PROFIT)
            entry.line(account_id(AccountRole.CASH), PROFIT)
            entry.line(account_id(AccountRole.OTHER_INCOME), -PROFIT)

        uid = new_uid()
        post(session, Permission.POST_JOURNAL, uid, earn)
        self.write_down(Moved(uid, money=Counter(cash=PROFIT)))
        closed = new_uid()
        close_year(session, YEAR.last, today=DAY, uid=closed)
        self.write_down(Moved(closed, money=Counter(undistributed=-PROFIT)))

    # ------------------------------------------------------------ coming and going

    @rule(pick=whose)
    def go_or_come_back(self, pick: int) -> None:
        """She leaves, if nothing is open; or comes back."""
        who, session = self._who(pick), self.stall.session
        if not who.is_here:
            rejoin(session, who.uid, on=DAY, today=DAY)
            who.is_here = True
        elif who.is_open:
            with pytest.raises(StillOpenError):
                leave(session, who.uid, on=DAY, today=DAY)
        elif self.resolution is None:
            leave(session, who.uid, on=DAY, today=DAY)
            who.is_here = False

    # ------------------------------------------------------------ shares

    @rule(pick=whose, count=st.integers(0, 5), paid=st.integers(0, 300_00))
    def take_shares(self, pick: int, count: int, paid: int) -> None:
        """More shares, an instalment, or both."""
        who = self._who(pick)
        paid = min(paid, (who.shares + count) * PAR - who.paid)
        if not who.is_here or not (count or paid):
            return
        draft = SharesDraft(new_uid(), (ShareLine(who.uid, count, paid),), _cash(paid))
        post_shares(self.stall.session, draft, on=DAY)
        who.shares += count
        who.paid += paid
        money = Counter(cash=paid, shares=-count * PAR, shares_unpaid=count * PAR - paid)
        self.write_down(Moved(draft.uid, money=money))

    @rule(pick=whose, to=whose, count=st.integers(1, 5))
    def hand_on(self, pick: int, to: int, count: int) -> None:
        """Shares go to another; more than she holds cannot."""
        who, other = self._who(pick), self._who(to)
        if who is other or not other.is_here:
            return
        draft = HandOnDraft(new_uid(), who.uid, other.uid, count)
        if count > who.shares:
            with pytest.raises(NotSoManySharesError):
                hand_on_shares(self.stall.session, draft, on=DAY)
            return
        paid = self._whole_part(who, count)
        if paid is None:
            return
        hand_on_shares(self.stall.session, draft, on=DAY)
        who.shares, who.paid = who.shares - count, who.paid - paid
        other.shares, other.paid = other.shares + count, other.paid + paid
        self.write_down(Moved(draft.uid))

    @rule(pick=whose, count=st.integers(1, 5))
    def give_back(self, pick: int, count: int) -> None:
        """Shares come back for what was paid in on them."""
        who = self._who(pick)
        paid = self._whole_part(who, count) if count <= who.shares else 0
        draft = GiveBackDraft(new_uid(), who.uid, count, pays=_cash(paid or 0))
        if count > who.shares:
            with pytest.raises(NotSoManySharesError):
                give_back_shares(self.stall.session, draft, on=DAY)
        elif paid is not None:
            give_back_shares(self.stall.session, draft, on=DAY)
            who.shares, who.paid = who.shares - count, who.paid - paid
            money = Counter(cash=-paid, shares=count * PAR, shares_unpaid=paid - count * PAR)
            self.write_down(Moved(draft.uid, money=money))

    # ------------------------------------------------------------ savings and loans

    @rule(amounts=st.lists(st.integers(0, 99_00), min_size=3, max_size=3).filter(any))
    def save(self, amounts: Sequence[int]) -> None:
        """An evening on which all save."""
        rows = tuple((who.uid, each) for who, each in zip(self.members, amounts, strict=True) if who.is_here)
        total = sum(each for _uid, each in rows)
        if not total:
            return
        draft = SavingsDraft(new_uid(), rows, _cash(total))
        deposit(self.stall.session, draft, on=DAY)
        for who in self.members:
            who.saved += dict(rows).get(who.uid, 0)
        self.write_down(Moved(draft.uid, money=Counter(cash=total, member_savings=-total)))

    @rule(pick=whose, amount=some)
    def take_out(self, pick: int, amount: int) -> None:
        """Savings are taken out, never more than is there."""
        who = self._who(pick)
        draft = WithdrawDraft(new_uid(), who.uid, amount, _cash(amount))
        if amount > who.saved:
            with pytest.raises(NotEnoughSavedError):
                withdraw(self.stall.session, draft, on=DAY)
            return
        withdraw(self.stall.session, draft, on=DAY)
        who.saved -= amount
        self.write_down(Moved(draft.uid, money=Counter(cash=-amount, member_savings=amount)))

    @rule(pick=whose, amount=some)
    def lend(self, pick: int, amount: int) -> None:
        """A member borrows, without interest; once she owes, she pays back, never more than she owes."""
        who, session = self._who(pick), self.stall.session
        if who.lent:
            part = LoanPayDraft(new_uid(), who.loan, amount, 0, pays=_cash(amount))
            if amount > who.lent:
                with pytest.raises(OverpaidError):
                    pay_loan(session, part, on=DAY)
                return
            pay_loan(session, part, on=DAY)
            who.lent -= amount
            self.write_down(Moved(part.uid, money=Counter(cash=amount, member_loans=-amount)))
        elif who.is_here:
            first = DAY + dt.timedelta(days=30)
            terms = (0, RatePer.YEAR, LoanMethod.EQUAL_PRINCIPAL, 1)
            data = LoanData(LoanSide.GIVEN, who.uid, amount, DAY, first, *terms)
            who.loan = create_loan(session, data).uid
            draft = LoanDrawDraft(new_uid(), who.loan, amount, _cash(amount))
            draw_loan(session, draft, on=DAY)
            who.lent = amount
            self.write_down(Moved(draft.uid, money=Counter(cash=-amount, member_loans=amount)))

    # ------------------------------------------------------------ a project, and last year's profit

    @rule(amount=some, back=st.booleans())
    def grant(self, amount: int, back: bool) -> None:
        """Money of a funder comes, or what is left goes back."""
        back = back and amount <= self.granted
        draft = ProjectMoneyDraft(new_uid(), self.project, amount, _cash(amount))
        (return_money if back else receive_money)(self.stall.session, draft, on=DAY)
        amount = -amount if back else amount
        self.granted += amount
        self.write_down(Moved(draft.uid, money=Counter(cash=amount, project_money=-amount)))

    @rule(reserve=st.integers(0, 100_00), keep=st.integers(0, 500_00))
    def resolve(self, reserve: int, keep: int) -> None:
        """The meeting divides the profit: reserve, something kept, the rest equally; or thinks again."""
        session = self.stall.session
        if self.resolution is not None:
            reverse(session, self.resolution.uid, on=DAY, reason="ลงมติใหม่", uid=new_uid())
            self.take_away(self.resolution)
            self.resolution = None
            return
        heads = (
            Head(HeadKind.FUND, "สำรอง", Method.AMOUNT, reserve + 1, fund="3202"),
            Head(HeadKind.RETAINED, "เก็บไว้", Method.AMOUNT, keep + 1),
            Head(HeadKind.BONUS, "เท่ากัน", Method.REST, base=Base.MEMBERS),
        )
        draft = ResolutionDraft(new_uid(), YEAR, heads, "1")
        post_distribution(session, draft, on=DAY)
        rest = PROFIT - reserve - keep - 2
        money = Counter(undistributed=PROFIT, distribution_payable=-rest, reserve=-(reserve + 1))
        money["retained"] -= keep + 1
        self.resolution = Moved(draft.uid, money=money)
        self.write_down(self.resolution)
        (each,) = (part for part in resolved_parts(draft.uid) if part.shares)
        got = sorted(share.amount for share in each.shares)
        assert sum(got) == rest
        assert got[-1] - got[0] <= 1, "equal but for a satang"

    # ------------------------------------------------------------ the registers

    def registers_are_right(self) -> None:
        """Registers, ledger and slate say the same of everybody."""
        held = {each.uid: each.holding for each in shares.holders(FAR)}
        saved = {each.uid: each.balance for each in savings.savers(FAR)}
        lent: Counter[bytes] = Counter()
        for row in loans.loan_rows(FAR):
            lent[row.loan.party_uid] += row.state.principal
        for who in self.members:
            holding = held.get(who.uid)
            assert (who.shares, who.paid) == ((holding.shares, holding.paid) if holding else (0, 0))
            assert saved.get(who.uid, 0) == who.saved
            assert lent[who.uid] == who.lent
        assert len(active_ids(DAY)) == len({who.uid for who in self.members if who.is_here})
        for register in (shares, savings, loans, projects):
            assert register.disagreements(FAR) == (), register.__name__

    def _who(self, pick: int) -> Kept:
        return self.members[pick % len(self.members)]

    def _whole_part(self, who: Kept, count: int) -> int | None:
        """What was paid in on some of her shares, where that is whole satang."""
        return None if who.paid * count % who.shares else who.paid * count // who.shares
