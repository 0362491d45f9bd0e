"""The group behind the sample: committee, shares by instalments, savings, loans, hours, meetings, papers."""

import datetime as dt
from dataclasses import replace

from app.domain.certificate import CertificateData, CertificateKind
from app.domain.document import new_uid
from app.domain.loan import LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData, LoanDrawDraft, LoanPayDraft
from app.domain.loan_state import propose_split
from app.domain.meeting import AttendanceData, ItemData, MeetingData, MeetingKind, Presence
from app.domain.member import MemberRole, RoleData
from app.domain.money import MILLI
from app.domain.party import PartyData
from app.domain.project import BudgetData, ProjectData, ProjectMoneyDraft, ResultData
from app.domain.purchase import Slip
from app.domain.savings import SavingsDraft
from app.domain.share import ShareLine, SharesDraft
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.domain.work_log import WorkDraft, WorkLine
from app.queries.loans import loan, state_for_payment
from app.queries.meetings import called
from app.queries.members import member_data, units
from app.services.certificates import create_certificate, mark_renewed
from app.services.entries import post_entry
from app.services.loan_contracts import create_loan
from app.services.loans import draw_loan, pay_loan
from app.services.meetings import create_meeting, mark_held, set_attendance
from app.services.members import appoint, change_member
from app.services.parties import create_party
from app.services.project_money import receive_money, recognise
from app.services.projects import create_project, set_budget, set_results
from app.services.sample_goods import SHARE
from app.services.sample_money import BANK, CASH
from app.services.sample_year import SampleYear
from app.services.savings import deposit, set_savings_rate
from app.services.settings import change_settings
from app.services.shares import post_shares
from app.services.work_log import log_work

ROLES = (
    MemberRole.CHAIR,
    MemberRole.VICE_CHAIR,
    MemberRole.SECRETARY,
    MemberRole.TREASURER,
    MemberRole.COMMITTEE,
)
SAVINGS_PPM = 15_000
FUND_PPM = 60_000
MEMBER_PPM = 10_000
AGENDA = (
    ("ประธานแจ้งให้ทราบ", "แนะนำสมาชิกใหม่และขอบคุณผู้ที่ช่วยงานตลาดนัดตลอดปี", "ที่ประชุมรับทราบ", "1/2569-1"),
    ("รับรองรายงานการประชุมครั้งก่อน", "", "รับรองโดยไม่มีการแก้ไข", "1/2569-2"),
    (
        "ผลการดำเนินงานปีที่ผ่านมา",
        "ชาหญ้าหมอน้อยและกะปิผงขายดีกว่าที่คาด น้ำยาซักผ้ายังขายได้น้อย",
        "รับรองผลการดำเนินงาน",
        "1/2569-3",
    ),
    (
        "แผนงานปีใหม่",
        "เสนอกู้เงินกองทุนหมู่บ้านมาซื้อวัตถุดิบช่วงหน้าฝน และเปิดรับฝากเงินออมของสมาชิก",
        "เห็นชอบทั้งสองเรื่อง",
        "1/2569-4",
    ),
    ("เลือกตั้งคณะกรรมการ", "", "คณะกรรมการชุดเดิมทำงานต่ออีกหนึ่งวาระ", "1/2569-5"),
    ("เรื่องอื่น ๆ", "ขอให้สมาชิกนำเสื้อกลุ่มมาใส่วันออกร้านทุกครั้ง", "", ""),
)

PROJECT_SLIPS = {
    (5, 12): (("5206", 7_400_00, "สมุนไพรและขวดสำหรับฝึก"),),
    (6, 13): (("5502", 6_000_00, "ค่าวิทยากร 2 คน"), ("5501", 5_200_00, "อาหารกลางวันและอาหารว่าง")),
    (8, 22): (("5502", 6_000_00, "ค่าวิทยากรรุ่นที่ 2"), ("5501", 4_900_00, "อาหารรุ่นที่ 2")),
}


def found_group(year: SampleYear, day: dt.date) -> None:
    """Before the books are opened: what a share is, and who was elected."""
    change_settings(year.session, {"share_par": SHARE})
    sections = units(day)
    for number, member in enumerate(year.goods.members):
        known = member_data(member)
        assert known is not None
        section = sections[number % len(sections)]
        joined = dt.date(day.year - 1 - number % 4, 1 + number % 12, 10)
        data = replace(
            known,
            party=replace(known.party, section_id=section.id),
            joined_on=joined,
            occupation="ทำสวนสมุนไพร" if number % 2 else "แม่บ้าน",
            consent_on=joined,
        )
        change_member(year.session, member, data=data, today=day)
    for member, role in zip(year.goods.members, ROLES, strict=False):
        term = RoleData(role, day, day.replace(year=day.year + 3), appointed_by="ประชุมใหญ่ 1/2568")
        appoint(year.session, member, data=term)
    set_savings_rate(year.session, day, rate_ppm=SAVINGS_PPM, note="มติคณะกรรมการ")
    year.village_fund = create_party(year.session, PartyData("กองทุนหมู่บ้าน (ตัวอย่าง)")).uid


