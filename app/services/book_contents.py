"""What a new book holds before anybody writes in it: accounts, places, ways to pay, its leader and device."""

import csv
from collections.abc import Callable
from pathlib import Path

from app.domain.book_kind import BookKind
from app.domain.document import new_uid
from app.domain.session import Session
from app.services import event_log
from db import connection as book
from db.migrations.m0003_books import first_lists
from db.migrations.m0004_group import mark_funds
from db.migrations.m0005_market import market_lists
from db.migrations.m0006_household import household_lists
from db.models.accounts import Account, Tender
from db.models.base import insert_row
from db.models.settings import AppUser, Device
from db.models.stock import StockLocation
from db.sql import settings as sql
from db.sql import stock as stock_sql

LOCATIONS = (("STORE", "ที่เก็บของ", "store"), ("STALL", "แผงขาย", "stall"))
TENDERS = (
    ("CASH", "เงินสด", "Cash", "banknote", "cash", "cash", 0),
    ("PROMPTPAY", "พร้อมเพย์", "PromptPay", "qr-code", "promptpay", "promptpay", 0),
    ("TRANSFER", "โอนเงิน", "Bank transfer", "landmark", "transfer", "bank", 1),
    ("ACCOUNT", "เงินเชื่อ (ติดไว้ก่อน)", "On account", "notebook-pen", "account", "receivable", 0),
)
"""Code, Thai name, English name, icon, kind, role of the ledger account, asks for a reference."""


def fill(
    name: str, kind: str, leader: str, chart: Path, clock: Callable[[], int], *, uid: bytes, leader_uid: bytes
) -> Session:
    """Fill the empty book that is open; returns who made it, not yet entered into the register."""
    book.execute(sql.INSERT_BOOK, (uid, kind, clock()))
    with chart.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_money = int(row.pop("is_money"))
            insert_row(Account, {**row, "role": row["role"] or None, "is_money": is_money})
    mark_funds(book.database.connection())
    if kind == BookKind.HOUSEHOLD:
        for statement, values in household_lists(dict(book.fetch(sql.ACCOUNT_CODES))):
            book.execute(statement, values)
    else:
        _fill_enterprise()
    user_id = insert_row(AppUser, {"uid": leader_uid, "name": leader, "role": "leader"})
    device_id = insert_row(Device, {"uid": new_uid(), "prefix": 1, "name": "เครื่อง 1", "epoch": 1})
    if name:
        book.execute(sql.SET_SETTING, ("enterprise_name", name))
    session = Session(user_id, leader, device_id, 1, 1, clock=clock)
    event_log.append(session, "create", "book", event_log.NOBODY, None, {"name": name, "kind": kind})
    return session


def _fill_enterprise() -> None:
    """Places of goods, ways to pay and the lists that a group begins with."""
    accounts: dict[str, int] = dict(book.fetch(stock_sql.ACCOUNT_BY_ROLE))
    for code, thai, place_kind in LOCATIONS:
        insert_row(StockLocation, {"uid": new_uid(), "code": code, "name": thai, "kind": place_kind})
    for position, (code, thai, english, icon, tender_kind, role, asks) in enumerate(TENDERS, 1):
        insert_row(
            Tender,
            {
                "uid": new_uid(),
                "code": code,
                "name": thai,
                "name_en": english,
                "icon": icon,
                "kind": tender_kind,
                "account_id": accounts[role],
                "asks_reference": asks,
                "position": position,
            },
        )
    for statement, values in (*first_lists(accounts), *market_lists(accounts, new_uid)):
        book.execute(statement, values)
