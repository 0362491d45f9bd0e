"""Assets, herds, categories of entry, slips' pictures, tax rules, statements of banks."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class Asset(BookModel):
    """A thing that is used for years; what happened to it stands in ``asset_entry``."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    kind = peewee.TextField()
    source = peewee.TextField()
    party_id = IntField(null=True)
    section_id = IntField(null=True)
    project_id = IntField(null=True)
    place = peewee.TextField(default="")
    serial = peewee.TextField(default="")
    photo = peewee.BlobField(null=True)
    acquired_on = peewee.TextField()
    in_use_from = peewee.TextField()
    cost = IntField()
    scrap = IntField(default=0)
    life_months = IntField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class Herd(BookModel):
    """Animals that are kept together; their heads and value stand in ``herd_entry``."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    species = peewee.TextField(default="")
    unit = peewee.TextField(default="")
    section_id = IntField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class EntryCategory(BookModel):
    """What money comes from or goes to, in everyday words, and its account."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    direction = peewee.TextField()
    name = peewee.TextField()
    name_en = peewee.TextField(default="")
    account_id = IntField()
    icon = peewee.TextField(default="")
    words = peewee.TextField(default="")
    position = IntField(default=0)
    active = IntField(default=1)
    heading = peewee.TextField(default="")


class SlipPicture(BookModel):
    """A picture of a slip; without a document it waits to be entered."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    sha256 = peewee.BlobField()
    name = peewee.TextField(default="")
    added_at = IntField()
    document_id = IntField(null=True)
    active = IntField(default=1)


class TaxRule(BookModel):
    """A rule of tax law: a value between two days, and who says so."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    key = peewee.TextField()
    value = IntField()
    valid_from = peewee.TextField()
    valid_to = peewee.TextField(null=True)
    source = peewee.TextField(default="")
    active = IntField(default=1)


class BankStatement(BookModel):
    """A bank's own statement of an account over some days."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    account_id = IntField()
    name = peewee.TextField()
    sha256 = peewee.BlobField()
    first_day = peewee.TextField()
    last_day = peewee.TextField()
    opening = IntField(null=True)
    closing = IntField(null=True)
    added_at = IntField()
    active = IntField(default=1)
