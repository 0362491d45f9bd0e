"""A half-filled form as text, to be kept in the book until it is finished."""

import datetime as dt
import json
from typing import Any

from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.purchase import Slip
from ui.pages.produce.form_lines import Line, Mode, Out
from ui.pages.produce.form_state import FormState

VERSION = 1


def form_json(state: FormState) -> str:
    """The form of a new batch as text."""
    return json.dumps(
        {
            "version": VERSION,
            "uid": state.uid.hex(),
            "product": _hex(state.product_uid),
            "recipe": _hex(state.recipe_uid),
            "planned": state.planned_milli,
            "on": _iso(state.on),
            "lines": [_line(line) for line in state.lines],
            "outputs": [_out(out) for out in state.outputs],
            "note": state.note,
            "lot": state.lot_code,
            "section": _hex(state.section_uid),
            "slip": [_iso(state.slip.date), state.slip.number],
        },
        ensure_ascii=False,
    )


def form_from_json(text: str) -> FormState | None:
    """The form again; None if the text is of another version or spoilt."""
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            return None
        return FormState(
            Mode.NEW,
            uid=bytes.fromhex(data["uid"]),
            product_uid=_bytes(data["product"]),
            recipe_uid=_bytes(data["recipe"]),
            planned_milli=data["planned"],
            on=_day(data["on"]),
            lines=[_line_again(each) for each in data["lines"]],
            outputs=[_out_again(each) for each in data["outputs"]],
            note=data["note"],
            lot_code=data["lot"],
            section_uid=_bytes(data["section"]),
            slip=Slip(_day(data["slip"][0]), data["slip"][1]),
        )
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind.value,
        "how": line.settlement.value,
        "what": line.description,
        "quantity": line.quantity_milli,
        "unit": line.unit,
        "rate": line.rate_e4,
        "step": line.step,
        "product": _hex(line.product_uid),
        "person": _hex(line.person_uid),
        "tender": _hex(line.tender_uid),
        "fixed": line.is_fixed,
        "same": line.per_batch,
        "anchor": line.anchor,
    }


def _line_again(data: dict[str, Any]) -> Line:
    return Line(
        CostKind(data["kind"]),
        Settlement(data["how"]),
        data["what"],
        data["quantity"],
        data["unit"],
        data["rate"],
        data["step"],
        _bytes(data["product"]),
        _bytes(data["person"]),
        _bytes(data["tender"]),
        data["fixed"],
        data["same"],
        _pair(data["anchor"]),
    )


def _out(out: Out) -> dict[str, Any]:
    return {
        "product": _hex(out.product_uid),
        "kind": out.kind.value,
        "quantity": out.quantity_milli,
        "value": out.unit_value_e4,
        "percent": out.percent_bp,
        "reason": out.reason,
        "anchor": out.anchor,
        "touched": out.touched,
    }


def _out_again(data: dict[str, Any]) -> Out:
    return Out(
        _bytes(data["product"]),
        OutputKind(data["kind"]),
        data["quantity"],
        data["value"],
        data["percent"],
        data["reason"],
        _pair(data["anchor"]),
        data["touched"],
    )


def _hex(value: bytes | None) -> str | None:
    return None if value is None else value.hex()


def _bytes(value: str | None) -> bytes | None:
    return None if value is None else bytes.fromhex(value)


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _pair(pair: list[int] | None) -> tuple[int, int] | None:
    return None if pair is None else (int(pair[0]), int(pair[1]))
