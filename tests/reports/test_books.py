"""Ledger, documents, debtors, stock card, receipts and the catalogue: each agrees with the bare rows."""

import dataclasses
import datetime as dt

import pytest

from app.errors import UserError
from app.queries.catalogue import accounts
from app.queries.sales import documents
from reports import catalogue, debtors, document, ledger, receipt, stock_card
from reports.catalogue import KINDS, Needs, Question
from reports.common import ReportArgumentError, Span, UnknownReportError
from reports.model import Receipt, Report, Role, Table
from reports.output import FormatNotForReportError, render
from reports.render.report_json import report_from_json, report_json
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.reports.months import NOV, TwoMonths, balances, by_label, check_sums, figure, lines
from tests.stall import DAY

__all__ = ["_no_book_left_open", "_own_machine_settings"]

YEAR = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
MADE = dt.datetime(2026, 11, 30, 17, 42, tzinfo=dt.UTC)


@pytest.fixture
def stall(tmp_path):
    return TwoMonths(tmp_path)


def question(kind, stall):
    number = stall.first.posted.number
    return Question(
        YEAR if kind.needs is not Needs.MONTH else Span(NOV, dt.date(2026, 11, 30)),
        document=number,
        product="KAPI",
        account="1101",
        printed=MADE,
        party="C0001",
        row="cash-flow:sales",
    )


OF_THEIR_OWN = {
    *("cost-sheet", "receipt-of-debt", "payee-receipt", "substitute-receipt"),
    *("loan-card", "loan-contract", "loan-receipt", "savings-receipt"),
    *("quotation", "delivery-note", "invoice", "asset-card", "tax-invoice", "credit-note"),
    *("share-receipt", "share-certificate", "distribution", "dividend-sheet", "dividend-slips"),
    *("agenda", "attendance", "minutes"),
    *("letters", "address-labels", "project"),
    *("order", "deposit-receipt", "order-labels", "coupon-sheet"),
    *("catalogue", "shelf-labels", "goods-labels", "recall"),
    *("consignment-slip", "settlement-sheet", "drawer-z", "market-day", "tally-sheet", "barter-slip"),
}
"""Papers of documents (or things) that this book has none of; they are built where those are made."""

STAND_AS_OF_NOW = {
    *("packing-list", "pick-up-list", "order-labels"),
    *("catalogue", "shelf-labels", "goods-labels"),
    *("debtors", "creditors", "tax-meters", "certificates", "share-register", "projects", "address-labels"),
}
"""Without a day they stand as of the last one of the book."""


def buildable():
    return [kind for kind in KINDS if kind.name not in OF_THEIR_OWN]


def test_every_account_ledger_ends_at_the_balance(stall):
    at_end = balances(YEAR.last)
    for account in accounts(active_only=False):
        (found,) = ledger.build(account.code, YEAR).blocks
        assert found.rows[-1].cells[5] == at_end[account.code], account.code
        mine = [amount for code, _day, amount, _number in lines() if code == account.code]
        assert found.rows[-1].cells[3:5] == (
            sum(each for each in mine if each > 0),
            -sum(each for each in mine if each < 0),
        )
        assert len(found.rows) == len(mine) + 2


def test_a_ledger_of_a_part_brings_forward_what_was_before(stall):
    (whole,) = ledger.build("1101", YEAR).blocks
    (part,) = ledger.build("1101", Span(NOV, YEAR.last)).blocks
    assert part.rows[0].cells[5] == balances(dt.date(2026, 10, 31))["1101"]
    assert part.rows[-1].cells[5] == whole.rows[-1].cells[5]
    running = figure(part.rows[0].cells[5])
    for row in part.rows[1:-1]:
        running += figure(row.cells[3]) - figure(row.cells[4])
        assert row.cells[5] == running


def test_every_document_balances_and_is_found_by_its_number(stall):
    everything = documents(YEAR.first, YEAR.last)
    assert len(everything) == 5
    for each in everything:
        report = document.build(each.number)
        table = report.blocks[1]
        total = table.rows[-1]
        assert figure(total.cells[3]) == figure(total.cells[4]) > 0
        mine = [amount for _code, _day, amount, number in lines() if number == each.number]
        assert total.cells[3] == sum(amount for amount in mine if amount > 0)
        assert check_sums(report.blocks)


def test_who_owes_whom(stall):
    report = debtors.build(YEAR.last)
    first = report.blocks[1]
    assert isinstance(first, Table)
    rows = by_label(first)
    assert rows["ลูกค้าประจำ 01 (C0001)"].cells[-1] == 17_800 == rows["Total"].cells[-1]
    assert len(report.blocks) == 2, "nobody else owes anything"


