"""The tabs of the market: orders, promotions, online shop, live sales, consignment, barter, market days."""

from app.domain.session import Permission
from app.i18n import N_
from ui.page import PageBase
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def market_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""

    def orders() -> PageBase:
        from ui.pages.orders.view import OrdersView

        return needs.page(OrdersView)

    def promotions() -> PageBase:
        from ui.pages.promotions.view import PromotionsView

        return needs.page(PromotionsView)

    def listing() -> PageBase:
        from ui.pages.listing.view import ListingView

        return needs.page(ListingView)

    def live() -> PageBase:
        from ui.pages.live.view import LiveView

        return needs.page(LiveView)

    def consignment() -> PageBase:
        from ui.pages.consignment.view import ConsignmentView

        return needs.page(ConsignmentView)

    def barter() -> PageBase:
        from ui.pages.barter.view import BarterView

        return needs.page(BarterView)

    def events() -> PageBase:
        from ui.pages.events.view import EventsView

        return needs.page(EventsView)

    return [
        Tab("orders", N_("Orders"), orders, (Permission.KEEP_ORDERS, Permission.SEE_BOOKS)),
        Tab("promotions", N_("Promotions"), promotions, (Permission.EDIT_PROMOTIONS, Permission.SEE_BOOKS)),
        Tab(
            "listing",
            N_("Online market"),
            listing,
            (Permission.EDIT_PRODUCTS, Permission.SEE_BOOKS),
        ),
        Tab("live", N_("Live sale"), live, (Permission.KEEP_ORDERS,)),
        Tab(
            "consignment",
            N_("Consigned goods"),
            consignment,
            (Permission.KEEP_CONSIGNMENT, Permission.SEE_BOOKS),
        ),
        Tab("barter", N_("Barter"), barter, (Permission.BARTER, Permission.SEE_BOOKS)),
        Tab("events", N_("Market days"), events, (Permission.KEEP_EVENTS, Permission.SEE_BOOKS)),
    ]
