"""What a batch would cost while it is being filled in: three costs, all and each, price and margin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain import money
from app.domain.costing import price_at_margin
from app.i18n import _
from reports.cost_sheet import MARGINS_BP
from ui import formats, theme
from ui.pages.produce.form_state import Preview
from ui.widgets.basics import Banner, Panel, line
from ui.widgets.labels import Label

WIDTH = 232
_END = Qt.AlignmentFlag.AlignRight


class SummaryPanel(Panel):
    """Shows a ``Preview``; nothing here can be typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self.close_button.hide()
        self._labels: dict[str, Label] = {}
        self.values: dict[str, Label] = {}
        self._preview: Preview | None = None
        self._unit = ""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.INSIDE)
        grid.setVerticalSpacing(4)
        self._heads = [Label("", type="small", tone="soft", align=_END) for _column in range(2)]
        for number, head in enumerate(self._heads):
            grid.addWidget(head, 0, number + 1)
        for at, key in enumerate(("cash", "book", "full"), start=1):
            strong = key == "full"
            self._labels[key] = Label("", strong=strong)
            self.values[key] = Label("", strong=strong, align=_END)
            self.values[f"{key}_each"] = Label("", strong=strong, align=_END)
            grid.addWidget(self._labels[key], at, 0)
            grid.addWidget(self.values[key], at, 1)
            grid.addWidget(self.values[f"{key}_each"], at, 2)
        grid.setColumnStretch(0, 1)
        self.add(grid)
        self.free = Label("", type="small", tone="soft", wrap=True)
        self.add(self.free)
        self.add(line())
        more = QGridLayout()
        more.setHorizontalSpacing(theme.INSIDE)
        more.setVerticalSpacing(4)
        for at, key in enumerate(("price", "margin", "left", "break_even")):
            self._labels[key] = Label("", tone="soft")
            self.values[key] = Label("", align=_END)
            more.addWidget(self._labels[key], at, 0)
            more.addWidget(self.values[key], at, 1)
        more.setColumnStretch(0, 1)
        self.add(more)
        self.add(line())
        self.prices_head = Label("", type="small", tone="soft", wrap=True)
        self.add(self.prices_head)
        prices = QGridLayout()
        prices.setVerticalSpacing(4)
        for at, rate in enumerate(MARGINS_BP):
            key = f"at_{rate}"
            self._labels[key] = Label("", tone="soft")
            self.values[key] = Label("", align=_END)
            prices.addWidget(self._labels[key], at, 0)
            prices.addWidget(self.values[key], at, 1)
        self.add(prices)
        self.warning = Banner(tone="warn")
        self.add(self.warning)
        self.body.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("What it costs"))
        self._heads[0].setText(_("Together"))
        self._heads[1].setText(_("Each"))
        for key, words in (
            ("cash", _("Cash")),
            ("book", _("Book")),
            ("full", _("Full")),
            ("price", _("Price")),
            ("margin", _("Margin")),
            ("left", _("Left over")),
            ("break_even", _("Break-even")),
        ):
            self._labels[key].setText(words)
        self.prices_head.setText(_("Price that leaves, over the full cost"))
        for rate in MARGINS_BP:
            self._labels[f"at_{rate}"].setText(f"{formats.percent(rate)} %")
        if self._preview is not None:
            self.show_preview(self._preview, self._unit)

    def show_preview(self, preview: Preview, unit: str) -> None:
        """Show other figures."""
        self._preview, self._unit = preview, unit
        total = preview.taken
        for key, amount in (("cash", total.cash), ("book", total.book), ("full", total.full)):
            self._set(key, formats.money(amount))
        cost = preview.unit
        self._set("cash_each", "" if cost is None else _each(cost.cash_e4))
        self._set("book_each", "" if cost is None else _each(cost.value_e4))
        self._set("full_each", "" if cost is None else _each(cost.full_e4))
        self.free.setText(
            _("{amount} baht of it is free work and gifts, never posted.").format(
                amount=formats.money(total.imputed)
            )
            if total.imputed
            else ""
        )
        self.free.setVisible(bool(total.imputed))
        self._set("price", _each(preview.price_e4) if preview.price_e4 else formats.DASH)
        margin = preview.margin_bp
        self._set("margin", formats.DASH if margin is None else f"{formats.percent(margin)} %")
        self.values["margin"].set_tone("" if margin is None else "leaf" if margin >= 0 else "turmeric")
        result = preview.result
        self._set("left", formats.DASH if result is None else formats.money(result.over_full))
        units = None if result is None or result.break_even is None else result.break_even.shown()[0]
        self._set(
            "break_even", formats.DASH if units is None else f"{formats.quantity(units)} {unit}".strip()
        )
        for rate in MARGINS_BP:
            text = formats.DASH if cost is None else _each(price_at_margin(cost.full_e4, rate))
            self._set(f"at_{rate}", text)
        self.warning.show_text(
            _("No cost is known yet for {names}; they count as 0.").format(names=", ".join(preview.missing))
            if preview.missing
            else ""
        )

    def _set(self, key: str, text: str) -> None:
        self.values[key].setText(text)


def _each(cost_e4: int) -> str:
    """A unit cost to the satang, so that the column keeps two places."""
    return formats.money(money.divide_round(cost_e4, money.E4))
