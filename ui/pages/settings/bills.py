"""How bills are rounded, what stands at their foot, and what an hour of own work counts for."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.settings import PAPERS
from ui.pages.settings import work
from ui.pages.settings.saving import Saver, SettingsCard
from ui.widgets.arrange import Form, row
from ui.widgets.basics import SegmentedControl
from ui.widgets.fields import NameField, UnitCostField
from ui.widgets.labels import Label


class BillsCard(SettingsCard):
    """Rounding, receipt and the rate of own work."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self.rounding = SegmentedControl([(step, "") for step in (0, 25, 50, 100)])
        self.rounding.chosen.connect(partial(saver.change, "rounding_step"))
        self.way = SegmentedControl([(False, ""), (True, "")])
        self.way.chosen.connect(partial(saver.change, "rounding_down"))
        self.paper = SegmentedControl([(paper, paper.upper()) for paper in PAPERS])
        self.paper.chosen.connect(partial(saver.change, "default_paper"))
        self.footer = NameField(most=500)
        self.footer.committed.connect(partial(saver.change, "receipt_footer"))
        self.rate = UnitCostField()
        self.rate.committed.connect(partial(saver.change, "own_labour_rate_e4"))
        self.rounding_label, self.way_label, self.paper_label = (
            Label("", type="small", tone="soft") for _index in range(3)
        )
        form = Form()
        self.footer_label = form.add("", self.footer)
        self.rate_label = form.add("", self.rate)
        for item in (
            self.rounding_label,
            row(self.rounding, -1),
            self.way_label,
            row(self.way, -1),
            self.paper_label,
            row(self.paper, -1),
            form,
        ):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Bills"))
        self.rounding_label.setText(_("Round the bill to"))
        self.rounding.setAccessibleName(_("Round the bill to"))
        self.rounding.set_choices(
            [(0, _("as it is")), (25, _("25 satang")), (50, _("50 satang")), (100, _("1 baht"))]
        )
        self.way_label.setText(_("Round which way"))
        self.way.setAccessibleName(_("Round which way"))
        self.way.set_choices([(False, _("to the nearest")), (True, _("down"))])
        self.paper_label.setText(_("Usual paper of a receipt (mm or sheet)"))
        self.paper.setAccessibleName(_("Usual paper of a receipt (mm or sheet)"))
        self.paper.set_choices([(paper, paper.upper()) for paper in PAPERS])
        for label, field, words in (
            (self.footer_label, self.footer, _("Words at the foot of the receipt")),
            (self.rate_label, self.rate, _("Own work, baht an hour")),
        ):
            label.setText(words)
            field.setAccessibleName(words)

    def show_data(self, data: work.SettingsData) -> None:
        """Show what was read."""
        business = data.business
        self.rounding.set_key(business.rounding_step)
        self.way.set_key(business.rounding_down)
        self.way.setEnabled(business.rounding_step > 0)
        self.paper.set_key(business.default_paper)
        if not self.footer.edit.hasFocus():
            self.footer.set_value(business.receipt_footer)
        if not self.rate.edit.hasFocus():
            self.rate.set_value(business.own_labour_rate_e4)
