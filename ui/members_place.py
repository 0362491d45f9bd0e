"""The tabs of Members: the register, shares, savings, loans."""

from app.domain.session import Permission
from app.i18n import N_
from ui.page import PageBase
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def members_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""

    def members() -> PageBase:
        from ui.pages.members.view import MembersView

        return MembersView(
            needs.session,
            needs.runner,
            needs.window().messages,
            open_link=needs.open_link,
            go_to=needs.go_to,
            save_file=needs.save_file,
        )

    return [
        Tab("members", N_("Register of members"), members, (Permission.EDIT_PARTIES, Permission.SEE_BOOKS)),
    ]
