"""Papers of the profit's distribution: the sheet for the meeting, the payment list and slips, the funds."""

import datetime as dt
from collections.abc import Sequence

from app.domain.distribution import Division
from app.domain.distribution_heads import METHOD_WORDS, TO_PEOPLE, Head, Method
from app.domain.fiscal import FiscalYear
from app.domain.loan import rate_bp
from app.errors import UserError
from app.i18n import _
from app.queries.distribution import (
    Resolved,
    Tried,
    fund_before,
    fund_lines,
    funds,
    people,
    people_by_uid,
    resolved_for,
    resolved_parts,
    still_owed,
    tried,
)
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_amount, format_percent
from reports.common import ReportArgumentError, Span, document_link, in_language, issuer, total_row
from reports.model import (
    Block,
    Cell,
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

NAME = "distribution"
SHEET = "dividend-sheet"
SLIPS = "dividend-slips"
FUNDS = "funds"


def size_words(head: Head) -> str:
    """How the size of a part is said, short: 10 %, 5 % of shares, 500.00, what is left."""
    if head.method is Method.AMOUNT:
        return format_amount(head.value)
    if head.method is Method.REST:
        return _(METHOD_WORDS[head.method])
    share = f"{format_percent(rate_bp(head.value))} %"
    return _("{rate} of shares").format(rate=share) if head.method is Method.SHARE_RATE else share


def build(year: FiscalYear, on: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """The sheet for the meeting: what there is, proposals side by side, who gets what; or what was resolved.

    Raises ReportArgumentError for a year that is not closed.
    """
    done = resolved_for(year)
    blocks = _resolution(done) if done is not None else _proposals(tried(year, on))
    if not blocks:
        raise ReportArgumentError(name=NAME, needs=_("a year that is closed"))
    return _report(NAME, _("Distribution of profit"), blocks, year, printed, landscape=True, done=done)


def payments(year: FiscalYear, *, printed: dt.datetime | None = None) -> Report:
    """What each person gets of a resolution, head by head, with room to sign; raises ReportArgumentError."""
    done = _done(year, SHEET)
    parts = [part for part in resolved_parts(done.uid) if part.head.kind in TO_PEOPLE]
    columns = (
        Column("line", _("No."), Kind.COUNT, 1),
        Column("name", _("Name"), Kind.TEXT, 6),
        *(Column(f"part{at}", part.head.name, Kind.MONEY, 3) for at, part in enumerate(parts)),
        Column("total", _("Total"), Kind.MONEY, 3),
        Column("owed", _("Still owed"), Kind.MONEY, 3),
        Column("signed", _("Signature"), Kind.TEXT, 4),
    )
    owed = still_owed()
    rows: list[Row] = []
    sums = dict.fromkeys([column.key for column in columns if column.kind is Kind.MONEY], 0)
    for line, (uid, name) in enumerate(_payees(done), 1):
        each = [sum(share.amount for share in part.shares if share.person_uid == uid) for part in parts]
        amounts = (*each, sum(each), owed.get(uid, 0))
        sums = {key: sums[key] + amount for key, amount in zip(sums, amounts, strict=True)}
        rows.append(Row((line, name, *(amount or None for amount in amounts), "")))
    if rows:
        rows.append(total_row(_("Total"), columns, sums))
    blocks = (
        Table("", columns, tuple(rows), empty=_("Nobody gets anything of this."), sums=tuple(sums)),
        Paragraph(f"({baht_text(sums['total'])})", _("Amount in words")),
        Signatures((_("Prepared by"), _("Checked by"), _("Paid by"))),
    )
    notes = (_("Still owed: whatever the group owes her of dividends and refunds today, of all years."),)
    return _report(
        SHEET,
        _("Payment list of the divided profit"),
        blocks,
        year,
        printed,
        landscape=True,
        done=done,
        notes=notes,
    )


def slips(year: FiscalYear, *, printed: dt.datetime | None = None) -> Report:
    """One slip for each person, cut from the sheet; raises ReportArgumentError."""
    done = _done(year, SLIPS)
    parts = [part for part in resolved_parts(done.uid) if part.head.kind in TO_PEOPLE]
    columns = (Column("what", _("What for"), Kind.TEXT, 8), Column("amount", _("Amount"), Kind.MONEY, 3))
    blocks: list[Block] = []
    for uid, name in _payees(done):
        rows = [
            Row((part.head.name, share.amount))
            for part in parts
            for share in part.shares
            if share.person_uid == uid and share.amount
        ]
        total = sum(cell for row in rows if isinstance(cell := row.cells[1], int))
        rows.append(total_row(baht_text(total), columns, {"amount": total}))
        note = _("Received ……………………………………  Day ……………………") + "\n- - - - - - - - - - - - - - - - - - - -"
        blocks.append(Table(name, columns, tuple(rows), note=note, sums=("amount",)))
    if not blocks:
        blocks = [Paragraph(_("Nobody gets anything of this."))]
    return _report(SLIPS, _("Slips of the divided profit"), tuple(blocks), year, printed, done=done)


def fund_report(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """What came into each fund and went out of it in a time."""
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 3),
        Column("what", _("What"), Kind.TEXT, 7),
        Column("in", _("In"), Kind.MONEY, 3),
        Column("out", _("Out"), Kind.MONEY, 3),
        Column("left", _("In the fund"), Kind.MONEY, 3),
    )
    blocks = []
    for fund in funds(span.last):
        left = fund_before(fund.code, span.first)
        lines = fund_lines(fund.code, span.first, span.last)
        if not (left or lines or fund.balance):
            continue
        rows = [Row((None, "", _("Brought forward"), None, None, left), Role.SUBTOTAL)]
        for line in lines:
            left += line.amount
            words = " · ".join(part for part in (line.note, line.person) if part)
            came, went = (line.amount, None) if line.amount > 0 else (None, -line.amount)
            rows.append(
                Row((line.on, line.number, words, came, went, left), opens=document_link(line.number))
            )
        name = in_language(fund.name, fund.name_en)
        blocks.append(Table(f"{fund.code} {name}", columns, tuple(rows), running="left"))
    head = issuer()
    return Report(
        FUNDS,
        _("Movement of the funds"),
        head,
        tuple(blocks) or (Paragraph(_("Nothing was put into a fund yet.")),),
        period=span.text,
        printed=printed,
        book=head.name,
    )


# ---------------------------------------------------------------- parts


def _report(
    name: str,
    title: str,
    blocks: Sequence[Block],
    year: FiscalYear,
    printed: dt.datetime | None,
    *,
    landscape: bool = False,
    done: Resolved | None = None,
    notes: tuple[str, ...] = (),
) -> Report:
    head = issuer()
    words = _("Resolution {number}").format(number=done.resolution_no) if done is not None else ""
    when = _("meeting of {day}").format(day=format_date(done.on, "long")) if done is not None else ""
    return Report(
        name,
        title,
        head,
        tuple(blocks),
        subtitle=" · ".join(part for part in (words, when) if part),
        period=_("profit of the year {span}").format(span=Span(year.first, year.last).text),
        number=done.number if done is not None else "",
        notes=notes,
        printed=printed,
        book=head.name,
        landscape=landscape,
    )


def _done(year: FiscalYear, name: str) -> Resolved:
    done = resolved_for(year)
    if done is None:
        raise ReportArgumentError(name=name, needs=_("a year whose profit was divided"))
    return done


def _payees(done: Resolved) -> list[tuple[bytes, str]]:
    """Everybody who gets something, in the order in which each part names them (by name)."""
    shares = [share for part in resolved_parts(done.uid) for share in part.shares]
    names = {share.person_uid: share.name for share in shares}
    order = {row.uid: at for at, row in enumerate(people_by_uid(tuple(names)))}
    return sorted(names.items(), key=lambda pair: order.get(pair[0], 0))


def _why(error: UserError) -> str:
    data = {
        key: format_amount(value) if isinstance(value, int) and key.endswith("_amount") else value
        for key, value in error.data.items()
    }
    if "base_words" in data:
        data["base_words"] = _(str(data["base_words"]))
    return _(error.message).format(**data)


def _what_there_is(profit: int, brought: int, deficit: int, left: int) -> Figures:
    return Figures(
        (
            Figure(_("Profit of the year"), profit),
            Figure(_("Undivided from before"), brought),
            Figure(_("Earlier losses to cover"), -deficit),
            Figure(_("To be divided"), left),
        ),
        _("What there is to divide"),
    )


def _proposals(found: Tried | None) -> tuple[Block, ...]:
    if found is None:
        return ()
    there = found.available
    blocks: list[Block] = [_what_there_is(there.profit, there.brought, there.deficit, there.left)]
    good = [(name, result) for name, result in found.results if isinstance(result, Division)]
    for name, result in found.results:
        if isinstance(result, UserError):
            blocks.append(Paragraph(_why(result), name))
    if good:
        blocks += [_side_by_side(good), _by_person(good)]
    elif not found.results:
        blocks.append(Paragraph(_("There is no proposal yet.")))
    blocks.append(Signatures((_("Chair"), _("Treasurer"), _("Secretary"))))
    return tuple(blocks)


def _side_by_side(good: Sequence[tuple[str, Division]]) -> Table:
    columns = [Column("head", _("Part"), Kind.TEXT, 7)]
    for at, (name, _division) in enumerate(good):
        columns += [
            Column(f"size{at}", name, Kind.TEXT, 3),
            Column(f"amount{at}", _("Amount"), Kind.MONEY, 3),
        ]
    names = list(dict.fromkeys(part.head.name for _name, each in good for part in each.parts))
    rows = []
    for name in names:
        cells: list[Cell] = [name]
        for _variant, each in good:
            mine = [part for part in each.parts if part.head.name == name]
            cells += [" + ".join(size_words(part.head) for part in mine)]
            cells += [sum(part.amount for part in mine) if mine else None]
        rows.append(Row(tuple(cells)))
    sums: list[Cell] = [_("Divided")]
    kept: list[Cell] = [_("Stays undivided")]
    for _variant, each in good:
        sums += ["", each.divided]
        kept += ["", each.undivided]
    rows += [Row(tuple(sums), Role.TOTAL), Row(tuple(kept), Role.SUBTOTAL)]
    return Table(_("Proposals side by side"), tuple(columns), tuple(rows))


def _by_person(good: Sequence[tuple[str, Division]]) -> Table:
    columns = (
        Column("name", _("Name"), Kind.TEXT, 7),
        *(Column(f"amount{at}", name, Kind.MONEY, 3) for at, (name, _division) in enumerate(good)),
    )
    ids = {each.party_id for _name, one in good for part in one.parts for each in part.people}
    rows = [
        Row((person.name, *(one.of(person.id) or None for _name, one in good)))
        for person in people(sorted(ids)).values()
    ]
    sums = {
        f"amount{at}": sum(each.amount for part in one.parts for each in part.people)
        for at, (_name, one) in enumerate(good)
    }
    if rows:
        rows.append(total_row(_("Total"), columns, sums))
    empty = _("By these proposals nobody gets anything paid out.")
    return Table(_("What each member would get"), columns, tuple(rows), empty=empty, sums=tuple(sums))


def _resolution(done: Resolved) -> tuple[Block, ...]:
    columns = (
        Column("head", _("Part"), Kind.TEXT, 7),
        Column("size", _("Size"), Kind.TEXT, 4),
        Column("account", _("Account"), Kind.TEXT, 6),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    parts = resolved_parts(done.uid)
    rows = [
        Row((part.head.name, size_words(part.head), in_language(part.account, part.account_en), part.amount))
        for part in parts
    ]
    rows.append(total_row(_("Divided"), columns, {"amount": done.divided}))
    rows.append(Row((_("Stays undivided"), "", "", done.undivided), Role.SUBTOTAL))
    words = [Paragraph(done.resolution, _("What was resolved"))] if done.resolution else []
    return (
        _what_there_is(done.profit, done.brought, done.losses, done.divisible),
        *words,
        Table(_("How it was divided"), columns, tuple(rows)),
        Signatures((_("Chair"), _("Treasurer"), _("Secretary"))),
    )
