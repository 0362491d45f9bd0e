"""Native Excel charts of a report, with the numbers behind them on a sheet of their own."""

from typing import Any, Final

from xlsxwriter.chart import Chart as ExcelChart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.model import Chart, ChartKind, Kind
from reports.render.sheet_values import SheetNames, clean, decimals, number, number_format, text_width
from reports.render.style import PALETTE
from reports.render.xlsx_styles import FONT, ROW_HEIGHT, Styles

_COLORS: Final = tuple(PALETTE[f"chart-{index}"] for index in range(1, 7))
_LABELLED: Final = 12
"""Up to so many bars carry their figure; more would write over each other."""
