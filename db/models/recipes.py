"""Recipes: what goes into a batch and what comes out of it."""

import peewee

from db.connection import IntField
from db.models.base import BookModel


class Recipe(BookModel):
    """A recipe of a product; ``version`` rises with every change of its lines."""

    id = IntField(primary_key=True)
    uid = peewee.BlobField(unique=True)
    product_id = IntField()
    name = peewee.TextField()
    output_quantity = IntField()
    hours_milli = IntField(default=0)
    basis = peewee.TextField(default="value")
    note = peewee.TextField(default="")
    version = IntField(default=1)
    active = IntField(default=1)


class RecipeLine(BookModel):
    """One cost of a recipe for its whole output."""

    id = IntField(primary_key=True)
    recipe_id = IntField()
    line_no = IntField()
    kind = peewee.TextField()
    step = peewee.TextField(default="")
    settlement = peewee.TextField()
    description = peewee.TextField()
    product_id = IntField(null=True)
    party_id = IntField(null=True)
    person_name = peewee.TextField(default="")
    quantity = IntField()
    unit = peewee.TextField()
    rate_e4 = IntField(default=0)
    is_fixed = IntField(null=True)
    per_batch = IntField(default=0)


class RecipeOutput(BookModel):
    """A further output: a by-product or co-product."""

    id = IntField(primary_key=True)
    recipe_id = IntField()
    line_no = IntField()
    product_id = IntField()
    quantity = IntField()
    kind = peewee.TextField()
    unit_value_e4 = IntField(default=0)
    percent_bp = IntField(default=0)
