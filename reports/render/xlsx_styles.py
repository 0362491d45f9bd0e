"""How a workbook looks: one font, the palette of paper, one cell format per use.

The font is Tahoma. Our Sarabun is not on the user's PC and a workbook cannot bring it; TH Sarabun New is
only there where somebody installed it, and is so small that its stand-in breaks every width. Tahoma ships
with every Windows and with Office for the Mac, has Thai with well-placed marks, and figures of one width.
"""

from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from reports.model import Kind, Role
from reports.render.formats import NUMBERS
from reports.render.sheet_values import number_format
from reports.render.style import PALETTE

FONT: Final = "Tahoma"
SIZE: Final = 10
ROW_HEIGHT: Final = 18.0
"""Points; Thai stacks two marks above a letter."""
LINE_HEIGHT: Final = 15.0
"""Points of each further line in one cell."""
PIXELS: Final = 7
"""Of one digit of the font at its size: the unit of column widths."""


class Styles:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """A format with these properties over the common ones."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {
                "font_name": FONT,
                "font_size": SIZE,
                "font_color": PALETTE["ink"],
                "valign": "vcenter",
                "font_scheme": "none",
            }
            self._made[key] = self._book.add_format({**base, **properties})
        return self._made[key]

    def soft(self, **properties: Any) -> Format:
        """Small secondary text."""
        return self.get(font_size=9, font_color=PALETTE["ink-soft"], **properties)

    def title(self) -> Format:
        """The name of the paper."""
        return self.get(bold=True, font_size=16, font_color=PALETTE["indigo"])

    def heading(self) -> Format:
        """The title of a block."""
        return self.get(bold=True, font_size=12)

    def header(self, kind: Kind, spaced: bool = False) -> Format:
        """The head of a column."""
        return self.get(
            bold=True,
            text_wrap=True,
            align="right" if kind in NUMBERS else "left",
            **({"indent": 1} if spaced else {}),
            bg_color=PALETTE["indigo-wash"],
            bottom=1,
            bottom_color=PALETTE["indigo"],
        )

    def cell(
        self,
        kind: Kind,
        role: Role,
        *,
        places: int = 0,
        indent: int = 0,
        text: bool = False,
        quoted: bool = False,
        high: bool = False,
    ) -> Format:
        """A cell of a table, in a row of several lines if ``high``.

        ``quoted`` keeps a text that looks like a formula a text when somebody edits it.
        """
        properties: dict[str, Any] = {"bottom": 4, "bottom_color": PALETTE["line"]}
        if high:
            properties["valign"] = "top"
        if role is Role.SUBTOTAL:
            properties |= {"bold": True, "top": 1, "top_color": PALETTE["line"]}
        elif role is Role.TOTAL:
            properties |= {
                "bold": True,
                "top": 1,
                "top_color": PALETTE["indigo"],
                "bottom": 6,
                "bottom_color": PALETTE["indigo"],
            }
        elif role is Role.HEADING:
            properties |= {"bold": True, "font_color": PALETTE["indigo"]}
        if text or kind is Kind.TEXT:
            # A heading runs over its empty neighbours instead.
            properties |= {"text_wrap": role is not Role.HEADING, "align": "left"}
            if quoted:
                properties["quote_prefix"] = True
        else:
            properties["num_format"] = number_format(kind, places)
            properties["align"] = "left" if kind in (Kind.DATE, Kind.MONTH) else "right"
        if indent and properties["align"] == "left":
            properties["indent"] = indent
        return self.get(**properties)
