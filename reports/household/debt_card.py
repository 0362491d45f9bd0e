"""One debt for the screen and the whole way of the debt: what it costs, its schedule, how it goes down."""

import datetime as dt
from collections.abc import Sequence

from app.domain.household.debts import DebtData, PayOff
from app.domain.loan import Instalment
from app.i18n import _
from app.queries.household.debts import Debt
from app.queries.loans import LoanPosted
from app.thai.dates import format_date
from reports.common import issuer
from reports.household.debt_words import cost_sentence, law_sentence, whole_sentence
from reports.household.money_words import baht
from reports.loan_card import falling_chart, plan_table
from reports.loan_words import terms_words
from reports.model import Block, Chart, ChartKind, Column, Kind, Paragraph, Report, Row, Series, Table

PAST, COMING = 12, 18
"""So many months before and bars after today are shown."""


def card(each: Debt, history: tuple[LoanPosted, ...], day: dt.date) -> Report:
    """What a debt costs, how it goes down, its schedule."""
    head = issuer()
    interest = sum(row.interest for row in each.loan.plan)
    words = [cost_sentence(each.yearly_ppm), whole_sentence(each.loan.terms.principal, interest, each.fees)]
    if each.state.interest_paid or each.state.repaid:
        words.append(
            _("Paid so far: {principal} baht of the loan, {interest} baht of interest.").format(
                principal=baht(each.state.repaid), interest=baht(each.state.interest_paid)
            )
        )
    words.append(law_sentence(each.kind, each.loan.terms.rate_ppm, each.loan.terms.rate_per))
    about = [terms_words(each.loan)]
    about += [text for text in (each.loan.security, each.loan.note) if text]
    blocks: list[Block] = [
        Paragraph("\n".join(word for word in words if word), _("What it truly costs")),
        falling_chart(each.loan, history, day),
        Paragraph("\n".join(about)),
        plan_table(each.loan, each.state, short=True),
    ]
    return Report("debt-card", each.name, head, tuple(blocks), book=head.name)


def preview(data: DebtData, plan: Sequence[Instalment], yearly_ppm: int) -> Report:
    """What a debt comes to that is being told: its true rate, what is paid when."""
    interest = sum(row.interest for row in plan)
    total = sum(row.total for row in plan)
    words = [
        cost_sentence(yearly_ppm),
        whole_sentence(data.loan.principal, interest, data.fees),
        _("{amount} baht are paid back in all; the last on {day}.").format(
            amount=baht(total), day=format_date(plan[-1].on, "medium")
        ),
        law_sentence(data.kind, data.loan.rate_ppm, data.loan.rate_per),
    ]
    table = Table(
        _("What is to be paid when"),
        (
            Column("on", _("Day"), Kind.DATE, 3),
            Column("total", _("To be paid"), Kind.MONEY, 3),
            Column("principal", _("Of the loan"), Kind.MONEY, 3),
            Column("interest", _("Interest"), Kind.MONEY, 3),
        ),
        tuple(Row((row.on, row.total, row.principal, row.interest)) for row in plan),
    )
    return Report("debt-preview", "", issuer(), (Paragraph("\n".join(each for each in words if each)), table))


def way_chart(past: Sequence[tuple[dt.date, int]], plan: PayOff | None, day: dt.date) -> Chart | None:
    """The way of all debts: months gone by as they were, months to come as agreed; None without any."""
    gone = [(month, owed) for month, owed in past if month < day.replace(day=1)][-PAST:]
    while gone and not gone[0][1]:
        gone.pop(0)
    months = plan.months if plan is not None else ()
    step = max(1, -(-len(months) // COMING))
    coming = list(months[::step])
    if months and coming[-1] is not months[-1]:
        coming.append(months[-1])
    if not gone and not coming:
        return None
    labels = [format_date(month, "month") for month, _owed in gone]
    labels += [format_date(each.month, "month") for each in coming]
    return Chart(
        _("The way of our debts"),
        ChartKind.STACKED,
        tuple(labels),
        (
            Series(_("Gone by"), (*(owed for _month, owed in gone), *(0 for _each in coming))),
            Series(_("As agreed"), (*(0 for _each in gone), *(each.left for each in coming))),
        ),
        sentence=_("What is owed at the end of each month."),
    )
