"""Papers of barter: the slip that both sides sign, a partner's account in goods, all barters and rates."""

import datetime as dt

from app.domain.barter import SETTLED_WORDS, Settled, Side
from app.domain.barter_deal import DealLine
from app.errors import UserError
from app.i18n import N_, _
from app.queries.barter import (
    BarterRow,
    BarterStep,
    PartnerAccount,
    Rate,
    barter_of,
    barter_steps,
    barters,
    partner_accounts,
    rates,
)
from app.queries.debts import debtor_by_code
from app.thai.dates import format_date
from app.thai.digits import format_quantity
from reports.barter_words import balance_words, rate_words, side_words, state_words, step_words
from reports.common import ReportArgumentError, document_link, issuer, total_row
from reports.model import (
    Block,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Report,
    Row,
    Signatures,
    Table,
)

SLIP = "barter-slip"
ACCOUNT = "barter-account"
ALL = "barters"


class UnknownBarterError(UserError):
    """No barter has this number."""

    message = N_("There is no barter with this number.")


def slip(number: str, *, printed: dt.datetime | None = None) -> Report:
    """The two lists of an agreement, by its number or that of a later delivery; raises UnknownBarterError."""
    found = barter_of(number)
    if found is None:
        raise UnknownBarterError
    head = issuer()
    steps = [step for step in barter_steps(found.id) if step.number == number]
    later = number != found.number
    blocks: list[Block] = [Paragraph("\n".join(terms_words(found)))]
    blocks += [
        _list(found, side, steps if later else [])
        for side in Side
        if not later or any(step.side is side for step in steps)
    ]
    if not later:
        blocks.append(Paragraph(balance_words(found.balance, found.deal.difference_as)))
    blocks.append(
        Signatures((_("Handed over by"), _("Goods received by"), _("For the partner"), _("Witness")))
    )
    notes = [_("Undone by {number}.").format(number=found.reversal)] if found.reversal else []
    if found.note and not later:
        notes.append(found.note)
    return Report(
        SLIP,
        _title(steps) if later else _("Barter slip"),
        head,
        tuple(blocks),
        subtitle=_("With {name}").format(name=found.party),
        period=format_date(steps[0].on if later and steps else found.on, "long"),
        number=number,
        notes=tuple(notes),
        printed=printed,
        book=head.name,
    )


def _title(steps: list[BarterStep]) -> str:
    """What a later document of a barter is called."""
    delivered = any(step.settled is Settled.DELIVERED for step in steps)
    return _("Goods handed over of a barter") if delivered else _("Rest of a barter that was closed")


def account(code: str, *, printed: dt.datetime | None = None) -> Report:
    """What is owed in goods between a partner (by code) and us; raises ReportArgumentError."""
    person = debtor_by_code(code)
    if person is None:
        raise ReportArgumentError(name=ACCOUNT, needs=_("the code of a person"))
    own = [each for each in barters() if each.party_code == code]
    found = next(iter(partner_accounts(own)), PartnerAccount(b"", person.name, 0, 0, ()))
    head = issuer()
    blocks: list[Block] = [
        Figures(
            (
                Figure(_("They still owe us goods"), found.owed_to_us),
                Figure(_("We still owe them goods"), found.owed_by_us),
                Figure(_("Barters"), len(found.barters), Kind.COUNT),
            )
        ),
        _open_lines(found),
        *(_history(each) for each in found.barters),
    ]
    return Report(
        ACCOUNT,
        _("Account of a barter partner"),
        head,
        tuple(blocks),
        subtitle=found.name,
        number=code,
        notes=(_("Goods count what was agreed; they are not valued anew when prices change."),),
        printed=printed,
        book=head.name,
    )


def all_barters(*, printed: dt.datetime | None = None) -> Report:
    """What is owed in goods by partner, every barter, and what goods were worth in goods."""
    rows = barters()
    head = issuer()
    return Report(
        ALL,
        _("Barters and what is owed in goods"),
        head,
        (_partners(partner_accounts(rows)), _agreements(rows), rate_table(rates())),
        printed=printed,
        book=head.name,
    )


def rate_table(found: tuple[Rate, ...]) -> Table:
    """What goods were worth in other goods, the newest first."""
    return Table(
        _("What goods were worth in goods"),
        (
            Column("date", _("Date"), Kind.DATE, 3),
            Column("party", _("Partner"), weight=5),
            Column("rate", _("Rate"), weight=8),
            Column("number", _("Number"), weight=5),
        ),
        tuple(
            Row((each.on, each.party, rate_words(each), each.number), opens=document_link(each.number))
            for each in found
        ),
        empty=_("No barter yet."),
        note=_("Where more goods were on the lists, the rate is that of the agreed values."),
    )


def terms_words(found: BarterRow) -> list[str]:
    """By which days goods are handed over, and at which places."""
    lines = []
    for said, on, place in (
        (_("We hand over by {day}"), found.give_on, found.give_place),
        (_("They hand over by {day}"), found.receive_on, found.receive_place),
    ):
        words = said.format(day=format_date(on, "medium"))
        lines.append(f"{words} · {place}" if place else words)
    if found.deal.is_like_for_like:
        lines.append(_("Like for like: no income, what comes takes over what ours cost."))
    return lines


