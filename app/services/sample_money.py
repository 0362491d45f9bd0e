"""Slips of money in the sample: paid, from a purse, ahead; wages, bills, the cash box, the bank."""

import datetime as dt

from app.domain.cash_counting import DENOMINATIONS, CashCountDraft
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.purchase import NO_SLIP, Slip
from app.domain.settling import MoneyDraft, PayeeDraft, PayOutDraft, ReceiveDraft
from app.domain.slip_entry import (
    AdvanceDraft,
    Direction,
    EntryDraft,
    EntryLineDraft,
    PayDraft,
    PayKind,
    TransferDraft,
)
from app.queries.balances import money_balances
from app.queries.cash_counts import expected_cash
from app.queries.entries import entry_categories
from app.queries.open_items import open_items
from app.services.cash_counts import post_cash_count
from app.services.corrections import correct_entry
from app.services.entries import post_advance, post_entry, post_transfer
from app.services.sample_year import SampleYear
from app.services.settling import pay_money, receive_money
from app.services.unit_of_work import Posted

CASH, BANK, PROMPTPAY = "1101", "1102", "1103"
KEPT = 15_000_00
"""What stays in the cash box when the rest is carried to the bank."""

HELP, TRANSPORT, STALL = "ค่าแรง จ้างคนช่วย", "ค่าขนส่ง ค่าส่งของ", "ค่าแผง ค่าออกร้าน"
POWER, WATER, RENT = "ค่าไฟฟ้า", "ค่าน้ำ", "ค่าเช่าที่ โรงเรือน"
PAPER, PHONE, MEETING = "เครื่องเขียน กระดาษ หมึก", "ค่าโทรศัพท์ อินเทอร์เน็ต", "ค่าประชุม อาหารว่าง"
REPAIR, USED_UP, SIGNS = "ซ่อมเครื่องมือ เครื่องจักร", "ของใช้สิ้นเปลืองในการผลิต", "โฆษณา ถ่ายรูป ป้าย"
TRAINING, GIFT, SCRAP = "ค่าวิทยากร ศึกษาดูงาน", "เงินบริจาค เงินสนับสนุน", "ขายเศษวัสดุ ของเหลือ"

Part = tuple[str, int, str]
"""What a slip is for in the words of the list, its amount in satang, and what is written beside it."""


def chance_of(year: SampleYear, *baht: int) -> int:
    """One of several sums of baht, in satang."""
    return year.chance.choice(baht) * 100


def slip_draft(
    year: SampleYear,
    parts: tuple[Part, ...],
    pays: tuple[PayDraft, ...],
    *,
    direction: Direction = Direction.OUT,
    party: bytes | None = None,
    slip: Slip = NO_SLIP,
    note: str = "",
) -> EntryDraft:
    """A slip as it is typed, with what it is for chosen from the list."""
    if not year.purposes:
        year.purposes.update({each.name: each.uid for each in entry_categories()})
    lines = tuple(
        EntryLineDraft(amount, category_uid=year.purposes[purpose], description=words)
        for purpose, amount, words in parts
    )
    return EntryDraft(new_uid(), direction, lines, pays, party, slip, note)


def pay_slip(
    year: SampleYear, day: dt.date, *parts: Part, place: str = CASH, slip: Slip = NO_SLIP, note: str = ""
) -> Posted:
    """A slip that was paid at once from a place of money."""
    pays = (PayDraft(PayKind.MONEY, sum(part[1] for part in parts), place),)
    return post_entry(year.session, slip_draft(year, parts, pays, slip=slip, note=note), on=day)


def take_slip(year: SampleYear, day: dt.date, part: Part, *, place: str = CASH) -> None:
    """Money that came in for something else than goods."""
    draft = slip_draft(year, (part,), (PayDraft(PayKind.MONEY, part[1], place),), direction=Direction.IN)
    post_entry(year.session, draft, on=day)


