"""The reports of tax, for the list of all reports."""

from app.domain.session import Permission, Session
from app.i18n import N_
from reports import tax_papers, tax_reports
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind, number_of, span_of
from reports.model import Report


def _output(_session: Session, question: Question) -> Report:
    return tax_reports.output_tax(span_of(question, tax_reports.OUTPUT), printed=question.printed)


def _input(_session: Session, question: Question) -> Report:
    return tax_reports.input_tax(span_of(question, tax_reports.INPUT), printed=question.printed)


def _summary(_session: Session, question: Question) -> Report:
    return tax_reports.summary(span_of(question, tax_reports.SUMMARY), printed=question.printed)


def _meters(_session: Session, question: Question) -> Report:
    return tax_reports.meters_report(as_of(question), printed=question.printed)


def _invoice(_session: Session, question: Question) -> Report:
    return tax_papers.tax_invoice(number_of(question, tax_papers.INVOICE), printed=question.printed)


def _credit_note(_session: Session, question: Question) -> Report:
    return tax_papers.credit_note(number_of(question, tax_papers.CREDIT_NOTE), printed=question.printed)


TAX_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        tax_reports.SUMMARY,
        N_("VAT of the month"),
        N_("Tax on sales and purchases, what is to pay or carried forward, and what remains to decide."),
        Needs.MONTH,
        (Permission.SEE_BOOKS,),
        _summary,
        "percent",
        group=ReportGroup.CLOSING,
    ),
    ReportKind(
        tax_reports.OUTPUT,
        N_("Tax on sales"),
        N_("Every sale of a month with VAT: number, date, buyer, tax id, branch, value and tax."),
        Needs.MONTH,
        (Permission.SEE_BOOKS,),
        _output,
        "receipt-text",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        tax_reports.INPUT,
        N_("Tax on purchases"),
        N_("Every slip of a month with VAT in it: number, date, seller, tax id, branch, value and tax."),
        Needs.MONTH,
        (Permission.SEE_BOOKS,),
        _input,
        "receipt-text",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        tax_reports.METERS,
        N_("Tax meters"),
        N_("All income against the income-tax exemption, taxable sales against the VAT threshold."),
        Needs.DAY,
        (Permission.SEE_BOOKS,),
        _meters,
        "percent",
        group=ReportGroup.CLOSING,
    ),
    ReportKind(
        tax_papers.INVOICE,
        N_("Full tax invoice"),
        N_("For a buyer who asks for it, in place of the short one; only for a VAT-registered group."),
        Needs.DOCUMENT,
        (Permission.SELL, Permission.SEE_BOOKS),
        _invoice,
        "receipt-text",
    ),
    ReportKind(
        tax_papers.CREDIT_NOTE,
        N_("Credit note"),
        N_("For goods that came back to a VAT-registered group: original value, right value, tax."),
        Needs.DOCUMENT,
        (Permission.SELL, Permission.RETURN, Permission.SEE_BOOKS),
        _credit_note,
        "undo-2",
    ),
)
