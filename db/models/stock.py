"""Places where stock is kept."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class StockLocation(BookModel):
    """A store room, a stall, or a shop that holds our goods."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    code = peewee.TextField(unique=True)
    name = peewee.TextField()
    kind = peewee.TextField()
    active = IntField(default=1)
