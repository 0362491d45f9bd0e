"""Turns any report into a PDF on A4: one voice for all papers, the same bytes for the same report."""

from reports.model import Report
from reports.render.style import Scale

_SMALLEST = 0.62
"""Smaller than this, all of the page shrinks alike."""


def render_pdf(report: Report) -> bytes:
    """The report as a PDF; a ``one_page`` report is made smaller until it stands on one page.

    Reproducible byte for byte. reportlab is imported on the first call, not with this module.
    """
    from reports.render.flow import Flow

    share = zoom = 1.0
    while True:
        flow = Flow(report, Scale().shrunk(share) if share < 1 else Scale(), zoom=zoom)
        flow.run()
        if not report.one_page or flow.pages == 1:
            return flow.finish()
        step = 0.94 if flow.pages == 2 else 0.8
        if share > _SMALLEST:
            share = max(_SMALLEST, share * step)
        else:
            zoom /= step
