"""Who is working, on which device, and what she may do: the first argument of every service.

A session only names a person; what she may do is kept in a register of this process under the session's
secret token. A session that was copied with other values, ended or locked opens nothing.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.roles import ALL_PERMISSIONS, LIMIT_WORDS, PERMISSION_WORDS, Limit, Permission, Role
from app.errors import UserError
from app.i18n import N_

__all__ = [
    "ALL_PERMISSIONS",
    "Approver",
    "Limit",
    "NotPermittedError",
    "OverLimitError",
    "Permission",
    "Role",
    "Session",
    "SessionEndedError",
    "SessionLockedError",
    "change_grant",
    "end",
    "end_all",
    "is_alive",
    "is_locked",
    "issue",
    "issue_one_act",
    "now_ms",
    "set_locked",
]


class NotPermittedError(UserError):
    """The person at the screen may not do this; somebody who may can approve it."""

    message = N_("{user} has not been given the right to {permission_words}.")

    def __init__(self, *, permission: Permission, user: str) -> None:
        super().__init__(permission=permission, permission_words=PERMISSION_WORDS[permission], user=user)
        self.permission = permission


class OverLimitError(UserError):
    """An act beyond what this person may do alone; somebody with a higher limit can approve it."""

    message = N_("This is more than {user} may do alone ({limit_words}). Somebody else must approve it.")

    def __init__(self, *, limit: Limit, most: int, value: int, permission: Permission, user: str) -> None:
        super().__init__(limit=limit, limit_words=LIMIT_WORDS[limit], most=most, value=value, user=user)
        self.limit, self.most, self.value, self.permission = limit, most, value, permission


class SessionLockedError(UserError):
    """The screen was locked; nothing is done until the person comes back."""

    message = N_("The screen is locked. Please unlock it first.")


class SessionEndedError(UserError):
    """The person signed out, or her time in the book is over."""

    message = N_("You are no longer signed in. Please sign in again.")


def now_ms() -> int:
    """UTC time in milliseconds."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Approver:
    """Who allowed one act of somebody else."""

    user_id: int
    user_uid: bytes
    user_name: str


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person on a device. ``clock`` gives the UTC time of posting in milliseconds."""

    user_id: int
    user_name: str
    device_id: int
    device_prefix: int
    epoch: int
    token: bytes = field(default=b"", repr=False, compare=False)
    clock: Callable[[], int] = field(default=now_ms, compare=False)
    user_uid: bytes = field(default=b"", repr=False)
    role: Role = Role.LEADER
    party_id: int | None = None
    """Which member of the group she is, for what is her own."""
    approver: Approver | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """What she may do now; nothing once signed out or locked."""
        grant = _register.get(self.token)
        if grant is None or grant.locked or grant.who != _who(self):
            return frozenset()
        return grant.permissions

    def may(self, permission: Permission) -> bool:
        """Whether she may do this now (for what a screen offers; services ``require``)."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raise NotPermittedError unless the person may do this, SessionLockedError, SessionEndedError."""
        grant = _grant(self)
        if permission not in grant.permissions and permission is not grant.approved:
            raise NotPermittedError(permission=permission, user=self.user_name)

    def may_any(self, permissions: Iterable[Permission]) -> bool:
        """Whether she has one of these rights now (for what a screen offers)."""
        return any(map(self.may, permissions))

    def require_any(self, permissions: Sequence[Permission]) -> None:
        """Raise what ``require`` raises, naming the first, unless the person has one of these rights."""
        self.require(next(filter(self.may, permissions), permissions[0]))

    def require_within(self, limit: Limit, value: int, permission: Permission) -> None:
        """Raise OverLimitError if the value (satang or basis points) is more than she may do alone."""
        most = self.limit(limit, permission)
        if most is not None and value > most:
            raise OverLimitError(
                limit=limit, most=most, value=value, permission=permission, user=self.user_name
            )

    def limit(self, limit: Limit, permission: Permission) -> int | None:
        """How far she may go by this right; None for as far as she likes."""
        grant = _grant(self)
        limits = grant.approved_limits if permission is grant.approved else grant.limits
        return limits.get(limit)

    def approved(self, permission: Permission) -> Approver | None:
        """Who allowed her this one act, until it is done."""
        grant = _register.get(self.token)
        return self.approver if grant is not None and permission is grant.approved else None

    def done(self, permission: Permission) -> None:
        """Something was written by this right: what somebody approved is used up, her own rights stay."""
        grant = _register.get(self.token)
        if grant is not None and permission is grant.approved:
            grant.approved, grant.approved_limits = None, {}


