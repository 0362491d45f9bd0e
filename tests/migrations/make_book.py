"""Makes the book of this version that every later version has to be able to open.

Run once when a version is released: ``python -m tests.migrations.make_book``. The file of a released
version is never made again: what it looks like is the point.
"""

import datetime as dt
import gzip
import tempfile
from dataclasses import replace
from pathlib import Path

from app.domain.certificate import CertificateData, CertificateKind
from app.domain.costing import OutputKind
from app.domain.distribution import VariantData
from app.domain.distribution_heads import Head, HeadKind, Method
from app.domain.document import new_uid
from app.domain.fiscal import fiscal_year
from app.domain.household.purse import ReckoningDraft
from app.domain.loan import LoanSide
from app.domain.loan_entry import LoanData, LoanDrawDraft
from app.domain.meeting import AttendanceData, ItemData, MeetingData, MeetingKind, Presence
from app.domain.member import MemberData, MemberRole, RoleData
from app.domain.party import PartyData
from app.domain.project import BudgetData, ProjectData, ProjectMoneyDraft, ResultData
from app.domain.purchase import CountDraft, CountLineDraft
from app.domain.recipe import RecipeOutput
from app.domain.roles import DEFAULT_RULES, Limit, Role
from app.domain.savings import SavingsDraft
from app.domain.session import Session
from app.domain.settling import MoneyDraft, ReceiveDraft
from app.domain.share import ShareLine, SharesDraft
from app.domain.slip_entry import (
    AdvanceDraft,
    Direction,
    EntryDraft,
    EntryLineDraft,
    PayDraft,
    PayKind,
    TransferDraft,
)
from app.domain.standard_letters import STANDARD_LETTERS
from app.domain.work_log import WorkDraft, WorkLine
from app.queries.entries import entry_categories
from app.services import key_ring, people, project_money
from app.services.assets import depreciate
from app.services.books import close_book, open_path
from app.services.certificates import create_certificate, mark_renewed
from app.services.distribution import create_variant
from app.services.entries import post_advance, post_entry, post_transfer
from app.services.household import plan
from app.services.household.purse import reckon_purse
from app.services.letters import save_letter
from app.services.loan_contracts import create_loan
from app.services.loans import draw_loan
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.meetings import create_meeting, set_attendance
from app.services.members import appoint, enrol
from app.services.parties import update_party
from app.services.periods import lock_until
from app.services.projects import create_project, set_budget, set_results
from app.services.recosting import recost_month
from app.services.returns import void_sale
from app.services.savings import deposit, set_savings_rate
from app.services.settings import change_settings
from app.services.settling import receive_money
from app.services.shares import issue_certificate, post_shares
from app.services.stock_counts import post_count
from app.services.work_log import log_work
from db import connection as book
from db import files, key_file
from db.migrate import VERSION
from db.sql import people as people_sql
from tests.builders import expense
from tests.every_table import with_every_table
from tests.hostile.household_fields import DAY as HOME_DAY
from tests.hostile.household_fields import begun
from tests.hostile.household_fields import fill as fill_fields
from tests.household import make_household
from tests.making import OCT, Workshop, e4
from tests.stall import DAY, Stall

BOOKS = Path(__file__).parent / "books"


def fill(folder: Path) -> Path:
    """A closed book with something of everything that this version can write."""
    with Workshop(folder / "สมุด.samut") as shop:
        shop.receive("HERB", 50_000, 5_000_00)
        batch = shop.start("BALM", 10_000, shop.from_stock("HERB", 20_000), shop.labour(300_00))
        shop.finish(batch, shop.out("BALM", 4_000), final=False)
        shop.finish(batch, shop.out("BALM", 5_500))
        shop.make("BALM", 3_000, shop.from_stock("HERB", 5_000))
        lees = RecipeOutput(shop.product("LEES"), 500, OutputKind.BY_PRODUCT, e4(100))
        shop.recipe("BALM", 10_000, shop.from_stock("HERB", 20_000), shop.labour(300_00), others=(lees,))
        open_batch = shop.start("BALM", 8_000, shop.from_stock("HERB", 9_000))
        assert open_batch.wip.book
        shop.sell("BALM", 2_000, 12_000, on=OCT)
        stall = Stall(folder, shop.session)
        session = shop.session
        sold = stall.sell(stall.line(stall.kapi, 2, 5900), stall.line(stall.tea, 1, 8900, discount=4_00))
        stall.take_back(sold, 1, 1, 59_00)
        wrong = stall.sell(stall.line(stall.soap, 1, 3500))
        void_sale(session, wrong.posted.uid, on=DAY, reason="คีย์ผิด", uid=new_uid())
        stall.sell(stall.line(stall.tea, 25, 8900))
        stall.buy((stall.tea, 10, 230_00), freight=30_00)
        post_count(
            session, CountDraft(new_uid(), (CountLineDraft(stall.soap, 19_000, 20_000, "แตก"),)), on=DAY
        )
        spent = expense(("5401", 150_00, "ค่าแผง"), party_uid=stall.customer)
        post_entry(session, spent, on=DAY)
        lines = (JournalLineDraft("1101", 100), JournalLineDraft("1102", -100))
        post_journal(session, JournalDraft(new_uid(), lines, "ปรับปรุง"), on=DAY)
        recost_month(session, OCT.replace(day=1), uid=new_uid())
        change_settings(session, {"enterprise_address": "ตำบลตัวอย่าง", "rounding_step": 25})
        update_party(session, stall.customer, data=PartyData("ลูกค้าประจำ 01", phone="000-000-0000"))
        with_every_table(session, stall.customer, stall.tea, DAY)
        _money(session, stall.customer)
        _group(session)
        people.change_rules(session, replace(DEFAULT_RULES[Role.SELLER], limits={Limit.DISCOUNT: 500}))
        book.execute(people_sql.SET_TRIES, (session.user_id, 1, "a start of the machine", 1_000))
    close_book()
    return folder / "สมุด.samut"


