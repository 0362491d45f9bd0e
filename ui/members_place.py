"""The tabs of Members: the register, shares, savings, loans."""

from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def members_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""
    return []
