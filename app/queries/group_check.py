"""What ``check`` asks of the registers: loans, shares, projects, members, orders, barters, drawers …"""

from app.queries import (
    barter,
    consignment_check,
    drawer_check,
    loan_check,
    member_check,
    order_check,
    project_check,
    promotions,
    share_check,
)
from app.queries.household import trades_check


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit, register by register."""
    return [
        *loan_check.faults(),
        *share_check.faults(),
        *project_check.faults(),
        *member_check.faults(),
        *consignment_check.faults(),
        *order_check.faults(),
        *barter.faults(),
        *drawer_check.faults(),
        *promotions.faults(),
        *trades_check.faults(),
    ]
