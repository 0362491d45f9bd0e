"""Structure 3: debts, cash and bank, assets, animals, tax, locked months, categories of entry."""

import csv
import os
from typing import Any

from db.migrations.accounts import add_accounts
from db.migrations.guards import guard, refuse_changes
from db.migrations.script import statements_of
from resources import resource

_DETAILS = (
    "allocation",
    "document_link",
    "withholding",
    "offer",
    "offer_line",
    "cash_count",
    "cash_count_line",
    "asset_entry",
    "herd_entry",
    "write_down_line",
    "tax_line",
    "tax_invoice",
)
_COUNTED_BY_OWN_TRIGGER = frozenset({"tax_line"})

NEW_ACCOUNTS = (
    (1206, "asset", "input_vat", "ภาษีซื้อ", "Input VAT", "current_assets"),
    (1207, "asset", "staff_receivable", "ลูกหนี้เงินขาด", "Cash short owed by people", "current_assets"),
    (1209, "asset", "doubtful_allowance", "ค่าเผื่อหนี้สงสัยจะสูญ", "Allowance for doubtful debts", "current_assets"),
    (1305, "asset", "stock_allowance", "ค่าเผื่อมูลค่าสินค้าลดลง", "Allowance for stock worth less", "current_assets"),
    (1306, "asset", "supplies", "วัสดุสิ้นเปลืองคงเหลือ", "Supplies on hand", "current_assets"),
    (1307, "asset", "animals", "สัตว์ที่เลี้ยงไว้", "Animals being raised", "current_assets"),
    (1503, "asset", "land", "ที่ดิน", "Land", "fixed_assets"),
    (2110, "liability", "output_vat", "ภาษีขาย", "Output VAT", "current_liabilities"),
    (2111, "liability", "vat_payable", "ภาษีมูลค่าเพิ่มค้างนำส่ง", "VAT to be paid", "current_liabilities"),
    (3203, "equity", "undistributed", "กำไรรอจัดสรร", "Profit to be distributed", "equity"),
    (4105, "income", "animal_income", "รายได้จากการขายสัตว์", "Sales of animals", "income"),
    (4106, "income", "training_income", "รายได้ค่าวิทยากรและศึกษาดูงาน", "Training and study visits", "income"),
    (4204, "income", "asset_gain", "กำไรจากการจำหน่ายสินทรัพย์", "Gain on assets sold", "other_income"),
    (4205, "income", "interest_income", "ดอกเบี้ยรับ", "Interest received", "other_income"),
    (4206, "income", "deferred_release", "รายได้จากสินทรัพย์ที่ได้รับบริจาค", "Income from donated assets", "other_income"),
    (5106, "expense", "stock_write_down", "ขาดทุนจากมูลค่าสินค้าลดลง", "Stock written down", "cost_of_sales"),
    (5107, "expense", "animal_cost", "ต้นทุนสัตว์ที่ขาย", "Cost of animals sold", "cost_of_sales"),
    (5108, "expense", "animal_loss", "สัตว์ตายและสูญหาย", "Animals that died or were lost", "cost_of_sales"),
    (5505, "expense", "asset_loss", "ขาดทุนจากการจำหน่ายสินทรัพย์", "Loss on assets", "admin_expense"),
    (5506, "expense", "doubtful", "หนี้สงสัยจะสูญ", "Doubtful debts", "admin_expense"),
    (5507, "expense", "vat_not_claimed", "ภาษีซื้อขอคืนไม่ได้", "Input VAT not claimed", "admin_expense"),
    (5508, "expense", "bank_fee", "ค่าธรรมเนียมธนาคาร", "Bank charges", "admin_expense"),
    (5509, "expense", "income_tax", "ภาษีเงินได้", "Income tax", "admin_expense"),
)  # fmt: skip
"""Accounts that books of older structures lack: wanted code, type, role, names, group."""


def migrate(connection: Any) -> None:
    """Add tables, guards, accounts and what people choose from, inside the caller's transaction."""
    for statement in statements_of("m0003_books.sql"):
        connection.execute(statement)
    guard(connection, _DETAILS, _COUNTED_BY_OWN_TRIGGER)
    refuse_changes(connection, "period_event")
    if connection.execute("SELECT 1 FROM book").fetchone() is not None:
        add_accounts(connection, NEW_ACCOUNTS)
        for statement, row in first_lists(
            dict(connection.execute("SELECT role, id FROM account").fetchall())
        ):
            connection.execute(statement, row)


def first_lists(accounts: dict[str, int]) -> list[tuple[str, tuple[Any, ...]]]:
    """Statements that fill a book's categories of entry, holidays and tax rules, by accounts' roles."""
    statements: list[tuple[str, tuple[Any, ...]]] = []
    for position, row in enumerate(_rows("lists/entry_categories.csv"), 1):
        if row["role"] in accounts:
            statements.append(
                (
                    "INSERT INTO entry_category (uid, direction, name, name_en, account_id, icon, words, position) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        os.urandom(16),
                        row["direction"],
                        row["name"],
                        row["name_en"],
                        accounts[row["role"]],
                        row["icon"],
                        row["words"],
                        position,
                    ),
                )
            )
    statements.extend(
        ("INSERT INTO holiday (day, name) VALUES (?, ?)", (row["day"], row["name"]))
        for row in _rows("lists/holidays.csv")
    )
    statements.extend(
        (
            "INSERT INTO tax_rule (uid, key, value, valid_from, valid_to, source) VALUES (?, ?, ?, ?, ?, ?)",
            (
                os.urandom(16),
                row["key"],
                int(row["value"]),
                row["valid_from"],
                row["valid_to"] or None,
                row["source"],
            ),
        )
        for row in _rows("lists/tax_rules.csv")
    )
    return statements


def _rows(name: str) -> list[dict[str, str]]:
    with resource(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
