"""A half-filled form as text, to be kept in the book until it is finished."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any, TypeVar

from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.kept_json import a_day, a_flag, a_list, a_text, a_uid, an_int, read_object
from app.domain.purchase import Slip
from ui.pages.produce.form_lines import Line, Mode, Out
from ui.pages.produce.form_state import FormState

VERSION = 1
_T = TypeVar("_T")


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
        data = read_object(text)
        if data["version"] != VERSION:
            return None
        return FormState(
            Mode.NEW,
            uid=a_uid(data["uid"]),
            product_uid=_perhaps(a_uid, data["product"]),
            recipe_uid=_perhaps(a_uid, data["recipe"]),
            planned_milli=an_int(data["planned"]),
            on=_perhaps(a_day, data["on"]),
            lines=[_line_again(each) for each in a_list(data["lines"])],
            outputs=[_out_again(each) for each in a_list(data["outputs"])],
            note=a_text(data["note"]),
            lot_code=a_text(data["lot"]),
            section_uid=_perhaps(a_uid, data["section"]),
            slip=Slip(_perhaps(a_day, data["slip"][0]), a_text(data["slip"][1])),
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
        a_text(data["what"]),
        _perhaps(an_int, data["quantity"]),
        a_text(data["unit"]),
        _perhaps(an_int, data["rate"]),
        a_text(data["step"]),
        _perhaps(a_uid, data["product"]),
        _perhaps(a_uid, data["person"]),
        _perhaps(a_uid, data["tender"]),
        _perhaps(a_flag, data["fixed"]),
        a_flag(data["same"]),
        _perhaps(_pair, data["anchor"]),
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
        _perhaps(a_uid, data["product"]),
        OutputKind(data["kind"]),
        _perhaps(an_int, data["quantity"]),
        _perhaps(an_int, data["value"]),
        an_int(data["percent"]),
        a_text(data["reason"]),
        _perhaps(_pair, data["anchor"]),
        a_flag(data["touched"]),
    )


def _hex(value: bytes | None) -> str | None:
    return None if value is None else value.hex()


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _pair(pair: object) -> tuple[int, int]:
    first, second = a_list(pair)
    return an_int(first), an_int(second)


def _perhaps(read: Callable[[object], _T], value: object) -> _T | None:
    return None if value is None else read(value)
