"""The tabs of the plan: goals, what a month may take, what the month says."""

from app.i18n import N_
from ui.page import PageBase
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def plan_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""

    def goals() -> PageBase:
        from ui.pages.plan.goals import GoalsView

        return needs.plain_page(GoalsView)

    def budget() -> PageBase:
        from ui.pages.plan.budget import BudgetView

        return needs.plain_page(BudgetView)

    def says() -> PageBase:
        from ui.pages.plan.says import SaysView

        return needs.plain_page(SaysView)

    return [
        Tab("goals", N_("Goals"), goals),
        Tab("budget", N_("What a month may take"), budget),
        Tab("says", N_("What the month says"), says),
    ]
