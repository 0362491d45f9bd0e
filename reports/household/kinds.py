"""The reports of a household's book, in the order in which they are offered."""

from reports.household.kinds_trades import TRADE_KINDS
from reports.kinds import ReportKind

HOUSEHOLD_KINDS: tuple[ReportKind, ...] = (*TRADE_KINDS,)
