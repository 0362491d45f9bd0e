"""Tax of a month and the two meters: tax on sales, tax paid, what is due, and what remains to decide."""

import datetime as dt
from dataclasses import dataclass

from app.domain.document import DocumentKind
from app.domain.meters import Level, Meter
from app.domain.money import ratio_bp
from app.domain.tax_rule import RuleKey
from app.i18n import _
from app.queries.tax import (
    InputRow,
    Meters,
    OutputRow,
    RuleAt,
    Undecided,
    input_rows,
    meters,
    output_rows,
    proposals,
    rule,
    undecided_products,
    vat_month,
)
from app.queries.tax_documents import IssuedInvoice, issued_invoices
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import Span, document_link, issuer, product_link, total_row
from reports.model import Cell, Column, Figure, Figures, Kind, Link, Paragraph, Report, Row, Table
from reports.stock_card import document_name
from reports.tax_papers import seller

OUTPUT, INPUT, SUMMARY, METERS = "output-tax", "input-tax", "vat-summary", "tax-meters"


@dataclass(frozen=True, slots=True)
class MeterLine:
    """A meter in words, for a bar: how full in basis points, and what there is to say about it."""

    name: str
    value: str
    limit: str
    percent_bp: int
    level: Level
    note: str


# ---------------------------------------------------------------- reports of sales and purchases


def output_tax(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """รายงานภาษีขาย: every document with tax, with its full invoice where there is one."""
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("name", _("Customer"), Kind.TEXT, 5),
        Column("tax_id", _("Tax id"), Kind.TEXT, 4),
        Column("branch", _("Branch"), Kind.TEXT, 3),
        Column("exempt", _("Free of VAT"), Kind.MONEY, 3),
        Column("base", _("Value without VAT"), Kind.MONEY, 3),
        Column("tax", _("VAT"), Kind.MONEY, 3),
    )
    found = output_rows(span.first, span.last)
    rows = [
        Row(
            (
                position,
                row.on,
                row.invoice or row.number,
                _who_bought(row),
                row.tax_id,
                _branch(row.branch) if row.tax_id else "",
                row.exempt,
                row.base,
                row.tax,
            ),
            opens=document_link(row.number),
        )
        for position, row in enumerate(found, 1)
    ]
    sums = {
        "exempt": sum(row.exempt for row in found),
        "base": sum(row.base for row in found),
        "tax": sum(row.tax for row in found),
    }
    rows.append(total_row(_("Total"), columns, sums))
    table = Table("", columns, tuple(rows), sums=tuple(sums), empty=_("No tax on sales in this time."))
    issued = issued_invoices(span.first, span.last)
    blocks = (table, _issued_table(issued)) if issued else (table,)
    return _report(OUTPUT, _("Report of tax on sales"), span, blocks, printed, landscape=True)


def _issued_table(issued: tuple[IssuedInvoice, ...]) -> Table:
    """Every full invoice by its number; a cancelled one stays in the list, without an amount."""
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Full tax invoice"), Kind.TEXT, 4),
        Column("sale", _("Receipt"), Kind.TEXT, 4),
        Column("name", _("Customer"), Kind.TEXT, 6),
        Column("state", _("State"), Kind.TEXT, 7),
        Column("base", _("Value without VAT"), Kind.MONEY, 3),
        Column("tax", _("VAT"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                each.on,
                each.number,
                each.sale_number,
                each.buyer,
                invoice_state(each),
                0 if each.cancelled_by else each.base,
                0 if each.cancelled_by else each.tax,
            ),
            opens=Link("tax-invoice", each.number),
        )
        for each in issued
    ]
    note = _("They are counted with their receipts above. A cancelled number is never used again.")
    return Table(_("Full tax invoices issued"), columns, tuple(rows), note=note)


def invoice_state(invoice: IssuedInvoice) -> str:
    """Whether it stands, what it stands for, or what cancelled it and why."""
    if invoice.cancelled_by:
        words = _("Cancelled: {reason}") if invoice.reason else _("Cancelled")
        return words.format(reason=invoice.reason)
    if invoice.form == "replacement":
        return _("Replacement of {number}").format(number=invoice.replaces)
    return (
        _("Issued in place of {number}").format(number=invoice.replaces) if invoice.replaces else _("Valid")
    )


def _who_bought(row: OutputRow) -> str:
    if row.kind in (DocumentKind.SALE_RETURN, DocumentKind.REVERSAL):
        return f"{document_name(row.kind)} {row.name}".strip()
    return row.name


