"""Product search at the speed of a key press: folded names, codes and barcodes in memory.

Any part of a name is found, from one letter on. First come names that begin with what was typed (or are
it), then codes and barcodes that begin so, then words inside names, then the rest.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from app.thai.fold import fold
from db import connection as book
from db.sql import search as sql

LIMIT = 60
END = "\U0010ffff"
"""Sorts behind every folded text."""
OVERLAY = 200
"""So many changed products are looked through one by one before the index is built anew."""

FEW = 2000
"""Lines that are gathered rather than walked through."""

Keyed = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One product as it is searched: its folded name, the words in it, its folded code and barcodes."""

    name: str
    words: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def text(self) -> str:
        """Everything in it; what was typed has no tab, so nothing is found across two of its parts."""
        return "\t".join((self.name, *self.codes))

    def rank(self, wanted: str) -> int | None:
        """0 to 3 as the module says, None where it is not found."""
        if self.name.startswith(wanted):
            return 0
        if any(code.startswith(wanted) for code in self.codes):
            return 1
        if any(word.startswith(wanted) for word in self.words):
            return 2
        return 3 if wanted in self.text else None


@dataclass(frozen=True, slots=True)
class _Base:
    """What a search reads; never changed once it is built. Lines are in the order of names."""

    ids: list[int]
    lines: list[str]
    starts: list[int]
    blob: str
    trigrams: dict[str, list[int]]
    keys: list[str]
    names: Keyed
    codes: Keyed
    words: Keyed

    def candidates(self, words: list[str]) -> list[int] | None:
        """Lines that may hold these words, by their rarest three letters; None when only a walk will tell."""
        best: list[int] | None = None
        if len(words[0]) == 2:
            return self._with_pair(words[0])
        for word in words:
            for start in range(len(word) - 2):
                lines = self.trigrams.get(word[start : start + 3])
                if lines is None:
                    return []
                if best is None or len(lines) < len(best):
                    best = lines
        return best

    def _with_pair(self, pair: str) -> list[int] | None:
        """Lines with two letters; None when they are in so many that a walk finds enough at once."""
        keys = self.keys[bisect_left(self.keys, pair) : bisect_left(self.keys, pair + END)]
        lists = [self.trigrams[key] for key in keys]
        return sorted(set().union(*lists)) if sum(map(len, lists)) < FEW else None

    def holding(self, words: list[str]) -> Iterator[int]:
        """Ids of products whose line holds every word, in the order of names."""
        lines = self.candidates(words)
        if lines is not None:
            for line in lines:
                text = self.lines[line]
                if all(word in text for word in words):
                    yield self.ids[line]
            return
        first, *others = words
        position = self.blob.find(first)
        while position >= 0:
            line = bisect_right(self.starts, position) - 1
            if all(word in self.lines[line] for word in others):
                yield self.ids[line]
            position = self.blob.find(first, self.starts[line] + len(self.lines[line]))


EMPTY = _Base([], [], [], "", {}, [], [], [], [])


