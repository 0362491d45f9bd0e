"""Who did what: one list of documents and log, read in pages and through filters, by those who may."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.document import DETAILS, DocumentKind, new_uid
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.trace import ActKind, TraceFilter
from app.i18n import set_language
from app.queries.integrity import Finding, check_chains
from app.queries.trace import NEWEST, start_of
from app.services import event_log, trace
from app.services.books import close_book, open_book, open_path
from app.services.printing import count_print, log_export
from app.services.products import set_price
from app.services.reversal import reverse
from app.services.settings import change_settings
from app.services.trace import Act
from db import connection as book
from db.models.base import insert_row
from db.models.settings import AppUser
from db.sql import trace as sql
from tests.builders import session_with
from tests.stall import DAY, Stall

READER = Permission.SEE_LOG
START = 1_900_000_000_000


class Clock:
    """A second passes with every look; a test sets it back as a person would."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        self.now += 1_000
        return self.now


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    """A stall with sales, one of them undone, a print, a copy, an export, and changed goods and settings."""
    from tests.builders import make_book

    made = Stall(tmp_path, make_book(tmp_path, clock=Clock()))
    sold = made.sell(made.line(made.tea, 2, 89_00))
    wrong = made.sell(made.line(made.kapi, 1, 59_00))
    count_print(made.session, sold.posted.uid, paper="80")
    count_print(made.session, sold.posted.uid, paper="80")
    reverse(made.session, wrong.posted.uid, on=DAY, reason="คิดเงินซ้ำ", uid=new_uid())
    set_price(made.session, made.tea, price_e4=95_00 * 10_000)
    change_settings(made.session, {"receipt_footer": "ลด 100% วันนี้"})
    log_export(made.session, name="monthly", file="รายงาน.pdf")
    return made


def somebody(stall: Stall, name: str = "สมใจ") -> Session:
    """Another person, whose acts are written to the log."""
    with book.unit_of_work():
        uid = new_uid()
        number = insert_row(AppUser, {"uid": uid, "name": name, "role": "seller", "active": 1})
    return replace(stall.session, user_id=number, user_name=name, user_uid=uid)


def note(session: Session, action: str, entity: str, uid: bytes = event_log.NOBODY, **after: object) -> None:
    with book.unit_of_work():
        event_log.append(session, action, entity, uid, after=after or None)


def found(stall: Stall, **wanted: object) -> list[Act]:
    asked = TraceFilter(**wanted)  # type: ignore[arg-type]
    rows = trace.acts(stall.session, asked, limit=1_000)
    assert trace.count(stall.session, asked) == len(rows)
    return rows


def did(rows: list[Act]) -> list[tuple[str, str]]:
    return [(row.action, row.number or row.entity) for row in rows]


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize(
    "read",
    [
        trace.acts,
        trace.count,
        lambda session: trace.key_before(session, row=1),
        lambda session: trace.history_of(session, bytes(16)),
        trace.people,
        trace.chain_heads,
        trace.check_trace,
    ],
)
def test_only_those_who_may_see_it_read_the_log(stall: Stall, read: Callable[[Session], object]) -> None:
    everything_else = session_with(*(set(Permission) - {READER}))
    with pytest.raises(NotPermittedError) as refused:
        read(everything_else)
    assert refused.value.permission is READER
    read(session_with(READER))


# ---------------------------------------------------------------- the list


def test_documents_and_log_are_one_list_the_newest_first(stall: Stall) -> None:
    rows = found(stall)
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert did(rows)[:6] == [
        ("export", "report"),
        ("change", "setting"),
        ("change", "product"),
        ("reverse", "ก1-2569-000001"),
        ("print", "ร1-2569-000001"),
        ("print", "ร1-2569-000001"),
    ]
    assert did(rows)[-1] == ("create", "book")
    undone, undoing = rows[6], rows[3]
    assert (undone.number, undone.reversed_by) == (undoing.reverses, undoing.number)
    assert (undoing.reason, undoing.total, undoing.kind) == ("คิดเงินซ้ำ", -59_00, ActKind.SALES)