def slips_of_the_month(year: SampleYear, day: dt.date, index: int) -> None:
    """What is paid month by month on its own day."""
    members = year.goods.members
    if day.day == 14:
        _from_a_purse(year, day, members[index % 3], (PAPER, chance_of(year, 85, 120, 145), "ป้ายราคาและกาว"))
    elif day.day == 16:
        number = f"TL{index + 1:02d}"
        pay_slip(year, day, (PHONE, 599_00, "อินเทอร์เน็ตสำนักงาน"), place=BANK, slip=Slip(day, number))
    elif day.day == 18:
        parts = (RENT, 3_000_00, "ค่าเช่าโรงผลิต"), (WATER, chance_of(year, 180, 210, 235), "ค่าน้ำโรงผลิต")
        pay_slip(year, day, *parts, place=BANK)
    elif day.day == 22:
        _from_a_purse(
            year, day, members[3 + index % 2], (USED_UP, chance_of(year, 160, 220, 275), "ถุงมือ ผ้ากรอง")
        )
    elif day.day == 25:
        energy = 1_500_00 + year.chance.randint(0, 400) * 100
        pay_slip(year, day, (POWER, energy, "ค่าไฟฟ้า"), place=BANK, slip=Slip(day, f"EL{index + 1:02d}"))
        pay_slip(year, day, (PAPER, 250_00 + index * 10_00, "กระดาษ หมึกพิมพ์"))
    elif day.day == 27:
        _now_and_then(year, day, index)


def _now_and_then(year: SampleYear, day: dt.date, index: int) -> None:
    if index in {2, 6}:
        take_slip(year, day, (TRAINING, 3_000_00, "คณะศึกษาดูงาน"))
    if index == 4:
        take_slip(year, day, (SCRAP, 240_00, "ขวดและลังเก่า"))
    if index == 8:
        take_slip(year, day, (GIFT, 2_000_00, "ผู้มาเยี่ยมสนับสนุนกลุ่ม"), place=BANK)
    if index in {1, 5, 9}:
        pay_slip(
            year, day, (REPAIR, chance_of(year, 450, 680, 900), "ซ่อมเครื่องบด"), slip=Slip(day, f"ซ.{index}")
        )
        pay_slip(year, day, (MEETING, 480_00, "อาหารว่างประชุมกรรมการ"))
    if index == 5:
        _wrong_then_right(year, day)
    if index == 11:
        note = "ร้านยังไม่ได้ส่งใบเสร็จมาให้"
        pay_slip(year, day, (SIGNS, 650_00, "ป้ายหน้าร้านสำหรับงานปีใหม่"), note=note)


def _wrong_then_right(year: SampleYear, day: dt.date) -> None:
    """A slip that was typed ten times too high, and put right."""
    wrong = pay_slip(year, day, (SIGNS, 1_800_00, "สติกเกอร์ร้าน"))
    right = slip_draft(year, ((SIGNS, 180_00, "สติกเกอร์ร้าน"),), (PayDraft(PayKind.MONEY, 180_00, CASH),))
    correct_entry(
        year.session, wrong.uid, draft=right, on=day, today=day, reason="พิมพ์เกินหนึ่งหลัก", uid=new_uid()
    )


def _from_a_purse(year: SampleYear, day: dt.date, member: bytes, part: Part) -> None:
    pays = (PayDraft(PayKind.PURSE, part[1], party_uid=member),)
    post_entry(year.session, slip_draft(year, (part,), pays), on=day)


def advance(year: SampleYear, day: dt.date, index: int) -> None:
    """Money given ahead for a fair: taken along, spent in two slips, the rest brought back."""
    if index not in {1, 4, 8}:
        if index == 11 and day.day == 29:
            _give(year, day, 1_500_00, "ไปงานสินค้าชุมชนต้นเดือนหน้า")
        return
    if day.day == 6:
        _give(year, day, 2_500_00, "ไปออกงานสินค้าชุมชน")
    elif day.day == 9:
        for part in ((STALL, 1_200_00, "ค่าแผงงานสินค้าชุมชน"), (TRANSPORT, 860_00, "ค่ารถไปงาน")):
            pays = (PayDraft(PayKind.ADVANCE, part[1], party_uid=year.goods.members[4]),)
            post_entry(year.session, slip_draft(year, (part,), pays, slip=Slip(day, f"งาน {index}")), on=day)
    elif day.day == 10:
        _give(year, day, -440_00, "เงินเหลือจากงานสินค้าชุมชน")


