"""Customers' transfer slips that were scanned."""

from app.payments.slip_qr import BankSlip
from db import connection as book
from db.sql import bank_slips as sql


def used_for(slip: BankSlip) -> str:
    """The number of the receipt that a slip was taken for already; empty if it is new or that was undone."""
    row = book.fetch_one(sql.STANDING, (slip.reference, slip.bank))
    return "" if row is None else str(row[0])
