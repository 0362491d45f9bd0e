"""What a book is for: a group's business, or one member's household."""

from enum import StrEnum


class BookKind(StrEnum):
    """The two kinds of book; they differ in chart of accounts and screens."""

    ENTERPRISE = "enterprise"
    HOUSEHOLD = "household"
    """Opens only with its member's own secret; its file is always encrypted."""
