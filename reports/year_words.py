"""A year of the group in words: short sentences that the chair reads aloud, computed from the book."""

from collections.abc import Sequence

from app.domain.fiscal import FiscalYear
from app.domain.ledger import AccountRole
from app.domain.money import divide_round, ratio_bp
from app.i18n import _, ngettext
from app.queries.balances import balances, money_balances
from app.queries.members import came_and_went, members
from app.queries.profit import IncomeStatement, cost_make_up
from app.queries.sales import ProductSales, sales_by_product
from app.queries.shares import holders
from app.queries.statements import YearOfIncome, balance_sheet
from app.queries.work_hours import hours_by_person
from app.thai.dates import format_date, format_month, month_name
from app.thai.digits import format_amount, format_percent, format_quantity
from reports.model import Chart, ChartKind, Paragraph, Series
from reports.monthly import make_up_chart

BEST = 8


def baht(satang: int) -> str:
    """An amount for the ear: whole baht."""
    return format_amount(divide_round(satang, 100) * 100, decimals=None)


def paragraphs(year: FiscalYear, result: YearOfIncome) -> tuple[Paragraph, ...]:
    """The year, one short paragraph for each thing that a member asks."""
    sold = sold_best(year)
    found = (
        (_("What came in"), _income(result)),
        (_("What it cost"), _costs(result.whole)),
        (_("What was left over"), _profit(result)),
        (_("What sold best"), _best(sold)),
        (_("Members"), _members(year)),
        (_("Work for the group"), _work(year)),
        (_("Shares"), _shares(year)),
        (_("Money in hand"), _money(year)),
        (_("Debts"), _debts(year)),
    )
    return tuple(Paragraph(" ".join(said), title=title) for title, said in found if said)


def charts(year: FiscalYear, result: YearOfIncome) -> tuple[Chart, ...]:
    """Income and profit by month, what production cost was made of, what sold best."""
    found: list[Chart | None] = [
        months_chart(result.months),
        make_up_chart(cost_make_up(year.first, year.last)),
        best_chart(sold_best(year)),
    ]
    return tuple(chart for chart in found if chart is not None)


def sold_best(year: FiscalYear) -> list[ProductSales]:
    """What was sold in the year, the most first."""
    sold = [each for each in sales_by_product(year.first, year.last) if each.amount > 0]
    return sorted(sold, key=lambda each: (-each.amount, each.code))


def _income(result: YearOfIncome) -> list[str]:
    now = _all_income(result.whole)
    said = [_("The group had an income of {amount} baht.").format(amount=baht(now))]
    sold = result.whole.total_income
    if 0 < sold < now:
        words = _("Of this {sales} baht came from selling, and {other} baht from elsewhere.")
        said.append(words.format(sales=baht(sold), other=baht(now - sold)))
    if result.before is not None:
        said += _compared(now, _all_income(result.before))
    if result.plan is not None and _all_income(result.plan) > 0:
        plan = _all_income(result.plan)
        said.append(
            _("We had planned {plan} baht and reached {percent} % of it.").format(
                plan=baht(plan), percent=_percent(now, plan)
            )
        )
    return said


def _compared(now: int, before: int) -> list[str]:
    if before <= 0:
        return []
    if now == before:
        return [_("That is as much as the year before.")]
    words = (
        _("That is {difference} baht more than the year before, or {percent} %.")
        if now > before
        else _("That is {difference} baht less than the year before, or {percent} %.")
    )
    return [words.format(difference=baht(abs(now - before)), percent=_percent(abs(now - before), before))]


def _costs(now: IncomeStatement) -> list[str]:
    if not now.total_cost_of_sales and not now.total_expenses:
        return []
    said = [
        _("What we sold had cost {amount} baht to make or buy.").format(amount=baht(now.total_cost_of_sales))
    ]
    if now.total_expenses > 0:
        words = _("Selling it and running the group cost {amount} baht more.")
        said.append(words.format(amount=baht(now.total_expenses)))
    if now.total_expenses:
        words = _("All costs together were {amount} baht.")
        said.append(words.format(amount=baht(now.total_cost_of_sales + now.total_expenses)))
    return said


def _profit(result: YearOfIncome) -> list[str]:
    now = result.whole.profit
    words = (
        _("The group earned a profit of {amount} baht.")
        if now >= 0
        else _("The group lost {amount} baht this year.")
    )
    said = [words.format(amount=baht(abs(now)))]
    if result.before is not None:
        before = result.before.profit
        words = (
            _("The year before the profit was {amount} baht.")
            if before >= 0
            else _("The year before the group lost {amount} baht.")
        )
        said.append(words.format(amount=baht(abs(before))))
    if result.plan is not None:
        said.append(_("The plan was {amount} baht.").format(amount=baht(result.plan.profit)))
    if result.whole.imputed > 0:
        words = _("Members also gave work and things worth {amount} baht that nobody was paid for.")
        said.append(words.format(amount=baht(result.whole.imputed)))
    return said


