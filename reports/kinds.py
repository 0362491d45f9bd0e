"""What a report can be asked for: by which name, about what, by whom; shared by the lists of reports."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.book_kind import BookKind
from app.domain.session import Permission, Session
from app.i18n import N_, _
from reports.common import ReportArgumentError, Span
from reports.model import Receipt, Report

AnyReport: TypeAlias = Report | Receipt


class Needs(StrEnum):
    """What a report is about."""

    MONTH = "month"
    SPAN = "span"
    DOCUMENT = "document"
    PRODUCT = "product"
    ACCOUNT = "account"
    DAY = "day"
    """The last day of the span."""
    YEAR = "year"
    """A fiscal year, or any other span."""
    PARTY = "party"
    """A person; whoever asks without naming one asks for herself."""
    ROW = "row"
    """A row of a statement and the days that it is about."""
    NOTHING = "nothing"


class ReportGroup(StrEnum):
    """Where a report stands in the list of all."""

    CLOSING = "closing"
    REGISTERS = "registers"
    GOODS = "goods"
    PEOPLE = "people"
    PAPERS = "papers"


GROUP_NAMES: dict[ReportGroup, str] = {
    ReportGroup.CLOSING: N_("Month and year"),
    ReportGroup.REGISTERS: N_("Registers"),
    ReportGroup.GOODS: N_("Sales and stock"),
    ReportGroup.PEOPLE: N_("People"),
    ReportGroup.PAPERS: N_("Papers"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for; a report takes what it needs of it."""

    span: Span | None = None
    document: str = ""
    product: str = ""
    account: str = ""
    printed: dt.datetime | None = None
    party: str = ""
    progress: Callable[[int, int, str], object] | None = None
    """Told how far a long one has come (done, all, what); may raise to stop."""
    row: str = ""
    """A row of a statement: the report's name, a colon, and its code there."""
    people: tuple[bytes, ...] = ()
    """Uids of those whom it is for; empty for all."""
    signed_by: bytes = b""
    """Uid of who signs for the group; empty for the first of its officers."""
    option: str = ""
    """What only this kind asks: the day of letters (ISO), the format of labels and how many are used."""


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report that can be asked for; ``title`` and ``about`` are marked for translation.

    ``permissions``: any one of them lets somebody read it.
    """

    name: str
    title: str
    about: str
    needs: Needs
    permissions: tuple[Permission, ...]
    make: Callable[[Session, Question], AnyReport]
    icon: str = "file-text"
    group: ReportGroup = ReportGroup.PAPERS
    book: BookKind | None = BookKind.ENTERPRISE
    """The kind of book it is a report of; None for both."""
    options: tuple[tuple[str, str], ...] = ()
    """Ways to show it: what ``Question.option`` says, and its words; the first is the usual one."""

    def suits(self, kind: str) -> bool:
        """Whether a book of this kind has this report."""
        return self.book is None or self.book == kind


def span_of(question: Question, name: str) -> Span:
    """The days that were asked for; raises ReportArgumentError without them."""
    if question.span is None:
        raise ReportArgumentError(name=name, needs=_("a month or two days"))
    return question.span


def number_of(question: Question, name: str) -> str:
    """The document that was asked for; raises ReportArgumentError without one."""
    if not question.document:
        raise ReportArgumentError(name=name, needs=_("the number of a document"))
    return question.document


def person_of(question: Question, name: str) -> str:
    """The code of the person that was asked for; raises ReportArgumentError without one."""
    if not question.party:
        raise ReportArgumentError(name=name, needs=_("the code of a person"))
    return question.party
