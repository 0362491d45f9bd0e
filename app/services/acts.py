"""One act of somebody, however many services it takes: what another person approved is written down with it.

What was approved is used up when its act is written; until then a refusal or a failure leaves it as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from app.domain.session import Permission, Session
from app.services import event_log

BOOK = "book"
"""What an act was about that touched no single row."""


@dataclass(slots=True)
class Act:
    """What is being done in one transaction, by whom, by which right."""

    session: Session
    permission: Permission
    about: tuple[str, bytes] | None = None
    """The first thing it wrote: a table (or ``document``) and a uid."""
    written: bool = False
    signed: bool = False
    """Whether its approval is written down: in the first of its transactions, once."""

    def wrote(self, entity: str, uid: bytes) -> None:
        """Note what was written; the first thing counts."""
        self.written = True
        if self.about is None:
            self.about = (entity, uid)

    def sign(self) -> None:
        """Write who approved it, last in the transaction; an act of several parts is signed once."""
        self.written = True
        approver = self.session.approved(self.permission)
        if self.signed or approver is None:
            return
        self.signed = True
        entity, uid = self.about or (BOOK, event_log.NOBODY)
        after = {"permission": self.permission.value, "by": approver.user_name, "by_uid": approver.user_uid}
        event_log.append(self.session, "approve", entity, uid, after=after)


_current: ContextVar[Act | None] = ContextVar("act", default=None)


def note(entity: str, uid: bytes) -> None:
    """Note what the act that is going on wrote; nothing outside of one."""
    act = _current.get()
    if act is not None:
        act.wrote(entity, uid)


@contextmanager
def begun(session: Session, permission: Permission) -> Iterator[Act]:
    """An act around its transactions; within another one it is a part of that.

    What several services do together is one act if it is begun around them.
    """
    outer = _current.get()
    if outer is not None:
        signed = outer.signed
        try:
            yield outer
        except BaseException:
            outer.signed = signed  # what this part wrote is undone
            raise
        return
    act = Act(session, permission)
    before = _current.set(act)
    try:
        yield act
    finally:
        _current.reset(before)
    if act.written:
        session.done(permission)
