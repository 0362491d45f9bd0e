"""The register of loans, taken and given, as of a day: what is owed, what is late, and the ledger."""

import datetime as dt

from app.domain.ledger import AccountRole
from app.domain.loan import LoanSide
from app.i18n import _
from app.queries.assets import role_balance
from app.queries.loans import LoanRow, loan_rows
from app.thai.dates import format_date
from reports.common import issuer, total_row
from reports.loan_words import rate_words, side_words
from reports.model import Block, Column, Figure, Figures, Kind, Link, Report, Row, Table

NAME = "loan-register"
CARD = "loan-card"
_ACCOUNTS = {
    LoanSide.TAKEN: (-1, AccountRole.LOANS, AccountRole.INTEREST_PAYABLE),
    LoanSide.GIVEN: (1, AccountRole.MEMBER_LOANS, AccountRole.INTEREST_RECEIVABLE),
}
_AGES = (30, 60, 90)


def build(day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """Every loan of which something was owed, or that was agreed, up to a day."""
    head = issuer()
    rows = [
        row
        for row in loan_rows(day)
        if row.loan.terms.agreed_on <= day and (row.loan.active or row.state.owed)
    ]
    blocks: list[Block] = []
    for side in LoanSide:
        own = [row for row in rows if row.loan.side is side]
        blocks.append(_table(side, own))
        if own:
            blocks += [_ages(own), _agreement(side, own, day)]
    return Report(
        NAME,
        _("Register of loans"),
        head,
        tuple(blocks),
        period=_("As of {day}").format(day=format_date(day, "long")),
        notes=(
            _("Interest up to the day would have to be paid besides; not all of it is in the books yet."),
        ),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def _table(side: LoanSide, rows: list[LoanRow]) -> Table:
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("person", _("With whom"), Kind.TEXT, 5),
        Column("rate", _("Interest"), Kind.TEXT, 3),
        Column("last", _("Last instalment"), Kind.DATE, 3),
        Column("agreed", _("Loan"), Kind.MONEY, 3),
        Column("repaid", _("Paid back"), Kind.MONEY, 3),
        Column("principal", _("Still owed"), Kind.MONEY, 3),
        Column("year", _("Of it within a year"), Kind.MONEY, 3),
        Column("interest", _("Interest up to the day"), Kind.MONEY, 3),
        Column("late", _("Not paid in time"), Kind.MONEY, 3),
        Column("days", _("Days late"), Kind.COUNT, 2),
    )
    sums = dict.fromkeys(("agreed", "repaid", "principal", "year", "interest", "late"), 0)
    lines = []
    for row in rows:
        state, each = row.state, row.loan
        amounts = {
            "agreed": each.terms.principal,
            "repaid": state.repaid,
            "principal": state.principal,
            "year": row.within_a_year,
            "interest": state.accrued + state.to_date,
            "late": state.late,
        }
        sums = {key: sums[key] + amount for key, amount in amounts.items()}
        words = f"{each.party} · {each.name}" if each.name else each.party
        lines.append(
            Row(
                (
                    each.code,
                    words,
                    rate_words(each.terms),
                    each.plan[-1].on if each.plan else None,
                    *amounts.values(),
                    state.days_late or None,
                ),
                opens=Link(CARD, each.code),
                key=each.code,
            )
        )
    if lines:
        lines.append(total_row(_("Total"), columns, sums))
    empty = (
        _("The group has borrowed nothing.") if side is LoanSide.TAKEN else _("The group has lent nothing.")
    )
    return Table(side_words(side), columns, tuple(lines), empty=empty, sums=tuple(sums))


def _ages(rows: list[LoanRow]) -> Table:
    """What is late by how long."""
    columns = (
        Column("to_30", _("1–30 days"), Kind.MONEY, 3),
        Column("to_60", _("31–60 days"), Kind.MONEY, 3),
        Column("to_90", _("61–90 days"), Kind.MONEY, 3),
        Column("over_90", _("Over 90 days"), Kind.MONEY, 3),
        Column("total", _("Not paid in time"), Kind.MONEY, 3),
    )
    sums = [0, 0, 0, 0]
    for row in rows:
        for due in row.state.dues:
            if due.is_late:
                sums[sum(due.days_late > most for most in _AGES)] += due.left
    lines = (Row((*sums, sum(sums))),) if any(sums) else ()
    return Table(_("Late, by age"), columns, lines, empty=_("Nothing is late."))


def _agreement(side: LoanSide, rows: list[LoanRow], day: dt.date) -> Figures:
    sign, loans, interest = _ACCOUNTS[side]
    kept = sum(row.state.principal for row in rows)
    accrued = sum(row.state.accrued for row in rows)
    booked, owed = sign * role_balance(loans, day), sign * role_balance(interest, day)
    return Figures(
        (
            Figure(_("Loans in this register"), kept),
            Figure(_("In the ledger"), booked),
            Figure(_("Interest entered and not paid"), accrued),
            Figure(_("In the ledger"), owed),
            Figure(_("Difference"), kept + accrued - booked - owed),
        ),
        _("Does the ledger agree?"),
    )
