"""The settings: cards that save each field as it is left, in two columns where there is room."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Permission, Session
from ui import theme
from ui.messages import Messages
from ui.page import PageBase
from ui.pages.settings import work
from ui.pages.settings.bills import BillsCard
from ui.pages.settings.computer import ComputerCard, WindowControls
from ui.pages.settings.drawer import DrawerCard
from ui.pages.settings.enterprise import EnterpriseCard
from ui.pages.settings.household import HouseholdCard
from ui.pages.settings.market import MarketCard
from ui.pages.settings.printing import PrintingCard
from ui.pages.settings.saving import Saver, SettingsCard
from ui.pages.settings.tenders import TendersCard
from ui.pages.settings.till import ScalesCard, TilesCard
from ui.pages.settings.ways import WaysCard
from ui.runner import Runner
from ui.widgets.arrange import scrolled

__all__ = ["SettingsView", "WindowControls"]

NARROW = 780


class SettingsView(PageBase):
    """Shows and changes settings of the business and of this computer."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        window: WindowControls,
        is_household: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """In a household's book only its name and this computer."""
        super().__init__(parent)
        self._runner, self._messages = runner, messages
        self._columns = 0
        self.saver = Saver(session, runner, messages, self)
        self.saver.saved.connect(self._read)
        self.enterprise: SettingsCard = (
            HouseholdCard(self.saver) if is_household else EnterpriseCard(self.saver)
        )
        self.bills = BillsCard(self.saver)
        self.tenders = TendersCard(self.saver)
        self.drawer = DrawerCard(self.saver)
        self.tiles, self.scales = TilesCard(self.saver), ScalesCard(self.saver)
        self.ways = WaysCard(self.saver)
        self.market = MarketCard(self.saver)
        self.printing = PrintingCard(self.saver)
        self.computer = ComputerCard(self.saver, window, is_household=is_household)
        rights: tuple[tuple[SettingsCard, Permission | None], ...] = (
            (self.enterprise, Permission.EDIT_SETTINGS),
            (self.tenders, Permission.EDIT_SETTINGS),
            (self.bills, Permission.EDIT_SETTINGS),
            (self.drawer, Permission.EDIT_SETTINGS),
            (self.ways, Permission.EDIT_SETTINGS),
            (self.market, Permission.EDIT_SETTINGS),
            (self.tiles, Permission.EDIT_PRODUCTS),
            (self.scales, Permission.EDIT_PRODUCTS),
            (self.printing, None),
            (self.computer, None),
        )
        of_a_household = (self.enterprise, self.computer)
        self.cards = tuple(
            card
            for card, right in rights
            if (right is None or session.may(right)) and (not is_household or card in of_a_household)
        )
        self._sides = (QVBoxLayout(), QVBoxLayout())
        across = QHBoxLayout()
        across.setSpacing(theme.BETWEEN)
        for side in self._sides:
            side.setSpacing(theme.BETWEEN)
            across.addLayout(side, 1)
        content = QWidget()
        content.setLayout(across)
        self.area: QScrollArea = scrolled(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= theme.px(NARROW) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for side in self._sides:
            for card in self.cards:
                side.removeWidget(card)  # unlike takeAt it ends the item, whose old height would stay known
            while side.takeAt(0) is not None:
                pass
        if columns == 1:
            sides: tuple[tuple[SettingsCard, ...], ...] = (self.cards, ())
        else:
            sides = (
                (self.enterprise, self.computer, self.drawer, self.ways, self.market),
                (self.tenders, self.bills, self.tiles, self.scales, self.printing),
            )
        for side, cards in zip(self._sides, sides, strict=True):
            shown = [card for card in cards if card in self.cards]
            for card in shown:
                side.addWidget(card)
            if shown:
                side.addStretch(1)

    def retranslate(self) -> None:
        """Set every text again."""
        for card in self.cards:
            card.retranslate()
        self._read()

    def refresh(self, changes: Changes) -> None:
        """Read again when settings or people changed."""
        if changes & (Changes.SETTINGS | Changes.PARTIES):
            self._read()

    def open(self, argument: str) -> None:
        """Go to a card: ``printer``, ``tenders``, or to the ``promptpay`` number."""
        wanted: dict[str, SettingsCard] = {
            "printer": self.printing,
            "tenders": self.tenders,
            "drawer": self.drawer,
            "tiles": self.tiles,
            "ways": self.ways,
            "promptpay": self.tenders,
        }
        card = wanted.get(argument)
        if card is None:
            return
        self.area.ensureWidgetVisible(card)
        if card is self.printing:
            self.printing.kind.setFocus()
        elif argument == "promptpay":
            self.tenders.open_kind("promptpay")
        elif argument == "tiles":
            self.tiles.add_button.setFocus()
        elif argument == "ways":
            self.ways.add_button.setFocus()
        else:
            self.tenders.add_button.setFocus()

    @Slot()
    def _read(self) -> None:
        self._runner.run(self, work.read, self._show, failed=self._messages.show_error)

    def _show(self, data: work.SettingsData) -> None:
        self.saver.business = data.business
        for card in self.cards:
            card.show_data(data)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        self._arrange()
