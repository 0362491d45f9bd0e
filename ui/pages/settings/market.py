"""Whose goods go first, when goods at shops are asked about, and what is usual for orders."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.messages_text import error_text
from ui.pages.settings import work
from ui.pages.settings.saving import Saver, SettingsCard
from ui.widgets.arrange import Form, row
from ui.widgets.basics import SegmentedControl
from ui.widgets.days import DaysField
from ui.widgets.fields import PercentField, TypedField
from ui.widgets.labels import Label


class MarketCard(SettingsCard):
    """Others' goods, ours at shops, orders."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self.first = SegmentedControl([("consigned", ""), ("own", ""), ("oldest", "")])
        self.first.chosen.connect(partial(saver.change, "sold_first"))
        self.kept = SegmentedControl([(False, ""), (True, "")])
        self.kept.chosen.connect(partial(saver.change, "deposit_kept"))
        self.fields: dict[str, TypedField] = {
            "consigned_warn_days": DaysField(),
            "promise_days": DaysField(),
            "deposit_bp": PercentField(),
        }
        self._labels: dict[str, Label] = {}
        self.first_label, self.kept_label = (Label("", type="small", tone="soft") for _each in range(2))
        form = Form(2)
        for name, field in self.fields.items():
            self._labels[name] = form.add("", field)
            field.committed.connect(partial(self._on_committed, name))
        for item in (self.first_label, row(self.first, -1), form, self.kept_label, row(self.kept, -1)):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Goods on consignment, orders"))
        for label, control, words in (
            (self.first_label, self.first, _("Of goods that are ours and others', which are sold first")),
            (self.kept_label, self.kept, _("The deposit of an order that is cancelled")),
        ):
            label.setText(words)
            control.setAccessibleName(words)
        self.first.set_choices(
            [("consigned", _("others' goods")), ("own", _("our own")), ("oldest", _("what came first"))]
        )
        self.kept.set_choices([(False, _("is paid back")), (True, _("stays with the group"))])
        for name, words in (
            ("consigned_warn_days", _("Ask a shop to settle after")),
            ("promise_days", _("An order is wanted after")),
            ("deposit_bp", _("Deposit that is proposed")),
        ):
            self._labels[name].setText(words)
            self.fields[name].setAccessibleName(words)
            if name != "deposit_bp":
                self.fields[name].set_unit(_("days"))

    def _on_committed(self, name: str, value: object) -> None:
        """A field that was emptied says again what holds."""
        field = self.fields[name]
        if isinstance(value, int):
            self._saver.change(name, value, failed=partial(self._on_failed, field))
        elif self._saver.business is not None:
            field.set_value(getattr(self._saver.business, name))

    @staticmethod
    def _on_failed(field: TypedField, error: Exception) -> None:
        field.set_error(error_text(error))

    def show_data(self, data: work.SettingsData) -> None:
        """Show what was read."""
        self.first.set_key(data.business.sold_first)
        self.kept.set_key(data.business.deposit_kept)
        for name, field in self.fields.items():
            if not field.edit.hasFocus():
                field.set_value(getattr(data.business, name))
