"""The closing of a month as a list of lines: what is done, what is to do, what this group does not need.

Amounts are satang. All pure: the facts are read elsewhere, the sentences are filled in by the screen.
"""

# Long because: the lines of the list are one rule each, read one after another.
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.ledger import AccountRole
from app.domain.register_check import Disagreement
from app.errors import Notice
from app.i18n import N_

COUNT_DAYS = 7
"""Money counted in the last days of a month, or in as many after it, counts for its end."""
OVER_ABSORBED_BP = 2_000
"""When batches took that much more than the bills came to, recipes want a new rate."""


class Step(StrEnum):
    """A line of the list."""

    DRAFTS = "drafts"
    CONFIRM = "confirm"
    DRAWERS = "drawers"
    CASH = "cash"
    BANK = "bank"
    NEGATIVE = "negative"
    COSTLESS = "costless"
    RECOST = "recost"
    PROJECTS = "projects"
    DEPRECIATION = "depreciation"
    ABSORBED = "absorbed"
    PREPAID = "prepaid"
    CASH_OVER = "cash_over"
    VAT = "vat"
    WAGES = "wages"
    MEMBERS = "members"
    ADVANCES = "advances"
    DEPOSITS = "deposits"
    LATE = "late"
    REGISTERS = "registers"
    BACKUP = "backup"


class State(StrEnum):
    """How a line stands."""

    DONE = "done"
    TO_DO = "to_do"
    NOT_NEEDED = "not_needed"


class Fix(StrEnum):
    """What one press does about a line."""

    RECOST = "recost"
    USE_PROJECTS = "use_projects"
    DEPRECIATE = "depreciate"
    RELEASE_PREPAID = "release_prepaid"
    RELEASE_CASH_OVER = "release_cash_over"
    BACK_UP = "back_up"


@dataclass(frozen=True, slots=True)
class MoneyPlace:
    """Cash or a bank account at the end of the month; ``checked_on`` it was counted or found right."""

    code: str
    name: str
    balance: int
    moved: bool
    checked_on: dt.date | None

    @property
    def matters(self) -> bool:
        """Whether there is anything to count or compare."""
        return self.moved or self.balance != 0


