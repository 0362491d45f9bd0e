"""The tabs of the books: closing, journal, assets, animals, opening, tax, lists from outside."""

from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def books_tabs(_needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""
    return []
