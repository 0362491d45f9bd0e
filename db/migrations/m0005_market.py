"""Structure 5: drawers, market days, promotions, orders, the online market, consignment, barter."""

import os
from collections.abc import Callable
from typing import Any

from db.migrations.accounts import add_accounts
from db.migrations.guards import guard
from db.migrations.script import statements_of

_DETAILS = (
    "till_entry",
    "drawer_entry",
    "tally_line",
    "receipt_number",
    "sale_promotion",
    "coupon_use",
    "relief_line",
    "payment_due",
    "bank_slip",
    "pre_order_entry",
    "consignment_line",
    "consignment_sale",
    "settlement",
    "settlement_line",
    "barter",
    "barter_line",
    "barter_entry",
    "gift_line",
)
_COUNTED_BY_OWN_TRIGGER = frozenset({"consignment_sale"})

NEW_ACCOUNTS = (
    (1104, "asset", "safe", "เงินสดในตู้เก็บเงิน", "Cash put away in the safe", "current_assets"),
    (1211, "asset", "tender_receivable", "เงินขายรอรับโอน", "Sales money still to come", "current_assets"),
    (1212, "asset", "holder_receivable", "เงินกลุ่มในบัญชีบุคคล", "The group's money on people's own accounts", "current_assets"),
    (5109, "expense", "barter_cost", "ต้นทุนสินค้าที่แลกเปลี่ยน", "Cost of goods bartered", "cost_of_sales"),
    (5406, "expense", "commission_paid", "ค่าฝากขายและค่าช่องทางขาย", "Commission paid to shops", "selling_expense"),
)  # fmt: skip
"""Accounts that books of older structures lack: wanted code, type, role, names, group."""

MONEY = ("safe",)
"""Roles of those of them that hold money."""

CHANNELS = (
    ("stall", "หน้าร้านและแผงขาย", "Stall and shop", "stall"),
    ("phone", "โทรสั่ง", "Telephone", "phone"),
    ("facebook", "กลุ่มเฟซบุ๊ก", "Facebook group", "facebook"),
    ("live", "ไลฟ์ขายของ", "Live sale", "live"),
    ("market", "ตลาดออนไลน์", "Online market", "market"),
    ("platform", "แพลตฟอร์มขายของ", "Selling platform", "platform"),
    ("wholesale", "ขายส่ง", "Wholesale", "wholesale"),
    ("relief", "ช่วยเหลือราคาพิเศษ", "Relief sale", "relief"),
)
"""Code, names and kind of the ways of selling that every book has; sales over the counter say "stall"."""

TENDERS = (
    ("THUNGNGERN", "ถุงเงิน", "Thung Ngern", "wallet", "tender_receivable", 1),
    ("WELFARE", "บัตรสวัสดิการ", "Welfare card", "wallet", "tender_receivable", 1),
    ("COD", "เก็บเงินปลายทาง", "Paid on delivery", "truck", "tender_receivable", 7),
    ("PLATFORM", "แพลตฟอร์มโอนให้ภายหลัง", "Paid out by a platform", "store", "tender_receivable", 15),
    ("DEPOSIT", "หักเงินมัดจำ", "Deposit taken off", "hand-coins", "deposits", 0),
    ("CREDIT", "หักเงินรอคืนลูกค้า", "Credit of the customer", "notebook-pen", "credit_notes", 0),
)
"""Code, names, icon, account's role and days until settled of ways to pay that a group switches on when it wants.

The last two are never offered by themselves: a service uses them, with the customer whose money it is.
"""


def migrate(connection: Any) -> None:
    """Add tables, guards, accounts, ways of selling and ways to pay inside the caller's transaction."""
    for statement in statements_of("m0005_market.sql"):
        connection.execute(statement)
    guard(connection, _DETAILS, _COUNTED_BY_OWN_TRIGGER)
    if connection.execute("SELECT 1 FROM book").fetchone() is None:
        return
    add_accounts(connection, NEW_ACCOUNTS)
    connection.execute(
        f"UPDATE account SET is_money = 1 WHERE role IN ({', '.join('?' * len(MONEY))})", MONEY
    )
    accounts = dict(connection.execute("SELECT role, id FROM account WHERE role IS NOT NULL").fetchall())
    for statement, row in market_lists(accounts, lambda: os.urandom(16)):
        connection.execute(statement, row)


def market_lists(accounts: dict[str, int], new_uid: Callable[[], bytes]) -> list[tuple[str, tuple[Any, ...]]]:
    """Statements that add the ways of selling and the further ways to pay (switched off), by accounts' roles."""
    statements: list[tuple[str, tuple[Any, ...]]] = [
        (
            "INSERT INTO channel (uid, code, name, name_en, kind, position) VALUES (?, ?, ?, ?, ?, ?)",
            (new_uid(), code, name, name_en, kind, position),
        )
        for position, (code, name, name_en, kind) in enumerate(CHANNELS, 1)
    ]
    statements.extend(
        (
            "INSERT INTO tender (uid, code, name, name_en, icon, kind, account_id, settle_days, position, active) "
            "SELECT ?, ?, ?, ?, ?, 'other', ?, ?, ?, 0 WHERE NOT EXISTS (SELECT 1 FROM tender WHERE code = ?)",
            (new_uid(), code, name, name_en, icon, accounts[role], days, position, code),
        )
        for position, (code, name, name_en, icon, role, days) in enumerate(TENDERS, 11)
    )
    return statements
