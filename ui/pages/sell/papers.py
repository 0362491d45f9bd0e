"""A receipt as picture, PDF and slip: every function here runs on the storage worker."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from app.changes import Changes
from app.domain.session import Session
from app.services.printing import count_print, log_export
from app.settings import MachineSettings
from reports import receipt
from reports.output import render

PREVIEW_DPI = 300
"""Pages for the preview are the ones that print."""
WIDTHS_POINTS = {"58": 164, "80": 227, "a5": 420, "a4": 595}


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
    width_points: int = 0
    changes: Changes = Changes.NONE


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written."""

    name: str
    changes: Changes = Changes.NONE


def slip(number: str, paper: str) -> Slip:
    """The picture of a receipt as it stands in the book."""
    return Slip(number, render(receipt.build(number), "png", paper=_roll(paper)))


def print_receipt(
    session: Session, number: str, uid: bytes, machine: MachineSettings, paper: str, *, now: dt.datetime
) -> Printed:
    """Count the print, then send the slip to the printer; without a slip printer the pages come back.

    Raises NotPermittedError, UnknownDocumentError and what sending raises.
    """
    has_slip_printer = machine.printer_kind in ("file", "network", "usb")
    roll = str(machine.slip_width) if has_slip_printer else paper
    counted = count_print(session, uid, paper=roll)
    made = receipt.build(number, printed=now, copy_number=counted.copy)
    if not has_slip_printer:
        from reports.render.picture import pdf_page_pngs

        pdf = render(made, "pdf", paper=paper)
        pages = pdf_page_pngs(pdf, PREVIEW_DPI)
        return Printed(number, counted.copy, pages, WIDTHS_POINTS.get(paper, 595), counted.changes)
    from reports.send import destination, send

    send(render(made, "escpos", paper=roll), destination(machine.printer_kind, machine.printer_target))
    return Printed(number, counted.copy, changes=counted.changes)


def save_pdf(session: Session, number: str, path: Path, paper: str, *, now: dt.datetime) -> Saved:
    """Write a receipt as PDF, whole or not at all; raises OSError, NotPermittedError."""
    data = render(receipt.build(number, printed=now), "pdf", paper=paper)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    logged = log_export(session, name=receipt.NAME, file=path.name)
    return Saved(path.name, logged.changes)


def _roll(paper: str) -> str:
    return paper if paper in ("58", "80") else "80"
