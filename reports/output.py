"""A report to bytes in the format that was asked for; the renderers are loaded only when needed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from app.errors import UserError
from app.i18n import N_
from app.settings import PAPERS
from reports.catalogue import AnyReport
from reports.model import Receipt, Report

if TYPE_CHECKING:
    from reports.render.receipt_pdf import Paper

FORMATS = ("pdf", "xlsx", "json", "png", "escpos")
DOTS = {"58": 384, "80": 576}
"""Printing dots of a slip printer's paper, 203 dpi."""


class FormatNotForReportError(UserError):
    """A format that this report cannot be written in."""

    message = N_("“{name}” cannot be written as {format}.")


def render(
    report: AnyReport,
    kind: str,
    *,
    paper: str = "80",
    progress: Callable[[int, int, str], object] | None = None,
) -> bytes:
    """The bytes of a report as pdf, xlsx, json; what fits a roll also as png or escpos (a slip printer).

    ``paper`` matters for receipts only, ``progress`` for packs as PDF. Raises FormatNotForReportError.
    """
    if kind == "json":
        from reports.render.report_json import report_json

        return report_json(report).encode()
    if kind == "xlsx":
        from reports.render.xlsx import render_xlsx

        return render_xlsx(report)
    if isinstance(report, Receipt):
        return _receipt(report, kind, paper)
    if kind in ("png", "escpos") and report.fits_slip:
        return _on_roll(report, kind, paper)
    if kind == "pdf":
        from reports.render.pdf import render_pdf

        return render_pdf(report, progress)
    raise FormatNotForReportError(name=report.name, format=kind)


def _on_roll(report: Report, kind: str, paper: str) -> bytes:
    from reports.render.report_slip import report_escpos, report_png

    width = paper if paper in DOTS else "80"
    return report_png(report, width) if kind == "png" else report_escpos(report, width)


def _receipt(receipt: Receipt, kind: str, paper: str) -> bytes:
    roll_or_sheet = cast("Paper", paper if paper in PAPERS else "80")
    if kind == "pdf":
        from reports.render.receipt_pdf import render_receipt_pdf

        return render_receipt_pdf(receipt, roll_or_sheet)
    if kind == "png":
        from reports.render.picture import receipt_png

        return receipt_png(receipt, roll_or_sheet if paper in DOTS else "80")
    if kind == "escpos":
        from reports.render.escpos import receipt_escpos

        return receipt_escpos(receipt, DOTS.get(paper, DOTS["80"]))
    raise FormatNotForReportError(name=receipt.title, format=kind)
