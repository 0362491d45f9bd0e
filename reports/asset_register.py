"""The register of assets on a day: by kind, what each cost and is still worth, and whether the ledger agrees.

What an agency lent stands below as a memo; it is worth nothing in the books.
"""

import datetime as dt
from collections.abc import Sequence

from app.domain.asset import KIND_WORDS, LEAVING_WORDS, AssetKind, Leaving
from app.domain.fiscal import FiscalYear, fiscal_year
from app.domain.ledger import AccountRole
from app.i18n import N_, _, ngettext
from app.queries.assets import (
    Agreement,
    AssetRow,
    WearMonth,
    history,
    register,
    register_against_ledger,
    wear_by_month,
)
from app.queries.settings import business_settings
from app.thai.dates import format_date
from reports.common import Span, issuer, total_row
from reports.model import Block, Cell, Column, Kind, Link, Report, Role, Row, Table

NAME = "asset-register"
CARD = "asset-card"
MONTHS_OF_YEAR = 12

AGREED: dict[AccountRole, str] = {
    AccountRole.EQUIPMENT: N_("Tools, machines, buildings and the like at cost"),
    AccountRole.LAND: N_("Land at cost"),
    AccountRole.EQUIPMENT_WEAR: N_("Depreciation so far"),
    AccountRole.DEFERRED_INCOME: N_("Income still to release for donated assets"),
}


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The register at the end of a month, with the depreciation of the fiscal year up to then."""
    head = issuer()
    day = span.last
    year = fiscal_year(day, business_settings().fiscal_start_month)
    rows = register(day, year.first)
    own = [row for row in rows if row.is_here and not row.is_lent]
    blocks: list[Block] = [_own_table(own), _agreement_table(register_against_ledger(day))]
    wear = wear_by_month(year.first, day)
    if wear:
        blocks.append(_wear_table(wear))
    lent = [row for row in rows if row.is_here and row.is_lent]
    if lent:
        blocks.append(_lent_table(lent))
    gone = [row for row in rows if row.gone_on is not None and row.gone_on >= year.first]
    if gone:
        blocks.append(_gone_table(gone))
    return Report(
        NAME,
        _("Asset register"),
        head,
        tuple(blocks),
        period=_("as of {day}").format(day=format_date(day, "long")),
        printed=printed,
        book=head.name,
        landscape=True,
        notes=_notes(own, year),
    )


def _notes(rows: Sequence[AssetRow], year: FiscalYear) -> tuple[str, ...]:
    notes = [
        _("Depreciation of this year is counted from {day}.").format(day=format_date(year.first, "long")),
        _("Straight line by whole months: the month it is put to use counts, the month it leaves does not."),
    ]
    if any(row.was_donated for row in rows):
        notes.append(_("* Given by somebody outside: the same amount stands as income still to release."))
    return tuple(notes)


def life_words(months: int | None) -> str:
    """“5 years 6 months”; a dash for what does not wear."""
    if months is None:
        return "–"
    years, rest = divmod(months, MONTHS_OF_YEAR)
    parts = []
    if years:
        parts.append(ngettext("{count} year", "{count} years", years).format(count=years))
    if rest:
        parts.append(ngettext("{count} month", "{count} months", rest).format(count=rest))
    return " ".join(parts)


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Asset"), Kind.TEXT, 6),
        Column("place", _("Where it stands"), Kind.TEXT, 3),
        Column("since", _("In use from"), Kind.DATE, 3),
        Column("life", _("Life"), Kind.TEXT, 2),
        Column("cost", _("Cost"), Kind.MONEY, 3),
        Column("this_year", _("Depreciation this year"), Kind.MONEY, 3),
        Column("so_far", _("Depreciation so far"), Kind.MONEY, 3),
        Column("left", _("Book value"), Kind.MONEY, 3),
    )


def _sums(rows: Sequence[AssetRow]) -> dict[str, int]:
    return {
        "cost": sum(row.cost for row in rows),
        "this_year": sum(row.this_year for row in rows),
        "so_far": sum(row.depreciation for row in rows),
        "left": sum(row.book_value for row in rows),
    }


def _own_table(rows: Sequence[AssetRow]) -> Table:
    columns = _columns()
    lines: list[Row] = []
    for kind in AssetKind:
        own = [row for row in rows if row.kind is kind]
        if not own:
            continue
        empty: tuple[Cell, ...] = (None,) * (len(columns) - 1)
        lines.append(Row((_(KIND_WORDS[kind]), *empty), Role.HEADING))
        lines.extend(_own_row(row) for row in own)
        sums = _sums(own)
        label = _("Total of {kind}").format(kind=_(KIND_WORDS[kind]))
        lines.append(
            Row(
                (label, *(sums.get(column.key) for column in columns[1:])),
                Role.SUBTOTAL,
                key=f"kind-{kind.value}",
            )
        )
    if lines:
        lines.append(total_row(_("Total"), columns, _sums(rows)))
    return Table(_("What the group owns"), columns, tuple(lines), empty=_("No asset is on record yet."))


def _own_row(row: AssetRow) -> Row:
    return Row(
        (
            row.code,
            f"{row.name} *" if row.was_donated else row.name,
            row.place or row.section,
            row.in_use_from,
            life_words(row.life_months),
            row.cost,
            row.this_year,
            row.depreciation,
            row.book_value,
        ),
        opens=Link(CARD, row.code),
        indent=1,
    )


def _agreement_table(found: Sequence[Agreement]) -> Table:
    columns = (
        Column("what", _("Register and ledger"), Kind.TEXT, 6),
        Column("register", _("Register"), Kind.MONEY, 3),
        Column("ledger", _("Ledger"), Kind.MONEY, 3),
        Column("difference", _("Difference"), Kind.MONEY, 3),
    )
    agreed = not any(each.difference for each in found)
    return Table(
        _("Does the ledger agree?"),
        columns,
        tuple(
            Row((_(AGREED[each.role]), each.register, each.ledger, each.difference), key=each.role.value)
            for each in found
        ),
        note=_("Register and ledger agree.")
        if agreed
        else _("Something was entered in the ledger by hand; put it on record as an asset, or undo it."),
    )


def _wear_table(months: Sequence[WearMonth]) -> Table:
    columns = (
        Column("month", _("Month"), Kind.MONTH, 3),
        Column("depreciation", _("Depreciation"), Kind.MONEY, 3),
        Column("absorbed", _("Taken into products"), Kind.MONEY, 3),
        Column("remainder", _("Stays in the result"), Kind.MONEY, 3),
        Column("released", _("Released income"), Kind.MONEY, 3),
    )
    rows = [
        Row((each.month, each.depreciation, each.absorbed, each.remainder, each.released)) for each in months
    ]
    rows.append(
        total_row(
            _("Total"),
            columns,
            {
                "depreciation": sum(each.depreciation for each in months),
                "absorbed": sum(each.absorbed for each in months),
                "remainder": sum(each.remainder for each in months),
                "released": sum(each.released for each in months),
            },
        )
    )
    return Table(_("Depreciation and what batches took of it"), columns, tuple(rows))


def _lent_table(rows: Sequence[AssetRow]) -> Table:
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Asset"), Kind.TEXT, 6),
        Column("owner", _("Owner"), Kind.TEXT, 4),
        Column("place", _("Where it stands"), Kind.TEXT, 3),
        Column("since", _("Day it came"), Kind.DATE, 3),
        Column("worth", _("Value for the record"), Kind.MONEY, 3),
    )
    return Table(
        _("Lent by agencies, not owned"),
        columns,
        tuple(
            Row(
                (row.code, row.name, row.party, row.place, row.acquired_on, row.recorded_cost or None),
                opens=Link(CARD, row.code),
            )
            for row in rows
        ),
        note=_("On record only: without value in the books and without depreciation."),
    )


def _gone_table(rows: Sequence[AssetRow]) -> Table:
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Asset"), Kind.TEXT, 6),
        Column("day", _("Day it left"), Kind.DATE, 3),
        Column("how", _("How it left"), Kind.TEXT, 4),
        Column("brought", _("What it brought"), Kind.MONEY, 3),
    )
    lines = []
    for row in rows:
        event = next((each for each in reversed(history(row.id)) if each.how and each.stands), None)
        how = _(LEAVING_WORDS[Leaving(event.how)]) if event is not None else ""
        brought = event.total if event is not None and event.total else None
        lines.append(Row((row.code, row.name, row.gone_on, how, brought), opens=Link(CARD, row.code)))
    return Table(_("What left this year"), columns, tuple(lines))
