"""A receipt as picture, PDF and slip: every function here runs on the storage worker.

Papers are imported on first use: a till that has not sold yet needs none of them.
"""

import datetime as dt
from dataclasses import dataclass

from app.changes import Changes
from app.domain.session import Permission, Session
from app.services.printing import count_print, log_paper_saved
from app.settings import MachineSettings
from ui.files import Place, write_file
from ui.pages.sell.items import Shop

PREVIEW_DPI = 300
"""Pages for the preview are the ones that print."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt's picture as PNG."""

    number: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Printed:
    """``copy`` is 0 for the original; without a slip printer the pages (PNG) to look at come back."""

    number: str
    copy: int
    pages: tuple[bytes, ...] = ()
    changes: Changes = Changes.NONE


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written."""

    name: str
    changes: Changes = Changes.NONE


def slip(number: str, paper: str) -> Slip:
    """The picture of a receipt as it stands in the book."""
    from reports import receipt
    from reports.output import render

    return Slip(number, render(receipt.build(number), "png", paper=_roll(paper)))


def print_receipt(
    session: Session,
    number: str,
    uid: bytes,
    machine: MachineSettings,
    shop: Shop,
    *,
    now: dt.datetime,
) -> Printed:
    """Count the print, then send the slip to the printer; without a slip printer the pages come back.

    A first print is as many slips as the settings say, all but one marked as copies. Raises
    NotPermittedError, UnknownDocumentError and what sending raises.
    """
    from reports import receipt
    from reports.output import DOTS, render

    if machine.printer_kind == "none":
        counted = count_print(session, uid, paper=shop.paper)
        made = receipt.build(number, printed=now, copy_number=counted.copy)
        from reports.render.picture import pdf_page_pngs

        pages = pdf_page_pngs(render(made, "pdf", paper=shop.paper), PREVIEW_DPI)
        return Printed(number, counted.copy, pages, counted.changes)
    from reports.render.escpos import receipt_escpos
    from reports.send import destination, send

    printer = destination(machine.printer_kind, machine.printer_target)
    counted = count_print(session, uid, paper=str(machine.slip_width))
    first = counted
    for more in range(shop.copies if counted.copy == 0 else 1):
        if more:
            counted = count_print(session, uid, paper=str(machine.slip_width))
        made = receipt.build(number, printed=now, copy_number=counted.copy)
        drawer = machine.open_drawer and counted.copy == 0
        dots = DOTS[str(machine.slip_width)]
        send(receipt_escpos(made, dots, cut=machine.cut_paper, drawer=drawer), printer)
    return Printed(number, first.copy, changes=first.changes)


def save_pdf(
    session: Session, number: str, uid: bytes, place: Place, paper: str, *, now: dt.datetime
) -> Saved:
    """Write a receipt as PDF, whole or not at all.

    Raises FileNotWrittenError, NotPermittedError, UnknownDocumentError.
    """
    from reports import receipt
    from reports.output import render

    session.require(Permission.PRINT)
    data = render(receipt.build(number, printed=now), "pdf", paper=paper)
    write_file(place, data)
    logged = log_paper_saved(session, uid, file=place.name)
    return Saved(place.name, logged.changes)


def _roll(paper: str) -> str:
    return paper if paper in ("58", "80") else "80"
