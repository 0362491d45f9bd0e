"""The tabs of the group's life: projects, meetings, the profit's distribution, certificates, letters."""

from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def group_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""
    return []
