"""The tabs of Money in and out: entering slips, who owes whom, papers for offices, cash and bank."""

from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def money_tabs(_needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""
    return []
