"""A year of forty members in four units, up to the meeting: registers, ledger and sums on paper are one.

Shares come in by instalments, are handed on and given back; members save; the village fund lends to the group
and the group to a member; hours are worked free; a funded project is spent. The meeting has three proposals.
"""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.distribution import ResolutionDraft, VariantData
from app.domain.distribution_heads import Base, Head, HeadKind, Method
from app.domain.document import new_uid
from app.domain.fiscal import FiscalYear, last_of_month
from app.domain.ledger import AccountRole
from app.domain.settling import MoneyDraft, PayeeDraft, PayOutDraft
from app.queries import loans, projects, savings, shares
from app.queries.balances import balances
from app.queries.distribution import resolved_parts, still_owed, variants, worked_out
from app.queries.integrity import check_books
from app.queries.members import members
from app.queries.profit import income_statement
from app.queries.work_hours import hours_by_person
from app.services.distribution import create_variant, post_distribution
from app.services.settling import pay_money
from app.services.year_closing import close_year
from tests.scenarios.group_on_paper import PAR, PEOPLE, Group, largest_remainders, rounded
from tests.scenarios.test_a_year_of_books import month_of

JANUARY, DECEMBER = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
MEETING = dt.date(2027, 2, 21)
YEAR = FiscalYear(JANUARY, DECEMBER)


def ledger(day: dt.date) -> dict[str, int]:
    """Every account that is not zero."""
    return {row.code: row.balance for row in balances(day) if row.balance}


def agree(told: Group, day: dt.date) -> None:
    """Ledger, registers and paper say the same, and the book is whole."""
    assert ledger(day) == told.paper.balances(), day
    assert shares.disagreements(day) == ()
    assert loans.disagreements(day) == ()
    assert savings.disagreements(day) == ()
    assert projects.disagreements(day) == ()
    holders = {each.name: each.holding for each in shares.holders(day)}
    assert {name: held.shares for name, held in holders.items()} == {
        name: count for name, count in told.shares.items() if count
    }
    assert {name: held.unpaid for name, held in holders.items() if held.unpaid} == {
        name: left for name, left in told.unpaid.items() if left
    }
    assert check_books() == [], day


def month_of_group(told: Group, number: int) -> None:
    """What forty people do in a month beside the trade."""

    def day(of_month: int) -> dt.date:
        return dt.date(2026, number, of_month)

    evening = [(each, 12 if number == 1 else 0, PAR) for each in range(31, PEOPLE + 1)]
    if number == 1:
        evening += [(each, 10, 10 * PAR) for each in range(3, 31)]
    if number == 6:
        evening += [(each, 5, 5 * PAR) for each in range(3, 6)]
    told.share_evening(day(5), evening)
    there = [each for each in range(1, PEOPLE + 1) if not (each == 8 and number > 9)]
    told.savings_evening(day(5), [(each, 50_00 + each % 4 * 25_00) for each in there if each != 8])
    told.free_hours(day(20), [(each, each % 5 + 1) for each in there if each % 3])
    told.member_supplies(day(2), 3 + number % 10, 4, 180_00)
    told.member_buys(day(9), 11 + number % 7, 1 + number % 3, 89_00)
    if number == 7:
        told.takes_out(day(14), 3, 100_00)
    if number == 8:
        told.hand_on(day(10), 6, 7, 4)
    if number == 9:
        told.leaves(day(30), 8)
    if number == 3:
        told.project_begins(day(3), 40_000_00)
        told.project_slip(day(16), "วัสดุฝึกอบรม", 9_000_00)
    if number == 5:
        told.project_slip(day(16), "ค่าวิทยากร", 12_000_00)
        told.project_slip(day(16), "อาหารและเครื่องดื่ม", 5_500_00)
        told.project_earns(day(31))
    if number == 8:
        beyond = told.project_slip(day(20), "อาหารและเครื่องดื่ม", 5_000_00)
        told_of = [(each.data["line"], each.data["over"]) for each in beyond.warnings]
        assert told_of == [("อาหารและเครื่องดื่ม", "500.00")]
        told.project_earns(day(31))
    if number == 9:
        told.project_gives_back(day(28))
    if 3 <= number <= 11:
        told.pay_fund(day(1), 6_000_00)
        told.member_pays(day(10), 500_00)


