"""Papers and reports of tax: what a registered group's papers say, and what others can never print."""

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from app.domain.document import new_uid
from app.domain.sale import Condition
from app.domain.tax_rule import BuyerData
from app.domain.vat import VatClass
from app.errors import UserError
from app.i18n import set_language
from app.queries.tax import meters
from app.services.books import close_book
from app.services.printing import count_print
from app.services.products import set_vat_class
from app.services.returns import void_sale
from app.services.reversal import reverse
from app.services.sales import PostedSale
from app.services.settings import change_settings
from app.services.tax_invoices import cancel_and_issue, issue_full, replace_lost
from reports import receipt
from reports.catalogue import KINDS, Needs, Question, build
from reports.common import ReportArgumentError, Span
from reports.model import Report, Table
from reports.output import render as rendered
from reports.render.report_json import report_from_json, report_json
from reports.tax_reports import meter_warnings
from tests.stall import DAY, Stall

MONTH = Span(DAY.replace(day=1), DAY.replace(day=31))
WORDS = "ใบกำกับภาษี"
BUYER = BuyerData("โรงเรียนบ้านตัวอย่าง", "1 หมู่ 1 ต.ตัวอย่าง", "0000000000001", "2")


@pytest.fixture(params=["th", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("th")


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    made = Stall(tmp_path)
    set_vat_class(made.session, made.kapi, vat_class=VatClass.TAXABLE)
    set_vat_class(made.session, made.tea, vat_class=VatClass.EXEMPT)
    yield made
    close_book()


@pytest.fixture
def seller(stall: Stall) -> Stall:
    change_settings(
        stall.session, {"vat_registered_from": MONTH.first.isoformat(), "enterprise_tax_id": "0000000000001"}
    )
    return stall


def mixed(stall: Stall) -> PostedSale:
    """Two of kapi (118.00), one tea (89.00, exempt), one soap (35.00)."""
    return stall.sell(
        stall.line(stall.kapi, 2, 59_00), stall.line(stall.tea, 1, 89_00), stall.line(stall.soap, 1, 35_00)
    )


def text_of(data: bytes) -> str:
    """The text layer of a PDF, without spaces."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def paper(stall: Stall, name: str, number: str) -> Report:
    made = build(stall.session, name, Question(document=number))
    assert isinstance(made, Report)
    return made


def money_of(report: Report, at: int) -> list[object]:
    tables = [block for block in report.blocks if isinstance(block, Table)]
    return [row.cells[-1] for row in tables[at].rows]


def test_unregistered_group_never_prints_the_words(stall: Stall, language: str) -> None:
    sale = mixed(stall)
    back = stall.take_back(sale, 1, 1, 59_00, Condition.SPOILED)
    second = mixed(stall)
    voided = void_sale(stall.session, second.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    numbers = [
        sale.posted.number,
        back.posted.number,
        second.posted.number,
        voided.number,
        stall.bought.number,
    ]
    made = 0
    for kind in KINDS:
        for number in numbers if kind.needs is Needs.DOCUMENT else [""]:
            question = Question(MONTH, number, "TEA", "1101", party="C0001")
            try:
                report = build(stall.session, kind.name, question)
            except UserError:
                continue
            made += 1
            assert WORDS not in report_json(report), kind.name
            assert "ใบลดหนี้" not in report_json(report), kind.name
    assert made > len(KINDS) // 2
    for number in numbers[:4]:
        for paper_size in ("58", "80", "a5", "a4"):
            data = rendered(receipt.build(number), "pdf", paper=paper_size)
            assert WORDS not in text_of(data)
    for name in ("tax-invoice", "credit-note"):
        for number in numbers:
            with pytest.raises(ReportArgumentError):
                build(stall.session, name, Question(document=number))


def test_papers_of_a_registration_that_was_a_mistake_cannot_be_printed(seller: Stall) -> None:
    sale = mixed(seller)
    full = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=DAY, uid=new_uid())
    back = seller.take_back(sale, 1, 1, 59_00)
    change_settings(seller.session, {"vat_registered_from": ""})
    assert WORDS not in report_json(receipt.build(sale.posted.number))
    for name, number in (("tax-invoice", full.number), ("credit-note", back.posted.number)):
        with pytest.raises(ReportArgumentError):
            build(seller.session, name, Question(document=number))


def test_receipt_is_an_abbreviated_tax_invoice(seller: Stall, language: str) -> None:
    sale = mixed(seller)
    made = receipt.build(sale.posted.number)
    assert "ใบกำกับภาษีอย่างย่อ" in made.title
    assert "ราคารวมภาษีมูลค่าเพิ่มแล้ว" in made.tax_note
    assert "89.00" in made.tax_note
    assert "0000000000001" in made.issuer.tax_id
    assert "สำนักงานใหญ่" in made.issuer.tax_id
    assert report_from_json(report_json(made)) == made
    for size in ("58", "80", "a5", "a4"):
        said = text_of(rendered(made, "pdf", paper=size))
        assert "ใบกำกับภาษีอย่างย่อ" in said
        assert "ราคารวมภาษีมูลค่าเพิ่มแล้ว" in said


def test_receipt_of_goods_free_of_tax_is_a_receipt(seller: Stall) -> None:
    sale = seller.sell(seller.line(seller.tea, 1, 89_00))
    assert WORDS not in report_json(receipt.build(sale.posted.number))


def test_full_invoice_says_all_that_the_law_wants(seller: Stall, language: str) -> None:
    change_settings(seller.session, {"vat_branch": "12"})
    sale = mixed(seller)
    full = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=DAY, uid=new_uid())
    made = paper(seller, "tax-invoice", full.number)
    assert made.title.startswith(WORDS)
    assert made.number == full.number
    assert "เอกสารออกเป็นชุด" in made.subtitle
    assert "ต้นฉบับ" in made.subtitle
    assert money_of(made, 0) == [118_00, 89_00, 35_00, 242_00]
    assert money_of(made, 1) == [89_00, 142_99, 10_01, 242_00]
    said = text_of(rendered(made, "pdf"))
    for words in (
        BUYER.name,
        BUYER.tax_id,
        "สาขาที่ 00002",
        "สาขาที่ 00012",
        "ภาษีมูลค่าเพิ่ม 7%",
        "สองร้อยสี่สิบสองบาทถ้วน",
        full.number,
        sale.posted.number,
    ):
        assert words.replace(" ", "") in said, words
    count_print(seller.session, full.uid, paper="a4")
    assert "สำเนาใบกำกับภาษี" in paper(seller, "tax-invoice", full.number).subtitle
    short = receipt.build(sale.posted.number)
    assert "อย่างย่อ" not in short.title
    assert full.number in short.tax_note


def test_replacement_and_anew(seller: Stall) -> None:
    sale = mixed(seller)
    full = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=DAY, uid=new_uid())
    lost = replace_lost(seller.session, full.uid, reason="ผู้ซื้อทำหาย", on=DAY, uid=new_uid())
    made = paper(seller, "tax-invoice", lost.number)
    assert "ใบแทน" in made.subtitle
    said = report_json(made)
    assert "ผู้ซื้อทำหาย" in said
    assert full.number in said
    reverse(seller.session, lost.uid, on=DAY, reason="หาเจอแล้ว", uid=new_uid())
    reverse(seller.session, full.uid, on=DAY, reason="ที่อยู่ผิด", uid=new_uid())
    assert "ที่อยู่ผิด" in report_json(paper(seller, "tax-invoice", full.number))
    anew = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=DAY, uid=new_uid())
    assert full.number in report_json(paper(seller, "tax-invoice", anew.number))


def test_a_cancelled_number_stays_in_the_register(seller: Stall) -> None:
    sale = mixed(seller)
    first = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=DAY, uid=new_uid())
    cancel_and_issue(
        seller.session,
        first.uid,
        buyer=BUYER,
        reason="ที่อยู่ผิด",
        on=DAY,
        cancel_uid=new_uid(),
        uid=new_uid(),
    )
    out = build(seller.session, "output-tax", Question(MONTH))
    assert isinstance(out, Report)
    sales, issued = out.blocks
    assert isinstance(sales, Table)
    assert isinstance(issued, Table)
    old, new = issued.rows
    assert (old.cells[1], old.cells[-2:]) == (first.number, (0, 0))
    assert "ที่อยู่ผิด" in str(old.cells[4])
    assert new.cells[-2:] == sales.rows[-1].cells[-2:] == (142_99, 10_01)
    assert sales.rows[0].cells[2] == new.cells[1]


def test_credit_note(seller: Stall, language: str) -> None:
    sale = mixed(seller)
    full = issue_full(seller.session, sale.posted.uid, buyer=BUYER, on=DAY, uid=new_uid())
    first = seller.take_back(sale, 1, 1, 59_00)
    second = seller.take_back(sale, 1, 1, 59_00)
    made = paper(seller, "credit-note", second.posted.number)
    assert made.title.startswith("ใบลดหนี้")
    assert full.number in report_json(made)
    assert BUYER.name in report_json(made)
    stood, right, difference, tax, total = money_of(made, 1)
    assert (difference, tax, total) == (55_14, 3_86, 59_00)
    assert (stood, right) == (142_99 - 55_14, 142_99 - 2 * 55_14)
    assert "ใบลดหนี้" in receipt.build(first.posted.number).title
    listed = build(seller.session, "output-tax", Question(MONTH))
    assert isinstance(listed, Report)
    table = listed.blocks[0]
    assert isinstance(table, Table)
    (row,) = [row for row in table.rows if row.cells[2] == second.posted.number]
    assert BUYER.name in str(row.cells[3])
    assert row.cells[4] == BUYER.tax_id
    with pytest.raises(ReportArgumentError):
        paper(seller, "credit-note", sale.posted.number)


def test_registers_and_the_month(seller: Stall) -> None:
    mixed(seller)
    seller.take_back(mixed(seller), 2, 1, 89_00)
    out = build(seller.session, "output-tax", Question(MONTH))
    assert isinstance(out, Report)
    assert isinstance(out.blocks[0], Table)
    assert out.blocks[0].rows[-1].cells[-3:] == (89_00, 2 * 142_99, 2 * 10_01)
    month = build(seller.session, "vat-summary", Question(MONTH))
    assert isinstance(month, Report)
    assert money_of(month, 0) == [20_02, 0, 0, 20_02]
    assert "SOAP" in report_json(month)
    assert month.notes, "the rate's window ended before this month"
    assert rendered(out, "pdf")[:4] == b"%PDF"
    assert rendered(month, "xlsx")[:2] == b"PK"


def test_meters_warn_early_and_say_when_the_rule_is_over(stall: Stall) -> None:
    set_language("en")
    stall.sell(stall.line(stall.kapi, 20, 80_000_00))
    found = meters(DAY)
    said = " ".join(meter_warnings(found, DAY))
    assert "200,000.00 baht are left before all income may be taxed" in said
    assert "200,000.00 baht are left before the group has to register" in said
    assert "Please check the current rule" in said
    set_language("th")
