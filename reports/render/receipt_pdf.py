"""A receipt as a PDF on any of the papers that groups use."""

from typing import Final, Literal, TypeAlias

from reports.model import Receipt

Paper: TypeAlias = Literal["58", "80", "a5", "a4"]
PAPERS: Final[tuple[Paper, ...]] = ("58", "80", "a5", "a4")
"""Slips by the width of their roll in millimetres, and sheets."""


def render_receipt_pdf(receipt: Receipt, paper: Paper = "80") -> bytes:
    """The receipt as a PDF: a slip exactly as long as what it says, or a sheet.

    Reproducible byte for byte. reportlab is imported on the first call, not with this module.
    Raises ValueError for a paper that is not in ``PAPERS``.
    """
    if paper in ("58", "80"):
        from reports.render.slip import draw_slip
        from reports.render.strip import ROLLS

        return draw_slip(receipt, ROLLS[paper])
    if paper in ("a5", "a4"):
        from reports.render.receipt_page import draw_page

        return draw_page(receipt, paper)
    raise ValueError(f"no paper {paper!r}")
