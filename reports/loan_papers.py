"""Papers of a loan that are signed: the agreement, and the receipt for money paid out or back."""

import datetime as dt

from app.domain.loan import LoanSide
from app.domain.loan_plan import cost_of
from app.domain.loan_state import LoanEvent
from app.i18n import _
from app.queries.loans import Loan, LoanSlip, loan_by_code, loan_slip
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import ReportArgumentError, issuer, joined, total_row
from reports.loan_words import rate_words, terms_words
from reports.model import Column, Issuer, Kind, Paragraph, Report, Row, Signatures, Table

CONTRACT = "loan-contract"
RECEIPT = "loan-receipt"


def contract(code: str, *, printed: dt.datetime | None = None) -> Report:
    """The agreement of the loan with this code, to be signed; raises UnknownLoanError."""
    each = loan_by_code(code)
    head = issuer()
    lender, borrower = _sides(each, head)
    cost = cost_of(each.terms, each.plan)
    words = [
        _("{lender} lends {borrower} {amount} baht ({words}).").format(
            lender=lender,
            borrower=borrower,
            amount=format_amount(each.terms.principal),
            words=baht_text(each.terms.principal),
        ),
        _("For: {what}").format(what=each.name) if each.name else "",
        terms_words(each),
        _("Interest to the end comes to {interest} baht if every instalment is paid on its day.").format(
            interest=format_amount(cost.interest)
        ),
        _("Guarantors: {names}").format(names=each.guarantors) if each.guarantors else "",
        _("Security: {what}").format(what=each.security) if each.security else "",
    ]
    return Report(
        CONTRACT,
        _("Loan agreement"),
        head,
        (
            Paragraph("\n".join(part for part in words if part)),
            _instalments(each),
            Signatures((_("Lender"), _("Borrower"), _("Guarantor"), _("Witness"))),
        ),
        subtitle=each.contract,
        period=format_date(each.terms.agreed_on, "long"),
        number=each.code,
        notes=(
            _("What was agreed, in short; a person who knows the law says if it is enough as a contract."),
        ),
        printed=printed,
        book=head.name,
    )


def receipt(number: str, *, printed: dt.datetime | None = None) -> Report:
    """What one document paid out or back, in its parts; raises UnknownLoanError, ReportArgumentError."""
    slip = loan_slip(number)
    step, each = slip.posted, slip.loan
    if step.event not in (LoanEvent.DRAWN, LoanEvent.PAID):
        raise ReportArgumentError(name=RECEIPT, needs=_("the number of a loan's payment"))
    head = issuer()
    paid = abs(step.money)
    comes_in = (step.money > 0) == (each.side is LoanSide.GIVEN)
    title = _("Receipt for a loan") if comes_in else _("Payment of a loan")
    person = _("Received from {name}") if comes_in else _("Paid to {name}")
    return Report(
        RECEIPT,
        title,
        head,
        (
            Paragraph("\n".join((person.format(name=each.party), terms_words(each)))),
            _parts(slip),
            Paragraph(f"({baht_text(paid)})", _("Amount in words")),
            Signatures((_("Paid by"), _("Received by"))),
        ),
        subtitle=joined(each.code, each.contract, step.slip_number),
        period=format_date(step.on, "long"),
        number=step.number,
        notes=_notes(slip),
        printed=printed,
        book=head.name,
    )


def _sides(each: Loan, head: Issuer) -> tuple[str, str]:
    return (each.party, head.name) if each.side is LoanSide.TAKEN else (head.name, each.party)


def _instalments(each: Loan) -> Table:
    columns = (
        Column("number", _("No."), Kind.COUNT, 1),
        Column("date", _("Due"), Kind.DATE, 4),
        Column("principal", _("Of the loan"), Kind.MONEY, 3),
        Column("interest", _("Interest"), Kind.MONEY, 3),
        Column("total", _("Instalment"), Kind.MONEY, 3),
    )
    rows = [
        Row((number, row.on, row.principal, row.interest, row.total))
        for number, row in enumerate(each.plan, 1)
    ]
    sums = {
        "principal": sum(row.principal for row in each.plan),
        "interest": sum(row.interest for row in each.plan),
        "total": sum(row.total for row in each.plan),
    }
    rows.append(total_row(_("Total"), columns, sums))
    return Table(
        _("Instalments at {rate}").format(rate=rate_words(each.terms)), columns, tuple(rows), sums=tuple(sums)
    )


def _parts(slip: LoanSlip) -> Table:
    step = slip.posted
    columns = (Column("what", _("Item"), Kind.TEXT, 8), Column("amount", _("Amount"), Kind.MONEY, 3))
    if step.event is LoanEvent.DRAWN:
        items = [(_("Paid out of the loan"), step.principal), (_("Charges kept back"), -step.fee)]
    else:
        items = [
            (_("Of the loan"), -step.principal),
            (_("Interest"), step.interest - step.accrued),
            (_("Charges"), step.fee),
        ]
    rows = [Row((words, amount)) for words, amount in items if amount]
    rows.append(total_row(_("Total"), columns, {"amount": abs(step.money)}))
    return Table("", columns, tuple(rows), sums=("amount",))


def _notes(slip: LoanSlip) -> tuple[str, ...]:
    step = slip.posted
    notes = [_("Of the loan {left} baht are owed after this.").format(left=format_amount(slip.after))]
    if step.event is LoanEvent.PAID and step.accrued > 0:
        notes.append(_("Interest of {amount} baht stays owed.").format(amount=format_amount(step.accrued)))
    if step.note:
        notes.append(step.note)
    if step.reversal:
        notes.append(_("Undone by {number}.").format(number=step.reversal))
    return tuple(notes)
