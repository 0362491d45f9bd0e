"""What the page of the log lets the storage worker do; nothing here knows Qt."""

import datetime as dt
from dataclasses import dataclass

from app.domain.session import Permission, Session
from app.domain.trace import TraceFilter
from app.queries.integrity import Finding
from app.services import trace
from app.services.printing import log_export
from app.services.trace import Act, Person
from reports import trace as paper
from reports.model import Report
from reports.output import render
from reports.render.picture import pdf_page_pngs
from ui.files import Place, write_file
from ui.runner import Progress

MOST_BESIDE = 30
"""How many lines of one thing's history stand in the panel."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How many acts the filter lets through, and who can be asked for."""

    count: int
    people: tuple[Person, ...]


def read(session: Session, wanted: TraceFilter) -> Shown:
    """The figures of the bar."""
    return Shown(trace.count(session, wanted), tuple(trace.people(session)))


def history(session: Session, act: Act) -> list[Act]:
    """What else was done with the thing of an act; nothing for what concerns the whole book."""
    if not any(act.entity_uid):
        return []
    return trace.history_of(session, act.entity_uid, limit=MOST_BESIDE)


def check(session: Session, progress: Progress) -> list[Finding]:
    """Walk along the chains of documents and log."""

    def report(done: int, total: int) -> None:
        progress.stop_if_cancelled()
        progress.report(done, total)

    return trace.check_trace(session, progress=report)


def build(
    session: Session,
    wanted: TraceFilter,
    printed: dt.datetime,
    *,
    most: int = paper.MOST_ON_PAPER,
    findings: tuple[Finding, ...] | None = None,
) -> Report:
    """The paper of a filter."""
    return paper.build(session, wanted, printed=printed, most=most, findings=findings)


def save(
    session: Session,
    wanted: TraceFilter,
    printed: dt.datetime,
    findings: tuple[Finding, ...] | None,
    kind: str,
    place: Place,
) -> Place:
    """Write the paper to a file, whole or not at all, and note that it left the book."""
    session.require(Permission.EXPORT)
    most = paper.MOST_IN_SHEET if kind == "xlsx" else paper.MOST_ON_PAPER
    report = build(session, wanted, printed, most=most, findings=findings)
    write_file(place, render(report, kind))
    log_export(session, name=paper.NAME, file=place.name)
    return place


def pages(
    session: Session,
    wanted: TraceFilter,
    printed: dt.datetime,
    findings: tuple[Finding, ...] | None,
    dpi: float,
) -> tuple[bytes, ...]:
    """The paper's pages as pictures at the printer's resolution."""
    session.require(Permission.PRINT)
    return pdf_page_pngs(render(build(session, wanted, printed, findings=findings), "pdf"), dpi)
