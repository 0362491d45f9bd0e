"""A year's profit divided by resolution: each one's part agrees with sums on paper, the ledger with both."""

import datetime as dt

import pytest

from app.domain.distribution import FundDraft, ResolutionDraft, VariantData
from app.domain.distribution_heads import (
    Base,
    ExceedsProfitError,
    Head,
    HeadKind,
    Method,
    NobodyToShareError,
    ResolutionMissingError,
    UndividedError,
    VariantNameMissingError,
)
from app.domain.document import DocumentKind, new_uid
from app.domain.fiscal import FiscalYear
from app.domain.ledger import AccountRole
from app.domain.member import MemberRole, RoleData
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.settling import MoneyDraft, PaidTooEarlyError, PayeeDraft, PayOutDraft
from app.domain.settling_typed import Typed, pay_draft
from app.domain.share import ShareLine, SharesDraft
from app.domain.slip_entry import PayDraft, PayKind
from app.errors import Notice
from app.queries.assets import role_balance
from app.queries.distribution import (
    available,
    bases,
    fund_lines,
    funds,
    resolved,
    resolved_parts,
    still_owed,
    variants,
    worked_out,
    years_to_divide,
)
from app.queries.integrity import check_books
from app.queries.owed_people import BY_US, owed_side
from app.queries.work_hours import hours_by_person
from app.services.distribution import (
    AlreadyDividedError,
    FundPurposeError,
    MeetingAheadError,
    MeetingTooEarlyError,
    NotAFundError,
    YearNotClosedError,
    create_variant,
    deactivate_variant,
    post_distribution,
    spend_from_fund,
    update_variant,
)
from app.services.journal import account_id
from app.services.members import appoint
from app.services.periods import lock_until, unlock_month
from app.services.reversal import GoesOnError, reverse
from app.services.settings import change_settings
from app.services.settling import pay_money
from app.services.shares import post_shares
from app.services.unit_of_work import FAR_AHEAD, Entry, Posted, post
from app.services.year_closing import close_year
from db import connection as book
from tests.builders import party, session_with

YEAR = FiscalYear(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
MEETING = dt.date(2027, 2, 14)
R = AccountRole
RESERVE = Head(HeadKind.FUND, "ทุนสำรอง", Method.PERCENT, 100_000, fund="3202")
WELFARE = Head(HeadKind.FUND, "สวัสดิการ", Method.AMOUNT, 500_00, fund="3205")
DIVIDEND = Head(HeadKind.DIVIDEND, "ปันผลตามหุ้น", Method.PERCENT, 600_000, Base.SHARE_MONTHS)
CHAIRS = Head(HeadKind.COMMITTEE, "ค่าตอบแทนกรรมการ", Method.PERCENT, 50_000, Base.COMMITTEE)
KEPT = Head(HeadKind.RETAINED, "เก็บไว้ในกลุ่ม", Method.REST)
HEADS = (RESERVE, WELFARE, DIVIDEND, CHAIRS, KEPT)


def cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, "1101"),)


def earn(session: Session, amount: int, on: dt.date = dt.date(2026, 6, 1)) -> None:
    """Income in cash; below zero an expense."""

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, on, abs(amount))
        entry.line(account_id(R.CASH), amount)
        entry.line(account_id(R.OTHER_INCOME if amount > 0 else R.OTHER_EXPENSE), -amount)

    post(session, Permission.POST_JOURNAL, new_uid(), write)


@pytest.fixture
def people(session: Session) -> dict[str, bytes]:
    """Three members: shares of the year before, of March, of November; two on the committee."""
    change_settings(session, {"share_par": 100_00})
    found = {name: party(session, name, member=True).uid for name in ("น้อย", "เล็ก", "ดำ")}
    for name, shares, day in (
        ("น้อย", 10, dt.date(2025, 5, 1)),
        ("เล็ก", 20, dt.date(2026, 3, 15)),
        ("ดำ", 30, dt.date(2026, 11, 30)),
    ):
        paid = shares * 100_00
        post_shares(
            session, SharesDraft(new_uid(), (ShareLine(found[name], shares, paid),), cash(paid)), on=day
        )
    for name, role in (("น้อย", MemberRole.CHAIR), ("เล็ก", MemberRole.TREASURER)):
        appoint(session, found[name], data=RoleData(role, dt.date(2026, 1, 1)))
    return found


def close(session: Session, last: dt.date = YEAR.last) -> None:
    close_year(session, last, today=MEETING, uid=new_uid())


def resolve(session: Session, *heads: Head, **more: object) -> Posted:
    draft = ResolutionDraft(new_uid(), YEAR, heads or HEADS, "1/2570-4", "ตามที่เสนอ", **more)  # type: ignore[arg-type]
    return post_distribution(session, draft, on=MEETING)


