"""The places of an open book's window; each page is loaded and made on its first visit."""

from PySide6.QtWidgets import QWidget

from app.domain.book_kind import BookKind
from app.domain.document import DocumentKind
from app.domain.series import SERIES_PREFIX
from app.domain.session import Permission, Session
from app.i18n import N_
from reports.model import Link
from ui import theme
from ui.books_place import books_tabs
from ui.group_place import group_tabs
from ui.household_places import household_places
from ui.market_place import market_tabs
from ui.members_place import members_tabs
from ui.money_place import money_tabs
from ui.page import PageSpec
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import TabbedPlace, tabs_of

__all__ = ["NEEDS", "PlaceNeeds", "is_open_to", "place_of", "places"]


NEEDS: dict[str, tuple[Permission, ...]] = {
    "sell": (Permission.SELL,),
    "market": (
        Permission.KEEP_ORDERS,
        Permission.KEEP_EVENTS,
        Permission.KEEP_CONSIGNMENT,
        Permission.EDIT_PROMOTIONS,
        Permission.EDIT_PRODUCTS,
        Permission.BARTER,
        Permission.SEE_BOOKS,
    ),
    "produce": (Permission.PRODUCE,),
    "stock": (Permission.BUY, Permission.COUNT_STOCK, Permission.EDIT_PRODUCTS, Permission.SEE_STOCK),
    "money": (
        Permission.BUY,
        Permission.SELL,
        Permission.RECEIVE,
        Permission.KEEP_DRAWER,
        Permission.SEE_BOOKS,
    ),
    "books": (
        Permission.POST_JOURNAL,
        Permission.LOCK_PERIOD,
        Permission.IMPORT,
        Permission.SEE_BOOKS,
    ),
    "members": (Permission.EDIT_PARTIES, Permission.KEEP_SHARES, Permission.LEND, Permission.SEE_BOOKS),
    "group": (
        Permission.EDIT_PROJECTS,
        Permission.EDIT_MEETINGS,
        Permission.DISTRIBUTE,
        Permission.SEE_BOOKS,
    ),
    "reports": (Permission.SEE_SALES, Permission.SEE_STOCK, Permission.SEE_BOOKS, Permission.SEE_OWN),
    "trace": (Permission.SEE_LOG,),
    "safety": (Permission.BACK_UP,),
    "privacy": (Permission.ERASE_PERSON, Permission.SEE_BOOKS, Permission.SEE_OWN),
}
"""Any of these makes a place somebody's; places that are not here are everybody's."""


def is_open_to(session: Session, key: str) -> bool:
    """Whether somebody has any business in a place."""
    return key not in NEEDS or session.may_any(NEEDS[key])


def places(needs: PlaceNeeds) -> list[PageSpec]:
    """The sidebar of whoever is signed in, from above to below, as the kind of book wants it."""
    if needs.kind is BookKind.HOUSEHOLD:
        return household_places(needs)
    return [spec for spec in _all_places(needs) if not spec.needs or needs.session.may_any(spec.needs)]