@dataclass(frozen=True, slots=True)
class Overhead:
    """Bills of a kind of cost in the month and what batches absorbed of it."""

    role: AccountRole
    bills: int
    absorbed: int

    @property
    def is_over(self) -> bool:
        """Whether batches took far more than was billed."""
        return self.absorbed > 0 and self.absorbed - self.bills > money.percent(self.bills, OVER_ABSORBED_BP)


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """What was read of a month for its list."""

    first: dt.date
    last: dt.date
    is_locked: bool
    is_over: bool
    held_bills: int = 0
    begun_forms: int = 0
    begun_place: str = "produce"
    """Where the first of them is gone on with."""
    unconfirmed: int = 0
    open_drawers: tuple[str, ...] = ()
    """Drawers opened up to the month's end that nobody has closed."""
    has_drawers: bool = False
    cash: tuple[MoneyPlace, ...] = ()
    banks: tuple[MoneyPlace, ...] = ()
    negative: tuple[str, ...] = ()
    costless: tuple[str, ...] = ()
    to_recost: tuple[str, ...] = ()
    has_stock: bool = False
    has_assets: bool = False
    months_to_depreciate: tuple[dt.date, ...] = ()
    has_projects: bool = False
    """Whether money of projects ever came."""
    project_use: int = 0
    """What projects spent of it up to the month's end and is not entered as used."""
    overheads: tuple[Overhead, ...] = ()
    prepaid: int = 0
    prepaid_due: int = 0
    cash_over: int = 0
    output_vat: int = 0
    input_vat: int = 0
    goods_left: int = 0
    """Documents of goods missing or given away whose VAT a registered group has not posted."""
    wages: int = 0
    members: int = 0
    advances: int = 0
    deposits: int = 0
    """What the group holds of customers' deposits."""
    left_deposits: tuple[str, ...] = ()
    """Orders that are over and whose deposits are still held."""
    left_deposit: int = 0
    late: int = 0
    slips: int = 0
    differing: tuple[tuple[AccountRole, int], ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    """Of shares, savings, loans and projects with the ledger."""
    copied_at: int | None = None
    written_at: int = 0
    """When the last document of the month was written, ms UTC."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A line as it is shown: its sentence, and what to do about it (a press, or a place and its argument)."""

    step: Step
    state: State
    notice: Notice
    fix: Fix | None = None
    place: str = ""
    argument: str = ""


TITLES: dict[Step, str] = {
    Step.DRAFTS: N_("Held bills and forms that were begun"),
    Step.CONFIRM: N_("Payments by QR and transfer"),
    Step.DRAWERS: N_("Drawers are closed"),
    Step.CASH: N_("Cash is counted"),
    Step.BANK: N_("Bank accounts agree with the bank"),
    Step.NEGATIVE: N_("No stock below zero"),
    Step.COSTLESS: N_("All stock has a cost"),
    Step.RECOST: N_("Costs after late slips"),
    Step.PROJECTS: N_("Project money that was used"),
    Step.DEPRECIATION: N_("Depreciation of the month"),
    Step.ABSORBED: N_("Overheads in products against bills"),
    Step.PREPAID: N_("Expenses paid ahead"),
    Step.CASH_OVER: N_("Money over that nobody claimed"),
    Step.VAT: N_("VAT of the month"),
    Step.WAGES: N_("Wages that are owed"),
    Step.MEMBERS: N_("Owed to members"),
    Step.ADVANCES: N_("Advances that are out"),
    Step.DEPOSITS: N_("Deposits of orders that are over"),
    Step.LATE: N_("Slips entered late"),
    Step.REGISTERS: N_("Registers agree with the ledger"),
    Step.BACKUP: N_("A copy of the book"),
}


def checklist(facts: MonthFacts) -> tuple[CheckLine, ...]:
    """The lines of a month in the order they are worked off."""
    return tuple(rule(facts) for rule in _RULES)


def left_open(lines: tuple[CheckLine, ...]) -> tuple[Step, ...]:
    """What is still to do."""
    return tuple(line.step for line in lines if line.state is State.TO_DO)


def _drafts(facts: MonthFacts) -> CheckLine:
    if facts.held_bills:
        notice = Notice(N_("{count} held bills wait at the till."), count=facts.held_bills)
        return CheckLine(Step.DRAFTS, State.TO_DO, notice, place="sell")
    if facts.begun_forms:
        notice = Notice(N_("{count} forms were begun and not saved."), count=facts.begun_forms)
        tab = "opening" if facts.begun_place == "books" else ""
        return CheckLine(Step.DRAFTS, State.TO_DO, notice, place=facts.begun_place, argument=tab)
    return CheckLine(Step.DRAFTS, State.DONE, Notice(N_("Nothing is half done.")))


def _confirm(facts: MonthFacts) -> CheckLine:
    agreed = facts.banks and all(each.checked_on is not None for each in facts.banks if each.matters)
    if facts.unconfirmed and not agreed:
        notice = Notice(
            N_("{count} payments were not seen in the bank's app yet; the bank's statement shows them."),
            count=facts.unconfirmed,
        )
        return CheckLine(Step.CONFIRM, State.TO_DO, notice, place="money", argument="cash")
    return CheckLine(Step.CONFIRM, State.DONE, Notice(N_("Every payment was seen to arrive.")))


def _drawers(facts: MonthFacts) -> CheckLine:
    if facts.open_drawers:
        notice = Notice(N_("Still open: {names}."), names=_names(list(facts.open_drawers)))
        return CheckLine(Step.DRAWERS, State.TO_DO, notice, place="money", argument="drawer")
    if not facts.has_drawers:
        return CheckLine(Step.DRAWERS, State.NOT_NEEDED, Notice(N_("No drawer was opened.")))
    return CheckLine(Step.DRAWERS, State.DONE, Notice(N_("Every drawer was counted and closed.")))


def _cash(facts: MonthFacts) -> CheckLine:
    places = [each for each in facts.cash if each.matters]
    missing = [each for each in places if each.checked_on is None]
    if not places:
        return CheckLine(Step.CASH, State.NOT_NEEDED, Notice(N_("There was no cash.")))
    if missing:
        notice = Notice(
            N_("Not counted yet: {names}. The books say {balance}."),
            names=_names([each.name for each in missing]),
            balance=sum(each.balance for each in missing),
        )
        return CheckLine(Step.CASH, State.TO_DO, notice, place="money", argument="cash")
    day = max(each.checked_on for each in places if each.checked_on is not None)
    return CheckLine(Step.CASH, State.DONE, Notice(N_("Counted on {day}."), day=day))


def _bank(facts: MonthFacts) -> CheckLine:
    places = [each for each in facts.banks if each.matters]
    missing = [each for each in places if each.checked_on is None]
    if not places:
        return CheckLine(Step.BANK, State.NOT_NEEDED, Notice(N_("No bank account is used.")))
    if missing:
        notice = Notice(
            N_("Not compared with the bank yet: {names}."), names=_names([each.name for each in missing])
        )
        return CheckLine(Step.BANK, State.TO_DO, notice, place="money", argument="cash")
    return CheckLine(Step.BANK, State.DONE, Notice(N_("All of them agree up to {day}."), day=facts.last))


def _negative(facts: MonthFacts) -> CheckLine:
    if not facts.has_stock:
        return CheckLine(Step.NEGATIVE, State.NOT_NEEDED, Notice(N_("There is no stock.")))
    if facts.negative:
        notice = Notice(N_("More went out than came in: {names}."), names=_names(list(facts.negative)))
        return CheckLine(Step.NEGATIVE, State.TO_DO, notice, place="stock")
    return CheckLine(Step.NEGATIVE, State.DONE, Notice(N_("Nothing is below zero.")))


def _costless(facts: MonthFacts) -> CheckLine:
    if not facts.has_stock:
        return CheckLine(Step.COSTLESS, State.NOT_NEEDED, Notice(N_("There is no stock.")))
    if facts.costless:
        notice = Notice(N_("On hand without a cost: {names}."), names=_names(list(facts.costless)))
        return CheckLine(Step.COSTLESS, State.TO_DO, notice, place="stock")
    return CheckLine(Step.COSTLESS, State.DONE, Notice(N_("Everything on hand has a cost.")))


def _recost(facts: MonthFacts) -> CheckLine:
    if facts.is_locked:
        return CheckLine(Step.RECOST, State.DONE, Notice(N_("The month is locked; its costs stay.")))
    if facts.to_recost:
        notice = Notice(N_("Costs change by late slips: {names}."), names=_names(list(facts.to_recost)))
        return CheckLine(Step.RECOST, State.TO_DO, notice, Fix.RECOST)
    return CheckLine(Step.RECOST, State.DONE, Notice(N_("Every cost is as it should be.")))


def _projects(facts: MonthFacts) -> CheckLine:
    if not facts.has_projects:
        return CheckLine(Step.PROJECTS, State.NOT_NEEDED, Notice(N_("No money of projects came.")))
    if facts.project_use:
        notice = Notice(
            N_("{amount} of projects is spent and not entered as used."), amount=facts.project_use
        )
        return CheckLine(Step.PROJECTS, State.TO_DO, notice, Fix.USE_PROJECTS)
    return CheckLine(Step.PROJECTS, State.DONE, Notice(N_("Everything that was spent is entered as used.")))


def _depreciation(facts: MonthFacts) -> CheckLine:
    if not facts.has_assets:
        return CheckLine(
            Step.DEPRECIATION, State.NOT_NEEDED, Notice(N_("There are no assets that wear out."))
        )
    if facts.months_to_depreciate:
        notice = Notice(N_("{count} months are not depreciated yet."), count=len(facts.months_to_depreciate))
        return CheckLine(Step.DEPRECIATION, State.TO_DO, notice, Fix.DEPRECIATE)
    return CheckLine(Step.DEPRECIATION, State.DONE, Notice(N_("It is posted.")))


def _absorbed(facts: MonthFacts) -> CheckLine:
    absorbed = sum(each.absorbed for each in facts.overheads)
    bills = sum(each.bills for each in facts.overheads)
    if not absorbed:
        return CheckLine(Step.ABSORBED, State.NOT_NEEDED, Notice(N_("Batches took no shared costs.")))
    figures = {"absorbed_total": absorbed, "bills_total": bills}
    over = [each for each in facts.overheads if each.is_over]
    if over:
        taken, billed = sum(each.absorbed for each in over), sum(each.bills for each in over)
        notice = Notice(
            N_(
                "Batches took {absorbed_total}, bills came to {bills_total}. "
                "In the recipes {share} % of today's rate would fit."
            ),
            absorbed_total=taken,
            bills_total=billed,
            share=money.divide_round(max(billed, 0) * 100, taken),
        )
        return CheckLine(Step.ABSORBED, State.TO_DO, notice, place="produce")
    return CheckLine(
        Step.ABSORBED,
        State.DONE,
        Notice(N_("Batches took {absorbed_total} of {bills_total}; the rest stays in the month."), **figures),
    )


def _prepaid(facts: MonthFacts) -> CheckLine:
    if facts.prepaid_due:
        notice = Notice(N_("{amount} belongs into this month."), amount=facts.prepaid_due)
        return CheckLine(Step.PREPAID, State.TO_DO, notice, Fix.RELEASE_PREPAID)
    if facts.prepaid:
        return CheckLine(
            Step.PREPAID, State.DONE, Notice(N_("{amount} is left for later months."), amount=facts.prepaid)
        )
    return CheckLine(Step.PREPAID, State.NOT_NEEDED, Notice(N_("Nothing was paid ahead.")))


def _cash_over(facts: MonthFacts) -> CheckLine:
    if facts.cash_over > 0:
        notice = Notice(
            N_("{amount} still waits for somebody to claim it; it becomes other income."),
            amount=facts.cash_over,
        )
        return CheckLine(Step.CASH_OVER, State.TO_DO, notice, Fix.RELEASE_CASH_OVER)
    return CheckLine(Step.CASH_OVER, State.NOT_NEEDED, Notice(N_("No money was over.")))


def _vat(facts: MonthFacts) -> CheckLine:
    if facts.goods_left:
        notice = Notice(
            N_("Documents with goods missing or given away: {count}. Their VAT may be due."),
            count=facts.goods_left,
        )
        return CheckLine(Step.VAT, State.TO_DO, notice, place="books", argument="tax")
    if facts.output_vat or facts.input_vat:
        notice = Notice(
            N_("Tax on sales {output_total}, tax paid {input_total}: not settled yet."),
            output_total=facts.output_vat,
            input_total=facts.input_vat,
        )
        return CheckLine(Step.VAT, State.TO_DO, notice, place="books", argument="tax")
    return CheckLine(Step.VAT, State.NOT_NEEDED, Notice(N_("There is no VAT to settle.")))


def _wages(facts: MonthFacts) -> CheckLine:
    return _owed(Step.WAGES, facts.wages, N_("{amount} is to be paid to people who worked."))


def _members(facts: MonthFacts) -> CheckLine:
    return _owed(
        Step.MEMBERS, facts.members, N_("{amount} is owed for what members paid themselves or brought.")
    )


def _owed(step: Step, amount: int, sentence: str) -> CheckLine:
    if amount > 0:
        return CheckLine(step, State.TO_DO, Notice(sentence, amount=amount), place="money", argument="owed")
    return CheckLine(step, State.DONE, Notice(N_("Nothing is owed.")))


def _advances(facts: MonthFacts) -> CheckLine:
    if facts.advances:
        notice = Notice(N_("{amount} is out and not accounted for."), amount=facts.advances)
        return CheckLine(Step.ADVANCES, State.TO_DO, notice, place="money", argument="owed")
    return CheckLine(Step.ADVANCES, State.DONE, Notice(N_("No advance is out.")))


def _deposits(facts: MonthFacts) -> CheckLine:
    if facts.left_deposits:
        notice = Notice(
            N_("{amount} is still held for orders that are over: {names}."),
            amount=facts.left_deposit,
            names=_names(list(facts.left_deposits)),
        )
        return CheckLine(Step.DEPOSITS, State.TO_DO, notice, place="market", argument="orders:over")
    if not facts.deposits:
        return CheckLine(Step.DEPOSITS, State.NOT_NEEDED, Notice(N_("No deposits are held.")))
    return CheckLine(
        Step.DEPOSITS, State.DONE, Notice(N_("All {amount} belong to open orders."), amount=facts.deposits)
    )


def _late(facts: MonthFacts) -> CheckLine:
    if not facts.slips:
        return CheckLine(Step.LATE, State.NOT_NEEDED, Notice(N_("No slips were entered.")))
    if facts.late:
        notice = Notice(
            N_("{late} of {slips} slips came late; the daily account marks them."),
            late=facts.late,
            slips=facts.slips,
        )
        return CheckLine(Step.LATE, State.DONE, notice, place="reports")
    return CheckLine(Step.LATE, State.DONE, Notice(N_("All {slips} came in time."), slips=facts.slips))


_REGISTER_PAGES = {
    "shares": ("members", "shares"),
    "member_savings": ("members", "savings"),
    "project_money": ("group", "projects"),
    "orders": ("market", "orders"),
}
"""Where a register is put right: place and tab; all others are loans."""


def _registers(facts: MonthFacts) -> CheckLine:
    if facts.differing:
        amount = sum(abs(difference) for _role, difference in facts.differing)
        notice = Notice(N_("A register and its account differ by {amount}."), amount=amount)
        return CheckLine(Step.REGISTERS, State.TO_DO, notice, place="books", argument="journal")
    if facts.disagreements:
        first = facts.disagreements[0]
        amount = sum(abs(each.missing) for each in facts.disagreements)
        notice = Notice(
            N_(
                "Shares, savings, loans, projects or deposits are by {amount} "
                "not as the ledger has them: {names}."
            ),
            amount=amount,
            names=_names([each.name or "–" for each in facts.disagreements]),
        )
        place, tab = _REGISTER_PAGES.get(first.register, ("members", "loans"))
        return CheckLine(Step.REGISTERS, State.TO_DO, notice, place=place, argument=tab)
    return CheckLine(Step.REGISTERS, State.DONE, Notice(N_("Every register comes to what the ledger says.")))


def _backup(facts: MonthFacts) -> CheckLine:
    if facts.copied_at is not None and facts.copied_at >= facts.written_at:
        return CheckLine(Step.BACKUP, State.DONE, Notice(N_("Everything of the month is in a copy.")))
    return CheckLine(
        Step.BACKUP, State.TO_DO, Notice(N_("The month is not in a copy yet.")), Fix.BACK_UP, place="safety"
    )


def _names(names: list[str]) -> str:
    """The first few names; the rest by their number."""
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} +{len(names) - 3}"


_RULES: tuple[Callable[[MonthFacts], CheckLine], ...] = (
    _drafts,
    _confirm,
    _drawers,
    _cash,
    _bank,
    _negative,
    _costless,
    _projects,
    _depreciation,
    _absorbed,
    _recost,
    _prepaid,
    _cash_over,
    _vat,
    _wages,
    _members,
    _advances,
    _deposits,
    _registers,
    _late,
    _backup,
)
