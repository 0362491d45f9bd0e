"""The X report of a drawer that is open and the Z report of one that was closed, for the roll and for A4."""

import datetime as dt
from collections.abc import Iterable, Sequence

from app.domain.cash_counting import counted_total
from app.domain.document import DocumentKind
from app.domain.drawer import PURPOSE_WORDS, Purpose
from app.i18n import _
from app.queries.drawer import DrawerLine, DrawerSheet
from app.thai.baht_text import baht_text
from app.thai.dates import THAI_TIME, day_of, format_date, moment_of
from app.thai.digits import format_amount
from reports.common import document_link, in_language, issuer, joined
from reports.model import (
    Block,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Signatures,
    Table,
)
from reports.stock_card import document_name

X_NAME, Z_NAME = "drawer-x", "drawer-z"
_SOLD = (DocumentKind.SALE.value, DocumentKind.SALE_RETURN.value)
_OWN_PLACE = frozenset(
    {*_SOLD, DocumentKind.DRAWER.value, DocumentKind.RECEIPT.value, DocumentKind.DEPOSIT.value}
)
"""What is counted in a table of its own; everything else is named by its document."""
ONE_PAGE = 80
"""So many lines of tables still read well on one sheet."""


def build(sheet: DrawerSheet, *, hides_cash: bool = False, printed: dt.datetime | None = None) -> Report:
    """The report of a drawer: X while it is open, Z once it is closed.

    ``hides_cash`` leaves out what should lie there, for somebody who is to count it blind.
    """
    drawer, is_open = sheet.drawer, sheet.drawer.closing_id is None
    hides_cash = hides_cash and is_open
    blocks: list[Block] = [_figures(sheet, hides_cash), _sales(sheet)]
    blocks += _some(_tenders(sheet), _discounts(sheet), _credit(sheet))
    if not hides_cash:
        blocks.append(_cash(sheet))
    blocks += _some(_movements(sheet), _voids(sheet), _returns(sheet), _others(sheet))
    if sheet.pieces:
        blocks.append(_pieces(sheet))
    blocks += _remarks(sheet)
    if not is_open:
        blocks.append(
            Signatures((_("Seller who closed it"), _("Counted again by"), _("Leader of the group")))
        )
    head = issuer()
    place = " · ".join(
        part
        for part in (
            drawer.name,
            in_language(drawer.account, drawer.account_en),
            drawer.location,
            drawer.event,
        )
        if part
    )
    return Report(
        X_NAME if is_open else Z_NAME,
        _("Drawer report X") if is_open else _("Drawer report Z"),
        head,
        tuple(blocks),
        subtitle=place,
        period=_period(sheet, printed),
        number=drawer.closing,
        notes=(_("The drawer is still open; this report changes nothing."),) if is_open else (),
        printed=printed,
        book=head.name,
        one_page=_lines(blocks) <= ONE_PAGE,
        fits_slip=True,
    )


def _lines(blocks: Sequence[Block]) -> int:
    """How long it gets, in lines of a table."""
    return sum(len(block.rows) + 3 for block in blocks if isinstance(block, Table))


def none_open(*, printed: dt.datetime | None = None) -> Report:
    """The X report where no drawer is open."""
    head, words = issuer(), Paragraph(_("No drawer is open on this computer."))
    return Report(X_NAME, _("Drawer report X"), head, (words,), printed=printed, book=head.name)


def _some(*tables: Table) -> list[Block]:
    return [table for table in tables if table.rows]


def moment(at: int) -> str:
    """A moment in ms UTC as the hour and minute of the day."""
    return moment_of(at).strftime("%H:%M")


def _period(sheet: DrawerSheet, printed: dt.datetime | None) -> str:
    drawer = sheet.drawer
    opened = _("Opened {day} {time} by {name}").format(
        day=format_date(drawer.on, "medium"), time=moment(drawer.opened_at), name=drawer.opened_by
    )
    if drawer.closed_on is not None and drawer.closed_at is not None:
        day = "" if drawer.closed_on == drawer.on else f"{format_date(drawer.closed_on, 'medium')} "
        closed = _("closed {day}{time} by {name}").format(
            day=day, time=moment(drawer.closed_at), name=drawer.closed_by
        )
        return f"{opened} · {closed}"
    if printed is None:
        return opened
    at = printed.astimezone(THAI_TIME).strftime("%H:%M")
    return f"{opened} · " + _("as of {time}").format(time=at)


def _figures(sheet: DrawerSheet, hides_cash: bool) -> Figures:
    drawer = sheet.drawer
    items = [Figure(_("Sales of the drawer"), _net(sheet))]
    if not hides_cash:
        items.append(Figure(_("Should lie in it"), drawer.expected))
    if drawer.counted is not None:
        items.append(Figure(_("Counted"), drawer.counted, note=baht_text(drawer.counted)))
        waits = _("waits for the leader") if drawer.waits else ""
        items.append(Figure(_("Difference"), drawer.difference, note=waits))
    return Figures(tuple(items))


