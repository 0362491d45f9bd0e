"""Words about trades and rounds: sizes, what is counted, one plain sentence for a round."""

from app.domain import money
from app.domain.household.rounds_result import RoundResult
from app.domain.household.trades import STEP_WORDS
from app.domain.household.trades_size import PER_WORDS, UNIT_WORDS, SizeUnit, parts_of_land
from app.i18n import _
from app.queries.household.trades import RoundRow
from app.thai.digits import format_amount, format_quantity


def size_words(size_milli: int, unit: SizeUnit) -> str:
    """A size in words: 5 rai 2 ngan, 12 head; empty where there is none."""
    if not size_milli or unit is SizeUnit.NONE:
        return ""
    if unit is not SizeUnit.WA:
        return f"{format_quantity(size_milli)} {_(UNIT_WORDS[unit])}"
    rai, ngan, wa_milli = parts_of_land(size_milli)
    words = [
        _("{count} rai").format(count=format_quantity(rai * money.MILLI)) if rai else "",
        _("{count} ngan").format(count=ngan) if ngan else "",
        _("{count} square wa").format(count=format_quantity(wa_milli)) if wa_milli else "",
    ]
    return " ".join(word for word in words if word)


def per_words(unit: SizeUnit) -> str:
    """What a figure is given for: per rai, per head."""
    return _(PER_WORDS[unit])


def step_words(step: str) -> str:
    """A step in words; one's own steps stand as they were typed."""
    return _(STEP_WORDS[step]) if step in STEP_WORDS else step or _("No step named")


def baht(amount: int) -> str:
    """An amount in a sentence: whole baht without satang."""
    return format_amount(abs(amount), decimals=None)


def sentence(row: RoundRow, result: RoundResult) -> str:
    """A round in one or two plain sentences."""
    if not result.total.full and not result.value:
        return _("Nothing has been entered yet.")
    if not result.value:
        return _spent(row, result)
    return " ".join(part for part in (_earned(row, result), _in_full(result)) if part)


def _each(row: RoundRow, result: RoundResult, figure: int) -> str:
    part = result.per_size(figure)
    if part is None:
        return ""
    return " " + _("({amount} baht {per})").format(amount=baht(part), per=per_words(row.size_unit))


def _spent(row: RoundRow, result: RoundResult) -> str:
    if not result.total.cash:
        return _("Own work and own things worth {amount} baht so far; no money was spent yet.").format(
            amount=baht(result.total.full)
        )
    return _("{amount} baht were spent so far{each}; nothing was harvested yet.").format(
        amount=baht(result.total.cash), each=_each(row, result, result.total.cash)
    )


def _earned(row: RoundRow, result: RoundResult) -> str:
    data = {
        "value": baht(result.value),
        "cost": baht(result.cost.cash),
        "left": baht(result.over_cash),
        "each": _each(row, result, abs(result.over_cash)),
    }
    if result.over_cash >= 0:
        return _("Worth {value} baht, {cost} baht of money went in: {left} baht are left{each}.").format(
            **data
        )
    return _(
        "Worth {value} baht, {cost} baht of money went in: another {left} baht{each} will cover it."
    ).format(**data)


def _in_full(result: RoundResult) -> str:
    if result.cost.full == result.cost.cash:
        return ""
    if result.over_full >= 0:
        return _("With own work and own things counted, {left} baht are left.").format(
            left=baht(result.over_full)
        )
    return _("With own work and own things counted, another {left} baht would cover everything.").format(
        left=baht(result.over_full)
    )


def left_words(amount: int) -> str:
    """What is left, or what is still missing: words and an amount, never a minus."""
    words = _("{amount} baht left") if amount >= 0 else _("another {amount} baht to go")
    return words.format(amount=baht(amount))