def by_name(uid: bytes) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in resolved_parts(uid):
        for each in part.shares:
            found[each.name] = found.get(each.name, 0) + each.amount
    return found


def test_a_resolution_to_the_satang(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 12_345_67)
    close(session)
    posted = resolve(session)
    # By hand: 10, 60 and 5 % are 1,234.567, 7,407.402 and 617.2835, together 9,259.2525: cut to whole satang
    # 9,259.24, and the satang that is left goes to the largest rest, the reserve's .7.
    parts = {part.head.name: part.amount for part in resolved_parts(posted.uid)}
    assert parts == {
        "ทุนสำรอง": 1_234_57,
        "สวัสดิการ": 500_00,
        "ปันผลตามหุ้น": 7_407_40,
        "ค่าตอบแทนกรรมการ": 617_28,
        "เก็บไว้ในกลุ่ม": 12_345_67 - 1_234_57 - 500_00 - 7_407_40 - 617_28,
    }
    # Months: 1,000 × 12, 2,000 × 9 (from April), 3,000 × 1 (December): 12 : 18 : 3 of 33.
    assert by_name(posted.uid) == {
        "น้อย": 2_693_60 + 308_64,
        "เล็ก": 4_040_40 + 308_64,
        "ดำ": 673_40,
    }
    assert role_balance(R.UNDISTRIBUTED, MEETING) == 0
    assert role_balance(R.RESERVE, MEETING) == -1_234_57
    assert role_balance(R.DISTRIBUTION_PAYABLE, MEETING) == -(7_407_40 + 617_28)
    assert role_balance(R.RETAINED, MEETING) == -parts["เก็บไว้ในกลุ่ม"]
    assert sum(still_owed().values()) == 7_407_40 + 617_28
    assert check_books() == []


def test_losses_of_before_are_covered_first(session: Session, people: dict[str, bytes]) -> None:
    earn(session, -2_000_00, dt.date(2025, 7, 1))
    earn(session, 5_000_00)
    close(session, dt.date(2025, 12, 31))
    close(session)
    there = available(YEAR, MEETING)
    assert there is not None
    assert (there.profit, there.brought, there.deficit, there.divisible) == (5_000_00, -2_000_00, 0, 3_000_00)
    posted = resolve(session, RESERVE, KEPT)
    assert posted.total == 3_000_00
    assert (resolved()[0].losses, resolved()[0].profit) == (2_000_00, 5_000_00)
    assert check_books() == []


def test_a_deficit_among_retained_profits_is_covered(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 5_000_00)

    def deficit(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, dt.date(2026, 2, 1), 800_00)
        entry.line(account_id(R.RETAINED), 800_00)
        entry.line(account_id(R.CASH), -800_00)

    post(session, Permission.POST_JOURNAL, new_uid(), deficit)
    close(session)
    posted = resolve(session, RESERVE, KEPT)
    assert posted.total == 4_200_00
    assert role_balance(R.RESERVE, MEETING) == -420_00
    assert role_balance(R.RETAINED, MEETING) == -3_780_00
    assert check_books() == []


def test_refused_and_nothing_changed(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 1_000_00)
    with pytest.raises(YearNotClosedError):
        resolve(session)
    close(session)
    with pytest.raises(MeetingTooEarlyError):
        post_distribution(session, ResolutionDraft(new_uid(), YEAR, HEADS, "1"), on=YEAR.last)
    with pytest.raises(ResolutionMissingError):
        post_distribution(session, ResolutionDraft(new_uid(), YEAR, HEADS, "  "), on=MEETING)
    with pytest.raises(UndividedError) as left:
        resolve(session, RESERVE)
    assert left.value.data == {"left_amount": 900_00}
    with pytest.raises(ExceedsProfitError):
        resolve(session, RESERVE, Head(HeadKind.FUND, "ใหญ่", Method.AMOUNT, 900_01, fund="3205"))
    with pytest.raises(NobodyToShareError):
        resolve(session, Head(HeadKind.PATRONAGE, "ซื้อ", Method.REST, 0, Base.PURCHASES))
    with pytest.raises(NotAFundError):
        resolve(session, Head(HeadKind.FUND, "เงินสด", Method.REST, fund="1101"))
    with pytest.raises(NotPermittedError):
        post_distribution(
            session_with(Permission.POST_JOURNAL), ResolutionDraft(new_uid(), YEAR, HEADS, "1"), on=MEETING
        )
    assert resolved() == ()
    assert role_balance(R.UNDISTRIBUTED, MEETING) == -1_000_00
    assert resolve(session, RESERVE, keep_undivided=True).total == 100_00
    with pytest.raises(AlreadyDividedError):
        resolve(session)
    assert check_books() == []


