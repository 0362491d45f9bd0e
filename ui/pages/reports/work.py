"""What the reports page does on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.domain.session import Permission, Session
from app.queries.assets import AssetRow, register
from app.queries.balances import month_end
from app.queries.catalogue import Account, accounts
from app.queries.costing import BatchSummary, batches
from app.queries.fiscal_years import fiscal_years
from app.queries.parties import PartyRow, list_parties
from app.queries.products import ProductRow, list_products
from app.queries.profit import book_span
from app.queries.sales import DocumentRow, documents
from app.queries.settings import business_settings
from app.services.books import enter_thread, leave_thread
from app.services.printing import log_export, log_print
from app.services.reading import BILLS, GOODS
from app.settings import MachineSettings
from reports import catalogue
from reports.catalogue import AnyReport, Question
from reports.common import Span
from reports.model import Report
from reports.output import render
from reports.render.picture import pdf_page_pngs, pdf_page_sizes
from reports.row_lines import rows_to_choose
from ui.files import Place, write_file
from ui.pages.reports.of_their_own import Named, read_named
from ui.runner import Progress

__all__ = [
    "Built",
    "Choosable",
    "DocumentRow",
    "Question",
    "build",
    "choosable",
    "month_of",
    "pages_to_print",
    "save",
]

T = TypeVar("T")
PREVIEW_DPI = {"58": 240.0, "80": 240.0, "a5": 150.0, "a4": 150.0}
"""Sharp at the width that a page has on the screen; a slip is shown larger than it is."""
MANY = 100_000
LONG = frozenset({"month-pack"})
"""Reports that can take longer than a look."""
MOST_PAGES = 60
"""So many pages are looked at on the screen; the file has them all."""
NEWEST = 200
_SALES = ("sale", "sale_return")


@dataclass(frozen=True, slots=True)
class Choosable:
    """What the questions can choose from, newest documents first, and the days the book has."""

    products: tuple[ProductRow, ...]
    accounts: tuple[Account, ...]
    documents: tuple[DocumentRow, ...]
    batches: tuple[BatchSummary, ...]
    last: dt.date | None
    paper: str
    people: tuple[PartyRow, ...] = ()
    """Whose account may be asked for."""
    years: tuple[Span, ...] = ()
    """The fiscal years of the book, the oldest first."""
    assets: tuple[AssetRow, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    """Rows of statements whose lines may be asked for, with what they are called."""
    named: dict[str, tuple[Named, ...]] = field(default_factory=dict)
    """By the report's name: letters, meetings, loans and whatever else is no document."""


@dataclass(frozen=True, slots=True)
class Built:
    """A report and, if asked for, its first pages as PNG pictures."""

    report: AnyReport
    pages: tuple[bytes, ...] = ()
    left_out: int = 0
    """Pages behind them that are not shown."""


def choosable(session: Session, today: dt.date) -> Choosable:
    """Read the lists for the questions, of what she may read; ``last`` is the newest day up to today."""
    span = book_span()
    books = session.may(Permission.SEE_BOOKS)
    bills = _SALES if session.may_any(BILLS) else ()
    newest = {
        each.id: each
        for kind in (("", *bills) if books else bills)
        for each in documents(dt.date.min, dt.date.max, kind=kind, limit=NEWEST)
    }
    return Choosable(
        tuple(list_products(limit=MANY)) if session.may_any(GOODS) else (),
        tuple(accounts()) if books else (),
        tuple(newest[each] for each in sorted(newest, reverse=True)),
        tuple(batches(limit=NEWEST)) if books else (),
        min(span[1], today) if span else None,
        business_settings().default_paper,
        tuple(list_parties(limit=MANY)) if books else (),
        assets=register(dt.date.max, dt.date.min) if books else (),
        rows=rows_to_choose() if books else (),
        years=tuple(Span(year.first, year.last) for year in fiscal_years()) if books else (),
        named=read_named(session),
    )


def build(
    session: Session, name: str, question: Question, progress: Progress, *, on_paper: bool, paper: str
) -> Built:
    """Build a report, and draw its pages if it is to be seen on paper or is filled in by hand."""
    step = _stepping(progress) if name in LONG else None
    report = catalogue.build(session, name, replace(question, progress=step))
    if not on_paper and not (isinstance(report, Report) and report.by_hand):
        return Built(report)
    pdf = render(report, "pdf", paper=paper, progress=step)
    pages = pdf_page_pngs(pdf, PREVIEW_DPI[paper], progress=step, most=MOST_PAGES)
    return Built(report, pages, len(pdf_page_sizes(pdf)) - len(pages))


def with_own_connection(job: Callable[[Progress], T]) -> Callable[[Progress], T]:
    """The same job for a worker that does not keep the book open: it connects for the time of the job."""

    def run(progress: Progress) -> T:
        enter_thread()
        try:
            return job(progress)
        finally:
            leave_thread()

    return run


def _stepping(progress: Progress) -> Callable[[int, int, str], None]:
    def step(done: int, total: int, text: str = "") -> None:
        progress.stop_if_cancelled()
        progress.report(done, total, text)

    return step


def save(
    session: Session,
    report: AnyReport,
    kind: str,
    place: Place,
    progress: Progress,
    *,
    paper: str,
    name: str,
) -> Place:
    """Write a report to a file, whole or not at all, and note that it left the book."""
    session.require(Permission.EXPORT)
    content = render(report, kind, paper=paper, progress=_stepping(progress))
    progress.stop_if_cancelled()
    write_file(place, content)
    log_export(session, name=name, file=place.name)
    return place


def pages_to_print(
    session: Session, report: AnyReport, progress: Progress, *, name: str, paper: str, dpi: float
) -> tuple[bytes, ...]:
    """The pages as pictures at the printer's resolution, and a note that they are printed."""
    step = _stepping(progress)
    pages = pdf_page_pngs(render(report, "pdf", paper=paper, progress=step), dpi, progress=step)
    log_print(session, name=name)
    return pages


def fits_roll(session: Session, report: AnyReport, machine: MachineSettings) -> bool:
    """Whether a report can go on the slip printer of this computer."""
    has_printer = machine.printer_kind != "none" and session.may(Permission.PRINT)
    return has_printer and isinstance(report, Report) and report.fits_slip


def print_roll(session: Session, report: Report, machine: MachineSettings, *, name: str) -> None:
    """Send a short report to the slip printer; raises NotPermittedError and what sending raises."""
    from reports.render.report_slip import report_escpos
    from reports.send import destination, send

    session.require(Permission.PRINT)
    printer = destination(machine.printer_kind, machine.printer_target)
    send(report_escpos(report, str(machine.slip_width), cut=machine.cut_paper), printer)
    log_print(session, name=name)


def month_of(day: dt.date) -> Span:
    """The whole month of a day."""
    return Span(day.replace(day=1), month_end(day))
