"""Cash book and bank book: every place of money by its holder, what came in and went out, what is left."""

import datetime as dt

from app.domain.document import DocumentKind
from app.i18n import _
from app.queries.balances import balances
from app.queries.catalogue import Account, accounts
from app.queries.registers import BookLine, book_lines, by_document
from reports.common import Span, document_link, in_language, issuer, joined
from reports.model import Block, Cell, Column, Kind, Link, Report, Role, Row, Table
from reports.stock_card import document_name

CASH, BANK = "cash-book", "bank-book"
SLIPS = frozenset({DocumentKind.EXPENSE, DocumentKind.INCOME})


def cash_book(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """สมุดเงินสด of every holder."""
    return _book(CASH, _("Cash book"), span, False, printed)


def bank_book(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """สมุดเงินฝากธนาคาร of every account, PromptPay included."""
    return _book(BANK, _("Bank book"), span, True, printed)


def is_bank(account: Account) -> bool:
    """Whether the money of an account lies with a bank."""
    return account.role in {"bank", "promptpay"} or bool(account.bank_name or account.bank_number)


def _book(name: str, title: str, span: Span, banks: bool, printed: dt.datetime | None) -> Report:
    places = [each for each in accounts(active_only=False) if each.is_money and is_bank(each) is banks]
    before = {row.code: row.balance for row in balances(span.first - dt.timedelta(days=1))}
    moved: dict[str, list[tuple[BookLine, str]]] = {place.code: [] for place in places}
    for lines in by_document(book_lines(span.first, span.last)):
        for line in lines:
            if line.code in moved:
                moved[line.code].append((line, _against(line, lines)))
    blocks: tuple[Block, ...] = tuple(
        _place(place, before.get(place.code, 0), moved[place.code])
        for place in places
        if moved[place.code] or before.get(place.code, 0) or place.active
    )
    head = issuer()
    return Report(
        name, title, head, blocks, period=span.text, printed=printed, book=head.name, landscape=True
    )


def _against(line: BookLine, lines: tuple[BookLine, ...]) -> str:
    """What the money was for: the words of the line or document, else the accounts on the other side."""
    if line.kind == DocumentKind.SALE_RETURN:
        return ": ".join(part for part in (document_name(line.kind), line.note or line.about) if part)
    said = line.note or line.about
    if said or line.kind not in SLIPS:
        return said or document_name(line.kind)
    others = dict.fromkeys(
        in_language(each.name, each.name_en) for each in lines if (each.amount > 0) != (line.amount > 0)
    )
    return ", ".join(list(others)[:3]) or document_name(line.kind)


def place_title(place: Account) -> str:
    """An account of money with its holder and bank."""
    parts = [in_language(place.name, place.name_en), place.bank_name, place.bank_number]
    if place.holder:
        parts.append(_("kept by {name}").format(name=place.holder))
    return joined(*parts)


def _sales_together(lines: list[tuple[BookLine, str]]) -> list[list[tuple[BookLine, str]]]:
    """Receipts of a day without a customer's name stand in one line, at the first of them."""
    parts: list[list[tuple[BookLine, str]]] = []
    receipts: dict[dt.date, list[tuple[BookLine, str]]] = {}
    for line, words in lines:
        if line.kind == DocumentKind.SALE and not line.party and line.amount > 0:
            if line.ledger_date in receipts:
                receipts[line.ledger_date].append((line, words))
                continue
            receipts[line.ledger_date] = part = [(line, words)]
            parts.append(part)
        else:
            parts.append([(line, words)])
    return parts


def _place(place: Account, before: int, lines: list[tuple[BookLine, str]]) -> Table:
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 6),
        Column("who", _("Person"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("in", _("Money in"), Kind.MONEY, 3),
        Column("out", _("Money out"), Kind.MONEY, 3),
        Column("balance", _("Balance"), Kind.MONEY, 3),
    )
    carried: tuple[Cell, ...] = (None, "", "", _("Brought forward"), None, None, before)
    rows = [Row(carried, Role.SUBTOTAL)]
    came = went = 0
    running = before
    for part in _sales_together(lines):
        line, words = part[0]
        amount = sum(each.amount for each, _words in part)
        number = line.number
        if len(part) > 1:
            number = f"{number} – {part[-1][0].number.rpartition('-')[2]}"
            words = _("Sales, {count} receipts").format(count=len(part))
        running += amount
        came, went = came + max(amount, 0), went + max(-amount, 0)
        rows.append(
            Row(
                (
                    line.ledger_date,
                    number,
                    line.party,
                    words,
                    amount if amount > 0 else None,
                    -amount if amount < 0 else None,
                    running,
                ),
                opens=document_link(line.number),
            )
        )
    last: tuple[Cell, ...] = (None, "", "", _("Carried forward"), came, went, running)
    rows.append(Row(last, Role.TOTAL, opens=Link("account", place.code)))
    return Table(
        place_title(place), columns, tuple(rows), sums=("in", "out"), carried=("in", "out"), running="balance"
    )
