"""The list of reports: by group, with a search; a field with the same reports for narrow windows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QWidget

from app.i18n import _
from app.thai.fold import fold
from reports.catalogue import GROUP_NAMES, ReportKind
from ui import theme
from ui.widgets.arrange import column, scrolled
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SearchField, SimpleChoice
from ui.widgets.labels import Label

LIST_WIDTH = 288


class KindList(QFrame):
    """Offers the reports beside the report; ``choice`` offers the same in one field."""

    chosen = Signal(str)
    """The name of the report that was clicked, entered or chosen."""

    def __init__(self, kinds: Sequence[ReportKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = tuple(kinds)
        self._name = ""
        self.setProperty("kind", "panel")
        self.setFixedWidth(theme.px(LIST_WIDTH))
        self.group = QButtonGroup(self)
        self.search = SearchField(rest_ms=0)
        self.search.searched.connect(self._on_searched)
        self.search.returnPressed.connect(self._on_search_entered)
        self.headings = {group: Label("", tone="soft") for group in GROUP_NAMES}
        self.buttons: list[Button] = []
        for number, kind in enumerate(self._kinds):
            button = Button("", kind="quiet", icon=kind.icon)
            button.setCheckable(True)
            theme.set_role(button, left=True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.group.addButton(button, number)
            self.buttons.append(button)
        self.group.idClicked.connect(self._on_clicked)
        self.choice = SimpleChoice()
        self.choice.setFixedWidth(theme.px(248))  # the longest usual name, whole
        self.choice.committed.connect(self._on_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        listed: list[QWidget | int] = []
        for group, heading in self.headings.items():
            listed += [heading] if not listed else [theme.INSIDE, heading]
            listed.extend(
                button for button, kind in zip(self.buttons, self._kinds, strict=True) if kind.group is group
            )
        kinds = QWidget()
        kinds.setLayout(column(*listed, -1, spacing=4))
        self._area = scrolled(kinds, margins=0)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(self.search, self._area, spacing=theme.INSIDE, margins=theme.INSIDE))

    def retranslate(self) -> None:
        """Set every text again."""
        for button, kind in zip(self.buttons, self._kinds, strict=True):
            button.set_text(_(kind.title))
            button.setToolTip(_(kind.about))
        for group, heading in self.headings.items():
            heading.setText(_(GROUP_NAMES[group]))
        self.search.set_placeholder(_("Find a report"))
        self.choice.set_choices(
            [
                Choice(kind.name, _(kind.title), also=f"{_(GROUP_NAMES[kind.group])} {_(kind.about)}")
                for kind in self._in_order()
            ]
        )
        self.choice.set_value(self._name)
        self.choice.setAccessibleName(_("Report"))
        self._on_searched("")

    def show_chosen(self, name: str) -> Button:
        """Mark a report without telling; its button is returned."""
        self._name = name
        button = next(
            button for button, kind in zip(self.buttons, self._kinds, strict=True) if kind.name == name
        )
        button.setChecked(True)
        self._area.ensureWidgetVisible(button)
        self._area.horizontalScrollBar().setValue(0)
        self.choice.set_value(name)
        return button

    def look_for(self) -> None:
        """Put the cursor where a report is looked for."""
        field = self.search if self.isVisible() else self.choice.edit
        field.setFocus()
        field.selectAll()

    def _in_order(self) -> list[ReportKind]:
        return [kind for group in GROUP_NAMES for kind in self._kinds if kind.group is group]

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._kinds[number].name)

    @Slot(str)
    def _on_searched(self, _folded: str) -> None:
        """Leave only the reports whose name, group or sentence holds every word that is typed."""
        wanted = [fold(word) for word in self.search.text().split()]
        found = set()
        for button, kind in zip(self.buttons, self._kinds, strict=True):
            words = " ".join((_(kind.title), _(GROUP_NAMES[kind.group]), _(kind.about), kind.name))
            button.setVisible(all(word in fold(words) for word in wanted))
            if not button.isHidden():
                found.add(kind.group)
        for group, heading in self.headings.items():
            heading.setVisible(group in found)

    @Slot()
    def _on_search_entered(self) -> None:
        """The first report that is left opens."""
        for kind in self._in_order():
            if not self.buttons[self._kinds.index(kind)].isHidden():
                self.chosen.emit(kind.name)
                return

    @Slot(object)
    def _on_chosen(self, name: object) -> None:
        if isinstance(name, str) and name != self._name:
            self.chosen.emit(name)
