"""Native Excel charts of a report, with the numbers behind them on a sheet of their own."""

from typing import Any, Final

from xlsxwriter.chart import Chart as ExcelChart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.domain.money import ratio_bp
from app.i18n import _
from reports.model import Chart, ChartKind, Kind, Role
from reports.render.sheet_formulas import cell_name
from reports.render.sheet_values import clean, decimals, looks_like_formula, number, number_format, text_width
from reports.render.style import PALETTE
from reports.render.xlsx_styles import FONT, ROW_HEIGHT, Styles

_COLORS: Final = tuple(PALETTE[f"chart-{index}"] for index in range(1, 7))
_LABELLED: Final = 12
"""Up to so many bars carry their figure; more would write over each other."""
_LYING: Final = (ChartKind.RANKING, ChartKind.SHARE)
_LONGEST_LABEL: Final = 40
_TYPES: Final[dict[ChartKind, dict[str, str]]] = {
    ChartKind.BAR: {"type": "column"},
    ChartKind.STACKED: {"type": "column", "subtype": "stacked"},
    ChartKind.LINE: {"type": "line"},
    # Lying bars, not a pie: long Thai names write over each other around small slices.
    ChartKind.SHARE: {"type": "bar"},
    ChartKind.RANKING: {"type": "bar"},
}


