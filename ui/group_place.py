"""The tabs of the group's life: projects, meetings, the profit's distribution, certificates, letters."""

from app.domain.session import Permission
from app.i18n import N_
from ui.page import PageBase
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import Tab


def group_tabs(needs: PlaceNeeds) -> list[Tab]:
    """The tabs from left to right; each page is loaded and made on its first visit."""

    def projects() -> PageBase:
        from ui.pages.projects.view import ProjectsView

        return needs.page(ProjectsView)

    def distribution() -> PageBase:
        from ui.pages.distribution.view import DistributionView

        return needs.page(DistributionView)

    def letters() -> PageBase:
        from ui.pages.letters.view import LettersView

        return needs.page(LettersView)

    def meetings() -> PageBase:
        from ui.pages.meetings.view import MeetingsView

        return needs.page(MeetingsView)

    def certificates() -> PageBase:
        from ui.pages.certificates.view import CertificatesView

        return needs.page(CertificatesView)

    return [
        Tab("meetings", N_("Meetings"), meetings, (Permission.EDIT_MEETINGS, Permission.SEE_BOOKS)),
        Tab(
            "distribution",
            N_("Distribution of profit"),
            distribution,
            (Permission.DISTRIBUTE, Permission.SEE_BOOKS),
        ),
        Tab("projects", N_("Projects"), projects, (Permission.EDIT_PROJECTS, Permission.SEE_BOOKS)),
        Tab(
            "certificates", N_("Certificates"), certificates, (Permission.EDIT_MEETINGS, Permission.SEE_BOOKS)
        ),
        Tab("letters", N_("Letters"), letters, (Permission.EDIT_MEETINGS, Permission.SEE_BOOKS)),
    ]
