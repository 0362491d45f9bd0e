"""What ``check`` looks for in the registers of assets and herds: nothing may stand below zero."""

from app.i18n import N_
from db import connection as book
from db.sql import assets as sql

_CHECKS = (
    ("asset_below_zero", N_("Asset “{code}” ({name}) stands below zero."), sql.ASSETS_BELOW_ZERO),
    ("herd_below_zero", N_("Herd “{code}” ({name}) stands below zero."), sql.HERDS_BELOW_ZERO),
)


def below_zero() -> list[tuple[str, str, dict[str, object]]]:
    """Code, sentence and data for assets and herds with less than nothing: cost, worth, heads or value.

    A herd that has a value without animals is one of them.
    """
    return [
        (kind, message, {"code": code, "name": name})
        for kind, message, query in _CHECKS
        for code, name in book.fetch(query)
    ]