def test_an_act_names_what_it_was_done_to_and_what_changed(stall: Stall) -> None:
    change = found(stall, text="ชาหญ้าหมอน้อย", kind=ActKind.MASTER)[0]
    assert (change.name, change.code, change.user) == ("ชาหญ้าหมอน้อย", "TEA", stall.session.user_name)
    assert (change.before, change.after) == ({"price_e4": 89_00 * 10_000}, {"price_e4": 95_00 * 10_000})


def test_pages_by_key_are_the_whole_list(stall: Stall) -> None:
    whole = found(stall)
    paged: list[Act] = []
    key = None
    while rows := trace.acts(stall.session, after=key, limit=3):
        paged += rows
        key = rows[-1].key
    assert [row.key for row in paged] == [row.key for row in whole]


def test_acts_of_the_same_moment_are_each_shown_once(stall: Stall) -> None:
    still = replace(stall.session, clock=lambda: START)
    for _ in range(5):
        note(still, "lock", "app_user")
    keys = [row.key for row in found(stall)]
    assert len(set(keys)) == len(keys)
    for before, after in pairwise(keys):
        assert trace.acts(stall.session, after=before, limit=1)[0].key == after


def test_a_jump_leads_to_the_row(stall: Stall) -> None:
    whole = found(stall)
    for row in (1, 4, len(whole) - 1):
        key = trace.key_before(stall.session, row=row)
        assert trace.acts(stall.session, after=key, limit=1)[0].key == whole[row].key
    assert trace.key_before(stall.session, row=0) is None
    assert trace.key_before(stall.session, row=len(whole) + 1) is None


def test_a_page_is_read_along_an_index(stall: Stall) -> None:
    values = (*NEWEST, stall.session.user_id, *NEWEST, stall.session.user_id, 128)
    query = sql.PAGE.format(documents=sql.DOCUMENTS + sql.DOCUMENT_BY, events=sql.EVENTS + sql.EVENT_BY)
    plan = [str(row[3]) for row in book.fetch(f"EXPLAIN QUERY PLAN {query}", values)]
    assert any("document_by_time" in step for step in plan), plan
    assert any("event_log_by_time" in step for step in plan), plan
    assert not any(step.startswith(("SCAN document", "SCAN event_log")) for step in plan)


# ---------------------------------------------------------------- filters


def test_kinds_of_acts_share_the_list_out(stall: Stall) -> None:
    note(stall.session, "sign_in", "app_user", wrong_tries=0)
    note(stall.session, "print", "recovery_code")
    note(stall.session, "dance", "umbrella")
    parts = {kind: found(stall, kind=kind) for kind in ActKind}
    assert sorted(row.key for rows in parts.values() for row in rows) == sorted(
        row.key for row in found(stall)
    )
    assert all(row.kind is kind for kind, rows in parts.items() for row in rows)
    assert [row.action for row in parts[ActKind.SALES]] == ["reverse", "post", "post"]
    assert [row.action for row in parts[ActKind.PAPERS]] == ["export", "print", "print"]
    assert [row.entity for row in parts[ActKind.SAFETY]] == ["recovery_code"]
    assert [row.action for row in parts[ActKind.SIGN_IN]] == ["sign_in"]
    assert parts[ActKind.MASTER][0].action == "dance"


def test_acts_of_one_person(stall: Stall) -> None:
    other = somebody(stall)
    note(other, "lock", "app_user")
    assert did(found(stall, user_id=other.user_id)) == [("lock", "app_user")]
    assert len(found(stall, user_id=stall.session.user_id)) == len(found(stall)) - 1
    assert [(each.name, each.active) for each in trace.people(stall.session)][-1] == ("สมใจ", True)


