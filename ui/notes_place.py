"""The tabs of the group in a household's book: what it paid, and what one shares with it."""

from app.i18n import N_
from ui.page import PageBase
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def notes_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""

    def notes() -> PageBase:
        from ui.pages.notes.view import NotesView

        return NotesView(
            needs.session,
            needs.runner,
            needs.window().messages,
            open_link=needs.open_link,
            go_to=needs.go_to,
            invitation=needs.invitation,
        )

    def sharing() -> PageBase:
        from ui.pages.sharing.view import SharingView

        return needs.plain_page(SharingView)

    return [
        Tab("notes", N_("What the group paid me"), notes),
        Tab("sharing", N_("What I share"), sharing),
    ]