def _net(sheet: DrawerSheet) -> int:
    return sum(line.total for line in sheet.lines if line.of_kind in _SOLD)


def _words_and_amount(*, counts: bool = False) -> tuple[Column, ...]:
    words, amount = Column("what", _("Item"), weight=6), Column("amount", _("Amount"), Kind.MONEY, 3)
    return (words, Column("count", _("How many"), Kind.COUNT, 2), amount) if counts else (words, amount)


def _sales(sheet: DrawerSheet) -> Table:
    sales, returns, voids = sheet.of(DocumentKind.SALE), sheet.of(DocumentKind.SALE_RETURN), sheet.voids
    rows = [Row((_("Bills of sale"), len(sales), sheet.sold))]
    for words, lines in ((_("Goods that came back"), returns), (_("Bills that were voided"), voids)):
        if lines:
            rows.append(Row((words, len(lines), sum(line.total for line in lines))))
    rows.append(Row((_("Sales after that"), None, _net(sheet)), Role.TOTAL))
    return Table(_("Sales"), _words_and_amount(counts=True), tuple(rows), sums=("amount",))


def _tenders(sheet: DrawerSheet) -> Table:
    """How bills were paid; what was given back and is left has columns only where something was."""
    gave_back = any(each.returned or each.voided for each in sheet.tenders)
    columns = [Column("way", _("Way of paying"), weight=6)]
    if gave_back:
        columns += [
            Column("sold", _("Paid"), Kind.MONEY, 3),
            Column("back", _("Given back"), Kind.MONEY, 3),
            Column("net", _("Left"), Kind.MONEY, 3),
        ]
    else:
        columns += [Column("count", _("How many"), Kind.COUNT, 2), Column("sold", _("Paid"), Kind.MONEY, 3)]
    rows = []
    for each in sheet.tenders:
        name = in_language(each.name, each.name_en)
        back = each.returned + each.voided
        rows.append(Row((name, each.sold, back, each.net) if gave_back else (name, each.count, each.sold)))
    if len(rows) > 1:
        sold = sum(each.sold for each in sheet.tenders)
        left = sum(each.net for each in sheet.tenders)
        total = (_("Total"), sold, sold - left, left) if gave_back else (_("Total"), None, sold)
        rows.append(Row(total, Role.TOTAL))
    sums = ("sold", "back", "net") if gave_back else ("sold",)
    return Table(_("By way of paying"), tuple(columns), tuple(rows), sums=sums)


def _discounts(sheet: DrawerSheet) -> Table:
    rows = [
        Row((words, amount))
        for words, amount in (
            (_("Off single lines"), sheet.line_discount),
            (_("Off whole bills"), sheet.bill_discount),
            (_("Rounded off bills"), -sheet.rounding),
        )
        if amount
    ]
    rows += [
        Row((_("of it: {name}").format(name=name), amount), indent=1) for name, amount in sheet.promotions
    ]
    return Table(_("Discounts by kind"), _words_and_amount(), tuple(rows))


def _credit(sheet: DrawerSheet) -> Table:
    """Debts that were taken, debts that were paid, deposits."""
    taken = [each.net for each in sheet.tenders if each.kind == "account"]
    paid = [line for line in sheet.lines if line.of_kind == DocumentKind.RECEIPT]
    deposits = [line for line in sheet.lines if line.of_kind == DocumentKind.DEPOSIT]
    rows = []
    if any(taken):
        rows.append(Row((_("Sold on account"), sum(taken))))
    if paid:
        rows.append(Row((_("Old debts that were paid"), sum(line.total for line in paid))))
    if deposits:
        rows.append(Row((_("Deposits of customers"), sum(line.total for line in deposits))))
    return Table(_("Debts and deposits"), _words_and_amount(), tuple(rows))


