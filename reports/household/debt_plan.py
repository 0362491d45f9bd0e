"""The plan for getting out of debt: each debt with its true rate, when it ends, what more would bring."""

import datetime as dt

from app.domain.household.debts import DEBT_WORDS, NeverPaidOffError, PayOff, PayOrder
from app.domain.loan import rate_bp
from app.i18n import _
from app.queries.household.debts import Debt, WhatIf, debts, plan_to_end, slates, what_if
from app.thai.dates import format_date
from reports.common import issuer
from reports.household.debt_words import heavy_sentence
from reports.household.money_words import (
    baht,
    debt_sentence,
    free_sentence,
    order_words,
    what_if_sentence,
)
from reports.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Series,
    Table,
)

NAME = "debt-plan"
EXTRA = 500_00
"""What the paper tries besides what is agreed, satang a month, unless another sum is asked for."""
POINTS = 24
COMING = 12


def build(
    day: dt.date,
    *,
    extra: int = EXTRA,
    once: int = 0,
    order: PayOrder = PayOrder.DEAREST,
    printed: dt.datetime | None = None,
) -> Report:
    """The whole plan as of a day; ``extra`` satang a month, and ``once`` now, in the ``order`` besides."""
    found, shops = debts(day), slates()
    head = issuer()
    blocks: list[Block] = [
        Paragraph(debt_sentence(found, sum(each.owed for each in shops))),
        debt_table(found, sum(each.owed for each in shops)),
    ]
    if found:
        said, *ends = _ends(found, day, extra, once, order)
        blocks += [said, due_table(found, day), *ends]
    return Report(
        NAME,
        _("Our way out of debt"),
        head,
        tuple(blocks),
        period=format_date(day, "long"),
        notes=(
            _(
                "The true rate counts fees and every day of payment, as banks compare it; "
                "a year has 365 days."
            ),
        ),
        printed=printed,
        book=head.name,
        large=True,
    )


def debt_table(found: tuple[Debt, ...], shops: int) -> Table:
    """Each debt: whose, how much is left, what it truly costs, what is late."""
    rows = [
        Row(
            (
                each.name,
                _(DEBT_WORDS[each.kind]),
                each.state.owed,
                rate_bp(each.yearly_ppm) or None,
                each.state.late or None,
            )
        )
        for each in sorted(found, key=lambda each: (-each.yearly_ppm, each.name))
    ]
    if shops:
        rows.append(Row((_("Shops and others"), _("on the slate"), shops, None, None)))
    if rows:
        whole = sum(each.state.owed for each in found) + shops
        late = sum(each.state.late for each in found)
        rows.append(Row((_("Together"), "", whole, None, late or None), Role.TOTAL))
    return Table(
        _("What we owe, the dearest first"),
        (
            Column("name", _("Owed to"), weight=4),
            Column("kind", _("Kind of debt"), weight=3),
            Column("owed", _("Owed today"), Kind.MONEY, 3),
            Column("rate", _("Truly a year"), Kind.PERCENT, 2),
            Column("late", _("Past its day"), Kind.MONEY, 2),
        ),
        tuple(rows),
        empty=_("No debts."),
        sums=("owed",),
    )


def _ends(found: tuple[Debt, ...], day: dt.date, extra: int, once: int, order: PayOrder) -> list[Block]:
    try:
        tried = what_if(found, today=day, order=order, extra=extra, once=once)
    except NeverPaidOffError as error:
        return [Paragraph(_(error.message).format(**error.data))]
    words = (free_sentence(tried.now), what_if_sentence(tried), heavy_sentence(found, day))
    return [Paragraph("\n".join(each for each in words if each)), *ways(found, day, tried)]


def ways(found: tuple[Debt, ...], day: dt.date, tried: WhatIf) -> tuple[Block, ...]:
    """The ways side by side as a table, and what was tried beside what is agreed as a chart."""
    return (
        order_table(found, day, tried.instead.extra, tried.instead.once),
        falling(tried.now, tried.instead),
    )


def order_table(found: tuple[Debt, ...], day: dt.date, extra: int, once: int = 0) -> Table:
    """The ways side by side: as agreed, smallest first, dearest first."""
    rows = []
    for order, more in ((PayOrder.AS_AGREED, 0), (PayOrder.SMALLEST, extra), (PayOrder.DEAREST, extra)):
        now = once if order is not PayOrder.AS_AGREED else 0
        plan = plan_to_end(found, today=day, order=order, extra=more, once=now)
        ends = " → ".join(end.name for end in plan.ends)
        rows.append(Row((order_words(order), more or None, plan.free_in, plan.interest, ends)))
    return Table(
        _("Which debt first?"),
        (
            Column("order", _("In which order"), weight=3),
            Column("extra", _("More a month"), Kind.MONEY, 2),
            Column("free", _("Free of debt"), Kind.MONTH, 2),
            Column("interest", _("Interest until then"), Kind.MONEY, 3),
            Column("ends", _("They end in this order"), weight=5),
        ),
        tuple(rows),
    )


def falling(now: PayOff, instead: PayOff) -> Chart:
    """The debt going down, as agreed and with more paid."""
    months = [each.month for each in max((now, instead), key=lambda plan: len(plan.months)).months]
    step = max(1, -(-len(months) // POINTS))
    shown = months[::step]
    shown += months[-1:] if shown[-1:] != months[-1:] else []

    def at(plan: PayOff) -> tuple[int, ...]:
        left = {each.month: each.left for each in plan.months}
        return tuple(left.get(month, 0) for month in shown)

    return Chart(
        _("The debt goes down"),
        ChartKind.LINE,
        tuple(format_date(month, "month") for month in shown),
        (
            Series(_("As agreed"), at(now)),
            Series(_more(instead), at(instead)),
        ),
        sentence=free_sentence(instead),
    )


def _more(instead: PayOff) -> str:
    if not instead.extra and not instead.once:
        return order_words(instead.order)
    return _("With {amount} baht more").format(amount=baht(instead.extra or instead.once))


def due_table(found: tuple[Debt, ...], day: dt.date) -> Table:
    """What is to be paid next, by day."""
    dues = sorted(
        (
            (due.due.on, each.name, due.left, due.is_late)
            for each in found
            for due in each.state.dues
            if due.left
        ),
        key=lambda row: (row[0], row[1]),
    )[:COMING]
    rows = tuple(
        Row((on, name, amount, _("since {days} days").format(days=(day - on).days) if late else ""))
        for on, name, amount, late in dues
    )
    return Table(
        _("To be paid next"),
        (
            Column("on", _("Day"), Kind.DATE, 2),
            Column("name", _("Owed to"), weight=4),
            Column("amount", _("Amount"), Kind.MONEY, 2),
            Column("late", _("Past its day"), weight=2),
        ),
        rows,
        empty=_("Nothing more is agreed."),
    )
