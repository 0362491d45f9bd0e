"""The reports of cash and bank, for the list of all reports."""

from app.domain.session import Permission, Session
from app.i18n import N_, _
from app.queries.catalogue import money_accounts
from reports import bank_reconciliation, cash_count
from reports.common import ReportArgumentError
from reports.debt_kinds import as_of
from reports.kinds import Needs, Question, ReportGroup, ReportKind
from reports.model import Report


def _cash_count(_session: Session, question: Question) -> Report:
    """``document`` is the number of a count, or the account of an empty sheet."""
    codes = {each.code for each in money_accounts()}
    for asked in (question.document, question.account):
        if asked in codes:
            return cash_count.blank(asked, printed=question.printed)
        if asked and (cash_count.is_count(asked) or not question.account):
            return cash_count.of_document(asked, printed=question.printed)
    raise ReportArgumentError(name=cash_count.NAME, needs=_("the number of a cash count, or an account"))


def _reconciliation(_session: Session, question: Question) -> Report:
    if not question.account:
        raise ReportArgumentError(name=bank_reconciliation.NAME, needs=_("the account of a bank"))
    return bank_reconciliation.build(question.account, as_of(question), printed=question.printed)


CASH_KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        cash_count.NAME,
        N_("Cash count"),
        N_("Notes and coins at a place of money: an empty sheet to fill in, or a count that was saved."),
        Needs.DOCUMENT,
        (Permission.BUY, Permission.SEE_BOOKS),
        _cash_count,
        "coins",
    ),
    ReportKind(
        bank_reconciliation.NAME,
        N_("Bank reconciliation"),
        N_("Balance of the books led over to the bank's: what only one of them has."),
        Needs.ACCOUNT,
        (Permission.SEE_BOOKS,),
        _reconciliation,
        "landmark",
        group=ReportGroup.CLOSING,
    ),
)