def _list(found: BarterRow, side: Side, steps: list[BarterStep]) -> Table:
    """One of the lists; with ``steps`` what was handed over of it then."""
    columns = [
        Column("goods", _("Goods"), weight=7),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 3),
        Column("unit", _("Unit"), weight=2),
    ]
    lines = found.deal.of(side)
    rows: list[Row]
    if steps:
        columns += [Column("how", _("What"), weight=4), Column("value", _("Agreed value"), Kind.MONEY, 3)]
        own = [step for step in steps if step.side is side]
        rows = [
            Row((step.description, step.base_milli, step.unit, _(SETTLED_WORDS[step.settled]), step.value))
            for step in own
        ]
        sums = {"value": sum(step.value for step in own)}
    else:
        columns += [
            Column("each", _("Each"), Kind.UNIT_COST, 3),
            Column("value", _("Agreed value"), Kind.MONEY, 3),
            Column("left", _("Still to come"), weight=3),
        ]
        rows = [
            Row(
                (
                    line.name,
                    line.quantity_milli,
                    line.unit,
                    line.unit_value_e4,
                    line.value,
                    _rest(found, line),
                )
            )
            for line in lines
        ]
        sums = {"value": sum(line.value for line in lines)}
    rows.append(total_row(_("Total"), tuple(columns), sums))
    return Table(side_words(side), tuple(columns), tuple(rows), sums=tuple(sums))


def _rest(found: BarterRow, line: DealLine) -> str:
    return _many(line.rest_milli, found.unit_of(line.line_no)) if line.rest_milli else "–"


def _many(milli: int, unit: str) -> str:
    return f"{format_quantity(milli)} {unit}"


def _open_lines(found: PartnerAccount) -> Table:
    columns = (
        Column("side", _("Who"), weight=3),
        Column("goods", _("Goods"), weight=6),
        Column("left", _("Still to come"), weight=3),
        Column("due", _("By which day"), Kind.DATE, 3),
        Column("value", _("Agreed value"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                _("From us") if line.side is Side.GIVE else _("From them"),
                line.name,
                _rest(each, line),
                each.give_on if line.side is Side.GIVE else each.receive_on,
                line.rest_value,
            ),
            opens=document_link(each.number),
        )
        for each in found.barters
        if each.stands
        for line in each.deal.lines
        if line.rest_milli
    ]
    return Table(_("Owed in goods"), columns, tuple(rows), empty=_("Nothing is owed in goods."))


def _history(each: BarterRow) -> Table:
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), weight=5),
        Column("what", _("What"), weight=4),
        Column("side", _("Who"), weight=2),
        Column("goods", _("Goods"), weight=6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), weight=2),
        Column("value", _("Agreed value"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                step.on,
                step.number,
                step_words(step),
                side_words(step.side),
                step.description,
                step.base_milli,
                step.unit,
                step.value,
            ),
            opens=document_link(step.number),
        )
        for step in barter_steps(each.id)
    ]
    return Table(
        _("{number} of {day}").format(number=each.number, day=format_date(each.on, "medium")),
        columns,
        tuple(rows),
        note=balance_words(each.balance, each.deal.difference_as),
        empty=_("Nothing was handed over yet."),
    )


def _partners(found: tuple[PartnerAccount, ...]) -> Table:
    columns = (
        Column("party", _("Partner"), weight=7),
        Column("count", _("Barters"), Kind.COUNT, 2),
        Column("to_us", _("They still owe us goods"), Kind.MONEY, 4),
        Column("by_us", _("We still owe them goods"), Kind.MONEY, 4),
    )
    rows = [Row((each.name, len(each.barters), each.owed_to_us, each.owed_by_us)) for each in found]
    sums = {
        "to_us": sum(each.owed_to_us for each in found),
        "by_us": sum(each.owed_by_us for each in found),
    }
    if rows:
        rows.append(total_row(_("Total"), columns, sums))
    return Table(
        _("Owed in goods by partner"),
        columns,
        tuple(rows),
        sums=tuple(sums) if rows else (),
        empty=_("No barter yet."),
    )


def _agreements(found: tuple[BarterRow, ...]) -> Table:
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), weight=4),
        Column("party", _("Partner"), weight=6),
        Column("given", _("We give"), Kind.MONEY, 3),
        Column("received", _("We get"), Kind.MONEY, 3),
        Column("cash", _("Money to us"), Kind.MONEY, 3),
        Column("state", _("State"), weight=4),
    )
    rows = tuple(
        Row(
            (
                each.on,
                each.number,
                each.party,
                each.balance.given,
                each.balance.received,
                each.balance.cash,
                state_words(each),
            ),
            opens=document_link(each.number),
        )
        for each in found
    )
    return Table(_("Barters"), columns, rows, empty=_("No barter yet."))
