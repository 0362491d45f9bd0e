"""What every model of master data shares: the open book, and inserting with the new row's id."""

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


def insert_row(model: type[BookModel], values: dict[str, Any]) -> int:
    """Insert a row and return its id (by RETURNING, which every engine knows)."""
    row = list(model.insert(**values).returning(model.id).tuples().execute())
    return cast(int, row[0][0])


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
