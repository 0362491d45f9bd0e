"""The reports of a household's book, in the order in which they are offered."""

from reports.household.kinds_diary import DIARY_KINDS
from reports.household.kinds_money import MONEY_KINDS
from reports.household.kinds_trades import TRADE_KINDS
from reports.kinds import ReportKind

HOUSEHOLD_KINDS: tuple[ReportKind, ...] = (
    *MONEY_KINDS,
    *DIARY_KINDS,
    *TRADE_KINDS,
)
