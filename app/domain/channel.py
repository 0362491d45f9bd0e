"""Ways of selling: the counter, by telephone, a group on Facebook, a platform, a relief sale; pure."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.relief import CHANNEL as RELIEF
from app.errors import UserError
from app.i18n import N_

STALL = "stall"
"""Code of the way that every bill at the till takes unless another is chosen."""
MOST_NAME = 60


class ChannelKind(StrEnum):
    """What sort of a way it is; prices for relief count only where it is ``RELIEF``."""

    STALL = "stall"
    SHOP = "shop"
    PHONE = "phone"
    FACEBOOK = "facebook"
    LIVE = "live"
    MARKET = "market"
    PLATFORM = "platform"
    WHOLESALE = "wholesale"
    RELIEF = "relief"
    OTHER = "other"


OWN = {STALL: ChannelKind.STALL, RELIEF: ChannelKind.RELIEF}
"""Ways that the program itself sells by: their kind stays."""


class ChannelNeededError(UserError):
    """The counter itself cannot be put aside."""

    message = N_("“{name}” is how bills at the till are sold unless you choose otherwise; it stays in use.")


class ChannelKindError(UserError):
    """Another kind for a way that the program itself sells by."""

    message = N_("What kind “{name}” is cannot be changed.")


@dataclass(frozen=True, slots=True)
class ChannelData:
    """Everything that is typed about a way of selling; ``party_uid`` is the shop or platform behind it."""

    name: str
    kind: ChannelKind = ChannelKind.OTHER
    name_en: str = ""
    party_uid: bytes | None = None
    active: bool = True
