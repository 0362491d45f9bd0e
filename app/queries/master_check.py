"""Master data against the log of who did what: what was written last is what has to stand there."""

import dataclasses
import json
from contextlib import suppress

from app.domain.kept_json import read_object
from app.domain.member import WITHHELD
from app.domain.product import ProductUnitData
from app.settings import BusinessSettings, to_text
from db import connection as book
from db.sql import integrity as sql

UNLOGGED = {"version"}
"""Columns that count by themselves."""
Wanted = dict[tuple[str, bytes], dict[str, object]]


def changed_rows() -> list[tuple[str, str]]:
    """(table, name) of every row that is not as the log says it was written last."""
    wanted = _logged()
    found = _changed_settings(wanted)
    found.extend(_changed_packs(wanted))
    for table in sql.MASTER:
        columns = [str(row[1]) for row in book.fetch(sql.COLUMNS.format(table=table))]
        for row in book.fetch_iter(sql.MASTER_ROWS.format(table=table)):
            values = dict(zip(columns, row, strict=True))
            last = wanted.pop((table, values["uid"]), {})
            if any(
                _as_logged(column, values[column]) != last[column]
                for column in (last.keys() & values.keys()) - UNLOGGED
            ):
                found.append((table, str(values.get("name") or values.get("number") or "")))
    return found + [(table, "") for table, _uid in wanted]


def _as_logged(column: str, value: object) -> object:
    return WITHHELD[column](str(value)) if column in WITHHELD else _plain(value)


def _logged() -> Wanted:
    """What was written last, by table and uid, to each column."""
    rows: Wanted = {}
    for table, uid, action, after in book.fetch_iter(sql.MASTER_EVENTS):
        if action == "delete":
            rows.pop((table, uid), None)
            continue
        with suppress(ValueError, KeyError, TypeError):  # such a line does not fit its chain either
            values = read_object(after)
            if table == "book":
                table, values = "setting", {"enterprise_name": values["name"]}
            rows.setdefault((table, uid), {}).update(values)
    return rows


def _changed_settings(wanted: Wanted) -> list[tuple[str, str]]:
    """Settings are kept as text, and not at all while they have their first value."""
    kept: dict[str, str] = dict(book.fetch(sql.SETTINGS))
    first = BusinessSettings()
    logged: dict[str, object] = {}
    for table, uid in [key for key in wanted if key[0] == "setting"]:
        logged.update(wanted.pop((table, uid)))
    return [
        ("setting", key)
        for key, value in logged.items()
        if hasattr(first, key) and kept.get(key, to_text(getattr(first, key))) != _text(value)
    ]


def _changed_packs(wanted: Wanted) -> list[tuple[str, str]]:
    """Packs are logged whole with their product, once there are any."""
    packs: dict[bytes, list[dict[str, object]]] = {}
    for uid, name, factor, barcode, price, is_purchase in book.fetch_iter(sql.PACKS):
        pack = ProductUnitData(name, factor, barcode, price, bool(is_purchase))
        packs.setdefault(uid, []).append(dataclasses.asdict(pack))
    return [
        ("product_unit", str(last.get("name", "")))
        for (table, uid), last in wanted.items()
        if table == "product" and "units" in last and packs.get(uid, []) != last["units"]
    ]


def _text(value: object) -> str:
    """A logged setting as the book keeps it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _plain(value: object) -> object:
    """A value as the log writes it."""
    return value.hex() if isinstance(value, bytes) else value