def _cash(sheet: DrawerSheet) -> Table:
    flow, drawer = sheet.flow, sheet.drawer
    parts = (
        (_("Float"), flow.float_),
        (_("Cash received for sales"), flow.received),
        (_("Change given"), -flow.change),
        (_("Given back for returns and voids"), -flow.refunds),
        (_("Old debts that were paid"), flow.debts),
        (_("Deposits of customers"), flow.deposits),
        (_(PURPOSE_WORDS[Purpose.PAID_IN]), flow.paid_in),
        (_(PURPOSE_WORDS[Purpose.PAID_OUT]), -flow.paid_out),
        (_(PURPOSE_WORDS[Purpose.PAYOUT]), -flow.payouts),
        (_(PURPOSE_WORDS[Purpose.DROP]), -flow.drops),
        (_("Slips and corrections"), flow.others),
    )
    rows = [Row((words, amount)) for at, (words, amount) in enumerate(parts) if amount or not at]
    rows.append(Row((_("Should lie in it"), drawer.expected), Role.TOTAL))
    if drawer.counted is not None:
        rows.append(Row((_("Counted"), drawer.counted), Role.SUBTOTAL))
        rows.append(Row((_short_or_over(drawer.difference or 0), drawer.difference), Role.SUBTOTAL))
        if drawer.to_safe:
            rows.append(Row((_("Into the safe at closing"), -drawer.to_safe)))
        rows.append(Row((_("Stays in the drawer"), drawer.counted - drawer.to_safe), Role.TOTAL))
    return Table(_("Cash in the drawer"), _words_and_amount(), tuple(rows))


def _short_or_over(difference: int) -> str:
    if not difference:
        return _("It agrees")
    return _("Too much") if difference > 0 else _("Too little")


def _listed(title: str, lines: Iterable[DrawerLine], words: Sequence[str], amounts: Sequence[int]) -> Table:
    columns = (
        Column("time", _("At what time"), weight=2),
        Column("what", _("Item"), weight=9),
        Column("who", _("By whom"), weight=4),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [
        Row((moment(line.at), text, line.author, amount), opens=document_link(line.number))
        for line, text, amount in zip(lines, words, amounts, strict=True)
    ]
    if len(rows) > 1:
        rows.append(Row(("", _("Total"), "", sum(amounts)), Role.TOTAL))
    return Table(title, columns, tuple(rows), sums=("amount",))


def _movements(sheet: DrawerSheet) -> Table:
    lines = sheet.movements
    words = [
        joined(
            line.undoes and _("Undone: {number}").format(number=line.undoes),
            _(PURPOSE_WORDS[Purpose(line.purpose)]),
            line.party,
            line.words,
        )
        for line in lines
    ]
    return _listed(_("Put in and taken out"), lines, words, [line.cash for line in lines])


def _voids(sheet: DrawerSheet) -> Table:
    lines = sheet.voids
    words = [joined(line.undoes, line.words) for line in lines]
    return _listed(_("Voided, why and by whom"), lines, words, [line.total for line in lines])


def _returns(sheet: DrawerSheet) -> Table:
    lines = sheet.of(DocumentKind.SALE_RETURN)
    words = [joined(line.number, line.words) for line in lines]
    return _listed(_("Goods that came back"), lines, words, [line.total for line in lines])


def _others(sheet: DrawerSheet) -> Table:
    """Slips and corrections that moved the drawer's cash."""
    lines = [
        line for line in sheet.lines if not line.purpose and line.cash and line.of_kind not in _OWN_PLACE
    ]
    lines += [line for line in sheet.lines if line.of_kind == DocumentKind.DRAWER and not line.purpose]
    words = [
        joined(
            document_name(line.of_kind),
            line.undoes and _("Undone: {number}").format(number=line.undoes),
            line.party,
            line.words,
        )
        for line in lines
    ]
    return _listed(_("Slips and corrections"), lines, words, [line.cash for line in lines])


def _pieces(sheet: DrawerSheet) -> Table:
    columns = (
        Column("worth", _("Note or coin (baht)"), weight=6),
        Column("pieces", _("How many"), Kind.COUNT, 2),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [
        Row((format_amount(worth).removesuffix(".00"), count, counted_total({worth: count})))
        for worth, count in sheet.pieces
    ]
    rows.append(Row((_("Total"), None, sheet.drawer.counted), Role.TOTAL))
    return Table(_("Counted"), columns, tuple(rows), sums=("amount",))


def _remarks(sheet: DrawerSheet) -> list[Block]:
    drawer = sheet.drawer
    found: list[Block] = []
    if drawer.reason:
        found.append(Paragraph(_("Why it differs: {reason}").format(reason=drawer.reason)))
    if drawer.difference is not None and drawer.difference < 0:
        owes = next((line.party for line in sheet.lines if line.purpose == Purpose.CLOSE), "")
        words = _("What is missing is owed by {name}.") if owes else _("The group bears what is missing.")
        found.append(Paragraph(words.format(name=owes)))
    if drawer.approved_by:
        found.append(Paragraph(_("The difference was approved by {name}.").format(name=drawer.approved_by)))
    if drawer.waits:
        found.append(Paragraph(_("The difference waits for the leader to look at it.")))
    if drawer.looked_at is not None:
        words = _("{name} looked at the difference on {day} and lets it stand.").format(
            name=drawer.looked_by, day=format_date(day_of(drawer.looked_at), "medium")
        )
        found.append(Paragraph(joined(words, drawer.looked_note)))
    return found
