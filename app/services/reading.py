"""Who may read what is not for everybody: papers and screens ask here before they read."""

from collections.abc import Iterable, Sequence

from app.domain.session import Permission, Session


def may_any(session: Session, permissions: Iterable[Permission]) -> bool:
    """Whether somebody has one of these permissions now."""
    return any(session.may(each) for each in permissions)


def require_any(session: Session, permissions: Sequence[Permission]) -> None:
    """Raise NotPermittedError (naming the first) unless the person has one of these permissions."""
    session.require(next((each for each in permissions if session.may(each)), permissions[0]))
