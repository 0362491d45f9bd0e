"""Papers of the profit's distribution: the sheet for the meeting, the payment list and slips, the funds."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.distribution import Available, Division, Standing, Summary, summary
from app.domain.distribution_heads import METHOD_WORDS, TO_PEOPLE, Base, Head, Method
from app.domain.fiscal import FiscalYear
from app.domain.loan import rate_bp
from app.errors import UserError
from app.i18n import _
from app.queries.distribution import (
    Resolved,
    Result,
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
from app.thai.dates import buddhist_year, format_date
from app.thai.digits import format_amount, format_percent
from reports.common import ReportArgumentError, Span, document_link, in_language, issuer, joined, total_row
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

NAME = "distribution"
SHEET = "dividend-sheet"
SLIPS = "dividend-slips"
FUNDS = "funds"
TITLES, LEAST_TITLE = ((3, 30), (4, 18)), 12
"""For up to so many proposals, so many letters of a name stand above its column; for more the least."""


def size_words(head: Head) -> str:
    """How the size of a part is said, short: 10 %, 5 % of shares, 500.00, what is left."""
    if head.method is Method.AMOUNT:
        return format_amount(head.value)
    if head.method is Method.REST:
        return _(METHOD_WORDS[head.method])
    share = f"{format_percent(rate_bp(head.value))} %"
    return _("{rate} of shares").format(rate=share) if head.method is Method.SHARE_RATE else share


def build(year: FiscalYear, on: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """The sheet for the meeting: proposals side by side, who gets what; once it has resolved, what it did.

    Raises ReportArgumentError for a year that is not closed.
    """
    done = resolved_for(year)
    if done is None:
        return compare(year, on, printed=printed)
    title = _("Distribution of profit")
    return _report(NAME, title, _resolution(done), year, printed, landscape=True, done=done)


def compare(year: FiscalYear, on: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """Proposals side by side, also of a year whose profit is divided; raises ReportArgumentError."""
    found = tried(year, on)
    if found is None:
        raise ReportArgumentError(name=NAME, needs=_("a year that is closed"))
    report = _report(NAME, _("Distribution of profit"), _proposals(found), year, printed, landscape=True)
    subtitle = _("Proposals side by side, year {year}").format(year=buddhist_year(year.last))
    return replace(report, subtitle=subtitle)


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
            words = joined(line.note, line.person)
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
        subtitle=joined(words, when),
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


def _what_there_is(there: Available) -> Figures:
    return Figures(
        (
            Figure(_("Profit of the year"), there.profit),
            Figure(_("Undivided from before"), there.brought),
            Figure(_("Earlier losses to cover"), -there.deficit),
            Figure(_("To be divided"), there.left),
        ),
        _("What there is to divide"),
    )


def _proposals(found: Tried) -> tuple[Block, ...]:
    blocks: list[Block] = []
    good = _worked(found.results)
    for each in found.results:
        if isinstance(each.found, UserError):
            blocks.append(Paragraph(f"{each.variant.name}: {_why(each.found)}"))
    if not good:
        blocks.insert(0, _what_there_is(found.available))
    if not found.results:
        blocks.append(Paragraph(_("There is no proposal yet.")))
    if good:
        months = found.bases.get(Base.SHARE_MONTHS, {})
        sums = [summary(each.division, months, found.par) for each in good]
        blocks += [_side_by_side(found.available, good), _for_people(good, sums), _sizes(good, sums)]
        blocks.append(_by_person(good))
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class _Worked:
    """A proposal that can be worked out, under the title of its column."""

    title: str
    division: Division


def _worked(results: Sequence[Result]) -> list[_Worked]:
    """The proposals that come to something; the more there are, the shorter their titles, all different."""
    good = [(each, each.found) for each in results if isinstance(each.found, Division)]
    most = next((letters for count, letters in TITLES if len(good) <= count), LEAST_TITLE)
    titles = [_short(each.variant.name, most) for each, _found in good]
    if len(set(titles)) < len(titles):
        titles = [f"{at}. {title}" for at, title in enumerate(titles, 1)]
    return [
        _Worked(_title(title, each.standing), division)
        for title, (each, division) in zip(titles, good, strict=True)
    ]


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _title(title: str, standing: Standing) -> str:
    return _("{name} (resolved)").format(name=title) if standing is Standing.RESOLVED else title


def _columns(first: Column, good: Sequence[_Worked], kind: Kind) -> tuple[Column, ...]:
    return (first, *(Column(f"amount{at}", each.title, kind, 4) for at, each in enumerate(good)))


def _side_by_side(there: Available, good: Sequence[_Worked]) -> Table:
    columns = _columns(Column("head", _("Part"), Kind.TEXT, 6), good, Kind.MONEY)

    def same(words: str, amount: int, role: Role = Role.LINE) -> Row:
        return Row((words, *(amount for _each in good)), role)

    rows = [same(_("Profit of the year"), there.profit)]
    if there.brought:
        rows.append(same(_("Undivided from before"), there.brought))
    if there.deficit:
        rows.append(same(_("Earlier losses to cover"), -there.deficit))
    rows.append(same(_("To be divided"), there.left, Role.SUBTOTAL))
    for name in _head_names(good):
        mine = [[part.amount for part in each.division.parts if part.head.name == name] for each in good]
        rows.append(Row((name, *(sum(amounts) if amounts else None for amounts in mine)), indent=1))
    rows.append(Row((_("Divided"), *(each.division.divided for each in good)), Role.TOTAL))
    rows.append(Row((_("Stays undivided"), *(each.division.undivided for each in good)), Role.SUBTOTAL))
    return Table(_("How it would be divided"), columns, tuple(rows))


def _head_names(good: Sequence[_Worked]) -> list[str]:
    """The names of all parts, in the order in which the proposals name them."""
    return list(dict.fromkeys(part.head.name for each in good for part in each.division.parts))


def _for_people(good: Sequence[_Worked], sums: Sequence[Summary]) -> Table:
    """What a share and each member gets, from how much to how much."""
    columns = _columns(Column("what", _("For the members"), Kind.TEXT, 6), good, Kind.MONEY)
    lines = (
        (_("Paid to people in all"), [each.to_people for each in sums]),
        (_("Dividend on a share held all year"), [each.per_share for each in sums]),
        (_("The least that somebody gets"), [each.least for each in sums]),
        (_("What the one in the middle gets"), [each.middle for each in sums]),
        (_("The most that somebody gets"), [each.most for each in sums]),
    )
    rows = tuple(Row((words, *(amount or None for amount in each))) for words, each in lines if any(each))
    empty = _("By these proposals nobody gets anything paid out.")
    return Table(_("What it comes to for the members"), columns, rows, empty=empty)


def _sizes(good: Sequence[_Worked], sums: Sequence[Summary]) -> Table:
    """How each part is said; then what is no money: the rate of the dividend, how many people."""
    columns = _columns(Column("head", _("Part"), Kind.TEXT, 6), good, Kind.TEXT)
    rows = []
    for name in _head_names(good):
        mine = [[part.head for part in each.division.parts if part.head.name == name] for each in good]
        rows.append(Row((name, *(" + ".join(map(size_words, heads)) for heads in mine))))
    if any(each.rate for each in sums):
        rates = (f"{format_percent(rate_bp(each.rate))} %" if each.rate else "" for each in sums)
        rows.append(Row((_("Dividend a year on paid-in shares"), *rates), Role.SUBTOTAL))
    counts = (f"{each.people:,}" for each in sums)
    rows.append(Row((_("How many get something"), *counts), Role.SUBTOTAL))
    return Table(_("How large each part is"), columns, tuple(rows))


def _by_person(good: Sequence[_Worked]) -> Table:
    columns = _columns(Column("who", _("Name"), Kind.TEXT, 6), good, Kind.MONEY)
    ids = {who.party_id for each in good for part in each.division.parts for who in part.people}
    rows = [
        Row((person.name, *(each.division.of(person.id) or None for each in good)))
        for person in people(sorted(ids)).values()
    ]
    sums = {
        f"amount{at}": sum(who.amount for part in each.division.parts for who in part.people)
        for at, each in enumerate(good)
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
        _what_there_is(done.available),
        *words,
        Table(_("How it was divided"), columns, tuple(rows)),
        Signatures((_("Chair"), _("Treasurer"), _("Secretary"))),
    )
