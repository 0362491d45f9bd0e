"""Who may come in at the door, and what somebody typed there."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may come in; ``by_pin`` when her PIN is enough here and now."""

    uid: bytes
    name: str
    role: Role | None = None
    user_id: int = 0
    by_pin: bool = False


class By(StrEnum):
    """With what somebody proves who she is."""

    PASSWORD = "password"
    PIN = "pin"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed at the door; ``person`` is None where a name was typed."""

    person: Person | None
    name: str
    by: By
    secret: str = field(repr=False)
