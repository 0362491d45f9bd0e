"""Letters of the group: kept, changed, put aside, filled in with a day's figures, on paper and on labels."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app.domain.document import new_uid
from app.domain.letter import (
    EmptyLetterError,
    LetterData,
    NobodyChosenError,
    PersonFigures,
    TooManyLettersError,
    UnknownPlaceholderError,
)
from app.domain.loan import LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData, LoanDrawDraft
from app.domain.member import MemberData, MemberRole, RoleData
from app.domain.party import PartyData
from app.domain.savings import SavingsDraft
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.share import ShareLine, SharesDraft
from app.domain.slip_entry import PayDraft, PayKind
from app.domain.standard_letters import STANDARD_LETTERS
from app.queries.letters import figures, letter, letter_named, letters, signatories
from app.services import letters as service
from app.services.books import close_book
from app.services.catalogue import NameTakenError
from app.services.loan_contracts import create_loan
from app.services.loans import draw_loan
from app.services.members import appoint, enrol, leave
from app.services.records import NameMissingError, NotFoundError
from app.services.savings import deposit
from app.services.settings import change_settings
from app.services.shares import post_shares
from app.services.unit_of_work import NotSavedError
from db import connection as book
from reports import letters as paper
from reports.common import ReportArgumentError
from reports.output import render
from tests.builders import make_book, session_with

D = dt.date
DAY, LATER = D(2026, 10, 1), D(2026, 11, 20)
LETTER = LetterData("ยอด", "ยอดของ {ชื่อ}", "หุ้น {จำนวนหุ้น} ค้าง {ค่าหุ้นค้างชำระ} ออม {เงินออม} กู้ {เงินกู้คงเหลือ}")


def cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, "1101"),)


class Village:
    """Three members: one with everything, one with nothing, one who left."""

    def __init__(self, folder: Path) -> None:
        self.session = session = make_book(folder)
        change_settings(session, {"share_par": 100_00})
        self.dao, self.fa, self.kom = (
            enrol(
                session,
                MemberData(PartyData(name, address=address), joined_on=D(2025, 1, 1)),
                uid=new_uid(),
                today=LATER,
            ).uid
            for name, address in (
                ("สมาชิก ดาว", "1 หมู่ 2\nตำบลทดสอบ"),
                ("สมาชิก {เงินออม}", ""),
                ("สมาชิก กรม", ""),
            )
        )
        leave(session, self.kom, on=D(2026, 9, 1), today=LATER)
        post_shares(session, SharesDraft(new_uid(), (ShareLine(self.dao, 5, 300_00),), cash(300_00)), on=DAY)
        deposit(session, SavingsDraft(new_uid(), ((self.dao, 1_250_00),), cash(1_250_00)), on=DAY)
        loan = create_loan(
            session,
            LoanData(
                *(LoanSide.GIVEN, self.dao, 6_000_00, DAY, D(2026, 11, 1)),
                *(0, RatePer.MONTH, LoanMethod.EQUAL_PRINCIPAL, 6),
            ),
        ).uid
        draw_loan(session, LoanDrawDraft(new_uid(), loan, 6_000_00, cash(6_000_00)), on=DAY)
        appoint(session, self.fa, data=RoleData(MemberRole.CHAIR, D(2026, 1, 1)), uid=new_uid())


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    yield Village(tmp_path)
    close_book()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    yield make_book(tmp_path)
    close_book()


def words_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_proposals_become_letters_of_the_book(session: Session) -> None:
    assert [each.data for each in letters()] == list(STANDARD_LETTERS)
    assert all(each.is_proposal for each in letters())
    first = STANDARD_LETTERS[0]
    uid = new_uid()
    service.save_letter(session, replace(first, subject="เรื่องใหม่"), uid=uid)
    service.save_letter(session, replace(first, subject="เรื่องใหม่"), uid=uid)  # tried a second time
    kept = letters()
    assert len(kept) == len(STANDARD_LETTERS)
    assert [each.data.name for each in kept if not each.is_proposal] == [first.name]
    service.set_letter_aside(session, uid)
    assert first.name not in [each.data.name for each in letters()]
    assert next(each.active for each in letters(put_aside=True)) is False
    service.set_letter_aside(session, uid, active=True)
    found = letter(uid)
    assert found is not None
    assert found.active
    assert found.data.subject == "เรื่องใหม่"


def test_letters_that_cannot_be_kept(session: Session) -> None:
    uid = new_uid()
    service.save_letter(session, LetterData("ก", "", "ข"), uid=uid)
    with pytest.raises(NameTakenError):
        service.save_letter(session, LetterData(" ก ", "", "ค"), uid=new_uid())
    with pytest.raises(NameMissingError):
        service.save_letter(session, LetterData("", "", "ค"), uid=new_uid())
    with pytest.raises(EmptyLetterError):
        service.save_letter(session, LetterData("ค", "", ""), uid=new_uid())
    with pytest.raises(UnknownPlaceholderError):
        service.save_letter(session, LetterData("ค", "", "{__import__('os')}"), uid=new_uid())
    with pytest.raises(NotFoundError):
        service.save_letter(session, LetterData("ค", "", "ข"), uid=new_uid(), known=True)
    with pytest.raises(NotFoundError):
        service.set_letter_aside(session, new_uid())
    with pytest.raises(NotPermittedError):
        service.save_letter(session_with(Permission.SEE_BOOKS), LetterData("ค", "", "ข"), uid=new_uid())
    assert [each.data.name for each in letters() if not each.is_proposal] == ["ก"]


def test_a_change_is_in_the_log_and_a_failure_leaves_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = new_uid()
    service.save_letter(session, LetterData("ก", "", "ข"), uid=uid)

    def broken(*_args: object, **_more: object) -> None:
        raise book.DatabaseError("เต็ม")

    with monkeypatch.context() as patch:
        patch.setattr("app.services.event_log.append", broken)
        with pytest.raises(NotSavedError):
            service.save_letter(session, LetterData("ก", "", "ค"), uid=uid, known=True)
    found = letter(uid)
    assert found is not None
    assert found.data.body == "ข"
    before = book.fetch_int("SELECT count(*) FROM event_log WHERE entity = 'letter'")
    service.save_letter(session, LetterData("ก", "", "ค"), uid=uid, known=True)
    assert book.fetch_int("SELECT count(*) FROM event_log WHERE entity = 'letter'") == before + 1


def test_figures_are_those_of_the_day(village: Village) -> None:
    dao, fa = figures(LATER)
    assert (dao.uid, dao.shares, dao.share_amount, dao.shares_paid, dao.shares_unpaid) == (
        *(village.dao, 5, 500_00, 300_00, 200_00),
    )
    assert (dao.savings, dao.loan_left, dao.loan_late) == (1_250_00, 6_000_00, 1_000_00)
    assert (dao.owes, dao.owed, dao.dividend_owed) == (0, 0, 0)
    assert fa == PersonFigures(fa.uid, fa.code, "สมาชิก {เงินออม}", fa.number, joined_on=D(2025, 1, 1))
    before = figures(DAY - dt.timedelta(days=1))[0]
    assert (before.shares, before.savings, before.loan_left) == (0, 0, 0)
    assert [each.uid for each in figures(LATER, [village.kom])] == [village.kom], "she may be written to"
    assert [each.uid for each in figures(D(2026, 8, 1))][-1] == village.kom


def test_the_number_of_queries_does_not_grow(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    whole = book.fetch

    def counted(sql: str, *rest: object) -> object:
        asked.append(sql)
        return whole(sql, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(book, "fetch", counted)
    figures(LATER, [village.fa])
    few = len(asked)
    asked.clear()
    figures(LATER)
    assert len(asked) == few < 12


def test_one_letter_for_each_on_paper(village: Village, thai: None) -> None:
    made = paper.merged(LETTER, LATER, LATER, people=(village.dao, village.fa))
    first, second = made.pages
    assert first.body == "หุ้น 5 ค้าง 200.00 ออม 1,250.00 กู้ 6,000.00"
    assert second.subject == "ยอดของ สมาชิก {เงินออม}", "what is filled in is not read again"
    assert first.to == ("สมาชิก ดาว", "1 หมู่ 2", "ตำบลทดสอบ")
    assert (first.signatory, first.office) == ("สมาชิก {เงินออม}", "ประธาน")
    pdf = render(made, "pdf")
    one, two = words_of(pdf)
    assert "1,250.00" in one
    assert "ตำบลทดสอบ" in one
    assert "{เงินออม}" in two
    assert "1,250.00" not in two
    assert render(made, "pdf") == pdf
    (table,) = made.blocks
    assert [row.cells[1] for row in table.rows] == ["สมาชิก ดาว", "สมาชิก {เงินออม}"]
    assert table.rows[0].cells[4:] == (5, 200_00, 1_250_00, 6_000_00)
    assert render(made, "xlsx")[:2] == b"PK"


def test_a_letter_over_several_pages_numbers_each_and_keeps_all_words(village: Village) -> None:
    long = LetterData(
        "ยาว", "ก" * 300, "\n".join(f"บรรทัด {number}" for number in range(120)) + "\n{reply}\nท้าย"
    )
    made = paper.merged(long, LATER, LATER, people=(village.dao,))
    pages = words_of(render(made, "pdf"))
    assert len(pages) > 2
    assert f"1/{len(pages)}" in pages[0]
    assert f"{len(pages)}/{len(pages)}" in pages[-1]
    together = " ".join(pages)
    assert all(f"บรรทัด {number}" in together for number in range(120))
    assert "ท้าย" in pages[-1]


def test_the_reply_asks_for_a_signature(village: Village, thai: None) -> None:
    made = paper.build("ยืนยันยอดของสมาชิก", LATER, LATER, people=(village.dao,))
    (page,) = made.pages
    assert "( ) ถูกต้อง" in page.reply
    assert "ลงชื่อ" in page.reply
    assert "ถูกต้อง" not in page.body
    (words,) = words_of(render(made, "pdf"))
    assert "ไม่ถูกต้อง" in words


def test_markup_stays_words(village: Village) -> None:
    nasty = LetterData("ก", "<b>&amp;", "<script>alert(1)</script> %s =1+1 {{ชื่อ}}")
    (words,) = words_of(render(paper.merged(nasty, LATER, LATER, people=(village.dao,)), "pdf"))
    assert "<script>alert(1)</script> %s =1+1 {ชื่อ}" in words
    assert "<b>&amp;" in words


def test_progress_is_told_and_may_stop(village: Village) -> None:
    made = paper.merged(LETTER, LATER, LATER)
    told: list[tuple[int, int, str]] = []
    render(made, "pdf", progress=lambda *step: told.append(step))
    assert [step[:2] for step in told] == [(0, 2), (1, 2)]

    def stop(*_step: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render(made, "pdf", progress=stop)


def test_labels_begin_behind_those_that_are_gone(village: Village) -> None:
    for key, form in paper.FORMATS.items():
        assert form.left + form.across * form.width + (form.across - 1) * form.gap <= 2_101, key
        assert form.top + form.down * form.height <= 2_971, key
        made = paper.labels(LATER, form=key, used=form.on_a_sheet - 1)
        first, second = words_of(render(made, "pdf"))
        assert "สมาชิก ดาว" in first
        assert "{เงินออม}" in second
    assert "1" in made.notes[0]
    with pytest.raises(ReportArgumentError):
        paper.labels(LATER, form="9x9")


def test_nobody_nothing_and_too_many(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NobodyChosenError):
        paper.merged(LETTER, LATER, LATER, people=(new_uid(),))
    with pytest.raises(ReportArgumentError):
        paper.build("ไม่มี", LATER, LATER)
    monkeypatch.setattr(paper, "MOST_TO", 1)
    with pytest.raises(TooManyLettersError):
        paper.merged(LETTER, LATER, LATER)


def test_who_signs_and_letters_by_name(village: Village) -> None:
    (chair,) = signatories(LATER)
    assert chair.person_uid == village.fa
    assert signatories(D(2025, 12, 31)) == ()
    found = letter_named("ขอบคุณสมาชิก")
    assert found is not None
    assert found.is_proposal
    assert letter_named("ไม่มี") is None
