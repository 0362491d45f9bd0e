"""Spares a report a last page with hardly anything on it, by setting all of it a little closer.

Imports reportlab, so import it on first use.
"""

from reports.model import Report
from reports.render.flow import Flow
from reports.render.page import TooLongError
from reports.render.style import LARGE, Scale

_MOST_PAGES = 12
_HARDLY = 230.0  # points: some five rows and lines to sign on
_SHARES = (0.97, 0.94, 0.91, 0.88)


def usual(report: Report) -> Scale:
    """The scale that a report is set in before anything is set closer."""
    return LARGE if report.large else Scale()


def tidied(report: Report, flow: Flow) -> Flow:
    """The report as it was laid out, or set closer if that spares a last page that is nearly empty."""
    pages = flow.pages
    if not 1 < pages <= _MOST_PAGES or flow.last_page_height > _HARDLY:
        return flow
    wanted = (pages - 1) / (pages - 1 + flow.last_page_used)
    for share in _SHARES:
        if share**2 > wanted:  # spares far too little
            continue
        closer = Flow(report, usual(report).shrunk(share))
        closer.run()
        if closer.pages < pages:
            return closer
    return flow


def scale_of(report: Report) -> Scale:
    """The scale at which a part of a larger paper is set."""
    trial = Flow(report, usual(report), most_pages=_MOST_PAGES)
    try:
        trial.run()
    except TooLongError:
        return usual(report)
    return tidied(report, trial).scale
