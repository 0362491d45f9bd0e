"""A group of forty members in four units: shares, savings, loans, hours, told twice like the rest.

What each member holds is kept here in plain lists, and what she is to get is worked out with fractions; none
of it asks the program.
"""

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

from app.domain.document import new_uid
from app.domain.loan import LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData, LoanDrawDraft, LoanPayDraft
from app.domain.member import MemberRole, RoleData
from app.domain.party import PartyData
from app.domain.project import BudgetData, ProjectData, ProjectMoneyDraft
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.domain.savings import SavingsDraft, WithdrawDraft
from app.domain.share import GiveBackDraft, HandOnDraft, ShareLine, SharesDraft
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.domain.work_log import WorkDraft, WorkLine
from app.services.catalogue import save_section
from app.services.entries import post_entry
from app.services.loan_contracts import create_loan
from app.services.loans import accrue_interest, draw_loan, pay_loan
from app.services.members import appoint, leave
from app.services.parties import create_party
from app.services.project_money import receive_money, recognise, return_money
from app.services.projects import close_project, create_project, set_budget
from app.services.purchases import post_purchase
from app.services.sales import post_sale
from app.services.savings import credit_interest, deposit, set_savings_rate, withdraw
from app.services.settings import change_settings
from app.services.shares import give_back_shares, hand_on_shares, post_shares
from app.services.unit_of_work import Posted
from app.services.work_log import log_work
from tests.scenarios.year_on_paper import E4, MILLI, Year, half_up

PAR = 100_00
UNITS = ("แปรรูป", "สมุนไพร", "โคขุน", "ตลาด")
PEOPLE = 40
BUDGET = (
    ("ค่าวิทยากร", "5502", 15_000_00),
    ("วัสดุฝึกอบรม", "5206", 15_000_00),
    ("อาหารและเครื่องดื่ม", "5501", 10_000_00),
)
"""Lines of the project: name, account, satang."""


def rounded(amount: Fraction) -> int:
    """A fraction of satang to whole ones, halves upwards; of what is not below zero."""
    return half_up(amount.numerator, amount.denominator)


def largest_remainders(amount: int, weights: dict[str, int]) -> dict[str, int]:
    """Satang over weights: whole parts first, then one each where the most was cut off."""
    whole = sum(weights.values())
    exact = {name: Fraction(amount * weight, whole) for name, weight in weights.items()}
    parts = {name: int(part) for name, part in exact.items()}
    by_rest = sorted(exact, key=lambda name: parts[name] - exact[name])
    for name in by_rest[: amount - sum(parts.values())]:
        parts[name] += 1
    return parts


