"""The form that opens a drawer with its float."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.drawer import OpenDraft
from app.errors import UserError
from app.i18n import _
from ui import formats
from ui.messages_text import error_text
from ui.pages.drawer.forms import HERE, PiecesForm, places_of
from ui.pages.drawer.work import Lists
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.fields import NameField
from ui.widgets.flowing_form import FlowingForm


class OpenForm(PiecesForm):
    """Fills in an ``OpenDraft``; ``submitted`` gives it."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: Lists | None = None
        self._session_uid = new_uid()
        self.name = NameField()
        self.account, self.source = SimpleChoice(), SimpleChoice()
        self.location, self.market_day = SimpleChoice(), SimpleChoice()
        self.more = FlowingForm(
            (self.source, self.name, self.account, self.location, self.market_day), columns=5
        )
        self.card.add(self.more)
        self.grid.finished.connect(self._on_finished)
        self.account.committed.connect(self._on_account)
        self.market_day.committed.connect(self._on_market_day)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.grid.retranslate()
        self.title.setText(_("Open the drawer: count the float"))
        self.more.set_texts(
            (
                _("Where the float comes from"),
                _("Name of the drawer, if there are several"),
                _("Which place of money it is"),
                _("Where the goods are sold from"),
                _("Market day"),
            )
        )
        self.save_button.set_text(_("Open the drawer"))
        self.clear_button.set_text(_("Start again"))
        self._show_choices()
        self.show_sums()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self._show_choices()

    def _show_choices(self) -> None:
        lists = self._lists
        if lists is None:
            return
        code = self.account.key() or (lists.cash[0].code if lists.cash else HERE)
        self.account.set_choices(places_of(lists.cash))
        self.account.set_value(code)
        source = self.source.key()
        self.source.set_choices(
            [Choice(HERE, _("It lies in the drawer already")), *places_of(lists.moneys, but=str(code))]
        )
        self.source.set_value(source or HERE)
        place = self.location.key()
        places = [each for each in lists.locations if each.kind != "consigned_out"]
        self.location.set_choices([Choice(each.id, each.name) for each in places])
        self.location.set_value(place if place is not None else (places[0].id if places else None))
        event = self.market_day.key()
        self.market_day.set_choices(
            [Choice(HERE, _("No market day")), *(Choice(each.uid, each.name) for each in lists.events)]
        )
        self.market_day.set_value(event or HERE)
        self.more.show_fields((True, True, len(lists.cash) > 1, len(places) > 1, bool(lists.events)))

    def clear_form(self) -> None:
        """Nothing counted yet."""
        self.uid, self._session_uid = new_uid(), new_uid()
        self.set_busy(False)
        self.say("")
        self.grid.clear()
        self.name.set_value(None)
        self.grid.begin()

    def show_sums(self) -> None:
        """What the float comes to."""
        counted = self.counted()
        self.total.setText(
            "–" if counted is None else _("Float {amount}").format(amount=formats.money(counted))
        )

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or not self.grid.check():
            return
        self.say("")
        try:
            pieces = self.grid.typed()
        except UserError as error:
            self.say(error_text(error))
            return
        place, event = self.location.key(), self.market_day.key()
        draft = OpenDraft(
            self.uid,
            self._session_uid,
            pieces,
            str(self.account.key() or ""),
            str(self.source.key() or ""),
            self.name.name(),
            place if isinstance(place, int) else None,
            event if isinstance(event, bytes) else None,
        )
        self.set_busy(True)
        self.submitted.emit(draft)

    @Slot(object)
    def _on_account(self, _value: object) -> None:
        self._show_choices()

    @Slot(object)
    def _on_market_day(self, _value: object) -> None:
        """Goods are sold from where those of the market day stand; another place can still be chosen."""
        lists = self._lists
        if lists is None or not lists.locations:
            return
        chosen = next((each for each in lists.events if each.uid == self.market_day.key()), None)
        place = chosen.location_id if chosen is not None else None
        self.location.set_value(place or lists.locations[0].id)

    @Slot()
    def _on_finished(self) -> None:
        self.save_button.setFocus()