def group_day(year: SampleYear, day: dt.date, index: int) -> None:
    """What the members do together, each thing on its day."""
    if day.day == 6:
        _evening(year, day, index)
    elif day.day == 3:
        _clean_up(year, day)
    elif day.day == 20 and index == 1:
        _borrow(year, day)
    elif day.day == 20 and index > 1:
        _pay(year, day, year.fund_loan, 2_500_00, BANK)
    elif day.day == 9 and index == 6:
        _lend(year, day)
    elif day.day == 9 and index > 6:
        _pay(year, day, year.member_loan, 500_00, CASH)
    _project_day(year, day)
    if (day.month, day.day) == (1, 15):
        mark_renewed(year.session, day.year, done_on=day, today=day, note="ยื่นที่สำนักงานเกษตรอำเภอ")
    elif (day.month, day.day) == (2, 15):
        _yearly_meeting(year, day)
    elif (day.month, day.day) == (10, 28):
        _committee_meeting(year, day)


def papers_of_the_group(year: SampleYear, day: dt.date) -> None:
    """What the group may call itself and its goods; one of them runs out soon."""
    goods = year.goods.products
    for data in (
        CertificateData(
            CertificateKind.COMMUNITY,
            "มาตรฐานผลิตภัณฑ์ชุมชน ชาสมุนไพร",
            "มผช. 000/2568",
            "สำนักงานมาตรฐานผลิตภัณฑ์อุตสาหกรรม",
            day - dt.timedelta(days=300),
            dt.date(2028, 1, 14),
            products=tuple(goods[key].uid for key in ("tea",) if key in goods),
        ),
        CertificateData(
            CertificateKind.FOOD,
            "เลขสารบบอาหาร กะปิผง",
            "00-0-00000-0-0000",
            "สาธารณสุขจังหวัด",
            day - dt.timedelta(days=1_000),
            dt.date(2026, 12, 20),
            products=tuple(goods[key].uid for key in ("kapi_wasabi", "kapi_song") if key in goods),
        ),
    ):
        create_certificate(year.session, data)


def _evening(year: SampleYear, day: dt.date, index: int) -> None:
    """Shares and savings on the evening of the sixth."""
    members = year.goods.members
    takers = members[index % 3 :: 3]
    lines = tuple(ShareLine(member, 1, SHARE) for member in takers)
    if index == 2:
        lines = (*lines[:-1], ShareLine(takers[-1], 10, 2 * SHARE))  # the rest by instalments
        year.instalments = takers[-1]
    elif index in {3, 4, 5, 6} and year.instalments not in takers:
        lines = (*lines, ShareLine(year.instalments, 0, SHARE))
    total = sum(line.paid for line in lines)
    draft = SharesDraft(new_uid(), lines, (PayDraft(PayKind.MONEY, total, CASH),), note="ค่าหุ้นประจำเดือน")
    post_shares(year.session, draft, on=day)
    rows = tuple((member, 100_00 + 50_00 * (number % 3)) for number, member in enumerate(members))
    saved = sum(amount for _member, amount in rows)
    savings = SavingsDraft(new_uid(), rows, (PayDraft(PayKind.MONEY, saved, CASH),), note="เงินสัจจะประจำเดือน")
    deposit(year.session, savings, on=day)


def _clean_up(year: SampleYear, day: dt.date) -> None:
    """Everybody cleans the workshop for nothing."""
    lines = tuple(
        WorkLine(member, (2 + number % 2) * MILLI) for number, member in enumerate(year.goods.members)
    )
    log_work(year.session, WorkDraft(new_uid(), day, lines, "ทำความสะอาดโรงผลิต"), today=day)


def _borrow(year: SampleYear, day: dt.date) -> None:
    data = LoanData(
        LoanSide.TAKEN,
        year.village_fund,
        30_000_00,
        day,
        day + dt.timedelta(days=31),
        FUND_PPM,
        RatePer.YEAR,
        LoanMethod.EQUAL_PRINCIPAL,
        12,
        name="เงินทุนซื้อวัตถุดิบ",
        contract="กท. 12/2568",
    )
    year.fund_loan = create_loan(year.session, data).uid
    pays = (PayDraft(PayKind.MONEY, 30_000_00, BANK),)
    draw_loan(year.session, LoanDrawDraft(new_uid(), year.fund_loan, 30_000_00, pays), on=day)


def _lend(year: SampleYear, day: dt.date) -> None:
    data = LoanData(
        LoanSide.GIVEN,
        year.goods.members[3],
        4_000_00,
        day,
        day + dt.timedelta(days=31),
        MEMBER_PPM,
        RatePer.MONTH,
        LoanMethod.EQUAL_PRINCIPAL,
        8,
        name="ซ่อมหลังคา",
        contract="สม. 1/2569",
    )
    year.member_loan = create_loan(year.session, data).uid
    pays = (PayDraft(PayKind.MONEY, 4_000_00, CASH),)
    draw_loan(year.session, LoanDrawDraft(new_uid(), year.member_loan, 4_000_00, pays), on=day)


