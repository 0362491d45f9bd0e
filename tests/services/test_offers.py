"""Papers for offices: a quotation posts nothing, a delivery is owed, an invoice bills what is still owed."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.offer import (
    AlreadyBilledError,
    BuyerMissingError,
    InvoiceDraft,
    NothingToBillError,
    OfferDraft,
    OfferLineDraft,
    OfferState,
    OtherBuyersBillError,
    QuotationOverError,
)
from app.domain.sale import SaleDraft
from app.domain.sale_draft import DiscountTooLargeError, EmptySaleError, NegativeLineError
from app.i18n import set_language
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.queries.offers import deliveries, invoices, quotation, quotations
from app.services.offers import deliver, post_invoice, post_quotation
from app.services.reversal import UnknownDocumentError, reverse
from app.services.sales import PostedSale
from app.services.unit_of_work import Posted
from reports.catalogue import Question, build
from reports.common import ReportArgumentError
from reports.model import Report, Table
from tests.builders import party
from tests.stall import DAY, Stall

LATER = DAY + dt.timedelta(days=10)


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def line(stall: Stall, pieces: int = 4) -> OfferLineDraft:
    """Tea at 89.00."""
    return OfferLineDraft("ชา", pieces * 1_000, "กล่อง", 89_00 * 10_000, stall.tea)


def quoted(stall: Stall, *lines: OfferLineDraft, **more: object) -> Posted:
    """A quotation over lines."""
    draft = OfferDraft(new_uid(), stall.customer, lines or (line(stall),), **more)  # type: ignore[arg-type]
    return post_quotation(stall.session, draft, on=DAY)


def delivered(stall: Stall, pieces: int = 2, quotation_uid: bytes | None = None) -> PostedSale:
    """Tea delivered on account."""
    draft = SaleDraft(new_uid(), (stall.line(stall.tea, pieces, 89_00),), party_uid=stall.customer)
    return deliver(stall.session, draft, on=DAY, quotation_uid=quotation_uid)


def test_a_quotation_posts_nothing(stall: Stall) -> None:
    before = balances(DAY)
    words = OfferLineDraft("ค่าส่ง", 1_000, "เที่ยว", 50_00 * 10_000)
    posted = quoted(stall, line(stall), words, discount=6_00, valid_until=LATER)
    assert posted.total == 4 * 89_00 + 50_00 - 6_00
    assert balances(DAY) == before
    found = quotation(posted.number, DAY)
    assert found is not None
    assert (found.state, found.total, len(found.lines)) == (OfferState.OPEN, 400_00, 2)
    assert quotations(LATER + dt.timedelta(days=1))[0].state is OfferState.EXPIRED
    assert check_books() == []


def test_refused_quotations(stall: Stall) -> None:
    for draft, error in (
        (OfferDraft(new_uid(), stall.customer, ()), EmptySaleError),
        (OfferDraft(new_uid(), None, (line(stall),)), BuyerMissingError),
        (OfferDraft(new_uid(), stall.customer, (line(stall, 0),)), NegativeLineError),
        (OfferDraft(new_uid(), stall.customer, (line(stall, 1),), discount=90_00), DiscountTooLargeError),
    ):
        with pytest.raises(error):
            post_quotation(stall.session, draft, on=DAY)
    assert quotations(DAY) == ()


def test_a_quotation_is_delivered_in_parts(stall: Stall) -> None:
    offer = quoted(stall)
    first = delivered(stall, 1, offer.uid)
    assert quotations(DAY)[0].state is OfferState.PARTLY
    delivered(stall, 3, offer.uid)
    assert quotations(DAY)[0].state is OfferState.DELIVERED
    reverse(stall.session, first.posted.uid, on=DAY, reason="ส่งผิด", uid=new_uid())
    found = quotations(DAY)[0]
    assert found.state is OfferState.PARTLY
    assert found.delivered == {stall.tea: 3_000}
    assert check_books() == []


def test_a_cancelled_quotation_is_not_delivered(stall: Stall) -> None:
    offer = quoted(stall)
    reverse(stall.session, offer.uid, on=DAY, reason="ยกเลิก", uid=new_uid())
    assert quotations(DAY)[0].state is OfferState.CANCELLED
    with pytest.raises(QuotationOverError):
        delivered(stall, 1, offer.uid)
    with pytest.raises(UnknownDocumentError):
        delivered(stall, 1, stall.bought.uid)
    assert deliveries() == ()
    assert check_books() == []


def test_deliveries_are_billed_once(stall: Stall) -> None:
    one, two = delivered(stall, 1), delivered(stall, 2)
    assert [each.left for each in deliveries()] == [178_00, 89_00]
    draft = InvoiceDraft(new_uid(), stall.customer, (one.posted.uid, two.posted.uid), LATER)
    bill = post_invoice(stall.session, draft, on=DAY)
    assert bill.total == 267_00
    assert post_invoice(stall.session, draft, on=DAY).number == bill.number
    with pytest.raises(AlreadyBilledError):
        post_invoice(stall.session, InvoiceDraft(new_uid(), stall.customer, (one.posted.uid,)), on=DAY)
    found = invoices()[0]
    assert (found.left, found.due, [each.invoice for each in deliveries()]) == (
        267_00, LATER, [bill.number] * 2,
    )  # fmt: skip
    reverse(stall.session, bill.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert (invoices()[0].left, deliveries()[0].invoice) == (0, "")
    assert check_books() == []


def test_refused_invoices(stall: Stall) -> None:
    one = delivered(stall, 1)
    other = party(stall.session, "คนอื่น").uid
    for draft, error in (
        (InvoiceDraft(new_uid(), stall.customer, ()), NothingToBillError),
        (InvoiceDraft(new_uid(), None, (one.posted.uid,)), BuyerMissingError),
        (InvoiceDraft(new_uid(), other, (one.posted.uid,)), OtherBuyersBillError),
        (InvoiceDraft(new_uid(), stall.customer, (new_uid(),)), UnknownDocumentError),
    ):
        with pytest.raises(error):
            post_invoice(stall.session, draft, on=DAY)
    assert invoices() == ()


def test_what_came_back_is_not_billed(stall: Stall) -> None:
    sold = delivered(stall, 3)
    stall.take_back(sold, 1, 1, 89_00, kind="account")
    bill = post_invoice(stall.session, InvoiceDraft(new_uid(), stall.customer, (sold.posted.uid,)), on=DAY)
    assert bill.total == 178_00


def test_the_papers_say_what_was_posted(stall: Stall) -> None:
    set_language("en")
    offer = quoted(stall, discount=6_00)
    sold = delivered(stall, 2, offer.uid)
    draft = InvoiceDraft(new_uid(), stall.customer, (sold.posted.uid,), LATER)
    bill = post_invoice(stall.session, draft, on=DAY)
    for name, posted, total in (
        ("quotation", offer, 350_00),
        ("delivery-note", sold.posted, 178_00),
        ("invoice", bill, 178_00),
    ):
        report = build(stall.session, name, Question(document=posted.number))
        assert isinstance(report, Report)
        table = next(block for block in report.blocks if isinstance(block, Table))
        assert table.rows[-1].cells[-1] == total
        with pytest.raises(ReportArgumentError):
            build(stall.session, name, Question(document=stall.bought.number))
    set_language("th")
