"""The card of a loan: what was agreed, every instalment with what is left of it, and what happened."""

import datetime as dt

from app.domain.loan import rate_bp
from app.domain.loan_plan import cost_of
from app.domain.loan_state import LoanEvent, LoanState
from app.i18n import _, ngettext
from app.queries.loans import Loan, LoanPosted, loan_by_code, loan_history, state_of
from app.thai.dates import format_date
from reports.common import document_link, issuer, total_row
from reports.loan_words import side_words, step_words, terms_words, title_of
from reports.model import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Report,
    Row,
    Series,
    Table,
)

NAME = "loan-card"
MOST_POINTS = 8


def build(code: str, day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """The card of the loan with this code; raises UnknownLoanError."""
    each = loan_by_code(code)
    state = state_of(each, day)
    head = issuer()
    return Report(
        NAME,
        _("Loan card"),
        head,
        (
            Paragraph(about(each)),
            figures(each, state),
            falling_chart(each, loan_history(day, loan_id=each.id), day),
            plan_table(each, state),
            history_table(loan_history(day, loan_id=each.id)),
        ),
        subtitle=title_of(each),
        period=_("As of {day}").format(day=format_date(day, "long")),
        number=each.code,
        printed=printed,
        book=head.name,
    )


def panel(each: Loan, state: LoanState, day: dt.date) -> Report:
    """The card in little, for the screen."""
    history = loan_history(dt.date.max, loan_id=each.id)
    head = issuer()
    return Report(
        NAME,
        each.code,
        head,
        (
            figures(each, state),
            Paragraph(about(each)),
            falling_chart(each, history, day),
            plan_table(each, state, short=True),
            history_table(history, short=True),
        ),
        book=head.name,
    )


def about(each: Loan) -> str:
    """Who lends, the terms, papers and people behind it."""
    more = (
        (_("Number of the contract"), each.contract),
        (_("Guarantors"), each.guarantors),
        (_("Security"), each.security),
        (_("Note"), each.note),
    )
    lines = [f"{side_words(each.side)} · {each.party}", terms_words(each)]
    return "\n".join([*lines, *(f"{label}: {text}" for label, text in more if text)])


def figures(each: Loan, state: LoanState) -> Figures:
    """What stands out: owed, interest, late, the true rate."""
    cost = cost_of(each.terms, each.plan) if each.plan else None
    late = ""
    if state.late:
        words = ngettext("for {count} day", "for {count} days", state.days_late)
        late = words.format(count=state.days_late)
    items = [
        Figure(_("Still owed"), state.principal),
        Figure(_("Interest up to the day"), state.accrued + state.to_date),
        Figure(_("Not paid in time"), state.late, note=late),
    ]
    if cost is not None:
        items.append(Figure(_("True yearly rate, %"), rate_bp(cost.yearly_ppm), Kind.PERCENT))
    return Figures(tuple(items))


def falling_chart(each: Loan, history: tuple[LoanPosted, ...], day: dt.date) -> Chart:
    """What is left after each instalment: as agreed, and as it was (from today on as it will be)."""
    left, planned = each.terms.principal, [(each.terms.agreed_on, each.terms.principal)]
    for row in each.plan:
        left -= row.principal
        planned.append((row.on, left))
    stands = [step for step in history if step.stands]
    owed = sum(step.principal for step in stands)
    points = _thinned(planned)
    really = tuple(
        sum(step.principal for step in stands if step.on <= on) if on <= day else min(owed, agreed)
        for on, agreed in points
    )
    series = [Series(_("As agreed"), tuple(agreed for _on, agreed in points))]
    if stands:
        series.append(Series(_("As it is"), really))
    return Chart(
        _("What is left of the loan"),
        ChartKind.LINE,
        tuple(format_date(on, "short") for on, _agreed in points),
        tuple(series),
        sentence=_("As agreed nothing is left after {day}.").format(
            day=format_date(planned[-1][0], "medium")
        ),
    )


def _thinned(points: list[tuple[dt.date, int]]) -> list[tuple[dt.date, int]]:
    """Not more points than can be read, the first and the last among them."""
    if len(points) <= MOST_POINTS:
        return points
    last = len(points) - 1
    return [points[at * last // (MOST_POINTS - 1)] for at in range(MOST_POINTS)]


def plan_table(each: Loan, state: LoanState, *, short: bool = False) -> Table:
    """Every instalment: what is due, what of it is left, how late it is."""
    columns = [
        Column("date", _("Due"), Kind.DATE, 3),
        Column("total", _("Instalment"), Kind.MONEY, 3),
        Column("left", _("Not paid"), Kind.MONEY, 3),
    ]
    if not short:
        columns[1:1] = [
            Column("principal", _("Of the loan"), Kind.MONEY, 3),
            Column("interest", _("Interest"), Kind.MONEY, 3),
        ]
    columns.append(Column("days", _("Days late"), Kind.COUNT, 2))
    rows = []
    for due in state.dues:
        parts = () if short else (due.due.principal, due.due.interest)
        rows.append(Row((due.due.on, *parts, due.due.total, due.left or None, due.days_late or None)))
    if rows:
        sums = {
            "principal": sum(row.principal for row in each.plan),
            "interest": sum(row.interest for row in each.plan),
            "total": sum(row.total for row in each.plan),
        }
        keys = {column.key for column in columns}
        rows.append(
            total_row(_("Total"), tuple(columns), {key: each for key, each in sums.items() if key in keys})
        )
    return Table(_("What was agreed"), tuple(columns), tuple(rows), empty=_("No instalments."))


def history_table(history: tuple[LoanPosted, ...], *, short: bool = False) -> Table:
    """What happened, with what was left running along."""
    columns = [
        Column("date", _("Date"), Kind.DATE, 3),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("loan", _("Of the loan"), Kind.MONEY, 3),
        Column("interest", _("Interest"), Kind.MONEY, 3),
        Column("left", _("Still owed"), Kind.MONEY, 3),
    ]
    if not short:
        columns[1:1] = [Column("number", _("Document"), Kind.TEXT, 4)]
        columns[5:5] = [Column("fee", _("Charges"), Kind.MONEY, 2)]
    left = 0
    rows = []
    for step in history:
        left += step.principal
        cells: list[Cell] = [step.on, step_words(step), step.principal or None]
        cells.append(_interest(step) or None)
        if not short:
            cells[1:1] = [step.number]
            cells += [step.fee or None]
        rows.append(Row((*cells, left), opens=document_link(step.number)))
    return Table(_("What happened"), tuple(columns), tuple(rows), empty=_("Nothing has happened yet."))


def _interest(step: LoanPosted) -> int:
    """What was entered of interest, or paid of it where money moved."""
    return step.interest if step.event is LoanEvent.ACCRUED else step.interest - step.accrued