class ChartData:
    """The charts of one workbook and the sheet that their numbers come from."""

    def __init__(self, book: Workbook, styles: Styles, sheet: str) -> None:
        self._book = book
        self._styles = styles
        self._sheet = sheet
        self._blocks: list[tuple[int, Chart]] = []
        self._next = 0

    def chart(self, chart: Chart, width: int, height: int) -> ExcelChart | None:
        """A chart that draws from the data sheet; None where there is nothing to draw."""
        if not chart.labels or not chart.series:
            return None
        top = self._next
        self._blocks.append((top, chart))
        self._next = top + len(chart.labels) + 3
        made: ExcelChart = self._book.add_chart(dict(_TYPES[self._kind(chart)]))
        for index in range(len(chart.series)):
            made.add_series(self._series(chart, top, index))
        self._dress(made, chart, top)
        made.set_size({"width": width, "height": height})
        return made

    @staticmethod
    def _kind(chart: Chart) -> ChartKind:
        """A share of several series cannot be one ring: it is drawn as stacked bars."""
        if chart.kind is ChartKind.SHARE and len(chart.series) > 1:
            return ChartKind.STACKED
        return chart.kind

    def _series(self, chart: Chart, top: int, index: int) -> dict[str, Any]:
        first, last = top + 2, top + 1 + len(chart.labels)
        color = _COLORS[index % len(_COLORS)]
        series: dict[str, Any] = {
            # Names are places too: a name given as text is a formula when it starts with "=".
            "name": [self._sheet, top + 1, index + 1],
            "categories": [self._sheet, first, 0, last, 0],
            "values": [self._sheet, first, index + 1, last, index + 1],
        }
        kind = self._kind(chart)
        if kind is ChartKind.SHARE:
            series["values"] = [self._sheet, first, 2, last, 2]
        shown = {"value": True, "num_format": _axis_format(chart), "font": _font()}
        if kind is ChartKind.LINE:
            series["line"] = {"color": color, "width": 2.25}
            series["marker"] = {
                "type": "circle",
                "size": 5,
                "fill": {"color": color},
                "border": {"none": True},
            }
        elif kind is ChartKind.SHARE:
            series["points"] = [
                {
                    "fill": {"color": _COLORS[at % len(_COLORS)]},
                    "border": {"color": PALETTE["white"], "width": 1},
                }
                for at in range(len(chart.labels))
            ]
            series["gap"] = 45
            series["data_labels"] = {
                "value": True,
                "num_format": "0%",
                "position": "outside_end",
                "font": _font(),
            }
        else:
            series["fill"] = {"color": color}
            series["gap"] = 45
            if kind is ChartKind.STACKED:
                series["border"] = {"color": PALETTE["white"], "width": 0.75}
            elif len(chart.labels) * len(chart.series) <= _LABELLED:
                series["data_labels"] = {**shown, "position": "outside_end"}
        return series

    def _dress(self, made: ExcelChart, chart: Chart, top: int) -> None:
        """Title, legend, axes and quiet lines."""
        made.set_title(
            {
                "name": [self._sheet, top, 0],
                "name_font": {**_font(11), "bold": True},
                "overlay": False,
            }
        )
        made.set_chartarea({"border": {"color": PALETTE["line"]}})
        kind = self._kind(chart)
        if len(chart.series) == 1:
            made.set_legend({"none": True})
        else:
            made.set_legend({"position": "bottom", "font": _font()})
        labels: dict[str, Any] = {
            "num_font": _font(),
            "line": {"color": PALETTE["line"]},
            "major_tick_mark": "none",
            "text_axis": True,
        }
        values: dict[str, Any] = {
            "num_font": {**_font(), "color": PALETTE["ink-soft"]},
            "num_format": _axis_format(chart),
            "line": {"none": True},
            "major_tick_mark": "none",
            "major_gridlines": {"visible": True, "line": {"color": PALETTE["line"], "width": 0.75}},
        }
        if all(value >= 0 for series in chart.series for value in series.values):
            values["min"] = 0
        elif kind not in _LYING:
            labels["label_position"] = "low"
        if kind in _LYING:
            # Lying bars have their names on the y axis, and Excel lists them from the bottom.
            names = {"reverse": True, "interval_unit": 1, "major_gridlines": {"visible": False}}
            made.set_y_axis({**labels, **names})
            longest = max(value for series in chart.series for value in series.values)
            if kind is ChartKind.SHARE:
                whole = sum(chart.series[0].values)
                most = number(ratio_bp(longest, whole), Kind.PERCENT) * 1.2
                values |= {"max": min(1, most) or 1, "num_format": "0%"}
            elif longest > 0:
                values["max"] = number(longest, chart.value_kind) * 1.15  # room for the figure at its end
            made.set_x_axis({**values, "visible": False, "major_gridlines": {"visible": False}})
        else:
            made.set_x_axis(labels)
            made.set_y_axis(values)

    def write(self) -> None:
        """Write the sheet of numbers after all others; none where there are no charts."""
        if not self._blocks:
            return
        sheet = self._book.add_worksheet(self._sheet)
        sheet.set_default_row(ROW_HEIGHT)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        widths = [24]
        text = self._styles
        for top, chart in self._blocks:
            sheet.write_string(top, 0, clean(chart.title), text.heading())
            sheet.write_blank(top + 1, 0, None, text.header(Kind.TEXT))
            for row, label in enumerate(chart.labels, top + 2):
                label = _short(clean(label))
                quoted = looks_like_formula(label)
                sheet.write_string(row, 0, label, text.cell(Kind.TEXT, Role.LINE, text=True, quoted=quoted))
                widths[0] = min(46, max(widths[0], text_width(label) + 2))
            for column, series in enumerate(chart.series, 1):
                sheet.write_string(top + 1, column, clean(series.name), text.header(chart.value_kind))
                style = text.cell(
                    chart.value_kind, Role.LINE, places=decimals(series.values, chart.value_kind)
                )
                for row, value in enumerate(series.values, top + 2):
                    sheet.write_number(row, column, number(value, chart.value_kind), style)
                while len(widths) <= column:
                    widths.append(14)
                widths[column] = min(24, max(widths[column], text_width(series.name) + 3))
            if self._kind(chart) is ChartKind.SHARE:
                self._shares(sheet, top, chart.series[0].values)
                widths += [14] * (3 - len(widths))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, text.get())

    def _shares(self, sheet: Worksheet, top: int, values: tuple[int, ...]) -> None:
        """What part of the whole each value is, live."""
        sheet.write_string(top + 1, 2, _("Share"), self._styles.header(Kind.PERCENT))
        style = self._styles.cell(Kind.PERCENT, Role.LINE, places=2)
        whole = sum(values)
        cells = f"{cell_name(top + 2, 1)}:{cell_name(top + 1 + len(values), 1)}"
        for row, value in enumerate(values, top + 2):
            share = number(ratio_bp(value, whole), Kind.PERCENT)
            if whole:
                formula = f"=ROUND({cell_name(row, 1)}/SUM({cells}),4)"
                sheet.write_formula(row, 2, formula, style, share)
            else:
                sheet.write_number(row, 2, share, style)


def _short(label: str) -> str:
    """A label as a chart can carry it: a name of 500 letters would leave no room for the bars."""
    if text_width(label) <= _LONGEST_LABEL:
        return label
    kept = label[: 2 * _LONGEST_LABEL]
    while text_width(kept) > _LONGEST_LABEL - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _font(size: int = 9) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": False, "color": PALETTE["ink"]}


def _axis_format(chart: Chart) -> str:
    """Figures on a chart: money to whole baht, as on paper."""
    values = [value for series in chart.series for value in series.values]
    places = 0 if chart.value_kind is Kind.MONEY else decimals(values, chart.value_kind)
    return number_format(chart.value_kind, places)
