"""The look of paper in one place: palette, sizes, weights of rules, spacing.

One voice with the screens: the same colour names, their light values. Lengths are points.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

PALETTE: Final[dict[str, str]] = {
    "paper": "#FFFFFF",
    "sheet": "#FFFFFF",
    "ink": "#1F2430",
    "ink-soft": "#5C6370",
    "line": "#E4DFD4",
    "edge": "#938B7B",
    "indigo": "#2B4A7F",
    "indigo-wash": "#E8EEF8",
    "on-indigo": "#FAF8F3",
    "turmeric-text": "#7A5200",
    "leaf": "#2F7A4D",
    "clay": "#A8442E",
    "chart-1": "#2B4A7F",
    "chart-2": "#C98A0B",
    "chart-3": "#2F7A4D",
    "chart-4": "#7A5C99",
    "chart-5": "#4C9AA8",
    "chart-6": "#B0724A",
    "black": "#000000",
    "white": "#FFFFFF",
}
MM: Final = 72 / 25.4
A4: Final = (595.276, 841.89)
A5: Final = (419.528, 595.276)


@cache
def rgb(color: str) -> str:
    """A colour of the palette as PDF code."""
    value = PALETTE[color]
    return " ".join(f"{int(value[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes and spacing of a report; ``shrunk`` makes them all smaller by the same share."""

    title: float = 18
    heading: float = 11.5
    body: float = 9.5
    table: float = 9
    note: float = 7.5
    figure: float = 16
    leading: float = 1.45
    cell_pad: float = 2.4
    """Above and below the text of a table's row."""
    gap: float = 16
    """Between blocks."""
    inner: float = 6
    """Between a block's title and the block."""
    chart: float = 150
    margin: float = 42
    foot: float = 34

    def shrunk(self, share: float) -> "Scale":
        """The same voice, smaller."""
        return Scale(
            title=max(12, self.title * share),
            heading=self.heading * share,
            body=self.body * share,
            table=self.table * share,
            note=max(5, self.note * share),
            figure=max(9, self.figure * share),
            leading=max(1.38, self.leading - (1 - share) * 0.14),
            cell_pad=self.cell_pad * share**2.5,
            gap=self.gap * share**1.8,
            inner=self.inner * share,
            chart=self.chart * share**1.5,
            margin=max(28, self.margin * share),
            foot=max(24, self.foot * share),
        )


LARGE: Final = Scale(
    title=22,
    heading=15,
    body=13.5,
    table=12,
    note=9,
    figure=20,
    leading=1.55,
    cell_pad=4,
    gap=20,
    inner=8,
    chart=190,
    margin=46,
    foot=36,
)
"""For papers that are read aloud, or by people without their glasses."""
