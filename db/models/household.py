"""The household: what comes again, goals, circles of savers, trades with rounds and tools, other books."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class RecurringEntry(BookModel):
    """What comes or goes again and again."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    entry_category_id = IntField()
    name = peewee.TextField(default="")
    amount = IntField()
    account_id = IntField()
    party_id = IntField(null=True)
    every = IntField(default=1)
    every_unit = peewee.TextField(default="month")
    first_on = peewee.TextField()
    next_on = peewee.TextField()
    ends_on = peewee.TextField(null=True)
    active = IntField(default=1)


class Goal(BookModel):
    """What the family wants to save, pay off or earn."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    kind = peewee.TextField()
    name = peewee.TextField()
    amount = IntField(default=0)
    start_amount = IntField(default=0)
    start_on = peewee.TextField()
    due_on = peewee.TextField()
    account_id = IntField(null=True)
    loan_id = IntField(null=True)
    trade_id = IntField(null=True)
    icon = peewee.TextField(default="")
    note = peewee.TextField(default="")
    reached_on = peewee.TextField(null=True)
    position = IntField(default=0)
    active = IntField(default=1)


class GoalStep(BookModel):
    """One step towards a goal."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    goal_id = IntField()
    position = IntField()
    name = peewee.TextField()
    due_on = peewee.TextField(null=True)
    done_on = peewee.TextField(null=True)
    active = IntField(default=1)


class ShareCircle(BookModel):
    """A circle of savers (วงแชร์) with an account of its own."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField()
    account_id = IntField(unique=True)
    hands = IntField(default=1)
    amount = IntField()
    every = IntField(default=1)
    every_unit = peewee.TextField(default="month")
    first_on = peewee.TextField()
    rounds = IntField()
    drawn_on = peewee.TextField(null=True)
    closed_on = peewee.TextField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class Trade(BookModel):
    """An occupation of the family."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField(unique=True)
    kind = peewee.TextField()
    section_id = IntField(unique=True)
    size_unit = peewee.TextField(default="")
    output_name = peewee.TextField(default="")
    output_unit = peewee.TextField(default="")
    hour_rate = IntField(default=0)
    icon = peewee.TextField(default="")
    note = peewee.TextField(default="")
    position = IntField(default=0)
    active = IntField(default=1)


class TradeRound(BookModel):
    """A crop, a herd, a lot of craft: one round of a trade with its plan."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    trade_id = IntField()
    name = peewee.TextField()
    first_day = peewee.TextField()
    last_day = peewee.TextField(null=True)
    size_milli = IntField(default=0)
    costs_wait = IntField(default=1)
    plan_quantity = IntField(default=0)
    plan_price_e4 = IntField(default=0)
    plan_cash_cost = IntField(default=0)
    plan_full_cost = IntField(default=0)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class TradeTool(BookModel):
    """Land, a machine or a tool that rounds wear out."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    name = peewee.TextField()
    kind = peewee.TextField(default="tool")
    price = IntField()
    scrap = IntField(default=0)
    life_months = IntField(default=60)
    yearly_rent = IntField(default=0)
    bought_on = peewee.TextField(null=True)
    note = peewee.TextField(default="")
    active = IntField(default=1)


class PeerBook(BookModel):
    """Another book that notes travel to and from."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    kind = peewee.TextField()
    book_uid = peewee.BlobField(null=True)
    name = peewee.TextField()
    recipient = peewee.TextField()
    file = peewee.TextField(default="")
    party_id = IntField(null=True)
    linked_on = peewee.TextField()
    active = IntField(default=1)
