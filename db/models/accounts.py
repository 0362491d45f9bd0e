"""Chart of accounts, tenders and the dimensions of a journal line."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class Account(BookModel):
    """An account of the ledger; ``role`` is what services look it up by."""

    id = IntField(primary_key=True)
    code = peewee.TextField(unique=True)
    type = peewee.TextField()
    role = peewee.TextField(null=True, unique=True)
    name = peewee.TextField()
    name_en = peewee.TextField()
    statement_group = peewee.TextField(default="")
    is_money = IntField(default=0)
    active = IntField(default=1)
    holder_id = IntField(null=True)
    bank_name = peewee.TextField(default="")
    bank_number = peewee.TextField(default="")
    is_fund = IntField(default=0)


class Tender(BookModel):
    """A way to pay: its ledger account, its holder, its fee in basis points."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    name_en = peewee.TextField()
    icon = peewee.TextField(default="banknote")
    kind = peewee.TextField()
    account_id = IntField()
    holder_id = IntField(null=True)
    promptpay_kind = peewee.TextField(default="")
    promptpay_target = peewee.TextField(default="")
    fee_bp = IntField(default=0)
    asks_reference = IntField(default=0)
    position = IntField(default=0)
    active = IntField(default=1)
    payer_id = IntField(null=True)
    settle_days = IntField(default=0)


class Section(BookModel):
    """A group within the enterprise (กลุ่มย่อย)."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    active = IntField(default=1)


class Project(BookModel):
    """A project or source of money (โครงการ)."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    funder_id = IntField(null=True)
    active = IntField(default=1)
    purpose = peewee.TextField(default="")
    contract = peewee.TextField(default="")
    first_day = peewee.TextField(null=True)
    last_day = peewee.TextField(null=True)
    agreed = IntField(default=0)
    is_returnable = IntField(default=1)
    closed_on = peewee.TextField(null=True)
    note = peewee.TextField(default="")
