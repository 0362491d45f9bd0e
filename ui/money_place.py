"""The tabs of Money in and out: slips, who owes whom, papers for offices, the drawer, cash and bank."""

from app.domain.session import Permission
from app.i18n import N_
from ui.page import PageBase
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def money_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""

    def entry() -> PageBase:
        from ui.pages.entry.view import EntryView

        return needs.plain_page(EntryView)

    def owed() -> PageBase:
        from ui.pages.owed.view import OwedView

        return needs.plain_page(OwedView)

    def office() -> PageBase:
        from ui.pages.office.view import OfficeView

        return needs.page(OfficeView)

    def cash() -> PageBase:
        from ui.pages.cash.view import CashView

        return needs.plain_page(CashView)

    def drawer() -> PageBase:
        from ui.pages.drawer.view import DrawerView

        return needs.page(DrawerView)

    return [
        Tab("entry", N_("Slips"), entry, (Permission.BUY,)),
        Tab("owed", N_("Who owes whom"), owed, (Permission.BUY, Permission.RECEIVE, Permission.SEE_BOOKS)),
        Tab("office", N_("Schools, hotels, offices"), office, (Permission.SELL,)),
        Tab("drawer", N_("Drawer"), drawer, (Permission.KEEP_DRAWER, Permission.SEE_BOOKS)),
        Tab("cash", N_("Cash and bank"), cash, (Permission.BUY, Permission.SEE_BOOKS)),
    ]
