"""The places of a household's window: few, each named in everyday words."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from ui import theme
from ui.page import PageSpec
from ui.place_needs import PlaceNeeds
from ui.tabbed_place import TabbedPlace


def household_places(needs: PlaceNeeds) -> list[PageSpec]:
    """The sidebar of a household's book, from above to below."""
    session, runner = needs.session, needs.runner

    def home() -> QWidget:
        from ui.pages.family_home.view import FamilyHomeView

        return needs.plain_page(FamilyHomeView)

    def trades() -> QWidget:
        from ui.pages.trades.view import TradesView

        return needs.page(TradesView)

    def diary() -> QWidget:
        from ui.diary_place import diary_tabs

        return TabbedPlace(N_("Diary"), diary_tabs(needs))

    def debts() -> QWidget:
        from ui.pages.debts.view import DebtsView

        return needs.page(DebtsView)

    def plan() -> QWidget:
        from ui.plan_place import plan_tabs

        return TabbedPlace(N_("Plan"), plan_tabs(needs))

    def reports() -> QWidget:
        from ui.pages.reports.view import ReportsView

        return ReportsView(
            session, runner, needs.window().messages, open_link=needs.open_link, save_file=needs.save_file
        )

    def notes() -> QWidget:
        from ui.notes_place import notes_tabs

        return TabbedPlace(N_("My group"), notes_tabs(needs))

    def safety() -> QWidget:
        from ui.pages.safety.view import SafetyView

        page = SafetyView(session, runner, needs.window().messages, go_to=needs.go_to, keeper=needs.keeper)
        page.bring_back.connect(needs.bring_back)
        page.move_to_stick.connect(needs.move_to_stick)
        return page

    def password() -> QWidget:
        from ui.pages.people.view import PeopleView

        return PeopleView(session, runner, needs.window().messages, rewrite=needs.rewrite, is_household=True)

    def settings() -> QWidget:
        from ui.pages.settings.view import SettingsView, WindowControls

        window = needs.window()

        def look(mode: theme.Mode) -> None:
            window.switch_look(look=mode)

        def scale(percent: int) -> None:
            window.switch_look(percent=percent)

        controls = WindowControls(window.switch_language, look, scale)
        return SettingsView(session, runner, window.messages, window=controls, is_household=True)

    return [
        PageSpec("home", N_("Our home"), "house", home),
        PageSpec("diary", N_("Diary"), "notebook-pen", diary),
        PageSpec("debts", N_("Our debts"), "trending-down", debts),
        PageSpec("plan", N_("Plan"), "target", plan),
        PageSpec("trades", N_("Trades"), "sprout", trades),
        PageSpec("notes", N_("My group"), "users", notes),
        PageSpec("reports", N_("Papers"), "file-text", reports),
        PageSpec("safety", N_("Safety"), "shield-check", safety, bottom=True),
        PageSpec("people", N_("My password"), "lock", password, bottom=True),
        PageSpec("settings", N_("Settings"), "settings", settings, bottom=True),
    ]
