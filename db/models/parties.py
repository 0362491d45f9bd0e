"""Members, customers, suppliers."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class Party(BookModel):
    """A person or group that the enterprise deals with."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    folded = peewee.TextField()
    sort_key = peewee.BlobField()
    is_member = IntField(default=0)
    is_customer = IntField(default=0)
    is_supplier = IntField(default=0)
    section_id = IntField(null=True)
    phone = peewee.TextField(default="")
    address = peewee.TextField(default="")
    tax_id = peewee.TextField(default="")
    note = peewee.TextField(default="")
    active = IntField(default=1)
    credit_limit = IntField(null=True)
    credit_days = IntField(default=0)
    branch = peewee.TextField(default="")
    is_family = IntField(default=0)
