"""What the reports page does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass

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
from app.services.printing import log_export, log_print
from app.services.reading import BILLS, GOODS
from reports import catalogue
from reports.catalogue import AnyReport, Question
from reports.common import Span
from reports.output import render
from reports.render.picture import pdf_page_pngs
from ui.files import Place, write_file

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

PREVIEW_DPI = {"58": 240.0, "80": 240.0, "a5": 150.0, "a4": 150.0}
"""Sharp at the width that a page has on the screen; a slip is shown larger than it is."""
MANY = 100_000
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


@dataclass(frozen=True, slots=True)
class Built:
    """A report and, if asked for, its pages as PNG pictures."""

    report: AnyReport
    pages: tuple[bytes, ...] = ()


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
        years=tuple(Span(year.first, year.last) for year in fiscal_years()) if books else (),
    )


def build(session: Session, name: str, question: Question, *, on_paper: bool, paper: str) -> Built:
    """Build a report, and draw its pages if it is to be seen on paper."""
    report = catalogue.build(session, name, question)
    pages = pdf_page_pngs(render(report, "pdf", paper=paper), PREVIEW_DPI[paper]) if on_paper else ()
    return Built(report, pages)


def save(session: Session, report: AnyReport, kind: str, place: Place, *, paper: str, name: str) -> Place:
    """Write a report to a file, whole or not at all, and note that it left the book."""
    session.require(Permission.EXPORT)
    write_file(place, render(report, kind, paper=paper))
    log_export(session, name=name, file=place.name)
    return place


def pages_to_print(
    session: Session, report: AnyReport, *, name: str, paper: str, dpi: float
) -> tuple[bytes, ...]:
    """The pages as pictures at the printer's resolution, and a note that they are printed."""
    log_print(session, name=name)
    return pdf_page_pngs(render(report, "pdf", paper=paper), dpi)


def month_of(day: dt.date) -> Span:
    """The whole month of a day."""
    return Span(day.replace(day=1), month_end(day))
