"""What every model of master data shares: the open book, and inserting with the new row's id."""

from functools import cache
from typing import Any, cast

import peewee

from db.connection import database

BYTES = peewee.BlobField


class BookModel(peewee.Model):
    """A table of the open book; its structure is made by migrations, never by the model."""

    id: Any

    class Meta:
        database = database
        legacy_table_names = False

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(field.column_name for field in cls._meta.sorted_fields)

    @classmethod
    def insertion(cls, given: tuple[str, ...]) -> tuple[str, tuple[peewee.Field, ...]]:
        """The statement that inserts these columns and those that have a default, and its fields in order.

        Raises AttributeError for a column that there is none of.
        """
        for name in given:
            getattr(cls, name)
        names = {field.name for field in cls._meta.defaults}.union(given)
        fields = tuple(field for field in cls._meta.sorted_fields if field.name in names)
        columns = ", ".join(f'"{field.column_name}"' for field in fields)
        marks = ", ".join("?" * len(fields))
        statement = f'INSERT INTO "{cls._meta.table_name}" ({columns}) VALUES ({marks}) RETURNING "id"'
        return statement, fields


@cache
def _insertion(model: type[BookModel], given: tuple[str, ...]) -> tuple[str, tuple[peewee.Field, ...]]:
    """What ``insertion`` says, kept: building it anew for each row takes longer than running it."""
    return model.insertion(given)


def insert_row(model: type[BookModel], values: dict[str, Any]) -> int:
    """Insert a row and return its id (by RETURNING, which every engine knows).

    Every value goes through its field, which refuses what the column cannot hold.
    """
    statement, fields = _insertion(model, tuple(values))
    row = [field.db_value(values.get(field.name, field.default)) for field in fields]
    return cast(int, database.execute_sql(statement, row).fetchall()[0][0])


def update_row(model: type[BookModel], row_id: int, values: dict[str, Any]) -> None:
    """Change columns of one row."""
    model.update(**values).where(model.id == row_id).execute()


def delete_where(model: type[BookModel], **equal: Any) -> None:
    """Delete the rows whose columns have these values (packs, recipe lines, drafts; never posted rows)."""
    condition = [getattr(model, name) == value for name, value in equal.items()]
    model.delete().where(*condition).execute()


def read_row(model: type[BookModel], row_id: int) -> dict[str, Any] | None:
    """One row as column name to value, or None."""
    rows = list(model.select().where(model.id == row_id).dicts())
    return cast("dict[str, Any]", rows[0]) if rows else None
