"""The fields of the books that take words: slips, debts, offers, assets, animals, months, lists."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from PIL import Image

from app.domain.asset import (
    AssetDraft,
    AssetKind,
    AssetSource,
    AssetWords,
    DisposeDraft,
    ImproveDraft,
    Leaving,
)
from app.domain.cash_counting import CashCountDraft
from app.domain.document import new_uid
from app.domain.herd import HerdData, HerdDraft, HerdEvent
from app.domain.import_fields import FIELDS as COLUMNS
from app.domain.import_fields import Holds, ImportKind
from app.domain.importing import Cell
from app.domain.ledger import AccountRole
from app.domain.money import E4, MILLI
from app.domain.offer import InvoiceDraft, OfferDraft, OfferLineDraft
from app.domain.opening import OpenBillDraft, OpeningBooksDraft
from app.domain.party import PartyData
from app.domain.purchase import Slip
from app.domain.sale import SaleReturnDraft, SaleReturnLineDraft
from app.domain.settling import (
    CertificateDraft,
    MoneyDraft,
    PayeeDraft,
    PayOutDraft,
    PickDraft,
    ReceiveDraft,
    WithheldDraft,
    WriteOffDraft,
)
from app.domain.slip_entry import (
    AdvanceDraft,
    Direction,
    EntryDraft,
    EntryLineDraft,
    PayDraft,
    PayKind,
    TransferDraft,
)
from app.domain.tax_rule import BuyerData, RuleData, RuleKey
from app.domain.vat import VatClass
from app.domain.year_end import AccrualDraft, AccrualLine, PrepaidDraft
from app.queries.cash_counts import expected_cash
from app.queries.periods import locked_months
from app.services import catalogue
from app.services.assets import add_asset, change_asset, dispose_asset, improve_asset
from app.services.bank import take_in_statement
from app.services.cash_counts import post_cash_count
from app.services.catalogue import AccountData
from app.services.corrections import correct_entry
from app.services.entries import post_advance, post_entry, post_transfer
from app.services.entry_categories import EntryCategoryData, save_entry_category, set_holiday
from app.services.herds import create_herd, post_herd
from app.services.importing import SheetRows, plan_import, run_import, undo_import
from app.services.offers import deliver, post_invoice, post_quotation
from app.services.opening import open_books
from app.services.parties import create_party
from app.services.periods import lock_until, unlock_month
from app.services.products import set_vat_class
from app.services.returns import post_return
from app.services.settings import change_settings
from app.services.settling import attach_certificate, pay_money, receive_money, write_off
from app.services.slip_pictures import take_in_picture
from app.services.tax_invoices import issue_full, replace_lost
from app.services.tax_rules import add_rule
from app.services.year_end import post_accruals, post_doubtful, post_prepaid, post_supplies
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

CASH, BANK = "1101", "1102"
BEFORE = dt.date(2026, 9, 1)
"""A month before all that happens in the book."""
TAXED = dt.date(2026, 10, 28)
"""The day on which the group is registered for VAT."""
END = dt.date(2026, 12, 31)


def _paid(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, account_code=CASH),)


def _entry_draft(
    made: Made, text: str, *, direction: Direction = Direction.OUT, owed: bool = False
) -> EntryDraft:
    code = "5401" if direction is Direction.OUT else "4201"
    return EntryDraft(
        new_uid(),
        direction,
        (EntryLineDraft(100, account_code=code, description=text),),
        () if owed else _paid(100),
        party_uid=made.stall.customer,
        slip=Slip(DAY, text),
        note=text,
    )


def _entry(made: Made, text: str, at: int) -> object:
    posted = post_entry(made.session, _entry_draft(made, text), on=DAY)
    made.keep("payee-receipt", posted)
    made.keep("substitute-receipt", posted)
    made.keep("voucher", posted)
    came = _entry_draft(made, text, direction=Direction.IN)
    made.keep("voucher", post_entry(made.session, came, on=DAY))
    return posted


def _transfer(made: Made, text: str, _at: int) -> object:
    draft = TransferDraft(new_uid(), CASH, BANK, 100, slip=Slip(DAY, text), note=text)
    posted = post_transfer(made.session, draft, on=DAY)
    made.keep("voucher", posted)
    return posted


def _advance(made: Made, text: str, _at: int) -> object:
    draft = AdvanceDraft(new_uid(), made.stall.customer, CASH, 100, slip=Slip(DAY, text), note=text)
    return post_advance(made.session, draft, on=DAY)


def _correction(made: Made, text: str, _at: int) -> object:
    wrong = post_entry(made.session, _entry_draft(made, "-"), on=DAY)
    right = _entry_draft(made, text)
    return correct_entry(made.session, wrong.uid, draft=right, on=DAY, today=DAY, reason=text, uid=new_uid())


def _entry_category(made: Made, text: str, _at: int) -> object:
    data = EntryCategoryData(Direction.OUT, text, "5401", name_en=text, words=text)
    return save_entry_category(made.session, data)


def _holiday(made: Made, text: str, at: int) -> object:
    return set_holiday(made.session, dt.date(2027, 1, 1) + dt.timedelta(days=at), name=text)


def _slip_picture(made: Made, text: str, at: int) -> object:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), (at % 256, at // 256, 9)).save(file, "PNG")
    return take_in_picture(made.session, file.getvalue(), name=text)


def _money_account(made: Made, text: str, at: int) -> object:
    data = AccountData(
        f"11{at:04d}", f"ธนาคาร {at}", "asset", is_money=True, bank_name=text, bank_number=text
    )
    return catalogue.save_account(made.session, data)


def _branch(made: Made, text: str, at: int) -> object:
    return create_party(made.session, PartyData(f"สาขา {at}", branch=text))


def _opening(made: Made, text: str, _at: int) -> object:
    bill = OpenBillDraft(new_uid(), made.stall.customer, 100, Slip(BEFORE, text), text)
    owed = replace(bill, uid=new_uid())
    return open_books(
        made.session, OpeningBooksDraft(new_uid(), debtors=(bill,), creditors=(owed,), note=text), on=DAY
    )


def _asset(made: Made, text: str, at: int) -> object:
    words = AssetWords(text, f"A{at:04d}", text, text, text)
    draft = AssetDraft(
        new_uid(),
        words,
        AssetKind.EQUIPMENT,
        AssetSource.BOUGHT,
        120,
        12,
        pays=_paid(120),
        slip=Slip(DAY, text),
    )
    add_asset(made.session, draft, on=DAY)
    made.papers.setdefault("asset-card", []).append(words.code)
    better = ImproveDraft(new_uid(), draft.asset_uid, 60, 24, pays=_paid(60), slip=Slip(DAY, text), note=text)
    improve_asset(made.session, better, on=DAY)
    if at % 2:
        gone = DisposeDraft(new_uid(), draft.asset_uid, Leaving.SCRAPPED, slip=Slip(DAY, text), note=text)
        dispose_asset(made.session, gone, on=DAY)
    return change_asset(made.session, draft.asset_uid, data=replace(words, note=f"{text}"))


def _asset_code(made: Made, text: str, at: int) -> object:
    words = AssetWords(f"ของ {at}", text)
    draft = AssetDraft(new_uid(), words, AssetKind.OTHER, AssetSource.BOUGHT, 120, 12, pays=_paid(120))
    return add_asset(made.session, draft, on=DAY)


def _herd(made: Made, text: str, at: int) -> object:
    herd = create_herd(made.session, HerdData(text, f"H{at:04d}", text, text, note=text))
    draft = HerdDraft(
        new_uid(), herd.uid, HerdEvent.BOUGHT, 2, 200, text, pays=_paid(200), slip=Slip(DAY, text), note=text
    )
    return post_herd(made.session, draft, on=DAY)


def _herd_code(made: Made, text: str, at: int) -> object:
    return create_herd(made.session, HerdData(f"ฝูง {at}", text))


def _receipt(made: Made, text: str, at: int) -> object:
    bill = post_entry(made.session, _entry_draft(made, text, direction=Direction.IN, owed=True), on=DAY)
    late = at % 2
    draft = ReceiveDraft(
        new_uid(),
        made.stall.customer,
        (MoneyDraft(CASH, 99),),
        (PickDraft(bill.uid, 100),),
        WithheldDraft(1, 100, 100, "" if late else text),
        slip=Slip(DAY, text),
        note=text,
    )
    posted = receive_money(made.session, draft, on=DAY)
    made.keep("receipt-of-debt", posted)
    if late:
        attach_certificate(made.session, CertificateDraft(new_uid(), posted.uid, text), on=DAY)
    return posted


def _payment(made: Made, text: str, _at: int) -> object:
    bill = post_entry(made.session, _entry_draft(made, text, owed=True), on=DAY)
    payee = PayeeDraft(made.stall.customer, (PickDraft(bill.uid, 100, AccountRole.PAYABLE),))
    draft = PayOutDraft(new_uid(), (payee,), (MoneyDraft(CASH, 100),), slip=Slip(DAY, text), note=text)
    return pay_money(made.session, draft, on=DAY)


def _write_off(made: Made, text: str, _at: int) -> object:
    bill = post_entry(made.session, _entry_draft(made, text, direction=Direction.IN, owed=True), on=DAY)
    draft = WriteOffDraft(new_uid(), made.stall.customer, (PickDraft(bill.uid, 100),), text, text)
    return write_off(made.session, draft, on=DAY)


def _offer(made: Made, text: str, _at: int) -> object:
    line = OfferLineDraft(text, MILLI, text, 100 * E4)
    posted = post_quotation(
        made.session, OfferDraft(new_uid(), made.stall.customer, (line,), note=text), on=DAY
    )
    made.keep("quotation", posted)
    return posted


def _invoice(made: Made, text: str, _at: int) -> object:
    stall = made.stall
    draft = stall.draft(stall.line(stall.kapi, 1, 100), party_uid=stall.customer, note=text)
    sold = deliver(made.session, draft, on=DAY).posted
    made.keep("delivery-note", sold)
    posted = post_invoice(
        made.session, InvoiceDraft(new_uid(), stall.customer, (sold.uid,), note=text), on=DAY
    )
    made.keep("invoice", posted)
    return posted


def _lock(made: Made, text: str, _at: int) -> object:
    if BEFORE not in locked_months():
        post_entry(made.session, _entry_draft(made, "-"), on=BEFORE)
        lock_until(made.session, BEFORE, today=DAY, reason=text)
    return unlock_month(made.session, BEFORE, reason=text)


def _year_end(made: Made, text: str, at: int) -> object:
    line = AccrualLine("5401", 100, text)
    post_prepaid(made.session, PrepaidDraft(new_uid(), "5401", 100, 2, text), on=END)
    post_supplies(made.session, at + 1, account_code="5401", on=END, uid=new_uid(), note=text)
    post_doubtful(made.session, at + 1, on=END, uid=new_uid(), note=text)
    return post_accruals(made.session, AccrualDraft(new_uid(), (line,), text), on=END)


def _cash_count(made: Made, text: str, _at: int) -> object:
    expected = expected_cash(CASH, DAY)
    draft = CashCountDraft(new_uid(), CASH, {100_00: 1}, expected, text)
    posted = post_cash_count(made.session, draft, on=DAY)
    made.keep("cash-count", posted)
    return posted


def _tax_rule(made: Made, text: str, at: int) -> object:
    begins = dt.date(2030, 1, 1) + dt.timedelta(days=at)
    return add_rule(made.session, RuleData(RuleKey.VAT_REGISTER_DAYS, 30, begins, source=text))


def _tax_invoice(made: Made, text: str, at: int) -> object:
    stall = made.stall
    change_settings(made.session, {"vat_registered_from": TAXED.isoformat()})
    set_vat_class(made.session, stall.kapi, vat_class=VatClass.TAXABLE)
    sold = stall.sell(stall.line(stall.kapi, 1, 100), on=TAXED).posted
    buyer = BuyerData(text, text, branch=text if at % 4 == 2 else "")
    posted = issue_full(made.session, sold.uid, buyer=buyer, on=TAXED, uid=new_uid())
    made.keep("tax-invoice", posted)
    if at % 2:
        made.keep(
            "tax-invoice",
            replace_lost(made.session, posted.uid, reason=text, on=TAXED, uid=new_uid()),
        )
    return posted


def _credit_note(made: Made, text: str, _at: int) -> object:
    stall = made.stall
    sold = stall.sell(stall.line(stall.kapi, 1, 100), on=TAXED).posted
    back = SaleReturnDraft(
        new_uid(), sold.uid, (SaleReturnLineDraft(1, MILLI),), (stall.cash(100),), reason=text
    )
    returned = post_return(made.session, back, on=TAXED).posted
    made.keep("credit-note", returned)
    return returned


def _branch_setting(made: Made, text: str, _at: int) -> object:
    return change_settings(made.session, {"vat_branch": text})


def _day_setting(made: Made, text: str, _at: int) -> object:
    return change_settings(made.session, {"vat_registered_from": text})


def _sheet(name: str, headers: tuple[str, ...], *rows: tuple[Cell, ...]) -> SheetRows:
    digest = sha256(repr((name, headers, rows)).encode("utf-8", "surrogatepass")).digest()
    return SheetRows(name, digest, headers, tuple(enumerate(rows, 2)))


GIVEN: dict[ImportKind, dict[str, str]] = {
    ImportKind.PRODUCTS: {"barcode": "", "code": ""},
    ImportKind.PARTIES: {"tax_id": "", "code": ""},
    ImportKind.MEMBERS: {"national_id": ""},
    ImportKind.OPENING: {"what": "ลูกหนี้", "code": "", "slip_date": "15/09/2569"},
    ImportKind.SLIPS: {
        "amount": "",
        "expense": "1",
        "category": "5401",
        "paid": "เงินสด",
        "section": "",
        "project": "",
    },
}
"""What stands in columns that take no free words."""


def _import(kind: ImportKind, made: Made, text: str, at: int) -> object:
    """A list of one row: every column of words has the text, its header too, and the file is called so."""
    cells: list[Cell] = []
    for column in COLUMNS[kind]:
        if column.key in GIVEN[kind]:
            cells.append(GIVEN[kind][column.key])
        elif column.key in ("name", "party") and kind is not ImportKind.OPENING:
            cells.append(f"{text} {kind.value} {at}")
        elif column.holds in (Holds.TEXT, Holds.LINES):
            cells.append(text)
        else:
            cells.append(column.example)
    headers = tuple(f"{text}{number}" for number in range(len(cells)))
    mapping = {column.key: number for number, column in enumerate(COLUMNS[kind])}
    rows = [tuple(cells)]
    if kind is ImportKind.OPENING:
        rows.append(("เจ้าหนี้", *rows[0][1:]))  # so that it balances
    sheet = _sheet(text, headers, *rows)
    plan = plan_import(made.session, kind, sheet=sheet, today=DAY, mapping=mapping)
    done = run_import(made.session, plan, on=DAY)
    if kind is ImportKind.SLIPS and at % 3 == 0:
        undo_import(made.session, done.uid, on=DAY, reason=text)
    return done


def _statement(made: Made, text: str, at: int) -> object:
    day = (dt.date(2026, 1, 1) + dt.timedelta(days=at)).strftime("%d/%m/%Y")
    headers = ("วันที่", "รายการ", "เลขที่อ้างอิง", "ฝาก")
    sheet = _sheet(text, headers, (day, text, text, f"{at + 1}.00"))
    mapping = {"on": 0, "description": 1, "reference": 2, "paid_in": 3}
    return take_in_statement(made.session, BANK, sheet=sheet, today=DAY, mapping=mapping)


BOOK_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "slip": _entry,
    "transfer": _transfer,
    "advance": _advance,
    "slip put right": _correction,
    "category of slips": _entry_category,
    "holiday": _holiday,
    "picture of a slip": _slip_picture,
    "account at a bank": _money_account,
    "branch of a buyer": _branch,
    "opening bill": _opening,
    "asset": _asset,
    "asset's code": _asset_code,
    "herd": _herd,
    "herd's code": _herd_code,
    "receipt of a debt": _receipt,
    "payment of a debt": _payment,
    "debt given up": _write_off,
    "quotation": _offer,
    "invoice": _invoice,
    "months opened again": _lock,
    "year end": _year_end,
    "count of money": _cash_count,
    "tax rule": _tax_rule,
    "tax number of the own branch": _branch_setting,
    "tax number: day of registering": _day_setting,
    "buyer on a tax invoice": _tax_invoice,
    "reason of a credit note": _credit_note,
    "statement of a bank": _statement,
    **{f"list of {kind.value}": partial(_import, kind) for kind in ImportKind},
}
"""Fields of the books, one command each."""
