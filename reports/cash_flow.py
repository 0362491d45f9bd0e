"""The cash flow statement by the direct method, beside the same time before."""

import datetime as dt

from app.i18n import N_, _
from app.queries.cash_flow import FINANCING, INVESTING, OPERATING, CashFlow, Flow, cash_flow
from app.queries.statements import year_back
from reports.common import Span, issuer, row_link
from reports.model import Column, Kind, Report, Role, Row, Signatures, Table

NAME = "cash-flow"
TITLE = N_("Cash flow")
BEGIN, END = "money-at-the-beginning", "money-at-the-end"

FLOW_NAMES: dict[Flow, str] = {
    Flow.SALES: N_("Received from sales"),
    Flow.DEBTS: N_("Received from people who owed"),
    Flow.DEPOSITS: N_("Deposits received, less paid back"),
    Flow.OTHER_IN: N_("Other money received"),
    Flow.GOODS: N_("Paid for goods, materials and making"),
    Flow.BILLS: N_("Paid on suppliers' bills"),
    Flow.WAGES: N_("Paid for wages"),
    Flow.MEMBERS: N_("Paid to members for what was owed"),
    Flow.EXPENSES: N_("Paid for expenses"),
    Flow.ADVANCES: N_("Advances given, less cleared"),
    Flow.TAX: N_("Taxes, paid less received"),
    Flow.ASSETS: N_("Assets bought and sold"),
    Flow.OWNERS: N_("Paid in by the owners, less paid out"),
    Flow.LOANS: N_("Loans taken, less paid back"),
    Flow.LENT: N_("Lent to others, less paid back"),
    Flow.SAVINGS: N_("Members' savings put in, less taken out"),
    Flow.GRANTS: N_("Grants and project money"),
    Flow.OPENING: N_("Money brought in when the book was opened"),
}


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Money that came and went over a span or fiscal year."""
    now = cash_flow(span.first, span.last)
    before = cash_flow(*year_back(span.first, span.last))
    head = issuer()
    columns = (
        Column("item", _("Item"), Kind.TEXT, 6),
        Column("now", _("This time"), Kind.MONEY, 3),
        Column("before", _("Year before"), Kind.MONEY, 3),
    )
    rows = (
        *_part(
            _("Money from running the group"),
            _("Money from running the group, together"),
            OPERATING,
            now,
            before,
            span,
        ),
        *_part(_("Money for assets"), _("Money for assets, together"), INVESTING, now, before, span),
        *_part(
            _("Money from owners, loans and grants"),
            _("Money from owners, loans and grants, together"),
            FINANCING,
            now,
            before,
            span,
        ),
        Row((_("Money came in, less went out"), now.change, before.change), Role.SUBTOTAL),
        Row(
            (_("Money at the beginning"), now.opening, before.opening),
            opens=row_link(NAME, BEGIN, span),
        ),
        Row(
            (_("Money at the end"), now.closing, before.closing),
            Role.TOTAL,
            opens=row_link(NAME, END, span),
        ),
    )
    return Report(
        NAME,
        _(TITLE),
        head,
        (Table("", columns, rows), Signatures((_("Prepared by"), _("Checked by"), _("Chair")))),
        period=span.text,
        notes=(
            _(
                "Made from the documents that moved money; carrying money between the group's own places "
                "counts neither way."
            ),
        ),
        printed=printed,
        book=head.name,
    )


def _part(
    title: str, total: str, flows: tuple[Flow, ...], now: CashFlow, before: CashFlow, span: Span
) -> tuple[Row, ...]:
    lines = [
        Row(
            (_(FLOW_NAMES[flow]), now.flows.get(flow, 0), before.flows.get(flow, 0)),
            opens=row_link(NAME, flow.value, span),
            indent=1,
        )
        for flow in flows
        if now.flows.get(flow) or before.flows.get(flow)
    ]
    if not lines:
        return ()
    return (
        Row((title, None, None), Role.HEADING),
        *lines,
        Row((total, now.total(flows), before.total(flows)), Role.SUBTOTAL),
    )