def _pay(year: SampleYear, day: dt.date, uid: bytes, principal: int, place: str) -> None:
    """An instalment with the interest so far."""
    found = loan(uid)
    assert found is not None
    state = state_for_payment(found, day)
    interest = state.accrued + state.to_date
    split = propose_split(state, principal + interest)
    draft = LoanPayDraft(
        new_uid(),
        uid,
        split.principal,
        split.interest_paid,
        pays=(PayDraft(PayKind.MONEY, split.total, place),),
    )
    pay_loan(year.session, draft, on=day)


def _yearly_meeting(year: SampleYear, day: dt.date) -> None:
    members = year.goods.members
    data = MeetingData(
        MeetingKind.YEARLY,
        "ประชุมใหญ่สามัญประจำปี 2568",
        day,
        "1/2569",
        "09:00",
        "12:00",
        "ศาลาประชาคม",
        chair_uid=members[0],
        secretary_uid=members[2],
    )
    agenda = tuple(ItemData(*item) for item in AGENDA)
    uid = create_meeting(year.session, data, agenda=agenda).uid
    lines = []
    for number, each in enumerate(called(MeetingKind.YEARLY, day)):
        line = each.data
        state = Presence.EXCUSED if number == len(members) - 1 else Presence.PRESENT
        lines.append(AttendanceData(line.party_uid, line.name, state))
    set_attendance(year.session, uid, lines=lines)
    mark_held(year.session, uid, is_held=True)


def _committee_meeting(year: SampleYear, day: dt.date) -> None:
    """Called for the next month; it has not been held yet."""
    data = MeetingData(
        MeetingKind.COMMITTEE,
        "ประชุมคณะกรรมการ เตรียมงานปีใหม่",
        day + dt.timedelta(days=14),
        "5/2569",
        "18:00",
        "20:00",
        "โรงผลิต",
        chair_uid=year.goods.members[0],
        secretary_uid=year.goods.members[2],
    )
    agenda = (ItemData("กระเช้าปีใหม่: แบบ ราคา และใครทำอะไร"), ItemData("เงินกู้ของสมาชิกที่ขอใหม่"))
    create_meeting(year.session, data, agenda=agenda)


def _project_day(year: SampleYear, day: dt.date) -> None:
    """An agency pays for a training; two thirds of its money are spent."""
    when = (day.month, day.day)
    if when == (4, 2):
        _begin_project(year, day)
    elif when in PROJECT_SLIPS:
        for account, amount, words in PROJECT_SLIPS[when]:
            line = EntryLineDraft(amount, account_code=account, description=words, project_uid=year.project)
            pays = (PayDraft(PayKind.MONEY, amount, BANK),)
            draft = EntryDraft(new_uid(), Direction.OUT, (line,), pays, slip=Slip(day, f"คก.{day.day:02d}"))
            post_entry(year.session, draft, on=day)
    elif when in {(6, 30), (8, 31)}:
        recognise(year.session, year.project, day=day, uid=new_uid())
    if when == (6, 13):
        _training(year, day)


def _begin_project(year: SampleYear, day: dt.date) -> None:
    agency = create_party(year.session, PartyData("สำนักงานพัฒนาชุมชน (ตัวอย่าง)")).uid
    data = ProjectData(
        "อบรมแปรรูปสมุนไพรรุ่นใหม่",
        funder_uid=agency,
        purpose="ให้สมาชิกและเยาวชนแปรรูปสมุนไพรเป็นสินค้าได้เอง",
        contract="พช. 000/2569",
        first_day=day,
        last_day=dt.date(2026, 12, 31),
        agreed=45_000_00,
    )
    year.project = create_project(year.session, data).uid
    budget = (("ค่าวิทยากร", 12_000_00, "5502"), ("วัสดุฝึกอบรม", 18_000_00, "5206"), ("อาหาร", 15_000_00, "5501"))
    set_budget(year.session, year.project, lines=[BudgetData(*line) for line in budget])
    results = (
        ResultData("ผู้เข้าอบรม", "คน", 25 * MILLI, 27 * MILLI),
        ResultData("สินค้าใหม่", "ชนิด", 3 * MILLI, 2 * MILLI),
    )
    set_results(year.session, year.project, lines=results)
    money = ProjectMoneyDraft(new_uid(), year.project, 45_000_00, (PayDraft(PayKind.MONEY, 45_000_00, BANK),))
    receive_money(year.session, money, on=day)


def _training(year: SampleYear, day: dt.date) -> None:
    data = MeetingData(
        MeetingKind.ACTIVITY,
        "อบรมรุ่นที่ 1: ชาและน้ำสมุนไพร",
        day,
        starts_at="09:00",
        ends_at="16:00",
        place="โรงผลิต",
        project_uid=year.project,
    )
    uid = create_meeting(year.session, data).uid
    lines = [
        AttendanceData(each.data.party_uid, each.data.name, Presence.PRESENT)
        for each in called(MeetingKind.YEARLY, day)
    ]
    lines += [AttendanceData(None, f"ผู้เข้าอบรม {number:02d}", Presence.PRESENT) for number in range(1, 21)]
    set_attendance(year.session, uid, lines=lines)
    mark_held(year.session, uid, is_held=True)
