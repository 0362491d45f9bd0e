"""The tabs of Members: the register, shares, savings, loans, what households shared."""

from app.domain.session import Permission
from app.i18n import N_
from ui.page import PageBase
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def members_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""

    def members() -> PageBase:
        from ui.pages.members.view import MembersView

        return needs.page(MembersView)

    def shares() -> PageBase:
        from ui.pages.shares.view import SharesView

        return needs.page(SharesView)

    def savings() -> PageBase:
        from ui.pages.savings.view import SavingsView

        return needs.page(SavingsView)

    def loans() -> PageBase:
        from ui.pages.loans.view import LoansView

        return needs.page(LoansView)

    def households() -> PageBase:
        from ui.pages.households.view import HouseholdsView

        return needs.plain_page(HouseholdsView)

    return [
        Tab("members", N_("Register of members"), members, (Permission.EDIT_PARTIES, Permission.SEE_BOOKS)),
        Tab("shares", N_("Shares"), shares, (Permission.KEEP_SHARES, Permission.SEE_BOOKS)),
        Tab("savings", N_("Savings"), savings, (Permission.KEEP_SHARES, Permission.SEE_BOOKS)),
        Tab("loans", N_("Loans"), loans, (Permission.LEND, Permission.SEE_BOOKS)),
        Tab("households", N_("Households"), households, (Permission.SEE_BOOKS,)),
    ]
