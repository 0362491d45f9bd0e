"""Products with their packs, categories and pictures."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class Blob(BookModel):
    """A picture, found by the SHA-256 of what it shows."""

    sha256 = peewee.BlobField(primary_key=True)
    media = peewee.TextField()
    data = peewee.BlobField()


class Category(BookModel):
    """A group of products on the till."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField(unique=True)
    position = IntField(default=0)


class Product(BookModel):
    """What is bought, made, kept or sold; quantities in its base unit."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    barcode = peewee.TextField(null=True, unique=True)
    name = peewee.TextField()
    folded = peewee.TextField()
    sort_key = peewee.BlobField()
    kind = peewee.TextField()
    category_id = IntField(null=True)
    unit = peewee.TextField()
    price_e4 = IntField(null=True)
    is_open_price = IntField(default=0)
    is_weighed = IntField(default=0)
    is_for_sale = IntField(default=1)
    shelf_days = IntField(null=True)
    story = peewee.TextField(default="")
    origin = peewee.TextField(default="")
    photo = peewee.BlobField(null=True)
    reorder_milli = IntField(default=0)
    vat_class = peewee.TextField(default="unknown")
    maker_id = IntField(null=True)
    position = IntField(default=0)
    active = IntField(default=1)
    parent_id = IntField(null=True)
    size = peewee.TextField(default="")
    colour = peewee.TextField(default="")
    is_incomplete = IntField(default=0)


class ProductUnit(BookModel):
    """A pack: how many thousandths of the base unit it holds."""

    id = IntField(primary_key=True)
    product_id = IntField()
    name = peewee.TextField()
    factor_milli = IntField()
    barcode = peewee.TextField(null=True, unique=True)
    price_e4 = IntField(null=True)
    is_purchase = IntField(default=0)