def _money(session: Session, party: bytes) -> None:
    """Slips of money, what is owed and paid, a counted till, an asset with its wear, a locked month."""
    light = next(each for each in entry_categories() if each.direction is Direction.OUT)
    purse = (PayDraft(PayKind.PURSE, 35_00, party_uid=party),)
    lines = (EntryLineDraft(35_00, light.uid),)
    post_entry(session, EntryDraft(new_uid(), Direction.OUT, lines, purse), on=DAY)
    post_transfer(session, TransferDraft(new_uid(), "1101", "1102", 500_00, 10_00), on=DAY)
    post_advance(session, AdvanceDraft(new_uid(), party, "1101", 50_00), on=DAY)
    part = ReceiveDraft(new_uid(), party, (MoneyDraft("1101", 5_00),), keep_rest=True)
    receive_money(session, part, on=DAY)
    depreciate(session, DAY, uid=new_uid())
    before = DAY.replace(day=1) - dt.timedelta(days=1)
    lines_before = (JournalLineDraft("1101", 100), JournalLineDraft("1102", -100))
    post_journal(session, JournalDraft(new_uid(), lines_before, "ปรับปรุง"), on=before)
    lock_until(session, before, today=DAY, reason="ปิดงวด")


def _group(session: Session) -> None:
    """A member with shares, savings, a loan and an office; a project, a meeting, a letter and the rest."""
    change_settings(session, {"share_par": 100_00})
    data = MemberData(PartyData("สมาชิก 002", address="ตำบลตัวอย่าง"), joined_on=DAY, heir="ทายาท")
    member = enrol(session, data, today=DAY).uid
    appoint(session, member, data=RoleData(MemberRole.CHAIR, DAY))
    log_work(session, WorkDraft(new_uid(), DAY, (WorkLine(member, 2_000),), what="ล้างขวด"), today=DAY)
    pays = (PayDraft(PayKind.MONEY, 150_00, "1101"),)
    post_shares(session, SharesDraft(new_uid(), (ShareLine(member, 2, 150_00),), pays), on=DAY)
    issue_certificate(session, member, shares=1, on=DAY)
    set_savings_rate(session, DAY, rate_ppm=10_000)
    deposit(session, SavingsDraft(new_uid(), ((member, 150_00),), pays), on=DAY)
    first = DAY + dt.timedelta(days=30)
    loan = create_loan(session, LoanData(LoanSide.GIVEN, member, 150_00, DAY, first, instalments=3)).uid
    draw_loan(session, LoanDrawDraft(new_uid(), loan, 150_00, pays), on=DAY)
    project = create_project(session, ProjectData("โครงการตัวอย่าง", agreed=150_00)).uid
    set_budget(session, project, lines=(BudgetData("ค่าอบรม", 150_00),))
    set_results(session, project, lines=(ResultData("ผู้เข้าอบรม", "คน", 20_000),))
    project_money.receive_money(session, ProjectMoneyDraft(new_uid(), project, 150_00, pays), on=DAY)
    agenda = (ItemData("เรื่องแจ้งให้ทราบ", resolution="รับทราบ", resolution_no="1/2569"),)
    meeting = create_meeting(session, MeetingData(MeetingKind.YEARLY, "ประชุมใหญ่", DAY), agenda=agenda).uid
    set_attendance(session, meeting, lines=(AttendanceData(member, "", Presence.PRESENT),))
    create_certificate(session, CertificateData(CertificateKind.FOOD, "อย.", expires_on=first))
    mark_renewed(session, DAY.year, done_on=DAY, today=DAY, receipt="1")
    heads = (Head(HeadKind.RETAINED, "เก็บไว้", Method.REST),)
    create_variant(session, VariantData(fiscal_year(DAY, 1), "แบบที่ 1", heads))
    save_letter(session, STANDARD_LETTERS[0], uid=new_uid())


def fill_household(folder: Path) -> tuple[bytes, bytes]:
    """A household's book with something of everything, written open (noise does not pack), and its key file.

    Only here: the program itself never writes a household's book open.
    """
    session = make_household(folder)
    home = fill_fields(begun(session), ("ข้าวหอม", "ปูน 3 ถุง", "ค่ายา"))
    plan.set_budget(session, home.category, amount=3_000_00)
    reckon_purse(session, ReckoningDraft(new_uid(), "1101", HOME_DAY, 100_00))
    key = key_ring.book_key()
    path, plain = open_path(), folder / "plain.samut"
    close_book()
    files.recrypt(path, plain, old=key, new=None)
    return plain.read_bytes(), key_file.keys_path(path).read_bytes()


def main() -> None:
    """Write the books of this version beside the others."""
    with tempfile.TemporaryDirectory() as folder:
        household, keys = fill_household(Path(folder))
        for target, data in (
            (BOOKS / f"v{VERSION}.samut.gz", fill(Path(folder)).read_bytes()),
            (BOOKS / f"household-v{VERSION}.samut.gz", household),
            (BOOKS / f"household-v{VERSION}.keys.gz", keys),
        ):
            target.write_bytes(gzip.compress(data, mtime=0))
            print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
