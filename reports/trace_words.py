"""An act of the log in words: what was done, to what, and what was before and after."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.domain.cost_words import KIND_NAMES, OUTPUT_NAMES, SETTLEMENT_NAMES
from app.domain.distribution_heads import BASE_WORDS, HEAD_WORDS, METHOD_WORDS
from app.domain.document import DocumentKind
from app.domain.loan import rate_bp
from app.domain.roles import LIMIT_WORDS, PERMISSION_WORDS, Limit, Permission
from app.domain.trace import DOCUMENT, POST, REVERSE, ActKind
from app.domain.trace_words import ACTIONS, COLUMNS, OF_THING, POSTED, SPECIAL, THINGS, VALUES, How
from app.i18n import _, language, ngettext
from app.queries.trace import REFERS_TO, Act
from app.thai.dates import (
    ENGLISH_WEEKDAYS,
    SHORT_WEEKDAYS,
    Style,
    format_date,
    format_datetime,
    format_month,
    moment_of,
)
from app.thai.digits import MINUS, format_amount, format_percent, format_quantity, format_unit_cost
from reports.common import joined
from reports.stock_card import document_name

Word = TypeVar("Word", bound=str)
ARROW = "→"
NOTHING = "–"
MOST_SHORT = 3
"""How many changes the short form tells."""
LONG = 400
"""Letters of a value that are shown; a longer one ends with …"""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an act set or changed: what it is called, what it was and what it is."""

    label: str
    old: str = ""
    new: str = ""

    @property
    def short(self) -> str:
        """In one line: “Price: 45.00 → 50.00”."""
        if self.old and self.new:
            return f"{self.label}: {self.old} {ARROW} {self.new}"
        return f"{self.label}: {self.new or self.old}"


def moment(at: int) -> dt.datetime | None:
    """When an act was, by Thailand's clock; None for a time that cannot be."""
    try:
        return moment_of(at)
    except (ValueError, OverflowError, OSError):
        return None


def when(act: Act, *, style: Style = "medium", seconds: bool = False) -> str:
    """Day and time of an act."""
    found = moment(act.at)
    return str(act.at) if found is None else format_datetime(found, style, seconds=seconds)


def did(act: Act) -> str:
    """What somebody did: “Sold”, “Changed a product”."""
    if act.action == POST:
        kind = act.document_kind
        return _(POSTED[DocumentKind(kind)]) if kind in set(DocumentKind) else kind
    if act.action == REVERSE:
        return _(ACTIONS[REVERSE]).format(thing=_kind_name(act.reverses_kind))
    special = SPECIAL.get((_special_action(act), act.entity if act.entity != "app_user" else _secret(act)))
    if special is not None:
        return _(special)
    words = ACTIONS.get(act.action)
    thing = _thing(act)
    return f"{act.action}: {thing}" if words is None else _(words).format(thing=thing)


def about(act: Act) -> str:
    """What it was done to: a number and who it concerns, a name and a code."""
    if act.is_document:
        return joined(act.number, act.party)
    if act.entity == DOCUMENT:
        undoing = act.document_kind == DocumentKind.REVERSAL
        return joined(act.number, "" if undoing else _kind_name(act.document_kind))
    if act.entity == "report":
        return joined(_text_in(act, "file") or _text_in(act, "name"))
    if act.entity == "role_rule":
        return joined(_word("role", "role", (act.after or act.before or {}).get("role")))
    if act.entity == "book":
        return _text_in(act, "file") or _text_in(act, "name")
    if act.kind is ActKind.SIGN_IN and act.name == act.user:
        return ""
    return f"{act.name} ({act.code})" if act.code and act.name else act.name


def detail(act: Act) -> str:
    """The rest in one line: an amount, a reason, what changed."""
    if act.is_document:
        total = _("{amount} baht").format(amount=format_amount(act.total, minus=MINUS)) if act.total else ""
        undone = _("Undone by {number}").format(number=act.reversed_by) if act.reversed_by else ""
        if act.action == REVERSE:
            return joined(act.reverses, act.reason, act.note, total)
        return joined(total, act.reason, act.note, undone)
    if act.action == "approve":
        return approval(act)
    if act.action == "sign_in":
        tries = (act.after or {}).get("wrong_tries")
        came = _text_in(act, "by")
        by_code = _("with {what}").format(what=_word("sign_in", "by", came)) if came else ""
        return joined(by_code, _tries(tries) if isinstance(tries, int) and tries else "")
    found = changes(act)
    told = about(act)
    if act.before is None:
        found = [each for each in found if each.new != told and each.label not in (_("Name"), _("Code"))]
    text = " · ".join(each.short for each in found[:MOST_SHORT])
    return f"{text} …" if len(found) > MOST_SHORT else text


