"""The tabs of the books: closing, journal, assets, animals, opening, tax, lists from outside."""

from app.domain.session import Permission
from app.i18n import N_
from ui.page import PageBase
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def books_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""

    def close() -> PageBase:
        from ui.pages.closing.view import ClosingView

        return needs.plain_page(ClosingView)

    def journal() -> PageBase:
        from ui.pages.journal.view import JournalView

        return needs.page(JournalView)

    def opening() -> PageBase:
        from ui.pages.opening.view import OpeningView

        return needs.plain_page(OpeningView)

    def assets() -> PageBase:
        from ui.pages.assets.view import AssetsView

        return needs.page(AssetsView)

    def herd() -> PageBase:
        from ui.pages.herd.view import HerdView

        return needs.page(HerdView)

    def tax() -> PageBase:
        from ui.pages.tax.view import TaxView

        return needs.plain_page(TaxView)

    def taking_in() -> PageBase:
        from ui.pages.importing.view import ImportView

        return needs.page(ImportView)

    return [
        Tab("close", N_("Closing"), close, (Permission.LOCK_PERIOD, Permission.SEE_BOOKS)),
        Tab("journal", N_("Journal"), journal, (Permission.POST_JOURNAL, Permission.SEE_BOOKS)),
        Tab("assets", N_("Assets"), assets, (Permission.SEE_BOOKS,)),
        Tab("herd", N_("Animals"), herd, (Permission.SEE_BOOKS,)),
        Tab("tax", N_("Tax"), tax, (Permission.SEE_BOOKS,)),
        Tab("opening", N_("Opening"), opening, (Permission.POST_JOURNAL,)),
        Tab("import", N_("Lists from outside"), taking_in, (Permission.IMPORT,)),
    ]
