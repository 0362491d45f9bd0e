"""A register beside the ledger: where the two say something different."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a register keeps of one person, loan or project, and what the ledger says of the same; satang.

    ``uid`` is the person's, loan's or project's; both amounts are positive for what is usual there.
    """

    register: str
    uid: bytes
    name: str
    kept: int
    ledger: int

    @property
    def missing(self) -> int:
        """What the register lacks, satang."""
        return self.ledger - self.kept
