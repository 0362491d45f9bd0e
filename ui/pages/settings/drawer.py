"""Whether selling needs an open drawer, how it is counted, and who bears what is missing."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.pages.settings import work
from ui.pages.settings.saving import Saver, SettingsCard
from ui.widgets.arrange import row
from ui.widgets.basics import SegmentedControl
from ui.widgets.labels import Label

SWITCHES = ("drawer_needed", "drawer_blind", "short_cash_is_debt")


class DrawerCard(SettingsCard):
    """Three switches."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self.switches: dict[str, SegmentedControl] = {}
        self._labels: dict[str, Label] = {}
        for name in SWITCHES:
            switch = SegmentedControl([(False, ""), (True, "")])
            switch.chosen.connect(partial(saver.change, name))
            label = Label("", type="small", tone="soft", wrap=True)
            self.switches[name], self._labels[name] = switch, label
            self.add(label)
            self.add(row(switch, -1))

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("The drawer"))
        for name, words, off, on in (
            ("drawer_needed", _("Cash is sold for"), _("at any time"), _("with an open drawer only")),
            ("drawer_blind", _("What should lie in it is seen"), _("while counting"), _("afterwards")),
            ("short_cash_is_debt", _("What is missing"), _("The group bears it"), _("Somebody owes it")),
        ):
            self._labels[name].setText(words)
            self.switches[name].setAccessibleName(words)
            self.switches[name].set_choices([(False, off), (True, on)])

    def show_data(self, data: work.SettingsData) -> None:
        """Show what was read."""
        for name, switch in self.switches.items():
            switch.set_key(getattr(data.business, name))