class Group(Year):
    """The year of ``Year`` with forty members; Noi is number 1 and Dam number 2."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        change_settings(self.session, {"share_par": PAR})
        self.names = ["น้อย สมาชิกตัวอย่าง", "ดำ สมาชิกตัวอย่าง"]
        self.uid = {self.names[0]: self.noi, self.names[1]: self.dam}
        self.units = [save_section(self.session, name).id for name in UNITS]
        for number in range(3, PEOPLE + 1):
            name = f"สมาชิกที่ {number:02d}"
            unit = self.units[number % len(UNITS)]
            data = PartyData(name, is_member=True, section_id=unit)
            self.uid[name] = create_party(self.session, data).uid
            self.names.append(name)
        self.fund = self._person("กองทุนหมู่บ้านตัวอย่าง")
        self.shares: dict[str, int] = defaultdict(int)
        self.share_moves: list[tuple[str, dt.date, int]] = []
        self.unpaid: dict[str, int] = defaultdict(int)
        self.saved: dict[str, list[tuple[dt.date, int]]] = defaultdict(list)
        self.hours: dict[str, int] = defaultdict(int)
        self.bought: dict[str, int] = defaultdict(int)
        self.supplied: dict[str, int] = defaultdict(int)
        self.owed_by_fund_loan = self.owed_by_member = 0
        self.present = set(self.names)
        self.chosen: list[str] = []

    def name(self, number: int) -> str:
        """A member by her number, from 1."""
        return self.names[number - 1]

    def open(self, on: dt.date) -> None:
        """The opening of the year; its shares stand in the register as well."""
        super().open(on)
        for number, amount in ((1, 10_000_00), (2, 5_000_00)):
            self.shares[self.name(number)] += amount // PAR
            self.share_moves.append((self.name(number), on.replace(year=on.year - 1), amount))

    def committee(self, on: dt.date) -> list[str]:
        """Five members are entrusted with the group for two years."""
        roles = (
            MemberRole.CHAIR,
            MemberRole.VICE_CHAIR,
            MemberRole.SECRETARY,
            MemberRole.TREASURER,
            MemberRole.COMMITTEE,
        )
        for number, role in enumerate(roles, 1):
            term = RoleData(role, on, on.replace(year=on.year + 2))
            appoint(self.session, self.uid[self.name(number)], data=term)
        return [self.name(number) for number in range(1, len(roles) + 1)]

    # ---------------------------------------------------------------- shares

    def share_evening(self, on: dt.date, rows: list[tuple[int, int, int]]) -> None:
        """(number of the member, shares she takes, satang she pays in), all in one document."""
        lines = tuple(ShareLine(self.uid[self.name(number)], shares, paid) for number, shares, paid in rows)
        total = sum(paid for _number, _shares, paid in rows)
        draft = SharesDraft(new_uid(), lines, (PayDraft(PayKind.MONEY, total, "1101"),) if total else ())
        post_shares(self.session, draft, on=on)
        for number, shares, paid in rows:
            name = self.name(number)
            self.shares[name] += shares
            self.unpaid[name] += shares * PAR - paid
            self.share_moves.append((name, on, paid))
        par = sum(shares for _number, shares, _paid in rows) * PAR
        self.paper.note(a1101=total, a3101=-par, a3104=par - total)

    def hand_on(self, on: dt.date, giver: int, taker: int, shares: int) -> None:
        """Paid-up shares go from one member to another."""
        give, take = self.name(giver), self.name(taker)
        hand_on_shares(self.session, HandOnDraft(new_uid(), self.uid[give], self.uid[take], shares), on=on)
        self.shares[give] -= shares
        self.shares[take] += shares
        self.share_moves += [(give, on, -shares * PAR), (take, on, shares * PAR)]

    def leaves(self, on: dt.date, number: int) -> None:
        """A member gives her paid-up shares back and leaves; her savings are paid out before."""
        name = self.name(number)
        amount = self.shares[name] * PAR
        draft = GiveBackDraft(
            new_uid(), self.uid[name], self.shares[name], pays=(PayDraft(PayKind.MONEY, amount, "1101"),)
        )
        give_back_shares(self.session, draft, on=on)
        leave(self.session, self.uid[name], on=on, reason="ย้ายไปอยู่กับลูก", today=on, anyway=True)
        self.share_moves.append((name, on, -amount))
        self.shares[name] = 0
        self.present.discard(name)
        self.paper.note(a3101=amount, a1101=-amount)

    # ---------------------------------------------------------------- savings and loans

    def savings_evening(self, on: dt.date, rows: list[tuple[int, int]]) -> None:
        """(number of the member, satang she puts in), all in one document."""
        total = sum(amount for _number, amount in rows)
        draft = SavingsDraft(
            new_uid(),
            tuple((self.uid[self.name(number)], amount) for number, amount in rows),
            (PayDraft(PayKind.MONEY, total, "1101"),),
        )
        deposit(self.session, draft, on=on)
        for number, amount in rows:
            self.saved[self.name(number)].append((on, amount))
        self.paper.note(a1101=total, a2113=-total)

    def takes_out(self, on: dt.date, number: int, amount: int) -> None:
        """A member takes savings out."""
        name = self.name(number)
        pays = (PayDraft(PayKind.MONEY, amount, "1101"),)
        withdraw(self.session, WithdrawDraft(new_uid(), self.uid[name], amount, pays), on=on)
        self.saved[name].append((on, -amount))
        self.paper.note(a2113=amount, a1101=-amount)

    def savings_rate(self, on: dt.date, percent: int) -> None:
        """Interest on savings from a day, percent a year."""
        set_savings_rate(self.session, on, rate_ppm=percent * 10_000)

    def savings_interest(self, last: dt.date, percent: int) -> None:
        """Day by day: each day counts with what was there in the evening."""
        credit_interest(self.session, last, uid=new_uid())
        total = 0
        for moves in self.saved.values():
            days = Fraction(0)
            day = min(on for on, _amount in moves)
            while day <= last:
                days += sum(amount for on, amount in moves if on <= day)
                day += dt.timedelta(days=1)
            interest = rounded(days * percent / 100 / 365)
            if interest:
                moves.append((last, interest))
                total += interest
        self.paper.note(a5503=total, a2113=-total)

    def borrow(self, on: dt.date, amount: int, first_due: dt.date) -> None:
        """The village fund lends at 6 % a year; ten equal parts go back, each with the interest so far."""
        data = LoanData(
            LoanSide.TAKEN,
            self.fund,
            amount,
            on,
            first_due,
            60_000,
            RatePer.YEAR,
            LoanMethod.EQUAL_PRINCIPAL,
            10,
        )
        self.fund_loan = create_loan(self.session, data).uid
        pays = (PayDraft(PayKind.MONEY, amount, "1102"),)
        draw_loan(self.session, LoanDrawDraft(new_uid(), self.fund_loan, amount, pays), on=on)
        self.owed_by_fund_loan, self.fund_counted = amount, on
        self.paper.note(a1102=amount, a2201=-amount)

    def pay_fund(self, on: dt.date, principal: int) -> None:
        """An instalment to the village fund: days of 365."""
        days = (on - self.fund_counted).days
        interest = rounded(Fraction(self.owed_by_fund_loan * 6 * days, 100 * 365))
        total = principal + interest
        draft = LoanPayDraft(
            new_uid(),
            self.fund_loan,
            principal,
            interest,
            pays=(PayDraft(PayKind.MONEY, total, "1102"),),
        )
        pay_loan(self.session, draft, on=on)
        self.owed_by_fund_loan -= principal
        self.fund_counted = on
        self.paper.note(a2201=principal, a5503=interest, a1102=-total)

    def lend(self, on: dt.date, number: int, amount: int, first_due: dt.date) -> None:
        """The group lends a member at 1 % a month."""
        data = LoanData(
            LoanSide.GIVEN,
            self.uid[self.name(number)],
            amount,
            on,
            first_due,
            10_000,
            RatePer.MONTH,
            LoanMethod.EQUAL_PRINCIPAL,
            12,
        )
        self.member_loan = create_loan(self.session, data).uid
        pays = (PayDraft(PayKind.MONEY, amount, "1101"),)
        draw_loan(self.session, LoanDrawDraft(new_uid(), self.member_loan, amount, pays), on=on)
        self.owed_by_member = amount
        self.paper.note(a1208=amount, a1101=-amount)

    def member_pays(self, on: dt.date, principal: int) -> None:
        """Her instalment, a whole month after the last: 1 % of what she owes."""
        interest = rounded(Fraction(self.owed_by_member, 100))
        total = principal + interest
        draft = LoanPayDraft(
            new_uid(),
            self.member_loan,
            principal,
            interest,
            pays=(PayDraft(PayKind.MONEY, total, "1101"),),
        )
        pay_loan(self.session, draft, on=on)
        self.owed_by_member -= principal
        self.paper.note(a1101=total, a1208=-principal, a4205=-interest)

    def accrue(self, last: dt.date, *, months: int, since: dt.date, until: dt.date) -> None:
        """Interest of both loans to a day: the fund's by days, hers by whole months and days of one more."""
        accrue_interest(self.session, last, uid=new_uid())
        days = (last - self.fund_counted).days
        owes = rounded(Fraction(self.owed_by_fund_loan * 6 * days, 100 * 365))
        part = months + Fraction((last - since).days, (until - since).days)
        gets = rounded(self.owed_by_member * part / 100)
        self.accrued = (owes, gets)
        self.paper.note(a5503=owes, a2112=-owes, a1210=gets, a4205=-gets)

    # ---------------------------------------------------------------- a funded project

    def project_begins(self, on: dt.date, received: int) -> None:
        """An agency pays for a training; the money is owed until it is spent."""
        data = ProjectData(
            "อบรมแปรรูปสมุนไพร",
            funder_uid=self.agency,
            first_day=on,
            last_day=on.replace(month=12, day=31),
            agreed=received,
        )
        self.project = create_project(self.session, data).uid
        self.budget = {name: amount for name, _code, amount in BUDGET}
        lines = [BudgetData(name, amount, code) for name, code, amount in BUDGET]
        set_budget(self.session, self.project, lines=lines)
        pays = (PayDraft(PayKind.MONEY, received, "1102"),)
        receive_money(self.session, ProjectMoneyDraft(new_uid(), self.project, received, pays), on=on)
        self.project_left, self.project_used = received, 0
        self.paper.note(a1102=received, a2203=-received)

    def project_slip(self, on: dt.date, name: str, amount: int) -> Posted:
        """A slip of the project over one line of its budget, paid from the bank."""
        code = next(code for each, code, _amount in BUDGET if each == name)
        draft = EntryDraft(
            new_uid(),
            Direction.OUT,
            (EntryLineDraft(amount, account_code=code, description=name, project_uid=self.project),),
            (PayDraft(PayKind.MONEY, amount, "1102"),),
        )
        posted = post_entry(self.session, draft, on=on)
        self.budget[name] -= amount
        self.project_used += amount
        self.paper.note(**{f"a{code}": amount, "a1102": -amount})
        return posted

    def project_earns(self, on: dt.date) -> None:
        """What was spent since becomes income, as far as there is money for it."""
        amount = min(self.project_used, self.project_left)
        recognise(self.session, self.project, day=on, uid=new_uid())
        self.project_used -= amount
        self.project_left -= amount
        self.paper.note(a2203=amount, a4207=-amount)

    def project_gives_back(self, on: dt.date) -> None:
        """What is left goes back to the agency, and the project is closed."""
        amount = self.project_left
        pays = (PayDraft(PayKind.MONEY, amount, "1102"),)
        return_money(self.session, ProjectMoneyDraft(new_uid(), self.project, amount, pays), on=on)
        close_project(self.session, self.project, on=on)
        self.project_left = 0
        self.paper.note(a2203=amount, a1102=-amount)

    # ---------------------------------------------------------------- work and trade with members

    def free_hours(self, on: dt.date, rows: list[tuple[int, int]]) -> None:
        """(number of the member, whole hours) of work that nobody was paid for."""
        lines = tuple(WorkLine(self.uid[self.name(number)], hours * MILLI) for number, hours in rows)
        log_work(self.session, WorkDraft(new_uid(), on, lines), today=on)
        for number, hours in rows:
            self.hours[self.name(number)] += hours * MILLI

    def member_buys(self, on: dt.date, number: int, boxes: int, price: int) -> None:
        """Tea that a member buys for cash, by name."""
        total = boxes * price
        line = SaleLineDraft(self.tea, "ชา", boxes * MILLI, "กล่อง", price * E4)
        pay = TenderDraft(self.cash, total, is_cash=True)
        name = self.name(number)
        post_sale(
            self.session, SaleDraft(new_uid(), (line,), tenders=(pay,), party_uid=self.uid[name]), on=on
        )
        self.bought[name] += total
        cost = self.paper.goods_out("tea", boxes * MILLI)
        self.paper.note(a1101=total, a4101=-total, a5101=cost, a1303=-cost)

    def member_supplies(self, on: dt.date, number: int, kilos: int, amount: int) -> None:
        """Herbs from a member's garden for cash."""
        name = self.name(number)
        line = PurchaseLineDraft(self.herb, kilos * MILLI, "กก.", amount)
        pay = (TenderDraft(self.cash, amount, is_cash=True),)
        post_purchase(self.session, PurchaseDraft(new_uid(), (line,), 0, self.uid[name], pay), on=on)
        self.supplied[name] += amount
        self.paper.goods_in("herb", kilos * MILLI, amount)
        self.paper.note(a1301=amount, a1101=-amount)

    # ---------------------------------------------------------------- what is to come out

    def share_months(self, year: int) -> dict[str, int]:
        """Satang times months: what was paid in counts from the month after, for who still holds some."""
        found: dict[str, int] = defaultdict(int)
        for name, on, paid in self.share_moves:
            months = 12 if on.year < year else 12 - on.month
            found[name] += paid * months
        return {name: count for name, count in found.items() if count > 0 and self.shares[name]}
