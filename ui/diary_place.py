"""The tabs of the diary: the day, the month, the purse, where everything lies, from paper, her own lists."""

from app.i18n import N_
from ui.page import PageBase
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def diary_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""

    def day() -> PageBase:
        from ui.pages.diary.view import DiaryView

        return needs.plain_page(DiaryView)

    def month() -> PageBase:
        from ui.pages.diary.month import MonthView

        return needs.page(MonthView)

    def purse() -> PageBase:
        from ui.pages.diary.purse import PurseView

        return needs.plain_page(PurseView)

    def places() -> PageBase:
        from ui.pages.diary.places import PlacesView

        return needs.page(PlacesView)

    def paper() -> PageBase:
        from ui.pages.diary.paper import PaperView

        return needs.plain_page(PaperView)

    def lists() -> PageBase:
        from ui.pages.diary.lists import ListsView

        return needs.plain_page(ListsView)

    return [
        Tab("day", N_("The day"), day),
        Tab("month", N_("This month"), month),
        Tab("purse", N_("Count the purse"), purse),
        Tab("places", N_("Where money lies"), places),
        Tab("paper", N_("From paper"), paper),
        Tab("lists", N_("My lists"), lists),
    ]
