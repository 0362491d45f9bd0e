"""The tab of tax: meters, registration, rules, products to decide, the month, a full invoice."""

import datetime as dt
import gc

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import DocumentKind, new_uid
from app.domain.purchase import CountDraft, CountLineDraft
from app.domain.session import Permission
from app.domain.tax_rule import BuyerData, RuleKey
from app.domain.vat import VatClass
from app.queries.integrity import check_books
from app.queries.sales import last_document
from app.queries.settings import business_settings
from app.queries.tax import output_rows, rule, rules, undecided_products
from app.queries.tax_documents import newest_invoices
from app.services.books import enter_thread, leave_thread
from app.services.products import set_vat_class
from app.services.settings import change_settings
from app.services.stock_counts import post_count
from app.services.tax_invoices import issue_full
from reports.model import Link
from tests.builders import session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.stall import DAY, Stall
from tests.ui.keys import type_text
from ui.messages import Messages, StatusLine, Toast
from ui.pages.tax.view import TaxView
from ui.runner import Runner

TODAY = DAY + dt.timedelta(days=1)


class Place:
    """The page over a real book."""

    def __init__(self, qtbot, session) -> None:
        self.qtbot = qtbot
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window = QWidget()
        self.window.resize(1200, 900)
        qtbot.addWidget(self.window)
        self.status = StatusLine()
        self.went: list[tuple[str, str]] = []
        self.opened: list[Link] = []
        self.view = TaxView(
            session,
            self.runner,
            Messages(self.window, self.status, Toast(self.window)),
            open_link=self.opened.append,
            go_to=lambda place, what: self.went.append((place, what)),
            today=lambda: TODAY,
        )
        self.runner.changed.connect(self.view.refresh)
        QVBoxLayout(self.window).addWidget(self.view)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.view.refresh(Changes.EVERYTHING)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(self._is_calm, timeout=10_000)

    def _is_calm(self) -> bool:
        if self.runner.busy:
            return False
        QCoreApplication.processEvents()
        return not self.runner.busy


@pytest.fixture
def stall(tmp_path):
    made = Stall(tmp_path)
    set_vat_class(made.session, made.kapi, vat_class=VatClass.TAXABLE)
    return made


@pytest.fixture
def open_page(qtbot):
    """Opens the page for a session; its worker is stopped at the end."""
    made: list[Place] = []

    def opened(session) -> Place:
        made.append(Place(qtbot, session))
        return made[-1]

    yield opened
    for place in made:
        place.runner.stop()
        place.runner.deleteLater()
    gc.collect()  # what goes in circles goes on this thread


@pytest.fixture
def seller(stall):
    change_settings(stall.session, {"vat_registered_from": DAY.replace(day=1).isoformat()})
    return stall


def test_unregistered_group_sees_neither_month_nor_invoice(open_page, stall) -> None:
    place = open_page(stall.session)
    assert place.view.month_card.isHidden()
    assert place.view.invoice.isHidden()
    field = place.view.registration.day
    field.set_value(TODAY)
    field.committed.emit(TODAY)
    place.settle()
    assert business_settings().vat_registered_from == TODAY.isoformat()
    assert not place.view.month_card.isHidden()


def test_rules_and_products(open_page, stall) -> None:
    place = open_page(stall.session)
    before = len(rules())
    card = place.view.rules
    card.begin()
    card.percent.edit.setFocus()
    type_text(card.percent.edit, "๑๐")
    card.submit()
    place.settle()
    assert len(rules()) == before + 1
    found = rule(RuleKey.VAT_RATE, TODAY)
    assert found is not None
    assert (found.value, found.ended) == (1_000, False)
    products = place.view.products
    products.table.selectAll()
    products.free.click()
    place.settle()
    assert undecided_products(TODAY) == ()
    assert check_books() == []


