"""What can go wrong, as classes: what the user can put right, and what the machine failed at.

An error carries a translatable sentence (``message``) and the data for its placeholders; only the
screen and the command line turn it into text.
"""

from typing import ClassVar

from app.i18n import N_


class SamutError(Exception):
    """Base of every error that has a sentence for the user."""

    message: ClassVar[str] = N_("Something went wrong.")

    def __init__(self, **data: object) -> None:
        self.data = data
        super().__init__(self.message.format(**data) if data else self.message)


class UserError(SamutError):
    """The user can put it right; nothing was saved and nothing typed is lost."""


class StorageError(SamutError):
    """The machine failed (disk, file, another program); the user's data is as it was before."""


class Notice:
    """Something the user should know though it was done: a sentence and its data, like an error."""

    __slots__ = ("data", "message")

    def __init__(self, message: str, **data: object) -> None:
        self.message = message
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Notice) and (self.message, self.data) == (other.message, other.data)

    def __hash__(self) -> int:
        return hash((self.message, tuple(sorted(self.data))))

    def __repr__(self) -> str:
        return f"Notice({self.message!r}, {self.data!r})"
