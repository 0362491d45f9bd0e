"""The sheet that a stall without a computer fills in by hand: goods, cash by notes and coins, receipts."""

import datetime as dt

from app.domain.cash_counting import DENOMINATIONS
from app.domain.ledger import ProductKind
from app.domain.money import E4, divide_round
from app.i18n import _
from app.queries.market_events import Event, at_stall, event_by_code
from app.queries.products import for_sale
from app.thai.digits import format_amount, format_quantity
from reports.common import Span, issuer
from reports.model import Block, Cell, Column, Kind, Paragraph, Report, Row, Signatures, Table

NAME = "tally-sheet"
BLANK_LINES = 4
MOST_GOODS = 60
ONE_PAGE = 12
"""With so many lines all of it stands on one page."""
WRITE = "\n……………"
"""Room for a hand, and a line to write on."""
LONG = "\n…………………………………………………………"


def build(code: str, *, printed: dt.datetime | None = None) -> Report:
    """The sheet for the market day with this code; raises UnknownEventCodeError."""
    event = event_by_code(code)
    head = issuer()
    goods = _goods(event)
    blocks: tuple[Block, ...] = (
        Paragraph(
            _("Sold = taken − brought back − spoiled − given. Write down why goods spoiled or who got them."),
        ),
        goods,
        _money(),
        _notes(),
        Signatures((_("Who kept the stall"), _("Who counted the cash"))),
    )
    return Report(
        NAME,
        _("Tally sheet of a stall"),
        head,
        blocks,
        subtitle=" · ".join(text for text in (event.name, event.place) if text),
        period=Span(event.first_day, event.last_day).text,
        number=event.code,
        printed=printed,
        book=head.name,
        one_page=len(goods.rows) <= ONE_PAGE,
        by_hand=True,
    )


def _goods(event: Event) -> Table:
    columns = (
        Column("name", _("Product"), Kind.TEXT, 8),
        Column("price", _("Price"), Kind.TEXT, 3),
        *(
            Column(key, words, Kind.TEXT, 3)
            for key, words in (
                ("taken", _("Taken along")),
                ("back", _("Brought back")),
                ("spoiled", _("Spoiled")),
                ("given", _("Given away")),
                ("sold", _("Sold")),
                ("amount", _("Amount")),
            )
        ),
    )
    rows = []
    for name, unit, price_e4, taken in _listed(event):
        price = "" if price_e4 is None else format_amount(divide_round(price_e4, E4))
        there = f"\n{format_quantity(taken)}" if taken else WRITE
        cells: tuple[Cell, ...] = (f"{name}\n({unit})", f"\n{price}" if price else WRITE, there)
        rows.append(Row((*cells, *[WRITE] * 5)))
    rows += [Row((LONG, *[WRITE] * 7))] * BLANK_LINES
    return Table(_("Goods"), columns, tuple(rows))


def _listed(event: Event) -> list[tuple[str, str, int | None, int]]:
    """What stands at the stall, else what is for sale."""
    goods = [each for each in for_sale() if each.kind is not ProductKind.SERVICE]
    if event.location_id is not None:
        offered = {each.uid for each in goods}
        there = [
            (each.name, each.unit, each.price_e4, each.quantity)
            for each in at_stall(event.location_id)
            if each.quantity > 0 and each.uid in offered
        ]
        if there:
            return there
    return [(each.name, each.unit, each.price_e4, 0) for each in goods[:MOST_GOODS]]


def _money() -> Table:
    columns = (
        Column("piece", _("Notes and coins"), Kind.TEXT, 4),
        Column("count", _("Pieces"), Kind.TEXT, 3),
        Column("amount", _("Amount"), Kind.TEXT, 4),
        Column("piece2", _("Notes and coins"), Kind.TEXT, 4),
        Column("count2", _("Pieces"), Kind.TEXT, 3),
        Column("amount2", _("Amount"), Kind.TEXT, 4),
    )
    half = (len(DENOMINATIONS) + 1) // 2
    left, right = DENOMINATIONS[:half], DENOMINATIONS[half:]
    rows = []
    for at in range(half):
        first = (f"\n{_piece(left[at])}", WRITE, WRITE)
        second = (
            (f"\n{_piece(right[at])}", WRITE, WRITE) if at < len(right) else ("\n" + _("In all"), "", WRITE)
        )
        rows.append(Row((*first, *second)))
    return Table(_("Cash counted in the evening"), columns, tuple(rows))


def _notes() -> Table:
    columns = (
        Column("what", _("Also write down"), Kind.TEXT, 7),
        Column("words", _("Amount or numbers"), Kind.TEXT, 8),
    )
    lines = (
        _("Change money in the morning"),
        _("Taken out of the box for costs, with slips"),
        _("Paid by transfer or PromptPay"),
        _("Receipts written: book, from number to number"),
        _("Why goods spoiled, who got goods"),
    )
    return Table(_("Money and receipts"), columns, tuple(Row((f"\n{line}", LONG)) for line in lines))


def _piece(denomination: int) -> str:
    return format_amount(denomination).removesuffix(".00")
