"""Product search at the speed of a key press: folded names, codes and barcodes in memory.

Any part of a name is found, from one letter on. First come names that begin with what was typed (or are
it), then codes and barcodes that begin so, then words inside names, then the rest.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from app.thai.fold import fold
from db import connection as book
from db.sql import search as sql

LIMIT = 60
END = "\U0010ffff"
"""Sorts behind every folded text."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One product as it is searched: its folded name, the words in it, its folded code and barcodes."""

    name: str
    words: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """Everything a search reads; replaced as a whole, so that another thread sees the old or the new."""

    ids: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    blob: str = ""
    names: tuple[tuple[str, int], ...] = ()
    codes: tuple[tuple[str, int], ...] = ()
    words: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class ProductIndex:
    """The index over all active products; ``refresh`` on the storage thread, ``search`` anywhere."""

    _entries: dict[int, _Entry] = field(default_factory=dict)
    _seen: int = 0
    _state: _State = field(default_factory=_State)

    def load(self) -> None:
        """Read every active product."""
        self._seen = book.fetch_int(sql.LAST_EVENT_ID)
        self._entries = _read(book.fetch(sql.SEARCHED), book.fetch(sql.SEARCHED_UNITS))
        self._rebuild()

    def refresh(self) -> bool:
        """Read again what was changed since; True if anything was."""
        last = book.fetch_int(sql.LAST_EVENT_ID)
        if last == self._seen:
            return False
        changed = [row[0] for row in book.fetch(sql.CHANGED_PRODUCTS, (self._seen,))]
        self._seen = last
        if not changed:
            return False
        for product_id in changed:
            self._entries.pop(product_id, None)
            rows = book.fetch(sql.SEARCHED_ONE, (product_id,))
            self._entries.update(_read(rows, book.fetch(sql.SEARCHED_UNITS_OF, (product_id,))))
        self._rebuild()
        return True

    def search(self, text: str, limit: int = LIMIT) -> list[int]:
        """Ids of products that have the text in their name, code or a barcode, best first."""
        state = self._state
        wanted = fold(text)
        if not wanted:
            return []
        found: dict[int, None] = {}
        for table in (state.names, state.codes, state.words):
            if _add_prefixed(found, table, wanted, limit):
                return list(found)[:limit]
        position = state.blob.find(wanted)
        while position >= 0 and len(found) < limit:
            line = bisect_right(state.starts, position) - 1
            found.setdefault(state.ids[line])
            if line + 1 == len(state.ids):
                break
            position = state.blob.find(wanted, state.starts[line + 1])
        if not found:
            self._add_with_all(found, state, text.split(), limit)
        return list(found)[:limit]

    def _add_with_all(self, found: dict[int, None], state: _State, parts: list[str], limit: int) -> None:
        """Products that have every word somewhere, for words typed in another order."""
        words = sorted({folded for part in parts if (folded := fold(part))}, key=len, reverse=True)
        if len(words) < 2:
            return
        first, *others = words
        position = state.blob.find(first)
        while position >= 0 and len(found) < limit:
            line = bisect_right(state.starts, position) - 1
            start = state.starts[line]
            end = state.starts[line + 1] if line + 1 < len(state.starts) else len(state.blob)
            if all(state.blob.find(word, start, end) >= 0 for word in others):
                found.setdefault(state.ids[line])
            position = state.blob.find(first, end)

    def _rebuild(self) -> None:
        ids, starts, lines = [], [], []
        names: list[tuple[str, int]] = []
        codes: list[tuple[str, int]] = []
        words: list[tuple[str, int]] = []
        length = 0
        for product_id, entry in self._entries.items():
            line = "\t".join((entry.name, *entry.codes)) + "\n"
            ids.append(product_id)
            starts.append(length)
            lines.append(line)
            length += len(line)
            names.append((entry.name, product_id))
            codes.extend((code, product_id) for code in entry.codes)
            words.extend((word, product_id) for word in entry.words)
        self._state = _State(
            tuple(ids),
            tuple(starts),
            "".join(lines),
            tuple(sorted(names)),
            tuple(sorted(codes)),
            tuple(sorted(words)),
        )


def _add_prefixed(
    found: dict[int, None], table: tuple[tuple[str, int], ...], wanted: str, limit: int
) -> bool:
    """Add the ids whose text begins with ``wanted``; True when there are enough."""
    low = bisect_left(table, (wanted, 0))
    high = min(bisect_left(table, (wanted + END, 0), lo=low), low + limit)
    for _text, product_id in table[low:high]:
        found.setdefault(product_id)
    return len(found) >= limit


def _read(rows: list[book.Row], units: list[book.Row]) -> dict[int, _Entry]:
    barcodes: dict[int, list[str]] = {}
    for product_id, barcode in units:
        barcodes.setdefault(product_id, []).append(barcode)
    entries = {}
    for product_id, name, folded, code, barcode in rows:
        words = tuple(fold(word) for word in name.split()[1:]) if " " in name else ()
        own = (fold(code), fold(barcode or ""), *(fold(each) for each in barcodes.get(product_id, ())))
        entries[product_id] = _Entry(folded, tuple(filter(None, words)), tuple(filter(None, own)))
    return entries
