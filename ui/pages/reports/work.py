"""What the reports page does on the storage worker: build, render, print; no widgets here."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from app.domain.session import Session
from app.queries.balances import month_end
from app.queries.catalogue import Account, accounts
from app.queries.products import ProductRow, list_products
from app.queries.profit import book_span
from app.services.printing import log_export
from reports import catalogue
from reports.catalogue import AnyReport, Question
from reports.common import Span
from reports.output import render
from reports.render.picture import pdf_page_pngs

PREVIEW_DPI = 110.0
MANY = 100_000


@dataclass(frozen=True, slots=True)
class Choosable:
    """What the questions can choose from, and the days the book has."""

    products: tuple[ProductRow, ...]
    accounts: tuple[Account, ...]
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Built:
    """A report and, if asked for, its pages as PNG pictures."""

    report: AnyReport
    pages: tuple[bytes, ...] = ()


def choosable() -> Choosable:
    """Read the lists for the questions."""
    span = book_span()
    return Choosable(
        tuple(list_products(limit=MANY)),
        tuple(accounts()),
        span[0] if span else None,
        span[1] if span else None,
    )


def build(name: str, question: Question, *, on_paper: bool, paper: str) -> Built:
    """Build a report, and draw its pages if it is to be seen on paper."""
    report = catalogue.build(name, question)
    pages = pdf_page_pngs(render(report, "pdf", paper=paper), PREVIEW_DPI) if on_paper else ()
    return Built(report, pages)


def save(session: Session, report: AnyReport, kind: str, path: Path, *, paper: str, name: str) -> Path:
    """Write a report to a file and note that it left the book."""
    path.write_bytes(render(report, kind, paper=paper))
    log_export(session, name=name, file=path.name)
    return path


def pages_to_print(report: AnyReport, *, paper: str, dpi: float) -> tuple[bytes, ...]:
    """The pages as pictures at the printer's resolution."""
    return pdf_page_pngs(render(report, "pdf", paper=paper), dpi)


def month_of(day: dt.date) -> Span:
    """The whole month of a day."""
    return Span(day.replace(day=1), month_end(day))