def test_taken_back_and_resolved_again(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 10_000_00)
    close(session)
    first = resolve(session)
    reverse(session, first.uid, on=MEETING, reason="นับผิด", uid=new_uid())
    assert (resolved(), still_owed()) == ((), {})
    again = resolve(session, RESERVE, KEPT)
    assert [each.number for each in resolved()] == [again.number]
    assert check_books() == []


def test_what_is_paid_out_is_taken_back_first(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 10_000_00)
    close(session)
    posted = resolve(session)
    owed = still_owed()[people["ดำ"]]
    draft = PayOutDraft(
        new_uid(),
        (PayeeDraft(people["ดำ"], amount=owed, roles=(R.DISTRIBUTION_PAYABLE,)),),
        (MoneyDraft("1101", owed),),
    )
    paid = pay_money(session, draft, on=MEETING)
    with pytest.raises(GoesOnError) as refused:
        reverse(session, posted.uid, on=MEETING, reason="นับผิด", uid=new_uid())
    assert refused.value.data == {"number": posted.number, "later": paid.number}
    reverse(session, paid.uid, on=MEETING, reason="นับผิด", uid=new_uid())
    reverse(session, posted.uid, on=MEETING, reason="นับผิด", uid=new_uid())
    assert (resolved(), still_owed()) == ((), {})
    assert check_books() == []


def test_nothing_is_paid_before_the_meeting(session: Session, people: dict[str, bytes]) -> None:
    """Neither on an earlier day nor, where the resolution moved to an open month, in the month before it."""
    earn(session, 10_000_00)
    close(session)
    lock_until(session, dt.date(2027, 2, 28), today=dt.date(2027, 3, 20))
    posted = resolve(session)
    first = dt.date(2027, 3, 1)
    assert posted.ledger_date == first
    owed = still_owed()[people["ดำ"]]

    def pay(on: dt.date) -> Posted:
        payee = PayeeDraft(people["ดำ"], amount=owed, roles=(R.DISTRIBUTION_PAYABLE,))
        return pay_money(session, PayOutDraft(new_uid(), (payee,), (MoneyDraft("1101", owed),)), on=on)

    with pytest.raises(PaidTooEarlyError) as refused:
        pay(MEETING - dt.timedelta(days=1))
    assert refused.value.data == {"number": posted.number, "divided_on": MEETING}
    unlock_month(session, dt.date(2027, 2, 1), reason="ลืมใบเสร็จ")
    with pytest.raises(PaidTooEarlyError) as moved:
        pay(MEETING)
    assert moved.value.data["divided_on"] == first
    assert still_owed()[people["ดำ"]] == owed
    pay(first)
    assert people["ดำ"] not in still_owed()
    assert check_books() == []


def test_a_meeting_to_come_resolves_nothing(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 1_000_00)
    close(session)
    draft = ResolutionDraft(new_uid(), YEAR, (RESERVE, KEPT), "1/2570")
    with pytest.raises(MeetingAheadError):
        post_distribution(session, draft, on=MEETING, today=MEETING - dt.timedelta(days=1))
    assert resolved() == ()
    assert post_distribution(session, draft, on=MEETING, today=MEETING).total == 1_000_00


def test_what_the_meeting_had_before_it_stays_as_it_was(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 1_000_00)
    close(session)
    chosen = create_variant(session, VariantData(YEAR, "แบบที่ 1", (RESERVE, KEPT)))
    other = create_variant(session, VariantData(YEAR, "แบบที่ 2", HEADS))
    before = variants(YEAR)
    posted = resolve(session, RESERVE, KEPT)
    for uid in (chosen.uid, other.uid):
        with pytest.raises(AlreadyDividedError) as refused:
            update_variant(session, uid, data=VariantData(YEAR, "แบบใหม่", (KEPT,)))
        assert refused.value.data["number"] == posted.number
        with pytest.raises(AlreadyDividedError):
            deactivate_variant(session, uid)
    with pytest.raises(AlreadyDividedError):
        create_variant(session, VariantData(YEAR, "แบบที่ 3", HEADS))
    assert variants(YEAR) == before
    reverse(session, posted.uid, on=MEETING, reason="นับผิด", uid=new_uid())
    update_variant(session, other.uid, data=VariantData(YEAR, "แบบใหม่", (KEPT,)))
    deactivate_variant(session, chosen.uid)
    assert [each.name for each in variants(YEAR)] == ["แบบใหม่"]


