"""The rows of every document in the order of the documents: each detail table is walked once."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.domain.document import DETAILS
from db import connection as book
from db.sql import integrity as sql


class DetailReader:
    """Walks every detail table once, in step with the documents."""

    def __init__(self) -> None:
        self._groups: dict[str, Iterator[tuple[int, Iterator[Any]]]] = {}
        self._heads: dict[str, tuple[int, list[Any]] | None] = {}
        for table in DETAILS:
            self._groups[table] = groupby(book.fetch_iter(sql.ALL_DETAILS[table]), key=itemgetter(0))
            self._advance(table)

    def _advance(self, table: str) -> None:
        group = next(self._groups[table], None)
        self._heads[table] = None if group is None else (group[0], list(group[1]))

    def rows(self, document_id: int) -> dict[str, list[Any]]:
        """The rows of a document by table, without their document id."""
        found: dict[str, list[Any]] = {}
        for table in DETAILS:
            head = self._heads[table]
            while head is not None and head[0] < document_id:  # of a document that was taken out
                self._advance(table)
                head = self._heads[table]
            if head is not None and head[0] == document_id:
                found[table] = [row[1:] for row in head[1]]
                self._advance(table)
        return found
