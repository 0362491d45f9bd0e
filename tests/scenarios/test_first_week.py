"""A new user's first week, from opening the sample to the month's report and back again.

She opens the sample enterprise, makes กะปิผงรสวาซาบิ with work that nobody is paid for and looks at what
it cost in money and in full, scans and sells three things, hands over the slip, takes one back, reports
the month on paper and in Excel, closes the book, and finds everything there when she opens it again.
"""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app.domain.costing import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.money import E4, MILLI, divide_round
from app.domain.production import BatchDraft, CostLineDraft, OutputDraft
from app.domain.recipe import scale
from app.domain.sale import SaleDraft, SaleLineDraft, SaleReturnDraft, SaleReturnLineDraft, TenderDraft
from app.queries.balances import balances
from app.queries.catalogue import tenders
from app.queries.costing import batch_detail
from app.queries.integrity import check_books
from app.queries.parties import PartyFilter, list_parties
from app.queries.products import by_barcode, product_by_code, product_by_uid
from app.queries.profit import income_statement
from app.queries.recipes import recipe_card, recipes_of_product
from app.queries.sales import document_by_number, sale_document
from app.queries.stock import stock_now
from app.services.books import close_book, open_book
from app.services.printing import count_print
from app.services.production import produce
from app.services.returns import post_return
from app.services.sales import post_sale
from app.thai.scanner import decode_scan
from reports.catalogue import Question, build, month_question
from reports.model import Receipt, Report
from reports.output import render
from tests.reports.render.pages import texts
from tests.reports.render.workbooks import Opened
from tests.samples import sample_file

OCTOBER = dt.date(2026, 10, 1)
DAY = dt.date(2026, 10, 31)
HOURS = 5


def on_hand(uid: bytes) -> int:
    return next(row.quantity for row in stock_now() if row.uid == uid)


def sold_in_october() -> int:
    statement = income_statement(OCTOBER, DAY)
    return statement.total_income


