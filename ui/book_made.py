"""What the start screen hands on when it has made a book."""

from dataclasses import dataclass, field
from pathlib import Path

from app.services.doors import Credential


@dataclass(frozen=True, slots=True)
class BookMade:
    """A book that was made on the worker and closed there again."""

    path: Path
    credential: Credential | None = None
    """Who made it, where a password was chosen."""
    tried: str = field(default="", repr=False)
    """The recovery code of a household that was typed back from its paper; empty if it was put off."""
    is_household: bool = False
