"""The ways of selling as the settings and the till show them."""

from dataclasses import dataclass

from app.i18n import language
from db import connection as book
from db.sql import channels as sql


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A way of selling; ``party_uid`` and ``party`` are the shop or platform behind it."""

    uid: bytes
    code: str
    name: str
    name_en: str
    kind: str
    party_uid: bytes | None
    party: str
    active: int


def channel_rows() -> tuple[ChannelRow, ...]:
    """All ways in their order, those that are put aside last."""
    return tuple(ChannelRow(*row) for row in book.fetch(sql.ALL))


def channel_names() -> dict[str, str]:
    """Names by code in the current language, also of ways that are put aside."""
    thai = language() == "th"
    return {each.code: each.name if thai else each.name_en or each.name for each in channel_rows()}
