"""Papers of members: a statement that agrees with the ledger, registers that show no more than they need."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.member import MemberData, MemberRole, RoleData
from app.domain.party import PartyData
from app.domain.session import Permission
from app.domain.work_log import WorkDraft, WorkLine
from app.queries.member_statement import member_statement
from app.queries.members import member
from app.services import members, work_log
from app.services.books import close_book
from app.services.catalogue import save_section
from app.services.journal import account_id
from app.services.sales import post_sale
from app.services.unit_of_work import Entry, post
from db import connection as book
from reports.catalogue import Question, build
from reports.common import Span
from reports.model import Figures, Report, Role, Table
from reports.render.pdf import render_pdf
from tests.owing import Group, day

ID = "0000000000001"
SPAN = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
PRINTED = dt.datetime(2026, 12, 31, 9, 0)


class Members(Group):
    """A member with something of everything, in one of two sections; another who left."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        unit = save_section(self.session, "กลุ่มกะปิ")
        data = MemberData(
            PartyData("สมาชิก ดาว", section_id=unit.id, address="หมู่ 3", phone="000-000-0000"),
            national_id=ID,
            joined_on=dt.date(2024, 1, 5),
            heir="ทายาท",
        )
        members.change_member(self.session, self.dao, data=data, today=day(0))
        members.appoint(self.session, self.dao, data=RoleData(MemberRole.CHAIR, dt.date(2026, 1, 1)))
        self.purse(self.dao, 12_500)
        self.work((self.dao, 30_000))
        line = self.line(self.soap, 2, 3_500)
        sale = self.draft(line, pay=(self.by("account", 7_000),), party_uid=self.dao)
        post_sale(self.session, sale, on=day(1))
        hours = (WorkLine(self.dao, 3_500), WorkLine(self.fa, 2_000, is_paid=True))
        work_log.log_work(self.session, WorkDraft(new_uid(), day(2), hours, what="กวาดลาน"), today=day(2))
        self.shares()
        members.enrol(self.session, MemberData(PartyData("สมาชิก เก่า")), today=day(0))

    def shares(self) -> None:
        """Ten shares of 100, of which 600 are paid in."""
        identity = self.id_of(self.dao)

        def write(entry: Entry) -> None:
            entry.document(DocumentKind.SHARE, day(3), party_id=identity)
            entry.add(
                "share_entry", party_id=identity, purpose="subscribe", shares=10, amount=100_000, paid=60_000
            )
            entry.line(account_id(AccountRole.SHARES), -100_000, party_id=identity)
            entry.line(account_id(AccountRole.SHARES_UNPAID), 40_000, party_id=identity)
            entry.line(account_id(AccountRole.CASH), 60_000)

        post(self.session, Permission.KEEP_SHARES, new_uid(), write)

    def report(self, name: str, **asked: object) -> Report:
        question = Question(**{"span": SPAN, "printed": PRINTED, **asked})  # type: ignore[arg-type]
        found = build(self.session, name, question)
        assert isinstance(found, Report)
        return found


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Members]:
    yield Members(tmp_path_factory.mktemp("members"))
    close_book()


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def words(report: Report) -> str:
    return str(report.blocks) + report.subtitle


def test_a_statement_says_everything_between_her_and_the_group(group: Members) -> None:
    found = member_statement(group.id_of(group.dao), SPAN.first, SPAN.last)
    assert (found.shares, found.paid_in, found.shares_unpaid) == (10, 60_000, 40_000)
    assert found.hers == 12_500 + 30_000
    assert found.owed_by_her == 7_000
    assert (found.worked.paid, found.worked.free) == (0, 3_500)
    assert [(each.quantity, each.amount) for each in found.bought] == [(2_000, 7_000)]
    identity = group.id_of(group.dao)
    ledger: dict[str, int] = dict(
        book.fetch(
            "SELECT a.code, -sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
            "WHERE l.party_id = ? GROUP BY 1",
            (identity,),
        )
    )
    assert {each.code: each.now for each in found.holds} == {
        code: amount for code, amount in ledger.items() if code < "4"
    }


def test_a_statement_fits_one_page(group: Members) -> None:
    code = member(group.dao)
    assert code is not None
    paper = group.report("member-statement", party=code.code)
    assert "สมาชิก ดาว" in paper.subtitle
    assert "กลุ่มกะปิ" in paper.subtitle
    figures = next(block for block in paper.blocks if isinstance(block, Figures))
    assert [each.value for each in figures.items] == [60_000, 42_500, 7_000]
    assert b"/Count 1" in render_pdf(paper)
    assert ID not in words(paper)


def test_a_statement_ends_on_the_day_it_is_printed(group: Members) -> None:
    code = member(group.dao)
    assert code is not None
    early = group.report("member-statement", party=code.code, printed=dt.datetime.combine(day(1), dt.time(9)))
    figures = next(block for block in early.blocks if isinstance(block, Figures))
    assert figures.items[0].value == 0, "her shares came later"


def test_the_register_shows_the_end_of_an_id_only(group: Members) -> None:
    short, whole = group.report("member-register"), group.report("member-register-full")
    assert "x-xxxx-xxxx0-00-1" in words(short)
    assert all(each not in words(short) for each in (ID, "หมู่ 3", "000-000-0000", "ทายาท"))
    assert "0-0000-00000-00-1" in words(whole)
    assert "หมู่ 3" in words(whole)
    assert "ทายาท" not in words(whole), "no paper of others needs the heir"
    committee, people = tables(short)
    assert [row.cells[:2] for row in committee.rows] == [("Chair", "สมาชิก ดาว")]
    headings = [row.cells[1] for row in people.rows if row.role is Role.HEADING]
    assert headings == ["กลุ่มกะปิ: 1 member", "Without a section: 2 members"]


def test_hours_by_person_and_by_day_are_the_same_hours(group: Members) -> None:
    by_person, by_day = tables(group.report("hours-register"))
    total = by_person.rows[-1].cells
    assert total[1:] == (2_000, 3_500, 5_500)
    assert sum(cell for row in by_day.rows for cell in row.cells[4:] if isinstance(cell, int)) == 5_500


def test_the_paper_on_personal_data_is_for_each_member(group: Members) -> None:
    code = member(group.dao)
    assert code is not None
    paper = group.report("member-privacy", party=code.code)
    assert "สมาชิก ดาว" in paper.subtitle
    assert "agree" in words(paper)
    assert ID not in words(paper), "it says what is kept, not what it is"
    assert b"/Count 1" in render_pdf(paper)