@pytest.fixture
def told(tmp_path: Path) -> Group:
    """The whole year; every month is held against the paper."""
    group = Group(tmp_path)
    group.open(JANUARY)
    group.chosen = group.committee(JANUARY)
    group.savings_rate(JANUARY, 2)
    for number in range(1, 13):
        month_of(group, number)
        if number == 2:
            group.borrow(dt.date(2026, 2, 1), 60_000_00, dt.date(2026, 3, 1))
            group.lend(dt.date(2026, 2, 10), 9, 6_000_00, dt.date(2026, 3, 10))
        month_of_group(group, number)
        if number < 12:
            group.wear(dt.date(2026, number, 1), 100_00, 0)
            agree(group, last_of_month(dt.date(2026, number, 1)))
    group.wear(dt.date(2026, 12, 1), 100_00, 0)
    group.savings_interest(DECEMBER, 2)
    # In December she did not pay: a whole month, and 21 of the 31 days of the next.
    group.accrue(DECEMBER, months=1, since=dt.date(2026, 12, 10), until=dt.date(2027, 1, 10))
    agree(group, DECEMBER)
    return group


def test_registers_are_what_paper_says(told: Group) -> None:
    assert len(members(DECEMBER)) == PEOPLE - 1
    assert len(shares.holders(DECEMBER)) == PEOPLE - 1
    saved = {each.name: each.balance for each in savings.savers(DECEMBER) if each.balance}
    assert saved == {name: sum(amount for _on, amount in moves) for name, moves in told.saved.items()}
    by_side = {row.loan.side.value: row.state for row in loans.loan_rows(DECEMBER)}
    assert (by_side["taken"].principal, by_side["taken"].accrued) == (told.owed_by_fund_loan, told.accrued[0])
    assert (by_side["given"].principal, by_side["given"].accrued) == (told.owed_by_member, told.accrued[1])
    ids = {each.id: each.name for each in members(JANUARY)}
    worked = {ids[party]: hours.free for party, hours in hours_by_person(JANUARY, DECEMBER).items()}
    assert {name: worked[name] for name in told.hours} == told.hours


RESERVE = Head(HeadKind.FUND, "ทุนสำรอง", Method.PERCENT, 100_000, fund="3202")
WELFARE = Head(HeadKind.FUND, "กองทุนสวัสดิการ", Method.AMOUNT, 1_000_00, fund="3205")
COMMUNITY = Head(HeadKind.FUND, "สาธารณประโยชน์", Method.PERCENT, 30_000, fund="3206")
DIVIDEND = Head(HeadKind.DIVIDEND, "ปันผลตามหุ้น", Method.PERCENT, 400_000, Base.SHARE_MONTHS)
SEVEN = Head(HeadKind.DIVIDEND, "ปันผลร้อยละ 7", Method.SHARE_RATE, 70_000, Base.SHARE_MONTHS)
BUYERS = Head(HeadKind.PATRONAGE, "เฉลี่ยคืนผู้ซื้อ", Method.PERCENT, 50_000, Base.PURCHASES)
GROWERS = Head(HeadKind.PATRONAGE, "เฉลี่ยคืนผู้ส่งสมุนไพร", Method.PERCENT, 80_000, Base.SUPPLIED)
WORKERS = Head(HeadKind.PATRONAGE, "เฉลี่ยคืนตามชั่วโมงทำงาน", Method.PERCENT, 150_000, Base.HOURS)
COMMITTEE = Head(HeadKind.COMMITTEE, "ค่าตอบแทนกรรมการ", Method.PERCENT, 50_000, Base.COMMITTEE)
GROWTH = Head(HeadKind.FUND, "ขยายกิจการ", Method.REST, fund="3204")
VARIANTS = {
    "แบ่งตามหุ้นเป็นหลัก": (RESERVE, COMMUNITY, DIVIDEND, COMMITTEE, GROWTH),
    "แบ่งตามแรงและของ": (RESERVE, WELFARE, DIVIDEND, BUYERS, GROWERS, WORKERS, COMMITTEE, GROWTH),
    "เก็บไว้ให้กลุ่มโต": (RESERVE, SEVEN, WELFARE, GROWTH),
}