def test_days_are_days_in_thailand(stall: Stall) -> None:
    day = dt.date(2031, 12, 1)
    begin, after = start_of(day), start_of(day + dt.timedelta(days=1))
    for moment, name in ((begin - 1, "before"), (begin, "first"), (after - 1, "last"), (after, "next")):
        note(replace(stall.session, clock=partial(int, moment)), name, "app_user")
    assert [row.action for row in found(stall, first=day, last=day)] == ["last", "first"]
    assert [row.action for row in found(stall, first=day)] == ["next", "last", "first"]
    assert found(stall, last=day)[0].action == "last"
    assert len(found(stall, last=dt.date.max)) == len(found(stall))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ก1-2569-000001", [("reverse", "ก1-2569-000001")]),
        ("คิดเงินซ้ำ", [("reverse", "ก1-2569-000001")]),
        ("100%", [("change", "setting")]),
        ("100_", []),
        ("%", [("change", "setting")]),
        ("\\", []),
        ("'", []),
        ("รายงาน.pdf", [("export", "report")]),
        ("หาไม่เจอแน่", []),
    ],
)
def test_words_are_found_as_they_are_typed(stall: Stall, text: str, expected: list[tuple[str, str]]) -> None:
    assert did(found(stall, text=text)) == expected


def test_a_product_is_found_in_documents_and_in_the_log(stall: Stall) -> None:
    assert did(found(stall, text="ชาหญ้า")) == [
        ("change", "product"),
        ("post", "ร1-2569-000001"),
        ("post", "ซ1-2569-000001"),
        ("create", "product"),
    ]
    assert did(found(stall, text="ชา ไม่มี")) == []
    assert found(stall, text="ชาหญ้า กะปิ") == [row for row in found(stall) if row.number == "ซ1-2569-000001"]


def test_what_needs_a_look(stall: Stall) -> None:
    session = stall.session
    note(session, "sign_in", "app_user", wrong_tries=0)
    note(session, "sign_in", "app_user", wrong_tries=10)
    note(session, "sign_in", "app_user", wrong_tries=0, by="recovery_code")
    note(session, "refused", "app_user")
    note(session, "approve", "document", permission="void", by="สมใจ", by_uid="00")
    rows = found(stall, notable=True)
    assert all(row.notable for row in rows)
    assert [row.key for row in rows] == [row.key for row in found(stall) if row.notable]
    assert [row.action for row in rows] == ["approve", "refused", "sign_in", "sign_in", "reverse"]


def test_the_history_of_one_thing(stall: Stall) -> None:
    tea = trace.history_of(stall.session, stall.tea)
    assert did(tea) == [("change", "product"), ("create", "product")]
    undone = found(stall, text="คิดเงินซ้ำ")[0]
    original = next(row for row in found(stall) if row.number == undone.reverses)
    assert did(trace.history_of(stall.session, original.entity_uid)) == [
        ("reverse", undone.number),
        ("post", original.number),
    ]
    assert trace.history_of(stall.session, new_uid()) == []


# ---------------------------------------------------------------- how far it reaches


def test_heads_are_the_last_document_and_the_last_line(stall: Stall) -> None:
    heads = trace.chain_heads(stall.session)
    (documents,), (events,) = heads.documents, heads.events
    last = next(row for row in found(stall) if row.is_document)
    line = next(row for row in found(stall) if not row.is_document)
    assert (documents.number, documents.at, documents.count) == (last.number, last.at, 4)
    assert (events.count, events.at) == (line.key[2], line.at)
    assert documents.hash == book.fetch("SELECT hash FROM document ORDER BY id DESC LIMIT 1")[0][0]


# ---------------------------------------------------------------- changed with another program


@pytest.fixture
def tampered(stall: Stall, tmp_path: Path) -> Iterator[Callable[[str], list[Finding]]]:
    """What the chains say after a statement of another program; guards are taken away and put back."""
    path = open_path()
    close_book()

    def run(statement: str) -> list[Finding]:
        changed = tmp_path / "changed.samut"
        shutil.copyfile(path, changed)
        raw = sqlite3.connect(changed)
        guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _text in guards:
            raw.execute(f"DROP TRIGGER {name}")
        assert raw.execute(statement).rowcount
        for _name, text in guards:
            raw.execute(text)
        raw.commit()
        raw.close()
        open_book(changed)
        findings = check_chains()
        close_book()
        return findings

    yield run
    close_book()