def _all_places(needs: PlaceNeeds) -> list[PageSpec]:
    session, runner = needs.session, needs.runner

    def home() -> QWidget:
        from ui.pages.home.view import HomeView

        return HomeView(
            session, runner, needs.window().messages, open_link=needs.open_link, go_to=needs.go_to
        )

    def sell() -> QWidget:
        from ui.pages.sell.page import SellPage

        return SellPage(runner, session, needs.window().messages, needs.app, open_at=needs.go_to)

    def produce() -> QWidget:
        from ui.pages.produce.view import ProduceView

        return ProduceView(
            session, runner, needs.window().messages, open_link=needs.open_link, save_file=needs.save_file
        )

    def stock() -> QWidget:
        from ui.pages.stock.view import StockView

        return StockView(
            session, runner, needs.window().messages, open_link=needs.open_link, save_file=needs.save_file
        )

    def reports() -> QWidget:
        from ui.pages.reports.view import ReportsView

        return ReportsView(
            session, runner, needs.window().messages, open_link=needs.open_link, save_file=needs.save_file
        )

    def money() -> QWidget:
        return TabbedPlace(N_("Money in and out"), tabs_of(session, money_tabs(needs)))

    def books() -> QWidget:
        return TabbedPlace(N_("Books"), tabs_of(session, books_tabs(needs)))

    def members() -> QWidget:
        return TabbedPlace(N_("Members"), tabs_of(session, members_tabs(needs)))

    def group() -> QWidget:
        return TabbedPlace(N_("Meetings and projects"), tabs_of(session, group_tabs(needs)))

    def market() -> QWidget:
        return TabbedPlace(N_("Market"), tabs_of(session, market_tabs(needs)))

    def settings() -> QWidget:
        from ui.pages.settings.view import SettingsView, WindowControls

        window = needs.window()

        def look(mode: theme.Mode) -> None:
            window.switch_look(look=mode)

        def scale(percent: int) -> None:
            window.switch_look(percent=percent)

        controls = WindowControls(window.switch_language, look, scale)
        return SettingsView(session, runner, window.messages, window=controls)

    def trace() -> QWidget:
        from ui.pages.trace.view import TraceView

        return TraceView(
            session, runner, needs.window().messages, open_link=needs.open_link, save_file=needs.save_file
        )

    def safety() -> QWidget:
        from ui.pages.safety.view import SafetyView

        page = SafetyView(session, runner, needs.window().messages, go_to=needs.go_to, keeper=needs.keeper)
        page.bring_back.connect(needs.bring_back)
        return page

    def people() -> QWidget:
        from ui.pages.people.view import PeopleView

        return PeopleView(session, runner, needs.window().messages, rewrite=needs.rewrite)

    def privacy() -> QWidget:
        from ui.pages.privacy.view import PrivacyView

        return PrivacyView(session, runner, needs.window().messages, save_file=needs.save_file)

    return [
        PageSpec("home", N_("Home"), "house", home),
        PageSpec(
            "sell", N_("Sell"), "shopping-cart", sell, shortcut="F2", full_screen=True, needs=NEEDS["sell"]
        ),
        PageSpec("market", N_("Market"), "store", market, needs=NEEDS["market"]),
        PageSpec("produce", N_("Produce"), "factory", produce, needs=NEEDS["produce"]),
        PageSpec("stock", N_("Stock"), "boxes", stock, needs=NEEDS["stock"]),
        PageSpec("money", N_("Money in and out"), "wallet", money, needs=NEEDS["money"]),
        PageSpec("books", N_("Books"), "book-open", books, needs=NEEDS["books"]),
        PageSpec("members", N_("Members"), "users", members, needs=NEEDS["members"]),
        PageSpec("group", N_("Meetings and projects"), "flag", group, needs=NEEDS["group"]),
        PageSpec("reports", N_("Reports"), "file-text", reports, needs=NEEDS["reports"]),
        PageSpec("trace", N_("Who did what"), "history", trace, bottom=True, needs=NEEDS["trace"]),
        PageSpec("safety", N_("Safety"), "shield-check", safety, bottom=True, needs=NEEDS["safety"]),
        PageSpec("people", N_("People"), "user-plus", people, bottom=True),
        PageSpec("privacy", N_("Privacy"), "user-round", privacy, bottom=True, needs=NEEDS["privacy"]),
        PageSpec("settings", N_("Settings"), "settings", settings, bottom=True),
    ]


_PLACE_OF_PREFIX = {
    SERIES_PREFIX[DocumentKind.SALE]: "sell",
    SERIES_PREFIX[DocumentKind.SALE_RETURN]: "sell",
    SERIES_PREFIX[DocumentKind.PRODUCTION]: "produce",
}


def place_of(link: Link, session: Session | None = None) -> tuple[str, str]:
    """The place that shows what a link points to, and what it is told; a paper where she has no place."""
    if link.target == "document":
        prefix = link.argument.split("-", 1)[0].rstrip("0123456789.")
        place = _PLACE_OF_PREFIX.get(prefix, "reports")
        return (place if session is None or is_open_to(session, place) else "reports"), link.argument
    if link.target == "stock-card" and (session is None or is_open_to(session, "stock")):
        return "stock", link.argument
    return "reports", f"{link.target}:{link.argument}"
