"""Who is working, on which device, and what she may do: the first argument of every service."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from app.errors import UserError
from app.i18n import N_


class Permission(StrEnum):
    """What a role may be allowed to do; each service names the one it needs."""

    SELL = "sell"
    RETURN = "return"
    VOID = "void"
    BUY = "buy"
    PRODUCE = "produce"
    COUNT_STOCK = "count_stock"
    POST_JOURNAL = "post_journal"
    RECOST = "recost"
    LOCK_PERIOD = "lock_period"
    EDIT_PRODUCTS = "edit_products"
    EDIT_PARTIES = "edit_parties"
    EDIT_RECIPES = "edit_recipes"
    EDIT_SETTINGS = "edit_settings"
    EDIT_DRAFTS = "edit_drafts"
    PRINT = "print"
    EXPORT = "export"
    BACK_UP = "back_up"
    RESTORE = "restore"


ALL_PERMISSIONS = frozenset(Permission)


class NotPermittedError(UserError):
    """The person at the screen may not do this."""

    message = N_("This needs the right “{permission}”, which {user} does not have.")


def now_ms() -> int:
    """UTC time in milliseconds."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person on a device. ``clock`` gives the UTC time of posting in milliseconds."""

    user_id: int
    user_name: str
    device_id: int
    device_prefix: int
    epoch: int
    permissions: frozenset[Permission] = ALL_PERMISSIONS
    clock: Callable[[], int] = field(default=now_ms, compare=False)

    def require(self, permission: Permission) -> None:
        """Raise NotPermittedError unless the person may do this."""
        if permission not in self.permissions:
            raise NotPermittedError(permission=permission.value, user=self.user_name)