CHANGES = {
    "journal_line": "note = 'x'",
    "stock_move": "purpose = purpose || 'x'",
    "sale": "channel = 'x'",
    "sale_line": "description = 'x'",
    "payment": "reference = 'x'",
    "purchase_line": "description = 'x'",
}


@pytest.mark.parametrize("table", sorted(CHANGES))
def test_the_changed_document_is_named(tampered: Callable[[str], list[Finding]], table: str) -> None:
    assert table in DETAILS
    number = "ซ1-2569-000001" if table == "purchase_line" else "ร1-2569-000002"
    where = f"document_id = (SELECT id FROM document WHERE number = '{number}')"
    findings = tampered(f"UPDATE {table} SET {CHANGES[table]} WHERE {where}")
    assert [(each.code, each.document) for each in findings] == [("chain_broken", number)]
    assert number in findings[0].text


@pytest.mark.parametrize(
    "change",
    ["total = total + 1", "posted_at = posted_at + 1", "author_id = author_id, note = 'x'", "reason = 'x'"],
)
def test_the_first_of_several_changed_documents_is_named(
    tampered: Callable[[str], list[Finding]], change: str
) -> None:
    findings = tampered(f"UPDATE document SET {change} WHERE kind IN ('sale', 'reversal')")
    assert [(each.code, each.document) for each in findings] == [("chain_broken", "ร1-2569-000001")]


def test_a_document_that_was_taken_out_is_missed(tampered: Callable[[str], list[Finding]]) -> None:
    findings = tampered("DELETE FROM document WHERE number = 'ร1-2569-000001'")
    assert [(each.code, each.document) for each in findings] == [("sequence_gap", "ร1-2569-000002")]


def test_the_last_document_that_was_taken_out_is_missed(tampered: Callable[[str], list[Finding]]) -> None:
    findings = tampered("DELETE FROM document WHERE kind = 'reversal'")
    assert [(each.code, each.document) for each in findings] == [("head_differs", "ร1-2569-000002")]


def test_bytes_that_are_no_text_any_more_do_not_stop_the_check(
    tampered: Callable[[str], list[Finding]],
) -> None:
    findings = tampered(
        "UPDATE sale_line SET description = CAST(x'e0b8ff' AS TEXT) WHERE document_id = "
        "(SELECT id FROM document WHERE number = 'ร1-2569-000001')"
    )
    assert [(each.code, each.document) for each in findings] == [("chain_broken", "ร1-2569-000001")]


@pytest.mark.parametrize(
    "change",
    ["action = 'x'", "at = at - 1", "after = NULL", "entity_uid = zeroblob(16)", "hash = zeroblob(32)"],
)
def test_the_changed_line_of_the_log_is_named_in_thai(
    tampered: Callable[[str], list[Finding]], change: str
) -> None:
    set_language("th")
    findings = tampered(f"UPDATE event_log SET {change} WHERE entity = 'product' AND action = 'create'")
    assert [each.code for each in findings] == ["events_changed"]
    words = findings[0].data
    assert words["line"] == 2
    assert "2573" in str(words["when"])
    assert "น." in str(words["when"])


def test_a_time_that_cannot_be_is_named_all_the_same(tampered: Callable[[str], list[Finding]]) -> None:
    findings = tampered("UPDATE event_log SET at = 9223372036854775807 WHERE id = 3")
    assert findings[0].data == {"line": 3, "when": "9223372036854775807"}


def test_a_whole_book_has_whole_chains(stall: Stall) -> None:
    assert trace.check_trace(stall.session) == []
    assert {row.document_kind for row in found(stall) if row.is_document} == {
        DocumentKind.PURCHASE,
        DocumentKind.SALE,
        DocumentKind.REVERSAL,
    }