def approval(act: Act) -> str:
    """Who allowed what: “Somjai allowed: void a sale”."""
    columns = act.after or {}
    permission = _word("approve", "permission", columns.get("permission"))
    words = _("{name} allowed: {what}").format(name=_text_in(act, "by") or NOTHING, what=permission)
    return joined(words, _text_in(act, "note"))


def changes(act: Act) -> list[Change]:
    """Old and new of everything that an act changed, in the order of the words of columns."""
    before, after = act.before or {}, act.after or {}
    order = {name: place for place, name in enumerate(COLUMNS)}
    found = []
    for column in sorted({*before, *after}, key=lambda name: (order.get(name, len(order)), name)):
        label, how = _column(act, column)
        if how is How.INSIDE:
            continue
        old = _written(act, column, how, before[column]) if column in before else ""
        new = _written(act, column, how, after[column]) if column in after else ""
        if act.before is None and (after.get(column) in (None, "", 0) or new == NOTHING):
            continue
        if act.before is not None and act.after is not None and old == new and how is not How.HIDDEN:
            continue
        found.append(Change(label, old or (NOTHING if act.before is not None else ""), new or NOTHING))
    return found


def facts(act: Act) -> list[Change]:
    """What the panel says of an act beside its changes: of a document its day, person, amount and reason."""
    by = _("In the name of") if act.action == "refused" else _("By")
    rows = [(_("When"), when(act, seconds=True)), (by, act.user)]
    if act.is_document:
        rows += [
            (_("Number"), act.number),
            (_("Business day"), format_date(act.on, "medium") if act.on is not None else ""),
            (_("Person or group"), act.party),
            (_("Amount (baht)"), format_amount(act.total, minus=MINUS) if act.total else ""),
            (_("Undoes"), act.reverses),
            (_("Undone by"), act.reversed_by),
            (_("Reason"), act.reason),
            (_("Note"), act.note),
        ]
    elif about(act):
        rows.append((_("About"), about(act)))
    rows.append((_("On computer"), str(act.device) if act.device else ""))
    return [Change(label, new=text) for label, text in rows if text]


# ---------------------------------------------------------------- within


def _thing(act: Act) -> str:
    return _(THINGS[act.entity]) if act.entity in THINGS else act.entity


def _kind_name(kind: str) -> str:
    return document_name(kind) if kind in set(DocumentKind) else kind


def _special_action(act: Act) -> str:
    """``delete`` for a secret that was taken away, ``again`` for a paper printed once more."""
    after = act.after or {}
    if act.action in ("pin", "badge") and act.action in after and after[act.action] is None:
        return "delete"
    copy = after.get("copy")
    return "again" if act.action == "print" and isinstance(copy, int) and copy > 0 else act.action


def _secret(act: Act) -> str:
    return act.action if act.action in ("pin", "badge") else act.entity


def _column(act: Act, column: str) -> tuple[str, How]:
    known = OF_THING.get((act.entity, column)) or OF_THING.get((act.action, column)) or COLUMNS.get(column)
    if known is not None:
        return (_(known[0]) if known[0] else "", known[1])
    rule, _colon, what = column.partition(":")
    if rule == "may" and what in set(Permission):
        return _("May: {what}").format(what=_(PERMISSION_WORDS[Permission(what)])), How.YES_NO
    if rule == "most" and what in set(Limit):
        how = How.PERCENT if what.endswith("_bp") else How.MONEY
        return _(LIMIT_WORDS[Limit(what)]), how
    return column, How.TEXT


def _months(stored: str) -> str:
    """``2026-09, 2026-10`` as months of the language; what is no month is shown as it stands."""
    said = []
    for name in stored.split(", "):
        try:
            said.append(format_month(dt.date.fromisoformat(f"{name}-01"), long=True))
        except ValueError:
            said.append(name)
    return ", ".join(said)