_Who = tuple[int, str, bytes, int, int, int, int | None, Role, Approver | None, Callable[[], int]]


@dataclass(slots=True)
class _Grant:
    """What the register keeps of a session; ``who`` is compared, so that no field can be exchanged."""

    who: _Who
    permissions: frozenset[Permission]
    limits: Mapping[Limit, int]
    ends_at: int | None
    approved: Permission | None = None
    """The right to one act that somebody else gave her, within that person's limits."""
    approved_limits: Mapping[Limit, int] = field(default_factory=dict)
    locked: bool = False


_register: dict[bytes, _Grant] = {}


def _who(session: Session) -> _Who:
    return (
        session.user_id,
        session.user_name,
        session.user_uid,
        session.device_id,
        session.device_prefix,
        session.epoch,
        session.party_id,
        session.role,
        session.approver,
        session.clock,
    )


def _grant(session: Session) -> _Grant:
    grant = _register.get(session.token)
    if grant is None or grant.who != _who(session):
        raise SessionEndedError
    if grant.ends_at is not None and session.clock() >= grant.ends_at:
        raise SessionEndedError
    if grant.locked:
        raise SessionLockedError
    return grant


def issue(
    session: Session,
    permissions: frozenset[Permission] = ALL_PERMISSIONS,
    limits: Mapping[Limit, int] | None = None,
    *,
    ends_at: int | None = None,
) -> Session:
    """Enter a session into the register and give it its token; signing in calls this, nobody else.

    ``ends_at`` is the moment (UTC, ms) it ends by itself.
    """
    token = secrets.token_bytes(16)
    known = Session(
        session.user_id,
        session.user_name,
        session.device_id,
        session.device_prefix,
        session.epoch,
        token,
        session.clock,
        session.user_uid,
        session.role,
        session.party_id,
        session.approver,
    )
    _register[token] = _Grant(_who(known), permissions, dict(limits or {}), ends_at)
    return known


def issue_one_act(
    session: Session, approver: Approver, permission: Permission, limits: Mapping[Limit, int]
) -> Session:
    """A session with a person's own rights and, once, the right that somebody else gave her.

    ``limits`` are the approver's, for that one act. Raises SessionLockedError, SessionEndedError.
    """
    own = _grant(session)
    known = issue(replace(session, approver=approver), own.permissions, own.limits, ends_at=own.ends_at)
    grant = _register[known.token]
    grant.approved, grant.approved_limits = permission, dict(limits)
    return known


def change_grant(session: Session, permissions: frozenset[Permission], limits: Mapping[Limit, int]) -> None:
    """Let a session go on with other rights (the leader changed them); nothing for one that ended."""
    grant = _register.get(session.token)
    if grant is not None:
        grant.permissions, grant.limits = permissions, dict(limits)


def set_locked(session: Session, locked: bool) -> None:
    """Lock a session or open it again; nothing for one that ended."""
    grant = _register.get(session.token)
    if grant is not None:
        grant.locked = locked


def is_locked(session: Session) -> bool:
    """Whether the screen of this session is locked."""
    grant = _register.get(session.token)
    return grant is not None and grant.locked


def is_alive(session: Session) -> bool:
    """Whether the session has not ended."""
    grant = _register.get(session.token)
    return grant is not None and (grant.ends_at is None or session.clock() < grant.ends_at)


def end(session: Session) -> None:
    """Sign a session out: no service takes it any more."""
    _register.pop(session.token, None)


def end_all() -> None:
    """Sign everybody out (the book was closed)."""
    _register.clear()