def test_proposals_are_kept_side_by_side(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 1_000_00)
    close(session)
    uid = new_uid()
    first = create_variant(session, VariantData(YEAR, " แบบที่ 1 ", HEADS), uid=uid)
    assert create_variant(session, VariantData(YEAR, "แบบที่ 1", HEADS), uid=uid).id == first.id
    second = create_variant(session, VariantData(YEAR, "แบบที่ 2", (RESERVE, KEPT), "ให้กลุ่มโต"))
    assert [(each.name, len(each.heads)) for each in variants(YEAR)] == [("แบบที่ 1", 5), ("แบบที่ 2", 2)]
    update_variant(session, second.uid, data=VariantData(YEAR, "แบบที่ 3", (KEPT,)))
    assert variants(YEAR)[1].heads == (KEPT,)
    assert worked_out(variants(YEAR)[1], YEAR, MEETING).divided == 1_000_00
    deactivate_variant(session, first.uid)
    assert [each.name for each in variants(YEAR)] == ["แบบที่ 3"]
    with pytest.raises(VariantNameMissingError):
        create_variant(session, VariantData(YEAR, " ", HEADS))
    assert years_to_divide() == (YEAR, FiscalYear(dt.date(2025, 1, 1), dt.date(2025, 12, 31)))[:1]
    assert check_books() == []


def test_by_what_people_share(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 1_000_00)
    names = {
        book.fetch_int("SELECT id FROM party WHERE uid = ?", (uid,)): name for name, uid in people.items()
    }
    found = bases(YEAR)
    told = {base: {names[party]: count for party, count in by.items()} for base, by in found.items()}
    assert told[Base.SHARE_MONTHS] == {"น้อย": 12_000_00, "เล็ก": 18_000_00, "ดำ": 3_000_00}
    assert told[Base.COMMITTEE] == {"น้อย": 1, "เล็ก": 1}
    assert told[Base.MEMBERS] == {"น้อย": 1, "เล็ก": 1, "ดำ": 1}
    assert told[Base.PURCHASES] == told[Base.SUPPLIED] == told[Base.CONSIGNED] == {}
    assert hours_by_person(YEAR.first, YEAR.last) == {}


def said(posted: Posted) -> list[Notice]:
    """What is told, but for the days of this book, which may be to come."""
    return [each for each in posted.warnings if each.message != FAR_AHEAD]


def test_spending_from_a_fund_is_no_expense(session: Session, people: dict[str, bytes]) -> None:
    earn(session, 10_000_00)
    close(session)
    resolve(session)
    draft = FundDraft(new_uid(), "3205", 300_00, "พวงหรีด", cash(300_00))
    spent = spend_from_fund(session, draft, on=MEETING)
    assert (spent.total, said(spent)) == (300_00, [])
    assert spend_from_fund(session, draft, on=MEETING).repeated
    assert {fund.code: fund.balance for fund in funds(MEETING)}["3205"] == 200_00
    assert [line.amount for line in fund_lines("3205", MEETING, MEETING)] == [500_00, -300_00]
    more = spend_from_fund(session, FundDraft(new_uid(), "3205", 250_00, "เยี่ยมไข้", cash(250_00)), on=MEETING)
    assert [notice.data["left_amount"] for notice in said(more)] == [-50_00]
    assert role_balance(R.OTHER_EXPENSE, MEETING) == 0
    with pytest.raises(NotAFundError):
        spend_from_fund(session, FundDraft(new_uid(), "1101", 1, "ก", cash(1)), on=MEETING)
    with pytest.raises(FundPurposeError):
        spend_from_fund(session, FundDraft(new_uid(), "3205", 1, " ", cash(1)), on=MEETING)
    assert check_books() == []


def test_what_people_get_is_paid_like_any_debt(session: Session, people: dict[str, bytes]) -> None:
    """A dividend is an open item: paid to one member, the others' stay owed."""
    earn(session, 10_000_00)
    close(session)
    posted = resolve(session)
    owed = by_name(posted.uid)
    side = owed_side(BY_US, MEETING)
    assert {each.name: each.total for each in side.people} == owed
    amount = owed["น้อย"]
    typed = Typed(amount, "1101")
    pay_money(session, pay_draft(new_uid(), people["น้อย"], typed, BY_US), on=MEETING)
    assert people["น้อย"] not in still_owed()
    assert sum(still_owed().values()) == sum(owed.values()) - amount
    assert check_books() == []


def test_check_finds_a_resolution_that_is_not_what_was_posted(session: Session) -> None:
    """A part that was never posted in the ledger is named."""

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.DISTRIBUTION, MEETING, 1_00)
        days = {"first_day": YEAR.first.isoformat(), "last_day": YEAR.last.isoformat()}
        entry.add("distribution", **days, resolution_no="1", resolution="", profit=0, losses=0, undivided=0)

    number = post(session, Permission.DISTRIBUTE, new_uid(), write).number
    assert {(each.code, each.document) for each in check_books()} == {("distribution", number)}