def input_tax(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """รายงานภาษีซื้อ: slips with tax that counts; what does not count or waits stands apart."""
    found = input_rows(span.first, span.last)
    counts = [row for row in found if row.claim == "yes"]
    waits = [row for row in found if row.claim == "share"]
    lost = [row for row in found if row.claim == "no"]
    tables = [_input_table("", counts)]
    if waits:
        tables.append(_input_table(_("Shared: somebody decides how much counts"), waits))
    if lost:
        tables.append(_input_table(_("Not claimed: part of the cost"), lost))
    return _report(INPUT, _("Report of tax on purchases"), span, tuple(tables), printed, landscape=True)


def _input_table(title: str, found: list[InputRow]) -> Table:
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("day", _("Date on the slip"), Kind.DATE, 3),
        Column("number", _("Number on the slip"), Kind.TEXT, 4),
        Column("ours", _("Our number"), Kind.TEXT, 4),
        Column("name", _("Who sold it"), Kind.TEXT, 5),
        Column("tax_id", _("Tax id"), Kind.TEXT, 4),
        Column("branch", _("Branch"), Kind.TEXT, 3),
        Column("base", _("Value without VAT"), Kind.MONEY, 3),
        Column("tax", _("VAT"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                position,
                row.on,
                row.slip_number,
                row.number,
                row.name,
                row.tax_id,
                _branch(row.branch) if row.tax_id else "",
                row.base,
                row.tax,
            ),
            opens=document_link(row.number),
        )
        for position, row in enumerate(found, 1)
    ]
    sums = {"base": sum(row.base for row in found), "tax": sum(row.tax for row in found)}
    rows.append(total_row(_("Total"), columns, sums))
    return Table(
        title, columns, tuple(rows), sums=("base", "tax"), empty=_("No tax on purchases in this time.")
    )


def _branch(branch: str) -> str:
    return branch or _("Head office")


# ---------------------------------------------------------------- the month


def summary(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """What the month comes to, what remains to decide, and goods that left without a sale."""
    month = vat_month(span.first)
    columns = (Column("what", _("What"), Kind.TEXT, 8), Column("amount", _("Amount"), Kind.MONEY, 3))
    result = _("VAT to pay") if month.due >= 0 else _("Carried forward to the next month")
    rows = (
        Row((_("Tax on sales"), month.output)),
        Row((_("less tax on purchases that counts"), -month.claimed)),
        Row((_("less brought forward and paid"), -month.carried)),
        total_row(result, columns, {"amount": abs(month.due)}),
    )
    blocks: list[Table | Figures | Paragraph] = [
        Figures((Figure(result, abs(month.due)),)),
        Table("", columns, rows),
    ]
    if month.undecided:
        words = _("{amount} baht of shared input VAT wait: somebody has to say how much of it counts.")
        blocks.append(Paragraph(words.format(amount=format_amount(month.undecided)), _("Still to decide")))
    open_products = undecided_products(span.last)
    if open_products:
        blocks.append(_undecided(open_products))
    left = _left_without_sale(span)
    if left is not None:
        blocks.append(left)
    note = _rule_note(_("VAT rate"), rule(RuleKey.VAT_RATE, span.last), span.last)
    notes = (note,) if note else ()
    return _report(SUMMARY, _("VAT of the month"), span, tuple(blocks), printed, notes=notes)


def _undecided(found: tuple[Undecided, ...]) -> Table:
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("sold", _("Sold this year"), Kind.MONEY, 3),
    )
    rows = tuple(Row((each.code, each.name, each.sold), opens=product_link(each.code)) for each in found)
    return Table(_("Products without a VAT class (taxed until somebody decides)"), columns, rows)


def _left_without_sale(span: Span) -> Table | None:
    """Shortages, own use and gifts, with the tax they may carry at the price of sale."""
    found = proposals(span.first, span.last)
    if not found:
        return None
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("price", _("At the price of sale"), Kind.MONEY, 3),
        Column("cost", _("At cost"), Kind.MONEY, 3),
        Column("tax", _("VAT in it"), Kind.MONEY, 3),
    )
    rows = []
    for each in found:
        cells: tuple[Cell, ...] = (
            each.on,
            each.number,
            each.words or _("Samples and gifts"),
            each.quantity,
            each.price,
            each.cost,
            each.tax,
        )
        rows.append(Row(cells, opens=document_link(each.number)))
    rows.append(total_row(_("Total"), columns, {"tax": sum(each.tax or 0 for each in found)}))
    return Table(_("Missing, used or given away: may count as sold at market price"), columns, tuple(rows))