def _written(act: Act, column: str, how: How, value: object) -> str:
    """A value in words; what is of no expected kind is shown as it stands."""
    if value is None:
        return _("as usual") if act.entity == "role_rule" else NOTHING
    if how in (How.HIDDEN, How.PICTURE):
        return _("set") if value not in ("", 0) else NOTHING
    if how is How.MONTHS:
        return _months(str(value))
    if how is How.WORD:
        return _word(act.entity if column != "by" else act.action, column, value)
    if isinstance(value, int):
        return _number(act, column, how, int(value))
    if isinstance(value, list):
        lines = [_line(act, how, line) for line in value]
        return "; ".join(line for line in lines if line) or NOTHING
    text = str(value)
    if how is How.DAY:
        try:
            return format_date(dt.date.fromisoformat(text), "medium")
        except ValueError:
            return text
    text = " ".join(text.split())
    return f"{text[:LONG]}…" if len(text) > LONG else text or NOTHING


def _number(act: Act, column: str, how: How, value: int) -> str:
    if how is How.YES_NO:
        return _("yes") if value else _("no")
    if how is How.NAME:
        return act.called.get(f"{REFERS_TO.get(column, '')}:{value}", str(value))
    if value < 0 and column.startswith("most:"):
        return _("no limit")
    if how is How.CLOCK:
        return f"{value // 60:02d}:{value % 60:02d}"
    if how is How.WEEKDAYS:
        days = SHORT_WEEKDAYS if language() == "th" else tuple(name[:3] for name in ENGLISH_WEEKDAYS)
        return " ".join(day for bit, day in enumerate(days) if value >> bit & 1)
    if how is How.MONEY:
        return format_amount(value, minus=MINUS)
    if how is How.PRICE:
        return format_unit_cost(value)
    if how is How.QUANTITY:
        return format_quantity(value)
    if how is How.PERCENT:
        return f"{format_percent(value)} %"
    if how is How.RATE:
        return f"{format_percent(rate_bp(value))} %"
    if how is How.DAYS:
        return ngettext("{count} day", "{count} days", value).format(count=value)
    return f"{value:,}"


def _word(thing: str, column: str, value: object) -> str:
    words = VALUES.get(f"{thing}.{column}") or VALUES.get(column) or {}
    text = str(value) if value is not None else ""
    return _(words[text]) if text in words else text


def _line(act: Act, how: How, line: object) -> str:
    """One line of a list: a pack of a product, a cost or an output of a recipe."""
    if how is How.PACKS and isinstance(line, dict):
        price = _whole(line.get("price_e4"))
        return joined(
            f"{line.get('name', '')} = {format_quantity(_whole(line.get('factor_milli')) or 0)}",
            format_unit_cost(price) if price is not None else "",
            str(line.get("barcode") or ""),
        )
    if how is How.COSTS and isinstance(line, list) and len(line) == 6:
        kind, settlement, words, quantity, unit, rate = line
        return joined(
            str(words) or _known(KIND_NAMES, kind),
            f"{format_quantity(_whole(quantity) or 0)} {unit}".strip(),
            format_unit_cost(_whole(rate) or 0) if rate else "",
            _known(SETTLEMENT_NAMES, settlement),
        )
    if how is How.OUTPUTS and isinstance(line, list) and len(line) == 4:
        uid, quantity, kind, _unit_value = line
        name = act.called.get(f"product:{uid}", "")
        return joined(name, format_quantity(_whole(quantity) or 0), _known(OUTPUT_NAMES, kind))
    if how is How.HEADS and isinstance(line, list) and len(line) == 5:
        kind, words, method, value, base = line
        size = _whole(value) or 0
        return joined(
            str(words) or _known(HEAD_WORDS, kind),
            format_amount(size)
            if method == "amount"
            else f"{format_percent(rate_bp(size))} %"
            if size
            else "",
            _known(METHOD_WORDS, method),
            _known(BASE_WORDS, base) if base else "",
        )
    return str(line)


def _head_size(method: object, size: int) -> str:
    return format_amount(size) if method == "amount" else f"{format_percent(rate_bp(size))} %"


def _known(names: Mapping[Word, str], key: object) -> str:
    text = str(key)
    return next((_(words) for each, words in names.items() if str(each) == text), text)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _text_in(act: Act, column: str) -> str:
    value = (act.after or act.before or {}).get(column)
    return " ".join(value.split())[:LONG] if isinstance(value, str) else ""


def _tries(count: int) -> str:
    return ngettext("after {count} wrong try", "after {count} wrong tries", count).format(count=count)
