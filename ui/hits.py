"""What the command palette finds, and how sources of it match typed words; without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.thai.fold import fold


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, where it belongs, and what choosing it does."""

    title: str
    subtitle: str
    icon: str
    action: Callable[[], object]
    keys: str = ""


Provider = Callable[[str], Sequence[Hit]]
"""Finds things for a typed text; must answer at once (from memory), an empty text means what is usual."""


def matches(typed: str, *texts: str) -> bool:
    """Whether every typed word occurs in one of the texts, marks and case aside (for providers)."""
    whole = " ".join(fold(text) for text in texts)
    return all(fold(word) in whole for word in typed.split())