# ---------------------------------------------------------------- meters


def meters_report(day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """Both meters as of a day."""
    found = meters(day)
    columns = (
        Column("what", _("Meter"), Kind.TEXT, 6),
        Column("value", _("So far this year"), Kind.MONEY, 3),
        Column("limit", _("Limit"), Kind.MONEY, 3),
        Column("used", _("Used"), Kind.PERCENT, 2),
        Column("left", _("Left"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row((name, meter.value, meter.limit, ratio_bp(meter.value, meter.limit), meter.left))
        for name, meter in (
            (income_name(found), found.income),
            (_("Taxable sales against the VAT threshold"), found.sales),
        )
    )
    beside = (
        Row((_("Sales free of VAT, not counted for VAT"), found.exempt_sales)),
        Row((_("Sales of products without a VAT class, counted"), found.undecided_sales)),
        Row((_("Owed to owners of consigned goods, not in the income"), found.consigned)),
    )
    side = (Column("what", _("What"), Kind.TEXT, 8), Column("amount", _("Amount"), Kind.MONEY, 3))
    head = issuer()
    return Report(
        METERS,
        _("Tax meters"),
        head,
        (Table("", columns, rows), Table(_("Beside them"), side, beside)),
        period=_("Calendar year up to {day}").format(day=format_date(day, "long")),
        notes=tuple(meter_warnings(found, day)),
        printed=printed,
        book=head.name,
    )


def meter_lines(day: dt.date) -> tuple[MeterLine, MeterLine]:
    """Both meters as of a day, as bars show them."""
    found = meters(day)
    return (
        _line(_("Income this year"), found.income, _income_words(found, day)),
        _line(_("Taxable sales this year"), found.sales, _sales_words(found, day)),
    )


def _line(name: str, meter: Meter, said: list[str]) -> MeterLine:
    limit = _("of {limit} baht").format(limit=format_amount(meter.limit))
    value = format_amount(meter.value)
    return MeterLine(name, value, limit, meter.percent_bp, meter.level, " ".join(said))


def income_name(found: Meters) -> str:
    """What the first meter counts."""
    if found.is_juristic:
        return _("All income (earned) against the income-tax exemption")
    return _("All income (received) against the income-tax exemption")


def meter_warnings(found: Meters, day: dt.date) -> list[str]:
    """What there is to say about the meters: of the income first."""
    return [*_income_words(found, day), *_sales_words(found, day)]


def _income_words(found: Meters, day: dt.date) -> list[str]:
    said: list[str] = []
    if found.income.level is Level.OVER:
        said.append(_("Income has passed the exemption: all of it may be taxed. Please ask the tax office."))
    elif found.income.level is Level.NEAR:
        said.append(_left(_("{amount} baht are left before all income may be taxed."), found.income))
    note = _rule_note(_("The income-tax exemption"), found.income_rule, day)
    return [*said, note] if note else said


def _sales_words(found: Meters, day: dt.date) -> list[str]:
    said: list[str] = []
    if found.registered_from is not None and found.registered_from <= day:
        return said
    if found.sales.level is Level.OVER:
        words = _("Taxable sales have passed the threshold: register for VAT within {days} days.")
        said.append(words.format(days=found.register_days))
    elif found.sales.level is Level.NEAR:
        words = _("{amount} baht are left before the group has to register for VAT.")
        said.append(_left(words, found.sales))
    note = _rule_note(_("The VAT threshold"), found.sales_rule, day)
    return [*said, note] if note else said


def _left(words: str, meter: Meter) -> str:
    return words.format(amount=format_amount(meter.left))


def _rule_note(name: str, found: RuleAt | None, day: dt.date) -> str:
    """Says that a rule is past its time; empty while it holds."""
    if found is None or not found.ended:
        return ""
    if found.valid_to is not None and found.valid_to < day:
        words = _("{name}: the rule ran until {day}. Please check the current rule.")
        return words.format(name=name, day=format_date(found.valid_to, "medium"))
    return _("{name}: no rule is known for this day. Please check the current rule.").format(name=name)


def _report(
    name: str,
    title: str,
    span: Span,
    blocks: tuple[Table | Figures | Paragraph, ...],
    printed: dt.datetime | None,
    *,
    landscape: bool = False,
    notes: tuple[str, ...] = (),
) -> Report:
    head = issuer()
    return Report(
        name,
        title,
        seller() if name in (OUTPUT, INPUT) else head,
        blocks,
        period=span.text,
        notes=notes,
        printed=printed,
        book=head.name,
        landscape=landscape,
    )
