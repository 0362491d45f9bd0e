"""A report or receipt as JSON for other programs and for comparing two makings of the same month.

Values stay raw: money in satang, quantities in thousandths, unit costs in ten-thousandths of a satang,
percentages in basis points, dates as ISO text; the kind of each column and figure says which. Keys stand in
one order, so equal reports are equal bytes. Pictures are left out. ``report_from_json`` reads it back.

``{"format": 1, "type": "report", "name", "title", "issuer": {…}, "blocks": [{"type": "table", …}, …], …}``;
a receipt has ``"type": "receipt"``, a pack ``"type": "pack"`` and the reports in its ``"parts"``. A text
in a date column that reads like an ISO date is one.
"""

import datetime as dt
import json
from dataclasses import fields
from typing import Any, Final, TypeVar

from reports.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Issuer,
    Kind,
    Link,
    Pack,
    Paragraph,
    Picture,
    Pictures,
    Receipt,
    ReceiptLine,
    ReceiptPayment,
    Report,
    Role,
    Row,
    Series,
    Signatures,
    Table,
)

FORMAT: Final = 1
_BLOCKS: Final[dict[str, type[Block]]] = {
    "table": Table,
    "figures": Figures,
    "chart": Chart,
    "paragraph": Paragraph,
    "pictures": Pictures,
    "signatures": Signatures,
}
_NAMES: Final = {kind: name for name, kind in _BLOCKS.items()}
_DATES: Final = frozenset({Kind.DATE, Kind.MONTH})
_T = TypeVar("_T")


class UnreadableReportError(ValueError):
    """The text is not a report as this module writes them."""


def report_json(report: Report | Receipt) -> str:
    """The report as JSON text, two spaces deep, ending with a line break."""
    kind = "receipt" if isinstance(report, Receipt) else "pack" if isinstance(report, Pack) else "report"
    text = json.dumps({"format": FORMAT, "type": kind, **_plain(report)}, ensure_ascii=False, indent=2)
    # Half signs, which UTF-8 cannot hold, become JSON's own escape.
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def report_from_json(text: str | bytes) -> Report | Receipt:
    """The report that was written; its picture is gone. Raises UnreadableReportError."""
    try:
        data = json.loads(text)
        if data.pop("format") != FORMAT:
            raise UnreadableReportError("another format")
        kind = data.pop("type")
        if kind == "receipt":
            return _receipt(data)
        if kind == "report":
            return _report(data)
        if kind == "pack":
            return _pack(data)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise UnreadableReportError(str(error)) from error
    raise UnreadableReportError(f"neither report nor receipt: {kind!r}")


# ---------------------------------------------------------------- writing


def _plain(value: Any) -> Any:
    """Frozen values as JSON's own: fields in their order, without pictures."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    found: dict[str, Any] = {"type": _NAMES[type(value)]} if type(value) in _NAMES else {}
    for field in fields(value):
        item = getattr(value, field.name)
        if field.name != "logo" and not isinstance(item, bytes):
            found[field.name] = _plain(item)
    return found


# ---------------------------------------------------------------- reading


def _report(data: dict[str, Any]) -> Report:
    data["issuer"] = _make(Issuer, data["issuer"])
    data["blocks"] = tuple(_block(block) for block in data["blocks"])
    data["notes"] = tuple(data["notes"])
    data["printed"] = _moment(data["printed"])
    return _make(Report, data)


def _pack(data: dict[str, Any]) -> Pack:
    parts = tuple(_report(part) for part in data.pop("parts"))
    itself = _report(data)
    return Pack(**{field.name: getattr(itself, field.name) for field in fields(Report)}, parts=parts)


def _receipt(data: dict[str, Any]) -> Receipt:
    data["issuer"] = _make(Issuer, data["issuer"])
    data["date"] = dt.date.fromisoformat(data["date"])
    data["lines"] = tuple(_make(ReceiptLine, line) for line in data["lines"])
    data["payments"] = tuple(_make(ReceiptPayment, payment) for payment in data["payments"])
    data["printed"] = _moment(data["printed"])
    return _make(Receipt, data)


def _moment(text: str | None) -> dt.datetime | None:
    return None if text is None else dt.datetime.fromisoformat(text)


def _make(kind: type[_T], data: dict[str, Any]) -> _T:
    return kind(**data)


def _block(data: dict[str, Any]) -> Block:
    kind = _BLOCKS[data.pop("type")]
    if kind is Table:
        data["columns"] = tuple(_column(column) for column in data["columns"])
        data["rows"] = tuple(_row(row, data["columns"]) for row in data["rows"])
        data["sums"] = tuple(data["sums"])
        data["carried"] = tuple(data["carried"])
    elif kind is Figures:
        data["items"] = tuple(_figure(figure) for figure in data["items"])
    elif kind is Chart:
        data["kind"] = ChartKind(data["kind"])
        data["value_kind"] = Kind(data["value_kind"])
        data["labels"] = tuple(data["labels"])
        data["series"] = tuple(
            Series(**{**series, "values": tuple(series["values"])}) for series in data["series"]
        )
    elif kind is Pictures:
        data["items"] = tuple(_make(Picture, item) for item in data["items"])
    elif kind is Signatures:
        data["roles"] = tuple(data["roles"])
    return _make(kind, data)


def _column(data: dict[str, Any]) -> Column:
    return _make(Column, {**data, "kind": Kind(data["kind"])})


def _row(data: dict[str, Any], columns: tuple[Column, ...]) -> Row:
    data["cells"] = tuple(
        _cell(cell, column.kind) for cell, column in zip(data["cells"], columns, strict=True)
    )
    data["role"] = Role(data["role"])
    data["opens"] = None if data["opens"] is None else _make(Link, data["opens"])
    data["formulas"] = tuple((column, formula) for column, formula in data["formulas"])
    return _make(Row, data)


def _figure(data: dict[str, Any]) -> Figure:
    kind = Kind(data["kind"])
    return _make(
        Figure,
        {**data, "kind": kind, "value": _cell(data["value"], kind), "before": _cell(data["before"], kind)},
    )


def _cell(value: Cell, kind: Kind) -> Cell:
    if kind in _DATES and isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value
    return value
