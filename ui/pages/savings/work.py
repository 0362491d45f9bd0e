"""What the page of the savings does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass

from app.domain.loan import rate_bp
from app.domain.register_check import Disagreement
from app.domain.savings import SavingsRate, rate_on
from app.i18n import _
from app.queries.catalogue import Account, money_accounts
from app.queries.savings import Saver, disagreements, interest_not_entered, savers, savings_rates
from reports.common import issuer
from reports.model import Figure, Figures, Report
from reports.savings_papers import BOOK, lines_table


@dataclass(frozen=True, slots=True)
class Shown:
    """Everybody with savings or a place among the members; satang, and the rate of today in basis points."""

    rows: tuple[Saver, ...] = ()
    total: int = 0
    rate_bp: int = 0
    rates: tuple[SavingsRate, ...] = ()
    different: tuple[Disagreement, ...] = ()


def accounts() -> tuple[Account, ...]:
    """Places of money."""
    return tuple(money_accounts())


def shown(today: dt.date) -> Shown:
    """The savings as they stand."""
    rows = tuple(each for each in savers(today) if each.balance or (each.is_member and each.active))
    rates = savings_rates()
    return Shown(
        rows,
        sum(each.balance for each in rows),
        rate_bp(rate_on(rates, today)),
        rates,
        disagreements(today),
    )


def card(each: Saver) -> Report:
    """A member's book."""
    head = issuer()
    blocks = (
        Figures((Figure(_("Saved"), each.balance),)),
        lines_table(each, dt.date.min, dt.date.max),
    )
    return Report(BOOK, each.name, head, blocks, book=head.name)


def interest(until: dt.date) -> tuple[tuple[str, int], ...]:
    """Whose interest is not entered up to a day, and how much."""
    return tuple((row.saver.name, row.amount) for row in interest_not_entered(until))