class ProductIndex:
    """All active products: ``load`` and ``refresh`` on the storage thread, ``search`` anywhere.

    A search reads one finished state; a refresh puts a new one in its place.
    """

    def __init__(self) -> None:
        self._entries: dict[int, _Entry] = {}
        self._seen = 0
        self._state: tuple[_Base, dict[int, _Entry | None]] = (EMPTY, {})

    def __len__(self) -> int:
        return len(self._entries)

    def load(self) -> None:
        """Read every active product."""
        self._seen = book.fetch_int(sql.LAST_EVENT_ID)
        self.fill(book.fetch(sql.SEARCHED), book.fetch(sql.SEARCHED_UNITS))

    def fill(self, rows: list[book.Row], units: list[book.Row]) -> None:
        """Index these products: (id, name, folded, code, barcode) and the (id, barcode) of packs."""
        self._entries = _read(rows, units)
        self._state = (_build(self._entries), {})

    def refresh(self) -> bool:
        """Read again what was changed since; True if anything was."""
        last = book.fetch_int(sql.LAST_EVENT_ID)
        if last == self._seen:
            return False
        changed = [row[0] for row in book.fetch(sql.CHANGED_PRODUCTS, (self._seen,))]
        self._seen = last
        base, overlay = self._state
        overlay = dict(overlay)
        for product_id in changed:
            self._entries.pop(product_id, None)
            rows = book.fetch(sql.SEARCHED_ONE, (product_id,))
            self._entries.update(_read(rows, book.fetch(sql.SEARCHED_UNITS_OF, (product_id,))))
            overlay[product_id] = self._entries.get(product_id)
        if len(overlay) > OVERLAY:
            self.load()
        else:
            self._state = (base, overlay)
        return bool(changed)

    def search(self, text: str, limit: int = LIMIT) -> list[int]:
        """Ids of products that have the text in their name, code or a barcode, best first."""
        wanted = fold(text)
        if not wanted or limit < 1:
            return []
        base, overlay = self._state
        found: dict[int, None] = {}
        ranks = {each: entry.rank(wanted) for each, entry in overlay.items() if entry is not None}
        for rank, table in enumerate((base.names, base.codes, base.words)):
            found.update(dict.fromkeys(each for each, its in ranks.items() if its == rank))
            _add_prefixed(found, table, wanted, limit, overlay)
            if len(found) >= limit:
                return list(found)[:limit]
        found.update(dict.fromkeys(each for each, its in ranks.items() if its == 3))
        _add(found, base.holding([wanted]), limit, overlay)
        if not found:
            self._add_every_word(found, text, limit)
        return list(found)[:limit]

    def _add_every_word(self, found: dict[int, None], text: str, limit: int) -> None:
        """Products that have every word somewhere, for words typed in another order."""
        words = sorted({folded for part in text.split() if (folded := fold(part))}, key=len, reverse=True)
        if len(words) < 2:
            return
        base, overlay = self._state
        for each, entry in overlay.items():
            if entry is not None and all(word in entry.text for word in words):
                found[each] = None
        _add(found, base.holding(words), limit, overlay)


def _build(entries: dict[int, _Entry]) -> _Base:
    ids, lines, starts = list(entries), [], []
    names: Keyed = []
    codes: Keyed = []
    words: Keyed = []
    trigrams: dict[str, list[int]] = {}
    length = 0
    for number, (product_id, entry) in enumerate(entries.items()):
        line = entry.text + "\t"  # so that every two letters have a third
        starts.append(length)
        lines.append(line)
        length += len(line) + 1
        for trigram in {line[at : at + 3] for at in range(len(line) - 1)}:
            holding = trigrams.get(trigram)
            if holding is None:
                trigrams[trigram] = [number]
            else:
                holding.append(number)
        names.append((entry.name, product_id))
        codes.extend((code, product_id) for code in entry.codes)
        words.extend((word, product_id) for word in entry.words)
    return _Base(
        ids,
        lines,
        starts,
        "\n".join(lines),
        trigrams,
        sorted(trigrams),
        sorted(names),
        sorted(codes),
        sorted(words),
    )


def _add_prefixed(
    found: dict[int, None], table: Keyed, wanted: str, limit: int, skipped: Container[int]
) -> None:
    """Add the ids whose text begins with ``wanted``."""
    low = bisect_left(table, (wanted, 0))
    high = bisect_left(table, (wanted + END, 0), lo=low)
    _add(found, (table[at][1] for at in range(low, high)), limit, skipped)


def _add(found: dict[int, None], ids: Iterable[int], limit: int, skipped: Container[int]) -> None:
    """Add ids that are not skipped until there are enough."""
    for product_id in ids:
        if len(found) >= limit:
            return
        if product_id not in skipped:
            found[product_id] = None


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