def expected(told: Group, profit: int, heads: tuple[Head, ...]) -> dict[str, dict[str, int]]:
    """What each head gives whom (funds: to nobody, ""), worked out with fractions."""
    shares_by = told.share_months(2026)
    bases = {
        Base.SHARE_MONTHS: shares_by,
        Base.PURCHASES: told.bought,
        Base.SUPPLIED: told.supplied,
        Base.HOURS: told.hours,
        Base.COMMITTEE: dict.fromkeys(told.chosen, 1),
    }
    percents = {head.name: head.value for head in heads if head.method is Method.PERCENT}
    together = rounded(Fraction(profit * sum(percents.values()), 1_000_000))
    sizes = largest_remainders(together, percents)
    sizes |= {head.name: head.value for head in heads if head.method is Method.AMOUNT}
    found: dict[str, dict[str, int]] = {}
    for head in heads:
        if head.method is Method.SHARE_RATE:
            found[head.name] = {
                name: rounded(Fraction(count * head.value, 12 * 1_000_000))
                for name, count in shares_by.items()
            }
        elif head.base is not Base.NONE:
            there = {
                name: count for name, count in bases[head.base].items() if count and name in told.present
            }
            found[head.name] = largest_remainders(sizes[head.name], there)
        elif head.method is not Method.REST:
            found[head.name] = {"": sizes[head.name]}
    taken = sum(sum(each.values()) for each in found.values())
    found["ขยายกิจการ"] = {"": profit - taken}
    return found


def test_three_proposals_and_what_the_meeting_resolved(told: Group) -> None:
    profit = -sum(amount for code, amount in told.paper.balances().items() if code[0] in "45")
    assert income_statement(JANUARY, DECEMBER).profit == profit
    close_year(told.session, DECEMBER, today=MEETING, uid=new_uid())
    for name, heads in VARIANTS.items():
        create_variant(told.session, VariantData(YEAR, name, heads))
    for variant in variants(YEAR):
        division = worked_out(variant, YEAR, MEETING)
        ids = {each.id: each.name for each in members(JANUARY)}
        found = {
            part.head.name: {ids[each.party_id]: each.amount for each in part.people} or {"": part.amount}
            for part in division.parts
        }
        assert found == expected(told, profit, variant.heads), variant.name
        assert (division.divided, division.undivided) == (profit, 0)
    chosen = VARIANTS["แบ่งตามแรงและของ"]
    posted = post_distribution(
        told.session, ResolutionDraft(new_uid(), YEAR, chosen, "1/2570-5", "รับรองแบบที่ 2"), on=MEETING
    )
    assert posted.total == profit
    each_gets: dict[str, int] = {}
    for part in resolved_parts(posted.uid):
        for person in part.shares:
            each_gets[person.name] = each_gets.get(person.name, 0) + person.amount
    owed = still_owed()
    assert {name: owed[told.uid[name]] for name in each_gets} == each_gets
    roles = (AccountRole.DISTRIBUTION_PAYABLE,)
    payees = tuple(
        PayeeDraft(told.uid[name], amount=amount, roles=roles) for name, amount in each_gets.items()
    )
    draft = PayOutDraft(new_uid(), payees, (MoneyDraft("1102", sum(each_gets.values())),))
    pay_money(told.session, draft, on=MEETING + dt.timedelta(days=7))
    assert still_owed() == {}
    assert check_books() == []
