"""What the page of letters does on a worker; no widgets here."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.domain.letter import LetterData, PersonFigures, checked_letter
from app.domain.member import MemberRole
from app.domain.session import Permission, Session
from app.queries.letters import Letter, figures, letters, signatories
from app.queries.members import Office, offices
from app.services.books import enter_thread, leave_thread
from app.services.printing import log_export, log_print
from reports import catalogue
from reports.common import Span
from reports.kinds import Question
from reports.letters import LABELS, NAME, merged
from reports.output import render
from reports.render.picture import pdf_page_pngs
from ui.files import Place, write_file
from ui.runner import Progress

T = TypeVar("T")
PREVIEW_DPI = 130.0


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can be written to, with what she is entrusted with."""

    person: PersonFigures
    roles: frozenset[MemberRole] = frozenset()

    @property
    def uid(self) -> bytes:
        """The person's uid."""
        return self.person.uid


@dataclass(frozen=True, slots=True)
class Lists:
    """To whom letters can go, and who can sign them."""

    recipients: tuple[Recipient, ...] = ()
    signatories: tuple[Office, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters: to whom, dated when, with figures of which day, signed by whom."""

    letter: str
    people: tuple[bytes, ...]
    day: dt.date
    as_of: dt.date
    signed_by: bytes = b""
    labels: str = ""
    """The format of labels where labels are wanted."""
    used: int = 0
    printed: dt.datetime | None = field(default=None, compare=False)

    @property
    def report(self) -> str:
        """Which report it is."""
        return LABELS if self.labels else NAME


def shown() -> tuple[Letter, ...]:
    """Letters of the book and the program's proposals."""
    return letters(put_aside=True)


def lists(today: dt.date) -> Lists:
    """Members with their figures, their offices, and officers."""
    roles: dict[bytes, set[MemberRole]] = {}
    for office in offices(today):
        roles.setdefault(office.person_uid, set()).add(office.role)
    persons = figures(today)
    return Lists(
        tuple(Recipient(each, frozenset(roles.get(each.uid, ()))) for each in persons),
        signatories(today),
        tuple(dict.fromkeys(each.unit for each in persons if each.unit)),
    )


def preview(
    session: Session, letter: LetterData, person: bytes, day: dt.date, signed_by: bytes = b""
) -> tuple[bytes, ...]:
    """The pages of the letter to one person; raises what is wrong with the letter, NotPermittedError."""
    session.require(Permission.SEE_BOOKS)
    letter = checked_letter(replace(letter, name=letter.name or "–"))
    report = merged(letter, day, day, people=(person,), signed_by=signed_by)
    return pdf_page_pngs(render(report, "pdf"), PREVIEW_DPI)


def save(session: Session, wanted: Wanted, kind: str, place: Place, progress: Progress) -> Place:
    """Write letters, their list or labels to a file, and note that they left the book."""
    session.require(Permission.EXPORT)
    step = _stepping(progress)
    content = render(_build(session, wanted), kind, progress=step)
    progress.stop_if_cancelled()
    write_file(place, content)
    log_export(session, name=wanted.report, file=place.name)
    return place


def pages_to_print(session: Session, wanted: Wanted, dpi: float, progress: Progress) -> tuple[bytes, ...]:
    """The pages as pictures at the printer's resolution, and a note that they are printed."""
    session.require(Permission.PRINT)
    step = _stepping(progress)
    pages = pdf_page_pngs(render(_build(session, wanted), "pdf", progress=step), dpi, progress=step)
    log_print(session, name=wanted.report)
    return pages


def beside(job: Callable[[Progress], T]) -> Callable[[Progress], T]:
    """The same job for a worker beside the till: it opens the book for the time of the job."""

    def run(progress: Progress) -> T:
        enter_thread()
        try:
            return job(progress)
        finally:
            leave_thread()

    return run


def _build(session: Session, wanted: Wanted) -> catalogue.AnyReport:
    option = f"{wanted.labels}:{wanted.used}" if wanted.labels else wanted.day.isoformat()
    question = Question(
        Span(wanted.as_of, wanted.as_of),
        document=wanted.letter,
        printed=wanted.printed,
        people=wanted.people,
        signed_by=wanted.signed_by,
        option=option,
    )
    return catalogue.build(session, wanted.report, question)


def _stepping(progress: Progress) -> Callable[[int, int, str], None]:
    def step(done: int, total: int, text: str = "") -> None:
        progress.stop_if_cancelled()
        progress.report(done, total, text)

    return step