def _give(year: SampleYear, day: dt.date, amount: int, note: str) -> None:
    draft = AdvanceDraft(new_uid(), year.goods.members[4], CASH, amount, note=note)
    post_advance(year.session, draft, on=day)


# ---------------------------------------------------------------- what is owed


def pay_members(year: SampleYear, day: dt.date) -> None:
    """Wages, herbs and purses of the months before: everybody at once, one payment for each kind."""
    for role, note in (
        (AccountRole.WAGES_PAYABLE, "ค่าแรงสมาชิก"),
        (AccountRole.MEMBER_PAYABLE, "ค่าสมุนไพรและเงินที่สมาชิกสำรองจ่าย"),
    ):
        _pay(year, day, role, CASH if role is AccountRole.WAGES_PAYABLE else BANK, note)


def pay_suppliers(year: SampleYear, day: dt.date) -> None:
    """The bills of the months before, sent from the bank."""
    _pay(year, day, AccountRole.PAYABLE, BANK, "จ่ายบิลค่าวัตถุดิบและสินค้า")


def _pay(year: SampleYear, day: dt.date, role: AccountRole, place: str, note: str) -> None:
    owed: dict[bytes, int] = {}
    for item in open_items(role):
        if item.ledger_date < day.replace(day=1):
            owed[item.party_uid] = owed.get(item.party_uid, 0) - item.open
    payees = tuple(
        PayeeDraft(person, amount=amount, roles=(role,)) for person, amount in owed.items() if amount > 0
    )
    if payees:
        total = sum(payee.amount for payee in payees)
        draft = PayOutDraft(new_uid(), payees, (MoneyDraft(place, total),), note=note)
        pay_money(year.session, draft, on=day)


def customers_pay(year: SampleYear, day: dt.date, index: int) -> None:
    """Regular customers pay what they bought last month: the coffee shop in parts, one falls behind."""
    _school, shop, *others = year.goods.customers
    for customer in (shop, *others):
        owed = sum(
            item.open
            for item in open_items(AccountRole.RECEIVABLE)
            if item.party_uid == customer and item.ledger_date < day.replace(day=1)
        )
        if owed <= 0 or (customer == others[-1] and index >= 10):
            continue
        paid = owed // 2 // 100_00 * 100_00 if customer == shop and index % 3 == 2 else owed
        if paid > 0:
            place = BANK if customer == shop else CASH
            draft = ReceiveDraft(new_uid(), customer, (MoneyDraft(place, paid),))
            receive_money(year.session, draft, on=day)


# ---------------------------------------------------------------- the box and the bank


def carry_to_bank(year: SampleYear, day: dt.date) -> None:
    """What the cash box has too much goes to the bank in thousands."""
    amount = (_at(CASH, day) - KEPT) // 1_000_00 * 1_000_00
    if amount > 0:
        _move(year, day, CASH, amount, "นำเงินสดฝากธนาคาร")


def sweep_promptpay(year: SampleYear, day: dt.date) -> None:
    """What came in by PromptPay goes over to the bank."""
    amount = _at(PROMPTPAY, day)
    if amount > 0:
        _move(year, day, PROMPTPAY, amount, "โอนเงินพร้อมเพย์เข้าบัญชีกลุ่ม")


def _at(code: str, day: dt.date) -> int:
    return next((each.balance for each in money_balances(day) if each.code == code), 0)


def _move(year: SampleYear, day: dt.date, source: str, amount: int, note: str) -> None:
    post_transfer(year.session, TransferDraft(new_uid(), source, BANK, amount, note=note), on=day)


def count_cash(year: SampleYear, day: dt.date, index: int) -> None:
    """The box is counted at the month's end: once twenty baht are missing, once fifty are too much."""
    off, reason = {3: (-20_00, "ทอนเงินเกินให้ลูกค้า"), 7: (50_00, "ทอนเงินขาด ไม่ทราบว่าของใคร")}.get(index, (0, ""))
    expected = expected_cash(CASH, day)
    left, pieces = expected + off, {}
    for denomination in DENOMINATIONS:
        pieces[denomination], left = divmod(left, denomination)
    post_cash_count(year.session, CashCountDraft(new_uid(), CASH, pieces, expected, reason), on=day)
