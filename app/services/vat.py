"""Tax of what is sold and bought, written into the documents; a month's tax moved to what is paid.

Nothing here writes anything while the group is not a registered seller.
"""

import datetime as dt
from collections.abc import Sequence

from app.changes import Changes
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.sale import PricedReturn, PricedSale, SoldSale
from app.domain.session import Permission, Session
from app.domain.tax_rule import RuleKey
from app.domain.vat import (
    Claim,
    InputVat,
    NothingToSettleError,
    SettleVatDraft,
    ShareTooLargeError,
    ShareUndecidedError,
    SoldTax,
    TaxPart,
    TaxTooLargeError,
    VatClass,
    base_of,
    costs_without,
    return_tax,
    sale_tax,
)
from app.queries.balances import month_end
from app.queries.tax import is_registered, rule, undecided_share, vat_balances
from app.services.journal import account_id
from app.services.unit_of_work import Entry, Posted, post
from app.thai.dates import format_month
from app.thai.digits import format_amount
from db import connection as book
from db.sql import tax as sql


def rate_on(day: dt.date) -> int:
    """The rate of a day in basis points, the last one known where its time is over; 0 without a rule."""
    found = rule(RuleKey.VAT_RATE, day)
    return found.value if found else 0


def write_sale_tax(entry: Entry, priced: PricedSale, goods: Sequence[tuple[int, str]]) -> tuple[TaxPart, ...]:
    """Write a bill's tax; () if unregistered. ``goods``: local id and class by line."""
    if not is_registered(entry.on):
        return ()
    rate_bp = rate_on(entry.on)
    parts = sale_tax(priced, [VatClass(each) for _id, each in goods], rate_bp)
    _write_output(entry, parts, [product for product, _class in goods], rate_bp)
    return parts


def write_return_tax(
    entry: Entry,
    priced: PricedReturn,
    sale_id: int,
    sale: SoldSale,
    products: Sequence[int],
    own_amounts: Sequence[int],
) -> tuple[TaxPart, ...]:
    """Write the tax that a return takes back; () if the sale had none.

    ``products`` are local ids by line, ``own_amounts`` what of each line was of the group's own goods.
    """
    stored = book.fetch(sql.OUTPUT_PARTS, (sale_id,))
    if not stored:
        return ()
    lines, rounding = {}, []
    for for_line, vat_class, base, tax, _rate in stored:
        part = TaxPart(for_line, VatClass(vat_class), base, tax)
        if for_line is None:
            rounding.append(part)
        else:
            lines[for_line] = part
    rate_bp = stored[0][4]
    parts = return_tax(
        priced,
        SoldTax(lines, tuple(rounding), rate_bp),
        {line.line_no: (line.amounts.quantity_milli, line.returned_milli) for line in sale.lines},
        sale.returned_amount,
        sum(line.amounts.amount for line in sale.lines),
    )
    parts = tuple(
        part
        if part.for_line is None
        else TaxPart(part.for_line, part.vat_class, own_amounts[part.for_line - 1] - part.tax, part.tax)
        for part in parts
    )
    _write_output(entry, parts, products, rate_bp)
    return parts


def _write_output(entry: Entry, parts: Sequence[TaxPart], products: Sequence[int], rate_bp: int) -> None:
    for part in parts:
        entry.add(
            "tax_line",
            side="output",
            vat_class=part.vat_class.value,
            for_line=part.for_line,
            product_id=products[part.for_line - 1] if part.for_line is not None else None,
            base=part.base,
            tax=part.tax,
            rate_bp=rate_bp,
            claim="",
        )
    entry.line(account_id(AccountRole.OUTPUT_VAT), -sum(part.tax for part in parts))


def write_input_tax(entry: Entry, amounts: Sequence[int], vat: InputVat | None) -> list[int]:
    """What the lines of a slip cost: without the tax that is claimed. Unregistered: as they stand.

    Raises TaxTooLargeError.
    """
    if vat is None or not vat.amount or not is_registered(entry.on):
        return list(amounts)
    costs = costs_without(amounts, vat)
    claimed = sum(amounts) - sum(costs)
    rate_bp = rate_on(entry.on)
    entry.add(
        "tax_line",
        side="input",
        vat_class=VatClass.TAXABLE.value,
        for_line=None,
        product_id=None,
        base=min(base_of(vat.amount, rate_bp), sum(amounts) - vat.amount),
        tax=vat.amount,
        rate_bp=rate_bp,
        claim=vat.claim.value,
    )
    entry.line(account_id(AccountRole.INPUT_VAT), claimed)
    return costs


def write_income_tax(entry: Entry, amounts: Sequence[int], vat: InputVat | None) -> list[int]:
    """What the lines of a slip of income earn without the tax in it. Raises TaxTooLargeError."""
    if vat is None or not vat.amount or not is_registered(entry.on):
        return list(amounts)
    earned = costs_without(amounts, InputVat(vat.amount, Claim.YES))
    rate_bp = rate_on(entry.on)
    base = sum(earned)
    if base <= 0:
        raise TaxTooLargeError
    part = TaxPart(None, VatClass.TAXABLE, base, vat.amount)
    _write_output(entry, (part,), (), rate_bp)
    return earned


def settle_vat(session: Session, draft: SettleVatDraft, *, on: dt.date | None = None) -> Posted:
    """Move a month's tax on sales and claimed tax to what has to be paid, once per ``draft.uid``.

    What is too much stays there as a claim for the next month. Posted on the month's last day unless ``on``
    names another. Raises ShareUndecidedError, ShareTooLargeError, NothingToSettleError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        last = month_end(draft.month)
        share = undecided_share(last)
        if share and draft.share_claimed is None:
            raise ShareUndecidedError(amount=format_amount(share))
        claimed = draft.share_claimed if share and draft.share_claimed is not None else 0
        if not 0 <= claimed <= max(share, 0):
            raise ShareTooLargeError(amount=format_amount(share))
        balances = vat_balances(last)
        output, paid = balances.get("output_vat", 0), balances.get("input_vat", 0)
        lost = share - claimed
        if not output and not paid:
            raise NothingToSettleError(month=format_month(draft.month, long=True))
        entry.document(DocumentKind.JOURNAL, on or last, abs(output + paid - lost))
        entry.line(account_id(AccountRole.OUTPUT_VAT), -output)
        entry.line(account_id(AccountRole.INPUT_VAT), -paid)
        entry.line(account_id(AccountRole.VAT_NOT_CLAIMED), lost)
        entry.line(account_id(AccountRole.VAT_PAYABLE), output + paid - lost)
        decided = ((Claim.SHARE, -share), (Claim.YES, claimed), (Claim.NO, lost)) if share else ()
        for claim, tax in decided:
            if tax:
                entry.add(
                    "tax_line",
                    side="input",
                    vat_class=VatClass.TAXABLE.value,
                    base=0,
                    tax=tax,
                    rate_bp=rate_on(last),
                    claim=claim.value,
                )
        entry.changes = Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, draft.uid, write)
