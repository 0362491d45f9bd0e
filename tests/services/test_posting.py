"""What the book itself refuses, and what ``check`` finds when a byte was changed with another tool."""

from pathlib import Path

import pytest

from app.domain.document import DETAILS, HEADER, DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.purchase import CountDraft, CountLineDraft
from app.domain.session import Permission
from app.queries.integrity import check_books
from app.services import unit_of_work
from app.services.journal import account_id
from app.services.manual_journal import JournalDraft, JournalLineDraft, UnbalancedEntryError, post_journal
from app.services.reversal import AlreadyReversedError, ReversalOfReversalError, UnknownDocumentError, reverse
from app.services.sales import post_sale
from app.services.stock_counts import post_count
from app.services.unit_of_work import Entry, NotSavedError, SeriesFullError, post
from db import connection as book
from db.schema import KEPT, POSTED, POSTED_DETAILS
from db.sql.documents import DETAIL_COLUMNS, HEADER_COLUMNS
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


@pytest.fixture
def busy(stall: Stall) -> Stall:
    """A book with at least one row in every table that sales, purchases and counts write."""
    draft = stall.draft(
        stall.line(stall.kapi, 2, 5900), pay=(stall.by("account", 118_00),), party_uid=stall.customer
    )
    sold = post_sale(stall.session, draft, on=DAY)
    stall.take_back(sold, 1, 1, 59_00, kind="account")
    stall.sell(stall.line(stall.tea, 22, 8900))
    stall.buy((stall.tea, 10, 230_00), freight=30_00)
    post_count(
        stall.session, CountDraft(new_uid(), (CountLineDraft(stall.soap, 18_000, 20_000, "แตก"),)), on=DAY
    )
    assert check_books() == []
    return stall


def test_columns_of_canonical_form_and_sql_agree() -> None:
    assert tuple(field.name for field in HEADER) == HEADER_COLUMNS
    assert {table: tuple(f.name for f in fields) for table, fields in DETAILS.items()} == DETAIL_COLUMNS
    assert set(DETAILS) == set(POSTED_DETAILS)


def test_unbalanced_document_is_refused_by_the_book(stall: Stall) -> None:
    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, DAY)
        entry.line(account_id(AccountRole.CASH), 100)

    with pytest.raises(NotSavedError):
        post(stall.session, Permission.POST_JOURNAL, new_uid(), write)
    assert check_books() == []


def test_row_added_to_a_finished_document_is_refused(stall: Stall) -> None:
    rows = [(stall.bought.document_id, 90, 5), (stall.bought.document_id, 91, -5)]
    statement = (
        "INSERT INTO journal_line (document_id, line_no, account_id, amount, ledger_date) "
        "VALUES (?, ?, 1, ?, '2026-10-05')"
    )
    with pytest.raises(book.DatabaseError), book.unit_of_work():
        book.executemany(statement, rows)
    assert check_books() == []


def test_document_out_of_sequence_is_refused(stall: Stall) -> None:
    row = book.fetch_one(
        "SELECT kind, device_id, epoch, author_id FROM document WHERE id = ?", (stall.bought.document_id,)
    )
    assert row is not None
    with pytest.raises(book.DatabaseError), book.unit_of_work():
        book.execute(
            "INSERT INTO document (uid, kind, device_id, epoch, sequence, number, on_date, ledger_date, "
            "author_id, posted_at, total, canonical_version, previous_hash, hash, detail_rows) "
            "VALUES (?, ?, ?, ?, 99, 'x', '2026-10-05', '2026-10-05', ?, 0, 0, 1, "
            "zeroblob(32), zeroblob(32), 1)",
            (new_uid(), row[0], row[1], row[2], row[3]),
        )


@pytest.mark.parametrize("table", sorted(POSTED))
def test_posted_rows_cannot_be_changed_through_the_program(busy: Stall, table: str) -> None:
    column = book.fetch(f"PRAGMA table_info({table})")[0][1]
    with pytest.raises(book.DatabaseError):
        book.execute(f"UPDATE {table} SET {column} = {column}")
    with pytest.raises(book.DatabaseError):
        book.execute(f"DELETE FROM {table}")
    assert check_books() == []


@pytest.mark.parametrize("table", sorted(KEPT))
def test_kept_sums_are_written_by_triggers_only(busy: Stall, table: str) -> None:
    with pytest.raises(book.DatabaseError):
        book.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER document_no_update",
        "ALTER TABLE document ADD COLUMN x",
        "PRAGMA writable_schema = ON",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA recursive_triggers = OFF",
        "INSERT OR REPLACE INTO document SELECT * FROM document LIMIT 1",
        "ATTACH 'other' AS other",
        "UPDATE sqlite_schema SET sql = ''",
    ],
)
def test_ways_around_the_guards_are_closed(busy: Stall, statement: str) -> None:
    with pytest.raises(book.DatabaseError):
        book.execute(statement)
    assert check_books() == []


def test_reversal_is_done_once_and_not_undone(stall: Stall) -> None:
    uid = new_uid()
    done = reverse(stall.session, stall.bought.uid, on=DAY, reason="ผิดใบ", uid=uid)
    assert reverse(stall.session, stall.bought.uid, on=DAY, reason="ผิดใบ", uid=uid).number == done.number
    with pytest.raises(AlreadyReversedError):
        reverse(stall.session, stall.bought.uid, on=DAY, reason="อีก", uid=new_uid())
    with pytest.raises(ReversalOfReversalError):
        reverse(stall.session, done.uid, on=DAY, reason="อีก", uid=new_uid())
    with pytest.raises(UnknownDocumentError):
        reverse(stall.session, new_uid(), on=DAY, reason="อีก", uid=new_uid())
    assert check_books() == []


def test_entry_by_hand_balances_or_is_refused(stall: Stall) -> None:
    with pytest.raises(UnbalancedEntryError):
        post_journal(stall.session, JournalDraft(new_uid(), (JournalLineDraft("1101", 1),)), on=DAY)
    lines = (JournalLineDraft("5205", 400_00), JournalLineDraft("1502", -400_00))
    assert post_journal(stall.session, JournalDraft(new_uid(), lines), on=DAY).total == 400_00
    assert check_books() == []


def test_the_last_number_of_a_year_is_told(stall: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_of_work, "SERIES_END", 1)
    stall.sell(stall.line(stall.kapi, 1, 5900))
    with pytest.raises(SeriesFullError):
        stall.sell(stall.line(stall.kapi, 1, 5900))
    assert check_books() == []
