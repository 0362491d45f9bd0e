"""``check``: adds up everything again and names what does not fit; an empty list means clean.

Read-only. Long books take a while: ``progress`` is called with (done, total) and may raise to stop.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.document import (
    GENESIS,
    HEADER,
    Reference,
    canonical_bytes,
    chain_hash,
    event_hash,
    name_commitment,
)
from app.domain.ledger import STOCK_ROLE
from app.domain.product import thumbnail_key
from app.domain.series import split_number
from app.i18n import N_
from app.queries import group_check
from app.queries.asset_check import below_zero
from app.queries.detail_rows import DetailReader
from app.queries.master_check import changed_rows
from app.queries.settled_check import faults
from app.thai.dates import format_datetime, moment_of
from db import connection as book
from db import structure
from db.sql import integrity as sql

UNREADABLE_TEXT = "decode to UTF-8"
"""What the driver says of text whose bytes are none (any more)."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit: a stable code, the document it is about, a sentence with its data."""

    code: str
    document: str
    message: str
    data: dict[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in English (screens translate ``message`` themselves)."""
        return self.message.format(**self.data)


def check_books(progress: Progress | None = None) -> list[Finding]:
    """Everything that does not add up in the open book."""
    steps: tuple[Callable[[], list[Finding]], ...] = (
        _file,
        _structure,
        _references,
        _documents,
        _erasable_names,
        _pictures,
        _series,
        _balances,
        _dates,
        _kept_sums,
        _registers,
        _below_zero,
        _sales,
        _settled,
        _events,
        _master,
    )
    return _walk(steps, progress)


def check_chains(progress: Progress | None = None) -> list[Finding]:
    """Whether documents, the names on them and the log are as they were written; the first break is named."""
    return _walk((_documents, _erasable_names, _events), progress)


def _walk(steps: tuple[Callable[[], list[Finding]], ...], progress: Progress | None) -> list[Finding]:
    findings: list[Finding] = []
    for done, step in enumerate(steps):
        if progress is not None:
            progress(done, len(steps))
        try:
            findings.extend(step())
        except book.DatabaseError as error:
            if "malformed" in str(error):
                findings.append(_damaged(error))
                continue
            if UNREADABLE_TEXT not in str(error):
                raise
            with book.any_text():
                findings.extend(step())
        except (TypeError, ValueError, LookupError):
            if not findings:  # else: a damaged row that another step has found
                raise
    if progress is not None:
        progress(len(steps), len(steps))
    return findings


def _file() -> list[Finding]:
    rows = book.fetch(sql.FILE_CHECK)
    if rows == [("ok",)]:
        return []
    return [_damaged(row[0]) for row in rows[:10]]


def _damaged(detail: object) -> Finding:
    return Finding("file_damaged", "", N_("The file itself is damaged: {detail}"), {"detail": str(detail)})


def _structure() -> list[Finding]:
    findings = []
    for name, text in book.fetch(sql.TABLES):
        if text is None or "VIRTUAL TABLE" in text or name.startswith("party_search"):
            continue
        if not re.search(r"\)\s*STRICT\b", text) or re.search(r"\bREAL\b", text):
            findings.append(
                Finding("loose_table", "", N_("The table {table} does not check its types."), {"table": name})
            )
    have: dict[str, str] = dict(book.fetch(structure.SCHEMA))
    findings.extend(
        Finding(
            "guard_missing",
            "",
            N_("The book's own guard {name} is missing or was changed."),
            {"name": name},
        )
        for name, text in sorted(structure.expected())
        if have.get(name) != text
    )
    return findings


def _references() -> list[Finding]:
    return [
        Finding(
            "orphan",
            "",
            N_("A row of {table} points to a missing row of {parent}."),
            {"table": row[0], "parent": row[2]},
        )
        for row in book.fetch(sql.FOREIGN_KEYS)
    ]


def _names() -> dict[Reference, dict[int, str]]:
    return {
        reference: {
            identity: name.hex() if isinstance(name, bytes) else str(name)
            for identity, name in book.fetch_iter(sql.ALL_NAMES[reference])
        }
        for reference in Reference
    }


def _documents() -> list[Finding]:
    """Chain, hash, row count and balance of every document; only the first break of a chain is named."""
    findings: list[Finding] = []
    names = _names()
    reader = DetailReader()
    chains: dict[tuple[int, int], tuple[int, bytes]] = {}
    broken: set[tuple[int, int]] = set()
    last: dict[tuple[int, int], str] = {}
    index = {column.name: position + 1 for position, column in enumerate(HEADER)}
    for row in book.fetch_iter(sql.ALL_DOCUMENTS):
        header = row[1 : len(HEADER) + 1]
        previous, digest, expected = row[len(HEADER) + 1 :]
        details = reader.rows(row[0])
        number = row[index["number"]]
        chain = (row[index["device_id"]], row[index["epoch"]])
        sequence, head = chains.get(chain, (0, GENESIS))
        if chain not in broken:
            try:
                fits = chain_hash(previous, canonical_bytes(header, details, names)) == digest
            except KeyError:
                fits = False
            if row[index["sequence"]] != sequence + 1:
                broken.add(chain)
                findings.append(
                    Finding(
                        "sequence_gap",
                        number,
                        N_(
                            "A document before {number} is missing: it was taken out with another program. "
                            "Please look for it in the last checked copy."
                        ),
                        {"number": number},
                    )
                )
            elif not fits or previous != head:
                broken.add(chain)
                findings.append(
                    Finding(
                        "chain_broken",
                        number,
                        N_(
                            "{number} is not as it was posted: something in it or before it was changed "
                            "with another program. Please compare it with its paper and with the last "
                            "checked copy."
                        ),
                        {"number": number},
                    )
                )
        chains[chain], last[chain] = (row[index["sequence"]], digest), number
        if sum(len(rows) for rows in details.values()) != expected:
            findings.append(
                Finding("incomplete", number, N_("{number} is not complete."), {"number": number})
            )
    heads = {
        (device_id, epoch): (sequence, digest) for device_id, epoch, sequence, digest in book.fetch(sql.HEADS)
    }
    findings.extend(
        _tail_missing(last.get(chain, ""))
        for chain in sorted({*heads, *chains} - broken, key=str)
        if heads.get(chain) != chains.get(chain)
    )
    return findings


def _tail_missing(number: str) -> Finding:
    """What is said of a chain that ends before the book says it does; ``number`` is the last one left."""
    if not number:
        return Finding("head_differs", "", N_("All documents of a device are missing."))
    return Finding(
        "head_differs",
        number,
        N_("Documents after {number} are missing. Please look for them in the last checked copy."),
        {"number": number},
    )


def _erasable_names() -> list[Finding]:
    """Names on papers: erased whole, or still the name that the chain's commitment was made of."""
    return [
        Finding("name_changed", number, N_("A name on {number} was changed."), {"number": number})
        for number, commitment, salt, name in book.fetch_iter(sql.NAMES)
        if (salt is None) is not (name is None)
        or (salt is not None and name_commitment(salt, name) != commitment)
    ]


def _pictures() -> list[Finding]:
    """Pictures are named by their content; the small ones by the picture they were made of."""
    small = {thumbnail_key(sha256) for (sha256,) in book.fetch(sql.PICTURE_NAMES)}
    return [
        Finding("picture_changed", "", N_("A picture in the book is damaged."), {"picture": sha256.hex()})
        for sha256, data in book.fetch_iter(sql.PICTURES)
        if sha256 not in small and hashlib.sha256(data).digest() != sha256
    ]


def _series() -> list[Finding]:
    counts: dict[str, list[int]] = defaultdict(list)
    for (number,) in book.fetch_iter(sql.NUMBERS):
        series, count = split_number(number)
        counts[series].append(int(count) if count.isdigit() else 0)
    return [
        Finding("series_gap", "", N_("The numbers {series} have a gap."), {"series": series})
        for series, numbers in sorted(counts.items())
        if sorted(numbers) != list(range(1, len(numbers) + 1))
    ]


def _balances() -> list[Finding]:
    return [
        Finding("unbalanced", number, N_("Debit and credit of {number} differ."), {"number": number})
        for number, _difference in book.fetch(sql.UNBALANCED)
    ]


def _dates() -> list[Finding]:
    return [
        Finding("other_date", number, N_("A line of {number} stands on another day."), {"number": number})
        for table in sql.DATED
        for (number,) in book.fetch(sql.OTHER_DATE.format(table=table))
    ]


def _kept_sums() -> list[Finding]:
    return [
        Finding(
            f"sum_{table}", "", N_("The kept sums of {table} do not equal their lines."), {"table": table}
        )
        for table, query in sql.KEPT.items()
        if book.fetch_one(query) is not None
    ]


def _registers() -> list[Finding]:
    findings = []
    for kind, role in STOCK_ROLE.items():
        row = book.fetch_one(sql.STOCK_AGAINST_LEDGER, (kind.value, role.value))
        if row is not None and row[1] != row[2]:
            findings.append(
                Finding(
                    "stock_value",
                    "",
                    N_("The stock register and account {account} differ."),
                    {"account": row[0], "ledger": row[1], "register": row[2]},
                )
            )
    row = book.fetch_one(sql.WIP_AGAINST_LEDGER)
    if row is not None and row[1] != row[2]:
        findings.append(Finding("wip_value", "", N_("Work in progress and its account differ.")))
    for code, query in (
        ("sales_cost", sql.SALES_COST_AGAINST_LEDGER),
        ("sales_amount", sql.SALES_AGAINST_LEDGER),
    ):
        row = book.fetch_one(query)
        if row is not None and row[0] != row[1]:
            findings.append(
                Finding(
                    code,
                    "",
                    N_("The sales register and the ledger differ."),
                    {"ledger": row[0], "register": row[1]},
                )
            )
    findings.extend(
        Finding("unsound_pool", "", N_("“{code}” has a value without goods; please re-cost."), {"code": code})
        for (code,) in book.fetch(sql.UNSOUND_POOLS)
    )
    return findings


def _below_zero() -> list[Finding]:
    return [
        *(Finding(code, "", message, data) for code, message, data in below_zero()),
        *(Finding(*fault) for fault in group_check.faults()),
    ]


def _sales() -> list[Finding]:
    return [
        Finding("sale_total", number, N_("Lines, payments and total of {number} differ."), {"number": number})
        for (number,) in book.fetch(sql.SALE_TOTALS)
    ]


_SETTLED = {
    "settles_nothing": N_("{number} settles something that the person does not owe there."),
    "settled_too_much": N_("More of {number} is settled than it was."),
    "pays_too_much": N_("{number} settles more than it paid."),
}


def _settled() -> list[Finding]:
    return [Finding(code, number, _SETTLED[code], {"number": number}) for code, number in faults()]


_LOG_CHANGED = N_(
    "Line {line} of the log of who did what ({when}) is not as it was written: it or the line before it was "
    "changed with another program. Please compare it with the last checked copy."
)


def _events() -> list[Finding]:
    """The log of every device; the first line that does not fit is named by its number and time."""
    findings: list[Finding] = []
    heads: dict[int, bytes] = {}
    broken: set[int] = set()
    for row in book.fetch_iter(sql.EVENTS):
        *fields, previous, digest = row[1:]
        device_id = row[3]
        fits = previous == heads.get(device_id, GENESIS) and event_hash(previous, fields) == digest
        if not fits and device_id not in broken:
            broken.add(device_id)
            when = _moment(row[1])
            findings.append(Finding("events_changed", "", _LOG_CHANGED, {"line": row[0], "when": when}))
        heads[device_id] = digest
    return findings


def _master() -> list[Finding]:
    return [
        Finding(
            "master_changed",
            "",
            N_("“{name}” ({table}) is not as it was last entered. Please look at it and enter it again."),
            {"name": name, "table": table},
        )
        for table, name in changed_rows()
    ]


def _moment(at: int) -> str:
    """A stored time in words; a time that cannot be is shown as the number that stands there."""
    try:
        return format_datetime(moment_of(at))
    except (ValueError, OverflowError, OSError):
        return str(at)
