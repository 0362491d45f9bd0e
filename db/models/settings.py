"""The book itself: identity, settings, people, devices, half-done work."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class Book(BookModel):
    """Identity of the book; one row."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField()
    kind = peewee.TextField()
    created_at = IntField()


class Setting(BookModel):
    """A business setting that differs from its default."""

    key = peewee.TextField(primary_key=True)
    value = peewee.TextField()


class AppUser(BookModel):
    """Somebody who works with the book."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField()
    role = peewee.TextField()
    active = IntField(default=1)
    party_id = IntField(null=True)
    valid_to = peewee.TextField(null=True)
    badge = peewee.BlobField(null=True)


class Device(BookModel):
    """A machine that posts documents under its own prefix and epoch."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    prefix = IntField(unique=True)
    name = peewee.TextField()
    epoch = IntField(default=1)


class Draft(BookModel):
    """A held cart or a form that was begun."""

    uid = peewee.BlobField(primary_key=True)
    kind = peewee.TextField()
    label = peewee.TextField(default="")
    data = peewee.TextField()
    updated_at = IntField()
