"""Reports about shares and the divided profit, for the catalogue."""

from app.domain.fiscal import FiscalYear
from app.domain.session import Permission, Session
from app.i18n import N_, _
from app.queries.distribution import years_to_divide
from app.queries.fiscal_years import year_of
from reports import distribution_papers, share_papers
from reports.common import ReportArgumentError
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind, number_of, span_of
from reports.model import Report

SHAREHOLDERS = (Permission.SEE_BOOKS, Permission.KEEP_SHARES)
DIVIDERS = (Permission.SEE_BOOKS, Permission.DISTRIBUTE)


def _year(question: Question, name: str) -> FiscalYear:
    """The fiscal year that was asked for; without one the last that is closed."""
    if question.span is not None:
        return year_of(question.span.last)
    closed = years_to_divide()
    if not closed:
        raise ReportArgumentError(name=name, needs=_("a year that is closed"))
    return closed[0]


def _register(_session: Session, question: Question) -> Report:
    return share_papers.register(as_of(question), printed=question.printed)


def _receipt(_session: Session, question: Question) -> Report:
    return share_papers.receipt(number_of(question, share_papers.RECEIPT), printed=question.printed)


def _certificate(_session: Session, question: Question) -> Report:
    return share_papers.certificate(number_of(question, share_papers.CERTIFICATE), printed=question.printed)


def _distribution(_session: Session, question: Question) -> Report:
    year = _year(question, distribution_papers.NAME)
    on = question.printed.date() if question.printed is not None else year.last
    return distribution_papers.build(year, max(on, year.last), printed=question.printed)


def _sheet(_session: Session, question: Question) -> Report:
    return distribution_papers.payments(_year(question, distribution_papers.SHEET), printed=question.printed)


def _slips(_session: Session, question: Question) -> Report:
    return distribution_papers.slips(_year(question, distribution_papers.SLIPS), printed=question.printed)


def _funds(_session: Session, question: Question) -> Report:
    return distribution_papers.fund_report(
        span_of(question, distribution_papers.FUNDS), printed=question.printed
    )


SHARE_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        share_papers.REGISTER,
        N_("Register of shares"),
        N_("Who holds how many shares, what is paid in, what came and went; against the ledger."),
        Needs.DAY,
        SHAREHOLDERS,
        _register,
        "coins",
        group=ReportGroup.REGISTERS,
    ),
    ReportKind(
        share_papers.RECEIPT,
        N_("Receipt for shares"),
        N_("Shares taken and instalments of one document, member by member, with room to sign."),
        Needs.DOCUMENT,
        SHAREHOLDERS,
        _receipt,
        "receipt-text",
    ),
    ReportKind(
        share_papers.CERTIFICATE,
        N_("Share certificate"),
        N_("A certificate by its number, signed by chair and treasurer."),
        Needs.DOCUMENT,
        SHAREHOLDERS,
        _certificate,
        "shield-check",
    ),
    ReportKind(
        distribution_papers.NAME,
        N_("Distribution of profit"),
        N_("For the meeting: what there is, proposals side by side, what each gets; or what was resolved."),
        Needs.YEAR,
        DIVIDERS,
        _distribution,
        "chart-pie",
        group=ReportGroup.CLOSING,
    ),
    ReportKind(
        distribution_papers.SHEET,
        N_("Payment list of the divided profit"),
        N_("What each person gets, part by part, with room to sign."),
        Needs.YEAR,
        DIVIDERS,
        _sheet,
        "clipboard-list",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        distribution_papers.SLIPS,
        N_("Slips of the divided profit"),
        N_("One slip for each person, to cut and hand out."),
        Needs.YEAR,
        DIVIDERS,
        _slips,
        "scissors",
        group=ReportGroup.PEOPLE,
    ),
    ReportKind(
        distribution_papers.FUNDS,
        N_("Movement of the funds"),
        N_("Reserve, growth, welfare, community: what came in, what was spent, what is left."),
        Needs.YEAR,
        DIVIDERS,
        _funds,
        "landmark",
        group=ReportGroup.CLOSING,
    ),
)
