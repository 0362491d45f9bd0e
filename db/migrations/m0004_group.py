"""Structure 4: members and shares, loans and savings, projects, meetings, the profit's distribution."""

from typing import Any

from db.migrations.accounts import add_accounts
from db.migrations.guards import guard
from db.migrations.script import statements_of

_DETAILS = (
    "share_entry",
    "loan_entry",
    "savings_entry",
    "project_entry",
    "distribution",
    "distribution_part",
    "distribution_share",
)

NEW_ACCOUNTS = (
    (1208, "asset", "member_loans", "เงินให้สมาชิกกู้", "Loans to members", "current_assets"),
    (1210, "asset", "interest_receivable", "ดอกเบี้ยค้างรับ", "Interest to be received", "current_assets"),
    (2112, "liability", "interest_payable", "ดอกเบี้ยค้างจ่าย", "Interest owed", "current_liabilities"),
    (2113, "liability", "member_savings", "เงินออมของสมาชิก", "Members' savings", "current_liabilities"),
    (2114, "liability", "distribution_payable", "ปันผลและเฉลี่ยคืนค้างจ่าย", "Dividends and refunds owed", "current_liabilities"),
    (3104, "equity", "shares_unpaid", "ค่าหุ้นค้างชำระ", "Shares not yet paid in", "equity"),
    (3204, "equity", "expansion_fund", "กองทุนขยายกิจการ", "Fund for growth", "equity"),
    (3205, "equity", "welfare_fund", "กองทุนสวัสดิการ", "Welfare fund", "equity"),
    (3206, "equity", "community_fund", "กองทุนสาธารณประโยชน์", "Community fund", "equity"),
    (4207, "income", "grant_income", "รายได้เงินสนับสนุนโครงการ", "Project grants used", "other_income"),
)  # fmt: skip
"""Accounts that books of older structures lack: wanted code, type, role, names, group."""

FUNDS = ("reserve", "expansion_fund", "welfare_fund", "community_fund")
"""Roles of the accounts that profit is put aside in."""

_MEMBERS = "SELECT id, uid FROM party WHERE is_member = 1 ORDER BY code, id"


def migrate(connection: Any) -> None:
    """Add tables, guards and accounts, and a line of the register for everybody who was marked as a member."""
    for statement in statements_of("m0004_group.sql"):
        connection.execute(statement)
    guard(connection, _DETAILS)
    if connection.execute("SELECT 1 FROM book").fetchone() is None:
        return
    add_accounts(connection, NEW_ACCOUNTS)
    mark_funds(connection)
    for count, (party_id, uid) in enumerate(connection.execute(_MEMBERS).fetchall(), 1):
        connection.execute(
            "INSERT INTO member (uid, party_id, number) VALUES (?, ?, ?)",
            (uid, party_id, f"{count:03d}"),
        )


def mark_funds(connection: Any) -> None:
    """Mark the accounts that profit is put aside in."""
    connection.execute(f"UPDATE account SET is_fund = 1 WHERE role IN ({', '.join('?' * len(FUNDS))})", FUNDS)
