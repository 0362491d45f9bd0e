"""A funded project for who pays for it: budget, slips, people, results, money; and the list of all."""

import datetime as dt

from app.domain.project import EVENT_WORDS
from app.i18n import _
from app.queries.projects import (
    BudgetUse,
    MoneyStep,
    Project,
    ProjectState,
    SpentLine,
    history,
    project_by_code,
    results,
    state,
    states,
    to_use,
)
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import document_link, issuer, total_row
from reports.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Kind,
    Link,
    Paragraph,
    Report,
    Row,
    Series,
    Signatures,
    Table,
)
from reports.project_people import annex, people, seen

NAME = "project"
MOST_NAMES = 2
LIST = "projects"


def build(code: str, day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """The report of the project with this code up to a day; raises UnknownProjectCodeError."""
    each = project_by_code(code)
    found = state(each, day)
    head = issuer()
    return Report(
        NAME,
        _("Report of a project"),
        head,
        (
            Paragraph(about(each)),
            figures(found),
            *_remarks(found),
            budget_table(found),
            results_table(each),
            money_table(found),
            slips_table(found),
            *people(each, day),
            *seen(each, day),
            Signatures((_("Who keeps the books"), _("Who is responsible for the project"), _("Chair"))),
            *annex(found),
        ),
        subtitle=each.name,
        period=_("Up to {day}").format(day=format_date(day, "long")),
        number=each.code,
        printed=printed,
        book=head.name,
    )


def projects_sentence(today: dt.date) -> str:
    """What Home says of projects: over their budget, or over and still with money; empty if nothing."""
    every = [each for each in states(today) if each.project.active]
    over = [each.project.name for each in every if each.over]
    ended = [
        each.project.name
        for each in every
        if each.project.last_day is not None and each.project.last_day < today and each.money.left
    ]
    said = []
    if over:
        said.append(_("Over the budget: {names}.").format(names=_some(over)))
    if ended:
        said.append(_("Over and not settled: {names}.").format(names=_some(ended)))
    return " ".join(said)


def _some(names: list[str]) -> str:
    """The first names; the page has them all."""
    return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")


def panel(each: Project, day: dt.date) -> Report:
    """The project in little, for the screen."""
    found = state(each, day)
    head = issuer()
    return Report(
        NAME,
        each.name,
        head,
        (
            figures(found, short=True),
            *_remarks(found),
            budget_chart(found),
            Paragraph(about(each)),
            budget_table(found, short=True),
            results_table(each),
            money_table(found, short=True),
            slips_table(found, short=True),
        ),
        book=head.name,
    )


def register(day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """Every project with its money and its spending up to a day."""
    head = issuer()
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Project"), Kind.TEXT, 6),
        Column("funder", _("Who pays for it"), Kind.TEXT, 5),
        Column("budget", _("Budget"), Kind.MONEY, 3),
        Column("spent", _("Spent"), Kind.MONEY, 3),
        Column("left", _("Left to spend"), Kind.MONEY, 3),
        Column("received", _("Received"), Kind.MONEY, 3),
        Column("returned", _("Given back to who paid"), Kind.MONEY, 3),
        Column("money", _("Money left"), Kind.MONEY, 3),
    )
    every = [each for each in states(day) if each.project.active or each.money.received or each.spent]
    rows = [
        Row(
            (
                each.project.code,
                each.project.name,
                each.project.funder,
                each.project.budget,
                each.spent,
                each.budget_left,
                each.money.received,
                each.money.returned,
                each.money_left,
            ),
            opens=Link(NAME, each.project.code),
        )
        for each in every
    ]
    if rows:
        sums = {
            "budget": sum(each.project.budget for each in every),
            "spent": sum(each.spent for each in every),
            "left": sum(each.budget_left for each in every),
            "received": sum(each.money.received for each in every),
            "returned": sum(each.money.returned for each in every),
            "money": sum(each.money_left for each in every),
        }
        rows.append(total_row(_("Total"), columns, sums))
    return Report(
        LIST,
        _("Projects"),
        head,
        (
            Table("", columns, tuple(rows), empty=_("There is no project yet.")),
            Signatures((_("Who keeps the books"), _("Chair"))),
        ),
        period=_("Up to {day}").format(day=format_date(day, "long")),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def about(each: Project) -> str:
    """Who pays, for what, from when to when, by which contract."""
    days = ""
    if each.first_day is not None and each.last_day is not None:
        days = _("{first} to {last}").format(
            first=format_date(each.first_day), last=format_date(each.last_day)
        )
    elif each.first_day is not None or each.last_day is not None:
        one = each.first_day or each.last_day
        assert one is not None
        days = format_date(one)
    rest = _("What is left goes back") if each.is_returnable else _("What is left may be kept")
    lines = (
        (_("Who pays for it"), each.funder),
        (_("What the money is for"), each.purpose),
        (_("Number of the contract"), each.contract),
        (_("Days"), days),
        (_("Sum agreed"), format_amount(each.agreed) if each.agreed else ""),
        (_("Closed on"), format_date(each.closed_on) if each.closed_on else ""),
        (_("Note"), each.note),
    )
    return "\n".join([*(f"{label}: {text}" for label, text in lines if text), rest])


def figures(found: ProjectState, *, short: bool = False) -> Figures:
    """What stands out: budget, spent, left of both budget and money."""
    over = _("over the budget") if found.over else ""
    items = [
        Figure(_("Budget"), found.project.budget),
        Figure(_("Spent"), found.spent, note=over),
        Figure(_("Left to spend"), found.budget_left),
        Figure(_("Received"), found.money.received),
        Figure(_("Money left"), found.money_left),
    ]
    return Figures(tuple(items[:3] + items[4:] if short else items))


def budget_chart(found: ProjectState) -> Chart:
    """Budget and spending of each line side by side."""
    uses = found.uses[:8]
    return Chart(
        _("Budget and spending"),
        ChartKind.BAR,
        tuple(_name_of(use) for use in uses),
        (
            Series(_("Budget"), tuple(use.budget for use in uses)),
            Series(_("Spent"), tuple(use.spent for use in uses)),
        ),
        sentence=_("{spent} of {budget} baht are spent.").format(
            spent=format_amount(found.spent), budget=format_amount(found.project.budget)
        ),
    )


def budget_table(found: ProjectState, *, short: bool = False) -> Table:
    """Budget, spent and left of every line."""
    columns = [
        Column("name", _("What the money is for"), Kind.TEXT, 7),
        Column("budget", _("Budget"), Kind.MONEY, 3),
        Column("spent", _("Spent"), Kind.MONEY, 3),
        Column("left", _("Left"), Kind.MONEY, 3),
    ]
    if not short:
        columns.append(Column("slips", _("Slips"), Kind.COUNT, 2))
    rows = []
    for use in found.uses:
        cells = (_name_of(use), use.budget, use.spent, use.left)
        count = len({slip.document_id for slip in use.slips})
        rows.append(Row(cells if short else (*cells, count)))
    if rows:
        total = sum(use.budget for use in found.uses)
        sums = {"budget": total, "spent": found.spent, "left": total - found.spent}
        rows.append(total_row(_("Total"), tuple(columns), sums))
    return Table(_("Budget"), tuple(columns), tuple(rows), empty=_("No budget lines are entered."))


def results_table(each: Project) -> Table:
    """What was aimed at and what was reached."""
    columns = (
        Column("name", _("What is to be reached"), Kind.TEXT, 7),
        Column("target", _("Aim"), Kind.QUANTITY, 2),
        Column("reached", _("Reached"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("note", _("Note"), Kind.TEXT, 5),
    )
    rows = tuple(
        Row((line.name, line.target, line.reached, line.unit, line.note)) for line in results(each.id)
    )
    return Table(_("Results"), columns, rows, empty=_("No results are entered."))


def money_table(found: ProjectState, *, short: bool = False) -> Table:
    """What came in, what of it is used, what went back, with what was left running along."""
    columns = [
        Column("date", _("Date"), Kind.DATE, 3),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("in", _("In"), Kind.MONEY, 3),
        Column("out", _("Out"), Kind.MONEY, 3),
        Column("left", _("Left"), Kind.MONEY, 3),
    ]
    if not short:
        columns[1:1] = [Column("number", _("Document"), Kind.TEXT, 4)]
    left, rows = 0, []
    for step in history(found.project.id, found.day):
        left += step.amount
        came, went = (step.amount, None) if step.amount > 0 else (None, -step.amount)
        number = () if short else (step.number,)
        rows.append(Row((step.on, *number, _words(step), came, went, left), opens=document_link(step.number)))
    return Table(_("Money"), tuple(columns), tuple(rows), empty=_("No money has come yet."), running="left")


def slips_table(found: ProjectState, *, short: bool = False) -> Table:
    """Every slip that was spent for the project."""
    columns = [
        Column("date", _("Date"), Kind.DATE, 3),
        Column("what", _("For what"), Kind.TEXT, 6),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    ]
    if not short:
        columns[1:1] = [
            Column("number", _("Document"), Kind.TEXT, 4),
            Column("slip", _("Slip number"), Kind.TEXT, 3),
            Column("payee", _("Paid to"), Kind.TEXT, 5),
        ]
        columns[5:5] = [Column("line", _("Budget line"), Kind.TEXT, 4)]
    names = {slip: _name_of(use) for use in found.uses for slip in use.slips}
    rows = []
    for slip in found.slips:
        cells: tuple[Cell, ...] = (slip.on, *_slip_cells(slip, names[slip], short=short), slip.amount)
        rows.append(Row(cells, opens=document_link(slip.number)))
    if rows:
        rows.append(total_row(_("Total"), tuple(columns), {"amount": found.spent}))
    return Table(_("Slips"), tuple(columns), tuple(rows), empty=_("Nothing is spent yet."), sums=("amount",))


def _slip_cells(slip: SpentLine, line: str, *, short: bool) -> tuple[str, ...]:
    if short:
        return (f"{slip.what} · {line}",)
    return (slip.number, slip.slip_number, slip.payee, slip.what, line)


def _remarks(found: ProjectState) -> list[Block]:
    notes = _notes(found)
    return [Paragraph("\n".join(notes))] if notes else []


def _notes(found: ProjectState) -> tuple[str, ...]:
    notes = []
    if found.over:
        notes.append(_("{over} baht more than the budget are spent.").format(over=format_amount(found.over)))
    if found.money.received and found.money_left < 0:
        notes.append(
            _("{amount} baht more are spent than came in; the group paid them itself.").format(
                amount=format_amount(-found.money_left)
            )
        )
    used = to_use(found)
    waits = used.earned + sum(amount for _document, amount in used.assets)
    if waits:
        notes.append(
            _("{amount} baht are spent and not entered as used yet.").format(amount=format_amount(waits))
        )
    return tuple(notes)


def _name_of(use: BudgetUse) -> str:
    return use.line.name if use.line is not None else _("In no line of the budget")


def _words(step: MoneyStep) -> str:
    words = _(EVENT_WORDS[step.event])
    if step.kind == "reversal":
        return _("{what} (undoing)").format(what=words)
    return _("{what} (undone)").format(what=words) if step.reversal else words