@pytest.mark.slow
@pytest.mark.usefixtures("thai")
def test_first_week(tmp_path: Path) -> None:
    path = sample_file(tmp_path)
    session = open_book(path)
    wasabi = product_by_code("P0003")
    assert wasabi is not None
    assert wasabi.data.name == "กะปิผงรสวาซาบิ"

    # ---- A batch from its recipe; one member works five hours and is not paid.
    card = recipe_card(recipes_of_product(wasabi.id)[0])
    assert card is not None
    recipe = scale(card.recipe, card.recipe.output_quantity_milli)
    worker = list_parties(PartyFilter(role="member"))[0]
    lines = tuple(
        CostLineDraft(
            line.kind,
            line.settlement,
            line.description,
            line.quantity_milli,
            line.unit,
            None if line.settlement is Settlement.FROM_STOCK else line.rate_e4,
            step=line.step,
            product_uid=line.product_uid,
            party_uid=line.person_uid,
        )
        for line in recipe.lines
        if line.kind is not CostKind.LABOUR
    )
    free = CostLineDraft(
        CostKind.LABOUR,
        Settlement.IMPUTED,
        "แรงงานสมาชิก",
        HOURS * MILLI,
        "ชม.",
        50_00 * E4,
        party_uid=worker.uid,
    )
    before = on_hand(wasabi.uid)
    made = recipe.output_quantity_milli
    batch = produce(
        session,
        BatchDraft(
            new_uid(),
            wasabi.uid,
            made,
            card.recipe.uid,
            (*lines, free),
            (OutputDraft(wasabi.uid, made),),
        ),
        on=DAY,
    )
    assert on_hand(wasabi.uid) == before + made
    detail = batch_detail(batch.batch_uid)
    assert detail is not None
    cost = detail.actual
    imputed = sum(line.actual.full - line.actual.book for line in detail.lines)
    assert imputed >= HOURS * 50_00
    assert batch.cost.full == batch.cost.book + imputed
    assert batch.cost.cash <= batch.cost.book < batch.cost.full
    assert cost.total.full == batch.cost.full
    unit = batch.unit
    assert unit is not None
    assert unit.value_e4 < unit.full_e4
    assert divide_round(unit.value_e4 * made, E4 * MILLI) == batch.cost.book

    # ---- Its cost sheet: one page of Thai, and a workbook whose formulas give the same.
    sheet = build(session, "cost-sheet", Question(document=batch.number))
    assert isinstance(sheet, Report)
    pages = texts(render(sheet, "pdf"))
    assert len(pages) == 1
    assert "กะปิผงรสวาซาบิ" in pages[0]
    assert "แรงงานสมาชิก" in pages[0]
    workbook = Opened(render(sheet, "xlsx"))
    live = list(workbook.live())
    assert live
    for cell, _formula, shown in live:
        assert abs(workbook.worked_out(cell) - shown) < 1, cell.coordinate

    # ---- Three things by their barcodes, scanned while the keyboard types Thai; paid with a note of 500.
    codes = ("P0003", "P0001", "P0005")
    cart = []
    for code in codes:
        product = product_by_code(code)
        assert product is not None
        assert product.data.barcode is not None
        thai_keys = str.maketrans("1234567890", "ๅ/-ภถุึคตจ")
        scanned = by_barcode(decode_scan(product.data.barcode.translate(thai_keys)))
        assert scanned is not None
        assert scanned.product_uid == product.uid
        assert product.data.price_e4 is not None
        cart.append(
            SaleLineDraft(product.uid, product.data.name, MILLI, product.data.unit, product.data.price_e4)
        )
    cash = next(tender.uid for tender in tenders() if tender.kind == "cash")
    income = sold_in_october()
    drawer = next(account.balance for account in balances(DAY) if account.role == "cash")
    uid = new_uid()
    sale = SaleDraft(uid, tuple(cart), tenders=(TenderDraft(cash, 500_00, 500_00, is_cash=True),))
    sold = post_sale(session, sale, on=DAY)
    total = 59_00 + 89_00 + 35_00
    assert sold.posted.total == total
    assert sold.change == 500_00 - total
    assert post_sale(session, sale, on=DAY).posted.number == sold.posted.number, "pressed twice, sold once"
    assert sold_in_october() == income + total

    # ---- The slip on 80 mm.
    assert count_print(session, uid, paper="80").copy == 0
    receipt = build(session, "receipt", Question(document=sold.posted.number))
    assert isinstance(receipt, Receipt)
    slip = render(receipt, "pdf", paper="80")
    document = pypdfium2.PdfDocument(slip)
    assert abs(document[0].get_width() * 25.4 / 72 - 80) < 0.5
    document.close()
    text = texts(slip)[0]
    for wanted in ("กะปิผงรสวาซาบิ", "ชาหญ้าหมอน้อย", "น้ำยาล้างจาน", "183.00", "317.00", "หนึ่งร้อยแปดสิบสามบาทถ้วน"):
        assert wanted in text
    assert render(receipt, "escpos").startswith(b"\x1b@")

    # ---- The tea comes back.
    tea = product_by_code("P0001")
    assert tea is not None
    there = on_hand(tea.uid)
    back = post_return(
        session,
        SaleReturnDraft(
            new_uid(), uid, (SaleReturnLineDraft(2, MILLI),), (TenderDraft(cash, 89_00),), reason="ซื้อผิด"
        ),
        on=DAY,
    )
    assert on_hand(tea.uid) == there + MILLI
    assert sold_in_october() == income + total - 89_00
    assert next(a.balance for a in balances(DAY) if a.role == "cash") == drawer + total - 89_00
    note = render(build(session, "receipt", Question(document=back.posted.number)), "pdf", paper="80")
    assert sold.posted.number in "".join(texts(note)).replace("\r\n", "")

    # ---- The month on paper and in Excel: two renderers of one object.
    report = build(session, "monthly", month_question(OCTOBER))
    assert isinstance(report, Report)
    paper = "".join(texts(render(report, "pdf")))
    assert "ตุลาคม" in paper
    assert "2569" in paper
    book = Opened(render(report, "xlsx"))
    for cell, _formula, shown in book.live():
        assert abs(book.worked_out(cell) - shown) < 1, cell.coordinate
    baht = f"{sold_in_october() // 100:,}.{sold_in_october() % 100:02d}"
    assert baht in paper
    numbers = {round(float(cell.value) * 100) for sheet in book.values for row in sheet.iter_rows()
               for cell in row if isinstance(cell.value, int | float)}  # fmt: skip
    assert sold_in_october() in numbers

    # ---- Closed and opened again, everything is there and adds up.
    json_before = render(replace(report, printed=None), "json")
    close_book()
    session = open_book(path)
    found = document_by_number(sold.posted.number)
    assert found is not None
    again = sale_document(found)
    assert again is not None
    assert [line.returned for line in again.lines] == [0, MILLI, 0]
    assert again.prints == 1
    kept = product_by_uid(wasabi.uid)
    assert kept is not None
    assert batch_detail(batch.batch_uid) == detail
    assert (
        render(build(session, "monthly", replace(month_question(OCTOBER), printed=None)), "json")
        == json_before
    )
    assert check_books() == []


def test_workbook_of_the_month_opens_in_a_plain_reader(tmp_path: Path) -> None:
    import openpyxl

    session = open_book(sample_file(tmp_path))
    data = render(build(session, "monthly", month_question(OCTOBER)), "xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    assert workbook.sheetnames
    rows = list(workbook.worksheets[0].iter_rows(values_only=True))
    assert len(rows) > 5
    workbook.close()
