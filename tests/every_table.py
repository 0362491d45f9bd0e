"""A document with rows in tables that few kinds of business fill, for tests of guards and of ``check``."""

import datetime as dt

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.services.journal import account_id
from app.services.unit_of_work import Entry, Posted, post
from db import connection as book
from db.models.accounts import Project
from db.models.base import insert_row
from db.models.books import Asset, Herd
from db.models.group import Loan
from tests.household_rows import household_rows, with_household_rows
from tests.market_rows import market_rows, with_market_rows


def with_every_table(session: Session, party: bytes, product: bytes, on: dt.date) -> Posted:
    """A bill and what settles it, with a row in each table of debts, counts, assets, animals and tax."""
    party_id = book.fetch_int("SELECT id FROM party WHERE uid = ?", (party,))
    product_id = book.fetch_int("SELECT id FROM product WHERE uid = ?", (product,))
    day = on.isoformat()
    asset_uid, herd_uid = new_uid(), new_uid()
    with book.unit_of_work():
        asset = insert_row(
            Asset,
            {
                "uid": asset_uid,
                "code": "A-X",
                "name": "เครื่องอบ",
                "kind": "equipment",
                "source": "bought",
                "acquired_on": day,
                "in_use_from": day,
                "cost": 24_000_00,
                "life_months": 60,
            },
        )
        herd = insert_row(Herd, {"uid": herd_uid, "code": "H-X", "name": "วัว"})
        loan = insert_row(
            Loan,
            {
                "uid": new_uid(),
                "code": "L-X",
                "side": "taken",
                "party_id": party_id,
                "principal": 1_000_00,
                "agreed_on": day,
                "first_due": day,
            },
        )
        market = market_rows(session, party_id, product_id, day)
        household = household_rows(day)
        project = insert_row(Project, {"uid": new_uid(), "code": "P-X", "name": "โครงการ"})

    def bill(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, on, 100_00, party_id=party_id)
        entry.line(account_id(AccountRole.RECEIVABLE), 100_00, party_id=party_id)
        entry.line(account_id(AccountRole.OTHER_INCOME), -100_00)

    owed = post(session, Permission.POST_JOURNAL, new_uid(), bill).document_id

    def settle(entry: Entry) -> None:
        receivable, cash = account_id(AccountRole.RECEIVABLE), account_id(AccountRole.CASH)
        entry.document(DocumentKind.RECEIPT, on, 100_00, party_id=party_id)
        entry.line(cash, 97_00)
        entry.line(account_id(AccountRole.TAX_WITHHELD), 3_00)
        entry.line(receivable, -100_00, party_id=party_id)
        entry.line(account_id(AccountRole.EQUIPMENT), 24_000_00)
        entry.line(account_id(AccountRole.OPENING_EQUITY), -24_000_00)
        entry.add("allocation", target_id=owed, account_id=receivable, party_id=party_id, amount=100_00)
        entry.add("document_link", role="billed", target_id=owed, amount=100_00)
        entry.add(
            "withholding",
            party_id=party_id,
            base=100_00,
            rate_bp=300,
            amount=3_00,
            certificate="ก 1",
            certificate_date=day,
        )
        entry.add("offer", valid_until=day, subtotal=200_00, discount=10_00, total=190_00)
        entry.add(
            "offer_line",
            product_id=product_id,
            description="ชา",
            quantity=2_000,
            unit="กล่อง",
            base_quantity=2_000,
            unit_price_e4=1_000_000,
            amount=200_00,
        )
        entry.add("cash_count", account_id=cash, expected=100_00, counted=100_00)
        entry.add("cash_count_line", denomination=100_00, pieces=1)
        entry.add(
            "asset_entry",
            asset_id=asset,
            purpose="acquire",
            month=day[:7],
            cost=24_000_00,
            depreciation=0,
            deferred=0,
        )
        entry.add("herd_entry", herd_id=herd, purpose="born", heads=1, value=0, animals="หู 1")
        entry.add("write_down_line", product_id=product_id, quantity=1_000, cost=100, net_price=90, amount=0)
        entry.add(
            "tax_line",
            side="input",
            vat_class="taxable",
            for_line=1,
            product_id=product_id,
            base=100_00,
            tax=7_00,
            rate_bp=700,
            claim="no",
        )
        entry.add("share_entry", party_id=party_id, purpose="opening", shares=1, amount=100_00, paid=100_00)
        entry.add(
            "loan_entry",
            loan_id=loan,
            purpose="opening",
            up_to=day,
            principal=500_00,
            accrued=5_00,
            interest=5_00,
            fee=1_00,
        )
        entry.add("savings_entry", party_id=party_id, purpose="opening", up_to=day, amount=50_00)
        entry.add("project_entry", project_id=project, purpose="opening", amount=70_00)
        _divide(entry, party_id, day)
        with_market_rows(entry, market, party_id, product_id, day)
        with_household_rows(entry, household, party_id, day)
        entry.add("tax_invoice", target_id=owed, form="full", exempt=0, base=93_46, tax=6_54, total=100_00)

    return post(session, Permission.POST_JOURNAL, new_uid(), settle)


def _divide(entry: Entry, party_id: int, day: str) -> None:
    """A resolution over 100.00, all of it to one person."""
    payable = account_id(AccountRole.DISTRIBUTION_PAYABLE)
    entry.line(account_id(AccountRole.UNDISTRIBUTED), 100_00)
    entry.line(payable, -100_00, party_id=party_id)
    entry.add(
        "distribution",
        first_day=day,
        last_day=day,
        resolution_no="1/2570-1",
        resolution="ตามที่เสนอ",
        profit=120_00,
        losses=5_00,
        undivided=15_00,
    )
    entry.add(
        "distribution_part",
        kind="dividend",
        name="ปันผล",
        method="rest",
        value=1,
        base="share_months",
        account_id=payable,
        amount=100_00,
    )
    entry.add("distribution_share", part_no=1, party_id=party_id, base=1_200_00, amount=100_00)
