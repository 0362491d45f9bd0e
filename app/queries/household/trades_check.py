"""What ``check`` asks of trades: what stands in their rounds is what the ledger shows under their names."""

from app.i18n import N_
from db import connection as book
from db.sql import household_trades as sql

_DIFFERS: dict[str, str] = {
    "round_cost": N_("The costs of the rounds of “{name}” are not what was posted for them."),
    "round_open": N_("The costs that wait in rounds of “{name}” are not what was posted for them."),
    "round_sales": N_("What the rounds of “{name}” sold is not what was posted as sold."),
    "round_kept": N_("What the rounds of “{name}” kept for the family is not what was posted as kept."),
    "round_food": N_("What is put by of “{name}” is not what the ledger holds for it."),
    "round_crop": N_("What is not sold yet of “{name}” is not what the ledger holds for it."),
}
_NO_TRADE = N_("{number} posts to a trade's account and names no trade.")
_BELOW = N_("More left the store of “{name}” than lay there.")
_TWICE = N_("“{name}” was finished twice.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    if book.fetch_one(sql.IS_OF_HOUSEHOLD) is None:
        return []
    found: list[tuple[str, str, str, dict[str, object]]] = [
        (code, "", _DIFFERS[code], {"name": name, "ledger": ledger, "register": register})
        for code, query in sql.DIFFERS.items()
        for name, ledger, register in book.fetch(query)
    ]
    found += [
        ("round_no_trade", number, _NO_TRADE, {"number": number}) for (number,) in book.fetch(sql.NO_TRADE)
    ]
    found += [
        ("round_store", "", _BELOW, {"name": name, "store": purpose})
        for name, purpose in book.fetch(sql.STORE_BELOW_ZERO)
    ]
    found += [("round_twice", "", _TWICE, {"name": name}) for (name,) in book.fetch(sql.FINISHED_TWICE)]
    return found
