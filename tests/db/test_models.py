"""Models and the migrated structure are one: same columns, same nullability, same defaults."""

from typing import Any

import peewee
import pytest

from app.domain.session import Session
from db import connection as book
from db.connection import IntField
from db.models import accounts, books, group, household, market, parties, products, recipes, settings, stock
from db.models.base import BookModel, insert_row, read_row, update_row

MODELS = sorted(
    {
        model
        for module in (accounts, books, group, household, market, parties, products, recipes, settings, stock)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, BookModel) and model is not BookModel
    },
    key=lambda model: model.__name__,
)
TYPES: dict[str, Any] = {"INTEGER": IntField, "TEXT": peewee.TextField, "BLOB": peewee.BlobField}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_is_the_table(model: type[BookModel], session: Session) -> None:
    table = model._meta.table_name
    columns = book.fetch(f"PRAGMA table_info({table})")
    fields: dict[str, Any] = {field.column_name: field for field in model._meta.sorted_fields}
    assert list(fields) == [row[1] for row in columns]
    for _position, name, kind, not_null, default, key in columns:
        field = fields[name]
        assert isinstance(field, TYPES[kind]), name
        assert bool(key) == field.primary_key, name
        if not key:
            assert field.null == (not not_null), name
        if default is not None:
            assert str(field.default) == default.strip("'"), name


def test_every_table_of_master_data_has_a_model(session: Session) -> None:
    edited = {
        row[0]
        for row in book.fetch(
            "SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' "
            "AND m.sql LIKE '%active INTEGER%'"
        )
    }
    assert edited <= {model._meta.table_name for model in MODELS}
    assert len(edited) >= 8


@pytest.mark.parametrize("value", [1.0, 100.9, True, "๑๐๐", "5"])
def test_no_number_but_an_int_gets_in(value: object, session: Session) -> None:
    with pytest.raises(TypeError):
        insert_row(products.Category, {"uid": bytes(16), "name": "x", "position": value})


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_row_is_inserted_as_the_mapper_would(model: type[BookModel], session: Session) -> None:
    sample: dict[type, Any] = {IntField: 7, peewee.TextField: "ก", peewee.BlobField: b"x" * 16}
    fields = [field for field in model._meta.sorted_fields if not field.primary_key]
    for given in (fields, [field for field in fields if field.default is None and not field.null]):
        values = {field.name: sample[type(field)] for field in reversed(given)}
        statement, columns = model.insertion(tuple(values))
        wanted, row = model.insert(**values).sql()
        assert statement.split(" RETURNING ")[0] == wanted
        ours = [field.db_value(values.get(field.name, field.default)) for field in columns]
        assert [bytes(each) if isinstance(each, memoryview) else each for each in ours] == [
            bytes(each) if isinstance(each, memoryview) else each for each in row
        ]


def test_a_statement_that_is_kept_still_refuses(session: Session) -> None:
    good = {"uid": bytes(16), "name": "x", "position": 1}
    first = insert_row(products.Category, good)
    with pytest.raises(TypeError):
        insert_row(products.Category, {**good, "uid": b"1" * 16, "position": 1.5})
    with pytest.raises(book.IntegrityError):
        insert_row(products.Category, good)
    with pytest.raises(AttributeError):
        insert_row(products.Category, {**good, "colour": "red"})
    assert insert_row(products.Category, {**good, "uid": b"2" * 16, "name": "y"}) > first


def test_rows_are_written_and_read_back(session: Session) -> None:
    row_id = insert_row(products.Category, {"uid": bytes(16), "name": "ชา", "position": 2})
    update_row(products.Category, row_id, {"position": 3})
    assert read_row(products.Category, row_id) == {
        "id": row_id,
        "uid": bytes(16),
        "name": "ชา",
        "position": 3,
    }
    assert read_row(products.Category, row_id + 1) is None


def test_errors_are_the_engines_own(session: Session) -> None:
    insert_row(products.Category, {"uid": bytes(16), "name": "ชา"})
    with pytest.raises(book.IntegrityError):
        insert_row(products.Category, {"uid": bytes(15) + b"1", "name": "ชา"})
