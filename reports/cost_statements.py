"""The statements of cost of production and of cost of sales; both agree with the ledger."""

import datetime as dt

from app.domain.cost_lines import CostKind
from app.domain.cost_words import KIND_NAMES
from app.i18n import N_, _
from app.queries.cost_flow import CostOfProduction, cost_of_production, cost_of_sales
from app.queries.profit import StatementLine
from reports.common import Span, in_language, issuer
from reports.model import Block, Column, Kind, Link, Report, Role, Row, Signatures, Table

PRODUCTION = "cost-of-production"
PRODUCTION_TITLE = N_("Cost of production")
SALES = "cost-of-sales"
SALES_TITLE = N_("Cost of sales, from stock to stock")
GIVEN = ("sale", "return", "spoil", "count")


def production(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """What batches took and made over a span or fiscal year."""
    cost = cost_of_production(span.first, span.last)
    return _report(
        PRODUCTION,
        _(PRODUCTION_TITLE),
        span,
        (_batches(cost), _unabsorbed(cost)),
        printed,
        _("Full cost adds free labour and things given; they are shown and never posted."),
    )


def _batches(cost: CostOfProduction) -> Table:
    columns = (
        Column("item", _("Item"), Kind.TEXT, 6),
        Column("book", _("Book cost"), Kind.MONEY, 3),
        Column("imputed", _("Free labour and things given"), Kind.MONEY, 3),
        Column("full", _("Full cost"), Kind.MONEY, 3),
    )
    rows = [Row((_("Work in progress at the beginning"), cost.opening_wip, None, None))]
    rows += [
        Row(
            (_(KIND_NAMES[CostKind(each.kind)]), each.value, each.full_value - each.value, each.full_value),
            indent=1,
        )
        for each in sorted(cost.inputs, key=lambda each: list(CostKind).index(CostKind(each.kind)))
    ]
    rows += [
        Row((_("Put into batches"), cost.put_in, cost.imputed, cost.put_in + cost.imputed), Role.SUBTOTAL),
        Row((_("less work in progress at the end"), -cost.closing_wip, None, None)),
        Row((_("Cost of what was finished"), cost.finished, None, None), Role.SUBTOTAL),
        Row((_("less waste and price differences that went to cost of sales"), -cost.lost, None, None)),
        Row((_("Cost of goods made"), cost.made, cost.made_full - cost.made, cost.made_full), Role.TOTAL),
    ]
    return Table(_("What was made"), columns, tuple(rows))


def _unabsorbed(cost: CostOfProduction) -> Table:
    columns = (
        Column("account", _("Account"), Kind.TEXT, 6),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    lines = cost.unabsorbed.production
    rows = [_account(line) for line in lines]
    if rows:
        label = _("Production cost not shared into products")
        rows.append(Row((label, cost.unabsorbed.unabsorbed), Role.TOTAL))
    return Table(
        _("Production expenses less what went into products"),
        columns,
        tuple(rows),
        note=_("What stays here is borne by the result of the time, not by stock."),
        empty=_("There were no production expenses."),
        sums=("amount",),
    )


def _account(line: StatementLine) -> Row:
    return Row(
        (in_language(line.name, line.name_en), line.amount), opens=Link("account", line.code), indent=1
    )


def sales(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Finished goods from opening to closing stock, and the accounts of cost of sales."""
    cost = cost_of_sales(span.first, span.last)
    columns = (
        Column("item", _("Item"), Kind.TEXT, 6),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    parts = [
        (_("Goods made"), cost.moved(("produce",))),
        (_("Goods bought"), cost.moved(("purchase",))),
        (_("Goods that came in barter or as gifts"), cost.moved(("received",))),
        (_("Goods brought in when the book was opened"), cost.moved(("opening",))),
        (_("less goods used in making others"), cost.moved(("consume",))),
        (_("Other changes of the account of goods"), cost.adjusted),
    ]
    rows = [
        Row((_("Finished goods at the beginning"), cost.opening)),
        *(Row((label, amount), indent=1) for label, amount in parts if amount),
        Row((_("Goods that could be sold"), cost.for_sale), Role.SUBTOTAL),
        Row((_("less finished goods at the end"), -cost.closing)),
        Row((_("Goods that left stock"), cost.gone), Role.SUBTOTAL),
    ]
    if cost.other_goods:
        rows.append(Row((_("Materials and packaging sold, spoiled or short"), cost.other_goods), indent=1))
    if cost.animals:
        rows.append(Row((_("Animals sold, dead or lost"), cost.animals), indent=1))
    if cost.remainder:
        label = _("Price differences and waste from no stock, less goods given away")
        rows.append(Row((label, cost.remainder), indent=1))
    rows.append(Row((_("Cost of sales"), cost.statement.total_cost_of_sales), Role.TOTAL))
    accounts = [_account(line) for line in cost.statement.cost_of_sales]
    if accounts:
        accounts.append(Row((_("Total cost of sales"), cost.statement.total_cost_of_sales), Role.TOTAL))
    tables = (
        Table(_("From stock to stock"), columns, tuple(rows)),
        Table(
            _("As the ledger has it"),
            columns,
            tuple(accounts),
            empty=_("Nothing was sold in this time."),
            sums=("amount",),
        ),
    )
    return _report(SALES, _(SALES_TITLE), span, tables, printed)


def _report(
    name: str, title: str, span: Span, tables: tuple[Block, ...], printed: dt.datetime | None, *notes: str
) -> Report:
    head = issuer()
    return Report(
        name,
        title,
        head,
        (*tables, Signatures((_("Prepared by"), _("Checked by"), _("Chair")))),
        period=span.text,
        notes=notes,
        printed=printed,
        book=head.name,
    )
