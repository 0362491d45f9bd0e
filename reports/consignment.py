"""Papers of consigned goods: slips of goods, settlement sheets to be signed, a time by owner."""

import datetime as dt

from app.domain.consignment import (
    BORNE_WORDS,
    PURPOSE_WORDS,
    BorneBy,
    Direction,
    Method,
    Purpose,
)
from app.domain.money import times
from app.i18n import _
from app.queries.consigned_shops import shops
from app.queries.consignment_papers import (
    Paper,
    Settlement,
    SlipLine,
    UnknownSlipError,
    WorkFee,
    by_owner,
    paper,
)
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_amount, format_percent
from reports.common import Span, issuer, total_row
from reports.common import each as price_each
from reports.model import (
    Block,
    Column,
    Figure,
    Figures,
    Kind,
    Link,
    Paragraph,
    Report,
    Role,
    Row,
    Signatures,
    Table,
)

SLIP = "consignment-slip"
SHEET = "settlement-sheet"
BY_OWNER = "consignment-by-member"
AT_SHOPS = "goods-at-shops"


def share_words(method: Method, value: int, unit: str = "") -> str:
    """What the owner gets, in words."""
    if method is Method.PERCENT:
        return _("{share} % of the price").format(share=format_percent(value))
    words = _("{amount} baht a {unit}") if unit else _("{amount} baht a unit")
    return words.format(amount=price_each(value), unit=unit)


def slip(number: str, *, printed: dt.datetime | None = None) -> Report:
    """A slip of goods by its number, with what was agreed, to be signed; raises UnknownSlipError."""
    found = paper(number)
    if not found.lines:
        raise UnknownSlipError
    head = issuer()
    direction, purpose = found.lines[0].direction, found.lines[0].purpose
    owed = sum(line.amount for line in found.lines if line.direction is Direction.IN)
    blocks: list[Block] = [_slip_lines(found.lines)]
    if owed:
        blocks.append(Figures((Figure(_("Owed to the owner for this"), owed),)))
    if found.fee is not None:
        blocks.append(_fee(found.fee))
    rules = _rules(found.lines, direction)
    if rules:
        blocks.append(Paragraph(rules, _("Agreed share")))
    ours, theirs = _("For the group"), _("Shop") if direction is Direction.OUT else _("Owner")
    blocks.append(Signatures((theirs, ours)))
    return Report(
        SLIP,
        _title(direction, purpose),
        head,
        tuple(blocks),
        subtitle=f"{found.name} · {found.party_code}",
        period=format_date(found.on, "long"),
        number=found.number,
        notes=_notes(found),
        printed=printed,
        book=head.name,
        fits_slip=True,
    )


def _slip_lines(lines: tuple[SlipLine, ...]) -> Table:
    """What came or went; what every line says, or none, has no column."""
    reasons = [line.reason or _kept_words(line) for line in lines]
    share = _("Our share") if lines[0].direction is Direction.OUT else _("Share of the owner")
    columns = [
        Column("line", _("No."), Kind.COUNT, 1),
        Column("goods", _("Goods"), Kind.TEXT, 6),
        Column("what", _("What"), Kind.TEXT, 3),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Price each"), Kind.MONEY, 3),
        Column("share", share, Kind.TEXT, 4),
        Column("reason", _("Remarks"), Kind.TEXT, 4),
    ]
    rows = [
        (
            at,
            line.name,
            _("Kept as the fee") if _kept_words(line) else _(PURPOSE_WORDS[line.purpose]),
            line.quantity,
            line.unit,
            times(line.price_e4, 1_000) if line.price_e4 else None,
            share_words(line.method, line.value, line.unit),
            reason,
        )
        for at, (line, reason) in enumerate(zip(lines, reasons, strict=True), 1)
    ]
    left_out = {
        "what": len({line.purpose for line in lines}) == 1,
        "price": lines[0].direction is Direction.PROCESSING or not any(line.price_e4 for line in lines),
        "share": lines[0].direction is Direction.PROCESSING,
        "reason": not any(reasons),
    }
    shown = [at for at, column in enumerate(columns) if not left_out.get(column.key)]
    return Table(
        "",
        tuple(columns[at] for at in shown),
        tuple(Row(tuple(row[at] for at in shown)) for row in rows),
    )


def _kept_words(line: SlipLine) -> str:
    """Goods that the group keeps of what it made, as its fee."""
    is_kept = line.direction is Direction.PROCESSING and line.amount
    return _("Worth {amount} baht").format(amount=format_amount(line.amount)) if is_kept else ""


