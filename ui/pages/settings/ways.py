"""Ways of selling: a list, and the form in which one is added, renamed or put aside."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.channel import MOST_NAME, OWN, STALL, ChannelData, ChannelKind
from app.domain.trace_words import VALUES
from app.i18n import _, language
from app.queries.channels import ChannelRow
from reports.common import in_language
from ui.pages.settings import work
from ui.pages.settings.list_card import ListCard
from ui.pages.settings.saving import Saver
from ui.widgets.arrange import Form
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import NameField


class WaysCard(ListCard):
    """The ways of selling; what is put aside is no longer offered, and its old bills stay what they were."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self._row: ChannelRow | None = None
        self.name = NameField(required=True, most=MOST_NAME)
        self.kind = SimpleChoice(required=True)
        self.party = ChoiceField()
        self.active = QCheckBox()
        form = Form(2)
        self._labels = (form.add("", self.name), form.add("", self.kind), form.add("", self.party))
        form.add("", self.active)
        self.lay_out(form)

    def retranslate(self) -> None:
        """Set every text again."""
        self.name_buttons(
            _("Ways of selling"),
            _("Another way of selling"),
            _("Ctrl+W at the till chooses one; its prices and promotions count, and reports tell it apart."),
        )
        fields = (self.name, self.kind, self.party)
        words = (_("What it is called"), _("Kind"), _("Who runs it"))
        for label, field, text in zip(self._labels, fields, words, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.active.setText(_("In use"))
        kinds = VALUES["channel.kind"]
        self.kind.set_choices([Choice(kind.value, _(kinds[kind.value])) for kind in ChannelKind])

    def show_data(self, data: work.SettingsData) -> None:
        """Show the ways; a form that is open stays as it is typed."""
        rows: list[tuple[str, object]] = []
        for way in data.ways:
            words = (in_language(way.name, way.name_en), way.party, "" if way.active else _("not in use"))
            rows.append((" · ".join(each for each in words if each), way))
        self.show_rows(rows)
        self.party.set_choices([Choice(each.uid, each.name, note=each.code) for each in data.parties])

    @Slot()
    def begin(self) -> None:
        """A new way."""
        self._open(None)

    def open_row(self, what: object) -> None:
        """One way."""
        if isinstance(what, ChannelRow):
            self._open(what)

    def _open(self, way: ChannelRow | None) -> None:
        self._row = way
        self.name.set_value("" if way is None else in_language(way.name, way.name_en))
        self.kind.set_value(ChannelKind.OTHER.value if way is None else way.kind)
        self.kind.setEnabled(way is None or way.code not in OWN)
        self.party.set_value(None if way is None else way.party_uid)
        self.active.setChecked(way is None or bool(way.active))
        self.active.setEnabled(way is None or way.code != STALL)
        self.show_form(None if way is None else way.uid, self.name)
        self.remove_button.hide()

    @Slot()
    def _on_save_clicked(self) -> None:
        if not all([field.check() for field in (self.kind, self.name)]):  # noqa: C419 - each says what it lacks
            return
        old, typed, party = self._row, self.name.name(), self.party.key()
        thai = language() == "th"
        data = ChannelData(
            typed if thai or old is None else old.name,
            ChannelKind(str(self.kind.key())),
            typed if not thai else old.name_en if old is not None and old.name == typed else "",
            party if isinstance(party, bytes) else None,
            self.active.isChecked(),
        )
        job = partial(work.save_channel, self._saver.session, data, uid=self.uid)
        self._saver.run(job, self.done, failed=self.failed)