def test_the_stock_card_runs_along_and_ends_at_what_is_there(stall):
    (card,) = stock_card.build("KAPI", YEAR).blocks
    moved = [figure(row.cells[3]) - figure(row.cells[4]) for row in card.rows if row.role is Role.LINE]
    assert moved == [20_000, -3_000, 1_000, -2_000]
    assert [row.cells[5] for row in card.rows][-1] == 16_000
    assert [row.cells[7] for row in card.rows][-1] == 53_328
    assert card.rows[-1].cells[8] == 3_333 * 10_000


def test_the_receipt_says_what_was_sold_and_handed_over(stall):
    made = receipt.build(stall.last.posted.number, printed=MADE)
    assert [(line.quantity_milli, line.amount) for line in made.lines] == [(2_000, 11_800), (4_000, 14_000)]
    assert (made.subtotal, made.total, made.change, made.due) == (25_800, 25_800, 0, 0)
    assert made.total == sum(payment.amount for payment in made.payments)
    assert made.copy_number == 0


def test_an_unpaid_receipt_names_what_is_due(stall):
    made = receipt.build(stall.owed.posted.number)
    assert (made.total, made.due, made.buyer) == (17_800, 17_800, "ลูกค้าประจำ 01")
    assert made.promptpay_payload == ""  # the group has no PromptPay number yet


def test_a_return_note_has_the_signs_of_a_paper(stall):
    made = receipt.build(stall.back.posted.number)
    assert made.title == "Return note"
    assert (made.lines[0].quantity_milli, made.total) == (1_000, 5_900)
    assert made.reference == stall.first.posted.number


@pytest.mark.parametrize("kind", buildable(), ids=lambda kind: kind.name)
def test_json_brings_back_the_very_report(stall, kind):
    made = catalogue.build(stall.session, kind.name, question(kind, stall))
    back = report_from_json(report_json(made))
    no_logo = dataclasses.replace(made, issuer=dataclasses.replace(made.issuer, logo=None))
    assert back == no_logo
    assert report_json(back) == report_json(made)


@pytest.mark.parametrize("kind", buildable(), ids=lambda kind: kind.name)
def test_the_same_question_gives_the_same_bytes(stall, kind):
    asked = question(kind, stall)
    once, again = (catalogue.build(stall.session, kind.name, asked) for _time in range(2))
    assert once == again
    for written in ("json", "xlsx", "pdf"):
        assert render(once, written).startswith({"json": b"{", "xlsx": b"PK", "pdf": b"%PDF"}[written])
    assert render(once, "pdf") == render(again, "pdf")


@pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS if kind.needs is not Needs.NOTHING and kind.name not in STAND_AS_OF_NOW],
    ids=lambda k: k.name,
)
def test_a_question_that_lacks_something_is_refused(stall, kind):
    with pytest.raises(ReportArgumentError):
        catalogue.build(stall.session, kind.name, Question())


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("document", Question(document="ร9-2569-000001")),
        ("receipt", Question(document="ซ1-2569-000001")),
        ("cost-sheet", Question(document="ร1-2569-000001")),
        ("stock-card", Question(YEAR, product="NONE")),
        ("ledger", Question(YEAR, account="0000")),
    ],
)
def test_what_is_not_in_the_book_is_refused(stall, name, asked):
    with pytest.raises(UserError):
        catalogue.build(stall.session, name, asked)


def test_a_day_of_letters_that_is_none(stall):
    with pytest.raises(ReportArgumentError):
        catalogue.build(stall.session, "letters", Question(YEAR, document="ขอเชิญ", option="31/2/69"))


def test_a_report_that_does_not_exist(stall):
    with pytest.raises(UnknownReportError):
        catalogue.build(stall.session, "weather", Question())


def test_a_report_is_no_picture(stall):
    with pytest.raises(FormatNotForReportError):
        render(debtors.build(DAY), "escpos")


def test_hostile_names_stand_literally(stall):
    from app.services.settings import change_settings

    name = "<b>=1+1 %s \u202eกลุ่ม"
    change_settings(stall.session, {"enterprise_name": name})
    made = catalogue.build(stall.session, "monthly", Question(Span(NOV, dt.date(2026, 11, 30))))
    assert isinstance(made, Report)
    assert made.issuer.name.startswith("<b>=1+1 %s")
    slip = receipt.build(stall.first.posted.number)
    assert isinstance(slip, Receipt)
    assert slip.issuer.name == made.issuer.name


def test_spans_name_themselves():
    assert YEAR.text == "1 Jan 2026 – 31 Dec 2026"
    assert Span(DAY, DAY).text == "5 October 2026"
    assert Span(NOV, dt.date(2026, 11, 30)).text == "November 2026"