def test_month_is_settled_and_an_invoice_issued(open_page, seller) -> None:
    sale = seller.sell(seller.line(seller.kapi, 2, 59_00))
    place = open_page(seller.session)
    card = place.view.invoice
    for field, words in (
        (card.number, sale.posted.number),
        (card.name, "โรงเรียนบ้านตัวอย่าง"),
        (card.tax_id, "0000000000002"),
        (card.address, "1 หมู่ 1"),
    ):
        field.set_value(words)
    card.tax_id.committed.emit("0000000000002")
    assert not card.warning.isHidden()
    card.submit()
    place.settle()
    invoice = last_document(DocumentKind.TAX_INVOICE)
    assert invoice is not None
    assert place.went == [("reports", f"tax-invoice:{invoice.number}")]
    place.view.month_card.button.click()
    place.settle()
    posted = last_document(DocumentKind.JOURNAL)
    assert posted is not None
    assert posted.total == 7_72
    assert check_books() == []


def test_an_issued_invoice_is_replaced_then_cancelled_and_issued_anew(open_page, seller) -> None:
    sale = seller.sell(seller.line(seller.kapi, 2, 59_00))
    buyer = BuyerData("โรงเรียนบ้านตัวอย่าง", "1 หมู่ 1")
    first = issue_full(seller.session, sale.posted.uid, buyer=buyer, on=TODAY, uid=new_uid())
    place = open_page(seller.session)
    card = place.view.issued
    assert card.chosen().number == first.number
    card.look.click()
    assert place.opened == [Link("tax-invoice", first.number)]
    card.replace.click()
    place.settle()
    assert last_document(DocumentKind.TAX_INVOICE).number == first.number, "no reason was given"
    card.reason.set_value("ผู้ซื้อทำหาย")
    card.replace.click()
    place.settle()
    lost = last_document(DocumentKind.TAX_INVOICE)
    assert place.went == [("reports", f"tax-invoice:{lost.number}")]
    assert card.table.choose_where(lambda each: each.number == first.number)
    card.reason.set_value("ชื่อผิด")
    card.correct.click()
    form = place.view.invoice
    assert (form.number.name(), form.name.name()) == (sale.posted.number, buyer.name)
    assert not form.instead.isHidden()
    form.name.set_value("โรงเรียนที่ถูก")
    form.submit()
    place.settle()
    newest = newest_invoices(9)
    assert [bool(each.cancelled_by) for each in newest] == [False, True, True]
    assert newest[0].buyer == "โรงเรียนที่ถูก"
    assert form.instead.isHidden()
    assert card.table.choose_where(lambda each: each.number == newest[0].number)
    card.reason.set_value("ลูกค้าคืนใบ")
    card.cancel.click()
    place.settle()
    assert all(each.cancelled_by for each in newest_invoices(9))
    assert not card.cancel.isEnabled()
    assert check_books() == []


def test_whoever_may_only_read_changes_nothing(open_page, seller) -> None:
    place = open_page(session_with(Permission.SEE_BOOKS))
    view = place.view
    assert view.month_card.button.isHidden()
    assert view.invoice.isHidden()
    assert view.products.free.isHidden()
    assert view.rules.form.parent() is None
    assert all(bar.accessibleName() for bar in view.meters)


def test_the_tax_of_a_shortage_is_posted_from_the_page(open_page, seller) -> None:
    lines = (CountLineDraft(seller.kapi, 18_000, 20_000),)
    post_count(seller.session, CountDraft(new_uid(), lines), on=DAY)
    place = open_page(seller.session)
    card = place.view.left
    assert not card.isHidden()
    assert card.price.number() == 118_00
    card.price.edit.setFocus()
    card.price.edit.selectAll()
    type_text(card.price.edit, "107")
    card.submit()
    place.settle()
    place.settle()
    assert card.isHidden()
    (row,) = output_rows(DAY.replace(day=1), TODAY)
    assert (row.base, row.tax) == (100_00, 7_00)
    assert check_books() == []


def test_whoever_only_reads_posts_no_tax(open_page, seller) -> None:
    lines = (CountLineDraft(seller.kapi, 18_000, 20_000),)
    post_count(seller.session, CountDraft(new_uid(), lines), on=DAY)
    place = open_page(session_with(Permission.SEE_BOOKS))
    card = place.view.left
    assert not card.isHidden()
    assert card.button.isHidden()
    card.price.set_value(107_00)
    card.submit()
    place.settle()
    assert output_rows(DAY.replace(day=1), TODAY) == ()
