"""Turns any report into a PDF on A4: one voice for all papers, the same bytes for the same report."""

from collections.abc import Callable

from reports.goods_model import Catalogue, CouponSheet, GoodsLabels
from reports.household.wall_model import WallSheet
from reports.household.week_model import WeekSheet
from reports.model import Labels, Letters, Pack, Report

_SMALLEST = 0.62
"""Smaller than this, all of the page shrinks alike."""


def render_pdf(report: Report, progress: Callable[[int, int, str], object] | None = None) -> bytes:
    """The report as a PDF; a ``one_page`` report is made smaller until it stands on one page.

    Reproducible byte for byte; ``progress`` is told of the parts of a pack and of letters. reportlab is
    imported on the first call, not with this module.
    """
    from reports.render.flow import Flow
    from reports.render.tidy import tidied, usual

    if isinstance(report, Pack):
        from reports.render.pack_pdf import render_pack_pdf

        return render_pack_pdf(report, progress)
    if isinstance(report, Letters):
        from reports.render.letter_pdf import render_letters_pdf

        return render_letters_pdf(report, progress)
    if isinstance(report, Labels):
        from reports.render.label_pdf import render_labels_pdf

        return render_labels_pdf(report)
    if isinstance(report, GoodsLabels):
        from reports.render.goods_label_pdf import render_goods_labels_pdf

        return render_goods_labels_pdf(report)
    if isinstance(report, CouponSheet):
        from reports.render.coupon_pdf import render_coupons_pdf

        return render_coupons_pdf(report)
    if isinstance(report, Catalogue):
        from reports.render.catalogue_pdf import render_catalogue_pdf

        return render_catalogue_pdf(report, progress)
    if isinstance(report, WeekSheet):
        from reports.render.week_sheet_pdf import render_week_sheet_pdf

        return render_week_sheet_pdf(report)
    if isinstance(report, WallSheet):
        from reports.render.wall_sheet_pdf import render_wall_sheet_pdf

        return render_wall_sheet_pdf(report)
    flow = Flow(report, usual(report))
    flow.run()
    if not report.one_page:
        return tidied(report, flow).finish()
    share = zoom = 1.0
    while flow.pages > 1:
        over = flow.pages - 2 + flow.last_page_used  # how much of a page is too much
        step = 0.985 if over < 0.08 else 0.96 if over < 0.3 else 0.93 if over < 1 else 0.8
        if share > _SMALLEST:
            share = max(_SMALLEST, share * step)
        else:
            zoom /= step
        flow = Flow(report, usual(report).shrunk(share), zoom=zoom)
        flow.run()
    return flow.finish()
