"""Which parts of a book a command changed, so that screens know what to read again."""

from enum import Flag, auto


class Changes(Flag):
    """Flags that a command returns and the window passes on."""

    NONE = 0
    LEDGER = auto()
    STOCK = auto()
    SALES = auto()
    PRODUCTION = auto()
    PRODUCTS = auto()
    PARTIES = auto()
    RECIPES = auto()
    SETTINGS = auto()
    DRAFTS = auto()
    GROUP = auto()
    """Members, loans, projects, meetings, certificates, letters."""
    MARKET = auto()
    """Drawers, market days, promotions, orders, consignment, barter."""
    HOUSEHOLD = auto()
    """The family, budget, goals, trades and rounds, notes of another book."""
    EVERYTHING = (
        LEDGER
        | STOCK
        | SALES
        | PRODUCTION
        | PRODUCTS
        | PARTIES
        | RECIPES
        | SETTINGS
        | DRAFTS
        | GROUP
        | MARKET
        | HOUSEHOLD
    )