def _best(sold: Sequence[ProductSales]) -> list[str]:
    if not sold:
        return []
    first = sold[0]
    said = [
        _("{product} sold best, for {amount} baht.").format(product=first.name, amount=baht(first.amount))
    ]
    if len(sold) > 2:
        words = _("After it came {second} and {third}.")
        said.append(words.format(second=sold[1].name, third=sold[2].name))
    most = max(sold, key=lambda each: each.amount - each.value)
    if most.amount > most.value:
        words = _("{product} left the most over: {amount} baht after its cost.")
        said.append(words.format(product=most.name, amount=baht(most.amount - most.value)))
    return said


def _members(year: FiscalYear) -> list[str]:
    count = len(members(year.last))
    if not count:
        return []
    came, went = came_and_went(year.first, year.last)
    said = [
        ngettext(
            "At the end of the year the group had {count} member.",
            "At the end of the year the group had {count} members.",
            count,
        ).format(count=count)
    ]
    if came:
        said.append(ngettext("{count} joined.", "{count} joined.", came).format(count=came))
    if went:
        said.append(ngettext("{count} left.", "{count} left.", went).format(count=went))
    return said


def _work(year: FiscalYear) -> list[str]:
    worked = hours_by_person(year.first, year.last).values()
    paid, free = sum(each.paid for each in worked), sum(each.free for each in worked)
    said = []
    if paid:
        said.append(_("Members worked {hours} hours for pay.").format(hours=_hours(paid)))
    if free:
        words = _("Members gave {hours} hours of work without pay.")
        said.append(words.format(hours=_hours(free)))
    return said


def _shares(year: FiscalYear) -> list[str]:
    held = holders(year.last)
    if not held:
        return []
    paid = sum(each.holding.paid for each in held)
    unpaid = sum(each.holding.unpaid for each in held)
    said = [
        ngettext(
            "{count} member holds shares, with {amount} baht paid in.",
            "{count} members hold shares, with {amount} baht paid in.",
            len(held),
        ).format(count=len(held), amount=baht(paid))
    ]
    if unpaid > 0:
        said.append(_("{amount} baht on shares are still to be paid in.").format(amount=baht(unpaid)))
    return said


def _money(year: FiscalYear) -> list[str]:
    money = sum(each.balance for each in money_balances(year.last))
    return [
        _("On {day} the group had {amount} baht in cash and at the bank.").format(
            day=format_date(year.last, "long"), amount=baht(money)
        )
    ]


def _debts(year: FiscalYear) -> list[str]:
    said = []
    roles = {AccountRole.RECEIVABLE, AccountRole.ADVANCE, AccountRole.MEMBER_LOANS}
    owed = sum(each.balance for each in balances(year.last) if each.role in roles)
    owing = balance_sheet(year.last).liabilities
    if owed > 0:
        said.append(_("Others still owe the group {amount} baht.").format(amount=baht(owed)))
    if owing > 0:
        said.append(_("The group owes others {amount} baht.").format(amount=baht(owing)))
    return said or [_("Nobody owes the group anything, and the group owes nobody.")]


def months_chart(months: Sequence[IncomeStatement]) -> Chart | None:
    """Income and profit of each month; None where nothing came in."""
    if not any(_all_income(each) for each in months):
        return None
    best = max(months, key=_all_income)
    return Chart(
        _("Income and profit by month"),
        ChartKind.BAR,
        tuple(month_name(each.first) for each in months),
        (
            Series(_("Income"), tuple(_all_income(each) for each in months)),
            Series(_("Profit"), tuple(each.profit for each in months)),
        ),
        sentence=_("The best month was {month} with {amount} baht.").format(
            month=format_month(best.first, long=True), amount=baht(_all_income(best))
        ),
    )


def best_chart(sold: Sequence[ProductSales]) -> Chart | None:
    """What sold best; None where nothing was sold."""
    best = sold[:BEST]
    if not best:
        return None
    return Chart(
        _("What sold best"),
        ChartKind.RANKING,
        tuple(each.name for each in best),
        (Series(_("Sales"), tuple(each.amount for each in best)),),
        sentence=_("{product} sold best, for {amount} baht.").format(
            product=best[0].name, amount=baht(best[0].amount)
        ),
    )


def _all_income(statement: IncomeStatement) -> int:
    return statement.total_income + sum(each.amount for each in statement.other_income)


def _percent(part: int, whole: int) -> str:
    return format_percent(divide_round(ratio_bp(part, whole), 100) * 100)


def _hours(milli: int) -> str:
    return format_quantity(divide_round(milli, 1000) * 1000)
