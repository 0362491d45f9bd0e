"""What the page of notes does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from app.domain.household.notes import NoteKind, PaidFor
from app.domain.session import Session
from app.queries.household.notes import Link, NoteIn, group_link, notes_in
from app.queries.household.places_of_money import Place, money_places
from app.queries.household.trades import RoundRow, rounds
from app.services.household.carrying import Carried, carry_notes, lying
from app.services.household.linking import Invitation, accept_invitation, decline_invitation, unlink
from app.services.household.notes import Taken, take_notes
from app.services.records import Saved

MOST = 40
"""Notes that are shown of those that were decided."""
MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """The link, what waits, what was decided, places of money, rounds, how many notes lie here."""

    link: Link | None = None
    waiting: tuple[NoteIn, ...] = ()
    decided: tuple[NoteIn, ...] = ()
    places: tuple[Place, ...] = ()
    rounds: tuple[RoundRow, ...] = ()
    lying: int = 0
    entered: frozenset[bytes] = frozenset()
    """The group's documents that were written down here."""

    @property
    def waiting_amount(self) -> int:
        """What the payments that wait come to, satang."""
        return sum(each.amount for each in self.waiting if each.kind is NoteKind.PAYMENT)

    def rounds_of(self, note: NoteIn) -> tuple[RoundRow, ...]:
        """The rounds that goods of a note may be of: begun by then, those that go on first."""
        if all(paid_for is not PaidFor.GOODS for paid_for, _amount in note.parts):
            return ()
        begun = [each for each in self.rounds if each.data.active and each.data.first_day <= note.on]
        return tuple(begun[:MOST_ROUNDS])


def read(today: dt.date) -> Found:
    """Everything that the page shows."""
    found = notes_in()
    gone = {each.about for each in found if each.waits and each.kind is NoteKind.REVERSAL}
    waiting = sorted(
        (each for each in found if each.waits and not (each.kind is NoteKind.PAYMENT and each.about in gone)),
        key=lambda each: (each.on, each.number),
    )
    entered = frozenset(each.about for each in found if each.state == "accepted" and each.own_number)
    decided = tuple(each for each in found if not each.waits)[:MOST]
    return Found(group_link(), tuple(waiting), decided, money_places(today), rounds(), lying(), entered)


def link(session: Session, invitation: Invitation) -> Saved:
    """Link the two books; raises what ``accept_invitation`` raises."""
    return accept_invitation(session, invitation)


def decline(session: Session, invitation: Invitation) -> None:
    """Keep that she does not want to be asked again; raises what ``decline_invitation`` raises."""
    decline_invitation(session, invitation.group_uid)


def end_link(session: Session, uid: bytes) -> Saved:
    """End the link; raises what ``unlink`` raises."""
    return unlink(session, uid)


def take_in(session: Session, folder: Path) -> Taken:
    """Take in what lies in a folder that was chosen; raises what ``take_notes`` raises."""
    return take_notes(session, folder=folder)


def carry(session: Session, folder: Path) -> Carried:
    """Write what waits into a folder that was chosen; raises what ``carry_notes`` raises."""
    return carry_notes(session, folder)