def _fee(fee: WorkFee) -> Table:
    columns = (
        Column("what", _("Fee of the work"), Kind.TEXT, 6),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [Row((_("Fee"), fee.fee))]
    if fee.kept:
        rows.append(Row((_("Kept in goods"), -fee.kept)))
    if fee.paid:
        rows.append(Row((_("Received in money"), -fee.paid)))
    rows.append(Row((_("Still owed to the group"), fee.fee - fee.kept - fee.paid), Role.TOTAL))
    return Table("", columns, tuple(rows))


def _title(direction: Direction, purpose: Purpose) -> str:
    if direction is Direction.OUT:
        if purpose is Purpose.SENT:
            return _("Goods given out to sell")
        lost = purpose is not Purpose.RETURNED
        return _("Goods gone bad or missing at a shop") if lost else _("Goods back from a shop")
    if direction is Direction.PROCESSING:
        if purpose is Purpose.TAKEN_IN:
            return _("Material taken in to work on")
        return _("Work on somebody's material") if purpose in (Purpose.USED, Purpose.MADE) else _("Gone back")
    if purpose is Purpose.TAKEN_IN:
        return _("Goods taken in to sell")
    return (
        _("Goods given back to their owner")
        if purpose is Purpose.RETURNED
        else _("Goods gone bad or missing")
    )


def _rules(lines: tuple[SlipLine, ...], direction: Direction) -> str:
    if direction is not Direction.IN:
        return ""
    words = []
    for line in lines:
        text = _("What goes bad is borne by {spoilage_by}; discounts are borne by {discount_by}.").format(
            spoilage_by=_(BORNE_WORDS[line.spoilage_by]), discount_by=_(BORNE_WORDS[line.discount_by])
        )
        if text not in words:
            words.append(text)
    if any(line.spoilage_by is BorneBy.GROUP for line in lines):
        words.append(_("For what the group bears, the owner gets her share of the price on this slip."))
    return "\n".join(words)


def _notes(found: Paper) -> tuple[str, ...]:
    notes = [found.note] if found.note else []
    if found.reversal:
        notes.append(_("Undone by {number}.").format(number=found.reversal))
    return tuple(notes)


def sheet(number: str, *, printed: dt.datetime | None = None) -> Report:
    """A settlement by its number: what was sold, kept and paid; raises UnknownSlipError."""
    found = paper(number)
    if found.settlement is None:
        raise UnknownSlipError
    settled, head = found.settlement, issuer()
    is_out = settled.direction is Direction.OUT
    total = settled.sheet.paid
    signing = (_("Shop"), _("Received by")) if is_out else (_("Paid by"), _("Received by (owner)"))
    return Report(
        SHEET,
        _("Settlement with a shop") if is_out else _("Settlement of consigned goods"),
        head,
        (
            _sold(settled),
            _reckoning(settled),
            Paragraph(f"({baht_text(total)})", _("Paid, in words")),
            Signatures(signing),
        ),
        subtitle=f"{found.name} · {found.party_code}",
        period=_("{first} to {last}").format(
            first=format_date(settled.first_day, "medium"), last=format_date(settled.last_day, "medium")
        ),
        number=found.number,
        notes=(
            _("Paid on {day}.").format(day=format_date(found.on, "long")),
            *_notes(found),
        ),
        printed=printed,
        book=head.name,
        fits_slip=True,
    )


def _sold(settled: Settlement) -> Table:
    is_out = settled.direction is Direction.OUT
    columns = (
        Column("goods", _("Goods"), Kind.TEXT, 6),
        Column("quantity", _("Sold"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("gross", _("Sold for"), Kind.MONEY, 3),
        Column("commission", _("Shop keeps") if is_out else _("Group keeps"), Kind.MONEY, 3),
        Column("amount", _("Group gets") if is_out else _("For the owner"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                _("{goods} (bad or missing)").format(goods=line.name) if line.is_lost else line.name,
                line.quantity,
                line.unit,
                line.gross,
                line.commission,
                line.amount,
            )
        )
        for line in settled.lines
    ]
    if rows:
        sums = {
            "gross": settled.sheet.gross,
            "commission": settled.sheet.commission,
            "amount": settled.sheet.earned,
        }
        rows.append(total_row(_("Total"), columns, sums))
    return Table(
        "",
        columns,
        tuple(rows),
        empty=_("Nothing was sold in this time."),
        sums=("gross", "commission", "amount"),
    )


def _reckoning(settled: Settlement) -> Table:
    made = settled.sheet
    columns = (Column("what", _("Reckoning"), Kind.TEXT, 6), Column("amount", _("Amount"), Kind.MONEY, 3))
    is_out = settled.direction is Direction.OUT
    rows = [Row((_("Group gets") if is_out else _("Earned in this time"), made.earned))]
    if made.carried_in:
        words = (
            _("Carried over, owed to the owner")
            if made.carried_in > 0
            else _("Carried over, owed by the owner")
        )
        rows.append(Row((words, made.carried_in)))
    if made.charges:
        rows.append(Row((_("Costs taken off"), -made.charges)))
    rows.append(Row((_("Paid out now"), -made.paid)))
    if is_out:
        words = _("Still owed by the shop")
    elif made.carried_out < 0:
        words = _("Owed by the owner, carried to the next settlement")
    else:
        words = _("Still owed to the owner")
    rows.append(Row((words, made.carried_out), Role.TOTAL))
    return Table("", columns, tuple(rows))


def by_member(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Consigned goods of a time by owner and product, and what each is owed at its end."""
    head = issuer()
    columns = (
        Column("name", _("Owner and goods"), Kind.TEXT, 6),
        Column("taken", _("Taken in"), Kind.QUANTITY, 2),
        Column("back", _("Gone back"), Kind.QUANTITY, 2),
        Column("lost", _("Bad or missing"), Kind.QUANTITY, 2),
        Column("sold", _("Sold"), Kind.QUANTITY, 2),
        Column("paid", _("Sold for"), Kind.MONEY, 3),
        Column("commission", _("Group keeps"), Kind.MONEY, 3),
        Column("owner", _("For the owner"), Kind.MONEY, 3),
        Column("owed", _("Owed to her"), Kind.MONEY, 3),
    )
    sums = dict.fromkeys(("paid", "commission", "owner", "owed"), 0)
    rows: list[Row] = []
    for owner in by_owner(span.first, span.last):
        amounts = {
            "paid": owner.paid,
            "commission": owner.commission,
            "owner": owner.earned,
            "owed": owner.owed,
        }
        sums = {key: sums[key] + amount for key, amount in amounts.items()}
        cells = (f"{owner.name} · {owner.code}", None, None, None, None, *amounts.values())
        rows.append(Row(cells, Role.SUBTOTAL, opens=Link("statement-of-account", owner.code)))
        rows += [
            Row(
                (
                    f"{each.name} ({each.unit})",
                    each.taken_in or None,
                    each.given_back or None,
                    each.lost or None,
                    each.sold or None,
                    each.paid,
                    each.commission,
                    each.owner,
                    None,
                ),
                indent=1,
            )
            for each in owner.goods
        ]
    if rows:
        rows.append(total_row(_("Total"), columns, sums))
    return Report(
        BY_OWNER,
        _("Consigned goods by owner"),
        head,
        (Table("", columns, tuple(rows), empty=_("Nobody's goods came or were sold in this time.")),),
        period=span.text,
        notes=(
            _("Others' goods are no stock and no sales of the group; its income is what it keeps."),
            _("Goods lost at the group's cost stand with what is for the owner."),
            _("Goods bartered or given away stand with what was sold."),
        ),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def at_shops(day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """Our goods at other people's shops, shop by shop, and since when they are there."""
    head = issuer()
    columns = (
        Column("name", _("Shop and goods"), Kind.TEXT, 6),
        Column("quantity", _("There"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("worth", _("Worth at our price"), Kind.MONEY, 3),
        Column("since", _("There since"), Kind.DATE, 3),
        Column("days", _("Days there"), Kind.COUNT, 2),
        Column("owes", _("Owed by the shop"), Kind.MONEY, 3),
    )
    rows: list[Row] = []
    worth = owes = 0
    for shop in shops():
        price = sum(times(each.price_e4, each.quantity) for each in shop.goods)
        worth, owes = worth + price, owes + shop.owes
        days = shop.days(day) if shop.goods else None
        cells = (shop.title, None, None, price, shop.since, days, shop.owes)
        rows.append(Row(cells, Role.SUBTOTAL))
        rows += [
            Row(
                (
                    each.name,
                    each.quantity,
                    each.unit,
                    times(each.price_e4, each.quantity),
                    each.since,
                    None,
                    None,
                ),
                indent=1,
            )
            for each in shop.goods
        ]
    if rows:
        rows.append(total_row(_("Total"), columns, {"worth": worth, "owes": owes}))
    return Report(
        AT_SHOPS,
        _("Our goods at shops"),
        head,
        (Table("", columns, tuple(rows), empty=_("No shop has goods of ours.")),),
        period=format_date(day, "long"),
        notes=(_("The goods are still our stock; they are sold when the shop settles."),),
        printed=printed,
        book=head.name,
    )
