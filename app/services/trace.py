"""Reading who did what: not for everybody, so it asks for the right to see the log first."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.session import Permission, Session
from app.domain.trace import EVERYTHING, TraceFilter
from app.queries import trace as queries
from app.queries.integrity import Finding, check_chains
from app.queries.trace import Act, ChainHead, Key

__all__ = [
    "Act",
    "ChainHead",
    "Heads",
    "Key",
    "Person",
    "acts",
    "chain_heads",
    "check_trace",
    "count",
    "history_of",
    "key_before",
    "people",
]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose acts can be asked for."""

    id: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Heads:
    """How far documents and log reach, per device."""

    documents: tuple[ChainHead, ...]
    events: tuple[ChainHead, ...]


def acts(
    session: Session,
    wanted: TraceFilter = EVERYTHING,
    *,
    after: Key | None = None,
    limit: int = queries.PAGE,
) -> list[Act]:
    """A page of what was done, the newest first, behind a key; raises NotPermittedError."""
    session.require(Permission.SEE_LOG)
    return queries.acts(wanted, after=after, limit=limit)


def count(session: Session, wanted: TraceFilter = EVERYTHING) -> int:
    """How many acts a filter lets through; raises NotPermittedError."""
    session.require(Permission.SEE_LOG)
    return queries.count_acts(wanted)


def key_before(session: Session, wanted: TraceFilter = EVERYTHING, *, row: int) -> Key | None:
    """The key that leads to a row of the list, for a jump; raises NotPermittedError."""
    session.require(Permission.SEE_LOG)
    return queries.key_before(wanted, row)


def history_of(session: Session, uid: bytes, *, limit: int = queries.PAGE) -> list[Act]:
    """What was done with one document, product, person …, the newest first; raises NotPermittedError."""
    session.require(Permission.SEE_LOG)
    return queries.acts(TraceFilter(about=uid), limit=limit)


def people(session: Session) -> list[Person]:
    """Everybody who ever worked with the book; raises NotPermittedError."""
    session.require(Permission.SEE_LOG)
    return [Person(*each) for each in queries.people()]


def chain_heads(session: Session) -> Heads:
    """How far the chains reach, to be written down on paper; raises NotPermittedError."""
    session.require(Permission.SEE_LOG)
    return Heads(tuple(queries.document_heads()), tuple(queries.event_heads()))


def check_trace(session: Session, *, progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """What is not as it was written, the first document of each chain named; raises NotPermittedError."""
    session.require(Permission.SEE_LOG)
    return check_chains(progress)
